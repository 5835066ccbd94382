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
_OF_A_WORD_PROCESSOR = {"word/document.xml", "content.xml", "index/document.iwa"}  # .docx, .odt, .pages
_REPORTS = (".pdf", ".txt", ".jpg", ".jpeg", ".png", ".webp", ".heic", ".tif", ".tiff", ".doc", ".docx", ".odt", ".rtf")
_MOST_FILES = 5_000
_LARGEST_FILE = 2_000_000
_MOST_BYTES = 30_000_000


def read_archive(data: bytes) -> tuple[FoundReport, list[bytes]]:
    """What the clinical records of an export say; nothing else in it is opened, and nothing is written to disk."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            records = [entry for entry in archive.infolist() if _is_record(entry)]
            if not records:
                raise UnreadableFile(_why_no_records([entry.filename.casefold() for entry in archive.infolist()]))
            if len(records) > _MOST_FILES:
                raise UnreadableFile("report_too_much")
            return read_resources(_parsed(archive, records))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError):
        raise UnreadableFile("report_not_readable") from None


def _why_no_records(names: list[str]) -> str:
    """The key for a zip that is no export of records: a file of a word processor, a report in a zip, or neither."""
    if any(name in _OF_A_WORD_PROCESSOR for name in names):
        return "report_is_word"
    return "report_in_zip" if any(name.endswith(_REPORTS) for name in names) else "report_no_records"


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
