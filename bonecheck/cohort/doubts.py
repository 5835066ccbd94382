"""What is doubted of cells that are read all the same: what the form asks to look at again, and a sign that may be lost.

A table has no plus signs, so every score above zero may be one below it whose minus sign was lost. It is named where that
score counts, unless the bone density beside it shows that it is right.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa

from bonecheck.answers.check import Check
from bonecheck.answers.person import Person
from bonecheck.build import read_part
from bonecheck.cohort.cases import answers_of
from bonecheck.cohort.cells import Read
from bonecheck.cohort.columns import in_order
from bonecheck.cohort.gate import ASKED, TOLD, Gate
from bonecheck.cohort.people import People
from bonecheck.cohort.results import HELD, code_of
from bonecheck.cohort.scores import met
from bonecheck.cohort.sites import Site, has_number
from bonecheck.risk.columns import Bools
from bonecheck.scan.fit import reference_t_score
from bonecheck.scan.held import Held
from bonecheck.scan.score_choice import Score
from bonecheck.second_look import on_person

_COUNTS = {"t_score": Score.T_SCORE, "z_score": Score.Z_SCORE, "z_score_other_sex": Score.Z_SCORE}
_OF_PERSON = (
    ("menopausal_status", "premenopausal_doubtful_age"),
    ("menopausal_status", "early_menopause_doubtful_age"),
    ("periods_stopped_because", "no_pregnancy_fits"),
)
_BITS = 32  # codes that are told apart at a time; with the number of a row before them they fit into a whole number


@dataclass(slots=True)
class Doubts:
    """The doubts of a table: by code for all rows, and by row for those that were judged one by one."""

    count: int
    by_code: dict[tuple[str, str], Bools] = field(default_factory=dict)
    by_row: dict[int, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, column: str, key: str, rows: Bools) -> None:
        """Doubts this column in these rows."""
        if rows.any():
            self.by_code[column, key] = rows

    def texts(self) -> pa.Array:
        """All doubts of every row as codes, in the order of the columns; blank where there is none."""
        which, codes = np.zeros(self.count, dtype=np.int64), [*self.by_code]
        for place, rows in enumerate(self.by_code.values()):
            if place % _BITS == 0:
                which = pd.factorize(which)[0].astype(np.int64)
            which = which * 2 + rows
        places, kinds = pd.factorize(which)
        first = np.zeros(len(kinds), dtype=np.intp)
        first[places[::-1]] = np.arange(self.count)[::-1]
        told = [in_order(code for code in codes if self.by_code[code][row]) for row in first.tolist()]
        for row, found in self.by_row.items():
            places[row] = len(told)
            told.append(in_order(found))
        texts = pa.array([text or None for text in told], type=pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32)), texts).cast(pa.string())


def doubts(people: People, gate: Gate, sites: list[Site], scanned: Bools) -> Doubts:
    """What is doubted in every row, by the rules of `second_look` as columns."""
    found = Doubts(people.count)
    for (column, key), rows in zip(
        _OF_PERSON, people.ask(_of_person, *(people.of(name) for name in TOLD)), strict=True
    ):
        found.add(column, key, rows.astype(np.bool_))
    for site in sites:
        _of_site(people, gate, site, scanned, found)
    bmi = people.numbers("weight_kg") / (people.numbers("height_cm") / 100) ** 2
    found.add("weight_kg", "rare_bmi", met("bmi_unusually_low", bmi) | met("bmi_unusually_high", bmi))
    return found


def _of_person(on: date, *told: Read) -> tuple[float, ...]:
    person = read_part(Person, answers_of(TOLD, told), ASKED, today=on)
    keys = {remark.key for remark in on_person(person)}
    return tuple(key in keys for _, key in _OF_PERSON)


def _of_site(people: People, gate: Gate, site: Site, scanned: Bools, found: Doubts) -> None:
    for key, rows in _signs(people, gate, site, "t_score"):
        by_bmd = rows & (site.computed <= 0)
        found.add(key, "plus_or_minus_by_bmd", scanned & by_bmd)
        found.add(key, "plus_or_minus", scanned & rows & np.isnan(site.computed))
    t_score = f"{site.region}.t_score"
    for held in (Held.T_AND_BMD_CONFLICT, Held.T_AND_Z_CONFLICT):
        found.add(t_score, str(held), scanned & (site.conflict == HELD[held]))
    fits = scanned & (site.conflict == 0)
    found.add(t_score, "z_far_above_t", fits & site.z_too_good)
    found.add(t_score, "t_above_z", fits & site.t_above_z & ~site.z_too_good)
    for key, rows in _signs(people, gate, site, "z_score"):
        found.add(key, "plus_or_minus", scanned & rows)
    bmd = people.numbers(f"{site.region}.bmd_g_cm2")
    rare = met("bmd_unusually_low", bmd) | met("bmd_unusually_high", bmd)
    found.add(f"{site.region}.bmd_g_cm2", "rare_bmd", scanned & rare)
    if site.region == "lumbar_spine":
        measured = scanned & has_number(people, site.region)
        for held in (Held.ONE_VERTEBRA, Held.NO_VERTEBRA_NAMED):
            found.add("lumbar_spine.vertebrae", str(held), measured & (site.held == HELD[held]))


def _signs(people: People, gate: Gate, site: Site, score: str) -> Iterator[tuple[str, Bools]]:
    """The column of a score, and the rows in which it counts, is above zero, and has no plus sign."""
    name, scores = f"{site.region}.{score}", code_of("score")
    if people.has(name):
        counts = (gate.score == scores[_COUNTS[score]]) | (gate.score == scores[Score.UNDECIDED])
        yield name, counts & (people.numbers(name) > 0) & ~people.has_plus(name)


def doubts_of_one(people: People, row: int, check: Check, score: Score | None) -> list[tuple[str, str]]:
    """The same for one row, whose check has been made, from the remarks of the form; `score` is the one that counts."""
    found = [*people.remarks[row]]
    for measurement in check.dxa_report.measurements if check.dxa_report else ():
        for name, counting in _COUNTS.items():
            column, number = f"{measurement.region}.{name}", getattr(measurement, name)
            if (
                number is None
                or number <= 0
                or score not in {counting, Score.UNDECIDED}
                or people.has_plus(column)[row]
            ):
                continue
            fitting = None
            if counting is Score.T_SCORE and check.dxa_report is not None:
                fitting = reference_t_score(measurement, check.dxa_report.scanner_make, check.person.sex)
            if fitting is None or fitting <= 0:
                found.append((column, "plus_or_minus" if fitting is None else "plus_or_minus_by_bmd"))
    return found
