"""Draws the scans of one site over time as a still SVG that fills its room: what `change_chart.py` draws, for a wall."""

from html import escape

from bonecheck.pictures.bone_layout import width_of
from bonecheck.scan.change import Machine
from bonecheck.ui.pictures.change_layout import Layout
from bonecheck.words.language import message, name

_SIZE, _ROW, _EDGE = 16, 22, 12  # px of the drawing, which is scaled as a whole
_SHAPES = (("narrow", 320, 210), ("wide", 640, 190))  # its name, its width, and the height of what is between the texts
_PLACES = {Machine.NEWEST: "newest", Machine.OTHER: "other", Machine.NOT_KNOWN: "not_known"}


def filling(laid: Layout, alt: str) -> str:
    """The picture in its two shapes; the style sheet shows one of them."""
    drawn = "".join(_svg(laid, *shape) for shape in _SHAPES)
    return f'<div class="stage-line" role="img" aria-label="{escape(alt)}">{drawn}</div>'


def _svg(laid: Layout, shape: str, width: int, plot: int) -> str:
    bottom = 1.5 * _ROW + plot
    inner = width - 2 * _EDGE

    def across(at: float) -> float:
        return _EDGE + inner * (at - laid.across[0]) / (laid.across[1] - laid.across[0])

    def down(value: float) -> float:
        return bottom - plot * (value - laid.upright[0]) / (laid.upright[1] - laid.upright[0])

    pieces = [_text(name("change_column", laid.column), 0, _ROW / 2 + 2)]
    if (band := laid.band) is not None:
        left = across(band.since)
        high, low = down(band.high), down(band.low)
        pieces.append(
            f'<rect class="noise" x="{left:g}" y="{high:g}" width="{width - left:g}" height="{low - high:g}"></rect>'
        )
    pieces += [
        f'<line class="step" x1="{across(one.at):g}" y1="{down(one.height):g}" x2="{across(other.at):g}" y2="{down(other.height):g}"></line>'
        for one, other in laid.joined
    ]
    if (way := laid.average) is not None:
        ends = (
            f'x1="{across(way.since):g}" y1="{down(way.before):g}" x2="{across(way.until):g}" y2="{down(way.after):g}"'
        )
        pieces.append(f'<line class="average" {ends}></line>')
    pieces += [_break(across(at), 1.5 * _ROW, bottom) for at in laid.breaks]
    for mark in laid.marks:
        x, y = across(mark.at), down(mark.height)
        pieces.append(_mark(mark.machine, x, y))
        pieces += _inside(mark.label, x, y + (18 if mark.is_under else -18), width, is_bold=True)
        pieces += _inside(mark.year, x, bottom + _ROW / 2 + 4, width)
        pieces += _inside(mark.t_score, x, bottom + 1.5 * _ROW + 2, width)
    foot = bottom + (2.5 if any(mark.t_score for mark in laid.marks) else 1.5) * _ROW
    if band is not None:
        pieces += [f'<rect class="noise" x="0" y="{foot + 3:g}" width="16" height="16"></rect>']
        pieces += [_text(message("change_band", year=band.year), 24, foot + _ROW / 2)]
        foot += _ROW
    if laid.average is not None:
        middle = foot + _ROW / 2
        pieces += [f'<line class="average" x1="0" y1="{middle:g}" x2="16" y2="{middle:g}"></line>']
        pieces += [_text(message("change_average_key"), 24, middle)]
        foot += _ROW
    if laid.breaks:
        pieces += [_break(8, foot + 2, foot + _ROW - 2), _text(message("change_break"), 24, foot + _ROW / 2)]
        foot += _ROW
    for machine in laid.machines:
        pieces += [_mark(machine, 8, foot + _ROW / 2), _text(name("machine_key", machine), 24, foot + _ROW / 2)]
        foot += _ROW
    box = f'viewBox="0 0 {width} {foot + 4:g}"'
    return f'<svg class="{shape} scans" {box} aria-hidden="true" overflow="visible">{"".join(pieces)}</svg>'


def _mark(machine: Machine, x: float, y: float) -> str:
    reach = 7
    match machine:
        case Machine.NEWEST:
            shape = f'<circle cx="{x:g}" cy="{y:g}" r="{reach}"'
        case Machine.OTHER:
            shape = f'<rect x="{x - reach:g}" y="{y - reach:g}" width="{2 * reach}" height="{2 * reach}"'
        case Machine.NOT_KNOWN:
            shape = f'<path d="M{x:g} {y - reach:g}l{reach} {reach}l{-reach} {reach}l{-reach} {-reach}z"'
    tag = shape[1:].partition(" ")[0]
    return f'{shape} class="scan {_PLACES[machine]}"></{tag}>'


def _break(x: float, top: float, bottom: float) -> str:
    """The edge between two rulers."""
    return f'<line class="break" x1="{x:g}" y1="{top:g}" x2="{x:g}" y2="{bottom:g}"></line>'


def _inside(text: str, x: float, y: float, width: int, *, is_bold: bool = False) -> list[str]:
    """A text with its middle over a mark, moved so that it stays within the picture."""
    if not text:
        return []
    half = width_of(text, _SIZE, is_bold=is_bold) / 2
    return [_text(text, min(max(x, half), width - half), y, anchor="middle", is_bold=is_bold)]


def _text(text: str, x: float, y: float, *, anchor: str = "start", is_bold: bool = False) -> str:
    weight = ' font-weight="700"' if is_bold else ""
    return (
        f'<text class="ink" x="{x:g}" y="{y:g}" dominant-baseline="central" text-anchor="{anchor}" font-size="{_SIZE}"{weight}>'
        f"{escape(text)}</text>"
    )
