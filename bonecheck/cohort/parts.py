"""Where each part of a long file lies, so that it can be read by itself: the same rows as the local run reads in one go."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TextIO

from bonecheck.cohort.files import PARQUET, Piece, Source
from bonecheck.errors import UnreadableFile

_LINE_END = re.compile(rb"\r\n?|\n")
_QUOTE = b'"'


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a file, after `first_row` others; of a CSV, from byte to byte."""

    number: int
    first_row: int
    rows: int
    start: int = 0
    end: int = 0


def parts_of(source: Source) -> list[Part]:
    """All parts, in order; a table without a row is one part."""
    found = list(_of_csv(source) if source.ending != PARQUET else _of_parquet(source))
    return found or [Part(1, 0, 0, end=source.file.stat().st_size)]


def read_part(file: Path, part: Part) -> Piece:
    """One part of a file; raises `UnreadableFile` where it does not hold the rows that it should."""
    piece = next(_Part(file, part).pieces())
    if len(piece.table) != part.rows:  # odd quotes, of which pandas makes other rows than the lines show
        raise UnreadableFile("cohort_not_parted", file=file)
    return piece


class _Part(Source):
    """A file of which only one part is seen, behind the head."""

    def __init__(self, file: Path, part: Part) -> None:
        self.part, self.first_row = part, part.first_row
        super().__init__(file, max(part.rows, 1))
        if self.ending != PARQUET:
            self.rows += 1  # one row too many would show

    def _opened(self) -> TextIO:
        with self.file.open("rb") as data:
            head = next(_lines(data))
            data.seek(max(self.part.start, len(head)))
            behind = data.read(max(self.part.end - data.tell(), 0))
        if not _LINE_END.search(head):
            head += b"\n"
        return TextIOWrapper(BytesIO(head + behind), encoding="utf-8-sig", errors="replace", newline="")


def _of_parquet(source: Source) -> Iterator[Part]:
    count = source.count()
    for number, first in enumerate(range(0, count, source.rows), start=1):
        yield Part(number, first, min(source.rows, count - first))


def _of_csv(source: Source) -> Iterator[Part]:
    """Parts of whole rows. A row ends with its line, unless a quoted cell goes on; a blank line is no row."""
    separator, blank = source.separator.encode(), b" \t\r\n".replace(source.separator.encode(), b"")
    number, first, rows, is_open = 1, 0, 0, False
    with source.file.open("rb") as data:
        lines = _lines(data)
        start = end = len(next(lines, b""))
        for line in lines:
            end += len(line)
            goes_on, is_open = is_open, _stays_open(line, separator, is_open)
            if not is_open and (goes_on or line.strip(blank)):
                rows += 1
                if rows == source.rows:
                    yield Part(number, first, rows, start, end)
                    number, first, rows, start = number + 1, first + rows, 0, end
    if rows or is_open:
        yield Part(number, first, rows + is_open, start, end)


def _lines(data: Iterator[bytes]) -> Iterator[bytes]:
    """Lines with their ends, of every system."""
    for line in data:
        yield from line.splitlines(keepends=True) if b"\r" in line else (line,)


def _stays_open(line: bytes, separator: bytes, is_open: bool) -> bool:
    """Whether a quoted cell goes on after this line. A quote opens one only where a cell begins; two are one that is meant.

    >>> [_stays_open(line, b",", False) for line in (b'a,"b', b'a,"b"', b'5" tall,b', b'"a ""b"" c', b'"a"",')]
    [True, False, False, True, True]
    >>> [_stays_open(line, b",", True) for line in (b"b", b'b",c', b'b","c')]
    [True, False, True]
    """
    if not is_open and _QUOTE not in line:
        return False
    at = 0
    while True:
        if is_open or line.startswith(_QUOTE, at):
            at = line.find(_QUOTE, at if is_open else at + 1)
            while at >= 0 and line.startswith(_QUOTE, at + 1):
                at = line.find(_QUOTE, at + 2)
            if at < 0:
                return True
            is_open = False
        at = line.find(separator, at)
        if at < 0:
            return False
        at += 1
