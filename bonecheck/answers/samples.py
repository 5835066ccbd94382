"""Sample people: made-up checks in the saved-file format. What is told of them is the matter of `words/samples.py`."""

from dataclasses import dataclass
from functools import cache

from bonecheck.answers.check import Check
from bonecheck.answers.saved_file import from_json
from bonecheck.evidence import entries as evidence
from bonecheck.evidence.library import data_bytes, entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One made-up person; `beside` is the key of whoever is shown together with them."""

    key: str
    on_start: bool
    check: Check
    beside: str | None = None


@cache
def samples() -> tuple[Sample, ...]:
    """All sample people, in the order of `data/samples.toml`."""
    return tuple(
        Sample(
            key=key,
            on_start=entry.on_start,
            check=from_json(data_bytes(f"samples/{key}.json")),
            beside=entry.beside,
        )
        for key, entry in entries(evidence.Sample).items()
    )


def sample(key: str) -> Sample:
    """One sample person by key."""
    return next(person for person in samples() if person.key == key)
