"""Words for outcomes and messages: fills the texts of `data/` with a person's values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bonecheck.evidence.library import content
from bonecheck.outcomes import Finding, Outcome, Value
from bonecheck.words.language import shown, signed

_SCORES = {"score", "printed", "computed"}  # values that carry a sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What an outcome says: a title, plain words for the person, and a line for a clinician."""

    title: str
    plain: str
    clinical: str


def words(outcome: Outcome) -> Words:
    """The words of a finding, or of why something could not be assessed."""
    if isinstance(outcome, Finding):
        return _filled(_texts("outcomes")[outcome.key], outcome.values)
    subject = _filled(_texts("not_assessed")[outcome.key], outcome.values)
    reason = _filled(_texts("reasons")[outcome.reason], outcome.values)
    return Words(title=subject.title, plain=f"{subject.plain} {reason.plain}".strip(), clinical=reason.clinical)


def text_keys(name: str) -> frozenset[str]:
    """All keys of a file of texts in `data/content/`."""
    return frozenset(_texts(name))


def all_texts(name: str) -> Mapping[str, Words]:
    """Every text of a file in `data/content/`, with its placeholders unfilled."""
    return _texts(name)


@cache
def _texts(name: str) -> Mapping[str, Words]:
    """Splits a file into texts: "## key", a bold title line, plain paragraphs, "> " clinical wording."""
    found = {}
    for block in re.split(r"^## ", content(name), flags=re.MULTILINE)[1:]:
        key, _, body = block.partition("\n")
        title = re.search(r"^\*\*(.+)\*\*$", body, flags=re.MULTILINE)
        clinical = re.findall(r"^> ?(.*)$", body, flags=re.MULTILINE)
        plain = re.sub(r"^(\*\*.+\*\*|>.*)$", "", body, flags=re.MULTILINE)
        found[key.strip()] = Words(
            title=title[1] if title else "",
            plain=re.sub(r"\n{3,}", "\n\n", plain).strip(),
            clinical=" ".join(clinical).strip(),
        )
    return found


def _filled(text: Words, values: Mapping[str, Value]) -> Words:
    fill = {
        key: signed(value) if key in _SCORES and isinstance(value, float) else shown(value)
        for key, value in values.items()
    }
    title, plain, clinical = (_tidy(part.format(**fill)) for part in (text.title, text.plain, text.clinical))
    return Words(title=title, plain=plain, clinical=clinical)


def _tidy(text: str) -> str:
    """`text` without the gaps that empty values leave."""
    return re.sub(r" {2,}", " ", text).strip()
