"""A class that was brought, and what was said of its cells: in this visit's memory, and gone with its page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from bonecheck.cohort.classroom import Classroom, Place, Sheet
from bonecheck.errors import UnreadableFile
from bonecheck.ui.session import answers, files, place
from bonecheck.ui.session.keys import CLASS, CLASS_REFUSED, FILES, PAGE
from bonecheck.words.problems import error_words

if TYPE_CHECKING:
    from bonecheck.cohort.class_file import Judge

NAME, DEMO = "class", "demo"  # in the address
PRIVATE = "class_private"  # whether the list for the coach alone is shown
CELLS, ODD = "class_cells", "class_odd"  # what holds of single rows, in folds that are shut before a room
_OF_CLASS = {"cohort_no_column": "class_no_column", "cohort_unreadable": "class_unreadable"}


@dataclass(slots=True)
class Open:
    """A class, what was typed in place of cells, which cells and rows are left out, whether a room looks on,
    and the pages made of it for who gives them.
    """

    judge: Judge
    is_demo: bool = False
    typed: dict[Place, str] = field(default_factory=dict)
    cells_out: set[Place] = field(default_factory=set)
    rows_out: set[int] = field(default_factory=set)
    in_room: bool = False
    presented_before: bool = False
    pages: bytes | None = None
    pages_for: tuple[str, ...] = ()

    def classroom(self) -> Classroom:
        """Everybody as they stand now."""
        return self.judge.judge(self.typed, self.cells_out, self.rows_out)


def opened() -> Open | None:
    """The class that is open, if one is."""
    return st.session_state.get(CLASS)


def is_demo() -> bool:
    """Whether the class that is open is made up."""
    found = opened()
    return found is not None and found.is_demo


def is_open_page() -> bool:
    """Whether the page that holds a class is open."""
    return bool(st.session_state.get(PAGE) == place.CLASS_PAGE)


def is_named(page: str) -> bool:
    """Whether the address of this page names the class of made-up people."""
    return page == place.CLASS_PAGE and st.query_params.get(NAME) == DEMO


def file_key() -> str:
    """The key of the file field."""
    return answers.widget_key(files.field_key("class_file"))


def bring() -> None:
    """Callback of the file field: reads the file, or keeps why it cannot be read."""
    if (data := files.taken_from(file_key())) is None:
        return
    from bonecheck.cohort.class_file import read_class  # what reads tables is needed where there is one

    place.forget_class()
    try:
        _open(read_class(data))
    except UnreadableFile as error:
        key = _OF_CLASS.get(error.key, error.key)
        st.session_state[CLASS_REFUSED] = error_words(UnreadableFile(key, **error.values))


def refusal() -> str:
    """Why the file that was chosen last cannot be read; empty where it was."""
    said: str = st.session_state.get(CLASS_REFUSED, "")
    return said


def open_demo(*, in_room: bool = False) -> None:
    """Opens the class of made-up people."""
    from bonecheck.cohort.class_file import demo_class

    place.forget_class()
    _open(demo_class(), is_demo=True, in_room=in_room)


def show_demo() -> None:
    """Callback: the class of made-up people, before the room at once."""
    open_demo()
    to_the_room()


def to_the_room() -> None:
    """Callback: shows the class to the room; what is for the coach alone is shut when the room is left."""
    if (found := opened()) is not None:
        _shut()
        found.in_room, found.presented_before = True, place.presenting()
        place.present_at(0)


def leave_the_room() -> None:
    """Callback: back to the page of the class. Who presented before goes on presenting: somebody's answers may be open.
    Else the curtain is closed over them.
    """
    if (found := opened()) is not None:
        found.in_room = False
        place.stop_presenting()
        if found.presented_before:
            place.present_at(0)


def _open(sheet: Sheet, *, is_demo: bool = False, in_room: bool = False) -> None:
    from bonecheck.cohort.class_file import Judge

    _shut()
    st.session_state[CELLS] = not place.presenting()
    st.session_state[FILES] = st.session_state.get(FILES, 0) + 1  # the fields of another class
    st.session_state[CLASS] = Open(Judge(sheet, date.today()), is_demo=is_demo, in_room=in_room)


def _shut() -> None:
    st.session_state[PRIVATE] = st.session_state[CELLS] = st.session_state[ODD] = False


# ---------------------------------------------------------------- what is said of cells


def put(texts: dict[Place, str]) -> None:
    """Callback: this stands in place of these cells."""
    if (found := opened()) is not None:
        found.typed |= {where: text.strip() for where, text in texts.items() if text.strip()}
        _changed(found)


def put_from(field_key: str, where: Place) -> None:
    """Callback of a field: what was typed or chosen in it stands in place of a cell."""
    put({where: st.session_state.get(field_key) or ""})


def leave_cells(places: list[Place]) -> None:
    """Callback: these cells are not used."""
    if (found := opened()) is not None:
        found.cells_out.update(places)
        _changed(found)


def leave_row(row: int) -> None:
    """Callback: this row is left out."""
    if (found := opened()) is not None:
        found.rows_out.add(row)
        _changed(found)


def _changed(found: Open) -> None:
    """The pages are of those who were in; the focus goes to the next cell, or to the way on."""
    found.pages = None
    waiting = found.classroom().waiting
    place.aim_at(f"{key_of(waiting[0].place)}_ways" if waiting else "class_ways")


def key_of(where: Place) -> str:
    """The key of the box of a cell."""
    row, column = where
    return f"class_cell_{row}_{column.replace('.', '_')}"
