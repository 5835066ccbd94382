"""assess(): the one place that sees the whole check and says what the rules make of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bonecheck.densitometry import BmdCategory, ExpectedRange, ScannerMake, SkeletalSite, one_decimal
from bonecheck.dxa_report import DxaReport, ReportedScores
from bonecheck.evidence import threshold
from bonecheck.outcomes import (
    Band,
    Concern,
    Finding,
    NotAssessed,
    Outcome,
    Peers,
    Report,
    Score,
    SiteReading,
    Spectrum,
    Value,
)
from bonecheck.person import Answer, Person, Sex
from bonecheck.questions import questions
from bonecheck.risk_factors import BoneMedicine, FractureSite, GlucocorticoidUse, RiskFactors, WarningSign
from bonecheck.saved_file import Check
from bonecheck.score_choice import ScoreChoice, Why, choose_score
from bonecheck.site_reading import peers, read_sites, reference_t_score, score_of
from bonecheck.wording import name

SPECTRUM_LOW, SPECTRUM_HIGH = -5.0, 3.0
_CONCERN = {
    BmdCategory.NORMAL: Concern.NONE_FOUND,
    BmdCategory.OSTEOPENIA: Concern.WORTH_DISCUSSING,
    BmdCategory.OSTEOPOROSIS: Concern.SEE_A_CLINICIAN,
}


def assess(check: Check, *, on: date) -> Report:
    """What the published rules say about this person, and what they could not judge.

    Parameters
    ----------
    check : Check
        All answers, typed; blanks are None and are never read as "no".
    on : date
        Today's date; tells the age at the scan.

    Returns
    -------
    Report
        The headline, every site read, the spectrum to draw, and all findings and not-assessed outcomes
        in reading order.
    """
    person, risks, scan = check.person, check.risk_factors, check.dxa_report
    choice = choose_score(person)
    if choice.score is None:
        return Report(
            headline=_not_assessed("report", Why.UNDER_20, "age_years"),
            score=None,
            sites=(),
            spectrum=None,
            outcomes=(),
        )
    age_at_scan = _age_at_scan(person, scan, on)
    sites = read_sites(scan, person, choice.score, age_at_scan) if scan else ()
    deciding = tuple(site for site in sites if site.decides)
    outcomes = (
        *_warning_signs(risks),
        *_score_in_use(choice, scan),
        *_deciding_site(choice.score, sites, deciding),
        *_peers(choice.score, sites, person, age_at_scan),
        *_severe(choice.score, deciding, person, risks),
        *_diagnosis_by_fracture(choice, deciding, person, risks),
        *_low_z(sites, scan),
        *_height(person),
        *_causes(risks),
        *_bone_medicine(risks),
        *_reference_fit(scan, person),
        *_scan_not_used(check, sites),
    )
    return Report(
        headline=_headline(check, choice, sites, deciding),
        score=choice.score,
        sites=sites,
        spectrum=_spectrum(choice.score, sites, person, age_at_scan),
        outcomes=outcomes,
    )


def _age_at_scan(person: Person, scan: DxaReport | None, on: date) -> float | None:
    if person.age_years is None or scan is None:
        return None
    return person.age_years - (0 if scan.scan_date is None else round((on - scan.scan_date).days / 365.25))


def _headline(
    check: Check, choice: ScoreChoice, sites: tuple[SiteReading, ...], deciding: tuple[SiteReading, ...]
) -> Outcome:
    if check.has_scan is None:
        return _not_assessed("report", "scan_not_said", "has_scan")
    if check.has_scan is not Answer.YES:
        reason = "no_scan" if check.has_scan is Answer.NO else "scan_not_at_hand"
        return _not_assessed("report_without_scan", reason, "has_scan")
    if choice.score is Score.UNDECIDED:
        return _not_assessed("report", choice.why, _question_for(choice.why))
    if not deciding:
        kind = "no_usable_score" if choice.score is Score.T_SCORE else "no_z_score"
        return _not_assessed("report", kind, "scan_regions")
    first, score = deciding[0], choice.score or Score.UNDECIDED
    values: dict[str, Value] = {
        "score": score_of(first, score) or 0.0,
        "sites": _and(name("region", site.region) for site in deciding),
    }
    estimated = any(site.t_is_estimated if choice.score is Score.T_SCORE else site.z_is_estimated for site in deciding)
    values["estimated"] = " (our estimate from the bone density)" if estimated else ""
    if choice.score is Score.Z_SCORE:
        below = first.expected_range is ExpectedRange.BELOW
        concern = Concern.SEE_A_CLINICIAN if below else Concern.NONE_FOUND
        return Finding(key=f"headline_z_{first.expected_range}", concern=concern, sources=("iscd_2005",), values=values)
    assert first.category is not None
    concern, key = _CONCERN[first.category], f"headline_t_{first.category}"
    if first.category is not BmdCategory.OSTEOPOROSIS and _major_fracture(check.risk_factors):
        concern, key = Concern.SEE_A_CLINICIAN, f"headline_t_{first.category}_but_fracture"
    return Finding(key=key, concern=concern, sources=("who_classes",), values=values)


def _score_in_use(choice: ScoreChoice, scan: DxaReport | None) -> Iterator[Outcome]:
    if scan is None:
        return
    if choice.score is Score.UNDECIDED:
        yield _not_assessed("score_in_use", choice.why, _question_for(choice.why))
        return
    values: dict[str, Value] = {"age": int(threshold("t_score_age_men").value)}
    concern = Concern.WORTH_DISCUSSING if choice.why is Why.WOMAN_STAGE_NOT_KNOWN else Concern.NONE_FOUND
    yield Finding(key=f"score_{choice.why}", concern=concern, sources=_gate_sources(choice.why), values=values)
    if choice.why is Why.WOMAN_STAGE_NOT_KNOWN:
        yield _not_assessed("menopause_stage", Why.STAGE_NEEDED, "menopausal_status")
    one_score = {ReportedScores.T_SCORE: Score.T_SCORE, ReportedScores.Z_SCORE: Score.Z_SCORE}
    used = one_score.get(scan.reported_scores) if scan.reported_scores else None
    if used is not None and choice.score is not None and used is not choice.score:
        values = {"used": name("score", used), "fits": name("score", choice.score)}
        yield Finding(
            key="report_used_other_score", concern=Concern.WORTH_DISCUSSING, sources=("iscd_2005",), values=values
        )


def _gate_sources(why: Why) -> tuple[str, ...]:
    match why:
        case Why.TRANSITION:
            return ("lau_op",)
        case Why.WOMAN_STAGE_NOT_KNOWN:
            return ("iscd_2005", "design")
        case Why.MAN_OLD_ENOUGH:
            return ("iscd_2005", "iscd_2023")
        case Why.WOMAN_PAST_MENOPAUSE_BY_AGE:
            return ("iscd_2005", "uspstf_2025", "design")
        case _:
            return ("iscd_2005",)


def _deciding_site(
    score: Score, sites: tuple[SiteReading, ...], deciding: tuple[SiteReading, ...]
) -> Iterator[Outcome]:
    if score is Score.UNDECIDED or not deciding:
        return
    names = _and(name("region", site.region) for site in deciding)
    values: dict[str, Value] = {
        "sites": names,
        "score_name": name("score", score),
        "score": score_of(deciding[0], score) or 0.0,
    }
    if deciding[0].site is SkeletalSite.ONE_THIRD_RADIUS:
        yield Finding(
            key="deciding_radius", concern=Concern.NONE_FOUND, sources=("racgp", "european_2025"), values=values
        )
    else:
        scored = [site for site in sites if site.counts and score_of(site, score) is not None]
        key = "deciding_only" if len(scored) == 1 else "deciding_tie" if len(deciding) > 1 else "deciding_lowest"
        yield Finding(
            key=key,
            concern=Concern.NONE_FOUND,
            sources=("racgp", "european_2025", "canadian_report", "nhanes_femur"),
            values=values,
        )
    central = [
        site for site in sites if site.counts and site.category and site.site is not SkeletalSite.ONE_THIRD_RADIUS
    ]
    if score is Score.T_SCORE and len({site.category for site in central}) > 1:
        yield Finding(key="sites_in_different_classes", concern=Concern.NONE_FOUND, sources=("looker_2012",))


def _severe(score: Score, deciding: tuple[SiteReading, ...], person: Person, risks: RiskFactors) -> Iterator[Outcome]:
    if score is not Score.T_SCORE or not deciding or deciding[0].category is not BmdCategory.OSTEOPOROSIS:
        return
    match risks.fracture_since_50:
        case Answer.YES:
            yield Finding(
                key="severe_range",
                concern=Concern.SEE_A_CLINICIAN,
                sources=("who_classes",),
                values={"score": deciding[0].t_score or 0.0},
            )
        case Answer.NOT_KNOWN | None if _has_turned_50(person):
            yield _not_assessed("severe_range", "fracture_not_known", "fracture_since_50")


def _diagnosis_by_fracture(
    choice: ScoreChoice, deciding: tuple[SiteReading, ...], person: Person, risks: RiskFactors
) -> Iterator[Outcome]:
    """NBHA 2014: hip (and, our rule, spine) fractures count whatever the T-score; three more with osteopenia."""
    match risks.fracture_since_50:
        case Answer.NOT_KNOWN | None:
            if _has_turned_50(person):
                yield _not_assessed("diagnosis_by_fracture", "fracture_not_known", "fracture_since_50")
            return
        case Answer.NO:
            return
    if risks.fracture_sites is None or risks.fracture_sites.others is Answer.NOT_KNOWN:
        yield _not_assessed("diagnosis_by_fracture", "fracture_sites_not_known", "fracture_sites")
    if broken := [site for site in (FractureSite.HIP, FractureSite.SPINE) if risks.broke(site) is Answer.YES]:
        bones = _and(name("fracture", site) for site in broken)
        yield Finding(
            key="diagnosis_by_hip_or_spine_fracture",
            concern=Concern.SEE_A_CLINICIAN,
            sources=("nbha_2014",),
            values={"bones": bones},
        )
        return
    weaker = (FractureSite.UPPER_ARM, FractureSite.PELVIS, FractureSite.WRIST)
    broken = [site for site in weaker if risks.broke(site) is Answer.YES]
    osteopenia = choice.score is Score.T_SCORE and bool(deciding) and deciding[0].category is BmdCategory.OSTEOPENIA
    if broken and osteopenia:
        bones = _and(name("fracture", site) for site in broken)
        yield Finding(
            key="diagnosis_by_other_fracture",
            concern=Concern.SEE_A_CLINICIAN,
            sources=("nbha_2014",),
            values={"bones": bones},
        )
    else:
        yield Finding(key="fracture_since_50", concern=Concern.SEE_A_CLINICIAN, sources=("iof_warning_signs",))


def _low_z(sites: tuple[SiteReading, ...], scan: DxaReport | None) -> Iterator[Outcome]:
    central = [site for site in sites if site.counts and site.z_score is not None]
    low = [site for site in central if site.expected_range is ExpectedRange.BELOW]
    if low:
        printed = [site for site in low if not site.z_is_estimated]
        lowest = min(printed or low, key=lambda site: site.z_score or 0.0)
        values: dict[str, Value] = {"score": lowest.z_score or 0.0, "site": name("region", lowest.region)}
        key = "z_score_low" if printed else "z_score_low_estimated"
        yield Finding(
            key=key,
            concern=Concern.SEE_A_CLINICIAN,
            sources=("iscd_2005", "low_z_tests", "aace_2010", "nof_causes", "secondary_causes_register"),
            values=values,
        )
    elif scan is not None and not central:
        yield _not_assessed("z_score", "no_z_score_given", "scan_regions")


def _height(person: Person) -> Iterator[Outcome]:
    loss = person.height_loss_cm
    if loss is None:
        question = "height_cm" if person.height_cm is None else "tallest_height_cm"
        yield _not_assessed("height_loss", "height_not_known", question)
        return
    values: dict[str, Value] = {"loss_cm": loss, "loss_in": round(loss / 2.54, 1)}
    if threshold("height_loss_imaging").is_met_by(loss):
        yield Finding(
            key="height_loss_imaging",
            concern=Concern.SEE_A_CLINICIAN,
            sources=("nof_height", "iscd_2007_imaging", "iof_warning_signs"),
            values=values,
        )
    elif threshold("height_loss_mention").is_met_by(loss):
        yield Finding(
            key="height_loss_mention", concern=Concern.WORTH_DISCUSSING, sources=("iof_warning_signs",), values=values
        )
    else:
        yield Finding(
            key="height_loss_small" if loss else "height_loss_none",
            concern=Concern.NONE_FOUND,
            sources=("iof_warning_signs",),
            values=values,
        )


def _warning_signs(risks: RiskFactors) -> Iterator[Outcome]:
    if risks.warning_signs is None:
        yield _not_assessed("warning_signs", "not_answered", "warning_signs")
        return
    urgent = {WarningSign.CANNOT_STAND, WarningSign.NUMB_OR_WEAK_LEGS}
    for sign in sorted(WarningSign, key=lambda sign: sign not in urgent):
        if risks.warning_signs.answer(sign) is Answer.YES:
            concern = Concern.GET_CARE_NOW if sign in urgent else Concern.SEE_A_CLINICIAN
            sources = ("design",) if sign in urgent else ("iof_warning_signs",)
            yield Finding(key=f"warning_{sign}", concern=concern, sources=sources)
    if risks.warning_signs.others is Answer.NOT_KNOWN:
        yield _not_assessed("warning_signs", "not_known", "warning_signs")


def _causes(risks: RiskFactors) -> Iterator[Outcome]:
    """Conditions and medicines that can thin bone, and long steroid use."""
    if risks.conditions is None or risks.conditions.others is Answer.NOT_KNOWN:
        yield _not_assessed("conditions", "not_answered", "conditions")
    elif risks.rheumatoid_arthritis in {None, Answer.NOT_KNOWN}:
        yield _not_assessed("conditions", "not_answered", "rheumatoid_arthritis")
    if risks.medicines is None or risks.medicines.others is Answer.NOT_KNOWN:
        yield _not_assessed("medicines", "not_answered", "medicines")
    named = [
        *([name("condition", "rheumatoid_arthritis")] if risks.rheumatoid_arthritis is Answer.YES else []),
        *(name("condition", item) for item in (risks.conditions.ticked if risks.conditions else ())),
        *(name("medicine", item) for item in (risks.medicines.ticked if risks.medicines else ())),
    ]
    if named:
        yield Finding(
            key="known_causes",
            concern=Concern.WORTH_DISCUSSING,
            sources=("nof_causes",),
            values={"causes": _and(named)},
        )
    if risks.glucocorticoids in {GlucocorticoidUse.NOW, GlucocorticoidUse.PAST}:
        yield from _glucocorticoids(risks)
    elif risks.glucocorticoids is not GlucocorticoidUse.NEVER:
        yield _not_assessed("glucocorticoids", "not_answered", "glucocorticoids")


def _glucocorticoids(risks: RiskFactors) -> Iterator[Outcome]:
    dose, months = risks.glucocorticoid_dose_mg_per_day, risks.glucocorticoid_months
    low_dose = dose is not None and not threshold("steroid_dose").is_met_by(dose)
    short = months is not None and not threshold("steroid_months").is_met_by(months)
    if low_dose or short:
        return
    if dose is None or months is None:
        question = "glucocorticoid_dose_mg_per_day" if dose is None else "glucocorticoid_months"
        yield _not_assessed("glucocorticoids", "steroid_dose_not_known", question)
        return
    values: dict[str, Value] = {
        "dose": int(threshold("steroid_dose").value),
        "months": int(threshold("steroid_months").value),
    }
    yield Finding(
        key="glucocorticoids",
        concern=Concern.SEE_A_CLINICIAN,
        sources=("iscd_2007_imaging", "steroid_table"),
        values=values,
    )


def _bone_medicine(risks: RiskFactors) -> Iterator[Outcome]:
    match risks.bone_medicine:
        case None | BoneMedicine.NOT_KNOWN:
            yield _not_assessed("bone_medicine", "not_answered", "bone_medicine")
        case BoneMedicine.DENOSUMAB:
            yield Finding(key="denosumab", concern=Concern.WORTH_DISCUSSING, sources=("tga_denosumab",))
        case BoneMedicine.NONE:
            return
        case _:
            yield Finding(key="on_bone_medicine", concern=Concern.WORTH_DISCUSSING, sources=("design",))


def _reference_fit(scan: DxaReport | None, person: Person) -> Iterator[Outcome]:
    """Whether each printed T-score is the one that the reference tables give for the printed bone density."""
    both = [m for m in scan.measurements if m.t_score is not None and m.bmd_g_cm2 is not None] if scan else []
    if scan is None or not any(m.t_score is not None for m in scan.measurements):
        return
    if person.sex is not Sex.FEMALE:
        yield _not_assessed(
            "reference_fit", "no_reference_for_men" if person.sex is Sex.MALE else Why.SEX_NEEDED, "sex"
        )
        return
    if not both:
        yield _not_assessed("reference_fit", "no_bmd", "scan_regions")
        return
    if scan.scanner_make in {None, ScannerMake.OTHER, ScannerMake.NOT_KNOWN}:
        yield _not_assessed("reference_fit", "no_scanner_make", "scanner_make")
        return
    fits = []
    for measurement in both:
        computed, printed = reference_t_score(measurement, scan.scanner_make, person.sex), measurement.t_score or 0.0
        if computed is None:
            yield replace(
                _not_assessed("reference_fit_site", "no_reference_for_site", None),
                values={"site": name("region", measurement.region)},
            )
            continue
        values: dict[str, Value] = {
            "site": name("region", measurement.region),
            "printed": printed,
            "computed": computed,
        }
        # Rounding takes away what floating point adds: 0.9 - 1.1 is -0.2, not -0.20000000000000007.
        differs, rounded = threshold("reference_difference"), one_decimal(printed)
        if differs.is_met_by(round(abs(rounded - computed), 6)):
            lost_sign = rounded > 0 > computed and not differs.is_met_by(round(abs(rounded + computed), 6))
            key = "reference_sign_lost" if lost_sign else "reference_differs"
            yield Finding(
                key=key,
                concern=Concern.WORTH_DISCUSSING,
                sources=("looker_1998", "hologic_spine", "bonephys"),
                values=values,
            )
        else:
            fits.append(name("region", measurement.region))
    if fits:
        yield Finding(
            key="reference_fits",
            concern=Concern.NONE_FOUND,
            sources=("looker_1998", "hologic_spine", "bonephys"),
            values={"sites": _and(fits)},
        )


def _scan_not_used(check: Check, sites: tuple[SiteReading, ...]) -> Iterator[Outcome]:
    """Parts of the report that do not count, each with the reason."""
    if check.dxa_report is None:
        return
    for scan in check.dxa_report.unusable:
        yield _not_assessed(f"scan_{scan}", f"{scan}_not_read", "scan_regions")
    read = {site.region for site in sites}
    for measurement in check.dxa_report.measurements:
        if measurement.region not in read:
            yield replace(
                _not_assessed("site", "nothing_typed", "scan_regions"),
                values={"site": name("region", measurement.region)},
            )
    for site in sites:
        if not site.counts:
            yield replace(
                _not_assessed("spine", "one_vertebra", "vertebrae"), values={"vertebrae": site.vertebrae or ""}
            )
        elif site.site is SkeletalSite.LUMBAR_SPINE and site.vertebrae is None:
            yield _not_assessed("vertebrae", "vertebrae_not_known", "vertebrae")
    if check.dxa_report.scan_date is None:
        yield _not_assessed("scan_age", "no_scan_date", "scan_date")


def _peers(
    score: Score, sites: tuple[SiteReading, ...], person: Person, age_at_scan: float | None
) -> Iterator[Outcome]:
    """How the deciding site compares with people of the same age, and why there may be no peers to draw."""
    placed = [site for site in sites if site.decides and site.percentile is not None]
    if placed and placed[0].percentile is not None:
        lower = round(placed[0].percentile)
        values: dict[str, Value] = {"site": name("region", placed[0].region), "lower": lower, "higher": 100 - lower}
        key = "same_age_estimated" if placed[0].z_is_estimated else "same_age"
        sources = ("looker_1998", "nhanes_newer", "bonephys") if placed[0].z_is_estimated else ("iscd_2005",)
        yield Finding(key=key, concern=Concern.NONE_FOUND, sources=sources, values=values)
    if score is not Score.T_SCORE or not any(site.t_score is not None for site in sites):
        return
    if _spectrum_peers(sites, person, age_at_scan) is None:
        if person.sex is Sex.MALE:
            yield _not_assessed("peers", "no_peers_for_men", None)
        elif person.age_years is None:
            yield _not_assessed("peers", Why.AGE_NEEDED, "age_years")
        elif person.sex is not Sex.FEMALE:
            yield _not_assessed("peers", Why.SEX_NEEDED, "sex")
        else:
            yield _not_assessed("peers", "no_peers_table", None)


def _spectrum(
    score: Score, sites: tuple[SiteReading, ...], person: Person, age_at_scan: float | None
) -> Spectrum | None:
    """What to draw; None when no site has the score that counts. Wide enough for every marker and whisker."""
    reach = [(value, site.noise_sd or 0.0) for site in sites if (value := score_of(site, score)) is not None]
    if not reach:
        return None
    low = min(SPECTRUM_LOW, *(value - noise - 0.2 for value, noise in reach))
    high = max(SPECTRUM_HIGH, *(value + noise + 0.2 for value, noise in reach))
    osteoporosis, normal = threshold("t_score_osteoporosis").value, threshold("t_score_normal").value
    below = threshold("z_score_below_expected").value
    bands: tuple[Band, ...] = ()
    if score is Score.T_SCORE:
        bands = (
            Band(key="osteoporosis", low=low, high=osteoporosis),
            Band(key="osteopenia", low=osteoporosis, high=normal),
            Band(key="normal", low=normal, high=high),
        )
    elif score is Score.Z_SCORE:
        bands = (Band(key="below", low=low, high=below), Band(key="within", low=below, high=high))
    same_age = _spectrum_peers(sites, person, age_at_scan) if score is Score.T_SCORE else None
    return Spectrum(score=score, low=low, high=high, bands=bands, peers=same_age)


def _spectrum_peers(sites: tuple[SiteReading, ...], person: Person, age_at_scan: float | None) -> Peers | None:
    """Peers at the deciding site if a table reaches it, else at the first measured site that has one."""
    scored = sorted(
        (site for site in sites if site.counts and site.t_score is not None), key=lambda site: not site.decides
    )
    found = (peers(site.site, person, age_at_scan) for site in scored)
    return next((group for group in found if group is not None), None)


def _has_turned_50(person: Person) -> bool:
    """Whether fractures since 50 can have happened; yes where the age is not known."""
    age = {} if person.age_years is None else {"age_years": person.age_years}
    return questions()["fracture_since_50"].applies(age)


def _major_fracture(risks: RiskFactors) -> bool:
    return Answer.YES in {risks.broke(FractureSite.HIP), risks.broke(FractureSite.SPINE)}


def _question_for(why: Why) -> str:
    return {Why.STAGE_NEEDED: "menopausal_status", Why.SEX_NEEDED: "sex"}.get(why, "age_years")


def _not_assessed(key: str, reason: str, question: str | None) -> NotAssessed:
    return NotAssessed(key=key, reason=str(reason), question=question)


def _and(names: Iterator[str] | list[str]) -> str:
    *most, last = list(names)
    return f"{', '.join(most)} and {last}" if most else last
