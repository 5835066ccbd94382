"""The whole check as typed objects, and what is wrong with an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bonecheck.answers.dxa_report import DxaReport
from bonecheck.answers.lifestyle import Lifestyle
from bonecheck.answers.person import Answer, Person
from bonecheck.answers.questions import RawAnswer
from bonecheck.answers.risk_factors import RiskFactors
from bonecheck.answers.units import UnitSystem

SCHEMA_VERSION = 2  # 2: earlier scans, and what the present one needs to be compared with them


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Everything one person answered, as typed objects. This is what a saved file holds.

    `units` is how the person reads quantities; all values inside are in the unit that their name says.
    `as_given` keeps, by question, answers that hold no usable value, such as a number that could not be
    read or "I don't know" to a count, so that nothing a person entered is lost.
    """

    schema_version: int = SCHEMA_VERSION
    units: UnitSystem = UnitSystem.METRIC
    has_scan: Answer | None = None
    person: Person = field(default_factory=Person)
    dxa_report: DxaReport | None = None
    risk_factors: RiskFactors = field(default_factory=RiskFactors)
    lifestyle: Lifestyle = field(default_factory=Lifestyle)
    as_given: Mapping[str, RawAnswer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something about one answer that the person should see beside its question.

    `key` names its words and `values` fill them. `stops` says that the answer is not used until it is put right;
    otherwise it is a remark. `corrections` are texts that the person may have meant.
    """

    question: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    corrections: tuple[str, ...] = ()
    stops: bool = True
