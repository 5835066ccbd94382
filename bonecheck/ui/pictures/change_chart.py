"""Draws the scans of one site over time: marks by machine, and the noise around the first; readable at 300 px and up."""

from typing import Any

from bonecheck.pictures.look import (
    ACCENT,
    CLEAR,
    INK,
    MUTED,
    PAPER,
    PEERS,
    TICK_PAD,
    TYPE,
    Drawing,
    mode_of,
    scale,
    still_layout,
    unseen,
)
from bonecheck.scan.change import Machine
from bonecheck.ui.pictures.change_layout import Course, Layout, Mark
from bonecheck.words.language import message, name

_TOP, _PLOT, _AXIS, _LINE, _KEY, _ABOVE = 24, 150, 34, 18, 22, 17  # px
_BAND = "rgba(128,128,128,0.28)"
_SYMBOL = {Machine.NEWEST: "circle", Machine.OTHER: "square", Machine.NOT_KNOWN: "diamond"}
_SIGN = {Machine.NEWEST: "\u25cf", Machine.OTHER: "\u25a0", Machine.NOT_KNOWN: "\u25c7"}


def drawing(laid: Layout, *, dark: bool) -> Drawing:
    """The figure of a layout."""
    mode = mode_of(dark=dark)
    ink = INK[mode]
    colours = {Machine.NEWEST: ACCENT[mode], Machine.OTHER: PEERS[mode], Machine.NOT_KNOWN: PAPER[mode]}
    edges = colours | {Machine.NOT_KNOWN: ink}
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": [mark.at for mark in laid.marks],
        "y": [mark.height for mark in laid.marks],
        "marker": {
            "symbol": [_SYMBOL[mark.machine] for mark in laid.marks],
            "size": 12,
            "opacity": 1,
            "color": [colours[mark.machine] for mark in laid.marks],
            "line": {"width": 2, "color": [edges[mark.machine] for mark in laid.marks]},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    lines = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [one.at, other.at],
            "y": [one.height, other.height],
            "line": {"width": 2, "color": ACCENT[mode]},
            "hoverinfo": "skip",
        }
        for one, other in laid.joined
    ]
    average = [_average(laid.average, MUTED[mode])] if laid.average else []
    ticks = [mark for mark in laid.marks if mark.year]
    axis = _AXIS + (_LINE if any(mark.t_score for mark in laid.marks) else 0)
    key = _key(laid, edges, ink, axis)
    foot = axis + _KEY * len(key)
    return {
        "data": [*average, *lines, marks],
        "layout": still_layout(mode)
        | {
            "height": _TOP + _PLOT + foot,
            "margin": {"l": 4, "r": 4, "t": _TOP, "b": foot, "pad": TICK_PAD},
            "xaxis": scale(
                mode,
                laid.across,
                tickvals=[mark.at for mark in ticks],
                ticktext=[_tick(mark, MUTED[mode]) for mark in ticks],
            ),
            "yaxis": unseen(laid.upright),
            "shapes": [*_band(laid), *_breaks(laid, ink)],
            "annotations": [
                *(_text(f"<b>{mark.label}</b>", ink, **_beside(mark)) for mark in laid.marks if mark.label),
                _text(name("change_column", laid.column), ink, y=1, yanchor="bottom"),
                *key,
            ],
        },
    }


def _band(laid: Layout) -> list[dict[str, Any]]:
    if (band := laid.band) is None:
        return []
    sides = {"x0": band.since, "x1": laid.across[1], "y0": band.low, "y1": band.high}
    return [{"type": "rect", "layer": "below", "fillcolor": _BAND, "line": {"width": 0, "color": CLEAR}, **sides}]


def _breaks(laid: Layout, ink: str) -> list[dict[str, Any]]:
    """The edges between two rulers."""
    line = {"width": 2, "color": ink, "dash": "dash"}
    return [
        {"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 0.95, "line": line} for at in laid.breaks
    ]


def _key(laid: Layout, colours: dict[Machine, str], ink: str, below: int) -> list[dict[str, Any]]:
    """What the grey and the dots are, and which mark is of which machine; below the picture, so that it fits a phone."""
    rows = [message("change_band", year=laid.band.year)] if laid.band else []
    rows += [message("change_average_key")] if laid.average else []
    rows += [message("change_break")] if laid.breaks else []
    rows += [
        f"<span style='color:{colours[machine]}'>{_SIGN[machine]}</span> {name('machine_key', machine)}"
        for machine in laid.machines
    ]
    return [_text(row, ink, y=0, yanchor="top", yshift=-below - _KEY * number) for number, row in enumerate(rows)]


def _average(course: Course, colour: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [course.since, course.until],
        "y": [course.before, course.after],
        "line": {"width": 2, "color": colour, "dash": "dot"},
        "hoverinfo": "skip",
    }


def _tick(mark: Mark, colour: str) -> str:
    """The year, and below it the T-score: no scale at the side, since reports may stand on other reference people."""
    return f"{mark.year}<br><span style='color:{colour}'>{mark.t_score}</span>" if mark.t_score else mark.year


def _beside(mark: Mark) -> dict[str, Any]:
    shift = -_ABOVE if mark.is_under else _ABOVE
    return {"xref": "x", "yref": "y", "x": mark.at, "y": mark.height, "xanchor": "center", "yshift": shift}


def _text(text: str, ink: str, **where: Any) -> dict[str, Any]:
    """Words, at the left edge of the picture if not told otherwise."""
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "left",
        "text": text,
        "showarrow": False,
        "align": "left",
        "font": {"size": TYPE, "color": ink},
    } | where
