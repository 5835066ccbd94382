"""The lines of a CSV and the rows that they make: where a row ends, and which lines stand inside a quoted cell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_QUOTE = b'"'


@dataclass(frozen=True, slots=True)
class Row:
    """Where a row begins and ends in the file, its first line, of which the head is the first, and how many it takes."""

    start: int
    end: int
    line: int
    lines: int


def lines_of(data: Iterable[bytes]) -> Iterator[bytes]:
    """Lines with their ends, of every system."""
    for line in data:
        yield from line.splitlines(keepends=True) if b"\r" in line else (line,)


def rows_of(data: Iterable[bytes], separator: bytes) -> Iterator[Row]:
    """The rows behind the head. A row ends with its line, unless a quoted cell goes on; a blank line is no row."""
    blank = b" \t\r\n".replace(separator, b"")
    lines = lines_of(data)
    start = end = len(next(lines, b""))
    first, is_open = 2, False
    for number, line in enumerate(lines, start=2):
        goes_on, is_open = is_open, _stays_open(line, separator, is_open)
        if not goes_on:
            start, first = end, number
        end += len(line)
        if not is_open and (goes_on or line.strip(blank)):
            yield Row(start, end, first, number - first + 1)
    if is_open:
        yield Row(start, end, first, number - first + 1)


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
