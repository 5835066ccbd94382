"""The source article's claim as a worked example: T-score -1.5 with two risk factors against -2.0 with none.

Both women go into every model, also into those that cannot see what sets them apart. Who they are, and every word,
stands in `data/worked_example.toml`; every number comes from the models and their tables.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy.typing as npt

from bonecheck.evidence.library import document, rows, whole
from bonecheck.evidence.models import QFracture
from bonecheck.evidence.pages import WorkedExample
from bonecheck.evidence.tables import RiskRatio
from bonecheck.risk.chance import FractureKind
from bonecheck.risk.models import caroc, fracture_index, frax_2008, garvan, qfracture

_YEARS = 10  # of every model here but the FRACTURE Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Woman:
    """One of the two. They differ in what stands below the weight, and in nothing else."""

    sex: str
    age_years: int
    height_cm: float
    weight_kg: float
    t_score: float
    mother_hip_fracture: bool
    cigarettes_per_day: int

    @property
    def bmi_kg_m2(self) -> float:
        """Body mass index."""
        return self.weight_kg / (self.height_cm / 100) ** 2

    @property
    def factors(self) -> tuple[str, ...]:
        """Her risk factors, as the tables name them."""
        has = {"parental_hip_fracture": self.mother_hip_fracture, "current_smoking": self.cigarettes_per_day > 0}
        return tuple(factor for factor, given in has.items() if given)


class Measure(StrEnum):
    """What the numbers of a row are."""

    PERCENT = "percent"
    TIMES = "times"
    GROUP = "group"  # a `caroc.Category`


class Verdict(StrEnum):
    """How clearly a row puts one woman above the other."""

    CLEAR = "clear"
    NARROWLY = "narrowly"
    BARELY = "barely"
    SAME = "same"
    MIXED = "mixed"  # one woman for one kind of break, the other for another
    NO_TEST = "no_test"  # the model cannot see the T-score, so it could not have said B


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One number for each woman."""

    kind: FractureKind
    a: float
    b: float

    @property
    def higher(self) -> str:
        """ "A" or "B", or neither."""
        return "A" if self.a > self.b else "B" if self.b > self.a else ""

    @property
    def is_close(self) -> bool:
        """Whether the greater number is only a little greater; see [margin] in the data."""
        return max(self.a, self.b) < whole(WorkedExample).margin.under * min(self.a, self.b)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one model, read in one way, makes of the two women."""

    key: str
    measure: Measure
    years: int | None
    pairs: tuple[Pair, ...]
    points: tuple[int, int] | None = None

    @property
    def model(self) -> "Model":
        """The model behind it."""
        return models()[whole(WorkedExample).rows[self.key].model]

    @property
    def higher(self) -> str:
        """ "A" or "B", or neither, if not all numbers of the row agree."""
        found = {pair.higher for pair in self.pairs}
        return found.pop() if len(found) == 1 else ""

    @property
    def verdict(self) -> Verdict:
        """How clearly the row puts one woman above the other."""
        if not self.higher:
            return Verdict.MIXED if any(pair.higher for pair in self.pairs) else Verdict.SAME
        if not self.model.sees_t_score:
            return Verdict.NO_TEST
        close = [pair.is_close for pair in self.pairs]
        return Verdict.BARELY if all(close) else Verdict.NARROWLY if any(close) else Verdict.CLEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What a model can see of the two women."""

    key: str
    sees_t_score: bool
    sees_factors: bool
    sources: tuple[str, ...]


@cache
def women() -> tuple[Woman, Woman]:
    """A, with the better T-score and two risk factors, and B, with neither."""
    both = whole(WorkedExample).women
    a, b = (
        Woman(
            sex=both.sex,
            age_years=both.age_years,
            height_cm=both.height_cm,
            weight_kg=both.weight_kg,
            t_score=woman.t_score,
            mother_hip_fracture=woman.mother_hip_fracture,
            cigarettes_per_day=woman.cigarettes_per_day,
        )
        for woman in (both.a, both.b)
    )
    return a, b


@cache
def models() -> Mapping[str, Model]:
    """Every model that was asked, by its key."""
    entries: Mapping[str, dict[str, Any]] = _document()["models"]
    return MappingProxyType(
        {
            key: Model(
                key=key,
                sees_t_score=entry["sees_t_score"],
                sees_factors=entry["sees_factors"],
                sources=tuple(entry["sources"]),
            )
            for key, entry in entries.items()
        }
    )


@cache
def comparison() -> tuple[Reading, ...]:
    """Every model on both women, in the order in which they are shown.

    Examples
    --------
    Garvan cannot see family history or smoking, so it puts the lower T-score higher:

    >>> [garvan] = [row for row in comparison() if row.key == "garvan"]
    >>> [(pair.kind.value, round(pair.a, 1), round(pair.b, 1)) for pair in garvan.pairs], garvan.higher
    ([('any', 10.8, 13.1), ('hip', 1.5, 2.3)], 'B')
    """
    major, hip = FractureKind.MAJOR, FractureKind.HIP
    return (
        _percent("tables_2008", _tables_2008(major)),
        _percent("tables_2008_hip", _tables_2008(hip)),
        _percent("tables_newer", _tables_2008(major, newer=True), _tables_2008(hip, newer=True)),
        Reading(key="ratios_hip", measure=Measure.TIMES, years=None, pairs=(_ratios(hip),)),
        Reading(key="ratios", measure=Measure.TIMES, years=None, pairs=(_ratios(major),)),
        _fracture_index("fracture_index", edges_count_as_lower=False),
        _fracture_index("fracture_index_edge", edges_count_as_lower=True),
        _percent("garvan", *_garvan()),
        _percent("qfracture", *_qfracture()),
        Reading(key="caroc", measure=Measure.GROUP, years=_YEARS, pairs=(_caroc(),)),
    )


def _percent(key: str, *pairs: Pair) -> Reading:
    return Reading(key=key, measure=Measure.PERCENT, years=_YEARS, pairs=pairs)


def _pair(kind: FractureKind, both: Iterable[Any]) -> Pair:
    a, b = (float(value) for value in both)
    return Pair(kind=kind, a=a, b=b)


def _columns(**shared: float) -> dict[str, npt.ArrayLike]:
    """Both women as the columns that the models read, A first."""
    both = women()
    return {
        "sex": [woman.sex for woman in both],
        "age": [woman.age_years for woman in both],
        "t_score": [woman.t_score for woman in both],
        "weight_kg": [woman.weight_kg for woman in both],
        "bmi": [woman.bmi_kg_m2 for woman in both],
        **{name: [value, value] for name, value in shared.items()},
    }


def _tables_2008(kind: FractureKind, *, newer: bool = False) -> Pair:
    """The illustration from the tables of 2008, if `newer` with the parental ratio of 2025."""
    ratios = {"parental_hip_fracture": ratio("parental_hip_fracture", kind)} if newer else {}
    return _pair(
        kind,
        [
            frax_2008.illustration(woman.sex, kind, woman.age_years, woman.t_score, woman.factors, ratios).percent
            for woman in women()
        ],
    )


def _ratios(kind: FractureKind) -> Pair:
    """Risk beside a woman with the better of the two T-scores and no risk factor: the ratios of studies, multiplied."""
    best = max(woman.t_score for woman in women())
    return _pair(
        kind,
        [
            math.prod(ratio(factor, kind) for factor in woman.factors)
            * ratio("femoral_neck_bmd_per_sd", kind) ** (best - woman.t_score)
            for woman in women()
        ],
    )


# For other breaks than the hip the studies count slightly different groups of breaks.
_OUTCOME = {"parental_hip_fracture": "major", "current_smoking": "any", "femoral_neck_bmd_per_sd": "osteoporotic"}


def ratio(factor: str, kind: FractureKind) -> float:
    """A ratio of `risk_ratios.csv` for women, for the hip or for the wider group of breaks.

    >>> ratio("parental_hip_fracture", FractureKind.MAJOR)
    1.19
    """
    outcome = "hip" if kind is FractureKind.HIP else _OUTCOME[factor]
    [found] = [
        row.ratio
        for row in rows(RiskRatio)
        if (row.factor, row.outcome) == (factor, outcome) and row.sex in {"both", "female"}
    ]
    return found


def _fracture_index(key: str, *, edges_count_as_lower: bool) -> Reading:
    both = women()
    columns = _columns(fracture_after_50=False, needs_arms=False) | {
        "mother_hip_fracture": [woman.mother_hip_fracture for woman in both],
        "current_smoker": [woman.cigarettes_per_day > 0 for woman in both],
    }
    points = fracture_index.points(columns, edges_count_as_lower=edges_count_as_lower)
    risks = fracture_index.risks(points)
    return Reading(
        key=key,
        measure=Measure.PERCENT,
        years=fracture_index.YEARS,
        pairs=(
            _pair(FractureKind.NON_VERTEBRAL, risks.non_vertebral_percent),
            _pair(FractureKind.HIP, risks.hip_percent),
        ),
        points=(int(points[0]), int(points[1])),
    )


def _garvan() -> tuple[Pair, Pair]:
    risks = garvan.risks(_columns(prior_fractures=0, falls=0, years=_YEARS)).guarded()
    return _pair(FractureKind.ANY, risks.any_fracture_percent), _pair(FractureKind.HIP, risks.hip_fracture_percent)


def _qfracture() -> tuple[Pair, Pair]:
    both, entry = women(), whole(QFracture)
    none = dict.fromkeys(entry.flags, 0)
    group = entry.our_reading.ethrisk["not_known"][0]
    columns = _columns(**none, ethrisk=group, alcohol_cat6=0, years=_YEARS) | {
        "fh_osteoporosis": [int(woman.mother_hip_fracture) for woman in both],
        "smoke_cat": [smoking_code(woman.cigarettes_per_day) for woman in both],
    }
    risks = qfracture.risks(columns).guarded()
    return (
        _pair(FractureKind.MAJOR, risks.osteoporotic_fracture_percent),
        _pair(FractureKind.HIP, risks.hip_fracture_percent),
    )


def smoking_code(cigarettes_per_day: int) -> int:
    """QFracture's smoking code; none a day is never."""
    return qfracture.smoking_code(cigarettes_per_day) if cigarettes_per_day else 0


def _caroc() -> Pair:
    never = dict.fromkeys(
        ("fracture_after_40", "spine_or_hip_fracture", "several_fractures", "prolonged_steroids"), False
    )
    return _pair(FractureKind.MAJOR, caroc.categories(_columns(**never)))


def _document() -> Mapping[str, Any]:
    return document("worked_example.toml")
