"""The texts of outcomes in Markdown: "## key", a bold title line, plain paragraphs, and after "> " a line for clinicians."""

import re
from collections.abc import Mapping

from bonecheck.evidence.schema import Base


class Prose(Base, frozen=True, kw_only=True):
    """One text with its parts; a part that is not there is empty."""

    key: str
    title: str
    plain: str
    clinical: str


# Which parts each file must have. What could not be judged takes the rest of its words from its reason.
PARTS: Mapping[str, tuple[str, ...]] = {
    "outcomes": ("title", "plain", "clinical"),
    "not_assessed": ("title",),
    "reasons": ("plain", "clinical"),
    "medicines": ("title", "plain"),
}


def split(text: str) -> tuple[Prose, ...]:
    """The texts of a file, in their order."""
    return tuple(_prose(*block.partition("\n")) for block in re.split(r"^## ", text, flags=re.MULTILINE)[1:])


def _prose(key: str, _: str, body: str) -> Prose:
    title = re.search(r"^\*\*(.+)\*\*$", body, flags=re.MULTILINE)
    clinical = re.findall(r"^> ?(.*)$", body, flags=re.MULTILINE)
    plain = re.sub(r"^(\*\*.+\*\*|>.*)$", "", body, flags=re.MULTILINE)
    return Prose(
        key=key.strip(),
        title=title[1] if title else "",
        plain=re.sub(r"\n{3,}", "\n\n", plain).strip(),
        clinical=" ".join(clinical).strip(),
    )
