"""Takes the text out of a PDF, in a child process with limits of time and memory; nothing is written to disk."""

import subprocess
import sys

from bonecheck.answers.report_import import pdf_child
from bonecheck.errors import UnreadableFile

LARGEST_PDF = 5_000_000
SECONDS = 10
_KEYS = {
    pdf_child.LOCKED: "report_locked",
    pdf_child.DAMAGED: "report_damaged",
    pdf_child.TOO_MANY_PAGES: "report_too_many_pages",
    pdf_child.TOO_MUCH: "report_too_much",
}


class NoTextLayer(UnreadableFile):
    """A PDF that holds pictures of text only; whoever can read pictures may go on from here."""


def pdf_text(data: bytes) -> str:
    """The text of a PDF, its pages parted by form feeds.

    Raises
    ------
    UnreadableFile
        If it needs a password, is damaged or too large, or takes too long.
    NoTextLayer
        If there is no text in it.
    """
    if len(data) > LARGEST_PDF:
        raise UnreadableFile("report_too_large", megabytes=LARGEST_PDF // 1_000_000)
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
    text = output.decode("utf-8", "replace")
    if not text.strip():
        raise NoTextLayer("report_no_text_layer")
    return text
