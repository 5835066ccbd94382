"""Builds the typed check from what a person answered: the one place where answers become types."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from bonecheck.answers.as_given import REGIONS, VERTEBRA_SPANS, answers_from, clean, regions_of, scores_of, units_of
from bonecheck.answers.check import Check, Problem
from bonecheck.answers.dxa_report import (
    DxaReport,
    ReportedScores,
    ScanDate,
    ScanMethod,
    ScannerMake,
    SiteMeasurement,
    SkeletalSite,
    TScoreReference,
    UnusableScan,
    Vertebra,
)
from bonecheck.answers.lifestyle import Lifestyle
from bonecheck.answers.person import Answer, Person
from bonecheck.answers.questions import NONE_OF_THESE, NOT_KNOWN, Answers, Question, RawAnswer, question_of, questions
from bonecheck.answers.risk_factors import Checklist, RiskFactors
from bonecheck.answers.typed import check_stored, is_year, read_typed
from bonecheck.errors import ImplausibleValue
from bonecheck.scan.fit import reference_t_score
from bonecheck.second_look import second_look

T = TypeVar("T", Person, RiskFactors, Lifestyle)

EARLIEST_SCAN_YEAR = 1970  # before the first bone-density scanners; only slips are older


def build(answers: Answers, *, today: date) -> tuple[Check, tuple[Problem, ...]]:
    """The typed check behind `answers`, and the problems that kept some of them out.

    An answer with a problem is left out of the check and stays with the person as typed. Answers to
    questions that no longer apply are left out as well.
    """
    reader = _Reader(answers, today)
    person = reader.section(Person)
    has_scan = reader.choice("has_scan", Answer)
    check = Check(
        units=reader.units,
        has_scan=has_scan,
        person=person,
        dxa_report=reader.dxa_report() if has_scan is Answer.YES else None,
        risk_factors=reader.section(RiskFactors),
        lifestyle=reader.section(Lifestyle),
    )
    check, odd = second_look(check, today)
    problems = (*(_with_fitting_sign(problem, check, answers) for problem in reader.problems), *odd)
    return replace(check, as_given=_not_used(answers, check, problems)), problems


def _not_used(answers: Answers, check: Check, problems: Iterable[Problem]) -> dict[str, RawAnswer]:
    """The answers that left no trace in `check`: those with a problem, not known, or not asked for now."""
    stopped = {problem.question for problem in problems if problem.stops}
    traced = answers_from(check).keys() - stopped
    return {key: given for key, given in clean(dict(answers)).items() if key not in traced and given not in ("", [])}


class _Reader:
    """Reads answers one by one and collects their problems."""

    def __init__(self, answers: Answers, today: date) -> None:
        self.answers = answers
        self.today = today
        self.units = units_of(answers)
        self.problems: list[Problem] = []

    def section(self, kind: type[T]) -> T:
        values: dict[str, Any] = {}
        hints = _field_types(kind)
        for field in fields(kind):
            if field.name in questions() and questions()[field.name].applies(self.answers):
                values[field.name] = self.value(questions()[field.name], hints[field.name])
        return kind(**{name: value for name, value in values.items() if value is not None})

    def value(self, question: Question, hint: Any) -> Any:
        match question.kind:
            case "counts":
                return dict(self.counts(question))
            case "choices":
                return _checklist(self.answers.get(question.key))
            case "choice":
                return self.choice(question.key, hint)
            case _:
                number = self.number(question.key)
                return int(number) if number is not None and question.kind == "whole_number" else number

    def number(self, key: str) -> float | None:
        """The number behind one answer, or None with a problem noted."""
        raw, question = self.answers.get(key), question_of(key)
        if raw is None or raw == "" or isinstance(raw, list):
            return None
        try:
            if isinstance(raw, str):
                return read_typed(question, raw, self.units)
            return check_stored(question, raw)
        except ImplausibleValue as error:
            self.problems.append(
                Problem(question=key, key=error.key, values=error.values, corrections=error.corrections)
            )
            return None

    def counts(self, question: Question) -> Iterator[tuple[str, float]]:
        for item in question.item_keys:
            if (number := self.number(f"{question.key}.{item}")) is not None:
                yield item, number

    def dxa_report(self) -> DxaReport:
        chosen = regions_of(self.answers)
        return DxaReport(
            measurements=tuple(self.measurement(region) for region in REGIONS if region in chosen),
            unusable=tuple(scan for scan in UnusableScan if scan in chosen),
            scan_date=self.scan_date(),
            scanner_make=self.choice("scanner_make", ScannerMake),
            scan_method=self.choice("scan_method", ScanMethod),
            ct_density_mg_cm3=self.number("ct_density_mg_cm3") if self.asks("ct_density_mg_cm3") else None,
            site_doubts=_checklist(self.answers.get("site_doubts")),
            t_score_reference=self.t_score_reference(),
            reported_scores=self.choice("reported_scores", ReportedScores),
        )

    def t_score_reference(self) -> TScoreReference | None:
        asked = self.asks("t_score_reference")
        reference: TScoreReference | None = self.choice("t_score_reference", TScoreReference) if asked else None
        return reference

    def asks(self, key: str) -> bool:
        return questions()[key].applies(self.answers)

    def measurement(self, region: str) -> SiteMeasurement:
        site, side = REGIONS[region]
        return SiteMeasurement(
            site=site,
            side=side,
            vertebrae=self.vertebrae() if site is SkeletalSite.LUMBAR_SPINE else None,
            **{score: self.number(f"{region}.{score}") for score in scores_of(self.answers)},
        )

    def vertebrae(self) -> tuple[Vertebra, ...] | None:
        levels = self.answers.get("lumbar_spine.vertebrae")
        if levels == "other":
            tapped = self.answers.get("lumbar_spine.vertebrae_other")
            return tuple(vertebra for vertebra in Vertebra if isinstance(tapped, list) and vertebra in tapped)
        return next((span for span, text in VERTEBRA_SPANS.items() if text == levels), None)

    def scan_date(self) -> ScanDate | None:
        raw = self.answers.get("scan_date")
        if not isinstance(raw, str):
            return None
        try:
            scanned: ScanDate = int(raw) if is_year(raw) else date.fromisoformat(raw)
        except ValueError:
            self.problem("scan_date", "date_unreadable", given=raw)
            return None
        year = scanned.year if isinstance(scanned, date) else scanned
        given = scanned if isinstance(scanned, date) else raw
        if year < EARLIEST_SCAN_YEAR:
            self.problem("scan_date", "date_too_early", given=given, year=EARLIEST_SCAN_YEAR)
            return None
        if year > self.today.year or (isinstance(scanned, date) and scanned > self.today):
            self.problem("scan_date", "date_in_future", given=given, today=self.today)
            return None
        return scanned

    def choice(self, key: str, hint: Any) -> Any:
        """The member of an enum, or the number, that a choice stands for; None if unknown or not answered."""
        raw = self.answers.get(key)
        kind = _inner_type(hint)
        if raw is None:
            return None
        try:
            if kind is not int:
                return kind(raw)
            if str(raw) in question_of(key).options:
                return None if raw == NOT_KNOWN else int(str(raw))
        except ValueError:
            pass
        self.problem(key, "not_an_option", given=str(raw))
        return None

    def problem(self, question: str, key: str, **values: object) -> None:
        self.problems.append(Problem(question=question, key=key, values=values))


def _with_fitting_sign(problem: Problem, check: Check, answers: Answers) -> Problem:
    """Where a T-score waits for its sign, the same problem with the sign that the typed bone density fits."""
    waits = len(problem.corrections) == 2 and problem.question.endswith(".t_score")
    if not waits or check.dxa_report is None:
        return problem
    report, region = check.dxa_report, problem.question.partition(".")[0]
    [measurement] = [measured for measured in report.measurements if measured.region == region]
    fitting = reference_t_score(measurement, report.scanner_make, check.person.sex)
    if fitting is None:
        return problem
    closest = min(problem.corrections, key=lambda text: abs(float(text) - fitting))
    return replace(problem, key="plus_or_minus_by_bmd", values={"given": answers[problem.question], "fits": closest})


def _checklist(raw: RawAnswer | None) -> Checklist | None:
    """A tick list: "none of these" or any tick says no to the rest, "I don't know" leaves it open."""
    if not isinstance(raw, list) or not raw:
        return None
    ticked = tuple(item for item in raw if item not in {NONE_OF_THESE, NOT_KNOWN})
    return Checklist(ticked=ticked, others=Answer.NOT_KNOWN if NOT_KNOWN in raw else Answer.NO)


_field_types: Callable[[Any], Mapping[str, Any]] = cache(get_type_hints)


def _inner_type(hint: Any) -> Any:
    """The type in "X | None"."""
    return next((kind for kind in get_args(hint) if kind is not type(None)), hint)
