"""Sample people, files, and what the browser keeps."""

import secrets
from dataclasses import dataclass
from typing import Any

import streamlit as st

from bonecheck import answers_from, from_json
from bonecheck.answers.as_given import clean
from bonecheck.answers.samples import Sample, sample
from bonecheck.errors import UnreadableFile
from bonecheck.ui.prose import literal
from bonecheck.ui.session import place, wall
from bonecheck.ui.session.answers import check, has_own_answers, redraw, widget_key
from bonecheck.ui.session.keys import (
    ASKS_TO_DELETE,
    DELETED,
    FORMER,
    JUDGED,
    NOTE,
    OWN,
    PLACE,
    REMEMBER,
    RESTORED,
    SAMPLE,
    SAMPLE_KEY,
    SESSION,
    STEP,
)
from bonecheck.ui.session.place import ROLE, SCREENS, leave_stage, present_at, presenting, role, step
from bonecheck.words.language import message
from bonecheck.words.presenter import ROLES
from bonecheck.words.problems import error_words
from bonecheck.words.step import STEPS


@dataclass(frozen=True, slots=True)
class Note:
    """A message to show once, beside what it is about."""

    beside: str
    text: str
    is_problem: bool


def open_sample(key: str) -> None:
    """Shows a sample person. One's own answers wait untouched."""
    st.session_state[SAMPLE] = answers_from(sample(key).check)
    st.session_state[SAMPLE_KEY] = key
    st.session_state[STEP] = 0
    redraw()


def open_sample_key() -> str | None:
    """The sample person on screen, if any."""
    return st.session_state.get(SAMPLE_KEY)


def open_partner() -> Sample | None:
    """Whoever is shown together with the sample person on screen."""
    key = open_sample_key()
    partner = None if key is None else sample(key).beside
    return None if partner is None else sample(partner)


def open_next_sample() -> None:
    """Callback: shows who follows on the wall of clients, as it was narrowed last; after the last one the first."""
    open_sample(wall.after(open_sample_key()).key)


def leave_sample() -> None:
    """Back to one's own answers. They are not for an audience: the way leads off the results.

    With answers behind the sample, which may be a client's, presenting goes on: the way out that asks follows with them.
    Who has none ends presenting, as does who came by a link, perhaps at home.
    """
    if presenting():
        if has_own_answers() and not place.presents_by_link():
            place.lead_off()
        else:
            leave_stage()
    close_sample()


def close_sample() -> None:
    """Puts the sample person away where one's own answers are to follow; who presents goes on presenting."""
    st.session_state.pop(SAMPLE, None)
    st.session_state.pop(SAMPLE_KEY, None)
    st.session_state[STEP] = 0
    place.no_longer_by_link()
    redraw()


def load_uploaded() -> None:
    """Callback of the file field."""
    if (file := st.session_state[widget_key("file")]) is not None:
        load_file(file.getvalue())


def load_file(data: bytes) -> None:
    """Replaces one's own answers by those of a saved file, or says why the file cannot be used."""
    try:
        loaded = answers_from(from_json(data))
    except UnreadableFile as error:
        st.session_state[NOTE] = Note("file", literal(error_words(error)), is_problem=True)
        return
    close_sample()
    if has_own_answers():
        st.session_state[FORMER] = st.session_state[OWN]
    st.session_state[OWN] = loaded
    st.session_state.pop(PLACE, None)
    wrong = sum(problem.stops for problem in check()[1])
    text = message("file_loaded_with_problems", count=wrong) if wrong else message("file_loaded")
    st.session_state[NOTE] = Note("file", text, is_problem=bool(wrong))


def has_former_answers() -> bool:
    """Whether a loaded file took the place of answers that can still be brought back."""
    return FORMER in st.session_state


def bring_back() -> None:
    """Callback: undoes the loading of a file."""
    st.session_state[OWN] = st.session_state.pop(FORMER)
    redraw()


def ask_to_delete(asks: bool) -> None:
    """Callback: asks once before all answers are deleted, or no longer."""
    st.session_state[ASKS_TO_DELETE] = asks


def asks_to_delete() -> bool:
    """Whether the question stands there."""
    return bool(st.session_state.get(ASKS_TO_DELETE))


def forget() -> None:
    """Deletes all answers, here and (at the next run) in both stores of the browser.

    The visit alone can bring them back, until something new is answered: a person who answers next must not find them.
    """
    if presenting():
        leave_stage()
    close_sample()
    st.session_state[DELETED] = {key: st.session_state.get(key) for key in (OWN, PLACE, REMEMBER)}
    st.session_state[OWN] = {}
    for key in (FORMER, PLACE, ASKS_TO_DELETE, JUDGED):
        st.session_state.pop(key, None)
    st.session_state[REMEMBER] = False


def next_person() -> None:
    """Deletes the answers on screen for good, as whoever answers next must not bring them back; presenting goes on."""
    delete_and_leave()
    place.take_way_off()
    present_at(0)
    st.session_state[NOTE] = Note("head", message("next_person"), is_problem=False)


def delete_and_leave() -> None:
    """Callback: deletes the answers on screen for good, and ends presenting."""
    forget()
    forget_for_good()
    st.session_state[NOTE] = Note("head", message("deleted_for_good"), is_problem=False)


def can_undo_delete() -> bool:
    """Whether deleted answers can still be brought back; no longer once something new was answered."""
    if DELETED in st.session_state and has_own_answers():
        forget_for_good()
    return DELETED in st.session_state


def undo_delete() -> None:
    """Callback: brings the deleted answers back."""
    st.session_state.update(st.session_state.pop(DELETED))
    redraw()


def forget_for_good() -> None:
    """Callback: gives up what could still be brought back. What is answered from now on is behind no curtain."""
    st.session_state.pop(DELETED, None)
    place.open_curtain()


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
    """What the browser keeps: one's own answers as typed, and the screen of the check on which one was last; and apart from
    them, no longer than its tab is open, the step and the role of somebody who presents, or that the curtain is closed.
    """
    own = st.session_state.get(OWN) or None
    return {"answers": own, "place": st.session_state.get(PLACE), "remember": remembered(), "stage": _stage()}


def _stage() -> dict[str, Any] | None:
    """Of whom an address alone made a presenter only the curtain is kept: without it nobody presents."""
    if presenting() and not place.presents_by_link():
        return {"step": step(), "role": role()}
    if has_own_answers() and (presenting() or place.is_curtain_closed()):
        return {"covered": True, "role": role()}
    return None


def restore_from(component: str) -> None:
    """Takes over the draft that the browser component handed up, as far as it is usable. Nothing in it is trusted."""
    payload = getattr(st.session_state.get(component), "restored", None)
    given = payload if isinstance(payload, dict) else {}
    st.session_state[OWN] = clean(given.get("answers"))
    if (screen := given.get("place")) in SCREENS:
        st.session_state[PLACE] = screen
    st.session_state[REMEMBER] = given.get("remember") is True
    _go_on_presenting(given.get("stage"))
    st.session_state[RESTORED] = True


def _go_on_presenting(stage: object) -> None:
    """Goes on where a presenter was; with somebody made up the address tells the step, or that nobody presents: then the
    curtain is closed over one's own answers.
    """
    if not isinstance(stage, dict):
        return
    if stage.get("role") in ROLES:
        st.session_state[ROLE] = stage["role"]
    number = stage.get("step")
    if type(number) is int and number in range(len(STEPS)):
        if open_sample_key() is None:
            present_at(number)
        elif presenting():
            place.no_longer_by_link()
        else:
            place.close_curtain()
    elif stage.get("covered") is True:
        place.close_curtain()


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
