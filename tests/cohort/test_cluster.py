"""Dask's workers write the same files as the local run, also when one of them is killed in the middle."""

import http.client
import os
import pickle
import signal
import sys
import threading
import urllib.request
from contextlib import suppress

import dask.dataframe as dd
import pandas as pd
import psutil
import pytest
from distributed import Client, KilledWorker, Security, WorkerPlugin
from distributed.client import FutureCancelledError

from bonecheck.__main__ import main
from bonecheck.cohort import cluster
from bonecheck.cohort.cluster import score_file_on_cluster, workers_here
from bonecheck.cohort.columns import columns_out
from bonecheck.cohort.files import score_file
from bonecheck.cohort.table import score_table
from bonecheck.errors import EvidenceError, ImplausibleValue, UnreadableFile
from tests.cohort.drawn import drawn
from tests.cohort.rows import table_of
from tests.cohort.spoilt import spoilt
from tests.people import TODAY

ON = ["--on", TODAY.isoformat()]
QUIETLY = {"on": TODAY, "rows": 60, "shows_progress": False}


@pytest.fixture(scope="module")
def scheduler():
    """The address of two workers."""
    with workers_here(2, locked=False) as two:
        yield two.scheduler_address


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A CSV of 250 people, and the folder that the local run makes of it."""
    folder = tmp_path_factory.mktemp("people")
    table_of(drawn(21, 250)).to_csv(folder / "in.csv", index=False)
    score_file(folder / "in.csv", folder / "local", **QUIETLY)
    return folder


def files_of(folder):
    """Everything that stands in a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_workers_write_the_same_files_as_the_local_run(scheduler, source, tmp_path):
    found = score_file_on_cluster(source / "in.csv", tmp_path / "out", scheduler=scheduler, **QUIETLY)
    assert files_of(tmp_path / "out") == files_of(source / "local")
    assert len(files_of(tmp_path / "out")) == 6  # five parts, and the note
    assert found == score_file(source / "in.csv", source / "local", **QUIETLY)


def test_either_goes_on_with_what_the_other_began(scheduler, source, tmp_path):
    out, wanted = tmp_path / "out", files_of(source / "local")
    score_file_on_cluster(source / "in.csv", out, scheduler=scheduler, **QUIETLY)
    kept = (out / "part-00001.csv").stat().st_mtime_ns
    for run in (score_file, score_file_on_cluster):
        (out / "part-00003.csv").unlink()
        run(source / "in.csv", out, **QUIETLY, **({} if run is score_file else {"scheduler": scheduler}))
        assert files_of(out) == wanted
    assert (out / "part-00001.csv").stat().st_mtime_ns == kept


def test_every_kind_of_bad_cell_goes_through_either_command_with_as_many_rows_out(scheduler, tmp_path, capsys):
    """A longer one by hand: `python -m tests.cohort.spoilt 100000 FILE.csv`."""
    (tmp_path / "in.csv").write_bytes(spoilt(400))
    for more in ([], ["--engine", "dask", "--scheduler", scheduler]):
        assert main(["cohort", str(tmp_path / "in.csv"), str(tmp_path / f"out{len(more)}"), *more, *ON]) == 0
        said = capsys.readouterr().err
        assert "Traceback" not in said
        assert any(line.startswith("400 rows, ") for line in said.splitlines())
    assert files_of(tmp_path / "out0") == files_of(tmp_path / "out4")
    found = pd.read_csv(tmp_path / "out0" / "part-00001.csv", dtype=str, keep_default_na=False)
    assert len(found) == 400
    codes = {code.rpartition(":")[2] for codes in found["problems"] if codes for code in codes.split(";")}
    assert {
        "too_many_cells",
        "not_an_option",
        "not_a_number",
        "decimal_comma",
        "unit_not_known",
        "out_of_range",
    } <= codes


class Trap(WorkerPlugin):
    """Whoever is about to finish a part for the first time stops there, names itself, and waits to be killed."""

    def __init__(self, part, note):
        self.part, self.note = part, note

    def setup(self, worker):
        real = os.replace

        def replace(half, whole):
            if os.fspath(whole) == self.part and not os.path.exists(self.note):
                with open(f"{self.note}.half", "w", encoding="utf-8") as note:
                    note.write(str(os.getpid()))
                real(note.name, self.note)
                threading.Event().wait()
            real(half, whole)

        os.replace = replace


def test_a_killed_worker_loses_nothing_and_writes_nothing_twice(scheduler, source, tmp_path):
    out, note = tmp_path / "out", tmp_path / "pid"
    with Client(scheduler) as client:
        client.register_plugin(Trap(str(out / "part-00002.csv"), str(note)), name="trap")
        before = {*client.run(os.getpid).values()}
        run = threading.Thread(
            target=score_file_on_cluster, args=(source / "in.csv", out), kwargs={**QUIETLY, "scheduler": scheduler}
        )
        run.start()
        while not note.exists():
            assert run.is_alive(), "the run ended before anything was killed"
            run.join(0.05)
        killed = int(note.read_text(encoding="utf-8"))
        assert not (out / "part-00002.csv").exists()
        os.kill(killed, signal.SIGKILL)
        run.join()
        client.unregister_worker_plugin("trap")
    assert killed in before
    assert files_of(out) == files_of(source / "local")  # nothing half-written either


def test_the_command_takes_its_own_workers_whom_nobody_else_can_reach(source, tmp_path, monkeypatch, capsys):
    """No other machine, no other user of this one without the keys, and no web page stands anywhere."""
    opened = []

    def watched(client, job, missing):
        processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
        with pytest.raises(OSError, match="certificate"):
            Client(client.scheduler.address, timeout=5, security=Security.temporary())
        opened.extend(c.laddr for p in processes for c in p.net_connections("inet") if c.status == psutil.CONN_LISTEN)
        assert [answer for answer in map(page_at, opened) if answer] == []
        return real(client, job, missing)

    real = cluster._scored
    monkeypatch.setattr(cluster, "_scored", watched)
    command = [
        "cohort",
        str(source / "in.csv"),
        str(tmp_path / "out.parquet"),
        "--engine",
        "dask",
        "--workers",
        "1",
        *ON,
    ]
    assert main(command) == 0
    assert {address.ip for address in opened} == {"127.0.0.1"}
    assert any(line.startswith("250 rows, ") for line in capsys.readouterr().err.splitlines())
    found, wanted = pd.read_parquet(tmp_path / "out.parquet"), pd.concat(map(pd.read_csv, parts(source / "local")))
    assert found["problems"].fillna("").tolist() == wanted["problems"].fillna("").tolist()


def parts(folder):
    return sorted(folder.glob("part-*"))


def page_at(address):
    """What a browser sees there."""
    for page in ("status", "health", "metrics"):
        with (
            suppress(OSError, http.client.HTTPException),  # a port on which Dask's own parts talk
            urllib.request.urlopen(f"http://{address.ip}:{address.port}/{page}", timeout=5) as answer,
        ):
            return answer.read()
    return b""


def test_a_frame_of_dask_is_scored_partition_by_partition_with_the_one_schema():
    people = table_of(drawn(22, 90))
    frame = dd.from_pandas(people, npartitions=3).map_partitions(score_table, on=TODAY, meta=columns_out())
    assert dict(frame.dtypes) == columns_out()
    found, wanted = frame.compute(scheduler="synchronous"), score_table(people, on=TODAY)
    pd.testing.assert_frame_equal(found, wanted)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nowhere", "what://x"])
def test_a_scheduler_that_is_not_there_ends_with_one_line(source, tmp_path, monkeypatch, capsys, address):
    monkeypatch.setattr(cluster, "_WAIT_S", 1)
    command = ["cohort", str(source / "in.csv"), str(tmp_path / "out"), "--engine", "dask", "--scheduler", address]
    assert main(command) == 2
    [line] = [line for line in capsys.readouterr().err.splitlines() if line.startswith("bonecheck: ")]
    assert address in line


def die(futures, with_results):
    raise KilledWorker("part", None, 3)


def go_away(futures, with_results):
    yield next(iter(futures)), FutureCancelledError("part", "scheduler-connection-lost")


@pytest.mark.parametrize(("gives_up", "said"), [(die, "4 workers died"), (go_away, "The scheduler is gone")])
def test_workers_that_give_up_end_the_run_with_one_line_and_the_next_run_goes_on(
    scheduler, source, tmp_path, monkeypatch, capsys, gives_up, said
):
    command = ["cohort", str(source / "in.csv"), str(tmp_path / "out"), "--engine", "dask", "--scheduler", scheduler]
    with monkeypatch.context() as patched:
        patched.setattr(cluster, "as_completed", gives_up)
        assert main([*command, *ON]) == 2
    [line] = [line for line in capsys.readouterr().err.splitlines() if line.startswith("bonecheck: ")]
    assert said in line
    assert "the same command goes on" in line
    assert main([*command, *ON]) == 0


def test_rows_that_cannot_be_given_to_workers_safely_are_refused_and_not_guessed(scheduler, tmp_path, capsys):
    file = tmp_path / "in.csv"
    file.write_bytes(b'id,sex\na "b,male\n"c" "\nd,"male\ne,female\n')
    ends = [main(["cohort", str(file), str(tmp_path / "out"), "--engine", "dask", "--scheduler", scheduler, *ON])]
    said = capsys.readouterr().err
    assert ends == [2]
    assert "Traceback" not in said
    assert "in.csv" in said


def test_without_dask_the_command_says_what_to_install(source, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "dask", None)
    monkeypatch.delitem(sys.modules, "bonecheck.cohort.cluster")
    assert main(["cohort", str(source / "in.csv"), str(tmp_path / "out"), "--engine", "dask"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "pip install -r requirements-cluster.txt" in line
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "more",
    [
        ["--workers", "2"],
        ["--scheduler", "tcp://127.0.0.1:1"],
        ["--engine", "dask", "--workers", "0"],
        ["--engine", "dask", "--workers", "two"],
        ["--engine", "dask", "--workers", "2", "--scheduler", "tcp://127.0.0.1:1"],
        ["--engine", "spark"],
    ],
)
def test_options_that_do_not_go_together_are_refused(more, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["cohort", "in.csv", "out", *more])
    assert ended.value.code == 2


@pytest.mark.parametrize(
    "error",
    [
        UnreadableFile("cohort_unreadable", file="in.csv", why="it is"),
        ImplausibleValue("not_a_number", given="x", corrections=("1", "2")),
        EvidenceError("names.toml", "bones", "is empty"),
    ],
)
def test_an_error_comes_whole_out_of_a_worker(error):
    found = pickle.loads(pickle.dumps(error))
    assert (type(found), found.key, found.values, str(found)) == (type(error), error.key, error.values, str(error))
    assert vars(found) == vars(error)
