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
from bonecheck.words.outcomes import capital, message


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

    @property
    def amount(self) -> str:
        """The result in the unit that its sentence uses: of a ratio, how many for every 100; never with a sign."""
        if self.value is None:
            return self.span
        return _amount(self.value, self.unit)

    @property
    def span(self) -> str:
        """The interval, or the range where only that is printed; "" where there is neither."""
        if self.low is None or self.high is None:
            return ""
        if self.low < 0 < self.high:  # the sign tells here
            return message("effect_span", low=_signed(self.low), high=_signed(self.high))
        near, far = sorted((self.low, self.high), key=abs)
        return message("effect_span", low=_amount(near, self.unit), high=_amount(far, self.unit))


@cache
def effects() -> Mapping[str, Effect]:
    """Every effect by its key, from `data/reference/effects.csv`."""
    return MappingProxyType({row["key"]: _effect(row) for row in table("effects")})


def effect(key: str) -> Effect:
    """One effect by name."""
    return effects()[key]


@cache
def sentence(told: Effect) -> str:
    """The effect in a few short sentences: in whom, over how long, how sure.

    The words follow from what was measured. Those of bone density know no breaks.
    """
    words = message(
        _template(told),
        what=capital(told.what),
        who=told.who,
        beside=told.beside,
        site=told.site or message("effect_any_site"),
        breaks=message("effect_breaks_at", site=told.site) if told.site else message("effect_breaks_any"),
        amount=told.amount,
        unit=told.unit,
        way=message(f"effect_{_way(told)}"),
        without="" if told.without is None else f"{told.without:.0f}",
        with_it="" if told.with_it is None else f"{told.with_it:.0f}",
        than=message("effect_than_beside", beside=told.beside) if told.beside else message("effect_than_without"),
        span=message("effect_likely", span=told.span) if told.span and told.value is not None else "",
        time="" if told.months is None else _time(int(told.months)),
    )
    is_difference = told.value != 0  # "stayed as it was" is none that could be chance
    return f"{words} {message('effect_may_be_chance')}" if told.may_be_chance and is_difference else words


def _template(told: Effect) -> str:
    if told.outcome is Measured.BMD:
        match told.unit:
            case Unit.PERCENT_A_YEAR:
                return "effect_bmd_a_year"
            case Unit.PERCENT if told.kind is Kind.WATCHED and told.beside:
                return "effect_bmd_watched"
            case Unit.PERCENT if told.value == 0:
                return "effect_bmd_no_change"
            case Unit.PERCENT:
                return "effect_bmd_change"
            case Unit.PERCENTAGE_POINTS if told.value == 0:
                return "effect_bmd_no_difference"
            case Unit.PERCENTAGE_POINTS:
                return "effect_bmd_points"
            case _:
                return "effect_bmd_density"
    if told.unit is Unit.FEWER_FALLS:
        return "effect_falls_fewer"
    if told.unit is Unit.ODDS_RATIO:
        return f"effect_fractures_odds_{told.kind}"
    if told.with_it is not None:
        return "effect_fractures_out_of_100"
    return f"effect_{told.outcome}_{told.kind}"


def _way(told: Effect) -> str:
    """Which way bone density went; of a range both ends lie on the same side."""
    number = told.low if told.value is None else told.value
    return "less" if number is not None and number < 0 else "more"


def _time(months: int) -> str:
    years, rest = divmod(months, 12)
    if rest or years < 2:
        return message("effect_after_months", months=months)
    return message("effect_after_years", years=years)


def _amount(number: float, unit: Unit) -> str:
    if unit is Unit.RATIO:
        return f"{100 * number:.0f}"
    if unit is Unit.ODDS_RATIO:
        return f"{number:.2f}"
    if unit is Unit.PERCENTAGE_POINTS:
        return f"{abs(number):.1f}"
    return f"{abs(number):.10g}"


def _signed(number: float) -> str:
    return f"{number:+.10g}".replace("-", "\u2212")


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
