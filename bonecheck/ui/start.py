"""Draws the first page: one screen, from which the check, an example and one's own file are a tap away."""

from typing import Any

import streamlit as st

from bonecheck.answers.as_given import regions_of
from bonecheck.answers.questions import questions
from bonecheck.answers.report_import.photo import can_read_photos
from bonecheck.answers.samples import Sample, samples
from bonecheck.ui import check
from bonecheck.ui import questions as asked
from bonecheck.ui.pictures import charts
from bonecheck.ui.session import answers, kept, place
from bonecheck.ui.session.audience import is_behind_curtain
from bonecheck.ui.shell import frame
from bonecheck.words import samples as sample_words
from bonecheck.words.interface import text
from bonecheck.words.language import message, name, prose

_ONE_NUMBER = "one_number"
_NUMBER_NOW = ("age_years", "sex", "menopausal_status")


def promise() -> None:
    """What this is, with its two honest times."""
    st.title(text("start.title"), anchor=False)
    st.markdown(prose("start_promise"))


def picture() -> None:
    """One's own line where there is one, else an example: what one comes for, before a word about it.

    While one number is typed the example stays, since one's own mark then stands beside the field; behind the curtain too.
    """
    is_own = answers.has_own_answers() and kept.open_sample_key() is None and not st.session_state.get(_ONE_NUMBER)
    report = answers.report(answers.check()[0]) if is_own and not is_behind_curtain() else None
    if report is None or report.spectrum is None:
        charts.example(_example().key)
    else:
        charts.still(report)


def begin() -> None:
    """For somebody with answers the place where they left; else the two ways in, which answer the first question."""
    started = answers.has_own_answers() and kept.open_sample_key() is None
    if started:
        screen = place.last_screen()
        # After the last screen, and with a file, the results come first.
        on_the_way = screen not in {None, check.HABITS}
        go_on = text("start.go_on", screen=name("part", screen or check.ABOUT))
        ways = [
            ("go_on", go_on, check.file_of(screen or check.ABOUT)),
            ("see_results", text("start.results"), check.RESULTS),
        ]
        for number, (key, label, page) in enumerate(ways if on_the_way else reversed(ways)):
            if st.button(label, key=key, type="secondary" if number else "primary", width="stretch"):
                st.switch_page(page)
        return
    _way("have_report", "yes", check.file_of(check.ABOUT), type="primary")
    _way("bring" if can_read_photos() else "bring_without_photos", "yes", check.BRING)
    _way("no_report", "no", check.file_of(check.ABOUT))


def _way(key: str, has_scan: str, page: str, **look: Any) -> None:
    """A way into the check, which answers its first question."""
    if st.button(text(f"start.{key}"), key=key, width="stretch", **look):
        kept.close_sample()
        answers.answers()["has_scan"] = has_scan
        st.switch_page(page)


def one_number() -> None:
    """One score on the line at once; what is typed here is an answer of the check like any other."""
    if is_behind_curtain():
        return
    fold = st.expander(text("start.one_number"), key=_ONE_NUMBER, on_change="rerun")
    if not fold.open or not kept.is_restored():
        return
    if regions_of(answers.answers()):  # before anything is judged: a number that was typed is read
        answers.answers()["has_scan"] = "yes"
    with fold:
        for key in _NUMBER_NOW:
            if questions()[key].applies(answers.answers()):
                asked.ask(questions()[key])
        asked.ask_scores()
        with st.container(key="one_number_picture"):
            charts.still(answers.report(answers.check()[0]))
        if st.button(text("start.go_on_from_number"), key="from_number", type="primary", width="stretch"):
            st.switch_page(check.file_of(check.SCAN))


def example() -> None:
    """One made-up person; the others stand on the page for coaches."""
    person = _example()
    label = text("start.example", name=sample_words.name(person.key))
    if st.button(label, key=f"open_{person.key}", type="tertiary", icon=":material/arrow_forward:"):
        kept.open_sample(person.key)
        st.switch_page(check.RESULTS)


def _example() -> Sample:
    return next(person for person in samples() if person.on_start)


def own_file() -> None:
    """Continue from a saved file. What became of it stands above the field: below it a phone would not show it."""
    with st.container():
        frame.note("file")
    with st.expander(text("start.file"), type="compact"):
        st.file_uploader(
            text("start.choose_file"),
            type=["json"],
            max_upload_size=1,
            key=answers.widget_key("file"),
            on_change=kept.load_uploaded,
        )
    if kept.has_former_answers():
        st.button(message("former_answers"), key="bring_back", on_click=kept.bring_back)
