"""Draws questions from `data/questions.toml` as widgets: label, hint, widget, and what is wrong with the answer."""

from collections.abc import Callable, Iterable, Sequence, Set
from functools import partial
from html import escape
from typing import Literal

import streamlit as st

from bonecheck import Problem
from bonecheck.answers.as_given import AROUND_EARLIER, LSC_UNITS, REGIONS, SCORES, regions_of, scores_of
from bonecheck.answers.dxa_report import LSC_SITES
from bonecheck.answers.fronts import fronts, is_shown, shown_options
from bonecheck.answers.questions import Question, of_earlier, question_of, questions
from bonecheck.answers.units import UnitSystem
from bonecheck.scan.score_choice import Score, choose_score
from bonecheck.ui.prose import literal
from bonecheck.ui.session import answers, place
from bonecheck.words.interface import text
from bonecheck.words.language import capital, name
from bonecheck.words.problems import problem_words
from bonecheck.words.questions import heading_of, item_of, label_of, option_of, unit_of, why_of

_WITH_EXAMPLE = {"height", "weight", "vitamin_d_level", "vitamin_d_dose"}  # quantities that show an answer to go by
_LONG_OPTION = 24  # characters; a choice with a longer option stands in a column, the others in a row
# The three places that nearly every report has; a side takes the place of the row without one.
_ROWS = ("lumbar_spine", "femoral_neck", "total_hip")


def ask_part(part: str, *, without: Set[str] = frozenset()) -> None:
    """Every question of a part that this person is to see."""
    for question in questions().values():
        if question.part == part and question.key not in without and is_shown(question, answers.answers()):
            ask(question)


def ask(question: Question) -> None:
    """One question: its label, why we ask, its widget, and what is wrong with the answer."""
    _ask_at(question.key)


def _ask_at(key: str, *, in_its_fold: bool = False) -> None:
    """The same under a key of its own: of an earlier scan, which its label names where no fold does."""
    question = question_of(key)
    with st.container(key=f"q_{_box(key)}", gap="small"):
        hint = "" if question.quiet else why_of(question)
        _head(_box(key), label_of(question.key if in_its_fold else key), hint, keys=_keys(question))
        if question.kind == "counts":
            _counts(question)
            return
        if question.groups:
            _groups(question)
        else:
            _widget(question, key)
        show_problems(key)


def _box(key: str) -> str:
    """An answer key as a part of the name of a box."""
    return key.replace(".", "-")


def ask_with_what_is_behind(key: str) -> None:
    """One question, and those that it opens; for a number of the scan, all numbers of its place."""
    number, inner = of_earlier(key)
    region, _, score = inner.partition(".")
    if inner in {"vertebrae", "lumbar_spine.vertebrae"}:
        _ask_vertebrae(key.removesuffix(inner))
        return
    if number:
        _ask_at(key)
        return
    if score and region in REGIONS:
        _ask_site(region, scores_of(answers.answers()))
        return
    if key in SCORES:
        ask_scores()
        return
    ask(question_of(key))
    for behind in question_of(key).opens:
        if is_shown(questions()[behind], answers.answers()):
            ask(questions()[behind])


def ask_earlier(scan: str, regions: Iterable[str]) -> None:
    """All that is asked of an earlier scan, in a fold that names it; `scan` is the beginning of its keys."""
    for key in AROUND_EARLIER:
        _ask_at(f"{scan}{key}", in_its_fold=True)
    _head(f"{_box(scan)}scores", text("check.numbers"), text("check.numbers_hint"))
    for region in regions:
        _ask_site(region, scores_of(answers.answers()), scan)
        if region == "lumbar_spine":
            _ask_vertebrae(scan)


def ask_for_changes() -> None:
    """What tells a change beside the numbers of the present scan: its model, and the noise that its clinic printed."""
    _ask_at("scanner_model")
    there = {REGIONS[region][0] for region in regions_of(answers.answers()) if region in REGIONS}
    for site in (site for site in LSC_SITES if site in there):
        _ask_site(site, tuple(LSC_UNITS), at="noise_")  # its scores may stand on the same page


def units() -> None:
    """The switch between metric and US units."""
    st.segmented_control(
        text("check.units"),
        list(UnitSystem),
        format_func=lambda system: text(f"check.system.{system}"),
        default=answers.units(),
        required=True,
        key=answers.widget_key("units"),
        on_change=answers.switch_units,
    )


def show_problems(key: str) -> None:
    """What is wrong with an answer, and what the person may have meant, to be chosen with one tap."""
    say_problems(key, problems_of(key), use=partial(answers.keep_typed, key))


def say_problems(box: str, problems: Sequence[Problem], *, use: Callable[[str], None]) -> None:
    """Problems of one answer below its field, which stands in `box`; a tap on what was meant is given to `use`."""
    for stops, key, show in ((True, f"wrong_{box}", st.error), (False, f"remark_{box}", st.info)):
        said = [problem_words(problem, answers.units()) for problem in problems if problem.stops is stops]
        if said:
            with st.container(key=key):
                for words in said:
                    show(literal(words))
    if meant := dict.fromkeys(answer for problem in problems for answer in problem.corrections):
        with st.container(horizontal=True):
            for answer in meant:
                label = text("check.use", answer=literal(answer))
                st.button(label, key=f"fix_{box}_{answer}", on_click=use, args=(answer,))


def problems_of(key: str) -> list[Problem]:
    """What is wrong with one answer."""
    return [problem for problem in answers.check()[1] if problem.question == key]


# ---------------------------------------------------------------- the numbers of the scan


def ask_scores(*, in_full: bool = False) -> None:
    """A row for each place that nearly every report has, and for those that were added; `in_full` with every number."""
    scores = scores_of(answers.answers()) if in_full else _scores_first()
    _head("scores", text("check.numbers"), text("check.numbers_hint"))
    for region in score_rows():
        _ask_site(region, scores if in_full else _with_guard(region, scores))
        if in_full and region == "lumbar_spine":
            _ask_vertebrae()


def score_rows(*more: str) -> tuple[str, ...]:
    """The places that are asked for, and `more` of them, in the order of the reports."""
    there = {*regions_of(answers.answers()), *more}
    usual = {row for row in _ROWS if not any(region.startswith(row) for region in there)}
    return tuple(region for region in REGIONS if region in usual or region in there)


def _scores_first() -> tuple[str, ...]:
    """The scores asked at once, the one that counts first: all but the bone density. A low Z-score is a warning of its
    own, and a column that was mixed up shows only where both are given.
    """
    scores = [score for score in scores_of(answers.answers()) if score != "bmd_g_cm2"]
    first = "z_score" if choose_score(answers.check()[0].person).score is Score.Z_SCORE else "t_score"
    return tuple(sorted(scores, key=lambda score: score != first))


def _with_guard(region: str, scores: tuple[str, ...]) -> tuple[str, ...]:
    """Bone density is asked beside a T-score above zero: it betrays a minus sign that was lost. What was given stays in sight."""
    typed = answers.answers().get(f"{region}.t_score")
    above = isinstance(typed, (int, float)) and typed > 0
    unsure = any(problem.corrections for problem in problems_of(f"{region}.t_score"))
    given = {score for score in SCORES if f"{region}.{score}" in answers.answers()}
    guard = {"bmd_g_cm2"} if above or unsure else set()
    return (*scores, *(score for score in SCORES if score in given | guard and score not in scores))


def _ask_site(region: str, scores: tuple[str, ...], scan: str = "", *, at: str = "") -> None:
    box = f"{at}{_box(scan)}{region}"
    with st.container(key=f"site_{box}", gap="small"):
        with st.container(horizontal=True, gap="small", wrap=False, key=f"scores_{box}", vertical_alignment="bottom"):
            st.html(_site_name(region))
            for score in scores:
                key = f"{scan}{region}.{score}"
                with st.container(gap=None, key=f"q_{_box(key)}"):
                    short_head(questions()[score], _box(key), hidden=len(scores) == 1)
                    _text(questions()[score], key, label_of(key))
        for score in scores:
            show_problems(f"{scan}{region}.{score}")


def short_head(question: Question, box: str, *, hidden: bool = False) -> None:
    """The name of a number above its field, which tells a phone the right keys."""
    shown = " hidden" if hidden else ""
    head = f'id="ask_{box}" class="ask-short{shown}"{_keys_of_a_phone(_keys(question))}'
    st.html(f"<p {head}>{escape(label_of(question.key))}</p>")


def _site_name(region: str) -> str:
    printed = name("region_printed", region)
    return f'<p class="ask-site"><b>{escape(capital(name("region", region)))}</b><br><span>{escape(printed)}</span></p>'


def _ask_vertebrae(scan: str = "") -> None:
    levels = ["vertebrae"]
    if answers.answers().get(f"{scan}lumbar_spine.vertebrae") == "other":
        levels.append("vertebrae_other")
    for level in levels:
        key = f"{scan}lumbar_spine.{level}"
        with st.container(key=f"q_{_box(key)}", gap="small"):
            _head(_box(key), label_of(level), why_of(questions()[level]))
            _widget(questions()[level], key)
            show_problems(key)


# ---------------------------------------------------------------- widgets


def _head(key: str, label: str, hint: str, *, keys: str = "") -> None:
    """Label and hint, above the answers; `focus.js` ties the hint to the field, and gives a phone the right keys."""
    below = f'<span class="ask-hint" id="hint_{key}">{escape(hint)}</span>' if hint else ""
    st.html(f'<p class="ask" id="ask_{key}"{_keys_of_a_phone(keys)}><b>{escape(label)}</b>{below}</p>')


def _keys_of_a_phone(keys: str) -> str:
    minus = f' data-minus="{escape(text("check.minus"))}"' if keys == "signed" else ""
    return f' data-keys="{keys}"{minus}' if keys else ""


def _keys(question: Question) -> str:
    """The keyboard of a phone for an answer: figures where figures will do, letters where a unit may be typed."""
    if question.kind not in {"number", "whole_number"} or question.quantity in _WITH_EXAMPLE:
        return ""
    return "signed" if question.signed else "numeric" if question.kind == "whole_number" else "decimal"


def _widget(question: Question, key: str) -> None:
    if question.kind in {"choice", "gate"}:
        options = question.options
        st.radio(
            label_of(key),
            options,
            format_func=partial(option_of, question),
            index=None,
            horizontal=max(len(option_of(question, option)) for option in options) <= _LONG_OPTION,
            key=answers.seed(key),
            on_change=answers.keep,
            args=(key,),
            label_visibility="collapsed",
        )
    elif question.kind in {"choices", "joined"}:
        st.pills(
            label_of(key),
            shown_options(question, answers.answers()),
            format_func=partial(option_of, question),
            selection_mode="multi",
            key=answers.seed(key),
            on_change=answers.keep,
            args=(key,),
            label_visibility="collapsed",
        )
    elif question.kind == "date":
        _date(question, key)
    else:
        _text(question, key, label_of(key))


def _date(question: Question, key: str) -> None:
    """The year with one tap; its day for those who want to tell it, or an earlier one."""
    st.pills(
        label_of(key),
        answers.years_to_choose(key),
        format_func=lambda year: text("check.day") if year == answers.DAY else year,
        key=answers.seed_year(key),
        on_change=answers.keep_year,
        args=(key,),
        label_visibility="collapsed",
    )
    if answers.tells_the_day(key):
        st.date_input(
            label_of(key),
            value=None,
            min_value="1970-01-01",
            max_value="2100-01-01",
            format=date_format(),
            key=answers.seed(key),
            on_change=answers.keep,
            args=(key,),
            label_visibility="collapsed",
        )


def date_format() -> str:
    """How a day is typed, in the order usual with the units in use."""
    return "MM/DD/YYYY" if answers.units() is UnitSystem.US else "DD/MM/YYYY"


def _groups(question: Question) -> None:
    """A long list of ticks: a fold for each group, open where something in it was ticked; what stands in none comes last."""
    with st.container(key=f"groups_{question.key}", gap=None):
        for number, group in enumerate(question.groups):
            heading, key = heading_of(question, number), f"fold_{question.key}_{number}"
            is_open = place.held(key, any(answers.is_ticked(question.key, item) for item in group))
            with st.expander(heading, key=key, expanded=is_open, type="compact"):
                _pills(question, heading, group, answers.seed_group(question.key, number, group))
    _pills(question, text("check.last_group"), question.last_options, answers.seed(question.key))


def _pills(question: Question, label: str, options: tuple[str, ...], widget: str) -> None:
    st.pills(
        label,
        options,
        format_func=partial(option_of, question),
        selection_mode="multi",
        key=widget,
        on_change=answers.keep_groups,
        args=(question.key,),
        label_visibility="collapsed",
    )


def _text(question: Question, key: str, label: str, *, width: int | Literal["stretch"] = "stretch") -> None:
    """A text field, also for numbers: number fields turn 12,5 into 125 and hide the minus on some phones.

    Its visible words stand beside it; `label` is for screen readers.
    """
    unit = "" if question.quantity in _WITH_EXAMPLE or question.unit == "sd" else unit_of(question)
    st.text_input(
        label,
        placeholder=placeholder(question) or unit,
        key=answers.seed(key),
        on_change=answers.keep,
        args=(key,),
        label_visibility="collapsed",
        width=width,
    )


def placeholder(question: Question) -> str:
    """What to type, in the units in use."""
    if question.quantity not in _WITH_EXAMPLE:
        return ""
    return text(f"check.example.{answers.units()}.{question.quantity}")


def _counts(question: Question) -> None:
    for item in question.item_keys:
        key, label = f"{question.key}.{item}", item_of(question, item)
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"count_{key}", wrap=False):
            st.markdown(label, width="stretch")
            _text(question, key, f"{label}, {unit_of(question)}", width=110)
        show_problems(key)
    if question.key not in fronts():  # there one kind that is told fills the others
        st.button(text("check.fill_zeros"), key=f"zeros_{question.key}", on_click=answers.fill_zeros, args=(question,))
