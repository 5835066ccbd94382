"""The models as columns: who gets a number, and the least and the greatest that fit the answers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from bonecheck.answers.dxa_report import SkeletalSite, TScoreReference
from bonecheck.answers.person import Answer, EthnicGroup, Person, Sex
from bonecheck.answers.questions import NOT_KNOWN, questions
from bonecheck.answers.risk_factors import (
    Checklist,
    GlucocorticoidUse,
    HormoneTherapy,
    ParentHipFracture,
    RiskFactors,
)
from bonecheck.cohort.breaks import OF_CAROC, Breaks
from bonecheck.cohort.cases import risks_of
from bonecheck.cohort.cells import Cells, Read
from bonecheck.cohort.columns import MODELS, SCORED, SCORED_BUT, Chances
from bonecheck.cohort.gate import Gate
from bonecheck.cohort.people import People
from bonecheck.cohort.results import BLANK, Results, code_of
from bonecheck.cohort.scores import met
from bonecheck.cohort.sites import Site, metal_in_hip
from bonecheck.evidence.library import threshold, whole
from bonecheck.evidence.models import Caroc, QFracture
from bonecheck.outcomes import NotAssessed
from bonecheck.risk.columns import Bools, Floats, Ints
from bonecheck.risk.models import caroc, fracture_index, garvan, own_frax, qfracture
from bonecheck.risk.models.inputs import Inputs, on_bone_medicine, options, refusal
from bonecheck.scan.score_choice import Score

NECK, TOTAL, SPINE = SkeletalSite.FEMORAL_NECK, SkeletalSite.TOTAL_HIP, SkeletalSite.LUMBAR_SPINE
GARVAN, QFRACTURE, CAROC, INDEX, FRAX = MODELS


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that the models look at; `has_scan` are the rows with a scan that counts as one."""

    people: People
    gate: Gate
    sites: list[Site]
    breaks: Breaks
    scan_weighs_more: Bools
    has_scan: Bools
    results: Results


def chances(known: Known) -> None:
    """Fills the columns of every model."""
    refused = _Refused(known.people)
    lost = _lost_height(known.people)
    for columns, fill in ((GARVAN, _garvan), (QFRACTURE, _qfracture), (CAROC, _caroc), (INDEX, _index)):
        status = refused.status(columns)
        highest = fill(known, columns, status)
        _beside_a_break(known, columns, status, highest, lost)
        known.results.columns[columns.status] = status
    _own_frax(known, refused)


# ---------------------------------------------------------------- who gets no number


class _Refused:
    """Why a model says nothing for sex, age and treatment."""

    def __init__(self, people: People) -> None:
        self.people = people
        [self.medicine] = people.ask(_medicine, *(people.where_asked(name) for name in _MEDICINE))

    def status(self, columns: Chances) -> Ints:
        """The code of the reason for every row, blank where there is none."""
        [found] = self.people.ask(_OF_PERSON[columns.model], self.people.of("age_years"), self.people.of("sex"))
        return np.where(found == BLANK, self.medicine, found).astype(np.int8)


_MEDICINE = ("bone_medicine", "bone_medicine_before", "bone_medicine_last_dose", "denosumab_last_dose")


def _medicine(on: date, *told: Read) -> tuple[float, ...]:
    risks = risks_of(_MEDICINE, told, on)
    return (_code(on_bone_medicine("garvan", Inputs(person=Person(), risks=risks, average_t_score={}))),)


_NO_MEDICINE = RiskFactors(bone_medicine_before=Checklist(others=Answer.NO))


def _of_person(model: str) -> Callable[..., tuple[float, ...]]:
    def reason(on: date, age: Read, sex: Read) -> tuple[float, ...]:
        person = Person(age_years=age if isinstance(age, int) else None, sex=Sex(sex) if isinstance(sex, str) else None)
        inputs = Inputs(person=person, risks=_NO_MEDICINE, average_t_score={})
        if model == FRAX.model:
            found = own_frax.for_person(inputs)
            given = isinstance(found, NotAssessed) and found.reason == "frax_not_given"
            return (BLANK if given or not isinstance(found, NotAssessed) else _code(found),)
        return (_code(refusal(model, inputs)),)

    return reason


_OF_PERSON = {columns.model: _of_person(columns.model) for columns in MODELS}


def _code(refused: NotAssessed | None) -> int:
    return BLANK if refused is None else code_of(GARVAN.status)[refused.reason]


def _put(status: Ints, rows: Bools, reason: str) -> None:
    """Writes a reason where there is none yet."""
    status[rows & (status == BLANK)] = code_of(GARVAN.status)[reason]


def _hip_score(known: Known, status: Ints, *wanted: SkeletalSite, reference: TScoreReference | None = None) -> Floats:
    """The T-score that a model takes, and in `status` why there is none: see `inputs.usable_score`."""
    people, count = known.people, known.people.count
    _put(status, ~known.has_scan, "model_needs_scan")
    _put(status, known.gate.score != code_of("score")[Score.T_SCORE], "model_t_score_not_in_use")
    score, open_before, in_doubt = np.full(count, np.nan), np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    metal, high = metal_in_hip(people), np.zeros(count, np.bool_)
    for site in wanted:
        of_site = [one for one in known.sites if one.site is site]
        for one in of_site:
            in_doubt |= one.is_open
            high |= one.counts & (one.far_above | metal)
        lowest = np.full(count, np.nan)
        for one in of_site:
            open_before |= one.is_open & np.isnan(score)
            lowest = np.fmin(lowest, np.where(one.counts, one.t_score, np.nan))
        score = np.where(np.isnan(score) & ~open_before, lowest, score)
    _put(status, high, "model_score_reads_high")
    has_score = ~np.isnan(score)
    if reference is not None:
        other = TScoreReference.WOMEN if reference is TScoreReference.MEN else TScoreReference.MEN
        by_other = people.rows_with("sex", Sex.MALE) & people.rows_with("t_score_reference", other)
        _put(status, has_score & by_other, f"model_needs_score_against_{reference}")
    _put(status, ~has_score & in_doubt, "model_score_held")
    _put(status, ~has_score, "model_needs_femoral_neck" if wanted == (NECK,) else "model_needs_hip")
    return score


def _beside_a_break(known: Known, columns: Chances, status: Ints, highest: Bools, lost: Bools) -> None:
    """No number beside a break that weighs more than a model counts: see `models._beside_a_break`."""
    codes, breaks = code_of(columns.status), known.breaks
    with_number = (status == codes[SCORED]) | np.isin(status, [codes[name] for name in SCORED_BUT.values()])
    open_to_it = with_number & ~highest
    not_seen = "remark_recent_break_not_seen" if columns is CAROC else "remark_break_not_seen"
    may = open_to_it & ~breaks.sign & (breaks.weighs_more != 1)
    status[may & lost & (breaks.weighs_more == 0)] = codes[SCORED_BUT["remark_height_not_seen"]]
    status[may & (breaks.weighs_more == 2)] = codes[SCORED_BUT[not_seen]]
    gone = open_to_it & (breaks.sign | (breaks.weighs_more == 1))
    status[gone] = codes["model_break_not_counted"]
    status[open_to_it & breaks.sign] = codes["model_sign_of_a_break"]
    for given in columns.given:
        for name in columns.ends(*given):
            known.results.columns[name][gone] = np.nan


def _lost_height(people: People) -> Bools:
    loss = np.round(people.numbers("tallest_height_cm") - people.numbers("height_cm"), 1)
    return met("height_loss_imaging", loss)


# ---------------------------------------------------------------- the models


def _scored(status: Ints) -> Ints:
    """The rows that no reason keeps from a number, marked as scored."""
    rows = np.flatnonzero(status == BLANK)
    status[rows] = code_of(GARVAN.status)[SCORED]
    return rows


def _write(known: Known, columns: Chances, rows: Ints, found: dict[tuple[object, int], tuple[Floats, Floats]]) -> None:
    for (kind, years), ends in found.items():
        for name, percent in zip(columns.ends(kind, years), ends, strict=True):  # type: ignore[arg-type]
            known.results.columns[name][rows] = percent


def _guarded(
    wider: tuple[Floats, Floats], hip: tuple[Floats, Floats]
) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """The wider outcome at least as high as the hip, and a group where the equations cross: see `hazard.chances`."""
    low, high = np.maximum(wider[0], hip[0]), np.maximum(wider[1], hip[1])
    beyond = (wider[0] < hip[0]) & met("beyond_counting", hip[0])
    if not beyond.any():
        return (low, high), hip
    from_there = threshold("beyond_counting").value
    hip_ends = np.where(beyond, from_there, hip[0]), np.where(beyond, 100.0, hip[1])
    return (np.where(beyond, from_there, low), np.where(beyond, 100.0, high)), hip_ends


def _very_old(age: Floats) -> Bools:
    return met("models_5_years_from_age", age)


def _garvan(known: Known, columns: Chances, status: Ints) -> Bools:
    people = known.people
    score = _hip_score(known, status, NECK, reference=TScoreReference.MEN)
    least_falls, most_falls = people.ask(_falls, people.of("falls_12_months"))
    rows = _scored(status)
    sex = people.rows_with("sex", Sex.MALE)[rows].astype(np.intp)
    age, t_score = people.numbers("age_years")[rows], score[rows]
    ends = [(known.breaks.since_50[end][rows], falls[rows]) for end, falls in enumerate((least_falls, most_falls))]
    found: dict[tuple[object, int], tuple[Floats, Floats]] = {}
    any_kind, hip_kind = garvan.OUTCOMES
    for place, years in enumerate(garvan.YEARS):
        horizon = np.full(len(rows), place, dtype=np.intp)
        (any_low, hip_low), (any_high, hip_high) = (
            garvan.chances_of(sex, horizon, np.stack([age, t_score, *end])) for end in ends
        )
        both = _guarded((any_low, any_high), (hip_low, hip_high))
        for kind, percents in zip((any_kind, hip_kind), both, strict=True):
            if place:  # in the very old the shorter time alone
                percents = tuple(np.where(_very_old(age), np.nan, percent) for percent in percents)  # type: ignore[assignment]
            found[kind, years] = percents
    _write(known, columns, rows, found)
    return np.zeros(people.count, dtype=np.bool_)


def _falls(on: date, falls: Read) -> tuple[float, ...]:
    risks = risks_of(("falls_12_months",), (falls,), on)
    fitting = garvan.falls_that_fit(risks)
    return min(fitting), max(fitting)


# Nobody's sum changes by these: each flag is yes as soon as one answer behind it is, so the answers can be asked apart.
_NOTHING = RiskFactors(
    fracture_since_50=Answer.NO,
    fracture_at_40_to_49=Answer.NO,
    fracture_before_40=Answer.NO,
    falls_12_months=0,
    care_home=Answer.NO,
    parent_hip_fracture=ParentHipFracture.NEITHER,
    parent_osteoporosis=Answer.NO,
    rheumatoid_arthritis=Answer.NO,
    conditions=Checklist(others=Answer.NO),
    medicines=Checklist(others=Answer.NO),
    glucocorticoids=GlucocorticoidUse.NEVER,
    hormone_therapy=HormoneTherapy.NONE,
)
_BEHIND_FLAGS = (
    "falls_12_months",
    "care_home",
    "parent_hip_fracture",
    "parent_osteoporosis",
    "rheumatoid_arthritis",
    "glucocorticoids",
    "hormone_therapy",
)


def _flags(field: str) -> Callable[..., tuple[float, ...]]:
    """The flags that one answer makes sure and possible, as bits."""

    def bits(on: date, told: Read) -> tuple[float, ...]:
        given = getattr(risks_of((field,), (told,), on), field)
        risks = replace(_NOTHING, **{field: given})
        answers = qfracture.flags_of(Inputs(person=Person(), risks=risks, average_t_score={}))
        fitting = [options(answers[name][0]) for name in qfracture.flag_names()]
        sure, possible = (sum(1 << bit for bit, ends in enumerate(fitting) if end(ends)) for end in (min, max))
        return sure, possible

    return bits


_FLAGS_OF = {field: _flags(field) for field in (*_BEHIND_FLAGS, "conditions", "medicines")}


def _bits(people: People) -> tuple[Ints, Ints]:
    """For every row the flags that are there, and those that may be."""
    sure = possible = np.zeros(people.count, dtype=np.intp)
    for field in _BEHIND_FLAGS:
        bits = people.ask(_FLAGS_OF[field], people.of(field))
        sure, possible = sure | bits[0].astype(np.intp), possible | bits[1].astype(np.intp)
    for field in ("conditions", "medicines"):
        one, other = _bits_of_ticks(people, people.of(field), _FLAGS_OF[field])
        sure, possible = sure | one, possible | other
    return sure, possible


def _bits_of_ticks(people: People, cells: Cells, rule: Callable[..., tuple[float, ...]]) -> tuple[Ints, Ints]:
    """The same for a list of ticks, tick by tick: there are many lists, and few ticks."""
    known: dict[Read, tuple[int, int]] = {}

    def of(value: Read) -> tuple[int, int]:
        if value not in known:
            sure, possible = rule(people.on, value)
            known[value] = int(sure), int(possible)
        return known[value]

    found = []
    for value in cells.values:
        sure = possible = 0
        for part in ((tick,) for tick in value) if isinstance(value, tuple) else (None,):
            one, other = of(part)
            sure, possible = sure | one, possible | other
        found.append((sure, possible))
    both = np.array(found, dtype=np.intp)
    return both[:, 0][cells.codes], both[:, 1][cells.codes]


def _qfracture(known: Known, columns: Chances, status: Ints) -> Bools:
    people = known.people
    height, weight = people.numbers("height_cm"), people.numbers("weight_kg")
    bmi = np.round(weight / (height / 100) ** 2, 6)
    _put(status, np.isnan(bmi), "model_needs_bmi")
    lowest, highest = whole(QFracture).accepts.bmi_kg_m2
    _put(status, ~((bmi >= lowest) & (bmi <= highest)), "model_bmi_outside")
    age = people.numbers("age_years")
    rows = _scored(status)
    sure, possible = _bits(people)
    bit = qfracture.flag_names().index("b_fracture4")
    broke_low, broke_high = (end.astype(np.intp) << bit for end in known.breaks.of_qfracture)
    codes = {}
    for name, rule, behind in _CODED:
        cases = people.memory.sets(rule, *(people.where_asked(column) for column in behind))
        codes[name] = cases[0][rows], cases[1]
    table = qfracture.OpenAnswers(
        male=people.rows_with("sex", Sex.MALE)[rows],
        age=age[rows].astype(np.intp),
        bmi=bmi[rows],
        codes=codes,
        sure=(sure | broke_low)[rows],
        possible=(possible | broke_high)[rows],
    )
    percents = qfracture.ranges(table, qfracture.YEARS)
    found: dict[tuple[object, int], tuple[Floats, Floats]] = {}
    for place, years in enumerate(qfracture.YEARS):
        wider, hip = ((percents[kind, place, 0], percents[kind, place, 1]) for kind in (0, 1))
        for kind, ends in zip(qfracture.OUTCOMES, _guarded(wider, hip), strict=True):
            if place:
                ends = tuple(np.where(_very_old(age[rows]), np.nan, end) for end in ends)  # type: ignore[assignment]
            found[kind, years] = ends
    _write(known, columns, rows, found)
    weighs = (status == code_of(columns.status)[SCORED]) & known.scan_weighs_more
    status[weighs] = code_of(columns.status)[SCORED_BUT["remark_scan_not_seen"]]
    return np.zeros(people.count, dtype=np.bool_)


def _smoking(on: date, *told: Read) -> tuple[float, ...]:
    names = ("smoking", "cigarettes_per_day")
    return qfracture.smoking_codes(risks_of(names, told, on))


@cache
def _kinds() -> tuple[str, ...]:
    return questions()["drinks_per_week"].item_keys


def _alcohol(on: date, *told: Read) -> tuple[float, ...]:
    drinks = {item: number for item, number in zip(_kinds(), told, strict=True) if isinstance(number, (int, float))}
    return qfracture.alcohol_codes(RiskFactors(drinks_per_week=drinks))


def _ethnic_group(on: date, group: Read) -> tuple[float, ...]:
    reading = whole(QFracture).our_reading
    return tuple(float(code) for code in reading.ethrisk[EthnicGroup(str(group or NOT_KNOWN))])


_CODED = (
    ("ethrisk", _ethnic_group, ("ethnic_group",)),
    ("smoke_cat", _smoking, ("smoking", "cigarettes_per_day")),
    ("alcohol_cat6", _alcohol, tuple(f"drinks_per_week.{kind}" for kind in _kinds())),
)


def _caroc(known: Known, columns: Chances, status: Ints) -> Bools:
    people, count = known.people, known.people.count
    score = _hip_score(known, status, NECK, reference=TScoreReference.WOMEN)
    steroids = people.ask(_steroids, *(people.where_asked(name) for name in _STEROIDS))
    rows = _scored(status)
    low_elsewhere, doubt = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    for site in known.sites:
        if site.site in {SPINE, TOTAL}:
            low_elsewhere |= site.counts & met("t_score_osteoporosis", site.t_score)
            doubt |= site.is_open
    ends = []
    for end in (0, 1):
        answers: dict[str, Any] = {factor: known.breaks.of_caroc[factor][end][rows] for factor in OF_CAROC}
        answers["prolonged_steroids"] = steroids[end][rows]
        answers["osteoporosis_at_spine_or_total_hip"] = (low_elsewhere | doubt if end else low_elsewhere)[rows]
        sex = np.array(caroc.SEXES)[people.rows_with("sex", Sex.MALE)[rows].astype(np.intp)]
        about = {"sex": sex, "age": people.numbers("age_years")[rows], "t_score": score[rows]}
        ends.append(caroc.categories(answers | about))
    edges = np.array([0, *whole(Caroc).percent_edges, 100], dtype=np.float64)
    [(kind, years)] = columns.given
    _write(known, columns, rows, {(kind, years): (edges[ends[0]], edges[ends[1] + 1])})
    highest = np.zeros(count, dtype=np.bool_)
    highest[rows] = ends[0] == caroc.Category.HIGH
    return highest


_STEROIDS = ("glucocorticoids", "glucocorticoid_dose_mg_per_day", "glucocorticoid_months")


def _steroids(on: date, *told: Read) -> tuple[float, ...]:
    risks = risks_of(_STEROIDS, told, on)
    inputs = Inputs(person=Person(), risks=risks, average_t_score={})
    fitting = options(caroc.answers_of(inputs)["prolonged_steroids"][0])
    return min(fitting), max(fitting)


def _index(known: Known, columns: Chances, status: Ints) -> Bools:
    people = known.people
    score = _hip_score(known, status, *fracture_index.SITES)
    weight = people.numbers("weight_kg")
    _put(status, np.isnan(weight), "weight_needed")
    ends = people.ask(_index_answers, *(people.where_asked(name) for name in _BEHIND_INDEX))
    rows = _scored(status)
    percents = []
    for end, by_edge in enumerate((False, True)):
        answers = {factor: ends[2 * place + end][rows] for place, factor in enumerate(_OF_INDEX)}
        answers["fracture_after_50"] = known.breaks.of_index[end][rows]
        about = {"age": people.numbers("age_years")[rows], "t_score": score[rows], "weight_kg": weight[rows]}
        found = fracture_index.risks(fracture_index.points(answers | about, edges_count_as_lower=by_edge))
        percents.append((found.non_vertebral_percent, found.hip_percent, found.vertebral_percent))
    given = zip(columns.given, zip(*percents, strict=True), strict=True)
    _write(known, columns, rows, {one: (low, high) for one, (low, high) in given})
    return np.zeros(people.count, dtype=np.bool_)


_BEHIND_INDEX = ("parent_hip_fracture", "mother_broke_hip_after_50", "smoking", "rises_from_chair")
_OF_INDEX = ("mother_hip_fracture", "current_smoker", "needs_arms")


def _index_answers(on: date, *told: Read) -> tuple[float, ...]:
    risks = risks_of(_BEHIND_INDEX, told, on)
    answers = fracture_index.answers_of(risks)
    fitting = [options(answers[factor][0]) for factor in _OF_INDEX]
    return tuple(end for one in fitting for end in (min(one), max(one)))


def _own_frax(known: Known, refused: _Refused) -> None:
    people, columns = known.people, known.results.columns
    status = refused.status(FRAX)
    percents = {kind: people.numbers(f"frax_{kind}_percent") for kind, _ in FRAX.given}
    _put(status, np.all([np.isnan(percent) for percent in percents.values()], axis=0), "frax_not_given")
    rows = _scored(status)
    for kind, years in FRAX.given:
        for name in FRAX.ends(kind, years):
            columns[name][rows] = percents[kind][rows]
    columns[FRAX.status] = status
