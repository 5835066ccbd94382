"""QFracture-2012: 1- to 18-year risk of a major osteoporotic and of a hip fracture. Sees no bone density.

Made from UK primary-care records of people aged 30 to 100. Coefficients and baseline survival stand in
`data/models/qfracture_2012.json`, named as in the original release. Source: ``qfracture_2012``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from bonecheck.evidence import model

Floats = npt.NDArray[np.float64]
Bytes = npt.NDArray[np.uint8]

SEXES = ("female", "male")
OUTCOMES = ("osteoporotic_fracture", "hip_fracture")
CHUNK = 16_384  # rows worked on at a time, so that all that is in hand fits the cache of one core
_FLAGS_PER_TABLE = 8


@dataclass(frozen=True, slots=True)
class Risks:
    """Risks in percent, one row per person, in the order of the table.

    NaN where the original program refuses the row: age outside 30-100, BMI outside 20-40, years outside
    1-18, or a code that it does not know.
    """

    osteoporotic_fracture_percent: Floats
    hip_fracture_percent: Floats


def risks(table: Mapping[str, npt.ArrayLike]) -> Risks:
    """Both risks for every row of a table.

    Parameters
    ----------
    table : mapping of column name to array, shape (n,)
        `sex` ("female" or "male"), `age` [whole years], `bmi` [kg/m2], `ethrisk` (1-9), `smoke_cat` (0-4),
        `alcohol_cat6` (0-5), `years` (1-18), and each flag of the model as 0 or 1 (or False and True).
        Other columns are ignored.

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
    risk = 100 * (1 - S(years) ** exp(lp)), lp the centred sum of terms. All terms but that of BMI take few
    values, so they are looked up; eight flags at a time are one index into a table of their 256 sums.
    """
    names = ("sex", "age", "bmi", "ethrisk", "smoke_cat", "alcohol_cat6", "years", *_model().flags)
    columns = {name: np.asarray(table[name]) for name in names}
    count = len(columns["age"])
    percent = np.empty((len(OUTCOMES), count))
    for start in range(0, count, CHUNK):
        rows = slice(start, min(start + CHUNK, count))
        _score({name: column[rows] for name, column in columns.items()}, percent[:, rows])
    return Risks(*percent)


def _score(part: Mapping[str, npt.NDArray[Any]], percent: Floats) -> None:
    """Fills `percent`, shape (2, n), for one chunk of rows."""
    tables = _model()
    male = part["sex"] == "male"
    valid = (male | (part["sex"] == "female")) & _within(part, tables.accepts)
    sex = male.view(np.uint8)
    age = np.where(valid, part["age"], 30).astype(np.intp) - 30
    age += sex * tables.ages
    bmi = np.where(valid, part["bmi"], 20.0)
    category = _category(part, valid) * 2 + sex
    flags = [index * 2 + sex for index in _flag_indices(part, tables.flags)]
    years = (np.where(valid, part["years"], 1).astype(np.intp) - 1) * 2 + sex
    per_ten = 10.0 / bmi
    root = np.sqrt(per_ten)
    for number, outcome in enumerate(tables.outcomes):
        lp = outcome.age.take(age)
        lp += outcome.category.take(category)
        for table, index in zip(outcome.flags, flags, strict=True):
            lp += table.take(index)
        # BMI terms are powers -2, -1 and -0.5 of BMI / 10, with other coefficients for each sex.
        slope = outcome.bmi_squared.take(sex)
        slope *= per_ten
        slope += outcome.bmi.take(sex)
        slope *= per_ten
        lp += slope
        if outcome.has_root:
            lp += outcome.bmi_root.take(sex) * root
        np.exp(lp, out=lp)
        lp *= outcome.log_survival.take(years)
        # 1 - exp(), not expm1(): it loses the same digits at tiny risks as the original program does.
        np.exp(lp, out=lp)
        np.subtract(1.0, lp, out=lp)
        lp *= 100.0
        np.copyto(lp, np.nan, where=~valid)
        percent[number] = lp


def _within(part: Mapping[str, npt.NDArray[Any]], accepts: Mapping[str, tuple[float, float]]) -> npt.NDArray[np.bool_]:
    """Which rows the original program accepts."""
    valid = np.ones(len(part["age"]), dtype=np.bool_)
    for name, (low, high) in accepts.items():
        valid &= (part[name] >= low) & (part[name] <= high)
    return valid


def _category(part: Mapping[str, npt.NDArray[Any]], valid: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """Ethnic group, smoking and alcohol as one index."""
    index = np.zeros(len(valid), dtype=np.intp)
    for name, size in (("ethrisk", 10), ("smoke_cat", 5), ("alcohol_cat6", 6)):
        index *= size
        index += np.where(valid, part[name], 1).astype(np.intp)
    return index


def _flag_indices(part: Mapping[str, npt.NDArray[Any]], names: tuple[str, ...]) -> Iterator[npt.NDArray[np.intp]]:
    """Each eight flags as one index, first flag lowest."""
    for group in _groups(names):
        bits = np.zeros(len(part["age"]), dtype=np.uint8)
        for position, name in enumerate(group):
            bits |= (part[name] != 0).view(np.uint8) << np.uint8(position)
        yield bits.astype(np.intp)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """The terms of one outcome as tables; the last index is the sex, female first."""

    age: Floats  # male block after the female one
    category: Floats
    flags: tuple[Floats, ...]
    bmi: Floats
    bmi_squared: Floats
    bmi_root: Floats
    has_root: bool
    log_survival: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Model:
    ages: int
    flags: tuple[str, ...]
    accepts: Mapping[str, tuple[float, float]]
    outcomes: tuple[_Outcome, ...]


@cache
def _model() -> _Model:
    data = model("qfracture_2012")
    lowest, highest = data["accepts"]["age_years"]
    flags = tuple(data["flags"])
    return _Model(
        ages=highest - lowest + 1,
        flags=flags,
        accepts={
            "age": (lowest, highest),
            "bmi": tuple(data["accepts"]["bmi_kg_m2"]),
            "years": tuple(data["accepts"]["years"]),
            **{name: (min(map(int, codes)), max(map(int, codes))) for name, codes in data["codes"].items()},
        },
        outcomes=tuple(
            _outcome([data["models"][outcome][sex] for sex in SEXES], range(lowest, highest + 1), flags)
            for outcome in OUTCOMES
        ),
    )


def _outcome(equations: list[dict[str, Any]], ages: range, flags: tuple[str, ...]) -> _Outcome:
    """Tables of one outcome from its two equations, female and male."""
    powers = {-2: np.zeros(2), -1: np.zeros(2), -0.5: np.zeros(2)}
    age_table = np.zeros((2, len(ages)))
    for sex, equation in enumerate(equations):
        for term in equation["continuous_terms"]:
            if term["var"] == "bmi":
                powers[term["power"]][sex] += term["coef"]
                age_table[sex] -= term["coef"] * term["centre"]
            else:
                scaled = np.array(ages) / term["scale"]
                value = scaled ** term["power"] * (np.log(scaled) if term["times_ln"] else 1.0)
                age_table[sex] += term["coef"] * (value - term["centre"])
    return _Outcome(
        age=age_table.ravel(),
        category=_category_table(equations),
        flags=tuple(_flag_table(equations, group) for group in _groups(flags)),
        bmi=powers[-1],
        bmi_squared=powers[-2],
        bmi_root=powers[-0.5],
        has_root=bool(powers[-0.5].any()),
        log_survival=np.log(
            [[e["baseline_survival_by_year"][str(year)] for e in equations] for year in range(1, 19)]
        ).ravel(),
    )


def _category_table(equations: list[dict[str, Any]]) -> Floats:
    table = np.zeros((10, 5, 6, 2))
    for sex, equation in enumerate(equations):
        for axis, name in enumerate(("ethrisk", "smoke_cat", "alcohol_cat6")):
            for code, coefficient in equation[name].items():
                where: list[Any] = [slice(None)] * 3
                where[axis] = int(code)
                table[(*where, sex)] += coefficient
    return table.ravel()


def _flag_table(equations: list[dict[str, Any]], group: tuple[str, ...]) -> Floats:
    """Sum of the coefficients of each combination of up to eight flags, per sex."""
    table = np.zeros((2 ** len(group), 2))
    for sex, equation in enumerate(equations):
        for position, name in enumerate(group):
            has = (np.arange(len(table)) >> position) & 1
            table[:, sex] += has * equation["flags"].get(name, 0.0)
    return table.ravel()


def _groups(flags: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [flags[start : start + _FLAGS_PER_TABLE] for start in range(0, len(flags), _FLAGS_PER_TABLE)]
