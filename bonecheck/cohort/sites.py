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
from bonecheck.answers.dxa_report import ALL_VERTEBRAE, ScanMethod, ScannerMake, SiteDoubt, SkeletalSite, UnusableScan
from bonecheck.answers.person import Answer, Country, EthnicGroup, Person, Sex
from bonecheck.answers.risk_factors import Checklist, Condition, RiskFactors
from bonecheck.cohort.breaks import Breaks
from bonecheck.cohort.cases import as_case
from bonecheck.cohort.cells import Read
from bonecheck.cohort.columns import NAMES_A_RANGE
from bonecheck.cohort.gate import Gate
from bonecheck.cohort.people import People
from bonecheck.cohort.results import HELD, PLACES, Results, code_of
from bonecheck.evidence.entries import COMPARISONS
from bonecheck.evidence.library import threshold
from bonecheck.risk.columns import Bools, Floats, Ints
from bonecheck.scan.densitometry import age_matched_reference, young_adult_reference
from bonecheck.scan.fit import GAP_UNDER
from bonecheck.scan.held import Held
from bonecheck.scan.score_choice import Score, Why
from bonecheck.scan.site_reading import population, radius_reason

RADIUS = SkeletalSite.ONE_THIRD_RADIUS
HIP = {SkeletalSite.FEMORAL_NECK, SkeletalSite.TOTAL_HIP}
WHOLE_SPINE = VERTEBRA_SPANS[ALL_VERTEBRAE]
_OLDEST = 130


@dataclass(slots=True, kw_only=True)
class Site:
    """One region, read for every row; scores are NaN where there are none, and held is a number of `HELD`."""

    region: str
    site: SkeletalSite
    t_score: Floats
    z_score: Floats
    t_is_estimated: Bools
    z_is_estimated: Bools
    measured: Bools
    conflict: Ints
    computed: Floats
    printed: Floats
    far_above: Bools
    z_too_high: Bools
    held: Ints

    @property
    def counts(self) -> Bools:
        """The rows in which it is read."""
        return self.measured & (self.held == 0)

    @property
    def is_open(self) -> Bools:
        """The rows in which it may yet turn out to be lower."""
        return self.measured & np.isin(self.held, _OPEN)


_OPEN = [HELD[held] for held in Held if held.leaves_result_open]
T_AND_BMD, T_AND_Z, BESIDE = (
    HELD[held] for held in (Held.T_AND_BMD_CONFLICT, Held.T_AND_Z_CONFLICT, Held.RADIUS_BESIDE_SPINE_OR_HIP)
)


def met(key: str, numbers: Floats) -> Bools:
    """The rows whose number is on the named side of a threshold; never one that is not known."""
    entry = threshold(key)
    found: Bools = COMPARISONS[entry.when](numbers, entry.value)
    return found


def rounded(scores: Floats) -> Floats:
    """Without what floating point adds."""
    return np.round(scores, 6)


def one_decimal(scores: Floats) -> Floats:
    """`densitometry.one_decimal` for a column: to six decimals first, then halves away from zero."""
    millionths = np.rint(np.abs(scores) * 1e6)
    return np.copysign(np.floor((millionths + 50_000) / 100_000) / 10, scores) + 0.0


def is_lowest_t(scores: Floats) -> Bools:
    """The T-scores in the lowest range."""
    return met("t_score_osteoporosis", rounded(scores))


def is_lowest_z(scores: Floats) -> Bools:
    """The Z-scores in the lowest range."""
    return met("z_score_below_expected", rounded(scores))


def read_sites(people: People, gate: Gate, reads: Bools) -> list[Site]:
    """Every region that the table has numbers of, in the order of a report; `reads` are the rows with a scan to read."""
    female, hip_ages = people.rows_with("sex", Sex.FEMALE), met("t_above_z_at_40_to_49_age", gate.age)
    by_t = gate.score == code_of("score")[Score.T_SCORE]
    makes, populations = _codes(people, "scanner_make"), as_case(people.of("ethnic_group"), _population)
    sites = []
    for region, (site, _) in REGIONS.items():
        names = [f"{region}.{score}" for score in ("t_score", "z_score", "bmd_g_cm2")]
        if not any(people.has(name) for name in names):
            continue
        printed, z_printed, bmd = (people.numbers(name) for name in names)
        measured = reads & ~(np.isnan(printed) & np.isnan(z_printed) & np.isnan(bmd))
        whole = (
            np.True_
            if site is not SkeletalSite.LUMBAR_SPINE
            else people.rows_with("lumbar_spine.vertebrae", WHOLE_SPINE)
        )
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
                measured=measured,
                conflict=conflict,
                computed=computed,
                printed=printed,
                far_above=~too_good & met("score_far_above", high),
                z_too_high=(too_good | above) & (z_score > t_score),
                held=conflict.copy(),
            )
        )
    _hold_radius(people, sites)
    return sites


def _hold_radius(people: People, sites: list[Site]) -> None:
    """The forearm beside a measured spine or hip does not count, but where a rule says so."""
    radius = next((site for site in sites if site.site is RADIUS), None)
    if radius is None:
        return
    central = np.any([site.measured for site in sites if site is not radius], axis=0) if len(sites) > 1 else False
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


# ---------------------------------------------------------------- the site that decides, and the headline


@dataclass(slots=True, kw_only=True)
class Verdict:
    """What the sites together say. `either_way` are rows without a choice of score whose scores say the same by both."""

    either_way: Bools
    scan_weighs_more: Bools


def verdict(people: People, gate: Gate, sites: list[Site], reads: Bools, breaks: Breaks, results: Results) -> Verdict:
    """Fills the columns on the scan for the rows of `reads`, whose scan is usable."""
    count = people.count
    scores, whys = code_of("score"), code_of("why")
    by_z, by_t = gate.score == scores[Score.Z_SCORE], gate.score == scores[Score.T_SCORE]
    names = code_of("result")
    no, nan = np.zeros(count, dtype=np.bool_), np.full(count, np.nan)
    values = [np.where(site.counts, np.where(by_z, site.z_score, site.t_score), np.nan) for site in sites]
    lowest = np.fmin.reduce(values) if values else nan
    in_lowest = np.where(by_z, is_lowest_z(lowest), is_lowest_t(lowest))
    has_value = ~np.isnan(lowest) & (by_z | by_t)
    keeps = np.ones(count, dtype=np.bool_)
    osteopenia = ~is_lowest_t(lowest) & ~met("t_score_normal", rounded(lowest))
    for site in sites:
        if not site.is_open.any():
            continue
        worst = np.fmin(-np.abs(site.printed), site.computed - threshold("estimate_margin").value)
        stays = by_t & (site.conflict == T_AND_BMD) & osteopenia & ~is_lowest_t(worst)
        keeps &= ~site.is_open | in_lowest | stays
    decided = reads & has_value & keeps
    result = np.full(count, -1, dtype=np.int8)
    estimated, z_high, far, first_radius, deciding = (
        no.copy(),
        no.copy(),
        no.copy(),
        no.copy(),
        np.zeros(count, np.uint8),
    )
    central_score = no.copy()
    for site, value in reversed([*zip(sites, values, strict=True)]):
        decides = decided & (value == lowest)
        deciding |= decides.astype(np.uint8) << np.uint8(PLACES[site.region])
        is_estimate = np.where(by_z, site.z_is_estimated, site.t_is_estimated)
        estimated = np.where(decides, is_estimate, estimated)
        first_radius = np.where(decides, site.site is RADIUS, first_radius)
        z_high |= site.counts & site.z_too_high
        far |= site.counts & site.far_above
        if site.site is not RADIUS:
            central_score |= ~np.isnan(value)
        results.held[PLACES[site.region]] = np.where(site.measured, site.held, 0)
        held_open = site.is_open
        if held_open.any():  # the first of them names the reason, so the last one written counts
            codes = np.array([-1, *(names[held] for held in HELD)], dtype=np.int8)
            result = np.where(held_open, codes[site.held], result).astype(np.int8)
    man = people.rows_with("sex", Sex.MALE)
    nothing = np.where(by_z, names["no_z_score"], np.where(man, names["no_usable_score_man"], names["no_usable_score"]))
    result = np.where(result == -1, nothing, result)
    pregnant = gate.why == whys[Why.PREGNANCY]
    finding, ranges = _headline(
        by_z, lowest, in_lowest, estimated, z_high, far, pregnant, breaks, first_radius & ~central_score
    )
    finding = np.where(pregnant & ~breaks.major, names["pregnancy_no_range"], finding)
    result = np.where(decided, finding, result)
    undecided = gate.score == scores[Score.UNDECIDED]
    whys_as_results = np.array([names[why] for why in whys])
    result = np.where(undecided | (gate.score == -1), whys_as_results[gate.why], result)
    names_a_range = np.array([name in NAMES_A_RANGE for name in names])
    columns = results.columns
    columns["result"] = result.astype(np.int8)
    columns["range"] = np.where(decided & names_a_range[result], ranges, -1).astype(np.int8)
    columns["value"] = np.where(decided, lowest, np.nan)
    columns["is_estimated"] = decided & estimated
    results.deciding = np.where(decided, deciding, 0).astype(np.uint8)
    return Verdict(
        either_way=reads & undecided & _alike(sites, count),
        scan_weighs_more=_weighs_more(sites, by_z, count),
    )


def _headline(
    by_z: Bools,
    value: Floats,
    in_lowest: Bools,
    estimated: Bools,
    z_high: Bools,
    far: Bools,
    pregnant: Bools,
    breaks: Breaks,
    radius_alone: Bools,
) -> tuple[Ints, Ints]:
    """The key of the headline for a deciding site, and its range: see `headline._headline_key` and `_headline_finding`."""
    names, ranges = code_of("result"), code_of("range")
    normal = met("t_score_normal", rounded(value))
    t_range = np.where(in_lowest, ranges["osteoporosis"], np.where(normal, ranges["normal"], ranges["osteopenia"]))
    z_range = np.where(in_lowest, ranges["below"], ranges["within"])
    of_range = np.zeros(len(ranges), dtype=np.int8)
    for name, code in ranges.items():
        of_range[code] = names[f"headline_{'z' if name in {'within', 'below'} else 't'}_{name}"]
    plain = of_range[np.where(by_z, z_range, t_range)]
    by_t_key = np.where(breaks.broke & normal, names["headline_t_fracture"], plain)
    by_z_key = np.where(~in_lowest & z_high, names["headline_z_does_not_fit"], plain)
    by_z_key = np.where(breaks.broke & (~in_lowest | pregnant), names["headline_z_fracture"], by_z_key)
    key = np.where(by_z, by_z_key, by_t_key)
    calm = [names[f"headline_{name}"] for name in ("t_normal", "z_within", "t_fracture", "z_fracture")]
    high = far & np.isin(key, calm)
    key = np.where(high, names["headline_far_above"], key)
    key = np.where(radius_alone & ~high & ~in_lowest, names["headline_forearm_alone"], key)
    by_estimate = np.where(by_z, names["headline_z_estimated"], names["headline_t_estimated"])
    key = np.where(estimated, by_estimate, key)
    margin = threshold("estimate_margin").value
    lower, upper = one_decimal(value - margin), one_decimal(value + margin)
    t_edge = (is_lowest_t(lower) != is_lowest_t(upper)) | (
        met("t_score_normal", rounded(lower)) != met("t_score_normal", rounded(upper))
    )
    edge = estimated & np.where(by_z, is_lowest_z(lower) != is_lowest_z(upper), t_edge)
    return key.astype(np.int8), np.where(edge, -1, np.where(by_z, z_range, t_range))


def _alike(sites: list[Site], count: int) -> Bools:
    """Rows whose lowest printed T-score and Z-score may say the same, so that the one-person rules have to look."""
    t_scores = [np.where(site.counts & ~site.t_is_estimated, site.t_score, np.nan) for site in sites]
    z_scores = [np.where(site.counts & ~site.z_is_estimated, site.z_score, np.nan) for site in sites]
    if not sites:
        return np.zeros(count, dtype=np.bool_)
    by_t, by_z = np.fmin.reduce(t_scores), np.fmin.reduce(z_scores)
    both_low = is_lowest_t(by_t) & is_lowest_z(by_z)
    return both_low | (met("t_score_normal", rounded(by_t)) & ~is_lowest_z(by_z) & ~np.isnan(by_z))


def _weighs_more(sites: list[Site], by_z: Bools, count: int) -> Bools:
    """Rows whose scan is so low that a model without it reads too low: see `inputs.scan_weighs_more`."""
    found = np.zeros(count, dtype=np.bool_)
    for site in sites:
        low = met("t_score_osteoporosis", site.t_score) | (by_z & met("z_score_below_expected", site.z_score))
        found |= site.counts & low
    return found


# ---------------------------------------------------------------- who goes through the one-person rules


def unusual(people: People, scanned: Bools) -> Iterator[Bools]:
    """The rows with a rare scan, one kind after the other; their scan is read by the one-person rules."""
    others = [method for method in ScanMethod if method not in {ScanMethod.DXA, ScanMethod.NOT_KNOWN}]
    yield scanned & people.rows_with("scan_method", *others)  # CT, ultrasound, a device
    yield scanned & people.rows_with("lumbar_spine.vertebrae", "other")
    yield scanned & _beyond_numbers(people)
    if people.has(f"{RADIUS}.t_score") or people.has(f"{RADIUS}.z_score") or people.has(f"{RADIUS}.bmd_g_cm2"):
        central = [f"{region}" for region, (site, _) in REGIONS.items() if site is not RADIUS]
        yield (
            scanned & ~people.rows_with("scan_method", ScanMethod.DXA) & _has(people, RADIUS) & ~_has(people, *central)
        )


def _has(people: People, *regions: str) -> Bools:
    """The rows with a number at one of these regions."""
    found = np.zeros(people.count, dtype=np.bool_)
    for region in regions:
        for score in ("t_score", "z_score", "bmd_g_cm2"):
            if people.has(f"{region}.{score}"):
                found |= ~np.isnan(people.numbers(f"{region}.{score}"))
    return found


def _beyond_numbers(people: People) -> Bools:
    """Rows that name a region of which they give no number, or a scan that has no place here, such as a heel."""
    cells = people.of("scan_regions")
    found = np.zeros(people.count, dtype=np.bool_)
    if len(cells.values) > 1:
        found = people.rows_with("scan_regions", *UnusableScan)
        for region in REGIONS:
            found |= people.rows_with("scan_regions", region) & ~_has(people, region)
    for region in REGIONS:
        if people.has(name := f"{region}.z_score_other_sex"):
            found |= ~np.isnan(people.numbers(name)) & ~_has(people, region)
    return found


def metal_in_hip(people: People) -> Bools:
    """The rows whose hip was scanned with metal in it, so that its score can read too high."""
    return people.rows_with("site_doubts", SiteDoubt.HIP_METAL)
