"""What of a chance may be shown at all, and how coarsely."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from bonecheck.evidence.library import threshold
from bonecheck.risk.chance import Chance, ModelRisk, Range


def as_shown(chance: Chance) -> Chance:
    """`chance` as it may be shown: where the model contradicts itself, a group in place of a count."""
    if not chance.is_beyond_counting:
        return chance
    return replace(chance, you=Range(threshold("beyond_counting").value, 100), in_groups=True)


def longest(risk: ModelRisk, *, hip: bool, beside: ModelRisk | None = None) -> Chance | None:
    """The chance over the model's longest time, for the hip or for its widest group of breaks, as it may be shown.

    Where somebody stands `beside`, the longest time that the model gives both.
    """
    chances = risk.for_break(hip=hip)
    if beside is not None:
        both = {chance.years for chance in beside.for_break(hip=hip)}
        chances = tuple(chance for chance in chances if chance.years in both) or chances
    return max(map(as_shown, chances), key=lambda chance: chance.years, default=None)


def years_to_choose(risks: Iterable[ModelRisk], years: tuple[int, ...]) -> tuple[int, ...]:
    """`years` with those first that the most models speak of, as they stand where all speak of as many."""
    told = Counter(year for risk in risks for year in {chance.years for chance in risk.chances if not chance.as_typed})
    return tuple(sorted(years, key=lambda year: -told[year]))


def is_too_open(risk: ModelRisk, chance: Chance) -> bool:
    """Whether open answers leave so wide a range that it says almost nothing."""
    return bool(risk.open_questions) and threshold("range_too_open").is_met_by(chance.you.high - chance.you.low)


def is_too_open_for_a_room(risk: ModelRisk, chance: Chance) -> bool:
    """Whether open answers leave so wide a range that the open question is to be shown before a room in its place."""
    spread = chance.you.high - chance.you.low
    return bool(risk.open_questions) and threshold("range_too_open_for_a_room").is_met_by(spread)


def is_far_more(chance: Chance, other: Chance) -> bool:
    """Whether another model says, at its least, so much more than one says at its most that both must be told."""
    return chance.you.high > 0 and threshold("another_model_says_more").is_met_by(other.you.low / chance.you.high)


def shows_a_number(risk: ModelRisk) -> bool:
    """Whether one of its chances, at least, says something."""
    return any(not is_too_open(risk, chance) for chance in risk.chances)


class Standing(StrEnum):
    """How a person stands beside the people to compare with."""

    HIGHER = "higher"
    LOWER = "lower"
    LEVEL = "level"
    OPEN = "open"  # it depends on an open answer, or on where in a group of the model both lie


def standing(chance: Chance) -> Standing | None:
    """How the person stands in whole people out of 100; None where nobody stands beside."""
    you, other = chance.you, chance.comparison
    if other is None:
        return None
    if not you.is_open and not other.is_open and out_of_100(you.low) == out_of_100(other.low):
        return Standing.LEVEL
    if you == other:
        return Standing.OPEN if you.is_open and not chance.in_groups else Standing.LEVEL
    if you.low >= other.high:
        return Standing.HIGHER
    return Standing.LOWER if you.high <= other.low else Standing.OPEN


def usable_numbers(models: Iterable[ModelRisk]) -> tuple[tuple[ModelRisk, Chance], ...]:
    """The widest number of each model over its longest time, where it says something."""
    found = ((risk, longest(risk, hip=False)) for risk in models)
    return tuple((risk, chance) for risk, chance in found if chance is not None and not is_too_open(risk, chance))


def out_of_100(percent: float) -> int:
    """A chance as whole people out of 100, halves upwards."""
    return people_of(percent, 100)


def people_of(percent: float, of: int) -> int:
    """A chance as whole people out of so many, halves upwards."""
    return math.floor(percent * of / 100 + 0.5)


def people_between(one: Chance, other: Chance) -> int | None:
    """How many whole people out of 100 lie between two chances; None where one of them is a range."""
    if one.you.is_open or other.you.is_open:
        return None
    return abs(out_of_100(one.you.low) - out_of_100(other.you.low))
