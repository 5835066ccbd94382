"""What the check found, and what it could not judge: the types of a report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from bonecheck.answers.person import Answer
from bonecheck.plan.types import Plan
from bonecheck.risk.chance import ModelRisk
from bonecheck.scan.densitometry import BmdCategory, ExpectedRange, Population, Side, SkeletalSite

Value = str | int | float


class Concern(IntEnum):
    """What the reader does next, in order. "None found", since a questionnaire cannot say "none"."""

    NONE_FOUND = 0
    WORTH_DISCUSSING = 1
    SEE_A_CLINICIAN = 2
    GET_CARE_NOW = 3


class Score(StrEnum):
    """Which score a picture or a class uses."""

    T_SCORE = "t_score"
    Z_SCORE = "z_score"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something the rules say about this person. `key` names its words in `data/content/`."""

    key: str
    concern: Concern
    sources: tuple[str, ...]
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAssessed:
    """Something that could not be judged, why, and the question whose answer would change it."""

    key: str
    reason: str
    question: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)


Outcome = Finding | NotAssessed


class Held(StrEnum):
    """Why the scores of a site do not count."""

    ONE_VERTEBRA = "one_vertebra"
    NO_VERTEBRA_NAMED = "no_vertebra_named"
    NOT_READ_YET = "not_read_yet"
    T_AND_BMD_CONFLICT = "t_and_bmd_conflict"
    T_AND_Z_CONFLICT = "t_and_z_conflict"
    RADIUS_BESIDE_SPINE_OR_HIP = "radius_beside_spine_or_hip"

    @property
    def leaves_result_open(self) -> bool:
        """Whether the site may yet turn out to be the one that decides."""
        return self not in {Held.ONE_VERTEBRA, Held.RADIUS_BESIDE_SPINE_OR_HIP}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReading:
    """One site of the scan, read. Scores are to one decimal, as reports print them."""

    region: str
    site: SkeletalSite
    side: Side | None
    vertebrae: str | None
    bmd_g_cm2: float | None
    t_score: float | None
    t_is_estimated: bool
    z_score: float | None
    z_is_estimated: bool
    percentile: float | None
    noise_sd: float | None
    category: BmdCategory | None
    expected_range: ExpectedRange | None
    z_population: Population | None
    held: Held | None
    decides: bool

    @property
    def counts(self) -> bool:
        """Whether the scores of this site are read at all."""
        return self.held is None


class RiskGroup(StrEnum):
    """Groups of a tool that sorts instead of naming a limit."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningScore:
    """What one tool says: a hint at low bone density, not at fractures.

    `low` and `high` are the least and the greatest score that fit the answers, and `unknown` names the questions
    whose answers would bring them together. `points_to_a_scan` is NOT_KNOWN where the limit lies between them.
    A tool that sorts into groups has no limit: there `limit` and `points_to_a_scan` are None, and `groups` holds
    each group that may be hers, lowest risk first. `rule` is the limit, or the groups, in words as printed.
    """

    tool: str
    low: float
    high: float
    rule: str
    limit: float | None = None
    points_to_a_scan: Answer | None = None
    groups: tuple[RiskGroup, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One labelled stretch of the spectrum [SD]; `key` names its words and colour."""

    key: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """How people of the same age and sex spread along the spectrum [SD]."""

    mean: float
    sd: float
    age_years: float
    site: SkeletalSite
    population: Population
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spectrum:
    """All that the signature picture draws; the sites stand in the report."""

    score: Score
    low: float
    high: float
    bands: tuple[Band, ...]
    peers: Peers | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that pages, command line, hand-outs and batches show."""

    headline: Outcome
    score: Score | None
    sites: tuple[SiteReading, ...]
    spectrum: Spectrum | None
    outcomes: tuple[Outcome, ...]
    screening: tuple[ScreeningScore | NotAssessed, ...]
    models: tuple[ModelRisk | NotAssessed, ...]
    plan: Plan | None
    unseen: tuple[str, ...]
    models_poor_at_this_age: bool

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The headline and all findings, in reading order."""
        return tuple(outcome for outcome in (self.headline, *self.outcomes) if isinstance(outcome, Finding))

    @property
    def not_assessed(self) -> tuple[NotAssessed, ...]:
        """All that could not be judged."""
        found = (self.headline, *self.outcomes, *self.screening, *self.models)
        return tuple(outcome for outcome in found if isinstance(outcome, NotAssessed))
