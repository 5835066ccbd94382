"""Lays out the bone line: which row each thing stands in, so that no label touches another.

Places across are percent of the width plus pixels, places down are pixels. What is free at the width it was laid out for is
free at every greater one: shares of the width only grow. Knows neither Streamlit nor Plotly.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from bonecheck.pictures import look
from bonecheck.words.bone_line import BoneLine, Kind, Mark, Stretch

NARROW, WIDE = 280, 640  # px: the page of a phone of 320, and of a laptop


class Role(StrEnum):
    """What a text is about; each has a colour."""

    PERSON = "person"
    SECOND = "second"
    PEERS = "peers"
    INK = "ink"
    MUTED = "muted"


COLOUR = {
    Role.PERSON: look.ACCENT,
    Role.SECOND: look.PEERS,
    Role.PEERS: look.PEERS,
    Role.INK: look.INK,
    Role.MUTED: look.MUTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of type: `at` percent plus `shift` px across, its middle `y` px down."""

    text: str
    at: float
    y: float
    role: Role
    size: int
    shift: float = 0.0
    anchor: str = "middle"
    is_bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A mark that hangs below the bar, with its label beside it."""

    mark: Mark
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The line with its rows [px from the top]: hill or bracket, bar, pins, and all that is written."""

    line: BoneLine
    height: float
    size: int
    reach: float
    stem_top: float
    hill_top: float
    bar_top: float
    bar_bottom: float
    pins: tuple[Pin, ...]
    texts: tuple[Text, ...]

    @property
    def bar_middle(self) -> float:
        """Where the person stands."""
        return (self.bar_top + self.bar_bottom) / 2

    @property
    def person(self) -> Mark | None:
        """The mark of the person."""
        return next((mark for mark in self.line.marks if mark.kind is Kind.PERSON), None)


_LEAST_REACH, _HALO = 8.0, 3.0  # px
PERSON_REACH, PIN_REACH, NOISE_REACH = 14, 6, 9  # px from the middle of a mark, and of the noise, to its outer edge
_HILL, _BRACKET, _BESIDE, _GAP, _NAME_GAP = 44, 14, 11, 8, 6
# Advance widths of Atkinson Hyperlegible from space to tilde, in hundredths of the size of the type.
_WIDTHS = (
    "28 28 30 65 59 93 70 16 30 30 43 60 20 37 20 38 65 40 55 57 61 58 60 51 61 60 20 20 55 60 55 52 78 63 62 66 67 57 55 71 "
    "69 41 51 63 54 82 69 73 60 75 62 60 56 69 59 84 62 59 61 31 38 31 55 40 27 53 57 50 56 54 31 56 55 28 25 49 24 84 55 55 "
    "57 58 34 47 32 54 44 65 46 43 46 32 23 32 55"
)
_ADVANCE = dict(zip(map(chr, range(32, 127)), map(int, _WIDTHS.split()), strict=True))
_BOLD, _OTHER = 1.1, 62  # what bold type adds, and the width of any other character


def width_of(text: str, size: int, *, is_bold: bool = False) -> float:
    """How wide a line of type is [px]."""
    return sum(_ADVANCE.get(letter, _OTHER) for letter in text) * size / 100 * (_BOLD if is_bold else 1)


def lay_out(line: BoneLine, width: int = NARROW) -> Layout:
    """The rows of a line for pages of this width [px] and more."""
    return _Rows(line, width).laid_out()


@dataclass(slots=True)
class _Rows:
    """Builds a layout from the top down."""

    line: BoneLine
    width: int
    y: float = 2.0
    texts: list[Text] = field(default_factory=list)

    @property
    def size(self) -> int:
        return 14 if self.width < WIDE else 16

    @property
    def row(self) -> float:
        return round(self.size * 1.4)

    def laid_out(self) -> Layout:
        """Compared people, the person, the bar, other marks, names of the ranges, numbers, and which way is which."""
        person = next((mark for mark in self.line.marks if mark.kind is Kind.PERSON), None)
        on_bar = [mark for mark in self.line.marks if mark.on_bar]
        if (compared := self.line.compared) is not None:
            for text in _lines(compared.label, self.size, self.width):
                self._add(self._inside(text, compared.at, Role.PEERS))
                self.y += self.row
        if person is not None:
            self._name_person(person)
        self._name_on_bar([mark for mark in on_bar if mark.kind is Kind.EITHER])
        stem_top = self.y
        if compared is not None:
            self.y += _BRACKET if compared.upto is None else _HILL
        elif person is not None or on_bar:
            self.y += PERSON_REACH / 2
        hill_top = stem_top if compared is not None and compared.upto is not None else self.y - _BRACKET
        bar_top = self.y + (2 if compared is not None and compared.upto is None else 0)
        bar_bottom = bar_top + 2.6 * self.size
        self.y = bar_bottom + 4
        self._name_on_bar([mark for mark in on_bar if mark.kind is not Kind.EITHER])
        pins = tuple(self._pin())
        self._name_ranges()
        self._numbers()
        for text, at, anchor in (
            (self.line.lower, 0, "start"),
            (self.line.scale, 50, "middle"),
            (self.line.higher, 100, "end"),
        ):
            said = {"start": f"\u2039 {text}", "end": f"{text} \u203a"}.get(anchor, text)
            is_scale = anchor == "middle"
            self._add(Text(text=said, at=at, y=0, role=Role.INK, size=self.size, anchor=anchor, is_bold=is_scale))
        self.y += self.row
        return Layout(
            line=self.line,
            height=round(self.y + 2),
            size=self.size,
            reach=self._reach([mark for mark in (person, *on_bar) if mark is not None]),
            stem_top=stem_top,
            hill_top=hill_top,
            bar_top=bar_top,
            bar_bottom=bar_bottom,
            pins=pins,
            texts=tuple(self.texts),
        )

    def _add(self, text: Text, down: float = 0.0) -> None:
        """Writes into the row that begins here."""
        self.texts.append(replace(text, y=round(self.y + down + self.row / 2, 1)))

    def _inside(self, text: str, at: float, role: Role, *, is_bold: bool = False) -> Text:
        """A line with its middle at a place, moved so that it stays within the picture."""
        half, middle = width_of(text, self.size, is_bold=is_bold) / 2, at * self.width / 100
        shift = min(max(middle, half), self.width - half) - middle
        return Text(text=text, at=at, y=0, role=role, size=self.size, shift=round(shift, 1), is_bold=is_bold)

    def _name_person(self, person: Mark) -> None:
        """The label of the person in large type over their mark, and the site beside it where there is room, else above."""
        size = round(self.size * 1.6)
        wide = width_of(person.label, size, is_bold=True)
        left = min(max(person.at * self.width / 100 - wide / 2, 0), self.width - wide)
        beside = width_of(person.beside, self.size)
        shift = left - person.at * self.width / 100
        fits_right, fits_left = left + wide + _GAP + beside <= self.width, left - _GAP - beside >= 0
        if person.beside and not fits_right and not fits_left:
            self._add(self._inside(person.beside, person.at, Role.INK))
            self.y += self.row
        high = round(size * 1.25)
        down = (high - self.row) / 2
        label = Text(text=person.label, at=person.at, y=0, role=Role.PERSON, size=size, is_bold=True)
        self._add(replace(label, shift=round(shift, 1), anchor="start"), down)
        if person.beside and (fits_right or fits_left):
            at_side = wide + _GAP if fits_right else -_GAP
            side = Text(text=person.beside, at=person.at, y=0, role=Role.INK, size=self.size)
            anchor = "start" if fits_right else "end"
            self._add(replace(side, shift=round(shift + at_side, 1), anchor=anchor), down + 2)
        self.y += high

    def _name_on_bar(self, marks: list[Mark]) -> None:
        """The labels of other large marks on the bar in a row, in the type of the person's own."""
        if not marks:
            return
        size = round(self.size * 1.6)
        middles = [(mark.at * self.width / 100, width_of(mark.label, size, is_bold=True)) for mark in marks]
        high = round(size * 1.25)
        for mark, (middle, _), left in zip(marks, middles, _apart(middles, self.width), strict=True):
            role = Role.SECOND if mark.kind is Kind.SECOND else Role.PERSON
            said = Text(text=mark.label, at=mark.at, y=0, role=role, size=size, is_bold=True)
            self._add(replace(said, shift=round(left - middle, 1), anchor="start"), (high - self.row) / 2)
        self.y += high

    def _reach(self, marks: list[Mark]) -> float:
        """How large the marks on the bar are, so that none covers another."""
        places = sorted(mark.at * self.width / 100 for mark in marks)
        nearest = min((right - left for left, right in pairwise(places)), default=2 * PERSON_REACH)
        return min(PERSON_REACH, max(_LEAST_REACH, nearest / 2 + _HALO / 2))

    def _pin(self) -> Iterator[Pin]:
        """Rows of marks below the bar: no label covers the line of a mark that hangs deeper."""
        left = sorted(
            (mark for mark in self.line.marks if mark.kind is not Kind.PERSON and not mark.on_bar),
            key=lambda mark: mark.at,
        )
        while left:
            placed = _fill_row(left, self.width, self.size)
            for mark, lines, shift in placed:
                yield Pin(mark=mark, y=self.y + self.row / 2)
                anchor = "start" if shift > 0 else "end"
                role = {Kind.SECOND: Role.SECOND, Kind.SITE: Role.INK}.get(mark.kind, Role.MUTED)
                for number, text in enumerate(lines):
                    said = Text(text=text, at=mark.at, y=0, role=role, size=self.size, shift=shift, anchor=anchor)
                    self._add(replace(said, is_bold=mark.kind is Kind.SECOND), number * self.row)
            self.y += self.row * max(len(lines) for _, lines, _ in placed) + 2
            left = [mark for mark in left if mark not in [done for done, _, _ in placed]]

    def _name_ranges(self) -> None:
        """The names of the ranges in one row, in two lines where their range is narrow."""
        named = [self._named(band, (band.right - band.left) * self.width / 100 + 2 * _GAP) for band in self.line.bands]
        if sum(wide + _NAME_GAP for _, _, wide in named) > self.width:
            named = [self._named(band, 0.0) for band in self.line.bands]
        lefts = _apart([((band.left + band.right) / 200 * self.width, wide) for band, _, wide in named], self.width)
        for (band, lines, wide), left in zip(named, lefts, strict=True):
            at = round((band.left + band.right) / 2, 2)
            for number, text in enumerate(lines):
                shift = round(left + wide / 2 - at * self.width / 100, 1)
                said = Text(text=text, at=at, y=0, role=Role.INK, size=self.size, shift=shift)
                self._add(said, number * (self.row - 3))
        self.y += (self.row - 3) * max((len(lines) for _, lines, _ in named), default=0) + (3 if named else 0)

    def _named(self, band: Stretch, most: float) -> tuple[Stretch, tuple[str, ...], float]:
        """A range with its name in lines, and how wide they are."""
        lines = _lines(band.label, self.size, most)
        return band, lines, max(width_of(text, self.size) for text in lines)

    def _numbers(self) -> None:
        """The numbers under the line: the edges between ranges always, the others where there is room."""
        taken: list[tuple[float, float]] = []
        for tick in sorted(self.line.ticks, key=lambda tick: not tick.is_edge):
            role = Role.INK if tick.is_edge else Role.MUTED
            said = self._inside(tick.label, tick.at, role, is_bold=tick.is_edge)
            half = width_of(tick.label, self.size, is_bold=tick.is_edge) / 2 + _GAP / 2
            middle = tick.at * self.width / 100 + said.shift
            if any(middle - half < end and middle + half > start for start, end in taken):
                continue
            taken.append((middle - half, middle + half))
            self._add(said)
        self.y += self.row


_Placed = tuple[Mark, tuple[str, ...], float]  # the mark, its label in lines, and how far beside it they begin


def _fill_row(left: list[Mark], width: int, size: int) -> list[_Placed]:
    """The marks that can hang in one row, outermost first; at least one. In one line each, while there is one that can."""
    in_one_line = _hung(left, width, size, most_lines=1)
    if in_one_line or (in_two := _hung(left, width, size, most_lines=2)):
        return in_one_line or in_two
    [first, *_] = left  # marks all over the line: the leftmost label lies over the lines of those beside it
    lines, shift = next(_options(first, first.at * width / 100, width, size))
    return [(first, lines, shift)]


def _hung(left: list[Mark], width: int, size: int, *, most_lines: int) -> list[_Placed]:
    """The marks that can hang in one row with so many lines."""
    placed: list[_Placed] = []
    spans: list[tuple[float, float]] = []
    places = {id(mark): mark.at * width / 100 for mark in left}
    for mark in sorted(left, key=lambda mark: -abs(mark.at - 50)):
        x = places[id(mark)]
        others = [place for other, place in ((other, places[id(other)]) for other in left) if other is not mark]
        if any(abs(x - places[id(done)]) < 2 * PIN_REACH + 4 for done, _, _ in placed):
            continue
        if any(start - PIN_REACH - 2 < x < end + PIN_REACH + 2 for start, end in spans):
            continue
        for lines, shift in _options(mark, x, width, size):
            if len(lines) > most_lines:
                continue
            start, end = _span(x, lines, shift, size, is_bold=mark.kind is Kind.SECOND)
            crosses = any(start - PIN_REACH - 2 < place < end + PIN_REACH + 2 for place in others)
            touches = any(start - _GAP < other_end and end + _GAP > other_start for other_start, other_end in spans)
            if not crosses and not touches:
                placed.append((mark, lines, shift))
                spans.append((start, end))
                break
    return placed


def _options(mark: Mark, x: float, width: int, size: int) -> Iterator[tuple[tuple[str, ...], float]]:
    """How the label of a mark may stand within the picture: towards the nearer end first, in one line first."""
    for most in (float("inf"), 0.0):
        lines = _lines(mark.label, size, most)
        for shift in sorted((_BESIDE, -_BESIDE), key=lambda side: (side > 0) == (x < width / 2)):
            start, end = _span(x, lines, shift, size, is_bold=mark.kind is Kind.SECOND)
            if start >= 0 and end <= width:
                yield lines, shift


def _span(x: float, lines: Iterable[str], shift: float, size: int, *, is_bold: bool) -> tuple[float, float]:
    wide = max(width_of(text, size, is_bold=is_bold) for text in lines)
    return (x + shift, x + shift + wide) if shift > 0 else (x + shift - wide, x + shift)


def _lines(text: str, size: int, most: float) -> tuple[str, ...]:
    """A text in one line, or broken at the space nearest to its middle where that is wider than `most`."""
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    if width_of(text, size) <= most or not spaces:
        return (text,)
    middle = min(spaces, key=lambda place: abs(place - len(text) / 2))
    return text[:middle], text[middle + 1 :]


def _apart(labels: list[tuple[float, float]], width: float) -> list[float]:
    """Where labels of these middles and widths begin, so that they neither touch nor leave the picture."""
    lefts: list[float] = []
    free = 0.0
    for middle, wide in labels:
        lefts.append(max(middle - wide / 2, free))
        free = lefts[-1] + wide + _NAME_GAP
    end = width
    for number in reversed(range(len(labels))):
        lefts[number] = min(lefts[number], end - labels[number][1])
        end = lefts[number] - _NAME_GAP
    return lefts
