"""Lays out the scans of one site over time: which of them stand in the picture, where, and the noise around the first.

Knows neither Streamlit nor Plotly, and no number but those of the report.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bonecheck.answers.dxa_report import SiteMeasurement, first_and_last_day
from bonecheck.scan.change import Machine, SiteChanges
from bonecheck.scan.change_looks import CannotTell, Look
from bonecheck.scan.densitometry import measurement_noise_g_cm2
from bonecheck.words.change import density
from bonecheck.words.language import bare, message, signed

# Numbers of another bone, or wrong ones: they do not stand on one scale with the newest.
_NOT_ON_ONE_SCALE = {
    CannotTell.NOT_A_DXA,
    CannotTell.OTHER_HIP,
    CannotTell.OTHER_VERTEBRAE,
    CannotTell.NUMBERS_CONFLICT,
}
_APART = 0.13  # of the width: nearer than this, two numbers would touch on a phone
_DAYS = 365.25
_LEAST_SD = 2.0  # a step within the noise must not look like a fall
_NOISES, _PART = 5.0, 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One scan: `at` in years, its number as it is written, empty where two would touch, and the machine.

    `height` is its place on the upright scale, where each machine may have a ruler of its own. `t_score` is that which the
    report prints beside a bone density, as it is written; `is_under` says that the mark lies under the way of the average,
    which would strike a number above it.
    """

    at: float
    value: float
    height: float
    label: str
    year: str
    machine: Machine
    t_score: str = ""
    is_under: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The least significant change to both sides of a scan, from that scan on."""

    since: float
    low: float
    high: float
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The way of somebody who moves as the average does, from a scan to the newest one."""

    since: float
    until: float
    before: float
    after: float

    def at(self, when: float) -> float:
        """Where it is at a time."""
        return self.before + (self.after - self.before) * (when - self.since) / (self.until - self.since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One site over time; `column` names what is on the upright scale, and `joined` are pairs of one machine.

    `breaks` are the times between two machines: what lies on their two sides stands on two rulers.
    """

    column: str
    marks: tuple[Mark, ...]
    joined: tuple[tuple[Mark, Mark], ...]
    breaks: tuple[float, ...]
    band: Band | None
    average: Course | None
    across: tuple[float, float]
    upright: tuple[float, float]

    @property
    def machines(self) -> tuple[Machine, ...]:
        """The machines of the marks, each once; one alone needs no key."""
        found = [machine for machine in Machine if any(mark.machine is machine for mark in self.marks)]
        return tuple(found) if len(found) > 1 or found != [Machine.NEWEST] else ()


def lay_out(site: SiteChanges, on: date, *, with_t: bool) -> Layout | None:
    """Bone density where two scans have it, else the T-score where it may be shown; None where fewer have either."""
    by_density = [look for look in site.looks if _fits(site, look) and look.measured.bmd_g_cm2 is not None]
    if len(by_density) > 1:
        return _of(site, by_density, on, "bmd", with_t=with_t)
    by_score = [look for look in site.looks if _fits(site, look) and look.measured.t_score is not None]
    return _of(site, by_score, on, "t_score", with_t=False) if with_t and len(by_score) > 1 else None


def _fits(site: SiteChanges, look: Look) -> bool:
    change = site.since(look)
    return look.scanned is not None and not (change and set(change.why) & _NOT_ON_ONE_SCALE)


def _is_compared(site: SiteChanges, look: Look) -> bool:
    """Whether a look is the newest, or of the same bone and machine."""
    change = site.since(look)
    return change is None or change.moved_g_cm2 is not None


_VALUE: dict[str, Callable[[SiteMeasurement], float | None]] = {
    "bmd": lambda measured: measured.bmd_g_cm2,
    "t_score": lambda measured: measured.t_score,
}


def _of(site: SiteChanges, looks: Sequence[Look], on: date, column: str, *, with_t: bool) -> Layout:
    values = [_VALUE[column](look.measured) or 0.0 for look in looks]
    places = [_at(look, on) for look in looks]
    margin = max(places[-1] - places[0], 1.0) * 0.14
    across = (places[0] - margin, places[-1] + margin)
    written = _without_touching(places, across)
    band, average = (_band(site, on), _average(site, on)) if column == "bmd" else (None, None)
    breaks = _breaks(site, looks, places)
    heights = _on_rulers(values, places, breaks)
    marks = tuple(
        Mark(
            at=at,
            value=value,
            height=height,
            label=(density(value) if column == "bmd" else signed(value)) if which in written else "",
            year=bare(look.year) if which in written else "",
            machine=site.machine_of(look),
            t_score=_printed(look) if with_t and which in written else "",
            is_under=average is not None and at > average.since and value < average.at(at),
        )
        for which, (look, value, at, height) in enumerate(zip(looks, values, places, heights, strict=True))
    )
    noise = measurement_noise_g_cm2(site.site)
    least = _LEAST_SD if column == "t_score" else _PART * values[0] if noise is None else _NOISES * noise
    ends = [*heights, *((band.low, band.high) if band else ()), *((average.after,) if average else ())]
    middle, reach = (max(ends) + min(ends)) / 2, max(least, 1.5 * (max(ends) - min(ends))) / 2
    compared = [mark for look, mark in zip(looks, marks, strict=True) if _is_compared(site, look)]
    joined = tuple(pairwise(compared)) if column == "bmd" else ()
    return Layout(
        column=column,
        marks=marks,
        joined=joined,
        breaks=breaks,
        band=band,
        average=average,
        across=across,
        upright=(middle - reach, middle + reach),
    )


def _breaks(site: SiteChanges, looks: Sequence[Look], places: Sequence[float]) -> tuple[float, ...]:
    """Where the machine changes before the first scan that is compared; after it scans of one machine are joined."""
    since = next(which for which, look in enumerate(looks) if _is_compared(site, look))
    machines = [site.machine_of(look) for look in looks[: since + 1]]
    return tuple(
        (places[which] + places[which + 1]) / 2
        for which, (one, other) in enumerate(pairwise(machines))
        if one is not other
    )


def _on_rulers(values: Sequence[float], places: Sequence[float], breaks: Sequence[float]) -> list[float]:
    """Heights on a ruler for each machine: the middle of each lies at that of the newest, so that no step is seen between."""
    rulers = [sum(at > place for place in breaks) for at in places]
    middles = {
        ruler: (max(own) + min(own)) / 2
        for ruler in set(rulers)
        for own in ([value for value, which in zip(values, rulers, strict=True) if which == ruler],)
    }
    return [value + middles[rulers[-1]] - middles[ruler] for value, ruler in zip(values, rulers, strict=True)]


def _band(site: SiteChanges, on: date) -> Band | None:
    """Around the first scan of which a change can be told; none where nothing can."""
    first = site.since_first
    if first is None or first.noise_g_cm2 is None:
        return None
    look = site.look(first.since)
    density_then = look.measured.bmd_g_cm2 or 0.0
    return Band(
        since=_at(look, on),
        low=density_then - first.noise_g_cm2,
        high=density_then + first.noise_g_cm2,
        year=bare(look.year),
    )


def _average(site: SiteChanges, on: date) -> Course | None:
    """From the same scan; none where no table has such people."""
    first = site.since_first
    if first is None or first.average is None:
        return None
    look = site.look(first.since)
    before = look.measured.bmd_g_cm2 or 0.0
    return Course(
        since=_at(look, on),
        until=_at(site.looks[-1], on),
        before=before,
        after=before + first.average.moved_g_cm2,
    )


def _printed(look: Look) -> str:
    t_score = look.measured.t_score
    return "" if t_score is None else message("change_t", score=signed(t_score))


def _without_touching(places: Sequence[float], across: tuple[float, float]) -> set[int]:
    """Which of the places get their number: the newest and the first before all, and none that would touch another."""
    wide, written = (across[1] - across[0]) * _APART, list[int]()
    last = len(places) - 1
    for which in (last, 0, *range(last, -1, -1)):
        if all(abs(places[which] - places[other]) >= wide for other in written):
            written.append(which)
    return set(written)


def _at(look: Look, on: date) -> float:
    """When a scan was made, in years; the middle of a year of which the day is not known."""
    first, last = first_and_last_day(look.scanned or on, on)
    middle = first + (last - first) / 2
    return middle.year + (middle - date(middle.year, 1, 1)).days / _DAYS
