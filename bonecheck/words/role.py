"""What a coach shows of a client's own answers: where the numbers lie, what to do first and what to ask; no result is read.

Made-up people are read aloud by everybody, and a licensed clinician reads all to all.
"""

from collections.abc import Iterator
from dataclasses import replace

from bonecheck.outcomes import Concern
from bonecheck.plan.types import Plan
from bonecheck.report import Report
from bonecheck.words.language import texts
from bonecheck.words.plan import action_words, next_scan_words
from bonecheck.words.presenter import ACTIONS, DOCTOR, WHERE, Step, text

CLINICIAN = "clinician"  # who is nothing else is taken for a coach
_KEPT = {WHERE, ACTIONS, DOCTOR}


def unread(told: tuple[Step, ...], report: Report) -> tuple[Step, ...]:
    """The steps that a coach shows of a client's own answers."""
    quoted = tuple(
        line for step in told for line in step.quoted
    )  # an answer that could not be used belongs to its person
    return tuple(_unread(step, report, quoted) for step in told if step.key in _KEPT)


def _unread(step: Step, report: Report, quoted: tuple[str, ...]) -> Step:
    if step.key == WHERE:
        message = text("unread", "where" if report.spectrum is not None else "no_line")
        return Step(key=WHERE, message=message, points=_points(report), small_print=(), quoted=quoted)
    if report.plan is None:
        return step
    reading = set(_readings(report.plan))
    message = text("unread", "keep") if step.key == ACTIONS and report.plan.reassures else step.message
    sources = texts("doctor_talk.toml")["red_flags"]["sources"] if step.key == DOCTOR else step.sources
    small_print = tuple(line for line in step.small_print if line not in reading)
    return replace(step, message=message, small_print=small_print, sources=tuple(sources))


def _readings(plan: Plan) -> Iterator[str]:
    """What the small print of the plan tells of the score: why an action comes first, and when the next scan makes sense."""
    for action in plan.actions:
        worded = action_words(action, plan.exercise.level)
        yield text(ACTIONS, "why", title=worded.title, why=worded.why)
    yield next_scan_words(plan.next_scan)


def _points(report: Report) -> tuple[str, ...]:
    """That a doctor reads them; first what cannot wait for it."""
    headline = report.headline
    if getattr(headline, "concern", None) is Concern.GET_CARE_NOW:
        return (text(WHERE, "care_first"),)
    if "call_first" in headline.values:
        return (text(WHERE, "call_first"), text("unread", "doctor"))
    return (text("unread", "doctor"),)
