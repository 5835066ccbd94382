"""The answers of this session: the only module that touches `st.session_state`.

A person's own answers and an opened sample person are kept apart; the pages see whichever is open.
"""

import secrets
import time
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from bonecheck import Check, Problem, Report, answers_from, assess, build, from_json
from bonecheck.answers.questions import NONE_OF_THESE, Question, RawAnswer, question_of, read_typed, shown_number
from bonecheck.answers.samples import sample
from bonecheck.answers.units import UnitSystem
from bonecheck.build import clean, units_of
from bonecheck.compare.what_if import Mark, Position, Settings, Start, mark_of, position_of, start_of
from bonecheck.compare.what_if import supposed as what_if_check
from bonecheck.errors import ImplausibleValue, UnreadableFile
from bonecheck.words.outcomes import message

T = TypeVar("T")

OWN, SAMPLE, SAMPLE_KEY, PLACE, REMEMBER, NOTE, TARGET = (
    "_own",
    "_sample",
    "_sample_key",
    "_place",
    "_remember",
    "_note",
    "_target",
)
GENERATION, RESTORED, SESSION, STEPPED = "_generation", "_restored", "_session", "_stepped"
FORMER = "_former"
PAGE, DRAWN = "_page", "_drawn"
WHAT_IF, PUSHED = "_what_if", "_pushed"
PRESENTING, STEP, CURTAIN = "_presenting", "_step", "_curtain"
DOUBLE_CLICK_S = 0.25


@dataclass(frozen=True, slots=True)
class Note:
    """A message to show once, beside what it is about."""

    beside: str
    text: str
    is_problem: bool


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


def units() -> UnitSystem:
    """The units in use: as chosen, else those usual for the browser's language."""
    if "units" not in answers() and (st.context.locale or "").endswith("-US"):
        return UnitSystem.US
    return units_of(answers())


def check() -> tuple[Check, tuple[Problem, ...]]:
    """The typed check behind the open answers, and the problems in them."""
    return build({**answers(), "units": units().value}, today=date.today())


def own_check() -> Check:
    """The typed check behind one's own answers, also while a sample person is open."""
    return build({"units": units().value, **st.session_state.get(OWN, {})}, today=date.today())[0]


def changed_check() -> Check | None:
    """The open person with the levers of What if moved; None where none is."""
    if nothing_given():
        return None
    judged, _ = check()
    start = start_of(judged, report(judged))
    return supposed(start) if what_if(start) else None


def report(judged: Check) -> Report:
    """What `assess()` says about a check today."""
    return assess(judged, on=date.today())


# ---------------------------------------------------------------- one answer and its widget


def widget_key(key: str) -> str:
    """The key of the widget of an answer.

    When all answers are exchanged the widgets become new ones: the browser would go on showing the old
    values in old widgets, and would send them back as if they had just been typed.
    """
    return f"w{st.session_state.get(GENERATION, '')}_{key}"


def open_page(page: str) -> None:
    """Notes which page runs. A question may stand on two pages: it has a widget on each, and both show its answer."""
    if st.session_state.get(PAGE) != page:
        st.session_state[PAGE] = page
        st.session_state[DRAWN] = set()


def seed(key: str) -> str:
    """Gives the widget of an answer its value before it is drawn, and returns the widget's key."""
    widget = widget_key(key)
    drawn: set[str] = st.session_state.setdefault(DRAWN, set())
    if key in answers() and (widget not in st.session_state or widget not in drawn):
        st.session_state[widget] = _widget_value(question_of(key), answers()[key])
    drawn.add(widget)
    return widget


def keep(key: str) -> None:
    """Callback of a widget: keeps its new value as the answer, in the stored unit where it can be read."""
    value = st.session_state[widget_key(key)]
    question = question_of(key)
    if isinstance(value, str) and question.kind in {"number", "whole_number", "counts"}:
        keep_typed(key, value)
    elif isinstance(value, list):
        _keep_ticks(key, value)
    elif value is None:
        answers().pop(key, None)
    else:
        answers()[key] = value.isoformat() if isinstance(value, date) else value


def keep_typed(key: str, text: str) -> None:
    """Keeps typed text as a number if it can be read, else as it stands, and shows what was understood."""
    text = text.strip()[:100]
    if not text:
        answers().pop(key, None)
        return
    try:
        answers()[key] = read_typed(question_of(key), text, units())
    except ImplausibleValue:
        answers()[key] = text
    st.session_state[widget_key(key)] = _widget_value(question_of(key), answers()[key])


def fill_zeros(question: Question) -> None:
    """Answers 0 to every item of a list of counts that is still open."""
    for item in question.item_labels:
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


def tick(key: str, item: str) -> None:
    """Callback of a single box: takes an item into a list of ticked ones, or out of it."""
    before = answers().get(key, [])
    others = [other for other in before if other != item] if isinstance(before, list) else []
    _store_ticks(key, [*others, item] if st.session_state[widget_key(f"{key}.{item}")] else others)


def is_ticked(key: str, item: str) -> bool:
    """Whether an item of a list is ticked."""
    given = answers().get(key, [])
    return isinstance(given, list) and item in given


def _keep_ticks(key: str, ticked: list[str]) -> None:
    """Keeps ticks; "none of these" and the ticked items push each other out.

    "None" wins only if it is all that is new: two quick taps arrive together, and a sign must never be lost.
    """
    before = answers().get(key, [])
    new = set(ticked) - set(before if isinstance(before, list) else [])
    if new == {NONE_OF_THESE}:
        ticked = [NONE_OF_THESE]
    elif len(ticked) > 1:
        ticked = [item for item in ticked if item != NONE_OF_THESE]
    _store_ticks(key, ticked)
    st.session_state[widget_key(key)] = ticked


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
    if question.kind in {"number", "whole_number", "counts"}:
        return answer if isinstance(answer, str) else shown_number(question, float(answer), units())  # type: ignore[arg-type]
    return answer


# ---------------------------------------------------------------- sample people, files, drafts


def open_sample(key: str) -> None:
    """Shows a sample person. One's own answers wait untouched."""
    st.session_state[SAMPLE] = answers_from(sample(key).check)
    st.session_state[SAMPLE_KEY] = key
    st.session_state[STEP] = 0
    _redraw()


def open_sample_key() -> str | None:
    """The sample person on screen, if any."""
    return st.session_state.get(SAMPLE_KEY)


def leave_sample() -> None:
    """Back to one's own answers. They are not for an audience: presenter mode ends, and the way leads off the results."""
    if presenting():
        st.session_state[PRESENTING] = False
        st.session_state[CURTAIN] = True
    st.session_state.pop(SAMPLE, None)
    st.session_state.pop(SAMPLE_KEY, None)
    st.session_state[STEP] = 0
    _redraw()


def load_uploaded() -> None:
    """Callback of the file field."""
    if (file := st.session_state[widget_key("file")]) is not None:
        load_file(file.getvalue())


def load_file(data: bytes) -> None:
    """Replaces one's own answers by those of a saved file, or says why the file cannot be used."""
    try:
        loaded = answers_from(from_json(data))
    except UnreadableFile as error:
        st.session_state[NOTE] = Note("file", str(error), is_problem=True)
        return
    leave_sample()
    if has_own_answers():
        st.session_state[FORMER] = st.session_state[OWN]
    st.session_state[OWN] = loaded
    st.session_state[PLACE] = {}
    wrong = sum(problem.stops for problem in check()[1])
    text = message("file_loaded_with_problems", count=wrong) if wrong else message("file_loaded")
    st.session_state[NOTE] = Note("file", text, is_problem=bool(wrong))


def has_former_answers() -> bool:
    """Whether a loaded file took the place of answers that can still be brought back."""
    return FORMER in st.session_state


def bring_back() -> None:
    """Callback: undoes the loading of a file."""
    st.session_state[OWN] = st.session_state.pop(FORMER)
    _redraw()


def forget() -> None:
    """Deletes all answers, here and (at the next run) in both stores of the browser."""
    leave_sample()
    st.session_state[OWN] = {}
    st.session_state.pop(FORMER, None)
    st.session_state[PLACE] = {}
    st.session_state[REMEMBER] = False
    st.session_state[NOTE] = Note("foot", message("deleted"), is_problem=False)


def remembered() -> bool:
    """Whether the person asked this browser to keep the answers when the tab closes."""
    return bool(st.session_state.get(REMEMBER))


def remember() -> None:
    """Callback of the checkbox that asks the browser to keep the answers."""
    st.session_state[REMEMBER] = bool(st.session_state[widget_key("remember")])


def no_longer_remember() -> None:
    """Callback: another tab removed the remembered answers, so the box that asks for it must not stay ticked here."""
    st.session_state[widget_key("remember")] = False
    remember()


def draft() -> dict[str, Any]:
    """What the browser keeps: one's own answers as typed, and the place in each page."""
    own = st.session_state.get(OWN) or None
    return {"answers": own, "place": st.session_state.get(PLACE, {}), "remember": remembered()}


def restore_from(component: str) -> None:
    """Takes over the draft that the browser component handed up, as far as it is usable. Nothing in it is trusted."""
    payload = getattr(st.session_state.get(component), "restored", None)
    given = payload if isinstance(payload, dict) else {}
    place = given.get("place") if isinstance(given.get("place"), dict) else {}
    st.session_state[OWN] = clean(given.get("answers"))
    st.session_state[PLACE] = {
        page: part for page, part in place.items() if isinstance(page, str) and isinstance(part, int) and 0 <= part < 10
    }
    st.session_state[REMEMBER] = given.get("remember") is True
    st.session_state[RESTORED] = True


def is_restored() -> bool:
    """Whether the browser has handed over its draft in this session."""
    return bool(st.session_state.get(RESTORED))


def session_token() -> str:
    """A random name of this session, by which the browser tells a new one from an old one."""
    return str(st.session_state.setdefault(SESSION, secrets.token_hex(8)))


def take_note(beside: str) -> Note | None:
    """The message to show here once, if there is one."""
    note: Note | None = st.session_state.get(NOTE)
    if note is None or note.beside != beside:
        return None
    del st.session_state[NOTE]
    return note


# ---------------------------------------------------------------- the place in a page of several parts


def place(page: str) -> int:
    """Which part of a page is open."""
    return int(st.session_state.setdefault(PLACE, {}).get(page, 0))


def may_step() -> bool:
    """Whether a step may be taken now: a double click must not skip a page."""
    now = time.monotonic()
    allowed = now - st.session_state.get(STEPPED, 0.0) > DOUBLE_CLICK_S
    if allowed:
        st.session_state[STEPPED] = now
    return allowed


def go_to_part(page: str, part: int) -> None:
    """Opens a part of a page."""
    st.session_state.setdefault(PLACE, {})[page] = part


def aim_at(answer_key: str | None) -> None:
    """Asks the next page to put the focus on this question."""
    st.session_state[TARGET] = answer_key


def take_target() -> str | None:
    """The question to focus, if a link asked for one."""
    target: str | None = st.session_state.pop(TARGET, None)
    return target


def choice(key: str, options: list[T], *, first: T | None = None) -> T:
    """How the person chose to look at something: no answer, so it is neither saved nor part of the draft.

    Falls back to `first`, else to the first option, where the former choice is not among them.
    """
    if st.session_state.get(key) not in options:
        st.session_state[key] = options[0] if first is None else first
    chosen: T = st.session_state[key]
    return chosen


def look_at(page: str, key: str, option: Any) -> None:
    """Callback of a button at the foot of a page: another way to look at it, from the top."""
    st.session_state[key] = option
    go_to_part(page, 1 - min(place(page), 1))  # any other place: it tells the browser to move the focus


# ---------------------------------------------------------------- what if: levers moved, and no answer with them


def what_if(start: Start) -> Settings:
    """The levers that are moved, and where they stand. They are no answers: never saved, never part of the draft.

    A lever whose start has changed since, because the answer behind it did, is not moved any more.
    """
    moved: dict[str, tuple[Position, Mark]] = st.session_state.get(WHAT_IF, {})
    return {key: position for key, (position, mark) in moved.items() if mark == mark_of(key, start)}


def supposed(start: Start) -> Check:
    """The check of somebody with the levers moved."""
    return what_if_check(start, what_if(start), on=date.today())


def slider(key: str, position: Position) -> str:
    """Gives the slider of a lever its place before it is drawn, and returns the slider's key."""
    widget = _slider_key(key)
    if widget not in st.session_state:
        st.session_state[widget] = position
    return widget


def slid(key: str, start: Start) -> None:
    """Callback of a slider: notes where it stands."""
    _note_lever(key, st.session_state[_slider_key(key)], start)


def move_lever(key: str, position: Position, start: Start) -> None:
    """Callback of the buttons beside a slider.

    The slider becomes a new one: where only a piece of the page is drawn again, an old one keeps its old place in
    the browser.
    """
    _note_lever(key, position, start)
    st.session_state[f"{PUSHED}_{key}"] = st.session_state.get(f"{PUSHED}_{key}", 0) + 1


def move_levers_back() -> None:
    """Callback: every lever to its start."""
    st.session_state.pop(WHAT_IF, None)
    st.session_state[GENERATION] = st.session_state.get(GENERATION, 0) + 1


def _note_lever(key: str, position: Position, start: Start) -> None:
    """Keeps where a lever stands; at its start it is not moved."""
    moved = {other: place for other, place in st.session_state.get(WHAT_IF, {}).items() if other != key}
    if position != position_of(key, start):
        moved[key] = (position, mark_of(key, start))
    st.session_state[WHAT_IF] = moved


def _slider_key(key: str) -> str:
    return widget_key(f"what_if.{key}.{st.session_state.get(f'{PUSHED}_{key}', 0)}")


# ---------------------------------------------------------------- presenter mode: a way of looking, kept nowhere


def presenting() -> bool:
    """Whether the app is shown to an audience: in large type, and the results step by step."""
    return bool(st.session_state.get(PRESENTING))


def present() -> None:
    """Callback of the switch that turns presenter mode on and off; it begins with the first step."""
    st.session_state[PRESENTING] = bool(st.session_state[widget_key("presenting")])
    st.session_state[STEP] = 0


def take_curtain() -> bool:
    """Whether presenting has just ended with a sample person: own answers must not follow on the same screen."""
    return bool(st.session_state.pop(CURTAIN, False))


def step() -> int:
    """Which step of presenter mode is open."""
    return int(st.session_state.get(STEP, 0))


def go_to_step(number: int) -> None:
    """Callback: opens a step of presenter mode."""
    if may_step():
        st.session_state[STEP] = number


def _redraw() -> None:
    """Makes all question widgets new ones, seeded from the open answers, and moves every lever back."""
    st.session_state[GENERATION] = st.session_state.get(GENERATION, 0) + 1
    st.session_state.pop(WHAT_IF, None)
