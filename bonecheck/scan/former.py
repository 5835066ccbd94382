"""The scans in a saved file of the same person as earlier scans of the present one, or why they are none."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from bonecheck.answers.as_given import REGIONS, SCORES, answers_from, is_answer_key, typed_regions
from bonecheck.answers.check import Check
from bonecheck.answers.dxa_report import (
    MOST_EARLIER,
    DxaReport,
    EarlierScan,
    ScanDate,
    ScanMethod,
    SiteDoubt,
    first_and_last_day,
)
from bonecheck.answers.person import Answer, Sex
from bonecheck.answers.questions import Answers, RawAnswer, of_earlier
from bonecheck.errors import UnfitFile
from bonecheck.scan.doubts import doubts_of
from bonecheck.scan.score_choice import years_between

_ONE_SEX = {Sex.FEMALE, Sex.MALE}
_MAY_BE_DXA = {None, ScanMethod.NOT_KNOWN, ScanMethod.DXA}
NEWER_SCAN = "former_newer"  # the refusal of a file that can be opened instead
_LENGTH_OF_A_DAY = len("2026-05-01")  # a year alone is shorter
_OF_MACHINE = ("scanner_make", "scanner_model")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerScans:
    """The answers that the scans of a file become, how many scans they are, and the regions that were left out."""

    answers: Mapping[str, RawAnswer]
    count: int
    left_out: tuple[str, ...] = ()


def former_scans(saved: Check, own: Check, free: Sequence[int], on: date) -> FormerScans:
    """The scan of a saved file and those before it, each under a free number; one that is here already not once more.

    Whether a scan is of the machine of the present one stays open: the file tells it of another pair. So does the noise
    that its clinic printed. A place that something spoilt by what the file says, and not by what is told now, is left
    out: it could be taken for one that is sound.

    Raises
    ------
    UnfitFile
        If the file is of somebody else, holds no DXA with a number, no scan that is not here already, one that is newer
        than the present one or of the day of one that is here with other numbers, or more scans than there is room for.
    """
    _same_person(saved, own, on)
    theirs = _scans_with_a_number(answers_from(saved))
    if saved.has_scan is not Answer.YES or saved.dxa_report is None or not theirs:
        raise UnfitFile("former_no_scan")
    if saved.dxa_report.scan_method not in _MAY_BE_DXA:
        raise UnfitFile("former_not_dxa")
    here = [*_scans_with_a_number(answers_from(own)).values()]  # as numbers, however they were typed
    new: dict[int, dict[str, RawAnswer]] = {}
    for number, scan in theirs.items():
        if not any(_is_same(scan, one) for one in (*here, *new.values())):
            new[number] = scan
    if not new:
        raise UnfitFile("former_is_here")
    for number, scan in new.items():
        _is_before(_date_of(number, saved.dxa_report), own.dxa_report, on)
        if any(_contradicts(scan, one) for one in here):
            raise UnfitFile("former_same_day")
    spoilt = _spoilt_then_only(saved, own)
    shown = {region for scan in new.values() for region in typed_regions(scan)}
    left_out = tuple(region for region in REGIONS if region in spoilt & shown)
    sound = [_without(spoilt, scan) for scan in new.values()]
    sound = [scan for scan in sound if typed_regions(scan)]
    if not sound:
        raise UnfitFile("former_left_out", regions=left_out)
    if len(sound) > len(free):
        raise UnfitFile("too_many_scans", most=MOST_EARLIER)
    numbered = zip(free, sound, strict=False)
    answers = {f"earlier.{number}.{key}": answer for number, scan in numbered for key, answer in scan.items()}
    return FormerScans(answers=answers, count=len(sound), left_out=left_out)


def _same_person(saved: Check, own: Check, on: date) -> None:
    """Nobody else, as far as told: the same sex, and an age that fits a file saved between its scan and today."""
    if {saved.person.sex, own.person.sex} == _ONE_SEX:
        raise UnfitFile("former_other_sex")
    then, now = saved.person.age_years, own.person.age_years
    if then is None or now is None:
        return
    scanned = None if saved.dxa_report is None else saved.dxa_report.scan_date
    longest = None if scanned is None else years_between(first_and_last_day(scanned, on)[0], on)
    if now < then or (longest is not None and now - then >= longest + 1):
        raise UnfitFile("former_other_age", then=then, now=now)


def _date_of(number: int, saved: DxaReport) -> ScanDate | None:
    scans: tuple[DxaReport | EarlierScan, ...] = (saved, *saved.earlier)
    return scans[number].scan_date if number < len(scans) else None


def _is_before(scanned: ScanDate | None, present: DxaReport | None, on: date) -> None:
    """As far as told: a newer scan belongs to a check of its own, and of two of one day only one can be right."""
    if scanned is None or present is None or present.scan_date is None:
        return
    first, last = first_and_last_day(present.scan_date, on)
    if first_and_last_day(scanned, on)[0] > last:
        raise UnfitFile(NEWER_SCAN, scanned=scanned if isinstance(scanned, date) else str(scanned))
    if first_and_last_day(scanned, on) == (first, last) and first == last:
        raise UnfitFile("former_same_day")


def _scans_with_a_number(told: Answers) -> dict[int, dict[str, RawAnswer]]:
    """What is told of each scan that has a number in it, by the number of the scan: 0 for the present one."""
    scans: dict[int, dict[str, RawAnswer]] = {}
    for key, answer in told.items():
        number, inner = of_earlier(key)
        if is_answer_key(f"earlier.1.{inner}"):
            scans.setdefault(number, {})[inner] = answer
    machine = {key: answer for key, answer in scans.get(0, {}).items() if key in _OF_MACHINE}
    return {number: _without_the_pair(scan, machine) for number, scan in sorted(scans.items()) if typed_regions(scan)}


def _without_the_pair(scan: Mapping[str, RawAnswer], machine: Mapping[str, RawAnswer]) -> dict[str, RawAnswer]:
    """A scan by itself; one of the same `machine` as the present scan keeps what is told of that."""
    is_same = scan.get("same_machine") == Answer.YES
    alone = {key: answer for key, answer in scan.items() if key != "same_machine"}
    return {**(machine if is_same and not alone.keys() & machine.keys() else {}), **alone}


def _contradicts(one: Mapping[str, RawAnswer], other: Mapping[str, RawAnswer]) -> bool:
    """Two scans that are not the same, of one day, with numbers for the same place: only one of them can be right."""
    day = str(one.get("scan_date", ""))
    return len(day) == _LENGTH_OF_A_DAY and day == other.get("scan_date") and bool(_shared_numbers(one, other))


def _shared_numbers(one: Mapping[str, RawAnswer], other: Mapping[str, RawAnswer]) -> list[str]:
    return [key for key in one.keys() & other.keys() if key.partition(".")[2] in SCORES]


def _is_same(one: Mapping[str, RawAnswer], other: Mapping[str, RawAnswer]) -> bool:
    """The same date and the same numbers, as far as both are told."""
    numbers = _shared_numbers(one, other)
    dates = [str(scan["scan_date"]) for scan in (one, other) if "scan_date" in scan]
    shared = min(map(len, dates), default=0)  # a year and a day of that year
    return bool(numbers) and all(one[key] == other[key] for key in numbers) and len({day[:shared] for day in dates}) < 2


def _without(regions: Set[str], scan: Mapping[str, RawAnswer]) -> dict[str, RawAnswer]:
    return {key: answer for key, answer in scan.items() if key.partition(".")[0] not in regions}


def _spoilt_then_only(saved: Check, own: Check) -> set[str]:
    """The regions of which the file tells something that can change their numbers, and the answers of today do not."""

    def spoilt(check: Check) -> Iterator[str]:
        report = check.dxa_report or DxaReport()
        for region, (site, _) in REGIONS.items():
            if set(doubts_of(site, report, check.risk_factors)) - {SiteDoubt.SCOLIOSIS}:
                yield region

    return set(spoilt(saved)) - set(spoilt(own))
