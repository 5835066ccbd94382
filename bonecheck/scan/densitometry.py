"""Bone density by DXA: sites, T- and Z-scores, their classes, and the reference data behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache
from statistics import NormalDist

import numpy as np

from bonecheck.answers.dxa_report import ScannerMake, SkeletalSite, Vertebra
from bonecheck.answers.person import Sex
from bonecheck.errors import MismatchedReference
from bonecheck.evidence.library import rows, threshold
from bonecheck.evidence.tables import AgeMatched, Precision, Standardised, YoungAdult


class BmdCategory(StrEnum):
    """WHO classes by T-score."""

    NORMAL = "normal"
    OSTEOPENIA = "osteopenia"
    OSTEOPOROSIS = "osteoporosis"


class ExpectedRange(StrEnum):
    """ISCD wording by Z-score."""

    WITHIN = "within"
    BELOW = "below"


class Population(StrEnum):
    """Whose bone density a reference table holds."""

    WHITE = "white"
    BLACK = "black"
    MEXICAN_AMERICAN = "mexican_american"


def one_decimal(score: float) -> float:
    """A score that we work out, to one decimal, halves away from zero. A printed score is never rounded.

    Source: densitometry notes, section 1.1 (classify the printed score; round a computed one first).

    >>> one_decimal(-2.45), one_decimal(-2.44), one_decimal(-1.04), one_decimal(-1.05)
    (-2.5, -2.4, -1.0, -1.1)
    """
    # Six decimals first: a computed score may be -2.4499999999 where the arithmetic on paper gives -2.45.
    exact = Decimal(str(round(score, 6)))
    return float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP)) + 0.0


@dataclass(frozen=True, slots=True)
class TScore:
    """Standard deviations from the young-adult mean."""

    sd: float

    @property
    def category(self) -> BmdCategory:
        """WHO class of this T-score as it stands: -2.49 is not -2.5. Source: ``who_classes``."""
        score = round(self.sd, 6)  # what floating point adds, and no more
        if threshold("t_score_osteoporosis").is_met_by(score):
            return BmdCategory.OSTEOPOROSIS
        if threshold("t_score_normal").is_met_by(score):
            return BmdCategory.NORMAL
        return BmdCategory.OSTEOPENIA


@dataclass(frozen=True, slots=True)
class ZScore:
    """Standard deviations from the mean of people of the same age and sex."""

    sd: float

    @property
    def expected_range(self) -> ExpectedRange:
        """ISCD range of this Z-score as it stands. Source: ``iscd_2005``."""
        below = threshold("z_score_below_expected").is_met_by(round(self.sd, 6))
        return ExpectedRange.BELOW if below else ExpectedRange.WITHIN

    @property
    def percentile(self) -> float:
        """Out of 100 people of the same age and sex, how many have a lower bone density (normal curve)."""
        return 100 * NormalDist().cdf(self.sd)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bmd:
    """Areal bone mineral density from one DXA scan [g/cm2]; knows its site and scanner."""

    g_cm2: float
    site: SkeletalSite
    make: ScannerMake


@dataclass(frozen=True, slots=True, kw_only=True)
class YoungAdultReference:
    """Mean and SD at peak bone mass: the zero and the unit of T-scores [g/cm2]."""

    mean_g_cm2: float
    sd_g_cm2: float
    site: SkeletalSite
    make: ScannerMake
    source: str
    status: str

    def t_score(self, bmd: Bmd) -> TScore:
        """T-score of `bmd`, unrounded; raises `MismatchedReference` for another site or make."""
        _check_match(bmd, self.site, self.make)
        return TScore((bmd.g_cm2 - self.mean_g_cm2) / self.sd_g_cm2)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeMatchedReference:
    """Mean and SD at one age, women [g/cm2]: the zero and the unit of Z-scores."""

    mean_g_cm2: float
    sd_g_cm2: float
    age_years: float
    site: SkeletalSite
    make: ScannerMake
    population: Population
    source: str

    def z_score(self, bmd: Bmd) -> ZScore:
        """Z-score of `bmd`, unrounded; raises `MismatchedReference` for another site or make."""
        _check_match(bmd, self.site, self.make)
        return ZScore((bmd.g_cm2 - self.mean_g_cm2) / self.sd_g_cm2)


def young_adult_reference(site: SkeletalSite, sex: Sex, make: ScannerMake) -> YoungAdultReference | None:
    """The young-adult reference, or None where no table was found.

    None for men (no hip table was found, so a man's T-score is never recomputed), for the radius, and
    for makers other than Hologic, GE Lunar and Norland.
    """
    for row in rows(YoungAdult):
        if (row.site, row.sex, row.make) == (site, sex, make):
            return YoungAdultReference(
                mean_g_cm2=row.mean_g_cm2,
                sd_g_cm2=row.sd_g_cm2,
                site=site,
                make=make,
                source=row.source,
                status=row.status,
            )
    return None


def age_matched_reference(
    site: SkeletalSite, sex: Sex, make: ScannerMake, population: Population, age_years: float
) -> AgeMatchedReference | None:
    """Mean and SD at `age_years`, or None where no table reaches.

    Linear between the mid-points of the decades, flat beyond the first and last mid-point, and nothing
    outside the ages that the table covers. Tables are on the Hologic scale; other makes are converted
    with the standardised equations (``bonephys``), which is approximate.
    """
    decades = _decades(site, sex, population)
    if make not in {ScannerMake.HOLOGIC, ScannerMake.GE_LUNAR, ScannerMake.NORLAND} or not decades:
        return None
    if not decades[0].age_low <= age_years < decades[-1].age_high + 1:
        return None
    ages = [row.age_mid for row in decades]
    mean = float(np.interp(age_years, ages, [row.mean_g_cm2 for row in decades]))
    sd = float(np.interp(age_years, ages, [row.sd_g_cm2 for row in decades]))
    intercept, slope = _from_hologic(site, make)
    return AgeMatchedReference(
        mean_g_cm2=intercept + slope * mean,
        sd_g_cm2=slope * sd,
        age_years=age_years,
        site=site,
        make=make,
        population=population,
        source=decades[0].source,
    )


def mean_moves_g_cm2(
    site: SkeletalSite, make: ScannerMake, population: Population, age_then: float, age_now: float
) -> float | None:
    """How far the mean of women moves between two ages [g/cm2]; None where no table reaches both.

    Only from the first to the last mid-point of its decades: beyond them the mean is drawn flat, and that is no finding.
    """
    decades = _decades(site, Sex.FEMALE, population)
    if not decades or not all(decades[0].age_mid <= age <= decades[-1].age_mid for age in (age_then, age_now)):
        return None
    then, now = (age_matched_reference(site, Sex.FEMALE, make, population, age) for age in (age_then, age_now))
    return None if then is None or now is None else now.mean_g_cm2 - then.mean_g_cm2


def age_curve(
    site: SkeletalSite, sex: Sex, make: ScannerMake, population: Population
) -> tuple[AgeMatchedReference, ...]:
    """The age reference at each whole year it covers, for drawing; empty where there is none."""
    points = (age_matched_reference(site, sex, make, population, age) for age in range(20, 90))
    return tuple(point for point in points if point is not None)


def standardised_bmd_g_cm2(bmd: Bmd) -> float | None:
    """Standardised bone density [g/cm2], or None for a make without an equation. Source: ``bonephys``.

    For comparing groups and drawing curves only: it is off by 3.5 % on average for one person.
    """
    equation = _standardising_equation(bmd.site, bmd.make)
    return None if equation is None else equation[0] + equation[1] * bmd.g_cm2


def measurement_noise_g_cm2(site: SkeletalSite) -> float | None:
    """Least significant change [g/cm2]: two scans of one person differ by less in 95 of 100 cases; None if not known.

    The facility's own figure is better; this is the upper end of the published ones.
    Sources: ``iscd_precision`` (2.77 times the precision error); the figures stand in `precision.csv`.
    """
    return next((row.lsc_g_cm2 for row in rows(Precision) if row.site == site), None)


def spine_can_be_judged(vertebrae: Sequence[Vertebra] | None) -> bool:
    """Whether enough vertebrae were measured; vertebrae that do not touch may be used.

    None (not printed) is accepted: a spine T-score without levels is that of the whole region. An empty
    row of vertebrae is not: the person said that they are not a usual set.
    Source: ``iscd_2023_vertebrae``.
    """
    return vertebrae is None or threshold("vertebrae_needed").is_met_by(len(set(vertebrae)))


@cache
def _decades(site: SkeletalSite, sex: Sex, population: Population) -> tuple[AgeMatched, ...]:
    return tuple(row for row in rows(AgeMatched) if (row.site, row.sex, row.population) == (site, sex, population))


def _standardising_equation(site: SkeletalSite, make: ScannerMake) -> tuple[float, float] | None:
    return next(((row.a, row.b) for row in rows(Standardised) if (row.site, row.make) == (site, make)), None)


def _from_hologic(site: SkeletalSite, make: ScannerMake) -> tuple[float, float]:
    """Intercept and slope that carry a Hologic bone density over to `make`, through the standardised scale."""
    if make is ScannerMake.HOLOGIC:
        return 0.0, 1.0
    hologic, other = _standardising_equation(site, ScannerMake.HOLOGIC), _standardising_equation(site, make)
    if hologic is None or other is None:
        raise MismatchedReference("no_standardising_equation", site=site, make=make)
    return (hologic[0] - other[0]) / other[1], hologic[1] / other[1]


def _check_match(bmd: Bmd, site: SkeletalSite, make: ScannerMake) -> None:
    if (bmd.site, bmd.make) != (site, make):
        raise MismatchedReference("other_site_or_make", given=f"{bmd.site}/{bmd.make}", expected=f"{site}/{make}")
