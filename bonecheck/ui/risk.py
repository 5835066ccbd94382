"""Draws risk in context: every model on one scale, one result closer, and what stands behind it."""

from collections import Counter
from html import escape

import streamlit as st

from bonecheck import Finding, NotAssessed, Report
from bonecheck.answers.fronts import is_shown
from bonecheck.answers.questions import question_of
from bonecheck.report import Number
from bonecheck.risk.chance import OTHER_GROUP, WITHHOLD, Chance, ModelRisk
from bonecheck.risk.scan_advice import SCAN_ADVICE
from bonecheck.risk.screening.score_range import ScreeningScore
from bonecheck.risk.shown import as_shown, is_too_open, out_of_100, usable_numbers, years_to_choose
from bonecheck.ui import cards, choices
from bonecheck.ui.pictures import charts, risk_charts
from bonecheck.ui.session import answers, place
from bonecheck.ui.tables import table
from bonecheck.words import interface
from bonecheck.words.language import capital, joined, message, name
from bonecheck.words.outcomes import words
from bonecheck.words.questions import label_of
from bonecheck.words.risk import (
    ages_words,
    amount,
    amount_not,
    by_words,
    comparison_words,
    exact,
    formula,
    grid_words,
    has_own_t_score,
    licence_note,
    limits,
    model_text,
    others_words,
    remark_words,
    score_words,
    sentence,
    short,
    standing_words,
    telling,
    tool_rule,
    tool_verdict,
    weight,
    working_sum,
)

FOR_A_TOOL = "oestrogen_six_months"  # asked beside the tools before a scan, the only thing that it changes
_FRAX = "model_own_frax"  # nobody is asked to bring a result only to have a number
_ROWS, _MOST_ASKED = 3, 3
_ON_CONDITION = {"remark_bone_medicine_open", "remark_scan_is_old", "remark_t_score_estimated", OTHER_GROUP}
WIDER, HIP = "wider", "hip"
VIEWS = ("bars", "people", "words", "table")
YEARS = (10, 5)


def in_short(report: Report) -> None:
    """The chance of a break in one sentence, a few rows and one grid of 100; where no model has a number, what would give one."""
    fitting = [risk for risk in report.models if isinstance(risk, ModelRisk)]
    numbers = usable_numbers(fitting)
    with st.container(key="chance", gap="small"):
        st.header(message("risk_title"), anchor=False)
        if not numbers:
            _no_number(report, fitting)
            return
        rough = f" {message('chance_rough')}" if report.models_poor_at_this_age else ""
        st.markdown(f"**{standing_words(numbers)}**{rough}")
        # Those with somebody beside them first: a row without says less.
        rows = sorted(numbers, key=lambda found: found[1].comparison is None)[:_ROWS]
        _rows_in_short(rows)
        _hundred(next((found for found in rows if not found[1].in_groups), rows[0]))
        _remarks_in_short(rows, report)
        for note in dict.fromkeys(filter(None, (licence_note(risk.model) for risk, _ in rows))):
            with st.container(key="licence_note_in_short"):
                st.caption(note)


def _rows_in_short(rows: list[Number]) -> None:
    """Which break, how many like the person, and how many others."""
    years = {chance.years for _, chance in rows}
    people = name("people", rows[0][0].sex)
    heads = [message("chance_of", people=people), message("chance_you"), message("chance_others")]
    same = message("chance_years", years=years.pop()) if len(years) == 1 else ""
    lines = []
    for risk, chance in rows:
        kind = capital(name("fracture_kind", chance.kind))
        which = kind if same else f"{kind}, {message('chance_years', years=chance.years)}"
        other = "–" if chance.comparison is None else short(chance, chance.comparison)
        lines.append((which, model_text(risk.model).name, short(chance, chance.you), other))
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in [f"{heads[0]} {same}".strip(), *heads[1:]])
    body = "".join(
        f'<tr><th scope="row">{escape(which)} <small>{escape(model)}</small></th><td>{escape(you)}</td><td>{escape(other)}</td></tr>'
        for which, model, you, other in lines
    )
    title = escape(message("risk_title"))
    st.html(f'<table class="chances" aria-label="{title}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')
    if said := others_words(rows):
        st.caption(said)


def _hundred(found: Number) -> None:
    """One grid of 100 people: full marks break a bone, dotted ones may, rings do not. A group has no grid: it is no count."""
    risk, chance = found
    if chance.in_groups and chance.you.is_open:
        st.markdown(grid_words(risk, chance))
        return
    will, may = out_of_100(chance.you.low), out_of_100(chance.you.high)
    marks = "".join(f'<i class="{"will" if n < will else "may" if n < may else ""}"></i>' for n in range(100))
    said = grid_words(risk, chance)
    st.html(f'<div class="hundred" role="img" aria-label="{escape(said)}">{marks}</div>')
    st.markdown(said)
    if may > will:
        st.caption(message("chance_grid_legend"))


def _remarks_in_short(rows: list[Number], report: Report) -> None:
    """What makes a number read too low, or fit only on a condition: never in a fold."""
    if beyond := [model_text(risk.model).name for risk, chance in rows if chance.is_beyond_counting]:
        st.caption(message("risk_beyond", models=joined(beyond)))
    said = [
        (remark_words(remark), risk)
        for risk, _ in rows
        for remark in risk.remarks
        if remark.key in WITHHOLD | _ON_CONDITION
    ]
    every = joined(dict.fromkeys(model_text(risk.model).name for risk, _ in rows))
    for remark, models in by_words(said):
        named = message("chance_every_model") if models == every else models
        st.caption(message("chance_remark", models=named, remark=remark))
    if report.unseen is not None:
        st.markdown(remark_words(report.unseen))


def _no_number(report: Report, fitting: list[ModelRisk]) -> None:
    """One line on what is missing, with its questions in place; or why no model can give a number."""
    refused = [outcome for outcome in report.models if isinstance(outcome, NotAssessed)]
    needed = list(dict.fromkeys(outcome.question for outcome in refused if outcome.question and outcome.key != _FRAX))
    narrow = min((risk.open_questions for risk in fitting), key=len, default=())
    key, asked = ("chance_too_open", narrow) if narrow else ("chance_none", needed)
    asked = list(asked)[:_MOST_ASKED]
    if asked:
        st.markdown(message(key, count=len(asked)))
    else:
        reasons = Counter(words(outcome).plain for outcome in refused if outcome.key != _FRAX)
        st.markdown(message("chance_no_model", why=reasons.most_common(1)[0][0] if reasons else ""))
    for question in place.gathered("numbers", asked):
        cards.answer_here(question, f"number_{question}", is_missed=question in asked)


def panel(report: Report) -> None:
    """How the chances are counted: every model beside the others, one of them closer, and those that do not fit."""
    fitting = [risk for risk in report.models if isinstance(risk, ModelRisk)]
    if report.models_poor_at_this_age:
        st.markdown(message("risk_under_65"))
    if fitting:
        _models(report, fitting)
    if len(fitting) < len(report.models):
        if fitting:
            st.markdown(f"**{message('risk_not_for_you')}**")
        _not_for_you(report)
    st.page_link("pages/learn/worked_example.py", label=message("risk_example"), icon=":material/balance:")


@st.fragment
def _models(report: Report, fitting: list[ModelRisk]) -> None:
    """Choices in it redraw nothing else and stay while moving between pages. Nothing is asked in it."""
    st.markdown(message("risk_intro"))
    with st.container():  # what follows keeps its place, and an open fold stays open, however much stands here
        which, years = _side_by_side(fitting)
        if report.unseen is not None:
            st.markdown(remark_words(report.unseen))
    _closer(fitting, which, years)


def to_what_if(icon: str | None = None) -> None:
    """The way to the page on which one answer can be moved."""
    st.page_link("pages/results/what_if.py", label=message("risk_what_if"), icon=icon)


def before_a_scan(report: Report) -> None:
    """Whether a scan is worth asking for: the answer, and in a fold what each tool says."""
    found = [outcome for outcome in report.outcomes if isinstance(outcome, Finding) and outcome.key in SCAN_ADVICE]
    scores = [tool for tool in report.screening if isinstance(tool, ScreeningScore)]
    if not found and not scores:
        return
    with st.container(key="before_a_scan", gap="small"):
        st.header(message("tools_title"), anchor=False)
        for outcome in found:
            text = words(outcome)
            st.markdown(f"**{text.title}.** {text.plain}")
        fold = cards.fold("fold_tools", message("tools_one_by_one"))
        if fold:
            with fold:
                _tools(found, scores, report)
        if scores and is_shown(question_of(FOR_A_TOOL), answers.answers()):
            cards.answer_here(FOR_A_TOOL, "tools")


def _tools(found: list[Finding], scores: list[ScreeningScore], report: Report) -> None:
    for outcome in found:
        st.markdown(words(outcome).clinical)
        cards.show_sources(outcome.sources)
    if scores:
        st.markdown(message("tools_intro"))
        table(
            message("tools_title"),
            interface.heads("risk.tools"),
            ([name("tool", tool.tool), score_words(tool), tool_rule(tool), tool_verdict(tool)] for tool in scores),
        )
    for tool in report.screening:
        if isinstance(tool, NotAssessed) and (scores or tool.reason == "tool_sees_less"):
            text = words(tool)
            st.caption(message("tools_not_used", tool=text.title, why=text.plain))


def _side_by_side(fitting: list[ModelRisk]) -> tuple[str, int]:
    """The choice of fracture and years, the picture, and the same in words and as a table."""
    with st.container(horizontal=True, key="risk_choices"):
        which = choices.one_of("risk_which", {WIDER: message("risk_kind_wider"), HIP: message("risk_kind_hip")})
        in_order = years_to_choose(fitting, YEARS)
        years = choices.one_of("risk_when", {years: message("risk_years", years=years) for years in in_order})
    rows = [(risk, as_shown(chance)) for risk in fitting if (chance := _chance(risk, which, years)) is not None]
    drawn = [(risk, chance) for risk, chance in rows if not is_too_open(risk, chance)]
    if drawn:
        said = " ".join(sentence(risk, chance) for risk, chance in drawn)
        charts.show(risk_charts.side_by_side(drawn, dark=charts.is_dark()), key="risk_side_by_side", alt=said)
        st.caption(f"{message('risk_axis', years=years)}. {message('risk_legend')}")
        for who, models in by_words((comparison_words(risk), risk) for risk, _ in drawn if risk.comparison):
            st.caption(message("risk_compared", models=models, who=who))
    elif not rows:
        st.markdown(message("risk_none_here"))
    for risk, _ in rows:
        if note := licence_note(risk.model):
            with st.container(key="licence_note"):
                st.caption(note)
    _conditions(rows, fitting, which)
    if rows:
        with st.expander(message("picture_as_table"), type="compact"):
            _rows_as_table(rows)
    return which, years


def _conditions(rows: list[tuple[ModelRisk, Chance]], fitting: list[ModelRisk], which: str) -> None:
    """On what condition each number fits, and why a model has none: beside the picture, and not only further down."""
    for said in limits(rows):
        st.markdown(said)
    for condition, models in by_words((remark_words(remark), risk) for risk, _ in rows for remark in risk.remarks):
        st.caption(f"{models}: {condition}")
    if withheld := [model_text(risk.model).name for risk, _ in rows if risk.is_withheld]:
        st.caption(message("risk_withheld", models=joined(withheld)))
    without = [risk for risk in fitting if risk not in [shown for shown, _ in rows]]
    for key, has_kind in (("risk_other_years", True), ("risk_other_break", False)):
        named = [model_text(risk.model).name for risk in without if _has_kind(risk, which) is has_kind]
        if named:
            st.caption(message(key, models=joined(named)))


def _rows_as_table(rows: list[tuple[ModelRisk, Chance]]) -> None:
    table(
        message("risk_title"),
        interface.heads("risk.models"),
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
    with st.container():  # so that the folds below keep their place, and stay open, whatever is chosen
        st.subheader(message("risk_closer"), anchor=False)
        by_name = {risk.model: risk for risk in fitting}
        names = {key: model_text(key).name for key in by_name}
        if len(names) > 1:
            risk = by_name[choices.one_of("risk_model", names)]
        else:
            [risk] = fitting
            st.markdown(f"**{names[risk.model]}**")
        chosen = _chance(risk, which, years)
        chance = as_shown(chosen or risk.chances[0])
        _one_view(risk, chance)
        kind = capital(name("fracture_kind", chance.kind))
        st.caption(f"{kind}, {message('risk_years', years=chance.years)}. {_seen(risk)}")
        if risk.comparison is not None:
            st.caption(f"{message('risk_other')}: {comparison_words(risk)}.")
        if chosen is None:  # else its conditions stand beside the picture above
            for remark in risk.remarks:
                st.caption(remark_words(remark))
        if chance.is_beyond_counting:
            st.markdown(message("risk_beyond", models=model_text(risk.model).name))
        if risk.open_questions and chance.you.is_open:
            _open_answers(risk)
    _drivers(risk, chance)
    _about(risk, chance)


def _one_view(risk: ModelRisk, chance: Chance) -> None:
    """One result as bars, as 100 people, in words or as a table."""
    view = choices.one_of("risk_view", {view: message(f"view_{view}") for view in VIEWS})
    dark, alt = charts.is_dark(), sentence(risk, chance)
    if is_too_open(risk, chance) and view in {"bars", "people"}:
        st.markdown(message("risk_too_open", models=model_text(risk.model).name))
    elif view == "bars":
        charts.show(risk_charts.bars(chance, dark=dark), key="risk_bars", alt=alt)
    elif view == "people":
        charts.show(risk_charts.people(chance, dark=dark), key="risk_people", alt=alt)
        st.caption(message("risk_people_legend"))
    elif view == "words":
        st.markdown(f"#### {alt}")
    else:
        one_as_table(risk)


def _seen(risk: ModelRisk) -> str:
    text = model_text(risk.model)
    return message("risk_sees", sees=text.sees, blind_to=text.blind_to)


def one_as_table(risk: ModelRisk) -> None:
    """Every number that the model gives."""
    table(
        model_text(risk.model).name,
        interface.heads("risk.one_model"),
        (
            [
                capital(name("fracture_kind", chance.kind)),
                str(chance.years),
                f"{amount(chance, chance.you)} ({exact(chance, chance.you)})",
                amount_not(chance, chance.you),
                "" if chance.comparison is None else f"{amount(chance, chance.comparison)}",
            ]
            for chance in map(as_shown, risk.chances)
        ),
    )


def _open_answers(risk: ModelRisk) -> None:
    """What would narrow a range; the questions stand outside, since an answer given in a fragment reaches nothing else."""
    first = risk.open_questions[:3]
    st.markdown(message("risk_open", questions=joined(f"“{label_of(key)}”" for key in first)))


def _drivers(risk: ModelRisk, chance: Chance) -> None:
    with st.expander(message("risk_drivers")):
        if risk.model == "own_frax":
            st.markdown(message("risk_drivers_frax"))
            return
        if risk.is_withheld:
            st.markdown(message("risk_drivers_withheld"))
            return
        drivers = telling(chance.drivers)
        if is_too_open(risk, chance):
            drivers = drivers[:5]
        if has_own_t_score(risk):
            st.markdown(message("risk_drivers_t_score"))
        if not drivers:
            st.markdown(message("risk_drivers_none"))
            return
        st.markdown(message(f"risk_drivers_{drivers[0].weight}"))
        with_column = not chance.is_beyond_counting and any(driver.without is not None for driver in drivers)
        table(
            message("risk_drivers"),
            interface.heads("risk.drivers_and_without" if with_column else "risk.drivers"),
            (
                [
                    capital(name("factor", driver.factor)),
                    weight(driver),
                    *([exact(chance, driver.without) if driver.without else ""] if with_column else []),
                ]
                for driver in drivers
            ),
        )


def _about(risk: ModelRisk, chance: Chance) -> None:
    text = model_text(risk.model)
    with st.expander(message("risk_about")):
        st.markdown(_seen(risk))
        st.markdown(ages_words(risk.model))
        for part in ("made_from", "accuracy", "limits"):
            st.markdown(message(f"risk_about_{part}", **{part: getattr(text, part)}))
        if chance.working is not None:
            st.markdown(f"**{message('risk_working')}**")
            table(
                message("risk_working"),
                interface.heads("risk.working"),
                (
                    [
                        capital(name("factor", line.factor)),
                        line.text or interface.text("risk.open_term"),
                        working_sum(line),
                    ]
                    for line in chance.working.lines
                ),
            )
            if not chance.is_beyond_counting:
                st.markdown(formula(chance))
        cards.show_sources(text.sources)


def _not_for_you(report: Report) -> None:
    """Models that do not fit, those with the same reason together, with the way to what would change it."""
    refused = [outcome for outcome in report.models if isinstance(outcome, NotAssessed)]
    reasons: dict[tuple[str, str | None], list[str]] = {}
    for outcome in refused:
        text = words(outcome)
        reasons.setdefault((text.plain, outcome.question), []).append(text.title)
    for (plain, _), models in reasons.items():
        st.markdown(f"**{joined(models)}.** {plain}")
    # A question stays until the page is left: a second number can follow the first.
    for question in place.gathered("models", [question for _, question in reasons if question is not None]):
        cards.answer_here(question, f"model_{question}")


def _chance(risk: ModelRisk, which: str, years: int) -> Chance | None:
    """The one number of a model for this choice; its wider outcome where that is chosen."""
    return risk.number_for(hip=which == HIP, years=years)


def _has_kind(risk: ModelRisk, which: str) -> bool:
    """Whether the model speaks of this kind of break at all."""
    return any(_chance(risk, which, years) is not None for years in YEARS)
