"""What a trial found about bone density over its own time, beside the noise of one scanner.

Nothing is carried on past the end of a trial, and nothing is added up. The figures are those of `effects.csv`; the one
sum made here turns a yearly rate into the time of the trial beside it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bonecheck.densitometry import ScannerMake, SkeletalSite, measurement_noise_g_cm2, young_adult_reference
from bonecheck.effects import Effect, effect
from bonecheck.errors import EvidenceError
from bonecheck.evidence import document
from bonecheck.outcomes import Report
from bonecheck.person import Person, Sex

MONTHS_A_YEAR = 12


class NoiseFrom(StrEnum):
    """Which bone density the noise is a percentage of."""

    OWN = "own"
    SCORE = "score"
    GENERAL = "general"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The change of bone density at the end [percent]; `low` and `high` are None where no interval is printed.

    `value` is None where only a range is printed. `is_rate` says that the people were only watched.
    """

    label: str
    months: float
    value: float | None
    low: float | None
    high: float | None
    is_rate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """One trial as a picture: lines from the first day to its end, and the noise of one scanner [percent]."""

    lever: str
    site: SkeletalSite
    lines: tuple[Line, ...]
    noise_percent: float
    noise_from: NoiseFrom
    effects: tuple[Effect, ...]

    @property
    def months(self) -> float:
        """The length of the longest line."""
        return max(line.months for line in self.lines)


def projections(lever: str, person: Person, report: Report) -> tuple[Projection, ...]:
    """What trials of this lever found, in people of this sex; none where no trial fits.

    Sources: the effects as in `effects.csv`, the noise as in `precision.csv`.
    """
    entries: Mapping[str, dict[str, Any]] = document("what_if.toml")["projections"]
    fitting = [
        entry
        for entry in entries.values()
        if entry["lever"] == lever and ("sex" not in entry or entry["sex"] == person.sex)
    ]
    return tuple(_projection(entry, person, report) for entry in fitting)


def _projection(entry: Mapping[str, Any], person: Person, report: Report) -> Projection:
    site = SkeletalSite(entry["site"])
    lines = tuple(_line(effect(key), label) for key, label in entry["of"])
    rate = entry.get("per_year", {}).get(person.menopausal_status)
    longest = max(line.months for line in lines)
    noise, noise_from = _noise_percent(site, report)
    told = [key for key, _ in entry["of"]]
    return Projection(
        lever=entry["lever"],
        site=site,
        lines=(*lines, *(_time_alone(effect(key), longest) for key in [rate] if key)),
        noise_percent=noise,
        noise_from=noise_from,
        effects=tuple(effect(key) for key in (*told, *([rate] if rate else []), *entry["also"])),
    )


def _line(told: Effect, label: str) -> Line:
    if told.months is None:
        raise EvidenceError(f"what_if.toml draws '{told.key}', which has no length")
    return Line(label=label, months=told.months, value=told.value, low=told.low, high=told.high)


def _time_alone(rate: Effect, months: float) -> Line:
    """A yearly rate over the time of a trial, as a straight line."""
    words: str = document("what_if.toml")["projection"]["time_alone"]
    value = (rate.value or 0.0) * months / MONTHS_A_YEAR
    return Line(label=words, months=months, value=value, low=None, high=None, is_rate=True)


def _noise_percent(site: SkeletalSite, report: Report) -> tuple[float, NoiseFrom]:
    """Least significant change [percent] of the density on the report, else of one that goes with the T-score.

    The table of women on a Hologic scanner gives the density; for men no hip table was found, so it serves for all.
    """
    noise = measurement_noise_g_cm2(site)
    young = young_adult_reference(site, Sex.FEMALE, ScannerMake.HOLOGIC)
    if noise is None or young is None:
        raise EvidenceError(f"no noise or no reference for {site}")
    bmd = next(_own_bmd_g_cm2(site, report), None)
    if bmd is not None:
        return 100 * noise / bmd, NoiseFrom.OWN
    t_score = next(
        (reading.t_score for reading in report.sites if reading.decides and reading.t_score is not None), None
    )
    mean = young.mean_g_cm2 + (t_score or 0.0) * young.sd_g_cm2
    return 100 * noise / mean, NoiseFrom.GENERAL if t_score is None else NoiseFrom.SCORE


def _own_bmd_g_cm2(site: SkeletalSite, report: Report) -> Iterator[float]:
    for reading in report.sites:
        if reading.site is site and reading.counts and reading.bmd_g_cm2 is not None:
            yield reading.bmd_g_cm2
