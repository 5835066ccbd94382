"""Runs alone in a process of its own: takes a PDF on standard input, gives its text, and can do little else."""

import io
import logging
import sys

MEMORY_BYTES = 700_000_000
CPU_SECONDS = 6
MOST_PAGES = 40
MOST_CHARACTERS = 200_000
LOCKED, DAMAGED, TOO_MANY_PAGES, TOO_MUCH = 11, 12, 13, 14  # how it ends, if not with 0


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


def text_of(data: bytes) -> str:
    """The text of all pages, laid out as on the page; exits with a code of its own where there is none to give."""
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
            size += len(text)
            if size > MOST_CHARACTERS:
                sys.exit(TOO_MUCH)
            found.append(text)
        return "\f".join(found)
    except (DependencyError, FileNotDecryptedError, WrongPasswordError):
        sys.exit(LOCKED)
    except MemoryError:
        sys.exit(TOO_MUCH)
    except Exception:  # whatever a broken file brings about in its reader
        sys.exit(DAMAGED)


if __name__ == "__main__":
    limit()
    sys.stdout.buffer.write(text_of(sys.stdin.buffer.read()).encode("utf-8", "replace"))
