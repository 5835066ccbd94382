"""score_table(): many people at once, each as `assess()` would judge them."""

from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd

from bonecheck.answers.person import Answer, Sex
from bonecheck.assessment import core
from bonecheck.cohort.breaks import breaks
from bonecheck.cohort.cases import Memory
from bonecheck.cohort.chances import Known, chances
from bonecheck.cohort.columns import ID, column_in
from bonecheck.cohort.doubts import Doubts, doubts, doubts_of_one
from bonecheck.cohort.gate import Gate, gate
from bonecheck.cohort.headline import read_headline
from bonecheck.cohort.people import People
from bonecheck.cohort.results import BLANK, Results, code_of
from bonecheck.cohort.sites import read_sites, unusual
from bonecheck.risk.columns import Bools
from bonecheck.scan.score_choice import Why

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
    return Scorer(on).score(table)


class Scorer:
    """Scores one table after the other, and remembers what the rules said of cases, so that a long table costs less."""

    def __init__(self, on: date) -> None:
        self._memory = Memory(on)

    def score(self, table: pd.DataFrame) -> pd.DataFrame:
        """See `score_table`."""
        starts = [*range(0, len(table), BLOCK), len(table)] if len(table) else [0, 0]
        blocks = [_scored(table.iloc[start:end], self._memory) for start, end in pairwise(starts)]
        whole = blocks[0] if len(blocks) == 1 else pd.concat(blocks)
        whole.attrs = {
            "one_by_one": sum(block.attrs["one_by_one"] for block in blocks),
            "not_read": [str(name) for name in table.columns if column_in(str(name)) is None],
        }
        return whole


def _scored(table: pd.DataFrame, memory: Memory) -> pd.DataFrame:
    people, results = People(table, memory), Results(len(table))
    rare, doubted = people.problem_rows(), Doubts(0)
    if people.count:
        found, doubted = _by_columns(people, results)
        rare |= found
    rows = np.flatnonzero(rare).tolist()
    for row in rows:
        check = people.check(row)
        judged = core(check, on=memory.on)
        results.put(row, judged)
        doubted.by_row[row] = doubts_of_one(people, row, check, judged.choice.score if judged.choice else None)
    ids = table[ID] if [*table.columns].count(ID) == 1 else None
    scored = results.frame(table.index, ids, people.problem_texts(), doubted.texts())
    scored.attrs = {"one_by_one": len(rows)}
    return scored


def _by_columns(people: People, results: Results) -> tuple[Bools, Doubts]:
    """Fills the columns for all rows by the column rules, and gives the rows to be judged one by one, and all doubts."""
    blank = people.of("has_scan").codes == 0
    blank &= ~people.is_bad("has_scan")
    scanned = people.rows_with("has_scan", Answer.YES) | (blank & people.has_numbers)
    rare = people.rows_with("sex", Sex.BOTH) | np.any([*unusual(people, scanned)], axis=0)
    found = gate(people, scanned)
    rare |= scanned & found.before_birth
    reads = scanned & (found.score != BLANK)
    broken = breaks(people)
    sites = read_sites(people, found, reads)
    scan_weighs_more, either_way = read_headline(people, found, sites, reads, broken, results)
    rare |= either_way
    people.note_scan_problems(scanned, {site.region: site.computed for site in sites})
    columns = results.columns
    columns["score"] = np.where(scanned, found.score, BLANK).astype(np.int8)
    columns["why"] = np.where(scanned, found.why, BLANK).astype(np.int8)
    _without_a_scan(people, found, scanned, results)
    too_young_then = found.why == code_of("why")[Why.SCANNED_UNDER_20]
    people.leave_out_what_does_not_fit()
    chances(
        Known(
            people=people,
            gate=found,
            sites=sites,
            breaks=broken,
            scan_weighs_more=scan_weighs_more,
            has_scan=scanned & ~too_young_then,
            results=results,
        )
    )
    return np.asarray(rare), doubts(people, found, sites, scanned)


def _without_a_scan(people: People, found: Gate, scanned: Bools, results: Results) -> None:
    """Why there is no headline for those who have no scan to read: see `assessment._no_scan`."""
    names = code_of("result")
    no, not_at_hand = (people.rows_with("has_scan", answer) for answer in (Answer.NO, Answer.NOT_KNOWN))
    why = np.where(no, names["no_scan"], np.where(not_at_hand, names["scan_not_at_hand"], names["scan_not_said"]))
    whys = np.array([names[reason] for reason in code_of("why")])
    why = np.where(found.score == BLANK, whys[found.why], why)
    results.columns["result"] = np.where(scanned, results.columns["result"], why).astype(np.int8)
