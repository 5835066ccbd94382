"""The one sentence to take away from a scan, or why there is none yet."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NotRequired, TypedDict

from bonecheck.answers.bone_medicines import least_years_unprotected
from bonecheck.answers.dxa_report import DxaReport, ScanMethod
from bonecheck.answers.person import Answer, Person, Sex
from bonecheck.answers.risk_factors import RiskFactors
from bonecheck.evidence.library import threshold
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome, Value
from bonecheck.scan.both_readings import fine_by_both, low_by_both, references_differ
from bonecheck.scan.caution import far_above, look_at, part_of, reads_high, spine_is_alone, z_lies_too_high
from bonecheck.scan.densitometry import BmdCategory, ExpectedRange, TScore, ZScore
from bonecheck.scan.fit import is_in_lowest_range
from bonecheck.scan.fractures import (
    MAJOR,
    FractureLevel,
    broke_ever,
    counted_bones,
    fracture_level,
    is_recent,
    may_be_hip_or_spine,
    open_fracture_question,
)
from bonecheck.scan.held import Held
from bonecheck.scan.method import has_usable_scan
from bonecheck.scan.score_choice import Score, ScoreChoice, Why, years_ago
from bonecheck.scan.site_reading import RADIUS, SiteReading, height_of, score_of

_CONCERN = {
    BmdCategory.NORMAL: Concern.NONE_FOUND,
    BmdCategory.OSTEOPENIA: Concern.WORTH_DISCUSSING,
    BmdCategory.OSTEOPOROSIS: Concern.SEE_A_CLINICIAN,
}


class Open(TypedDict):
    """Why something is open, and the question that would change it."""

    reason: str
    question: str | None
    values: NotRequired[dict[str, Value]]


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
        """Calendar years since the scan, from the first day on which it may have been made; None without a date."""
        scanned = self.report.scan_date
        return None if scanned is None else years_ago(scanned, self.on)[0]

    @property
    def is_old(self) -> bool:
        """Whether the scan is so old that bone may have changed since."""
        return self.years_ago is not None and threshold("scan_is_old").is_met_by(self.years_ago)

    @property
    def is_before_a_medicine_ended(self) -> bool:
        """Whether a medicine after which bone is lost again may have ended since the scan."""
        unprotected = least_years_unprotected(self.risks)
        return unprotected is not None and (self.years_ago is None or self.years_ago > unprotected)

    @property
    def may_have_changed(self) -> bool:
        """Whether the scan says little of bone today."""
        return self.is_old or self.is_before_a_medicine_ended


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
        fine = None if _has_or_may_have_a_break(scan) else fine_by_both(scan.sites)
        if fine is not None and not scan.may_have_changed and not spine_is_alone(scan.sites, scan.age_at_scan_years):
            return replace(fine, values={**fine.values, **_conditions_of_scan(scan)})
        return NotAssessed(key="report", **why_undecided(scan.choice, scan.report))
    for site in scan.sites:
        if not scan.deciding and site.held and site.held.leaves_result_open:
            field = site.held.question(site.region)
            return NotAssessed(key="report", reason=site.held, question=field, values={"site": site.region})
    if not scan.deciding:
        by_t = "no_usable_score_man" if scan.person.sex is Sex.MALE else "no_usable_score"
        reason = by_t if scan.score is Score.T_SCORE else "no_z_score"
        return NotAssessed(key="report", reason=reason, question=empty_field(scan))
    if fracture_level(scan.risks) is not FractureLevel.MAJOR:  # such a break leads, whatever the score
        if scan.choice.why is Why.PREGNANCY:
            return NotAssessed(key="report", reason="pregnancy_no_range")
        if references_differ(scan.choice, scan.report, scan.sites):
            return NotAssessed(key="report", reason="references_differ")
    return _headline_finding(scan)


def _has_or_may_have_a_break(scan: ReadScan) -> bool:
    """Whether a break was told, is open, or may stand behind lost height or a warning sign."""
    signs = scan.risks.warning_signs
    if signs is not None and signs.ticked:
        return True
    loss = scan.person.height_loss_cm
    shorter = loss is not None and threshold("height_loss_mention").is_met_by(loss)
    is_open = open_fracture_question(scan.person, scan.risks) is not None
    return shorter or is_open or fracture_level(scan.risks) is not FractureLevel.NONE


def _not_a_dxa(scan: ReadScan) -> NotAssessed:
    """No DXA of spine or hip: no range at any age and stage, and the question that could change it."""
    asks = {Held.METHOD_NEEDED, Held.CT_DENSITY_TYPED}
    held = next((site for site in scan.sites if site.held in asks), None)
    if held is None or held.held is None:
        return NotAssessed(key="report", reason="not_a_dxa", question="scan_method")
    return NotAssessed(key="report", reason=held.held, question="scan_method", values={"site": held.region})


def _low_by_both(scan: ReadScan) -> Finding | None:
    """Low by the T-score and by the Z-score, so that it is low whichever counts; None unless both are."""
    lowest = low_by_both(scan.sites)
    if lowest is None:
        return None
    first, second = lowest
    values: dict[str, Value] = {
        "score": first.t_score or 0.0,
        "z_score": second.z_score or 0.0,
        "score_name": Score.T_SCORE,
        "sites": tuple(dict.fromkeys((first.region, second.region))),
        **_broken(scan.risks),
    }
    values |= _conditions_of_scan(scan)
    sources = ("who_classes", "iscd_2005")
    return Finding(key="headline_low_by_both", concern=Concern.SEE_A_CLINICIAN, sources=sources, values=values)


def _broken(risks: RiskFactors) -> dict[str, Value]:
    """How much a break adds, and whether it is the hip, the spine or both."""
    bones = tuple(bone for bone in MAJOR if broke_ever(risks, bone) is Answer.YES)
    values: dict[str, Value] = {"fracture": fracture_level(risks)}
    return {**values, "bones": bones} if bones else values


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
        **_broken(scan.risks),
    }
    if not_read:
        values["not_read"] = not_read
    values |= _conditions_of_scan(scan)
    key, concern = _headline_key(scan, first, value)
    values |= _remarks_on_headline(scan, first, value)
    if fracture is FractureLevel.OTHER and (
        is_recent(scan.risks) or (key == "headline_t_osteoporosis" and counted_bones(scan.risks))
    ):
        values["soon"] = 1  # as their findings say
    if (high := far_above(scan.sites)) and (concern is Concern.NONE_FOUND or key in _NORMAL_BESIDE_A_BREAK):
        key = "headline_far_above"
        values["score_name"], values["score"] = height_of(high[0])
        values["sites"] = (high[0].region,)
        values["reads_high_from"], values["look_at"] = part_of(high[0]), look_at(high[0], scan.sites)
    elif _is_forearm_alone(scan, first) and not is_in_lowest_range(value, scan.score) and "estimated" not in key:
        key, concern = "headline_forearm_alone", Concern.WORTH_DISCUSSING
    if first.site is RADIUS or scan.may_have_changed or high or values.keys() & {"reads_high", *SAYS_MORE}:
        concern = max(concern, Concern.WORTH_DISCUSSING)
    if fracture is not FractureLevel.NONE and key != "headline_z_estimated":  # the break has a finding of its own
        concern = max(concern, Concern.SEE_A_CLINICIAN)
    if "estimated" in key:
        if scan.score is Score.T_SCORE:
            values["category"] = TScore(value).category
        else:
            values["expected_range"] = ZScore(value).expected_range
        if (first.expected_range if scan.score is Score.Z_SCORE else first.category) is None:
            values["near_an_edge"] = 1
    sources = ("who_classes",) if scan.score is Score.T_SCORE else ("iscd_2005",)
    return Finding(key=key, concern=concern, sources=sources, values=values)


SAYS_MORE = ("odd_pair", "lost_height", "very_old")  # what takes comfort from a range, the first in the title as well
_NORMAL_BESIDE_A_BREAK = {"headline_t_fracture", "headline_z_fracture"}


def _conditions_of_scan(scan: ReadScan) -> dict[str, Value]:
    """On what the result stands: the year of a scan after which bone may have changed, and a method that is not sure."""
    values: dict[str, Value] = {}
    if scan.may_have_changed and scan.report.scan_year:
        values["year"] = scan.report.scan_year
    if scan.report.scan_method in {None, ScanMethod.NOT_KNOWN}:
        values["if_dxa"] = 1
    return values


def _is_forearm_alone(scan: ReadScan, first: SiteReading) -> bool:
    """Whether the forearm decides and no spine or hip is read beside it."""
    central = [site for site in scan.sites if site.counts and site.site is not RADIUS]
    return first.site is RADIUS and all(score_of(site, scan.score) is None for site in central)


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
        if not below and any(z_lies_too_high(site) for site in scan.sites):
            return "headline_z_does_not_fit", Concern.WORTH_DISCUSSING
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
    if is_in_lowest_range(value, scan.score):
        return remarks
    if reads_high(first) or spine_is_alone(scan.sites, scan.age_at_scan_years):
        remarks["reads_high"] = 1
    return remarks | _says_more(scan)


def _says_more(scan: ReadScan) -> dict[str, Value]:
    """What takes comfort from a range: great age, lost height, and a pair at a deciding site that does not fit.

    Above the last age of the models people count as at high risk, ``frax_ages``; lost height can be a broken vertebra
    that no score shows, ``nogg_case_finding``.
    """
    age, loss = scan.person.age_years, scan.person.height_loss_cm
    told = {
        "very_old": age is not None and not threshold("models_up_to_age").is_met_by(age),
        "lost_height": loss is not None and threshold("height_loss_imaging").is_met_by(loss),
        "odd_pair": any(site.pair_is_odd for site in scan.deciding),
    }
    return {key: 1 for key in SAYS_MORE if told[key]}


def why_undecided(choice: ScoreChoice, report: DxaReport) -> Open:
    """Why no score is chosen, and the question whose answer decides which one counts, if one is left to ask."""
    asked = {
        Why.STAGE_NEEDED: "menopausal_status",
        Why.SEX_NEEDED: "sex",
        Why.AGE_NEEDED: "age_years",
    }
    if isinstance(report.scan_date, int):
        asked[Why.BIRTHDAY_OPEN] = "scan_date"  # the day may settle what the year leaves open
    undecided = Open(reason=choice.why, question=asked.get(choice.why))
    if choice.ages is not None:
        undecided["values"] = {"younger": choice.ages[0], "older": choice.ages[1]}
    return undecided


def empty_field(scan: ReadScan) -> str:
    """The field to fill so that a range can be named."""
    field = "z_score" if scan.score is Score.Z_SCORE else "t_score"
    return f"{scan.report.measurements[0].region}.{field}" if scan.report.measurements else "scan_regions"
