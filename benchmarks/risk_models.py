"""The fracture-risk models: QFracture on a million people at once, and what one person costs."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from statistics import median
from typing import Any

import numpy as np

from benchmarks import people, piecewise
from benchmarks.figures import Figure, Section
from benchmarks.fresh import printed
from benchmarks.plain_qfracture import risk_percent
from benchmarks.repeats import Repeats
from bonecheck import assess
from bonecheck.answers.dxa_report import SkeletalSite
from bonecheck.answers.risk_factors import RiskFactors
from bonecheck.answers.samples import sample
from bonecheck.evidence.library import model
from bonecheck.risk.models import models_for, qfracture
from bonecheck.risk.models.inputs import Inputs

PEOPLE, SLICE, TIMES, TIMES_S = 1_000_000, 20_000, 5, 60
EVALUATIONS = 2  # of one person: both outcomes are always computed
AGREEMENT = 1e-10
# The original program on one core of this kind of machine, measured once. The optimised one is our aim.
C_OPTIMISED, C_AS_SHIPPED = 12.0, 6.0  # million evaluations a second
LONG, LONGER = 1_000_000, 4_000_000
CALLS, BAR_US = 500, 1000.0


def tables() -> Section:
    """Speed on a table of a million people, beside the plain loop on a slice of it, once both agree."""
    table = people.table(PEOPLE)
    rows = people.rows(table, SLICE)
    _check_agreement(table, rows)
    with one_core():
        speed, repeats = _million_a_second(PEOPLE, lambda: qfracture.risks(table))
        loop, _ = _million_a_second(SLICE, lambda: _plain_loop(rows))
    figures = [
        Figure(
            what="qfracture.risks()",
            value=speed,
            unit="M/s",
            beside=beside,
            beside_value=beside_speed,
            repeats=repeats,
        )
        for beside, beside_speed in {
            f"plain loop on {SLICE:,}": loop,
            "C optimised, our aim": C_OPTIMISED,
            "C as shipped": C_AS_SHIPPED,
        }.items()
    ]
    return Section(
        title=f"QFracture, {PEOPLE:,} people on one core: million evaluations a second of processor time, median of {TIMES}\n"
        "(one evaluation is one outcome for one person, both outcomes are computed; C was measured earlier)",
        figures=tuple(figures),
    )


def limits() -> Section:
    """Where that time goes: its larger parts, each alone on as many values."""
    table = people.table(PEOPLE)
    flags = [table[flag] for flag in model("qfracture_2012")["flags"]]
    chunks = [slice(start, start + qfracture.CHUNK) for start in range(0, PEOPLE, qfracture.CHUNK)]
    values, sums = np.linspace(-8.0, 0.0, qfracture.CHUNK), np.linspace(-1.0, 1.0, 512)
    index = np.arange(qfracture.CHUNK) * 7919 % len(sums)  # jumps about

    def exponentials() -> None:
        for _ in range(len(chunks) * EVALUATIONS * 2):
            np.exp(values)

    def look_ups() -> None:
        for _ in range(len(chunks) * EVALUATIONS * 9):
            sums.take(index)

    def flags_packed() -> None:
        for rows in chunks:
            bits = np.zeros(len(flags[0][rows]), dtype=np.uint8)
            for position, flag in enumerate(flags):
                bits |= (flag[rows] != 0).view(np.uint8) << np.uint8(position % 8)

    parts = {
        "np.exp alone, 2 per evaluation": exponentials,
        "look-ups alone, 9 per evaluation": look_ups,
        f"packing of the {len(flags)} flags alone": flags_packed,
    }
    with one_core():
        whole, _ = _seconds(lambda: qfracture.risks(table), Repeats(TIMES, TIMES_S))
        figures = []
        for what, part in parts.items():
            seconds, repeats = _seconds(part, Repeats(TIMES, TIMES_S))
            figures.append(
                Figure(
                    what=what,
                    value=seconds * 1e3,
                    unit="ms",
                    beside="qfracture.risks()",
                    beside_value=whole * 1e3,
                    repeats=repeats,
                )
            )
    return Section(
        title="What limits it: no single part; what is left are range checks and sums, one pass over an array each",
        figures=tuple(figures),
    )


def memory() -> Section:
    """Peak memory of a fresh interpreter that reads a table in pieces, short and four times as long."""
    figure = Figure(
        what=f"{LONGER:,} people",
        value=_peak_mb(LONGER),
        unit="MB",
        beside=f"{LONG:,} people",
        beside_value=_peak_mb(LONG),
    )
    return Section(title=f"QFracture, peak memory of a table read {piecewise.ROWS:,} rows at a time", figures=(figure,))


def one_person() -> Section:
    """Processor time for one person. A further model is one more line in `calls`."""
    one = people.table(1)
    answered, nothing_known = _inputs(sample("maria").check.risk_factors), _inputs(RiskFactors())
    calls: dict[str, Callable[[], object]] = {
        "qfracture.risks(), both outcomes": lambda: qfracture.risks(one),
        "all models, questions answered": lambda: models_for(answered),
        "all models, nothing known": lambda: models_for(nothing_known),
    }
    figures = []
    for what, call in calls.items():
        seconds, repeats = _seconds(call, Repeats(CALLS))
        figures.append(
            Figure(
                what=what,
                value=seconds * 1e6,
                unit="µs",
                beside="the bar",
                beside_value=BAR_US,
                at_most=1,
                repeats=repeats,
            )
        )
    return Section(title=f"Fracture risk of one person, processor time, median of {CALLS}", figures=tuple(figures))


def _inputs(risks: RiskFactors) -> Inputs:
    """A woman of an age at which every model answers, with a scan."""
    check = replace(sample("maria").check, person=replace(sample("maria").check.person, age_years=70))
    report = assess(check, on=date(2026, 11, 22))
    return Inputs(
        person=check.person,
        risks=risks,
        sites=report.sites,
        score=report.score,
        has_scan=check.has_scan,
        average_t_score={SkeletalSite.FEMORAL_NECK: -1.7},
    )


def _plain_loop(rows: list[dict[str, Any]]) -> dict[str, list[float]]:
    return {
        outcome: [risk_percent(equations[person["sex"]], person) for person in rows]
        for outcome, equations in model("qfracture_2012")["models"].items()
    }


def _check_agreement(table: people.Table, rows: list[dict[str, Any]]) -> None:
    """Raises where the table and the plain loop differ."""
    found = qfracture.risks(table)
    for outcome, expected in _plain_loop(rows).items():
        np.testing.assert_allclose(getattr(found, f"{outcome}_percent")[: len(rows)], expected, rtol=AGREEMENT)


def _million_a_second(count: int, call: Callable[[], object]) -> tuple[float, Repeats]:
    seconds, repeats = _seconds(call, Repeats(TIMES, TIMES_S))
    return count * EVALUATIONS / seconds / 1e6, repeats


def _seconds(call: Callable[[], object], repeats: Repeats) -> tuple[float, Repeats]:
    """Median processor time of a call, after one to warm up, and how often it was repeated."""
    call()
    taken = []
    for _ in repeats:
        started = time.thread_time()
        call()
        taken.append(time.thread_time() - started)
    return median(taken), repeats


@contextmanager
def one_core() -> Iterator[None]:
    """Stays on one core until the block ends, where the system can be asked for that."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def _peak_mb(count: int) -> float:
    [peak] = printed("benchmarks.piecewise", count)
    return peak
