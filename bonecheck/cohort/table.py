"""score_table(): many people at once, each as `assess()` would judge them."""

from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd

from bonecheck.assessment import core
from bonecheck.cohort.columns import ID, column_in
from bonecheck.cohort.people import People
from bonecheck.cohort.results import Results

BLOCK = 65_536  # rows worked on at a time: what is in hand stays small


def score_table(table: pd.DataFrame, *, on: date) -> pd.DataFrame:
    """Which score counts, the range, what is held and every model's chance, for every row.

    Parameters
    ----------
    table : DataFrame
        People by row, with columns of `columns_in()`; others are not read, and each may be missing. Without `has_scan`,
        a row with a number of a scan has one.
    on : date
        Today's date.

    Returns
    -------
    DataFrame
        The columns of `columns_out()`, one row for each row of `table`, in its order and with its index. A cell that
        cannot be used is a code in `problems`, and is left out as a person's wrong answer is: never read as "no".
        `attrs` holds how many rows went through the one-person rules, and the names of the columns that were not read.
    """
    starts = [*range(0, len(table), BLOCK), len(table)]
    blocks = [_scored(table.iloc[start:end], on) for start, end in pairwise(starts)] or [_scored(table, on)]
    whole = blocks[0] if len(blocks) == 1 else pd.concat(blocks)
    whole.attrs = {
        "one_by_one": sum(block.attrs["one_by_one"] for block in blocks),
        "not_read": [str(name) for name in table.columns if column_in(str(name)) is None],
    }
    return whole


def _scored(table: pd.DataFrame, on: date) -> pd.DataFrame:
    people, results = People(table, on), Results(len(table))
    rare = people.problem_rows()
    rare[:] = True
    rows = np.flatnonzero(rare).tolist()
    for row in rows:
        results.put(row, core(people.check(row), on=on))
    ids = table[ID] if [*table.columns].count(ID) == 1 else None
    scored = results.frame(table.index, ids, people.problem_texts())
    scored.attrs = {"one_by_one": len(rows)}
    return scored
