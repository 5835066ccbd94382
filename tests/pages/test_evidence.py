"""The Evidence page: how strong a study is, and how it was read, are two marks."""

import pytest

from bonecheck.evidence.library import citations, table
from tests.pages.visitor import EVIDENCE, Visitor


@pytest.fixture(scope="module")
def shown():
    """The tables of the page, by their title."""
    return Visitor().open(EVIDENCE).tables()


def rows_of(shown, column):
    """The rows of every table that has this column."""
    return [row for rows in shown.values() for row in rows if column in row]


def test_each_row_of_a_table_says_how_its_source_was_read(shown):
    by_mark = {
        "original": "Read in the original",
        "part of the original": "Read in part of the original: a table, a page or a section",
        "abstract": "Read in an abstract or a summary",
        "second hand": "Read in another text that quotes it",
        "design": "Our own choice",
    }
    rows = rows_of(shown, "How it was read")
    assert len(rows) > 500
    assert [row for row in rows if row["How it was read"] != by_mark[citations()[row["Source"]].read]] == []


def test_a_strong_study_that_was_read_in_an_abstract_does_not_pass_for_read_in_the_original(shown):
    strong = {row["Key"]: row for row in rows_of(shown, "Strength") if row["Strength"] == "A"}
    assert len(strong) == sum(row["strength"] == "A" for row in table("effects")) > 10
    assert all(row["How it was read"] != "Read in the original" for row in strong.values())
    assert strong["falls_exercise"]["How it was read"] == "Read in an abstract or a summary"
