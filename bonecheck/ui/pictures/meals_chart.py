"""Draws the day's calcium as one bar against the target."""

from typing import Any

from bonecheck.pictures.look import ACCENT, INK, PAPER, Drawing, mode_of
from bonecheck.plan.food import CalciumIntake
from bonecheck.plan.targets import Target
from bonecheck.ui.pictures.risk_charts import bar_drawing, label, upright
from bonecheck.words.food import exact, parts, rounded, text

# Grey, teal, sand: ordered in lightness, each with an outline, and named in the line of words below the bar.
_COLOUR = {
    "part_base": {"light": "#8b9694", "dark": "#7d8a90"},
    "part_food": ACCENT,
    "part_tablets": {"light": "#e0c89c", "dark": "#c9a56a"},
}
# Heights in px from the top down: up to two lines of labels, the bar, the line of the range.
_LABEL, _BAR, _RANGE = 24, 34, 18
_NEAR_LIMIT = 0.7  # the upper limit is drawn once the sum comes this close to it
_PX_A_LETTER, _NARROWEST_PX = 8, 330


def bar(intake: CalciumIntake, target: Target | None, *, dark: bool) -> Drawing:
    """The sum from left to right: all other food, food that was counted, tablets; its range; the target."""
    mode = mode_of(dark=dark)
    limit = None if target is None else target.upper_limit
    limit = limit if limit is not None and intake.most >= _NEAR_LIMIT * limit else None
    across = 1.2 * max(intake.most, target.most if target else 0.0, limit or 0.0, 500.0)
    shapes: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    top = 0.0
    if limit is not None:
        labels.append(_mark(limit, top, text("bar_limit", amount=exact(limit)), across, mode))
        top -= _LABEL
    if target is not None:
        labels.append(_mark(target.most, top, _target_words(target), across, mode))
    top -= _LABEL
    shapes += _bar_parts(intake, top, mode)
    shapes += _range(intake, top - _BAR - _RANGE / 2, mode)
    if limit is not None:
        shapes.append(upright(limit, top - _BAR - 6, top + 4, INK[mode], dash="dot"))
    if target is not None:
        for amount in {target.least, target.most}:
            shapes.append(upright(amount, top - _BAR - 4, top + 4, INK[mode], width=4))
    total = f"<b>{text('bar_total', amount=rounded(intake.middle))}</b>"
    top -= _BAR + _RANGE
    labels.append(_centred(intake.middle, top - _LABEL / 2, total, across, mode))
    scale = {"tickformat": ",d", "tickangle": 0}
    return bar_drawing(shapes, labels, [0, across], top - _LABEL, _ticks(across), mode, **scale)


def _bar_parts(intake: CalciumIntake, top: float, mode: str) -> list[dict[str, Any]]:
    shapes, left = [], 0.0
    for key, mg in parts(intake):
        if mg > 0:
            shapes.append(
                {
                    "type": "rect",
                    "x0": left,
                    "x1": left + mg,
                    "y0": top - _BAR,
                    "y1": top,
                    "fillcolor": _COLOUR[key][mode],
                    "line": {"width": 2, "color": PAPER[mode]},
                }
            )
            left += mg
    return shapes


def _range(intake: CalciumIntake, y: float, mode: str) -> list[dict[str, Any]]:
    """A line from the least to the most the sum may be, with a stroke at each end."""
    if round(intake.most - intake.least) == 0:
        return []
    stroke = {"type": "line", "line": {"width": 2, "color": INK[mode]}}
    ends = [{**stroke, "x0": x, "x1": x, "y0": y - 5, "y1": y + 5} for x in (intake.least, intake.most)]
    return [{**stroke, "x0": intake.least, "x1": intake.most, "y0": y, "y1": y}, *ends]


def _mark(x: float, top: float, words: str, across: float, mode: str) -> dict[str, Any]:
    return _centred(x, top - _LABEL / 2, words, across, mode)


def _centred(x: float, y: float, words: str, across: float, mode: str) -> dict[str, Any]:
    """Words above or below `x`; at the edges of a narrow screen they begin or end there instead."""
    half = len(words.replace("<b>", "").replace("</b>", "")) * _PX_A_LETTER / 2 / _NARROWEST_PX * across
    anchor = "left" if x < half else "right" if x > across - half else "center"
    edge = {"left": 0.0, "right": across, "center": x}[anchor]
    return {**label(edge, y, words, 14, INK[mode]), "xanchor": anchor}


def _target_words(target: Target) -> str:
    if target.least == target.most:
        return text("bar_target", amount=exact(target.most))
    return text("bar_target_between", least=exact(target.least), most=exact(target.most))


def _ticks(across: float) -> list[float]:
    step = 250 if across <= 1000 else 500 if across <= 2500 else 1000 if across <= 5000 else 2000
    return [float(mg) for mg in range(0, int(across) + 1, step)]
