"""Draws calcium in meals: the day's total, every food, ideas to close the gap, and protein in short."""

from collections.abc import Sequence

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from bonecheck import Check
from bonecheck.answers.questions import questions
from bonecheck.evidence.library import document, threshold
from bonecheck.plan.food import (
    CalciumIntake,
    Diet,
    Food,
    calcium_mg_per_day,
    food_groups,
    foods_of,
    foods_with_protein,
    ideas,
    protein_g_per_day,
)
from bonecheck.plan.targets import calcium_mg_per_day as calcium_target
from bonecheck.plan.types import Plan, Status
from bonecheck.ui import cards
from bonecheck.ui.pictures import charts, meals_chart
from bonecheck.ui.questions import show_problems
from bonecheck.ui.session import answers
from bonecheck.ui.tables import table
from bonecheck.words.figures import numbers
from bonecheck.words.food import (
    aim,
    both,
    both_close,
    columns,
    exact,
    facts,
    filled_in,
    fold_title,
    food_name,
    found,
    gap,
    group_facts,
    idea,
    legend,
    over_limit,
    protein_aim,
    remarks,
    rows,
    text,
    total,
)
from bonecheck.words.language import message, texts
from bonecheck.words.plan import row_words
from bonecheck.words.questions import label_of, unit_of

DIETS = ("vegetarian", "vegan", "dairy_free")
MOST_FOUND = 12  # rows of a search; a field is slow to draw, and nobody reads a hundred
FIELD_PX = 110
_GROUPS, _FOODS = "calcium_servings_per_week", "food_servings_per_week"
_BASE, _TABLETS, _PORTIONS = "calcium_base_mg_per_day", "calcium_supplement_mg_per_day", "protein_portions_per_day"


def nothing_yet() -> None:
    """Before the first answer: what this page does, and where to begin."""
    cards.nothing_yet(text("title"), text("nothing_yet"))


def too_young() -> None:
    """Under 20: kindly, that other amounts hold, and whom to ask."""
    st.title(text("title"), anchor=False)
    st.markdown(text("under_20"))
    cards.answer_here("age_years", "meals_age")


def page(check: Check, plan: Plan) -> None:
    """The whole page. Fields stand outside fragments, so that the browser keeps every answer at once."""
    intake = calcium_mg_per_day(check.lifestyle)
    st.title(text("title"), anchor=False)
    st.markdown(text("intro"))
    _day(check, intake)
    at_the_top = st.container(key="meals_ideas")  # drawn last, when the diet that stands below it is known
    diet = _what_you_eat(check, intake)
    with at_the_top:
        _ideas(check, plan, intake, diet)
    with st.container(key="folds_meals", gap=None):
        _protein(check, plan, diet)
        _other_bodies(check)
        _worth()
    st.page_link("pages/results/plan.py", label=text("to_plan"), icon=":material/checklist:")


# ---------------------------------------------------------------- the day


def _day(check: Check, intake: CalciumIntake | None) -> None:
    """The total, the target, the bar, and the same as a table."""
    target, said = calcium_target(check.person), aim(check.person)
    with st.container(key="meals_day"):
        if intake is None:
            st.markdown(text("no_food"))
        else:
            st.header(total(intake), anchor=False)
        if intake is not None and (left_out := remarks(intake)):
            st.markdown(left_out)
        st.markdown(f"{said} {gap(intake, target)}" if intake and target else said)
        if target is None:
            cards.answer_here("age_years", "meals_age")
        elif target.assumed_body:
            cards.answer_here("country", "meals_country", text("change_country"))
        if intake is not None:
            alt = f"{total(intake)} {said}".replace("**", "")
            charts.show(meals_chart.bar(intake, target, dark=charts.is_dark()), key="meals_bar", alt=alt)
        if warning := over_limit(check.lifestyle, check.person):  # also of tablets alone, and without an age
            st.warning(warning)
        if intake is not None:
            with st.expander(message("picture_as_table"), type="compact"):
                st.markdown(legend(intake))
                table(text("picture_title"), columns(), rows(intake, target))


def _other_bodies(check: Check) -> None:
    """Other amounts of other countries, and the way to one's own, where it does not stand above."""
    target = calcium_target(check.person)
    with _part("other_bodies_title", "public") as fold:
        if fold.open:
            st.markdown(text("other_bodies", **numbers()))
            cards.show_sources(["iom_2011", "ros_food", "iof_calcium"])
            if target is None or not target.assumed_body:
                cards.answer_here("country", "meals_country", text("change_country"))


# ---------------------------------------------------------------- foods


def _what_you_eat(check: Check, intake: CalciumIntake | None) -> Diet:
    """Search and diet, then the groups of the check with their foods, or what was found."""
    st.header(text("groups_title"), anchor=False)
    st.markdown(text("groups_intro"))
    words = st.text_input(
        text("search"), key="meals_search", placeholder=text("search_hint"), type="search", label_visibility="collapsed"
    )
    chosen = st.pills(
        text("diet"),
        DIETS,
        format_func=texts("meals.toml")["diet_option"].get,
        selection_mode="multi",
        key="meals_diet",
        persist_state="session",
    )
    diet = Diet(**dict.fromkeys(chosen, True))
    with st.container(key="meals_foods"):
        if words and words.strip():
            _found(found(words, diet))
        else:
            _groups(check, intake, diet)
    return diet


def _found(matching: Sequence[Food]) -> None:
    st.markdown(text("found", count=len(matching)) if matching else text("found_none"))
    for food in matching[:MOST_FOUND]:
        _food(food)
    if len(matching) > MOST_FOUND:
        st.caption(text("found_more", count=len(matching) - MOST_FOUND))


def _groups(check: Check, intake: CalciumIntake | None, diet: Diet) -> None:
    """The groups of the check; those with nothing for this diet only if they were answered. Then the other kinds."""
    counted = check.lifestyle.calcium_servings_per_week
    usual = exact(threshold("calcium_base").value)
    with st.container(key="food_lines", gap=None):
        for kind, group in food_groups().items():
            fitting = [food for food in foods_of(kind) if food.fits(diet)]
            if fitting or counted.get(kind):
                key = f"{_GROUPS}.{kind}"
                _line(key, label_of(key), group_facts(group, intake, check.lifestyle), fold=kind, foods=fitting)
        _line(_TABLETS, text("tablets"), text("tablets_why", **numbers()))
        _line(_BASE, text("base"), text("base_why", mg=usual), empty=usual)
    if any(kind not in counted for kind in food_groups()):
        fill = text("fill_zeros")
        st.button(fill, key=f"zeros_{_GROUPS}", on_click=answers.fill_zeros, args=(questions()[_GROUPS],))
    others = {kind: foods_of(kind) for kind in texts("meals.toml")["kind"] if kind not in food_groups()}
    with st.container():  # so that the folds below keep their place, and stay open, whatever stands here
        if named := filled_in([food for of_kind in others.values() for food in of_kind], check.lifestyle):
            st.markdown(named)
    with st.container(key="folds_foods", gap=None), _part("other_kinds_title", "grocery") as more:
        if more.open:
            st.markdown(text("other_kinds_intro"))
            for kind, of_kind in others.items():
                _fold(kind, [food for food in of_kind if food.fits(diet)])


def _line(key: str, label: str, note: str, *, fold: str = "", foods: Sequence[Food] = (), empty: str = "") -> None:
    """One line with its field; opened, what it brings and its foods one by one."""
    with st.container(key=f"foodline_{key}", gap=None):
        _field(key, label, empty=empty)
        opened = st.expander(label, key=f"fold_{fold or key}", on_change="rerun")
        if opened.open:
            with opened:
                st.caption(note)
                _foods(fold, foods)
    show_problems(key)


def _part(title: str, icon: str) -> ExpanderContainer:
    """A part of the page that is drawn once it is opened."""
    return st.expander(text(title), key=f"fold_{title}", icon=f":material/{icon}:", on_change="rerun")


def _fold(kind: str, fitting: Sequence[Food]) -> None:
    """The foods of one kind. They are drawn only while the fold is open: a hundred fields would be slow."""
    if not fitting:
        return
    fold = st.expander(fold_title(kind, len(fitting)), key=f"fold_{kind}", type="compact", on_change="rerun")
    if fold.open:
        with fold:
            _foods(kind, fitting)


def _foods(kind: str, fitting: Sequence[Food]) -> None:
    if not fitting:
        return
    with st.container(key=f"foods_of_{kind}"):
        if any(food.fortified in {"yes", "calcium-set", "often fortified"} for food in fitting):
            st.caption(text("fortified"))
        for food in fitting:
            _food(food)


def _food(food: Food) -> None:
    _row(f"{_FOODS}.{food.item}", food_name(food), facts(food))


def _row(key: str, label: str, note: str) -> None:
    """One line: what it is, what a serving brings, and the field for its answer."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"row_{key}", wrap=False):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{label}**")
            st.caption(note)
        _field(key, label)
    show_problems(key)


def _field(key: str, label: str, *, empty: str = "") -> None:
    unit = unit_of(questions()[key.partition(".")[0]])
    st.text_input(
        f"{label}, {unit}",
        placeholder=empty or unit,
        key=answers.seed(key),
        on_change=answers.keep,
        args=(key,),
        label_visibility="collapsed",
        width=FIELD_PX,
    )


# ---------------------------------------------------------------- ideas, protein, worth


def _ideas(check: Check, plan: Plan, intake: CalciumIntake | None, diet: Diet) -> None:
    """What would close the gap, where there is one, and where no illness makes it the doctor's question."""
    if (remark := row_words(plan.row("calcium"), plan.exercise.level).remark) and plan.row(
        "calcium"
    ).status is Status.NOT_APPLICABLE:
        st.markdown(remark)
        return
    target = calcium_target(check.person)
    if intake is None or target is None or target.is_met_by(intake.middle):
        return
    offered = ideas(check.lifestyle, target, diet)
    from_own_food = len(offered) > 1 and all(one.is_eaten for one in offered)
    st.header(text("ideas_title" if from_own_food else "ideas_title_any"), anchor=False)
    gap_mg = target.most - intake.middle
    st.markdown("\n".join(f"- {idea(one, gap_mg)}" for one in offered) or text("ideas_none"))
    if both_close(offered, gap_mg):
        st.markdown(text("ideas_both"))


def _protein(check: Check, plan: Plan, diet: Diet) -> None:
    """Portions, grams as a range, the target by weight, and foods that bring both."""
    with _part("protein_title", "egg_alt") as fold:
        if fold.open:
            _protein_in_short(check, plan, diet)


def _protein_in_short(check: Check, plan: Plan, diet: Diet) -> None:
    _row(_PORTIONS, text("protein_portions"), text("protein_portions_why"))
    if (grams := protein_g_per_day(check.lifestyle)) is not None:
        st.markdown(text("protein_sum", least=exact(grams[0]), most=exact(grams[1])))
    if (row := plan.row("protein")).remark == "kidney_disease":
        st.markdown(text("protein_kidney"))
        return
    if row.target is None:
        st.markdown(text("protein_no_weight"))
        cards.answer_here("weight_kg", "meals_weight")
    else:
        st.markdown(f"{protein_aim(row.target)} {text('protein_ask')}")
    if rich := foods_with_protein(diet):
        st.markdown(text("protein_foods"))
        st.markdown("\n".join(f"- {both(food)}" for food in rich))


def _worth() -> None:
    """What reaching the target brings, and where all this comes from."""
    with _part("worth_title", "info") as fold:
        if fold.open:
            st.markdown(f"{text('worth', **numbers())}\n\n{text('how_sum')}")
            cards.show_sources(document("meals.toml")["sources"])
