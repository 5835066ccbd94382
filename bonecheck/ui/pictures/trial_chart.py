"""Draws what a trial found about bone density over its own time, beside the noise of one scanner."""

from typing import Any

from bonecheck.compare.projection import Line, Projection
from bonecheck.pictures.look import ACCENT, INK, PEERS, TICK_PAD, TYPE, Drawing, mode_of, scale, still_layout
from bonecheck.ui.pictures.risk_charts import label
from bonecheck.words.language import number, signed
from bonecheck.words.what_if import line_label, trial_text

_PLOT, _AXIS, _KEY, _GAP = 220, 52, 24, 0.09  # px; the gap between two numbers is a part of the height
_BAND = "rgba(128,128,128,0.22)"
_DASH = ("solid", "dash", "dot")
_ROOM = 1.25  # the lines leave a fifth of the width to their numbers


def drawing(shown: Projection, *, dark: bool) -> Drawing:
    """Lines from the first day to the end of the trial, each with its interval; readable at 360 px and up."""
    mode = mode_of(dark=dark)
    ink = INK[mode]
    colours = (ACCENT[mode], PEERS[mode], ink)
    reach = 1.1 * max(shown.noise_percent, *(abs(end) for line in shown.lines for end in line.ends))
    traces = [_trace(line, colours[number], _DASH[number]) for number, line in enumerate(shown.lines)]
    labels = _numbers(shown, reach, ink) + _key(shown, colours, ink)
    months = sorted({0.0, *(line.months for line in shown.lines)})
    noise = shown.noise_percent
    band = {"type": "rect", "x0": 0, "x1": shown.months, "y0": -noise, "y1": noise, "layer": "below"}
    shapes = [
        {**band, "fillcolor": _BAND, "line": {"width": 0}},
        {"type": "line", "x0": 0, "x1": shown.months, "y0": 0, "y1": 0, "line": {"width": 1, "color": ink}},
    ]
    foot = _AXIS + _KEY * (len(shown.lines) + 1)
    return {
        "data": traces,
        "layout": still_layout(mode)
        | {
            "height": _PLOT + foot,
            "margin": {"l": 46, "r": 4, "t": 8, "b": foot, "pad": TICK_PAD},
            "xaxis": scale(
                mode,
                [0, shown.months * _ROOM],
                tickvals=months,
                ticktext=[number(month, decimals=0) for month in months],
                title={"text": trial_text("axis"), "font": {"size": TYPE, "color": ink}, "standoff": 4},
                showgrid=False,
            ),
            "yaxis": scale(mode, [-reach, reach], ticksuffix=" %", nticks=6),
            "shapes": shapes,
            "annotations": labels,
        },
    }


def _trace(line: Line, colour: str, dash: str) -> dict[str, Any]:
    """A line to its value with the interval at its end; only the interval where that is all that is printed."""
    middle = line.middle
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers" if line.value is None else "lines+markers",
        "x": [line.months] if line.value is None else [0, line.months],
        "y": [middle] if line.value is None else [0, middle],
        "line": {"color": colour, "width": 3, "dash": dash},
        "marker": {"color": colour, "size": 1 if line.value is None else [1, 9], "line": {"width": 0}},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    if line.low is not None and line.high is not None:
        up, down = line.high - middle, middle - line.low
        count = len(trace["x"])
        ends = {"array": [0] * (count - 1) + [up], "arrayminus": [0] * (count - 1) + [down]}
        trace["error_y"] = {"type": "data", "symmetric": False, "color": colour, "thickness": 2, "width": 6, **ends}
    return trace


def _numbers(shown: Projection, reach: float, ink: str) -> list[dict[str, Any]]:
    """The number at the end of each line, moved apart where they would touch."""
    placed: list[dict[str, Any]] = []
    floor = -reach
    for line in sorted(shown.lines, key=lambda line: line.middle):
        y = max(line.middle, floor)
        floor = y + _GAP * 2 * reach
        if line.value is None:  # long, so on the side where there is room on a phone
            text = trial_text("span", low=signed(line.low or 0.0), high=signed(line.high or 0.0))
            placed.append(label(line.months, y, text, 14, ink, shift=-10) | {"xanchor": "right"})
        else:
            placed.append(label(line.months, y, f"<b>{signed(round(line.value, 1))} %</b>", 14, ink, shift=10))
    return placed


def _key(shown: Projection, colours: tuple[str, ...], ink: str) -> list[dict[str, Any]]:
    """Which line is which, and what the grey is; below the picture, so that long names fit a phone."""
    signs = ("\u2501\u2501", "\u2501 \u2501", "\u00b7 \u00b7 \u00b7")
    rows = [(signs[number], colours[number], line_label(line)) for number, line in enumerate(shown.lines)]
    rows.append(("\u25a0", "#8a8a8a", trial_text("band")))
    return [
        {
            "xref": "paper",
            "yref": "paper",
            "x": 0,
            "y": 0,
            "xanchor": "left",
            "yanchor": "top",
            "xshift": -40,
            "yshift": -_AXIS - _KEY * number,
            "text": f"<span style='color:{colour}'><b>{sign}</b></span>  {words}",
            "showarrow": False,
            "align": "left",
            "font": {"size": 14, "color": ink},
        }
        for number, (sign, colour, words) in enumerate(rows)
    ]
