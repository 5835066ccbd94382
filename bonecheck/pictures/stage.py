"""Draws the pictures of presenter mode as HTML that fills whatever room there is, in any browser and on paper."""

from collections.abc import Mapping
from html import escape

from bonecheck.pictures import bone_svg
from bonecheck.words.bone_line import BoneLine, Stretch
from bonecheck.words.stage import Bar, Bars, Crowd, Crowds, Dot, Ladder, Rung
from bonecheck.words.step import Bubbles, Cards, Lines, Picture

_CELL, _DOT, _DIAMOND = 10.0, 3.4, 4.4  # of one person in a grid: the side of the cell, the radius, the reach
_RANGES = {
    "osteoporosis": "low",
    "below": "low",
    "osteopenia": "between",
    "normal": "normal",
    "within": "normal",
    "far_above": "above",
}
_COLUMNS = {100: (10, 10), 1000: (40, 25)}  # in a row, where the room is wide and where it is high
_COLUMNS_OF_BOTH = {100: (20, 10), 1000: (50, 25)}


def drawn(picture: Picture, signs: Mapping[str, str]) -> str:
    """One picture; `signs` are the icons of first steps by their keys."""
    match picture:
        case BoneLine():
            return bone_svg.filling(picture)
        case Ladder():
            return _ladder(picture)
        case Crowds():
            return _crowds(picture)
        case Bars():
            return _bars(picture)
        case Cards():
            cards = (
                f"<li>{_sign(signs.get(card.key, ''))}<div><b>{escape(card.title)}</b><p>{escape(card.begin)}</p></div></li>"
                for card in picture.cards
            )
            return f'<ol class="stage-cards">{"".join(cards)}</ol>'
        case Bubbles():
            return _list("stage-bubbles", picture)
        case Lines():
            return _list("stage-lines", picture)


def _list(name: str, picture: Bubbles | Lines) -> str:
    return f'<ul class="{name}">{"".join(f"<li>{escape(said)}</li>" for said in picture.said)}</ul>'


def _sign(icon: str) -> str:
    return f'<span class="sign" aria-hidden="true" data-sign="{escape(icon)}"></span>'


def image(name: str, alt: str, inner: str, kind: str = "") -> str:
    """A picture of a stage, with what it shows in words."""
    return f'<div class="{f"{name} {kind}".rstrip()}" role="img" aria-label="{escape(alt)}">{inner}</div>'


# ---------------------------------------------------------------- sites


def _ladder(picture: Ladder) -> str:
    ranges = _ranges(picture.bands)
    return image("stage-ladder", picture.alt, "".join(_rung(rung, ranges) for rung in picture.rungs))


def _rung(rung: Rung, ranges: str) -> str:
    places = (place for place in (rung.at, rung.or_at) if place is not None)
    marks = "".join(f'<i class="mark {rung.kind}" style="left:{place:g}%"></i>' for place in places)
    name = f"rung {rung.kind}"
    return (
        f'<div class="{name}"><span class="site">{escape(rung.site)}</span><b class="score">{escape(rung.score)}</b>'
        f'<span class="track" style="background:{ranges}">{marks}</span><span class="said">{escape(rung.said)}</span></div>'
    )


def _ranges(bands: tuple[Stretch, ...]) -> str:
    """The ranges as one background, with a line in ink at each edge."""
    if not bands:
        return "var(--range-normal)"
    parts = []
    for number, band in enumerate(bands):
        left = f"calc({band.left:g}% + 1.5px)" if number else "0%"
        parts.append(f"var(--range-{_RANGES[band.key]}) {left} {band.right:g}%")
        if number < len(bands) - 1:
            parts.append(f"var(--ink) {band.right:g}% calc({band.right:g}% + 1.5px)")
    return f"linear-gradient(90deg, {', '.join(parts)})"


# ---------------------------------------------------------------- people


def _crowds(picture: Crowds) -> str:
    if len(picture.crowds) == 1:
        return image("stage-crowds", picture.alt, "".join(map(_crowd, picture.crowds)))
    pair = "".join(map(_one_of_both, picture.crowds))
    keys = "".join(f"<li>{_key(dot)}<span>{escape(said)}</span></li>" for dot, said in picture.keys)
    return image("stage-crowds", picture.alt, f'<div class="pair">{pair}</div><ul class="keys">{keys}</ul>', "both")


def _one_of_both(crowd: Crowd) -> str:
    names = ("crowd", *(["second"] if crowd.is_second else []))
    title = f'<p class="title">{_key(Dot.MORE)}<span>{escape(crowd.title)}</span></p>'
    return f'<div class="{" ".join(names)}">{title}<div class="grid">{_grids(crowd, _COLUMNS_OF_BOTH)}</div></div>'


def _crowd(crowd: Crowd) -> str:
    keys = "".join(f"<li>{_key(dot)}<span>{escape(said)}</span></li>" for dot, _, said in crowd.marks)
    title = f'<p class="title">{escape(crowd.title)}</p>' if crowd.title else ""
    return f'<div class="crowd"><div class="grid">{_grids(crowd, _COLUMNS)}</div><div class="told">{title}<ul>{keys}</ul></div></div>'


def _grids(crowd: Crowd, in_a_row: Mapping[int, tuple[int, int]]) -> str:
    columns = dict.fromkeys(in_a_row[crowd.of])
    names = ("wide", "high") if len(columns) > 1 else ("any",)
    return "".join(_grid(crowd, column, name) for column, name in zip(columns, names, strict=True))


def _grid(crowd: Crowd, columns: int, name: str) -> str:
    rows = crowd.of // columns
    first, drawn_marks = 0, []
    for dot, count, _ in crowd.marks:
        places = [
            ((place % columns + 0.5) * _CELL, (place // columns + 0.5) * _CELL) for place in range(first, first + count)
        ]
        drawn_marks.append(_marks(dot, places))
        first += count
    box = f'viewBox="0 0 {columns * _CELL:g} {rows * _CELL:g}"'
    return f'<svg class="{name}" {box} aria-hidden="true">{"".join(drawn_marks)}</svg>'


def _key(dot: Dot) -> str:
    return f'<svg class="key" viewBox="0 0 10 10" aria-hidden="true">{_marks(dot, [(5.0, 5.0)])}</svg>'


def _marks(dot: Dot, places: list[tuple[float, float]]) -> str:
    """All marks of one kind as one path: circles for the others, diamonds for who answers like somebody."""
    if dot in {Dot.MORE, Dot.MAY}:
        reach = _DIAMOND - (0.4 if dot is Dot.MAY else 0)
        path = "".join(
            f"M{x:g} {y - reach:g}l{reach:g} {reach:g}l{-reach:g} {reach:g}l{-reach:g} {-reach:g}z" for x, y in places
        )
    else:
        radius = _DOT
        path = "".join(
            f"M{x - radius:g} {y:g}a{radius:g} {radius:g} 0 1 0 {2 * radius:g} 0a{radius:g} {radius:g} 0 1 0 {-2 * radius:g} 0z"
            for x, y in places
        )
    return f'<path class="dot {dot}" d="{path}"></path>'


# ---------------------------------------------------------------- what moves a number


def _bars(picture: Bars) -> str:
    bars = "".join(_bar(bar, picture.most) for bar in picture.bars)
    return image("stage-bars", picture.alt, bars, "pair" if picture.of_pair else "")


def _bar(bar: Bar, most: float) -> str:
    name = "person" if bar.is_person else "others" if bar.is_others else "factor"
    left, right = sorted((bar.start, bar.end))
    before = "" if left == 0 else _stretch("before", 0, left, most)
    pieces = [before, _stretch("moved", left, right, most)]
    if bar.upto > bar.end:
        pieces.append(_stretch("open", bar.end, bar.upto, most))
    return (
        f'<div class="bar {name}"><span class="label">{escape(bar.label)}</span>'
        f'<span class="track">{"".join(pieces)}</span><b class="said">{escape(bar.said)}</b></div>'
    )


def _stretch(name: str, low: float, high: float, most: float) -> str:
    return f'<i class="{name}" style="left:{100 * low / most:.2f}%;width:{100 * (high - low) / most:.2f}%"></i>'
