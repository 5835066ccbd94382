"""Draws the bone line in Plotly, where people read or move their own line: the same geometry as the still picture, and
whoever points at a mark or taps it is told its numbers.
"""

from typing import Any

from bonecheck.pictures import look
from bonecheck.pictures.bone_layout import COLOUR, NOISE_REACH, PERSON_REACH, PIN_REACH, Layout, Text
from bonecheck.pictures.look import Drawing
from bonecheck.words.bone_line import Kind, Mark

_SYMBOL = {
    Kind.PERSON: "diamond",
    Kind.SECOND: "diamond",
    Kind.NOT_COUNTED: "circle-x-open",
    Kind.NOT_USED: "circle-open-dot",
}


def drawing(laid: Layout, *, dark: bool) -> Drawing:
    """Data and layout of the figure; one unit of height is one pixel."""
    mode = look.mode_of(dark=dark)
    line = laid.line
    shapes = [*_bar(laid, mode), *_noise(laid, mode), *_stems(laid, mode), *_bracket(laid, mode)]
    marks = [(pin.mark, pin.y) for pin in laid.pins]
    if laid.person is not None:
        marks.append((laid.person, laid.bar_middle))
    return {
        "data": [*_hill(laid, mode), *(_mark(mark, y, laid, mode) for mark, y in marks)],
        "layout": look.still_layout(mode)
        | {
            "height": laid.height,
            "margin": {"l": 1, "r": 1, "t": 0, "b": 0},  # the frame of the bar is half outside it
            "hovermode": "closest",
            "xaxis": look.unseen([line.low, line.high]),
            "yaxis": look.unseen([-laid.height, 0]),
            "shapes": shapes,
            "annotations": [_text(text, laid, mode) for text in laid.texts],
        },
    }


def _box(laid: Layout, left: float, right: float, top: float, bottom: float) -> dict[str, Any]:
    """A rectangle between two places [percent] and two heights [px from the top]."""
    ends = {"x0": laid.line.value(left), "x1": laid.line.value(right), "y0": -bottom, "y1": -top}
    return {"type": "rect", **ends, "layer": "below", "line": {"width": 0}}


def _stroke(laid: Layout, ends: tuple[float, float, float, float], colour: str, width: float) -> dict[str, Any]:
    """A line between two places [percent] and two heights [px from the top]."""
    left, right, top, bottom = ends
    places = {"x0": laid.line.value(left), "x1": laid.line.value(right), "y0": -top, "y1": -bottom}
    return {"type": "line", **places, "layer": "below", "line": {"color": colour, "width": width}}


def _bar(laid: Layout, mode: str) -> list[dict[str, Any]]:
    top, bottom = laid.bar_top, laid.bar_bottom
    boxes = [
        _box(laid, band.left, band.right, top, bottom) | {"fillcolor": look.BAND[band.key][mode]}
        for band in laid.line.bands
    ]
    frame = _box(laid, 0, 100, top, bottom) | {"line": {"color": look.FAINT[mode], "width": 1}}
    cuts = [
        _stroke(laid, (band.left, band.left, top - 4, bottom + 4), look.INK[mode], 2) for band in laid.line.bands[1:]
    ]
    return [*boxes, frame, *cuts]


def _noise(laid: Layout, mode: str) -> list[dict[str, Any]]:
    if laid.line.noise is None:
        return []
    box = _box(laid, *laid.line.noise, laid.bar_middle - NOISE_REACH, laid.bar_middle + NOISE_REACH)
    return [box | {"fillcolor": look.ACCENT[mode], "opacity": look.NOISE}]


def _stems(laid: Layout, mode: str) -> list[dict[str, Any]]:
    """From the label of the person to their mark, and from the bar to each mark that hangs below it."""
    stems = []
    for pin in laid.pins:
        is_second = pin.mark.kind is Kind.SECOND
        top = laid.bar_bottom - (0 if is_second else 10)  # the lowest range would swallow its colour
        colour = (look.PEERS if is_second else look.INK)[mode]
        stems.append(_stroke(laid, (pin.mark.at, pin.mark.at, top, pin.y), colour, 2))
    if (person := laid.person) is not None:
        stems.append(_stroke(laid, (person.at, person.at, laid.stem_top, laid.bar_middle), look.ACCENT[mode], 3))
    return stems


def _bracket(laid: Layout, mode: str) -> list[dict[str, Any]]:
    compared = laid.line.compared
    if compared is None or compared.upto is not None:
        return []
    left, right, y = compared.at - compared.reach, compared.at + compared.reach, laid.hill_top + 7
    ends = ((left, right, y, y), (left, left, y - 5, y + 5), (right, right, y - 5, y + 5))
    return [_stroke(laid, each, look.PEERS[mode], 2.5) for each in ends]


def _hill(laid: Layout, mode: str) -> list[dict[str, Any]]:
    compared = laid.line.compared
    if compared is None or compared.upto is None:
        return []
    base, high = laid.bar_top, laid.bar_top - laid.hill_top
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [laid.line.value(at) for at in (points[0][0], *(at for at, _ in points), points[-1][0])],
            "y": [-base, *(high * height - base for _, height in points), -base],
            "fill": "toself",
            "fillcolor": look.PEERS[mode],
            "opacity": opacity,
            "line": {"width": 0},
            "hoverinfo": "skip",
        }
        for points, opacity in ((compared.hill(), look.HILL), (compared.hill(compared.upto), look.HILL_LOWER))
    ]


def _mark(mark: Mark, y: float, laid: Layout, mode: str) -> dict[str, Any]:
    is_somebody = mark.kind in {Kind.PERSON, Kind.SECOND}
    colour = {Kind.PERSON: look.ACCENT, Kind.SECOND: look.PEERS}.get(mark.kind, look.INK)[mode]
    full = mark.kind is Kind.PERSON and not mark.hollow
    reach = PERSON_REACH if mark.kind is Kind.PERSON else PIN_REACH + 2 if is_somebody else PIN_REACH
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [mark.value],
        "y": [-y],
        "cliponaxis": False,
        "marker": {
            "symbol": _SYMBOL.get(mark.kind, "circle"),
            # Plotly's diamond reaches 1.3 times as far as its circle of the same size.
            "size": 2 * (reach - 1.5) / (1.3 if is_somebody else 1),
            "color": colour if full else look.PAPER[mode] if mark.kind not in _OPEN else colour,
            "line": {"width": 3 if full else 2, "color": look.PAPER[mode] if full else colour},
        },
        "hovertemplate": "<br>".join(mark.told) + "<extra></extra>",
        "hoverlabel": {
            "bgcolor": look.PAPER[mode],
            "bordercolor": colour,
            "align": "left",
            "font": {"size": 15, "color": look.INK[mode]},
        },
    }


_OPEN = {Kind.NOT_COUNTED, Kind.NOT_USED}


def _text(text: Text, laid: Layout, mode: str) -> dict[str, Any]:
    anchor = {"start": "left", "middle": "center", "end": "right"}[text.anchor]
    return {
        "x": laid.line.value(text.at),
        "y": -text.y,
        "xshift": text.shift,
        "xanchor": anchor,
        "yanchor": "middle",
        "text": f"<b>{text.text}</b>" if text.is_bold else text.text,
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": text.size, "color": COLOUR[text.role][mode]},
    }
