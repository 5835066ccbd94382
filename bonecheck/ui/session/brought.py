"""A report that was brought and is not confirmed yet. It stays in this visit's memory, and goes once its numbers are taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import streamlit as st

from bonecheck import Problem, build
from bonecheck.answers.as_given import typed_regions
from bonecheck.answers.questions import RawAnswer
from bonecheck.answers.report_import.bring import Cutout
from bonecheck.answers.report_import.found import FoundReport, Origin
from bonecheck.errors import UnreadableFile
from bonecheck.scan.offered import Offer, given_back, offers, taken_over
from bonecheck.ui.session import answers, earlier, files, place
from bonecheck.ui.session.keys import BROUGHT, REFUSED, ROUND, TAKEN, TO_READ
from bonecheck.words.problems import error_words


class Choice(StrEnum):
    """What the person says of an offer."""

    RIGHT = "right"
    CHANGE = "change"
    LEAVE_OUT = "leave_out"


@dataclass(slots=True)
class Open:
    """A report that was read, what is offered of it, and what was said of each offer so far."""

    report: FoundReport
    offers: tuple[Offer, ...]
    cutouts: Mapping[Origin, Cutout]
    said: dict[str, Choice] = field(default_factory=dict)
    changed: dict[str, dict[str, RawAnswer]] = field(default_factory=dict)

    def answers_of(self, offer: Offer) -> dict[str, RawAnswer]:
        """The answers of an offer, with what was changed in them; what was emptied is gone."""
        mine = {**offer.answers, **self.changed.get(offer.key, {})}
        return {key: answer for key, answer in mine.items() if answer != ""}

    def taken(self) -> dict[str, RawAnswer]:
        """Every answer that is not left out."""
        kept = [offer for offer in self.offers if self.said.get(offer.key) is not Choice.LEAVE_OUT]
        return {key: answer for offer in kept for key, answer in self.answers_of(offer).items()}


@dataclass(slots=True)
class Taken:
    """What was taken from a report, all answers as they were before, and whether it has just been taken."""

    answers: dict[str, RawAnswer]
    before: dict[str, RawAnswer]
    is_new: bool = True


# ---------------------------------------------------------------- reading


def round_key(key: str) -> str:
    """The key of a widget through which a report comes in; a new one once it was read, so that nothing stays in it."""
    return answers.widget_key(f"{key}_{st.session_state.get(ROUND, 0)}")


def file_key() -> str:
    """The key of the file field."""
    return round_key(files.field_key("report_file"))


def bring_file() -> None:
    """Callback of the file field: takes the bytes."""
    if (data := files.taken_from(file_key())) is not None:
        st.session_state.pop(REFUSED, None)
        st.session_state[TO_READ] = data


def bring_text() -> None:
    """Callback of the button below the field for a pasted text."""
    st.session_state.pop(REFUSED, None)
    st.session_state[TO_READ] = st.session_state[round_key("report_text")].encode()


def to_read() -> bytes | None:
    """What waits to be read, or is being read."""
    waiting: bytes | None = st.session_state.get(TO_READ)
    return waiting


def stop() -> None:
    """Callback: gives up reading. The script that reads is interrupted, and with it its child process."""
    st.session_state.pop(TO_READ, None)


def refuse(error: UnreadableFile) -> None:
    """Keeps why a report could not be read; a pasted text stays in its field."""
    stop()
    st.session_state[REFUSED] = error_words(error)


def refused() -> str | None:
    """Why the last report could not be read."""
    why: str | None = st.session_state.get(REFUSED)
    return why


def opened(report: FoundReport, cutouts: Mapping[Origin, Cutout]) -> None:
    """Lays out what was read, to be confirmed; the report itself goes."""
    put_away()
    st.session_state[BROUGHT] = Open(report, offers(report, earlier.told_and_taken_out(), date.today()), cutouts)
    place.look_again()


def put_away() -> None:
    """Callback: forgets what was read, and what was pasted."""
    for key in (TO_READ, REFUSED, BROUGHT):
        st.session_state.pop(key, None)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def open_now() -> Open | None:
    """The report that waits to be confirmed."""
    brought: Open | None = st.session_state.get(BROUGHT)
    return brought


# ---------------------------------------------------------------- confirming


def field_key(offer: Offer, key: str) -> str:
    """The key of the widget by which an answer of an offer is changed."""
    return round_key(f"change_{offer.key}_{key}")


def choice_key(offer: Offer) -> str:
    """The key of the widget by which an offer is confirmed."""
    return round_key(f"choice_{offer.key}")


def say(offer: Offer) -> None:
    """Callback of the choice. Where a report has one place more than once, only one of them is taken."""
    brought, chosen = st.session_state[BROUGHT], st.session_state[choice_key(offer)]
    if chosen is None:
        brought.said.pop(offer.key, None)
        return
    brought.said[offer.key] = Choice(chosen)
    if chosen == Choice.LEAVE_OUT or offer.region is None:
        return
    for other in brought.offers:
        if other.region == offer.region and other.key != offer.key:
            brought.said[other.key] = st.session_state[choice_key(other)] = Choice.LEAVE_OUT


def ask_to_change(offer: Offer) -> None:
    """Callback of the button on a row without a doubt, and of what was meant: opens the fields of the row."""
    st.session_state[BROUGHT].said[offer.key] = st.session_state[choice_key(offer)] = Choice.CHANGE


def change(offer: Offer, key: str) -> None:
    """Callback of a field: keeps what was typed as a number where it can be read, else as it stands."""
    use(offer, key, st.session_state[field_key(offer, key)])


def use(offer: Offer, key: str, typed: date | str | None) -> None:
    """Callback: takes `typed` for one answer of an offer."""
    if isinstance(typed, date):
        read: RawAnswer = typed.isoformat()
    else:
        read = answers.as_answer(key, typed or "")
        st.session_state[field_key(offer, key)] = typed or None
    st.session_state[BROUGHT].changed.setdefault(offer.key, {})[key] = read
    ask_to_change(offer)


def problems(brought: Open) -> tuple[Problem, ...]:
    """What is wrong with the answers that would be taken."""
    return build(_with(brought), today=date.today())[1]


def _with(brought: Open) -> dict[str, RawAnswer]:
    return taken_over({**answers.answers(), "units": answers.units().value}, brought.taken())


def undecided(brought: Open, wrong: tuple[Problem, ...]) -> list[Offer]:
    """The offers that must be looked at before the rest is taken: doubtful and not decided yet, or not usable."""
    stopped = {problem.question for problem in wrong if problem.stops}
    return [
        offer
        for offer in brought.offers
        if (offer.doubts and not _is_decided(offer, brought))
        or (brought.said.get(offer.key) is not Choice.LEAVE_OUT and stopped & brought.answers_of(offer).keys())
    ]


def _is_decided(offer: Offer, brought: Open) -> bool:
    """Who asked for the fields and changed nothing has not decided yet."""
    said = brought.said.get(offer.key)
    return said is not None and (said is not Choice.CHANGE or offer.key in brought.changed)


def take_over(brought: Open) -> None:
    """Makes the confirmed numbers answers, in place of those of a scan before, and forgets the report."""
    told, taken = answers.answers(), brought.taken()
    if typed_regions(taken):
        st.session_state[TAKEN] = Taken(taken, dict(told))
        new = taken_over(told, taken)
        told.clear()
        told.update(new)
    put_away()


def can_undo() -> bool:
    """Whether what was taken from a report is still as it was taken."""
    taken: Taken | None = st.session_state.get(TAKEN)
    told = answers.answers()
    return taken is not None and all(told.get(key) == answer for key, answer in taken.answers.items())


def was_just_taken() -> bool:
    """Whether the numbers have just come from a report; true for the first page that asks."""
    taken: Taken | None = st.session_state.get(TAKEN)
    is_new = taken is not None and taken.is_new
    if taken is not None:
        taken.is_new = False
    return is_new


def undo() -> None:
    """Brings the answers of the scan back as they were before; what was answered elsewhere since then stays."""
    taken: Taken = st.session_state.pop(TAKEN)
    told = answers.answers()
    former = given_back(told, taken.answers, taken.before)
    told.clear()
    told.update(former)
