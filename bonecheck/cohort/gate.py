"""Which score counts for whom, as columns: the one-person rule asked once for each different case."""

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from bonecheck.answers.dxa_report import ScanDate, year_of
from bonecheck.answers.person import Answer, Person
from bonecheck.answers.questions import RawAnswer
from bonecheck.answers.risk_factors import Checklist, RiskFactors
from bonecheck.build import read_part, read_scan_date
from bonecheck.cohort.cases import as_case
from bonecheck.cohort.cells import Cells, Read
from bonecheck.cohort.people import People
from bonecheck.cohort.results import BLANK, code_of
from bonecheck.errors import ImplausibleValue
from bonecheck.evidence.library import threshold
from bonecheck.risk.columns import Bools, Floats, Ints
from bonecheck.scan.score_choice import age_at_scan, choose_score_at, years_ago
from bonecheck.second_look import EARLY_MENOPAUSE, with_early_menopause, with_reason_that_fits

ASKED = ("age_years", "sex", "menopausal_status", "periods_stopped_because", "pregnancy")
TOLD = (*ASKED, "missed_periods")  # on which it hangs who is asked


@dataclass(frozen=True, slots=True)
class Gate:
    """For every row: the score that counts and why, as codes, the age at the scan, whether the scan is before birth, and
    whether it is old.

    Without a scan they are those of today.
    """

    score: Ints
    why: Ints
    age: Floats
    before_birth: Bools
    is_old: Bools


def gate(people: People, scanned: Bools) -> Gate:
    """The score for every row; `scanned` are those with a scan to read."""
    dates = _like(people.of("scan_date"), people.on)
    codes = np.where(scanned, dates.codes, dates.values.index(None))
    dates = Cells(dates.column, codes, dates.values)
    early = as_case(people.of("conditions"), _early_menopause)
    asked = [people.of(name) for name in TOLD]
    score, why, age, before_birth, is_old = people.ask(_choice, dates, early, *asked)
    return Gate(score.astype(np.int8), why.astype(np.int8), age, before_birth.astype(np.bool_), is_old.astype(np.bool_))


def _like(dates: Cells, on: date) -> Cells:
    """The scan dates with one that stands for all that give the same choice, as many whole years ago as they."""
    first: dict[object, Read] = {}
    return as_case(dates, lambda value: None if value is None else first.setdefault(_kind(str(value), on), value))


def _kind(value: str, on: date) -> object:
    """What the choice of a score sees of a date: whole years at the most and the least, and those around a birth."""
    scanned = _scan_date(value, on)
    if scanned is None:
        return None
    longest, shortest = years_ago(scanned, on)
    around_birth = ("scan_before_pregnancy_years", "pregnancy_scan_years")
    past = (*(threshold(key).is_met_by(shortest) for key in around_birth), threshold("scan_is_old").is_met_by(longest))
    return math.ceil(longest), math.floor(shortest), math.floor((longest + shortest) / 2 + 0.5), past, year_of(scanned)


def _scan_date(value: Read, on: date) -> ScanDate | None:
    try:
        return read_scan_date(value, on) if isinstance(value, str) else None
    except ImplausibleValue:
        return None


def _early_menopause(value: Read) -> Read:
    ticked = value if isinstance(value, tuple) else ()
    return tuple(sorted(EARLY_MENOPAUSE & set(ticked))) or None


def _choice(on: date, scan_date: Read, early: Read, *told: Read) -> tuple[float, ...]:
    answers: dict[str, RawAnswer] = {
        key: value for key, value in zip(TOLD, told, strict=True) if isinstance(value, (str, int))
    }
    person = read_part(Person, answers, ASKED, today=on)
    ticked = early if isinstance(early, tuple) else ()
    risks = RiskFactors(conditions=Checklist(ticked=ticked, others=Answer.NO))
    person = with_early_menopause(with_reason_that_fits(person), risks)
    scanned = _scan_date(scan_date, on)
    choice = choose_score_at(person, scanned, on)
    age = age_at_scan(person, scanned, on)
    born_after = scanned is not None and person.age_years is not None and on.year - year_of(scanned) > person.age_years
    is_old = scanned is not None and threshold("scan_is_old").is_met_by(years_ago(scanned, on)[0])
    score = BLANK if choice.score is None else code_of("score")[choice.score]
    return score, code_of("why")[choice.why], math.nan if age is None else age, born_after, is_old
