"""What a person eats, in milligrams of calcium, grams of protein and milligrams of caffeine a day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from statistics import median
from types import MappingProxyType

from bonecheck.answers.lifestyle import Lifestyle
from bonecheck.answers.person import Person
from bonecheck.evidence.library import rows, threshold
from bonecheck.evidence.tables import CaffeineDrink, CalciumFood, CalciumGroup, Cola, ProteinPortion
from bonecheck.plan.targets import Target, calcium_limit_mg_per_day, least_calcium_limit_mg_per_day

DAYS = 7
EVERY_DAY, EVERY_OTHER_DAY = 7.0, 3.5  # servings a week
NEARLY_MG = 20  # closer to the target than any serving is known
_GROUPS, _FOODS, _TABLETS = "calcium_servings_per_week", "food_servings_per_week", "calcium_supplement_mg_per_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diet:
    """What a person leaves out."""

    vegetarian: bool = False
    vegan: bool = False
    dairy_free: bool = False


class Food(CalciumFood, frozen=True, kw_only=True):
    """One food, as it stands in the table."""

    def fits(self, diet: Diet) -> bool:
        """Whether somebody on this diet eats it."""
        if diet.vegan and self.diet != "vegan":
            return False
        if diet.vegetarian and self.diet not in {"vegan", "vegetarian"}:
            return False
        return not (diet.dairy_free and self.dairy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount as a range: its least, its middle and its most."""

    least: float
    middle: float
    most: float

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(least=self.least + other.least, middle=self.middle + other.middle, most=self.most + other.most)

    def times(self, factor: float) -> "Amount":
        """The range, so many times."""
        return Amount(least=self.least * factor, middle=self.middle * factor, most=self.most * factor)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoodGroup:
    """Foods that the check asks for together, and the calcium in one serving [mg] as a range over them."""

    item: str
    serving_g: float
    calcium_mg: Amount
    foods: tuple[Food, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalciumIntake:
    """Calcium a day [mg]: the sum as a range, and what it is made of.

    `base_mg` stands for all the food that is not counted. `food_mg` has each group that was answered, and each
    other kind of food that was filled in. `open` names the answers that are not given: while there are any, the
    sum is "at least". `not_counted` are foods that were filled in but whose calcium is not absorbed.
    """

    least: float
    middle: float
    most: float
    base_mg: float
    food_mg: Mapping[str, Amount]
    supplement_mg: float | None
    open: tuple[str, ...]
    not_counted: tuple[Food, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaffeineIntake:
    """Caffeine a day [mg] from the drinks that were answered; `open` names those that were not."""

    mg: float
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """More of one food: how many servings a week, and how much calcium a day it brings [mg]."""

    food: Food
    servings_per_week: float
    added_mg_per_day: float
    is_eaten: bool
    closes_the_gap: bool


@cache
def foods() -> Mapping[str, Food]:
    """Every food by its item, in the order of the table. Sources stand in `calcium_foods.csv`."""
    return MappingProxyType({food.item: food for food in rows(Food)})


@cache
def food_groups() -> Mapping[str, FoodGroup]:
    """The groups that the check asks for, by their item.

    The calcium of a serving is the calcium per 100 g of the typical foods of the group times the weight of the
    serving: their least, their median and their most.
    """
    return MappingProxyType({row.item: _group(row) for row in rows(CalciumGroup)})


def kinds() -> tuple[str, ...]:
    """Every kind of food: the groups of the check first, then the other kinds, in the order of the tables."""
    return tuple(dict.fromkeys([*food_groups(), *(food.group for food in foods().values())]))


def foods_of(kind: str) -> tuple[Food, ...]:
    """The foods of one kind, in the order of the table."""
    return tuple(food for food in foods().values() if food.group == kind)


# ---------------------------------------------------------------- intake


def calcium_mg_per_day(lifestyle: Lifestyle) -> CalciumIntake | None:
    """Calcium a day [mg] from food, the fixed amount for all other food, and tablets.

    Servings a week times the calcium of a serving, over 7 days. Foods that were filled in one by one take the
    place of the number for their group. A group without an answer is open, and never zero. Calcium is not
    multiplied by how much of it is absorbed: the daily amounts to aim for allow for that already. Foods whose
    calcium is hardly absorbed add nothing. None when nothing about food was answered.

    Source: the foods as in `calcium_foods.csv`; the fixed amount ``bhof_calcium``; absorption
    ``calcium_absorption``.

    Examples
    --------
    A glass of milk a day, 244 g with 113, 121 or 134 mg per 100 g, and 250 mg for all other food:

    >>> eaten = calcium_mg_per_day(Lifestyle(calcium_servings_per_week={"milk": 7}))
    >>> round(eaten.least), round(eaten.middle), round(eaten.most)
    (526, 545, 577)
    """
    if not lifestyle.calcium_servings_per_week and not lifestyle.food_servings_per_week:
        return None
    food_mg = dict(_food_mg(lifestyle))
    base_mg = lifestyle.calcium_base_mg_per_day
    base_mg = threshold("calcium_base").value if base_mg is None else base_mg
    tablets_mg = lifestyle.calcium_supplement_mg_per_day
    fixed = base_mg + (tablets_mg or 0.0)
    total = sum(food_mg.values(), start=Amount(least=fixed, middle=fixed, most=fixed))
    still_open = [f"{_GROUPS}.{group}" for group in food_groups() if group not in food_mg]
    return CalciumIntake(
        least=total.least,
        middle=total.middle,
        most=total.most,
        base_mg=base_mg,
        food_mg=MappingProxyType(food_mg),
        supplement_mg=tablets_mg,
        open=(*still_open, *([_TABLETS] if tablets_mg is None else [])),
        not_counted=tuple(food for food, _ in _eaten_one_by_one(lifestyle) if not food.counts),
    )


def is_over_calcium_limit(lifestyle: Lifestyle, person: Person) -> bool | None:
    """Whether it is too much: the likely sum above the limit, or the tablets alone or all of the sum above the limit that holds at any age.

    None where it is not known, since food can only add to the tablets. Source: ``iom_2011``.
    """
    limit, intake = calcium_limit_mg_per_day(person), calcium_mg_per_day(lifestyle)
    if limit is None:
        return None
    if intake is None:
        return True if (lifestyle.calcium_supplement_mg_per_day or 0.0) > least_calcium_limit_mg_per_day() else None
    return intake.middle > limit or intake.least > least_calcium_limit_mg_per_day()


def protein_g_per_day(lifestyle: Lifestyle) -> tuple[float, float] | None:
    """Protein a day [g] from portions of protein food: the least and the most; None when not answered.

    A portion has between the least and the most of the portions in `protein_portions.csv`: 3 oz of meat or fish,
    two eggs, half a cup of tofu or beans, a small pot of yogurt. All other food brings some protein as well.

    >>> least, most = protein_g_per_day(Lifestyle(protein_portions_per_day=3))
    >>> round(least), round(most)
    (23, 79)
    """
    if lifestyle.protein_portions_per_day is None:
        return None
    least, most = protein_g_per_portion()
    return lifestyle.protein_portions_per_day * least, lifestyle.protein_portions_per_day * most


def protein_g_per_portion() -> tuple[float, float]:
    """The least and the most protein in a portion about the size of a palm [g]. Source: ``usda_sr28``."""
    grams = [foods()[row.food_item].protein_g * row.servings for row in rows(ProteinPortion)]
    return min(grams), max(grams)


def caffeine_mg_per_day(lifestyle: Lifestyle) -> CaffeineIntake | None:
    """Caffeine a day [mg] from the drinks of a day and the cola of a week; None when none was answered.

    Source: ``mayo_caffeine``, with the sizes as in `caffeine_drinks.csv` and `caffeine_in_cola.csv`.
    """
    drinks = {drink.item: drink.caffeine_mg for drink in rows(CaffeineDrink)}
    [cola] = rows(Cola)
    given = {item: count for item, count in lifestyle.caffeine_drinks_per_day.items() if item in drinks}
    if not given and lifestyle.cola_per_week is None:
        return None
    mg = sum(count * drinks[item] for item, count in given.items())
    mg += (lifestyle.cola_per_week or 0.0) / DAYS * cola.caffeine_mg
    still_open = [f"caffeine_drinks_per_day.{item}" for item in drinks if item not in given]
    if lifestyle.cola_per_week is None:
        still_open.append("cola_per_week")
    return CaffeineIntake(mg=mg, open=tuple(still_open))


# ---------------------------------------------------------------- ideas


def ideas(lifestyle: Lifestyle, target: Target, diet: Diet) -> tuple[Idea, ...]:
    """Two ways to come closer to the target with ordinary food, those from what the person eats first.

    One more serving a day, or every other day where that closes the gap. Both together never pass the upper
    limit, even if the person eats the most that the answers allow. None where there is no gap, or nothing about
    food was answered.
    """
    intake = calcium_mg_per_day(lifestyle)
    if intake is None or target.is_met_by(intake.middle):
        return ()
    gap_mg = target.most - intake.middle
    room_mg = float("inf") if target.upper_limit is None else target.upper_limit - intake.most
    eaten = _eaten(lifestyle, diet)
    common = [food for food in _common(diet) if food.group not in {other.group for other in eaten}]
    found_ideas = [_idea(food, gap_mg, is_eaten=food in eaten) for food in (*eaten, *common)]
    pairs = combinations(found_ideas, 2)
    fitting = (pair for pair in pairs if sum(idea.added_mg_per_day for idea in pair) <= room_mg)
    return next(fitting, tuple(idea for idea in found_ideas if idea.added_mg_per_day <= room_mg)[:1])


def foods_with_protein(diet: Diet, *, number: int = 3) -> tuple[Food, ...]:
    """Common foods on a diet that bring both calcium and protein: of those richest in calcium, the most protein."""
    rich = sorted(_common(diet), key=lambda food: -food.calcium_mg)[: 2 * number]
    return tuple(sorted(rich, key=lambda food: -food.protein_g)[:number])


def _idea(food: Food, gap_mg: float, *, is_eaten: bool) -> Idea:
    servings = EVERY_OTHER_DAY if food.calcium_mg * EVERY_OTHER_DAY / DAYS >= gap_mg else EVERY_DAY
    added_mg = food.calcium_mg * servings / DAYS
    return Idea(
        food=food,
        servings_per_week=servings,
        added_mg_per_day=added_mg,
        is_eaten=is_eaten,
        closes_the_gap=added_mg >= gap_mg - NEARLY_MG,
    )


def _eaten(lifestyle: Lifestyle, diet: Diet) -> list[Food]:
    """One food for each group that the person eats of, the richest first: one they named, else a common one."""
    chosen: dict[str, Food] = {}
    named = [food for food, _ in _eaten_one_by_one(lifestyle) if food.counts and food.fits(diet)]
    for food in sorted(named, key=lambda food: -food.calcium_mg):
        chosen.setdefault(food.group, food)
    for group, servings in lifestyle.calcium_servings_per_week.items():
        if servings > 0:
            for food in _common(diet):
                if food.group == group:
                    chosen.setdefault(group, food)
    return sorted(chosen.values(), key=lambda food: -food.calcium_mg)


def _common(diet: Diet) -> list[Food]:
    """The foods that we suggest to somebody on this diet, in their order."""
    ranked = [food for food in foods().values() if food.idea_order and food.fits(diet)]
    return sorted(ranked, key=lambda food: food.idea_order or 0)


# ---------------------------------------------------------------- from the tables


def _food_mg(lifestyle: Lifestyle) -> Iterator[tuple[str, Amount]]:
    """The calcium a day of each kind of food that was answered."""
    one_by_one: dict[str, float] = {}
    for food, servings in _eaten_one_by_one(lifestyle):
        if food.counts:
            one_by_one[food.group] = one_by_one.get(food.group, 0.0) + food.calcium_mg * servings / DAYS
    for kind in kinds():
        if kind in one_by_one:
            mg = one_by_one[kind]
            yield kind, Amount(least=mg, middle=mg, most=mg)
        elif kind in lifestyle.calcium_servings_per_week and kind in food_groups():
            yield kind, food_groups()[kind].calcium_mg.times(lifestyle.calcium_servings_per_week[kind] / DAYS)


def _eaten_one_by_one(lifestyle: Lifestyle) -> list[tuple[Food, float]]:
    """The foods that were filled in one by one and are eaten, with their servings a week."""
    given = lifestyle.food_servings_per_week
    return [(food, given[item]) for item, food in foods().items() if given.get(item, 0) > 0]


def _group(row: CalciumGroup) -> FoodGroup:
    of_group = foods_of(row.item)
    per_100g = _range(food.calcium_mg_per_100g for food in of_group if food.is_typical)
    return FoodGroup(
        item=row.item,
        serving_g=row.serving_g,
        calcium_mg=per_100g.times(row.serving_g / 100),
        foods=of_group,
    )


def _range(numbers: Iterable[float]) -> Amount:
    ordered = sorted(numbers)
    return Amount(least=ordered[0], middle=median(ordered), most=ordered[-1])
