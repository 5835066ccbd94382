"""Reads the zip that a phone's health app exports: one FHIR file for each record."""

import io
import json
import zipfile
import zlib
from typing import Any

from bonecheck.answers.report_import.fhir import read_resources
from bonecheck.answers.report_import.found import FoundReport
from bonecheck.errors import UnreadableFile

_FOLDER = "clinical-records/"
_MOST_FILES = 5_000
_LARGEST_FILE = 2_000_000
_MOST_BYTES = 30_000_000


def read_archive(data: bytes) -> tuple[FoundReport, list[bytes]]:
    """What the clinical records of an export say; nothing else in it is opened, and nothing is written to disk."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            records = [entry for entry in archive.infolist() if _is_record(entry)]
            if not records:
                raise UnreadableFile("report_no_records")
            if len(records) > _MOST_FILES:
                raise UnreadableFile("report_too_much")
            return read_resources(_parsed(archive, records))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError):
        raise UnreadableFile("report_not_readable") from None


def _is_record(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.replace("\\", "/").casefold()
    return _FOLDER in f"/{name}" and name.endswith(".json") and not entry.is_dir()


def _parsed(archive: zipfile.ZipFile, records: list[zipfile.ZipInfo]) -> list[Any]:
    found: list[Any] = []
    left = _MOST_BYTES
    for entry in records:
        if entry.flag_bits & 1:
            raise UnreadableFile("report_locked")
        with archive.open(entry) as stream:  # the size that an archive claims may be a lie: what comes out is counted
            content = stream.read(_LARGEST_FILE + 1)
        left -= len(content)
        if len(content) > _LARGEST_FILE or left < 0:
            raise UnreadableFile("report_too_much")
        try:
            found.append(json.loads(content))
        except (ValueError, RecursionError):
            continue
    return found
