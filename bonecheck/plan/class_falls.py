"""Falls in a class as a trial review counted them: so many people of 60 and over who live at home, over one year."""

from dataclasses import dataclass

from bonecheck.evidence.effects import Effect, effect

_COUNTED_IN = 1_000  # people, as the review prints its numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassFalls:
    """Falls of `people` in a year, without an exercise program and with one; `low` and `high` are the likely range with it.

    They are shares of a count in 1,000 people, not rounded.
    """

    people: int
    without: float
    with_it: float
    low: float
    high: float
    found: Effect


def class_falls(people: int) -> ClassFalls:
    """The falls in so many people, if they are as those of the review were.

    Source: ``cochrane_falls_2019``, which names the falls without a program and how many fewer there are with one.
    """
    found = effect("falls_exercise_fewer")
    assert None not in (found.without, found.value, found.low, found.high), found.key
    share, without = people / _COUNTED_IN, found.without or 0.0
    return ClassFalls(
        people=people,
        without=without * share,
        with_it=(without - (found.value or 0.0)) * share,
        low=(without - (found.high or 0.0)) * share,
        high=(without - (found.low or 0.0)) * share,
        found=found,
    )
