"""Many people at once: score_table() beside a plain loop of assess(), and the memory of the command on long files."""

import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks import cohort_people
from benchmarks.figures import Figure, Section
from benchmarks.repeats import Repeats
from benchmarks.risk_models import one_core
from benchmarks.servers import ROOT
from bonecheck import assess
from bonecheck.cohort.cases import Memory
from bonecheck.cohort.people import People
from bonecheck.cohort.table import Scorer

PEOPLE, LOOP, TIMES, TIMES_S = 1_000_000, 2_000, 3, 90
LONGER = 4_000_000
ON = date(2026, 11, 22)
AIM = 500.0  # thousand people a second


def tables() -> Section:
    """Speed on tables in memory, beside a plain loop over some of the same people, whose checks were made before."""
    first = cohort_people.table(LOOP)
    people = People(first, Memory(ON))
    checks = [people.check(row) for row in range(LOOP)]
    loops, speeds, repeats = [], [], Repeats(TIMES, TIMES_S)
    with one_core():
        for _ in repeats:
            scorer, seconds = Scorer(ON), 0.0
            for piece in cohort_people.pieces(PEOPLE):
                started = time.thread_time()
                scorer.score(piece)
                seconds += time.thread_time() - started
            speeds.append(PEOPLE / seconds / 1e3)
            started = time.thread_time()
            for check in checks:
                assess(check, on=ON)
            loops.append(LOOP / (time.thread_time() - started) / 1e3)
    figures = [
        Figure(
            what="score_table(), range and all models",
            value=median(speeds),
            unit="k/s",
            beside=beside,
            beside_value=beside_speed,
            repeats=repeats,
        )
        for beside, beside_speed in {f"assess() on {LOOP:,}": median(loops), "our aim": AIM}.items()
    ]
    return Section(
        title=f"Cohort, {PEOPLE:,} people on one core: thousand people a second of processor time, median of {TIMES}",
        figures=tuple(figures),
    )


def memory() -> Section:
    """Peak memory of a fresh process that scores a Parquet file into a folder, short and four times as long."""
    with TemporaryDirectory() as folder:
        source = Path(folder)
        figure = Figure(
            what=f"{LONGER:,} people",
            value=_peak_mb(source, LONGER),
            unit="MB",
            beside=f"{PEOPLE:,} people",
            beside_value=_peak_mb(source, PEOPLE),
            at_most=1.1,
        )
    return Section(title="Cohort, peak memory of the command on a Parquet file", figures=(figure,))


def _peak_mb(folder: Path, count: int) -> float:
    """A shell stands between, because a child would start with the peak of this large process as its own."""
    source = folder / f"{count}.parquet"
    schema = pa.Table.from_pandas(cohort_people.table(LOOP), preserve_index=False).schema
    with pq.ParquetWriter(source, schema) as file:
        for table in cohort_people.pieces(count):
            file.write_table(pa.Table.from_pandas(table, schema=schema, preserve_index=False))
    command = [sys.executable, "-m", "benchmarks.cohort_file", str(source), str(folder / f"{count}.out")]
    done = subprocess.run(
        ["sh", "-c", '"$@"; exit $?', "sh", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)
