"""Draws risk in context: every model on one scale, one result closer, and what stands behind it."""

from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

from bonecheck import NotAssessed, Report
from bonecheck.evidence import citations
from bonecheck.fracture_probability import Chance, FractureKind, ModelRisk
from bonecheck.outcomes import ScreeningScore
from bonecheck.questions import question_of
from bonecheck.risk_wording import (
    amount,
    amount_not,
    comparison_words,
    effect,
    exact,
    formula,
    licence_note,
    model_text,
    remark_words,
    score_words,
    sentence,
    telling,
    tool_verdict,
    working_sum,
)
from bonecheck.ui import answers, cards, charts, risk_charts
from bonecheck.ui.tables import table
from bonecheck.wording import capital, joined, message, name, words

T = TypeVar("T")

WIDER, HIP = "wider", "hip"
VIEWS = ("bars", "people", "words", "table")
YEARS = (10, 5)
_TOO_OPEN = 50  # out of 100 people; a range this wide says very little


@st.fragment
def panel(report: Report) -> None:
    """The whole panel. Choices in it redraw nothing else and stay while moving between pages."""
    st.header(message("risk_title"), anchor=False)
    if report.models_poor_at_this_age:
        st.markdown(message("risk_under_65"))
    fitting = [risk for risk in report.models if isinstance(risk, ModelRisk)]
    if fitting:
        st.markdown(message("risk_intro"))
        which, years = _side_by_side(fitting)
        _closer(fitting, which, years)
    else:
        st.markdown(message("risk_no_model"))
    _not_for_you(report)
    st.page_link("pages/learn/worked_example.py", label=message("risk_example"), icon=":material/balance:")


def before_a_scan(report: Report) -> None:
    """What the tools say of somebody without a scan, as one table."""
    scores = [tool for tool in report.screening if isinstance(tool, ScreeningScore)]
    if not scores:
        return
    st.header(message("tools_title"), anchor=False)
    st.markdown(message("tools_intro"))
    table(
        message("tools_title"),
        ["Tool", "Score", "Limit", "Points to a scan?"],
        ([name("tool", tool.tool), score_words(tool), tool.rule, tool_verdict(tool)] for tool in scores),
    )
    for outcome in report.screening:
        if isinstance(outcome, NotAssessed):
            text = words(outcome)
            st.caption(message("tools_not_used", tool=text.title, why=text.plain))


def _side_by_side(fitting: list[ModelRisk]) -> tuple[str, int]:
    """The choice of fracture and years, the picture, and the same in words and as a table."""
    with st.container(horizontal=True, key="risk_choices"):
        which = _choice("risk_which", {WIDER: message("risk_kind_wider"), HIP: message("risk_kind_hip")})
        years = _choice("risk_when", {years: message("risk_years", years=years) for years in YEARS})
    rows = [(risk, chance) for risk in fitting if (chance := _chance(risk, which, years)) is not None]
    elsewhere = [model_text(risk.model).name for risk in fitting if _chance(risk, which, years) is None]
    if rows:
        figure = risk_charts.side_by_side(rows, dark=charts.is_dark())
        said = [sentence(risk, chance) for risk, chance in rows]
        st.plotly_chart(figure, key="risk_side_by_side", config=charts.CONFIG, alt=" ".join(said))
        st.caption(f"{message('risk_axis', years=years)}. {message('risk_legend')}")
        with st.expander(message("picture_as_table"), type="compact"):
            _rows_as_table(rows)
    else:
        st.markdown(message("risk_none_here"))
    raised = [model_text(risk.model).name for risk, chance in rows if chance.raised_to_hip]
    if raised:
        st.markdown(message("risk_hip_raised", models=joined(raised)))
    too_open = [model_text(risk.model).name for risk, chance in rows if _is_too_open(risk, chance)]
    if too_open:
        st.markdown(message("risk_too_open", models=joined(too_open)))
    if elsewhere:
        st.caption(message("risk_not_this_choice", models=joined(elsewhere)))
    for risk, _ in rows:
        if note := licence_note(risk.model):
            with st.container(key="licence_note"):
                st.caption(note)
    return which, years


def _rows_as_table(rows: list[tuple[ModelRisk, Chance]]) -> None:
    table(
        message("risk_title"),
        ["Model", "Which break", "Years", "Like you", "To compare", "It sees", "It cannot see"],
        (
            [
                model_text(risk.model).name,
                name("fracture_kind", chance.kind),
                str(chance.years),
                exact(chance, chance.you),
                "" if chance.comparison is None else exact(chance, chance.comparison),
                model_text(risk.model).sees,
                model_text(risk.model).blind_to,
            ]
            for risk, chance in rows
        ),
    )


def _closer(fitting: list[ModelRisk], which: str, years: int) -> None:
    """One result: in the view of one's choice, what moves it, and what stands behind it."""
    st.subheader(message("risk_closer"), anchor=False)
    by_name = {risk.model: risk for risk in fitting}
    names = {key: model_text(key).name for key in by_name}
    if len(names) > 1:
        risk = by_name[_choice("risk_model", names)]
    else:
        [risk] = fitting
        st.markdown(f"**{names[risk.model]}**")
    chance = _chance(risk, which, years) or risk.chances[0]
    view = _choice("risk_view", {view: message(f"view_{view}") for view in VIEWS})
    dark = charts.is_dark()
    if view == "bars":
        st.plotly_chart(
            risk_charts.bars(chance, dark=dark), key="risk_bars", config=charts.CONFIG, alt=sentence(risk, chance)
        )
    elif view == "people":
        st.plotly_chart(
            risk_charts.people(chance, dark=dark), key="risk_people", config=charts.CONFIG, alt=sentence(risk, chance)
        )
    elif view == "words":
        st.markdown(f"#### {sentence(risk, chance)}")
    else:
        _one_as_table(risk)
    st.caption(
        f"{capital(name('fracture_kind', chance.kind))}, {message('risk_years', years=chance.years)}. {_seen(risk)}"
    )
    if risk.comparison is not None:
        st.caption(f"{message('risk_other')}: {comparison_words(risk)}.")
    for remark in risk.remarks:
        st.caption(remark_words(remark))
    _open_answers(risk)
    _drivers(risk, chance)
    _about(risk, chance)


def _seen(risk: ModelRisk) -> str:
    text = model_text(risk.model)
    return message("risk_sees", sees=text.sees, blind_to=text.blind_to)


def _one_as_table(risk: ModelRisk) -> None:
    """Every number that the model gives."""
    table(
        model_text(risk.model).name,
        ["Which break", "Years", "Like you", "Like you, not", "To compare"],
        (
            [
                capital(name("fracture_kind", chance.kind)),
                str(chance.years),
                f"{amount(chance, chance.you)} ({exact(chance, chance.you)})",
                amount_not(chance, chance.you),
                "" if chance.comparison is None else f"{amount(chance, chance.comparison)}",
            ]
            for chance in risk.chances
        ),
    )


def _is_too_open(risk: ModelRisk, chance: Chance) -> bool:
    return bool(risk.open_questions) and chance.you.high - chance.you.low > _TOO_OPEN


def _open_answers(risk: ModelRisk) -> None:
    """What would narrow a range, with the way to it."""
    if not risk.open_questions:
        return
    first = risk.open_questions[:3]
    st.markdown(message("risk_open", questions=joined(f"“{question_of(key).label}”" for key in first)))
    cards.link_to(first[0], "risk_open")


def _drivers(risk: ModelRisk, chance: Chance) -> None:
    with st.expander(message("risk_drivers")):
        if risk.model == "own_frax":
            st.markdown(message("risk_drivers_frax"))
            return
        drivers = telling(chance.drivers)
        if not drivers:
            st.markdown(message("risk_drivers_none"))
            return
        st.markdown(message(f"risk_drivers_{drivers[0].effect}"))
        with_column = any(driver.without is not None for driver in drivers)
        table(
            message("risk_drivers"),
            ["Factor", "What it does", *(["Without it, out of 100"] if with_column else [])],
            (
                [
                    capital(name("factor", driver.factor)),
                    effect(driver),
                    *([exact(chance, driver.without) if driver.without else ""] if with_column else []),
                ]
                for driver in drivers
            ),
        )


def _about(risk: ModelRisk, chance: Chance) -> None:
    text = model_text(risk.model)
    with st.expander(message("risk_about")):
        st.markdown(_seen(risk))
        for part in ("made_from", "accuracy", "limits"):
            st.markdown(message(f"risk_about_{part}", **{part: getattr(text, part)}))
        if chance.working is not None:
            st.markdown(f"**{message('risk_working')}**")
            table(
                message("risk_working"),
                ["Part", "Term", "Adds"],
                (
                    [capital(name("factor", line.factor)), line.text or "open", working_sum(line)]
                    for line in chance.working.lines
                ),
            )
            st.markdown(formula(chance))
        for source in text.sources:
            citation = citations()[source]
            link = f" [Link]({citation.link})" if citation.link else ""
            st.markdown(f"- {citation.text}{link}")


def _not_for_you(report: Report) -> None:
    refused = [outcome for outcome in report.models if isinstance(outcome, NotAssessed)]
    if not refused:
        return
    with st.expander(message("risk_not_for_you")):
        for number, outcome in enumerate(refused):
            text = words(outcome)
            st.markdown(f"**{text.title}.** {text.plain}")
            if outcome.question is not None:
                cards.link_to(outcome.question, f"model_{number}")


def _choice(key: str, options: Mapping[T, str]) -> T:
    """A row of choices of which one is always taken; it stays while moving between pages."""
    answers.choice(key, list(options))
    st.segmented_control(
        message(key),
        list(options),
        format_func=options.get,
        key=key,
        required=True,
        persist_state="session",
    )
    return answers.choice(key, list(options))


def _chance(risk: ModelRisk, which: str, years: int) -> Chance | None:
    """The one number of a model for this choice; its wider outcome where that is chosen."""
    return next(
        (
            chance
            for chance in risk.chances
            if chance.years == years
            and (chance.kind is FractureKind.HIP) == (which == HIP)
            and chance.kind is not FractureKind.VERTEBRAL
        ),
        None,
    )
