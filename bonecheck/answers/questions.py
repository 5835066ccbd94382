"""What we ask, who is asked, and how a typed answer is read. The questions stand in `data/questions.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import inf
from types import MappingProxyType
from typing import Any

from bonecheck.answers.units import (
    QUANTITIES,
    TypedNumber,
    UnitSystem,
    plain_number,
    read_feet_and_inches,
    read_number,
    read_stone_and_pounds,
)
from bonecheck.errors import EvidenceError, ImplausibleValue
from bonecheck.evidence.library import document, table, threshold, thresholds
from bonecheck.words.outcomes import message, name, shown

# What a person has answered so far, by question key: a number in the stored unit, the value of a choice,
# the values of a tick list, an ISO date, or text that could not be read yet and so is kept as typed.
RawAnswer = str | float | int | list[str]
Answers = Mapping[str, RawAnswer]

_KINDS = {"whole_number", "number", "choice", "choices", "counts", "date"}
NOT_KNOWN = "not_known"
NONE_OF_THESE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; see the head of `questions.toml` for the fields."""

    key: str
    part: str
    kind: str
    label: str
    why: str
    unit: str = ""
    quantity: str = ""
    lowest: float | None = None
    highest: float | None = None
    signed: bool = False
    advice: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    items: str = ""
    asked_if: Mapping[str, Any] = field(default_factory=dict)

    def applies(self, answers: Answers) -> bool:
        """Whether to ask, given the answers so far; not if it follows from a question that is not asked."""
        return all(
            questions()[key].applies(answers) and _holds(rule, answers.get(key)) for key, rule in self.asked_if.items()
        )

    @property
    def item_labels(self) -> Mapping[str, str]:
        """For a `counts` question: the label of each item to count."""
        return _item_labels(self.items) if self.items else {}


@cache
def _item_labels(items: str) -> Mapping[str, str]:
    return MappingProxyType({row["item"]: row["label"] for row in table(items)})


def _holds(rule: Any, answer: RawAnswer | None) -> bool:
    if isinstance(rule, list):
        return answer in rule
    if not isinstance(answer, (int, float)):
        return True
    if "at_least" in rule or "below" in rule:
        return bool(rule.get("at_least", -inf) <= answer < rule.get("below", inf))
    return not threshold(rule["short_of"]).is_met_by(answer)


@cache
def questions() -> Mapping[str, Question]:
    """Every question by its key, in the order they are asked."""
    found = {}
    for key, entry in document("questions.toml").items():
        entry = dict(entry)
        entry["options"] = MappingProxyType(dict(entry.get("options", [])))
        try:
            question = Question(key=key, **entry)
        except TypeError as error:
            raise EvidenceError(f"questions.toml: [{key}] {error}") from error
        if question.kind not in _KINDS:
            raise EvidenceError(
                f"questions.toml: [{key}] is of kind '{question.kind}', which is not one of {sorted(_KINDS)}"
            )
        for rule in question.asked_if.values():
            if isinstance(rule, dict) and "short_of" in rule and rule["short_of"] not in thresholds():
                raise EvidenceError(
                    f"questions.toml: [{key}] names the threshold '{rule['short_of']}', which is not there"
                )
        found[key] = question
    return MappingProxyType(found)


def question_of(answer_key: str) -> Question:
    """The question behind an answer key; keys of scan sites and counted items have two parts.

    "femoral_neck_left.t_score" belongs to `t_score`, "drinks_per_week.beer" to `drinks_per_week`.
    """
    first, _, second = answer_key.partition(".")
    known = questions()
    if not second:
        return known[first]
    if first in known and known[first].kind == "counts":
        if second not in known[first].item_labels:
            raise KeyError(answer_key)
        return known[first]
    if first not in known["scan_regions"].options:
        raise KeyError(answer_key)
    return known[second]


def label_of(answer_key: str) -> str:
    """The question behind an answer key in words, with the site or item where it has one."""
    question, (first, _, second) = question_of(answer_key), answer_key.partition(".")
    if not second:
        return questions()[first].label
    if first == question.key:
        return question.item_labels[second]
    return f"{question.label}, {name('region', first)}"


def read_typed(question: Question, text: str, units: UnitSystem) -> float:
    """The number in the stored unit that `text` means.

    Raises
    ------
    ImplausibleValue
        If `text` is no number, has a unit we do not know, lies outside what a living adult can have, or
        leaves the sign of a score open. Its `corrections` are texts the person may have meant.
    """
    text = text.strip()
    whole = _read_compound(question, text)
    if whole is not None:
        return _checked(question, whole, text, units)
    typed = read_number(text, thousands=question.kind == "whole_number" or question.unit.startswith(("mg", "IU")))
    if typed is None:
        raise ImplausibleValue(message("not_a_number", given=text, advice=question.advice))
    stored = _checked(question, _stored(question, typed, text, units), text, units, _meant(question, typed, text))
    if question.signed and typed.value > 0 and not typed.has_sign:
        number = plain_number(typed.value)
        raise ImplausibleValue(
            message("plus_or_minus", given=text, score=question.label), corrections=(f"-{number}", f"+{number}")
        )
    return stored


def check_stored(question: Question, value: float) -> float:
    """`value` again, if a living adult can have it; raises `ImplausibleValue` otherwise.

    For numbers that come from a file or a browser, which may hold anything.
    """
    return _checked(question, value, f"{value:.6g} {question.unit}".strip(), UnitSystem.METRIC)


def shown_number(question: Question, stored: float, units: UnitSystem) -> str:
    """A stored number as the text its field shows, with its unit where a field takes several."""
    if question.signed:
        return f"{'+' if stored > 0 else ''}{plain_number(stored)}"
    if question.quantity and question.quantity != "bone_density":
        return QUANTITIES[question.quantity].shown(stored, units)
    return plain_number(stored)


def _read_compound(question: Question, text: str) -> float | None:
    """Height and weight typed with two units, such as 5 ft 4 in, in the stored unit; None for the rest."""
    if question.quantity == "height":
        return read_feet_and_inches(text)
    return read_stone_and_pounds(text) if question.quantity == "weight" else None


def _stored(question: Question, typed: TypedNumber, text: str, units: UnitSystem) -> float:
    if not question.quantity:
        if not _is_unit_of(question, typed.unit):  # "2 years" must not be read as 2 months
            raise ImplausibleValue(message("unit_not_known", given=text, advice=question.advice))
        return typed.value
    if question.quantity == "bone_density" and (typed.unit.startswith("mg") or typed.value >= 100):
        grams = plain_number(typed.value / 1000)
        raise ImplausibleValue(message("looks_like_mg", given=text, grams=grams), corrections=(grams,))
    if question.quantity == "vitamin_d_level" and not typed.unit:  # half the world's labs print the other unit
        number = plain_number(typed.value)
        raise ImplausibleValue(message("which_unit", given=text), corrections=(f"{number} nmol/L", f"{number} ng/mL"))
    stored = QUANTITIES[question.quantity].stored(typed, units)
    if stored is None:
        raise ImplausibleValue(message("unit_not_known", given=text, advice=question.advice))
    return stored


def _is_unit_of(question: Question, typed: str) -> bool:
    """Whether `typed` is the unit of `question` or its beginning: "mg", "mg a day" and "mg/day" for mg a day."""
    plain = re.sub(r"\s*(/|per)\s*", " a ", typed.rstrip(".")).strip()
    return question.unit.casefold().startswith(plain)


def _checked(
    question: Question, stored: float, given: str, units: UnitSystem, corrections: tuple[str, ...] = ()
) -> float:
    """`stored` if a living adult can have it; raises `ImplausibleValue` otherwise."""
    if (
        question.lowest is not None
        and question.highest is not None
        and not question.lowest <= stored <= question.highest
    ):
        low, high = _limits(question, question.lowest, question.highest, units)
        raise ImplausibleValue(
            message("out_of_range", given=given, low=low, high=high, advice=question.advice), corrections
        )
    if question.kind == "whole_number" and stored != int(stored):
        raise ImplausibleValue(message("not_whole", given=given, unit=question.unit), (plain_number(int(stored)),))
    return stored


def _limits(question: Question, lowest: float, highest: float, units: UnitSystem) -> tuple[str, str]:
    """Both ends of what is expected, as text, with the unit at least at the upper end."""
    if question.quantity and question.quantity != "bone_density":
        quantity = QUANTITIES[question.quantity]
        return quantity.shown(lowest, units), quantity.shown(highest, units)
    return shown(_tidy(lowest)), f"{shown(_tidy(highest))} {question.unit}"


def _tidy(x: float) -> float | int:
    return int(x) if x == int(x) else x


def _meant(question: Question, typed: TypedNumber, text: str) -> tuple[str, ...]:
    """What an implausible number probably meant: metres for centimetres, feet, a lost decimal point."""
    if question.quantity == "height" and not typed.unit:
        if 1 <= typed.value < 2.4:
            return (f"{plain_number(round(typed.value * 100, 1))} cm",)
        inches = text.replace(",", ".").partition(".")[2] or "0"  # 5.10 and 5.11 are feet and inches too
        if 4 <= typed.value < 8 and int(inches) < 12:
            return (f"{int(typed.value)} ft {int(inches)} in",)
        if 100 <= typed.value <= 230:
            return (f"{plain_number(typed.value)} cm",)
    if question.signed and 10 <= abs(typed.value) < 80:
        tenth = plain_number(abs(typed.value) / 10)
        signs = "+" if typed.value > 0 else "-"
        return tuple(f"{sign}{tenth}" for sign in (signs if typed.has_sign else "-+"))
    return ()
