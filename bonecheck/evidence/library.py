"""Reads and checks the evidence in `data/`: sources, thresholds, questions, tables and words.

Nothing else in the scoring package opens a file. Everything is read once and never changed.
"""

import csv
import json
import operator
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from bonecheck.errors import EvidenceError

DATA = Path(__file__).parents[1] / "data"

_COMPARISONS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_READ = {"original", "abstract", "second hand", "design"}
_CERTAINTY = {"A", "B", "C", "D"}
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One source, and how it was read."""

    key: str
    text: str
    link: str
    read: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A cut-off, with who it is for and where it comes from."""

    key: str
    label: str
    measure: str
    unit: str
    when: str
    value: float
    applies_to: str
    not_for: str
    source: str
    where: str
    certainty: str
    in_force: date
    reviewed_by: str

    def is_met_by(self, x: float) -> bool:
        """Whether `x`, in the unit of this threshold, is on the named side of the boundary."""
        return bool(_COMPARISONS[self.when](x, self.value))


@cache
def citations() -> Mapping[str, Citation]:
    """Every source by its key."""
    found = {}
    for key, entry in _toml("citations.toml").items():
        found[key] = build(Citation, f"citations.toml: [{key}]", {"key": key, **entry})
        if found[key].read not in _READ:
            raise EvidenceError(f"citations.toml: [{key}] read = '{found[key].read}' is not one of {sorted(_READ)}")
    return MappingProxyType(found)


@cache
def thresholds() -> Mapping[str, Threshold]:
    """Every cut-off by its key."""
    return MappingProxyType({key: check_threshold(key, entry) for key, entry in _toml("thresholds.toml").items()})


def check_threshold(key: str, entry: Mapping[str, Any]) -> Threshold:
    """A `Threshold` from its data-file entry; raises `EvidenceError` naming what is wrong with it."""
    threshold = build(Threshold, f"thresholds.toml: [{key}]", {"key": key, **entry})
    if threshold.when not in _COMPARISONS:
        raise EvidenceError(
            f"thresholds.toml: [{key}] compares with '{threshold.when}', which is not one of {list(_COMPARISONS)}"
        )
    if threshold.certainty not in _CERTAINTY:
        raise EvidenceError(
            f"thresholds.toml: [{key}] certainty '{threshold.certainty}' is not one of {sorted(_CERTAINTY)}"
        )
    check_source(threshold.source, f"thresholds.toml: [{key}]")
    return threshold


def threshold(key: str) -> Threshold:
    """One cut-off by name."""
    return thresholds()[key]


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of `data/reference/<name>.csv`, each by column name; sources are checked."""
    with (DATA / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = tuple(MappingProxyType(row) for row in csv.DictReader(lines))
    for number, row in enumerate(rows, start=2):
        if "source" in row:
            check_source(row["source"], f"reference/{name}.csv, line {number}")
    return rows


def table_names() -> list[str]:
    """Names of all tables in `data/reference/`."""
    return sorted(file.stem for file in (DATA / "reference").glob("*.csv"))


@cache
def model(name: str) -> Mapping[str, Any]:
    """The coefficients of a published model, `data/models/<name>.json`; its source is checked."""
    loaded: dict[str, Any] = json.loads(data_bytes(f"models/{name}.json"))
    check_source(loaded["source"], f"models/{name}.json")
    return MappingProxyType(loaded)


def model_names() -> list[str]:
    """Names of all models in `data/models/`."""
    return sorted(file.stem for file in (DATA / "models").glob("*.json"))


@cache
def document(name: str) -> Mapping[str, Any]:
    """A TOML file of `data/` as it stands."""
    return MappingProxyType(_toml(name))


@cache
def content(name: str) -> str:
    """A Markdown file of `data/content/`."""
    return (DATA / "content" / f"{name}.md").read_text(encoding="utf-8")


@cache
def translation(language: str, name: str) -> Mapping[str, Any]:
    """What `data/languages/<language>/` holds of a TOML file, or of a Markdown file as {"text": ...}; empty if nothing."""
    file = DATA / "languages" / language / name
    if not file.exists():
        return MappingProxyType({})
    text = file.read_text(encoding="utf-8")
    return MappingProxyType({"text": text} if file.suffix == ".md" else tomllib.loads(text))


@cache
def data_bytes(path: str) -> bytes:
    """Any other file of `data/`, for example a sample person."""
    return (DATA / path).read_bytes()


def _toml(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((DATA / name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise EvidenceError(f"{name} is not valid TOML: {error}") from error


def build(kind: Callable[..., T], place: str, entry: Mapping[str, Any], *, all_filled: bool = False) -> T:
    """A dataclass from a data-file entry; raises `EvidenceError` naming `place` and what is missing or unknown.

    With `all_filled` an empty text or list is missing as well.
    """
    known = fields(kind)  # type: ignore[arg-type]
    missing = {field.name for field in known if field.default is MISSING} - entry.keys()
    missing |= {key for key, value in entry.items() if all_filled and value in ("", ())}
    unknown = entry.keys() - {field.name for field in known}
    if missing or unknown:
        raise EvidenceError(f"{place} lacks {sorted(missing)} and has unknown {sorted(unknown)}")
    return kind(**entry)


def check_source(source: str, place: str) -> None:
    """Raises `EvidenceError` naming `place` where a source is not in `citations.toml`."""
    if source not in citations():
        raise EvidenceError(f"{place} cites '{source}', which is not in citations.toml")
