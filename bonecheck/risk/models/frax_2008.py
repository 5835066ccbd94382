"""The tables that Kanis printed in 2008 for the UK, to show which of two people is at higher risk. This is NOT FRAX.

FRAX is closed and has changed since. The paper prints two small tables: by femoral-neck T-score without any risk
factor (BMI 25), and by one risk factor without a bone density. The cells are quoted as they stand, in
`data/reference/frax_2008_uk.csv`; whatever is put together from them is an illustration of order, never a
probability for a person. Source: ``kanis_2008``.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from bonecheck.errors import BonecheckError
from bonecheck.evidence.library import rows
from bonecheck.evidence.tables import Frax2008

NO_FACTOR = "none"


class NotInTheTable(BonecheckError, LookupError):
    """The paper prints no cell for this sex, outcome, age, T-score or risk factor.

    It prints ages 50, 60, 70 and 80 (with a T-score also 90) and whole T-scores from 1 to -4.
    """


@dataclass(frozen=True, slots=True)
class Probability:
    """Percent in ten years. With `is_upper_limit` the paper prints "<0.1", and the truth lies below `percent`."""

    percent: float
    is_upper_limit: bool = False


def with_t_score(sex: str, outcome: str, age: int, t_score: float) -> Probability:
    """A cell of table 3: no risk factor, BMI 25.

    Parameters
    ----------
    sex : str
        "female" or "male".
    outcome : str
        "major" or "hip".
    age : int
        50, 60, 70, 80 or 90 [years].
    t_score : float
        Femoral neck, 1, 0, -1, -2, -3 or -4 [SD].

    Returns
    -------
    Probability
        Percent in 10 years, as printed.

    Raises
    ------
    NotInTheTable
        For anything between or beyond the cells.

    Examples
    --------
    >>> with_t_score("female", "major", 60, -2)
    Probability(percent=7.9, is_upper_limit=False)
    """
    return _cell("table 3", sex, outcome, age, t_score, NO_FACTOR)


def with_one_factor(sex: str, outcome: str, age: int, factor: str) -> Probability:
    """A cell of table 2: one risk factor, bone density not known, BMI 25.

    Parameters
    ----------
    sex, outcome : str
        As for `with_t_score`.
    age : int
        50, 60, 70 or 80 [years].
    factor : str
        "none", "parental_hip_fracture", "current_smoking", "alcohol_over_2_units", "rheumatoid_arthritis",
        "oral_glucocorticoids" or "previous_fragility_fracture".

    Returns
    -------
    Probability
        Percent in 10 years, as printed.

    Raises
    ------
    NotInTheTable
        For anything else.

    Examples
    --------
    >>> with_one_factor("female", "major", 60, "parental_hip_fracture").percent
    12.0
    """
    return _cell("table 2", sex, outcome, age, None, factor)


def between(sex: str, outcome: str, age: int, t_score: float) -> Probability:
    """Table 3 between two whole T-scores: their geometric mean, weighted by nearness. Ours, not the paper's.

    Parameters
    ----------
    sex, outcome, age
        As for `with_t_score`.
    t_score : float
        Femoral neck, from 1 to -4 [SD]. A whole T-score gives the cell itself.

    Returns
    -------
    Probability
        Percent in 10 years; an upper limit if one of the two cells is.

    Raises
    ------
    NotInTheTable
        Beyond the table.

    Examples
    --------
    T -1.5 is the geometric mean of 5.6 at -1 and 7.9 at -2:

    >>> round(between("female", "major", 60, -1.5).percent, 2)
    6.65
    """
    if not math.isfinite(t_score):
        raise NotInTheTable("not_a_number_of_a_table", t_score=t_score)
    below = math.floor(t_score)
    weight = t_score - below
    lower = with_t_score(sex, outcome, age, below)
    if weight == 0:
        return lower
    upper = with_t_score(sex, outcome, age, below + 1)
    return Probability(
        lower.percent ** (1 - weight) * upper.percent**weight, lower.is_upper_limit or upper.is_upper_limit
    )


def factor_ratio(sex: str, outcome: str, age: int, factor: str) -> float:
    """How many times table 2 raises the probability for one factor; takes what `with_one_factor` takes.

    >>> round(factor_ratio("female", "major", 60, "current_smoking"), 3)
    1.083
    """
    with_it = with_one_factor(sex, outcome, age, factor)
    return with_it.percent / with_one_factor(sex, outcome, age, NO_FACTOR).percent


def illustration(
    sex: str,
    outcome: str,
    age: int,
    t_score: float,
    factors: Collection[str],
    newer_ratios: Mapping[str, float] = MappingProxyType({}),
) -> Probability:
    """THIS IS NOT FRAX and not a risk of anybody: it only orders two people of the same sex and age.

    The 2008 cell for the T-score, times the ratio of each risk factor from the table without bone density. FRAX
    does not multiply like this; some of each ratio is bone density counted twice, smoking above all.

    Parameters
    ----------
    sex, outcome, age, t_score
        As for `between`; with factors the age must be 50, 60, 70 or 80.
    factors : collection of str
        As for `with_one_factor`; each counts once.
    newer_ratios : mapping of factor to float
        Ratios to take in place of those of 2008, for example that of 2025 for a parent's hip fracture.

    Returns
    -------
    Probability
        Percent in 10 years, for comparing only.

    Raises
    ------
    NotInTheTable
        If a cell is not printed.

    Examples
    --------
    A woman of 60 at T -1.5 whose parent broke a hip and who smokes, against one at T -2.0 with neither:

    >>> risky = illustration("female", "major", 60, -1.5, ["parental_hip_fracture", "current_smoking"])
    >>> round(risky.percent, 1), illustration("female", "major", 60, -2.0, []).percent
    (14.4, 7.9)
    """
    start = between(sex, outcome, age, t_score)
    ratios = [
        newer_ratios[factor] if factor in newer_ratios else factor_ratio(sex, outcome, age, factor)
        for factor in sorted(set(factors))
    ]
    return Probability(start.percent * math.prod(ratios), start.is_upper_limit)


def _cell(where: str, sex: str, outcome: str, age: int, t_score: float | None, factor: str) -> Probability:
    try:
        return _cells()[where, sex, outcome, age, t_score, factor]
    except KeyError:
        asked = {"sex": sex, "outcome": outcome, "age": age, "t_score": t_score, "factor": factor}
        raise NotInTheTable("no_cell", where=where, **asked) from None


@cache
def _cells() -> Mapping[tuple[str, str, str, int, float | None, str], Probability]:
    return MappingProxyType(
        {
            (row.where, row.sex, row.outcome, row.age, row.t_score, row.factor): Probability(
                float(row.percent_as_printed.removeprefix("<")), row.percent_as_printed.startswith("<")
            )
            for row in rows(Frax2008)
        }
    )
