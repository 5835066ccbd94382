"""What a trial found about bone density over its own time, beside the noise of one scanner.

Nothing is carried on past the end of a trial, and nothing is added up. The figures are those of `effects.csv`; the one
sum made here turns a yearly rate into the time of the trial beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bonecheck.answers.dxa_report import ScannerMake, SkeletalSite
from bonecheck.answers.person import MenopausalStatus, Person, Sex
from bonecheck.evidence.effects import Effect, effect
from bonecheck.evidence.library import document, refuse, threshold
from bonecheck.report import Report
from bonecheck.scan.densitometry import measurement_noise_g_cm2, young_adult_reference

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

    effect: str
    months: float
    value: float | None
    low: float | None
    high: float | None
    is_rate: bool = False

    @property
    def ends(self) -> tuple[float, ...]:
        """Every number that is printed."""
        return tuple(end for end in (self.value, self.low, self.high) if end is not None)

    @property
    def middle(self) -> float:
        """The change, or the middle of its range where only that is printed."""
        return sum(self.ends) / len(self.ends) if self.value is None else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """One trial as a picture: lines from the first day to its end, and the noise of one scanner [percent]."""

    key: str
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
    """What trials of this lever found, in people of this sex and stage of life; none where no trial fits.

    Sources: the effects as in `effects.csv`, the noise as in `precision.csv`.
    """
    entries: Mapping[str, dict[str, Any]] = document("what_if.toml")["projections"]
    fitting = {key: entry for key, entry in entries.items() if entry["lever"] == lever and _fits(entry, person)}
    return tuple(_projection(key, entry, person, report) for key, entry in fitting.items())


def _fits(entry: Mapping[str, Any], person: Person) -> bool:
    """Whether the trial was in people like this."""
    if entry.get("sex", person.sex) != person.sex:
        return False
    past = person.age_years is not None and threshold("menopause_taken_as_past_age").is_met_by(person.age_years)
    return not entry.get("after_menopause") or past or person.menopausal_status is MenopausalStatus.POSTMENOPAUSAL


def _projection(key: str, entry: Mapping[str, Any], person: Person, report: Report) -> Projection:
    site = SkeletalSite(entry["site"])
    lines = tuple(_line(effect(shown)) for shown in entry["of"])
    rates = [entry["per_year"]] if "per_year" in entry else []
    longest = max(line.months for line in lines)
    noise, noise_from = _noise_percent(site, person, report)
    return Projection(
        key=key,
        lever=entry["lever"],
        site=site,
        lines=(*lines, *(_time_alone(effect(rate), longest) for rate in rates)),
        noise_percent=noise,
        noise_from=noise_from,
        effects=tuple(effect(shown) for shown in (*entry["of"], *rates, *entry["also"])),
    )


def _line(told: Effect) -> Line:
    if told.months is None:
        refuse("what_if.toml", told.key, "is drawn, and has no length")
    return Line(effect=told.key, months=told.months, value=told.value, low=told.low, high=told.high)


def _time_alone(rate: Effect, months: float) -> Line:
    """A yearly rate over the time of a trial, as a straight line."""
    value = (rate.value or 0.0) * months / MONTHS_A_YEAR
    return Line(effect=rate.key, months=months, value=value, low=None, high=None, is_rate=True)


def _noise_percent(site: SkeletalSite, person: Person, report: Report) -> tuple[float, NoiseFrom]:
    """Least significant change [percent] of the density on the report, else of the one that goes with the T-score of
    this site in the table of women on a Hologic scanner; else, and for men, of the average young woman.
    """
    noise = measurement_noise_g_cm2(site)
    young = young_adult_reference(site, Sex.FEMALE, ScannerMake.HOLOGIC)
    if noise is None or young is None:
        refuse("reference/precision.csv", site, "has no noise or no reference")
    here = [reading for reading in report.sites if reading.site is site and reading.counts]
    for bmd in (reading.bmd_g_cm2 for reading in here if reading.bmd_g_cm2 is not None):
        return 100 * noise / bmd, NoiseFrom.OWN
    if person.sex is Sex.FEMALE:
        for t_score in (reading.t_score for reading in here if reading.t_score is not None):
            return 100 * noise / (young.mean_g_cm2 + t_score * young.sd_g_cm2), NoiseFrom.SCORE
    return 100 * noise / young.mean_g_cm2, NoiseFrom.GENERAL
