"""The saved check as a JSON file: writing, reading, and the schema of the format."""

from typing import Any

import msgspec

from bonecheck.answers.check import SCHEMA_VERSION, Check
from bonecheck.errors import ImplausibleValue, UnreadableFile
from bonecheck.words.language import message

LARGEST_FILE_BYTES = 1_000_000


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
        check = msgspec.convert(content, Check)
    except (msgspec.ValidationError, ImplausibleValue) as error:
        raise UnreadableFile(message("file_wrong_value", what=str(error).rstrip("."))) from error
    if (unknown := _unknown_field(content, msgspec.to_builtins(check))) is not None:
        raise UnreadableFile(message("file_unknown_field", field=unknown))
    return check


def json_schema() -> dict[str, Any]:
    """JSON Schema of the saved file, made from the types."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"bonecheck saved check, version {SCHEMA_VERSION}",
        **msgspec.json.schema(Check),
    }


def _unknown_field(given: Any, read: Any) -> str | None:
    """The first field of `given` that was not read: a misspelt one must not get lost in silence."""
    if isinstance(given, dict) and isinstance(read, dict):
        for key, inner in given.items():
            if key not in read:
                return str(key)
            if (found := _unknown_field(inner, read[key])) is not None:
                return found
    if isinstance(given, list) and isinstance(read, (list, tuple)):
        pairs = zip(given, read, strict=False)
        return next((found for pair in pairs if (found := _unknown_field(*pair)) is not None), None)
    return None


def _without_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        filled = {key: _without_blanks(inner) for key, inner in value.items()}
        # No vertebrae named is not the same as none printed: the first spine does not count, the second does.
        return {
            key: inner
            for key, inner in filled.items()
            if inner not in (None, {}, []) or (key, inner) == ("vertebrae", [])
        }
    return [_without_blanks(inner) for inner in value] if isinstance(value, (list, tuple)) else value
