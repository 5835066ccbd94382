"""Pages as the two big makers lay them out, as PDF drawn column by column: beside each other, with an empty T column."""

import os

from bonecheck.answers.report_import.bring import read_report
from bonecheck.answers.report_import.found import Doubt
from tests.answers.report_made import columns, page

HOLOGIC_HEAD = [["Region", "Area", "BMC", "BMD", "T -", "PR", "Z -", "AM"], ["", "(cm2)", "(g)", "(g/cm2)", "score", "(%)", "score", "(%)"]]  # fmt: skip
HOLOGIC_X = (60, 120, 170, 220, 270, 310, 350, 390)
GE_HEAD = [["", "BMD", "Young-Adult", "", "Age-Matched", ""], ["Region", "(g/cm2)", "(%)", "T-score", "(%)", "Z-score"]]


def hologic(rows, x=0, top=200):
    return columns([*HOLOGIC_HEAD, *rows], [x + at for at in HOLOGIC_X], top)


def read(report):
    return {
        (str(r.site), r.region, str(r.side or "")): (r.bmd_g_cm2, r.t_score, r.z_score)
        for r in report.rows
        if not r.secondary
    }


def test_a_page_before_menopause_has_z_scores_and_no_t_score():
    rows = [
        ["L1", "11.92", "9.31", "0.981", "", "", "-0.1", "99"],
        ["L2", "13.05", "10.99", "0.942", "", "", "-0.4", "95"],
        ["L3", "14.21", "12.49", "0.979", "", "", "-0.4", "95"],
        ["L4", "16.02", "14.43", "0.971", "", "", "-0.4", "95"],
        ["Total", "55.20", "47.22", "0.975", "", "", "-0.3", "96"],
    ]
    report = read_report(page([(60, 60, "Scan Type: f Lumbar Spine"), *hologic(rows)]))
    assert len(report.rows) == 5
    assert all(row.t_score is None for row in report.rows)
    assert read(report) == {("lumbar_spine", "L1-L4", ""): (0.975, None, -0.3)}


def test_a_hip_page_of_hologic_is_read_beside_its_picture():
    rows = [
        ["Neck", "4.76", "3.35", "0.704", "-1.3", "83", "0.2", "103"],
        ["Troch", "10.10", "6.10", "0.604", "-1.0", "86", "0.0", "100"],
        ["Inter", "18.20", "17.90", "0.984", "-0.8", "89", "0.1", "102"],
        ["Total", "33.00", "27.30", "0.828", "-0.9", "88", "0.2", "103"],
        ["Ward's", "1.10", "0.50", "0.455", "-2.4", "62", "-0.1", "98"],
    ]
    words = [(420, 60, "Scan Type: f Left Hip"), (20, 240, "Image not for diagnosis"), *hologic(rows, x=300)]
    report = read_report(page(words))
    assert read(report) == {("hip", "neck", "left"): (0.704, -1.3, 0.2), ("hip", "total", "left"): (0.828, -0.9, 0.2)}
    assert sum(row.secondary for row in report.rows) == 3


def test_two_tables_of_ge_beside_each_other_are_not_mixed():
    spine = [["L1", "0.871", "77", "-2.2", "88", "-1.0"], ["L1-L4", "0.935", "79", "-2.0", "90", "-0.9"]]
    trend = [["Measured", "Age", "BMD", "Change vs"], ["Date", "(years)", "(g/cm2)", "Prev. (%)"],
             ["06/24/2024", "61.3", "0.935", "-2.2*"], ["02/05/2022", "58.9", "0.956", "-"]]  # fmt: skip
    words = [
        (40, 100, "ANCILLARY RESULTS: AP Spine"),
        (450, 100, "Densitometry Trend: L1-L4"),
        *columns([*GE_HEAD, *spine], (40, 100, 160, 210, 270, 320), 140),
        *columns(trend, (450, 530, 590, 660), 140),
        (40, 60, "Measured: 06/24/2024(18) 10:12:51"),
    ]
    report = read_report(page(words))
    assert read(report) == {("lumbar_spine", "L1-L4", ""): (0.935, -2.0, -0.9)}
    assert next(row.percent_change for row in report.rows if not row.secondary) == -2.2
    assert [(scan.scanned.iso, scan.rows[0].bmd_g_cm2) for scan in report.earlier] == [("2022-02-05", 0.956)]


def test_two_hips_beside_each_other_keep_their_sides():
    def hip(neck, total):
        head = ["Region", "BMD (g/cm2)", "T-score", "Z-score"]
        return [head, ["Neck", *neck], ["Total", *total]]

    words = [
        (40, 100, "Left Femur"),
        (450, 100, "Right Femur"),
        *columns(hip(("0.702", "-2.3", "-0.6"), ("0.801", "-1.6", "-0.3")), (40, 120, 220, 290), 130),
        *columns(hip(("0.731", "-2.0", "-0.4"), ("0.822", "-1.4", "-0.1")), (450, 530, 630, 700), 130),
    ]
    assert read(read_report(page(words))) == {
        ("hip", "neck", "left"): (0.702, -2.3, -0.6),
        ("hip", "total", "left"): (0.801, -1.6, -0.3),
        ("hip", "neck", "right"): (0.731, -2.0, -0.4),
        ("hip", "total", "right"): (0.822, -1.4, -0.1),
    }


def test_both_hips_in_one_table_leave_out_their_difference():
    rows = [
        ["Neck Left", "0.702", "70", "-2.3", "92", "-0.6"],
        ["Neck Right", "0.731", "73", "-2.0", "95", "-0.4"],
        ["Neck Mean", "0.717", "72", "-2.1", "94", "-0.5"],
        ["Neck Diff.", "0.029", "3", "0.3", "3", "0.2"],
    ]
    words = [(40, 100, "ANCILLARY RESULTS: DualFemur"), *columns([*GE_HEAD, *rows], (40, 120, 180, 230, 290, 340), 140)]
    found = read(read_report(page(words)))
    assert found["hip", "neck", "mean"] == (0.717, -2.1, -0.5)
    assert set(found) == {("hip", "neck", side) for side in ("left", "right", "mean")}


def test_a_percent_that_denies_the_sign_is_doubted_on_a_page():
    rows = [["L1-L4", "55.20", "47.22", "0.855", "1.7", "82", "-0.3", "96"]]
    [row] = read_report(page(hologic(rows))).rows
    assert (row.t_score, row.doubts[0]) == (1.7, Doubt.T_AGAINST_PERCENT)


def test_a_page_takes_less_than_a_second_of_processor():
    data = page(hologic([["L1-L4", "55.20", "47.22", "0.855", "-1.7", "82", "-0.3", "96"]]))
    read_report(data)
    before = os.times()
    read_report(data)
    after = os.times()
    assert sum(after[:4]) - sum(before[:4]) < 1  # of this process and its child: the clock depends on what else runs
