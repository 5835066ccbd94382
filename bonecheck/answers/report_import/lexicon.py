"""Finds the words of eight languages in a text, whatever their capitals, accents, hyphens and blanks."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from bonecheck.evidence.library import whole
from bonecheck.evidence.report_words import PlaceWords, ReportWords

Tag = tuple[str, str]  # the table of the data file and the name in it, such as ("measures", "bmd")

_SKIPPED = frozenset(" \u00a0-_.")
_GAP = "\0"  # in the tree: one blank, hyphen or point, or a few of them
_MOST_SKIPPED = 3  # "T - score"
_SPECIAL = {
    "\ufe63": "\u2212", "\uff0d": "\u2212", "\u2010": "-", "\u2011": "-", "\u2012": "\u2013",
    "\u00ad": "-", "\u02d7": "-", "\u2796": "\u2212", "\u2015": "\u2014", "\u2500": "\u2014", "\u2501": "\u2014",
    "\u00b7": ".", "\u22c5": ".", "\u066b": ".", "\u201a": ",",
    "\u0131": "i", "\u00df": "s", "\ufeff": " ", "\u200b": " ", "\r": " ",
}  # fmt: skip


@cache
def _folded(char: str) -> str:
    if char in _SPECIAL:
        return _SPECIAL[char]
    plain = [part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part)]
    lower = plain[0].lower() if len(plain) == 1 else char.lower()
    return lower if len(lower) == 1 else char


def fold(text: str) -> str:
    """`text` without capitals and accents, and as long as before.

    >>> fold("Col f\u00e9moral, g/cm\u00b2, \u22121,8")
    'col femoral, g/cm2, \u22121,8'
    """
    return "".join(map(_folded, text))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A known phrase in a text, and everything it may stand for."""

    start: int
    end: int
    tags: frozenset[Tag]

    def names(self, table: str) -> set[str]:
        """What it stands for in one table."""
        return {name for kind, name in self.tags if kind == table}

    def is_any(self, table: str, *names: str) -> bool:
        """Whether it stands for one of these."""
        return any((table, name) in self.tags for name in names)


class _Node:
    __slots__ = ("dotted", "tags", "to")

    def __init__(self) -> None:
        self.to: dict[str, _Node] = {}
        self.tags: set[Tag] = set()
        self.dotted: set[Tag] = set()  # only with a point behind: "sin." is left, "sin" is without


@cache
def places() -> tuple[PlaceWords, ...]:
    """The sites and regions of the data file; a phrase names them by their number."""
    return whole(ReportWords).places


@cache
def _root() -> _Node:
    root = _Node()
    for tag, words in _entries(whole(ReportWords)):
        for word in words:
            dotted = word.endswith(".") and len(word) < 5 and "." not in word[:-1]
            parted = [part for part in re.split(r"[ \-_.]+", fold(word)) if part]
            for spelled in {_GAP.join(parted), "".join(parted)}:
                node = root
                for char in spelled:
                    node = node.to.setdefault(char, _Node())
                (node.dotted if dotted else node.tags).add(tag)
    return root


def _entries(data: ReportWords) -> Iterable[tuple[Tag, tuple[str, ...]]]:
    for number, place in enumerate(data.places):
        yield ("places", str(number)), place.words
    tables: Mapping[str, Mapping[str, tuple[str, ...]]] = {
        "sides": data.sides,
        "measures": data.measures,
        "units": data.units,
        "signs": data.signs,
        "marks": data.marks,
        "months": data.months,
        "makers": data.head.makers,
        "models": data.head.models,
    }
    for table, names in tables.items():
        for name, words in names.items():
            yield (table, name), words
    for name in data.head.__struct_fields__:
        if name not in {"makers", "models"}:
            yield ("head", name), getattr(data.head, name)


def _is_letter(char: str) -> bool:
    return "a" <= char <= "z"


def _ends_a_word(last: str, after: str, length: int) -> bool:
    if not _is_letter(last) and not last.isdigit():
        return True
    if last.isdigit():
        return not after.isdigit()
    return not _is_letter(after) and not (length == 1 and after.isdigit())  # "L1" is no left


def phrases(folded: str) -> list[Phrase]:
    """The known phrases of a folded text, the longest at each place, none within another."""
    found: list[Phrase] = []
    at, size = 0, len(folded)
    while at < size:
        before = folded[at - 1] if at else " "
        char = folded[at]
        inside = (_is_letter(char) and (_is_letter(before) or before.isdigit())) or (
            char.isdigit() and before.isalnum()
        )
        phrase = None if inside or char in _SKIPPED else _longest(folded, at)
        if phrase is None:
            at += 1
        else:
            found.append(phrase)
            at = phrase.end
    return found


def _longest(folded: str, start: int) -> Phrase | None:
    node, at, size, length = _root(), start, len(folded), 0
    best: Phrase | None = None
    while at < size:
        char = folded[at]
        step = node.to.get(char)
        if step is None:
            if char not in _SKIPPED or (step := node.to.get(_GAP)) is None:
                break
            end = at
            while end < size and folded[end] in _SKIPPED:
                end += 1
            if end - at > _MOST_SKIPPED:
                break
            node, at = step, end
            continue
        node, at, length = step, at + 1, length + 1
        after = folded[at] if at < size else " "
        if node.dotted and after == ".":
            best = Phrase(start, at + 1, frozenset(node.dotted | node.tags))
        elif node.tags and _ends_a_word(char, after, length):
            best = Phrase(start, at, frozenset(node.tags))
        elif (
            node.tags and after == "s" and length > 2 and _ends_a_word("s", folded[at + 1 : at + 2] or " ", length + 1)
        ):
            best = Phrase(start, at + 1, frozenset(node.tags))
    return best


def holds_a_word(folded: str, words: tuple[str, ...]) -> bool:
    """Whether a folded text holds one of these as a word of its own; signs of Chinese stand without blanks."""
    return _any_of(words).search(folded) is not None


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    latin = "|".join(re.escape(fold(word)) for word in words if ord(word[0]) < 0x2000)
    signs = "|".join(re.escape(word) for word in words if ord(word[0]) >= 0x2000)
    return re.compile(rf"\b(?:{latin})\b" + (f"|{signs}" if signs else ""))
