"""What stands on the page for the doctor, in its order; and what gives way where that is more than a page."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from bonecheck.answers.check import Check
from bonecheck.evidence.library import whole
from bonecheck.evidence.pages import Handout
from bonecheck.handout.address import code
from bonecheck.handout.findings import Findings, findings
from bonecheck.handout.own_words import word
from bonecheck.outcomes import Concern, Finding, NotAssessed
from bonecheck.pictures.bone_svg import on_paper
from bonecheck.plan.types import Action, Plan
from bonecheck.report import Report
from bonecheck.scan.change_findings import is_of_change
from bonecheck.scan.score_choice import Score
from bonecheck.words.bone_line import bone_line
from bonecheck.words.change import in_one_line
from bonecheck.words.language import day, language, message, texts, when
from bonecheck.words.lead import lead_words, sentences_beside
from bonecheck.words.outcomes import first_sentence, words
from bonecheck.words.plan import action_words, doctor_question, red_flags
from bonecheck.words.scan import column_head, filled_columns, site_table

_MOST_MARKS = 3  # on one letter; no language heaps up more
_COLUMNS = ("site", "t_score", "range", "z_score", "bmd", "counts")
_BY_Z_SCORE = ("site", "z_score", "range", "t_score", "bmd", "counts")  # a range stands beside the score that it is of


class Paper(StrEnum):
    """The sizes of paper that people print on."""

    A4 = "a4"
    US_LETTER = "us-letter"


def paper_in(country: str | None) -> Paper:
    """The paper of a country."""
    return Paper.US_LETTER if country in whole(Handout).letter_in else Paper.A4


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A line in strong type and what follows it."""

    title: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing as SVG, and its words for those who do not see it."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The whole page, from top to bottom. A part that is not there is empty; `findings` follow on pages of their own.

    `person` stands before a line to write on: no name is asked for. `label` tells the pages of many people apart. `given_by` and `logo` are of who gives the page, for this
    one page. `signs` are those that were told, care now before
    all others, and `sign_texts` what is said of them; `line` is the bone line, `now` and `soon` are the signs to call about.
    """

    language: str
    font: str
    title: str
    date: str
    person: str
    label: str
    given_by_label: str
    given_by: str
    logo: tuple[Picture, ...]
    headline: str
    signs_title: str
    signs: tuple[str, ...]
    sign_texts: tuple[str, ...]
    beside: tuple[str, ...]
    line: tuple[Picture, ...]
    numbers_title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    changes: tuple[str, ...]
    steps_title: str
    steps: tuple[Said, ...]
    moving: tuple[Said, ...]
    questions_title: str
    questions: tuple[str, ...]
    help_title: str
    now: tuple[Said, ...]
    soon: tuple[Said, ...]
    purpose: str
    sources: str
    code: tuple[Picture, ...]
    findings: Findings | None


def page(
    report: Report,
    check: Check,
    *,
    on: date,
    label: str = "",
    given_by: str = "",
    logo: str = "",
    unusable: int = 0,
    with_findings: bool = False,
) -> Page:
    """All that the page holds where there is room, and all findings behind it where they are wanted.

    `logo` is a drawing as `handout/logo.py` makes it. `unusable` answers were given and could not be read.
    """
    rule, plan = whole(Handout), report.plan
    rows = site_table(report)
    filled_ones = filled_columns(rows)
    columns = [
        column for column in (_BY_Z_SCORE if report.score is Score.Z_SCORE else _COLUMNS) if column in filled_ones
    ]
    steps = tuple(_steps(plan)) if plan is not None else ()
    giver = printable(given_by, rule.letters)
    signs = tuple(map(words, _signs_told(report)))
    return Page(
        language=language(),
        font=rule.type,
        title=word("title"),
        date=day(on),
        person=word("person"),
        label=printable(label, rule.letters),
        given_by_label=word("given_by"),
        given_by=giver,
        logo=(Picture(svg=logo, alt=giver or word("logo")),) if logo else (),
        headline=lead_words(report),
        signs_title=word("signs"),
        signs=tuple(sign.title for sign in signs),
        sign_texts=tuple(sign.plain for sign in signs),
        beside=tuple(_beside(report, are_named=bool(signs))),
        line=tuple(_line(report)),
        numbers_title=_numbers_title(check),
        heads=tuple(map(column_head, columns)),
        rows=tuple(tuple(row[column] for column in columns) for row in rows),
        notes=tuple(_notes(report, unusable)),
        changes=tuple(_changes(report))[:1],
        steps_title=word("steps", count=len(steps)),
        steps=steps,
        moving=tuple(_moving(plan)),
        questions_title=word("questions"),
        questions=() if plan is None else tuple(map(doctor_question, plan.doctor_questions[: rule.questions])),
        help_title=word("help"),
        now=(_signs("now"),),
        soon=(_signs("soon"),),
        purpose=message("intended_purpose"),
        sources=word("sources_at", address=rule.address) if rule.address else word("sources"),
        code=tuple(_code(rule.address)),
        findings=findings(report) if with_findings else None,
    )


def shorter(whole_page: Page) -> Iterator[Page]:
    """The page, and what is left of it as one part after the other gives way."""
    yield whole_page
    for drop in whole(Handout).drop:
        part: tuple[Any, ...] = getattr(whole_page, drop.part)
        if len(part) > drop.keep:
            fewer: dict[str, Any] = {drop.part: part[: drop.keep]}
            whole_page = replace(whole_page, **fewer)
            yield whole_page


def last_to_give_way() -> tuple[str, ...]:
    """The parts that may give way, the one that does so last before all others."""
    return tuple(dict.fromkeys(drop.part for drop in reversed(whole(Handout).drop)))


def with_more_of(part: str, page: Page, whole_page: Page) -> Iterator[Page]:
    """The page with more of a part of which something gave way, with all of it first."""
    there, wanted = len(getattr(page, part)), getattr(whole_page, part)
    for count in range(len(wanted), there, -1):
        more: dict[str, Any] = {part: wanted[:count]}
        yield replace(page, **more)


def printable(name: str, letters: int) -> str:
    """A name as one line of type: no sign that cannot be seen, no little picture, and cut where it is too long."""
    seen = "".join(letter if unicodedata.category(letter)[0] in "LMNPS" else " " for letter in name)
    plain = "".join(letter for letter in seen if unicodedata.category(letter) not in {"So", "Sk"})
    whole_name = unicodedata.normalize("NFC", " ".join(_unheaped(plain).split()))
    return whole_name if len(whole_name) <= letters else f"{whole_name[: letters - 1].rstrip()}\u2026"


def _unheaped(text: str) -> str:
    """A text without marks that stand on no letter, or are heaped upon one so that they reach into other lines."""
    kept, marks = "", _MOST_MARKS
    for letter in unicodedata.normalize("NFD", text):
        marks = marks + 1 if unicodedata.combining(letter) else _MOST_MARKS if letter.isspace() else 0
        if not unicodedata.combining(letter) or marks <= _MOST_MARKS:
            kept += letter
    return kept


def _code(address: str) -> Iterator[Picture]:
    if address:
        yield Picture(svg=code(address), alt=word("code", address=address))


def _signs_told(report: Report) -> list[Finding]:
    """Signs that need care now, and after them those to call about."""
    found = [outcome for outcome in report.outcomes if isinstance(outcome, Finding)]
    told = [each for each in found if each.concern is Concern.GET_CARE_NOW or each.key in whole(Handout).signs]
    return sorted(told, key=lambda each: -each.concern)


def _beside(report: Report, *, are_named: bool) -> Iterator[str]:
    """What is said of the scan; that a sign weighs more than it, only where the page names no sign itself."""
    unnamed = [message("headline_care_first"), message("headline_call_first")] if are_named else []
    for said in sentences_beside(report):
        for sentence in unnamed:
            said = said.replace(sentence, "").replace("  ", " ").strip()
        if said:
            yield said


def _line(report: Report) -> Iterator[Picture]:
    if report.spectrum is not None:
        line = bone_line(report, report.spectrum)
        yield Picture(svg=on_paper(line, font=whole(Handout).type), alt=line.alt)


def _numbers_title(check: Check) -> str:
    scanned = None if check.dxa_report is None else check.dxa_report.scan_date
    if scanned is None:
        return word("numbers")
    return word("numbers_of", when=when(scanned))


def _notes(report: Report, unusable: int) -> Iterator[str]:
    if any(site.t_is_estimated or site.z_is_estimated for site in report.sites):
        yield word("estimated")
    yield from _why(report)
    if unusable:
        yield word("unusable", count=unusable)


def _why(report: Report) -> Iterator[str]:
    """What the lines under the headline say that a line below tells."""
    first, why = report.headline, whole(Handout).why
    pointed = {first.reason} if isinstance(first, NotAssessed) else first.values.keys()
    keys = {key for name, named in why.items() if name in pointed for key in named}
    for said in (words(outcome) for outcome in report.outcomes if outcome.key in keys):
        yield f"{said.title}{'' if said.title.endswith('.') else '.'} {first_sentence(said.plain)}"


def _changes(report: Report) -> Iterator[str]:
    """What earlier scans say, the most pressing first; else why they say nothing."""
    found = [outcome for outcome in report.findings if is_of_change(outcome) and outcome.values]
    for outcome in sorted(found, key=lambda outcome: -outcome.concern):
        yield in_one_line(outcome, report)
    for said in map(words, filter(is_of_change, report.not_assessed)):
        yield f"{said.title}: {said.plain}"


def _steps(plan: Plan) -> Iterator[Said]:
    for action in plan.actions[: whole(Handout).steps]:
        yield _step(action, plan)


def _step(action: Action, plan: Plan) -> Said:
    """What to do and how to begin; the talk with the doctor tells for what."""
    said = action_words(action, plan.exercise.level)
    begin = said.begin if action.is_urgent else first_sentence(said.begin)
    return Said(title=said.title, text=f"{first_sentence(said.why)} {begin}" if action.reasons else begin)


def _moving(plan: Plan | None) -> Iterator[Said]:
    """That moving is good, where nothing has to be settled before it."""
    if plan is not None and not plan.exercise.level.waits:
        said = texts("exercise_levels.toml")["keep_moving"]
        yield Said(title=said["title"], text=said["afraid"] if plan.afraid else said["short"])


def _signs(when: str) -> Said:
    flags = red_flags(when)
    return Said(title=flags.lead, text=" ".join(flags.signs))
