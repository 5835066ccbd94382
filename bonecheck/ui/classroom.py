"""Draws the page of a class: how it comes in, cells that need a word, the way to the room, and what is for the coach alone."""

from collections.abc import Iterable
from datetime import date

import streamlit as st

from bonecheck.answers.questions import question_of
from bonecheck.cohort.classroom import MOST, BadCell, Classroom, Member, clinician_first
from bonecheck.handout.contents import Paper, paper_in
from bonecheck.handout.contents import page as handout_page
from bonecheck.ui import choices, class_stage, icons
from bonecheck.ui import handout as handouts
from bonecheck.ui.prose import literal
from bonecheck.ui.session import answers, classes, place
from bonecheck.ui.tables import table
from bonecheck.words import classroom as words
from bonecheck.words.classroom import text
from bonecheck.words.language import message
from bonecheck.words.problems import problem_words
from bonecheck.words.questions import label_of, option_of

_AT_ONCE = 10  # cells to put right that stand on the page
_COMMA = "decimal_comma"


def page() -> None:
    """The whole page, or the stage in its place."""
    if class_stage.takes(place.CLASS_PAGE) and (found := classes.opened()) is not None:
        class_stage.page(found)
        return
    st.title(text("page", "title"), anchor=False)
    if (found := classes.opened()) is None:
        _ways_in()
        return
    _what_is_in(found)


def _ways_in() -> None:
    """A file of one's own, or made-up people."""
    st.markdown(text("page", "intro", most=MOST))
    st.button(text("page", "demo"), key="class_demo", icon=icons.COACH, type="primary", on_click=classes.show_demo)
    st.markdown(text("page", "no_names"))
    if said := classes.refusal():
        st.error(literal(said))
    st.file_uploader(
        text("page", "choose", most=MOST), type=["csv", "tsv", "txt"], key=classes.file_key(), on_change=classes.bring
    )
    st.markdown(text("page", "kept"))
    st.download_button(
        text("page", "template"),
        data=_template,
        file_name="class.csv",
        mime="text/csv",
        on_click="ignore",
        key="class_template",
        icon=icons.SAVE,
    )
    st.markdown(text("page", "template_note"))
    fold = st.expander(text("page", "columns"), key="class_columns", on_change="rerun", type="compact")
    if fold.open:
        with fold:
            _columns()


def _template() -> bytes:
    from bonecheck.cohort.class_file import template

    return template()


def _columns() -> None:
    """Each column of the template with what it asks and what to write."""
    from bonecheck.words.class_columns import column_lines

    table(text("page", "columns"), list(words.heads("page", "columns_heads")), column_lines())


def _what_is_in(found: classes.Open) -> None:
    classroom = found.classroom()
    st.markdown(" ".join(_counts(classroom)))
    for line in _left_behind(classroom):
        st.markdown(line)
    with st.container(horizontal=True, key="class_ways"):
        if classroom.members:
            st.button(
                text("page", "wall"), key="class_wall", icon=icons.REAL, type="primary", on_click=classes.to_the_room
            )
        st.button(text("page", "remove"), key="class_remove", icon=icons.DELETE, on_click=place.forget_class)
    if not classroom.members:
        st.markdown(text("page", "nobody_in"))
    _bad_cells(classroom.waiting)
    if classroom.members:
        _odd_cells([cell for member in classroom.members for cell in member.odd])
        if not place.presenting():
            _private(classroom.members)
        _pages(found, classroom.members)
    st.markdown(text("page", "kept_demo" if found.is_demo else "kept"))


def _counts(classroom: Classroom) -> Iterable[str]:
    yield text("page", "count_in", count=len(classroom.members))
    counts = {
        "count_wait": classroom.rows_waiting,
        "count_cells": classroom.cells_left_out,
        "count_rows": len(classroom.left_out) + len(classroom.broken),
    }
    yield from (text("page", key, count=count) for key, count in counts.items() if count)


def _left_behind(classroom: Classroom) -> Iterable[str]:
    """Rows that are broken, and columns that nobody reads."""
    if rows := classroom.broken:
        key = "broken" if len(rows) == 1 else "broken_many"
        yield text("page", key, rows=", ".join(map(str, rows)))
    if classroom.not_read:
        yield text("page", "not_read", columns=literal(", ".join(classroom.not_read)))


# ---------------------------------------------------------------- cells that need a word


def _bad_cells(waiting: tuple[BadCell, ...]) -> None:
    if not waiting:
        return
    fold = st.expander(text("cells", "title"), key=classes.CELLS, on_change="rerun")
    if not fold.open:
        return
    with fold:
        st.markdown(text("cells", "intro"))
        commas = {cell.place: cell.problem.corrections[0] for cell in waiting if cell.problem.key == _COMMA}
        with st.container(horizontal=True, key="class_all_cells"):
            if commas:
                label = text("cells", "points", count=len(commas))
                st.button(label, key="class_points", on_click=classes.put, args=(commas,))
            if len(waiting) > 1:
                label = text("cells", "leave_all", count=len(waiting))
                places = [cell.place for cell in waiting]
                st.button(label, key="class_leave_all", on_click=classes.leave_cells, args=(places,))
        for cell in waiting[:_AT_ONCE]:
            _bad_cell(cell)
        if waiting[_AT_ONCE:]:
            st.markdown(text("cells", "more", count=len(waiting) - _AT_ONCE))


def _odd_cells(odd: list[BadCell]) -> None:
    """Cells that are used and may be slips, as the form asks to look at them again."""
    if not odd:
        return
    fold = st.expander(text("cells", "odd_title"), key=classes.ODD, on_change="rerun")
    if fold.open:
        with fold:
            st.markdown(text("cells", "odd_intro"))
            for cell in odd:
                st.markdown(f"- {_where(cell)} {literal(problem_words(cell.problem))}")


def _where(cell: BadCell) -> str:
    names = {"name": cell.column, "column": label_of(cell.column), "label": literal(cell.label)}
    return text("cells", "where", row=cell.row, **names)


def _bad_cell(cell: BadCell) -> None:
    """What stands there, what is expected, a field for what is right, and the ways to leave it out."""
    key = classes.key_of(cell.place)
    with st.container(border=True, key=key):
        st.markdown(_where(cell))
        st.markdown(literal(_said(cell)))
        _field(cell, key)
        with st.container(horizontal=True, key=f"{key}_ways"):
            for number, correction in enumerate(cell.problem.corrections):
                label = text("cells", "use", text=correction)
                st.button(label, key=f"{key}_use_{number}", on_click=classes.put, args=({cell.place: correction},))
            label = text("cells", "leave_cell")
            st.button(label, key=f"{key}_out", type="tertiary", on_click=classes.leave_cells, args=([cell.place],))
            label = text("cells", "leave_row", row=cell.row)
            st.button(label, key=f"{key}_row", type="tertiary", on_click=classes.leave_row, args=(cell.row,))


def _said(cell: BadCell) -> str:
    """What is wrong with a cell; one of a choice is chosen again, and not written."""
    from bonecheck.words.cohort import problem_text

    question = question_of(cell.column)
    if question.kind == "choice":
        return message("not_an_option", given=cell.given)
    return problem_text(cell.column, cell.problem.key, cell.given)


def _field(cell: BadCell, key: str) -> None:
    question = question_of(cell.column)
    label = text("cells", "instead", row=cell.row, name=cell.column)
    field = answers.widget_key(f"{key}_is")
    if question.kind == "choice":
        st.selectbox(
            label,
            list(question.options),
            index=None,
            format_func=lambda option: option_of(question, option),
            placeholder=text("cells", "choose"),
            key=field,
            on_change=classes.put_from,
            args=(field, cell.place),
        )
        return
    st.text_input(label, value=cell.given, key=field, on_change=classes.put_from, args=(field, cell.place))


# ---------------------------------------------------------------- for the coach alone


def _private(members: tuple[Member, ...]) -> None:
    """Who should see a clinician first, by label and in plain words; shut until it is asked for."""
    st.header(text("private", "title"), anchor=False)
    st.markdown(text("private", "look"))
    if not st.toggle(text("private", "show"), key=classes.PRIVATE):
        return
    called = clinician_first(members)
    with st.container(key="class_private_list"):
        st.markdown(text("private", "intro" if called else "nobody"))
        if called:
            table(text("private", "title"), list(words.heads("private")), map(_private_row, called))


def _private_row(member: Member) -> list[str]:
    return [member.label, *words.private_words(member)]


def _pages(found: classes.Open, members: tuple[Member, ...]) -> None:
    """The page for the doctor for each who is in, as one file; it is made when it is asked for, and goes with the class."""
    st.header(text("handouts", "title"), anchor=False)
    st.markdown(text("handouts", "intro"))
    given_by, logo = handouts.giver()
    usual = paper_in(answers.country())
    papers = sorted(Paper, key=lambda paper: paper is not usual)
    paper = choices.one_of("class_paper", {paper: text("handouts", paper) for paper in papers})
    if found.pages_for != (paper, given_by, logo):
        found.pages, found.pages_for = None, (paper, given_by, logo)
    if found.pages is None:
        label = text("handouts", "make", count=len(members))
        if st.button(label, key="class_pages_make", icon=icons.DOCTOR):
            found.pages = _made(members, paper, given_by, logo)
            st.rerun()
    if found.pages is not None:
        st.download_button(
            text("handouts", "download", count=len(members)),
            data=found.pages,
            file_name="bone-check-class.pdf",
            mime="application/pdf",
            on_click="ignore",
            key="class_pages",
            icon=icons.SAVE,
        )


def _made(members: tuple[Member, ...], paper: Paper, given_by: str, logo: str) -> bytes:
    from bonecheck.handout.pdf import settable, together  # what sets a PDF is not needed for the start

    today, pages = date.today(), []
    bar = st.progress(0.0)
    for number, member in enumerate(members, start=1):
        bar.progress(number / len(members), text("handouts", "making", number=number, count=len(members)))
        made = handout_page(
            member.report,
            member.check,
            on=today,
            label=member.label,
            unusable=len(member.bad),
            given_by=given_by,
            logo=logo,
        )
        pages.append(settable(made, paper))
    bar.empty()
    return together(pages, paper)
