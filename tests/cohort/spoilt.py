"""A CSV with every kind of bad cell and bad line: `python -m tests.cohort.spoilt COUNT FILE` writes a long one."""

import csv
import io
import random
import sys
from itertools import cycle, islice
from pathlib import Path

from tests.cohort.drawn import WRONG, drawn
from tests.cohort.rows import table_of

DIFFERENT = 10_000  # people; in a longer file they come again, each time spoilt in another way


def spoilt(count: int, seed: int = 100) -> bytes:
    """So many people with cells that are wrong, one in two of them in a line that is wrong as a whole."""
    dice = random.Random(seed)
    share = min(count, DIFFERENT) // 5 + 1
    people = [drawn(seed + number, share, wrong=wrong) for number, wrong in enumerate((0.0, 0.01, 0.05, 0.2, 0.6))]
    text = io.StringIO(newline="")
    table_of([person for some in people for person in some]).drop(columns="id").to_csv(text, index=False)
    head, *rows = csv.reader(io.StringIO(text.getvalue(), newline=""))
    lines = [_line(f"p{number}", row, dice) for number, row in enumerate(islice(cycle(rows), count))]
    return b"\n".join([_csv(["id", *head]), *lines])


def _csv(cells: list[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow(cells)  # by which it knows what to quote
    return text.getvalue()[:-1].encode()


def _line(label: str, row: list[str], dice: random.Random) -> bytes:
    cells = [label, *row]
    place = dice.randrange(1, len(cells))
    line = _csv(cells)
    match dice.randrange(30):
        case 0:
            return line + b",one,two"
        case 1:
            return _csv(cells[:place])
        case 2:
            return line.replace(b",", b",\xff\xfe", 1)
        case 3:
            return line + b"\x00"
        case 4:
            return _csv([*cells[:place], "x" * 5000, *cells[place + 1 :]])
        case 5:
            return _csv([*cells[:place], "a\nb\r\nc", *cells[place + 1 :]])
        case 6:
            return _csv([label, *[" "] * len(row)])
        case 7:
            return _csv([label, *[""] * len(row)])
        case 8:
            return line.replace(b"-", "\u2212".encode())
        case 9:
            return line.replace(b".", b",")
        case 10:
            return line.replace(b"yes", b" YES ").replace(b"no,", b"nope,")
        case 11:
            return _csv([label, *dice.sample(row, len(row))])
        case 12:
            return _csv([f"=cmd|'/C calc'!{label}", *row])
        case 13:
            return _csv(["", *row]) + b"\r"
        case 14:
            return line + b"\n\n   "
    return _csv([*cells[:place], dice.choice(WRONG), *cells[place + 1 :]])


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(spoilt(int(sys.argv[1])))
