"""Many people at once: score_table() beside a plain loop of assess(), and the memory of the command on long files."""

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from benchmarks import cohort_people
from benchmarks.figures import Figure, Section
from benchmarks.fresh import printed
from benchmarks.repeats import Repeats
from benchmarks.risk_models import one_core
from bonecheck import assess
from bonecheck.cohort.cases import Memory
from bonecheck.cohort.people import People
from bonecheck.cohort.table import Scorer

PEOPLE, LOOP, TIMES, TIMES_S = 1_000_000, 2_000, 3, 90
LONGER, COMMAND = 4_000_000, 300_000
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


def command() -> Section:
    """The command on a file, from reading to writing, CSV beside Parquet: rows a second by the clock and of the processor."""
    wall: dict[str, list[float]] = {"csv": [], "parquet": []}
    worked: dict[str, list[float]] = {"csv": [], "parquet": []}
    with TemporaryDirectory() as folder:
        files = {ending: people_file(Path(folder), COMMAND, ending) for ending in wall}
        for number in (repeats := Repeats(TIMES, TIMES_S)):
            for ending, file in files.items():
                run = scored(file, Path(folder, f"{ending}.{number}"))
                wall[ending].append(COMMAND / run.wall_s / 1e3)
                worked[ending].append(COMMAND / run.processor_s / 1e3)
    figures = [
        Figure(
            what=f"CSV, {of}",
            value=median(speeds["csv"]),
            unit="k/s",
            beside="Parquet",
            beside_value=median(speeds["parquet"]),
            repeats=repeats,
        )
        for of, speeds in {"by the clock": wall, "of the processor": worked}.items()
    ]
    return Section(
        title=f"Cohort, the command on {COMMAND:,} people: thousand rows a second, median of {TIMES}",
        figures=tuple(figures),
    )


def memory() -> Section:
    """Peak memory of a fresh process that scores a file into a folder: Parquet, short and four times as long, and CSV."""
    with TemporaryDirectory() as folder:
        short, long, csv = (
            scored(people_file(Path(folder), count, ending), Path(folder, f"{ending}.{count}")).peak_mb
            for count, ending in ((PEOPLE, "parquet"), (LONGER, "parquet"), (PEOPLE, "csv"))
        )
    parquet = f"{PEOPLE:,} people, Parquet"
    figures = (
        Figure(
            what=f"{LONGER:,} people, Parquet", value=long, unit="MB", beside=parquet, beside_value=short, at_most=1.1
        ),
        Figure(what=f"{PEOPLE:,} people, CSV", value=csv, unit="MB", beside=parquet, beside_value=short),
    )
    return Section(title="Cohort, peak memory of the command", figures=figures)


def people_file(folder: Path, count: int, ending: str) -> Path:
    """So many people as a file."""
    file = folder / f"{count}.{ending}"
    schema = pa.Table.from_pandas(cohort_people.table(LOOP), preserve_index=False).schema
    with pq.ParquetWriter(file, schema) if ending == "parquet" else pa.csv.CSVWriter(file, _plain(schema)) as writer:
        for table in cohort_people.pieces(count):
            piece = pa.Table.from_pandas(table, schema=schema, preserve_index=False)
            writer.write_table(piece if ending == "parquet" else piece.cast(_plain(schema)))
    return file


def _plain(schema: pa.Schema) -> pa.Schema:
    """Without codes, which a CSV cannot hold."""
    return pa.schema(
        [pa.field(each.name, pa.string() if pa.types.is_dictionary(each.type) else each.type) for each in schema]
    )


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of the command took."""

    peak_mb: float
    wall_s: float
    processor_s: float


def scored(source: Path, out: Path) -> Run:
    """A run in a fresh process."""
    return Run(*printed("benchmarks.cohort_file", source, out))
