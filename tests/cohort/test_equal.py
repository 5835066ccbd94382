"""Every row comes out as `assess()` judges that person, whichever way it went."""

from itertools import product

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bonecheck.cohort.table import score_table
from tests.cohort.drawn import drawn
from tests.cohort.rows import differences, expected, table_of
from tests.made_up import made_up
from tests.people import TODAY
from tests.test_properties import people_typing, scanned_people_typing

ANSWERS = ("yes", "no", "not_known")
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)  # a person has hundreds of answers: shrinking takes minutes


def all_differences(people):
    scored = score_table(table_of(people), on=TODAY)
    assert len(scored) == len(people)
    rows = scored.astype(object).to_dict("records")
    found = {
        number: different
        for number, (row, answers) in enumerate(zip(rows, people, strict=True))
        if (different := differences(row, expected(answers)))
    }
    return {number: (people[number], different) for number, different in found.items()}


def test_made_up_people_come_out_as_one_by_one():
    assert all_differences(list(made_up(600))) == {}


@settings(max_examples=40, phases=UNSHRUNK)
@given(st.integers(0, 2**32))
def test_drawn_people_come_out_as_one_by_one(seed):
    assert all_differences(drawn(seed, 30)) == {}


@settings(max_examples=100, phases=UNSHRUNK)
@given(people_typing | scanned_people_typing)
def test_a_person_alone_comes_out_as_one_by_one(answers):
    assert all_differences([answers]) == {}


def test_breaks_at_any_age_come_out_as_one_by_one():
    """Ages at which the same is asked are one case: a limit in the middle of one would show here."""
    periods = ("fracture_since_50", "fracture_at_40_to_49", "fracture_before_40")
    people = [
        {"age_years": age, "sex": "female", "height_cm": 160, "weight_kg": 60, **dict(zip(periods, told, strict=True))}
        for told in product(ANSWERS, repeat=3)
        for age in range(36, 60)
    ]
    assert all_differences(people) == {}
