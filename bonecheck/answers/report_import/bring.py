"""The way in: tells what kind of file somebody brought, and reads it."""

import re
from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace

from bonecheck.answers.report_import.archive import read_archive
from bonecheck.answers.report_import.ccda import read_ccda
from bonecheck.answers.report_import.fhir import read_fhir
from bonecheck.answers.report_import.found import FoundReport, NotUnderstood, Origin, Reason
from bonecheck.answers.report_import.hl7 import is_hl7, read_hl7
from bonecheck.answers.report_import.markup import plain_lines
from bonecheck.answers.report_import.pdf import PdfPage, is_pdf, pdf_pages
from bonecheck.answers.report_import.photo import Seen, seen_in
from bonecheck.answers.report_import.reader import read_plain
from bonecheck.answers.report_import.turns import Waiting
from bonecheck.errors import UnreadableFile

LARGEST_FILE = 12_000_000
LARGEST_TEXT = 3_000_000
_MOST_PDFS = 3
_SCAN, _PASTED = 0.5, 0.1  # of a page: a picture that is all of it, and one that is no logo
_EDGE = 0.02  # of the width of a strip: letters are not all of one width
_OTHER_PICTURES = (b"GIF8", b"II*\x00", b"MM\x00*", b"BM")

_OTHER_DOCUMENTS = (b"\xd0\xcf\x11\xe0", b"{\\rtf")  # .doc, .rtf


@dataclass(frozen=True, slots=True)
class Cutout:
    """The strip of a picture in which a line stands, and the part of its width that is meant, from 0 to 1."""

    strip: bytes
    start: float = 0.0
    end: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What was found, and for what came from a picture the strip of it, by page and line of its origin."""

    report: FoundReport
    cutouts: dict[Origin, Cutout] = field(default_factory=dict)


def read_report(data: bytes) -> FoundReport:
    """What a file says, read to its end at once; `reading` tells more."""
    return to_its_end(reading(data)).report


def reading(data: bytes) -> Generator[Waiting, None, Brought]:
    """What a file says, whatever its name and ending.

    Yields where it stands as long as a picture waits or is read; closing the generator stops that.

    Raises
    ------
    UnreadableFile
        With one key that says why, for anything that cannot be read.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableFile("report_too_large", megabytes=LARGEST_FILE // 1_000_000)
    if is_pdf(data):
        return (yield from _pdf(data))
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return (yield from _with_pdfs(*read_archive(data)))
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG")) or data[8:12] == b"WEBP" or data[128:132] == b"DICM":
        return (yield from _picture(data))
    if data.startswith(_OTHER_PICTURES) or data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"}:
        raise UnreadableFile("report_is_picture")
    if data.startswith(_OTHER_DOCUMENTS):
        raise UnreadableFile("report_is_word")
    if len(data) > LARGEST_TEXT:
        raise UnreadableFile("report_too_large", megabytes=LARGEST_TEXT // 1_000_000)
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and b"ClinicalDocument" in data[:20_000]:
        return Brought(report=read_ccda(data))
    return (yield from _pasted(_decoded(data)))


def read_pasted(text: str) -> FoundReport:
    """What a pasted text says: plain, or a file of one of the other kinds opened as text."""
    return to_its_end(_pasted(text)).report


def to_its_end(steps: Generator[Waiting, None, Brought], show: Callable[[Waiting], object] = lambda _: None) -> Brought:
    """What was found once all steps are done; `show` is told of each."""
    while True:
        try:
            show(next(steps))
        except StopIteration as end:
            brought: Brought = end.value
            return brought


def _pasted(text: str) -> Generator[Waiting, None, Brought]:
    if not text.strip():
        raise UnreadableFile("report_empty")
    head = text.lstrip("\ufeff \r\n\t")[:2000]
    if head[:1] in {"{", "["} and re.match(r"[{\[]\s*[\"{\[]", head):
        return (yield from _with_pdfs(*read_fhir(text.lstrip("\ufeff"))))
    if is_hl7(text):
        return (yield from _with_pdfs(*read_hl7(text)))
    if head.startswith("<") and "ClinicalDocument" in text[:20_000]:
        return Brought(report=read_ccda(re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff")).encode()))
    if re.match(r"<(?:!doctype html|html|body|div|table|p|h\d)\b", head, re.IGNORECASE):
        return Brought(report=read_plain(plain_lines(text)))
    return Brought(report=read_plain(text))


def _decoded(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    if b"\x00" in data[:4096]:
        raise UnreadableFile("report_unknown_kind")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    strange = sum(not char.isprintable() and char not in "\r\n\t\f\x0b\x1c" for char in text[:4096])
    if strange > len(text[:4096]) // 20:
        raise UnreadableFile("report_unknown_kind")
    return text


def _pdf(data: bytes) -> Generator[Waiting, None, Brought]:
    pages = pdf_pages(data)
    is_empty = not any(page.text.strip() or page.pictures for page in pages)
    layers = [None if is_empty or _is_picture(page) else page.text for page in pages]
    texts = [layer or "" for layer in layers]
    if None not in layers:
        return Brought(report=read_plain("\f".join(texts)))
    try:
        return (yield from _picture(data, layers))
    except UnreadableFile as error:  # the pages with text are read all the same
        is_blind = error.key == "report_needs_photo_extra"
        report = read_plain("\f".join(page.text for page in pages) if is_blind else "\f".join(texts))
        if not _says_results(report):
            raise
    return Brought(report=_with_pages_named(report, [at for at, layer in enumerate(layers, start=1) if layer is None]))


def _is_picture(page: PdfPage) -> bool:
    """Whether numbers of a page may stand in a picture: a scan, although it has a title or the text of a machine."""
    if page.pictures >= _SCAN:
        return page.is_hidden or not _says_results(read_plain(page.text))
    return page.pictures >= _PASTED and re.search(r"\d[.,]\d", page.text) is None


def _says_results(report: FoundReport) -> bool:
    return bool(report.rows or report.earlier or report.not_understood)


def _with_pages_named(report: FoundReport, pages: list[int]) -> FoundReport:
    """A report that names pages of which nothing could be read."""
    left = [NotUnderstood(reason=Reason.PAGE_NOT_READ, origin=Origin(text=str(at), line=1, page=at)) for at in pages]
    return replace(report, not_understood=(*report.not_understood, *left))


def _picture(data: bytes, layers: list[str | None] | None = None) -> Generator[Waiting, None, Brought]:
    """What stands in a picture; of a PDF in the pages that have no layer of text of their own."""
    seen = yield from seen_in(data, layers or [])
    report = _with_pages_named(read_plain(seen.text), seen.unread)
    rows = [*report.rows, *(row for scan in report.earlier for row in scan.rows)]
    origins = [row.origin for row in rows] + [left.origin for left in report.not_understood]
    found = {origin: _cutout(origin, seen) for origin in origins if (origin.page, origin.line) in seen.strips}
    return Brought(report=report, cutouts=found)


def _cutout(origin: Origin, seen: Seen) -> Cutout:
    """The strip of the line, and the part of it in which the piece stands: two tables may stand side by side."""
    strip = seen.strips[origin.page, origin.line]
    line = seen.text.split("\f")[origin.page - 1].split("\n")[origin.line - 1]
    first, last = len(line) - len(line.lstrip()), len(line.rstrip())
    place = re.search(r"[\s|]+".join(map(re.escape, origin.text.split())), line)
    if place is None or not origin.text.strip():
        return Cutout(strip)
    start, end = ((at - first) / (last - first) for at in place.span())
    return Cutout(strip, max(0.0, start - _EDGE), min(1.0, end + _EDGE))


def _with_pdfs(report: FoundReport, pdfs: list[bytes]) -> Generator[Waiting, None, Brought]:
    """A coded report; where it holds no row, what the PDF inside it says."""
    if report.rows or not pdfs:
        return Brought(report=report)
    for pdf in pdfs[:_MOST_PDFS]:
        try:
            inside = yield from _pdf(pdf)
        except UnreadableFile:
            continue
        if inside.report.rows:
            return inside
    left = NotUnderstood(reason=Reason.ATTACHMENT_NOT_READ, origin=Origin(text="", line=1))
    return Brought(report=replace(report, not_understood=(*report.not_understood, left)))
