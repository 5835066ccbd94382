"""What the pieces of a brought report would become as answers: offers, each with its place, its doubts and what it replaces."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from bonecheck.answers.as_given import SCORES, answer_keys, raw_sites, typed_regions
from bonecheck.answers.dxa_report import MOST_EARLIER, SiteMeasurement
from bonecheck.answers.questions import EARLIER_SCANS, Answers, RawAnswer, of_earlier, question_of
from bonecheck.answers.report_import.dates import whole_years
from bonecheck.answers.report_import.found import (
    Doubt,
    FoundDate,
    FoundReport,
    FoundRow,
    FoundSide,
    FoundSite,
    NotUnderstood,
    Origin,
)
from bonecheck.scan.brought import SIGN_DOUBTS, as_measurement

_PARTS_OF_A_SCAN = {"your_scan", "scan_site", "report_details", EARLIER_SCANS}  # the last with the model of this one
_NUMBER = re.compile(r"([-\u2212\u2013]?)(\d+[.,]\d+)")
_ONE_SEX = {"female", "male"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Answers that one piece of a report would become.

    `key` is unique among the offers; `region` is that of a row of scores.
    """

    key: str
    answers: Mapping[str, RawAnswer]
    region: str | None = None
    origin: Origin | None = None
    doubts: tuple[Doubt, ...] = ()


@cache
def _of_the_scan() -> frozenset[str]:
    """What one scan says. A report takes the place of all of it: numbers of two scans must never stand side by side.

    What can spoil a site is of the person, and stays; a result of FRAX goes, for it may hold the density of that scan.
    """
    of_it = {key for key in answer_keys() if question_of(key).part in _PARTS_OF_A_SCAN}
    return frozenset(of_it - {"site_doubts"} | {"frax_major_percent", "frax_hip_percent"})


def offers(report: FoundReport, answers: Answers, on: date) -> tuple[Offer, ...]:
    """All that may become an answer, doubtful ones first; what is already answered about the person is not offered."""
    found = (*_rows(report), *_facts(report, answers, on))
    return tuple(sorted(found, key=lambda offer: not offer.doubts))


def not_used(report: FoundReport) -> tuple[FoundRow, ...]:
    """The rows that are no answer: one vertebra, the trochanter, the mean of both hips beside each of them, and so on."""
    return tuple(row for row in _unused(report) if _is_no_answer(row))


def without_a_place(report: FoundReport) -> tuple[FoundRow, ...]:
    """The rows of which it is not sure where they were measured; one of them may be the one that counts."""
    return tuple(row for row in _unused(report) if not _is_no_answer(row))


def _unused(report: FoundReport) -> list[FoundRow]:
    used = {id(row) for row, _ in _used(report)}
    return [row for row in report.rows if id(row) not in used]


def _is_no_answer(row: FoundRow) -> bool:
    return row.secondary or row.site is FoundSite.TOTAL_BODY or as_measurement(row) is not None


def unsure(report: FoundReport) -> tuple[NotUnderstood, ...]:
    """The pieces that were left out and hold a number that no row has; a conclusion often repeats those of the table."""
    known = {number for row in report.rows for score in SCORES if (number := getattr(row, score, None)) is not None}
    return tuple(piece for piece in report.not_understood if not _repeats(piece.origin.text, known))


def _repeats(text: str, known: set[float]) -> bool:
    """Whether every number of a text is one of those known; one with a minus only if that has it too."""
    numbers = [(sign, float(number.replace(",", "."))) for sign, number in _NUMBER.findall(text)]
    return bool(numbers) and all(-size in known if sign else size in known or -size in known for sign, size in numbers)


def taken_over(answers: Answers, taken: Mapping[str, RawAnswer]) -> dict[str, RawAnswer]:
    """The answers once `taken` stands for the scan, in place of all that was said of one before."""
    kept = {key: answer for key, answer in answers.items() if key not in _of_the_scan()}
    regions = list(typed_regions(taken))
    return {**kept, "has_scan": "yes", **({"scan_regions": regions} if regions else {}), **taken}


def given_back(answers: Answers, taken: Mapping[str, RawAnswer], before: Answers) -> dict[str, RawAnswer]:
    """The answers once what was taken over is undone; what was answered elsewhere since then stays."""
    replaced = _of_the_scan() | taken.keys()
    since = {key: answer for key, answer in answers.items() if key not in replaced}
    return since | {key: answer for key, answer in before.items() if key in replaced}


# ---------------------------------------------------------------- rows of scores


def _used(report: FoundReport) -> list[tuple[FoundRow, SiteMeasurement]]:
    measured = [(row, as_measurement(row)) for row in report.rows if not row.secondary]
    sided = {row.region for row in report.rows if row.side in {FoundSide.LEFT, FoundSide.RIGHT}}
    return [
        (row, measurement)
        for row, measurement in measured
        if measurement is not None
        and any(getattr(measurement, score) is not None for score in SCORES)
        and not (row.side is FoundSide.MEAN and row.region in sided)
    ]


def _rows(report: FoundReport) -> Iterator[Offer]:
    used = _used(report)
    regions = [measurement.region for _, measurement in used]
    for number, (row, measurement) in enumerate(used):
        region = measurement.region
        yield Offer(
            key=f"{region}_{number}",
            region=region,
            answers=_with_open_signs(raw_sites((measurement,)), region, row),
            origin=row.origin,
            doubts=(*row.doubts, *_of_the_choice(row, is_one_of_several=regions.count(region) > 1)),
        )


def _with_open_signs(found: dict[str, RawAnswer], region: str, row: FoundRow) -> dict[str, RawAnswer]:
    """A score that may have lost its minus stays a text without a sign, as if it had been typed so: then it is asked."""
    for kind, doubt in SIGN_DOUBTS.items():
        if doubt in row.doubts:
            found[f"{region}.{kind}"] = f"{getattr(row, kind)}"
    return found


def _of_the_choice(row: FoundRow, *, is_one_of_several: bool) -> Iterator[Doubt]:
    """Whether another number of the report may be the one that counts."""
    if is_one_of_several:
        yield Doubt.ONE_OF_SEVERAL
    if row.side is FoundSide.MEAN:
        yield Doubt.MEAN_OF_BOTH


# ---------------------------------------------------------------- what stands beside the numbers


def _facts(report: FoundReport, answers: Answers, on: date) -> Iterator[Offer]:
    for offer in (
        _scan(report, answers),
        _you(report, answers, on),
        _frax(report, answers),
        *_earlier(report, answers),
    ):
        if offer.answers:
            yield offer


def _scan(report: FoundReport, told: Answers) -> Offer:
    """When and how it was measured."""
    answers: dict[str, RawAnswer] = {}
    doubts: list[Doubt] = []
    if report.scan_date is not None:
        answers["scan_date"] = _date(report)
        if len({found.year for found in (report.scan_date, *report.scan_date_alternatives)}) > 1:
            doubts.append(Doubt.DATE_ORDER)
        if _is_before(str(answers["scan_date"]), str(told.get("scan_date", ""))):
            doubts.append(Doubt.OLDER_SCAN)
    if report.method is not None:
        answers["scan_method"] = report.method.value
    if report.maker is not None:
        answers["scanner_make"] = report.maker.value
        if report.model is not None:
            answers["scanner_model"] = report.model
        doubts += [Doubt.TWO_MAKERS] if Doubt.TWO_MAKERS in report.doubts else []
    return Offer(key="scan", answers=answers, doubts=tuple(doubts))


def _is_before(one: str, other: str) -> bool:
    """Whether a day or a year lies before another one, as far as both are told."""
    shared = min(len(one), len(other))
    return one[:shared] < other[:shared]


def _date(report: FoundReport) -> str:
    """The day; the year where no more is printed, and where day and month may be swapped."""
    assert report.scan_date is not None
    return f"{report.scan_date.year:04d}" if report.scan_date_alternatives else _day_or_year(report.scan_date)


def _day_or_year(found: FoundDate) -> str:
    return found.iso if found.as_day is not None else f"{found.year:04d}"


def _you(report: FoundReport, answers: Answers, on: date) -> Offer:
    """Sex and age, where they were not told yet, or were told otherwise: then it may be another person's report."""
    found: dict[str, RawAnswer] = {}
    doubts: list[Doubt] = []
    told = answers.get("sex")
    if report.sex is not None and told in {None, *_ONE_SEX} - {report.sex.value}:
        found["sex"] = report.sex.value
        if told is not None:
            doubts.append(Doubt.OTHER_SEX)
    scanned = report.scan_date.as_day if report.scan_date is not None else None
    if report.age_years is not None and scanned is not None and scanned <= on:
        youngest = int(report.age_years) + whole_years(scanned, on)
        told_age = answers.get("age_years")
        if told_age is None and youngest == int(report.age_years):
            found["age_years"] = youngest
            doubts.append(Doubt.AGE_AT_SCAN)
        elif isinstance(told_age, (int, float)) and not youngest - 1 <= told_age <= youngest + 1:
            found["age_years"] = youngest
            doubts.append(Doubt.OTHER_AGE)
    return Offer(key="you", answers=found, doubts=tuple(doubts))


def _frax(report: FoundReport, answers: Answers) -> Offer:
    printed = {"frax_major_percent": report.frax_major_percent, "frax_hip_percent": report.frax_hip_percent}
    found = {key: percent for key, percent in printed.items() if percent is not None and key not in answers}
    return Offer(key="frax", answers=found)


def _earlier(report: FoundReport, answers: Answers) -> Iterator[Offer]:
    """Scans before this one, each under the next free number; without any score there is nothing to compare."""
    taken = {of_earlier(key)[0] for key in answers}
    free = (number for number in range(1, MOST_EARLIER + 1) if number not in taken)
    for number, scan in zip(free, report.earlier, strict=False):
        rows = [(row, m) for row in scan.rows if not row.secondary and (m := as_measurement(row)) is not None]
        scores: dict[str, RawAnswer] = {}
        for row, measurement in rows:
            scores |= _with_open_signs(raw_sites((measurement,)), measurement.region, row)
        if scores:
            when = {} if scan.scanned is None else {"scan_date": _day_or_year(scan.scanned)}
            found = {f"earlier.{number}.{key}": answer for key, answer in {**when, **scores}.items()}
            doubts = dict.fromkeys(doubt for row, _ in rows for doubt in row.doubts)
            yield Offer(key=f"earlier_{number}", answers=found, origin=rows[0][0].origin, doubts=tuple(doubts))
