"""What the models may look at for one person, and the reasons why a model does not fit somebody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from bonecheck.answers.dxa_report import SkeletalSite, TScoreReference
from bonecheck.answers.person import Answer, Person, Sex
from bonecheck.answers.questions import questions
from bonecheck.answers.risk_factors import BoneMedicine, FractureSite, RiskFactors
from bonecheck.evidence.library import whole
from bonecheck.evidence.models import RISK_MODELS
from bonecheck.outcomes import NotAssessed
from bonecheck.risk.chance import Remark
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
    """One person as the models see them. `average_t_score` holds the mean of women of this age, by site [SD]."""

    person: Person
    risks: RiskFactors
    sites: tuple[SiteReading, ...] = ()
    score: Score | None = None
    has_scan: Answer | None = None
    average_t_score: Mapping[SkeletalSite, float]
    t_score_reference: TScoreReference | None = None
    scan_is_old: bool = False

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

    def is_asked(self, question: str) -> bool:
        """Whether people of this age are asked this question: a blank of those who are not is no open answer."""
        return questions()[question].applies({"age_years": self.age_years})

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
    youngest, oldest = accepts.age_years
    if inputs.age_years < youngest:
        return NotAssessed(key=key, reason="model_too_young", values={"age": youngest})
    if oldest is not None and inputs.age_years > oldest:
        return NotAssessed(key=key, reason="model_too_old", values={"age": oldest})
    return on_bone_medicine(name, inputs)


def on_bone_medicine(name: str, inputs: Inputs) -> NotAssessed | None:
    """No model applies as it stands to people on bone medicine."""
    if inputs.risks.bone_medicine in {None, BoneMedicine.NONE, BoneMedicine.NOT_KNOWN}:
        return None
    return NotAssessed(key=f"model_{name}", reason="model_on_bone_medicine")


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
    if inputs.risks.bone_medicine is not BoneMedicine.NONE:
        found.append(Remark(key="remark_bone_medicine_open"))
    if score is not None and score.is_estimated:
        found.append(Remark(key="remark_t_score_estimated"))
    if score is not None and inputs.scan_is_old:
        found.append(Remark(key="remark_scan_is_old"))
    if reference and _is_man(inputs) and inputs.t_score_reference is not reference:
        found.append(Remark(key=f"remark_reference_{reference}_assumed"))
    return tuple(found)


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
    bones = (FractureSite.SPINE, FractureSite.HIP)
    return any_of(had(bone) for had in (risks.broke, risks.broke_at_40_to_49) for bone in bones)


def any_of(answers: Iterable[Answer | None]) -> Answer:
    """YES if one of the answers is, NO if all are no, else not known. Unknown is never read as no."""
    return reduce(or_, map(Answer.of, answers), Answer.NO)


def options(answer: Answer | None) -> tuple[float, ...]:
    """The values that a yes/no input of a model can have, given the answer."""
    return {Answer.NO: (0.0,), Answer.YES: (1.0,), Answer.NOT_KNOWN: (0.0, 1.0)}[Answer.of(answer)]
