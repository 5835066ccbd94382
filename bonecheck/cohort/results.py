"""What comes out, column by column, as codes and numbers: filled by the column rules and by the one-person rules alike."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from bonecheck.answers.as_given import REGIONS
from bonecheck.assessment import Core
from bonecheck.cohort.columns import BETWEEN, ID, MODELS, NAMES_A_RANGE, SCORED, SCORED_BUT, Chances, columns_out
from bonecheck.outcomes import Finding, NotAssessed
from bonecheck.risk.chance import ModelRisk
from bonecheck.risk.shown import as_shown
from bonecheck.scan.held import Held
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import SiteReading, score_of

PLACES = {region: place for place, region in enumerate(REGIONS)}
HELD = {str(held): number for number, held in enumerate(Held, start=1)}  # 0: not held
BLANK = -1


@cache
def code_of(column: str) -> Mapping[str, int]:
    """The number of each key of a column of codes."""
    dtype = columns_out()[column]
    assert isinstance(dtype, pd.CategoricalDtype)
    return {key: number for number, key in enumerate(dtype.categories)}


class Results:
    """The columns that come out. `deciding` is a bit for each region, `held` a number of `HELD` for each."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.columns: dict[str, npt.NDArray[Any]] = {}
        for name, dtype in columns_out().items():
            if isinstance(dtype, pd.CategoricalDtype):
                self.columns[name] = np.full(count, BLANK, dtype=np.int8)
            elif isinstance(dtype, np.dtype):
                self.columns[name] = np.full(count, np.nan if dtype.kind == "f" else 0, dtype=dtype)
        self.deciding = np.zeros(count, dtype=np.uint8)
        self.held = np.zeros((len(PLACES), count), dtype=np.int8)

    def put(self, row: int, found: Core) -> None:
        """What the one-person rules say of one row."""
        values: dict[str, Any] = dict.fromkeys(self.columns, None)
        score = found.choice.score if found.choice else None
        deciding = [site for site in found.sites if site.decides]
        values["score"], values["why"] = score, found.choice.why if found.choice else None
        if isinstance(found.headline, Finding):
            values["result"] = found.headline.key
        else:
            values["result"] = found.headline.reason
        if deciding and score is not None:
            values["value"] = score_of(deciding[0], score)
            values["is_estimated"] = is_estimated(deciding[0], score)
            if values["result"] in NAMES_A_RANGE:
                first = deciding[0]
                values["range"] = first.expected_range if score is Score.Z_SCORE else first.category
        self.deciding[row] = sum(1 << PLACES[site.region] for site in deciding)
        self.held[:, row] = 0
        for site in found.sites:
            if site.held is not None:
                self.held[PLACES[site.region], row] = HELD[site.held]
        for columns, model in zip(MODELS, found.models, strict=True):
            values |= _of_model(columns, model)
        for name, column in self.columns.items():
            if column.dtype == np.int8:
                column[row] = BLANK if values[name] is None else code_of(name)[values[name]]
            else:
                column[row] = (np.nan if column.dtype.kind == "f" else False) if values[name] is None else values[name]

    def frame(
        self, index: pd.Index, ids: pd.Series | None, problems: Iterable[tuple[int, str]], doubts: pa.Array
    ) -> pd.DataFrame:
        """The columns as a table, in the order of `columns_out()`."""
        made: dict[str, Any] = {}
        texts = {
            "deciding_site": self._deciding(),
            "held": self._held(),
            "problems": _sparse(self.count, problems),
            "doubts": doubts,
        }
        for name, dtype in columns_out().items():
            if name == ID:
                made[name] = pd.array([pd.NA] * self.count, dtype=dtype) if ids is None else _texts(ids)
            elif name in texts:
                made[name] = pd.StringDtype().__from_arrow__(texts[name])
            elif isinstance(dtype, pd.CategoricalDtype):
                made[name] = pd.Categorical.from_codes(self.columns[name], dtype=dtype, validate=False)
            else:
                made[name] = self.columns[name]
        return pd.DataFrame(made, index=index, copy=False)

    def _deciding(self) -> pa.Array:
        codes = pa.array(self.deciding.astype(np.int16), mask=self.deciding == 0)
        return pa.DictionaryArray.from_arrays(codes, _site_texts()).cast(pa.string())

    def _held(self) -> pa.Array:
        rows = np.flatnonzero(self.held.any(axis=0))
        key = np.zeros(len(rows), dtype=np.int64)
        for held in self.held:
            key = key * (len(HELD) + 1) + held[rows]
        which, _ = pd.factorize(key)
        _, first = np.unique(which, return_index=True)
        cases = self.held[:, rows[first]]
        keys, regions = ["", *HELD], [*PLACES]
        told = [
            BETWEEN.join(f"{region}:{keys[held]}" for region, held in zip(regions, case, strict=True) if held)
            for case in cases.T.tolist()
        ]
        return _sparse(self.count, zip(rows.tolist(), (told[case] for case in which.tolist()), strict=True))


def is_estimated(site: SiteReading, score: Score) -> bool:
    """Whether the score that counts is not printed but worked out from the bone density."""
    return site.z_is_estimated if score is Score.Z_SCORE else site.t_is_estimated


def _of_model(columns: Chances, found: ModelRisk | NotAssessed) -> dict[str, Any]:
    if isinstance(found, NotAssessed):
        return {columns.status: found.reason}
    notes = (SCORED_BUT[remark.key] for remark in found.remarks if remark.key in SCORED_BUT)
    values: dict[str, Any] = {columns.status: next(notes, SCORED)}
    for kind, years in columns.given:
        if (chance := found.chance(kind, years)) is not None:
            shown = as_shown(chance).you
            values |= dict(zip(columns.ends(kind, years), (shown.low, shown.high), strict=True))
    return values


@cache
def _site_texts() -> pa.Array:
    """The regions of each set of bits, as text."""
    return pa.array(
        [
            BETWEEN.join(region for region, place in PLACES.items() if bits >> place & 1)
            for bits in range(1 << len(PLACES))
        ]
    )


def _sparse(count: int, told: Iterable[tuple[int, str]]) -> pa.Array:
    """A column of texts that is mostly blank."""
    found = dict(told)
    places = np.full(count, BLANK, dtype=np.int32)
    kinds = {text: number for number, text in enumerate(dict.fromkeys(found.values()))}
    if found:
        places[np.fromiter(found, dtype=np.intp)] = [kinds[text] for text in found.values()]
    codes = pa.array(places, mask=places == BLANK)
    return pa.DictionaryArray.from_arrays(codes, pa.array([*kinds], type=pa.string())).cast(pa.string())


def _texts(ids: pd.Series) -> Any:
    return ids.astype(pd.StringDtype()).array
