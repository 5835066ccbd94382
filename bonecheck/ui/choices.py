"""Draws a choice of how to look at something: a row of which one is always taken."""

from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar

import streamlit as st

from bonecheck.ui.session import place
from bonecheck.words.language import message

T = TypeVar("T")


def one_of(key: str, options: Mapping[T, str], *, first: T | None = None, of: Hashable = None) -> T:
    """A row of choices, labelled by the message `key`; the choice stays while moving between pages.

    It begins with `first`, and again so where it is `of` something else than before.
    """
    place.begin_choice(key, of)
    return _row(st.segmented_control, key, options, first=first)


def pill(key: str, options: Mapping[T, str]) -> T:
    """The same as pills, which stand closer and break into lines; the label is there for those who do not see the row."""
    return _row(st.pills, key, options, label_visibility="collapsed")


def _row(draw: Callable[..., object], key: str, options: Mapping[T, str], *, first: T | None = None, **look: str) -> T:
    place.prepare_choice(key, list(options), first=first)
    draw(
        message(key),
        list(options),
        format_func=options.__getitem__,
        key=key,
        required=True,
        persist_state="session",
        **look,
    )
    return place.choice(key, list(options), first=first)


def from_list(key: str, options: Mapping[str, str], *, first: str) -> str:
    """A list of which one is always taken, `first` until another is chosen; labelled by the message `key`."""
    place.prepare_choice(key, list(options), first=first)
    st.selectbox(
        message(key),
        list(options),
        format_func=lambda option: options.get(option, ""),
        key=key,
        persist_state="session",
    )
    return place.choice(key, list(options), first=first)
