"""Words for what is wrong with an answer or a file: what was given, what was expected, what to try."""

from datetime import date
from math import isfinite

from bonecheck.answers.check import Problem
from bonecheck.answers.questions import Question, question_of
from bonecheck.answers.units import QUANTITIES, UnitSystem, plain_number
from bonecheck.errors import BonecheckError, EvidenceError, MismatchedReference
from bonecheck.words.language import day, either, joined, message, name, number, texts
from bonecheck.words.questions import advice_of, label_of, unit_of


def problem_words(problem: Problem, units: UnitSystem = UnitSystem.METRIC) -> str:
    """What the person should see beside the answer, in their units."""
    question = question_of(problem.question)
    values = {key: _said(key, value, question) for key, value in problem.values.items()}
    match problem.key:
        case "out_of_range" | "cell_decimal_comma":
            values |= dict(zip(("low", "high"), limits(question, units), strict=True))
        case "plus_or_minus" | "cell_plus_or_minus":
            values["score"] = label_of(question.key)
        case "not_whole":
            values["unit"] = unit_of(question)
    return message(problem.key, advice=advice_of(question), **values)


def error_words(error: BonecheckError) -> str:
    """What the person who chose a file, or typed a command, should see."""
    if isinstance(error, (EvidenceError, MismatchedReference)):  # for those who change the data, which may be the words
        return str(error)
    values: dict[str, str | int | float] = {key: _said(key, value) for key, value in error.values.items()}
    if error.key == "file_wrong_kind":
        values["given"] = _kind(str(error.values["given"]))
    if error.key == "file_wrong_answer":
        return message(error.key, what=message(str(values.pop("problem")), **values))
    return message(error.key, **values)


def _said(key: str, value: object, question: Question | None = None) -> str | int | float:
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Problem):
        return problem_words(value)
    if key == "region":
        return name("region", str(value))
    if key == "regions" and isinstance(value, tuple):
        return joined(name("region", each) for each in value)
    if key == "expected" and isinstance(value, tuple):
        return either(_kind(kind) for kind in value if kind != "null")
    if key == "given" and isinstance(value, (int, float)) and question is not None:
        return f"{_plain(float(f'{value:.6g}'))} {unit_of(question)}".strip()
    if isinstance(value, float):
        return plain_number(value)
    return value if isinstance(value, (str, int)) else str(value)


def _kind(kind: str) -> str:
    """What a value of a file is; kinds that we have no words for as they are called."""
    return str(texts("names.toml")["json_kind"].get(kind, kind))


def limits(question: Question, units: UnitSystem = UnitSystem.METRIC) -> tuple[str, str]:
    """Both ends of what is expected, as text, with the unit at least at the upper end."""
    low, high = question.lowest or 0.0, question.highest or 0.0
    if question.quantity and question.quantity != "bone_density":
        quantity = QUANTITIES[question.quantity]
        return quantity.shown(low, units), quantity.shown(high, units)
    return _plain(low), f"{_plain(high)} {unit_of(question)}".strip()


def _plain(x: float) -> str:
    if not isfinite(x):
        return str(x)
    return number(int(x) if x == int(x) else x)
