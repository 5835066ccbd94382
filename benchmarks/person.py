"""The sample person whose pages are measured."""

from bonecheck import answers_from
from bonecheck.samples import Sample, samples


def fullest() -> Sample:
    """The sample person with the most answers."""
    return max(samples(), key=lambda person: len(answers_from(person.check)))
