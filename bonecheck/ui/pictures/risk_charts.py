"""Draws chances out of 100 people: all models on one scale, one result as bars, and as 100 people."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bonecheck.pictures.look import (
    ACCENT,
    CLEAR,
    FAINT,
    INK,
    PAPER,
    PEERS,
    TICK_PAD,
    Drawing,
    mode_of,
    scale,
    still_layout,
    unseen,
)
from bonecheck.risk.chance import Chance, ModelRisk, Range
from bonecheck.risk.shown import out_of_100
from bonecheck.words.language import message, name
from bonecheck.words.risk import model_text, short

_AXIS = 34  # px
# Heights in px within the row of one model, from the top down: its name, what it sees, what not, two bars.
_NAME, _LINE, _BAR, _GAP = 24, 18, 22, 16
_ROOM_FOR_LABELS = 1.65  # the longest bar leaves two fifths of the width to its label
_SCALES = (30, 60, 100)  # where the scale ends: it jumps, and does not stretch, so that a bar that grows looks longer
_CAP = 5  # px from the middle of a bracket to the end of its cap
_STEPS = (1, 2, 5, 10, 20)
_PEOPLE_A_ROW = 10


def side_by_side(rows: Sequence[tuple[ModelRisk, Chance]], *, dark: bool) -> Drawing:
    """Every model on one scale: the person above, the comparison person below."""
    captions = (message("risk_bar_you", amount="{amount}"), message("risk_bar_other", amount="{amount}"))
    return beside([(risk, chance, _with_comparison(chance)) for risk, chance in rows], captions, dark=dark)


def beside(
    rows: Sequence[tuple[ModelRisk, Chance | None, Chance | None]],
    captions: tuple[str, str],
    *,
    dark: bool,
    lines: tuple[str, ...] | None = None,
    absent: str = "",
) -> Drawing:
    """Every model on one scale: one person above, another below; `captions` take the {amount}.

    A model has a number for at least one of the two. `lines` stand under its name, in place of what it sees,
    and `absent` in place of an amount where somebody has no bar.
    """
    mode = mode_of(dark=dark)
    longest = max(_end(part) for _, *parts in rows for part in parts if part is not None)
    most = next(end for end in _SCALES if longest <= end)
    shapes: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    count = 2 if lines is None else len(lines)
    row = _NAME + count * _LINE + 2 * _BAR + _GAP
    for number, (risk, chance, other) in enumerate(rows):
        top = -row * number
        text = model_text(risk.model)
        [kind, *_] = [part.kind for part in (chance, other) if part is not None]
        said = (text.sees_short, text.blind_short) if lines is None else lines
        labels.append(label(0, top - _NAME / 2, f"<b>{text.name}</b>: {name('fracture_kind', kind)}", 15, INK[mode]))
        labels += [
            label(0, top - _NAME - _LINE * (place + 0.5), line, 13, INK[mode]) for place, line in enumerate(said)
        ]
        bar = top - _NAME - count * _LINE
        for place, (part, caption) in enumerate(zip((chance, other), captions, strict=True)):
            if part is not None:
                _draw(shapes, labels, part, caption, bar - place * _BAR, mode, mine=place == 0)
            elif absent:
                said_so = caption.format(amount=absent)
                labels.append(label(0, bar - place * _BAR - _BAR / 2 + 1, said_so, 14, INK[mode]))
    ticks = ticks_to(most)
    return bar_drawing(shapes, labels, [0, most * _ROOM_FOR_LABELS], -row * len(rows), ticks, mode)


def _with_comparison(chance: Chance) -> Chance | None:
    """The comparison person as a chance of their own."""
    return None if chance.comparison is None else replace(chance, you=chance.comparison)


def bars(chance: Chance, *, dark: bool) -> Drawing:
    """One result out of 100, both ways: those who will, and the rest of the bar who will not."""
    mode = mode_of(dark=dark)
    shapes: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    height = 30
    for number, (title, part, mine) in enumerate(_people(chance)):
        top = -number * (height + 34)
        labels.append(label(0, top - 13, f"<b>{title}</b>: {_will(chance, part)}", 14, INK[mode]))
        y = top - 26 - height
        frame = {"type": "rect", "y0": y, "y1": y + height}
        shapes.append({**frame, "x0": 0, "x1": 100, "line": {"width": 1, "color": INK[mode]}})
        colour = ACCENT[mode] if mine else PEERS[mode]
        solid = part.low
        shapes.append({**frame, "x0": 0, "x1": solid, "fillcolor": colour, "line": {"width": 0}})
        if part.high > solid:
            shapes.append(_open_stretch(frame, part.low, part.high, colour))
    count = len(_people(chance))
    return bar_drawing(shapes, labels, [0, 100], -count * (height + 34), [0, 25, 50, 75, 100], mode)


def people(chance: Chance, *, dark: bool) -> Drawing:
    """100 people: full marks break a bone, half marks may (an open answer), rings do not."""
    mode = mode_of(dark=dark)
    traces, labels = [], []
    for number, (title, part, mine) in enumerate(_people(chance)):
        will, may = out_of_100(part.low), out_of_100(part.high)
        left = number * (_PEOPLE_A_ROW + 1.5)
        colour = ACCENT[mode] if mine else PEERS[mode]
        marks = (
            ("circle", will, 0, colour, colour),
            ("circle-dot", may - will, will, PAPER[mode], colour),
            ("circle", 100 - may, may, PAPER[mode], FAINT[mode]),
        )
        for symbol, count, first, fill, edge in marks:
            places = range(first, first + count)
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [left + place % _PEOPLE_A_ROW for place in places],
                    "y": [-(place // _PEOPLE_A_ROW) for place in places],
                    "marker": {"symbol": symbol, "size": 12, "color": fill, "line": {"width": 2, "color": edge}},
                    "hoverinfo": "skip",
                }
            )
        for line, (text, size) in enumerate(((f"<b>{title}</b>", 14), *((text, 14) for text in _both(chance, part)))):
            labels.append(label(left - 0.5, 3.6 - line, text, size, INK[mode]))
    width = len(_people(chance)) * (_PEOPLE_A_ROW + 1.5)
    layout = still_layout(mode) | {
        "height": 300,
        "margin": {"l": 4, "r": 4, "t": 0, "b": 4},
        "xaxis": unseen([-0.8, max(width, 2 * (_PEOPLE_A_ROW + 1.5)) - 1]),
        "yaxis": unseen([-9.7, 4.2]),
        "annotations": labels,
    }
    return {"data": traces, "layout": layout}


def _people(chance: Chance) -> list[tuple[str, Range, bool]]:
    """Whose chance is drawn: title, chance, whether it is the person."""
    drawn = [(message("risk_you"), chance.you, True)]
    return drawn if chance.comparison is None else [*drawn, (message("risk_other"), chance.comparison, False)]


def _both(chance: Chance, part: Range) -> tuple[str, str]:
    return message("risk_will", will=short(chance, part)), message(
        "risk_will_not", will_not=short(chance, part, will=False)
    )


def _will(chance: Chance, part: Range) -> str:
    return ", ".join(_both(chance, part))


def _end(chance: Chance) -> float:
    """Where a bar ends: a group with no upper end shows that it goes on, not how far."""
    is_open_ended = chance.in_groups and chance.you.high >= 100  # the model only says "over"
    return min(chance.you.low * 1.4, 100) if is_open_ended else chance.you.high


def _draw(
    shapes: list[dict[str, Any]],
    labels: list[dict[str, Any]],
    chance: Chance,
    caption: str,
    top: float,
    mode: str,
    *,
    mine: bool,
) -> None:
    """One bar: full up to what is certain, then open up to what is possible. A group of the model is a bracket."""
    part = chance.you
    colour = ACCENT[mode] if mine else PEERS[mode]
    frame = {"type": "rect", "y0": top - _BAR + 4, "y1": top - 2}
    end = _end(chance)
    if chance.in_groups and part.is_open:
        shapes += _bracket(part, end, top - _BAR / 2 + 1, colour, width=4 if mine else 2)
    else:
        if part.low:
            inside = colour if mine else CLEAR
            shapes.append(
                {**frame, "x0": 0, "x1": part.low, "fillcolor": inside, "line": {"width": 2, "color": colour}}
            )
        if part.is_open:
            shapes.append(_open_stretch(frame, part.low, end, colour))
    who = caption.format(amount=short(chance, part))
    labels.append(label(end, top - _BAR / 2 + 1, f"<b>{who}</b>" if mine else who, 14, INK[mode], shift=6))


def _open_stretch(frame: dict[str, Any], low: float, high: float, colour: str) -> dict[str, Any]:
    """The stretch of a bar that depends on open answers, or a group of the model: a dashed outline."""
    return {**frame, "x0": low, "x1": high, "line": {"width": 2, "color": colour, "dash": "dot"}}


def _bracket(part: Range, end: float, y: float, colour: str, *, width: int) -> list[dict[str, Any]]:
    """From one end of a group to the other, with a cap at each; "over 20" goes on in dots and has none there."""
    is_open_ended = end < part.high
    solid = (part.low + end) / 2 if is_open_ended else end
    across = {"type": "line", "y0": y, "y1": y}
    shapes = [{**across, "x0": part.low, "x1": solid, "line": {"width": width, "color": colour}}]
    if is_open_ended:
        shapes.append({**across, "x0": solid, "x1": end, "line": {"width": width, "color": colour, "dash": "dot"}})
    caps = [part.low] if is_open_ended else [part.low, end]
    return [*shapes, *(upright(x, y - _CAP, y + _CAP, colour, width=width) for x in caps)]


def ticks_to(most: float) -> list[float]:
    """Round numbers from 0 on, at most seven."""
    step = next((step for step in _STEPS if most / step <= 6), 25)
    return [float(value) for value in range(0, int(most) + 1, step)]


def upright(x: float, bottom: float, top: float, colour: str, *, dash: str = "solid", width: int = 2) -> dict[str, Any]:
    """An upright line at `x`."""
    line = {"width": width, "color": colour, "dash": dash}
    return {"type": "line", "x0": x, "x1": x, "y0": bottom, "y1": top, "line": line}


def label(x: float, y: float, text: str, size: int, colour: str, *, shift: int = 0) -> dict[str, Any]:
    """Words that begin at `x`, `shift` px further right."""
    return {
        "x": x,
        "y": y,
        "xshift": shift,
        "xanchor": "left",
        "yanchor": "middle",
        "align": "left",
        "text": text,
        "showarrow": False,
        "font": {"size": size, "color": colour},
    }


def bar_drawing(
    shapes: list[dict[str, Any]],
    labels: list[dict[str, Any]],
    across: list[float],
    bottom: float,
    ticks: Sequence[float],
    mode: str,
    **own: Any,
) -> Drawing:
    """Bars and labels on a scale from 0 that stands below, `own` in what is said; one unit of height is one pixel."""
    layout = still_layout(mode) | {
        "height": -bottom + _AXIS,
        "margin": {"l": 8, "r": 14, "t": 0, "b": _AXIS, "pad": TICK_PAD},
        "xaxis": scale(mode, across, tickvals=list(ticks), **own),
        "yaxis": unseen([bottom, 0]),
        "shapes": shapes,
        "annotations": labels,
    }
    return {"data": [{"type": "scatter", "x": [], "y": []}], "layout": layout}
