"""What holds for every kind of person. All look at one walk, so they stand in one file: `make test` gives each file to one process."""

import re

import pytest

from bonecheck import Concern
from bonecheck.answers.as_given import answers_from
from bonecheck.answers.questions import question_of, questions
from bonecheck.evidence.entries import DoctorTalk, FirstActions, LeadRule
from bonecheck.evidence.library import citations, document, whole
from bonecheck.evidence.pages import Handout
from bonecheck.handout.contents import page
from bonecheck.outcomes import Finding, NotAssessed
from bonecheck.risk.shown import is_too_open
from bonecheck.words import risk as risk_words
from bonecheck.words.lead import lead_words, sentences_beside
from bonecheck.words.outcomes import text_keys, words
from bonecheck.words.plan import action_words
from tests.everybody import everybody
from tests.people import TODAY, counted, of_woman, planned
from tests.test_lead import everyone

BLANK = re.compile(r"[{}]|None|\bnan\b|: ?[.,;]")


@pytest.fixture(scope="module")
def everything_said():
    """All outcomes that those people get."""
    return [outcome for _, told in everybody() for outcome in said_to(told)]


def said_to(told):
    side_by_side = (*told.models, *told.screening)
    return (
        told.headline,
        *told.outcomes,
        *(outcome for outcome in side_by_side if isinstance(outcome, NotAssessed)),
    )


@pytest.fixture(scope="module")
def every_risk():
    """What the models say to all those people."""
    said = [outcome for _, told in everybody() for outcome in told.models]
    return [outcome for outcome in said if not isinstance(outcome, NotAssessed)]


# ------------------------------------------------------------------ outcomes


def test_every_outcome_has_words(everything_said):
    for outcome in everything_said:
        said = words(outcome)
        assert said.title
        assert said.plain
        assert said.clinical
        assert not BLANK.search(said.title + said.plain + said.clinical)


def test_every_finding_names_sources_that_are_there(everything_said):
    for outcome in everything_said:
        if isinstance(outcome, Finding):
            assert outcome.sources, outcome.key
            assert set(outcome.sources) <= citations().keys()


def test_every_open_point_names_a_question_that_can_be_answered(everything_said):
    named = {outcome.question for outcome in everything_said if not isinstance(outcome, Finding)} - {None}
    assert {question_of(key).key for key in named} <= questions().keys()
    of_sites = {"t_score", "z_score", "bmd_g_cm2", "vertebrae", "vertebrae_other"}
    assert not named & of_sites  # these stand under a site: one must know which


def test_an_open_point_names_no_question_that_this_person_is_not_asked():
    """A link must not lead to a question that is not on the page."""
    for check, told in everybody():
        answers = answers_from(check)
        for outcome in told.not_assessed:
            assert outcome.question is None or question_of(outcome.question).applies(answers), outcome


def test_every_text_is_said_to_somebody(everything_said):
    findings = {outcome.key for outcome in everything_said if isinstance(outcome, Finding)}
    open_points = [outcome for outcome in everything_said if isinstance(outcome, NotAssessed)]
    assert findings == text_keys("outcomes")
    assert {outcome.key for outcome in open_points} == text_keys("not_assessed")
    assert {outcome.reason for outcome in open_points} == text_keys("reasons")


def test_the_page_for_the_doctor_says_itself_what_its_headline_points_to():
    """Paper has no folds: where "a line below" is named, it is there."""
    told_of = set()
    why = {key for keys in whole(Handout).why.values() for key in keys}
    for check, told in everybody():
        if "A line below" not in " ".join(sentences_beside(told)):
            continue
        named = {outcome.key: words(outcome).title for outcome in said_to(told) if outcome.key in why}
        if named.keys() <= told_of:
            continue
        notes = " ".join(page(told, check, on=TODAY).notes)
        assert named
        assert all(title in notes for title in named.values())
        told_of |= named.keys()
    assert len(told_of) > 10


# ------------------------------------------------------------------ risk models


def test_every_model_has_words(every_risk):
    texts = document("risk_models.toml")
    assert {risk.model for risk in every_risk} == texts.keys()
    assert {f"model_{key}" for key in texts} <= text_keys("not_assessed")


def test_what_a_model_says_is_said_in_full_sentences(every_risk):
    for risk in every_risk:
        for chance in risk.chances:
            said = risk_words.sentence(risk, chance)
            assert f"{chance.years} years" in said or is_too_open(risk, chance)
            assert not BLANK.search(said)
        for remark in risk.remarks:
            assert not BLANK.search(risk_words.remark_words(remark))
        assert all(question_of(key) for key in risk.open_questions)


def test_every_factor_of_a_model_has_a_name(every_risk):
    factors = {
        line.factor for risk in every_risk for chance in risk.chances if chance.working for line in chance.working.lines
    }
    factors |= {driver.factor for risk in every_risk for chance in risk.chances for driver in chance.drivers}
    assert len(factors) > 30
    assert factors <= document("names.toml")["factor"].keys()


# ------------------------------------------------------------------ the plan


def test_every_finding_for_a_doctor_has_a_reason_in_words_and_every_reason_is_found_in_somebody(everything_said):
    rule = whole(FirstActions)
    pressing = {
        outcome.key
        for outcome in everything_said
        if isinstance(outcome, Finding) and outcome.concern >= Concern.SEE_A_CLINICIAN
    }
    of_its_own = {
        "denosumab",
        "denosumab_late",
        "denosumab_stopped",
        "denosumab_stopped_beside_another",
        "denosumab_time_not_known",
    }  # they have cards
    anyway = {key for key, reason in rule.reasons.items() if reason.at_any_concern}
    found = {outcome.key for outcome in everything_said if isinstance(outcome, Finding)}
    assert anyway <= found
    assert (pressing - of_its_own) | anyway == rule.reasons.keys()
    assert not rule.because.keys() & rule.reasons.keys()
    for reason in (*rule.reasons.values(), *rule.because.values()):
        assert not reason.text.endswith(".")
        assert reason.text[:1] == reason.text[:1].lower()


def test_why_to_see_a_doctor_names_each_thing_once():
    """Nobody reads "a broken bone and a broken bone", or no reason at all."""
    for _, told in everybody():
        for action in told.plan.actions if told.plan else ():
            if action.key == "doctor":
                why = action_words(action, told.plan.exercise.level).why
                can_wait = "" if action.is_urgent else r" A doctor can help with it\."
                assert re.fullmatch(rf"Because of [^.]{{5,}}\.{can_wait}", why), why
                parts = re.split(r", | and ", why.removeprefix("Because of ").split(".")[0])
                assert len(parts) == len(set(parts)), why
                assert len(re.findall("broken|broke", why)) <= 1, why


def test_every_question_for_the_doctor_is_asked_by_somebody():
    asked = {key for _, told in everybody() if told.plan for key in told.plan.doctor_questions}
    more = [
        of_woman(66, falls_12_months="1", exercise_cautions=["new_pain"], weight_kg=48.0, vitamin_d_level_ng_ml=9.0),
        of_woman(33, "premenopausal", missed_periods="yes"),
        of_woman(66, conditions=["kidney_disease"]),
        of_woman(38, "postmenopausal"),
        of_woman(66, rises_from_chair="no"),
        *(of_woman(66, vitamin_d_level_ng_ml=blood, vitamin_d_supplement_iu_per_day=5000.0) for blood in ("", 9.0)),
        *(of_woman(66, vitamin_d_level_ng_ml=60.0, vitamin_d_supplement_iu_per_day=dose) for dose in (0.0, 800.0)),
        of_woman(66, bone_medicine="zoledronate", bone_medicine_before=["denosumab"]),
        of_woman(31, "premenopausal", pregnancy="pregnant", glucocorticoids="now"),
        of_woman(54),
        of_woman(54, hormone_therapy="combined"),
        of_woman(66, exercise_cautions=["heart_symptoms"]),
        of_woman(66, **counted("drinks_per_week", beer=24)),
        of_woman(31, "premenopausal", pregnancy="pregnant", **counted("drinks_per_week", beer=1)),
        of_woman(31, "premenopausal", missed_periods="yes", medicines=["depot_contraceptive"]),
        of_woman(66, calcium_supplement_mg_per_day=2500.0),
    ]
    asked |= {key for answers in more for key in planned(answers).doctor_questions}
    assert asked == whole(DoctorTalk).questions.keys()


# ------------------------------------------------------------------ the first line of the results


def test_every_text_of_the_first_line_is_said_to_somebody():
    people = [*(told for _, told in everybody()), *(told for _, told in everyone())]
    lines = {lead_words(told) for told in people}
    beside = {" ".join(sentences_beside(told)) for told in people}
    texts = document("lead.toml")
    said_in = {"lines": lines, "ranges": lines, "open": lines, "where": beside, "meanings": beside}
    idle = [
        f"{part}.{key}"
        for part, said in said_in.items()
        for key, text in texts[part].items()
        for form in (text.values() if isinstance(text, dict) else [text])
        if not any(re.search(re.sub(r"\\{\w+\\}", ".+", re.escape(form)), each) for each in said)
    ]
    told = {reason.key for each in people for reason in each.lead.reasons}
    told |= {found.key for each in people for found in each.findings}  # read in full, or named so
    assert [*idle, *(f"reasons.{key}" for key in texts["reasons"] if key not in told)] == []


def test_the_first_line_is_short_for_everybody():
    for _, told in everybody():
        assert 0 < len(lead_words(told).split()) <= whole(LeadRule).words
        assert not BLANK.search(lead_words(told) + " ".join(sentences_beside(told)))
