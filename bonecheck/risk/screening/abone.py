"""ABONE (age, body size, no oestrogen): three points at most, for women past menopause.

Points stand in `data/models/abone.json`. Sources: ``screening_rules_2008``; ``abone_news`` reports the authors' own
rule, which differs: weight at menopause, and a scan from one point on.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from bonecheck.answers.person import Answer, Person
from bonecheck.answers.risk_factors import RiskFactors
from bonecheck.evidence.library import whole
from bonecheck.evidence.models import Abone
from bonecheck.outcomes import NotAssessed
from bonecheck.risk.screening.score_range import Floats, ScreeningScore, age_and_weight, could_score, judged, unsettled

TOOL = "abone"


def score(table: Mapping[str, npt.ArrayLike]) -> Floats:
    """The points of every row of a table.

    Parameters
    ----------
    table : mapping of column name to array, shape (n,), or single values
        `age_years` [years], `weight_kg` [kg], `never_oestrogen_six_months`: never took the pill or oestrogen for
        six months or more (0 or 1, or False and True).

    Returns
    -------
    array, shape (n,), or () if all columns are single values
        Points, 0 to 3; NaN where a value is NaN.

    Raises
    ------
    KeyError
        If a column is missing.

    Notes
    -----
    One point each for an age over 65, a weight under 63.5 kg, and never oestrogen.
    Source: ``screening_rules_2008``, table 1.

    Examples
    --------
    A woman of 66 who weighs 70 kg and never took oestrogen: 1 + 0 + 1.

    >>> float(score({"age_years": 66, "weight_kg": 70.0, "never_oestrogen_six_months": True}))
    2.0
    """
    rules = whole(Abone).points
    age_years, weight_kg = (np.asarray(table[name], dtype=np.float64) for name in ("age_years", "weight_kg"))
    never = np.asarray(table["never_oestrogen_six_months"], dtype=np.float64)
    points = (
        rules.age.points * (age_years > rules.age.over_years)
        + rules.weight.points * (weight_kg < rules.weight.under_kg)
        + rules.never_oestrogen_six_months * never
    )
    return np.where(np.isnan(age_years + weight_kg), np.nan, points)  # a comparison with NaN would read as no


def for_person(person: Person, risks: RiskFactors) -> ScreeningScore | NotAssessed:
    """What ABONE says of one woman past menopause."""
    found = age_and_weight(TOOL, whole(Abone).accepts, person)
    if isinstance(found, NotAssessed):
        return found
    age_years, weight_kg = found
    never = could_score(risks.oestrogen_six_months, {Answer.NO})
    points = score({"age_years": age_years, "weight_kg": weight_kg, "never_oestrogen_six_months": never})
    return judged(TOOL, whole(Abone).refer, points, unsettled(oestrogen_six_months=never))
