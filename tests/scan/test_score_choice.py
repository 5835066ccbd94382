"""Which score counts for whom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta

from bonecheck import Check, assess
from bonecheck.answers.person import Answer, MenopausalStatus, Person, Sex
from bonecheck.answers.risk_factors import Checklist, RiskFactors
from bonecheck.scan.score_choice import Score, Why, age_at_scan, choose_score, years_between
from tests.people import TODAY, at, finding, finding_keys, man, not_assessed, report, scanned, unscanned, woman

PRE, TRANSITION, POST, MASKED, NO_WOMB, UNSURE = MenopausalStatus
T, Z, UNDECIDED = Score


def with_scan(person):
    """The report of this person with one printed T- and Z-score."""
    return report(scanned(person, at("total_hip", t=-1.4, z=-0.4)))


def chosen(person, age_at_scan=None):
    choice = choose_score(person, age_at_scan)
    return choice.score, choice.why


@pytest.mark.parametrize("age", [40, 45, 49, 50, 52, 54, 64, 65, 80, None])
@pytest.mark.parametrize(("stage", "choice"), [(TRANSITION, (T, Why.TRANSITION)), (POST, (T, Why.POSTMENOPAUSAL))])
def test_the_stage_that_a_woman_gives_decides(age, stage, choice):
    assert chosen(woman(age, stage)) == choice


def test_menopause_that_came_early_counts_at_any_age():
    assert chosen(woman(30, POST)) == (T, Why.POSTMENOPAUSAL)


@pytest.mark.parametrize("age", [20, 33, 39])
def test_before_40_changed_periods_are_not_taken_for_menopause(age):
    """A runner of 33 whose periods stopped must not get a T-score class."""
    assert chosen(woman(age, TRANSITION)) == (Z, Why.TOO_YOUNG_FOR_TRANSITION)


@pytest.mark.parametrize(
    ("age", "choice"),
    [
        *((age, (Z, Why.PREMENOPAUSAL)) for age in (20, 30, 45, 49, 50, 52, 54, None)),
        *((age, (T, Why.WOMAN_STAGE_NOT_KNOWN)) for age in (55, 56, 64)),
        *((age, (T, Why.PAST_MENOPAUSE_BY_AGE)) for age in (65, 80)),
    ],
)
def test_regular_periods_count_as_before_menopause_up_to_54_and_are_doubted_from_55(age, choice):
    """Bleeding at 55 and over often comes from hormones, so the T-score is shown on condition."""
    assert chosen(woman(age, PRE)) == choice


@pytest.mark.parametrize("stage", [None, UNSURE, MASKED, NO_WOMB])
@pytest.mark.parametrize(
    ("age", "choice"),
    [
        (20, (UNDECIDED, Why.STAGE_NEEDED)),
        (49, (UNDECIDED, Why.STAGE_NEEDED)),
        (50, (T, Why.WOMAN_STAGE_NOT_KNOWN)),
        (64, (T, Why.WOMAN_STAGE_NOT_KNOWN)),
        (65, (T, Why.PAST_MENOPAUSE_BY_AGE)),
        (90, (T, Why.PAST_MENOPAUSE_BY_AGE)),
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


@pytest.mark.parametrize("age", [25, 50, 64, None])
@pytest.mark.parametrize("sex", [None, Sex.NOT_KNOWN])
def test_a_person_under_65_whose_sex_is_not_given_is_not_sorted(sex, age):
    assert chosen(Person(sex=sex, age_years=age)) == (UNDECIDED, Why.SEX_NEEDED)


@pytest.mark.parametrize("age", [65, 66, 90])
@pytest.mark.parametrize("sex", [None, Sex.NOT_KNOWN])
def test_from_65_the_t_score_counts_for_women_and_men_so_the_sex_is_not_needed(sex, age):
    assert chosen(Person(sex=sex, age_years=age)) == (T, Why.PAST_MENOPAUSE_BY_AGE)


# ------------------------------------------------------------------ the age at the scan


@pytest.mark.parametrize(
    ("person", "age_at_scan", "choice"),
    [
        (man(50), 49, (Z, Why.MAN_TOO_YOUNG)),
        (man(50), 50, (T, Why.MAN_OLD_ENOUGH)),
        (man(80), 43, (Z, Why.MAN_TOO_YOUNG)),
        (woman(66, None), 64, (T, Why.WOMAN_STAGE_NOT_KNOWN)),
        (woman(66, None), 65, (T, Why.PAST_MENOPAUSE_BY_AGE)),
        (woman(66, None), 49, (UNDECIDED, Why.STAGE_THEN_NOT_KNOWN)),
        (woman(64, None), 49, (UNDECIDED, Why.STAGE_NEEDED)),
        (woman(56, PRE), 54, (Z, Why.PREMENOPAUSAL)),
        (woman(56, PRE), 55, (T, Why.WOMAN_STAGE_NOT_KNOWN)),
        (woman(60, POST), 45, (T, Why.POSTMENOPAUSAL)),  # the stage is today's, and said to be so
        (Person(age_years=66), 64, (UNDECIDED, Why.SEX_NEEDED)),
        (Person(age_years=66), 65, (T, Why.PAST_MENOPAUSE_BY_AGE)),
    ],
)
def test_the_age_at_the_scan_chooses_the_score(person, age_at_scan, choice):
    assert chosen(person, age_at_scan) == choice


@pytest.mark.parametrize("person", [woman(40, POST), woman(40, None), man(70), Person(age_years=30)])
@pytest.mark.parametrize(("age_at_scan", "refused"), [(7, True), (19, True), (20, False)])
def test_a_scan_from_before_20_is_not_read_at_any_age_today(person, age_at_scan, refused):
    assert (chosen(person, age_at_scan) == (None, Why.SCANNED_UNDER_20)) is refused


@pytest.mark.parametrize(
    ("scan_date", "age"),
    [
        (None, 50),
        (date(2026, 11, 22), 50),
        (date(2025, 11, 22), 49),
        (date(2026, 6, 1), 50),
        (date(2026, 5, 1), 49),
        (date(2019, 11, 22), 43),
    ],
)
def test_the_age_at_the_scan_is_in_whole_years(scan_date, age):
    assert age_at_scan(man(50), scan_date, TODAY) == age
    assert age_at_scan(man(None), scan_date, TODAY) is None


def test_a_scan_from_before_20_says_so_and_shows_no_figures():
    scan = scanned(man(30), at("total_hip", t=-2.9, z=-2.9), scan_date=date(2010, 11, 22))
    refused = report(scan)
    assert (refused.headline.key, refused.headline.reason) == ("report", "scanned_under_20")
    assert refused.headline.question == "scan_date"
    assert (refused.score, refused.sites, refused.spectrum) == (None, (), None)
    assert finding_keys(refused) == set()


# ------------------------------------------------------------------ under 20


@pytest.mark.parametrize("person", [woman(19, POST), woman(12, None), man(19), Person(age_years=5)])
def test_nobody_under_20_has_a_scan_read(person):
    assert chosen(person) == (None, Why.UNDER_20)
    for refused in (with_scan(person), report(unscanned(person))):
        assert (refused.headline.key, refused.headline.reason) == ("report", "under_20")
        assert (refused.score, refused.sites, refused.spectrum) == (None, (), None)
        assert finding_keys(refused) == set()
        assert not {key for key, _ in not_assessed(refused)} & {"score_in_use", "z_score", "peers", "reference_fit"}


@pytest.mark.parametrize(
    "check", [scanned(man(18), at("total_hip", z=-2.5)), unscanned(man(18)), Check(person=man(18))]
)
def test_somebody_under_20_still_hears_of_a_warning_sign(check):
    risks = RiskFactors(warning_signs=Checklist(ticked=("numb_or_weak_legs",), others=Answer.NO))
    assert finding_keys(report(replace(check, risk_factors=risks))) == {"warning_numb_or_weak_legs"}


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
        (woman(55, MASKED), "score_woman_stage_not_known"),
        (woman(55, NO_WOMB), "score_woman_stage_not_known"),
        (woman(60, PRE), "score_woman_stage_not_known"),
        (woman(70, None), "score_past_menopause_by_age"),
        (Person(age_years=70), "score_past_menopause_by_age"),
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
        (woman(45, MASKED), "stage_needed", "menopausal_status"),
        (woman(45, NO_WOMB), "stage_needed", "menopausal_status"),
        (woman(None, None), "age_needed", "age_years"),
        (man(None), "age_needed", "age_years"),
        (Person(age_years=60), "sex_needed", "sex"),
    ],
)
def test_an_undecided_score_names_the_answer_that_would_decide_it(person, reason, question):
    [open_point] = [item for item in with_scan(person).not_assessed if item.key == "score_in_use"]
    assert (open_point.reason, open_point.question) == (reason, question)


@pytest.mark.parametrize("stage", [UNSURE, MASKED, NO_WOMB, PRE])
def test_a_woman_of_55_unsure_of_her_stage_is_told_on_what_condition_the_t_score_counts(stage):
    unsure = with_scan(woman(55, stage))
    assert ("menopause_stage", "stage_needed") in not_assessed(unsure)


# ------------------------------------------------------------------ calendar years


@pytest.mark.parametrize("years", [0, 1, 4, 5, 10, 28])
@pytest.mark.parametrize("scanned_on", [date(2016, 11, 22), date(2019, 12, 31), date(2020, 2, 29), date(2023, 2, 28)])
def test_an_anniversary_is_a_whole_number_of_years_and_the_day_before_it_is_not(scanned_on, years):
    anniversary = scanned_on + relativedelta(years=years)  # of 29 February the 28th, where there is no 29th
    assert years_between(scanned_on, anniversary) == years
    assert years - 0.01 < years_between(scanned_on, anniversary - timedelta(days=1)) < years
    assert years < years_between(scanned_on, anniversary + timedelta(days=1)) < years + 0.01


@pytest.mark.parametrize(
    ("scanned_on", "today", "is_old"),
    [
        (date(2019, 12, 31), date(2024, 12, 31), False),  # exactly five years are not more than five
        (date(2020, 12, 31), date(2025, 12, 31), False),
        (date(2019, 12, 31), date(2025, 1, 1), True),
        (date(2020, 2, 29), date(2025, 2, 28), False),
        (date(2020, 2, 29), date(2025, 3, 1), True),
    ],
)
def test_a_scan_is_old_from_the_day_after_its_fifth_anniversary(scanned_on, today, is_old):
    assessed = assess(scanned(woman(), at("total_hip", -0.5), scan_date=scanned_on), on=today)
    assert ("old_scan" in finding_keys(assessed)) is is_old


def test_a_scan_is_ten_years_old_on_its_tenth_anniversary():
    assessed = assess(scanned(woman(), at("total_hip", -0.5), scan_date=date(2016, 11, 22)), on=date(2026, 11, 22))
    assert finding(assessed, "old_scan").values["years"] == 10


@pytest.mark.parametrize(
    ("scanned_on", "age"),
    [(date(2026, 11, 22), 60), (date(2016, 11, 22), 50), (date(2016, 11, 23), 50), (date(2016, 11, 21), 50)],
)
def test_the_age_at_a_scan_counts_calendar_years(scanned_on, age):
    assert age_at_scan(woman(60), scanned_on, date(2026, 11, 22)) == age
