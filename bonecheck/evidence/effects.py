"""What a habit, a training or a medicine did in its own study: one effect, one sentence.

An effect has no arithmetic. No trial tested the sum of two, a gain in bone density says nothing of breaks, and
nothing is known past the end of a study. So an effect can be quoted alone, in the words that fit what was measured,
and nothing else.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from bonecheck.evidence.library import rows
from bonecheck.evidence.schema import Filled, Key, StudyStrength
from bonecheck.evidence.tables import Positive, Row


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
    ODDS_RATIO = "odds_ratio"
    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage_points"
    PERCENT_A_YEAR = "percent_a_year"
    G_CM2 = "g_cm2"
    MG_CM3 = "mg_cm3"
    FEWER_FALLS = "fewer_falls"  # a year, in 1,000 people


class Effect(Row, frozen=True, kw_only=True):
    """One result of one study or pooled analysis, as printed, in the unit that it names.

    `value` is None where only a range is printed; `low` and `high` are the limits of that range, or of the 95 %
    interval where one is known. `beside` are the people compared with, `without` and `with_it` the plain numbers
    where they are printed (falls in 1,000 people a year, breaks out of 100 people over the study), `months` the length
    of the study, and `strength` how much such studies can show. How it was read stands with its source.
    """

    FILE = "effects"
    KEY = "key"

    key: Key
    what: Filled
    who: Filled
    beside: str = ""
    site: str = ""
    outcome: Measured
    kind: Kind
    value: float | None = None
    low: float | None = None
    high: float | None = None
    without: float | None = None
    with_it: float | None = None
    unit: Unit
    months: Positive | None = None
    strength: StudyStrength
    note: str = ""

    def __post_init__(self) -> None:
        """A value, or both ends of a range."""
        if self.value is None and (self.low is None or self.high is None):
            raise ValueError("gives neither a value nor a range")

    @property
    def may_be_chance(self) -> bool:
        """Whether the interval takes in "no difference"."""
        none = 1.0 if self.unit in {Unit.RATIO, Unit.ODDS_RATIO} else 0.0
        return self.low is not None and self.high is not None and self.low <= none <= self.high


@cache
def effects() -> Mapping[str, Effect]:
    """Every effect by its key, from `data/reference/effects.csv`."""
    return MappingProxyType({row.key: row for row in rows(Effect)})


def effect(key: str) -> Effect:
    """One effect by name."""
    return effects()[key]
