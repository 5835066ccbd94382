"""What was measured: figures, each with what stands beside it, as a table and as JSON."""

from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.repeats import Repeats

HEADING = f"{'':<46}{'bonecheck':>12}    {'beside':<24}{'':>12}{'ratio':>10}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure, and the one to compare it with, in the same unit."""

    what: str
    value: int | float
    unit: str
    beside: str
    beside_value: int | float
    at_most: float | None = None  # the greatest ratio that is within the bar
    repeats: Repeats | None = None

    @property
    def ratio(self) -> float:
        """How many times the figure beside it."""
        return self.value / self.beside_value

    @property
    def is_over(self) -> bool:
        """Whether it is over its bar."""
        return self.at_most is not None and self.ratio > self.at_most

    def line(self) -> str:
        """The figure as a line of the table, with the repeats where there were fewer than wanted."""
        value, beside_value = (f"{_short(number)} {self.unit}" for number in (self.value, self.beside_value))
        few = f"   {found.made} of {found.wanted}" if (found := self.repeats) and found.made < found.wanted else ""
        ratio = f"x {_short(self.ratio)}"
        bar = "" if self.at_most is None else f"   bar x {self.at_most:g}{', OVER' if self.is_over else ''}"
        return f"  {self.what:<44}{value:>12}    {self.beside:<24}{beside_value:>12}{ratio:>10}{bar}{few}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Figures that were measured together, in the same way."""

    title: str
    figures: tuple[Figure, ...]

    def table(self) -> str:
        """The section as lines of the table."""
        return "\n".join(["", self.title, *(figure.line() for figure in self.figures)])

    def for_json(self) -> dict[str, Any]:
        """The section as plain data."""
        return {
            "title": self.title,
            "figures": [{**asdict(figure), "ratio": round(figure.ratio, 3)} for figure in self.figures],
        }


def _short(number: float) -> str:
    """Three digits or more; whole numbers as they are."""
    if isinstance(number, int) or number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"
