"""Broken and hostile input of every format: one reason or a report, never a crash, and no number that cannot be."""

import json
import os
import random
from pathlib import Path

import msgspec
import pytest

from bonecheck.answers.report_import.bring import read_report
from bonecheck.answers.report_import.claims import LIMITS
from bonecheck.answers.report_import.found import Reason
from bonecheck.errors import UnreadableFile
from bonecheck.words.problems import error_words
from bonecheck.words.report_import import found_as_data
from tests.answers.report_made import LANGUAGES, LAYOUTS, Row, Style
from tests.answers.test_report_formats import CCDA, LINES, TABLE, bundle, made_pdf, message, observation, zipped
from tests.people import SHARED_REFERENCE

TIMES = int(os.environ.get("FUZZ_TIMES", "400"))
PIECES = (b"-", b"\xe2\x88\x92", b"T-score", b"L1-L4", b"\x00", b"|", b"\n", b"%PDF-", b"1e999", b"\\", b"<", b'"', b"\xff", b"9" * 40, b"g/cm2", b"Total", b" ", b"~", b"stream")  # fmt: skip


def seeds():
    """One report at least of each format."""
    rows = [Row("lumbar_spine", "L1-L4", None, 0.9, -1.9, -0.4), Row("hip", "neck", "left", 0.7, -2.1, 0.3)]
    made = [layout(rows, Style(language=language)).encode() for layout in LAYOUTS for language in LANGUAGES]
    made += [
        made_pdf(LINES),
        CCDA.format(text=TABLE).encode(),
        bundle(observation(-1.9, code="38267-1", text="L1-L4")).encode(),
    ]
    made += [message("OBX|1|NM|38267-1^T-score lumbar spine^LN||-2.8|SD|>-1.0|LL|||F").encode()]
    made += [zipped({"a/clinical-records/x.json": bundle(observation(-1.9, code="38267-1", text="L1-L4"))})]
    examples = SHARED_REFERENCE / "dxa_reports"
    if examples.exists():
        made += [file.read_bytes() for file in sorted(examples.iterdir()) if file.suffix in {".txt", ".pdf", ".json"}]
    return made


def spoiled(data, dice):
    """`data` with some of its bytes changed, doubled, cut out, or put elsewhere."""
    out = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5, 30))):
        at = dice.randrange(len(out) + 1)
        match dice.randrange(6):
            case 0:
                out[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                out[at:at] = dice.choice(PIECES)
            case 2:
                del out[at : at + dice.choice((1, 3, 50))]
            case 3:
                end = at + dice.randrange(1, 60)
                out[at:at] = out[at:end]
            case 4:
                out = out[: max(1, at)]
            case 5:
                end = at + dice.randrange(1, 80)
                piece = out[at:end]
                del out[at:end]
                back = dice.randrange(len(out) + 1)
                out[back:back] = piece
        if not out:
            return b""
    return bytes(out)


def children():
    """Processes that this one has started and that are still there."""
    return {child for task in Path("/proc/self/task").iterdir() for child in (task / "children").read_text().split()}


def check(data):
    """Reads `data` and looks at every number that comes out."""
    try:
        report = read_report(data)
    except UnreadableFile as refusal:
        error_words(refusal)  # a key without words, or without a value, would be an error here
        return False
    msgspec.json.encode(found_as_data(report))  # every doubt, and the words for all of it
    for row in [*report.rows, *(row for scan in report.earlier for row in scan.rows)]:
        for kind, (low, high) in LIMITS.items():
            value = getattr(row, kind)
            assert value is None or low <= value <= high, (kind, value)
        assert len(row.origin.text) <= 160
    for percent in (report.frax_major_percent, report.frax_hip_percent):
        assert percent is None or 0 <= percent <= 100
    assert report.age_years is None or 0 <= report.age_years <= 130
    return bool(report.rows)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="counts children by /proc")
def test_spoiled_reports_never_crash_and_give_no_number_that_cannot_be():
    dice = random.Random(20261127)
    bases, before, read = seeds(), children(), 0
    for _ in range(TIMES):
        read += check(spoiled(dice.choice(bases), dice))
    assert read > TIMES // 5
    assert children() <= before


def test_random_bytes_never_crash():
    dice = random.Random(14)
    heads = (
        b"",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"{",
        b"[",
        b"MSH|^~\\&|\rOBX|1|NM|",
        b"<ClinicalDocument>",
        b"T-score ",
    )
    for _ in range(TIMES):
        [head] = dice.choices(heads, [1 if head.startswith(b"%PDF") else 4 for head in heads])  # each PDF is a process
        assert check(head + dice.randbytes(dice.choice((0, 1, 20, 300)))) in {True, False}


def test_a_text_far_longer_than_a_report_is_refused_and_the_longest_that_is_taken_is_read():
    texts = (
        (LINES + "\n").encode() * 20_000,
        b"-1.9 " * 100_000,
        b"(" * 200_000,
        b"\n" * 2_001,
        b"T-score -1.9 " * 7_000,
        b"T-score -1.9\r" * 2_001,
    )
    for far_too_long in texts:
        with pytest.raises(UnreadableFile) as refusal:
            read_report(far_too_long)
        assert refusal.value.key in {"report_too_much", "report_empty"}
    row = b"L1-L4   0.812   -1.9   -0.3\n"
    assert check(b"Region  BMD  T-score  Z-score\n" + row * 1_900) is True
    check(b"Region   BMD   T-score   Region   BMD   T-score\n" * 1_900)
    assert check(b"T-score -1.9 " * 300) is True


def test_what_stands_behind_a_very_long_line_is_not_lost_in_silence():
    text = (
        "Spine L1-L4 T-score -0.4. " + "She was seen for a check of her bones. " * 110 + "Left total hip T-score -2.9."
    )
    with pytest.raises(UnreadableFile) as refusal:
        read_report(text.encode())
    assert refusal.value.key == "report_too_much"
    note = {"resourceType": "DiagnosticReport", "status": "final", "conclusion": text}
    for record in (json.dumps(note), message(f"OBX|1|FT|77080^DXA||{text}||||||F")):
        report = read_report(record.encode())
        assert report.rows == ()
        assert [left.reason for left in report.not_understood] == [Reason.ATTACHMENT_NOT_READ]


def test_a_zip_with_a_broken_entry_is_refused_or_read():
    data = zipped({"a/clinical-records/x.json": bundle(observation(-1.9, code="38267-1", text="L1-L4"))})
    for at in range(0, len(data), 7):
        check(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
