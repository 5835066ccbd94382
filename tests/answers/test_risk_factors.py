"""Alcohol in what a person drinks: by hand from size and strength, and never less than what was told."""

import pytest

from bonecheck.answers.risk_factors import alcohol_g_per_day
from bonecheck.answers.units import GRAMS_ALCOHOL_PER_ML
from bonecheck.evidence.library import document, table
from bonecheck.words.language import filled
from tests.people import counted, line, notes, of_woman, planned, with_t

NONE = {row["item"]: 0.0 for row in table("drinks")}


def test_ten_millilitres_of_alcohol_are_eight_grams():
    """One UK unit, as the checklist says."""
    assert 10 * GRAMS_ALCOHOL_PER_ML == 8
    worth = filled(document("checklist.toml")["alcohol"]["worth"])
    assert "the UK one, 8 g, so 2 are a little more than one US drink" in worth


def test_the_notes_hold_the_unit():
    assert "| UK unit | 8 g (10 ml) |" in notes("lifestyle_evidence")
    assert "2 UK units = 16 g = 1.1 US drinks" in notes("lifestyle_evidence")


@pytest.mark.parametrize(
    ("drinks", "grams"),
    [
        ({"beer": 7}, 14.2),  # 355 ml x 5 % = 17.75 ml; x 0.8 = 14.2 g
        ({"strong_beer": 7}, 20.4),  # 568 ml x 4.5 % = 25.56 ml; x 0.8 = 20.448 g
        ({"wine": 7}, 14.2),  # 148 ml x 12 % = 17.76 ml; x 0.8 = 14.208 g
        ({"spirits": 7}, 14.1),  # 44 ml x 40 % = 17.6 ml; x 0.8 = 14.08 g
        ({"fortified": 7}, 10.8),  # 75 ml x 18 % = 13.5 ml; x 0.8 = 10.8 g
        ({"beer": 20}, 40.6),  # 20 x 14.2 g = 284 g a week
        ({"beer": 50}, 101.4),  # 50 x 14.2 g = 710 g a week
        ({"beer": 3, "wine": 4, "spirits": 1}, 16.2),  # 42.6 + 56.832 + 14.08 = 113.512 g a week
        ({}, 0.0),
    ],
)
def test_grams_a_day_from_drinks_a_week(drinks, grams):
    assert alcohol_g_per_day(NONE | drinks) == (grams, True)


def test_who_answered_nothing_has_no_number_and_not_zero():
    assert alcohol_g_per_day({}) == (None, False)


@pytest.mark.parametrize("left_open", NONE)
def test_what_was_not_answered_is_not_taken_as_none(left_open):
    """The sum of the others stands, as "at least"."""
    told = {item: 7.0 for item in NONE if item != left_open}
    grams, is_complete = alcohol_g_per_day(told)
    assert not is_complete
    assert grams is not None
    assert grams < alcohol_g_per_day(told | {left_open: 7.0})[0]


def test_a_drink_that_nobody_knows_is_not_counted():
    assert alcohol_g_per_day(NONE | {"nectar": 70.0}) == (0.0, True)
    assert alcohol_g_per_day({"nectar": 70.0}) == (None, False)


@pytest.mark.parametrize(
    ("beer", "status", "leads"),
    [
        (7, "unknown", False),  # 14.2 g so far: the wine may bring it above 16 g
        (8, "above", False),  # 16.2 g already
        (23, "above", False),  # 23 x 14.2 = 326.6 g a week, 46.7 g a day
        (24, "above", True),  # 340.8 g a week, 48.7 g a day: three times the limit, whatever the wine adds
    ],
)
def test_a_drink_left_open_can_only_add(beer, status, leads):
    plan = planned(
        of_woman(54, **with_t(total_hip=-1.4)) | counted("drinks_per_week", beer=beer) | {"drinks_per_week.wine": ""}
    )
    row = line(plan, "alcohol")
    assert row.status == status
    assert row.answer.at_least
    assert ("alcohol" in plan.doctor_questions) == leads
    assert ([action.key for action in plan.actions[:2]] == ["doctor", "alcohol"]) == leads
