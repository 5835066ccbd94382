"""Scores as columns: thresholds, rounding, and the lowest range; every threshold is the entry that one person meets."""

import numpy as np

from bonecheck.evidence.entries import COMPARISONS
from bonecheck.evidence.library import threshold
from bonecheck.risk.columns import Bools, Floats


def met(key: str, numbers: Floats) -> Bools:
    """The rows whose number is on the named side of a threshold; never one that is not known."""
    entry = threshold(key)
    found: Bools = COMPARISONS[entry.when](numbers, entry.value)
    return found


def rounded(scores: Floats) -> Floats:
    """Without what floating point adds."""
    return np.round(scores, 6)


def one_decimal(scores: Floats) -> Floats:
    """`densitometry.one_decimal` for a column: to six decimals first, then halves away from zero."""
    millionths = np.rint(np.abs(scores) * 1e6)
    return np.copysign(np.floor((millionths + 50_000) / 100_000) / 10, scores) + 0.0


def is_lowest_t(scores: Floats) -> Bools:
    """The T-scores in the lowest range."""
    return met("t_score_osteoporosis", rounded(scores))


def is_lowest_z(scores: Floats) -> Bools:
    """The Z-scores in the lowest range."""
    return met("z_score_below_expected", rounded(scores))
