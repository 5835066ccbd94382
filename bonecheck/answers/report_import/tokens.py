"""A text as the reader sees it: known phrases, numbers with their signs, dates, and spans of vertebrae."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from bonecheck.answers.dxa_report import Vertebra
from bonecheck.answers.report_import.dates import DateInText, dates
from bonecheck.answers.report_import.lexicon import Phrase, fold, phrases

_NUMBER = re.compile(
    r"(?<![^\W_])(?<![.,])(?:\d{1,4}[.,]\d{1,4}|[.,]\d{1,4}|\d{1,6})(?![\d]|[.,]\d|:\d|/\d)|(?<=[a-z)%-])(?<!\d)\d{1,2}[.,]\d{1,3}(?![\d.,]\d)"
)
_SPAN = re.compile(
    r"(?<![a-z0-9])l\s?(?P<a>[1-5])\s*(?:-|–|−|—|/|~|to|through|thru|bis|a|al|至)\s*(?:l\s?)?(?P<b>[1-5])(?![\d.,]\d|\d)(?!\s*(?:g/|%))"
)
_LIST = re.compile(r"(?<![a-z0-9])l\s?[1-5](?:\s*(?:,|/|&|\+|and|und|y|e|et|ve|和)\s*l\s?[1-5])+(?![\d.,]\d|\d)")
_ONE = re.compile(r"(?<![a-z0-9])l\s?(?P<a>[1-5])(?![\d.,%/]\d|\d|[a-z])")
_LWK = re.compile(r"(?<![a-z])lwk\s?(?P<a>[1-5])(?:\s*(?:-|–|−|bis)\s*(?:lwk\s?)?(?P<b>[1-5]))?(?!\d)")
_DASHES = "-−–—"
_SYMBOLS = {"Sm", "Sk", "So"}  # "~1.8", "¬1.8"
_BRACKET = re.compile(r"[(\[][ \t]*\Z")  # "(1.5)" is minus 1.5 to some
_CLOSED = re.compile(r"[ \t]*(?:sd|ds|%)?[ \t]*[)\]]")
_SURE_BEFORE = "([=:;|\"'>~\t（：；，"
_BEHIND = re.compile(r"[-−–—](?![\w.,])|[ \t]?[(\[][-−–][)\]]")  # "1.8-" is minus 1.8 to some
_BEFORE = re.compile(r"[(\[][-−–][)\]]\Z")
_TORN = re.compile(r"[.,]?[oilsbzq!|](?![a-z|])")  # "-1.B", "0.81O": a letter that a machine read for a digit
TWO_POINTS = re.compile(r"(?<![\d.,])\d{1,2}[.,]\d{1,2}[.,]\d{1,2}(?![\d.,])")  # "-1.8.2"
_PARTED = re.compile(r"[ .]{1,2}\d|[^\s\w()%|/<>=~–—−-]\d")  # "-1. 8", "-1 8", "-1'8"


@dataclass(frozen=True, slots=True)
class Span:
    """Vertebrae that are named together."""

    start: int
    end: int
    vertebrae: tuple[Vertebra, ...]
    has_l5: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands; `sign` is None where it cannot be told."""

    start: int  # of the sign, if there is one
    end: int
    size: float  # without its sign
    decimals: int
    sign: int | None
    signed: bool = False
    glued: bool = False  # the sign hangs on a word: "T-score-2.3"
    spaced: bool = False  # a blank on both sides of the sign
    torn: bool = False  # a part of it may stand apart from it, or was read as a letter

    @property
    def value(self) -> float:
        """The number with its sign; only for numbers whose sign is sure."""
        return self.size * (self.sign or 1)


@dataclass(frozen=True)
class Tokens:
    """A piece of text and what was found in it."""

    text: str
    folded: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", fold(self.text))

    @cached_property
    def dates(self) -> list[DateInText]:
        """All dates."""
        return dates(self.folded)

    @cached_property
    def spans(self) -> list[Span]:
        """All spans of vertebrae, and single ones."""
        found: list[Span] = []
        taken: set[int] = set()
        for pattern in (_LWK, _SPAN, _LIST, _ONE):
            for match in pattern.finditer(self.folded):
                if taken.isdisjoint(range(*match.span())):
                    taken.update(range(*match.span()))
                    found.append(_span(match, pattern is _LIST))
        return sorted(found, key=lambda span: span.start)

    @cached_property
    def phrases(self) -> list[Phrase]:
        """All known phrases outside dates and spans."""
        taken = _places(self.dates, self.spans)
        return [p for p in phrases(self.folded) if taken.isdisjoint(range(p.start, p.end))]

    @cached_property
    def numbers(self) -> list[Number]:
        """All numbers outside dates, spans and phrases such as "1/3 radius"."""
        with_digits = [p for p in self.phrases if any(c.isdigit() for c in self.folded[p.start : p.end])]
        taken = _places(self.dates, self.spans, with_digits)
        matches = _NUMBER.finditer(self.folded)
        return [self._number(match) for match in matches if taken.isdisjoint(range(*match.span()))]

    def _number(self, match: re.Match[str]) -> Number:
        digits = match[0].replace(",", ".")
        decimals = len(digits.partition(".")[2])
        start, sign, signed, glued, spaced = self._sign(match.start())
        if not signed and self._may_be_minus(start, match.end()):
            sign = None
        torn = _TORN.match(self.folded, match.end()) is not None
        if not decimals:
            torn |= _PARTED.match(self.folded, match.end()) is not None or re.match(r"0\d", digits) is not None
        return Number(start, match.end(), float(digits), decimals, sign, signed, glued, spaced, torn)

    def _may_be_minus(self, start: int, end: int) -> bool:
        """Whether a number without a sign stands in brackets, or beside something that may be a minus."""
        if _BRACKET.search(self.folded, 0, start) and _CLOSED.match(self.folded, end):
            return True
        before = self.folded[start - 1 : start]
        odd = before == "_" or (
            before not in "=<>|+≤≥→" and unicodedata.category(before) in _SYMBOLS if before else False
        )
        return odd or bool(_BEHIND.match(self.folded, end) or _BEFORE.search(self.folded, 0, start))

    def _sign(self, start: int) -> tuple[int, int | None, bool, bool, bool]:
        """Where the number begins with its sign, and which it has."""
        text = self.folded
        at = start
        while at and text[at - 1] in " \t":
            at -= 1
        gap = start - at
        mark = text[at - 1] if at else ""
        if mark == "±" or text[at - 3 : at] in {"+/-", "+/−"}:
            return at - 1, None, True, False, False
        if mark and mark in _DASHES + "+＋":
            return self._marked(start, at - 1, gap)
        for phrase in reversed(self.phrases):
            if phrase.end <= start and not text[phrase.end : start].strip(" :=-"):
                if phrase.is_any("signs", "minus"):
                    return phrase.start, -1, True, False, False
                if phrase.is_any("signs", "plus"):
                    return phrase.start, 1, True, False, False
                break
            if phrase.end < start - 12:
                break
        return start, 1, False, False, False

    def _marked(self, start: int, at: int, gap: int) -> tuple[int, int | None, bool, bool, bool]:
        text, mark = self.folded, self.folded[at]
        value = 1 if mark in "+＋" else -1
        before = text[at - 1] if at else "\n"
        if gap > 1 or mark == "—" or "\t" in text[at:start]:  # an empty cell, a dash of a sentence, or a sign far off
            return at, None, True, False, False
        if before in _DASHES + "+±":
            return at, None, True, False, False
        if gap == 0:
            if before.isdigit() or before == "%":
                return at, None, True, False, False
            if before.isspace() or before in _SURE_BEFORE or (not before.isalnum() and before != ")"):
                return at, value, True, False, False
            return at, value if mark in "-−+" else None, True, True, False
        return self._set_apart(at, value, before)

    def _set_apart(self, at: int, value: int, before: str) -> tuple[int, int | None, bool, bool, bool]:
        """A sign with a blank behind it: sure after "=", ":" or a small word, else it may be a dash between two things."""
        text = self.folded
        if before in _SURE_BEFORE or before == ",":
            return at, value, True, False, False
        left = text[:at].rstrip(" ")
        last = left[-1:] or "\n"
        if before != " " or last == "\n":
            return at, None, True, False, False
        if last in _SURE_BEFORE:
            return at, value, True, False, False
        word = next((p for p in reversed(self.phrases) if p.end == len(left)), None)
        sure = word is not None and word.is_any("signs", "connectors") and not word.is_any("measures", *_SCORES)
        return at, value if sure else None, True, False, True

    def is_percent(self, number: Number) -> bool:
        """Whether a percent sign stands behind a number, or right before it as in Turkish."""
        if re.match(r"\s*[%％]", self.folded[number.end : number.end + 8]):
            return True
        return not number.signed and re.search(r"(?:^|[\s(:=])[%％]$", self.folded[: number.start]) is not None

    def between(self, start: int, end: int) -> list[Phrase]:
        """The phrases that lie between two places."""
        return [p for p in self.phrases if p.start >= start and p.end <= end]

    def besides(self, known: list[Phrase], start: int = 0, end: int | None = None) -> str:
        """The folded text between two places without these phrases, which lie in it."""
        pieces, at = [], start
        for phrase in known:
            pieces.append(self.folded[at : phrase.start])
            at = phrase.end
        return "".join([*pieces, self.folded[at:end]])

    @property
    def unknown(self) -> str:
        """The folded text without all that is known: its phrases and spans."""
        known: list[Phrase | Span] = [*self.phrases, *self.spans]
        rest = self.folded
        for each in sorted(known, key=lambda each: each.start, reverse=True):
            rest = f"{rest[: each.start]} {rest[each.end :]}"
        return rest

    def phrase_before(self, at: int) -> Phrase | None:
        """The last phrase that ends before a place."""
        return next((p for p in reversed(self.phrases) if p.end <= at), None)

    def phrase_after(self, at: int) -> Phrase | None:
        """The first phrase that begins behind a place."""
        return next((p for p in self.phrases if p.start >= at), None)

    def names(self, table: str) -> set[str]:
        """What all its phrases together stand for in one table."""
        return {name for phrase in self.phrases for name in phrase.names(table)}

    def has(self, table: str, *names: str) -> bool:
        """Whether a phrase stands for one of these."""
        return any(phrase.is_any(table, *names) for phrase in self.phrases)


_SCORES = ("bmd", "t_score", "z_score", "t_letter", "z_letter")


def _places(*found: Sequence[DateInText | Span | Phrase]) -> set[int]:
    """Every place of a text that these take."""
    return {at for each in chain(*found) for at in range(each.start, each.end)}


def _span(match: re.Match[str], is_list: bool) -> Span:
    if is_list:
        numbers = sorted({int(n) for n in re.findall(r"[1-5]", match[0])})
    else:
        groups = match.groupdict()
        first = int(groups["a"])
        last = int(groups.get("b") or first)
        numbers = list(range(first, last + 1)) or [first]
    known = tuple(Vertebra(f"L{n}") for n in numbers if n < 5)
    return Span(match.start(), match.end(), known, 5 in numbers)
