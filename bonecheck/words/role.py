"""What a coach shows of a client's own answers: where the numbers lie, what to do first and what to ask; no result is read.

Made-up people are read aloud by everybody, and a licensed clinician reads all to all.
"""

from collections.abc import Iterator
from dataclasses import replace

from bonecheck.plan.types import Plan
from bonecheck.report import Report
from bonecheck.words.bone_line import unread_line
from bonecheck.words.language import message, texts
from bonecheck.words.plan import action_words, next_scan_words
from bonecheck.words.stage import text
from bonecheck.words.step import ACTIONS, DOCTOR, WHERE, Lines, Step

CLINICIAN = "clinician"  # who is nothing else is taken for a coach
_KEPT = {WHERE, ACTIONS, DOCTOR}
_AHEAD = ("care_first", "call_first")


def unread(told: tuple[Step, ...], report: Report) -> tuple[Step, ...]:
    """The steps that a coach shows of a client's own answers."""
    # an answer that could not be used belongs to its person
    quoted = tuple(dict.fromkeys(line for step in told for line in step.quoted))
    return tuple(_unread(step, report, quoted) for step in told if step.key in _KEPT)


def _unread(step: Step, report: Report, quoted: tuple[str, ...]) -> Step:
    if step.key == WHERE:
        return _where(report, quoted)
    if report.plan is None:
        return step
    reading = set(_readings(report.plan))
    said = text("unread", "keep") if step.key == ACTIONS and report.plan.reassures else step.message
    sources = texts("doctor_talk.toml")["red_flags"]["sources"] if step.key == DOCTOR else step.sources
    small_print = tuple(line for line in step.small_print if line not in reading)
    return replace(step, message=said, small_print=small_print, sources=tuple(sources))


def _readings(plan: Plan) -> Iterator[str]:
    """What the small print of the plan tells of the score: why an action comes first, and when the next scan makes sense."""
    for action in plan.actions:
        worded = action_words(action, plan.exercise.level)
        yield text(ACTIONS, "why", title=worded.title, why=worded.why)
    yield next_scan_words(plan.next_scan)


def _where(report: Report, quoted: tuple[str, ...]) -> Step:
    """The numbers alike on their line, and that a doctor reads them; first what cannot wait for it."""
    line, ahead, points = report.spectrum, _ahead(report), beside_the_numbers(report)
    said = text("unread", "where" if line is not None else "no_line")
    return Step(
        key=WHERE,
        message=said if ahead is None else message(f"headline_{ahead}_title"),
        picture=Lines(said=points) if line is None else unread_line(report, line),
        points=() if line is None else points,
        quoted=quoted,
    )


def beside_the_numbers(report: Report) -> tuple[str, ...]:
    """What is said where the numbers lie: first what cannot wait for a doctor, then that a doctor reads them."""
    by_doctor = text("unread", "doctor" if report.spectrum is not None else "no_line_doctor")
    ahead = _ahead(report)
    return (by_doctor,) if ahead is None else (message(f"headline_{ahead}"), by_doctor)


def _ahead(report: Report) -> str | None:
    """What comes before any score."""
    headline = report.headline
    return next((key for key in _AHEAD if key in headline.values or headline.key == f"report_{key}"), None)
