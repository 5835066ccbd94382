"""OST, the Osteoporosis Self-assessment Tool: weight and age of a woman past menopause or a man, nothing else.

Her limit stands in `data/models/ost.json`, his in `data/thresholds.toml`. Sources: ``screening_rules_2008``, ``ost_men``.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from bonecheck.answers.person import Answer, Person, Sex
from bonecheck.answers.risk_factors import RiskFactors
from bonecheck.evidence.library import threshold, whole
from bonecheck.evidence.models import Ost, Refer
from bonecheck.outcomes import NotAssessed
from bonecheck.risk.screening.score_range import Floats, ScreeningScore, age_and_weight, judged, truncated

TOOL = "ost"


def score(table: Mapping[str, npt.ArrayLike]) -> Floats:
    """The index of every row of a table; the lower, the likelier is low bone density.

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
    index = 0.2 * (weight - age), truncated to a whole number. Source: ``screening_rules_2008``, table 1.
    Truncation never moves an index across a limit above zero.

    Examples
    --------
    A woman of 68 who weighs 54 kg: 0.2 * (54 - 68) = -2.8.

    >>> float(score({"age_years": 68, "weight_kg": 54.0}))
    -2.0
    """
    weight_kg, age_years = (np.asarray(table[name], dtype=np.float64) for name in ("weight_kg", "age_years"))
    return np.asarray(truncated((weight_kg - age_years) / 5))  # / 5 is exact where * 0.2 is not


def for_person(person: Person, risks: RiskFactors) -> ScreeningScore | NotAssessed:
    """What OST says of one woman past menopause, or of a man. It sees no risk factor."""
    if person.sex is Sex.MALE:
        return _for_man(person)
    found = age_and_weight(TOOL, whole(Ost).accepts, person)
    if isinstance(found, NotAssessed):
        return found
    age_years, weight_kg = found
    return judged(TOOL, whole(Ost).refer, score({"age_years": age_years, "weight_kg": weight_kg}))


def _for_man(person: Person) -> ScreeningScore | NotAssessed:
    """From the age on at which weight is a reason for a scan in men, against a limit of its own. Source: ``ost_men``."""
    key = f"tool_{TOOL}"
    if person.age_years is None:
        return NotAssessed(key=key, reason="age_needed", question="age_years")
    if not threshold("scan_with_risk_age_men").is_met_by(person.age_years):
        return NotAssessed(key=key, reason="tool_age_men")
    if person.weight_kg is None:
        return NotAssessed(key=key, reason="weight_needed", question="weight_kg")
    limit = threshold("ost_men")
    points = score({"age_years": person.age_years, "weight_kg": person.weight_kg})
    return judged(TOOL, Refer(when=limit.when, limit=limit.value), points)


def points_for_man(person: Person) -> bool:
    """Whether OST points to a scan for a man, or for somebody who may be one."""
    found = _for_man(person)
    return isinstance(found, ScreeningScore) and found.points_to_a_scan is Answer.YES
