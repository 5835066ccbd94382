"""The snippet beside a number holds the number as it is printed, so that whoever confirms it can compare both."""

import random
import re

import pytest

from bonecheck.answers.report_import.bring import read_pasted
from bonecheck.answers.report_import.claims import snippet
from tests.answers.report_made import LANGUAGES, LAYOUTS, Row, Style
from tests.answers.report_whole import WHOLE, whole_reports

LONGEST = 160
NAMES = ("bmd_g_cm2", "t_score", "z_score", "percent_change")


def numbers_in(text):
    return {float(number.replace(",", ".")) for number in re.findall(r"\d+[.,]\d+|\d+", text)}


def without_its_number(report):
    """Each number of a row that its snippet does not show, and each snippet that is too long."""
    rows = [*report.rows, *(row for scan in report.earlier for row in scan.rows)]
    for row in rows:
        for name in NAMES:
            value = getattr(row, name)
            if value is not None and abs(value) not in numbers_in(row.origin.text):
                yield name, value, row.origin.text
        if len(row.origin.text) > LONGEST:
            yield row.origin.text


@pytest.mark.parametrize("template", WHOLE, ids=lambda template: template.__name__)
def test_every_number_of_a_whole_report_stands_in_its_snippet(template):
    made = [text for name, text, _ in whole_reports() if name.startswith(template.__name__)]
    assert made
    for text in made:
        assert list(without_its_number(read_pasted(text))) == [], text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_number_of_every_layout_stands_in_its_snippet_with_its_sign(layout, language):
    dice = random.Random(f"{layout.__name__} {language}")
    for minus in ("-", "\u2212"):
        style = Style(language=language, minus=minus)
        rows = [
            Row(*place, dice.randint(450, 1300) / 1000, dice.randint(-40, 15) / 10, dice.randint(-30, 20) / 10)
            for place in (("lumbar_spine", "L1-L4", None), ("hip", "neck", "left"), ("hip", "total", "right"))
        ]
        for row in read_pasted(layout(rows, style)).rows:
            text = row.origin.text
            assert row.t_score is None or style.score(row.t_score) in text
            assert row.z_score is None or style.score(row.z_score) in text
            assert row.bmd_g_cm2 is None or style.density(row.bmd_g_cm2) in text


@pytest.mark.parametrize(("text", "shown"), [
    ("Lumbar spine (L1-L4): BMD 0.812 g/cm2. T-score -2.6. Z-score -1.0.", ["L1-L4", "0.812", "T-score -2.6", "Z-score -1.0"]),
    ("L1-L4 BMD 0.812 g/cm2\n\nIMPRESSION: L1-L4 T-score -2.6", ["0.812", "-2.6"]),
    ("Total hip T-score 1.5 SD below the mean", ["1.5 SD below"]),
    (f"Lumbar spine, {'which was seen in two views and without any artefact, ' * 6}has a BMD of 0.812 g/cm2, a T-score of -2.6 and a Z-score of -1.0.", ["0.812", "-2.6", "-1.0"]),
    ("Lumbar spine: BMD 0.812 g/cm2. The bones of the spine look thin in both views, with no wear and no fracture that could be seen by the reader. The T-score is -2.6.", ["0.812", "-2.6"]),
    ("L1-L4\nBMD\n0.812\nT-score\n-2.6", ["0.812", "-2.6"]),
    ("Region\nL1-L4\nTotal hip\nT-score\n-2.6\n-1.4", ["L1-L4", "-2.6"]),
])  # fmt: skip
def test_the_pieces_of_a_row_stand_together(text, shown):
    row = read_pasted(text).rows[0]
    assert [piece for piece in shown if piece not in row.origin.text] == []
    assert len(row.origin.text) <= LONGEST


def test_a_long_piece_is_cut_between_its_numbers():
    words = "and many more words that say nothing of it "
    text = f"Lumbar spine {words * 4} BMD 0.812 {words * 4} T-score \u22122.6 {words * 4} Z-score - 1.0 {words}"
    short = snippet(text)
    assert len(short) <= LONGEST
    assert [piece for piece in ("Lumbar spine", "0.812", "\u22122.6", "- 1.0") if piece not in short] == []
