"""What a person's food comes to, in words: the day's sum, the gap, ideas, and protein."""

from collections.abc import Mapping, Sequence
from math import floor

from bonecheck.answers.lifestyle import Lifestyle
from bonecheck.answers.person import Person
from bonecheck.evidence.library import threshold
from bonecheck.plan.food import (
    EVERY_OTHER_DAY,
    Amount,
    CalciumIntake,
    Diet,
    Food,
    FoodGroup,
    Idea,
    calcium_mg_per_day,
    food_groups,
    foods,
    kinds,
)
from bonecheck.plan.targets import UK, Target, calcium_limit_mg_per_day
from bonecheck.plan.targets import calcium_mg_per_day as calcium_target
from bonecheck.plan.types import Quantity
from bonecheck.words.language import Said, bare, cell, filled, joined, listed, number, texts

_TABLETS = "calcium_supplement_mg_per_day"


def text(key: str, /, **values: Said) -> str:
    """A text of `meals.toml`."""
    return filled(texts("meals.toml")[key], **values)


def named(table: str, key: str) -> str:
    """A name from a table of `meals.toml`, such as that of a kind of food."""
    name: str = texts("meals.toml")[table][key]
    return name


def rounded(mg: float) -> str:
    """Milligrams to the nearest ten, as text: no sum of servings is more exact than that."""
    return number(_to_ten(mg), grouped=True)


def _to_ten(mg: float) -> int:
    return floor(mg / 10 + 0.5) * 10


def exact(mg: float) -> str:
    """Milligrams as a table or a label prints them."""
    return number(mg, decimals=0, grouped=True)


# ---------------------------------------------------------------- the day's sum


def total(intake: CalciumIntake) -> str:
    """The day's sum as a range; "at least" while anything is open."""
    least, middle, most = (rounded(mg) for mg in (intake.least, intake.middle, intake.most))
    key = "total_open" if intake.open else "total"
    return text(key if least != most else f"{key}_exact", least=least, middle=middle, most=most)


def remarks(intake: CalciumIntake) -> str:
    """What the day's sum leaves out: open answers, and foods whose calcium is not absorbed."""
    said = []
    if groups := [answer for answer in intake.open if answer != _TABLETS]:
        said.append(text("groups_open", count=len(groups)))
    if _TABLETS in intake.open:
        said.append(text("tablets_open"))
    if intake.not_counted:
        said.append(text("not_counted_eaten", foods=joined(food_name(food) for food in intake.not_counted)))
    return " ".join(said)


def aim(person: Person) -> str:
    """The daily amount to aim for, and whose it is."""
    target = calcium_target(person)
    if target is None:
        return text("target_no_age")
    body = named("body", target.body)
    if target.least == target.most:
        said = text("target", target=exact(target.most), body=body)
    else:
        said = text("target_between", least=exact(target.least), most=exact(target.most), body=body)
    if target.assumed_body:
        said += " " + text("target_no_country" if person.country is None else "target_assumed")
    return f"{said} {text('limit_uk')}" if target.body == UK else said


def gap(intake: CalciumIntake, target: Target) -> str:
    """How far the sum is from the target; above the upper limit the warning speaks instead."""
    if target.upper_limit is not None and intake.least > target.upper_limit:
        return ""
    if target.is_met_by(intake.least):
        return text("reached")
    if target.is_met_by(intake.middle):
        return text("close")
    key = "gap_open" if intake.open else "gap_maybe" if target.is_met_by(intake.most) else "gap"
    return text(key, gap=rounded(target.most - intake.middle))


def over_limit(lifestyle: Lifestyle, person: Person) -> str:
    """A warning where food and tablets are, or may be, above the upper limit; else nothing."""
    limit, intake = calcium_limit_mg_per_day(person), calcium_mg_per_day(lifestyle)
    tablets_mg = lifestyle.calcium_supplement_mg_per_day or 0.0
    least, most = (tablets_mg, tablets_mg) if intake is None else (intake.least, intake.most)
    if limit is None or most <= limit:
        return ""
    key = "over_limit" if least > limit else "may_be_over_limit"
    return text(key if person.age_years is not None else f"{key}_no_age", limit=exact(limit))


def parts(intake: CalciumIntake) -> list[tuple[str, float]]:
    """What the bar is made of, from left to right: what it is, and its milligrams."""
    tablets = intake.supplement_mg or 0.0
    return [
        ("part_base", intake.base_mg),
        ("part_food", intake.middle - intake.base_mg - tablets),
        ("part_tablets", tablets),
    ]


def legend(intake: CalciumIntake) -> str:
    """The bar in words."""
    return text("bar_legend", parts=listed(text(key, mg=rounded(mg)) for key, mg in parts(intake) if mg))


def rows(intake: CalciumIntake, target: Target | None) -> list[list[str]]:
    """The bar as a table: every part of the sum, what is open, the target and the upper limit."""
    lines = [[text("base"), *[exact(intake.base_mg)] * 3]]
    for kind in kinds():
        if kind in intake.food_mg:
            lines.append([named("kind", kind), *_cells(intake.food_mg[kind])])
        elif kind in food_groups():
            lines.append([named("kind", kind), *[named("columns", "not_given")] * 3])
    tablets = intake.supplement_mg
    lines.append([text("tablets"), *[named("columns", "not_given") if tablets is None else exact(tablets)] * 3])
    whole = Amount(least=intake.least, middle=intake.middle, most=intake.most)
    lines.append([named("columns", "total"), *_cells(whole)])
    if target is not None:
        middle = exact(target.most) if target.least == target.most else ""
        lines.append([named("columns", "target"), exact(target.least), middle, exact(target.most)])
        if target.upper_limit is not None:
            lines.append([named("columns", "limit"), *[exact(target.upper_limit)] * 3])
    return lines


def columns() -> list[str]:
    """The heads of `rows`."""
    return [named("columns", key) for key in ("what", "least", "middle", "most")]


def _cells(amount: Amount) -> list[str]:
    return [exact(mg) for mg in (amount.least, amount.middle, amount.most)]


# ---------------------------------------------------------------- one food, one group


def food_name(food: Food) -> str:
    """What a food is called."""
    return cell(food.FILE, food.item, "label", food.label)


def size(food: Food) -> str:
    """A serving as a household measure and in grams."""
    own: Mapping[str, str] = texts("meals.toml")["serving"]
    return own.get(food.item) or text(
        "size",
        household=cell(food.FILE, food.item, "household_serving", food.household_serving),
        grams=bare(food.serving_g),
    )


def facts(food: Food) -> str:
    """What a serving of a food brings, or why its calcium does not count."""
    if food.counts:
        return text("food_facts", size=size(food), mg=exact(food.calcium_mg), protein=bare(food.protein_g))
    if food.absorption_percent is None:
        return text("does_not_count_unmeasured")
    milk = foods()["milk_whole"].absorption_percent or 0.0
    return text("does_not_count", percent=number(food.absorption_percent, decimals=0), milk=number(milk, decimals=0))


def group_facts(group: FoodGroup, intake: CalciumIntake | None, lifestyle: Lifestyle) -> str:
    """What a serving of a group brings, or that its foods count in its place."""
    if intake is not None and any(
        food.counts and lifestyle.food_servings_per_week.get(food.item, 0) > 0 for food in group.foods
    ):
        return text("group_named", mg=rounded(intake.food_mg[group.item].middle))
    least, middle, most = _cells(group.calcium_mg)
    return text("group_serving", least=least, middle=middle, most=most)


def found(wanted: str, diet: Diet) -> tuple[Food, ...]:
    """Foods on a diet in whose name, or another name for it, these words stand as typed; capitals do not matter."""
    part = wanted.strip().casefold()
    return tuple(
        food
        for food in foods().values()
        if food.fits(diet) and part in f"{food_name(food)} {cell(food.FILE, food.item, 'also', food.also)}".casefold()
    )


def fold_title(kind: str, count: int) -> str:
    """The head of the fold of a kind of food. It says nothing of the answers: a fold whose head changes closes."""
    return text("one_by_one", kind=named("kind", kind), count=count)


def filled_in(chosen: Sequence[Food], lifestyle: Lifestyle) -> str:
    """Which of these foods are filled in, as a sentence; nothing if none is."""
    labels = [food_name(food) for food in chosen if lifestyle.food_servings_per_week.get(food.item, 0) > 0]
    return text("other_kinds_filled", foods="; ".join(labels)) if labels else ""


# ---------------------------------------------------------------- ideas and protein


def idea(one: Idea, gap_mg: float) -> str:
    """One idea: the food, its size, how often, what it brings and what it leaves."""
    who = "eaten" if one.is_eaten else "new"
    often = "every_other_day" if one.servings_per_week == EVERY_OTHER_DAY else "every_day"
    mg = rounded(one.added_mg_per_day)
    said = text(f"idea_{who}_{often}", food=food_name(one.food), size=size(one.food), mg=mg)
    rest_mg = _to_ten(gap_mg) - _to_ten(one.added_mg_per_day)  # of the numbers on the screen, so that they add up
    if one.closes_the_gap:
        return f"{said} {text('idea_closes')}"
    return f"{said} {text('idea_leaves', rest=rounded(rest_mg))}"


def both_close(offered: Sequence[Idea], gap_mg: float) -> bool:
    """Whether it takes all the ideas together to close the gap."""
    together_mg = sum(one.added_mg_per_day for one in offered)
    return together_mg >= gap_mg and not any(one.closes_the_gap for one in offered) and len(offered) > 1


def both(food: Food) -> str:
    """A food that brings calcium and protein, as one line."""
    return text(
        "protein_food", food=food_name(food), size=size(food), mg=exact(food.calcium_mg), protein=bare(food.protein_g)
    )


def protein_aim(target: Quantity) -> str:
    """How much protein to aim for, and on what basis."""
    least, most = number(target.least, decimals=0), number(target.most, decimals=0)
    enough = bare(threshold("protein_enough").value)
    if target.least == target.most:
        return text("protein_target", least=least, per_kg=enough)
    ends = {f"per_kg_{end}": number(threshold(key).value, decimals=1) for end, key in _BAND.items()}
    return f"{text('protein_target_band', least=least, most=most, **ends)} {text('protein_evidence', per_kg=enough)}"


_BAND = {"least": "protein_raised_from", "most": "protein_raised_to"}
