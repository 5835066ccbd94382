"""Whole people in a clinician's words, one file each in `vignettes/`. A clinician can add one.

A file says who the person is and why we expect what we expect, holds the answers as they would be typed, and
names what must come out: the headline (or why there is none), words that it must say, how concerning it is, the score
in use, the sites that decide, findings that must and must not be there, points that must be open (with the reason) or
must not be, and remarks beside a field. `must` and `must_not` are phrases that must and must not stand, in any case of
letters, in the whole text that the person reads: results, open points, first steps, exercise and doctor's questions. With `nothing_else = true` all that the file does not name is answered, and as
it should be; then it names the first actions and the exercise level as well, and why (`why_first`, `why_level`).
"""

import tomllib

import pytest

from bonecheck import Concern, Finding
from bonecheck.answers.questions import question_of
from bonecheck.plan.types import Status
from bonecheck.words.outcomes import text_keys, words
from tests.people import (
    NOTHING_ELSE,
    TESTS,
    built,
    deciding,
    finding_keys,
    firsts,
    line,
    not_assessed,
    planned,
    read_by_the_person,
    report,
)

FILES = sorted((TESTS / "vignettes").glob("*.toml"))
VIGNETTES = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in FILES}
EXPECTATIONS = {
    "headline",
    "headline_says",
    "headline_concern",
    "not_assessed_headline",
    "score",
    "deciding",
    "findings",
    "no_findings",
    "not_assessed",
    "assessed",
    "problems",
    "must",
    "must_not",
    "first_actions",
    "why_first",
    "exercise_level",
    "exercise_reasons",
    "why_level",
    "reassures",
    "not_asked_for",
}
OF_A_PLAN = {"first_actions", "why_first", "exercise_level", "why_level"}
PLANNED = [name for name in VIGNETTES if VIGNETTES[name].get("nothing_else")]


def answers_of(vignette):
    return (NOTHING_ELSE if vignette.get("nothing_else") else {}) | vignette["answers"]


@pytest.mark.parametrize("name", VIGNETTES)
def test_this_person_gets_what_a_clinician_expects(name):
    vignette = VIGNETTES[name]
    expected = vignette["expect"]
    check, problems = built(answers_of(vignette))
    assessed = report(check)
    found, open_points = finding_keys(assessed), not_assessed(assessed)

    assert {(problem.question, "stops" if problem.stops else "remark") for problem in problems} == {
        tuple(problem) for problem in expected.get("problems", [])
    }
    if "headline" in expected:
        assert isinstance(assessed.headline, Finding)
        assert assessed.headline.key == expected["headline"]
    else:
        assert not isinstance(assessed.headline, Finding)
        assert assessed.headline.reason == expected["not_assessed_headline"]
    said = words(assessed.headline)
    assert all(text in f"{said.title} {said.plain}" for text in expected.get("headline_says", []))
    if "headline_concern" in expected:
        assert assessed.headline.concern is Concern[expected["headline_concern"]]
    assert assessed.score == expected.get("score")
    assert deciding(assessed) == expected["deciding"]
    assert found >= set(expected.get("findings", []))
    assert not found & set(expected.get("no_findings", []))
    assert open_points >= {tuple(point) for point in expected.get("not_assessed", [])}
    assert not {key for key, _ in open_points} & set(expected.get("assessed", []))


@pytest.mark.parametrize("name", VIGNETTES)
def test_this_person_hears_no_warning_that_the_clinician_did_not_name(name):
    """Beside the headline, every finding from "see a clinician" on is expected by the file."""
    expected = VIGNETTES[name]["expect"]
    assessed = report(built(answers_of(VIGNETTES[name]))[0])
    warned = {
        outcome.key
        for outcome in assessed.outcomes
        if isinstance(outcome, Finding) and outcome.concern >= Concern.SEE_A_CLINICIAN
    }
    assert warned <= set(expected.get("findings", []))


@pytest.mark.parametrize("name", VIGNETTES)
def test_this_person_reads_what_a_clinician_would_say_and_nothing_that_misleads(name):
    expected = VIGNETTES[name]["expect"]
    read = read_by_the_person(report(built(answers_of(VIGNETTES[name]))[0])).casefold()
    assert [phrase for phrase in expected.get("must", []) if phrase.casefold() not in read] == []
    assert [phrase for phrase in expected.get("must_not", []) if phrase.casefold() in read] == []


@pytest.mark.parametrize("name", PLANNED)
def test_this_person_gets_the_plan_that_a_clinician_expects(name):
    expected, plan = VIGNETTES[name]["expect"], planned(answers_of(VIGNETTES[name]))
    assert firsts(plan) == expected["first_actions"]
    assert plan.exercise.level == expected["exercise_level"]
    assert list(plan.exercise.reasons) == expected.get("exercise_reasons", [])
    assert plan.reassures == expected.get("reassures", False)
    asked_for = {line(plan, key).status for key in expected.get("not_asked_for", [])}
    assert not asked_for & {Status.BELOW, Status.UNKNOWN}


@pytest.mark.parametrize("name", VIGNETTES)
def test_this_file_names_only_what_there_is(name):
    vignette = VIGNETTES[name]
    expected = vignette["expect"]
    assert vignette["who"]
    assert vignette["why"]
    assert all(key == "units" or question_of(key) for key in vignette["answers"])
    assert expected.keys() <= EXPECTATIONS
    assert "" not in [*expected.get("must", []), *expected.get("must_not", [])]  # an empty phrase is always there
    assert (name in PLANNED) == (expected.keys() >= OF_A_PLAN)
    assert ("headline" in expected) != ("not_assessed_headline" in expected)
    keys = {expected.get("headline"), *expected.get("findings", []), *expected.get("no_findings", [])} - {None}
    assert keys <= text_keys("outcomes")
    points = expected.get("not_assessed", [])
    assert {key for key, _ in points} | set(expected.get("assessed", [])) <= text_keys("not_assessed")
    reasons = {reason for _, reason in points} | {expected.get("not_assessed_headline")}
    assert reasons - {None} <= text_keys("reasons")


def test_nobody_got_lost():
    assert len(VIGNETTES) >= 85
    assert len(PLANNED) >= 14
