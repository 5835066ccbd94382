"""Sample people: made-up checks in the saved-file format, each with a story and what it teaches."""

from dataclasses import dataclass
from functools import cache

from bonecheck.answers.check import Check
from bonecheck.answers.saved_file import from_json
from bonecheck.evidence.library import data_bytes, document


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One made-up person."""

    key: str
    name: str
    story: str
    teaches: str
    on_start: bool
    check: Check

    @property
    def first_name(self) -> str:
        """The name without the age."""
        return self.name.split(",")[0]


@cache
def samples() -> tuple[Sample, ...]:
    """All sample people, in the order of `data/samples.toml`."""
    return tuple(
        Sample(key=key, check=from_json(data_bytes(f"samples/{key}.json")), **entry)
        for key, entry in document("samples.toml").items()
    )


def sample(key: str) -> Sample:
    """One sample person by key."""
    return next(person for person in samples() if person.key == key)
