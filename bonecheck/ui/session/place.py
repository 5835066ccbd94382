"""Where the person is, and how they chose to look at it: no answers."""

import time
from collections.abc import Hashable, Iterable
from typing import Any, TypeVar

import streamlit as st

from bonecheck.ui.session.answers import has_own_answers, widget_key
from bonecheck.ui.session.keys import (
    AIMS,
    ASKED,
    ASKS_TO_DELETE,
    BY_LINK,
    CHOSEN_OF,
    CLASS,
    CLASS_REFUSED,
    CURTAIN,
    DRAWN,
    HELD,
    LEADS_OFF,
    LOOKED,
    PAGE,
    PLACE,
    PRESENTING,
    STEP,
    STEPPED,
    TARGET,
)

T = TypeVar("T")
ROLE = "presenter_role"
MENU, MORE = "menu", "more"  # what opens in the frame, and is closed again on the next page
SCREENS = ("about_you", "your_scan", "picture", "bones_and_falls", "health", "body", "habits")  # of the check, in order
CLASS_PAGE = "class"  # the address of the one page that holds a class
DOUBLE_CLICK_S = 0.25  # a second click within this is none


def screen_at(page: str) -> str | None:
    """The screen of the check at this address, if it is one."""
    screen = page.replace("-", "_")
    return screen if screen in SCREENS else None


def open_page(page: str) -> None:
    """Notes which page runs, so that one can go on with the check where one left.

    A question may stand on two pages: it has a widget on each, and both show its answer.
    """
    st.session_state[ASKED] = {}
    if (screen := screen_at(page)) is not None:
        st.session_state[PLACE] = screen
    if st.session_state.get(PAGE) != page:
        st.session_state[PAGE] = page
        st.session_state[DRAWN] = set()
        st.session_state[MENU] = st.session_state[MORE] = st.session_state[ASKS_TO_DELETE] = False
        st.session_state[HELD] = {}
        if page != CLASS_PAGE:
            forget_class()


def forget_class() -> None:
    """Callback: a class is gone for good; it is also gone with its page."""
    st.session_state.pop(CLASS, None)
    st.session_state.pop(CLASS_REFUSED, None)


def is_asked_at(key: str, at: str) -> bool:
    """Whether a question has its one place on this page here; the first place that wants it has it."""
    asked: dict[str, str] = st.session_state.setdefault(ASKED, {})
    return asked.setdefault(key, at) == at


def held(key: str, now: T, *, hold: bool = True) -> T:
    """What stood here when it began to be held, at most until the page is left; what stands here now where it is not held."""
    kept: dict[str, T] = st.session_state.setdefault(HELD, {})
    if hold:
        return kept.setdefault(key, now)
    kept[key] = now
    return now


def gathered(key: str, now: Iterable[T], *, hold: bool = True) -> tuple[T, ...]:
    """Everything that stood here since it began to be held, at most until the page is left; what came first first.

    So a question that is answered in its place stays there, and more than its first tick can be given.
    """
    kept: dict[str, tuple[T, ...]] = st.session_state.setdefault(HELD, {})
    kept[key] = tuple(dict.fromkeys((*(kept.get(key, ()) if hold else ()), *now)))
    return kept[key]


def let_go(key: str, item: T) -> None:
    """One thing of those that are gathered here is to stand here no more."""
    kept: dict[str, tuple[T, ...]] = st.session_state.setdefault(HELD, {})
    kept[key] = tuple(each for each in kept.get(key, ()) if each != item)


def keep_fold(key: str) -> None:
    """A fold inside another one is open as it was before the outer one was closed, at most until the page is left."""
    if key in st.session_state:
        held(f"fold_{key}", st.session_state[key], hold=False)
    elif held(f"fold_{key}", False):
        st.session_state[key] = True


def last_screen() -> str | None:
    """The screen of the check on which the person was last."""
    screen: str | None = st.session_state.get(PLACE)
    return screen


def may_step() -> bool:
    """Whether a step may be taken now: a double click must not skip a page."""
    now = time.monotonic()
    allowed: bool = now - st.session_state.get(STEPPED, 0.0) > DOUBLE_CLICK_S
    if allowed:
        st.session_state[STEPPED] = now
    return allowed


def aim_at(box: str) -> None:
    """Asks the next run to put the focus into the box with this key."""
    st.session_state[TARGET] = box
    st.session_state[AIMS] = aims() + 1


def aims() -> int:
    """How often the focus was asked to go somewhere: a new number tells the browser to move it, also to the same place."""
    return int(st.session_state.get(AIMS, 0))


def take_target() -> str | None:
    """The box that is to have the focus, if one was aimed at."""
    target: str | None = st.session_state.pop(TARGET, None)
    return target


def choice(key: str, options: list[T], *, first: T | None = None) -> T:
    """How the person chose to look at something: no answer, so it is neither saved nor part of the draft.

    Falls back to `first` where that is among the options, else to the first of them.
    """
    chosen: T | None = st.session_state.get(key)
    if chosen in options:
        return chosen
    return first if first in options else options[0]


def prepare_choice(key: str, options: list[T], *, first: T | None = None) -> None:
    """Before the row is drawn: one of its options is taken."""
    if st.session_state.get(key) not in options:
        st.session_state[key] = choice(key, options, first=first)


def begin_choice(key: str, of: Hashable) -> None:
    """Lets a choice begin anew once it is `of` something else."""
    was: dict[str, Hashable] = st.session_state.setdefault(CHOSEN_OF, {})
    if was.get(key) != of:
        was[key] = of
        st.session_state.pop(key, None)


def look_at(key: str, option: Any) -> None:
    """Callback of a button at the foot of a page: another way to look at it, from the top."""
    st.session_state[key] = option
    look_again()


def look_again() -> None:
    """Puts the focus on the heading in the next run: the page shows something new."""
    st.session_state[LOOKED] = looked() + 1


def looked() -> int:
    """How often the person turned to another part of a page: a new number tells the browser to move the focus."""
    return int(st.session_state.get(LOOKED, 0))


def presenting() -> bool:
    """Whether the app is shown to an audience: in large type, and the results step by step."""
    return bool(st.session_state.get(PRESENTING))


def present() -> None:
    """Callback of the switch that turns presenter mode on and off; it begins with the first step."""
    st.session_state[PRESENTING] = bool(st.session_state[widget_key("presenting")])
    st.session_state[STEP] = 0
    no_longer_by_link()


def present_at(number: int) -> None:
    """Turns presenter mode on at a step."""
    st.session_state[PRESENTING] = True
    st.session_state[STEP] = number
    no_longer_by_link()


def present_by_link(number: int) -> None:
    """The same, where an address asks for it: whoever follows it may be at home, and never have presented."""
    if not presenting():
        st.session_state[BY_LINK] = True
    st.session_state[PRESENTING] = True
    st.session_state[STEP] = number


def presents_by_link() -> bool:
    """Whether nothing but an address began to present."""
    return bool(st.session_state.get(BY_LINK))


def no_longer_by_link() -> None:
    """Whoever presents now does so by their own doing."""
    st.session_state.pop(BY_LINK, None)


def stop_presenting() -> None:
    """Turns presenter mode off. What was on screen is not to follow in full."""
    st.session_state[PRESENTING] = False
    st.session_state[STEP] = 0
    no_longer_by_link()
    close_curtain()


def leave_stage() -> None:
    """Callback: the same, and the way leads off the page."""
    stop_presenting()
    lead_off()


def lead_off() -> None:
    """The way leads to the page for coaches, and the curtain is closed over one's own answers."""
    close_curtain()
    st.session_state[LEADS_OFF] = True


def take_way_off() -> bool:
    """Whether the way leads to the page for coaches now."""
    return bool(st.session_state.pop(LEADS_OFF, False))


def close_curtain() -> None:
    """Closes the curtain over one's own answers, if there are any: others have looked at this screen, and may still do."""
    if has_own_answers():
        st.session_state[CURTAIN] = True


def open_curtain() -> None:
    """Callback: one's own answers are shown again, as asked for."""
    st.session_state.pop(CURTAIN, None)


def is_curtain_closed() -> bool:
    """Whether it was closed, and nobody has asked for what is behind it since."""
    return bool(st.session_state.get(CURTAIN))


def role() -> str | None:
    """In which role somebody presents, as far as they chose one in this visit."""
    chosen: str | None = st.session_state.get(ROLE)
    return chosen


def step() -> int:
    """Which step of presenter mode is open."""
    return int(st.session_state.get(STEP, 0))


def go_to_step(number: int) -> None:
    """Callback: opens a step of presenter mode."""
    if may_step():
        st.session_state[STEP] = number
