"""What a coach's screen shows of a client's own answers, and what notes and steps may say in each role, for everybody."""

import re

import pytest

from bonecheck.answers.as_given import answers_from
from bonecheck.answers.samples import samples
from bonecheck.outcomes import Concern
from bonecheck.words.bone_line import Kind, unread_line
from bonecheck.words.plan import doctor_question
from bonecheck.words.presenter import ROLES, comes_up, notes, steps
from bonecheck.words.role import unread
from bonecheck.words.step import ACTIONS, DOCTOR, STEPS, WHERE, Bubbles, Cards, Lines
from tests.people import built, of_woman, report, with_t
from tests.words.test_presenter import EDGES, SCANNED_TWICE

OWN = {
    **{person.key: answers_from(person.check) for person in samples()},
    **EDGES,
    **SCANNED_TWICE,
    "spine broke lately": {
        **of_woman(72, **with_t(femoral_neck=-3.2)),
        "fracture_since_50": "yes",
        "fracture_sites": ["spine"],
        "last_fracture": "within_2_years",
    },
    "on tablets": {**of_woman(70, **with_t(total_hip=-2.6)), "bone_medicine": "bisphosphonate_tablets"},
    "far above": of_woman(66, **with_t(total_hip=4.2)),
}
EVERYBODY = {who: (lambda check, problems: (report(check), problems))(*built(told)) for who, told in OWN.items()}
# What a coach may not say of a client's own answers: a diagnosis, a range as a finding, a chance of their own, a comfort, or
# advice for or against a treatment. Questions in quotes are the client's, for the doctor.
READING = re.compile(
    r"\byou have\b(?! (?:one|been)\b)|diagnos|\b(?:osteoporosis|osteopenia|normal|expected) range|\bosteop\w+\b"
    r"|\b(?:high|low|higher|lower) (?:risk|chance)|\bout of 1,?00\d?\b|\d of 100\b|\d\s?%|\bsafe\b(?! from falls)|\bfine\b|\ball right\b"
    r"|T-score like yours|\bcounts? (?:is|are)\b|lower bone density"
    r"|\b(?:start|stop|skip|pause|switch|take|need) (?:a |your |the |any )?(?:bone )?(?:medicine|tablet|drug|denosumab)",
    re.IGNORECASE,
)
QUOTED = re.compile("“[^”]*”")


def said(step):
    """All that a step shows, without what a client may ask the doctor."""
    picture = step.picture
    if isinstance(picture, Cards):
        drawn = [text for card in picture.cards for text in (card.title, card.begin)]
    elif isinstance(picture, Lines):
        drawn = picture.said
    else:
        drawn = [getattr(picture, "alt", "")]
    return [QUOTED.sub("", text) for text in (step.message, *step.points, *step.small_print, *drawn)]


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_coach_reads_no_result_of_own_answers_to_anybody(who):
    found, problems = EVERYBODY[who]
    told = unread(steps(found, problems), found)
    assert [step.key for step in told] == [WHERE, *([ACTIONS] if found.plan else []), DOCTOR]
    assert all(step.picture is not None for step in told)
    assert told[0].small_print == ()
    wrong = [text for step in told for text in said(step) if READING.search(text)]
    assert wrong == []


def test_the_lint_finds_readings_where_they_are():
    """The steps that a clinician reads hold what a coach's must not; else the list above would find nothing."""
    for who in ("maria", "anne", "arjun"):
        found, problems = EVERYBODY[who]
        assert any(READING.search(text) for step in steps(found, problems) for text in said(step))


@pytest.mark.parametrize("who", [who for who, (found, _) in EVERYBODY.items() if found.spectrum is not None])
def test_on_the_line_of_a_coach_every_mark_is_like_the_others(who):
    found, _ = EVERYBODY[who]
    line = unread_line(found, found.spectrum)
    assert {mark.kind for mark in line.marks} <= {Kind.SITE}
    assert line.noise is None
    assert line.compared is None
    assert not any(mark.hollow or mark.beside for mark in line.marks)
    assert "count" not in line.alt
    assert "range" not in line.alt


@pytest.mark.parametrize("who", EVERYBODY)
def test_what_cannot_wait_is_said_by_a_coach_too(who):
    found, problems = EVERYBODY[who]
    [where, *_] = unread(steps(found, problems), found)
    urgent = any(each.concern is Concern.GET_CARE_NOW for each in found.findings)
    today = not urgent and ("call_first" in found.headline.values or found.headline.key == "report_call_first")
    assert urgent == (where.message == "Get care now.")
    assert today == (where.message == "Call your doctor today.")
    assert set(where.quoted) == {line for step in steps(found, problems) for line in step.quoted}


# ------------------------------------------------------------------ the notes

# A coach neither names an illness nor a treatment nor comforts; "Do not ..." tells what is not to be done.
NOT_FOR_A_COACH = re.compile(
    r"diagnos|(?<!would )\byou have\b|osteop\w+|\b(?:high|low) risk\b|\bsafe\b|\bno risk\b|\bmedicines? (?:helps?|works?)|\bkeep taking\b"
    r"|\bstop taking\b|\btreat(?:ment)?\b|\b(?:take|skip|lower|double) (?:a |your |the )?(?:dose|tablet|medicine)",
    re.IGNORECASE,
)


def by_a_coach():
    """Everything that the notes have a coach say or ask."""
    spoken = [text for step in STEPS for text in (notes("coach", step).say, notes("coach", step).ask)]
    return [*spoken, *comes_up("coach")[:-2]]  # the last two are the signs that cannot wait, the same for all


def test_a_coach_is_told_nothing_that_only_a_clinician_may_say():
    wrong = [text for text in by_a_coach() if NOT_FOR_A_COACH.search(text)]
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_nobody_is_told_to_change_a_medicine_or_promised_that_all_is_well(role):
    lines = [text for step in STEPS for text in (notes(role, step).say, notes(role, step).ask)] + [*comes_up(role)]
    wrong = re.compile(r"\b(?:stop|start|skip|pause|switch) (?:your|the|a) (?:tablet|medicine|dose)|nothing to worry|you are safe", re.IGNORECASE)  # fmt: skip
    assert [text for text in lines if wrong.search(text)] == []


def test_a_chance_of_ones_own_stands_in_no_note():
    numbers = re.compile(r"\d+ (?:of|out of|in) \d+|\d\s?%")
    assert [text for role in ROLES for text in comes_up(role) if numbers.search(text)] == []
    assert [text for text in by_a_coach() if numbers.search(text)] == []


def test_questions_for_the_doctor_are_in_the_words_of_the_client():
    found, problems = EVERYBODY["arjun"]
    [*_, doctor] = unread(steps(found, problems), found)
    assert isinstance(doctor.picture, Bubbles)
    assert any(doctor_question(key) in " ".join(doctor.picture.said) for key in found.plan.doctor_questions)
