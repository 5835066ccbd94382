"""Reads and checks the evidence in `data/`: sources, thresholds, questions, tables and words.

Nothing else in the scoring package opens a file. Everything is read once and never changed. A file that does not fit its
type is refused with its name, the entry and the reason.
"""

import csv
import json
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from io import StringIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn, TypeVar

import msgspec

from bonecheck.errors import EvidenceError
from bonecheck.evidence.entries import Citation, Threshold
from bonecheck.evidence.schema import Entry, Whole
from bonecheck.evidence.tables import Row

DATA = Path(__file__).parents[1] / "data"

E = TypeVar("E", bound=Entry)
R = TypeVar("R", bound=Row)
W = TypeVar("W", bound=Whole)
_SWITCH: Mapping[str, bool] = {"yes": True, "no": False}


def refuse(file: str, entry: str, reason: str) -> NoReturn:
    """Refuses a data file: which one, which entry of it, and why."""
    raise EvidenceError(file, entry, reason)


class Library:
    """The data files of one folder. Each is read and checked when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[type, Any] = {}
        self._parsed: dict[str, Mapping[str, Any]] = {}

    def whole(self, kind: type[W]) -> W:
        """A file that is one thing, for example the weekly plan."""
        if kind not in self._read:
            loaded = dict(self.parsed(kind.FILE))
            if "rest" in loaded:
                refuse(kind.FILE, "rest", "is no key of this file")
            if kind.REST is not None:
                known = {field.encode_name for field in msgspec.structs.fields(kind)}
                rest = {key: loaded.pop(key) for key in [*loaded] if key not in known}
                loaded["rest"] = _converted(rest, dict[str, kind.REST], kind.FILE)  # type: ignore[name-defined]
            self._read[kind] = _converted(loaded, kind, kind.FILE)
        whole: W = self._read[kind]
        return whole

    def entries(self, kind: type[E]) -> Mapping[str, E]:
        """The entries of a file by their keys."""
        if kind not in self._read:
            found = {}
            for key, entry in self.parsed(kind.FILE).items():
                if not isinstance(entry, Mapping) or "key" in entry:
                    refuse(kind.FILE, key, "is no entry, or has a `key` beside its heading")
                found[key] = _converted({**entry, "key": key}, kind, kind.FILE, key)
            self._read[kind] = MappingProxyType(found)
        entries: Mapping[str, E] = self._read[kind]
        return entries

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        """The rows of a table."""
        if kind not in self._read:
            file = f"reference/{kind.FILE}.csv"
            columns, lines = self.table(kind.FILE)
            known = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
            if sorted(columns) != sorted(known):
                refuse(file, "line 1", f"has the columns {sorted(columns)}, and should have {sorted(known)}")
            found = []
            for number, cells in enumerate(lines, start=2):
                if len(cells) != len(columns):
                    refuse(file, f"line {number}", f"has {len(cells)} cells for {len(columns)} columns")
                given = {
                    name: _SWITCH.get(cell, cell) if known[name] is bool else cell
                    for name, cell in zip(columns, cells, strict=True)
                    if cell
                }
                found.append(_converted(given, kind, file, f"line {number}", strict=False))
            self._read[kind] = tuple(found)
        rows: tuple[R, ...] = self._read[kind]
        return rows

    def table(self, name: str) -> tuple[list[str], list[list[str]]]:
        """The head of a table and its lines, as they stand."""
        head, *rest = csv.reader(StringIO(self._text(f"reference/{name}.csv"), newline=""))
        return head, rest

    def parsed(self, name: str) -> Mapping[str, Any]:
        """A TOML or JSON file as it stands."""
        if name not in self._parsed:
            text = self._text(name)
            try:
                self._parsed[name] = json.loads(text) if name.endswith(".json") else tomllib.loads(text)
            except ValueError as error:  # both kinds of error are one
                refuse(name, "", f"is not valid {name.rpartition('.')[2].upper()}: {error}")
        return self._parsed[name]

    def text(self, name: str) -> str:
        """A Markdown file of `content/`."""
        return self._text(f"content/{name}.md")

    def _text(self, name: str) -> str:
        try:
            text = (self.folder / name).read_text(encoding="utf-8")
        except (OSError, ValueError) as error:  # not there, or not UTF-8
            refuse(name, "", f"cannot be read: {error}")
        return text if text.strip() else refuse(name, "", "is empty")

    def names(self, pattern: str) -> list[str]:
        """Names of all files that fit, without their endings."""
        return sorted(file.stem for file in self.folder.glob(pattern))


LIBRARY = Library(DATA)


def whole(kind: type[W]) -> W:
    """A file that is one thing, for example whole(WeeklyPlan)."""
    return LIBRARY.whole(kind)


def entries(kind: type[E]) -> Mapping[str, E]:
    """The entries of a file by their keys, for example entries(Sample)."""
    return LIBRARY.entries(kind)


def rows(kind: type[R]) -> tuple[R, ...]:
    """The rows of a table, for example rows(Drink)."""
    return LIBRARY.rows(kind)


@cache
def citations() -> Mapping[str, Citation]:
    """Every source by its key."""
    return LIBRARY.entries(Citation)


@cache
def thresholds() -> Mapping[str, Threshold]:
    """Every cut-off by its key."""
    return LIBRARY.entries(Threshold)


def threshold(key: str) -> Threshold:
    """One cut-off by name."""
    return thresholds()[key]


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of `data/reference/<name>.csv` as printed, each by column name; `rows` has them with their types."""
    head, lines = LIBRARY.table(name)
    return tuple(MappingProxyType(dict(zip(head, cells, strict=True))) for cells in lines)


def table_names() -> list[str]:
    """Names of all tables in `data/reference/`."""
    return LIBRARY.names("reference/*.csv")


def model(name: str) -> Mapping[str, Any]:
    """A published model, `data/models/<name>.json`, as it stands; `whole` has it with its types."""
    return LIBRARY.parsed(f"models/{name}.json")


def model_names() -> list[str]:
    """Names of all models in `data/models/`."""
    return LIBRARY.names("models/*.json")


def document(name: str) -> Mapping[str, Any]:
    """A TOML file of `data/` as it stands, for its words; `whole` and `entries` have it with its types."""
    return LIBRARY.parsed(name)


@cache
def content(name: str) -> str:
    """A Markdown file of `data/content/`."""
    return LIBRARY.text(name)


@cache
def translation(language: str, name: str) -> Mapping[str, Any]:
    """What `data/languages/<language>/` holds of a file, a Markdown file as {"text": ...}; empty if nothing."""
    file = DATA / "languages" / language / name
    if not file.exists():
        return MappingProxyType({})
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        return MappingProxyType({"text": text})
    return MappingProxyType(json.loads(text) if file.suffix == ".json" else tomllib.loads(text))


@cache
def data_bytes(path: str) -> bytes:
    """Any other file of `data/`, for example a sample person."""
    return (DATA / path).read_bytes()


# ---------------------------------------------------------------- to types

_PLACE = re.compile(r" - at (?:`key` in )?`\$(.*)`$")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")
Way = list[str | int]


def _converted(loaded: Any, kind: Any, file: str, entry: str = "", *, strict: bool = True) -> Any:
    """What was read as its type, or a refusal that names the place."""
    try:
        return msgspec.convert(loaded, kind, strict=strict, str_keys=True)
    except msgspec.ValidationError as error:
        way = _way_to(str(error), loaded, kind, strict=strict)
        names = [step if isinstance(step, str) else f"{step + 1}" for step in way]
        refuse(file, at(entry, *names), _PLACE.sub("", str(error)))


def at(entry: str, *way: str) -> str:
    """A place in a file as one reads it: "actions.doctor.title", or "line 2, source" in a table."""
    return ".".join(filter(None, (entry, *way))).replace(".", ", ", entry.startswith("line "))


def _way_to(error: str, loaded: Any, kind: Any, *, strict: bool) -> Way:
    """The way to what was refused, such as "actions", "doctor", "title".

    The error has "[...]" for a key of a table. Which key it was shows when each is left in alone.
    """
    way: Way = []
    place = _PLACE.search(error)
    for field, index in _STEP.findall(place[1] if place else ""):
        if index == "...":
            found = next(
                (key for key in _part(loaded, way) if error == _error(_only(loaded, way, key), kind, strict=strict)),
                None,
            )
            if found is None:
                return way
            way.append(found)
        else:
            way.append(field or int(index))
    return way


def _error(loaded: Any, kind: Any, *, strict: bool) -> str:
    try:
        msgspec.convert(loaded, kind, strict=strict, str_keys=True)
    except msgspec.ValidationError as error:
        return str(error)
    return ""


def _part(loaded: Any, way: Way) -> Any:
    for step in way:
        loaded = loaded[step]
    return loaded


def _only(loaded: Any, way: Way, key: str) -> Any:
    """`loaded` in which the table at the end of `way` has one key left."""
    if not way:
        return {key: loaded[key]}
    first, *rest = way
    if isinstance(loaded, list):
        return [_only(part, rest, key) if number == first else part for number, part in enumerate(loaded)]
    return {name: _only(part, rest, key) if name == first else part for name, part in loaded.items()}
