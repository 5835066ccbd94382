"""OSTA, the index of OST sorted into three risk groups, for Asian women past menopause.

We know of no limit at which OSTA says to ask for a scan, so none is claimed: the result is a group. Groups stand in
`data/models/osta.json`. Sources: ``osta_taiwan``; ``osta_rounded`` for another way of rounding.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from bonecheck.answers.person import Person
from bonecheck.answers.risk_factors import RiskFactors
from bonecheck.evidence.library import whole
from bonecheck.evidence.models import Osta
from bonecheck.outcomes import NotAssessed
from bonecheck.risk.screening.score_range import Floats, RiskGroup, ScreeningScore, age_and_weight, truncated

TOOL = "osta"


def score(table: Mapping[str, npt.ArrayLike]) -> Floats:
    """The index of every row of a table, truncated as that of OST; the lower, the likelier is low bone density.

    Parameters
    ----------
    table : mapping of column name to array, shape (n,), or single values
        `age_years` [years], `weight_kg` [kg].

    Returns
    -------
    array, shape (n,), or () if all columns are single values
        Index, whole numbers; NaN where age or weight is NaN.

    Raises
    ------
    KeyError
        If a column is missing.

    Notes
    -----
    index = 0.2 * (weight - age), truncated to a whole number; `scores_by_way` has the other published ways.

    Examples
    --------
    A woman of 71 who weighs 47 kg: 0.2 * (47 - 71) = -4.8.

    >>> float(score({"age_years": 71, "weight_kg": 47.0}))
    -4.0
    """
    return np.asarray(scores_by_way(table)[0])


def scores_by_way(table: Mapping[str, npt.ArrayLike]) -> Floats:
    """The index by each published way of making it whole.

    Parameters
    ----------
    table : mapping of column name to array, shape (n,), or single values
        As for `score`.

    Returns
    -------
    array, shape (3, n), or (3,) if all columns are single values
        The difference truncated, as in OST; weight and age truncated each, ``osta_taiwan``; rounded,
        ``osta_rounded``.

    Raises
    ------
    KeyError
        If a column is missing.

    Notes
    -----
    The page that rounds does not say what it does with a half. Away from zero gives the wider range, so no
    published answer is left out.

    Examples
    --------
    The same woman: 9.4 - 14.2 is -4.8; in parts 9 - 14.

    >>> scores_by_way({"age_years": 71, "weight_kg": 47.0}).tolist()
    [-4.0, -5.0, -5.0]
    """
    weight_kg, age_years = (np.asarray(table[name], dtype=np.float64) for name in ("weight_kg", "age_years"))
    index = (weight_kg - age_years) / 5
    in_parts = truncated(weight_kg / 5) - truncated(age_years / 5)
    rounded = truncated(index + np.copysign(0.5, index))
    return np.stack([truncated(index), in_parts, rounded])


def for_person(person: Person, risks: RiskFactors) -> ScreeningScore | NotAssessed:
    """The group of one Asian woman past menopause; more than one where the ways of making it whole disagree."""
    found = age_and_weight(TOOL, whole(Osta).accepts, person)
    if isinstance(found, NotAssessed):
        return found
    age_years, weight_kg = found
    scores = scores_by_way({"age_years": age_years, "weight_kg": weight_kg})
    possible = {_group(float(index)) for index in scores}
    return ScreeningScore(
        tool=TOOL,
        low=float(scores.min()),
        high=float(scores.max()),
        groups=tuple(group for group in RiskGroup if group in possible),
    )


def _group(index: float) -> RiskGroup:
    groups = whole(Osta).groups
    if index > groups.low_above:
        return RiskGroup.LOW
    return RiskGroup.HIGH if index < groups.high_under else RiskGroup.MEDIUM
