"""Draws the pictures. Figures are built from dicts in one constructor: no pandas, no plotly.express."""

import math
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from bonecheck import Report
from bonecheck.scan.held import Held
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import Peers, SiteReading, score_of
from bonecheck.scan.spectrum import Spectrum
from bonecheck.ui.pictures.look import (
    BAND_COLOUR,
    INK,
    PAPER,
    PEERS,
    TICK_PAD,
    mode_of,
    scale,
    still_layout,
    unseen,
)
from bonecheck.words.language import message, name, signed
from bonecheck.words.scan import spectrum_sentence

_BAND_EDGE = "#6f6f6f"

# Heights in px, from top to bottom: curve labels, curves, band labels, the bar, one lane per site.
_LABELS, _CURVES, BAND_LABELS, BAR, LANE, _AXIS = 40, 60, 24, 26, 32, 30
CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


def is_dark() -> bool:
    """Whether the browser shows the dark theme."""
    return st.context.theme.type == "dark"


def spectrum(report: Report) -> None:
    """The T-score spectrum (or the Z-score line) with every site, as a picture with its words as alt text."""
    if report.spectrum is None:
        return
    figure = spectrum_figure(report, report.spectrum, dark=is_dark())
    st.plotly_chart(figure, key="spectrum", config=CONFIG, alt=spectrum_sentence(report, report.spectrum))


def spectrum_figure(report: Report, line: Spectrum, *, dark: bool) -> go.Figure:
    """The figure behind `spectrum`; readable at 360 px and up."""
    mode = mode_of(dark=dark)
    sites = [site for site in report.sites if score_of(site, line.score) is not None]
    sites.sort(key=lambda site: (not site.decides, score_of(site, line.score)))
    lanes_bottom = -LANE * len(sites)
    top = BAR + BAND_LABELS + _CURVES + _LABELS
    shapes, labels = bands(line, mode)
    traces: list[dict[str, Any]] = []
    for number, site in enumerate(sites):
        y = -LANE * (number + 0.5) - 2
        traces.append(_marker(site, line.score, y, mode))
        if site.decides:
            shapes.append(stem(score_of(site, line.score) or 0.0, y, INK[mode]))
        else:
            traces.append(_mark_on_bar(site, line.score, mode))
        labels.append(_marker_label(site, line, y))
    traces += _curves(line, mode, labels)
    return go.Figure(data=traces, layout=line_layout(line, shapes, labels, lanes_bottom, top, mode))


def line_layout(
    line: Spectrum,
    shapes: list[dict[str, Any]],
    labels: list[dict[str, Any]],
    bottom: float,
    top: float,
    mode: str,
) -> dict[str, Any]:
    """The layout of a spectrum; one unit of height is one pixel."""
    return still_layout(mode) | {
        "height": top - bottom + _AXIS,
        "margin": {"l": 4, "r": 4, "t": 0, "b": _AXIS, "pad": TICK_PAD},
        "xaxis": scale(
            mode,
            [line.low, line.high],
            tickvals=_ticks(line),
            ticktext=[signed(float(value)).replace(".0", "") for value in _ticks(line)],
            ticklabeloverflow="allow",
        ),
        "yaxis": unseen([bottom, top]),
        "shapes": shapes,
        "annotations": labels,
    }


def _ticks(line: Spectrum) -> list[float]:
    """The edges between the bands, and whole numbers that do not crowd them."""
    edges = [band.low for band in line.bands[1:]]
    whole = [float(value) for value in range(math.ceil(line.low), math.floor(line.high) + 1)]
    free = [value for value in whole if all(abs(value - edge) > 0.8 for edge in edges) and line.low < value < line.high]
    return sorted([*edges, *free])


def bands(line: Spectrum, mode: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The named stretches of the line: shapes and labels."""
    shapes = [
        {
            "type": "rect",
            "x0": band.low,
            "x1": band.high,
            "y0": 0,
            "y1": BAR,
            "fillcolor": BAND_COLOUR[band.key],
            "line": {"width": 1, "color": _BAND_EDGE},
            "layer": "below",
        }
        for band in line.bands
    ]
    if not shapes:  # it is not known which ranges apply, so none is named
        whole = {"type": "rect", "x0": line.low, "x1": line.high, "y0": 0, "y1": BAR, "layer": "below"}
        shapes = [{**whole, "fillcolor": "rgba(128,128,128,0.2)", "line": {"width": 1, "color": _BAND_EDGE}}]
    labels = [
        {
            "x": (band.low + band.high) / 2,
            "y": BAR,
            "yshift": 11,
            "text": name("band", band.key),
            "showarrow": False,
            "font": {"size": 13, "color": INK[mode]},  # the narrow bands must not touch at 360 px
        }
        for band in line.bands
    ]
    return shapes, labels


def _curves(line: Spectrum, mode: str, labels: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The spread of young adults (or people of one's age) and, where known, of one's peers."""
    if line.score is Score.Z_SCORE:
        labels.append(_curve_label(0.0, message("people_your_age"), PEERS[mode], row=0))
        return [_curve(0.0, 1.0, line, PEERS[mode], "solid")]
    labels.append(_curve_label(0.0, message("young_adults"), INK[mode], row=1))
    traces = [_curve(0.0, 1.0, line, INK[mode], "dot")]
    if line.peers is not None:
        labels.append(_curve_label(line.peers.mean, _peer_label(line.peers), PEERS[mode], row=0))
        traces.append(_curve(line.peers.mean, line.peers.sd, line, PEERS[mode], "solid"))
    return traces


def _peer_label(peers: Peers) -> str:
    return message("same_age", population=name("population_short", peers.population), age=f"{peers.age_years:.0f}")


def _curve(mean: float, sd: float, line: Spectrum, colour: str, dash: str) -> dict[str, Any]:
    base = BAR + BAND_LABELS
    xs = [line.low + (line.high - line.low) * step / 60 for step in range(61)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": [base + _CURVES * math.exp(-(((x - mean) / sd) ** 2) / 2) / sd for x in xs],
        "line": {"color": colour, "width": 2, "dash": dash},
        "hoverinfo": "skip",
    }


def _curve_label(x: float, text: str, colour: str, *, row: int) -> dict[str, Any]:
    y = BAR + BAND_LABELS + _CURVES
    return {
        "x": x,
        "y": y,
        "yshift": 11 + 19 * row,
        "text": text,
        "showarrow": False,
        "font": {"size": 14, "color": colour},
    }


def _marker(site: SiteReading, score: Score, y: float, mode: str) -> dict[str, Any]:
    value = score_of(site, score) or 0.0
    estimated = site.z_is_estimated if score is Score.Z_SCORE else site.t_is_estimated
    marker: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers",
        "x": [value],
        "y": [y],
        "marker": {
            "symbol": "diamond" if site.decides else "circle" if site.counts else "x",
            "size": 16 if site.decides else 10,
            "color": PAPER[mode] if estimated else INK[mode],  # an estimate is hollow
            "line": {"width": 2, "color": INK[mode]},
        },
        "hoverinfo": "skip",
    }
    if site.noise_sd is not None:
        marker["error_x"] = {
            "type": "constant",
            "value": site.noise_sd,
            "color": INK[mode],
            "thickness": 1.5,
            "width": 5,
        }
    return marker


def _mark_on_bar(site: SiteReading, score: Score, mode: str) -> dict[str, Any]:
    """A small mark on the bar itself, so that the eye finds the band of each site."""
    marker = {"symbol": "circle", "size": 9, "color": PAPER[mode], "line": {"width": 2, "color": INK[mode]}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [score_of(site, score)],
        "y": [BAR / 2],
        "marker": marker,
        "hoverinfo": "skip",
    }


def stem(value: float, y: float, colour: str) -> dict[str, Any]:
    """A line from a deciding marker up through the bar."""
    return {"type": "line", "x0": value, "x1": value, "y0": y, "y1": BAR, "line": {"color": colour, "width": 3}}


def _marker_label(site: SiteReading, line: Spectrum, y: float) -> dict[str, Any]:
    value = score_of(site, line.score) or 0.0
    reach = site.noise_sd or 0.0
    on_right = value < (line.low + line.high) / 2  # the side with more room
    text = f"{name('region_short', site.region)} {signed(value)}"
    if not site.counts and site.held is not Held.RADIUS_BESIDE_SPINE_OR_HIP:
        text += f", {message('marker_not_counted')}"
    return {
        "x": value + reach if on_right else value - reach,
        "y": y,
        "xshift": 14 if on_right else -14,
        "xanchor": "left" if on_right else "right",
        "text": f"<b>{text}</b>" if site.decides else text,
        "showarrow": False,
        "font": {"size": 15 if site.decides else 14 if site.counts else 13},  # the longest must fit 360 px
    }
