"""Nasty whole reports, written by hand: what a doctor would take of each, and what must never be taken."""

import pytest

from bonecheck.answers.report_import.bring import read_pasted
from bonecheck.answers.report_import.found import Doubt, Reason
from bonecheck.scan.brought import looked_over

CASES = {
    # name: text; each T-score (or Z-score where there is none) that may be read, by site, region and side; those that must be
    "a child": (
        "DXA report. Boy, age 12 years. TBLH BMD 0.712 g/cm2, Z-score -1.4 (height-adjusted Z-score -0.6)\n"
        "Lumbar spine L1-L4 BMD 0.655 g/cm2, Z-score -1.9, height adjusted Z -1.1. T-scores are not used in children.",
        {("total_body", "total", None): -1.4, ("lumbar_spine", "L1-L4", None): -1.9}, 2,
    ),
    "CT of the spine and of the hip": (
        "CT bone densitometry (QCT), L1-L2: trabecular BMD 86.2 mg/cm3, T-score -3.1, Z-score -0.4.\n"
        "CTXA: total hip BMD 0.712 g/cm2, T-score -1.9; femoral neck 0.612 g/cm2, T-score -2.2.",
        {("hip", "total", None): -1.9, ("hip", "neck", None): -2.2}, 0,
    ),
    "CT before DXA": (
        "DXA 03/14/2024: Lumbar spine L1-L4 T-score -1.2.\nFor comparison QCT 2022: 95 mg/cm3 T-score -2.8.",
        {("lumbar_spine", "L1-L4", None): -1.2}, 0,
    ),
    "lines below a heading of CT": (
        "DXA: Lumbar spine L1-L4 BMD 0.910 g/cm2, T-score -1.2\n\nQCT:\nLumbar spine L1-L4 T-score -3.1\n\nLeft total hip T-score -0.8",
        {("lumbar_spine", "L1-L4", None): -1.2, ("hip", "total", "left"): -0.8}, 2,
    ),
    "a heel before DXA": (
        "Heel ultrasound 2019: T-score -1.1.\nDXA 03/14/2024: total hip left T-score -2.0, femoral neck left T-score -2.4",
        {("hip", "total", "left"): -2.0, ("hip", "neck", "left"): -2.4}, 2,
    ),
    "a column of names, then a column of numbers": (
        "Region\nL1\nL2\nL1-L4\nBMD\n0.871\n0.902\n0.935\nT-score\n-2.2\n-2.1\n-2.0",
        {("lumbar_spine", "L1-L4", None): -2.0, ("lumbar_spine", "L1", None): -2.2, ("lumbar_spine", "L2", None): -2.1}, 0,
    ),
    "places as heads of columns": (
        "             L1-L4    Left neck   Left total\nBMD          0.812    0.640       0.745\nT-score      -2.3     -2.0        -1.7",
        {("lumbar_spine", "L1-L4", None): -2.3, ("hip", "neck", "left"): -2.0, ("hip", "total", "left"): -1.7}, 0,
    ),
    "two scans beside each other": (
        "                 12.03.2024       10.02.2021\nRegion        BMD    T-Wert    BMD    T-Wert\n"
        "LWS L1-L4     0,812  -2,3      0,835  -2,1",
        {("lumbar_spine", "L1-L4", None): -2.3}, 0,
    ),
    "two scans below each other": (
        "Region  Date        BMD     T-score\nL1-L4   03/12/2024  0.812   -2.3\n        02/10/2021  0.835   -2.1\n"
        "Neck    03/12/2024  0.640   -2.0\n        02/10/2021  0.662   -1.8",
        {("lumbar_spine", "L1-L4", None): -2.3, ("hip", "neck", None): -2.0}, 2,
    ),
    "both hips and their mean": (
        "DualFemur     BMD     T-score\nNeck Left     0.702   -2.4\nNeck Right    0.745   -2.1\nNeck Mean     0.724   -2.3\nNeck Diff.    0.043   0.3",
        {("hip", "neck", "left"): -2.4, ("hip", "neck", "right"): -2.1, ("hip", "neck", "mean"): -2.3}, 3,
    ),
    "the mean of both hips in words": (
        "The mean T-score of both total hips is -1.5 (left -1.6, right -1.4).",
        {("hip", "total", "mean"): -1.5, ("hip", "total", "left"): -1.6, ("hip", "total", "right"): -1.4}, 0,
    ),
    "a mother and a former score": (
        "Indication: mother had osteoporosis, mother's T-score -3.2. Patient's previous T-score at the spine was -1.5 in 2018.\n"
        "Today lumbar spine L1-L4: T-score -1.9.",
        {("lumbar_spine", "L1-L4", None): -1.9}, 1,
    ),
    "two people": (
        "Patient A: L1-L4 T-score -1.9, left total hip T-score -1.2\nPatient B: L1-L4 T-score -3.1, left total hip T-score -2.2",
        {}, 0,
    ),
    "a hip of metal": (
        "Right hip: prosthesis, not measured. Left hip: neck T-score -1.8; total T-score -1.3.",
        {("hip", "neck", "left"): -1.8, ("hip", "total", "left"): -1.3}, 2,
    ),
    "a limit that does not count": (
        "34-year-old woman. Lumbar spine Z-score: -1.2. Left hip Z-score: -0.4. A T-score of -2.5 does not apply.",
        {("lumbar_spine", None, None): -1.2, ("hip", None, "left"): -0.4}, 2,
    ),
    "TBS beside the spine": (
        "Lumbar spine L1-L4 T-score -1.4. TBS 1.19 (T-score -2.9). TBS-adjusted T-score -2.0.",
        {("lumbar_spine", "L1-L4", None): -1.4}, 1,
    ),
    "a goal": (
        "Treatment goal: T-score above -2.0 at the total hip. Current total hip T-score -2.4, was -2.8 in 2020.",
        {("hip", "total", None): -2.4}, 1,
    ),
    "a range": ("T-score (L1-L4): -1.4 to -1.6 depending on ROI.", {}, 0),
    "one list of places, one of numbers": ("L-spine/ L hip/ L neck T scores: -2.1/ -1.4/ -1.9", {}, 0),
    "columns that were swapped": ("L1-L4 T-score 0.912 BMD -1.2", {}, 0),
    "a fracture seen from the side": (
        "VFA: L2 compression fracture grade 2, height loss 28%. L1, L3-L4 BMD 0.944 T-score -1.3", {}, 0,
    ),
    "a numerical score of fat": (
        "Whole body DXA. Total body BMD 1.102 g/cm2 T-score -0.3. Arms 0.80, Legs 1.12, Spine 0.99, Pelvis 1.05. Fat 31.2%",
        {("total_body", "total", None): -0.3}, 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_nasty_report_gives_what_a_doctor_takes_of_it_or_less(name):
    text, truth, least = CASES[name]
    report = looked_over(read_pasted(text))
    found = {
        (str(row.site), row.region, row.side and str(row.side)): row.z_score if row.t_score is None else row.t_score
        for row in report.rows
    }
    read = {place: score for place, score in found.items() if score is not None}
    assert read.items() <= truth.items(), read
    assert len(read) >= least, report.not_understood
    assert read or report.not_understood or not truth  # no result is passed over in silence


def test_what_was_left_out_of_three_vertebrae_is_named():
    text = "Lumbar spine (L1, L2, L4): BMD 0.842 g/cm², T-score -1.9. L3 was excluded because of compression fracture."
    [row] = looked_over(read_pasted(text)).rows
    assert (row.vertebrae, row.t_score, row.doubts) == (("L1", "L2", "L4"), -1.9, ())
    text = "L1-L2 BMD 0.905 g/cm2 T-score -1.8\nL1-L4 BMD 1.080 g/cm2 T-score -0.3\nL3 was excluded because of wear."
    assert {row.region: row.doubts for row in looked_over(read_pasted(text)).rows} == {"L1-L2": (), "L1-L4": (Doubt.VERTEBRA_LEFT_OUT,)}  # fmt: skip


def test_a_change_is_that_since_the_scan_before():
    text = (
        "Since the last exam the lumbar spine BMD decreased by 3.2% (significant), total hip increased 1.1%.\n"
        "Since baseline (2012) the spine has lost 8.9%. Annualised rate -1.1% per year.\nL1-L4 T-score -2.2; left total hip T-score -1.6."
    )
    assert {row.region: row.percent_change for row in read_pasted(text).rows} == {"L1-L4": -3.2, "total": 1.1}


def test_scores_of_another_method_are_listed():
    report = read_pasted("DXA: L1-L4 T-score -1.2\nQCT 2022: L1-L2 95 mg/cm3, T-score -2.8")
    assert Reason.OTHER_METHOD in {piece.reason for piece in report.not_understood}
    assert report.earlier == ()


@pytest.mark.parametrize(
    "text",
    [
        "Peripheral DXA of the forearm\nLeft forearm 1/3 radius T-score -1.2",
        "pDXA\n1/3 radius BMD 0.612 g/cm2, T-score -1.2",
        "Screening: 1/3 radius T-score -1.2 by pDXA",
    ],
)
def test_scores_of_a_device_for_the_arm_are_listed(text):
    report = read_pasted(text)
    assert report.rows == ()
    assert {piece.reason for piece in report.not_understood} == {Reason.OTHER_METHOD}


def test_a_sentence_on_such_devices_spoils_no_score_of_a_table():
    report = read_pasted(
        "DXA\nL1-L4 T-score -2.6\nLeft forearm 1/3 radius T-score -1.2\nPeripheral DXA (pDXA) gives other scores."
    )
    assert {row.region: row.t_score for row in report.rows} == {"L1-L4": -2.6, "radius_33": -1.2}
