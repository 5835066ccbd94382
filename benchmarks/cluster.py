"""Workers of Dask on this machine: two beside one, and what is lost when one of them is killed."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
from distributed import Client

from benchmarks.cohort import people_file
from benchmarks.figures import Figure, Section
from benchmarks.repeats import Repeats
from bonecheck.cohort.cluster import score_file_on_cluster, workers_here
from bonecheck.cohort.files import score_file

PEOPLE, FEW, PART, TIMES, TIMES_S = 1_000_000, 200_000, 50_000, 3, 120
ON = date(2026, 11, 22)
AIM = 1.6  # times as fast with two workers
WAIT_S = 0.02


def workers() -> Section:
    """The same Parquet file by one worker and by two in turn; the workers stand ready, so that no start is in it."""
    wall: dict[int, list[float]] = {1: [], 2: []}
    worked: dict[int, list[float]] = {1: [], 2: []}
    with TemporaryDirectory() as folder:
        file = people_file(Path(folder), PEOPLE, "parquet")
        warm = people_file(Path(folder), PART * 4, "parquet")
        with _ready(1, warm) as one, _ready(2, warm) as two:
            for _ in (repeats := Repeats(TIMES, TIMES_S)):
                for count, cluster in ((1, one), (2, two)):
                    seconds, processor = _run(file, cluster)
                    wall[count].append(seconds)
                    worked[count].append(processor)
    figures = (
        Figure(
            what="two workers, by the clock",
            value=median(wall[2]),
            unit="s",
            beside="one worker",
            beside_value=median(wall[1]),
            at_most=round(1 / AIM, 3),
            repeats=repeats,
        ),
        Figure(
            what="two workers, time of processors",
            value=median(worked[2]),
            unit="s",
            beside="one worker",
            beside_value=median(worked[1]),
            repeats=repeats,
        ),
    )
    return Section(title=f"Dask, {PEOPLE:,} people from Parquet: seconds, median of {TIMES}", figures=figures)


def killed() -> Section:
    """The rows that are not those of the local run, after one of two workers was killed in the middle."""
    with TemporaryDirectory() as folder:
        file, out = people_file(Path(folder), FEW, "csv"), Path(folder, "out")
        score_file(file, Path(folder, "local"), on=ON, rows=PART // 4, shows_progress=False)
        with workers_here(2, locked=False) as cluster, Client(cluster) as client:
            run = threading.Thread(target=_score, args=(file, out, cluster.scheduler_address, PART // 4))
            run.start()
            while run.is_alive() and not [*out.glob("part-*")]:
                time.sleep(WAIT_S)
            os.kill(client.run(os.getpid).popitem()[1], signal.SIGKILL)
            run.join()
        written = {part.name: part.read_bytes() for part in out.glob("part-*")}
        wanted = {part.name: part.read_bytes() for part in Path(folder, "local").glob("part-*")}
        same = sum(rows.count(b"\n") - 1 for name, rows in written.items() if wanted.get(name) == rows)
    figure = Figure(
        what="rows lost, doubled or changed",
        value=abs(FEW - same),
        unit="",
        beside="rows in",
        beside_value=FEW,
        at_most=0.0,
    )
    return Section(title="Dask, a worker killed in the middle", figures=(figure,))


@contextmanager
def _ready(count: int, warm: Path) -> Iterator[str]:
    """The address of so many workers that have scored something before."""
    with workers_here(count, locked=False) as cluster:
        _run(warm, cluster.scheduler_address)
        yield cluster.scheduler_address


def _run(file: Path, scheduler: str) -> tuple[float, float]:
    """Seconds by the clock, and of the processors in all workers."""
    out = file.with_suffix(".out")
    with Client(scheduler) as client:
        processes = [psutil.Process(number) for number in client.run(os.getpid).values()]
        began, worked = time.perf_counter(), _processor_s(processes)
        _score(file, out, scheduler, PART)
        taken = time.perf_counter() - began, _processor_s(processes) - worked
    shutil.rmtree(out)
    return taken


def _score(file: Path, out: Path, scheduler: str, rows: int) -> None:
    score_file_on_cluster(file, out, on=ON, scheduler=scheduler, rows=rows, shows_progress=False)


def _processor_s(processes: list[psutil.Process]) -> float:
    return float(sum(sum(process.cpu_times()[:2]) for process in processes))
