"""What the check found, and what it could not judge: the types of a report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

# A number, a key such as a region, or several keys; `words/outcomes.py` knows how each named value is said.
Value = str | int | float | tuple[str, ...]


class Concern(IntEnum):
    """What the reader does next, in order. "None found", since a questionnaire cannot say "none"."""

    NONE_FOUND = 0
    WORTH_DISCUSSING = 1
    SEE_A_CLINICIAN = 2
    GET_CARE_NOW = 3


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
