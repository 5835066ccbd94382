"""The saved check as a JSON file: writing, reading, and the schema of the format."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import msgspec

from bonecheck.answers.as_given import LARGEST_TYPED, is_answer_key
from bonecheck.answers.check import SCHEMA_VERSION, Check
from bonecheck.answers.questions import questions
from bonecheck.answers.risk_factors import Checklist
from bonecheck.errors import ImplausibleValue, UnreadableFile

LARGEST_FILE_BYTES = 1_000_000
# Worked out from other answers: files of earlier versions hold it beside them.
_DERIVED = {"alcohol_g_per_day": "drinks_per_week"}


def to_json(check: Check) -> bytes:
    """`check` as the JSON of a saved file, indented; answers not given are left out."""
    given = _without_blanks(msgspec.to_builtins(check))
    if check.dxa_report is not None:  # a report with nothing typed yet is not the same as no report
        given.setdefault("dxa_report", {})
    return msgspec.json.format(msgspec.json.encode(given), indent=2) + b"\n"


def from_json(data: bytes) -> Check:
    """The check in a saved file; one of an earlier format becomes one of ours.

    Raises
    ------
    UnreadableFile
        If `data` is too large, not JSON, not a bonecheck file, from a newer bonecheck, or holds a value of the wrong
        kind, a number that no answer reaches, or a field, a question or an item that we do not know: a misspelt one
        must not get lost in silence.
    """
    if len(data) > LARGEST_FILE_BYTES:
        raise UnreadableFile("file_too_large", megabytes=LARGEST_FILE_BYTES // 1_000_000)
    try:
        content = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFile("file_not_json") from error
    version = content.get("schema_version") if isinstance(content, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise UnreadableFile("file_foreign")
    if version > SCHEMA_VERSION:
        raise UnreadableFile("file_newer", version=version if version <= LARGEST_TYPED else 0, ours=SCHEMA_VERSION)
    for where in _numbers_too_large(content):
        raise UnreadableFile("file_number_too_large", where=where)
    derived = _take_out_derived(content)
    try:
        check = msgspec.convert(content, Check)
    except msgspec.ValidationError as error:
        raise _wrong_value(str(error)) from error
    except ImplausibleValue as error:
        raise UnreadableFile("file_wrong_answer", problem=error.key, **error.values) from error
    _compare_derived(derived, check)
    for unknown in _unknown_fields(content, msgspec.to_builtins(check)):
        raise UnreadableFile("file_unknown_field", field=unknown)
    for unknown in _unknown_items(check):
        raise UnreadableFile("file_unknown_field", field=unknown)
    return replace(check, schema_version=SCHEMA_VERSION)


def json_schema() -> dict[str, Any]:
    """JSON Schema of the saved file, made from the types."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"bonecheck saved check, version {SCHEMA_VERSION}",
        **msgspec.json.schema(Check),
    }


def _numbers_too_large(given: Any, where: str = "") -> Iterator[str]:
    """Where numbers stand that no answer reaches; with 400 digits they would not even fit a number of ours."""
    if isinstance(given, dict):
        for key, inner in given.items():
            yield from _numbers_too_large(inner, f"{where}.{key}".removeprefix("."))
    elif isinstance(given, list):
        for number, inner in enumerate(given):
            yield from _numbers_too_large(inner, f"{where}[{number}]")
    elif isinstance(given, (int, float)) and not abs(given) <= LARGEST_TYPED:
        yield where


def _take_out_derived(content: dict[str, Any]) -> dict[str, Any]:
    """Takes out, and gives, what follows from other answers."""
    risks = content.get("risk_factors")
    if not isinstance(risks, dict):
        return {}
    return {field: value for field in _DERIVED if (value := risks.pop(field, None)) is not None}


def _compare_derived(derived: dict[str, Any], check: Check) -> None:
    """Refuses what does not follow from the answers beside it, since it would get lost."""
    for field, given in derived.items():
        found = getattr(check.risk_factors, field)
        if found is None or not isinstance(given, (int, float)) or abs(found - given) > 0.1:
            raise UnreadableFile("file_derived_field", field=field, source=_DERIVED[field])


def _wrong_value(said: str) -> UnreadableFile:
    """The refusal behind msgspec's words, such as "Expected `int`, got `str` - at `$.person.age_years`"."""
    found = re.search(r"at `(?:key in )?(?P<where>[^`]*)`", said)
    where = found["where"].removeprefix("$.") if found else "$"
    if kinds := re.search(r"Expected `([^`]*)`, got `([^`]*)`", said):
        return UnreadableFile("file_wrong_kind", where=where, expected=tuple(kinds[1].split(" | ")), given=kinds[2])
    if option := re.search(r"Invalid enum value (.*?)(?: - at |$)", said):
        return UnreadableFile("file_wrong_option", where=where, given=option[1].strip("'"))
    if missing := re.search(r"missing required field `([^`]*)`", said):
        return UnreadableFile("file_missing_field", where=where, field=missing[1])
    return UnreadableFile("file_wrong_value", where=where)


def _unknown_fields(given: Any, read: Any) -> Iterator[str]:
    """The fields of `given` that were not read."""
    if isinstance(given, dict) and isinstance(read, dict):
        for key, inner in given.items():
            if key not in read:
                yield str(key)
            else:
                yield from _unknown_fields(inner, read[key])
    if isinstance(given, list) and isinstance(read, (list, tuple)):
        for inner, inner_read in zip(given, read, strict=False):
            yield from _unknown_fields(inner, inner_read)


def _unknown_items(check: Check) -> Iterator[str]:
    """Items of lists and keys of answers that no question has."""
    for section in (check.person, check.risk_factors, check.lifestyle):
        for field in fields(section):
            if (question := questions().get(field.name)) is None:
                continue
            value = getattr(section, field.name)
            if question.kind == "counts":
                yield from (f"{field.name}.{item}" for item in value if item not in question.item_keys)
            elif isinstance(value, Checklist):
                yield from (f"{field.name}.{item}" for item in value.ticked if item not in question.options)
    yield from (f"as_given.{key}" for key in check.as_given if not is_answer_key(key))


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
