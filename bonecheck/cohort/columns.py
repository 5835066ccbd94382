"""The columns of a table of people, in and out: the one description for a CSV template, a Parquet file and a class.

In: `id`, then the keys of a saved check's answers; each may be missing, and a blank is "not told". Numbers are in the
unit that the name says, with a decimal point. A list of ticks is one cell, `hip;wrist`, with `none` or `not_known` as
on the page. Out: codes, numbers and keys, no words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from bonecheck.answers.as_given import REGIONS, SCORES
from bonecheck.answers.questions import Question, question_of, questions
from bonecheck.risk.chance import WITHHOLD, FractureKind
from bonecheck.risk.models import caroc, fracture_index, garvan, own_frax, qfracture
from bonecheck.scan.densitometry import BmdCategory, ExpectedRange
from bonecheck.scan.held import Held
from bonecheck.scan.score_choice import Score, Why

ID = "id"
BETWEEN = ";"  # several keys in one cell
_ELSEWHERE = {"earlier_scans", "meals", "plan"}  # parts of the questions that no column holds


@dataclass(frozen=True, slots=True)
class Column:
    """A column of people's answers. `kind` is that of its question, or "text" for the label of a row."""

    name: str
    kind: str

    @property
    def question(self) -> Question:
        """What it answers."""
        return question_of(self.name)

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers; a choice between numbers is read as a choice."""
        return self.kind in {"whole_number", "number", "counts"}

    @property
    def dtype(self) -> str:
        """How pandas best holds it; score_table also reads it as it comes from a CSV."""
        if self.kind == "whole_number":
            return "Int64"
        return "float64" if self.is_number else "string" if self.name == ID else "category"


@cache
def columns_in() -> tuple[Column, ...]:
    """Every column that is read, `id` first, in the order of the questions."""
    return (Column(ID, "text"), *_answer_columns())


@cache
def column_in(name: str) -> Column | None:
    """The column of this name; None if it is not one that is read."""
    return next((column for column in columns_in() if column.name == name), None)


def in_order(codes: Iterable[tuple[str, str]]) -> str:
    """What is said of the cells of a row, column and key, as one text in the order of the columns."""
    told = sorted(dict.fromkeys(codes), key=lambda code: _places().get(code[0], len(_places())))
    return BETWEEN.join(f"{column}:{key}" for column, key in told)


@cache
def _places() -> dict[str, int]:
    return {column.name: place for place, column in enumerate(columns_in())}


def _answer_columns() -> Iterator[Column]:
    for question in questions().values():
        if question.part in _ELSEWHERE or question.part == "scan_site" or question.kind in {"gate", "joined"}:
            continue
        if question.kind == "counts":
            yield from (Column(f"{question.key}.{item}", "counts") for item in question.item_keys)
        else:
            yield Column(question.key, question.kind)
        if question.key == "scan_date":
            yield from _site_columns()


def _site_columns() -> Iterator[Column]:
    for region in REGIONS:
        yield from (Column(f"{region}.{score}", questions()[score].kind) for score in SCORES)
        if region == "lumbar_spine":
            yield from (Column(f"{region}.{key}", questions()[key].kind) for key in ("vertebrae", "vertebrae_other"))


# ---------------------------------------------------------------- out


@dataclass(frozen=True, slots=True)
class Chances:
    """The columns of one model: what became of it, and the chances it gives [percent], least and greatest."""

    model: str
    short: str
    given: tuple[tuple[FractureKind, int], ...]

    @property
    def status(self) -> str:
        """The column that says whether the model speaks, or why not."""
        return f"{self.short}_status"

    def ends(self, kind: FractureKind, years: int) -> tuple[str, str]:
        """The columns of one chance: its least and its greatest value."""
        return tuple(f"{self.short}_{kind}_{years}y_{end}" for end in ("low", "high"))  # type: ignore[return-value]


MODELS = (
    Chances("garvan", "garvan", tuple((kind, years) for years in garvan.YEARS for kind in garvan.OUTCOMES)),
    Chances(
        "qfracture_2012", "qfracture", tuple((kind, years) for years in qfracture.YEARS for kind in qfracture.OUTCOMES)
    ),
    Chances("caroc_2010", "caroc", ((FractureKind.MAJOR, caroc.YEARS),)),
    Chances("fracture_index", "fracture_index", tuple((kind, fracture_index.YEARS) for kind in fracture_index.KINDS)),
    Chances("own_frax", "own_frax", ((FractureKind.MAJOR, own_frax.YEARS), (FractureKind.HIP, own_frax.YEARS))),
)

SCORED = "scored"
# A number that stands for less than it seems, since the model leaves out what weighs more.
SCORED_BUT = {note: f"{SCORED}_{note.removeprefix('remark_')}" for note in sorted(WITHHOLD)}
STATUSES = (
    SCORED,
    *SCORED_BUT.values(),
    "age_needed",
    "sex_needed",
    "made_for_one_sex",
    "model_for_women",
    "model_too_young",
    "model_too_old",
    "model_on_bone_medicine",
    "model_after_bone_medicine",
    "model_needs_scan",
    "model_t_score_not_in_use",
    "model_score_reads_high",
    "model_score_held",
    "model_needs_score_against_women",
    "model_needs_score_against_men",
    "model_needs_femoral_neck",
    "model_needs_hip",
    "model_needs_bmi",
    "model_bmi_outside",
    "weight_needed",
    "frax_not_made_for_age",
    "frax_not_given",
    "model_sign_of_a_break",
    "model_break_not_counted",
)
# What the headline says of the scan: its key, or why there is none.
RESULTS = (
    *(f"headline_t_{name}" for name in (*BmdCategory, "estimated", "fracture")),
    *(f"headline_z_{name}" for name in (*ExpectedRange, "estimated", "fracture", "does_not_fit")),
    "headline_far_above",
    "headline_forearm_alone",
    "headline_low_by_both",
    "fine_by_both",
    "no_scan",
    "scan_not_at_hand",
    "scan_not_said",
    "not_a_dxa",
    "no_usable_score",
    "no_usable_score_man",
    "no_z_score",
    "pregnancy_no_range",
    "references_differ",
    *(str(held) for held in Held),
    *(str(why) for why in Why),
)
# Headlines that name the range of the deciding site; the others say why it does not stand by itself.
NAMES_A_RANGE = frozenset(
    {
        *(f"headline_t_{name}" for name in (*BmdCategory, "estimated", "fracture")),
        *(f"headline_z_{name}" for name in (*ExpectedRange, "estimated")),
    }
)
RANGES = (*BmdCategory, *ExpectedRange)


@cache
def columns_out() -> dict[str, object]:
    """Every column that comes out, with the dtype that it always has.

    `result` is the key of the headline, or why the scan has none; `range` is blank unless that headline names one.
    `deciding_site`, `held` (site:reason), `problems` (column:problem, of a cell that was left out) and `doubts` (the same,
    of one that is kept but needs a look) may hold several, parted by ";". A status is
    "scored", "scored_" with what the model leaves out, or the reason why it says nothing. Chances are percents over the
    years in the name.
    """
    texts = dict.fromkeys(("deciding_site", "held", "problems", "doubts"), pd.StringDtype())
    return {
        ID: pd.StringDtype(),
        "score": code(Score),
        "why": code(Why),
        "result": code(RESULTS),
        "range": code(RANGES),
        "deciding_site": texts["deciding_site"],
        "value": np.dtype(np.float64),
        "is_estimated": np.dtype(np.bool_),
        "held": texts["held"],
        **{
            name: dtype
            for model in MODELS
            for name, dtype in (
                (model.status, code(STATUSES)),
                *((end, np.dtype(np.float32)) for given in model.given for end in model.ends(*given)),
            )
        },
        "problems": texts["problems"],
        "doubts": texts["doubts"],
    }


def code(keys: object) -> pd.CategoricalDtype:
    """A column of codes: one of these keys, or blank."""
    return pd.CategoricalDtype([str(key) for key in keys])  # type: ignore[attr-defined]
