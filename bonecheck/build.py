"""Builds the typed check from what a person answered: the one place where answers become types."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from bonecheck.answers.as_given import (
    LONGEST_TYPED,
    LSC_UNITS,
    REGIONS,
    VERTEBRA_SPANS,
    answers_from,
    clean,
    regions_of,
    scores_of,
    typed_regions,
    units_of,
)
from bonecheck.answers.check import Check, Problem
from bonecheck.answers.dxa_report import (
    LSC_SITES,
    DxaReport,
    EarlierScan,
    Lsc,
    ReportedScores,
    ScanDate,
    ScanMethod,
    ScannerMake,
    SiteMeasurement,
    SkeletalSite,
    TScoreReference,
    UnusableScan,
    Vertebra,
    year_of,
)
from bonecheck.answers.lifestyle import Lifestyle
from bonecheck.answers.person import Answer, Person
from bonecheck.answers.questions import (
    NONE_OF_THESE,
    NOT_KNOWN,
    Answers,
    Question,
    RawAnswer,
    of_earlier,
    question_of,
    questions,
)
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


def read_part(kind: type[T], answers: Answers, keys: Collection[str], *, today: date) -> T:
    """These fields of a person, their risk factors or habits as `build` reads them, without a look at the others."""
    return _Reader(answers, today).section(kind, keys)


def read_scan_date(raw: str, today: date) -> ScanDate:
    """The day or year of a scan; raises `ImplausibleValue` if it is none, or none on which anybody was scanned."""
    try:
        scanned: ScanDate = int(raw) if is_year(raw) else date.fromisoformat(raw)
    except ValueError:
        raise ImplausibleValue("date_unreadable", given=raw) from None
    year = year_of(scanned)
    given = scanned if isinstance(scanned, date) else raw
    if year < EARLIEST_SCAN_YEAR:
        raise ImplausibleValue("date_too_early", given=given, year=EARLIEST_SCAN_YEAR)
    if year > today.year or (isinstance(scanned, date) and scanned > today):
        raise ImplausibleValue("date_in_future", given=given, today=today)
    return scanned


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

    def section(self, kind: type[T], keys: Collection[str] | None = None) -> T:
        values: dict[str, Any] = {}
        hints = _field_types(kind)
        for field in fields(kind):
            if keys is not None and field.name not in keys:
                continue
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
        raw = self.answers.get(key)
        if raw is None or raw == "" or isinstance(raw, list):
            return None
        question = question_of(key)
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
            scanner_model=self.text("scanner_model"),
            lsc=tuple(self.lsc()),
            earlier=tuple(self.earlier(f"earlier.{number}.") for number in range(1, self.latest_earlier() + 1)),
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

    def lsc(self) -> Iterator[Lsc]:
        for site in LSC_SITES:
            given = {field: self.number(f"{site}.{key}") for key, field in LSC_UNITS.items()}
            if any(number is not None for number in given.values()):
                yield Lsc(site=site, **given)

    def latest_earlier(self) -> int:
        """The highest number of an earlier scan; one that was taken out leaves an empty place, so that no other moves."""
        return max((of_earlier(key)[0] for key, given in self.answers.items() if given not in ("", [])), default=0)

    def earlier(self, scan: str) -> EarlierScan:
        """The earlier scan whose keys begin with `scan`."""
        return EarlierScan(
            measurements=tuple(self.measurement(region, scan) for region in typed_regions(self.answers, scan)),
            scan_date=self.scan_date(scan),
            scanner_make=self.choice(f"{scan}scanner_make", ScannerMake),
            scanner_model=self.text(f"{scan}scanner_model"),
            same_machine=self.choice(f"{scan}same_machine", Answer),
        )

    def measurement(self, region: str, scan: str = "") -> SiteMeasurement:
        site, side = REGIONS[region]
        return SiteMeasurement(
            site=site,
            side=side,
            vertebrae=self.vertebrae(scan) if site is SkeletalSite.LUMBAR_SPINE else None,
            **{score: self.number(f"{scan}{region}.{score}") for score in scores_of(self.answers)},
        )

    def vertebrae(self, scan: str) -> tuple[Vertebra, ...] | None:
        levels = self.answers.get(f"{scan}lumbar_spine.vertebrae")
        if levels == "other":
            tapped = self.answers.get(f"{scan}lumbar_spine.vertebrae_other")
            return tuple(vertebra for vertebra in Vertebra if isinstance(tapped, list) and vertebra in tapped)
        return next((span for span, text in VERTEBRA_SPANS.items() if text == levels), None)

    def text(self, key: str) -> str | None:
        raw = self.answers.get(key)
        return raw[:LONGEST_TYPED] if isinstance(raw, str) and raw.strip() else None

    def scan_date(self, scan: str = "") -> ScanDate | None:
        key = f"{scan}scan_date"
        raw = self.answers.get(key)
        if not isinstance(raw, str):
            return None
        try:
            return read_scan_date(raw, self.today)
        except ImplausibleValue as error:
            self.problem(key, error.key, **error.values)
            return None

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
    number, key = of_earlier(problem.question)
    scan: DxaReport | EarlierScan = check.dxa_report.earlier[number - 1] if number else check.dxa_report
    [measurement] = [measured for measured in scan.measurements if measured.region == key.partition(".")[0]]
    fitting = reference_t_score(measurement, scan.scanner_make, check.person.sex)
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


@cache
def _inner_type(hint: Any) -> Any:
    """The type in "X | None"."""
    return next((kind for kind in get_args(hint) if kind is not type(None)), hint)
