"""Reads a long table in pieces, and writes each scored piece as a file of its own, so that a run that stopped goes on."""

import csv
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO, TextIOBase, TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from tqdm import tqdm

from bonecheck.cohort.columns import ID, MODELS, Column, column_in, columns_in
from bonecheck.cohort.table import Scorer
from bonecheck.errors import UnreadableFile

ROWS = 100_000  # in a piece
TOO_MANY_CELLS = "row:too_many_cells"
_RUN = "_run.json"
_PARQUET = ".parquet"
_ENDS = {".csv": ".csv", ".tsv": ".csv", ".txt": ".csv", _PARQUET: _PARQUET, ".pq": _PARQUET}
_SEPARATORS = ",;\t"
_BLANKS = ["", "NA", "N/A", "NaN", "nan", "null", "NULL"]
_OVERFLOW = "overflow"
_FORMULA = r"^[=+\-@\t\r]"
_NUMBER = r"^[+-]?\d+(\.\d+)?$"


@dataclass(slots=True)
class Summary:
    """What became of all rows: how many, and how many with each code of the columns of codes."""

    rows: int = 0
    with_problems: int = 0
    one_by_one: int = 0
    not_read: tuple[str, ...] = ()
    codes: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, part: "Summary") -> None:
        """Takes in a part."""
        self.rows += part.rows
        self.with_problems += part.with_problems
        self.one_by_one += part.one_by_one
        for column, found in part.codes.items():
            self.codes.setdefault(column, Counter()).update(found)


def score_file(source: Path, out: Path, *, on: date, rows: int = ROWS, shows_progress: bool = True) -> Summary:
    """Scores a CSV or Parquet file into the folder `out`, a file for each piece, and says what became of all rows.

    A piece is written under another name and renamed when it is whole. Called again after a stop, it scores what is
    missing. Raises `UnreadableFile` if nothing can be read, no column is known, or `out` holds another run.
    """
    table = _Source(source, rows)
    run = {"source": source.name, "bytes": source.stat().st_size, "on": on.isoformat(), "rows": rows}
    folder = _Folder(out, run, _ENDS.get(out.suffix, table.ending))
    whole, scorer = Summary(not_read=table.not_read), Scorer(on)
    with tqdm(total=table.count(), unit=" people", unit_scale=True, disable=not shows_progress) as bar:
        for number, piece in enumerate(table.pieces(), start=1):
            part = folder.known(number)
            if part is None:
                part = folder.write(number, *_scored(scorer, piece))
            whole.add(part)
            bar.update(part.rows)
    return whole


def write_template(file: Path) -> None:
    """An empty CSV with a head of all columns that are read."""
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerow([column.name for column in columns_in()])


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a table; of those that are `broken` no cell is sure to stand in its column."""

    table: pd.DataFrame
    broken: pd.Series | None = None


def _scored(scorer: Scorer, piece: Piece) -> tuple[pd.DataFrame, Summary]:
    scored = scorer.score(piece.table)
    if piece.broken is not None and piece.broken.any():
        scored["problems"] = scored["problems"].mask(piece.broken.to_numpy(), TOO_MANY_CELLS)
    coded = ["score", "result", "range", *(model.status for model in MODELS)]
    codes = {name: Counter(scored[name].value_counts().loc[lambda found: found > 0].to_dict()) for name in coded}
    found = Summary(len(scored), int(scored["problems"].notna().sum()), scored.attrs["one_by_one"], (), codes)
    return scored, found


# ---------------------------------------------------------------- in


def read_as_text(data: bytes, most: int) -> tuple[Piece, tuple[str, ...]]:
    """The first rows of a CSV that was handed in, as the text of their cells, and the names of columns that are not read.

    There is one row more than `most` where the file has more. Raises `UnreadableFile` as `score_file` does.
    """
    source = _Source(Path(), most + 1, data)
    return next(source.pieces(), Piece(pd.DataFrame(columns=[*source.names]))), source.not_read


class _Source:
    """A file with a table: which of its columns are read, and its rows piece by piece.

    Where its `data` was handed in, it is a CSV of which each cell stays the text that stands there, and each line a row.
    """

    def __init__(self, file: Path, rows: int, data: bytes | None = None) -> None:
        self.file, self.rows, self.data = file, rows, data
        self.ending = _ENDS.get(file.suffix.casefold(), ".csv")
        try:
            self.names = self._head()
        except (pa.ArrowException, OSError, csv.Error) as error:
            raise UnreadableFile("cohort_unreadable", file=file, why=str(error)) from None
        self.not_read = tuple(name for name in self.names if column_in(name) is None)
        if not any(name != ID and column_in(name) for name in self.names):
            raise UnreadableFile("cohort_no_column", file=file)

    def _head(self) -> list[str]:
        if self.ending == _PARQUET:
            return list(pq.read_schema(self.file).names)
        with self._opened() as lines:
            first = lines.readline()
        self.separator = max(_SEPARATORS, key=first.count)
        return [name.strip() for name in next(csv.reader([first], delimiter=self.separator), [])]

    def _opened(self) -> TextIO:
        if self.data is not None:
            return TextIOWrapper(BytesIO(self.data), encoding="utf-8-sig", errors="replace", newline="")
        return self.file.open(encoding="utf-8-sig", errors="replace", newline="")

    def count(self) -> int:
        """The rows, or nearly: a cell of a CSV may hold a line break."""
        if self.ending == _PARQUET:
            return int(pq.read_metadata(self.file).num_rows)
        with self.file.open("rb") as data:
            return sum(part.count(b"\n") for part in iter(lambda: data.read(1 << 20), b"")) - 1

    def pieces(self) -> Iterator[Piece]:
        """The rows; raises `UnreadableFile` where they cannot be read on."""
        row = 0
        try:
            for piece in self._parquet() if self.ending == _PARQUET else self._csv():
                if ID not in piece.table:
                    piece.table.insert(0, ID, (np.arange(len(piece.table)) + row + 1).astype(str))
                row += len(piece.table)
                yield piece
        except (pa.ArrowException, pd.errors.ParserError, OSError) as error:
            raise UnreadableFile("cohort_unreadable", file=self.file, why=str(error)) from None

    def _csv(self) -> Iterator[Piece]:
        # The names of pandas have to differ, so that a column that stands there twice can be seen.
        known = [place for place, name in enumerate(self.names) if column_in(name)]
        end = len(self.names)
        dtypes = {place: "str" if self.data is not None else _csv_dtype(self.names[place]) for place in known}
        kinds = {str(place): dtype for place, dtype in dtypes.items() if dtype}
        head = self.separator.join([*map(str, range(end)), _OVERFLOW])
        with (
            self._opened() as lines,
            pd.read_csv(
                _WithHead(head, lines),
                sep=self.separator,
                usecols=[*map(str, known), _OVERFLOW],
                dtype={**kinds, _OVERFLOW: "str"},
                keep_default_na=False,
                na_values={str(place): _BLANKS for place in known if self.names[place] != ID},
                low_memory=False,
                index_col=False,
                skip_blank_lines=self.data is None,
                chunksize=self.rows,
            ) as chunks,
        ):
            for chunk in chunks:
                broken = chunk.pop(_OVERFLOW).fillna("").ne("")
                chunk.columns = [self.names[place] for place in known]
                if broken.any():
                    answers = chunk.columns != ID
                    chunk = chunk.astype(object)
                    chunk.loc[broken, answers] = None
                yield Piece(chunk, broken)

    def _parquet(self) -> Iterator[Piece]:
        names = [name for name in self.names if column_in(name)]
        schema = pq.read_schema(self.file)
        coded = [name for name in names if name != ID and _is_text(schema.field(name).type)]
        with pq.ParquetFile(self.file, read_dictionary=coded, pre_buffer=False, buffer_size=1 << 20) as table:
            for batch in table.iter_batches(self.rows, columns=names):
                yield Piece(batch.to_pandas(split_blocks=True))


class _WithHead(TextIOBase):
    """A file with another first line: one more column than the old one, in which cells that are too many show."""

    def __init__(self, head: str, lines: TextIO) -> None:
        self._lines, self._head = lines, f"{head}\n"
        lines.readline()

    def read(self, size: int | None = -1) -> str:
        """The head by itself, then the rest."""
        head, self._head = self._head, ""
        return head or self._lines.read(-1 if size is None else size)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _csv_dtype(name: str) -> str | None:
    """How a column of a CSV is read; numbers as they come, since one wrong cell makes text of them."""
    column: Column | None = column_in(name)
    if column is None or column.is_number:
        return None
    return "str" if name == ID else "category"


# ---------------------------------------------------------------- out


class _Folder:
    """The folder that a run writes, with a note of what is whole."""

    def __init__(self, out: Path, run: dict[str, Any], ending: str) -> None:
        self.out, self.run, self.ending = out, {**run, "ending": ending}, ending
        self.parts: dict[str, Any] = {}
        out.mkdir(parents=True, exist_ok=True)
        note = out / _RUN
        if note.exists():
            kept = json.loads(note.read_text(encoding="utf-8"))
            if kept["run"] != self.run:
                raise UnreadableFile("cohort_other_run", folder=out)
            self.parts = kept["parts"]
        elif any(not file.name.startswith(".") for file in out.iterdir()):
            raise UnreadableFile("cohort_other_run", folder=out)
        else:
            self._note()

    def known(self, number: int) -> Summary | None:
        """What became of a part that is whole; None where it is not."""
        part = self.parts.get(str(number))
        if part is None or not self._file(number).exists():
            return None
        return Summary(**{**part, "not_read": (), "codes": {name: Counter(of) for name, of in part["codes"].items()}})

    def write(self, number: int, scored: pd.DataFrame, found: Summary) -> Summary:
        """Writes a part under another name, renames it, and notes that it is whole."""
        file = self._file(number)
        half = file.with_name(f".{file.name}.half")
        table = pa.Table.from_pandas(scored, preserve_index=False).replace_schema_metadata()
        if self.ending == _PARQUET:
            pq.write_table(table, half, compression="zstd")
        else:
            pa.csv.write_csv(_without_formulas(table), half)
        os.replace(half, file)
        self.parts[str(number)] = {
            "rows": found.rows,
            "with_problems": found.with_problems,
            "one_by_one": found.one_by_one,
            "codes": found.codes,
        }
        self._note()
        return found

    def _file(self, number: int) -> Path:
        return self.out / f"part-{number:05}{self.ending}"

    def _note(self) -> None:
        half = self.out / f".{_RUN}.half"
        half.write_text(json.dumps({"run": self.run, "parts": self.parts}), encoding="utf-8")
        os.replace(half, self.out / _RUN)


def _without_formulas(table: pa.Table) -> pa.Table:
    """Codes as text, and a text that a spreadsheet would run as a formula with an apostrophe in front."""
    for place, name in enumerate(table.column_names):
        column = table.column(place)
        if pa.types.is_dictionary(column.type):
            column = column.cast(pa.string())
        elif name == ID:
            column = _defused(column.cast(pa.string()))
        table = table.set_column(place, name, column)
    return table


def _defused(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    return pa.chunked_array([[defused(text) for text in texts.to_pylist()]], type=pa.string())


def defused(text: str | None) -> str | None:
    """A text that stays a text in a spreadsheet; numbers stay numbers.

    >>> defused("=1+1"), defused("-1.8"), defused("p7")
    ("'=1+1", '-1.8', 'p7')
    """
    if text is None or re.match(_NUMBER, text) or not re.match(_FORMULA, text):
        return text
    return f"'{text}"
