"""The app's own words: menu, headings, buttons and column heads, as they stand in `data/interface.toml`."""

from typing import Any

from bonecheck.words.language import filled, texts


def text(place: str, **values: str | int | float) -> str:
    """A text by its page and key, for example text("start.open_sample", name="Anne")."""
    return filled(_at(place), **values)


def heads(place: str) -> list[str]:
    """The column heads of a table by page and key, for example heads("risk.tools")."""
    return list(_at(place))


def _at(place: str) -> Any:
    found: Any = texts("interface.toml")
    for key in place.split("."):
        found = found[key]
    return found
