"""Garvan (Dubbo) model, T-score version: 5- and 10-year risk of any low-trauma and of a hip fracture.

Made from 2,216 Australians aged 60 and over. Sees age, sex, femoral-neck T-score, fractures since 50 and falls;
no family history, smoking, steroids or weight. Coefficients stand in `data/models/garvan.json`. Source: ``garvan``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from bonecheck.evidence import model

Floats = npt.NDArray[np.float64]

SEXES = ("female", "male")
OUTCOMES = ("any", "hip")
YEARS = (5, 10)
COUNTED_AT_MOST = 3  # printed rule: three or more fractures, or falls, count as three


@dataclass(frozen=True, slots=True)
class Risks:
    """Risks in percent, as the equations give them; NaN where sex or years is not one that the model knows.

    In extreme people the hip equation exceeds that of any fracture: see `guarded`.
    """

    any_fracture_percent: Floats
    hip_fracture_percent: Floats

    def guarded(self) -> "Risks":
        """The same with the wider outcome at least as high as the hip."""
        return Risks(np.maximum(self.any_fracture_percent, self.hip_fracture_percent), self.hip_fracture_percent)


def risks(table: Mapping[str, npt.ArrayLike]) -> Risks:
    """Both risks for every row of a table.

    Parameters
    ----------
    table : mapping of column name to array, shape (n,)
        `sex` ("female" or "male"), `age` [years], `t_score` of the femoral neck [SD, same-sex young adults],
        `prior_fractures` since 50, `falls` in the last 12 months, `years` (5 or 10).

    Returns
    -------
    Risks
        Percent, shape (n,) each.

    Raises
    ------
    KeyError
        If a column is missing.

    Notes
    -----
    risk = 100 * (1 - S0(years) ** exp(b_age * age + b_tscore * T + b_prior * prior + b_falls * falls)), not centred.

    Examples
    --------
    A woman of 60 at T -2.5 with no fracture and no fall, ten years (10-year hip 3.4927 in the notes):

    >>> one = {"sex": ["female"], "age": [60], "t_score": [-2.5], "prior_fractures": [0], "falls": [0], "years": [10]}
    >>> round(float(risks(one).hip_fracture_percent[0]), 4)
    3.4927
    """
    sex_names, years = np.asarray(table["sex"]), np.asarray(table["years"])
    known = np.isin(sex_names, SEXES) & np.isin(years, YEARS)
    sex = (sex_names == "male").astype(np.intp)
    horizon = (years == YEARS[1]).astype(np.intp)
    terms = np.stack(
        [
            np.asarray(table["age"], dtype=np.float64),
            np.asarray(table["t_score"], dtype=np.float64),
            np.minimum(table["prior_fractures"], COUNTED_AT_MOST).astype(np.float64),
            np.minimum(table["falls"], COUNTED_AT_MOST).astype(np.float64),
        ]
    )
    percent = []
    for outcome in range(len(OUTCOMES)):
        lp = np.einsum("tn,nt->n", terms, _coefficients()[outcome][sex])
        survival = _baseline()[outcome][sex, horizon]
        percent.append(np.where(known, 100.0 * (1.0 - survival ** np.exp(lp)), np.nan))
    return Risks(*percent)


@cache
def _coefficients() -> Floats:
    """Shape (outcome, sex, term)."""
    terms = ("b_age", "b_tscore", "b_prior", "b_falls")
    given = model("garvan")["coefficients"]
    return np.array([[[given[sex][outcome][term] for term in terms] for sex in SEXES] for outcome in OUTCOMES])


@cache
def _baseline() -> Floats:
    """Survival at zero, shape (outcome, sex, horizon)."""
    given = model("garvan")["baseline_survival"]
    return np.array([[[given[sex][outcome][str(years)] for years in YEARS] for sex in SEXES] for outcome in OUTCOMES])
