"""Draws the bone line as a static SVG: for Start, cards, the check, print and hand-outs. The same geometry as in Plotly.

Every place across is a share of the width, so one drawing fits every page without its type being scaled.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from bonecheck.pictures import look
from bonecheck.pictures.bone_layout import (
    COLOUR,
    NARROW,
    NOISE_REACH,
    PERSON_REACH,
    PIN_REACH,
    WIDE,
    Layout,
    Pin,
    Text,
    lay_out,
)
from bonecheck.words.bone_line import BoneLine, Kind, Mark


def still(line: BoneLine) -> str:
    """The picture for a page: as it is on a phone, and as it is where there is room; the style sheet shows one of them."""
    drawn = "".join(
        f'<div class="{name}">{svg(lay_out(line, width))}</div>' for name, width in (("narrow", NARROW), ("wide", WIDE))
    )
    return f'<div class="bone-line" role="img" aria-label="{escape(line.alt)}">{drawn}</div>'


def filling(line: BoneLine) -> str:
    """The picture for a wall: each of its two drawings grows as a whole, type and all, to what room there is."""
    drawn = ""
    for name, width in (("narrow", NARROW), ("wide", WIDE)):
        laid = lay_out(line, width)
        box = f'viewBox="0 0 {width} {laid.height:g}"'
        drawn += f'<svg class="{name}" {box} aria-hidden="true" overflow="visible">{"".join(_drawn(laid))}</svg>'
    return f'<div class="stage-line" role="img" aria-label="{escape(line.alt)}">{drawn}</div>'


def many(line: BoneLine, places: Sequence[float], width: int, height: int) -> str:
    """A drawing of this size with a mark for each of many people [percent across], none over another: as large as they fit."""
    laid = lay_out(line, width)
    down = max(0, height - laid.height)  # the bar grows, and all that is written below it moves down
    top, bottom = laid.bar_top, laid.bar_bottom + down
    reach, marks = _swarm([place * width / 100 for place in places], bottom - top - 8, (bottom - top) / 13)
    middle = (top + bottom) / 2
    path = "".join(
        f"M{x:.1f} {middle + y - reach:.1f}l{reach:g} {reach:g} {-reach:g} {reach:g} {-reach:g} {-reach:g}z"
        for x, y in marks
    )
    drawn = [
        _bar(line, top, bottom),
        f'<path class="marks" d="{path}" stroke-width="{reach / 9:.2g}" {_paint("fill", look.ACCENT)}></path>',
        *(_text(replace(text, y=text.y + down)) for text in laid.texts),
    ]
    return f'viewBox="0 0 {width} {laid.height + down:g}" aria-hidden="true" overflow="visible">{"".join(drawn)}'


def _swarm(places: Sequence[float], high: float, reach: float) -> tuple[float, list[tuple[float, float]]]:
    """Diamonds at these places, each as near to the middle as it can stand beside the others; smaller where they do not fit.

    The smallest ones may lie over each other: nobody is left out.
    """
    while True:
        marks: list[tuple[float, float]] = []
        step = reach / 2
        last = max(int((high / 2 - reach) / step), 0)
        rows = [side * row * step for row in range(last + 1) for side in ((1, -1) if row else (1,))]
        for number, x in enumerate(places):
            free = (y for y in rows if all(abs(x - a) + abs(y - b) >= 2 * reach + reach / 9 for a, b in marks))
            y = next(free, None)
            if y is None and reach > _LEAST_REACH:
                break
            marks.append((x, rows[number % len(rows)] if y is None else y))
        if len(marks) == len(places):
            return reach, marks
        reach *= 0.9


_LEAST_REACH = 2.0  # px


def small(line: BoneLine) -> str:
    """The bar with its marks alone, for a card: all that it would say in words stands in its alternative text."""
    marks = [mark for mark in line.marks if mark.kind is not Kind.NOT_USED]  # without words it could not be told apart
    drawn = [
        _bar(line, 5, 21),
        *(_dot(mark, 13) for mark in marks if mark.kind is not Kind.PERSON),
        *(_diamond(mark, 13, PERSON_REACH - 2) for mark in marks if mark.kind is Kind.PERSON),
    ]
    return f'<div class="bone-small" role="img" aria-label="{escape(line.alt)}">{_frame(26, drawn)}</div>'


def on_paper(line: BoneLine, *, font: str) -> str:
    """The wide picture as a file of its own, in the light colours and all its words in ink, with a type that the page has."""
    laid = lay_out(line, WIDE)
    drawn = _COLOUR_OF_TYPE.sub(rf'\g<1>{look.INK["light"]}"', _IN_BOTH_MODES.sub("", "".join(_drawn(laid))))
    box = f'width="{WIDE}" height="{laid.height:g}" viewBox="0 0 {WIDE} {laid.height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="{escape(font)}">{drawn}</svg>'


_IN_BOTH_MODES = re.compile(r' style="[^"]*"')  # the light colours stand as attributes as well
_COLOUR_OF_TYPE = re.compile(r'(<text [^>]*fill=")[^"]*"')


def svg(laid: Layout) -> str:
    """One drawing of a layout."""
    return _frame(laid.height, _drawn(laid))


def _drawn(laid: Layout) -> list[str]:
    pieces = [*_compared(laid), *_stem(laid), _bar(laid.line, laid.bar_top, laid.bar_bottom), *_noise(laid)]
    for pin in laid.pins:
        pieces += _pin(pin, laid)
    pieces += [_diamond(mark, laid.bar_middle, laid.reach) for mark in laid.line.marks if mark.on_bar]
    if laid.person is not None:
        pieces.append(_diamond(laid.person, laid.bar_middle, laid.reach))
    return [*pieces, *map(_text, laid.texts)]


def _frame(height: float, pieces: list[str]) -> str:
    return f'<svg width="100%" height="{height:g}" aria-hidden="true" overflow="visible">{"".join(pieces)}</svg>'


def _paint(kind: str, colours: dict[str, str]) -> str:
    """A colour in both modes; a browser without `light-dark()` and a printed page take the light one."""
    light, dark = colours["light"], colours["dark"]
    return f'{kind}="{light}" style="{kind}:light-dark({light},{dark})"'


def _bar(line: BoneLine, top: float, bottom: float) -> str:
    box = f'y="{top:g}" height="{bottom - top:g}"'
    bands = [
        f'<rect x="{band.left:g}%" width="{band.right - band.left:g}%" {box} {_paint("fill", look.BAND[band.key])}></rect>'
        for band in line.bands
    ]
    frame = f'<rect x="0" width="100%" {box} fill="none" {_paint("stroke", look.FAINT)}></rect>'
    cuts = [
        f'<line x1="{band.left:g}%" x2="{band.left:g}%" y1="{top - 4:g}" y2="{bottom + 4:g}" stroke-width="2" '
        f"{_paint('stroke', look.INK)}></line>"
        for band in line.bands[1:]
    ]
    return "".join([*bands, frame, *cuts])


def _compared(laid: Layout) -> list[str]:
    compared = laid.line.compared
    if compared is None:
        return []
    if compared.upto is None:
        left, right, y = compared.at - compared.reach, compared.at + compared.reach, laid.hill_top + 7
        stroke = f'stroke-width="2.5" {_paint("stroke", look.PEERS)}'
        lines = [(left, right, y, y), (left, left, y - 5, y + 5), (right, right, y - 5, y + 5)]
        return [f'<line x1="{a:g}%" x2="{b:g}%" y1="{c:g}" y2="{d:g}" {stroke}></line>' for a, b, c, d in lines]
    return [
        f'<svg x="0" y="{laid.hill_top:g}" width="100%" height="{laid.bar_top - laid.hill_top:g}" viewBox="0 0 100 1" '
        f'preserveAspectRatio="none"><path d="{_outline(points)}" fill-opacity="{opacity}" {_paint("fill", look.PEERS)}>'
        "</path></svg>"
        for points, opacity in ((compared.hill(), look.HILL), (compared.hill(compared.upto), look.HILL_LOWER))
    ]


def _outline(points: tuple[tuple[float, float], ...]) -> str:
    steps = "".join(f"L{at:.2f} {1 - height:.3f}" for at, height in points)
    return f"M{points[0][0]:.2f} 1{steps}L{points[-1][0]:.2f} 1Z"


def _stem(laid: Layout) -> list[str]:
    """From the large marks on the bar to their labels."""
    return [
        f'<line x1="{mark.at:g}%" x2="{mark.at:g}%" y1="{laid.bar_bottom + 4 if is_second else laid.stem_top:g}" '
        f'y2="{laid.bar_middle:g}" stroke-width="3" {_paint("stroke", look.PEERS if is_second else look.ACCENT)}></line>'
        for mark in laid.line.marks
        if mark.kind is Kind.PERSON or mark.on_bar
        for is_second in (mark.kind is Kind.SECOND,)
    ]


def _noise(laid: Layout) -> list[str]:
    if laid.line.noise is None:
        return []
    left, right = laid.line.noise
    return [
        f'<rect x="{left:g}%" width="{right - left:g}%" y="{laid.bar_middle - NOISE_REACH:g}" height="{2 * NOISE_REACH}" rx="6" '
        f'fill-opacity="{look.NOISE}" {_paint("fill", look.ACCENT)}></rect>'
    ]


def _pin(pin: Pin, laid: Layout) -> list[str]:
    at = f'x1="{pin.mark.at:g}%" x2="{pin.mark.at:g}%"'
    stroke = look.PEERS if pin.mark.kind is Kind.SECOND else look.INK
    line = (
        f'<line {at} y1="{laid.bar_bottom - 10:g}" y2="{pin.y:g}" stroke-width="2" {_paint("stroke", stroke)}></line>'
    )
    if pin.mark.kind is Kind.SECOND:
        return [line, _diamond(pin.mark, pin.y, PIN_REACH + 2)]
    return [line, _dot(pin.mark, pin.y)]


def _dot(mark: Mark, y: float) -> str:
    """A ring; a cross within it says that the score does not count, a broken ring that it is not in use."""
    dash = ' stroke-dasharray="3 2"' if mark.kind is Kind.NOT_USED else ""
    shape = f'<circle r="{PIN_REACH - 1}" stroke-width="2"{dash}'
    paint = f'fill="{look.PAPER["light"]}" stroke="{look.INK["light"]}" style="{_both("fill", look.PAPER)};{_both("stroke", look.INK)}"'
    cross = f'<path d="M-3-3L3 3M3-3L-3 3" stroke-width="1.5" {_paint("stroke", look.INK)}></path>'
    inner = f"{shape} {paint}></circle>{cross if mark.kind is Kind.NOT_COUNTED else ''}"
    return _at(mark, y, inner)


def _diamond(mark: Mark, y: float, reach: float) -> str:
    """The person in the colour of the person with a halo in that of the page; hollow where the score is not settled."""
    colour = look.PEERS if mark.kind is Kind.SECOND else look.ACCENT
    halo = f'<path d="{_rhombus(reach)}" {_paint("fill", look.PAPER)}></path>'
    full = f'<path d="{_rhombus(reach - 3)}" {_paint("fill", colour)}></path>'
    if mark.hollow or (mark.kind is Kind.SECOND and not mark.on_bar):
        full += f'<path d="{_rhombus(reach - 7 if reach > PIN_REACH + 4 else reach - 5.5)}" {_paint("fill", look.PAPER)}></path>'
    return _at(mark, y, halo + full)


def _rhombus(reach: float) -> str:
    return f"M0 {-reach:g}L{reach:g} 0L0 {reach:g}L{-reach:g} 0Z"


def _at(mark: Mark, y: float, inner: str) -> str:
    told = f"<title>{escape(', '.join(mark.told))}</title>" if mark.told else ""
    return f'<svg x="{mark.at:g}%" y="{y:g}" overflow="visible" class="mark {mark.kind}"><g>{told}{inner}</g></svg>'


def _both(kind: str, colours: dict[str, str]) -> str:
    return f"{kind}:light-dark({colours['light']},{colours['dark']})"


def _text(text: Text) -> str:
    weight = ' font-weight="700"' if text.is_bold else ""
    return (
        f'<text x="{text.at:g}%" dx="{text.shift:g}" y="{text.y:g}" dominant-baseline="central" text-anchor="{text.anchor}" '
        f'font-size="{text.size}"{weight} {_paint("fill", COLOUR[text.role])}>{escape(text.text)}</text>'
    )
