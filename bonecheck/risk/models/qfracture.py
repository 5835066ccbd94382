"""QFracture-2012: 1- to 18-year risk of a major osteoporotic and of a hip fracture. Sees no bone density.

Made from UK primary-care records of people aged 30 to 100. Coefficients and baseline survival stand in
`data/models/qfracture_2012.json`, named as in the original release. Source: ``qfracture_2012``.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from bonecheck.answers.person import Answer, EthnicGroup
from bonecheck.answers.risk_factors import (
    Condition,
    FractureSite,
    GlucocorticoidUse,
    HormoneTherapy,
    Medicine,
    ParentHipFracture,
    RiskFactors,
    Smoking,
)
from bonecheck.evidence.library import model
from bonecheck.outcomes import NotAssessed
from bonecheck.risk.chance import FractureKind, ModelRisk, Remark
from bonecheck.risk.columns import broadcast
from bonecheck.risk.models import hazard
from bonecheck.risk.models.hazard import Term
from bonecheck.risk.models.inputs import Inputs, any_of, open_break_question, options, refusal, remarks

Floats = npt.NDArray[np.float64]
Bytes = npt.NDArray[np.uint8]

SEXES = ("female", "male")
OUTCOMES = {FractureKind.MAJOR: "osteoporotic_fracture", FractureKind.HIP: "hip_fracture"}
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

    def guarded(self) -> "Risks":
        """The same with the wider outcome at least as high as the hip, which it is not in extreme people."""
        wider = np.maximum(self.osteoporotic_fracture_percent, self.hip_fracture_percent)
        return Risks(wider, self.hip_fracture_percent)


def risks(table: Mapping[str, npt.ArrayLike]) -> Risks:
    """Both risks for every row of a table.

    Parameters
    ----------
    table : mapping of column name to array, shape (n,), or single values
        `sex` ("female" or "male"), `age` [whole years], `bmi` [kg/m2], `ethrisk` (1-9), `smoke_cat` (0-4),
        `alcohol_cat6` (0-5), `years` (1-18), and each flag of the model as 0 or 1 (or False and True).
        Other columns are ignored.

    Returns
    -------
    Risks
        Percent, shape (n,) each; shape () if all columns are single values.

    Raises
    ------
    KeyError
        If a column is missing.
    ValueError
        If a flag holds text or None: an answer that is not known has no place here. A flag that is NaN gives NaN.

    Notes
    -----
    risk = 100 * (1 - S(years) ** exp(lp)), lp the centred sum of terms. All terms but that of BMI take few
    values, so they are looked up; eight flags at a time are one index into a table of their 256 sums.
    """
    names = ("sex", "age", "bmi", "ethrisk", "smoke_cat", "alcohol_cat6", "years", *_model().flags)
    columns, shape = broadcast(table, names)
    for flag in _model().flags:
        if columns[flag].dtype.kind not in "biuf":  # text such as "0" would count as yes
            raise ValueError(f"{flag}: expected 0 or 1 (or False and True), not {columns[flag].dtype}")
    count = len(columns["age"])
    percent = np.empty((len(OUTCOMES), count))
    for start in range(0, count, CHUNK):
        rows = slice(start, min(start + CHUNK, count))
        _score({name: column[rows] for name, column in columns.items()}, percent[:, rows])
    return Risks(*(outcome.reshape(shape) for outcome in percent))


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
    for flag in _model().flags:
        if part[flag].dtype.kind == "f":
            valid &= ~np.isnan(part[flag])
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
            for outcome in OUTCOMES.values()
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
                age_table[sex] += term["coef"] * (_power(term, np.array(ages)) - term["centre"])
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


# ---------------------------------------------------------------- one person

YEARS = (5, 10)
CODED = ("ethrisk", "smoke_cat", "alcohol_cat6")


def for_person(inputs: Inputs) -> ModelRisk | NotAssessed:
    """Major and hip fracture in 5 and 10 years, or why not.

    The comparison person has the same age, sex and group, BMI 25, and none of the risk factors.
    """
    refused = refusal("qfracture_2012", inputs) or _without_bmi(inputs)
    if refused is not None:
        return refused
    equations = _Equations(inputs.sex)
    terms = tuple(_terms(inputs))
    notes = list(remarks(inputs))
    if inputs.person.ethnic_group in {None, EthnicGroup.NOT_KNOWN}:
        notes.append(Remark(key="remark_ethnic_group_not_recorded"))
    bmi: int = model("qfracture_2012")["our_reading"]["comparison_bmi_kg_m2"]
    chances = hazard.chances(equations, terms, YEARS)
    return ModelRisk(
        model="qfracture_2012",
        sex=inputs.sex,
        age_years=inputs.age_years,
        chances=chances,
        comparison=Remark(key="comparison_no_risk_factors", values={"bmi": bmi}),
        open_questions=hazard.open_questions(chances, terms),
        remarks=tuple(notes),
    )


def _without_bmi(inputs: Inputs) -> NotAssessed | None:
    """Why the BMI cannot be used, or None: the original program refuses what lies outside its range."""
    key, bmi = "model_qfracture_2012", _bmi(inputs)
    if bmi is None:
        question = "height_cm" if inputs.person.height_cm is None else "weight_kg"
        return NotAssessed(key=key, reason="model_needs_bmi", question=question)
    lowest, highest = model("qfracture_2012")["accepts"]["bmi_kg_m2"]
    if not lowest <= bmi <= highest:
        away = math.floor if bmi < lowest else math.ceil  # never shown as if it lay within
        values = {"bmi": away(bmi * 10) / 10, "lowest": lowest, "highest": highest}
        return NotAssessed(key=key, reason="model_bmi_outside", values=values)
    return None


def _bmi(inputs: Inputs) -> float | None:
    """BMI [kg/m2] without the last digits of floating point, which would put 61.25 kg at 1.75 m just under 20."""
    return None if inputs.person.bmi_kg_m2 is None else round(inputs.person.bmi_kg_m2, 6)


def _terms(inputs: Inputs) -> Iterator[Term]:
    """The inputs of the model with the values that fit the answers; not the factors that the person does not have."""
    risks, reading = inputs.risks, model("qfracture_2012")["our_reading"]
    age, bmi = float(inputs.age_years), _bmi(inputs) or 0.0
    group = inputs.person.ethnic_group or EthnicGroup.NOT_KNOWN
    codes = tuple(float(code) for code in reading["ethrisk"][group])
    yield Term(factor="age", options=(age,), plain=age)
    yield Term(factor="bmi", options=(bmi,), plain=float(reading["comparison_bmi_kg_m2"]))
    yield Term(factor="ethrisk", options=codes, plain=codes[0])
    yield Term(factor="smoke_cat", options=_smoking(risks), plain=0.0, question=_smoking_question(risks))
    yield Term(factor="alcohol_cat6", options=_alcohol(risks), plain=0.0, question="drinks_per_week")
    answers = _flags(inputs)
    for flag in _model().flags:
        answer, question = answers[flag]
        if answer is not Answer.NO:  # nobody's sum changes by what nobody has
            yield Term(factor=flag, options=options(answer), plain=0.0, question=question)


def _smoking(risks: RiskFactors) -> tuple[float, ...]:
    """The smoking codes that fit the answers."""
    if risks.smoking is Smoking.CURRENT and risks.cigarettes_per_day is not None:
        return (float(smoking_code(risks.cigarettes_per_day)),)
    return {
        Smoking.NEVER: (0.0,),
        Smoking.EX: (1.0,),
        Smoking.CURRENT: (2.0, 3.0, 4.0),
    }.get(risks.smoking or Smoking.NOT_KNOWN, (0.0, 1.0, 2.0, 3.0, 4.0))


def smoking_code(cigarettes_per_day: int) -> int:
    """The code of somebody who smokes now: under 10, 10 to 19, 20 or more."""
    return int(_highest_code("smoke_cat_from_cigarettes_per_day", cigarettes_per_day, 2.0))


def _smoking_question(risks: RiskFactors) -> str:
    return "cigarettes_per_day" if risks.smoking is Smoking.CURRENT else "smoking"


def _alcohol(risks: RiskFactors) -> tuple[float, ...]:
    """The alcohol codes that fit the answers. The codes are in whole units, so amounts of 1 and more are rounded."""
    grams = risks.alcohol_g_per_day
    if grams is None:
        return (0.0, 1.0, 2.0, 3.0, 4.0, 5.0)
    if grams == 0:
        return (0.0,)
    units = grams / model("qfracture_2012")["our_reading"]["grams_per_unit"]
    return (_highest_code("alcohol_cat6_from_whole_units_per_day", int(units + 0.5) if units >= 1 else 0, 1.0),)


def _highest_code(table: str, amount: float, lowest: float) -> float:
    """The last code whose lower end the amount reaches."""
    steps: Mapping[str, int] = model("qfracture_2012")["our_reading"][table]
    return max([lowest, *(float(code) for code, start in steps.items() if amount >= start)])


def _flags(inputs: Inputs) -> Mapping[str, tuple[Answer, str | None]]:
    """Each yes/no input of the model: what the person said, and the question behind it."""
    risks = inputs.risks

    def has(*conditions: Condition) -> tuple[Answer, str]:
        return any_of(_ticked(risks, condition) for condition in conditions), "conditions"

    fits = [_ticked(risks, Condition.EPILEPSY), _takes(risks, Medicine.EPILEPSY_MEDICINE)]
    epilepsy_question = "conditions" if fits[0] is Answer.NOT_KNOWN else "medicines"
    lupus, arthritis = _ticked(risks, Condition.LUPUS), risks.rheumatoid_arthritis
    return {
        "b_antidepressant": (_takes(risks, Medicine.ANTIDEPRESSANT), "medicines"),
        "b_anycancer": has(Condition.CANCER),
        "b_asthmacopd": has(Condition.ASTHMA_OR_COPD),
        "b_carehome": (risks.care_home or Answer.NOT_KNOWN, "care_home"),
        "b_corticosteroids": _steroids(risks),
        "b_cvd": has(Condition.HEART_OR_STROKE),
        "b_dementia": has(Condition.DEMENTIA),
        "b_endocrine": has(Condition.OVERACTIVE_THYROID, Condition.HYPERPARATHYROIDISM, Condition.CUSHING),
        "b_epilepsy2": (any_of(fits), epilepsy_question),
        "b_falls": (_fell(risks), "falls_12_months"),
        "b_fracture4": _broke_a_major_bone(inputs),
        "b_hrt_oest": (_oestrogen_only(risks), "hormone_therapy"),
        "b_liver": has(Condition.LIVER_DISEASE),
        "b_malabsorption": has(Condition.COELIAC, Condition.INFLAMMATORY_BOWEL),
        "b_parkinsons": has(Condition.PARKINSONS),
        "b_ra_sle": (
            any_of([arthritis, lupus]),
            "rheumatoid_arthritis" if arthritis in {None, Answer.NOT_KNOWN} else "conditions",
        ),
        "b_renal": has(Condition.KIDNEY_DISEASE),
        "b_type1": has(Condition.TYPE_1_DIABETES),
        "b_type2": has(Condition.TYPE_2_DIABETES),
        "fh_osteoporosis": _family(risks),
    }


def _ticked(risks: RiskFactors, condition: Condition) -> Answer:
    return Answer.NOT_KNOWN if risks.conditions is None else risks.conditions.answer(condition)


def _takes(risks: RiskFactors, medicine: Medicine) -> Answer:
    return Answer.NOT_KNOWN if risks.medicines is None else risks.medicines.answer(medicine)


def _steroids(risks: RiskFactors) -> tuple[Answer, str | None]:
    """The model counts tablets of the last six months; when somebody stopped is not asked, so the past stays open."""
    if risks.glucocorticoids is GlucocorticoidUse.PAST:
        return Answer.NOT_KNOWN, None
    answers = {GlucocorticoidUse.NOW: Answer.YES, GlucocorticoidUse.NEVER: Answer.NO}
    use = risks.glucocorticoids or GlucocorticoidUse.NOT_KNOWN
    return answers.get(use, Answer.NOT_KNOWN), "glucocorticoids"


def _fell(risks: RiskFactors) -> Answer:
    """The model counts any fall on record; we ask about the last 12 months."""
    if risks.falls_12_months is None:
        return Answer.NOT_KNOWN
    return Answer.YES if risks.falls_12_months else Answer.NO


def _oestrogen_only(risks: RiskFactors) -> Answer:
    therapy = risks.hormone_therapy
    if therapy in {None, HormoneTherapy.NOT_KNOWN}:
        return Answer.NOT_KNOWN
    return Answer.YES if therapy is HormoneTherapy.OESTROGEN_ONLY else Answer.NO


def _family(risks: RiskFactors) -> tuple[Answer, str]:
    """A parent with osteoporosis or a broken hip."""
    parent = risks.parent_hip_fracture or ParentHipFracture.NOT_KNOWN
    hip = {ParentHipFracture.NEITHER: Answer.NO, ParentHipFracture.NOT_KNOWN: Answer.NOT_KNOWN}.get(parent, Answer.YES)
    question = "parent_hip_fracture" if hip is Answer.NOT_KNOWN else "parent_osteoporosis"
    return any_of([hip, risks.parent_osteoporosis]), question


def _broke_a_major_bone(inputs: Inputs) -> tuple[Answer, str | None]:
    """An earlier break of wrist, spine, hip or shoulder at any adult age."""
    risks = inputs.risks
    bones = (FractureSite.WRIST, FractureSite.SPINE, FractureSite.HIP, FractureSite.UPPER_ARM)
    before_40 = risks.fracture_before_40
    found: list[Answer | None] = [
        Answer.NOT_KNOWN if before_40 is Answer.YES else before_40
    ]  # which bone is not asked for these
    if inputs.is_asked("fracture_at_40_to_49"):
        found.append(any_of(risks.broke_at_40_to_49(bone) for bone in bones))
    if inputs.is_asked("fracture_since_50"):
        found.append(any_of(risks.broke(bone) for bone in bones))
    question = open_break_question(inputs, bones=True)
    if question is None and before_40 in {None, Answer.NOT_KNOWN}:
        question = "fracture_before_40"
    return any_of(found), question


@dataclass(frozen=True, slots=True)
class _Equations:
    """The equations of one sex, term by term."""

    sex: str

    kinds = (FractureKind.MAJOR, FractureKind.HIP)

    def addition(self, kind: FractureKind, factor: str, value: float) -> float:
        if value == 0.0 and factor not in CODED:
            return 0.0  # a yes/no input that the person does not have
        equation = _equation(kind, self.sex)
        if factor in CODED:
            coded: float = equation[factor][str(int(value))]
            return coded
        if factor in {"age", "bmi"}:
            terms = [term for term in equation["continuous_terms"] if term["var"] == factor]
            return float(sum(term["coef"] * (_power(term, value) - term["centre"]) for term in terms))
        flag: float = equation["flags"].get(factor, 0.0) * value
        return flag

    def text(self, kind: FractureKind, factor: str, value: float) -> str:
        equation = _equation(kind, self.sex)
        if factor in CODED:
            return f"{equation[factor][str(int(value))]:.4f}"
        if factor in {"age", "bmi"}:
            parts = [
                f"{term['coef']:+.7f} × ({_power_text(term, value)} − {term['centre']:.5f})"
                for term in equation["continuous_terms"]
                if term["var"] == factor
            ]
            return " ".join(parts).removeprefix("+")
        return f"{equation['flags'].get(factor, 0.0):.4f} × {value:g}"

    def survival(self, kind: FractureKind, years: int) -> float:
        given: float = _equation(kind, self.sex)["baseline_survival_by_year"][str(years)]
        return given

    def percent(self, columns: Mapping[str, Floats]) -> Mapping[FractureKind, Floats]:
        absent = dict.fromkeys(_model().flags, np.zeros_like(columns["age"]))
        found = risks({**absent, **columns, "sex": self.sex})
        return {FractureKind.MAJOR: found.osteoporotic_fracture_percent, FractureKind.HIP: found.hip_fracture_percent}


@cache
def _equation(kind: FractureKind, sex: str) -> Mapping[str, Any]:
    given: Mapping[str, Any] = model("qfracture_2012")["models"][OUTCOMES[kind]][sex]
    return given


def _power(term: Mapping[str, Any], value: Any) -> Any:
    """A continuous term before centring, at one value or many. Source: ``qfracture_2012``."""
    scaled = value / term["scale"]
    return scaled ** term["power"] * (np.log(scaled) if term["times_ln"] else 1.0)


def _power_text(term: Mapping[str, Any], value: float) -> str:
    scaled = f"({value:.4g} / {term['scale']})"
    return f"{scaled}^{term['power']:g}" + (f" × ln{scaled}" if term["times_ln"] else "")
