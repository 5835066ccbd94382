"""Words for the evidence behind a result: what a cut-off says."""

from bonecheck.evidence.entries import Threshold
from bonecheck.words.language import bare, filled, name


def rule(cut_off: Threshold) -> str:
    """A cut-off in words, for example "at or below −2.5 SD"."""
    return filled(name("cut_off", cut_off.when), limit=bare(cut_off.value), unit=cut_off.unit)
