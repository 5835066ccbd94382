"""The screens of the check, in order: each near one phone screen, with the time that is left."""

from html import escape

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from bonecheck.answers.as_given import REGIONS
from bonecheck.answers.fronts import is_shown
from bonecheck.answers.questions import question_of, questions
from bonecheck.ui import questions as asked
from bonecheck.ui.pictures import charts
from bonecheck.ui.session import answers, place
from bonecheck.ui.session.audience import is_unread
from bonecheck.ui.session.place import SCREENS
from bonecheck.words import role
from bonecheck.words.interface import text
from bonecheck.words.language import message, name
from bonecheck.words.lead import beside_the_picture
from bonecheck.words.outcomes import words
from bonecheck.words.questions import label_of

ABOUT, SCAN, PICTURE, BONES, HEALTH, BODY, HABITS = SCREENS
_DETAILS = "report_details"
START, RESULTS = "pages/check/start.py", "pages/results/results.py"
BRING = "pages/check/bring_report.py"
_ON_SCREEN = {SCAN: {"your_scan", "scan_site"}, PICTURE: {"report_details", "scan_site"}}


def file_of(screen: str) -> str:
    """The page of a screen."""
    return f"pages/check/{screen}.py"


def _after(screen: str) -> str | None:
    """The next screen on this person's way; None after the last one."""
    return next(filter(_is_on_the_way, SCREENS[SCREENS.index(screen) + 1 :]), None)


def _before(screen: str) -> str | None:
    """The screen before on this person's way; None before the first one."""
    return next(filter(_is_on_the_way, reversed(SCREENS[: SCREENS.index(screen)])), None)


def _is_on_the_way(screen: str) -> bool:
    """Without a report there is neither scan nor picture; the picture stands only where there is one to see.

    The results are worked out for the picture alone, so only where it is the next to come, or to go back to.
    """
    if screen in {SCAN, PICTURE} and answers.answers().get("has_scan") in {"no", "not_known"}:
        return False
    return screen != PICTURE or answers.report(answers.check()[0]).spectrum is not None


def open_screen(screen: str) -> None:
    """The way back, how far one is, the heading, and what on this screen could not be used."""
    if st.button(text("check.back"), key="back", type="tertiary", icon=":material/arrow_back:") and place.may_step():
        before = _before(screen)
        st.switch_page(file_of(before) if before else START)
    numbered = [other for other in SCREENS if other != PICTURE and _is_on_the_way(other)]
    if screen in numbered:
        number = numbered.index(screen) + 1
        minutes = text(f"check.minutes.{screen}")
        said = text("check.progress", step=number, steps=len(numbered), minutes=minutes)
        share = 100 * number / len(numbered)
        st.html(f'<p class="progress"><span>{escape(said)}</span><i style="--done:{share:.0f}%"></i></p>')
    st.title(name("part", screen), anchor=False)
    _wrong(screen)


def _stops(screen: str) -> list[str]:
    """The answers of this screen that cannot be used."""
    parts = _ON_SCREEN.get(screen, {screen})
    return [
        problem.question
        for problem in answers.check()[1]
        if problem.stops and question_of(problem.question).part in parts
    ]


def _wrong(screen: str) -> None:
    """One box on top that names each answer that cannot be used, with the way to it."""
    if stops := _stops(screen):
        links = "\n".join(f"- [{label_of(key)}](#{anchor(key)})" for key in stops)
        with st.container(key="errors"):
            st.error(f"{message('look_first', count=len(stops))}\n\n{links}")


def anchor(key: str) -> str:
    """Where a question stands on its page."""
    question = question_of(key)
    return f"ask_{question.key if question.kind == 'counts' else key.replace('.', '-')}"


def steps(screen: str) -> None:
    """Next, over the full width. It waits while an answer on the screen cannot be used, and leads to the box that says so."""
    after = _after(screen)
    label = text("check.results" if after is None else "check.next_picture" if after == PICTURE else "check.next")
    if st.button(label, key="next", type="primary", width="stretch") and place.may_step():
        if _stops(screen):
            place.aim_at("errors")
            st.rerun()
        st.switch_page(file_of(after) if after else RESULTS)


def after_the_report() -> str:
    """Where the way goes on once a report was taken over: to what it left open, else to the picture."""
    told = answers.answers()
    for screen in (ABOUT, SCAN):
        asked_there = [question for question in questions().values() if question.part == screen]
        if any(is_shown(question, told) and answers.given(question.key) is None for question in asked_there):
            return screen
    return PICTURE if _is_on_the_way(PICTURE) else SCAN


def scan_screen() -> None:
    """The numbers first, for they are why one came; then how and when they were measured. Without a report: whether there is one."""
    has_scan = answers.answers().get("has_scan") == "yes"
    if not place.held("has_scan", has_scan):  # tapped here, it stays under the finger and under the keyboard
        asked.ask(questions()["has_scan"])
    if has_scan:
        _scan()
    asked.ask_part(SCAN, without={"has_scan"})


def _scan() -> None:
    """The way to bring the report; the numbers of the report, and a fold for a report with others than most, which opens them all.

    Where bone density was given, its maker is asked at once: it tells what the density means, and so if a T-score lost
    its sign.
    """
    if st.button(text("check.bring"), key="bring", width="stretch"):
        st.switch_page(BRING)
    asked.ask_scores(in_full=_is_open())
    with_density = any(f"{region}.bmd_g_cm2" in answers.answers() for region in REGIONS)
    if with_density:
        asked.ask(questions()["scanner_make"])
    if (fold := _details(text("check.more_of_report"))).open:
        with fold:
            asked.ask_part("report_details", without={"scanner_make"} if with_density else frozenset())


def _details(label: str) -> ExpanderContainer:
    return st.expander(label, key=_DETAILS, on_change="rerun")


def _is_open() -> bool:
    return bool(st.session_state.get(_DETAILS))


def picture() -> None:
    """The picture after the scan: where one stands, two sentences, and whether to go on."""
    report = answers.report(answers.check()[0])
    charts.still(report)
    if is_unread():
        st.markdown(" ".join(role.beside_the_numbers(report)))
    else:
        st.markdown(words(report.headline).plain if report.spectrum is None else beside_the_picture(report))
    asks_doubts = report.headline_comforts and answers.given("site_doubts") is None
    doubtful = place.held("site_doubts", asks_doubts)
    if doubtful:  # what can make a score read too high matters where it comforts
        asked.ask(questions()["site_doubts"])
    if st.button(text("check.go_on"), key="next", type="primary", width="stretch") and place.may_step():
        st.switch_page(file_of(BONES))
    if st.button(text("check.enough"), key="enough", width="stretch") and place.may_step():
        st.switch_page(RESULTS)
    if (fold := _details(name("part", "report_details"))).open:
        with fold:
            asked.ask_part("report_details", without={"site_doubts"} if doubtful else frozenset())
            asked.ask_scores(in_full=True)
    charts.fetch_ahead()
