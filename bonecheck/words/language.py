"""The language in use, and how it writes texts, lists, numbers, dates and plural forms.

The one place where a language is handed in. A caller binds it with `speaking()`; else the visit is asked, by the function
that the ui hands to `ask_visit()`. So pages, fragments and callbacks, which Streamlit may run in threads of their own, all
find the same language, and none of them has to remember to bind it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

from babel import Locale, dates, lists, numbers

from bonecheck.evidence.library import content, document, table, threshold, translation

P = ParamSpec("P")
T = TypeVar("T")

Said = str | int | float  # what fills a place of a text

ENGLISH = "en"
MINUS = "\u2212"
_LOCALES = {ENGLISH: "en_GB"}  # our English has no comma before "and"
_read = cache(numbers.parse_pattern)  # a handful of patterns, which Babel would read anew for each number

_bound: ContextVar[str | None] = ContextVar("language", default=None)
_of_visit: Callable[[], str] = lambda: ENGLISH  # noqa: E731


def language() -> str:
    """The language in use, as a code such as "en"."""
    return _bound.get() or _of_visit()


def ask_visit(asked: Callable[[], str]) -> None:
    """Names the function that tells the language of the visit that runs."""
    global _of_visit
    _of_visit = asked


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Binds the language where no visit runs: the command line, and downloads that are made later."""
    before = _bound.set(code)
    try:
        yield
    finally:
        _bound.reset(before)


def per_language(function: Callable[P, T]) -> Callable[P, T]:
    """A cache of words: like `functools.cache`, with the language as a part of the key."""

    @cache
    def remembered(_language: str, *args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **kwargs)

    @wraps(function)
    def in_this_language(*args: P.args, **kwargs: P.kwargs) -> T:
        return remembered(language(), *args, **kwargs)  # type: ignore[arg-type]

    in_this_language.cache_clear = remembered.cache_clear  # type: ignore[attr-defined]
    return in_this_language


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(_LOCALES.get(code, code))


# ---------------------------------------------------------------- texts


@per_language
def texts(file: str) -> Mapping[str, Any]:
    """The texts of a TOML or JSON file of `data/`; English where a translation has none."""
    return _over(document(file), translation(language(), file))


@per_language
def prose(name: str) -> str:
    """A Markdown file of `data/content/`; English where there is no translation."""
    translated: str | None = translation(language(), f"content/{name}.md").get("text")
    return content(name) if translated is None else translated


def cell(table: str, key: str, column: str, printed: str) -> str:
    """The words of a cell of a table of `reference/`; as printed where no translation has them.

    A translation of `reference/drinks.csv` is `reference/drinks.toml`: an entry for each row, by its key, and in it the
    columns that a person reads.
    """
    said: str = translation(language(), f"reference/{table}.toml").get(key, {}).get(column, printed)
    return said


def _over(english: Mapping[str, Any], translated: Mapping[str, Any]) -> Mapping[str, Any]:
    """`english` with every text that is translated in its place."""
    return {
        key: _over(text, translated.get(key, {}))
        if isinstance(text, Mapping) and "other" not in text  # plural forms go as a whole: languages have others
        else translated.get(key, text)
        for key, text in english.items()
    }


def cut_off(key: str) -> str:
    """The number of a cut-off as a text names it: "65", or a score with its decimal."""
    found = threshold(key)
    return shown(float(found.value)) if found.unit == "SD" else bare(found.value)


@per_language
def single_figures() -> Mapping[str, str]:
    """The single figures of `reference/figures.csv` by key, and the ends of a range by `_low` and `_high`."""
    parts = {"": "value", "_low": "low", "_high": "high"}
    return {
        f"{row['key']}{part}": _as_printed(row[column])
        for row in table("figures")
        for part, column in parts.items()
        if row[column]
    }


def _as_printed(printed: str) -> str:
    """A number with the decimals that its source prints: 12.0 stays 12.0, and 4047 is 4,047."""
    decimals = len(printed.partition(".")[2])
    return number(float(printed), decimals=decimals, grouped=True)


class _Places(dict[str, str]):
    """What fills the places of a text; a place named like a single figure or a cut-off holds its number."""

    def __missing__(self, place: str) -> str:
        return single_figures().get(place) or cut_off(place)


def filled(text: str | Mapping[str, str], /, **values: Said) -> str:
    """A text with its places filled; one with plural forms in the form that fits `count`."""
    if isinstance(text, Mapping):
        text = text.get(plural_form(float(values["count"])), text["other"])
    return text.format_map(_Places({name: shown(value) for name, value in values.items()}))


def message(key: str, /, **values: Said) -> str:
    """A short message to the person, for example beside a field."""
    return filled(texts("messages.toml")[key], **values)


def name(kind: str, key: str) -> str:
    """The plain name of a thing, for example name("region", "total_hip_left")."""
    text: str = texts("names.toml")[kind][key]
    return text


# ---------------------------------------------------------------- lists, numbers, dates


def joined(names: Iterable[str]) -> str:
    """Names as a list in a sentence: "hip", "hip and spine", "hip, spine and wrist"."""
    return lists.format_list(list(names), locale=_locale(language()))


def listed(names: Iterable[str]) -> str:
    """Names in a row, without a word before the last: "L1, L2, L4". Babel's own such list lacks parts in many languages."""
    return ", ".join(names)


def either(names: Iterable[str]) -> str:
    """Names as a choice in a sentence: "hip, spine or wrist"."""
    return lists.format_list(list(names), style="or", locale=_locale(language()))


def capital(text: str) -> str:
    """`text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def plural_form(count: float) -> str:
    """The plural form for a number, as Babel names it: "one" or "other" in English."""
    return _locale(language()).plural_form(count)


def number(value: float, *, decimals: int | None = None, grouped: bool = False) -> str:
    """A number with a true minus sign; without `decimals` with as many as it has, and at least one if it is a float."""
    if decimals is not None:
        value = round(value, decimals)
        pattern = "0." + "0" * decimals if decimals else "0"
    else:
        pattern = "0.0#########" if isinstance(value, float) else "0"
    if grouped:
        pattern = f"#,##{pattern}"
    said = numbers.format_decimal(
        value + 0.0 if value == 0 else value, format=_read(pattern), locale=_locale(language())
    )
    return said.replace("-", MINUS)


def bare(value: float, decimals: int = 10) -> str:
    """A number with at most so many decimals and no needless zeros: "3", "0.25"."""
    rounded = round(value, decimals)
    return number(int(rounded)) if rounded == int(rounded) else number(rounded)


def shown(value: Said) -> str:
    """A value as text: numbers with a true minus sign and no needless zeros."""
    return number(value) if isinstance(value, (int, float)) else value


def signed(score: float) -> str:
    """A score with its sign and one decimal: "−1.8", "+0.4", "0.0"."""
    return f"{'+' if score > 0 else ''}{shown(score + 0.0)}"  # + 0.0: never "−0.0"


def day(when: date) -> str:
    """A date in words: "3 November 2026"."""
    return dates.format_date(when, format="long", locale=_locale(language()))


def short_days() -> tuple[str, ...]:
    """The days of the week in short, from Monday to Sunday."""
    named = dates.get_day_names("abbreviated", locale=_locale(language()))
    return tuple(named[number] for number in range(7))


def when(scanned: date | int) -> str:
    """A day in words, or the year where no more is known."""
    return day(scanned) if isinstance(scanned, date) else number(scanned)
