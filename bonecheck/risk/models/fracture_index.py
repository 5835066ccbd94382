"""FRACTURE Index with bone density: five-year risks of a spine, hip and other fracture from points. For women.

Sees age, T-score, fracture after 50, a mother's hip fracture, weight, smoking and rising from a chair. Made from US
women of 65 and over. Points and risks stand in `data/models/fracture_index.json`, with what the two calculators
that were read leave open. Source: ``fracture_index``.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from bonecheck.answers.dxa_report import SkeletalSite
from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import ParentHipFracture, RiskFactors, Smoking
from bonecheck.answers.units import KG_PER_POUND
from bonecheck.evidence.library import whole
from bonecheck.evidence.models import FractureIndex, IndexTScore
from bonecheck.outcomes import NotAssessed
from bonecheck.risk.chance import (
    Chance,
    Driver,
    FractureKind,
    ModelRisk,
    Range,
    Remark,
    Working,
    WorkingLine,
)
from bonecheck.risk.columns import Floats, Ints, as_printed, numbers, yes_or_no
from bonecheck.risk.models.inputs import (
    Inputs,
    comparison,
    options,
    remarks,
    usable_score,
)

NO_SCORE = -1
OUTCOMES = ("non_vertebral", "hip", "vertebral")


@dataclass(frozen=True, slots=True)
class Risks:
    """Risks in 5 years, in percent, as printed for the band of the score; NaN where the table has no row for it."""

    non_vertebral_percent: Floats
    hip_percent: Floats
    vertebral_percent: Floats


def points(columns: Mapping[str, npt.ArrayLike], *, edges_count_as_lower: bool) -> Ints:
    """The score of every row.

    Parameters
    ----------
    columns : mapping of column name to array, shape (n,) or ()
        `age` [years], `t_score` [SD], `weight_kg` [kg], and as booleans `fracture_after_50`, `mother_hip_fracture`
        (after she was 50), `current_smoker`, `needs_arms` to rise from a chair.
    edges_count_as_lower : bool
        How to read T-scores on the edges where the sources differ: False gives -2.0 two points and -2.5 three,
        True gives -2.0 three and -2.5 four. Show both where it makes a difference.

    Returns
    -------
    int array, shape (n,) or ()
        Points, 0 to 15; -1 where age, T-score or weight is NaN, not known.

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If a boolean column holds anything but yes and no.

    Examples
    --------
    A woman of 60 at T -1.5 whose mother broke a hip and who smokes scores 4; one at T -2.0 with neither 2 or 3:

    >>> women = {"age": [60, 60], "t_score": [-1.5, -2.0], "weight_kg": [65, 65], "mother_hip_fracture": [1, 0],
    ...          "current_smoker": [1, 0], "fracture_after_50": [0, 0], "needs_arms": [0, 0]}
    >>> points(women, edges_count_as_lower=False).tolist(), points(women, edges_count_as_lower=True).tolist()
    ([4, 2], [4, 3])
    """
    rules = whole(FractureIndex).points
    age, weight_kg = numbers(columns["age"]), numbers(columns["weight_kg"])
    t_score = as_printed(columns["t_score"])

    total = np.array(rules.age.points)[np.searchsorted(rules.age.from_, age, side="right")]
    total = total + _t_score_points(t_score, rules.t_score, edges_count_as_lower)
    # 125 lb typed in kilograms is 56.7 or 56.699, and none of these is under 125 lb.
    pounds = np.round(weight_kg / KG_PER_POUND, 2)
    total = total + (pounds < rules.weight.under_pounds) * rules.weight.points
    for name, worth in rules.yes.items():
        total = total + yes_or_no(columns[name]) * worth
    return np.where(np.isnan(age + t_score + weight_kg), NO_SCORE, total)


def risks(score: npt.ArrayLike) -> Risks:
    """Risks of every score.

    Parameters
    ----------
    score : int array, shape (n,) or ()
        Points as from `points`.

    Returns
    -------
    Risks
        Percent in 5 years, of the same shape; NaN for 0, which the table does not cover, and outside 1 to 15.

    Examples
    --------
    >>> risks([0, 4]).hip_percent.tolist()
    [nan, 0.9]
    """
    given, by_score = np.asarray(score), _risks()
    row = np.where((given >= 0) & (given < by_score.shape[1]), given, 0).astype(np.intp)  # row 0 is NaN
    return Risks(*(np.asarray(of_outcome[row]) for of_outcome in by_score))


def _t_score_points(t_score: Floats, rule: IndexTScore, edges_count_as_lower: bool) -> Ints:
    """Points by how many edges the T-score has passed."""
    edges = np.array(rule.below)
    own_edge_passes = np.isin(edges, rule.sources_differ_at) & edges_count_as_lower
    given = t_score[..., np.newaxis]
    passed = (given < edges) | ((given == edges) & own_edge_passes)
    return np.asarray(np.array(rule.points)[passed.sum(axis=-1)])


@cache
def _risks() -> Floats:
    """Percent, shape (outcome, score); NaN where no band has the score."""
    bands = whole(FractureIndex).risks
    by_score = np.full((len(OUTCOMES), bands[-1].to + 1), np.nan)
    for band in bands:
        by_score[:, band.from_ : band.to + 1] = [[getattr(band, outcome)] for outcome in OUTCOMES]
    return by_score


# ---------------------------------------------------------------- one person

YEARS = 5
SITES = (SkeletalSite.TOTAL_HIP, SkeletalSite.FEMORAL_NECK)
KINDS = (FractureKind.NON_VERTEBRAL, FractureKind.HIP, FractureKind.VERTEBRAL)


def for_person(inputs: Inputs) -> ModelRisk | NotAssessed:
    """Spine, hip and other fractures in 5 years, or why not.

    The comparison woman is of the same age, with none of the risk factors and the average T-score for the age;
    where no table gives that average, with the same T-score.
    """
    score, weight_kg = usable_score("fracture_index", inputs, *SITES), inputs.person.weight_kg
    if isinstance(score, NotAssessed):
        return score
    if weight_kg is None:
        return NotAssessed(key="model_fracture_index", reason="weight_needed", question="weight_kg")
    answers = answers_of(inputs.risks)
    average = inputs.average_t_score.get(score.site)
    you = {"t_score": score.sd, "weight_kg": weight_kg}
    plain = {"t_score": score.sd if average is None else average, "weight_kg": math.inf}
    nothing = dict.fromkeys(answers, 0.0)
    least = you | {factor: min(options(answer)) for factor, (answer, _) in answers.items()}
    most = you | {factor: max(options(answer)) for factor, (answer, _) in answers.items()}
    factors = ["t_score", "weight_kg", *answers]
    cases = [least, most, plain | nothing, plain | nothing]
    for factor in factors:
        cases += [case | {factor: (plain | nothing)[factor]} for case in (least, most)]
    # Case by case: the least as the one source reads an edge, the greatest as the other does.
    low, high = (_points(inputs, cases[end::2], edges_count_as_lower=bool(end)) for end in (0, 1))
    drivers = _drivers(factors, low, high)
    percents = [_percent(points) for points in (low, high)]
    working = _working(inputs, score.sd, drivers, int(low[0]), int(high[0]))

    def between(kind: FractureKind, case: int) -> Range:
        return Range(float(percents[0][kind][case]), float(percents[1][kind][case]))

    chances = tuple(
        Chance(
            kind=kind,
            years=YEARS,
            you=between(kind, 0),
            comparison=between(kind, 1),
            drivers=tuple(
                Driver(factor=factor, weight="points", low=worth[0], high=worth[1], without=between(kind, number))
                for number, (factor, worth) in enumerate(drivers.items(), start=2)
                if worth != (0, 0)
            ),
            working=working,
        )
        for kind in KINDS
    )
    notes = list(remarks(inputs, score))
    if score.site is SkeletalSite.FEMORAL_NECK:
        notes.append(Remark(key="remark_femoral_neck_used"))
    if score.sd in whole(FractureIndex).points.t_score.sources_differ_at:
        notes.append(Remark(key="remark_t_score_edge"))
    return ModelRisk(
        model="fracture_index",
        sex=inputs.sex,
        age_years=inputs.age_years,
        chances=chances,
        comparison=comparison(average, "_no_risk"),
        open_questions=_open_questions(answers) if any(chance.you.is_open for chance in chances) else (),
        remarks=tuple(notes),
    )


def answers_of(risks: RiskFactors) -> Mapping[str, tuple[Answer, str]]:
    """Each yes/no input: what is known, and the question that would settle it."""
    parent = risks.parent_hip_fracture
    mother = Answer.NO if parent in {ParentHipFracture.NEITHER, ParentHipFracture.FATHER} else Answer.NOT_KNOWN
    mother_question = "parent_hip_fracture"
    if parent in {ParentHipFracture.MOTHER, ParentHipFracture.BOTH}:
        mother, mother_question = Answer.of(risks.mother_broke_hip_after_50), "mother_broke_hip_after_50"
    smokes = {Smoking.CURRENT: Answer.YES, Smoking.EX: Answer.NO, Smoking.NEVER: Answer.NO}
    return {
        "fracture_after_50": (Answer.of(risks.fracture_since_50), "fracture_since_50"),
        "mother_hip_fracture": (mother, mother_question),
        "current_smoker": (smokes.get(risks.smoking or Smoking.NOT_KNOWN, Answer.NOT_KNOWN), "smoking"),
        "needs_arms": (~Answer.of(risks.rises_from_chair), "rises_from_chair"),  # who rises without does not need them
    }


def _points(inputs: Inputs, cases: list[dict[str, float]], *, edges_count_as_lower: bool) -> Ints:
    columns: dict[str, npt.ArrayLike] = {factor: np.array([case[factor] for case in cases]) for factor in cases[0]}
    columns["age"] = np.full(len(cases), inputs.age_years)
    return points(columns, edges_count_as_lower=edges_count_as_lower)


def _percent(score: Ints) -> Mapping[FractureKind, Floats]:
    found = risks(score)
    return dict(zip(KINDS, (found.non_vertebral_percent, found.hip_percent, found.vertebral_percent), strict=True))


def _drivers(factors: list[str], low: Ints, high: Ints) -> dict[str, tuple[float, float]]:
    """What each factor adds beside the comparison woman: points, the least and the greatest."""
    worth: dict[str, tuple[float, float]] = {}
    for number, factor in enumerate(factors, start=2):
        ends = float(low[0] - low[number]), float(high[0] - high[number])
        worth[factor] = min(ends), max(ends)  # the two ways to read an edge can turn them round
    return worth


def _working(
    inputs: Inputs, t_score: float, drivers: Mapping[str, tuple[float, float]], low: int, high: int
) -> Working:
    """The points line by line; those for the T-score are what is left when all others are counted."""
    rules = whole(FractureIndex).points
    age = int(np.array(rules.age.points)[np.searchsorted(rules.age.from_, inputs.age_years, side="right")])
    others = {factor: worth for factor, worth in drivers.items() if factor != "t_score"}
    of_t_score = [total - age - sum(worth[end] for worth in others.values()) for end, total in ((0, low), (1, high))]
    lines = [
        WorkingLine(factor="age", text=f"{inputs.age_years}", low=age, high=age),
        WorkingLine(factor="t_score", text=f"{t_score:g}", low=of_t_score[0], high=of_t_score[1]),
        *(
            WorkingLine(
                factor=factor, text="" if worth[0] != worth[1] else f"{worth[0]:g}", low=worth[0], high=worth[1]
            )
            for factor, worth in others.items()
            if worth != (0, 0)
        ),
    ]
    return Working(lines=tuple(lines))


def _open_questions(answers: Mapping[str, tuple[Answer, str]]) -> tuple[str, ...]:
    """The questions whose answers would narrow the points, the one worth most first."""
    worth = whole(FractureIndex).points.yes
    still_open = [factor for factor, (answer, _) in answers.items() if len(options(answer)) > 1]
    return tuple(answers[factor][1] for factor in sorted(still_open, key=lambda factor: -worth[factor]))
