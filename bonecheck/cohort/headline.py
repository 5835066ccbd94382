"""The site that decides and what the headline says of it, as columns: the rules of `scan/headline.py` for usual scans."""

from collections.abc import Callable
from dataclasses import dataclass
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
from bonecheck.cohort.results import BLANK, HELD, PLACES, Results, code_of
from bonecheck.cohort.scores import is_lowest_t, is_lowest_z, met, one_decimal, rounded
from bonecheck.cohort.sites import RADIUS, Site
from bonecheck.evidence.library import threshold
from bonecheck.risk.columns import Bools, Floats, Ints
from bonecheck.scan.doubts import doubts_of
from bonecheck.scan.score_choice import Score, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deciding:
    """The lowest score that counts [SD], whether it decides, and what is told of the first site that has it."""

    by_z: Bools
    value: Floats
    in_lowest: Bools
    decided: Bools
    regions: Ints  # a bit each
    is_estimated: Bools
    is_forearm_alone: Bools
    z_too_high: Bools
    far_above: Bools


def read_headline(
    people: People, gate: Gate, sites: list[Site], reads: Bools, breaks: Breaks, results: Results
) -> tuple[Bools, Bools]:
    """Fills the columns on the scan for the rows of `reads`.

    Gives the rows whose scan is lower than a model without it sees, and those that the one-person rules have to judge.
    """
    scores, whys, names = code_of("score"), code_of("why"), code_of("result")
    found = _deciding(gate, sites, reads)
    man, pregnant = people.rows_with("sex", Sex.MALE), gate.why == whys[Why.PREGNANCY]
    no_score = np.where(man, names["no_usable_score_man"], names["no_usable_score"])
    result = _in_doubt(sites, np.where(found.by_z, names["no_z_score"], no_score))
    key, ranges = _headline(found, pregnant, breaks)
    key = np.where(pregnant & ~breaks.major, names["pregnancy_no_range"], key)
    result = np.where(found.decided, key, result)
    undecided = gate.score == scores[Score.UNDECIDED]
    whys_as_results = np.array([names[why] for why in whys])
    result = np.where(undecided | (gate.score == BLANK), whys_as_results[gate.why], result)
    is_open = reads & undecided
    low, fine = (is_open & rows for rows in _either_way(people, sites, gate, breaks))
    result = np.where(low, names["headline_low_by_both"], np.where(fine, names["fine_by_both"], result))
    names_a_range = np.array([name in NAMES_A_RANGE for name in names])
    columns = results.columns
    columns["result"] = result.astype(np.int8)
    columns["range"] = np.where(found.decided & names_a_range[result], ranges, BLANK).astype(np.int8)
    columns["value"] = np.where(found.decided, found.value, np.nan)
    columns["is_estimated"] = found.decided & found.is_estimated
    results.deciding = found.regions.astype(np.uint8)
    for site in sites:
        results.held[PLACES[site.region]] = np.where(site.measured, site.held, 0)
    # When a medicine ended beside the day of the scan is for the one-person rules.
    return _weighs_more(sites, found.by_z, people.count), fine & _ended_a_medicine(people)


def _deciding(gate: Gate, sites: list[Site], reads: Bools) -> _Deciding:
    """The lowest score decides, unless a site in doubt could still move the range: see `site_reading.read_sites`."""
    by_z, by_t = (gate.score == code_of("score")[score] for score in (Score.Z_SCORE, Score.T_SCORE))
    values = [np.where(site.counts, np.where(by_z, site.z_score, site.t_score), np.nan) for site in sites]
    lowest = np.fmin.reduce(values) if values else np.full(len(reads), np.nan)
    in_lowest = np.where(by_z, is_lowest_z(lowest), is_lowest_t(lowest))
    osteopenia = ~is_lowest_t(lowest) & ~met("t_score_normal", rounded(lowest))
    decided = reads & ~np.isnan(lowest) & (by_z | by_t)
    for site in sites:
        if site.is_open.any():
            worst = np.fmin(-np.abs(site.printed), site.computed - threshold("estimate_margin").value)
            stays = by_t & site.is_conflict & osteopenia & ~is_lowest_t(worst)
            decided &= ~site.is_open | in_lowest | stays
    no = np.zeros(len(reads), dtype=np.bool_)
    estimated, forearm, central, z_too_high, far = no, no, no, no, no
    regions = np.zeros(len(reads), dtype=np.intp)
    for site, value in reversed([*zip(sites, values, strict=True)]):  # the first one is written last
        decides = decided & (value == lowest)
        regions |= decides.astype(np.intp) << PLACES[site.region]
        estimated = np.where(decides, np.where(by_z, site.z_is_estimated, site.t_is_estimated), estimated)
        forearm = np.where(decides, site.site is RADIUS, forearm)
        central = central | (~np.isnan(value) & (site.site is not RADIUS))
        z_too_high = z_too_high | (site.counts & site.z_too_high)
        far = far | (site.counts & site.far_above)
    return _Deciding(
        by_z=by_z,
        value=lowest,
        in_lowest=in_lowest,
        decided=decided,
        regions=regions,
        is_estimated=estimated,
        is_forearm_alone=forearm & ~central,
        z_too_high=z_too_high,
        far_above=far,
    )


def _in_doubt(sites: list[Site], otherwise: Ints) -> Ints:
    """Why the first site in doubt is held, as the result; those with numbers come first."""
    names, result = code_of("result"), otherwise
    of_held = np.array([BLANK, *(names[held] for held in HELD)])
    for has_numbers in (False, True):
        for site in reversed(sites):
            rows = site.is_open & (site.has_numbers == has_numbers)
            if rows.any():
                result = np.where(rows, of_held[site.held], result)
    return result


def _headline(found: _Deciding, pregnant: Bools, breaks: Breaks) -> tuple[Ints, Ints]:
    """The key of the headline for a deciding site, and its range: see `headline._headline_key` and `_headline_finding`."""
    names, ranges = code_of("result"), code_of("range")
    by_z, value, in_lowest = found.by_z, found.value, found.in_lowest
    normal = met("t_score_normal", rounded(value))
    t_range = np.where(in_lowest, ranges["osteoporosis"], np.where(normal, ranges["normal"], ranges["osteopenia"]))
    z_range = np.where(in_lowest, ranges["below"], ranges["within"])
    of_range = np.zeros(len(ranges), dtype=np.int8)
    for name, code in ranges.items():
        of_range[code] = names[f"headline_{'z' if name in {'within', 'below'} else 't'}_{name}"]
    plain = of_range[np.where(by_z, z_range, t_range)]
    by_t_key = np.where(breaks.broke & normal, names["headline_t_fracture"], plain)
    by_z_key = np.where(~in_lowest & found.z_too_high, names["headline_z_does_not_fit"], plain)
    by_z_key = np.where(breaks.broke & (~in_lowest | pregnant), names["headline_z_fracture"], by_z_key)
    key = np.where(by_z, by_z_key, by_t_key)
    calm = [names[f"headline_{name}"] for name in ("t_normal", "z_within", "t_fracture", "z_fracture")]
    high = found.far_above & np.isin(key, calm)
    key = np.where(high, names["headline_far_above"], key)
    key = np.where(found.is_forearm_alone & ~high & ~in_lowest, names["headline_forearm_alone"], key)
    by_estimate = np.where(by_z, names["headline_z_estimated"], names["headline_t_estimated"])
    key = np.where(found.is_estimated, by_estimate, key)
    margin = threshold("estimate_margin").value
    lower, upper = one_decimal(value - margin), one_decimal(value + margin)
    t_edge = (is_lowest_t(lower) != is_lowest_t(upper)) | (
        met("t_score_normal", rounded(lower)) != met("t_score_normal", rounded(upper))
    )
    edge = found.is_estimated & np.where(by_z, is_lowest_z(lower) != is_lowest_z(upper), t_edge)
    return key.astype(np.int8), np.where(edge, BLANK, np.where(by_z, z_range, t_range))


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
