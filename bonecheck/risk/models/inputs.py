"""What the models may look at for one person, and the reasons why a model does not fit somebody."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from bonecheck.answers.bone_medicines import takes_bone_medicine
from bonecheck.answers.dxa_report import SkeletalSite, TScoreReference
from bonecheck.answers.person import Answer, Person, Sex
from bonecheck.answers.questions import questions
from bonecheck.answers.risk_factors import (
    BoneMedicine,
    Checklist,
    DenosumabDose,
    FractureSite,
    LastDose,
    LastFracture,
    RiskFactors,
    WarningSign,
)
from bonecheck.evidence.library import threshold, whole
from bonecheck.evidence.models import RISK_MODELS
from bonecheck.outcomes import NotAssessed
from bonecheck.risk.chance import ModelRisk, Remark
from bonecheck.scan.caution import reads_high
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import SiteReading


@dataclass(frozen=True, slots=True, kw_only=True)
class HipScore:
    """A T-score that a model may use; the lowest where both sides were measured."""

    sd: float
    site: SkeletalSite
    is_estimated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """One person as the models see them. `average_t_score` holds the mean of women of this age, by site [SD].

    `is_low_otherwise` says that a scan was low that has no score in use, such as a CT.
    """

    person: Person
    risks: RiskFactors
    sites: tuple[SiteReading, ...] = ()
    score: Score | None = None
    has_scan: Answer | None = None
    average_t_score: Mapping[SkeletalSite, float]
    t_score_reference: TScoreReference | None = None
    scan_is_old: bool = False
    is_low_otherwise: bool = False

    @property
    def age_years(self) -> int:
        """Age [years]; only asked for once `refusal` found one."""
        return self.person.age_years or 0

    @property
    def sex(self) -> str:
        """Sex as the models name it; only `refusal` and one's own FRAX result meet "not_known"."""
        return str(self.person.sex or Sex.NOT_KNOWN)

    def in_doubt(self, *sites: SkeletalSite) -> SiteReading | None:
        """A reading at one of the sites that may yet turn out to be lower."""
        held = (reading for reading in self.sites if reading.site in sites and reading.held is not None)
        return next((reading for reading in held if reading.held and reading.held.leaves_result_open), None)

    def reads_high(self, *sites: SkeletalSite) -> bool:
        """Whether a score at one of the sites can read too high, so that a model would read too low."""
        readings = (reading for reading in self.sites if reading.site in sites and reading.counts)
        return any(reading.is_far_above or reads_high(reading) for reading in readings)

    def is_asked(self, question: str) -> bool:
        """Whether people of this age are asked this question: a blank of those who are not is no open answer."""
        return questions()[question].applies({} if self.person.age_years is None else {"age_years": self.age_years})

    def hip_score(self, *wanted: SkeletalSite) -> HipScore | None:
        """The lowest T-score at the first of the wanted sites that has one; none while one side is held in doubt."""
        for site in wanted:
            if self.in_doubt(site):
                return None
            usable = [reading for reading in self.sites if reading.site is site and reading.counts]
            scores = [(reading.t_score, reading.t_is_estimated) for reading in usable if reading.t_score is not None]
            if scores:
                sd, is_estimated = min(scores)
                return HipScore(sd=sd, site=site, is_estimated=is_estimated)
        return None


def refusal(name: str, inputs: Inputs) -> NotAssessed | None:
    """Why this model says nothing about this person, or None: sex, age, and treatment."""
    key = f"model_{name}"
    accepts = whole(RISK_MODELS[name]).accepts
    if inputs.person.sex is Sex.BOTH:
        return NotAssessed(key=key, reason="made_for_one_sex")
    if inputs.person.sex not in {Sex.FEMALE, Sex.MALE}:
        return NotAssessed(key=key, reason="sex_needed", question="sex")
    if inputs.sex not in accepts.sex:
        return NotAssessed(key=key, reason="model_for_women")
    if inputs.person.age_years is None:
        return NotAssessed(key=key, reason="age_needed", question="age_years")
    youngest, _ = accepts.age_years
    if inputs.age_years < youngest:
        return NotAssessed(key=key, reason="model_too_young", values={"age": youngest})
    return too_old(name, inputs) or on_bone_medicine(name, inputs)


def too_old(name: str, inputs: Inputs) -> NotAssessed | None:
    """No model gives a number above the last age for which one is shown. Source: ``frax_ages``."""
    if threshold("models_up_to_age").is_met_by(inputs.age_years):
        return None
    return NotAssessed(key=f"model_{name}", reason="model_too_old")


def on_bone_medicine(name: str, inputs: Inputs) -> NotAssessed | None:
    """No model applies as it stands to people on bone medicine, or for two years after it.

    Models describe untreated people. Some medicines go on working, and after others bone is lost fast, so a number may
    be wrong either way; two years are those of the questions on a drip and on denosumab.
    """
    if takes_bone_medicine(inputs.risks):
        return NotAssessed(key=f"model_{name}", reason="model_on_bone_medicine")
    if _stopped_bone_medicine_lately(inputs.risks) is Answer.YES:
        return NotAssessed(key=f"model_{name}", reason="model_after_bone_medicine")
    return None


def _stopped_bone_medicine_lately(risks: RiskFactors) -> Answer:
    """Whether a bone medicine that was stopped was taken in the last two years."""
    before = risks.bone_medicine_before
    if before is None:
        return Answer.NOT_KNOWN
    found = [before.others]
    if BoneMedicine.DENOSUMAB in before.ticked:
        found.append(_within_2_years(risks.denosumab_last_dose))
    if set(before.ticked) - {BoneMedicine.DENOSUMAB}:
        found.append(_within_2_years(risks.bone_medicine_last_dose))
    return any_of(found)


def _within_2_years(last: DenosumabDose | LastDose | LastFracture | None) -> Answer:
    """Whether the last dose, or break, was in the last two years. All lists of answers spell it alike."""
    known = {"within_6_months": Answer.YES, "within_2_years": Answer.YES, "longer_ago": Answer.NO}
    return known.get(str(last), Answer.NOT_KNOWN)


def usable_score(
    name: str, inputs: Inputs, *wanted: SkeletalSite, reference: TScoreReference | None = None
) -> HipScore | NotAssessed:
    """The T-score that this model takes, or why it says nothing about this person.

    `reference` names the young adults that the model's T-score is against, where men's reports use either.
    """
    if (refused := refusal(name, inputs)) is not None:
        return refused
    key = f"model_{name}"
    if inputs.has_scan is not Answer.YES:
        return NotAssessed(key=key, reason="model_needs_scan", question="has_scan")
    if inputs.score is not Score.T_SCORE:
        return NotAssessed(key=key, reason="model_t_score_not_in_use")
    if inputs.reads_high(*wanted):
        return NotAssessed(key=key, reason="model_score_reads_high")
    if (score := inputs.hip_score(*wanted)) is not None:
        other = {TScoreReference.MEN: TScoreReference.WOMEN, TScoreReference.WOMEN: TScoreReference.MEN}
        if reference and _is_man(inputs) and inputs.t_score_reference is other[reference]:
            reason = f"model_needs_score_against_{reference}"
            return NotAssessed(key=key, reason=reason, question="t_score_reference")
        return score
    if (reading := inputs.in_doubt(*wanted)) is not None:
        question, values = f"{reading.region}.t_score", {"site": reading.region}
        return NotAssessed(key=key, reason="model_score_held", question=question, values=values)
    reason = "model_needs_femoral_neck" if wanted == (SkeletalSite.FEMORAL_NECK,) else "model_needs_hip"
    return NotAssessed(key=key, reason=reason, question="scan_regions")


def _is_man(inputs: Inputs) -> bool:
    return inputs.person.sex is Sex.MALE


def comparison(average_t_score: float | None, kind: str = "") -> Remark:
    """Who the comparison person is: of average T-score for the age, or of the same one where no average is known."""
    if average_t_score is None:
        return Remark(key=f"comparison_same_t_score{kind}")
    return Remark(key=f"comparison_average_t_score{kind}", values={"score": average_t_score})


def remarks(
    inputs: Inputs, score: HipScore | None = None, reference: TScoreReference | None = None
) -> tuple[Remark, ...]:
    """Conditions under which a number fits: no bone medicine, a printed T-score that is not old, its reference."""
    found = []
    medicine_told = inputs.risks.bone_medicine is BoneMedicine.NONE
    if not medicine_told or _stopped_bone_medicine_lately(inputs.risks) is not Answer.NO:
        found.append(Remark(key="remark_bone_medicine_open"))
    if score is not None and score.is_estimated:
        found.append(Remark(key="remark_t_score_estimated"))
    if score is not None and inputs.scan_is_old:
        found.append(Remark(key="remark_scan_is_old"))
    if reference and _is_man(inputs) and inputs.t_score_reference is not reference:
        found.append(Remark(key=f"remark_reference_{reference}_assumed"))
    return tuple(found)


_SPINE_AND_HIP = (FractureSite.SPINE, FractureSite.HIP)
_PERIODS = {  # of breaks that count in more than one model: the questions on whether, which bones, how many
    "fracture_since_50": ("fracture_sites", "fracture_count"),
    "fracture_at_40_to_49": ("fracture_sites_at_40_to_49", "fracture_count_at_40_to_49"),
}


def open_break_question(inputs: Inputs, *, bones: bool = False, number: bool = False) -> str | None:
    """The first question on breaks since 40 that is asked of this person and still open; also which and how many."""
    for whether, (which, how_many) in _PERIODS.items():
        if not inputs.is_asked(whether):
            continue
        broke = getattr(inputs.risks, whether)
        if broke not in {Answer.YES, Answer.NO}:
            return whether
        sites = getattr(inputs.risks, which)
        if bones and broke is Answer.YES and (sites is None or sites.others is Answer.NOT_KNOWN):
            return which
        if number and broke is Answer.YES and getattr(inputs.risks, how_many) is None:
            return how_many
    return None


def broke_spine_or_hip(risks: RiskFactors) -> Answer:
    """Whether the spine or a hip broke from 40 on."""
    return any_of(had(bone) for had in (risks.broke, risks.broke_at_40_to_49) for bone in _SPINE_AND_HIP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaks:
    """The breaks of one time of life: whether, which bones, how many."""

    broke: Answer | None
    sites: Checklist | None
    count: int | None


def breaks_since_40(inputs: Inputs) -> tuple[Breaks, ...]:
    """The breaks from 40 on. Those of a time of life that is still to come are none."""
    risks = inputs.risks
    since_50 = risks.fracture_since_50 if inputs.is_asked("fracture_since_50") else Answer.NO
    at_40 = risks.fracture_at_40_to_49 if inputs.is_asked("fracture_at_40_to_49") else Answer.NO
    return (
        Breaks(broke=since_50, sites=risks.fracture_sites, count=risks.fracture_count),
        Breaks(broke=at_40, sites=risks.fracture_sites_at_40_to_49, count=risks.fracture_count_at_40_to_49),
    )


def adult_breaks(inputs: Inputs) -> tuple[Breaks, ...]:
    """The breaks of all adult life."""
    risks = inputs.risks
    young = Breaks(
        broke=risks.fracture_before_40, sites=risks.fracture_sites_before_40, count=risks.fracture_count_before_40
    )
    return (*breaks_since_40(inputs), young)


def several(periods: Iterable[Breaks]) -> Answer:
    """Whether more than one bone broke in these times of life; each bone named is one break at least."""
    least = greatest = 0.0
    for told in periods:
        named = len(told.sites.ticked) if told.sites is not None else 0
        is_yes = told.broke is Answer.YES
        least += max(told.count or 1, named) if is_yes else 0
        greatest += 0 if told.broke is Answer.NO else max(told.count, named) if is_yes and told.count else math.inf
    return Answer.YES if least > 1 else Answer.NO if greatest <= 1 else Answer.NOT_KNOWN


def ever_broke_spine_or_hip(inputs: Inputs) -> Answer:
    """Whether the spine or a hip broke at any adult age."""
    return any_of(
        Answer.of(told.broke) & (Answer.NOT_KNOWN if told.sites is None else told.sites.answer(bone))
        for told in adult_breaks(inputs)
        for bone in _SPINE_AND_HIP
    )


def broke_lately(inputs: Inputs) -> Answer:
    """Whether a bone broke in the last two years. Source: ``frax_recency``."""
    return any_of(told.broke for told in adult_breaks(inputs)) & _within_2_years(inputs.risks.last_fracture)


def break_weighs_more(inputs: Inputs) -> Answer:
    """Whether a break that was told weighs more than a model counts: spine or hip, or in the last two years.

    Not known where the bone or the time was not told.
    """
    if not inputs.risks.any_fracture:
        return Answer.NO
    return any_of([ever_broke_spine_or_hip(inputs), broke_lately(inputs)])


def may_have_broken_now(risks: RiskFactors) -> bool:
    """Whether a sign was told that can be a broken spine or hip: all warning signs but that of heart and lungs.

    Source: ``nogg_case_finding`` (stooped back, sudden back pain).
    """
    signs = risks.warning_signs
    return signs is not None and bool(set(signs.ticked) - {WarningSign.CHEST_PAIN})


def lost_height(person: Person) -> bool:
    """Whether so much height was lost that doctors look for a broken vertebra. Source: ``nogg_case_finding``."""
    loss = person.height_loss_cm
    return loss is not None and threshold("height_loss_imaging").is_met_by(loss)


def scan_weighs_more(inputs: Inputs) -> bool:
    """Whether the scan, or a result of another kind, is so low that a model without it reads too low."""
    if inputs.is_low_otherwise:
        return True
    counted = [reading for reading in inputs.sites if reading.counts]
    low_z = inputs.score is Score.Z_SCORE and any(
        reading.z_score is not None and threshold("z_score_below_expected").is_met_by(reading.z_score)
        for reading in counted
    )
    return low_z or any(
        reading.t_score is not None and threshold("t_score_osteoporosis").is_met_by(reading.t_score)
        for reading in counted
    )


def without_comparison(risk: ModelRisk, note: str) -> ModelRisk:
    """The same with a remark on what the model does not see, and with nobody to compare with: it would mislead."""
    return replace(
        risk,
        comparison=None,
        chances=tuple(replace(chance, comparison=None) for chance in risk.chances),
        remarks=(Remark(key=note), *risk.remarks),
    )


def horizons(inputs: Inputs, years: tuple[int, int]) -> tuple[int, ...]:
    """The times [years] over which a model that has both is shown: the shorter one alone in the very old."""
    return years[:1] if is_very_old(inputs) else years


def is_very_old(inputs: Inputs) -> bool:
    """Whether death from other causes weighs so much that a model which does not count it says so."""
    return threshold("models_5_years_from_age").is_met_by(inputs.age_years)


def any_of(answers: Iterable[Answer | None]) -> Answer:
    """YES if one of the answers is, NO if all are no, else not known. Unknown is never read as no."""
    return reduce(or_, map(Answer.of, answers), Answer.NO)


def options(answer: Answer | None) -> tuple[float, ...]:
    """The values that a yes/no input of a model can have, given the answer."""
    return {Answer.NO: (0.0,), Answer.YES: (1.0,), Answer.NOT_KNOWN: (0.0, 1.0)}[Answer.of(answer)]
