"""Which sample people stand on the wall of clients, in which order, and who follows whom."""

import streamlit as st

from bonecheck.answers.samples import MARKS, Sample, marks, samples

ALL, FILTER = "all", "client_filter"


def to_look_for() -> tuple[str, ...]:
    """What the wall can be narrowed to: all, and what holds of somebody."""
    return (ALL, *(mark for mark in MARKS if any(mark in marks(person) for person in samples())))


def shown() -> tuple[Sample, ...]:
    """Those on the wall, as it was narrowed last."""
    mark = st.session_state.get(FILTER, ALL)
    return tuple(person for person in samples() if mark == ALL or mark in marks(person))


def after(key: str | None) -> Sample:
    """Who follows somebody on the wall; after the last one, and after nobody, the first. Whoever stood beside them on one
    slide was shown already.
    """
    everybody = samples()
    here = next((number for number, person in enumerate(everybody) if person.key == key), -1)
    on_wall = shown()
    following = (*everybody[here + 1 :], *everybody)
    return next(person for person in following if person in on_wall and (key is None or person.beside != key))
