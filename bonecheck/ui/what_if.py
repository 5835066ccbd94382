"""Draws what if: the levers, the picture that moves, and what moved and what did not in words.

Each lever is a fragment of its own and so is each thing that follows from it: a move sends only what moves.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager

import streamlit as st

from bonecheck import Check, Report
from bonecheck.compare.projection import Projection, projections
from bonecheck.compare.what_if import (
    Lever,
    Position,
    Start,
    begin_of,
    is_raised,
    levers,
    neighbour,
    offered,
    position_of,
    positions,
    start_of,
)
from bonecheck.report import numbers_of
from bonecheck.risk.chance import FractureKind
from bonecheck.risk.shown import is_too_open
from bonecheck.scan.spectrum import shared
from bonecheck.ui import cards, choices, icons
from bonecheck.ui.pictures import beside_charts, charts, risk_charts, trial_chart
from bonecheck.ui.prose import paragraph, titled_list
from bonecheck.ui.risk import HIP, WIDER
from bonecheck.ui.session import answers, kept, place, visit
from bonecheck.ui.session import levers as moved_levers
from bonecheck.ui.session.audience import is_unread
from bonecheck.ui.shell import address
from bonecheck.ui.tables import table
from bonecheck.words import samples as sample_words
from bonecheck.words.chance_steps import spoken
from bonecheck.words.language import message
from bonecheck.words.outcomes import words
from bonecheck.words.risk import licence_note, model_text, sentence
from bonecheck.words.scan import spectrum_sentence
from bonecheck.words.what_if import (
    label,
    line_cells,
    model_keys,
    noise_words,
    notes,
    position_words,
    projection_columns,
    projection_sentence,
    sources,
    table_columns,
    table_lines,
    text,
    told,
    trial_conditions,
    trial_sentences,
    trial_text,
    why_no_bar,
)

# Each piece that moves is a fragment of its own, so that a move sends only what moves.
Place = AbstractContextManager[object]  # a container; Streamlit has no public name for its class
MOVES, TRIALS, RESET = "what_if_moves", "what_if_trials", "what_if_back"


def nothing_yet() -> None:
    """What stands here before the first answer, and where to begin."""
    cards.nothing_yet(text("title"), text("nothing_yet"))
    st.page_link("pages/coach/coach.py", label=text("to_samples"), icon=icons.COACH)


def page(check: Check, report: Report) -> None:
    """The whole page."""
    st.title(text("title"), anchor=False)
    if is_unread():
        st.markdown(text("unread"))
        st.page_link("pages/coach/coach.py", label=text("to_samples"), icon=icons.COACH)
        return
    if report.plan is None:
        st.markdown(text("too_young"))
        return
    start = start_of(check, report)
    if not place.presenting():  # on a wall the room is for the picture
        key = kept.open_sample_key()
        st.markdown(text("intro_sample", name=sample_words.first_name(key)) if key else text("intro"))
    with st.container(key="what_if"):
        with st.container(key="what_if_top"):
            with st.container(key="what_if_shown"):  # stands first; what it shows is chosen below it
                _ways(start)
                shown = st.container()
            with st.container(key="what_if_levers"):
                model, hip = _choices(start)
                for lever in offered(start).values():
                    _fragment(f"lever_{lever.key}", _lever, lever, start)
        with st.container(key="what_if_words"):
            st.header(text("told"), anchor=False)
            st.caption(text("full"))
            said = st.container()
            if note := licence_note(model):
                with st.container(key="licence_note"):
                    st.caption(note)
            _fragment(TRIALS, _trials, start)
        _fragment(MOVES, _moves, start, model, hip, shown, said)


def _fragment(key: str, draw: Callable[..., None], *arguments: object) -> None:
    """Draws a piece of the page that a callback may redraw alone, by its key."""

    def drawn() -> None:
        with visit.in_its_language():
            draw(*arguments)

    st.fragment(drawn, key=key)()


def _ways(start: Start) -> None:
    """The way back to the start, beside the picture, where whoever moves a lever looks; and to the step that was left."""
    with st.container(horizontal=True, vertical_alignment="center", key="what_if_ways"):
        if place.presenting():
            st.page_link("pages/results/results.py", label=text("to_steps"), icon=":material/slideshow:")
        _fragment(RESET, _reset, start)


def _reset(start: Start) -> None:
    st.button(
        text("reset"),
        key="what_if_reset",
        type="tertiary",
        icon=":material/restart_alt:",
        disabled=not moved_levers.what_if(start),
        on_click=_back,
    )


def _back() -> None:
    moved_levers.move_levers_back()
    st.rerun()  # the whole page: every lever stands elsewhere


# ---------------------------------------------------------------- the levers


def _lever(lever: Lever, start: Start) -> None:
    """One lever: a slider with a button on each side, or a button to suppose what was not given."""
    units, stands = answers.units(), _stands(lever, start)
    title = label(lever, start)
    if stands is None:
        with st.container(horizontal=True, vertical_alignment="center", key=f"what_if_open_{lever.key}"):
            st.markdown(f"**{title}.** {text('not_given')}")
            begin = begin_of(lever.key, start)
            st.button(
                text("suppose", position=position_words(lever, begin, units)),
                key=f"suppose_{lever.key}",
                on_click=_pushed,
                args=(lever, start, begin),
            )
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"what_if_lever_{lever.key}"):
        _step(lever, start, -1, "less")
        said = {position: position_words(lever, position, units) for position in positions(lever.key, start)}
        st.select_slider(
            title,
            list(said),
            format_func=said.__getitem__,  # Streamlit asks for the words of each position several times
            key=moved_levers.slider(lever.key, stands),
            on_change=_slid,
            args=(lever, start),
        )
        _step(lever, start, 1, "more")


def _stands(lever: Lever, start: Start) -> Position | None:
    return moved_levers.what_if(start).get(lever.key, position_of(lever.key, start))


def _step(lever: Lever, start: Start, steps: int, way: str) -> None:
    """The button beside a slider; its name is read aloud, its sign is drawn."""
    st.button(
        text(way, label=label(lever, start)),
        key=f"what_if_{way}_{lever.key}",
        on_click=_stepped,
        args=(lever, start, steps),
    )


def _slid(lever: Lever, start: Start) -> None:
    was_moved = bool(moved_levers.what_if(start))
    moved_levers.slid(lever.key, start)
    st.rerun(_follows(lever, start, was_moved=was_moved))


def _stepped(lever: Lever, start: Start, steps: int) -> None:
    if (stands := _stands(lever, start)) is not None:
        _pushed(lever, start, neighbour(lever.key, start, stands, steps))


def _pushed(lever: Lever, start: Start, position: Position) -> None:
    was_moved = bool(moved_levers.what_if(start))
    moved_levers.move_lever(lever.key, position, start)
    st.rerun([f"lever_{lever.key}", *_follows(lever, start, was_moved=was_moved)])


def _follows(lever: Lever, start: Start, *, was_moved: bool) -> list[str]:
    """What is drawn again when this lever moves: trials only where one is shown, or this lever may show one, and the way
    back where there is one now, or none any more.
    """
    moved = moved_levers.what_if(start)
    shows_trials = lever.row or any(levers()[key].row for key in moved)
    return [MOVES, *([TRIALS] if shows_trials else []), *([RESET] if bool(moved) is not was_moved else [])]


def _choices(start: Start) -> tuple[str, bool]:
    """Which model the picture shows, and whether for the hip; models that give this person a number come first.

    Of somebody made up, and while presenting, both begin as on the stage: a room has just seen that number.
    """
    key = kept.open_sample_key()
    is_told = key is not None or place.presenting()
    seen = spoken(start.report, None if key is None else sample_words.first_name(key)) if is_told else None
    first, which = (None, None) if seen is None else (seen[0].model, HIP if seen[1].kind is FractureKind.HIP else WIDER)
    whose = key, place.presenting()
    models = {each: model_text(each).name for each in model_keys(start.report)}
    breaks = {WIDER: message("risk_kind_wider"), HIP: message("risk_kind_hip")}
    model = choices.one_of("what_if_model", models, first=first, of=whose)
    return model, choices.one_of("what_if_which", breaks, first=which, of=whose) == HIP


# ---------------------------------------------------------------- what moves


def _moves(start: Start, model: str, hip: bool, shown: Place, said: Place) -> None:
    """The picture and its words, from one reading of the supposed person."""
    now = answers.report(moved_levers.supposed(start))
    with shown:
        _picture(start, now, model, hip=hip)
    with said:
        _told(start, now, model, hip=hip)
    address.keep("_address_moved")


def _picture(start: Start, now: Report, model: str, *, hip: bool) -> None:
    """Now and start on one line, and below it one risk of both: one picture, so that the browser draws once."""
    dark = charts.is_dark()
    both = [(text("now"), now), (text("start"), start.report)]
    line = shared(report.spectrum for _, report in both)
    moved = start.region if "score" in moved_levers.what_if(start) else None
    parts = [] if line is None else [beside_charts.spectrum(both, line, dark=dark, moved=moved)]
    said = [f"{who}: {spectrum_sentence(report, report.spectrum)}" for who, report in both if report.spectrum]
    risks = numbers_of(now, start.report, model, hip=hip)
    drawn = [None if found is None or is_too_open(*found) else found[1] for found in risks]
    if any(drawn):
        [risk, *_] = [found[0] for found in risks if found is not None]
        captions = (text("bar_now", amount="{amount}"), text("bar_start", amount="{amount}"))
        years = next(chance.years for chance in drawn if chance is not None)
        lines = (text("out_of", years=years),)
        parts.append(
            risk_charts.beside([(risk, drawn[0], drawn[1])], captions, dark=dark, lines=lines, absent=text("absent"))
        )
        heard = zip(both, risks, drawn, strict=True)
        said += [f"{who}: {sentence(*found)}" for (who, _), found, chance in heard if found and chance]
    if parts:
        drawing = beside_charts.stacked(*parts) if len(parts) > 1 else parts[0]
        charts.show(drawing, key="what_if_chart", config=charts.STILL, alt=" ".join(said))
    else:
        st.markdown(text("no_picture", why=words(now.headline).plain))
    if why := why_no_bar(now, model, hip=hip):
        st.caption(why)


def _told(start: Start, now: Report, model: str, *, hip: bool) -> None:
    """What moved and by how much, what did not and why, and the facts of the picture as a table.

    All words are one piece: each more would hold the picture up.
    """
    said = told(start, now, moved_levers.what_if(start), answers.units(), hip=hip)
    pieces = [
        *map(paragraph, said.moved or [text("at_start")]),
        titled_list(text("changed"), said.changed),
        titled_list(text("stayed"), said.stayed),
        *(paragraph(note, small=True) for note in notes(start, now, model, hip=hip)),
    ]
    st.html(f'<div class="bonecheck-prose">{"".join(pieces)}</div>')
    with st.expander(message("picture_as_table"), type="compact"):
        table(text("as_table"), table_columns(), table_lines(start, now, hip=hip))


def _trials(start: Start) -> None:
    """For training and calcium: what trials found about bone density, over their own time."""
    moved = moved_levers.what_if(start)
    habits = [lever for lever in levers().values() if lever.row and lever.key in moved]
    if not habits:
        return
    check = moved_levers.supposed(start)
    now = answers.report(check)
    for lever in habits:
        fitting = projections(lever.key, check.person, now)
        if not is_raised(lever.key, start, moved):
            st.markdown(trial_text("no_trial_back", label=label(lever, start)))
        elif not fitting:
            st.markdown(trial_text("no_trial_fits", label=label(lever, start)))
        for shown in fitting if is_raised(lever.key, start, moved) else ():
            _trial(shown, now)


def _trial(shown: Projection, now: Report) -> None:
    st.header(trial_text(f"title_{shown.lever}"), anchor=False)
    for line in trial_conditions(shown, now):
        st.markdown(line)
    drawn = trial_chart.drawing(shown, dark=charts.is_dark())
    charts.show(drawn, key=f"trial_{shown.lever}", alt=projection_sentence(shown))
    noise = trial_text(f"noise_{shown.noise_from}", noise=noise_words(shown))
    st.markdown(f"{noise} {trial_text('groups')}")
    st.markdown("\n".join(f"- {line}" for line in trial_sentences(shown)))
    with st.expander(message("picture_as_table"), type="compact", key=f"trial_table_{shown.lever}"):
        table(trial_text(f"title_{shown.lever}"), projection_columns(), map(line_cells, shown.lines))
        if any(line.is_rate for line in shown.lines):
            st.caption(trial_text("rate"))
        cards.show_sources(sources(shown))
