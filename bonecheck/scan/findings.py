"""What the scan says: the headline, which score and site count, contradictions, and what could not be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bonecheck.answers.dxa_report import DxaReport, ReportedScores, ScannerMake, SiteMeasurement, SkeletalSite
from bonecheck.answers.person import Answer, Person, Sex
from bonecheck.answers.risk_factors import FractureSite, RiskFactors
from bonecheck.evidence.library import threshold
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome, Value
from bonecheck.scan.densitometry import BmdCategory, ExpectedRange, TScore, ZScore, one_decimal
from bonecheck.scan.fractures import (
    FractureLevel,
    a_break_counts,
    broke_before_50,
    fracture_level,
    open_fracture_question,
)
from bonecheck.scan.score_choice import Score, ScoreChoice, Why, years_between
from bonecheck.scan.site_reading import RADIUS, Held, SiteReading, reference_t_score, score_of

_CONCERN = {
    BmdCategory.NORMAL: Concern.NONE_FOUND,
    BmdCategory.OSTEOPENIA: Concern.WORTH_DISCUSSING,
    BmdCategory.OSTEOPOROSIS: Concern.SEE_A_CLINICIAN,
}
_LOWEST_SOURCES = ("racgp", "european_2025", "canadian_report", "nhanes_femur")
_TABLE_SOURCES = ("looker_1998", "hologic_spine", "bonephys")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadScan:
    """A scan as read for one person: what all findings about it look at."""

    report: DxaReport
    person: Person
    risks: RiskFactors
    choice: ScoreChoice
    sites: tuple[SiteReading, ...]
    on: date

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
    if scan.score is Score.UNDECIDED:
        return NotAssessed(key="report", reason=scan.choice.why, question=question_for(scan.choice.why))
    for site in scan.sites:
        if not scan.deciding and site.held and site.held.leaves_result_open:
            question = f"{site.region}.t_score"
            return NotAssessed(key="report", reason=site.held, question=question, values={"site": site.region})
    if not scan.deciding:
        return NotAssessed(
            key="report",
            reason="no_usable_score" if scan.score is Score.T_SCORE else "no_z_score",
            question=_empty_field(scan),
        )
    return _headline_finding(scan)


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
    if first.site is RADIUS or scan.is_old:
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
    if scan.score is Score.Z_SCORE:
        if first.z_is_estimated:
            below = ZScore(value - margin).expected_range is ExpectedRange.BELOW
            return "headline_z_estimated", Concern.SEE_A_CLINICIAN if below else Concern.WORTH_DISCUSSING
        below = first.expected_range is ExpectedRange.BELOW
        return f"headline_z_{first.expected_range}", Concern.SEE_A_CLINICIAN if below else Concern.NONE_FOUND
    category = TScore(value).category
    if first.t_is_estimated:
        worst = _CONCERN[TScore(value - margin).category]
        return "headline_t_estimated", max(worst, Concern.WORTH_DISCUSSING)
    return f"headline_t_{category}", _CONCERN[category]


# ---------------------------------------------------------------- findings, in reading order


def findings(scan: ReadScan) -> Iterator[Outcome]:
    """All that the scan says beside the headline, and all of it that could not be judged."""
    if scan.choice.score is None:
        return
    yield from _score_in_use(scan)
    yield from _deciding_site(scan)
    yield from _same_age(scan)
    yield from _severe(scan)
    yield from _very_low_t_score(scan)
    yield from _low_z(scan)
    yield from _old_scan(scan)
    yield from _reference_fit(scan)
    yield from _not_read(scan)


def _score_in_use(scan: ReadScan) -> Iterator[Outcome]:
    why = scan.choice.why
    if scan.score is Score.UNDECIDED:
        yield NotAssessed(key="score_in_use", reason=why, question=question_for(why))
        return
    on_condition = why is Why.WOMAN_STAGE_NOT_KNOWN
    yield Finding(
        key=f"score_{why}",
        concern=Concern.WORTH_DISCUSSING if on_condition else Concern.NONE_FOUND,
        sources=_SCORE_SOURCES.get(why, ("iscd_2005",)),
    )
    if on_condition:
        yield NotAssessed(key="menopause_stage", reason=Why.STAGE_NEEDED, question="menopausal_status")
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
    Why.PAST_MENOPAUSE_BY_AGE: ("iscd_2005", "uspstf_2025", "design"),
}


def _deciding_site(scan: ReadScan) -> Iterator[Outcome]:
    if not scan.deciding:
        return
    first = scan.deciding[0]
    scored = [site for site in scan.sites if site.counts and score_of(site, scan.score) is not None]
    key = "deciding_lowest"
    if first.site is RADIUS:
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
    yield Finding(key=key, concern=Concern.NONE_FOUND, sources=_LOWEST_SOURCES, values=values)
    if len({site.category for site in scored if site.category}) > 1:
        yield Finding(key="sites_in_different_classes", concern=Concern.NONE_FOUND, sources=("looker_2012",))
    for site in scan.sites:
        value, lowest = score_of(site, scan.score), score_of(first, scan.score)
        if not site.counts and value is not None and lowest is not None and value < lowest:
            yield Finding(
                key="lower_site_not_counted",
                concern=Concern.WORTH_DISCUSSING,
                sources=("racgp",) if site.site is RADIUS else ("iscd_2023_vertebrae",),
                values={"site": site.region, "score": value},
            )


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
    if a_break_counts(scan.person, scan.risks):
        named = {site for site in FractureSite if scan.risks.broke(site) is Answer.YES}
        if not named - {FractureSite.OTHER} and not broke_before_50(scan.person, scan.risks):
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
        and (site.held.leaves_result_open if site.held else scan.score is not Score.T_SCORE)
    ]
    unsettled = [site for site in low if not _is_settled_by_z(site, scan.score)]
    if low:
        lowest = min(unsettled or low, key=lambda site: site.t_score or 0.0)
        values: dict[str, Value] = {"score": lowest.t_score or 0.0, "site": lowest.region}
        key = "very_low_t_score" if unsettled else "low_t_score_beside_z"
        concern = Concern.SEE_A_CLINICIAN if unsettled else Concern.WORTH_DISCUSSING
        yield Finding(key=key, concern=concern, sources=("design",), values=values)


def _is_settled_by_z(site: SiteReading, score: Score) -> bool:
    """Whether the Z-score counts here, is printed and not held, and lies within the range for age."""
    is_printed = site.z_score is not None and not site.z_is_estimated and site.counts
    return score is Score.Z_SCORE and is_printed and site.expected_range is not ExpectedRange.BELOW


def _low_z(scan: ReadScan) -> Iterator[Outcome]:
    scored = [site for site in scan.sites if site.counts and site.z_score is not None]
    low = [site for site in scored if site.expected_range is ExpectedRange.BELOW]
    if low:
        printed = [site for site in low if not site.z_is_estimated]
        lowest = min(printed or low, key=lambda site: site.z_score or 0.0)
        yield Finding(
            key="z_score_low" if printed else "z_score_low_estimated",
            concern=Concern.SEE_A_CLINICIAN,
            sources=("iscd_2005", "low_z_tests", "aace_2010", "nof_causes", "secondary_causes_register"),
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
    if not printed:
        return
    if scan.person.sex is Sex.MALE:
        yield NotAssessed(key="reference_fit", reason="no_reference_for_men")
    elif scan.person.sex is not Sex.FEMALE:
        yield NotAssessed(key="reference_fit", reason=Why.SEX_NEEDED, question="sex")
    elif not both:
        yield NotAssessed(key="reference_fit", reason="no_bmd", question=f"{printed[0].region}.bmd_g_cm2")
    elif scan.report.scanner_make in {None, ScannerMake.OTHER, ScannerMake.NOT_KNOWN}:
        yield NotAssessed(key="reference_fit", reason="no_scanner_make", question="scanner_make")
    else:
        yield from _fit_by_site(both, scan.report.scanner_make)


def _fit_by_site(both: list[SiteMeasurement], make: ScannerMake | None) -> Iterator[Outcome]:
    fitting = []
    for measurement in both:
        computed = reference_t_score(measurement, make, Sex.FEMALE)
        site = measurement.region
        if computed is None:
            yield NotAssessed(key="reference_fit_site", reason="no_reference_for_site", values={"site": site})
            continue
        printed = one_decimal(measurement.t_score or 0.0)
        # The outer rounding takes away what floating point adds: 1.1 - 0.9 is 0.2, not 0.20000000000000007.
        if not threshold("reference_difference").is_met_by(round(abs(printed - computed), 6)):
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
    for unusable in scan.report.unusable:
        yield NotAssessed(key=f"scan_{unusable}", reason=f"{unusable}_not_read", question="scan_regions")
    read = {site.region: site for site in scan.sites}
    for measurement in scan.report.measurements:
        region = measurement.region
        values = {"site": region}
        site = read.get(region)
        if site is None:
            yield NotAssessed(key="site", reason="nothing_typed", question=f"{region}.t_score", values=values)
        elif site.held in {Held.ONE_VERTEBRA, Held.NO_VERTEBRA_NAMED}:
            yield NotAssessed(key="site", reason=site.held, question="lumbar_spine.vertebrae", values=values)
        elif site.held is not None:
            yield NotAssessed(key="site", reason=site.held, question=f"{region}.t_score", values=values)
        elif scan.score is not Score.UNDECIDED and score_of(site, scan.score) is None:
            field = "z_score" if scan.score is Score.Z_SCORE else "t_score"
            yield NotAssessed(key="site", reason=f"no_{field}_here", question=f"{region}.{field}", values=values)
        elif site.site is SkeletalSite.LUMBAR_SPINE and not site.vertebrae:
            yield NotAssessed(key="vertebrae", reason="vertebrae_not_known", question="lumbar_spine.vertebrae")


def question_for(why: Why) -> str:
    """The question whose answer decides which score counts."""
    return {Why.STAGE_NEEDED: "menopausal_status", Why.SEX_NEEDED: "sex"}.get(why, "age_years")


def _empty_field(scan: ReadScan) -> str:
    """The field to fill so that a range can be named."""
    field = "z_score" if scan.score is Score.Z_SCORE else "t_score"
    return f"{scan.report.measurements[0].region}.{field}" if scan.report.measurements else "scan_regions"
