"""What of a chance may be shown at all, and how coarsely."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

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


def out_of_100(percent: float) -> int:
    """A chance as whole people out of 100, halves upwards."""
    return math.floor(percent + 0.5)


def people_between(one: Chance, other: Chance) -> int | None:
    """How many whole people out of 100 lie between two chances; None where one of them is a range."""
    if one.you.is_open or other.you.is_open:
        return None
    return abs(out_of_100(one.you.low) - out_of_100(other.you.low))
