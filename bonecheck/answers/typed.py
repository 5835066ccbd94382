"""Reads what a person typed as the number it means, and asks where it may mean two things."""

import re

from bonecheck.answers.questions import Question, questions
from bonecheck.answers.units import (
    QUANTITIES,
    UNITS,
    TypedNumber,
    UnitSystem,
    density_unit,
    plain_number,
    read_feet_and_inches,
    read_number,
    read_stone_and_pounds,
)
from bonecheck.errors import ImplausibleValue

_PERIOD = re.compile(r"\s*(?:(?:/|\b(?:a|per|each|every)\s)\s*(?P<of>day|week)|\b(?P<ly>daily|weekly))$")
_POINT_AND_THREE = re.compile(r"^\+?(?P<whole>[1-9]\d{0,2})\.(?P<rest>\d{3})(?![\d.,])\s*(?P<unit>.*)$")
_AROUND_A_PRINTED_NUMBER = re.compile(r"^[(\[\s]+|[)\]*\u2020\u2021#.\s]+$")  # "(-1.8)", "-1.8*", "-2.5."
_PERCENT = ("%", "percent", "per cent", "pct")
_PART_ALONE = re.compile(r"^(?P<part>1/2|[13]/4)(?![\d/])\s*(?P<unit>.*)$")


def is_year(text: object) -> bool:
    """Whether a date was told by its year alone: four figures."""
    return isinstance(text, str) and len(text) == 4 and text.isascii() and text.isdigit()


def read_typed(question: Question, text: str, units: UnitSystem) -> float:
    """The number in the stored unit that `text` means.

    Raises
    ------
    ImplausibleValue
        If `text` is no number, has a unit we do not know, lies outside what a living adult can have, or may mean
        two things: a score without its sign, a point that may part thousands, two digits that may be feet and
        inches. Its `corrections` are texts the person may have meant.
    """
    text = _as_printed(question, text)
    if (whole := _read_compound(question, text)) is not None:
        return _checked(question, whole, text)
    _ask_about_thousands(question, text)
    _ask_about_a_part(question, text)
    typed = read_number(text, thousands=_may_be_thousands(question), fractions=_may_have_fractions(question))
    if typed is None:
        raise ImplausibleValue("not_a_number", given=text)
    _ask_about_feet(question, typed, text, units)
    stored = _checked(question, _stored(question, typed, text, units), text, _meant(question, typed, text))
    if question.signed and typed.value > 0 and not typed.has_sign:
        number = plain_number(typed.value)
        raise ImplausibleValue("plus_or_minus", given=text, corrections=(f"-{number}", f"+{number}"))
    return stored


def check_stored(question: Question, value: float) -> float:
    """`value` again, if a living adult can have it; raises `ImplausibleValue` otherwise.

    For numbers that come from a file or a browser, which may hold anything.
    """
    return _checked(question, value, value)


def shown_number(question: Question, stored: float, units: UnitSystem) -> str:
    """A stored number as the text its field shows, with its unit where a field takes several."""
    if question.signed:
        return f"{'+' if stored > 0 else ''}{plain_number(stored)}"
    if question.quantity and question.quantity != "bone_density":
        return QUANTITIES[question.quantity].shown(stored, units)
    return plain_number(stored)


def percent_in(text: str) -> float | None:
    """The number of a text such as "68 %"; None for any other text."""
    typed = read_number(_AROUND_A_PRINTED_NUMBER.sub("", text))
    return typed.value if typed is not None and typed.unit.startswith(_PERCENT) else None


def ct_density_in(text: str) -> float | None:
    """The number of a density in volume such as "86 mg/cm3", which only CT gives; None for any other text."""
    typed = read_number(_AROUND_A_PRINTED_NUMBER.sub("", text))
    return typed.value if typed is not None and density_unit(typed.unit) == "mg/cm3" else None


def _as_printed(question: Question, text: str) -> str:
    """`text` without the brackets, star or full stop that reports print around a score."""
    bare = _AROUND_A_PRINTED_NUMBER.sub("", text) if _is_of_a_scan(question) else ""
    return bare or text.strip()


def _is_of_a_scan(question: Question) -> bool:
    return question.signed or question.quantity == "bone_density"


def _read_compound(question: Question, text: str) -> float | None:
    """Height and weight typed with two units, such as 5 ft 4 in, in the stored unit; None for the rest."""
    if question.quantity == "height":
        return read_feet_and_inches(text)
    return read_stone_and_pounds(text) if question.quantity == "weight" else None


def _may_be_thousands(question: Question) -> bool:
    return question.kind == "whole_number" or question.unit in {"mg_a_day", "iu_a_day"}


def _may_have_fractions(question: Question) -> bool:
    """Portions, months and heights; never a score, a density or a chance, where "/" is a slip for a point."""
    return not _is_of_a_scan(question) and question.unit != "percent_in_10_years"


def _ask_about_a_part(question: Question, text: str) -> None:
    """ "1/2" may be a half, or one to two."""
    found = _PART_ALONE.match(text)
    if found is not None and _may_have_fractions(question) and question.kind != "whole_number":
        unit = f" {found['unit']}" if found["unit"] else ""
        over, under = found["part"].split("/")
        raise ImplausibleValue("not_a_number", given=text, corrections=(f"{int(over) / int(under):g}{unit}",))


def _ask_about_thousands(question: Question, text: str) -> None:
    """ "1.200 mg" is twelve hundred on one continent and a little more than one on another."""
    found = _POINT_AND_THREE.match(text)
    if found is None or not _may_be_thousands(question):
        return
    unit = f" {found['unit']}" if found["unit"] else ""
    thousands, decimals = found["whole"] + found["rest"], float(f"{found['whole']}.{found['rest']}")
    one, other = f"{thousands}{unit}", f"{decimals:g}{unit}"
    raise ImplausibleValue("thousands_or_decimals", given=text, corrections=(one, other))


def _ask_about_feet(question: Question, typed: TypedNumber, text: str, units: UnitSystem) -> None:
    """ "54" typed by somebody who thinks in feet is more often 5 ft 4 in than 54 inches."""
    bare_inches = question.quantity == "height" and units is UnitSystem.US and not typed.unit
    if bare_inches and typed.value in range(50, 60):
        feet, inches = divmod(int(typed.value), 10)
        either = (f"{feet} ft {inches} in", f"{int(typed.value)} in")
        raise ImplausibleValue("feet_or_inches", given=text, corrections=either)


def _ask_about_another_scale(question: Question, typed: TypedNumber, text: str) -> None:
    """Percent, and a density in volume as CT gives it, are no score and no g/cm2, and never become one."""
    if not _is_of_a_scan(question):
        return
    if typed.unit.startswith(_PERCENT):
        raise ImplausibleValue("percent_of_age" if "z_score" in question.key else "percent_of_young", given=text)
    ct, bare = questions()["ct_density_mg_cm3"], question.quantity == "bone_density" and not typed.unit
    if density_unit(typed.unit).endswith("/cm3") or (bare and _is_within(ct, typed.value)):
        raise ImplausibleValue("looks_like_ct", given=text)


def _is_within(question: Question, value: float) -> bool:
    return question.lowest is not None and question.highest is not None and question.lowest <= value <= question.highest


def _stored(question: Question, typed: TypedNumber, text: str, units: UnitSystem) -> float:
    _ask_about_another_scale(question, typed, text)
    unit = _unit_without_period(question, typed.unit)
    if not question.quantity:
        factor = 1.0 if unit == "" else UNITS[question.unit].get(unit) if unit is not None else None
        if factor is None:  # "7 a week" must not be read as 7 a day
            raise ImplausibleValue("unit_not_known", given=text)
        return typed.value * factor
    if question.quantity == "bone_density":
        unit = density_unit(unit or "")
    if question.quantity == "bone_density" and (unit == "mg/cm2" or typed.value >= 100):
        grams = plain_number(typed.value / 1000)
        raise ImplausibleValue("looks_like_mg", given=text, grams=grams, corrections=(grams,))
    if question.quantity == "vitamin_d_level" and not typed.unit:  # half the world's labs print the other unit
        number = plain_number(typed.value)
        raise ImplausibleValue("which_unit", given=text, corrections=(f"{number} nmol/L", f"{number} ng/mL"))
    stored = None if unit is None else QUANTITIES[question.quantity].stored(typed.value, unit, units)
    if stored is None:
        raise ImplausibleValue("unit_not_known", given=text)
    return stored


def _unit_without_period(question: Question, typed: str) -> str | None:
    """The typed unit without "a day", "/week", "daily" and the like; None where that is not the period asked for."""
    found = _PERIOD.search(typed := typed.rstrip("."))
    if found is None:
        return typed
    period = found["of"] or {"daily": "day", "weekly": "week"}[found["ly"]]
    return typed[: found.start()].strip() if question.unit.endswith(f"a_{period}") else None


def _checked(question: Question, stored: float, given: str | float, corrections: tuple[str, ...] = ()) -> float:
    """`stored` if a living adult can have it; raises `ImplausibleValue` otherwise."""
    if question.lowest is not None and question.highest is not None and not _is_within(question, stored):
        raise ImplausibleValue("out_of_range", given=given, corrections=corrections)
    if question.kind == "whole_number" and stored != int(stored):
        raise ImplausibleValue("not_whole", given=given, corrections=(plain_number(int(stored)),))
    return stored


def _meant(question: Question, typed: TypedNumber, text: str) -> tuple[str, ...]:
    """What an implausible number probably meant: metres for centimetres, feet, a lost decimal point."""
    if question.quantity == "height" and not typed.unit:
        if 1 <= typed.value < 2.4:
            return (f"{plain_number(round(typed.value * 100, 1))} cm",)
        inches = text.replace(",", ".").partition(".")[2] or "0"  # 5.10 and 5.11 are feet and inches too
        if typed.value % 1 and inches == "0":  # "5 1/2": half a foot
            inches = f"{typed.value % 1 * 12:.0f}"
        if 4 <= typed.value < 8 and inches.isdigit() and int(inches) < 12:
            return (f"{int(typed.value)} ft {int(inches)} in",)
        if 100 <= typed.value <= 230:
            return (f"{plain_number(typed.value)} cm",)
    if question.signed and 10 <= abs(typed.value) < 80:
        tenth = plain_number(abs(typed.value) / 10)
        signs = "+" if typed.value > 0 else "-"
        return tuple(f"{sign}{tenth}" for sign in (signs if typed.has_sign else "-+"))
    return ()
