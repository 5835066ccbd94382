"""Whether bone has changed between two scans: bone density against the noise of the scan, or why nothing can be told."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from bonecheck.answers.dxa_report import Lsc, SkeletalSite
from bonecheck.evidence.library import rows, threshold
from bonecheck.evidence.tables import BoneLoss
from bonecheck.scan.change_by_age import Average, average_between
from bonecheck.scan.change_looks import CannotTell, Look, looks_at, missing_answer, unlike, years_apart
from bonecheck.scan.change_noise import noise_of, printed_for
from bonecheck.scan.headline import ReadScan


class Verdict(StrEnum):
    """What two scans say of a site. Rule of our notes, R15.9: these four answers and no other."""

    SAME = "same"
    LOWER = "lower"
    HIGHER = "higher"
    CANNOT_TELL = "cannot_tell"


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
class Change:
    """What two scans of a site say.

    Nothing but the fall of the T-score is worked out unless they are of one bone and one machine. `since` and `until` are
    the numbers of the two looks. The noise is the least significant change [g/cm2], of the centre where it printed one.
    `is_far` is told without a verdict as well, where the scans lie too close together for one. `question` is the answer
    that could make it tellable, if there is one. `t_fell` is the fall of the printed T-score [SD] of the same bone.
    `average` is what age does to the average over the same time, beside a verdict since an earlier scan only.
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
    average: Average | None = None

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
        return None if self.since_first is None or self.since_first is self.latest else self.since_first

    @property
    def since_first(self) -> Change | None:
        """The change since the first scan of which one can be told."""
        return next((change for change in self.to_now if change.is_told), None)

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
    seen = [(measured, looks_at(measured, scan)) for measured in scan.report.measurements]
    return tuple(
        _of_site(looks, printed_for(measured.site, scan.report.lsc), scan) for measured, looks in seen if len(looks) > 1
    )


def _of_site(looks: tuple[Look, ...], lsc: Lsc | None, scan: ReadScan) -> SiteChanges:
    now = looks[-1].measured
    to_now = tuple(
        _beside_average(compare(look, looks[-1], lsc, scan.on), look, looks[-1], scan) for look in looks[:-1]
    )
    steps = tuple(compare(one, other, lsc, scan.on) for one, other in pairwise(looks))
    return SiteChanges(region=now.region, site=now.site, looks=looks, to_now=to_now, steps=steps)


def _beside_average(change: Change, first: Look, second: Look, scan: ReadScan) -> Change:
    return replace(change, average=average_between(first, second, scan.person, scan.on)) if change.is_told else change


def compare(first: Look, second: Look, lsc: Lsc | None, on: date) -> Change:
    """What two looks at one site say; `lsc` is what the centre prints, if it does.

    Bone density against the least significant change, which counts when it is reached. Nothing is told unless both are
    of the same bone and known to be of one machine, and unless T-scores that moved far moved with it. Sources: ``iscd_precision``, ``manitoba_vertebrae``; the published
    noise stands in `precision.csv`; R15.9 of our notes.
    """
    why = sorted({*first.spoilt, *second.spoilt, *unlike(first, second, on)}, key=list(CannotTell).index)
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
    if fell is not None and _contradicts(fell, verdict):
        why.insert(0, CannotTell.NUMBERS_CONFLICT)
    return Change(
        since=first.number,
        until=second.number,
        verdict=Verdict.CANNOT_TELL if why else verdict,
        why=tuple(why),
        question=missing_answer(why[0], first, second) if why else None,
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
        question=missing_answer(why[0], first, second),
        t_fell=fell,
    )


def _reaches(moved: float, noise: float) -> bool:
    """Equal counts; compared at six decimals, so that 0.900 to 0.867 reaches 0.033."""
    return round(abs(moved) - noise, 6) >= 0


def _contradicts(fell: float, verdict: Verdict) -> bool:
    """Whether the T-scores of one bone and one machine moved far, and the bone density did not go with them."""
    along = Verdict.LOWER if fell > 0 else Verdict.HIGHER
    return threshold("t_score_fall").is_met_by(abs(fell)) and verdict is not along


def _is_far(fall: float, noise: float, before: float, first: Look, second: Look, on: date) -> bool:
    """A fall of several times the noise, and faster than the fastest average that a study found.

    Sources: ``finkelstein_2008``, for the femoral neck ``greendale_2012``.
    """
    _, years = years_apart(first, second, on)
    usual = next(row for row in rows(BoneLoss) if (row.site, row.who) == (first.measured.site, "fastest"))
    yearly = usual.g_cm2_a_year or (usual.percent_a_year or 0.0) / 100 * before
    is_large = threshold("change_far").is_met_by(round(fall / noise, 6))
    return is_large and years is not None and fall > yearly * years


def _t_fell(first: Look, second: Look, why: Iterable[CannotTell]) -> float | None:
    before, after = first.measured.t_score, second.measured.t_score
    if before is None or after is None or set(why) & _OF_ANOTHER_BONE:
        return None
    return round(before - after, 6)
