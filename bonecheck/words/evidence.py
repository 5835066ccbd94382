"""Words for the evidence behind a result: what a cut-off says, and for whom."""

from collections.abc import Mapping

from bonecheck.evidence.entries import Threshold
from bonecheck.words.language import bare, filled, name, texts


def rule(cut_off: Threshold) -> str:
    """A cut-off in words, for example "at or below −2.5 SD"."""
    unit = cut_off_text(cut_off, "unit")
    return filled(name("cut_off", cut_off.when), limit=bare(cut_off.value), unit=unit)


def cut_off_text(cut_off: Threshold, part: str) -> str:
    """A text of a cut-off: its `label`, what it measures, whom it applies to and whom not, where it stands."""
    told: Mapping[str, str] = texts("thresholds.toml")[cut_off.key]
    return told[part]
