"""The scans before the present one in this visit: which there are, and how one comes and goes."""

from datetime import date

import streamlit as st

from bonecheck import from_json
from bonecheck.answers.as_given import REGIONS, typed_regions
from bonecheck.answers.dxa_report import MOST_EARLIER
from bonecheck.answers.questions import RawAnswer, of_earlier
from bonecheck.errors import UnfitFile, UnreadableFile
from bonecheck.scan.former import NEWER_SCAN, former_scans
from bonecheck.ui.prose import literal
from bonecheck.ui.session import answers, files, kept, place
from bonecheck.ui.session.kept import Note
from bonecheck.ui.session.keys import BEHIND, BROUGHT, NEWER, NOTE
from bonecheck.words.problems import error_words
from bonecheck.words.report_import import former_words

_SHOWN = "earlier"
ADD = "earlier_add"  # the box with the ways to a scan more
FILE = "earlier_file"  # the box with the field for a saved file
ALL = "mine_earlier"  # the fold around several scans


def scan_of(number: int) -> str:
    """The beginning of the keys of an earlier scan, and the key under which it waits once it was taken out."""
    return f"earlier.{number}."


def fold_of(number: int) -> str:
    """The key of the fold of an earlier scan."""
    return f"mine_earlier_{number}"


def numbers() -> tuple[int, ...]:
    """The scans of which something was told, and those that were added here."""
    told = {of_earlier(key)[0] for key in answers.answers()} - {0}
    return tuple(sorted(place.gathered(_SHOWN, told)))


def taken_out() -> tuple[int, ...]:
    """The scans that were taken out in this visit and can be put back."""
    return tuple(number for number in range(1, MOST_EARLIER + 1) if scan_of(number) in _waiting())


def told_and_taken_out() -> dict[str, RawAnswer]:
    """All answers, and those that wait with a scan that was taken out: its number is not free."""
    return answers.answers() | {key: told for out in taken_out() for key, told in _waiting()[scan_of(out)].items()}


def _waiting() -> dict[str, dict[str, RawAnswer]]:
    waiting: dict[str, dict[str, RawAnswer]] = st.session_state.setdefault(BEHIND, {})
    return waiting


def free() -> tuple[int, ...]:
    """The numbers of scans that are added next; none where no more are kept."""
    used = {*numbers(), *taken_out(), *_on_offer()}
    return tuple(number for number in range(1, MOST_EARLIER + 1) if number not in used)


def _on_offer() -> set[int]:
    """The numbers that the scans of a report have, which was read and is not confirmed yet."""
    brought = st.session_state.get(BROUGHT)
    return set() if brought is None else {of_earlier(key)[0] for offer in brought.offers for key in offer.answers}


def add(number: int) -> None:
    """Callback: opens a fold for a scan more. Nothing is an answer until something is told there."""
    place.gathered(_SHOWN, (number,))
    st.session_state[fold_of(number)] = st.session_state[ALL] = True
    place.aim_at(fold_of(number))


def ask_for_file() -> None:
    """Callback: opens the field for a saved file, until the page is left; nothing is left of a file before."""
    st.session_state.pop(NEWER, None)
    place.gathered(FILE, (FILE,))
    place.aim_at(FILE)


def asks_for_file() -> bool:
    """Whether that field stands there."""
    return bool(place.gathered(FILE, ()))


def file_key() -> str:
    """The key of the field for a saved file."""
    return answers.widget_key(files.field_key("former"))


def bring_former() -> None:
    """Callback of that field: adds the scans of the file, or says why not. A newer one is not added, but can be opened."""
    if (data := files.taken_from(file_key())) is None:
        return
    st.session_state.pop(NEWER, None)
    try:
        found = former_scans(from_json(data), answers.check()[0], free(), date.today())
    except (UnreadableFile, UnfitFile) as error:
        if error.key == NEWER_SCAN:
            st.session_state[NEWER] = data
        st.session_state[NOTE] = Note(ADD, literal(error_words(error)), is_problem=True)
    else:
        answers.answers().update(found.answers)
        st.session_state[ALL] = True
        st.session_state[NOTE] = Note(ADD, former_words(found), is_problem=False)
    place.aim_at(ADD)


def has_newer() -> bool:
    """Whether a file was refused for its newer scan, and can be opened instead."""
    return NEWER in st.session_state


def open_newer() -> None:
    """Opens that file in place of one's own answers, which can be brought back."""
    kept.load_file(st.session_state.pop(NEWER))


def take_out(number: int) -> None:
    """Callback: takes all that was told of a scan out. It waits in this visit, and no other scan changes its number."""
    told = {key: answer for key, answer in answers.answers().items() if of_earlier(key)[0] == number}
    for key in told:
        del answers.answers()[key]
    for widget in [key for key in st.session_state if str(key).startswith(answers.widget_key(scan_of(number)))]:
        del st.session_state[widget]
    if told:
        _waiting()[scan_of(number)] = told
    place.let_go(_SHOWN, number)
    place.aim_at(ADD)


def put_back(number: int) -> None:
    """Callback: a scan that was taken out comes back as it was; a second click finds nothing more."""
    answers.answers().update(_waiting().pop(scan_of(number), {}))
    st.session_state[ALL] = True
    place.aim_at(ADD)


def places(number: int) -> tuple[str, ...]:
    """The places of an earlier scan beside those of the present one: with a number, or tapped here."""
    tapped = st.session_state.get(places_key(number)) or ()
    typed = typed_regions(answers.answers(), scan_of(number))
    return tuple(region for region in REGIONS if region in typed or region in tapped)


def places_key(number: int) -> str:
    """The key of the choice of more places, which is a way to look at the scan and no answer."""
    return answers.widget_key(f"{scan_of(number)}places")


def name_the_sides(number: int) -> None:
    """Callback of that choice: numbers that were typed for a hip go to its side, once that is told."""
    for region in st.session_state[places_key(number)]:
        answers.name_the_side(region, scan_of(number))
