"""Whole reports of our own making, as texts and on paper, scored by their labels; and the same with slips in them."""

import random
import re

import pytest

from bonecheck.answers.report_import.bring import read_pasted, read_report
from bonecheck.answers.report_import.found import Doubt
from bonecheck.scan.brought import looked_over
from tests.answers.report_score import Score, as_label, score
from tests.answers.report_whole import LATIN, WHOLE, papers, whole_reports

NUMBER = re.compile(r"(?<![\w.,])[-−–+]?\d+[.,]\d+(?![\w.,]?\d)")
LETTERS = {"0": "O", "1": "l", "2": "Z", "5": "S", "8": "B"}
MARKS = ("\u00ad", "\u2015", "~", "\u00ac", "\u2014", "_", "+-", "--")


def test_whole_texts_are_read_with_no_trap_and_no_wrong_sign():
    found = Score()
    for _, text, label in whole_reports():
        found += score(as_label(read_pasted(text)), label)
    assert len(list(whole_reports())) == 8 * len(WHOLE) >= 60
    assert (found.traps, found.signs, found.wrong) == (0, 0, 0), found.notes
    assert found.f1 >= 0.97, found.notes


def test_whole_pages_are_read_with_no_trap_and_no_wrong_sign():
    found = Score()
    for at, (_, data, label) in enumerate(papers()):
        if at % len(LATIN) in {at // len(LATIN) % len(LATIN), 0}:  # each layout in English and in one more language
            found += score(as_label(read_report(data)), label)
    assert found.right > 150
    assert (found.traps, found.signs, found.wrong) == (0, 0, 0), found.notes
    assert found.f1 >= 0.95, found.notes


def spoiled(text, dice):
    """`text` with a few slips: a line broken anywhere, gaps lost, a letter for a digit, a minus that is another sign."""
    lines = text.split("\n")
    for _ in range(dice.choice((1, 1, 2, 4))):
        at = dice.choice([number for number, line in enumerate(lines) if NUMBER.search(line)] or [0])
        line, kind = lines[at], dice.randrange(8)
        if kind == 0:
            lines[at] = " ".join(line.split())
        elif kind == 1:
            gap = dice.choice(list(re.finditer(r"(?<=\S) +(?=\S)|(?<=[-−–])(?=\d)", line)) or [None])
            lines[at] = line if gap is None else f"{line[: gap.start()]}\n{line[gap.end() :]}"
        elif numbers := list(NUMBER.finditer(line)):
            number = dice.choice(numbers)
            lines[at] = line[: number.start()] + slip(number[0], kind, dice) + line[number.end() :]
    return "\n".join(lines)


def slip(number, kind, dice):
    digit = dice.choice([at for at, char in enumerate(number) if char.isdigit()])
    match kind:
        case 2:
            return number[:digit] + LETTERS.get(number[digit], number[digit]) + number[digit + 1 :]
        case 3:
            return re.sub(r"[.,]", "", number)
        case 4:
            return re.sub(r"([.,])", dice.choice((r"\1 ", r" \1", " ")), number)
        case 5:
            return re.sub(r"^[-−–]", dice.choice(MARKS), number)
        case 6:
            return re.sub(r"^([-−–])", r"\1 ", number)
    return " " * len(number)


def wrong(report, label):
    """Each number that is not the one printed there, and that nothing doubts; a side or a region may be left out."""
    for row in report.rows:
        real = [
            each
            for each in label["measurements"]
            if each["site"] == row.site and row.region in {None, each["region"]} and row.side in {None, each["side"]}
        ]
        for kind in ("bmd_g_cm2", "t_score", "z_score"):
            value = getattr(row, kind)
            if value is not None and not row.doubts and value not in [each[kind] for each in real]:
                yield row, kind, value


@pytest.mark.parametrize("template", WHOLE, ids=lambda template: template.__name__)
def test_a_whole_report_with_slips_is_read_right_or_asked_about_or_left_out(template):
    dice = random.Random(template.__name__)
    made = [each for each in whole_reports() if each[0].startswith(template.__name__)]
    for _ in range(60):
        _, text, label = dice.choice(made)
        text = spoiled(text, dice)
        assert list(wrong(looked_over(read_pasted(text)), label)) == [], text


NOW = "\n\nScan of 06/24/2024: Lumbar spine L1-L4 T-score -1.2"


@pytest.mark.parametrize("before", [
    "Prior scan of 05/23/2020:\nLumbar spine L1-L4 T-score -0.8.\nLeft femoral neck T-score -1.0",
    "Prior scan of 05/23/2020: Lumbar spine L1-L4\nT-score -0.8.",
    "Prior scan of\n05/23/2020: Lumbar spine L1-L4 T-score -0.8.",
    "Previous (05/23/2020)\nLumbar spine L1-L4 T-score -0.8.",
    "Previous results\n05/23/2020\nL1-L4 T-score -0.8",
    "Estudio previo: Columna lumbar L1-L4 T-score -0.8.",
    "Önceki tetkik: Lomber omurga L1-L4 T skoru -0.8",
])  # fmt: skip
@pytest.mark.parametrize("present", ["", NOW])
def test_what_stands_below_or_behind_a_word_of_before_is_of_before(before, present):
    report = read_pasted("Exam date: 06/24/2024\n" + before + present)
    assert [row.t_score for row in report.rows] == ([-1.2] if present else [])
    assert -0.8 in [row.t_score for scan in report.earlier for row in scan.rows]


@pytest.mark.parametrize("line", ["Comparison: None", "Comparison: none.", "Prior: none", "No prior study.", "Comparison: no prior study"])  # fmt: skip
def test_where_there_is_no_earlier_scan_the_numbers_are_of_this_one(line):
    [row] = looked_over(read_pasted(f"{line}\nL1-L4 T-score -1.4")).rows
    assert (row.t_score, row.doubts) == (-1.4, ())


def test_numbers_right_below_a_word_of_comparison_are_asked_about_where_no_others_are():
    alone = looked_over(read_pasted("Comparison: 05/23/2020.\nL1-L4 T-score -1.4"))
    assert [(row.t_score, row.doubts) for row in alone.rows] == [(-1.4, (Doubt.TIME_NOT_SURE,))]
    report = read_pasted("Comparison: 05/23/2020.\nL1-L4 T-score -1.4\nFINDINGS:\nL1-L4 T-score -1.9")
    assert [row.t_score for row in report.rows] == [-1.9]


def test_the_present_scan_may_follow_the_earlier_one_at_once():
    report = read_pasted("Previously (2019):\nL1-L4 T-score -0.8\nNow:\nL1-L4 T-score -1.4")
    assert [row.t_score for row in report.rows] == [-1.4]


@pytest.mark.parametrize("wrapped", ["Cuello\nfemoral izquierdo    1,058          110       +0,9", "Cuello femoral\nizquierdo            1,058          110       +0,9"])  # fmt: skip
def test_a_name_of_a_hip_on_two_lines_of_a_table_is_not_of_the_spine_above(wrapped):
    head = "Region               DMO (g/cm²)    YA (%)    T-score\nColumna lumbar L1-L4 0,787          83        -1,6\n"
    rows = read_pasted(head + wrapped).rows
    assert {(row.site, row.t_score) for row in rows} <= {("lumbar_spine", -1.6), ("hip", 0.9)}


def test_a_torn_number_makes_no_span_with_the_vertebra_beside_it():
    report = read_pasted("Region   BMD     T-score   Z-score\nL1       0.999   \u20133.l      \u20131.7\nL2       0.990   -3.1      -1.6")  # fmt: skip
    assert {row.region for row in report.rows} == {"L1", "L2"}


def test_two_values_of_which_one_lost_its_sign_are_both_left_out():
    report = looked_over(read_pasted("L1-L4 T-score 1.8, Z-score 0.3\n\nIMPRESSION: L1-L4 T-score -1.8"))
    [row] = report.rows
    assert (row.t_score, row.z_score) == (None, 0.3)
    assert row.doubts == (Doubt.TWO_VALUES, Doubt.Z_SIGN_NOT_PRINTED)


OLD, NEW = "Total hip left T-score -0.8", "L1-L4 T-score -2.1"


@pytest.mark.parametrize(("first", "second"), [
    ("DXA report 03 April 2015", "DXA report 05 June 2025"), ("Scan of 03 April 2015", "Scan of 05 June 2025"),
    ("2015-04-03", "2025-06-05"), ("Untersuchung vom 03.04.2015", "Untersuchung vom 05.06.2025"),
    ("Examen du 03/04/2015", "Examen du 05/06/2025"), ("Estudio 03/04/2015", "Estudio 05/06/2025"),
    ("Esame del 03/04/2015", "Esame del 05/06/2025"), ("检查日期 2015年4月3日", "检查日期 2025年6月5日"),
    ("DXA report 03 April 2015\nFindings:", "DXA report 05 June 2025\nFindings:\n"), ("Scan 2015", "Scan 2025"),
])  # fmt: skip
@pytest.mark.parametrize("new_first", [False, True])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_of_two_dated_blocks_the_older_is_an_earlier_scan(first, second, new_first, gap):
    blocks = [f"{first}\n{OLD}", f"{second}\n{NEW}"]
    report = read_pasted(gap.join(blocks[::-1] if new_first else blocks))
    assert [row.t_score for row in report.rows] == [-2.1]
    assert [(scan.scanned.year, scan.rows[0].t_score) for scan in report.earlier] == [(2015, -0.8)]


def test_two_dated_blocks_of_one_site_are_two_scans():
    report = read_pasted("Scan of 03 April 2020\nL1-L4 T-score -1.3\nScan of 05 June 2025\nL1-L4 T-score -2.1")
    assert ([row.t_score for row in report.rows], [s.rows[0].t_score for s in report.earlier]) == ([-2.1], [-1.3])


@pytest.mark.parametrize(("text", "scores"), [
    (f"Scan date: 05 June 2025\n{NEW}\nScan 20 May 2025\n{OLD}", {-2.1, -0.8}),  # one visit on two days?
    (f"{OLD}\nScan of 03 April 2020\nL1-L4 T-score -1.3\nScan of 05 June 2025\n{NEW}", {-0.8}),  # before the first day
])  # fmt: skip
def test_a_row_whose_day_is_not_sure_is_asked_about(text, scores):
    rows = looked_over(read_pasted(text)).rows
    assert {row.t_score for row in rows if Doubt.TIME_NOT_SURE in row.doubts} >= scores - {-2.1}
    assert {row.t_score for row in rows} >= scores


@pytest.mark.parametrize("head", ["Date of birth: 03 April 1950", "Reported 06 April 2025", "Menopause 2002"])  # fmt: skip
def test_a_date_of_something_else_parts_no_scans(head):
    report = read_pasted(f"Scan date: 05 June 2025\n{NEW}\n{head}\n{OLD}")
    assert ([row.t_score for row in report.rows], report.earlier) == ([-2.1, -0.8], ())


def test_numbers_below_a_previous_scan_are_not_of_the_current_one():
    report = read_pasted(f"Previous scan 03/04/2019\n{OLD}\nCurrent scan 05/06/2025\n{NEW}")
    assert ([row.t_score for row in report.rows], [s.rows[0].t_score for s in report.earlier]) == ([-2.1], [-0.8])
