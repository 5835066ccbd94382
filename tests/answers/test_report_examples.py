"""The labelled examples: what is read of each, counted as their format says; and no trap, no wrong sign, no crash."""

import pytest

from bonecheck.answers.report_import.bring import read_report
from bonecheck.errors import UnreadableFile
from tests.answers.report_score import Score, as_label, load_label, score
from tests.people import SHARED_REFERENCE

EXAMPLES = SHARED_REFERENCE / "dxa_reports"
pytestmark = pytest.mark.skipif(not EXAMPLES.exists(), reason="the labelled examples lie beside the checkout only")
WANTED = {"text": 0.97, "markdown": 0.97, "pdf": 0.95, "fhir-json": 1.0, "hl7v2": 1.0}
REFUSED = {
    "error_encrypted": "report_locked",
    "error_corrupt": "report_damaged",
}


def examples(kind):
    """Each example that comes in this form, with its label."""
    ending = {"pdf": ".pdf", "fhir-json": ".fhir.json"}.get(kind, ".txt")
    for path in sorted(EXAMPLES.glob("*.json")):
        if path.name.endswith(".fhir.json"):
            continue
        label = load_label(path)
        file = EXAMPLES / f"{path.stem}{ending}"
        if file.exists() and not label.get("expect") and (kind == "pdf" or label["input_format"] == kind):
            yield file, label


@pytest.mark.parametrize("kind", WANTED)
def test_the_examples_are_read_with_no_trap_and_no_wrong_sign(kind):
    found = Score()
    for file, label in examples(kind):
        found += score(as_label(read_report(file.read_bytes())), label)
    assert found.right > 10
    assert (found.traps, found.signs) == (0, 0), found.notes
    assert found.f1 >= WANTED[kind], found.notes


def test_every_example_is_scored():
    assert sum(len(list(examples(kind))) for kind in WANTED) >= 39


@pytest.mark.parametrize("number", ["090", "091"])
def test_a_pdf_that_cannot_be_read_is_refused_with_its_reason(number):
    expected = load_label(EXAMPLES / f"{number}.json")["expect"]
    with pytest.raises(UnreadableFile) as refusal:
        read_report((EXAMPLES / f"{number}.pdf").read_bytes())
    assert refusal.value.key == REFUSED[expected]


def test_the_example_without_text_layer_is_read_from_its_picture_with_no_trap():
    """Its label allows to refuse it, or to read it right."""
    label = load_label(EXAMPLES / "092.json")
    found = score(as_label(read_report((EXAMPLES / "092.pdf").read_bytes())), label)
    assert found.right > 0
    assert (found.traps, found.signs) == (0, 0), found.notes
