"""A place as each scan saw it, and what keeps two such looks from being compared."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bonecheck.answers.dxa_report import (
    EarlierScan,
    ScanDate,
    ScannerMake,
    SiteDoubt,
    SiteMeasurement,
    SkeletalSite,
    first_and_last_day,
    year_of,
)
from bonecheck.answers.person import Answer
from bonecheck.evidence.library import threshold
from bonecheck.scan.densitometry import one_decimal, spine_can_be_judged
from bonecheck.scan.doubts import doubts_of
from bonecheck.scan.fit import contradiction, reference_t_score
from bonecheck.scan.headline import ReadScan
from bonecheck.scan.held import Held
from bonecheck.scan.method import held_by_method
from bonecheck.scan.score_choice import ages_at_scan, years_between

_FOREARM, _SPINE = SkeletalSite.ONE_THIRD_RADIUS, SkeletalSite.LUMBAR_SPINE
_NO_MAKER = {None, ScannerMake.NOT_KNOWN}


class CannotTell(StrEnum):
    """Why two scans say nothing of a site, in the order in which it is said; the last ones an answer can settle."""

    NOT_A_DXA = "change_not_a_dxa"
    FOREARM = "change_forearm"
    OTHER_HIP = "change_other_hip"
    OTHER_VERTEBRAE = "change_other_vertebrae"
    ONE_VERTEBRA = "change_one_vertebra"
    WHILE_GROWING = "change_while_growing"
    SITE_DOUBTED = "change_site_doubted"
    NUMBERS_CONFLICT = "change_numbers_conflict"
    T_ALONE = "change_t_alone"
    NO_DENSITY = "change_no_density"
    OTHER_MACHINE = "change_other_machine"
    TOO_SOON = "change_too_soon"
    HIP_NOT_KNOWN = "change_hip_not_known"
    VERTEBRAE_NOT_KNOWN = "change_vertebrae_not_known"
    MACHINE_NOT_KNOWN = "change_machine_not_known"
    DATES_NEEDED = "change_dates_needed"
    NOISE_NOT_KNOWN = "change_noise_not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A site as one scan saw it. `number` is that of an earlier scan, 0 for the present one; `model` has no blanks.

    `on_same_machine` says whether the scan was made on the machine of the present one, and `spoilt` why it can be
    compared with no other.
    """

    number: int
    measured: SiteMeasurement
    scanned: ScanDate | None = None
    make: ScannerMake | None = None
    model: str | None = None
    on_same_machine: Answer = Answer.YES
    spoilt: tuple[CannotTell, ...] = ()

    @property
    def year(self) -> int:
        """The year of the scan; 0 where it was not told."""
        return 0 if self.scanned is None else year_of(self.scanned)

    def in_order_of_time(self, on: date) -> tuple[date, date]:
        """Oldest first; a scan without a date stands before all others."""
        return (date.min, date.min) if self.scanned is None else first_and_last_day(self.scanned, on)


def looks_at(measured: SiteMeasurement, scan: ReadScan) -> tuple[Look, ...]:
    """A place of the present scan in all scans that show it, the oldest first and the present one last."""
    present = {each.region for each in scan.report.measurements}
    looks = [
        _look_of(number, earlier, before, scan)
        for number, earlier in enumerate(scan.report.earlier, start=1)
        if (before := _same_place(measured, earlier, present)) is not None
    ]
    looks.sort(key=lambda look: look.in_order_of_time(scan.on))
    return (*looks, _present(measured, scan))


def _present(measured: SiteMeasurement, scan: ReadScan) -> Look:
    report = scan.report
    return Look(
        number=0,
        measured=measured,
        scanned=report.scan_date,
        make=report.scanner_make,
        model=_as_compared(report.scanner_model),
        spoilt=_spoilt(measured, report.scanner_make, report.scan_date, scan),
    )


def _look_of(number: int, earlier: EarlierScan, measured: SiteMeasurement, scan: ReadScan) -> Look:
    same = Answer.of(earlier.same_machine)
    is_told = earlier.scanner_make is not None or same is not Answer.YES
    make = earlier.scanner_make if is_told else scan.report.scanner_make
    return Look(
        number=number,
        measured=measured,
        scanned=earlier.scan_date,
        make=make,
        model=_as_compared(earlier.scanner_model),
        on_same_machine=same,
        spoilt=_spoilt(measured, make, earlier.scan_date, scan),
    )


def _same_place(measured: SiteMeasurement, earlier: EarlierScan, present: set[str]) -> SiteMeasurement | None:
    """The same place in an earlier scan; else another side of it that the present scan does not show itself."""
    alike = [other for other in earlier.measurements if other.site is measured.site]
    exact = [other for other in alike if other.region == measured.region]
    return next(iter([*exact, *(other for other in alike if other.region not in present)]), None)


# ---------------------------------------------------------------- what spoils a look by itself


def _spoilt(
    measured: SiteMeasurement, make: ScannerMake | None, scanned: ScanDate | None, scan: ReadScan
) -> tuple[CannotTell, ...]:
    """Why a look at a site can be compared with no other, whatever that is."""
    ages = ages_at_scan(scan.person, scanned, scan.on)
    doubts = set(doubts_of(measured.site, scan.report, scan.risks)) - {SiteDoubt.SCOLIOSIS}
    age = ages[0] if ages else None
    spoilt = {
        CannotTell.NOT_A_DXA: held_by_method(measured, scan.report) is not None,
        CannotTell.FOREARM: measured.site is _FOREARM,
        CannotTell.ONE_VERTEBRA: not spine_can_be_judged(measured.vertebrae),
        CannotTell.WHILE_GROWING: age is not None and not threshold("adult_age").is_met_by(age),
        CannotTell.SITE_DOUBTED: bool(doubts),
        CannotTell.NUMBERS_CONFLICT: _conflict(measured, make, age, scan),
    }
    return tuple(reason for reason, holds in spoilt.items() if holds)


def _conflict(measured: SiteMeasurement, make: ScannerMake | None, age: float | None, scan: ReadScan) -> bool:
    """Whether T-score and bone density do not fit, in the lowest range as well, where a slip leaves the range as it is."""
    printed, computed = measured.t_score, reference_t_score(measured, make, scan.person.sex)
    if printed is None or computed is None:
        return False
    far = threshold("t_and_bmd_conflict").is_met_by(round(abs(one_decimal(printed) - computed), 6))
    return far or contradiction(measured, make, scan.person, age, scan.score) is Held.T_AND_BMD_CONFLICT


# ---------------------------------------------------------------- what keeps two looks apart


def unlike(first: Look, second: Look, on: date) -> Iterator[CannotTell]:
    """What keeps two looks from being compared."""
    one, other = first.measured, second.measured
    if one.side is not other.side and one.side and other.side:
        yield CannotTell.OTHER_HIP
    elif None in {one.side, other.side} and one.site not in {_SPINE, _FOREARM}:
        yield CannotTell.HIP_NOT_KNOWN  # "not given" may be the left, the right or the mean
    if one.site is _SPINE:
        if one.vertebrae is None or other.vertebrae is None:
            yield CannotTell.VERTEBRAE_NOT_KNOWN
        elif set(one.vertebrae) != set(other.vertebrae):
            yield CannotTell.OTHER_VERTEBRAE
    if one.bmd_g_cm2 is None or other.bmd_g_cm2 is None:
        has_t = one.t_score is not None and other.t_score is not None
        yield CannotTell.T_ALONE if has_t else CannotTell.NO_DENSITY
    yield from _other_machine(first, second)
    yield from _too_soon(first, second, on)


def _other_machine(first: Look, second: Look) -> Iterator[CannotTell]:
    """One and the same machine, told as such, with nothing told that speaks against it."""
    same = {first.on_same_machine, second.on_same_machine}
    makes = {make for make in (first.make, second.make) if make not in _NO_MAKER}
    if same == {Answer.YES, Answer.NO} or len(makes) > 1 or _other_model(first.model, second.model):
        yield CannotTell.OTHER_MACHINE
    elif same != {Answer.YES}:
        yield CannotTell.MACHINE_NOT_KNOWN


def _other_model(one: str | None, other: str | None) -> bool:
    """Whether two models are told and differ: "horizon" and "hologichorizona" do not."""
    return one is not None and other is not None and one not in other and other not in one


def _as_compared(model: str | None) -> str | None:
    """A model by its letters and figures alone, however it was typed; None where there are none."""
    return "".join(filter(str.isalnum, (model or "").casefold())) or None


def _too_soon(first: Look, second: Look, on: date) -> Iterator[CannotTell]:
    fewest, most = years_apart(first, second, on)
    enough = threshold("change_shortest_years")
    if most is not None and not enough.is_met_by(most):
        yield CannotTell.TOO_SOON
    elif fewest is None or not enough.is_met_by(fewest):
        yield CannotTell.DATES_NEEDED


def years_apart(first: Look, second: Look, on: date) -> tuple[float | None, float | None]:
    """The fewest and the most calendar years between two scans; None where a date is missing."""
    if first.scanned is None or second.scanned is None:
        return None, None
    (one, one_last), (other, other_last) = (first_and_last_day(look.scanned, on) for look in (first, second))  # type: ignore[arg-type]
    return (years_between(one_last, other) if other > one_last else 0.0), years_between(one, other_last)


def missing_answer(why: CannotTell, first: Look, second: Look) -> str | None:
    """The answer that would settle it, where one is missing: of the present scan before that of an earlier one."""
    tells: dict[CannotTell, Callable[[Look], bool]] = {
        CannotTell.T_ALONE: lambda look: look.measured.bmd_g_cm2 is not None,
        CannotTell.NO_DENSITY: lambda look: look.measured.bmd_g_cm2 is not None,
        CannotTell.HIP_NOT_KNOWN: lambda look: look.number > 0 or look.measured.side is not None,
        CannotTell.VERTEBRAE_NOT_KNOWN: lambda look: look.measured.vertebrae is not None,
        CannotTell.MACHINE_NOT_KNOWN: lambda look: look.on_same_machine is Answer.YES,
        CannotTell.DATES_NEEDED: lambda look: isinstance(look.scanned, date),
    }
    has_it = tells.get(why)
    look = None if has_it is None else next((look for look in (second, first) if not has_it(look)), None)
    if look is None:
        return None
    key = {
        CannotTell.HIP_NOT_KNOWN: "scan_regions",
        CannotTell.VERTEBRAE_NOT_KNOWN: "lumbar_spine.vertebrae",
        CannotTell.MACHINE_NOT_KNOWN: "same_machine",
        CannotTell.DATES_NEEDED: "scan_date",
    }.get(why, f"{look.measured.region}.bmd_g_cm2")
    return f"earlier.{look.number}.{key}" if look.number else key
