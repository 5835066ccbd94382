"""The Learn pages as data: topics, common questions, and questions to check one's own understanding.

What they say stands in `data/learn.toml` and `data/content/learn/`. Numbers that stand in other data files are filled
in from there, so that a text cannot drift away from them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from types import MappingProxyType
from typing import Any, TypeVar

from bonecheck.errors import EvidenceError
from bonecheck.evidence.effects import effects
from bonecheck.evidence.library import build, check_source, content, document, table, thresholds
from bonecheck.words.effects import amount
from bonecheck.words.language import signed

_FILE = "learn.toml"
_SCORES = {"t_score_normal", "t_score_osteoporosis", "z_score_below_expected"}  # written with a sign
T = TypeVar("T")


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
        found = re.split(r"^\[\[(\w+)\]\]$", content(f"learn/{self.key}"), flags=re.MULTILINE)
        texts = (filled(text, f"content/learn/{self.key}.md") for text in found[::2])
        return tuple(part for pair in zip_longest(texts, found[1::2]) for part in pair if part is not None)

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
        return page_text("right" if self.right else "not_sure" if self.not_sure else "not_quite")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachBack:
    """A question that checks whether the pages were clear."""

    key: str
    question: str
    topic: str
    options: tuple[Option, ...]


@cache
def topics() -> Mapping[str, Topic]:
    """Every topic by its key, in reading order."""
    return MappingProxyType({key: check_topic(key, entry) for key, entry in document(_FILE)["topics"].items()})


def check_topic(key: str, entry: Mapping[str, Any]) -> Topic:
    """A `Topic` from its data-file entry; raises `EvidenceError` naming what is wrong with it."""
    place = f"[topics.{key}]"
    topic = _build(Topic, place, {"key": key, **_with_tuples(entry, place)})
    _check_sources(topic.sources, place)
    if topic.group not in groups():
        raise EvidenceError(f"{_FILE}: {place} is in the group '{topic.group}', which is not in [groups]")
    for picture in topic.pictures:
        if picture not in document(_FILE)["pictures"]:
            raise EvidenceError(f"{_FILE}: {place} shows the picture '{picture}', which is not there")
    return topic


@cache
def faq() -> tuple[Faq, ...]:
    """The common questions, answers filled in."""
    return tuple(check_faq(key, entry) for key, entry in document(_FILE)["faq"].items())


def check_faq(key: str, entry: Mapping[str, Any]) -> Faq:
    """A `Faq` from its data-file entry; raises `EvidenceError` naming what is wrong with it."""
    place = f"[faq.{key}]"
    found = _build(Faq, place, {"key": key, **_with_tuples(entry, place)})
    _check_sources(found.sources, place)
    _check_topic_is_there(found.topic, place)
    return found


@cache
def teach_back() -> tuple[TeachBack, ...]:
    """The questions to check oneself."""
    return tuple(check_teach_back(key, entry) for key, entry in document(_FILE)["teach_back"].items())


def check_teach_back(key: str, entry: Mapping[str, Any]) -> TeachBack:
    """A `TeachBack` from its data-file entry; raises `EvidenceError` naming what is wrong with it."""
    place = f"[teach_back.{key}]"
    options = tuple(_build(Option, place, _with_tuples(option, place)) for option in entry.get("options", ()))
    found = _build(TeachBack, place, {"key": key, **entry, "options": options})
    _check_topic_is_there(found.topic, place)
    if sum(option.right for option in options) != 1:
        raise EvidenceError(f"{_FILE}: {place} must have exactly one right option")
    return found


def groups() -> Mapping[str, str]:
    """The headings of the index, by key and in order."""
    found: Mapping[str, str] = document(_FILE)["groups"]
    return found


def page_text(key: str, **values: str) -> str:
    """A short text of the Learn pages themselves."""
    text: str = document(_FILE)["page"][key]
    return text.format(**values)


def next_topic(topic: Topic) -> Topic | None:
    """The topic after this one, if any."""
    keys = list(topics())
    place = keys.index(topic.key) + 1
    return topics()[keys[place]] if place < len(keys) else None


@cache
def numbers() -> Mapping[str, str]:
    """Every number that a text may be filled with, as it is written in a sentence.

    Cut-offs by their key; effects by their key, never with a sign; shares of fractures; goals of intake by body, sex
    and age from which they hold.
    """
    found = {key: signed(cut.value) if key in _SCORES else f"{cut.value:g}" for key, cut in thresholds().items()}
    found |= {key: amount(effect) for key, effect in effects().items()}
    for row in table("fracture_share"):
        found |= {
            row["key"]: row["percent"],
            f"{row['key']}_low": row["percent"],
            f"{row['key']}_high": row["percent_to"],
        }
    for name in ("calcium", "vitamin_d"):
        for row in table(f"{name}_targets"):
            key = f"{name}_{row['body']}_{row['sex']}_{row['age_from_years']}"
            found[key] = f"{float(row['target']):,.0f}"
    for name, site in (("spine_noise", "lumbar_spine"), ("neck_noise", "femoral_neck")):
        [found[name]] = [row["lsc_g_cm2"] for row in table("precision") if row["site"] == site]
    return MappingProxyType(found)


def filled(text: str, place: str, **more: str) -> str:
    """`text` with its numbers; raises `EvidenceError` if it names one that is not there."""
    try:
        return text.format(**numbers(), **more).strip()
    except KeyError as error:
        raise EvidenceError(f"{place} wants the number {error}, which is not in the data") from error


def _with_tuples(entry: Mapping[str, Any], place: str) -> dict[str, Any]:
    """A data-file entry with its numbers filled in and its lists made fixed."""

    def ready(value: Any) -> Any:
        if isinstance(value, str):
            return filled(value, f"{_FILE}: {place}")
        return tuple(value) if isinstance(value, list) else value

    return {key: ready(value) for key, value in entry.items()}


def _build(kind: Callable[..., T], place: str, entry: Mapping[str, Any]) -> T:
    return build(kind, f"{_FILE}: {place}", entry, all_filled=True)


def _check_sources(sources: tuple[str, ...], place: str) -> None:
    for source in sources:
        check_source(source, f"{_FILE}: {place}")


def _check_topic_is_there(key: str, place: str) -> None:
    if key not in topics():
        raise EvidenceError(f"{_FILE}: {place} leads to the topic '{key}', which is not there")
