"""Which score counts for whom."""

import pytest

from bonecheck.outcomes import Score
from bonecheck.person import MenopausalStatus, Person, Sex
from bonecheck.score_choice import Why, choose_score
from tests.people import at, finding_keys, man, not_assessed, report, scanned, unscanned, woman

PRE, TRANSITION, POST, UNSURE = MenopausalStatus
T, Z, UNDECIDED = Score


def with_scan(person):
    """The report of this person with one printed T- and Z-score."""
    return report(scanned(person, at("total_hip", t=-1.4, z=-0.4)))


def chosen(person):
    choice = choose_score(person)
    return choice.score, choice.why


@pytest.mark.parametrize("age", [30, 45, 49, 50, 52, 64, 65, 80, None])
@pytest.mark.parametrize(
    ("stage", "choice"),
    [(PRE, (Z, Why.PREMENOPAUSAL)), (TRANSITION, (T, Why.TRANSITION)), (POST, (T, Why.POSTMENOPAUSAL))],
)
def test_the_stage_that_a_woman_gives_decides_at_any_age(age, stage, choice):
    assert chosen(woman(age, stage)) == choice


@pytest.mark.parametrize("stage", [None, UNSURE])
@pytest.mark.parametrize(
    ("age", "choice"),
    [
        (20, (UNDECIDED, Why.STAGE_NEEDED)),
        (49, (UNDECIDED, Why.STAGE_NEEDED)),
        (50, (T, Why.WOMAN_STAGE_NOT_KNOWN)),
        (64, (T, Why.WOMAN_STAGE_NOT_KNOWN)),
        (65, (T, Why.WOMAN_PAST_MENOPAUSE_BY_AGE)),
        (90, (T, Why.WOMAN_PAST_MENOPAUSE_BY_AGE)),
        (None, (UNDECIDED, Why.AGE_NEEDED)),
    ],
)
def test_a_woman_who_gave_no_stage_is_read_by_age_and_never_guessed_below_50(stage, age, choice):
    assert chosen(woman(age, stage)) == choice


@pytest.mark.parametrize(
    ("age", "choice"),
    [
        (20, (Z, Why.MAN_TOO_YOUNG)),
        (49, (Z, Why.MAN_TOO_YOUNG)),
        (50, (T, Why.MAN_OLD_ENOUGH)),
        (51, (T, Why.MAN_OLD_ENOUGH)),
        (None, (UNDECIDED, Why.AGE_NEEDED)),
    ],
)
def test_a_man_is_read_by_t_score_from_50(age, choice):
    assert chosen(man(age)) == choice


@pytest.mark.parametrize("age", [25, 50, 80, None])
@pytest.mark.parametrize("sex", [None, Sex.NOT_KNOWN])
def test_a_person_whose_sex_is_not_given_is_not_sorted(sex, age):
    assert chosen(Person(sex=sex, age_years=age)) == (UNDECIDED, Why.SEX_NEEDED)


@pytest.mark.parametrize("person", [woman(19, POST), woman(12, None), man(19), Person(age_years=5)])
def test_nobody_under_20_is_read(person):
    assert chosen(person) == (None, Why.UNDER_20)
    for refused in (with_scan(person), report(unscanned(person))):
        assert not_assessed(refused) == {("report", "under_20")}
        assert (refused.score, refused.sites, refused.spectrum, refused.outcomes) == (None, (), None, ())


@pytest.mark.parametrize("person", [woman(20, POST), man(20)])
def test_a_person_of_20_is_read(person):
    assert chosen(person)[0] is not None


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (woman(55, POST), "score_postmenopausal"),
        (woman(48, TRANSITION), "score_transition"),
        (woman(40, PRE), "score_premenopausal"),
        (woman(55, None), "score_woman_stage_not_known"),
        (woman(70, None), "score_woman_past_menopause_by_age"),
        (man(60), "score_man_old_enough"),
        (man(40), "score_man_too_young"),
    ],
)
def test_everybody_is_told_why_their_score_counts(person, said):
    assert said in finding_keys(with_scan(person))


@pytest.mark.parametrize(
    ("person", "reason", "question"),
    [
        (woman(45, None), "stage_needed", "menopausal_status"),
        (woman(None, None), "age_needed", "age_years"),
        (man(None), "age_needed", "age_years"),
        (Person(age_years=60), "sex_needed", "sex"),
    ],
)
def test_an_undecided_score_names_the_answer_that_would_decide_it(person, reason, question):
    [open_point] = [item for item in with_scan(person).not_assessed if item.key == "score_in_use"]
    assert (open_point.reason, open_point.question) == (reason, question)


def test_a_woman_of_55_unsure_of_her_stage_is_told_on_what_condition_the_t_score_counts():
    unsure = with_scan(woman(55, UNSURE))
    assert ("menopause_stage", "stage_needed") in not_assessed(unsure)
