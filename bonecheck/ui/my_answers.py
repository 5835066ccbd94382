"""Every answer on one page, each with the way to change it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bonecheck.answers.as_given import REGIONS, SCORES, regions_of, typed_regions
from bonecheck.answers.fronts import is_shown
from bonecheck.answers.questions import NOT_KNOWN, Question, RawAnswer, questions
from bonecheck.ui import cards, check
from bonecheck.ui import questions as asked
from bonecheck.ui.prose import literal
from bonecheck.ui.session import answers, earlier, place
from bonecheck.ui.session.place import SCREENS
from bonecheck.ui.shell import frame
from bonecheck.words.interface import text
from bonecheck.words.language import capital, name
from bonecheck.words.questions import item_of, label_of, option_of
from bonecheck.words.side_by_side import answer_words

_OUTSIDE = ("report_details", "sharper", "row")  # asked elsewhere in the app; here each in a fold of its own


def page() -> None:
    """The answers of the check, one line each; then in folds what is asked outside of it."""
    st.title(text("my_answers.title"), anchor=False)
    st.markdown(text("my_answers.intro"))
    asked.units()
    for part in SCREENS:
        shown = [q for q in questions().values() if q.part == part and is_shown(q, answers.answers())]
        if not shown:
            continue
        with st.container(key=f"mine_part_{part}"):
            st.header(name("part", part), anchor=False)
            if part == check.SCAN:
                _scan()
            for question in shown:
                if fold := _fold(f"mine_{question.key}", label_of(question.key), _said(question)):
                    with fold:
                        asked.ask(question)
            if part == check.SCAN and answers.given("has_scan") == "yes":
                _earlier_scans()
    for part in _OUTSIDE:
        fold = st.expander(name("part", part), key=f"mine_{part}", on_change="rerun")
        if fold.open:
            with fold:
                asked.ask_part(part)
                if part == "report_details" and earlier.numbers():
                    asked.ask_for_changes()


def _scan() -> None:
    """One line for each place of the report, with all its numbers."""
    for region in (each for each in regions_of(answers.answers()) if each in REGIONS):
        given = {score: answers.answers().get(f"{region}.{score}") for score in SCORES}
        told = [f"{label_of(score)} {_words(score, number)}" for score, number in given.items() if number is not None]
        if fold := _fold(f"mine_{region}", capital(name("region", region)), ", ".join(told)):
            with fold:
                asked.ask_with_what_is_behind(f"{region}.t_score")


def _earlier_scans() -> None:
    """A line for each scan before the present one, in one fold where there are several; and the ways to a scan more."""
    numbers = earlier.numbers()
    if len(numbers) < 2:
        _lines(numbers)
    elif fold := _fold(earlier.ALL, text("my_answers.all_earlier"), str(len(numbers))):
        with fold:
            _lines(numbers)
    with st.container(key=earlier.ADD, gap="small"):
        frame.note(earlier.ADD)
        with st.container(horizontal=True, gap="small"):
            if free := earlier.free():
                st.button(text("my_answers.add_earlier"), key="add_earlier", on_click=earlier.add, args=(free[0],))
            st.button(text("my_answers.former"), key="add_former", on_click=earlier.ask_for_file)
            for number in earlier.taken_out():
                label = text("my_answers.put_back", number=number)
                st.button(label, key=f"put_back_{number}", on_click=earlier.put_back, args=(number,))
        if earlier.asks_for_file():
            _from_a_file()


def _from_a_file() -> None:
    """The scans of a file that was saved before; one with a newer scan can be opened instead."""
    with st.container(key=earlier.FILE):
        st.file_uploader(
            text("start.choose_file"),
            type=["json"],
            max_upload_size=1,
            key=earlier.file_key(),
            on_change=earlier.bring_former,
        )
        if earlier.has_newer() and st.button(text("my_answers.open_newer"), key="open_newer"):
            earlier.open_newer()
            st.switch_page(check.START)


def _lines(numbers: tuple[int, ...]) -> None:
    for number in numbers:
        place.keep_fold(earlier.fold_of(number))
        label = text("my_answers.earlier", number=number)
        if fold := _fold(earlier.fold_of(number), label, _said_of_earlier(earlier.scan_of(number))):
            with fold:
                _earlier_scan(number)


def _earlier_scan(number: int) -> None:
    asked.ask_earlier(earlier.scan_of(number), asked.score_rows(*earlier.places(number)))
    st.pills(
        text("my_answers.other_places"),
        [region for region in REGIONS if region not in asked.score_rows()],
        format_func=lambda region: option_of(questions()["scan_regions"], region),
        selection_mode="multi",
        key=earlier.places_key(number),
        on_change=earlier.name_the_sides,
        args=(number,),
    )
    st.button(
        text("my_answers.take_out"),
        key=f"take_out_{number}",
        on_click=earlier.take_out,
        args=(number,),
        width="stretch",
    )


def _said_of_earlier(scan: str) -> str:
    """When and on what the scan was made; where that was not told, what it shows."""
    given = {key: answers.answers().get(f"{scan}{key}") for key in ("scan_date", "scanner_make")}
    around = [_words(key, answer) for key, answer in given.items() if answer not in (None, NOT_KNOWN)]
    return ", ".join(around or (name("region", region) for region in typed_regions(answers.answers(), scan)))


def _said(question: Question) -> str:
    """The answer in words; empty where there is none."""
    if question.kind == "counts":
        items = {item: answers.answers().get(f"{question.key}.{item}") for item in question.item_keys}
        return ", ".join(f"{item_of(question, item)}: {_words(question.key, n)}" for item, n in items.items() if n)
    given = answers.given(question.key)
    return "" if given is None else _words(question.key, given)


def _words(key: str, given: RawAnswer) -> str:
    return literal(answer_words(key, given, answers.units()))


def _fold(key: str, label: str, said: str) -> DeltaGenerator | None:
    """A line with a question and its answer. Its name stays while it is open: under a new one it would close."""
    line = f"{label} **{said or text('my_answers.none')}**"
    return cards.fold(key, place.held(f"line_{key}", line, hold=bool(st.session_state.get(key))))
