"""Draws two people in one picture: both on one spectrum, and above the bars of what the models make of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from bonecheck import Report
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import SiteReading, score_of
from bonecheck.scan.spectrum import Spectrum
from bonecheck.ui.pictures import charts, look
from bonecheck.ui.pictures.look import Drawing
from bonecheck.words.language import message, name, signed

Person = tuple[str, Report]  # what they are called in the picture, and what was found


def line_of(people: Sequence[Person]) -> Spectrum | None:
    """The line that all who have one share, wide enough for everybody; that of the first where scores differ."""
    lines = [report.spectrum for _, report in people if report.spectrum is not None]
    same = [line for line in lines if line.score is lines[0].score]
    if not same:
        return None
    low, high = min(line.low for line in same), max(line.high for line in same)
    bands = max((line.bands for line in same), key=len)  # one of them may have a band more, far above average
    if bands:
        first, *middle, last = bands
        bands = (replace(first, low=low), *middle, replace(last, high=high))
    return replace(same[0], low=low, high=high, bands=bands, peers=None)


def stands_on(line: Spectrum, report: Report) -> bool:
    """Whether somebody can be drawn on this line."""
    return report.spectrum is not None and report.spectrum.score is line.score


def spectrum(people: Sequence[Person], line: Spectrum, *, dark: bool) -> Drawing:
    """The site that decides of everybody on one line: the first person full, the second hollow."""
    mode = look.mode_of(dark=dark)
    shapes, labels = charts.bands(line, mode)
    traces: list[dict[str, Any]] = []
    lane = 0
    for number, (caption, report) in enumerate(people):
        if not stands_on(line, report):
            continue
        colour = (look.ACCENT, look.PEERS)[number][mode]
        for site in _shown_sites(report, line.score):
            value, y = score_of(site, line.score) or 0.0, -charts.LANE * (lane + 0.5) - 2
            shapes.append(charts.stem(value, y, colour))
            traces.append(_marker(value, y, site, colour, look.PAPER[mode], hollow=number > 0))
            labels.append(_label(caption, site, line, y, bold=number == 0) | {"bgcolor": look.PAPER[mode]})
            lane += 1
    top = charts.BAR + charts.BAND_LABELS
    return {"data": traces, "layout": charts.line_layout(line, shapes, labels, -charts.LANE * lane, top, mode)}


def _shown_sites(report: Report, score: Score) -> list[SiteReading]:
    """The first site that decides; where none does, the lowest that was measured."""
    scored = [site for site in report.sites if score_of(site, score) is not None]
    return sorted(scored, key=lambda site: (not site.decides, score_of(site, score)))[:1]


def _marker(value: float, y: float, site: SiteReading, colour: str, paper: str, *, hollow: bool) -> dict[str, Any]:
    symbol = "diamond" if site.decides else "circle" if site.counts else "x"
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [value],
        "y": [y],
        "marker": {
            "symbol": symbol,
            "size": 16,
            "color": paper if hollow else colour,
            "line": {"width": 2, "color": colour},
        },
        "hoverinfo": "skip",
    }


def _label(caption: str, site: SiteReading, line: Spectrum, y: float, *, bold: bool) -> dict[str, Any]:
    value = score_of(site, line.score) or 0.0
    on_right = value < (line.low + line.high) / 2  # the side with more room
    text = f"{caption}: {name('region_short', site.region)} {signed(value)}"
    if not site.decides:
        text += f", {message('marker_not_settled')}"
    return {
        "x": value,
        "y": y,
        "xshift": 14 if on_right else -14,
        "xanchor": "left" if on_right else "right",
        "text": f"<b>{text}</b>" if bold else text,
        "showarrow": False,
        "font": {"size": 14},
    }


def stacked(upper: Drawing, lower: Drawing) -> Drawing:
    """Two pictures as one, the first above the second: a browser draws one picture sooner than two."""
    up, down = upper["layout"], lower["layout"]
    gap, foot = up["margin"]["b"], down["margin"]["b"]
    above, below = up["height"] - gap, down["height"] - foot
    plot = above + gap + below
    here = {"xref": "x2", "yref": "y2"}
    layout = up | {
        "height": up["height"] + down["height"],
        "margin": down["margin"],
        "xaxis": up["xaxis"] | {"anchor": "y"},
        "yaxis": up["yaxis"] | {"domain": [1 - above / plot, 1]},
        "xaxis2": down["xaxis"] | {"anchor": "y2"},
        "yaxis2": down["yaxis"] | {"domain": [0, below / plot]},
        "shapes": [*up["shapes"], *(shape | here for shape in down["shapes"])],
        "annotations": [*up["annotations"], *(said | here for said in down["annotations"])],
    }
    traces = [trace | {"xaxis": "x2", "yaxis": "y2"} for trace in lower["data"]]
    return {"data": [*upper["data"], *traces], "layout": layout}


def plain_figure(drawn: Drawing) -> go.Figure:
    """A figure without a template, to be drawn with `theme=None`: half the work for the server, a third for the wire.

    All that the template would say, but for the typeface, the drawing says itself.
    """
    layout = drawn["layout"]
    font = layout["font"] | {"family": st.get_option("theme.font")}
    return go.Figure(data=drawn["data"], layout=layout | {"template": None, "font": font}, _validate=False)
