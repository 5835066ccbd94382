"""Alcohol in what a person drinks."""

from collections.abc import Mapping

from bonecheck.answers.units import GRAMS_ALCOHOL_PER_ML
from bonecheck.evidence.library import table


def alcohol_g_per_day(drinks_per_week: Mapping[str, float]) -> tuple[float | None, bool]:
    """Grams of alcohol a day from the drinks that were answered, and whether every kind of drink was.

    None where no drink was answered. Source: ``uk_unit`` (10 ml of alcohol is 8 g); sizes and strengths stand in
    `drinks.csv`.

    >>> alcohol_g_per_day({"wine": 7})  # 148 ml of 12 % is 17.76 ml of alcohol a day
    (14.2, False)
    """
    kinds = {row["item"]: float(row["ml"]) * float(row["percent_alcohol"]) / 100 for row in table("drinks")}
    given = {item: count for item, count in drinks_per_week.items() if item in kinds}
    if not given:
        return None, False
    grams = sum(count * kinds[item] for item, count in given.items()) * GRAMS_ALCOHOL_PER_ML
    return round(grams / 7, 1), given.keys() == kinds.keys()
