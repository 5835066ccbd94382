"""Runs alone in a process of its own: takes a PDF on standard input, gives what its pages hold, and can do little else."""

import io
import json
import logging
import sys
from typing import Any

MEMORY_BYTES = 700_000_000
CPU_SECONDS = 6
MOST_PAGES = 40
MOST_CHARACTERS = 100_000  # thirty times the longest report seen
_DEEPEST, _MOST_STEPS = 4, 200_000  # forms within forms; what is followed of a page
_TEXT = {b"Tj", b"TJ", b"'", b'"'}
_INK = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh"}
_UNSEEN = {3, 7}  # ways to draw text
LOCKED, DAMAGED, TOO_MANY_PAGES, TOO_MUCH = 11, 12, 13, 14  # how it ends, if not with 0

Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def limit() -> None:
    """Little memory, little time, and no byte to any file."""
    try:
        import resource
    except ImportError:  # not a Unix; the parent's clock is what is left
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def pages_of(data: bytes) -> list[dict[str, Any]]:
    """All pages; exits with a code of its own where there is none to give."""
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError

    logging.disable(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            sys.exit(LOCKED)
        if len(reader.pages) > MOST_PAGES:
            sys.exit(TOO_MANY_PAGES)
        found, size = [], 0
        for page in reader.pages:
            text = page.extract_text(extraction_mode="layout")
            if not text.strip():
                text = page.extract_text()  # print that is turned on its side has no layout
            text = text.replace("\f", "\n").encode("utf-8", "replace").decode()  # a form feed parts the pages
            size += len(text)
            if size > MOST_CHARACTERS:
                sys.exit(TOO_MUCH)
            share, is_hidden = pictures_on(page, has_text=bool(text.strip()))
            found.append({"text": text, "pictures": share, "is_hidden": is_hidden})
        return found
    except (DependencyError, FileNotDecryptedError, WrongPasswordError):
        sys.exit(LOCKED)
    except MemoryError:
        sys.exit(TOO_MUCH)
    except Exception:  # whatever a broken file brings about in its reader
        sys.exit(DAMAGED)


def pictures_on(page: Any, *, has_text: bool) -> tuple[float, bool]:
    """The share of a page that pictures cover, and whether its text is drawn unseen, as that of a scan is.

    A page without text is a picture, if anything is drawn on it at all: letters may be drawn as lines.
    """
    drawn, size = _Drawn(), 0.0
    try:
        if not has_text or page.get("/Resources", {}).get("/XObject") or b"EI" in _content(page):
            drawn.walk(page, page.get_contents(), page.get("/Resources", {}), _UPRIGHT, 0)
        size = abs(float(page.cropbox.width) * float(page.cropbox.height))
    except MemoryError:
        raise
    except Exception:  # what a broken page draws is not known; its text may be read all the same
        drawn.has_ink = True
    if not has_text:
        return float(drawn.has_ink), False
    return min(1.0, drawn.area / size) if size else 0.0, drawn.unseen > drawn.seen


def _content(page: Any) -> bytes:
    content = page.get_contents()
    return b"" if content is None else bytes(content.get_data())


class _Drawn:
    """What the content of a page draws: how large its pictures are, and how much of its text cannot be seen."""

    def __init__(self) -> None:
        self.area, self.has_ink, self.seen, self.unseen, self.left = 0.0, False, 0, 0, _MOST_STEPS

    def walk(self, page: Any, content: Any, resources: Any, matrix: Matrix, depth: int) -> None:
        """Follows one content, and the forms that it draws."""
        from pypdf.generic import ContentStream

        if content is None or depth > _DEEPEST:
            return
        objects = resources.get("/XObject", {})
        mode, kept = 0, []
        for operands, operator in ContentStream(content, page.pdf).operations:
            self.left -= 1
            if self.left < 0:
                return
            if operator == b"q":
                kept.append((matrix, mode))
            elif operator == b"Q" and kept:
                matrix, mode = kept.pop()
            elif operator == b"cm":
                matrix = _times(operands, matrix)
            elif operator == b"Tr":
                mode = int(operands[0])
            elif operator in _TEXT:
                self.unseen += mode in _UNSEEN
                self.seen += mode not in _UNSEEN
            elif operator in _INK:
                self.has_ink = True
            if operator == b"INLINE IMAGE":
                self._picture(matrix)
            elif operator == b"Do" and (drawn := objects.get(operands[0])) is not None:
                drawn = drawn.get_object()
                if drawn.get("/Subtype") == "/Image":
                    self._picture(matrix)
                elif drawn.get("/Subtype") == "/Form":
                    inside = _times(drawn.get("/Matrix", _UPRIGHT), matrix)
                    self.walk(page, drawn, drawn.get("/Resources", resources), inside, depth + 1)

    def _picture(self, matrix: Matrix) -> None:
        a, b, c, d, _, _ = matrix
        self.area += abs(a * d - b * c)
        self.has_ink = True


def _times(inner: Any, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = map(float, inner)
    k, m, n, o, p, q = outer
    return (
        a * k + b * n,
        a * m + b * o,
        c * k + d * n,
        c * m + d * o,
        e * k + f * n + p,
        e * m + f * o + q,
    )


if __name__ == "__main__":
    limit()
    json.dump(pages_of(sys.stdin.buffer.read()), sys.stdout)
