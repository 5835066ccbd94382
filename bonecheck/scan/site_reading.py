"""Reads each site of a scan and finds the one that decides."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bonecheck.answers.dxa_report import DxaReport, ScannerMake, Side, SiteMeasurement, SkeletalSite, Vertebra
from bonecheck.answers.person import EthnicGroup, Person, Sex
from bonecheck.evidence.library import threshold
from bonecheck.scan.densitometry import (
    AgeMatchedReference,
    Bmd,
    BmdCategory,
    ExpectedRange,
    Population,
    TScore,
    YoungAdultReference,
    ZScore,
    age_matched_reference,
    measurement_noise_g_cm2,
    one_decimal,
    spine_can_be_judged,
    young_adult_reference,
)
from bonecheck.scan.score_choice import Score


class Held(StrEnum):
    """Why the scores of a site do not count."""

    ONE_VERTEBRA = "one_vertebra"
    NO_VERTEBRA_NAMED = "no_vertebra_named"
    NOT_READ_YET = "not_read_yet"
    T_AND_BMD_CONFLICT = "t_and_bmd_conflict"
    T_AND_Z_CONFLICT = "t_and_z_conflict"
    RADIUS_BESIDE_SPINE_OR_HIP = "radius_beside_spine_or_hip"

    @property
    def leaves_result_open(self) -> bool:
        """Whether the site may yet turn out to be the one that decides."""
        return self not in {Held.ONE_VERTEBRA, Held.RADIUS_BESIDE_SPINE_OR_HIP}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReading:
    """One site of the scan, read. Scores are to one decimal, as reports print them.

    `vertebrae` are the levels in their order; none where the report names none, or the site is not the spine.
    """

    region: str
    site: SkeletalSite
    side: Side | None
    vertebrae: tuple[Vertebra, ...]
    bmd_g_cm2: float | None
    t_score: float | None
    t_is_estimated: bool
    z_score: float | None
    z_is_estimated: bool
    percentile: float | None
    noise_sd: float | None
    category: BmdCategory | None
    expected_range: ExpectedRange | None
    z_population: Population | None
    held: Held | None
    decides: bool

    @property
    def counts(self) -> bool:
        """Whether the scores of this site are read at all."""
        return self.held is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """How people of the same age and sex spread along the spectrum [SD]."""

    mean: float
    sd: float
    age_years: float
    site: SkeletalSite
    population: Population
    source: str


ALL_VERTEBRAE = tuple(Vertebra)
RADIUS = SkeletalSite.ONE_THIRD_RADIUS
_NO_SPINE = {Held.ONE_VERTEBRA, Held.NO_VERTEBRA_NAMED}
_POPULATION = {
    EthnicGroup.BLACK_AFRICAN: Population.BLACK,
    EthnicGroup.BLACK_AMERICAN: Population.BLACK,
    EthnicGroup.BLACK_CARIBBEAN: Population.BLACK,
    EthnicGroup.MEXICAN_AMERICAN: Population.MEXICAN_AMERICAN,
}


def read_sites(
    report: DxaReport,
    person: Person,
    score: Score,
    age_at_scan_years: float | None,
    unread: frozenset[str] = frozenset(),
) -> tuple[SiteReading, ...]:
    """Every measured site, read, with the deciding ones marked.

    The lowest of lumbar spine, femoral neck and total hip decides; the one-third radius only when none of
    them was measured. Sites with equal lowest scores decide together. None decides while a site in doubt
    could still move the result to a lower range. `unread` names regions of which a number was typed that
    could not be read yet. Sources: ``racgp``, ``european_2025``.
    """
    measured = [m for m in report.measurements if (m.t_score, m.z_score, m.bmd_g_cm2) != (None, None, None)]
    measured += [m for m in report.measurements if m.region in unread and m not in measured]
    judged = {m.region: _held(m, report, person, score, age_at_scan_years, unread) for m in measured}
    central = any(m.site is not RADIUS and judged[m.region] not in _NO_SPINE for m in measured)
    sites = []
    for measurement in measured:
        held = judged[measurement.region]
        if measurement.site is RADIUS and central:
            held = Held.RADIUS_BESIDE_SPINE_OR_HIP
        sites.append(_read(measurement, report, person, score, age_at_scan_years, held))
    if score is Score.UNDECIDED:
        return tuple(sites)
    values = {site.region: value for site in sites if site.counts and (value := score_of(site, score)) is not None}
    in_doubt = any(site.held is not None and site.held.leaves_result_open for site in sites)
    if not values or (in_doubt and not _is_in_lowest_range(min(values.values()), score)):
        return tuple(sites)  # a site in doubt may be lower still, so none decides yet
    deciding = {region for region, value in values.items() if value == min(values.values())}
    return tuple(replace(site, decides=site.region in deciding) for site in sites)


def _is_in_lowest_range(value: float, score: Score) -> bool:
    """Whether no other site could move the result to a lower range."""
    if score is Score.Z_SCORE:
        return ZScore(value).expected_range is ExpectedRange.BELOW
    return TScore(value).category is BmdCategory.OSTEOPOROSIS


def contradiction(
    measurement: SiteMeasurement, make: ScannerMake | None, sex: Sex | None, age_at_scan_years: float | None
) -> Held | None:
    """Whether the printed scores of a site cannot all be right, so that none of them is read.

    The T-score against the one that the bone density gives, and against the Z-score, which is normally the
    higher one from 50 on. Limits: `thresholds.toml`, our own choice.
    """
    if measurement.t_score is None:
        return None
    printed, computed = one_decimal(measurement.t_score), reference_t_score(measurement, make, sex)
    if computed is not None:
        limit = "t_and_bmd_sign_conflict" if printed * computed < 0 else "t_and_bmd_conflict"
        if threshold(limit).is_met_by(round(abs(printed - computed), 6)):
            return Held.T_AND_BMD_CONFLICT
    if measurement.z_score is None or age_at_scan_years is None:
        return None
    above = round(printed - one_decimal(measurement.z_score), 6)
    old_enough = threshold("contradiction_age").is_met_by(age_at_scan_years)
    return Held.T_AND_Z_CONFLICT if old_enough and threshold("t_above_z").is_met_by(above) else None


def _held(
    measurement: SiteMeasurement,
    report: DxaReport,
    person: Person,
    score: Score,
    age_at_scan_years: float | None,
    unread: frozenset[str],
) -> Held | None:
    if not spine_can_be_judged(measurement.vertebrae):
        return Held.ONE_VERTEBRA if measurement.vertebrae else Held.NO_VERTEBRA_NAMED
    printed = measurement.z_score if score is Score.Z_SCORE else measurement.t_score
    if measurement.region in unread and (printed is None or not _is_in_lowest_range(printed, score)):
        return Held.NOT_READ_YET
    return contradiction(measurement, report.scanner_make, person.sex, age_at_scan_years)


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


def peers(site: SkeletalSite, person: Person, age_at_scan_years: float | None) -> Peers | None:
    """How women of the same age spread on the T-score line at `site`; None where no table reaches.

    The T-score line is the same for every make, since the conversion between makes is a straight line.
    """
    young = young_adult_reference(site, Sex.FEMALE, ScannerMake.HOLOGIC)
    if person.sex is not Sex.FEMALE or age_at_scan_years is None or young is None:
        return None
    same_age = age_matched_reference(site, Sex.FEMALE, ScannerMake.HOLOGIC, _population(person), age_at_scan_years)
    if same_age is None:
        return None
    return Peers(
        mean=(same_age.mean_g_cm2 - young.mean_g_cm2) / young.sd_g_cm2,
        sd=same_age.sd_g_cm2 / young.sd_g_cm2,
        age_years=same_age.age_years,
        site=site,
        population=same_age.population,
        source=same_age.source,
    )


def _read(
    measurement: SiteMeasurement,
    report: DxaReport,
    person: Person,
    score: Score,
    age_at_scan_years: float | None,
    held: Held | None,
) -> SiteReading:
    t_score, z_score, z_population = measurement.t_score, measurement.z_score, None
    if t_score is None:  # a printed T-score beats a computed one
        t_score = reference_t_score(measurement, report.scanner_make, person.sex)
    if z_score is None and (same_age := _same_age(measurement, person, report.scanner_make, age_at_scan_years)):
        bmd = Bmd(g_cm2=measurement.bmd_g_cm2 or 0.0, site=measurement.site, make=same_age.make)
        z_score, z_population = same_age.z_score(bmd).sd, same_age.population
    return SiteReading(
        region=measurement.region,
        site=measurement.site,
        side=measurement.side,
        vertebrae=tuple(sorted(set(measurement.vertebrae or ()), key=ALL_VERTEBRAE.index)),
        bmd_g_cm2=measurement.bmd_g_cm2,
        t_score=None if t_score is None else one_decimal(t_score),
        t_is_estimated=measurement.t_score is None and t_score is not None,
        z_score=None if z_score is None else one_decimal(z_score),
        z_is_estimated=measurement.z_score is None and z_score is not None,
        percentile=None if z_score is None else round(ZScore(z_score).percentile, 1),
        noise_sd=_noise_sd(measurement, report.scanner_make),
        category=TScore(t_score).category if score is Score.T_SCORE and t_score is not None and not held else None,
        expected_range=ZScore(z_score).expected_range if z_score is not None and not held else None,
        z_population=z_population,
        held=held,
        decides=False,
    )


def _young_adults(
    measurement: SiteMeasurement, make: ScannerMake | None, sex: Sex | None
) -> YoungAdultReference | None:
    if measurement.site is SkeletalSite.LUMBAR_SPINE and measurement.vertebrae != ALL_VERTEBRAE:
        return None
    return young_adult_reference(measurement.site, sex, make) if sex and make else None


def _same_age(
    measurement: SiteMeasurement, person: Person, make: ScannerMake | None, age: float | None
) -> AgeMatchedReference | None:
    """The age reference for an estimated Z-score; None without bone density or a table for the person's group."""
    whole_spine = measurement.site is not SkeletalSite.LUMBAR_SPINE or measurement.vertebrae == ALL_VERTEBRAE
    if age is None or person.sex is not Sex.FEMALE or make is None or measurement.bmd_g_cm2 is None or not whole_spine:
        return None
    return age_matched_reference(measurement.site, Sex.FEMALE, make, _population(person), age)


def _population(person: Person) -> Population:
    """The group whose table is used: one's own where there is one, else that of White women, named as such."""
    group = person.ethnic_group
    return Population.WHITE if group is None else _POPULATION.get(group, Population.WHITE)


def _noise_sd(measurement: SiteMeasurement, make: ScannerMake | None) -> float | None:
    """Measurement noise on the score line [SD], from the women's table of the make, or Hologic's if unknown.

    None for a spine of fewer than four vertebrae: it is noisier, and no figure was found.
    """
    noise = measurement_noise_g_cm2(measurement.site)
    part_of_spine = measurement.vertebrae is not None and measurement.vertebrae != ALL_VERTEBRAE
    reference = young_adult_reference(
        measurement.site, Sex.FEMALE, make or ScannerMake.HOLOGIC
    ) or young_adult_reference(measurement.site, Sex.FEMALE, ScannerMake.HOLOGIC)
    return None if noise is None or reference is None or part_of_spine else round(noise / reference.sd_g_cm2, 3)
