"""All that the plan looks at in one person, and the questions that they have still open."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bonecheck.answers.lifestyle import Lifestyle
from bonecheck.answers.person import Answer, Person
from bonecheck.answers.questions import Answers, RawAnswer, questions
from bonecheck.answers.risk_factors import Checklist, RiskFactors
from bonecheck.evidence.library import threshold
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import SiteReading

YES, NO, NOT_KNOWN = Answer.YES, Answer.NO, Answer.NOT_KNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Known(ABC):
    """All that the plan looks at, and what holds of it.

    `score` is the one that counts for this person, measured or not; None for people under 20. `sites` are those of the
    scan, read, and `found` the keys of all findings: what the reading holds back is no fact here either. Whatever was
    asked once is remembered, since one plan asks the same claims over and over.
    """

    person: Person
    risks: RiskFactors
    lifestyle: Lifestyle
    has_scan: Answer | None
    score: Score | None
    sites: tuple[SiteReading, ...]
    found: frozenset[str]
    _known: dict[str, Answer] = field(default_factory=dict, init=False, repr=False, compare=False)
    _asked: dict[str, bool] = field(default_factory=dict, init=False, repr=False, compare=False)

    @abstractmethod
    def holds(self, claim: str) -> Answer:
        """Whether a claim holds. What was not answered is not known, and never no."""

    def any_of(self, claims: Iterable[str]) -> bool:
        """Whether at least one of these holds for sure."""
        return any(self.holds(claim) is YES for claim in claims)

    def asked(self, question: str) -> bool:
        """Whether a question is put to somebody of this age, sex and stage, with these breaks."""
        if question not in self._asked:
            self._asked[question] = questions()[question].applies(_deciding(self))
        return self._asked[question]

    def first_open(self, keys: Iterable[str]) -> str | None:
        """The first of these questions that this person is asked and has not answered."""
        return next(filter(None, (_open(self, key) for key in keys)), None)


def meets(key: str, value: float | None) -> Answer:
    """Whether a value meets a threshold."""
    return Answer.of(None if value is None else threshold(key).is_met_by(value))


def chosen(given: str | None, *options: str) -> Answer:
    """Whether one of these options was chosen; "I don't know" is written alike in every question."""
    return Answer.of(None if given is None or given == NOT_KNOWN else given in options)


def ticked(items: Checklist | None, item: str) -> Answer:
    """Whether an item of a list was ticked."""
    return Answer.of(None if items is None else items.answer(item))


def _deciding(claims: Known) -> Answers:
    """The answers that decide which questions are asked."""
    person, risks = claims.person, claims.risks
    answers: Mapping[str, RawAnswer | None] = {
        "age_years": person.age_years,
        "sex": person.sex,
        "menopausal_status": person.menopausal_status,
        "fracture_since_50": risks.fracture_since_50,
        "fracture_at_40_to_49": risks.fracture_at_40_to_49,
        "fracture_before_40": risks.fracture_before_40,
        "missed_periods": risks.missed_periods,
        "bone_medicine": risks.bone_medicine,
        "bone_medicine_before": _as_ticked(risks.bone_medicine_before),
    }
    return {key: given for key, given in answers.items() if given is not None}


def _as_ticked(items: Checklist | None) -> list[str] | None:
    if items is None:
        return None
    return [*items.ticked, *([NOT_KNOWN.value] if items.others is NOT_KNOWN else [])]


def _open(claims: Known, question: str) -> str | None:
    """A question that this person is asked and has not answered; of a report the field that is still to be told."""
    if question == "has_scan":
        return _open_of_the_scan(claims)
    return question if claims.asked(question) and is_open(claims, question) else None


def is_open(claims: Known, question: str) -> bool:
    """Whether a question has no answer yet, or "I don't know"."""
    sections = (claims.person, claims.risks, claims.lifestyle)
    given = next((getattr(section, question) for section in sections if hasattr(section, question)), None)
    return given.others is NOT_KNOWN if isinstance(given, Checklist) else given is None or given == NOT_KNOWN


def _open_of_the_scan(claims: Known) -> str | None:
    """What of the report could still be told. A scan that was never done is no open answer."""
    if claims.has_scan is NO:
        return None
    if claims.has_scan is not YES:
        return "has_scan"
    if not claims.sites:
        return "scan_regions"
    field = "z_score" if claims.score is Score.Z_SCORE else "t_score"
    for site in claims.sites:
        if (site.held is not None and site.held.leaves_result_open) or printed(site, claims.score) is None:
            return f"{site.region}.{field}"
    return None


def found(claims: Known, *findings: str) -> Answer:
    """Whether the results say one of these of a scan; open while nobody told whether there was one."""
    if claims.found & set(findings):
        return YES
    return NOT_KNOWN if claims.has_scan is None else NO


def printed(site: SiteReading, score: Score | None) -> float | None:
    """The score of a site as its report prints it."""
    is_z = score is Score.Z_SCORE
    if site.z_is_estimated if is_z else site.t_is_estimated:
        return None
    return site.z_score if is_z else site.t_score


def above_zero(number: float | None) -> Answer:
    """Whether a number is more than none."""
    return Answer.of(None if number is None else number > 0)
