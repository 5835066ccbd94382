"""What a habit, a training or a medicine did in its own study: one effect, one sentence.

An effect has no arithmetic. No trial tested the sum of two, a gain in bone density says nothing of breaks, and
nothing is known past the end of a study. So an effect can be quoted alone, in the words that fit what was measured,
and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from bonecheck.errors import EvidenceError
from bonecheck.evidence.library import table


class Measured(StrEnum):
    """What a study counted."""

    BMD = "bmd"
    FALLS = "falls"
    FRACTURES = "fractures"


class Kind(StrEnum):
    """Whether people were given something, or only watched."""

    TRIAL = "trial"
    WATCHED = "watched"


class Unit(StrEnum):
    """How a study gives its result."""

    RATIO = "ratio"
    ODDS_RATIO = "odds ratio"
    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage points"
    PERCENT_A_YEAR = "percent a year"
    G_CM2 = "g/cm2"
    MG_CM3 = "mg/cm3"
    FEWER_FALLS = "fewer falls a year in 1,000 people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One result of one study or pooled analysis, as printed, in the unit that it names.

    `value` is None where only a range is printed; `low` and `high` are the limits of that range, or of the 95 %
    interval where one is known. `beside` are the people compared with, `without` and `with_it` the plain numbers
    where they are printed (falls in 1,000 people a year, breaks out of 100 people over the study), and `months` the
    length of the study.
    """

    key: str
    what: str
    who: str
    beside: str
    site: str
    outcome: Measured
    kind: Kind
    value: float | None
    low: float | None
    high: float | None
    without: float | None
    with_it: float | None
    unit: Unit
    months: float | None
    certainty: str
    source: str
    note: str

    @property
    def may_be_chance(self) -> bool:
        """Whether the interval takes in "no difference"."""
        none = 1.0 if self.unit in {Unit.RATIO, Unit.ODDS_RATIO} else 0.0
        return self.low is not None and self.high is not None and self.low <= none <= self.high


@cache
def effects() -> Mapping[str, Effect]:
    """Every effect by its key, from `data/reference/effects.csv`."""
    return MappingProxyType({row["key"]: _effect(row) for row in table("effects")})


def effect(key: str) -> Effect:
    """One effect by name."""
    return effects()[key]


def _effect(row: Mapping[str, str]) -> Effect:
    place = f"reference/effects.csv: [{row['key']}]"
    try:
        kinds = {"outcome": Measured(row["outcome"]), "kind": Kind(row["kind"]), "unit": Unit(row["unit"])}
        numbers = {
            name: float(row[name]) if row[name] else None
            for name in ("value", "low", "high", "without", "with_it", "months")
        }
    except ValueError as error:
        raise EvidenceError(f"{place} {error}") from error
    if numbers["value"] is None and (numbers["low"] is None or numbers["high"] is None):
        raise EvidenceError(f"{place} gives neither a value nor a range")
    texts = {field.name: row[field.name] for field in fields(Effect) if field.name not in {*kinds, *numbers}}
    return Effect(**texts, **kinds, **numbers)  # type: ignore[arg-type]
