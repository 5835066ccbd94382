"""How every picture looks: its colours in both modes, its type, its scales, and that nothing in it answers to the mouse.

No Plotly template: with `theme="streamlit"` the browser lays Streamlit's own type, page colours and axes over the layout
of whatever template a figure has (seen in the frontend of 1.67), and a template is checked and sent with each figure.
So the look is part of the layout, from here.
"""

from collections.abc import Sequence
from typing import Any

# Text, page and accent are those of .streamlit/config.toml, which a picture cannot read by mode.
INK = {"light": "#101618", "dark": "#eef3f6"}
PAPER = {"light": "#ffffff", "dark": "#12181b"}
PEERS = {"light": "#a14a18", "dark": "#f2a56d"}
ACCENT = {"light": "#0d5c63", "dark": "#7fd1d9"}  # what is the person's own
FAINT = {"light": "#6f7b7a", "dark": "#9aa7ac"}
MUTED = {"light": "#56626a", "dark": "#a9b6bc"}
# Ranges are ground: one hue whose tint grows towards low in both modes, so that the eye finds the low end in either and
# grey print keeps the order. Edges between them are lines in ink; the person stands on each with 3:1 or more.
BAND = {
    "osteoporosis": {"light": "#c0a5cf", "dark": "#755886"},
    "osteopenia": {"light": "#e3d5ec", "dark": "#4b3c56"},
    "normal": {"light": "#edf1f0", "dark": "#263136"},
    "far_above": {"light": "#d5dcdb", "dark": "#37444a"},
}
BAND |= {"below": BAND["osteoporosis"], "within": BAND["normal"]}
HILL, HILL_LOWER, NOISE = 0.18, 0.55, 0.35  # opacity of the people compared, of those below the person, and of noise
CLEAR = "rgba(0,0,0,0)"
GRID = "rgba(128,128,128,0.25)"
TYPE = 14  # px
TICK_PAD = 9  # px between the axis and its numbers; Streamlit's own grows with the type and would push them out

Drawing = dict[str, Any]  # "data" and "layout" of a figure


def mode_of(*, dark: bool) -> str:
    """The name of the mode, as the colours have it."""
    return "dark" if dark else "light"


def still_layout(mode: str) -> dict[str, Any]:
    """What every picture has in common: no legend, nothing that answers to the mouse, and the page behind it."""
    return {
        "showlegend": False,
        "hovermode": False,
        "dragmode": False,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"color": INK[mode], "size": TYPE},
    }


def scale(mode: str, across: Sequence[float], **own: Any) -> dict[str, Any]:
    """An axis with numbers and upright lines; `own` is what this picture wants otherwise."""
    return {
        "range": list(across),
        "fixedrange": True,
        "tickfont": {"size": TYPE, "color": INK[mode]},
        "showgrid": True,
        "gridcolor": GRID,
        "zeroline": False,
        "automargin": False,
    } | own


def unseen(across: Sequence[float]) -> dict[str, Any]:
    """An axis that only gives places."""
    return {"range": list(across), "fixedrange": True, "visible": False}
