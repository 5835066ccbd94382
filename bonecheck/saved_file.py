"""The saved check as a JSON file: writing, reading, and the schema of the format."""

from dataclasses import dataclass, field
from typing import Any

import msgspec

from bonecheck.dxa_report import DxaReport
from bonecheck.errors import ImplausibleValue, UnreadableFile
from bonecheck.lifestyle import Lifestyle
from bonecheck.person import Answer, Person
from bonecheck.risk_factors import RiskFactors
from bonecheck.units import UnitSystem
from bonecheck.wording import message

SCHEMA_VERSION = 1
LARGEST_FILE_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Everything one person answered, as typed objects. This is what a saved file holds.

    `units` is how the person reads quantities; all values inside are in the unit that their name says.
    """

    schema_version: int = SCHEMA_VERSION
    units: UnitSystem = UnitSystem.METRIC
    has_scan: Answer | None = None
    person: Person = field(default_factory=Person)
    dxa_report: DxaReport | None = None
    risk_factors: RiskFactors = field(default_factory=RiskFactors)
    lifestyle: Lifestyle = field(default_factory=Lifestyle)


def to_json(check: Check) -> bytes:
    """`check` as the JSON of a saved file, indented; answers not given are left out."""
    given = _without_blanks(msgspec.to_builtins(check))
    if check.dxa_report is not None:  # a report with nothing typed yet is not the same as no report
        given.setdefault("dxa_report", {})
    return msgspec.json.format(msgspec.json.encode(given), indent=2) + b"\n"


def from_json(data: bytes) -> Check:
    """The check in a saved file.

    Raises
    ------
    UnreadableFile
        If `data` is too large, not JSON, not a bonecheck file, from a newer bonecheck, or holds a value
        of the wrong kind. The message is for the person who chose the file.
    """
    if len(data) > LARGEST_FILE_BYTES:
        raise UnreadableFile(message("file_too_large", megabytes=LARGEST_FILE_BYTES // 1_000_000))
    try:
        content = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFile(message("file_not_json")) from error
    version = content.get("schema_version") if isinstance(content, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise UnreadableFile(message("file_foreign"))
    if version > SCHEMA_VERSION:
        raise UnreadableFile(message("file_newer", version=version, ours=SCHEMA_VERSION))
    try:
        return msgspec.convert(content, Check)
    except (msgspec.ValidationError, ImplausibleValue) as error:
        raise UnreadableFile(message("file_wrong_value", what=str(error).rstrip("."))) from error


def json_schema() -> dict[str, Any]:
    """JSON Schema of the saved file, made from the types."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"bonecheck saved check, version {SCHEMA_VERSION}",
        **msgspec.json.schema(Check),
    }


def _without_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        filled = {key: _without_blanks(inner) for key, inner in value.items()}
        return {key: inner for key, inner in filled.items() if inner not in (None, {}, [])}
    return [_without_blanks(inner) for inner in value] if isinstance(value, (list, tuple)) else value
