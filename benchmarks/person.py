"""The sample person whose pages are measured."""

from bonecheck import answers_from
from bonecheck.answers.samples import Sample, samples


def fullest() -> Sample:
    """The sample person of the first page with the most answers."""
    shown = [person for person in samples() if person.on_start]
    return max(shown, key=lambda person: len(answers_from(person.check)))
