"""ORAI, the Osteoporosis Risk Assessment Instrument: age, weight and oestrogen now, for women of 45 and over.

Points stand in `data/models/orai.json`. Sources: ``orai``, ``screening_rules_2008``.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from bonecheck.answers.person import Person
from bonecheck.answers.risk_factors import HormoneTherapy, RiskFactors
from bonecheck.evidence.library import whole
from bonecheck.evidence.models import Bands, Orai
from bonecheck.outcomes import NotAssessed
from bonecheck.risk.screening.score_range import Floats, ScreeningScore, age_and_weight, could_score, judged, unsettled

TOOL = "orai"
NOT_ON_OESTROGEN_NOW = {HormoneTherapy.NONE, HormoneTherapy.PAST, HormoneTherapy.TESTOSTERONE, HormoneTherapy.BLOCKER}


def score(table: Mapping[str, npt.ArrayLike]) -> Floats:
    """The points of every row of a table.

    Parameters
    ----------
    table : mapping of column name to array, shape (n,), or single values
        `age_years` [years], `weight_kg` [kg], `not_on_oestrogen_now` (0 or 1, or False and True).

    Returns
    -------
    array, shape (n,), or () if all columns are single values
        Points, 0 to 26; NaN under the age of 45, for which no points are printed, and where a value is NaN.

    Raises
    ------
    KeyError
        If a column is missing.

    Notes
    -----
    points = points for age + points for weight + 2 if not on oestrogen now. "60 to 69.9 kg" is read as from 60 to
    under 70. Sources: ``orai``; points as in ``screening_rules_2008``, table 1.

    Examples
    --------
    A woman of 66 who weighs 64 kg and takes no oestrogen: 9 + 3 + 2.

    >>> float(score({"age_years": 66, "weight_kg": 64.0, "not_on_oestrogen_now": True}))
    14.0
    """
    points = whole(Orai).points
    not_on_oestrogen = np.asarray(table["not_on_oestrogen_now"], dtype=np.float64)
    return np.asarray(
        _points_of_band(table["age_years"], points.age_years)
        + _points_of_band(table["weight_kg"], points.weight_kg)
        + points.not_on_oestrogen_now * not_on_oestrogen
    )


def _points_of_band(values: npt.ArrayLike, bands: Bands) -> Floats:
    """Points of the last band that starts at or below each value; NaN below the first."""
    x = np.asarray(values, dtype=np.float64)
    return np.select([x >= start for start in reversed(bands.from_)], bands.points[::-1], default=np.nan)


def for_person(person: Person, risks: RiskFactors) -> ScreeningScore | NotAssessed:
    """What ORAI says of one woman of 45 or over."""
    found = age_and_weight(TOOL, whole(Orai).accepts, person)
    if isinstance(found, NotAssessed):
        return found
    age_years, weight_kg = found
    therapy = risks.hormone_therapy
    told = None if therapy is HormoneTherapy.BIRTH_CONTROL else therapy  # some of it holds oestrogen, some does not
    not_now = could_score(told, NOT_ON_OESTROGEN_NOW)
    points = score({"age_years": age_years, "weight_kg": weight_kg, "not_on_oestrogen_now": not_now})
    return judged(TOOL, whole(Orai).refer, points, unsettled(hormone_therapy=not_now) if told is therapy else ())
