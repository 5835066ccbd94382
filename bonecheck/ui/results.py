"""Draws the pieces of the results page."""

import streamlit as st

from bonecheck import Concern, Finding, Problem, Report
from bonecheck.risk.scan_advice import SCAN_ADVICE
from bonecheck.ui import cards, plan
from bonecheck.ui.pictures import charts
from bonecheck.ui.tables import table
from bonecheck.words import interface
from bonecheck.words.language import message
from bonecheck.words.outcomes import words
from bonecheck.words.plan import first_words
from bonecheck.words.scan import column_head, filled_columns, site_table, spectrum_sentence


def nothing_yet() -> None:
    """What stands here before the first answer, and where to begin."""
    cards.nothing_yet(interface.text("results.title"), message("nothing_yet"))


def urgent(report: Report) -> None:
    """Signs that need care now: above everything else, as soon as they are known."""
    for number, outcome in enumerate(_found(report)):
        if outcome.concern is Concern.GET_CARE_NOW:
            cards.finding(outcome, number)


def headline(report: Report) -> None:
    """The one sentence to take away, in large type."""
    text = words(report.headline)
    st.caption(interface.text("results.title"))
    st.title(text.title, anchor=False)
    if isinstance(report.headline, Finding):
        return
    st.markdown(text.plain)
    if report.headline.question is not None:
        cards.answer_here(report.headline.question, "headline")


def spectrum(report: Report) -> None:
    """The picture, the same as a sentence, and the same as a table."""
    if report.spectrum is None:
        return
    charts.spectrum(report)
    if isinstance(report.headline, Finding):
        st.markdown(words(report.headline).plain)
    st.caption(f"{spectrum_sentence(report, report.spectrum)} {message('spectrum_noise')}")
    with st.expander(message("picture_as_table"), type="compact"):
        sites_as_table(report)
    if isinstance(report.headline, Finding):
        cards.details(words(report.headline).clinical, report.headline.sources)


def unusable_answers(problems: tuple[Problem, ...]) -> None:
    """Answers that were given but could not be used: never dropped in silence."""
    wrong = [problem for problem in problems if problem.stops]
    if not wrong:
        return
    st.header(interface.text("results.unusable"), anchor=False)
    st.markdown(message("not_used_yet"))
    for number, problem in enumerate(wrong):
        cards.unusable_answer(problem, number)


def pressing(report: Report) -> None:
    """Findings that belong before a clinician, above all numbers."""
    _cards(
        interface.text("results.pressing"),
        [found for found in _found(report) if found.concern is Concern.SEE_A_CLINICIAN],
    )


def first_steps(report: Report) -> None:
    """What to do first and that moving is good, above every number; the plan has the rest."""
    if report.plan is None:
        return
    plan.first_steps(report.plan)
    plan.keep_moving(report.plan)
    with st.container(key="open_plan"):
        st.page_link("pages/results/plan.py", label=first_words("to_plan"), icon=":material/checklist:")


def findings(report: Report) -> None:
    """Every other finding; those worth raising first."""
    others = [found for found in _found(report) if found.concern < Concern.SEE_A_CLINICIAN]
    _cards(interface.text("results.findings"), [found for found in others if found.key not in SCAN_ADVICE])


def _cards(title: str, found: list[Finding]) -> None:
    if found:
        st.header(title, anchor=False)
    for number, outcome in enumerate(found):
        cards.finding(outcome, number)  # two sites may have the same finding


def not_assessed(report: Report) -> None:
    """Everything that could not be judged, why, and where to change that."""
    missing = [outcome for outcome in report.outcomes if not isinstance(outcome, Finding)]
    if not missing:
        return
    st.header(interface.text("results.not_assessed"), anchor=False)
    st.markdown(message("open_is_not_no"))
    for number, outcome in enumerate(missing):
        cards.not_assessed(outcome, number)


def _found(report: Report) -> list[Finding]:
    """All findings beside the headline, the pressing ones first."""
    found = [outcome for outcome in report.outcomes if isinstance(outcome, Finding)]
    return sorted(found, key=lambda outcome: -outcome.concern)


def sites_as_table(report: Report) -> None:
    """Every fact of the picture: one row per site, without columns that are empty in every row."""
    rows = site_table(report)
    columns = filled_columns(rows)
    heads = [column_head(column) for column in columns]
    table(interface.text("results.sites"), heads, ([row[column] for column in columns] for row in rows))
