"""Slips of print, of text layers and of machines that read letters: a score is read right, asked about, or left out."""

import pytest

from bonecheck.answers.report_import.bring import read_pasted
from bonecheck.answers.report_import.found import Doubt, Reason
from bonecheck.scan.brought import looked_over

FORMS = (
    "Lumbar spine L1-L4 T-score {}",
    "Lumbar spine L1-L4: BMD 0.812 g/cm2, T-score: {}, Z-score -0.4",
    "Region | BMD | T-score | Z-score\nL1-L4 | 0.812 | {} | -0.4",
    "Region   BMD     T-score   Z-score\nL1-L4    0.812   {}      -0.4",
    "Region BMD T-score Z-score\nL1-L4 0.812 {} -0.4",
    "L1-L4\nT-score\n{}\nZ-score\n-0.4",
    "MSH|^~\\&|A\rPID|1||||||||\rOBX|1|NM|38267-1^T-score lumbar spine^LN||{}|SD",
)
SURE = (
    "-1.8", "\u22121.8", "\u20131.8", "\u20101.8", "\u20111.8", "\ufe631.8", "\uff0d1.8", "\u02d71.8", "\u207b1.8", "\u27961.8", "\u00ad1.8",
    "-1,8", "-1,8 DS", "-1\u00b78", "-1\u066b8", "\uff0d\uff11\uff0e\uff18", "minus 1.8", "neg. 1.8", "1.8 SD below the mean",
)  # fmt: skip
UNSURE = (
    "~1.8", "_1.8", "\u00ac1.8", "\u20151.8", "\u25001.8", "\u20221.8", "\u00b11.8", "--1.8", "- -1.8", "1.8-", "1.8(-)", "(-)1.8", "[-]1.8", "(1.8)",
    "-l.8", "-1.B", "-1.O", "-I.8", "-i8", "-18", "18", "-1 8", "-1. 8", "-1 .8", "-1..8", "-1:8", "-1;8", "-1'8", "-1\u060c8", "1.8", "1,8", "-08",
    "-\n1.8", "minus\n1.8", "-\n\n1.8", "-1.\n8", "-1\n.8", "-1.8\u00b0", "-1.8l", "-1.8-0.4",
)  # fmt: skip


def scores(text):
    """Each T-score that is read, and whether it is asked about."""
    report = looked_over(read_pasted(text))
    return [(row.t_score, bool(row.doubts)) for row in report.rows if row.t_score is not None]


@pytest.mark.parametrize("slip", SURE)
def test_every_minus_in_use_is_read(slip):
    assert scores(f"Lumbar spine L1-L4 T-score: {slip}") == [(-1.8, False)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("slip", SURE + UNSURE)
def test_a_slip_is_read_right_or_asked_about_or_left_out(form, slip):
    assert all(score == -1.8 or is_asked for score, is_asked in scores(form.format(slip)))


@pytest.mark.parametrize(("bmd", "read"), [("0.812", True), ("0,812", True), (".812", True), ("0.8l2", False), ("0.81O", False), ("0.81Z", False), ("O.812", False), ("0812", False), ("812", False), ("0. 812", False), ("8.12", False)])  # fmt: skip
@pytest.mark.parametrize("form", ["L1-L4: BMD {} g/cm2, T-score -1.8", "Region | BMD | T-score\nL1-L4 | {} | -1.8", "Region   BMD     T-score\nL1-L4    {}   -1.8"])  # fmt: skip
def test_a_slip_in_a_bone_density_gives_no_other_one(form, bmd, read):
    found = {row.bmd_g_cm2 for row in read_pasted(form.format(bmd)).rows} - {None}
    assert found == ({0.812} if read else set())


def test_a_number_that_is_torn_is_listed():
    report = read_pasted("Lumbar spine L1-L4 T-score -1.B")
    assert [piece.reason for piece in report.not_understood] == [Reason.NUMBER_NOT_SURE]


def test_an_age_that_is_torn_is_no_age():
    assert read_pasted("Age: 6l\nL1-L4 T-score -1.8").age_years is None
    assert read_pasted("Age: 61\nL1-L4 T-score -1.8").age_years == 61


def test_a_minus_that_was_lost_is_asked_about():
    [row] = looked_over(read_pasted("Osteoporosis. Lumbar spine L1-L4 T-score 2.7")).rows
    assert row.doubts == (Doubt.T_AGAINST_CONCLUSION, Doubt.SIGN_NOT_PRINTED)


@pytest.mark.parametrize(("score", "doubts"), [("-3", (Doubt.NO_DECIMAL,)), ("-3.0", ())])
@pytest.mark.parametrize("text", ["Lumbar spine L1-L4 T-score {}", "My T-score is {}.", "Region | T-score | Z-score\nL1-L4 | {} | -0.4"])  # fmt: skip
def test_a_score_without_a_decimal_is_asked_about(text, score, doubts):
    [row] = looked_over(read_pasted(text.format(score))).rows
    assert (row.t_score, row.doubts) == (-3.0, doubts)


@pytest.mark.parametrize(("text", "reason"), [
    ("Lumbar spine T-score -1.8.2", Reason.NUMBER_NOT_SURE),
    ("L1-L4: BMD 0.812 g/cm2, T-score: -1.8.2", Reason.NUMBER_NOT_SURE),
    ("Region | T-score | Z-score\nL1-L4 | -1.8.2 | -0.4", Reason.COLUMNS_DO_NOT_FIT),
    ("Right total hip T-score _1.5", Reason.SIGN_NOT_SURE),
    ("Lumbar spine: T-scores range from -1.2 to -2.8", Reason.KIND_NOT_SURE),
    ("Forearm T-score -0.5 to -0.9", Reason.KIND_NOT_SURE),
])  # fmt: skip
def test_no_score_is_dropped_in_silence(text, reason):
    report = read_pasted(text)
    assert [row.t_score for row in report.rows if row.t_score is not None] == []
    assert reason in {piece.reason for piece in report.not_understood}


@pytest.mark.parametrize("text", [
    "WHO: T-score between -1.0 and -2.5 is osteopenia",
    "Hip T-score between -1 and -2.5 is osteopenia",
    "L1-L4 T-score -1.8, Z-score -0.4",
    "L1-L4 T-score -1.8 (-3.2% since the last scan)",
    "Version 1.8.2 of the software. L1-L4 T-score -1.8",
])  # fmt: skip
def test_what_is_no_score_of_a_place_is_not_listed(text):
    assert read_pasted(text).not_understood == ()


def test_where_the_newer_of_two_scores_is_not_read_the_older_is_asked_about():
    report = looked_over(read_pasted("Total hip T-score: 2020 -0.8; 2025 -1.4"))
    assert [(row.t_score, row.doubts) for row in report.rows] == [(-0.8, (Doubt.TIME_NOT_SURE,))]
    assert [piece.reason for piece in report.not_understood] == [Reason.KIND_NOT_SURE]
