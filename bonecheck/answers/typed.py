"""Reads what a person typed as the number it means, and asks where it may mean two things."""

import re

from bonecheck.answers.questions import Question
from bonecheck.answers.units import (
    QUANTITIES,
    TypedNumber,
    UnitSystem,
    plain_number,
    read_feet_and_inches,
    read_number,
    read_stone_and_pounds,
)
from bonecheck.errors import ImplausibleValue
from bonecheck.words.language import message, shown


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
