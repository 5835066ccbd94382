"""Sample people: made-up checks in the saved-file format. What is told of them is the matter of `words/samples.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from bonecheck.answers.bone_medicines import takes_bone_medicine
from bonecheck.answers.check import Check
from bonecheck.answers.person import MenopausalStatus, Sex
from bonecheck.answers.risk_factors import GlucocorticoidUse
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


# What a made-up person can be looked for by.
MARKS: dict[str, Callable[[Sample], bool]] = {
    "no_scan": lambda person: person.check.dxa_report is None,
    "broken_bone": lambda person: person.check.risk_factors.any_fracture,
    "man": lambda person: person.check.person.sex is Sex.MALE,
    "before_menopause": lambda person: person.check.person.menopausal_status is MenopausalStatus.PREMENOPAUSAL,
    "bone_medicine": lambda person: takes_bone_medicine(person.check.risk_factors),
    "steroids": lambda person: person.check.risk_factors.glucocorticoids is GlucocorticoidUse.NOW,
    "scans_over_time": lambda person: person.check.dxa_report is not None and bool(person.check.dxa_report.earlier),
    "pair": lambda person: person.beside is not None,
}


def marks(person: Sample) -> tuple[str, ...]:
    """What holds of a made-up person, of all that one can look for."""
    return tuple(mark for mark, holds in MARKS.items() if holds(person))
