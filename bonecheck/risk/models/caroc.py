"""CAROC 2010: is the ten-year fracture risk low, moderate or high? Canada, people of 50 and over.

Sees age, sex, femoral-neck T-score, fragility fractures and steroids; no smoking, family history, falls or weight.
The cut-offs stand in `data/reference/caroc_2010.csv`, the rest in `data/models/caroc_2010.json`. Sources:
``caroc_2010``, ``caroc_features``, and ``lau_op`` for moving up.
"""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import cache

import numpy as np
import numpy.typing as npt

from bonecheck.answers.dxa_report import SkeletalSite, TScoreReference
from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import GlucocorticoidUse, RiskFactors
from bonecheck.evidence.library import rows, threshold, whole
from bonecheck.evidence.models import Caroc
from bonecheck.evidence.tables import CarocCutOffs
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
from bonecheck.risk.columns import Bools, Floats, Ints, as_printed, numbers, yes_or_no
from bonecheck.risk.models.inputs import (
    Inputs,
    any_of,
    breaks_since_40,
    broke_spine_or_hip,
    comparison,
    open_break_question,
    options,
    remarks,
    several,
    usable_score,
)

SEXES = ("female", "male")


class Category(IntEnum):
    """Chance of an osteoporotic fracture in ten years; the edges in percent are those of the model's data file."""

    NONE = -1  # not covered by the table, or not enough known
    LOW = 0
    MODERATE = 1
    HIGH = 2


def categories(columns: Mapping[str, npt.ArrayLike]) -> Ints:
    """The category of every row.

    Parameters
    ----------
    columns : mapping of column name to array, shape (n,) or ()
        `sex` ("female" or "male"), `age` [years], `t_score` of the femoral neck [SD, against NHANES III white women],
        and as booleans, all of them fragility fractures: `fracture_after_40`, `spine_or_hip_fracture`,
        `several_fractures`; and `prolonged_steroids`. A further one may be given:
        `osteoporosis_at_spine_or_total_hip`, a T-score of -2.5 or lower there. Without it that rule is not applied.

    Returns
    -------
    int array, shape (n,) or ()
        A `Category` each; -1 where age is under 50 or the sex, age or T-score is not known.

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If a boolean column holds anything but yes and no.

    Notes
    -----
    A row of the table holds from its age up to the next row. T-scores are compared as printed; one that equals
    a cut-off is in the higher-risk category. A fracture after 40 and prolonged steroids each move up one category,
    so both give high. A fracture of spine or hip, or several, give high whatever the T-score. Osteoporosis at
    spine or total hip gives at least moderate. How sure each of these is stands in the data file.

    Examples
    --------
    A woman of 65 at T -2.0 is moderate, a man of 55 at T -1.0 low:

    >>> no = [False, False]
    >>> categories({"sex": ["female", "male"], "age": [65, 55], "t_score": [-2.0, -1.0], "fracture_after_40": no,
    ...             "spine_or_hip_fracture": no, "several_fractures": no, "prolonged_steroids": no}).tolist()
    [1, 0]
    """
    rules = whole(Caroc)
    sex, age, t_score = np.asarray(columns["sex"]), numbers(columns["age"]), as_printed(columns["t_score"])
    ages, cut_offs = _table()
    row = np.searchsorted(ages, age, side="right") - 1
    low_above, high_to = np.moveaxis(cut_offs[(sex == "male").astype(np.intp), row], -1, 0)

    category = (t_score <= low_above).astype(np.intp) + (t_score <= high_to)
    category += sum(yes_or_no(columns[name]).astype(np.intp) for name in rules.moves_up_one_category)
    category = np.minimum(category, Category.HIGH)
    category = np.where(_any(columns, rules.high_whatever_the_t_score), Category.HIGH, category)
    at_least_moderate = _any(columns, [name for name in rules.at_least_moderate if name in columns])
    category = np.where(at_least_moderate, np.maximum(category, Category.MODERATE), category)

    covered = np.isin(sex, SEXES) & (age >= ages[0]) & ~np.isnan(t_score)
    return np.where(covered, category, Category.NONE)


def _any(columns: Mapping[str, npt.ArrayLike], names: Iterable[str]) -> Bools:
    found = np.zeros((), dtype=np.bool_)
    for name in names:
        found = found | yes_or_no(columns[name])
    return found


@cache
def _table() -> tuple[Floats, Floats]:
    """Lowest age of each row; and low above and high at or below, shape (sex, row, 2)."""
    by_sex = [[row for row in rows(CarocCutOffs) if row.sex == sex] for sex in SEXES]
    cut_offs = [
        [(row.low_if_fn_tscore_above, row.high_if_fn_tscore_at_or_below) for row in of_sex] for of_sex in by_sex
    ]
    return np.array([float(row.age_min) for row in by_sex[0]]), np.array(cut_offs)


# ---------------------------------------------------------------- one person

YEARS = 10
NECK = SkeletalSite.FEMORAL_NECK


def for_person(inputs: Inputs) -> ModelRisk | NotAssessed:
    """The group of the 10-year chance, or the groups that fit where answers are open, or why not.

    The comparison person is of the same age and sex, with no fracture, no steroids and the average T-score for the
    age; where no table gives that average (men), with the same T-score.
    """
    score = usable_score("caroc_2010", inputs, NECK, reference=TScoreReference.WOMEN)
    if isinstance(score, NotAssessed):
        return score
    notes = list(remarks(inputs, score, TScoreReference.WOMEN))
    answers = answers_of(inputs)
    average = inputs.average_t_score.get(NECK)
    plain_t = score.sd if average is None else average
    least = {factor: min(options(answer)) for factor, (answer, _) in answers.items()}
    most = {factor: max(options(answer)) for factor, (answer, _) in answers.items()}
    nothing = dict.fromkeys(answers, 0.0)

    low, high, plain, own_t, *without = (
        int(category)
        for category in _categories(
            inputs,
            (score.sd, least),
            (score.sd, most),
            (plain_t, nothing),
            (score.sd, nothing),
            (plain_t, least),
            (plain_t, most),
            *((score.sd, {**case, factor: 0.0}) for factor in answers for case in (least, most)),
        )
    )
    drivers = [
        Driver(factor="t_score", weight="steps", low=own_t - plain, high=own_t - plain, without=_percent(*without[:2]))
    ]
    in_each_case: dict[str, tuple[float, float]] = {}
    for number, (factor, (answer, _)) in enumerate(answers.items(), start=1):
        ends = without[2 * number : 2 * number + 2]
        if factor in whole(Caroc).at_least_moderate:  # moves up only who would be low without it
            steps = [float(low - ends[0]), float(high - ends[1])]
        else:
            steps = [worth * _steps(factor) for worth in (min(options(answer)), max(options(answer)))]
        left_out = _percent(*ends) if len(options(answer)) == 1 else None
        drivers.append(Driver(factor=factor, weight="steps", low=min(steps), high=max(steps), without=left_out))
        in_each_case[factor] = steps[0], steps[1]
    chance = Chance(
        kind=FractureKind.MAJOR,
        years=YEARS,
        you=_percent(low, high),
        comparison=_percent(plain, plain),
        drivers=tuple(driver for driver in drivers if (driver.low, driver.high) != (0, 0)),
        working=_working(inputs, score.sd, own_t, in_each_case),
        in_groups=True,
    )
    open_answers = [question for answer, question in answers.values() if len(options(answer)) > 1]
    measured = {reading.site for reading in inputs.sites if reading.counts and reading.t_score is not None}
    if not {SkeletalSite.LUMBAR_SPINE, SkeletalSite.TOTAL_HIP} <= measured:
        notes.append(Remark(key="remark_spine_and_hip_not_seen"))
    if low != high and _sources_differ_on_steroids(inputs.risks):
        notes.append(Remark(key="remark_steroid_dose_between", values=dict(_prolonged())))
    return ModelRisk(
        model="caroc_2010",
        sex=inputs.sex,
        age_years=inputs.age_years,
        chances=(chance,),
        comparison=comparison(average, "_no_risk"),
        open_questions=tuple(dict.fromkeys(question for question in open_answers if question)) if low != high else (),
        remarks=tuple(notes),
        is_highest=low == Category.HIGH,
    )


def _categories(inputs: Inputs, *cases: tuple[float, Mapping[str, float]]) -> Ints:
    """The category of each case: a T-score and the yes/no inputs."""
    columns: dict[str, npt.ArrayLike] = {
        factor: np.array([answers[factor] for _, answers in cases]) for factor in cases[0][1]
    }
    columns["t_score"] = np.array([t_score for t_score, _ in cases])
    columns["sex"] = np.full(len(cases), inputs.sex)
    columns["age"] = np.full(len(cases), inputs.age_years)
    return categories(columns)


def answers_of(inputs: Inputs) -> Mapping[str, tuple[Answer, str | None]]:
    """Each yes/no input: what is known, and the question that would settle it."""
    risks = inputs.risks
    broke = any_of(told.broke for told in breaks_since_40(inputs))
    other_sites = (SkeletalSite.LUMBAR_SPINE, SkeletalSite.TOTAL_HIP)
    low_elsewhere = any(
        reading.t_score is not None and threshold("t_score_osteoporosis").is_met_by(reading.t_score)
        for reading in inputs.sites
        if reading.counts and reading.site in other_sites
    )
    in_doubt = inputs.in_doubt(*other_sites)
    elsewhere = Answer.of(low_elsewhere) | (Answer.NOT_KNOWN if in_doubt else Answer.NO)
    return {
        "fracture_after_40": (broke, open_break_question(inputs)),
        "spine_or_hip_fracture": (broke_spine_or_hip(risks), open_break_question(inputs, bones=True)),
        "several_fractures": (several(breaks_since_40(inputs)), open_break_question(inputs, number=True)),
        "prolonged_steroids": _steroids(risks),
        "osteoporosis_at_spine_or_total_hip": (elsewhere, f"{in_doubt.region}.t_score" if in_doubt else None),
    }


def _steroids(risks: RiskFactors) -> tuple[Answer, str | None]:
    """Steroids of the past year, at the dose and for the time of the rule. Sources: ``caroc_features``, ``lau_op``."""
    use = risks.glucocorticoids
    if use is GlucocorticoidUse.NEVER:
        return Answer.NO, None
    if use not in {GlucocorticoidUse.NOW, GlucocorticoidUse.PAST}:
        return Answer.NOT_KNOWN, "glucocorticoids"
    months = risks.glucocorticoid_months
    if months is None:
        return Answer.NOT_KNOWN, "glucocorticoid_months"
    if months < _prolonged()["months"] or risks.glucocorticoid_dose_mg_per_day == 0:
        return Answer.NO, None
    if risks.glucocorticoid_dose_mg_per_day is None:
        return Answer.NOT_KNOWN, "glucocorticoid_dose_mg_per_day"
    if _sources_differ_on_steroids(risks) or use is GlucocorticoidUse.PAST:  # past: how long ago is not asked
        return Answer.NOT_KNOWN, None
    return Answer.YES, None


def _sources_differ_on_steroids(risks: RiskFactors) -> bool:
    """Long use under the dose: one source names a dose, the other none."""
    dose, months = risks.glucocorticoid_dose_mg_per_day, risks.glucocorticoid_months
    if dose is None or months is None or dose == 0:
        return False
    return months >= _prolonged()["months"] and dose < _prolonged()["dose"]


def _prolonged() -> Mapping[str, float]:
    rule = whole(Caroc).prolonged_steroids
    return {"dose": rule.mg_per_day_from, "months": rule.months_from}


def _steps(factor: str) -> int:
    """How many groups a factor can move up by itself."""
    return Category.HIGH if factor in whole(Caroc).high_whatever_the_t_score else 1


def _percent(low: int, high: int) -> Range:
    """From the lower end of the one category to the upper end of the other."""
    edges = [0, *whole(Caroc).percent_edges, 100]
    return Range(edges[low], edges[high + 1])


def _working(inputs: Inputs, t_score: float, category: int, steps: Mapping[str, tuple[float, float]]) -> Working:
    ages, cut_offs = _table()
    row = int(np.searchsorted(ages, inputs.age_years, side="right")) - 1
    low_above, high_to = cut_offs[SEXES.index(inputs.sex), row]
    text = f"{high_to:g} < {t_score:g} ≤ {low_above:g}"
    if category == Category.LOW:
        text = f"{t_score:g} > {low_above:g}"
    elif category == Category.HIGH:
        text = f"{t_score:g} ≤ {high_to:g}"
    first = WorkingLine(factor="t_score", text=text, low=category, high=category)
    rest = [
        WorkingLine(factor=factor, text=f"+{_steps(factor)}", low=low, high=high)
        for factor, (low, high) in steps.items()
        if (low, high) != (0, 0)
    ]
    return Working(lines=(first, *rest))
