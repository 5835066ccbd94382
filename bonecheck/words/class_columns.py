"""What to write in each column of the table of a class."""

from collections.abc import Iterator

from bonecheck.cohort.class_file import template
from bonecheck.cohort.columns import ID, Column, column_in
from bonecheck.words.classroom import text
from bonecheck.words.language import either, listed
from bonecheck.words.problems import limits
from bonecheck.words.questions import label_of


def column_lines() -> Iterator[list[str]]:
    """Each column of the template: its name, what it asks, and what to write."""
    for name in template().decode().partition("\n")[0].split(","):
        column = column_in(name)
        assert column is not None, name
        yield [name, "" if name == ID else label_of(name), _to_write(column)]


def _to_write(column: Column) -> str:
    if column.name == ID:
        return text("page", "write_text")
    question = column.question
    if column.is_number:
        low, high = limits(question)
        return text("page", "write_signed" if question.signed else "write_number", low=low, high=high)
    match column.kind:
        case "date":
            return text("page", "write_date")
        case "choices":
            return text("page", "write_several", options=listed(question.options))
        case _:
            return text("page", "write_one", options=either(question.options))
