"""Shows the bone line of a report: in Plotly where people read it closely, as a still picture everywhere else."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from bonecheck import Report, assess
from bonecheck.answers.samples import sample
from bonecheck.pictures import bone_svg
from bonecheck.pictures.bone_layout import lay_out
from bonecheck.pictures.look import Drawing
from bonecheck.ui.pictures import bone_plot
from bonecheck.ui.session import kept
from bonecheck.ui.session.audience import is_unread
from bonecheck.words import samples
from bonecheck.words.bone_line import bone_line, example_line, unread_line
from bonecheck.words.language import per_language

_AHEAD = st.components.v2.component(
    "bonecheck_ahead",
    html="<span hidden>\n</span>",
    js=Path(__file__).with_name("ahead.js").read_text(encoding="utf-8"),
)
CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}
STILL = {"staticPlot": True}  # nothing in the picture answers to the mouse, so it need not be set up for it


def is_dark() -> bool:
    """Whether the browser shows the dark theme."""
    return st.context.theme.type == "dark"


def show(drawn: Drawing, *, key: str, alt: str, config: dict[str, Any] = CONFIG) -> None:
    """Shows a drawing, with its words for those who do not see it."""
    st.plotly_chart(figure(drawn), key=key, theme=None, config=config, alt=alt)


def figure(drawn: Drawing) -> go.Figure:
    """A figure without a template, to be drawn with `theme=None`: half the work for the server, a third for the wire.

    All that the template would say, but for the typeface, the drawing says itself; the tests have it checked by Plotly.
    An empty template, for Plotly puts its own in the place of none.
    """
    layout = drawn["layout"]
    font = layout["font"] | {"family": st.get_option("theme.font")}
    return go.Figure(drawn["data"], layout | {"template": {}, "font": font}, _validate=False)


def spectrum(report: Report) -> None:
    """The line with every site, to be read closely: whoever points at a mark or taps it is told its numbers.

    The still picture stands in its place until Plotly has come, and on paper.
    """
    if report.spectrum is None:
        return
    line = bone_line(report, report.spectrum, _who())
    with st.container(key="bone_line", gap=None):
        st.markdown(bone_svg.still(line), unsafe_allow_html=True)
        show(bone_plot.drawing(lay_out(line), dark=is_dark()), key="spectrum", alt=line.alt)


def still(report: Report) -> None:
    """The line as a still picture: it is there at once, in any browser and on paper."""
    if (line := report.spectrum) is not None:
        drawn = unread_line(report, line) if is_unread() else bone_line(report, line, _who())
        st.markdown(bone_svg.still(drawn), unsafe_allow_html=True)


def example(key: str) -> None:
    """The line with the one mark of a sample person, and nothing else on it."""
    st.markdown(_example(key, date.today()), unsafe_allow_html=True)


@per_language
def _example(key: str, day: date) -> str:
    """Drawn once a day and language: it is the same for every visitor."""
    report = assess(sample(key).check, on=day)
    return bone_svg.still(example_line(report, report.spectrum)) if report.spectrum else ""


@per_language
def small(key: str, day: date) -> str | None:
    """The line of a sample person on a card; None without a scan. Drawn once a day, as they are the same for everybody."""
    report = assess(sample(key).check, on=day)
    return bone_svg.small(bone_line(report, report.spectrum, samples.first_name(key))) if report.spectrum else None


def fetch_ahead() -> None:
    """Brings the code of Plotly into the browser's cache while somebody reads, so that the results are drawn at once."""
    _AHEAD(key="_ahead", data={"files": _plotly_files()}, height=1)


@cache
def _plotly_files() -> list[str]:
    """The files of Streamlit that draw Plotly figures, by their names of this version."""
    return sorted(path.name for path in Path(st.__file__).parent.glob("static/static/js/PlotlyChart*.js"))


def _who() -> str | None:
    """How the mark is called: "You", but a sample person by name."""
    key = kept.open_sample_key()
    return None if key is None else samples.first_name(key)
