"""Builds the typed check from what a person answered, and the answers back from a check.

This is the one place where answers become types. Each problem names its question and is worded here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from bonecheck.answers.as_given import REGIONS, SCORES, VERTEBRA_SPANS, answers_from, clean, units_of
from bonecheck.answers.check import Check, Problem
from bonecheck.answers.drinks import alcohol_g_per_day
from bonecheck.answers.dxa_report import (
    DxaReport,
    ReportedScores,
    ScannerMake,
    SiteMeasurement,
    SkeletalSite,
    TScoreReference,
    UnusableScan,
    Vertebra,
)
from bonecheck.answers.lifestyle import Lifestyle
from bonecheck.answers.person import Answer, MenopausalStatus, Person, Sex
from bonecheck.answers.questions import NONE_OF_THESE, NOT_KNOWN, Answers, Question, RawAnswer, question_of, questions
from bonecheck.answers.risk_factors import Checklist, RiskFactors
from bonecheck.answers.typed import check_stored, read_typed
from bonecheck.answers.units import plain_number
from bonecheck.errors import ImplausibleValue
from bonecheck.evidence.library import threshold
from bonecheck.scan.densitometry import spine_can_be_judged
from bonecheck.scan.score_choice import Why, age_at_scan, choose_score
from bonecheck.scan.site_reading import contradiction, reference_t_score
from bonecheck.words.language import message

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
    risks = reader.section(RiskFactors)
    check = Check(
        units=reader.units,
        has_scan=has_scan,
        person=person,
        dxa_report=reader.dxa_report() if has_scan is Answer.YES else None,
        risk_factors=replace(risks, alcohol_g_per_day=_alcohol_g_per_day(risks.drinks_per_week)),
        lifestyle=reader.section(Lifestyle),
    )
    check = reader.compared(check)
    return replace(check, as_given=_not_used(answers, check, reader.problems)), tuple(reader.problems)


def _not_used(answers: Answers, check: Check, problems: list[Problem]) -> dict[str, RawAnswer]:
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
            self.problems.append(Problem(question=key, message=str(error), corrections=error.corrections))
            return None

    def counts(self, question: Question) -> Iterator[tuple[str, float]]:
        for item in question.item_labels:
            if (number := self.number(f"{question.key}.{item}")) is not None:
                yield item, number

    def dxa_report(self) -> DxaReport:
        chosen = self.answers.get("scan_regions")
        chosen = chosen if isinstance(chosen, list) else []
        return DxaReport(
            measurements=tuple(self.measurement(region) for region in REGIONS if region in chosen),
            unusable=tuple(scan for scan in UnusableScan if scan in chosen),
            scan_date=self.scan_date(),
            scanner_make=self.choice("scanner_make", ScannerMake),
            t_score_reference=self.t_score_reference(),
            reported_scores=self.choice("reported_scores", ReportedScores),
        )

    def t_score_reference(self) -> TScoreReference | None:
        asked = questions()["t_score_reference"].applies(self.answers)
        reference: TScoreReference | None = self.choice("t_score_reference", TScoreReference) if asked else None
        return reference

    def measurement(self, region: str) -> SiteMeasurement:
        site, side = REGIONS[region]
        scores = {score: self.number(f"{region}.{score}") for score in SCORES}
        vertebrae = self.vertebrae() if site is SkeletalSite.LUMBAR_SPINE else None
        bmd = scores["bmd_g_cm2"]
        if bmd is not None and scores["t_score"] is None:
            self.suggest_sign(SiteMeasurement(site=site, side=side, vertebrae=vertebrae, bmd_g_cm2=bmd))
        if bmd is not None and any(threshold(f"bmd_unusually_{end}").is_met_by(bmd) for end in ("low", "high")):
            self.remark(f"{region}.bmd_g_cm2", message("rare_bmd", bmd=plain_number(bmd)))
        return SiteMeasurement(
            site=site,
            side=side,
            vertebrae=vertebrae,
            **scores,
        )

    def suggest_sign(self, measurement: SiteMeasurement) -> None:
        """Where a T-score waits for its sign, says which sign the typed bone density fits."""
        key = f"{measurement.region}.t_score"
        waiting = next(
            (problem for problem in self.problems if problem.question == key and len(problem.corrections) == 2), None
        )
        sex, make = self.answers.get("sex"), self.answers.get("scanner_make")
        if waiting is None or sex not in set(Sex) or make not in set(ScannerMake):
            return
        fitting = reference_t_score(measurement, ScannerMake(make), Sex(sex))
        if fitting is None:
            return
        closest = min(waiting.corrections, key=lambda text: abs(float(text) - fitting))
        text = message("plus_or_minus_by_bmd", given=str(self.answers[key]), fits=closest)
        self.problems[self.problems.index(waiting)] = replace(waiting, message=text)

    def vertebrae(self) -> tuple[Vertebra, ...] | None:
        levels = self.answers.get("lumbar_spine.vertebrae")
        if levels == "other":
            tapped = self.answers.get("lumbar_spine.vertebrae_other")
            return tuple(vertebra for vertebra in Vertebra if isinstance(tapped, list) and vertebra in tapped)
        return next((span for span, text in VERTEBRA_SPANS.items() if text == levels), None)

    def scan_date(self) -> date | None:
        raw = self.answers.get("scan_date")
        if not isinstance(raw, str):
            return None
        try:
            scanned = date.fromisoformat(raw)
        except ValueError:
            self.problem("scan_date", message("date_unreadable", given=raw))
            return None
        if scanned.year < EARLIEST_SCAN_YEAR:
            self.problem("scan_date", message("date_too_early", given=raw, year=str(EARLIEST_SCAN_YEAR)))
            return None
        if scanned > self.today:
            self.problem("scan_date", message("date_in_future", given=raw, today=self.today.isoformat()))
            return None
        return scanned

    def compared(self, check: Check) -> Check:
        """`check` without the answers that only a second answer shows to be wrong, each noted as a problem."""
        person, report = check.person, check.dxa_report
        self.remark_on_person(person)
        if person.height_loss_cm is not None and person.height_loss_cm < 0:
            self.problem("tallest_height_cm", message("tallest_too_low"))
            check = replace(check, person=replace(person, tallest_height_cm=None))
        major, hip = check.risk_factors.frax_major_percent, check.risk_factors.frax_hip_percent
        if major is not None and hip is not None and hip > major:
            self.problem(
                "frax_hip_percent", message("frax_hip_above_major", hip=plain_number(hip), major=plain_number(major))
            )
            check = replace(check, risk_factors=replace(check.risk_factors, frax_hip_percent=None))
        if report is None:
            return check
        age, scanned = person.age_years, report.scan_date
        if age is not None and scanned is not None and self.today.year - scanned.year > age:
            self.problem("scan_date", message("date_before_birth", given=scanned.isoformat(), age=age))
            check = replace(check, dxa_report=replace(report, scan_date=None))
        for scan in report.unusable:
            self.remark("scan_regions", message(scan))
        for measurement in report.measurements:
            self.remark_on(measurement, person, report)
        return check

    def remark_on_person(self, person: Person) -> None:
        """Remarks on answers that are possible, but often slips."""
        age, stage = person.age_years, person.menopausal_status
        if age is not None and not threshold("adult_age").is_met_by(age):
            self.remark("age_years", message("under_20", age=age))
        doubtful = {
            MenopausalStatus.PREMENOPAUSAL: "premenopausal_doubtful_age",
            MenopausalStatus.POSTMENOPAUSAL: "early_menopause_doubtful_age",
        }
        if age is not None and stage in doubtful and threshold(doubtful[stage]).is_met_by(age):
            self.remark("menopausal_status", message(doubtful[stage]))
        bmi = person.bmi_kg_m2
        if bmi is not None and any(threshold(f"bmi_unusually_{end}").is_met_by(bmi) for end in ("low", "high")):
            self.remark("weight_kg", message("rare_bmi"))

    def remark_on(self, measurement: SiteMeasurement, person: Person, report: DxaReport) -> None:
        """Remarks on a site whose scores are kept, but not read as they stand."""
        vertebrae, needed = measurement.vertebrae, int(threshold("vertebrae_needed").value)
        if vertebrae == ():
            self.remark("lumbar_spine.vertebrae", message("no_vertebra_named", needed=needed))
        elif vertebrae is not None and not spine_can_be_judged(vertebrae):
            self.remark("lumbar_spine.vertebrae", message("one_vertebra", vertebra=vertebrae[0], needed=needed))
        if measurement.t_score is None:
            return
        age = age_at_scan(person, report.scan_date, self.today)
        field = f"{measurement.region}.t_score"
        if (held := contradiction(measurement, report.scanner_make, person.sex, age)) is not None:
            self.remark(field, message(held))
        match choose_score(person, age).why:
            case Why.PREMENOPAUSAL:
                self.remark(field, message("t_score_premenopausal"))
            case Why.MAN_TOO_YOUNG:
                self.remark(field, message("t_score_man_too_young", age=int(threshold("t_score_age_men").value)))

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
        self.problem(key, message("not_an_option", given=str(raw)))
        return None

    def problem(self, question: str, text: str) -> None:
        self.problems.append(Problem(question=question, message=text))

    def remark(self, question: str, text: str) -> None:
        self.problems.append(Problem(question=question, message=text, stops=False))


def _alcohol_g_per_day(drinks_per_week: Mapping[str, float]) -> float | None:
    """Grams a day from the drinks of a week; None unless every kind of drink was answered."""
    grams, is_complete = alcohol_g_per_day(drinks_per_week)
    return grams if is_complete else None


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
