"""What questions, their options and the items to count are called, and what is said beside them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bonecheck.answers.as_given import LSC_UNITS, SCORES
from bonecheck.answers.questions import Question, of_earlier, question_of
from bonecheck.evidence.library import document, table
from bonecheck.words.language import cell, message, name, per_language, texts

_FILE = "questions.toml"


def label_of(answer_key: str) -> str:
    """The question behind an answer key in words, with the site, the item and the earlier scan where it has one."""
    number, inner = of_earlier(answer_key)
    if number:
        return message("earlier_label", label=label_of(inner), number=number)
    question, (first, _, second) = question_of(answer_key), answer_key.partition(".")
    if second and first == question.key:
        return item_of(question, second)
    label: str = _entry(question)["label"]
    if not second or question.key not in {*SCORES, *LSC_UNITS}:  # the question names its site itself
        return label
    return f"{label}, {name('region', first)}"


def why_of(question: Question) -> str:
    """One line under the question: why we ask it."""
    why: str = _entry(question)["why"]
    return why


def advice_of(question: Question) -> str:
    """What to try, where an answer cannot be used; empty where there is nothing to say."""
    advice: str = _entry(question).get("advice", "")
    return advice


def option_of(question: Question, option: str) -> str:
    """An option of a question as one chooses it."""
    return _options(question.key)[option]


def heading_of(question: Question, number: int) -> str:
    """The heading of a group of options."""
    heading: str = _entry(question)["groups"][number][0]
    return heading


def item_of(question: Question, item: str) -> str:
    """An item of a question that counts several, such as a kind of drink."""
    return _items(question.items)[item]


def unit_of(question: Question) -> str:
    """The unit of a question as it stands behind a number; empty where there is none."""
    return name("unit", question.unit) if question.unit else ""


def _entry(question: Question) -> Mapping[str, Any]:
    entry: Mapping[str, Any] = texts(_FILE)[question.key]
    return entry


@per_language
def _options(key: str) -> Mapping[str, str]:
    """Every option; English where a translation has not got it."""
    return MappingProxyType(dict(document(_FILE)[key]["options"]) | dict(texts(_FILE)[key]["options"]))


@per_language
def _items(items: str) -> Mapping[str, str]:
    return MappingProxyType({row["item"]: cell(items, row["item"], "label", row["label"]) for row in table(items)})
