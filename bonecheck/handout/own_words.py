"""The words that the page for the doctor has of its own; all others it has from where the person reads them."""

from bonecheck.evidence.pages import Handout
from bonecheck.words.language import filled, texts


def word(key: str, /, **values: str | int) -> str:
    """One text by its key."""
    return filled(texts(Handout.FILE)["words"][key], **values)


def heads(key: str) -> tuple[str, ...]:
    """The heads of a table by its key."""
    return tuple(texts(Handout.FILE)["words"][key])
