"""Reads each site of a scan and finds the one that decides."""

from dataclasses import replace

from bonecheck.densitometry import (
    AgeMatchedReference,
    Bmd,
    Population,
    ScannerMake,
    SkeletalSite,
    TScore,
    Vertebra,
    YoungAdultReference,
    ZScore,
    age_matched_reference,
    measurement_noise_g_cm2,
    one_decimal,
    spine_can_be_judged,
    young_adult_reference,
)
from bonecheck.dxa_report import DxaReport, SiteMeasurement
from bonecheck.outcomes import Peers, Score, SiteReading
from bonecheck.person import EthnicGroup, Person, Sex

ALL_VERTEBRAE = tuple(Vertebra)
_POPULATION = {
    EthnicGroup.BLACK_AFRICAN: Population.BLACK,
    EthnicGroup.BLACK_AMERICAN: Population.BLACK,
    EthnicGroup.BLACK_CARIBBEAN: Population.BLACK,
    EthnicGroup.MEXICAN_AMERICAN: Population.MEXICAN_AMERICAN,
}


def read_sites(report: DxaReport, person: Person, score: Score, age_at_scan: float | None) -> tuple[SiteReading, ...]:
    """Every measured site, read, with the deciding ones marked.

    The lowest of lumbar spine, femoral neck and total hip decides; the one-third radius only when none of
    them has a score. Sites with equal lowest scores decide together. Sources: ``racgp``, ``european_2025``.
    """
    sites = tuple(_read(measurement, report, person, score, age_at_scan) for measurement in report.measurements)
    sites = tuple(site for site in sites if (site.t_score, site.z_score, site.bmd_g_cm2) != (None, None, None))
    central = [site for site in sites if site.counts and site.site is not SkeletalSite.ONE_THIRD_RADIUS]
    scored = [site for site in central if score_of(site, score) is not None]
    if not scored:
        scored = [site for site in sites if site.counts and score_of(site, score) is not None]
    if not scored or score is Score.UNDECIDED:
        return sites
    values = {site.region: value for site in scored if (value := score_of(site, score)) is not None}
    deciding = {region for region, value in values.items() if value == min(values.values())}
    return tuple(replace(site, decides=site.region in deciding) for site in sites)


def score_of(site: SiteReading, score: Score) -> float | None:
    """The score of `site` that counts for this person."""
    return site.z_score if score is Score.Z_SCORE else site.t_score


def reference_t_score(measurement: SiteMeasurement, make: ScannerMake | None, sex: Sex | None) -> float | None:
    """T-score that the reference tables give for the printed bone density, to one decimal; None without a table.

    A spine needs all of L1-L4: the tables hold no other combination.
    """
    reference = _young_adults(measurement, make, sex)
    if reference is None or measurement.bmd_g_cm2 is None:
        return None
    bmd = Bmd(g_cm2=measurement.bmd_g_cm2, site=measurement.site, make=reference.make)
    return one_decimal(reference.t_score(bmd).sd)


def peers(site: SkeletalSite, person: Person, age_at_scan: float | None) -> Peers | None:
    """How women of the same age spread on the T-score line at `site`; None where no table reaches.

    The T-score line is the same for every make, since the conversion between makes is a straight line.
    """
    age_reference = _same_age(site, person, ScannerMake.HOLOGIC, age_at_scan)
    young = young_adult_reference(site, Sex.FEMALE, ScannerMake.HOLOGIC)
    if age_reference is None or young is None:
        return None
    return Peers(
        mean=(age_reference.mean_g_cm2 - young.mean_g_cm2) / young.sd_g_cm2,
        sd=age_reference.sd_g_cm2 / young.sd_g_cm2,
        age_years=age_reference.age_years,
        site=site,
        population=age_reference.population,
        source=age_reference.source,
    )


def _read(
    measurement: SiteMeasurement, report: DxaReport, person: Person, score: Score, age_at_scan: float | None
) -> SiteReading:
    t_score = measurement.t_score
    if t_score is None:  # a printed T-score beats a computed one
        t_score = reference_t_score(measurement, report.scanner_make, person.sex)
    z_score = measurement.z_score
    if z_score is None:
        z_score = _reference_z_score(measurement, report.scanner_make, person, age_at_scan)
    counts = measurement.site is not SkeletalSite.LUMBAR_SPINE or spine_can_be_judged(measurement.vertebrae)
    return SiteReading(
        region=measurement.region,
        site=measurement.site,
        side=measurement.side,
        vertebrae=_vertebra_names(measurement.vertebrae),
        bmd_g_cm2=measurement.bmd_g_cm2,
        t_score=None if t_score is None else one_decimal(t_score),
        t_is_estimated=measurement.t_score is None and t_score is not None,
        z_score=None if z_score is None else one_decimal(z_score),
        z_is_estimated=measurement.z_score is None and z_score is not None,
        percentile=None if z_score is None else round(ZScore(z_score).percentile, 1),
        noise_sd=_noise_sd(measurement.site, report.scanner_make),
        category=TScore(t_score).category if score is Score.T_SCORE and t_score is not None and counts else None,
        expected_range=ZScore(z_score).expected_range if z_score is not None and counts else None,
        counts=counts,
        decides=False,
    )


def _young_adults(
    measurement: SiteMeasurement, make: ScannerMake | None, sex: Sex | None
) -> YoungAdultReference | None:
    if measurement.site is SkeletalSite.LUMBAR_SPINE and measurement.vertebrae != ALL_VERTEBRAE:
        return None
    return young_adult_reference(measurement.site, sex, make) if sex and make else None


def _same_age(
    site: SkeletalSite, person: Person, make: ScannerMake | None, age: float | None
) -> AgeMatchedReference | None:
    """The age reference of the person's own group where there is one, else that of White women."""
    if age is None or person.sex is not Sex.FEMALE or make is None:
        return None
    own = _POPULATION.get(person.ethnic_group, Population.WHITE) if person.ethnic_group else Population.WHITE
    return age_matched_reference(site, Sex.FEMALE, make, own, age) or age_matched_reference(
        site, Sex.FEMALE, make, Population.WHITE, age
    )


def _reference_z_score(
    measurement: SiteMeasurement, make: ScannerMake | None, person: Person, age: float | None
) -> float | None:
    reference = _same_age(measurement.site, person, make, age)
    whole_spine = measurement.site is not SkeletalSite.LUMBAR_SPINE or measurement.vertebrae == ALL_VERTEBRAE
    if reference is None or measurement.bmd_g_cm2 is None or not whole_spine:
        return None
    return reference.z_score(Bmd(g_cm2=measurement.bmd_g_cm2, site=measurement.site, make=reference.make)).sd


def _noise_sd(site: SkeletalSite, make: ScannerMake | None) -> float | None:
    """Measurement noise on the score line [SD], from the women's table of the make, or Hologic's if unknown."""
    noise = measurement_noise_g_cm2(site)
    reference = young_adult_reference(site, Sex.FEMALE, make or ScannerMake.HOLOGIC) or young_adult_reference(
        site, Sex.FEMALE, ScannerMake.HOLOGIC
    )
    return None if noise is None or reference is None else round(noise / reference.sd_g_cm2, 2)


def _vertebra_names(vertebrae: tuple[Vertebra, ...] | None) -> str | None:
    """Levels as a report prints them: "L1-L4" for a row, "L1, L2, L4" with a gap."""
    if not vertebrae:
        return None
    ordered = sorted(set(vertebrae), key=ALL_VERTEBRAE.index)
    first, last = ALL_VERTEBRAE.index(ordered[0]), ALL_VERTEBRAE.index(ordered[-1])
    if len(ordered) > 2 and last - first == len(ordered) - 1:
        return f"{ordered[0]}-{ordered[-1]}"
    return ", ".join(ordered)
