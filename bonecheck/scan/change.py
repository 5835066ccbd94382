"""Whether bone has changed between two scans: bone density against the noise of the scan, or why nothing can be told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from bonecheck.answers.dxa_report import (
    EarlierScan,
    Lsc,
    ScanDate,
    ScannerMake,
    SiteDoubt,
    SiteMeasurement,
    SkeletalSite,
    first_and_last_day,
    year_of,
)
from bonecheck.answers.person import Answer
from bonecheck.evidence.library import rows, threshold
from bonecheck.evidence.tables import BoneLoss
from bonecheck.scan.change_noise import noise_of, printed_for
from bonecheck.scan.densitometry import one_decimal, spine_can_be_judged
from bonecheck.scan.doubts import doubts_of
from bonecheck.scan.fit import contradiction, reference_t_score
from bonecheck.scan.headline import ReadScan
from bonecheck.scan.held import Held
from bonecheck.scan.method import held_by_method
from bonecheck.scan.score_choice import ages_at_scan, years_between

_FOREARM, _SPINE = SkeletalSite.ONE_THIRD_RADIUS, SkeletalSite.LUMBAR_SPINE
_NO_MAKER = {None, ScannerMake.NOT_KNOWN}


class Verdict(StrEnum):
    """What two scans say of a site. Rule of our notes, R15.9: these four answers and no other."""

    SAME = "same"
    LOWER = "lower"
    HIGHER = "higher"
    CANNOT_TELL = "cannot_tell"


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


class Machine(StrEnum):
    """Where a scan was made, as far as told."""

    NEWEST = "newest"
    OTHER = "other"
    NOT_KNOWN = "not_known"


# Where a T-score is of another bone, or wrong: a fall of it says nothing.
_OF_ANOTHER_BONE = {
    CannotTell.NOT_A_DXA,
    CannotTell.FOREARM,
    CannotTell.OTHER_HIP,
    CannotTell.OTHER_VERTEBRAE,
    CannotTell.ONE_VERTEBRA,
    CannotTell.WHILE_GROWING,
    CannotTell.NUMBERS_CONFLICT,
}
_OF_TIME = {CannotTell.TOO_SOON, CannotTell.DATES_NEEDED}  # and all else is alike


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What two scans of a site say.

    Nothing but the fall of the T-score is worked out unless they are of one bone and one machine. `since` and `until` are
    the numbers of the two looks. The noise is the least significant change [g/cm2], of the centre where it printed one.
    `is_far` is told without a verdict as well, where the scans lie too close together for one. `question` is the answer
    that could make it tellable, if there is one. `t_fell` is the fall of the printed T-score [SD] of the same bone.
    """

    since: int
    until: int
    verdict: Verdict
    why: tuple[CannotTell, ...] = ()
    question: str | None = None
    moved_g_cm2: float | None = None
    moved_percent: float | None = None
    noise_g_cm2: float | None = None
    noise_is_of_centre: bool = False
    is_far: bool = False
    t_fell: float | None = None

    @property
    def is_told(self) -> bool:
        """Whether there is a verdict."""
        return self.verdict is not Verdict.CANNOT_TELL


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChanges:
    """One site of the present scan through all scans that show it, the oldest first and the present one last.

    `to_now` compares each earlier look with the present one, `steps` each with the one after it.
    """

    region: str
    site: SkeletalSite
    looks: tuple[Look, ...]
    to_now: tuple[Change, ...]
    steps: tuple[Change, ...]

    @property
    def latest(self) -> Change:
        """The change since the last scan of which one can be told; else since the last one."""
        return next((change for change in reversed(self.to_now) if change.is_told), self.to_now[-1])

    @property
    def in_all(self) -> Change | None:
        """The change since the first scan of which one can be told, if that is not the last one too."""
        first = next((change for change in self.to_now if change.is_told), None)
        return None if first is None or first is self.latest else first

    @property
    def is_far(self) -> bool:
        """Whether the present scan shows a drop far above noise since any of them."""
        return any(change.is_far for change in self.to_now)

    def look(self, number: int) -> Look:
        """The look of one scan."""
        return next(look for look in self.looks if look.number == number)

    def since(self, look: Look) -> Change | None:
        """The change from a look to the present one; None for the present one itself."""
        return next((change for change in self.to_now if change.since == look.number), None)

    def machine_of(self, look: Look) -> Machine:
        """Whether a look was made on the machine of the present one."""
        change = self.since(look)
        if change is None:
            return Machine.NEWEST
        other = CannotTell.OTHER_MACHINE in change.why
        known = CannotTell.MACHINE_NOT_KNOWN not in change.why
        return Machine.OTHER if other else Machine.NEWEST if known else Machine.NOT_KNOWN


def changes(scan: ReadScan) -> tuple[SiteChanges, ...]:
    """Every site of the present scan that an earlier scan shows as well."""
    report, found = scan.report, []
    present = {measurement.region for measurement in report.measurements}
    for measured in report.measurements:
        looks = []
        for number, earlier in enumerate(report.earlier, start=1):
            before = _same_place(measured, earlier, present)
            if before is not None:
                looks.append(_look_of(number, earlier, before, scan))
        if looks:
            looks.sort(key=lambda look: _order(look, scan.on))
            found.append(_of_site((*looks, _present(measured, scan)), printed_for(measured.site, report.lsc), scan.on))
    return tuple(found)


def _of_site(looks: tuple[Look, ...], lsc: Lsc | None, on: date) -> SiteChanges:
    now = looks[-1].measured
    to_now = tuple(compare(look, looks[-1], lsc, on) for look in looks[:-1])
    steps = tuple(compare(one, other, lsc, on) for one, other in pairwise(looks))
    return SiteChanges(region=now.region, site=now.site, looks=looks, to_now=to_now, steps=steps)


def compare(first: Look, second: Look, lsc: Lsc | None, on: date) -> Change:
    """What two looks at one site say; `lsc` is what the centre prints, if it does.

    Bone density against the least significant change, which counts when it is reached. Nothing is told unless both are
    of the same bone and known to be of one machine. Sources: ``iscd_precision``, ``manitoba_vertebrae``; the published
    noise stands in `precision.csv`; R15.9 of our notes.
    """
    why = sorted({*first.spoilt, *second.spoilt, *_unlike(first, second, on)}, key=list(CannotTell).index)
    before, after = first.measured.bmd_g_cm2, second.measured.bmd_g_cm2
    fell = _t_fell(first, second, why)
    if before is None or after is None or set(why) - _OF_TIME:
        return _cannot_tell(first, second, why, fell)
    measured = first.measured
    least, most, of_centre = noise_of(measured.site, measured.vertebrae, max(before, after), lsc)
    moved = round(after - before, 6)
    is_far = moved < 0 and _is_far(-moved, most, before, first, second, on)
    verdict = Verdict.SAME
    if _reaches(moved, most):
        verdict = Verdict.LOWER if moved < 0 else Verdict.HIGHER
    elif _reaches(moved, least):
        why.append(CannotTell.NOISE_NOT_KNOWN)
    return Change(
        since=first.number,
        until=second.number,
        verdict=Verdict.CANNOT_TELL if why else verdict,
        why=tuple(why),
        question=_question(why[0], first, second) if why else None,
        moved_g_cm2=moved,
        moved_percent=round(100 * moved / before, 1),
        noise_g_cm2=round(most, 4),
        noise_is_of_centre=of_centre,
        is_far=is_far,
        t_fell=fell,
    )


def _cannot_tell(first: Look, second: Look, why: list[CannotTell], fell: float | None) -> Change:
    return Change(
        since=first.number,
        until=second.number,
        verdict=Verdict.CANNOT_TELL,
        why=tuple(why),
        question=_question(why[0], first, second),
        t_fell=fell,
    )


# ---------------------------------------------------------------- whether the two can be compared


def _unlike(first: Look, second: Look, on: date) -> Iterator[CannotTell]:
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
    fewest, most = _years(first, second, on)
    enough = threshold("change_shortest_years")
    if most is not None and not enough.is_met_by(most):
        yield CannotTell.TOO_SOON
    elif fewest is None or not enough.is_met_by(fewest):
        yield CannotTell.DATES_NEEDED


def _years(first: Look, second: Look, on: date) -> tuple[float | None, float | None]:
    """The fewest and the most calendar years between two scans; None where a date is missing."""
    if first.scanned is None or second.scanned is None:
        return None, None
    (one, one_last), (other, other_last) = (first_and_last_day(look.scanned, on) for look in (first, second))  # type: ignore[arg-type]
    return (years_between(one_last, other) if other > one_last else 0.0), years_between(one, other_last)


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


def _order(look: Look, on: date) -> tuple[date, date]:
    """Oldest first; a scan without a date stands before all others."""
    return (date.min, date.min) if look.scanned is None else first_and_last_day(look.scanned, on)


def _question(why: CannotTell, first: Look, second: Look) -> str | None:
    """The answer that would settle it, where one is missing: of the present scan before that of an earlier one."""
    has_it = {
        CannotTell.T_ALONE: lambda look: look.measured.bmd_g_cm2 is not None,
        CannotTell.NO_DENSITY: lambda look: look.measured.bmd_g_cm2 is not None,
        CannotTell.VERTEBRAE_NOT_KNOWN: lambda look: look.measured.vertebrae is not None,
        CannotTell.MACHINE_NOT_KNOWN: lambda look: look.on_same_machine is Answer.YES,
        CannotTell.DATES_NEEDED: lambda look: isinstance(look.scanned, date),
    }.get(why)
    look = None if has_it is None else next((look for look in (second, first) if not has_it(look)), None)
    if look is None:
        return None
    key = {
        CannotTell.VERTEBRAE_NOT_KNOWN: "lumbar_spine.vertebrae",
        CannotTell.MACHINE_NOT_KNOWN: "same_machine",
        CannotTell.DATES_NEEDED: "scan_date",
    }.get(why, f"{look.measured.region}.bmd_g_cm2")
    return f"earlier.{look.number}.{key}" if look.number else key


# ---------------------------------------------------------------- the change against the noise


def _reaches(moved: float, noise: float) -> bool:
    """Equal counts; compared at six decimals, so that 0.900 to 0.867 reaches 0.033."""
    return round(abs(moved) - noise, 6) >= 0


def _is_far(fall: float, noise: float, before: float, first: Look, second: Look, on: date) -> bool:
    """A fall of several times the noise, and faster than the fastest average that a study found.

    Sources: ``finkelstein_2008``, for the femoral neck ``greendale_2012``.
    """
    _, years = _years(first, second, on)
    usual = next(row for row in rows(BoneLoss) if (row.site, row.who) == (first.measured.site, "fastest"))
    yearly = usual.g_cm2_a_year or (usual.percent_a_year or 0.0) / 100 * before
    is_large = threshold("change_far").is_met_by(round(fall / noise, 6))
    return is_large and years is not None and fall > yearly * years


def _t_fell(first: Look, second: Look, why: Iterable[CannotTell]) -> float | None:
    before, after = first.measured.t_score, second.measured.t_score
    if before is None or after is None or set(why) & _OF_ANOTHER_BONE:
        return None
    return round(before - after, 6)
