"""Draws the page on which a report comes in, and on which every number of it is confirmed before it counts."""

from base64 import b64encode
from contextlib import closing
from datetime import date
from functools import partial
from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bonecheck import Problem
from bonecheck.answers.as_given import typed_regions
from bonecheck.answers.questions import question_of
from bonecheck.answers.report_import.bring import LARGEST_FILE, reading, to_its_end
from bonecheck.answers.report_import.found import Origin
from bonecheck.answers.report_import.photo import can_read_photos
from bonecheck.answers.report_import.turns import Waiting
from bonecheck.answers.typed import is_year, shown_number
from bonecheck.errors import UnreadableFile
from bonecheck.scan.brought import looked_over
from bonecheck.scan.offered import Offer, not_used, unsure, without_a_place
from bonecheck.ui import cards, check, icons
from bonecheck.ui import questions as asked
from bonecheck.ui.prose import literal
from bonecheck.ui.session import answers, brought, place
from bonecheck.ui.session.brought import Choice, Open
from bonecheck.words import report_import as words
from bonecheck.words.interface import text
from bonecheck.words.language import message
from bonecheck.words.questions import label_of, option_of

_PHOTOS = ("image/jpeg", "image/png", "image/webp")  # a phone offers its camera for these, an iPhone gives JPEG
_KINDS = ("application/pdf", "text/*", "application/json", "application/xml", "zip", "hl7", "dcm")
_PIECES_OF_THE_WAYS_IN = 5


def page() -> None:
    """One of three: the ways in, the wait while a report is read, or what was read."""
    if st.button(text("check.back"), key="back", type="tertiary", icon=icons.BACK):
        brought.put_away()
        st.switch_page(check.file_of(check.SCAN) if place.last_screen() == check.SCAN else check.START)
    open_now = brought.open_now()
    if brought.to_read() is not None:
        _read()
    elif open_now is None:
        _ways_in()
    elif any(offer.region for offer in open_now.offers):
        _confirm(open_now)
    else:
        _nothing(open_now)


# ---------------------------------------------------------------- the ways in


def _ways_in() -> None:
    st.title(text("menu.bring-report"), anchor=False)
    st.markdown(text("bring.intro"))
    if (why := brought.refused()) is not None:
        with st.container(key="refused"):
            st.error(literal(why))
    photos = can_read_photos()
    with st.container(key="bring_file", gap="xsmall"):
        st.file_uploader(
            text("bring.file" if photos else "bring.file_without_photos"),
            type=[*(_PHOTOS if photos else ()), *_KINDS],
            max_upload_size=LARGEST_FILE // 1_000_000,
            key=brought.file_key(),
            on_change=brought.bring_file,
        )
        st.html(f'<p class="not-taken" role="alert">{escape(text("bring.not_taken"))}</p>')
        st.html(f'<p class="ask-hint">{escape(text("bring.photo" if photos else "bring.without_photos"))}</p>')
    st.text_area(text("bring.paste"), key=brought.round_key("report_text"), height=120)
    st.button(text("bring.read"), key="read", type="primary", width="stretch", on_click=brought.bring_text)


def _read() -> None:
    """Reads what was brought. Each line that is drawn is a moment at which a tap on Stop can interrupt it."""
    st.title(text("menu.bring-report"), anchor=False)
    line = st.empty()
    st.button(text("bring.stop"), key="stop", on_click=brought.stop)
    for _ in range(_PIECES_OF_THE_WAYS_IN):  # else they stay in sight until all is read
        st.empty()
    try:
        with closing(reading(brought.to_read() or b"")) as work:
            found = to_its_end(work, partial(_say_wait, line))
    except UnreadableFile as error:
        brought.refuse(error)
    else:
        brought.opened(looked_over(found.report), found.cutouts)
    st.rerun()


def _say_wait(line: DeltaGenerator, waiting: Waiting) -> None:
    said = text("bring.waiting", count=waiting.place) if waiting.place else text("bring.reading")
    line.html(f'<p class="wait" role="status">{escape(said)}</p>')


# ---------------------------------------------------------------- what was read


def _nothing(found: Open) -> None:
    st.title(text("menu.bring-report"), anchor=False)
    st.warning(message("found_nothing"))
    _left_aside(found)
    st.button(text("bring.another_try"), key="again", type="primary", width="stretch", on_click=brought.put_away)
    if st.button(text("bring.type"), key="type", width="stretch"):
        brought.put_away()
        st.switch_page(check.file_of(check.after_the_report()))


def _confirm(found: Open) -> None:
    """Every piece as a row, doubtful ones first; the rest can be taken together once these were decided."""
    wrong = brought.problems(found)
    undecided = brought.undecided(found, wrong)
    st.title(text("bring.check_title"), anchor=False)
    st.markdown(text("bring.compare"))
    for offer in found.offers:
        _offer(offer, found, wrong)
    _left_aside(found)
    takes_scores = bool(typed_regions(found.taken()))
    if takes_scores and typed_regions(answers.answers()):
        st.warning(message("found_replaces"))
    if undecided:
        with st.container(key="look_first"):
            st.info(message("found_look_first", count=len(undecided)))
    label = text("bring.all_right" if takes_scores else "bring.none_of_it")
    if st.button(label, key="take", type="primary", width="stretch") and place.may_step():
        if undecided:
            place.aim_at(f"offer_{undecided[0].key}")
            st.rerun()
        brought.take_over(found)
        st.switch_page(check.file_of(check.after_the_report()))
    st.button(text("bring.other"), key="again", type="tertiary", on_click=brought.put_away)


def _offer(offer: Offer, found: Open, wrong: tuple[Problem, ...]) -> None:
    """One row: what and where, each number with its sign spelled out, where it stands in the report, and what to do."""
    said = found.said.get(offer.key)
    with st.container(key=f"offer_{offer.key}", border=True, gap="xsmall"):
        for doubt in words.doubt_words(offer.doubts):
            st.markdown(f":material/help: **{literal(doubt)}**")
        line = _scores if offer.region else _fact
        with st.container(key=f"line_{offer.key}", horizontal=True, gap="small"):
            st.html(line(offer, found, " left-out" if said is Choice.LEAVE_OUT else ""))
            _choice(offer, said)
        if offer.origin is not None:
            st.html(_origin(offer.origin, found))
        if said is Choice.CHANGE:
            _change(offer, found)
        for key in offer.answers if said is not Choice.LEAVE_OUT else ():
            asked.say_problems(
                f"{offer.key}-{key}",
                [problem for problem in wrong if problem.question == key],
                use=partial(brought.use, offer, key),
            )


def _choice(offer: Offer, said: Choice | None) -> None:
    """Three ways for a number in doubt, and once something was said of it; else "all correct" says that it is right."""
    if said is None and not words.doubt_words(offer.doubts):
        label = text("bring.change")
        st.button(
            label,
            key=f"change_{offer.key}",
            type="tertiary",
            on_click=brought.ask_to_change,
            args=(offer,),
        )
        return
    st.segmented_control(
        text("bring.choice", what=words.offer_place(offer)),
        list(Choice),
        format_func=lambda choice: text(f"bring.{choice}"),
        key=brought.choice_key(offer),
        on_change=brought.say,
        args=(offer,),
        label_visibility="collapsed",
        width="content",
    )


def _scores(offer: Offer, found: Open, out: str) -> str:
    """The place, its numbers with their signs as words, and what stands in the report."""
    printed = words.offer_printed(offer)
    beside = f" <span>{escape(printed)}</span>" if printed else ""
    numbers = ""
    for key, answer in found.answers_of(offer).items():
        if ".vertebrae" not in key:
            label, shown, spelled = words.told(key, answer, answers.units())
            under = f"<span>{escape(spelled)}</span>" if spelled else ""
            numbers += f"<div><dt>{escape(label)}</dt><dd><b>{escape(shown)}</b>{under}</dd></div>"
    place_of = f'<p class="ask-site"><b>{escape(words.offer_place(offer))}</b>{beside}</p>'
    return f'{place_of}<dl class="read{out}">{numbers}</dl>'


def _fact(offer: Offer, found: Open, out: str) -> str:
    """What else the report says, in one line."""
    said = words.fact_words(found.answers_of(offer), answers.units())
    return f'<p class="fact{out}">{escape(words.offer_place(offer))}: <b>{escape(said)}</b></p>'


def _origin(origin: Origin, found: Open) -> str:
    """The cut-out of the picture from which it was read, as wide as the card; else the piece of text."""
    cutout = found.cutouts.get(origin)
    if cutout is None:
        return f'<p class="read-from"><q>{escape(origin.text)}</q></p>'
    width = 100 / (cutout.end - cutout.start)
    look = f"width: {width:.1f}%; margin-left: {-cutout.start * width:.1f}%"
    data = b64encode(cutout.strip).decode()
    picture = f'<img src="data:image/jpeg;base64,{data}" alt="{escape(origin.text)}" style="{look}">'
    return f'<p class="read-from picture">{picture}</p>'


def _change(offer: Offer, found: Open) -> None:
    """A field for each answer of a row."""
    with st.container(horizontal=True, gap="small", key=f"scores_{offer.key}", vertical_alignment="bottom"):
        for key in offer.answers:
            if ".vertebrae" not in key:
                box = f"{offer.key}-{key}"
                with st.container(gap=None, key=f"q_{box}"):
                    asked.short_head(question_of(key), box)
                    _field(offer, key, found)


def _field(offer: Offer, key: str, found: Open) -> None:
    question, widget, now = question_of(key), brought.field_key(offer, key), found.answers_of(offer).get(key, "")
    label = f"{words.offer_place(offer)}, {label_of(question.key)}"
    shared: dict[str, Any] = {
        "key": widget,
        "on_change": brought.change,
        "args": (offer, key),
        "label_visibility": "collapsed",
    }
    if question.kind == "date":
        day = None if is_year(now) or not now else date.fromisoformat(str(now))
        st.date_input(label, value=day, min_value="1970-01-01", max_value="today", format=asked.date_format(), **shared)
    elif question.kind == "choice":
        at = question.options.index(str(now)) if now in question.options else None
        st.selectbox(label, question.options, index=at, format_func=partial(option_of, question), **shared)
    else:
        if widget not in st.session_state:
            as_shown = shown_number(question, now, answers.units()) if isinstance(now, (int, float)) else str(now)
            st.session_state[widget] = as_shown
        st.text_input(label, **shared)


def _left_aside(found: Open) -> None:
    """What else was read: rows that are no answer, and what could not be read for sure."""
    pieces = [words.row_words(row) for row in without_a_place(found.report)]
    pieces += [words.left_out_words(piece) for piece in unsure(found.report)]
    if pieces:
        with st.container(key="not_understood"):
            listed = "\n".join(f"- {literal(piece)}" for piece in pieces)
            st.warning(f"{message('found_not_understood')}\n\n{listed}")
    others = not_used(found.report)
    if others and (fold := cards.fold("not_used", message("found_not_used", count=len(others)))):
        with fold:
            st.markdown("\n".join(f"- {literal(words.row_words(row))}" for row in others))


# ---------------------------------------------------------------- after it


def taken(*, once: bool = False) -> None:
    """That the numbers came from the report, with the way back, while nothing of it was changed; `once` right after it."""
    is_new = place.held("taken", brought.was_just_taken())
    if not brought.can_undo() or (once and not is_new):
        return
    with st.container(key="taken", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(message("found_taken"), width="stretch")
        if st.button(text("bring.undo"), key="undo_report", icon=icons.UNDO):
            brought.undo()
            st.switch_page(check.file_of(check.SCAN))
