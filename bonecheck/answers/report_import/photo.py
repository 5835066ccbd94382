"""Reads a photo, a screenshot or a scanned page, in a child process with limits; nothing is written to disk."""

import base64
import subprocess
import sys
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from threading import Thread

import msgspec

from bonecheck.answers.report_import import photo_child
from bonecheck.answers.report_import.photo_lines import Page, lines_of
from bonecheck.answers.report_import.turns import STEP_SECONDS, Waiting, turn
from bonecheck.errors import UnreadableFile

_PACKAGES = ("rapidocr", "onnxruntime", "cv2", "PIL", "pypdfium2", "pydicom")
_KEYS = {
    photo_child.LOCKED: "report_locked",
    photo_child.DAMAGED: "report_photo_damaged",
    photo_child.TOO_MANY_PAGES: "report_too_many_pages",
    photo_child.TOO_MANY_PIXELS: "report_photo_too_many_pixels",
    photo_child.NO_TEXT: "report_photo_no_text",
    photo_child.TOO_SMALL: "report_photo_too_small",
    photo_child.NOT_SHARP: "report_photo_not_sharp",
    photo_child.TOO_MUCH: "report_too_much",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """The text of a picture, its pages parted by form feeds, and a strip of the picture for each page and line."""

    text: str
    strips: dict[tuple[int, int], bytes]
    unread: list[int]  # the pages of which nothing can be read surely enough


@cache
def can_read_photos() -> bool:
    """Whether what `requirements-photo.txt` names is installed."""
    return all(find_spec(name) is not None for name in _PACKAGES)


def seen_in(data: bytes, layers: list[str | None]) -> Generator[Waiting, None, Seen]:
    """What stands in a picture. Closing the generator ends the child and gives up the place in the queue.

    Of a PDF `layers` has the text of each page, and None for those that are pictures.

    Raises
    ------
    UnreadableFile
        If it cannot be read, or not surely enough.
    """
    if not can_read_photos():
        raise UnreadableFile("report_needs_photo_extra")
    with closing(turn()) as turns:
        while (waiting := next(turns)).place:
            yield waiting
        pages = [str(at) for at, layer in enumerate(layers) if layer is None]
        output = yield from _read_by_child(data, pages, turns)
    return _seen(msgspec.json.decode(output, type=list[Page | None]), layers)


def _read_by_child(
    data: bytes, pages: list[str], turns: Generator[Waiting, None, None]
) -> Generator[Waiting, None, bytes]:
    command = [sys.executable, "-I", "-B", photo_child.__file__, *pages]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
    ) as child:
        output: list[bytes] = []
        talk = Thread(target=lambda: output.append(child.communicate(data)[0]), daemon=True)
        talk.start()
        try:
            while talk.is_alive():
                talk.join(STEP_SECONDS)
                next(turns)
                yield Waiting(0)
        finally:
            child.kill()
            talk.join()
    if child.returncode:
        raise UnreadableFile(
            _KEYS.get(child.returncode, "report_took_too_long" if child.returncode < 0 else "report_photo_damaged")
        )
    return output[0]


def _seen(pages: list[Page | None], layers: list[str | None]) -> Seen:
    texts = [layer or "" for layer in layers] or [""] * len(pages)
    pictures = [at for at, layer in enumerate(layers, start=1) if layer is None] or range(1, len(pages) + 1)
    strips: dict[tuple[int, int], bytes] = {}
    unread = []
    for number, page in zip(pictures, pages, strict=True):
        if page is None:
            unread.append(number)
            continue
        lines = lines_of(page)
        texts[number - 1] = "\n".join(line.text for line in lines)
        for at, line in enumerate(lines, start=1):
            if line.strip:
                strips[number, at] = base64.b64decode(line.strip)
    return Seen("\f".join(texts), strips, unread)
