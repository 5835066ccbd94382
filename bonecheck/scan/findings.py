"""What the scan says: the headline, which score and site count, contradictions, and what could not be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NotRequired, TypedDict

from bonecheck.answers.dxa_report import (
    DxaReport,
    ReportedScores,
    ScannerMake,
    SiteMeasurement,
    SkeletalSite,
)
from bonecheck.answers.person import Answer, Person, Sex
from bonecheck.answers.risk_factors import FractureSite, RiskFactors
from bonecheck.evidence.library import threshold
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome, Value
from bonecheck.scan.both_readings import both_readings, fine_by_both, references_differ
from bonecheck.scan.caution import cautions, far_above, odd_pairs, reads_high, spine_above_hip, spine_is_alone
from bonecheck.scan.densitometry import BmdCategory, ExpectedRange, TScore, ZScore, one_decimal
from bonecheck.scan.fit import is_in_lowest_range, reference_t_score
from bonecheck.scan.fractures import (
    FractureLevel,
    a_break_counts,
    broke_before_50,
    fracture_level,
    may_be_hip_or_spine,
    open_fracture_question,
)
from bonecheck.scan.held import Held
from bonecheck.scan.method import has_usable_scan, method_findings
from bonecheck.scan.score_choice import Score, ScoreChoice, Why, years_between
from bonecheck.scan.site_reading import RADIUS, SiteReading, height_of, radius_reason, score_of

_CONCERN = {
    BmdCategory.NORMAL: Concern.NONE_FOUND,
    BmdCategory.OSTEOPENIA: Concern.WORTH_DISCUSSING,
    BmdCategory.OSTEOPOROSIS: Concern.SEE_A_CLINICIAN,
}


class _Open(TypedDict):
    """Why something is open, and the question that would change it."""

    reason: str
    question: str | None
    values: NotRequired[dict[str, Value]]


_LOWEST_SOURCES = ("racgp", "european_2025", "canadian_report", "nhanes_femur")
_DECIDING_SOURCES = {
    "deciding_radius_parathyroid": ("parathyroid_surgery",),
    "deciding_radius_canada": ("canadian_report",),
}
_TABLE_SOURCES = ("looker_1998", "hologic_spine", "bonephys")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadScan:
    """A scan as read for one person: what all findings about it look at."""

    report: DxaReport
    person: Person
    risks: RiskFactors
    choice: ScoreChoice
    sites: tuple[SiteReading, ...]
    age_at_scan_years: float | None
    unread: Mapping[str, str]
    on: date

    @property
    def has_usable_scan(self) -> bool:
        """Whether it is a DXA that these rules can read, as far as told; else a scan is still to be had."""
        return has_usable_scan(self.report, self.unread)

    @property
    def score(self) -> Score:
        """The score that counts."""
        return self.choice.score or Score.UNDECIDED

    @property
    def deciding(self) -> tuple[SiteReading, ...]:
        """The site or sites with the lowest score."""
        return tuple(site for site in self.sites if site.decides)

    @property
    def category(self) -> BmdCategory | None:
        """The WHO class of the deciding site, where T-scores are sorted."""
        return self.deciding[0].category if self.deciding else None

    @property
    def years_ago(self) -> float | None:
        """Calendar years since the scan; None without a date."""
        return None if self.report.scan_date is None else years_between(self.report.scan_date, self.on)

    @property
    def is_old(self) -> bool:
        """Whether the scan is so old that bone may have changed since."""
        return self.years_ago is not None and threshold("scan_is_old").is_met_by(self.years_ago)


# ---------------------------------------------------------------- the headline


def headline(scan: ReadScan) -> Outcome:
    """The one sentence to take away, or why there is none yet.

    A site whose scores contradict each other, or wait to be read, may be the one that decides: as long as
    there is one, no range is named.
    """
    if scan.choice.score is None:
        question = "age_years" if scan.choice.why is Why.UNDER_20 else "scan_date"
        return NotAssessed(key="report", reason=scan.choice.why, question=question)
    if not scan.has_usable_scan:
        return _not_a_dxa(scan)
    if scan.score is Score.UNDECIDED:
        if (low := _low_by_both(scan)) is not None:
            return low
        fine = fine_by_both(scan.sites) if fracture_level(scan.risks) is FractureLevel.NONE else None
        if fine is not None and not scan.is_old and not spine_is_alone(scan.sites, scan.age_at_scan_years):
            return fine
        return NotAssessed(key="report", **_why_undecided(scan.choice))
    for site in scan.sites:
        if not scan.deciding and site.held and site.held.leaves_result_open:
            question = site.held.question(site.region)
            return NotAssessed(key="report", reason=site.held, question=question, values={"site": site.region})
    if not scan.deciding:
        by_t = "no_usable_score_man" if scan.person.sex is Sex.MALE else "no_usable_score"
        reason = by_t if scan.score is Score.T_SCORE else "no_z_score"
        return NotAssessed(key="report", reason=reason, question=_empty_field(scan))
    if fracture_level(scan.risks) is not FractureLevel.MAJOR:  # such a break leads, whatever the score
        if scan.choice.why is Why.PREGNANCY:
            return NotAssessed(key="report", reason="pregnancy_no_range")
        if references_differ(scan.choice, scan.report, scan.sites):
            return NotAssessed(key="report", reason="references_differ")
    return _headline_finding(scan)


def _not_a_dxa(scan: ReadScan) -> NotAssessed:
    """No DXA of spine or hip: no range at any age and stage, and the question that could change it."""
    asks = {Held.METHOD_NEEDED, Held.CT_DENSITY_TYPED}
    held = next((site for site in scan.sites if site.held in asks), None)
    if held is None or held.held is None:
        return NotAssessed(key="report", reason="not_a_dxa", question="scan_method")
    return NotAssessed(key="report", reason=held.held, question="scan_method", values={"site": held.region})


def _low_by_both(scan: ReadScan) -> Finding | None:
    """Low by the T-score and by the Z-score, so that it is low whichever counts; None unless both are."""
    counted = [site for site in scan.sites if site.counts]
    by_t = [site for site in counted if site.t_score is not None and not site.t_is_estimated]
    by_z = [site for site in counted if site.z_score is not None and not site.z_is_estimated]
    if not by_t or not by_z:
        return None
    first = min(by_t, key=lambda site: site.t_score or 0.0)
    second = min(by_z, key=lambda site: site.z_score or 0.0)
    t_score, z_score = first.t_score or 0.0, second.z_score or 0.0
    if not is_in_lowest_range(t_score, Score.T_SCORE) or not is_in_lowest_range(z_score, Score.Z_SCORE):
        return None
    values: dict[str, Value] = {
        "score": t_score,
        "z_score": z_score,
        "score_name": Score.T_SCORE,
        "sites": tuple(dict.fromkeys((first.region, second.region))),
        "fracture": fracture_level(scan.risks),
    }
    if scan.is_old and scan.report.scan_date:
        values["year"] = scan.report.scan_date.year
    sources = ("who_classes", "iscd_2005")
    return Finding(key="headline_low_by_both", concern=Concern.SEE_A_CLINICIAN, sources=sources, values=values)


def _headline_finding(scan: ReadScan) -> Finding:
    first = scan.deciding[0]
    value = score_of(first, scan.score) or 0.0
    fracture = fracture_level(scan.risks)
    not_read = tuple(
        site.region
        for site in scan.sites
        if site.site is not RADIUS and (score_of(site, scan.score) is None or not site.counts)
    )
    values: dict[str, Value] = {
        "score": value,
        "score_name": scan.score,
        "sites": tuple(site.region for site in scan.deciding),
        "fracture": fracture,
    }
    if not_read:
        values["not_read"] = not_read
    if scan.is_old and scan.report.scan_date:
        values["year"] = scan.report.scan_date.year
    key, concern = _headline_key(scan, first, value)
    values |= _remarks_on_headline(scan, first, value)
    if (high := far_above(scan.sites)) and concern is Concern.NONE_FOUND:
        key = "headline_far_above"
        values["score_name"], values["score"] = height_of(high[0])
        values["sites"] = (high[0].region,)
    if first.site is RADIUS or scan.is_old or high or "reads_high" in values:
        concern = max(concern, Concern.WORTH_DISCUSSING)
    if fracture is not FractureLevel.NONE:
        concern = max(concern, Concern.SEE_A_CLINICIAN)
    if "estimated" in key:
        if scan.score is Score.T_SCORE:
            values["category"] = TScore(value).category
        else:
            values["expected_range"] = ZScore(value).expected_range
    sources = ("who_classes",) if scan.score is Score.T_SCORE else ("iscd_2005",)
    return Finding(key=key, concern=concern, sources=sources, values=values)


def _headline_key(scan: ReadScan, first: SiteReading, value: float) -> tuple[str, Concern]:
    """The words of the headline, and its concern; an estimate is as concerning as the worst it may be."""
    margin = threshold("estimate_margin").value
    broke = may_be_hip_or_spine(scan.risks)
    if scan.score is Score.Z_SCORE:
        if broke and not first.z_is_estimated and _has_no_range_of_its_own(scan, first):
            return "headline_z_fracture", Concern.SEE_A_CLINICIAN
        if first.z_is_estimated:
            below = ZScore(value - margin).expected_range is ExpectedRange.BELOW
            return "headline_z_estimated", Concern.SEE_A_CLINICIAN if below else Concern.WORTH_DISCUSSING
        below = first.expected_range is ExpectedRange.BELOW
        return f"headline_z_{first.expected_range}", Concern.SEE_A_CLINICIAN if below else Concern.NONE_FOUND
    category = TScore(value).category
    if first.t_is_estimated:
        worst = _CONCERN[TScore(value - margin).category]
        return "headline_t_estimated", max(worst, Concern.WORTH_DISCUSSING)
    if broke and category is BmdCategory.NORMAL:
        return "headline_t_fracture", Concern.SEE_A_CLINICIAN
    return f"headline_t_{category}", _CONCERN[category]


def _has_no_range_of_its_own(scan: ReadScan, first: SiteReading) -> bool:
    """Whether the range says nothing beside a broken hip or spine: within it, in a dip that passes, or by one of two."""
    differ = references_differ(scan.choice, scan.report, scan.sites)
    return first.expected_range is ExpectedRange.WITHIN or scan.choice.why is Why.PREGNANCY or differ


def _remarks_on_headline(scan: ReadScan, first: SiteReading, value: float) -> dict[str, Value]:
    """What the headline adds to its number: that it lies on an edge, and that the site may read too high."""
    remarks: dict[str, Value] = {}
    by_z = scan.score is Score.Z_SCORE
    edges = ("z_score_below_expected",) if by_z else ("t_score_osteoporosis", "t_score_normal")
    distance = min(round(abs(value - threshold(edge).value), 6) for edge in edges)
    if threshold("on_the_edge").is_met_by(distance) and not (first.z_is_estimated if by_z else first.t_is_estimated):
        remarks["on_edge"] = 1
    if not is_in_lowest_range(value, scan.score) and (
        reads_high(first) or spine_is_alone(scan.sites, scan.age_at_scan_years)
    ):
        remarks["reads_high"] = 1
    return remarks


# ---------------------------------------------------------------- findings, in reading order


def findings(scan: ReadScan) -> Iterator[Outcome]:
    """All that the scan says beside the headline, and all of it that could not be judged."""
    if scan.choice.score is None:
        return
    usable = scan.has_usable_scan
    if usable:
        yield from _score_in_use(scan)
        yield from both_readings(scan.choice, scan.report, scan.sites)
        yield from _deciding_site(scan)
        yield from cautions(scan.sites, scan.age_at_scan_years, led_by=headline(scan).key)
        yield from _same_age(scan)
        yield from _severe(scan)
    yield from method_findings(scan.report, scan.risks, scan.choice, scan.age_at_scan_years, scan.unread)
    yield from _very_low_t_score(scan)
    if usable:
        yield from _low_z(scan)
        yield from _old_scan(scan)
        yield from odd_pairs(scan.sites)
        yield from _reference_fit(scan)
    yield from _not_read(scan)


def _score_in_use(scan: ReadScan) -> Iterator[Outcome]:
    why = scan.choice.why
    if scan.score is Score.UNDECIDED:
        yield NotAssessed(key="score_in_use", **_why_undecided(scan.choice))
        return
    on_condition = why in _ON_CONDITION
    yield Finding(
        key=f"score_{why}",
        concern=Concern.WORTH_DISCUSSING if on_condition else Concern.NONE_FOUND,
        sources=_SCORE_SOURCES.get(why, ("iscd_2005",)),
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
_ON_CONDITION: dict[Why, _Open] = {
    Why.WOMAN_STAGE_NOT_KNOWN: {"reason": Why.STAGE_NEEDED, "question": "menopausal_status"},
    Why.REASON_NOT_TOLD: {"reason": "reason_not_told", "question": "periods_stopped_because"},
}


def _deciding_site(scan: ReadScan) -> Iterator[Outcome]:
    if not scan.deciding:
        return
    first = scan.deciding[0]
    scored = [site for site in scan.sites if site.counts and score_of(site, scan.score) is not None]
    key = "deciding_lowest"
    if first.site is RADIUS and any(site.site is not RADIUS for site in scored):
        key = f"deciding_radius_{radius_reason(scan.person, scan.risks)}"
    elif first.site is RADIUS:
        key = "deciding_radius"
    elif len(scored) == 1:
        key = "deciding_only"
    elif len(scan.deciding) > 1:
        key = "deciding_tie"
    values: dict[str, Value] = {
        "sites": tuple(site.region for site in scan.deciding),
        "score_name": scan.score,
        "score": score_of(first, scan.score) or 0.0,
    }
    yield Finding(
        key=key, concern=Concern.NONE_FOUND, sources=_DECIDING_SOURCES.get(key, _LOWEST_SOURCES), values=values
    )
    if (
        len({site.category for site in scored if site.category}) > 1
        and spine_above_hip(scan.sites, scan.age_at_scan_years) is None
    ):
        yield Finding(key="sites_in_different_classes", concern=Concern.NONE_FOUND, sources=("looker_2012",))
    for site in scan.sites:
        value, lowest = score_of(site, scan.score), score_of(first, scan.score)
        if not site.counts and value is not None and lowest is not None and value < lowest:
            yield _lower_beside(scan, site, value)


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
    first = next((site for site in scan.deciding if site.percentile is not None), None)
    if first is None or first.percentile is None:
        return
    lower = min(max(round(first.percentile), 1), 99)
    values: dict[str, Value] = {"site": first.region, "lower": lower, "higher": 100 - lower}
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
        named = {site for site in FractureSite if scan.risks.broke(site) is Answer.YES}
        if not named - {FractureSite.OTHER} and not broke_before_50(scan.risks):
            yield NotAssessed(key="severe_range", reason="fracture_site_unclear", question="fracture_sites")
            return
        values: dict[str, Value] = {"score": scan.deciding[0].t_score or 0.0}
        yield Finding(key="severe_range", concern=Concern.SEE_A_CLINICIAN, sources=("who_classes",), values=values)
    elif (question := open_fracture_question(scan.person, scan.risks)) is not None:
        yield NotAssessed(key="severe_range", reason="fracture_not_known", question=question)


def _very_low_t_score(scan: ReadScan) -> Iterator[Outcome]:
    """A T-score in the osteoporosis range is shown to a doctor, even where it is not sorted into a range here.

    Calmly, and at some visit, where the Z-score counts and a printed one is within the range for age.
    """
    low = [
        site
        for site in scan.sites
        if site.t_score is not None
        and TScore(site.t_score).category is BmdCategory.OSTEOPOROSIS
        and (_is_not_sorted(site.held) if site.held else scan.score is not Score.T_SCORE)
    ]
    unsettled = [site for site in low if not _is_settled_by_z(site, scan.score)]
    if low and not (isinstance(said := headline(scan), Finding) and said.key == "headline_low_by_both"):
        lowest = min(unsettled or low, key=lambda site: site.t_score or 0.0)
        values: dict[str, Value] = {"score": lowest.t_score or 0.0, "site": lowest.region}
        key = "very_low_t_score" if unsettled else "low_t_score_beside_z"
        concern = Concern.SEE_A_CLINICIAN if unsettled else Concern.WORTH_DISCUSSING
        yield Finding(key=key, concern=concern, sources=("design",), values=values)


def _is_settled_by_z(site: SiteReading, score: Score) -> bool:
    """Whether the Z-score counts here, is printed and not held, and lies within the range for age."""
    is_printed = site.z_score is not None and not site.z_is_estimated and site.counts
    return score is Score.Z_SCORE and is_printed and site.expected_range is not ExpectedRange.BELOW


def _is_not_sorted(held: Held) -> bool:
    return held.leaves_result_open or held is Held.OTHER_METHOD


def _low_z(scan: ReadScan) -> Iterator[Outcome]:
    scored = [site for site in scan.sites if site.counts and site.z_score is not None]
    low = [site for site in scored if site.expected_range is ExpectedRange.BELOW]
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
    if scan.report.scan_date is None or scan.years_ago is None:
        yield NotAssessed(key="scan_age", reason="no_scan_date", question="scan_date")
    elif scan.is_old:
        values: dict[str, Value] = {"years": int(scan.years_ago), "year": scan.report.scan_date.year}
        yield Finding(key="old_scan", concern=Concern.WORTH_DISCUSSING, sources=("design",), values=values)


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


def _why_undecided(choice: ScoreChoice) -> _Open:
    """Why no score is chosen, and the question whose answer decides which one counts, if one is left to ask."""
    asked = {
        Why.STAGE_NEEDED: "menopausal_status",
        Why.STAGE_HIDDEN: "menopausal_status",
        Why.SEX_NEEDED: "sex",
        Why.AGE_NEEDED: "age_years",
    }
    undecided = _Open(reason=choice.why, question=asked.get(choice.why))
    if choice.ages is not None:
        undecided["values"] = {"younger": choice.ages[0], "older": choice.ages[1]}
    return undecided


def _empty_field(scan: ReadScan) -> str:
    """The field to fill so that a range can be named."""
    field = "z_score" if scan.score is Score.Z_SCORE else "t_score"
    return f"{scan.report.measurements[0].region}.{field}" if scan.report.measurements else "scan_regions"
