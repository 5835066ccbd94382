"""Words for two people side by side: where their answers differ, and whom each model puts higher."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date

from bonecheck.answers.as_given import answers_from
from bonecheck.answers.check import Check
from bonecheck.answers.lifestyle import Lifestyle
from bonecheck.answers.person import Answer
from bonecheck.answers.questions import Question, RawAnswer, question_of, questions
from bonecheck.answers.risk_factors import FractureSite
from bonecheck.answers.typed import shown_number
from bonecheck.answers.units import UnitSystem
from bonecheck.compare.side_by_side import InOneModel
from bonecheck.evidence.library import document
from bonecheck.outcomes import NotAssessed
from bonecheck.report import Report
from bonecheck.words.language import Said, day, filled, joined, name, signed, texts
from bonecheck.words.outcomes import words
from bonecheck.words.questions import label_of, option_of, unit_of
from bonecheck.words.risk import model_text, number_cell, told_apart
from bonecheck.words.scan import column_head, filled_columns, site_table

_HABITS = {field.name for field in fields(Lifestyle)}
_NOT_TOLD = {"units", "will_do", "scan_regions", "reported_scores"}  # nothing about the person, or said by the sites


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """One of the two: who, what they answered, what was found, and a name short enough for a picture."""

    who: str
    in_short: str
    check: Check
    report: Report


def text(key: str, /, **values: Said) -> str:
    """A text of the page with its values."""
    return filled(texts("side_by_side.toml")[key], **values)


def summary(found: tuple[InOneModel, ...], sides: tuple[Someone, Someone]) -> str:
    """Whether the models agree on who is higher."""
    both = [pair for pair in found if None not in pair.told]
    if not both:
        return text("no_pair")
    by_side = {side: [model_text(pair.model).name for pair in both if pair.higher == side] for side in (0, 1)}
    rest = [model_text(pair.model).name for pair in both if pair.higher is None]
    said = [text("says", models=joined(models), who=sides[side].who) for side, models in by_side.items() if models]
    if not said:
        return text("no_difference")
    if len(said) == 1 and not rest:
        [who] = [sides[side].who for side, models in by_side.items() if models]
        return text("agree", count=len(both), model=model_text(both[0].model).name, who=who)
    if rest:
        said.append(text("says", models=joined(rest), who=text("neither")))
    return text("disagree" if all(by_side.values()) else "partly", verdicts=" ".join(said))


def unseen_break(found: tuple[InOneModel, ...], sides: tuple[Someone, Someone]) -> Iterator[str]:
    """That a broken hip or spine counts for most models like any other break, where somebody had one."""
    models = [
        model_text(pair.model).name for pair in found if pair.model in document("side_by_side.toml")["same_bones"]
    ]
    had = [side.who for side in sides if _broke_hip_or_spine(side.check)]
    if models and had:
        yield text("unseen_break", who=joined(had), models=joined(models))


def _broke_hip_or_spine(check: Check) -> bool:
    return Answer.YES in {check.risk_factors.broke(bone) for bone in (FractureSite.HIP, FractureSite.SPINE)}


def verdict(pair: InOneModel, sides: tuple[Someone, Someone]) -> str | None:
    """Whom a model puts higher and what it cannot see; None where it does not speak of both."""
    first, second = pair.told
    if first is None or second is None:
        return None
    blind = text("blind", blind_to=model_text(pair.model).blind_to)
    about: dict[str, Said] = {
        "model": model_text(pair.model).name,
        "kind": name("fracture_kind", first.kind),
        "years": first.years,
        "blind": blind,
    }
    numbers = told_apart(first, second)
    if pair.is_same:
        return text("same", more=numbers[0], **about)
    if first.you == second.you:
        return text("same_range", more=numbers[0], **about)
    if pair.higher is None:
        who = {"first": sides[0].who, "second": sides[1].who}
        return text("overlap", first_number=numbers[0], second_number=numbers[1], **who, **about)
    more, less = numbers[pair.higher], numbers[1 - pair.higher]
    return text("higher", who=sides[pair.higher].who, more=more, less=less, **about)


def table_columns(sides: tuple[Someone, Someone]) -> list[str]:
    """The heads of the columns of `table_lines`."""
    return [text("table_model"), *(side.who for side in sides)]


def table_lines(found: tuple[InOneModel, ...]) -> Iterator[list[str]]:
    """Every number of the picture; in words where there is none."""
    for pair in found:
        yield [model_text(pair.model).name, *(number_cell(number) for number in (pair.first, pair.second))]


def site_lines(sides: Iterable[Someone]) -> tuple[list[str], list[list[str]]]:
    """Every site of everybody: the heads of the columns that are not empty, and the lines."""
    rows = [{"who": side.who, **row} for side in sides for row in site_table(side.report)]
    columns = filled_columns(rows)
    heads = [text("table_who") if key == "who" else column_head(key) for key in columns]
    return heads, [[row[column] for column in columns] for row in rows]


def refusals(side: Someone) -> Iterator[tuple[str, str]]:
    """Each model that gives this person no number, and why."""
    for outcome in side.report.models:
        if isinstance(outcome, NotAssessed):
            told = words(outcome)
            yield told.title, told.plain


def differences(
    first: Check, second: Check, units: UnitSystem, *, habits: bool = False
) -> tuple[tuple[str, str, str], ...]:
    """Each question that the two answered differently, in the order of the check: its words, and both answers.

    With `habits` those on training and food, else all others.
    """
    both = answers_from(first), answers_from(second)
    keys = [key for key in {**both[0], **both[1]} if key not in _NOT_TOLD and both[0].get(key) != both[1].get(key)]
    keys = [key for key in keys if (question_of(key).key in _HABITS) == habits]
    order = list(questions())
    keys.sort(key=lambda key: (order.index(question_of(key).key), key))
    a, b = both
    lines = (
        (label_of(key), answer_words(key, a.get(key), units), answer_words(key, b.get(key), units)) for key in keys
    )
    return tuple(line for line in lines if line[1] != line[2])  # closer than they are shown


def answer_words(key: str, given: RawAnswer | None, units: UnitSystem) -> str:
    """An answer as the person would say it."""
    question = question_of(key)
    if given is None or given == []:
        return text("not_given")
    if isinstance(given, list):
        return joined(_option(question, item) for item in given)
    if isinstance(given, str) and question.kind == "date":
        return _day(given)
    if isinstance(given, str):
        return _option(question, given)
    if question.signed:
        return signed(given)
    number = shown_number(question, given, units)
    return number if question.quantity else f"{number} {unit_of(question)}".strip()


def _day(given: str) -> str:
    """A date in words; one that could not be read stands as it was given."""
    try:
        return day(date.fromisoformat(given))
    except ValueError:
        return given


def _option(question: Question, given: str) -> str:
    return option_of(question, given) if given in question.options else given
