"""Draws the results: the first line with the picture, what to do first, the chance of a break, and the rest in folds."""

from collections.abc import Set
from html import escape
from pathlib import Path

import streamlit as st

from bonecheck import Concern, Finding, NotAssessed, Problem, Report
from bonecheck.answers.fronts import is_shown
from bonecheck.answers.questions import questions
from bonecheck.plan.types import Plan
from bonecheck.risk.chance import ModelRisk
from bonecheck.risk.scan_advice import SCAN_ADVICE
from bonecheck.scan.change_findings import is_of_change
from bonecheck.ui import cards, change, handout, risk
from bonecheck.ui.checklist import points
from bonecheck.ui.pictures import charts
from bonecheck.ui.session import answers, place
from bonecheck.ui.tables import table
from bonecheck.words import interface
from bonecheck.words.language import message, name, texts
from bonecheck.words.lead import lead_words, sentences_beside
from bonecheck.words.outcomes import first_sentence, words
from bonecheck.words.plan import action_words, red_flags
from bonecheck.words.scan import column_head, filled_columns, site_table, spectrum_sentence

_STEPS = "first_steps"
_PRINT = st.components.v2.component(
    "bonecheck_print",
    html="<button type='button'></button>",
    css=Path(__file__).with_name("print.css").read_text(encoding="utf-8"),
    js=Path(__file__).with_name("print.js").read_text(encoding="utf-8"),
)


def nothing_yet() -> None:
    """What stands here before the first answer, and where to begin."""
    cards.nothing_yet(interface.text("results.title"), message("nothing_yet"))


def page(report: Report, problems: tuple[Problem, ...]) -> None:
    """The whole page. Action comes before explanation; what belongs before a clinician never waits in a fold."""
    st.title(lead_words(report), anchor=False)
    wrong = [problem for problem in problems if problem.stops]
    with st.container():  # each part keeps its place, and so the keyboard its field below, whatever comes or goes above
        urgent(report)
    _first_screen(report, {problem.question for problem in wrong})
    with st.container():
        _unusable_answers(wrong)
    with st.container():
        _pressing(report)
    with st.container():
        if report.plan is not None:
            _first_steps(report.plan)
    with st.container():
        risk.before_a_scan(report)
    risk.in_short(report)
    with st.container(key="results_ways", horizontal=True, gap="small"):
        _PRINT(key="print", data={"label": interface.text("results.print")})
        risk.to_what_if()
        st.page_link("pages/results/my_answers.py", label=interface.text("my_answers.title"))
        handout.download(report)
    with st.container(key="results_folds", gap=None):
        _folds(report)


def urgent(report: Report) -> None:
    """Signs that need care now: above everything else, as soon as they are known."""
    for number, outcome in enumerate(_found(report)):
        if outcome.concern is Concern.GET_CARE_NOW:
            cards.finding(outcome, number)


def _first_screen(report: Report, wrong: Set[str]) -> None:
    """The most pressing thing, the picture, what it says in two sentences, and the way on. What is wrong comes below."""
    with st.container(key="results_first", gap="small"):
        charts.spectrum(report)
        st.markdown(" ".join(sentences_beside(report)))
        headline = report.headline
        asked = [headline.question] if isinstance(headline, NotAssessed) and headline.question else []
        asked = [question for question in asked if question not in wrong and not _said_no(question)]
        for number, question in enumerate(place.gathered("headline", asked)):
            cards.answer_here(question, f"headline_{number}")
        if report.plan is not None and not _is_urgent(report):
            label = interface.text("results.to_steps", count=len(report.plan.actions))
            st.html(f'<a class="go-on" href="#{_STEPS}">{escape(label)}</a>')


def _said_no(question: str) -> bool:
    """Whether there is no report, as was told: nobody is asked that twice above everything else."""
    return question == "has_scan" and answers.given(question) == "no"


def _is_urgent(report: Report) -> bool:
    return any(found.concern is Concern.GET_CARE_NOW for found in report.findings)


def _unusable_answers(wrong: list[Problem]) -> None:
    """Answers that were given but could not be used, each with its question: never dropped in silence."""
    if not wrong:
        return
    st.header(interface.text("results.unusable"), anchor=False)
    st.markdown(message("not_used_yet"))
    for number, problem in enumerate(wrong):
        cards.unusable_answer(problem, number)


def _pressing(report: Report) -> None:
    """Findings that belong before a clinician, each in two lines; the rest of them in one fold."""
    found = [each for each in _found(report) if each.concern is Concern.SEE_A_CLINICIAN]
    if not found:
        return
    with st.container(key="pressing", gap="small"):
        st.header(interface.text("results.pressing"), anchor=False)
        for number, outcome in enumerate(found):
            cards.in_short(outcome, number)
            if outcome.key == "signs_not_sure":
                flags = red_flags("now")
                points(flags.lead, flags.signs)
        if fold := cards.fold("fold_pressing", interface.text("results.more")):
            with fold:
                for outcome in found:
                    text = words(outcome)
                    st.markdown(f"**{text.title}**\n\n{text.plain}\n\n{text.clinical}")
                    cards.show_sources(outcome.sources)


def _first_steps(plan: Plan) -> None:
    """What to do first, a line each with how, and that moving is good; why and the rest stand in the plan."""
    count = len(plan.actions)
    with st.container(key="results_steps", gap=None):
        st.html(f'<h2 id="{_STEPS}" tabindex="-1">{escape(interface.text("results.steps", count=count))}</h2>')
        for number, action in enumerate(plan.actions, start=1):
            text = action_words(action, plan.exercise.level)
            with st.container(key=f"step_{action.key}", gap=None):
                label = f"{number}. {text.title}" if count > 1 else text.title
                st.page_link("pages/results/plan.py", label=f"**{label}**", icon=":material/chevron_right:")
                st.markdown(text.begin if action.is_urgent else first_sentence(text.begin))
        if not plan.exercise.level.waits:
            moving = texts("exercise_levels.toml")["keep_moving"]
            said = moving["afraid"] if plan.afraid else first_sentence(moving["text"])
            with st.container(key="keep_moving"):
                st.markdown(f":material/directions_walk: **{moving['title']}.** {said}")


# ---------------------------------------------------------------- folds


def _folds(report: Report) -> None:
    """What explains, and what is open: a body is drawn once its fold is open."""
    others = [
        found
        for found in _found(report)
        if found.concern < Concern.SEE_A_CLINICIAN and found.key not in SCAN_ADVICE and not is_of_change(found)
    ]
    why = [found for found in others if report.spectrum is not None and found.key.startswith("score_")]
    rest = [found for found in others if found not in why]
    if report.spectrum is not None and (fold := cards.fold("fold_picture", interface.text("results.picture"))):
        with fold:
            _more_about_the_picture(report)
            _cards(why)
    if report.changes and (fold := cards.fold("fold_changed", interface.text("results.changed"))):
        with fold:
            change.over_time(report)
    if rest and (fold := cards.fold("fold_found", _with_count("results.findings", len(rest)))):
        with fold:
            _cards(rest)
    if fold := cards.fold("fold_chances", interface.text("results.chances")):
        with fold:
            risk.panel(report)
            _sharper(report)
    _still_open(report)


def _with_count(key: str, count: int) -> str:
    """The name of a fold with its number, as it was when the page was opened: under a new name a fold would close."""
    return f"{interface.text(key)} ({place.held(key, count)})"


def _more_about_the_picture(report: Report) -> None:
    """The picture in a sentence and as a table, and the headline in full."""
    text = words(report.headline)
    st.markdown(text.plain)
    if report.spectrum is not None:
        st.markdown(f"{spectrum_sentence(report, report.spectrum)} {message('spectrum_noise')}")
    sites_as_table(report)
    if isinstance(report.headline, Finding):
        st.markdown(text.clinical)
        cards.show_sources(report.headline.sources)
    if report.sites and not report.changes:
        change.to_earlier_scans("results.earlier")


def _sharper(report: Report) -> None:
    """The questions that move a number a little, beside the numbers that they move."""
    fitting = [model for model in report.models if isinstance(model, ModelRisk)]
    if not fitting:
        return
    narrow = [key for each in fitting for key in each.open_questions[:3]]
    own = [
        question.key
        for question in questions().values()
        if question.part == "sharper" and question.key != risk.FOR_A_TOOL and is_shown(question, answers.answers())
    ]
    st.header(name("part", "sharper"), anchor=False)
    for key in place.gathered("sharper", (*narrow, *own)):
        cards.answer_here(key, f"sharper_{key}")


def _still_open(report: Report) -> None:
    """Everything that could not be judged, why, and its question; what was answered here stays until the page is left.

    Whether bone has changed is told in a fold of its own.
    """
    open_ones = (each for each in report.outcomes if isinstance(each, NotAssessed) and not is_of_change(each))
    missing = {_name_of(outcome): outcome for outcome in open_ones}
    listed = place.gathered("still_open", missing)
    if not listed:
        return
    fold = cards.fold("fold_open", _with_count("results.not_assessed", len(missing)))
    if not fold:
        return
    with fold:
        st.markdown(message("open_is_not_no"))
        for number, key in enumerate(listed):
            if key in missing:
                cards.not_assessed(missing[key], number)
            elif question := key.partition(":")[2]:
                with st.container(key=f"open_{number}"):
                    st.markdown(f":material/check: {message('answered_now')}")
                    cards.answer_here(question, f"open_{number}")


def _name_of(outcome: NotAssessed) -> str:
    """What tells one open line from another: what it is about, and its question."""
    return f"{outcome.key}:{outcome.question or ''}"


def _cards(found: list[Finding]) -> None:
    for number, outcome in enumerate(found):
        cards.finding(outcome, number)  # two sites may have the same finding


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
