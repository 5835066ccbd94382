"""Garvan (Dubbo) model, T-score version: 5- and 10-year risk of any low-trauma fracture and of a hip fracture.

Made from 2,216 Australians aged 60 and over. Sees age, sex, femoral-neck T-score, fractures since 50 and falls;
no family history, smoking, steroids or weight. Coefficients stand in `data/models/garvan.json`. Source: ``garvan``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from bonecheck.answers.dxa_report import SkeletalSite, TScoreReference
from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import RiskFactors
from bonecheck.evidence import models
from bonecheck.evidence.library import whole
from bonecheck.outcomes import NotAssessed
from bonecheck.risk.chance import FractureKind, ModelRisk, Remark
from bonecheck.risk.columns import broadcast
from bonecheck.risk.models import hazard
from bonecheck.risk.models.hazard import Term
from bonecheck.risk.models.inputs import (
    Inputs,
    comparison,
    horizons,
    is_very_old,
    remarks,
    usable_score,
)

Floats = npt.NDArray[np.float64]

SEXES = ("female", "male")
OUTCOMES = {FractureKind.ANY: "any", FractureKind.HIP: "hip"}
TERMS = {"age": "b_age", "t_score": "b_tscore", "prior_fractures": "b_prior", "falls": "b_falls"}
YEARS = (5, 10)
COUNTED_AT_MOST = 3  # printed rule: three or more fractures, or falls, count as three


@dataclass(frozen=True, slots=True)
class Risks:
    """Risks in percent, as the equations give them; NaN where sex or years is not one that the model knows,
    or a count is negative or not known.

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
    table : mapping of column name to array, shape (n,), or single values
        `sex` ("female" or "male"), `age` [years], `t_score` of the femoral neck [SD, same-sex young adults],
        `prior_fractures` since 50, `falls` in the last 12 months, `years` (5 or 10).

    Returns
    -------
    Risks
        Percent, shape (n,) each; shape () if all columns are single values.

    Raises
    ------
    KeyError
        If a column is missing.

    Notes
    -----
    Ages under 60, which the study did not have, are not refused here: `for_person` does.
    risk = 100 * (1 - S0(years) ** exp(b_age * age + b_tscore * T + b_prior * prior + b_falls * falls)), not centred.

    Examples
    --------
    A woman of 60 at T -2.5 with no fracture and no fall, ten years (10-year hip 3.4927 in the notes):

    >>> one = {"sex": "female", "age": 60, "t_score": -2.5, "prior_fractures": 0, "falls": 0, "years": 10}
    >>> round(float(risks(one).hip_fracture_percent), 4)
    3.4927
    """
    columns, shape = broadcast(table, ("sex", *TERMS, "years"))
    known = np.isin(columns["sex"], SEXES) & np.isin(columns["years"], YEARS)
    known &= (columns["prior_fractures"] >= 0) & (columns["falls"] >= 0)
    sex = (columns["sex"] == "male").astype(np.intp)
    horizon = (columns["years"] == YEARS[1]).astype(np.intp)
    terms = np.stack(
        [
            columns["age"].astype(np.float64),
            columns["t_score"].astype(np.float64),
            np.minimum(columns["prior_fractures"], COUNTED_AT_MOST).astype(np.float64),
            np.minimum(columns["falls"], COUNTED_AT_MOST).astype(np.float64),
        ]
    )
    percent = chances_of(sex, horizon, terms)
    return Risks(*(np.where(known, found, np.nan).reshape(shape) for found in percent))


def chances_of(sex: npt.NDArray[np.intp], horizon: npt.NDArray[np.intp], terms: Floats) -> Iterator[Floats]:
    """The percents of each outcome, from numbers of `SEXES` and `YEARS` and the terms in the order of `TERMS`."""
    for outcome in range(len(OUTCOMES)):
        lp = np.einsum("tn,nt->n", terms, _coefficients()[outcome][sex])
        survival = _baseline()[outcome][sex, horizon]
        yield 100.0 * (1.0 - survival ** np.exp(lp))


@cache
def _coefficients() -> Floats:
    """Shape (outcome, sex, term)."""
    given = whole(models.Garvan).coefficients
    return np.array(
        [[[getattr(given[sex][outcome], b) for b in TERMS.values()] for sex in SEXES] for outcome in OUTCOMES.values()]
    )


@cache
def _baseline() -> Floats:
    """Survival at zero, shape (outcome, sex, horizon)."""
    given = whole(models.Garvan).baseline_survival
    return np.array(
        [[[given[sex][outcome][years] for years in YEARS] for sex in SEXES] for outcome in OUTCOMES.values()]
    )


# ---------------------------------------------------------------- one person


def for_person(inputs: Inputs) -> ModelRisk | NotAssessed:
    """Any and hip fracture in 5 and 10 years, in the very old in 5 alone, or why not.

    The comparison person is of the same age and sex, with no fracture, no fall and the average T-score for the
    age; where no table gives that average (men), with the same T-score.
    """
    neck = SkeletalSite.FEMORAL_NECK
    score = usable_score("garvan", inputs, neck, reference=TScoreReference.MEN)
    if isinstance(score, NotAssessed):
        return score
    average = inputs.average_t_score.get(neck)
    age = float(inputs.age_years)
    terms = (
        Term(factor="age", options=(age,), plain=age),
        Term(factor="t_score", options=(score.sd,), plain=score.sd if average is None else average),
        Term(factor="prior_fractures", options=fractures_since_50(inputs.risks), plain=0, question=_open(inputs.risks)),
        Term(factor="falls", options=falls_that_fit(inputs.risks), plain=0, question="falls_12_months"),
    )
    equations = _Equations(inputs.sex)
    chances = hazard.chances(equations, terms, horizons(inputs, YEARS))
    notes = list(remarks(inputs, score, TScoreReference.MEN))
    if is_very_old(inputs):
        notes.append(Remark(key="remark_death_not_counted"))
    return ModelRisk(
        model="garvan",
        sex=inputs.sex,
        age_years=inputs.age_years,
        chances=chances,
        comparison=comparison(average),
        open_questions=hazard.open_questions(chances, terms),
        remarks=tuple(notes),
    )


def fractures_since_50(risks: RiskFactors) -> tuple[float, ...]:
    """The numbers of fractures since 50 that fit the answers; each bone named is one at least."""
    if risks.fracture_since_50 is Answer.NO:
        return (0.0,)
    if risks.fracture_since_50 is not Answer.YES:
        return (0.0, 1.0, 2.0, 3.0)
    named = min(len(risks.fracture_sites.ticked), COUNTED_AT_MOST) if risks.fracture_sites else 0
    least = max(named, 1) if risks.fracture_count is None else min(risks.fracture_count, COUNTED_AT_MOST)
    most = COUNTED_AT_MOST if risks.fracture_count is None else max(least, named)
    return tuple(float(count) for count in range(least, most + 1))


def _open(risks: RiskFactors) -> str:
    return "fracture_count" if risks.fracture_since_50 is Answer.YES else "fracture_since_50"


def falls_that_fit(risks: RiskFactors) -> tuple[float, ...]:
    """The numbers of falls that fit the answers."""
    return (0.0, 1.0, 2.0, 3.0) if risks.falls_12_months is None else (float(risks.falls_12_months),)


@dataclass(frozen=True, slots=True)
class _Equations:
    """The equations of one sex, term by term."""

    sex: str

    kinds = (FractureKind.ANY, FractureKind.HIP)

    def _coefficient(self, kind: FractureKind, factor: str) -> float:
        given: float = getattr(whole(models.Garvan).coefficients[self.sex][OUTCOMES[kind]], TERMS[factor])
        return given

    def addition(self, kind: FractureKind, factor: str, value: float) -> float:
        return self._coefficient(kind, factor) * value

    def text(self, kind: FractureKind, factor: str, value: float) -> str:
        return f"{self._coefficient(kind, factor):g} × {value:g}"

    def survival(self, kind: FractureKind, years: int) -> float:
        return whole(models.Garvan).baseline_survival[self.sex][OUTCOMES[kind]][years]
