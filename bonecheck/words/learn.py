"""The Learn pages as data: topics, common questions, and questions to check one's own understanding.

What they say stands in `data/learn.toml` and `data/content/learn/`. Numbers that stand in other data files are filled
in from there, so that a text cannot drift away from them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from bonecheck.evidence.library import refuse
from bonecheck.words import language
from bonecheck.words.figures import numbers
from bonecheck.words.language import per_language, prose, texts
from bonecheck.words.plan import red_flags

_FILE = "learn.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One page: what it is about, where its text comes from, and where the app uses it."""

    key: str
    title: str
    summary: str
    group: str
    sources: tuple[str, ...]
    used_in: str
    link: str

    @property
    def address(self) -> str:
        """The last part of its address in the browser."""
        return self.key.replace("_", "-")

    @property
    def parts(self) -> tuple[str, ...]:
        """Its text in Markdown, with its numbers, and between two texts the name of the picture that stands there."""
        found = re.split(r"^\[\[(\w+)\]\]$", prose(f"learn/{self.key}"), flags=re.MULTILINE)
        said = (filled(piece, f"content/learn/{self.key}.md") for piece in found[::2])
        return tuple(part for pair in zip_longest(said, found[1::2]) for part in pair if part is not None)

    @property
    def text(self) -> str:
        """The whole text without its pictures."""
        return "\n\n".join(self.parts[::2])

    @property
    def pictures(self) -> tuple[str, ...]:
        """Its pictures in the order in which they stand."""
        return self.parts[1::2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Faq:
    """A common question and its short answer."""

    key: str
    question: str
    answer: str
    topic: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to a question that checks understanding, and what to say to the person who chose it."""

    text: str
    feedback: str
    right: bool = False
    not_sure: bool = False

    @property
    def opening(self) -> str:
        """How the feedback begins."""
        return text("right" if self.right else "not_sure" if self.not_sure else "not_quite")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachBack:
    """A question that checks whether the pages were clear."""

    key: str
    question: str
    topic: str
    options: tuple[Option, ...]


@per_language
def topics() -> Mapping[str, Topic]:
    """Every topic by its key, in reading order."""
    entries = texts(_FILE)["topics"]
    return MappingProxyType({key: Topic(key=key, **_ready(entry, f"topics.{key}")) for key, entry in entries.items()})


@per_language
def faq() -> tuple[Faq, ...]:
    """The common questions, answers filled in."""
    entries = texts(_FILE)["faq"]
    return tuple(Faq(key=key, **_ready(entry, f"faq.{key}")) for key, entry in entries.items())


@per_language
def teach_back() -> tuple[TeachBack, ...]:
    """The questions to check oneself."""
    return tuple(_teach_back(key, entry) for key, entry in texts(_FILE)["teach_back"].items())


def _teach_back(key: str, entry: Mapping[str, Any]) -> TeachBack:
    place = f"teach_back.{key}"
    options = tuple(Option(**_ready(option, place)) for option in entry["options"])
    return TeachBack(key=key, **_ready({**entry, "options": options}, place))


def groups() -> Mapping[str, str]:
    """The headings of the index, by key and in order."""
    found: Mapping[str, str] = texts(_FILE)["groups"]
    return found


def text(key: str, /, **values: str) -> str:
    """A short text of the Learn pages themselves."""
    return language.filled(texts(_FILE)["page"][key], **values)


def next_topic(topic: Topic) -> Topic | None:
    """The topic after this one, if any."""
    keys = list(topics())
    place = keys.index(topic.key) + 1
    return topics()[keys[place]] if place < len(keys) else None


def filled(piece: str, file: str, entry: str = "", **more: str) -> str:
    """A text with its numbers and shared lists; a file is refused if it names one that is not there."""
    try:
        return piece.format(**numbers(), **_shared(), **more).strip()
    except KeyError as error:
        refuse(file, entry, f"wants the number {error}, which is not in the data")


@per_language
def _shared() -> Mapping[str, str]:
    """Lists that stand in one file and are shown in several places: the signs that need help."""
    flags = {f"signs_{when}": red_flags(when) for when in ("now", "soon")}
    lists = {
        key: "\n".join([f"**{found.lead}**\n", *(f"- {sign}" for sign in found.signs)]) for key, found in flags.items()
    }
    return MappingProxyType(lists)


def _ready(entry: Mapping[str, Any], place: str) -> dict[str, Any]:
    """A data-file entry with its numbers filled in and its lists made fixed."""

    def ready(value: Any) -> Any:
        if isinstance(value, str):
            return filled(value, _FILE, place)
        return tuple(value) if isinstance(value, list) else value

    return {key: ready(value) for key, value in entry.items()}
