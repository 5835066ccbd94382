"""The site that decides and what the headline says of it, as columns: the rules of `scan/headline.py` for usual scans."""

from collections.abc import Callable
from datetime import date

import numpy as np

from bonecheck.answers.bone_medicines import least_years_unprotected
from bonecheck.answers.dxa_report import DxaReport, SkeletalSite
from bonecheck.answers.person import Answer, Sex
from bonecheck.answers.risk_factors import Checklist, Condition, RiskFactors
from bonecheck.cohort.breaks import Breaks
from bonecheck.cohort.cases import as_case, risks_of
from bonecheck.cohort.cells import Read
from bonecheck.cohort.columns import NAMES_A_RANGE
from bonecheck.cohort.gate import Gate
from bonecheck.cohort.people import People
from bonecheck.cohort.results import HELD, PLACES, Results, code_of
from bonecheck.cohort.scores import is_lowest_t, is_lowest_z, met, one_decimal, rounded
from bonecheck.cohort.sites import RADIUS, Site
from bonecheck.evidence.library import threshold
from bonecheck.risk.columns import Bools, Floats, Ints
from bonecheck.scan.doubts import doubts_of
from bonecheck.scan.score_choice import Score, Why


def read_headline(
    people: People, gate: Gate, sites: list[Site], reads: Bools, breaks: Breaks, results: Results
) -> tuple[Bools, Bools]:
    """Fills the columns on the scan for the rows of `reads`.

    Gives the rows whose scan is lower than a model without it sees, and those that the one-person rules have to judge.
    """
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
        stays = by_t & site.is_conflict & osteopenia & ~is_lowest_t(worst)
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
    held_names = np.array([-1, *(names[held] for held in HELD)], dtype=np.int8)
    # The first site in doubt names the reason, so the last one written counts; those with numbers come first.
    for numbers in (False, True):
        for site in reversed(sites):
            if (rows := site.is_open & (site.has_numbers == numbers)).any():
                result = np.where(rows, held_names[site.held], result).astype(np.int8)
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
    is_open = reads & undecided
    low, fine = (is_open & rows for rows in _either_way(people, sites, gate, breaks))
    result = np.where(low, names["headline_low_by_both"], np.where(fine, names["fine_by_both"], result))
    names_a_range = np.array([name in NAMES_A_RANGE for name in names])
    columns = results.columns
    columns["result"] = result.astype(np.int8)
    columns["range"] = np.where(decided & names_a_range[result], ranges, -1).astype(np.int8)
    columns["value"] = np.where(decided, lowest, np.nan)
    columns["is_estimated"] = decided & estimated
    results.deciding = np.where(decided, deciding, 0).astype(np.uint8)
    # When a medicine ended beside the day of the scan is for the one-person rules.
    return _weighs_more(sites, by_z, count), fine & _ended_a_medicine(people)


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


def _either_way(people: People, sites: list[Site], gate: Gate, breaks: Breaks) -> tuple[Bools, Bools]:
    """The rows that are low, and those that are fine, by the T-score and the Z-score: see `both_readings`."""
    count = people.count
    if not sites:
        return np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    t_scores = [np.where(site.counts & ~site.t_is_estimated, site.t_score, np.nan) for site in sites]
    z_scores = [np.where(site.counts & ~site.z_is_estimated, site.z_score, np.nan) for site in sites]
    low = is_lowest_t(np.fmin.reduce(t_scores)) & is_lowest_z(np.fmin.reduce(z_scores))
    fine, beyond_the_forearm = ~breaks.may_be & ~gate.is_old, np.zeros(count, np.bool_)
    loss = np.round(people.numbers("tallest_height_cm") - people.numbers("height_cm"), 1)
    fine &= ~met("height_loss_mention", loss)
    spine, hip_t = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    for site, t_score, z_score in zip(sites, t_scores, z_scores, strict=True):
        plain = met("t_score_normal", rounded(t_score)) & ~np.isnan(z_score) & ~is_lowest_z(z_score)
        plain &= ~site.is_odd & ~site.far_above & ~_doubted(people, site.site)
        fine &= ~site.measured | plain
        if site.site is not RADIUS:
            beyond_the_forearm |= site.measured
        if site.site is SkeletalSite.LUMBAR_SPINE:
            spine |= site.counts
        elif site.site is not RADIUS:
            hip_t |= site.counts & ~np.isnan(site.t_score)
    spine_alone = spine & ~hip_t & met("spine_wear_age", gate.age)
    return low, fine & ~low & beyond_the_forearm & ~spine_alone


_MEDICINE = ("bone_medicine", "bone_medicine_before", "bone_medicine_last_dose", "denosumab_last_dose")


def _ended_a_medicine(people: People) -> Bools:
    """The rows with a medicine that ended and after which bone is lost again, so that the scan may say little of bone today."""
    [ended] = people.ask(_ended, *(people.where_asked(name) for name in _MEDICINE))
    return ended.astype(np.bool_)


def _ended(on: date, *told: Read) -> tuple[float, ...]:
    return (least_years_unprotected(risks_of(_MEDICINE, told, on)) is not None,)


def _doubted(people: People, site: SkeletalSite) -> Bools:
    bridged = as_case(people.of("conditions"), _bridged)
    [found] = people.ask(_DOUBTED[site], people.of("site_doubts"), bridged)
    return found.astype(np.bool_)


def _bridged(value: Read) -> Read:
    return "yes" if isinstance(value, tuple) and Condition.ANKYLOSING_SPONDYLITIS in value else None


def _doubts(site: SkeletalSite) -> Callable[..., tuple[float, ...]]:
    """Whether something was told that spoils this site; a broken spine is looked at with the breaks."""

    def found(on: date, told: Read, bridged: Read) -> tuple[float, ...]:
        report = DxaReport(site_doubts=Checklist(ticked=told if isinstance(told, tuple) else (), others=Answer.NO))
        ticked = (str(Condition.ANKYLOSING_SPONDYLITIS),) if bridged else ()
        risks = RiskFactors(conditions=Checklist(ticked=ticked, others=Answer.NO))
        return (bool(doubts_of(site, report, risks)),)

    return found


_DOUBTED = {site: _doubts(site) for site in SkeletalSite}


def _weighs_more(sites: list[Site], by_z: Bools, count: int) -> Bools:
    """Rows whose scan is so low that a model without it reads too low: see `inputs.scan_weighs_more`."""
    found = np.zeros(count, dtype=np.bool_)
    for site in sites:
        low = met("t_score_osteoporosis", site.t_score) | (by_z & met("z_score_below_expected", site.z_score))
        found |= site.counts & low
    return found
