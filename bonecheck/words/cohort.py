"""Says what became of a table of many people: how many rows, how many in each range, why a model said nothing, and what
is wrong with a cell.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from bonecheck.answers.as_given import LARGEST_TYPED, LONGEST_TYPED
from bonecheck.answers.check import Problem
from bonecheck.answers.questions import Question, question_of
from bonecheck.answers.typed import read_typed
from bonecheck.answers.units import UnitSystem
from bonecheck.build import read_scan_date
from bonecheck.cohort.columns import MODELS
from bonecheck.cohort.files import Summary
from bonecheck.errors import ImplausibleValue
from bonecheck.scan.densitometry import BmdCategory
from bonecheck.words.language import either, listed, message, name, number, texts
from bonecheck.words.outcomes import all_texts
from bonecheck.words.problems import problem_words


def summary_lines(summary: Summary) -> Iterator[str]:
    """The summary, line by line."""
    rows, problems = (number(count, grouped=True) for count in (summary.rows, summary.with_problems))
    yield message("cohort_rows", count=summary.rows, rows=rows, problems=problems)
    if summary.not_read:
        yield message("cohort_not_read", columns=", ".join(summary.not_read))
    ranges = summary.codes.get("range", Counter())
    yield message("cohort_ranges")
    yield from _lines(Counter({_range(key): count for key, count in ranges.items()}), summary.rows)
    for columns in MODELS:
        yield all_texts("not_assessed")[f"model_{columns.model}"].title
        found = summary.codes.get(columns.status, Counter())
        yield from _lines(Counter({name("cohort_status", key): count for key, count in found.items()}), 0)


def _range(key: str) -> str:
    return name("category" if key in {*BmdCategory} else "expected_range", key)


def _lines(found: Counter[str], rows: int) -> Iterator[str]:
    """Each count with what it counts, the largest first; of `rows` the rest have no range."""
    rest = rows - found.total()
    told = [*found.most_common(), *([(message("cohort_no_range"), rest)] if rest > 0 else [])]
    for what, count in told:
        yield message("cohort_line", count=f"{number(count, grouped=True):>12}", what=what)


def problem_text(column: str, key: str, given: object) -> str:
    """What is wrong with one cell, or doubted of it: what stands there, what is expected, and what to try.

    `column` and `key` are those of `problems` and `doubts`, and `given` is the cell. The words are those of the form,
    but where a table is written in another way.
    """
    if key in _OF_NO_CELL:
        return message(f"cell_{key}", column=column)
    question, text = question_of(column), _as_text(given)
    if key == "not_an_option":
        if question.kind == "choices":
            return message("cell_not_all_options", given=text, options=listed(question.options))
        return message("cell_not_an_option", given=text, options=either(question.options))
    of_table = f"cell_{key}"
    said = of_table if of_table in texts("messages.toml") else key
    return problem_words(Problem(question=column, key=said, values=_values(question, key, given, text)))


_OF_NO_CELL = {"column_twice", "too_many_cells"}


def _as_text(given: object) -> str:
    """A cell as it is shown: 61.0 as "61"; never longer than a typed answer."""
    number = isinstance(given, (int, float)) and not isinstance(given, bool)
    return (f"{given:.10g}" if number else str(given).strip())[:LONGEST_TYPED]


def _values(question: Question, key: str, given: object, text: str) -> Mapping[str, object]:
    """What fills the words for a cell: as the form finds it when the cell is read once more."""
    if key == "rare_bmd":
        return {"bmd": text}
    if key in {"out_of_range", "not_whole"} and isinstance(given, (int, float)) and abs(given) <= LARGEST_TYPED:
        return {"given": given}  # with its unit
    try:
        if question.kind == "date":
            read_scan_date(text, date.max)
        elif question.quantity == "bone_density":
            read_typed(question, text, UnitSystem.METRIC)
    except ImplausibleValue as error:
        if error.key == key:
            return {**error.values, "given": text}
    return {"given": text}
