"""Parts of a file that are read by themselves hold the rows that one reading of the whole file gives."""

import csv
import io
import pickle

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bonecheck.cohort.files import Source
from bonecheck.cohort.parts import parts_of, read_part
from bonecheck.errors import UnreadableFile
from tests.cohort.drawn import drawn
from tests.cohort.rows import table_of

HEAD = "id,age_years,sex"


def whole(file, rows):
    """The pieces of one reading of the whole file."""
    return list(Source(file, rows).pieces())


def parted(file, rows):
    """The same, each part read by itself, as a worker gets it."""
    parts = parts_of(Source(file, rows))
    return [read_part(file, part) for part in reversed(pickle.loads(pickle.dumps(parts)))][::-1]


def assert_same(found, wanted):
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        pd.testing.assert_frame_equal(
            one.table.reset_index(drop=True), other.table.reset_index(drop=True), check_categorical=False
        )
        broken = [[] if piece.broken is None else piece.broken.tolist() for piece in (one, other)]
        assert broken[0] == broken[1]


@pytest.mark.parametrize("rows", [1, 2, 3, 100])
@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\na,70,female\nb,71,male\nc,72,female\n",
        f"{HEAD}\na,70,female\nb,71,male\nc,72,female",
        f"{HEAD}\r\na,70,female\r\n\r\nb,71,male\r\nc,72,female\r\n",
        f"{HEAD}\ra,70,female\rb,71,male\r",
        f"{HEAD}\n\n\na,70,female\n  \nb,71,male\n\n\n",
        f'{HEAD}\n"a\nb\n\nc",70,female\n"d""\n""",71,male\n',
        f'{HEAD}\n"a\r\nb",70,female\r\n"c,",71,male\n',
        f'{HEAD}\n5" tall,70,female\nb,71,male\nc"",72,male\n',
        f'{HEAD}\na,70,female,"x\ny"\nb,71,male\n',
        f"\ufeff{HEAD}\na,70,female\nb,71,fem\u00e4le\n",
        f"{HEAD}\na,70,fem\u00e4le\nb,71,male\n".encode("latin-1"),
        "id\tage_years\tsex\na\t70\tfemale\n\t\t\nb\t71\tmale\n",
        "id;age_years;sex\na;70;female\n; ;\nb;71;male\n",
        "age_years,sex\n70,female\n71,male\n72,male\n",
        f"{HEAD}\n",
        HEAD,
    ],
)
def test_a_csv_is_parted_between_its_rows_and_nowhere_else(tmp_path, text, rows):
    file = tmp_path / "in.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert_same(parted(file, rows), whole(file, rows))


cells = st.text(alphabet='ab1,;"\n\r \u00e4', max_size=6)


@settings(max_examples=150)
@given(st.lists(st.tuples(cells, cells, cells), max_size=8), st.integers(1, 4))
def test_what_a_spreadsheet_writes_is_parted_as_it_is_read(tmp_path_factory, rows, size):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEAD.split(","), *rows])
    file = tmp_path_factory.mktemp("parts") / "in.csv"
    file.write_bytes(text.getvalue().encode())
    assert_same(parted(file, size), whole(file, size))


@settings(max_examples=150)
@given(st.text(alphabet='ab1,"\n ', max_size=40), st.integers(1, 4))
def test_a_text_that_nobody_should_write_is_parted_right_or_refused(tmp_path_factory, text, size):
    """Never are rows lost, doubled or shifted without a word."""
    file = tmp_path_factory.mktemp("parts") / "in.csv"
    file.write_bytes(f"{HEAD}\n{text}".encode())
    try:
        found = parted(file, size)
    except UnreadableFile:
        return
    assert_same(found, whole(file, size))


@pytest.mark.parametrize("of_group", [1, 7, 60, 1000])
def test_a_parquet_file_is_parted_by_its_rows_however_it_is_stored(tmp_path, of_group):
    people, file = table_of(drawn(12, 130)), tmp_path / "in.parquet"
    texts = dict.fromkeys(people.select_dtypes(["object", "str"]).columns, "string")
    people.astype(texts).to_parquet(file, index=False, row_group_size=of_group)
    found = parted(file, 50)
    assert [len(piece.table) for piece in found] == [50, 50, 30]
    assert_same(found, whole(file, 50))
    people.iloc[:0].astype({"id": "string"}).to_parquet(file, index=False)
    assert_same(parted(file, 50), whole(file, 50))
