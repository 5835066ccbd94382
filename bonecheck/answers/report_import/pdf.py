"""Takes the text out of a PDF, in a child process with limits of time and memory; nothing is written to disk."""

import subprocess
import sys

import msgspec

from bonecheck.answers.report_import import pdf_child
from bonecheck.errors import UnreadableFile

SECONDS = 10
_KEYS = {
    pdf_child.LOCKED: "report_locked",
    pdf_child.DAMAGED: "report_damaged",
    pdf_child.TOO_MANY_PAGES: "report_too_many_pages",
    pdf_child.TOO_MUCH: "report_too_much",
}


class PdfPage(msgspec.Struct):
    """The text of a page, the share of it that pictures cover, and whether the text is drawn unseen, over a scan."""

    text: str
    pictures: float
    is_hidden: bool


def is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF; in some of them blank lines stand before its head."""
    return b"%PDF-" in data[:1024]


def pdf_pages(data: bytes) -> list[PdfPage]:
    """The pages of a PDF.

    Raises
    ------
    UnreadableFile
        If it needs a password, is damaged, or takes too long.
    """
    command = [sys.executable, "-I", pdf_child.__file__]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
    ) as child:
        try:
            output, _ = child.communicate(data, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise UnreadableFile("report_took_too_long") from None
        finally:
            child.kill()
    if child.returncode:
        raise UnreadableFile(
            _KEYS.get(child.returncode, "report_took_too_long" if child.returncode < 0 else "report_damaged")
        )
    return msgspec.json.decode(output, type=list[PdfPage])
