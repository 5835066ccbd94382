"""Published limits for a FRAX result that a person brings along: UK (NOGG 2024), US, Canada, Australia. FRAX itself is never worked out.

The UK limits stand in `data/reference/nogg_2024.csv`, the others in `data/thresholds.toml`. A result at a limit has
reached it. Sources: ``nogg_2024``, ``bhof_frax``, ``frax_canada``, ``frax_australia``.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeGuard

from bonecheck.evidence.library import rows, threshold
from bonecheck.evidence.tables import Nogg


class Verdict(StrEnum):
    """Where a FRAX result stands among the limits."""

    LOW = "low"  # without bone density: below the lower limit
    BETWEEN = "between"
    HIGH = "high"  # at or above the upper limit
    BELOW = "below"  # against one limit only
    ABOVE = "above"  # at or above it


WITHOUT_BMD = (Verdict.LOW, Verdict.BETWEEN, Verdict.HIGH)
ONE_LIMIT = (Verdict.BELOW, Verdict.ABOVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits for one outcome [percent in 10 years]. `lower` and `upper` are for FRAX without bone density."""

    lower: float
    intervention: float
    upper: float
    very_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NoggRow:
    """NOGG 2024 for one age group, both sexes; `age_max` None is open.

    `very_high` is stated only from 70 on. Below it is 1.6 times the intervention limit, worked out by the same
    source: `very_high_is_derived`.
    """

    age_min: int
    age_max: int | None
    major: Limits
    hip: Limits
    very_high_is_derived: bool


def nogg_2024(age_years: float) -> NoggRow | None:
    """The UK limits at this age.

    Parameters
    ----------
    age_years : float
        Age [years]. A row holds up to the next: 54.9 is in that of 50.

    Returns
    -------
    NoggRow or None
        None under 50, where no row was read, and for NaN.

    Examples
    --------
    >>> nogg_2024(67).major
    Limits(lower=8.6, intervention=16.5, upper=19.8, very_high=26.4)
    """
    reached = [row for row in _rows() if age_years >= row.age_min]
    return reached[-1] if reached else None


def nogg_youngest() -> int:
    """The age [years] from which on there are UK limits."""
    return _rows()[0].age_min


def nogg_verdict(
    age_years: float, major_percent: float | None, hip_percent: float | None, with_bmd: bool
) -> Verdict | None:
    """Where a UK FRAX result stands; the higher of the major and hip verdicts counts.

    Parameters
    ----------
    age_years : float
        Age [years].
    major_percent, hip_percent : float or None
        The person's own FRAX result [percent in 10 years]; None (or NaN) is not known.
    with_bmd : bool
        Whether a bone density was entered in FRAX.

    Returns
    -------
    Verdict or None
        Without bone density LOW, BETWEEN (NOGG: measure bone density) or HIGH, from the lower and upper limit.
        With it BELOW or ABOVE, from the intervention limit alone. With one number missing the other decides, except
        that LOW and BELOW need both: then, with neither number, and under 50 the answer is None.

    Notes
    -----
    At a limit counts as reached: NOGG's page for results says "at or above the intervention threshold".

    Examples
    --------
    >>> nogg_verdict(67, 9.0, 1.0, with_bmd=False), nogg_verdict(67, 9.0, 1.0, with_bmd=True)
    (<Verdict.BETWEEN: 'between'>, <Verdict.BELOW: 'below'>)
    """
    row = nogg_2024(age_years)
    if row is None:
        return None
    given = ((major_percent, row.major), (hip_percent, row.hip))
    if with_bmd:
        return _higher(ONE_LIMIT, (_reached(percent, [limits.intervention]) for percent, limits in given))
    return _higher(WITHOUT_BMD, (_reached(percent, [limits.lower, limits.upper]) for percent, limits in given))


def us_verdict(major_percent: float | None, hip_percent: float | None) -> Verdict | None:
    """Where a US FRAX result stands.

    Parameters
    ----------
    major_percent, hip_percent : float or None
        The person's own FRAX result [percent in 10 years]; None (or NaN) is not known.

    Returns
    -------
    Verdict or None
        ABOVE from 20 % major or 3 % hip on, else BELOW; None where a missing number could change BELOW.
        The limits are meant for T-scores between -1.0 and -2.5, which the caller has to look at.

    Examples
    --------
    >>> us_verdict(12, 3), us_verdict(12, 2.9), us_verdict(12, None)
    (<Verdict.ABOVE: 'above'>, <Verdict.BELOW: 'below'>, None)
    """
    return _by_lines("frax_us_major", major_percent, "frax_us_hip", hip_percent)


def canada_verdict(major_percent: float | None) -> Verdict | None:
    """Where a Canadian FRAX result stands: the one line that could be read is for a major fracture. Source: ``frax_canada``.

    >>> canada_verdict(20), canada_verdict(19.9), canada_verdict(None)
    (<Verdict.ABOVE: 'above'>, <Verdict.BELOW: 'below'>, None)
    """
    if not _is_known(major_percent):
        return None
    return Verdict.ABOVE if threshold("frax_canada_major").is_met_by(major_percent) else Verdict.BELOW


def australia_verdict(major_percent: float | None, hip_percent: float | None) -> Verdict | None:
    """Where an Australian FRAX result stands; None where a missing number could change BELOW. Source: ``frax_australia``.

    >>> australia_verdict(12, 3), australia_verdict(12, 2.9)
    (<Verdict.ABOVE: 'above'>, <Verdict.BELOW: 'below'>)
    """
    return _by_lines("frax_australia_major", major_percent, "frax_australia_hip", hip_percent)


def is_very_high_in_australia(major_percent: float | None, hip_percent: float | None) -> bool:
    """Whether a result reaches what Australia calls a very high risk. Source: ``frax_australia_2024``."""
    lines = ("frax_australia_very_high_major", major_percent, "frax_australia_very_high_hip", hip_percent)
    return _by_lines(*lines) is Verdict.ABOVE


def _by_lines(major_line: str, major_percent: float | None, hip_line: str, hip_percent: float | None) -> Verdict | None:
    """ABOVE from one of two lines of `data/thresholds.toml` on, else BELOW; None where a missing number could change it."""
    given = ((major_percent, major_line), (hip_percent, hip_line))
    return _higher(
        ONE_LIMIT,
        (int(threshold(key).is_met_by(percent)) if _is_known(percent) else None for percent, key in given),
    )


def as_printed(percent: float) -> int | float:
    """A percentage without a needless decimal: 15, not 15.0."""
    return int(percent) if float(percent).is_integer() else percent


def _is_known(percent: float | None) -> TypeGuard[float]:
    return percent is not None and not math.isnan(percent)


def _reached(percent: float | None, limits: Sequence[float]) -> int | None:
    """How many of these limits are reached; None if that is not known."""
    return sum(percent >= limit for limit in limits) if _is_known(percent) else None


def _higher(verdicts: Sequence[Verdict], reached: Iterable[int | None]) -> Verdict | None:
    """The verdict for the highest number of limits reached by the two outcomes."""
    major, hip = reached
    highest = max(major or 0, hip or 0)
    return None if highest == 0 and (major is None or hip is None) else verdicts[highest]


@cache
def _rows() -> tuple[NoggRow, ...]:
    """From the lowest age up."""
    return tuple(
        NoggRow(
            age_min=row.age_min,
            age_max=row.age_max,
            major=Limits(
                lower=row.major_lower,
                intervention=row.major_intervention,
                upper=row.major_upper,
                very_high=row.major_very_high,
            ),
            hip=Limits(
                lower=row.hip_lower,
                intervention=row.hip_intervention,
                upper=row.hip_upper,
                very_high=row.hip_very_high,
            ),
            very_high_is_derived=row.very_high_is == "derived",
        )
        for row in rows(Nogg)
    )
