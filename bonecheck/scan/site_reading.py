"""Reads each site of a scan and finds the one that decides."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bonecheck.answers.dxa_report import (
    ALL_VERTEBRAE,
    DxaReport,
    ScannerMake,
    Side,
    SiteMeasurement,
    SkeletalSite,
    Vertebra,
)
from bonecheck.answers.person import Answer, Country, EthnicGroup, Person, Sex
from bonecheck.answers.risk_factors import Condition, RiskFactors
from bonecheck.answers.typed import ct_density_in, percent_in
from bonecheck.evidence.library import threshold
from bonecheck.scan.densitometry import (
    AgeMatchedReference,
    Bmd,
    BmdCategory,
    ExpectedRange,
    Population,
    TScore,
    ZScore,
    age_matched_reference,
    measurement_noise_g_cm2,
    one_decimal,
    spine_can_be_judged,
    young_adult_reference,
)
from bonecheck.scan.doubts import doubts_of
from bonecheck.scan.fit import (
    contradiction,
    is_in_lowest_range,
    reference_t_score,
    t_is_above_z,
    z_is_too_good,
)
from bonecheck.scan.held import Held
from bonecheck.scan.method import held_by_method
from bonecheck.scan.score_choice import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReading:
    """One site of the scan, read. Printed scores stand as printed; scores that we work out have one decimal.

    `vertebrae` are the levels in their order; none where the report names none, or the site is not the spine.
    `doubts` name what was told that can spoil a score here. `pair_is_odd` says that T-score and Z-score lie apart as
    no table shows, `is_far_above` that the site is too high to be called normal. An estimated score near an edge has
    no `category` and no `expected_range`.
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
    doubts: tuple[str, ...]
    pair_is_odd: bool
    is_far_above: bool
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


RADIUS = SkeletalSite.ONE_THIRD_RADIUS
POPULATION = {
    EthnicGroup.BLACK_AFRICAN: Population.BLACK,
    EthnicGroup.BLACK_AMERICAN: Population.BLACK,
    EthnicGroup.BLACK_CARIBBEAN: Population.BLACK,
    EthnicGroup.MEXICAN_AMERICAN: Population.MEXICAN_AMERICAN,
}


def read_sites(
    report: DxaReport,
    person: Person,
    risks: RiskFactors,
    score: Score,
    age_at_scan_years: float | None,
    unread: Mapping[str, str] = MappingProxyType({}),
) -> tuple[SiteReading, ...]:
    """Every measured site, read, with the deciding ones marked.

    The lowest of lumbar spine, femoral neck and total hip decides; the one-third radius only when none of
    them was measured, with an overactive parathyroid, and in Canada. Sites with equal lowest scores decide together.
    None decides while a site in doubt could still move the result to a lower range, or stands beside an all-clear. `unread` holds, by the key of
    the answer, the numbers that were typed and could not be read yet. Sources: ``racgp``, ``parathyroid_surgery``,
    ``canadian_report``.
    """
    waiting = {key.partition(".")[0] for key in unread}
    measured = [m for m in report.measurements if (m.t_score, m.z_score, m.bmd_g_cm2) != (None, None, None)]
    measured += [m for m in report.measurements if m.region in waiting and m not in measured]
    judged = {m.region: _held(m, report, person, score, age_at_scan_years, unread) for m in measured}
    central = any(
        m.site is not RADIUS and not ((held := judged[m.region]) and held.is_a_missing_spine) for m in measured
    )
    sites = []
    for measurement in measured:
        held = judged[measurement.region]
        if measurement.site is RADIUS:
            held = _radius_held(person, risks, central=central) or held
        sites.append(_read(measurement, report, person, risks, score, age_at_scan_years, held))
    if score is Score.UNDECIDED:
        return tuple(sites)
    values = {site.region: value for site in sites if site.counts and (value := score_of(site, score)) is not None}
    waiting_sites = [
        measurement
        for measurement, site in zip(measured, sites, strict=True)
        if site.held is not None and site.held.leaves_result_open
    ]
    if not values or not all(
        _keeps_the_range(measurement, judged[measurement.region], report, person, score, min(values.values()))
        for measurement in waiting_sites
    ):
        return tuple(sites)  # a site in doubt may be lower still, so none decides yet
    deciding = {region for region, value in values.items() if value == min(values.values())}
    return tuple(replace(site, decides=site.region in deciding) for site in sites)


def _keeps_the_range(
    measurement: SiteMeasurement, held: Held | None, report: DxaReport, person: Person, score: Score, lowest: float
) -> bool:
    """Whether a site in doubt leaves the range of the lowest score as it is.

    Nothing is lower than the lowest range. Osteopenia stays where neither the printed T-score, with or without a lost
    minus sign, nor the one that the bone density gives, less its error, is in a lower range. An all-clear always waits.
    """
    if is_in_lowest_range(lowest, score):
        return True
    computed = reference_t_score(measurement, report.scanner_make, person.sex)
    if score is not Score.T_SCORE or held is not Held.T_AND_BMD_CONFLICT or computed is None:
        return False
    worst = min(-abs(measurement.t_score or 0.0), computed - threshold("estimate_margin").value)
    return TScore(lowest).category is BmdCategory.OSTEOPENIA and not is_in_lowest_range(worst, score)


def _held(
    measurement: SiteMeasurement,
    report: DxaReport,
    person: Person,
    score: Score,
    age_at_scan_years: float | None,
    unread: Mapping[str, str],
) -> Held | None:
    if (method := held_by_method(measurement, report)) is not None:
        return method
    if not spine_can_be_judged(measurement.vertebrae):
        return Held.ONE_VERTEBRA if measurement.vertebrae else Held.NO_VERTEBRA_NAMED
    if (waits := _waits(measurement, score, unread)) is not None:
        return waits
    return contradiction(measurement, report.scanner_make, person, age_at_scan_years, score)


def _waits(measurement: SiteMeasurement, score: Score, unread: Mapping[str, str]) -> Held | None:
    """Whether the score that counts waits for a number that could not be read; any other number holds nothing."""
    needed: tuple[str, ...] = ("t_score", "z_score")
    if score is not Score.UNDECIDED:
        printed = measurement.z_score if score is Score.Z_SCORE else measurement.t_score
        needed = (str(score),) if printed is not None else (str(score), "bmd_g_cm2")
    texts = [unread[key] for field in needed if (key := f"{measurement.region}.{field}") in unread]
    if not texts:
        return None
    if all(ct_density_in(text) is not None for text in texts):
        return Held.CT_DENSITY_TYPED
    return Held.PERCENT_TYPED if all(percent_in(text) is not None for text in texts) else Held.NOT_READ_YET


def _radius_held(person: Person, risks: RiskFactors, *, central: bool) -> Held | None:
    """The one-third radius beside a measured spine or hip: not held where it counts. Source: ``parathyroid_surgery``."""
    return Held.RADIUS_BESIDE_SPINE_OR_HIP if central and radius_reason(person, risks) is None else None


def radius_reason(person: Person, risks: RiskFactors) -> str | None:
    """Why the one-third radius counts beside spine and hip: an overactive parathyroid, or the country's rule."""
    conditions = risks.conditions
    if conditions is not None and conditions.answer(Condition.HYPERPARATHYROIDISM) is Answer.YES:
        return "parathyroid"
    return "canada" if person.country is Country.CANADA else None


def height_of(site: SiteReading) -> tuple[Score, float]:
    """The score that tells whether a site is far above average, and its value: see `is_far_above`."""
    by_z = site.t_score is None or (site.z_score is not None and not site.z_is_estimated)
    return (Score.Z_SCORE, site.z_score or 0.0) if by_z else (Score.T_SCORE, site.t_score or 0.0)


def score_of(site: SiteReading, score: Score) -> float | None:
    """The score of `site` that counts for this person."""
    return site.z_score if score is Score.Z_SCORE else site.t_score


def peers(site: SkeletalSite, person: Person, age_at_scan_years: float | None) -> Peers | None:
    """How women of the same age spread on the T-score line at `site`; None where no table reaches.

    The T-score line is the same for every make, since the conversion between makes is a straight line.
    """
    young = young_adult_reference(site, Sex.FEMALE, ScannerMake.HOLOGIC)
    if person.sex is not Sex.FEMALE or age_at_scan_years is None or young is None:
        return None
    same_age = age_matched_reference(site, Sex.FEMALE, ScannerMake.HOLOGIC, population(person), age_at_scan_years)
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
    risks: RiskFactors,
    score: Score,
    age_at_scan_years: float | None,
    held: Held | None,
) -> SiteReading:
    t_score, z_score, z_population = measurement.t_score, measurement.z_score, None
    if t_score is None and held is not Held.OTHER_METHOD:  # a printed T-score beats a computed one
        t_score = reference_t_score(measurement, report.scanner_make, person.sex)
    if (
        z_score is None
        and held is not Held.OTHER_METHOD
        and (same_age := _same_age(measurement, person, report.scanner_make, age_at_scan_years))
    ):
        bmd = Bmd(g_cm2=measurement.bmd_g_cm2 or 0.0, site=measurement.site, make=same_age.make)
        z_score, z_population = one_decimal(same_age.z_score(bmd).sd), same_age.population
    z_is_odd = z_is_too_good(measurement, age_at_scan_years)
    is_odd = z_is_odd or t_is_above_z(measurement, person, age_at_scan_years)
    doubts = doubts_of(measurement.site, report, risks)
    is_far_above = not z_is_odd and _is_far_above(t_score, z_score, z_is_printed=measurement.z_score is not None)
    is_read = held in {None, Held.RADIUS_BESIDE_SPINE_OR_HIP}
    compares = is_read and not is_odd and not is_far_above and not doubts
    return SiteReading(
        region=measurement.region,
        site=measurement.site,
        side=measurement.side,
        vertebrae=tuple(sorted(set(measurement.vertebrae or ()), key=ALL_VERTEBRAE.index)),
        bmd_g_cm2=measurement.bmd_g_cm2,
        t_score=t_score,
        t_is_estimated=measurement.t_score is None and t_score is not None,
        z_score=z_score,
        z_is_estimated=measurement.z_score is None and z_score is not None,
        percentile=round(ZScore(z_score).percentile, 1) if compares and z_score is not None else None,
        noise_sd=_noise_sd(measurement, report.scanner_make),
        category=_category(t_score, is_printed=measurement.t_score is not None)
        if score is Score.T_SCORE and not held
        else None,
        expected_range=_expected_range(z_score, is_printed=measurement.z_score is not None) if not held else None,
        z_population=z_population,
        held=held,
        doubts=doubts,
        pair_is_odd=is_odd,
        is_far_above=is_far_above,
        decides=False,
    )


def _category(t_score: float | None, *, is_printed: bool) -> BmdCategory | None:
    """The class of a T-score; none of an estimate that may belong to another one. Rule of our notes, R4.4."""
    if t_score is None or is_printed:
        return None if t_score is None else TScore(t_score).category
    margin = threshold("estimate_margin").value
    classes = {TScore(one_decimal(t_score + error)).category for error in (-margin, margin)}
    return classes.pop() if len(classes) == 1 else None


def _expected_range(z_score: float | None, *, is_printed: bool) -> ExpectedRange | None:
    """The range of a Z-score; none of an estimate that may lie on either side of the edge. Rule of our notes, R4.4."""
    if z_score is None or is_printed:
        return None if z_score is None else ZScore(z_score).expected_range
    margin = threshold("estimate_margin").value
    ranges = {ZScore(one_decimal(z_score + error)).expected_range for error in (-margin, margin)}
    return ranges.pop() if len(ranges) == 1 else None


def _is_far_above(t_score: float | None, z_score: float | None, *, z_is_printed: bool) -> bool:
    """Too high to be called normal: by the printed Z-score, or by the T-score without one. Source: ``high_bmd_z``."""
    score = z_score if z_is_printed or t_score is None else t_score
    return score is not None and threshold("score_far_above").is_met_by(score)


def _same_age(
    measurement: SiteMeasurement, person: Person, make: ScannerMake | None, age: float | None
) -> AgeMatchedReference | None:
    """The age reference for an estimated Z-score; None without bone density or a table for the person's group."""
    whole_spine = measurement.site is not SkeletalSite.LUMBAR_SPINE or measurement.vertebrae == ALL_VERTEBRAE
    if age is None or person.sex is not Sex.FEMALE or make is None or measurement.bmd_g_cm2 is None or not whole_spine:
        return None
    return age_matched_reference(measurement.site, Sex.FEMALE, make, population(person), age)


def population(person: Person) -> Population:
    """The group whose table is used: one's own where there is one, else that of White women, named as such."""
    group = person.ethnic_group
    return Population.WHITE if group is None else POPULATION.get(group, Population.WHITE)


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
