"""Reads a long table in pieces, and writes each scored piece as a file of its own, so that a run that stopped goes on."""

import csv
import json
import os
import platform
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
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
from tqdm import tqdm

from bonecheck.cohort.columns import ID, MODELS, column_in, columns_in, columns_out
from bonecheck.cohort.lines import rows_of
from bonecheck.cohort.table import Scorer
from bonecheck.errors import UnreadableFile

ROWS = 100_000  # in a piece
TOO_MANY_CELLS = "row:too_many_cells"
_RUN = "_run.json"
PARQUET = ".parquet"
_ENDS = {".csv": ".csv", ".tsv": ".csv", ".txt": ".csv", PARQUET: PARQUET, ".pq": PARQUET}
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
    with_doubts: int = 0
    one_by_one: int = 0
    not_read: tuple[str, ...] = ()
    lines_in_cells: int = 0  # of a CSV: lines that are no rows, since they stand inside a quoted cell
    first_of_them: int = 0
    codes: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, part: "Summary") -> None:
        """Takes in a part."""
        self.rows += part.rows
        self.with_problems += part.with_problems
        self.with_doubts += part.with_doubts
        self.one_by_one += part.one_by_one
        for column, found in part.codes.items():
            self.codes.setdefault(column, Counter()).update(found)


def score_file(source: Path, out: Path, *, on: date, rows: int = ROWS, shows_progress: bool = True) -> Summary:
    """Scores a CSV or Parquet file into the folder `out`, a file for each piece, and says what became of all rows.

    A piece is written under another name and renamed when it is whole. Called again after a stop, it scores what is
    missing. Raises `UnreadableFile` if nothing can be read, no column is known, or `out` holds another run.
    """
    table, folder = begun(source, out, on, rows)
    whole, scorer = Summary(not_read=table.not_read), Scorer(on)
    with progress(table.count(), shows_progress) as bar:
        for number, piece in enumerate(table.pieces(), start=1):
            part = folder.known(number)
            if part is None:
                part = score_piece(scorer, piece, folder.file(number))
                folder.note(number, part)
            whole.add(part)
            bar.update(part.rows)
    folder.close()
    whole.lines_in_cells, whole.first_of_them = table.lines_in_cells(whole.rows)
    return whole


def begun(source: Path, out: Path, on: date, rows: int) -> tuple["Source", "Folder"]:
    """The table to read and the folder to write of a run that begins or goes on."""
    table = Source(source, rows)
    run = {"source": source.name, "bytes": source.stat().st_size, "on": on.isoformat(), "rows": rows}
    run["columns"] = list(columns_out())  # a part of another version never stands beside one of this
    return table, Folder(out, run, _ENDS.get(out.suffix, table.ending))


def progress(rows: int, is_shown: bool) -> tqdm:
    """How far a run is, on standard error: with its rate and the time that is left."""
    return tqdm(total=rows, unit=" people", unit_scale=True, disable=not is_shown)


def write_template(file: Path) -> None:
    """An empty CSV with a head of all columns that are read."""
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerow([column.name for column in columns_in()])


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a table; of those that are `broken` no cell is sure to stand in its column."""

    table: pd.DataFrame
    broken: pd.Series | None = None


def score_piece(scorer: Scorer, piece: Piece, file: Path) -> Summary:
    """Scores a piece and writes it, first under another name; says what became of it."""
    scored = scorer.score(piece.table)
    if piece.broken is not None and piece.broken.any():
        scored["problems"] = scored["problems"].mask(piece.broken.to_numpy(), TOO_MANY_CELLS)
    coded = ["score", "result", "range", *(model.status for model in MODELS)]
    codes = {name: Counter(scored[name].value_counts().loc[lambda found: found > 0].to_dict()) for name in coded}
    with_problems, with_doubts = (int(scored[name].notna().sum()) for name in ("problems", "doubts"))
    _write(scored, file)
    return Summary(
        rows=len(scored),
        with_problems=with_problems,
        with_doubts=with_doubts,
        one_by_one=scored.attrs["one_by_one"],
        codes=codes,
    )


# ---------------------------------------------------------------- in


def read_as_text(data: bytes, most: int) -> tuple[Piece, tuple[str, ...]]:
    """The first rows of a CSV that was handed in, and the names of columns that are not read.

    There is one row more than `most` where the file has more. Raises `UnreadableFile` as `score_file` does.
    """
    source = Source(Path(), most + 1, data)
    return next(source.pieces(), Piece(pd.DataFrame(columns=[*source.names]))), source.not_read


class Source:
    """A file with a table: which of its columns are read, and its rows piece by piece.

    Where its `data` was handed in, it is a CSV of which each line is a row.
    """

    first_row = 0  # the rows of the file before those that are read

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
        if self.ending == PARQUET:
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
        if self.ending == PARQUET:
            return int(pq.read_metadata(self.file).num_rows)
        with self.file.open("rb") as data:
            return sum(part.count(b"\n") for part in iter(lambda: data.read(1 << 20), b"")) - 1

    def lines_in_cells(self, rows: int) -> tuple[int, int]:
        """How many lines of a CSV of so many rows stand inside a quoted cell, and the line where the first of them begins."""
        if self.ending == PARQUET or rows == self.count():
            return 0, 0
        with self.file.open("rb") as data:
            found = [row for row in rows_of(data, self.separator.encode()) if row.lines > 1]
        return sum(row.lines - 1 for row in found), found[0].line if found else 0

    def pieces(self) -> Iterator[Piece]:
        """The rows; raises `UnreadableFile` where they cannot be read on."""
        row = self.first_row
        try:
            for piece in self._parquet() if self.ending == PARQUET else self._csv():
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
        head = self.separator.join([*map(str, range(end)), _OVERFLOW])
        with (
            self._opened() as lines,
            pd.read_csv(
                _WithHead(head, lines),
                sep=self.separator,
                usecols=[*map(str, known), _OVERFLOW],
                dtype="str",  # by itself pandas reads "1e1" as ten or as text, by what the other rows hold
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
        batches, held = list[pa.RecordBatch](), 0
        for batch in self._batches():
            while held + len(batch) >= self.rows:
                here = self.rows - held
                yield _piece([*batches, batch.slice(0, here)])
                batches, held, batch = [], 0, batch.slice(here)
            batches, held = [*batches, batch], held + len(batch)
        if held:
            yield _piece(batches)
        elif not self.count():
            yield Piece(pq.read_schema(self.file).empty_table().to_pandas())

    def _batches(self) -> Iterator[pa.RecordBatch]:
        """The rows; a batch may end before `rows` where a group of rows does."""
        names = [name for name in self.names if column_in(name)]
        schema = pq.read_schema(self.file)
        coded = [name for name in names if name != ID and _is_text(schema.field(name).type)]
        with pq.ParquetFile(self.file, read_dictionary=coded, pre_buffer=False, buffer_size=1 << 20) as table:
            groups, before = self._groups(table.metadata)
            for batch in table.iter_batches(self.rows, columns=names, row_groups=groups):
                if before < len(batch):
                    yield batch.slice(before)
                before = max(before - len(batch), 0)

    def _groups(self, metadata: pq.FileMetaData) -> tuple[list[int], int]:
        """The groups of rows from `first_row` on, and how many rows of the first one lie before it."""
        before = self.first_row
        for group in range(metadata.num_row_groups):
            if before < (count := metadata.row_group(group).num_rows):
                return list(range(group, metadata.num_row_groups)), before
            before -= count
        return [], 0


class _WithHead(TextIOBase):
    """A file with another first line: one more column than the old one, in which cells that are too many show."""

    def __init__(self, head: str, lines: TextIO) -> None:
        self._lines, self._head = lines, f"{head}\n"
        lines.readline()

    def read(self, size: int | None = -1) -> str:
        """The head by itself, then the rest."""
        head, self._head = self._head, ""
        return head or self._lines.read(-1 if size is None else size)


def _piece(batches: list[pa.RecordBatch]) -> Piece:
    return Piece(pa.Table.from_batches(batches).to_pandas(split_blocks=True))


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


# ---------------------------------------------------------------- out


class Folder:
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
        if part is None or not self.file(number).exists():
            return None
        return Summary(**{**part, "not_read": (), "codes": {name: Counter(of) for name, of in part["codes"].items()}})

    def note(self, number: int, found: Summary) -> None:
        """Notes that a part is whole."""
        self.parts[str(number)] = {
            "rows": found.rows,
            "with_problems": found.with_problems,
            "with_doubts": found.with_doubts,
            "one_by_one": found.one_by_one,
            "codes": found.codes,
        }
        self._note()

    def file(self, number: int) -> Path:
        """Where a part stands when it is whole."""
        return self.out / f"part-{number:05}{self.ending}"

    def close(self) -> None:
        """Takes away what a stop left half-written."""
        for half in self.out.glob(".part-*.half"):
            half.unlink(missing_ok=True)

    def _note(self) -> None:
        half = self.out / f".{_RUN}.half"
        parts = dict(sorted(self.parts.items(), key=lambda part: int(part[0])))
        half.write_text(json.dumps({"run": self.run, "parts": parts}), encoding="utf-8")
        os.replace(half, self.out / _RUN)


def _write(scored: pd.DataFrame, file: Path) -> None:
    """Two that write the same part, since one was given up for dead, never write into one file."""
    half = file.with_name(f".{file.name}.{platform.node()}-{os.getpid()}.half")
    table = pa.Table.from_pandas(scored, preserve_index=False).replace_schema_metadata()
    if file.suffix == PARQUET:
        pq.write_table(table, half, compression="zstd")
    else:
        pa.csv.write_csv(_without_formulas(table), half)
    os.replace(half, file)


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
    if not pc.any(pc.match_substring_regex(texts, _FORMULA)).as_py():
        return texts
    return pa.chunked_array([[defused(text) for text in texts.to_pylist()]], type=pa.string())


def defused(text: str | None) -> str | None:
    """A text that stays a text in a spreadsheet; numbers stay numbers.

    >>> defused("=1+1"), defused("-1.8"), defused("p7")
    ("'=1+1", '-1.8', 'p7')
    """
    if text is None or re.match(_NUMBER, text) or not re.match(_FORMULA, text):
        return text
    return f"'{text}"
