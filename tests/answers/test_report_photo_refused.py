"""Pictures too small or too blurred to read: of such a page nothing is offered, and a sharp one is still read."""

import cv2
import numpy as np
import pytest

from bonecheck.answers.report_import.bring import read_report
from bonecheck.answers.report_import.photo_child import Box, Char, doubt_vertebrae, is_unsure
from bonecheck.errors import UnreadableFile
from tests.answers.photo_made import MadePage, as_jpeg, rendered
from tests.answers.report_made import columns, page

REPORT = [
    ("Region", "BMD g/cm2", "T-score", "Z-score"),
    ("L1-L4", "0.812", "-2.1", "-0.6"),
    ("Left Femoral Neck", "0.642", "-1.9", "-0.5"),
    ("Left Total Hip", "0.771", "-1.4", "-0.3"),
]
TRUTH = [("L1-L4", 0.812, -2.1, -0.6), ("neck", 0.642, -1.9, -0.5), ("total", 0.771, -1.4, -0.3)]


def picture(width, blur, quality=50, noise=0):
    """A table as a small or blurred photo has it: its letters are a fiftieth of its width."""
    sheet = rendered(MadePage("", page(columns(REPORT, (20, 180, 270, 350), 60, 24))), 3 * 842)
    sheet = cv2.resize(sheet[60:510, :1260], (width, round(width / 2.8)), interpolation=cv2.INTER_AREA)
    seen = cv2.GaussianBlur(sheet, (0, 0), blur) + np.random.default_rng(0).normal(0, noise, sheet.shape)
    return as_jpeg(np.clip(seen, 0, 255).astype("uint8"), quality)


def test_a_small_picture_that_is_sharp_is_read():
    found = [
        (row.region, row.bmd_g_cm2, row.t_score, row.z_score) for row in read_report(picture(700, 0.6, 70, 3)).rows
    ]
    assert found == TRUTH


@pytest.mark.parametrize(
    ("width", "blur", "quality"),
    [
        (600, 1.4, 50),  # "-1.9" looks like "-4.9"
        (550, 1.2, 50),  # "L1-L4" looks like "L1-44"
        (450, 1.0, 80),  # the minus of one row of three can be seen
    ],
)
def test_of_a_small_or_blurred_picture_nothing_is_offered(width, blur, quality):
    with pytest.raises(UnreadableFile) as refusal:
        read_report(picture(width, blur, quality))
    assert refusal.value.key in {"report_photo_too_small", "report_photo_not_sharp"}


def row(label, *numbers, unsure=(), sure=1.0):
    """A row as it was read; `unsure` are those of its numbers that were not read surely, `sure` is its label."""
    boxes = [Box(None, [Char(char, 0.5, sure) for char in label])]
    for number in numbers:
        spans = ((0, len(number)),) if number in unsure else ()
        boxes.append(Box(None, [Char(char, 0.5, 1.0) for char in number], unsure=spans))
    return boxes


@pytest.mark.parametrize("label", ["L1-44", "L144", "L1-", "14-L4", "Lumbar spine (1.1-L4)", "Lumbar spine (L1-LA)"])
def test_vertebrae_that_are_no_span_are_not_taken_for_one_vertebra(label):
    seen = row(label, "-2.1")
    doubt_vertebrae([seen])
    assert seen[1].unsure == ((0, 4),)


def test_vertebrae_that_were_guessed_are_not_taken():
    seen = row("L2-L4", "-2.1", sure=0.79)
    doubt_vertebrae([seen])
    assert seen[1].unsure == ((0, 4),)


@pytest.mark.parametrize(
    "label",
    ["L1", "L1-L4", "L1-4", "L1–L4", "Ll-L4", "L1 - L4", "L1- L4", "(L1-L4):", "L1-L3 (L2)", "L1-L2,L4", "T12-L4", "L5-S1", "Left"],
)  # fmt: skip
def test_vertebrae_as_reports_write_them_are_taken(label):
    seen = row(label, "-2.1")
    doubt_vertebrae([seen])
    assert not seen[1].unsure


def test_beside_a_score_that_is_unsure_no_other_is_offered():
    spine, neck = row("L1-L4", "0.812", "-0.4"), row("Left Femoral Neck", "0.642", "-2.9", unsure=["-2.9"])
    assert not is_unsure([spine])
    assert is_unsure([spine, neck])


@pytest.mark.parametrize(
    "seen",
    [
        row("Low bone mass: T-score between", "-1.0", "-2.5", unsure=["-2.5"]),
        row("Fat mass in kg", "42.1", unsure=["42.1"]),
    ],
)
def test_what_is_no_score_of_a_place_may_be_unsure(seen):
    assert not is_unsure([row("L1-L4", "0.812", "-0.4"), row("Neck", "0.642", "-2.5"), seen])


def test_the_score_of_a_place_that_is_a_bound_is_a_score():
    assert is_unsure([row("L1-L4", "0.812", "-0.4"), row("Neck", "0.642", "-2.5", "-1.1", unsure=["-2.5"])])


def test_one_vertebra_or_a_density_may_be_unsure_and_not_many_numbers():
    """Of twelve numbers four may be unsure, and five not."""
    vertebrae = [row(label, "0.812", "-2.1", unsure=["-2.1"]) for label in ("L1", "L2", "L3", "L4")]
    hip = [row("Neck", "0.642", "-1.9"), row("Total hip", "0.771", "-1.4")]
    assert not is_unsure([*vertebrae, *hip])
    assert is_unsure([*vertebrae, row("Neck", "0.642", "-1.9", unsure=["0.642"]), hip[1]])
