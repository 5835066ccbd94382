"""What a step of presenter mode is made of, and how a text of the report is said before a room."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bonecheck.outcomes import Finding, NotAssessed
from bonecheck.report import Report
from bonecheck.risk.chance import ModelRisk
from bonecheck.words.bone_line import BoneLine
from bonecheck.words.language import Said, texts
from bonecheck.words.outcomes import words
from bonecheck.words.stage import Bars, Crowds, Ladder, text, told

WHERE, NUMBER, CHANGED, BESIDE, MOVES = "where", "number", "changed", "beside", "moves"
ACTIONS, DOCTOR = "actions", "doctor"
STEPS = (WHERE, NUMBER, CHANGED, BESIDE, MOVES, ACTIONS, DOCTOR)
_TO_SOMEBODY = re.compile(r"\byou(rs?|rself)?\b", re.IGNORECASE)
_QUOTED = re.compile("“[^”]*”")  # what stands in quotes already speaks to whoever was asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing to do: its key names its sign."""

    key: str
    title: str
    begin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """First steps side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubbles:
    """Questions, as somebody would say them."""

    said: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Words alone, where there is nothing to draw."""

    said: tuple[str, ...]


Picture = BoneLine | Ladder | Crowds | Bars | Cards | Bubbles | Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One screen: the sentence to take away, its picture, a few lines beneath, and the small print that must not be lost.

    `quoted` are further lines, which hold what the person typed; `fine` is what a licence wants beside a score.
    """

    key: str
    message: str
    picture: Picture | None = None
    points: tuple[str, ...] = ()
    small_print: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    fine: tuple[str, ...] = ()
    model: ModelRisk | None = None


Person = tuple[str, Report]  # somebody made up, by name


def for_a_room(line: str, who: str | None) -> str:
    """A text of a report on a screen for a room: in quotes where it speaks to somebody who is not in the room."""
    return quoted(line, who) if _TO_SOMEBODY.search(_QUOTED.sub("", line)) else line


def quoted(line: str, who: str | None) -> str:
    """In quotes where somebody made up is told it."""
    return line if who is None else text("words", "quoted", text=line.replace("“", "‘").replace("”", "’"))


def said_of(who: str | None, key: str, line: str, /, **values: Said) -> str:
    """A text of the report: of somebody made up in words about them where we have them, else as it is said to them."""
    return told("named", key, who, **values) if who is not None and is_told_of(key) else for_a_room(line, who)


def is_told_of(key: str) -> bool:
    """Whether there are words for others about this outcome."""
    return key in texts("presenter.toml")["named"]


def by_name(title: str, who: str) -> str:
    """A title of the report that we have no other words for."""
    return text("words", "by_name", name=who, text=for_a_room(title, who))


def of_both(told_of: list[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """The small print of two people: what is said of both once, the rest by name."""
    every = [lines for _, lines in told_of]
    both = [line for line in every[0] if all(line in lines for lines in every)]
    own = (
        text("words", "by_name", name=who, text=for_a_room(line, who))
        for who, lines in told_of
        for line in lines
        if line not in both
    )
    return (*own, *both)


def sources_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Where findings come from, each source once."""
    return tuple(dict.fromkeys(source for found in findings for source in found.sources))


def found_in(report: Report, *keys: str) -> list[Finding]:
    """All findings whose keys begin so, beside the headline."""
    return [found for found in report.outcomes if isinstance(found, Finding) and found.key.startswith(keys)]


def not_assessed_in(report: Report, key: str) -> list[NotAssessed]:
    """All of one kind that could not be judged, beside the headline."""
    return [outcome for outcome in report.outcomes if isinstance(outcome, NotAssessed) and outcome.key == key]


def titled(outcome: Finding | NotAssessed) -> str:
    """The title and the plain words of an outcome as running text."""
    worded = words(outcome)
    is_sentence = outcome.key in texts("presenter.toml")["titles_that_are_sentences"]["keys"]
    return text("words", "sentence" if is_sentence else "titled", title=worded.title, plain=worded.plain)
