"""What broken bones mean for headline and models, as columns: the one-person rules asked once for each different case."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from bonecheck.answers.person import Answer, Person
from bonecheck.answers.questions import questions
from bonecheck.build import read_part
from bonecheck.cohort.cases import answers_of, as_case, coded, risks_of
from bonecheck.cohort.cells import Read
from bonecheck.cohort.people import People
from bonecheck.risk.columns import Bools, Floats
from bonecheck.risk.models import caroc, fracture_index, garvan, qfracture
from bonecheck.risk.models.inputs import Inputs, break_weighs_more, may_have_broken_now, options
from bonecheck.scan.fractures import FractureLevel, fracture_level, may_be_hip_or_spine, open_fracture_question
from bonecheck.second_look import with_old_breaks

_ASKED = (
    "fracture_since_50",
    "fracture_sites",
    "fracture_count",
    "fracture_at_40_to_49",
    "fracture_sites_at_40_to_49",
    "fracture_count_at_40_to_49",
    "fracture_before_40",
    "fracture_sites_before_40",
    "fracture_count_before_40",
    "last_fracture",
    "warning_signs",
)
OF_CAROC = ("fracture_after_40", "spine_or_hip_fracture", "several_fractures")
_WEIGHS = {Answer.NO: 0, Answer.YES: 1, Answer.NOT_KNOWN: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaks:
    """For every row: whether hip or spine broke, or may have, or any bone may have; what the models make of breaks, at least and at most."""

    major: Bools
    broke: Bools
    may_be: Bools
    sign: Bools
    weighs_more: Floats  # 1 yes, 2 not known
    since_50: tuple[Floats, Floats]
    of_caroc: dict[str, tuple[Floats, Floats]]
    of_index: tuple[Floats, Floats]
    of_qfracture: tuple[Floats, Floats]


def breaks(people: People) -> Breaks:
    """The breaks of every row."""
    columns = [as_case(coded(people.of("age_years")), _like_age), *(people.where_asked(name) for name in _ASKED)]
    major, broke, may_be, sign, weighs, *ends = people.ask(_facts, *columns)
    pairs = list(zip(ends[::2], ends[1::2], strict=True))
    return Breaks(
        major=major.astype(np.bool_),
        broke=broke.astype(np.bool_),
        may_be=may_be.astype(np.bool_),
        sign=sign.astype(np.bool_),
        weighs_more=weighs,
        since_50=pairs[0],
        of_caroc=dict(zip(OF_CAROC, pairs[1:4], strict=True)),
        of_index=pairs[4],
        of_qfracture=pairs[5],
    )


def _like_age(age: Read) -> Read:
    """The youngest age of which the same is asked: what was told of breaks hangs on these limits alone."""
    return max((limit for limit in _limits() if limit <= age), default=1) if isinstance(age, int) else None


@cache
def _limits() -> frozenset[int]:
    """The ages at which a question on breaks begins or ends."""
    rules = [rule.get("age_years", {}) for name in _ASKED for rule in questions()[name].asked_if]
    return frozenset(int(limit) for rule in rules for limit in rule.values())


def _facts(on: date, age: Read, *told: Read) -> tuple[float, ...]:
    names = ("age_years", *_ASKED)
    person = read_part(Person, answers_of(names, (age, *told)), ("age_years",), today=on)
    risks = with_old_breaks(person, risks_of(names, (age, *told), on))
    inputs = Inputs(person=person, risks=risks, average_t_score={})
    of_caroc = caroc.answers_of(inputs)
    counted = [
        garvan.fractures_since_50(risks),
        *(options(of_caroc[factor][0]) for factor in OF_CAROC),
        options(fracture_index.answers_of(risks)["fracture_after_50"][0]),
        options(qfracture.broke_a_major_bone(inputs)[0]),
    ]
    return (
        fracture_level(risks) is FractureLevel.MAJOR,
        may_be_hip_or_spine(risks),
        bool(risks.warning_signs and risks.warning_signs.ticked)
        or open_fracture_question(person, risks) is not None
        or fracture_level(risks) is not FractureLevel.NONE,
        may_have_broken_now(risks),
        _WEIGHS[break_weighs_more(inputs)],
        *(end for fitting in counted for end in (min(fitting), max(fitting))),
    )
