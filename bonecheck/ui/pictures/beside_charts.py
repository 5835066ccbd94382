"""Draws two people in one picture: both on one spectrum, and above the bars of what the models make of them."""

from collections.abc import Sequence

from bonecheck import Report
from bonecheck.pictures.bone_layout import lay_out
from bonecheck.pictures.look import Drawing
from bonecheck.scan.spectrum import Spectrum
from bonecheck.ui.pictures import bone_plot
from bonecheck.words.bone_line import two_on_one_line

_FOOT = 12  # px between the line and what stands below it

Person = tuple[str, Report]  # what they are called in the picture, and what was found


def spectrum(people: Sequence[Person], line: Spectrum, *, dark: bool, moved: str | None = None) -> Drawing:
    """The site that decides of everybody on one line: the first person on it, the second hollow below, and with it the
    site whose score was moved, where that is another one.
    """
    drawn = bone_plot.drawing(lay_out(two_on_one_line(people, line, moved)), dark=dark)
    layout = drawn["layout"]
    return drawn | {"layout": layout | {"height": layout["height"] + _FOOT, "margin": layout["margin"] | {"b": _FOOT}}}


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
