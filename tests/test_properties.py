"""What holds for everybody, tried on many made-up people."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bonecheck import Check, Concern, NotAssessed, answers_from, from_json, to_json
from bonecheck.densitometry import ScannerMake, SkeletalSite, TScore, one_decimal
from bonecheck.evidence import table
from bonecheck.form import REGIONS, SCORES, clean
from bonecheck.outcomes import Score
from bonecheck.person import Answer, MenopausalStatus
from bonecheck.questions import NOT_KNOWN, questions, read_typed, shown_number
from bonecheck.units import UnitSystem, read_number
from bonecheck.wording import words
from tests.people import TODAY, at, built, concern, man, report, scanned, woman

settings.register_profile("bones", max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bones")

OF_SITES = {*SCORES, "vertebrae", "vertebrae_other"}
CENTRAL = {SkeletalSite.LUMBAR_SPINE, SkeletalSite.FEMORAL_NECK, SkeletalSite.TOTAL_HIP}


def steps(low, high, places):
    """Numbers from `low` to `high` with this many decimals."""
    return st.integers(math.ceil(low * 10**places), math.floor(high * 10**places)).map(lambda n: n / 10**places)


def t_scores(low=-7.9, high=7.9):
    return steps(low, high, 2)


# ------------------------------------------------------------------ made-up answers


def numbers_of(question):
    """Numbers within the limits of a question, in the stored unit, finer than anybody types."""
    if question.kind == "whole_number":
        return st.integers(int(question.lowest), int(question.highest))
    return steps(question.lowest, question.highest, 3)


def answer_to(question):
    if question.kind == "choice":
        return st.sampled_from(sorted(question.options))
    if question.kind == "choices":
        return st.lists(st.sampled_from(sorted(question.options)), unique=True)
    if question.kind == "date":
        return st.dates(date(1950, 1, 1), TODAY).map(date.isoformat)
    return numbers_of(question)


def keyed_answers() -> dict[str, Any]:
    """Every key under which an answer may stand, with a strategy for good answers."""
    keys = {"units": st.sampled_from([str(unit) for unit in UnitSystem])}
    for question in questions().values():
        if question.kind == "counts":
            for item in question.item_labels:
                keys[f"{question.key}.{item}"] = numbers_of(question)
        elif question.key not in OF_SITES:
            keys[question.key] = answer_to(question)
    for region in REGIONS:
        for score in SCORES:
            keys[f"{region}.{score}"] = numbers_of(questions()[score])
    keys["lumbar_spine.vertebrae"] = answer_to(questions()["vertebrae"])
    keys["lumbar_spine.vertebrae_other"] = answer_to(questions()["vertebrae_other"])
    return keys


KEYED = keyed_answers()
# Adults with a scan come up often enough to matter, and every other answer is there or not.
OFTEN = {
    "age_years": st.integers(18, 100),
    "sex": st.sampled_from(["female", "female", "male", "not_known"]),
    "has_scan": st.sampled_from(["yes", "yes", "yes", "no", "not_known"]),
    "scan_regions": st.lists(st.sampled_from(sorted(questions()["scan_regions"].options)), unique=True, max_size=6),
}
people = st.fixed_dictionaries({}, optional=KEYED | OFTEN)
scanned_people = st.fixed_dictionaries(
    OFTEN | {"has_scan": st.just("yes")}, optional={key: KEYED[key] for key in KEYED.keys() - OFTEN.keys()}
)


def check_of(answers: Mapping[str, Any]) -> Check:
    return built(answers)[0]


@st.composite
def scans(draw):
    """One to five sites with a T-score each."""
    regions = draw(st.lists(st.sampled_from(sorted(REGIONS)), min_size=1, max_size=5, unique=True))
    return {region: draw(t_scores()) for region in regions}


adults = st.one_of(
    st.builds(man, st.integers(50, 100)),
    st.builds(woman, st.integers(45, 100), st.just(MenopausalStatus.POSTMENOPAUSAL)),
)


# ------------------------------------------------------------------ scores and classes


@given(t_scores(), t_scores())
def test_a_lower_t_score_is_never_in_a_better_class(one, other):
    order = ["normal", "osteopenia", "osteoporosis"]
    lower, higher = sorted((one, other))
    assert order.index(TScore(lower).category) >= order.index(TScore(higher).category)


@given(adults, scans(), st.data())
def test_a_lower_t_score_is_never_less_concerning(person, scan, data):
    """The same person with one site lower; the forearm only where it does not make way for another site."""
    region = data.draw(st.sampled_from(sorted(scan)))
    lower = {**scan, region: data.draw(t_scores(high=scan[region]))}
    before, after = (
        concern(report(scanned(person, *(at(where, t) for where, t in figures.items()))).headline)
        for figures in (scan, lower)
    )
    assert before is not None
    assert after is not None
    assert after >= before


@given(steps(0.25, 1.5, 3), steps(0.25, 1.5, 3))
def test_a_lower_bone_density_is_never_less_concerning(one, other):
    before, after = (
        concern(report(scanned(woman(), at("femoral_neck", bmd=g_cm2), scanner_make=ScannerMake.HOLOGIC)).headline)
        for g_cm2 in (max(one, other), min(one, other))
    )
    assert before is not None
    assert after is not None
    assert after >= before


@given(scanned_people)
def test_the_deciding_site_is_always_among_the_lowest(answers):
    assessed = report(check_of(answers))
    score_of = {Score.T_SCORE: lambda site: site.t_score, Score.Z_SCORE: lambda site: site.z_score}.get(assessed.score)
    decides = [site for site in assessed.sites if site.decides]
    if score_of is None:
        assert decides == []
        return
    usable = [site for site in assessed.sites if site.counts and score_of(site) is not None]
    usable = [site for site in usable if site.site in CENTRAL] or usable
    assert bool(decides) == bool(usable)
    lowest = min((score_of(site) for site in usable), default=None)
    assert [site.region for site in decides] == [site.region for site in usable if score_of(site) == lowest]


@given(st.floats(-20, 20))
@example(-2.45)
@example(-2.4499999)
@example(-0.04)
def test_a_score_to_one_decimal_is_near_stays_put_and_mirrors(score):
    rounded = one_decimal(score)
    assert abs(rounded - score) <= 0.05 + 1e-6
    assert one_decimal(rounded) == rounded
    assert one_decimal(-score) == -rounded
    assert f"{rounded:.1f}" == f"{rounded:.10g}" or rounded == int(rounded)
    assert f"{rounded:.1f}" != "-0.0"


@given(st.floats(-20, 20), st.floats(-20, 20))
def test_a_lower_score_is_never_printed_higher(one, other):
    lower, higher = sorted((one, other))
    assert one_decimal(lower) <= one_decimal(higher)


# ------------------------------------------------------------------ not known is not no


def unknown_answers() -> dict[str, Any]:
    """ "I don't know" to every question that offers it."""
    answers = {}
    for question in questions().values():
        if NOT_KNOWN in question.options and question.key not in OF_SITES:
            answers[question.key] = NOT_KNOWN if question.kind == "choice" else [NOT_KNOWN]
    return answers


UNKNOWN = unknown_answers()


@given(st.lists(st.sampled_from(sorted(UNKNOWN)), unique=True), st.integers(20, 100))
@example([], 60)
@example(sorted(UNKNOWN), 60)
def test_i_do_not_know_is_never_a_clean_result(keys, age):
    for answers in ({key: UNKNOWN[key] for key in keys}, {key: UNKNOWN[key] for key in keys} | {"age_years": age}):
        assessed = report(check_of(answers))
        assert isinstance(assessed.headline, NotAssessed)
        assert assessed.headline.reason != "no_scan"
        reassuring = {item.key for item in assessed.findings if item.concern is Concern.NONE_FOUND}
        assert all(key.startswith("score_") for key in reassuring)


@given(people)
def test_a_person_without_a_usable_score_never_has_a_clean_result(answers):
    assessed = report(check_of({key: answer for key, answer in answers.items() if key.partition(".")[2] not in SCORES}))
    assert isinstance(assessed.headline, NotAssessed)


GATES = {"sex", "menopausal_status", "has_scan", "scanner_make", "ethnic_group"}  # these choose score and tables


@given(scanned_people, st.sampled_from(sorted(UNKNOWN.keys() - GATES)))
def test_an_open_answer_never_invents_a_reason_to_see_a_clinician(answers, key):
    """It may take a judgement away. Which bone broke may be open; that one broke is then still said."""
    known, unknown = (
        {item.key for item in report(check_of(given)).findings if item.concern >= Concern.SEE_A_CLINICIAN}
        for given in (answers, {**answers, key: UNKNOWN[key]})
    )
    assert unknown <= known | {"fracture_since_50"}


# ------------------------------------------------------------------ units


@given(people)
def test_a_change_of_units_changes_nothing_but_the_units(answers):
    metric, us = (check_of({**answers, "units": unit}) for unit in ("metric", "us"))
    assert replace(us, units=UnitSystem.METRIC) == metric
    assert report(us) == report(metric)


@given(st.sampled_from([q for q in questions().values() if q.quantity]), st.data())
def test_a_quantity_shown_in_one_system_can_be_typed_in_the_other(question, data):
    stored = data.draw(st.floats(question.lowest * 1.05, question.highest * 0.95))
    steps = {"height": 1.28, "weight": 0.06, "vitamin_d_level": 0.06, "vitamin_d_dose": 0.6, "bone_density": 0.0006}
    for shown_in, typed_in in (("metric", "us"), ("us", "metric")):
        text = shown_number(question, stored, UnitSystem(shown_in))
        assert abs(read_typed(question, text, UnitSystem(typed_in)) - stored) <= steps[question.quantity]


# ------------------------------------------------------------------ typed numbers


@given(
    st.decimals(0, 999, places=2),
    st.sampled_from(["", "-", "\u2212", "\u2013", "\u2014", "\ufe63", "\uff0d", "minus ", "Minus ", "- ", "negative "]),
    st.sampled_from([".", ","]),
    st.sampled_from(["", " ", "  "]),
)
def test_a_number_is_the_same_with_a_comma_and_with_any_minus_sign(number, sign, point, space):
    text = f"{space}{sign}{number}{space}".replace(".", point)
    typed = read_number(text)
    assert typed.value == float(number) * (-1 if sign else 1)
    assert typed.has_sign == bool(sign)
    assert typed.unit == ""


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_not_and_never_an_error(text):
    typed = read_number(text)
    assert typed is None or abs(typed.value) < float("inf")


@given(
    st.sampled_from(sorted(key for key in KEYED if "." in key or key.endswith(("years", "cm", "kg")))),
    st.text(max_size=120),
)
def test_any_text_in_a_field_is_read_or_gets_a_message(key, text):
    check, problems = built({"has_scan": "yes", "scan_regions": sorted(REGIONS), key: text})
    assert all(problem.message for problem in problems)
    assert report(check) is not None


# ------------------------------------------------------------------ there and back


@given(people)
def test_a_check_is_the_same_after_going_back_to_the_questions(answers):
    check = check_of(answers)
    again, problems = built(answers_from(check))
    assert again == check
    assert [problem for problem in problems if problem.stops] == []


@given(people)
def test_a_check_is_the_same_after_saving_it(answers):
    check = check_of(answers)
    assert from_json(to_json(check)) == check


@given(people)
def test_every_report_can_be_put_into_words(answers):
    assessed = report(check_of(answers))
    for outcome in (assessed.headline, *assessed.outcomes):
        said = words(outcome)
        assert said.title
        assert said.clinical
        assert "{" not in said.title + said.plain + said.clinical


# ------------------------------------------------------------------ answers from a browser

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["yes", "no", "not_known", "none", "female", "L1-L4", "other", "us", "1.8", "-2,5", "2026-11-22"]),
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
drafts = st.dictionaries(st.one_of(st.sampled_from(sorted(KEYED)), st.text(max_size=20)), anything, max_size=25)


def fits(key: str, answer: object) -> bool:
    """Whether `answer` is of the kind that the question behind `key` takes. Written without the form's own test."""
    if key == "units":
        return answer in ("metric", "us") and isinstance(answer, str)
    first, _, second = key.partition(".")
    question = questions()[first if first in questions() else second]
    match question.kind:
        case "choice":
            return isinstance(answer, str) and answer in list(question.options)
        case "choices":
            return isinstance(answer, list) and all(item in list(question.options) for item in answer)
        case "date":
            return isinstance(answer, str) and len(answer) <= 100
        case _:
            is_number = type(answer) in (int, float) and abs(answer) < 1e300
            return is_number or (isinstance(answer, str) and len(answer) <= 100)


@given(drafts)
@example({"units": ["us"], "age_years": 10**400, "heel.age_years": 7, "lumbar_spine.sex": "female"})
def test_a_draft_from_a_browser_never_holds_unknown_keys_or_wrong_kinds(draft):
    kept = clean(draft)
    assert kept.keys() <= KEYED.keys()
    assert all(fits(key, answer) for key, answer in kept.items())
    assert all(draft[key] is answer for key, answer in kept.items())
    assert kept.keys() == {
        key for key in draft.keys() & KEYED.keys() if fits(key, draft[key]) and not too_large(draft[key])
    }


def too_large(answer: object) -> bool:
    return isinstance(answer, (int, float)) and abs(answer) > 1e9


@given(st.one_of(anything, drafts))
def test_any_draft_from_a_browser_can_be_built_and_assessed(draft):
    check, problems = built(clean(draft))
    assert report(check).headline is not None
    assert all(problem.question in KEYED for problem in problems)


@given(people)
def test_good_answers_survive_the_cleaning(answers):
    assert clean(answers) == answers


def test_alcohol_needs_every_drink_of_the_table():
    """The made-up people above answer drinks one by one; this is the table they draw from."""
    assert len([key for key in KEYED if key.startswith("drinks_per_week.")]) == len(table("drinks"))


def test_has_scan_knows_yes_no_and_not_known():
    assert {check_of({"has_scan": answer}).has_scan for answer in ("yes", "no", "not_known")} == set(Answer)
