"""Past one machine: the parts of a long table are scored by Dask's workers. The only module that knows Dask.

A part is the unit. A worker reads it, scores it, writes it under another name and renames it; here is noted what is whole. A
worker that dies loses at most its part, which another one makes again.
"""

import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import dask
from distributed import Client, KilledWorker, LocalCluster, WorkerPlugin, as_completed, get_worker

from bonecheck.cohort.files import ROWS, Summary, begun, progress, score_piece
from bonecheck.cohort.parts import Part, parts_of, read_part
from bonecheck.cohort.table import Scorer
from bonecheck.errors import ClusterError

_HOST = "127.0.0.1"
_WAIT_S = 30  # for a scheduler that is named, and for its first worker
_QUIET: dict[str, list[str]] = {  # pages of its own, which nobody asked for
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}


@dataclass(frozen=True, slots=True)
class _Job:
    """What a worker has to know of a run. Paths are whole, since a worker stands elsewhere."""

    source: Path
    out: Path
    on: date


def score_file_on_cluster(
    source: Path,
    out: Path,
    *,
    on: date,
    scheduler: str | None = None,
    workers: int | None = None,
    rows: int = ROWS,
    shows_progress: bool = True,
) -> Summary:
    """The same as `score_file`, with the same files, by the workers of a scheduler, or by so many of this machine.

    Raises `ClusterError` where there is no cluster that can do it.
    """
    table, folder = begun(source, out, on, rows)
    whole, missing, parts = Summary(not_read=table.not_read), [], parts_of(table)
    with progress(sum(part.rows for part in parts), shows_progress) as bar:
        for part in parts:
            if (found := folder.known(part.number)) is None:
                missing.append((part, folder.file(part.number).resolve()))
            else:
                whole.add(found)
                bar.update(found.rows)
        if missing:
            job = _Job(source.resolve(), out.resolve(), on)
            with workers_of(scheduler, workers) as client:
                for part, found in _scored(client, job, missing):
                    folder.note(part.number, found)
                    whole.add(found)
                    bar.update(found.rows)
    folder.close()
    whole.lines_in_cells, whole.first_of_them = table.lines_in_cells(whole.rows)
    return whole


@contextmanager
def workers_of(scheduler: str | None, workers: int | None) -> Iterator[Client]:
    """The workers of the scheduler that is named, or some of this machine that go at the end."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what went wrong is said once, as of every command
    with ExitStack() as opened:
        if scheduler is None:
            yield opened.enter_context(Client(opened.enter_context(workers_here(workers))))
            return
        try:
            client = opened.enter_context(Client(scheduler, timeout=_WAIT_S))
            client.wait_for_workers(1, timeout=_WAIT_S)
        except (OSError, ValueError) as error:
            raise ClusterError("cluster_not_reached", scheduler=scheduler, why=str(error)) from None
        yield client


@contextmanager
def workers_here(workers: int | None, *, locked: bool = True) -> Iterator[LocalCluster]:
    """So many workers on this machine, or one for each core; no other machine can reach them, and no page is served.

    A worker runs what it is sent. So they are `locked`: made for this run are the keys without which no other user of the
    machine reaches them either.
    """
    with dask.config.set(_QUIET):  # to the end, for workers that come in the place of one that died
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Port .* is already in use")  # of the page that is not served
            cluster = LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host=_HOST,
                protocol="tls" if locked else "tcp",
                security=locked or None,
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            )
        with cluster:
            cluster.scheduler.http_server.stop()
            yield cluster


def _scored(client: Client, job: _Job, missing: list[tuple[Part, Path]]) -> Iterator[tuple[Part, Summary]]:
    """Each part with what became of it, as it gets ready."""
    name = f"bonecheck {job.out}"
    client.register_plugin(_Scorers(job), name=name)
    try:
        futures = {client.submit(_score, name, part, file, pure=False): part for part, file in missing}
        for future, found in as_completed(futures, with_results=True):
            if not isinstance(found, Summary):  # the error of a future that nobody works on any more
                raise ClusterError("cluster_lost")
            yield futures[future], found
    except KilledWorker as error:
        raise ClusterError("cluster_worker_died", times=error.allowed_failures + 1) from None
    finally:
        if client.status == "running":
            client.unregister_worker_plugin(name)


class _Scorers(WorkerPlugin):  # type: ignore[misc]  # Dask has no types that we can rely on
    """Holds for each thread of a worker what it met of a run, until that run is over: see `Scorer`."""

    def __init__(self, job: _Job) -> None:
        self.job = job

    def setup(self, worker: object) -> None:
        """Begins with nothing."""
        self.kept = threading.local()

    def score(self, part: Part, file: Path) -> Summary:
        """Scores a part and writes it."""
        if not hasattr(self.kept, "scorer"):
            self.kept.scorer = Scorer(self.job.on)
        return score_piece(self.kept.scorer, read_part(self.job.source, part), file)


def _score(name: str, part: Part, file: Path) -> Summary:
    found: Summary = get_worker().plugins[name].score(part, file)
    return found
