"""What the scan says beside the headline: which score and site count, contradictions, and what could not be read."""

from collections.abc import Iterator

from bonecheck.answers.dxa_report import (
    ReportedScores,
    ScannerMake,
    SiteMeasurement,
    SkeletalSite,
    TScoreReference,
)
from bonecheck.answers.person import Sex
from bonecheck.evidence.library import threshold
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome, Value
from bonecheck.scan.both_readings import both_readings, either_way
from bonecheck.scan.caution import cautions, odd_pairs, spine_above_hip
from bonecheck.scan.densitometry import BmdCategory, ExpectedRange, TScore, one_decimal
from bonecheck.scan.fit import is_in_lowest_range, reference_t_score
from bonecheck.scan.fractures import (
    a_break_counts,
    bones_not_told,
    counted_bones,
    open_fracture_question,
)
from bonecheck.scan.headline import Open, ReadScan, why_undecided
from bonecheck.scan.held import Held
from bonecheck.scan.method import method_findings
from bonecheck.scan.score_choice import Score, Why
from bonecheck.scan.site_reading import RADIUS, SiteReading, radius_reason, score_of
from bonecheck.scan.spectrum import compared_site, of_100_lower

_LOWEST_SOURCES = ("racgp", "canadian_report", "nhanes_femur")
_DECIDING_SOURCES = {
    "deciding_radius_parathyroid": ("parathyroid_surgery",),
    "deciding_radius_canada": ("canadian_report",),
}
_TABLE_SOURCES = ("looker_1998", "hologic_spine", "bonephys")


def findings(scan: ReadScan, first: Outcome) -> Iterator[Outcome]:
    """All that the scan says beside the headline, and all of it that could not be judged."""
    if scan.choice.score is None:
        if scan.choice.why is Why.SCANNED_UNDER_20:
            yield from _low_before_20(scan)
            if not scan.has_usable_scan:
                yield from _of_method(scan)
        return
    usable = scan.has_usable_scan
    if usable:
        yield from _score_in_use(scan)
        yield from both_readings(scan.choice, scan.report, scan.sites)
        yield from _deciding_site(scan, led_by=first.key)
        yield from cautions(scan.sites, scan.age_at_scan_years, led_by=first.key)
        yield from _same_age(scan)
        yield from _severe(scan)
    yield from _of_method(scan)
    if first.key != "headline_low_by_both":  # it has said so
        yield from _very_low_t_score(scan)
    if usable:
        yield from _low_z(scan)
        yield from _old_scan(scan)
        yield from _forearm_not_measured(scan)
        yield from odd_pairs(scan.sites)
        yield from _reference_fit(scan)
    yield from _not_read(scan)


def low_otherwise(scan: ReadScan) -> Iterator[Outcome]:
    """What a scan without a score in use says, among it that it is low: a part of `findings`, the same for the same scan."""
    if scan.choice.score is not None:
        yield from _of_method(scan)
        yield from _very_low_t_score(scan)
    elif scan.choice.why is Why.SCANNED_UNDER_20 and not scan.has_usable_scan:
        yield from _of_method(scan)


def _of_method(scan: ReadScan) -> Iterator[Outcome]:
    return method_findings(scan.report, scan.risks, scan.choice, scan.age_at_scan_years, scan.unread)


def _score_in_use(scan: ReadScan) -> Iterator[Outcome]:
    why = scan.choice.why
    if scan.score is Score.UNDECIDED:
        yield NotAssessed(key="score_in_use", **why_undecided(scan.choice, scan.report))
        return
    on_condition = why in _ON_CONDITION
    if why is Why.WOMAN_STAGE_NOT_KNOWN and (same := either_way(scan.sites)) is not None:
        yield same
        return
    yield Finding(
        key=f"score_{why}",
        concern=Concern.WORTH_DISCUSSING if on_condition else Concern.NONE_FOUND,
        sources=_SCORE_SOURCES.get(why, ("iscd_2005",)),
        values={"compared_with": scan.report.t_score_reference or TScoreReference.NOT_KNOWN}
        if why is Why.MAN_OLD_ENOUGH
        else {},
    )
    if on_condition:
        yield NotAssessed(key="menopause_stage", **_ON_CONDITION[why])
    used = _REPORTED.get(scan.report.reported_scores) if scan.report.reported_scores else None
    if used is not None and used is not scan.score and why not in {Why.WOMAN_STAGE_NOT_KNOWN, Why.TRANSITION}:
        yield Finding(
            key="report_used_other_score",
            concern=Concern.WORTH_DISCUSSING,
            sources=("iscd_2005",),
            values={"used": used, "fits": scan.score},
        )


_REPORTED = {ReportedScores.T_SCORE: Score.T_SCORE, ReportedScores.Z_SCORE: Score.Z_SCORE}
_SCORE_SOURCES = {
    Why.TRANSITION: ("lau_op",),
    Why.WOMAN_STAGE_NOT_KNOWN: ("iscd_2005", "design"),
    Why.MAN_OLD_ENOUGH: ("iscd_2005", "iscd_2023"),
    Why.PAST_MENOPAUSE_BY_AGE: ("iscd_2005", "iscd_2023", "design"),
    Why.BOTH_OLD_ENOUGH: ("iscd_2023",),
    Why.BOTH_TOO_YOUNG: ("iscd_2019_transgender",),
    Why.PREGNANCY: ("kovacs_2025", "design"),
    Why.MENOPAUSE_BEFORE_40: ("poi_2025", "design"),
    **dict.fromkeys(
        (Why.HORMONES_HIDE_THE_STAGE, Why.PERIODS_STOPPED_YOUNG, Why.REASON_NOT_TOLD, Why.SCANNED_UNDER_45),
        ("poi_2025", "early_menopause_2018", "design"),
    ),
}
# The score is used, and these answers could change it.
_ON_CONDITION: dict[Why, Open] = {
    Why.WOMAN_STAGE_NOT_KNOWN: {"reason": Why.STAGE_NEEDED, "question": "menopausal_status"},
    Why.REASON_NOT_TOLD: {"reason": "reason_not_told", "question": "periods_stopped_because"},
}


def _deciding_site(scan: ReadScan, *, led_by: str) -> Iterator[Outcome]:
    if not scan.deciding:
        return
    first = scan.deciding[0]
    scored = [site for site in scan.sites if site.counts and score_of(site, scan.score) is not None]
    key = "deciding_lowest"
    if led_by == "headline_far_above" and (first.site is not RADIUS or len(scored) > 1):
        key = "deciding_beside_far_above"
    elif first.site is RADIUS and any(site.site is not RADIUS for site in scored):
        key = f"deciding_radius_{radius_reason(scan.person, scan.risks)}"
    elif first.site is RADIUS:
        key = "deciding_radius"
    elif len(scored) == 1:
        key = "deciding_only"
    elif len(scan.deciding) > 1:
        key = "deciding_tie"
    elif any(site.site is RADIUS for site in scored):
        key = "deciding_lowest_of_four"
    values: dict[str, Value] = {
        "sites": tuple(site.region for site in scan.deciding),
        "score_name": scan.score,
        "score": score_of(first, scan.score) or 0.0,
    }
    yield Finding(
        key=key, concern=Concern.NONE_FOUND, sources=_DECIDING_SOURCES.get(key, _LOWEST_SOURCES), values=values
    )
    yield from _different_classes(scan, scored)
    for site in scan.sites:
        value, lowest = score_of(site, scan.score), score_of(first, scan.score)
        if not site.counts and value is not None and lowest is not None and value < lowest:
            yield _lower_beside(scan, site, value)


def _different_classes(scan: ReadScan, scored: list[SiteReading]) -> Iterator[Outcome]:
    """That printed scores fall in different ranges; between spine and hip wear is named, between others it is not."""
    printed = [site for site in scored if site.category and not site.t_is_estimated]
    if len({site.category for site in printed}) < 2 or spine_above_hip(scan.sites, scan.age_at_scan_years) is not None:
        return
    spine = {site.category for site in printed if site.site is SkeletalSite.LUMBAR_SPINE}
    hips = {site.category for site in printed if site.site not in {SkeletalSite.LUMBAR_SPINE, RADIUS}}
    if spine and hips - spine:
        yield Finding(key="sites_in_different_classes", concern=Concern.NONE_FOUND, sources=("looker_2012",))
    else:
        yield Finding(key="sites_in_different_classes_no_wear", concern=Concern.NONE_FOUND, sources=_LOWEST_SOURCES)


def _lower_beside(scan: ReadScan, site: SiteReading, value: float) -> Finding:
    """A lower score at a site that does not decide: one vertebra alone, or a forearm beside spine and hip."""
    sources: tuple[str, ...] = ("iscd_2023_vertebrae",)
    key = "lower_site_not_counted"
    if site.site is RADIUS:
        in_range = is_in_lowest_range(value, scan.score)
        key, sources = "forearm_low_beside" if in_range else "forearm_lower_beside", ("racgp", "canadian_report")
    values: dict[str, Value] = {"site": site.region, "score": value}
    return Finding(key=key, concern=Concern.WORTH_DISCUSSING, sources=sources, values=values)


def _same_age(scan: ReadScan) -> Iterator[Outcome]:
    """How the deciding site compares with people of the same age."""
    first = compared_site(scan.sites)
    if first is None or first.percentile is None:
        return
    lower = of_100_lower(first.percentile)
    values: dict[str, Value] = {"site": first.region, "count": lower, "lower": lower, "higher": 100 - lower}
    if first.z_population is None:
        yield Finding(key="same_age", concern=Concern.NONE_FOUND, sources=("iscd_2005",), values=values)
    else:
        values["population"] = first.z_population
        sources = ("looker_1998", "nhanes_newer", "bonephys")
        yield Finding(key="same_age_estimated", concern=Concern.NONE_FOUND, sources=sources, values=values)


def _severe(scan: ReadScan) -> Iterator[Outcome]:
    if scan.score is not Score.T_SCORE or scan.category is not BmdCategory.OSTEOPOROSIS:
        return
    if a_break_counts(scan.risks):
        if not counted_bones(scan.risks):
            which = bones_not_told(scan.risks) or "fracture_sites"
            yield NotAssessed(key="severe_range", reason="fracture_site_unclear", question=which)
            return
        values: dict[str, Value] = {"score": scan.deciding[0].t_score or 0.0}
        yield Finding(key="severe_range", concern=Concern.SEE_A_CLINICIAN, sources=("who_classes",), values=values)
    elif (question := open_fracture_question(scan.person, scan.risks)) is not None:
        yield NotAssessed(key="severe_range", reason="fracture_not_known", question=question)


def _very_low_t_score(scan: ReadScan) -> Iterator[Outcome]:
    """A T-score in the osteoporosis range is shown to a doctor, even where it is not sorted into a range here.

    So is a low Z-score that was not measured by DXA. Calmly, and at some visit, where the Z-score counts and a printed one is within the range for age.
    """
    low = [
        site
        for site in scan.sites
        if site.t_score is not None
        and TScore(site.t_score).category is BmdCategory.OSTEOPOROSIS
        and (_is_not_sorted(site.held) if site.held else scan.score is not Score.T_SCORE)
    ]
    unsettled = [site for site in low if not _is_settled_by_z(site, scan.score)]
    if low:
        lowest = min(unsettled or low, key=lambda site: site.t_score or 0.0)
        values: dict[str, Value] = {"score": lowest.t_score or 0.0, "site": lowest.region}
        key = "very_low_t_score" if unsettled else "low_t_score_beside_z"
        if unsettled and all(site.held is Held.OTHER_METHOD for site in unsettled):
            key, values["score_name"] = "low_by_other_method", Score.T_SCORE
        elif unsettled and all(site.t_is_estimated for site in unsettled):
            key = "very_low_t_score_estimated"
        concern = Concern.SEE_A_CLINICIAN if unsettled else Concern.WORTH_DISCUSSING
        yield Finding(key=key, concern=concern, sources=("design",), values=values)
        return
    by_z = [site for site in scan.sites if site.held is Held.OTHER_METHOD and site.z_score is not None]
    if by_z and is_in_lowest_range(z_score := min(site.z_score or 0.0 for site in by_z), Score.Z_SCORE):
        region = next(site.region for site in by_z if site.z_score == z_score)
        values = {"score": z_score, "site": region, "score_name": Score.Z_SCORE}
        yield Finding(key="low_by_other_method", concern=Concern.SEE_A_CLINICIAN, sources=("design",), values=values)


def _low_before_20(scan: ReadScan) -> Iterator[Outcome]:
    """A scan from before 20 has no class, and a very low score on it is no less a doctor's matter.

    By the Z-scores where there are any: a T-score compares bone that still grows with grown bone. Source: ``iscd_2004``.
    """
    measured = scan.report.measurements
    by_z = [(m.z_score, m.region) for m in measured if m.z_score is not None]
    by_t = [(m.t_score, m.region) for m in measured if m.t_score is not None]
    score = Score.Z_SCORE if by_z else Score.T_SCORE
    value, region = min(by_z or by_t, default=(0.0, ""))
    if is_in_lowest_range(value, score):
        values: dict[str, Value] = {"score": value, "score_name": score, "site": region}
        yield Finding(
            key="low_before_20", concern=Concern.SEE_A_CLINICIAN, sources=("iscd_2004", "design"), values=values
        )


def _is_settled_by_z(site: SiteReading, score: Score) -> bool:
    """Whether the Z-score counts here, is printed, fits the T-score, and lies within the range for age."""
    is_printed = site.z_score is not None and not site.z_is_estimated and site.counts and not site.pair_is_odd
    return score is Score.Z_SCORE and is_printed and site.expected_range is not ExpectedRange.BELOW


def _is_not_sorted(held: Held) -> bool:
    return held.leaves_result_open or held is Held.OTHER_METHOD


def _low_z(scan: ReadScan) -> Iterator[Outcome]:
    scored = [site for site in scan.sites if site.counts and site.z_score is not None]
    low = [site for site in scored if is_in_lowest_range(site.z_score or 0.0, Score.Z_SCORE)]  # an estimate as well
    if low:
        printed = [site for site in low if not site.z_is_estimated]
        lowest = min(printed or low, key=lambda site: site.z_score or 0.0)
        yield Finding(
            key="z_score_low" if printed else "z_score_low_estimated",
            concern=Concern.SEE_A_CLINICIAN,
            sources=("iscd_2005", "nof_causes", "secondary_causes_register"),
            values={"score": lowest.z_score or 0.0, "site": lowest.region},
        )
    elif all(site.z_score is None for site in scan.sites):
        field = f"{scan.sites[0].region}.z_score" if scan.sites else "scan_regions"
        yield NotAssessed(key="z_score", reason="no_z_score_given", question=field)


def _old_scan(scan: ReadScan) -> Iterator[Outcome]:
    year = scan.report.scan_year
    if year is None or scan.years_ago is None:
        yield NotAssessed(key="scan_age", reason="no_scan_date", question="scan_date")
    elif scan.is_old:
        values: dict[str, Value] = {"years": int(scan.years_ago), "year": year}
        yield Finding(key="old_scan", concern=Concern.WORTH_DISCUSSING, sources=("design",), values=values)
    if scan.is_before_a_medicine_ended:
        sources = ("mhra_denosumab", "acr_guideline", "design")
        yield Finding(key="scan_before_medicine_ended", concern=Concern.WORTH_DISCUSSING, sources=sources)


def _forearm_not_measured(scan: ReadScan) -> Iterator[Outcome]:
    """With an overactive parathyroid the forearm is one of the sites that decide. Source: ``parathyroid_surgery``."""
    has_forearm = any(measurement.site is RADIUS for measurement in scan.report.measurements)
    if scan.sites and not has_forearm and radius_reason(scan.person, scan.risks) == "parathyroid":
        sources = ("parathyroid_surgery",)
        yield Finding(key="forearm_not_measured", concern=Concern.WORTH_DISCUSSING, sources=sources)


def _reference_fit(scan: ReadScan) -> Iterator[Outcome]:
    """Whether each printed T-score is the one that the reference tables give for the printed bone density."""
    printed = [m for m in scan.report.measurements if m.t_score is not None]
    both = [m for m in printed if m.bmd_g_cm2 is not None]
    doubtful = {site.region for site in scan.sites if site.doubts or site.pair_is_odd}
    if not printed:
        return
    if scan.person.sex is Sex.MALE:
        yield NotAssessed(key="reference_fit", reason="no_reference_for_men")
    elif scan.person.sex is Sex.BOTH:
        yield NotAssessed(key="reference_fit", reason="no_reference_for_both")
    elif scan.person.sex is not Sex.FEMALE:
        yield NotAssessed(key="reference_fit", reason=Why.SEX_NEEDED, question="sex")
    elif not both:
        yield NotAssessed(key="reference_fit", reason="no_bmd", question=f"{printed[0].region}.bmd_g_cm2")
    elif scan.report.scanner_make in {None, ScannerMake.OTHER, ScannerMake.NOT_KNOWN}:
        yield NotAssessed(key="reference_fit", reason="no_scanner_make", question="scanner_make")
    else:
        yield from _fit_by_site(both, scan.report.scanner_make, doubtful)


def _fit_by_site(both: list[SiteMeasurement], make: ScannerMake | None, doubtful: set[str]) -> Iterator[Outcome]:
    """Nothing is said to fit at a site known to mislead."""
    fitting = []
    for measurement in both:
        computed = reference_t_score(measurement, make, Sex.FEMALE)
        site = measurement.region
        if computed is None:
            yield NotAssessed(key="reference_fit_site", reason="no_reference_for_site", values={"site": site})
            continue
        printed = measurement.t_score or 0.0  # the table gives one decimal, so both are compared at one
        # The outer rounding takes away what floating point adds: 1.1 - 0.9 is 0.2, not 0.20000000000000007.
        if not threshold("reference_difference").is_met_by(round(abs(one_decimal(printed) - computed), 6)):
            if site not in doubtful:
                fitting.append(site)
            continue
        # Above zero on paper, below it by the tables: better ask once too often than miss a lost minus sign.
        yield Finding(
            key="reference_sign_lost" if printed > 0 > computed else "reference_differs",
            concern=Concern.WORTH_DISCUSSING,
            sources=_TABLE_SOURCES,
            values={"site": site, "printed": printed, "computed": computed},
        )
    if fitting:
        values = {"sites": tuple(fitting)}
        yield Finding(key="reference_fits", concern=Concern.NONE_FOUND, sources=_TABLE_SOURCES, values=values)


def _not_read(scan: ReadScan) -> Iterator[Outcome]:
    """Every part of the report that does not count, each with the reason and the field that would change it."""
    read = {site.region: site for site in scan.sites}
    for measurement in scan.report.measurements:
        region = measurement.region
        values = {"site": region}
        site = read.get(region)
        if site is None:
            yield NotAssessed(key="site", reason="nothing_typed", question=f"{region}.t_score", values=values)
        elif site.held is not None:
            yield NotAssessed(key="site", reason=site.held, question=site.held.question(region), values=values)
        elif scan.score is not Score.UNDECIDED and score_of(site, scan.score) is None:
            field = "z_score" if scan.score is Score.Z_SCORE else "t_score"
            men = "_man" if field == "t_score" and scan.person.sex is Sex.MALE else ""
            reason, question = f"no_{field}_here{men}", f"{region}.{field}"
            yield NotAssessed(key="site", reason=reason, question=question, values=values)
        elif site.site is SkeletalSite.LUMBAR_SPINE and not site.vertebrae:
            yield NotAssessed(key="vertebrae", reason="vertebrae_not_known", question="lumbar_spine.vertebrae")
