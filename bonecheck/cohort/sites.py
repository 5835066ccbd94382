"""Reads the sites of a scan as columns: what holds a score, the site that decides, and what the headline says of it.

The rules are those of `scan/site_reading.py`, `fit.py` and `headline.py` for people whose answers are plain; all others
go through those rules themselves. Every threshold is the same entry.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt

from bonecheck.answers.as_given import REGIONS, VERTEBRA_SPANS
from bonecheck.answers.dxa_report import (
    ALL_VERTEBRAE,
    ScanMethod,
    ScannerMake,
    SiteDoubt,
    SkeletalSite,
    UnusableScan,
    Vertebra,
)
from bonecheck.answers.person import Answer, Country, EthnicGroup, Person, Sex
from bonecheck.answers.risk_factors import Checklist, Condition, RiskFactors
from bonecheck.cohort.cases import as_case
from bonecheck.cohort.cells import Read
from bonecheck.cohort.gate import Gate
from bonecheck.cohort.people import People
from bonecheck.cohort.results import HELD, code_of
from bonecheck.cohort.scores import is_lowest_t, met, one_decimal, rounded
from bonecheck.evidence.library import threshold
from bonecheck.risk.columns import Bools, Floats, Ints
from bonecheck.scan.densitometry import age_matched_reference, spine_can_be_judged, young_adult_reference
from bonecheck.scan.fit import GAP_UNDER
from bonecheck.scan.held import Held
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import population, radius_reason

RADIUS = SkeletalSite.ONE_THIRD_RADIUS
HIP = {SkeletalSite.FEMORAL_NECK, SkeletalSite.TOTAL_HIP}
_OLDEST = 130


@dataclass(slots=True, kw_only=True)
class Site:
    """One region, read for every row; scores are NaN where there are none, and held is a number of `HELD`.

    It is measured where it has numbers, or something that could not be read in their place. `conflict` is what does not fit
    of its numbers, as a number of `HELD`, whatever else holds it; `is_conflict` says that the site waits for its density.
    """

    region: str
    site: SkeletalSite
    t_score: Floats
    z_score: Floats
    t_is_estimated: Bools
    z_is_estimated: Bools
    measured: Bools
    has_numbers: Bools
    conflict: npt.NDArray[np.int8]
    is_conflict: Bools
    computed: Floats
    printed: Floats
    far_above: Bools
    z_too_high: Bools
    z_too_good: Bools
    t_above_z: Bools
    held: npt.NDArray[np.int8]

    @property
    def counts(self) -> Bools:
        """The rows in which it is read."""
        return np.asarray(self.measured & (self.held == 0))

    @property
    def is_odd(self) -> Bools:
        """The rows whose T-score and Z-score lie further apart than tables explain."""
        return np.asarray(self.z_too_good | self.t_above_z)

    @property
    def is_open(self) -> Bools:
        """The rows in which it may yet turn out to be lower."""
        found: Bools = self.measured & _IS_OPEN[self.held]
        return found


_IS_OPEN = np.array([False, *(held.leaves_result_open for held in Held)])
_IS_MISSING = np.array([False, *(held.is_a_missing_spine for held in Held)])
T_AND_BMD, T_AND_Z = HELD[Held.T_AND_BMD_CONFLICT], HELD[Held.T_AND_Z_CONFLICT]
BESIDE, NOT_READ = HELD[Held.RADIUS_BESIDE_SPINE_OR_HIP], HELD[Held.NOT_READ_YET]


def read_sites(people: People, gate: Gate, reads: Bools) -> list[Site]:
    """Every region that the table has numbers of, in the order of a report; `reads` are the rows with a scan to read."""
    female, hip_ages = people.rows_with("sex", Sex.FEMALE), met("t_above_z_at_40_to_49_age", gate.age)
    by_t, by_z, undecided = (gate.score == code_of("score")[score] for score in Score)
    spans = people.ask(_levels, *(people.of(f"lumbar_spine.{key}") for key in ("vertebrae", "vertebrae_other")))
    few, all_levels = spans[0].astype(np.int8), spans[1].astype(np.bool_)
    makes, populations = _codes(people, "scanner_make"), as_case(people.of("ethnic_group"), _population)
    sites = []
    for region, (site, _) in REGIONS.items():
        names = [f"{region}.{score}" for score in ("t_score", "z_score", "bmd_g_cm2")]
        if not any(people.has(name) for name in names):
            continue
        printed, z_printed, bmd = (people.numbers(name) for name in names)
        has_numbers = reads & ~(np.isnan(printed) & np.isnan(z_printed) & np.isnan(bmd))
        t_waits, z_waits, bmd_waits = (people.is_bad(name) for name in names)
        whole, too_few = np.ones(1, dtype=np.bool_), np.zeros(1, dtype=np.int8)
        if site is SkeletalSite.LUMBAR_SPINE:
            whole, too_few = all_levels, few
        has_bmd = people.has(names[2])
        computed = _t_of_bmd(site, bmd, female & whole, *makes) if has_bmd else np.full(people.count, np.nan)
        no_t, no_z = np.isnan(printed), np.isnan(z_printed)
        conflict = np.zeros(people.count, dtype=np.int8)
        gap = rounded(printed - z_printed)
        above = _above_z(printed, gap, gate.age, female & hip_ages if site in HIP else np.zeros(1, dtype=np.bool_))
        old = met("contradiction_age", gate.age)
        lowest = is_lowest_t(printed)
        conflict[above & old & ~(lowest & is_lowest_t(z_printed))] = T_AND_Z
        if has_bmd:
            conflict[_bmd_contradicts(printed, computed, by_t) & ~(lowest & is_lowest_t(computed))] = T_AND_BMD
        waits = np.where(by_z, no_z & (z_waits | bmd_waits), no_t & (t_waits | bmd_waits))
        waits = np.where(undecided, t_waits | z_waits, waits)
        held = np.where(too_few, too_few, np.where(waits, NOT_READ, conflict)).astype(np.int8)
        too_good = _z_too_good(-gap, gate.age)
        z_computed = np.full(people.count, np.nan)
        if has_bmd:
            z_computed = _z_of_bmd(site, bmd, gate.age, female & whole, makes, populations.codes, populations.values)
        t_score = np.where(no_t, computed, printed)
        z_score = np.where(no_z, z_computed, z_printed)
        high = np.where(~no_z | np.isnan(t_score), z_score, t_score)
        sites.append(
            Site(
                region=region,
                site=site,
                t_score=t_score,
                z_score=z_score,
                t_is_estimated=no_t & ~np.isnan(t_score),
                z_is_estimated=no_z & ~np.isnan(z_score),
                measured=has_numbers | (reads & (t_waits | z_waits | bmd_waits)),
                has_numbers=has_numbers,
                conflict=conflict,
                is_conflict=held == T_AND_BMD,
                computed=computed,
                printed=printed,
                far_above=~too_good & met("score_far_above", high),
                z_too_high=(too_good | above) & (z_score > t_score),
                z_too_good=too_good,
                t_above_z=above,
                held=held,
            )
        )
    _hold_radius(people, sites)
    return sites


def _levels(on: date, span: Read, tapped: Read) -> tuple[float, ...]:
    """What holds a spine of these vertebrae, as a number of `HELD`, and whether they are all four."""
    levels = next((levels for levels, text in VERTEBRA_SPANS.items() if text == span), None)
    if span == "other":
        levels = tuple(vertebra for vertebra in Vertebra if isinstance(tapped, tuple) and vertebra in tapped)
    held = 0 if spine_can_be_judged(levels) else HELD[Held.ONE_VERTEBRA if levels else Held.NO_VERTEBRA_NAMED]
    return held, levels == ALL_VERTEBRAE


def _hold_radius(people: People, sites: list[Site]) -> None:
    """The forearm beside a measured spine or hip does not count, but where a rule says so."""
    radius = next((site for site in sites if site.site is RADIUS), None)
    if radius is None:
        return
    others = [site.measured & ~_IS_MISSING[site.held] for site in sites if site is not radius]
    central = np.any(others, axis=0) if others else False
    [counts] = people.ask(_radius_counts, as_case(people.of("conditions"), _parathyroid), people.of("country"))
    radius.held = np.where(central & (counts == 0), np.int8(BESIDE), radius.held)


def _parathyroid(value: Read) -> Read:
    return "yes" if isinstance(value, tuple) and Condition.HYPERPARATHYROIDISM in value else None


def _radius_counts(on: date, parathyroid: Read, country: Read) -> tuple[float, ...]:
    ticked = (str(Condition.HYPERPARATHYROIDISM),) if parathyroid else ()
    risks = RiskFactors(conditions=Checklist(ticked=ticked, others=Answer.NO))
    person = Person(country=Country(country) if isinstance(country, str) else None)
    return (radius_reason(person, risks) is not None,)


# ---------------------------------------------------------------- whether the numbers of a site fit


def _above_z(printed: Floats, gap: Floats, age: Floats, woman_from_40: Bools) -> Bools:
    """The T-score further above the Z-score than tables explain: see `fit.t_is_above_z`."""
    old = met("contradiction_age", age)
    in_her_forties = woman_from_40 & ~old & met("t_above_z_at_40_to_49_t_score", printed)
    return np.where(
        old & (printed < 0),
        met("t_above_z", gap),
        np.where(in_her_forties, met("t_above_z_at_40_to_49", gap), met("t_above_z_otherwise", gap)),
    )


def _z_too_good(gap: Floats, age: Floats) -> Bools:
    """The Z-score further above the T-score than any table shows: see `fit.z_is_too_good`."""
    found = met("z_above_t", gap)
    for limit in GAP_UNDER:
        found = found | (met(f"{limit}_age", age) & met(limit, gap))
    return found


def _bmd_contradicts(printed: Floats, computed: Floats, by_t: Bools) -> Bools:
    """The T-score against the one that the bone density gives: see `fit.contradiction`."""
    apart = rounded(np.abs(one_decimal(printed) - computed))
    far = np.where(printed * computed < 0, met("t_and_bmd_sign_conflict", apart), met("t_and_bmd_conflict", apart))
    score = rounded(printed)
    normal, lowest = met("t_score_normal", score), met("t_score_osteoporosis", score)
    edge = np.where(normal, threshold("t_score_normal").value, threshold("t_score_osteoporosis").value)
    better = by_t & ~np.isnan(printed) & ~lowest & met("t_and_bmd_range_conflict", rounded(edge - computed))
    return np.asarray(far | better)


def _codes(people: People, name: str) -> tuple[Ints, tuple[Read, ...]]:
    cells = people.of(name)
    return cells.codes, cells.values


def _t_of_bmd(site: SkeletalSite, bmd: Floats, has_table: Bools, makes: Ints, values: tuple[Read, ...]) -> Floats:
    """The T-score that the reference tables give, to one decimal; NaN where there is no table."""
    mean, sd = np.array([_young(site, make) for make in values]).T
    found = one_decimal((bmd - mean[makes]) / sd[makes])
    return np.where(has_table, found, np.nan)


@cache
def _young(site: SkeletalSite, make: Read) -> tuple[float, float]:
    found = young_adult_reference(site, Sex.FEMALE, ScannerMake(make)) if isinstance(make, str) else None
    return (np.nan, np.nan) if found is None else (found.mean_g_cm2, found.sd_g_cm2)


def _z_of_bmd(
    site: SkeletalSite,
    bmd: Floats,
    age: Floats,
    has_table: Bools,
    makes: tuple[Ints, tuple[Read, ...]],
    group: Ints,
    groups: tuple[Read, ...],
) -> Floats:
    """The Z-score that the tables by age give, to one decimal; NaN where there is no table."""
    codes, values = makes
    tables = np.array([[_same_age(site, make, of) for of in groups] for make in values])  # make, group, age, (mean, sd)
    years = np.where(np.isnan(age), 0, age).astype(np.intp)
    at = (codes * len(groups) + group) * _OLDEST + np.clip(years, 0, _OLDEST - 1)
    flat = tables.reshape(-1, 2)
    found = one_decimal((bmd - flat[:, 0].take(at)) / flat[:, 1].take(at))
    return np.where(has_table, found, np.nan)


@cache
def _same_age(site: SkeletalSite, make: Read, group: Read) -> npt.NDArray[np.float64]:
    """Mean and SD at each age, NaN where no table reaches."""
    table = np.full((_OLDEST, 2), np.nan)
    if isinstance(make, str):
        for age in range(1, _OLDEST):
            of = population(Person(ethnic_group=EthnicGroup(group) if isinstance(group, str) else None))
            if (found := age_matched_reference(site, Sex.FEMALE, ScannerMake(make), of, age)) is not None:
                table[age] = found.mean_g_cm2, found.sd_g_cm2
    return table


def _population(value: Read) -> Read:
    """The first group that is compared with the same people."""
    if not isinstance(value, str):
        return None
    of = population(Person(ethnic_group=EthnicGroup(value)))
    return next(str(group) for group in EthnicGroup if population(Person(ethnic_group=group)) is of)


# ---------------------------------------------------------------- who goes through the one-person rules


def unusual(people: People, scanned: Bools) -> Iterator[Bools]:
    """The rows with a rare scan, one kind after the other; their scan is read by the one-person rules."""
    others = [method for method in ScanMethod if method not in {ScanMethod.DXA, ScanMethod.NOT_KNOWN}]
    yield scanned & people.rows_with("scan_method", *others)  # CT, ultrasound, a device
    yield scanned & _beyond_numbers(people)
    if people.has(f"{RADIUS}.t_score") or people.has(f"{RADIUS}.z_score") or people.has(f"{RADIUS}.bmd_g_cm2"):
        central = [f"{region}" for region, (site, _) in REGIONS.items() if site is not RADIUS]
        yield (
            scanned
            & ~people.rows_with("scan_method", ScanMethod.DXA)
            & has_number(people, RADIUS)
            & ~has_number(people, *central)
        )


def has_number(people: People, *regions: str) -> Bools:
    """The rows with a number at one of these regions."""
    found = np.zeros(people.count, dtype=np.bool_)
    for region in regions:
        for score in ("t_score", "z_score", "bmd_g_cm2"):
            if people.has(name := f"{region}.{score}"):
                found |= ~np.isnan(people.numbers(name)) | people.is_bad(name)
    return found


def _beyond_numbers(people: People) -> Bools:
    """Rows that name a region of which they give no number, or a scan that has no place here, such as a heel."""
    cells = people.of("scan_regions")
    found = np.zeros(people.count, dtype=np.bool_)
    if len(cells.values) > 1:
        found = people.rows_with("scan_regions", *UnusableScan)
        for region in REGIONS:
            found |= people.rows_with("scan_regions", region) & ~has_number(people, region)
    for region in REGIONS:
        if people.has(name := f"{region}.z_score_other_sex"):
            found |= ~np.isnan(people.numbers(name)) & ~has_number(people, region)
    return found


def metal_in_hip(people: People) -> Bools:
    """The rows whose hip was scanned with metal in it, so that its score can read too high."""
    return people.rows_with("site_doubts", SiteDoubt.HIP_METAL)
