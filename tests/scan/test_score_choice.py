"""Which score counts for whom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta

from bonecheck import Check, Concern, assess
from bonecheck.answers.dxa_report import DxaReport, ScanMethod
from bonecheck.answers.person import Answer, MenopausalStatus, PeriodsStopped, Person, Pregnancy, Sex
from bonecheck.answers.risk_factors import Checklist, GlucocorticoidUse, RiskFactors
from bonecheck.scan.headline import why_undecided
from bonecheck.scan.score_choice import (
    Score,
    Why,
    age_at_scan,
    ages_at_scan,
    choose_score,
    choose_score_at,
    years_between,
)
from bonecheck.words.outcomes import words
from tests.people import TODAY, at, finding, finding_keys, man, not_assessed, report, scanned, unscanned, woman

PRE, TRANSITION, POST, MASKED, NO_WOMB, UNSURE = MenopausalStatus
T, Z, UNDECIDED = Score


def with_scan(person):
    """The report of this person with one printed T- and Z-score."""
    return report(scanned(person, at("total_hip", t=-1.4, z=-0.4)))


def chosen(person, age_at_scan=None):
    choice = choose_score(person, age_at_scan)
    return choice.score, choice.why


@pytest.mark.parametrize("age", [45, 49, 50, 52, 54, 64, 65, 80])
@pytest.mark.parametrize(("stage", "choice"), [(TRANSITION, (T, Why.TRANSITION)), (POST, (T, Why.POSTMENOPAUSAL))])
def test_the_stage_that_a_woman_gives_decides(age, stage, choice):
    assert chosen(woman(age, stage)) == choice


def test_without_an_age_periods_that_stopped_are_not_read_as_menopause():
    assert chosen(woman(None, POST)) == (UNDECIDED, Why.AGE_NEEDED)


REASON = PeriodsStopped


@pytest.mark.parametrize("stage", [POST, TRANSITION])
@pytest.mark.parametrize("age", [20, 39, 40, 44])
@pytest.mark.parametrize(
    ("because", "why"),
    [
        (None, Why.REASON_NOT_TOLD),
        (REASON.NOT_KNOWN, Why.REASON_NOT_TOLD),
        (REASON.LITTLE_FOOD_OR_MUCH_SPORT, Why.PERIODS_STOPPED_YOUNG),
        (REASON.ILLNESS, Why.PERIODS_STOPPED_YOUNG),
        (REASON.HORMONES, Why.PERIODS_STOPPED_YOUNG),
        (REASON.PREGNANCY, Why.PERIODS_STOPPED_YOUNG),
    ],
)
def test_no_woman_under_45_is_past_menopause_for_want_of_a_better_answer(stage, age, because, why):
    """A runner of 33 whose periods stopped must not get a T-score class."""
    assert chosen(woman(age, stage, periods_stopped_because=because)) == (Z, why)


@pytest.mark.parametrize("because", [REASON.MENOPAUSE, REASON.OVARIES_REMOVED])
@pytest.mark.parametrize(
    ("age", "stage", "choice"),
    [
        (39, POST, (Z, Why.MENOPAUSE_BEFORE_40)),
        (40, POST, (T, Why.POSTMENOPAUSAL)),
        (44, POST, (T, Why.POSTMENOPAUSAL)),
        (44, TRANSITION, (T, Why.TRANSITION)),
    ],
)
def test_menopause_that_a_doctor_named_counts_from_40_and_before_it_the_z_score_decides(because, age, stage, choice):
    assert chosen(woman(age, stage, periods_stopped_because=because)) == choice


def test_menopause_before_40_shows_the_t_score_beside_the_z_score_that_decides():
    early = woman(38, POST, periods_stopped_because=REASON.MENOPAUSE)
    told = report(scanned(early, at("total_hip", t=-1.9, z=-1.6)))
    assert told.headline.key == "headline_z_within"
    assert finding(told, "also_t_score").values["score"] == -1.9


@pytest.mark.parametrize("pregnancy", [Pregnancy.PREGNANT, Pregnancy.BREASTFEEDING, Pregnancy.WITHIN_A_YEAR])
@pytest.mark.parametrize("person", [woman(34, TRANSITION), woman(47, POST), Person(sex=Sex.BOTH, age_years=30)])
def test_around_a_pregnancy_the_z_score_is_shown_and_sorted_into_no_range(person, pregnancy):
    pregnant = replace(person, pregnancy=pregnancy)
    assert chosen(pregnant) == (Z, Why.PREGNANCY)
    told = with_scan(pregnant)
    assert (told.headline.key, told.headline.reason) == ("report", "pregnancy_no_range")
    assert "score_pregnancy" in finding_keys(told)


@pytest.mark.parametrize(
    ("pregnancy", "scan_date", "why"),
    [
        (Pregnancy.PREGNANT, date(2025, 11, 23), Why.PREGNANCY),  # within a year
        (Pregnancy.PREGNANT, date(2025, 11, 21), Why.PREMENOPAUSAL),  # over a year: before this pregnancy
        (Pregnancy.PREGNANT, 2025, Why.PREGNANCY),  # its last day is within a year
        (Pregnancy.PREGNANT, 2024, Why.PREMENOPAUSAL),
        (Pregnancy.BREASTFEEDING, date(2025, 11, 21), Why.PREGNANCY),
        (Pregnancy.BREASTFEEDING, date(2024, 11, 21), Why.PREMENOPAUSAL),
        (Pregnancy.WITHIN_A_YEAR, date(2024, 11, 23), Why.PREGNANCY),
    ],
)
def test_a_scan_made_before_the_pregnancy_is_read_as_of_any_time(pregnancy, scan_date, why):
    """R7.14: the dip is that of a pregnancy and its breastfeeding, and of no time before."""
    person = woman(34, PRE, pregnancy=pregnancy)
    assert choose_score_at(person, scan_date, date(2026, 11, 22)).why is why


def test_no_word_to_a_pregnant_woman_takes_her_to_be_breastfeeding():
    told = with_scan(woman(34, PRE, pregnancy=Pregnancy.PREGNANT))
    said = " ".join(words(outcome).plain for outcome in (told.headline, *told.outcomes))
    assert "around pregnancy and breastfeeding" in said
    assert "while breastfeeding" not in said


@pytest.mark.parametrize("answer", [None, Pregnancy.NO, Pregnancy.NOT_KNOWN])
def test_no_pregnancy_told_changes_nothing(answer):
    assert chosen(woman(34, PRE, pregnancy=answer)) == (Z, Why.PREMENOPAUSAL)


@pytest.mark.parametrize(
    ("age", "choice"),
    [(49, (Z, Why.BOTH_TOO_YOUNG)), (50, (T, Why.BOTH_OLD_ENOUGH)), (None, (UNDECIDED, Why.AGE_NEEDED))],
)
def test_a_report_against_both_sexes_is_read_by_age_alone(age, choice):
    assert chosen(Person(sex=Sex.BOTH, age_years=age)) == choice


def by_both(z, other, t=None):
    site = replace(at("lumbar_spine", t=t, z=z), z_score_other_sex=other)
    return report(scanned(Person(sex=Sex.BOTH, age_years=29), site))


@pytest.mark.parametrize(
    ("z", "other", "headline"), [(-2.5, -2.0, "headline_z_below"), (-1.9, -0.4, "headline_z_within")]
)
def test_two_references_that_agree_give_the_headline(z, other, headline):
    told = by_both(z, other)
    assert told.headline.key == headline
    assert finding(told, "both_references_agree").values["other_score"] == other


@pytest.mark.parametrize(("z", "other"), [(-2.0, -1.9), (-1.9, -2.0)])
def test_two_references_that_differ_name_no_range_and_send_to_a_doctor(z, other):
    told = by_both(z, other)
    assert (told.headline.key, told.headline.reason) == ("report", "references_differ")
    assert finding(told, "both_references_differ").concern is Concern.SEE_A_CLINICIAN


def test_a_second_reference_that_is_missing_is_asked_for():
    assert ("other_reference", "other_reference_not_given") in not_assessed(by_both(-2.5, None))


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


YOUNG, HIDDEN = (Z, Why.HORMONES_HIDE_THE_STAGE), (UNDECIDED, Why.STAGE_HIDDEN)
ASK, ON_CONDITION = (UNDECIDED, Why.STAGE_NEEDED), (T, Why.WOMAN_STAGE_NOT_KNOWN)
PAST = (T, Why.PAST_MENOPAUSE_BY_AGE)


@pytest.mark.parametrize(
    ("stage", "at_39", "at_44", "at_45", "at_49", "at_50", "at_54"),
    [
        (None, (Z, Why.WOMAN_TOO_YOUNG), ASK, ASK, ASK, ON_CONDITION, ON_CONDITION),
        (UNSURE, YOUNG, YOUNG, HIDDEN, HIDDEN, ON_CONDITION, ON_CONDITION),
        (MASKED, YOUNG, YOUNG, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
        (NO_WOMB, YOUNG, YOUNG, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    ],
)
def test_a_woman_who_can_tell_no_stage_is_read_by_age(stage, at_39, at_44, at_45, at_49, at_50, at_54):
    """Below 45 the Z-score, from 55 on the T-score beyond doubt; between them both, or on condition."""
    told = {39: at_39, 44: at_44, 45: at_45, 49: at_49, 50: at_50, 54: at_54, 55: PAST, 64: PAST, 65: PAST, 90: PAST}
    assert {age: chosen(woman(age, stage)) for age in told} == told
    assert chosen(woman(None, stage)) == (UNDECIDED, Why.AGE_NEEDED)


NO_BREAK = RiskFactors(fracture_since_50=Answer.NO, fracture_at_40_to_49=Answer.NO, fracture_before_40=Answer.NO)


@pytest.mark.parametrize(
    ("t", "z", "headline"), [(-1.0, -1.9, "fine_by_both"), (-1.1, -1.9, "report"), (-1.0, -2.0, "report")]
)
def test_two_readings_that_are_both_fine_need_no_stage(t, z, headline):
    told = report(scanned(woman(47, MASKED), at("total_hip", t=t, z=z), risks=NO_BREAK))
    assert told.headline.key == headline


@pytest.mark.parametrize(
    ("region", "risks", "height_lost"),
    [("one_third_radius", "none", 0), ("total_hip", "open", 0), ("total_hip", "none", 4)],
)
def test_a_forearm_alone_an_open_break_or_lost_height_is_no_all_clear(region, risks, height_lost):
    told = RiskFactors() if risks == "open" else NO_BREAK
    person = woman(47, MASKED, height_cm=160, tallest_height_cm=160 + height_lost)
    scan = scanned(person, at(region, t=0.5, z=0.5), risks=told, scan_method=ScanMethod.DXA)
    assert report(scan).headline.key == "report"


def test_a_broken_bone_is_never_told_that_both_readings_are_fine():
    risks = RiskFactors(fracture_at_40_to_49=Answer.YES)
    assert (
        report(scanned(woman(47, MASKED), at("total_hip", t=0.5, z=0.5), risks=risks)).headline.key
        == "report_with_other_break"
    )


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


@pytest.mark.parametrize("age", [25, 49, None])
@pytest.mark.parametrize("sex", [None, Sex.NOT_KNOWN])
def test_a_person_under_50_whose_sex_is_not_given_is_not_sorted(sex, age):
    assert chosen(Person(sex=sex, age_years=age)) == (UNDECIDED, Why.SEX_NEEDED)


@pytest.mark.parametrize("age", [50, 63, 66, 90])
@pytest.mark.parametrize("sex", [None, Sex.NOT_KNOWN])
def test_from_50_the_t_score_counts_for_women_and_men_so_the_sex_is_not_needed(sex, age):
    assert chosen(Person(sex=sex, age_years=age)) == (T, Why.PAST_MENOPAUSE_BY_AGE)


# ------------------------------------------------------------------ the age at the scan


@pytest.mark.parametrize(
    ("person", "age_at_scan", "choice"),
    [
        (man(50), 49, (Z, Why.MAN_TOO_YOUNG)),
        (man(50), 50, (T, Why.MAN_OLD_ENOUGH)),
        (man(80), 43, (Z, Why.MAN_TOO_YOUNG)),
        (woman(66, None), 63, (T, Why.PAST_MENOPAUSE_BY_AGE)),
        (woman(66, None), 55, (T, Why.PAST_MENOPAUSE_BY_AGE)),
        (woman(46, POST), 44, (Z, Why.SCANNED_UNDER_45)),
        (woman(66, None), 65, (T, Why.PAST_MENOPAUSE_BY_AGE)),
        (woman(66, None), 49, (UNDECIDED, Why.STAGE_THEN_NOT_KNOWN)),
        (woman(64, None), 49, (UNDECIDED, Why.STAGE_NEEDED)),
        (woman(56, PRE), 54, (Z, Why.PREMENOPAUSAL)),
        (woman(56, PRE), 55, (T, Why.WOMAN_STAGE_NOT_KNOWN)),
        (woman(60, POST), 45, (T, Why.POSTMENOPAUSAL)),  # the stage is today's, and said to be so
        (Person(age_years=66), 49, (UNDECIDED, Why.SEX_NEEDED)),
        (Person(age_years=66), 50, (T, Why.PAST_MENOPAUSE_BY_AGE)),
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
        (2025, 49),  # the middle of what the year leaves open
        (2026, 50),
    ],
)
def test_the_age_at_the_scan_is_in_whole_years(scan_date, age):
    assert age_at_scan(man(50), scan_date, TODAY) == age
    assert age_at_scan(man(None), scan_date, TODAY) is None


@pytest.mark.parametrize(
    ("scan_date", "ages"),
    [
        (None, ()),
        (date(2026, 11, 22), (50,)),
        (date(2025, 11, 22), (49,)),
        (date(2026, 6, 1), (49, 50)),
        (date(2025, 11, 21), (48, 49)),
        (2025, (48, 49, 50)),  # from 1 January to 31 December
        (2026, (49, 50)),  # until today
    ],
)
def test_a_birthday_that_the_scan_date_leaves_open_gives_two_ages(scan_date, ages):
    assert ages_at_scan(man(50), scan_date, TODAY) == ages


@pytest.mark.parametrize(("age", "score"), [(50, UNDECIDED), (51, UNDECIDED), (52, T), (49, Z)])
def test_a_year_alone_leaves_the_score_open_where_any_of_its_days_would_change_it_and_the_day_is_asked(age, score):
    """A scan of 2025, today being 22 November 2026: a man of 51 may have been 49, 50 or 51."""
    choice = choose_score_at(man(age), 2025, TODAY)
    assert choice.score is score
    if score is UNDECIDED:
        assert (choice.why, choice.ages) == (Why.BIRTHDAY_OPEN, (49, 50))
        told = why_undecided(choice, DxaReport(scan_date=2025))
        assert told == {"reason": Why.BIRTHDAY_OPEN, "question": "scan_date", "values": {"younger": 49, "older": 50}}
        assert why_undecided(choice, DxaReport(scan_date=date(2025, 6, 1)))["question"] is None


def test_at_an_age_limit_both_readings_are_left_open_and_the_two_ages_are_said():
    half_a_year_ago = date(2026, 6, 1)
    assert choose_score_at(man(50), half_a_year_ago, TODAY).score is UNDECIDED
    assert choose_score_at(man(51), half_a_year_ago, TODAY).score is T
    assert choose_score_at(man(49), half_a_year_ago, TODAY).score is Z
    told = report(scanned(man(50), at("total_hip", t=-1.4, z=-1.4), scan_date=half_a_year_ago))
    assert "you may have been 49 or 50" in words(told.headline).plain


def test_a_scan_from_before_20_says_so_and_shows_no_figures():
    scan = scanned(man(30), at("total_hip", t=-2.4, z=-1.9), scan_date=date(2010, 11, 22))
    refused = report(scan)
    assert (refused.headline.key, refused.headline.reason) == ("report", "scanned_under_20")
    assert refused.headline.question == "scan_date"
    assert (refused.score, refused.sites, refused.spectrum) == (None, (), None)
    assert finding_keys(refused) == set()


def test_a_scan_from_before_20_leaves_the_advice_on_a_scan_as_without_one():
    """R3.10."""
    on_steroids = RiskFactors(glucocorticoids=GlucocorticoidUse.NOW)
    scan = scanned(man(30), at("total_hip", t=-2.9), scan_date=date(2010, 11, 22), risks=on_steroids)
    assert "scan_advised_for" in finding_keys(report(scan))
    since_20 = scanned(man(30), at("total_hip", t=-2.9), scan_date=date(2020, 11, 22), risks=on_steroids)
    assert "scan_advised_for" not in finding_keys(report(since_20))


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
        (woman(52, None), "score_woman_stage_not_known"),
        (woman(55, None), "score_past_menopause_by_age"),
        (woman(55, MASKED), "score_past_menopause_by_age"),
        (woman(44, NO_WOMB), "score_hormones_hide_the_stage"),
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
        (woman(45, MASKED), "stage_hidden", None),
        (woman(45, NO_WOMB), "stage_hidden", None),
        (woman(None, None), "age_needed", "age_years"),
        (man(None), "age_needed", "age_years"),
        (Person(age_years=40), "sex_needed", "sex"),
    ],
)
def test_an_undecided_score_names_the_answer_that_would_decide_it(person, reason, question):
    [open_point] = [item for item in with_scan(person).not_assessed if item.key == "score_in_use"]
    assert (open_point.reason, open_point.question) == (reason, question)


@pytest.mark.parametrize("person", [woman(52, UNSURE), woman(52, None), woman(55, PRE)])
def test_a_woman_unsure_of_her_stage_is_told_on_what_condition_the_t_score_counts(person):
    unsure = with_scan(person)
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
