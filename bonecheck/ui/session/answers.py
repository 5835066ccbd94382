"""The answers of this visit.

A person's own answers and an opened sample person are kept apart; the pages see whichever is open.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from bonecheck import Check, Problem, Report, assess, build
from bonecheck.answers.as_given import LONGEST_TYPED, REGIONS, SCORES, units_of
from bonecheck.answers.fronts import YES, behind_a_gate, behind_a_list, fronts, gate_answer, joined_answer
from bonecheck.answers.questions import NONE_OF_THESE, Question, RawAnswer, of_earlier, question_of
from bonecheck.answers.typed import is_year, read_typed, shown_number
from bonecheck.answers.units import UnitSystem
from bonecheck.errors import ImplausibleValue
from bonecheck.ui.session.keys import (
    BEHIND,
    BROUGHT,
    DRAWN,
    GENERATION,
    JUDGED,
    NEWER,
    OWN,
    REFUSED,
    SAMPLE,
    TAKEN,
    TO_READ,
    WHAT_IF,
)

DAY = "day"  # beside the years of a date: the day itself is told
_RECENT_YEARS = 5
_EARLIER_YEARS = 10  # of an earlier scan
_NUMBERS = {"number", "whole_number", "counts"}
_COUNTRY_OF = {"US": "us", "GB": "uk", "CA": "canada", "AU": "australia"}


def answers() -> dict[str, RawAnswer]:
    """The open answers: those of the sample person if one is open, else one's own."""
    own: dict[str, RawAnswer] = st.session_state.setdefault(OWN, {})
    open_now: dict[str, RawAnswer] = st.session_state.get(SAMPLE, own)
    return open_now


def has_own_answers() -> bool:
    """Whether the person has answered anything themselves."""
    return bool(set(st.session_state.get(OWN, {})) - {"units"})


def nothing_given() -> bool:
    """Whether there is not a single answer to judge."""
    return not set(answers()) - {"units"}


def given(key: str) -> RawAnswer | None:
    """The answer to a question, also to one that stands in front of others and is read from theirs."""
    question = question_of(key)
    if question.kind == "gate":
        return gate_answer(question, answers())
    if question.kind == "joined":
        return joined_answer(question, answers()) or None
    return answers().get(key)


def units() -> UnitSystem:
    """The units in use: as chosen, else those usual for the browser's language."""
    return _units_in(answers())


def _units_in(told: dict[str, RawAnswer]) -> UnitSystem:
    if "units" not in told and (st.context.locale or "").endswith("-US"):
        return UnitSystem.US
    return units_of(told)


def country() -> str | None:
    """Where the person lives: as told, else as the browser's language says, else not known."""
    return _country_in(answers())


def _country_in(told: dict[str, RawAnswer]) -> str | None:
    if isinstance(lives_in := told.get("country"), str):
        return lives_in
    return _COUNTRY_OF.get((st.context.locale or "").rpartition("-")[2])


@dataclass(slots=True)
class _Judged:
    """The open answers as they were judged last, in this visit only: a page asks for them several times a run."""

    given: dict[str, RawAnswer]
    on: date
    check: Check
    problems: tuple[Problem, ...]
    report: Report | None = None


def _judged() -> _Judged:
    """The open answers, judged anew only where one of them, the units or the day has changed."""
    told = answers()
    given: dict[str, RawAnswer] = {**told, "units": _units_in(told).value}
    if (lives_in := _country_in(told)) is not None:
        given["country"] = lives_in
    today = date.today()
    judged: _Judged | None = st.session_state.get(JUDGED)
    if judged is None or judged.given != given or judged.on != today:
        check, problems = build(given, today=today)
        judged = st.session_state[JUDGED] = _Judged(given, today, check, problems)
    return judged


def check() -> tuple[Check, tuple[Problem, ...]]:
    """The typed check behind the open answers, and the problems in them."""
    judged = _judged()
    return judged.check, judged.problems


def own_check() -> Check:
    """The typed check behind one's own answers, also while a sample person is open."""
    return as_told() if SAMPLE in st.session_state else _judged().check


def as_told() -> Check:
    """One's own answers and nothing else, for the saved file: a country guessed from the browser is no answer."""
    return build({"units": units().value, **st.session_state.get(OWN, {})}, today=date.today())[0]


def report(of: Check) -> Report:
    """What `assess()` says about a check today; about the open one it is asked once."""
    judged = _judged()
    if of is not judged.check:
        return assess(of, on=date.today())
    if judged.report is None:
        judged.report = assess(of, on=judged.on)
    return judged.report


# ---------------------------------------------------------------- one answer and its widget


def widget_key(key: str) -> str:
    """The key of the widget of an answer.

    When all answers are exchanged the widgets become new ones: the browser would go on showing the old
    values in old widgets, and would send them back as if they had just been typed.
    """
    return f"w{st.session_state.get(GENERATION, '')}_{key}"


def seed(key: str) -> str:
    """Gives the widget of an answer its value before it is drawn, and returns the widget's key."""
    return _seed(widget_key(key), key, lambda answer: _widget_value(question_of(key), answer))


def seed_year(key: str) -> str:
    """The same for the years beside a date: which of them is told, or that the day is."""
    return _seed(_year_key(key), key, lambda answer: answer if is_year(answer) else DAY)


def _year_key(key: str) -> str:
    return widget_key(f"{key}.year")


def years_to_choose(key: str) -> tuple[str, ...]:
    """This year and those before it, and the one that was told; then the way to tell the day.

    For an earlier scan more of them, from the year of the present scan on: none is younger than that.
    """
    told, last, count = given(key), date.today().year, _RECENT_YEARS
    if of_earlier(key)[0]:
        present = str(given("scan_date"))[:4]
        last, count = min(last, int(present)) if present.isdecimal() else last, _EARLIER_YEARS
    others = [str(told)] if is_year(told) else []
    return (*dict.fromkeys([*(str(last - ago) for ago in range(count)), *others]), DAY)


def tells_the_day(key: str) -> bool:
    """Whether the day itself is asked for, beside its year."""
    return st.session_state.get(_year_key(key)) == DAY


def keep_year(key: str) -> None:
    """Callback of the years: a year is an answer; where the day is to be told, what is known of it stays."""
    chosen = st.session_state[_year_key(key)]
    if chosen is None:
        answers().pop(key, None)
    elif chosen != DAY:
        answers()[key] = chosen


def seed_group(key: str, number: int, group: tuple[str, ...]) -> str:
    """The same for one group of a long list of ticks, which has a widget of its own."""
    return _seed(_group_key(key, number), key, lambda answer: _within(answer, group))


def _seed(widget: str, key: str, value_of: Callable[[RawAnswer], Any]) -> str:
    drawn: set[str] = st.session_state.setdefault(DRAWN, set())
    if (answer := given(key)) is not None and (widget not in st.session_state or widget not in drawn):
        st.session_state[widget] = value_of(answer)
    drawn.add(widget)
    return widget


def _group_key(key: str, number: int) -> str:
    return widget_key(f"{key}.group_{number}")


def _within(answer: RawAnswer, group: tuple[str, ...]) -> list[str]:
    return [item for item in answer if item in group] if isinstance(answer, list) else []


def keep(key: str) -> None:
    """Callback of a widget: keeps its new value as the answer, in the stored unit where it can be read."""
    value = st.session_state[widget_key(key)]
    question = question_of(key)
    if isinstance(value, str) and question.kind in _NUMBERS:
        keep_typed(key, value)
    elif question.kind == "gate":
        _keep_gate(question, value)
    elif isinstance(value, list):
        _keep_ticks(key, value)
    elif value is None:
        answers().pop(key, None)
    else:
        answers()[key] = value.isoformat() if isinstance(value, date) else value


def _keep_gate(gate: Question, choice: str | None) -> None:
    """Opens or closes what stands behind a gate. What was told there waits, in this visit, until it is opened again."""
    waiting: dict[str, dict[str, RawAnswer]] = st.session_state.setdefault(BEHIND, {})
    told = {key: answer for key, answer in answers().items() if key.partition(".")[0] in gate.opens}
    if gate_answer(gate, answers()) == YES:
        waiting[gate.key] = told
    for key in told:
        del answers()[key]
    if choice is None:
        answers().pop(gate.key, None)
        return
    answers()[gate.key] = choice
    answers().update(waiting.pop(gate.key, {}) if choice == YES else behind_a_gate(gate, choice))


def keep_typed(key: str, text: str) -> None:
    """Keeps typed text as a number if it can be read, else as it stands, and shows what was understood."""
    if (answer := as_answer(key, text)) == "":
        answers().pop(key, None)
        return
    answers()[key], question = answer, question_of(key)
    st.session_state[widget_key(key)] = _widget_value(question, answers()[key])
    if question.kind == "counts" and question.key in fronts():  # asked after a yes: who tells one kind means no other
        fill_zeros(question)


def as_answer(key: str, text: str) -> RawAnswer:
    """Typed text as the number it means, in the stored unit; as it stands where it is none or cannot be read."""
    text, question = text.strip()[:LONGEST_TYPED], question_of(key)
    try:
        return read_typed(question, text, units()) if text and question.kind in _NUMBERS else text
    except ImplausibleValue:
        return text


def fill_zeros(question: Question) -> None:
    """Answers 0 to every item of a list of counts that is still open."""
    for item in question.item_keys:
        key = f"{question.key}.{item}"
        if key not in answers():
            answers()[key] = 0.0
            st.session_state[widget_key(key)] = "0"


def switch_units() -> None:
    """Callback: shows every quantity in the chosen units; the stored values stay as they are."""
    chosen = st.session_state[widget_key("units")]
    if chosen is None:
        return
    answers()["units"] = chosen
    for key, answer in answers().items():
        if widget_key(key) in st.session_state and key != "units":
            st.session_state[widget_key(key)] = _widget_value(question_of(key), answer)


def tick(key: str, item: str, widget: str) -> None:
    """Callback of a single box: takes an item into a list of ticked ones, or out of it."""
    others = [other for other in _ticks_of(key) if other != item]
    _store_ticks(key, [*others, item] if st.session_state[widget] else others)


def is_ticked(key: str, item: str) -> bool:
    """Whether an item of a list is ticked."""
    return item in _ticks_of(key)


def keep_groups(key: str) -> None:
    """Callback of each group of a long list of ticks: keeps the ticks of all groups as one answer."""
    groups = _groups(key)
    _store_ticks(key, _with_or_without_none(key, [i for widget in groups for i in st.session_state.get(widget, [])]))
    for widget, group in groups.items():
        if widget in st.session_state:
            st.session_state[widget] = _within(answers().get(key, []), group)


def _groups(key: str) -> dict[str, tuple[str, ...]]:
    """The widgets of the groups of a list of ticks, the ungrouped options last."""
    question = question_of(key)
    return {_group_key(key, n): group for n, group in enumerate(question.groups)} | {
        widget_key(key): question.last_options
    }


def _keep_ticks(key: str, ticked: list[str]) -> None:
    ticked = _with_or_without_none(key, ticked)
    st.session_state[widget_key(key)] = ticked
    question = question_of(key)
    if question.kind == "joined":
        for behind in question.options:
            answers().pop(behind, None)
        answers().update(behind_a_list(question, ticked))
        return
    if key == "scan_regions":
        _keep_regions(set(_ticks_of(key)), set(ticked))
    _store_ticks(key, ticked)


def _keep_regions(before: set[str], after: set[str]) -> None:
    """A place that is taken off the report takes its numbers along; they wait, in this visit, until it comes back."""
    waiting: dict[str, dict[str, RawAnswer]] = st.session_state.setdefault(BEHIND, {})
    for region in before - after:
        keys = [key for key in (f"{region}.{score}" for score in SCORES) if key in answers()]
        waiting[region] = {key: answers().pop(key) for key in keys}
    for region in after - before:
        answers().update(waiting.pop(region, {}))
        name_the_side(region)


def name_the_side(region: str, scan: str = "") -> None:
    """Numbers that were typed for a hip go to its side, once that is told; `scan` begins the keys of an earlier scan."""
    site, side = REGIONS.get(region, (None, None))
    if side is not None:
        for score in SCORES:
            if (number := answers().pop(f"{scan}{site}.{score}", None)) is not None:
                answers().setdefault(f"{scan}{region}.{score}", number)


def _ticks_of(key: str) -> list[str]:
    before = given(key)
    return before if isinstance(before, list) else []


def _with_or_without_none(key: str, ticked: list[str]) -> list[str]:
    """The ticks that hold: "none of these" and the ticked items push each other out.

    "None" wins only if it is all that is new: two quick taps arrive together, and a sign must never be lost.
    """
    new = set(ticked) - set(_ticks_of(key))
    if new == {NONE_OF_THESE}:
        return [NONE_OF_THESE]
    return [item for item in ticked if item != NONE_OF_THESE] if len(ticked) > 1 else ticked


def _store_ticks(key: str, ticked: list[str]) -> None:
    """Nothing ticked is no answer."""
    if ticked:
        answers()[key] = ticked
    else:
        answers().pop(key, None)


def _widget_value(question: Question, answer: RawAnswer) -> Any:
    if question.kind == "date":
        try:
            return date.fromisoformat(str(answer))
        except ValueError:
            return None
    if question.groups:
        return _within(answer, question.last_options)
    if question.kind in _NUMBERS:
        return answer if isinstance(answer, str) else shown_number(question, float(answer), units())  # type: ignore[arg-type]
    return answer


def redraw() -> None:
    """Makes all question widgets new ones, seeded from the open answers, moves every lever back, and puts a report away."""
    st.session_state[GENERATION] = st.session_state.get(GENERATION, 0) + 1
    for key in (WHAT_IF, BEHIND, TO_READ, REFUSED, BROUGHT, TAKEN, NEWER):
        st.session_state.pop(key, None)
