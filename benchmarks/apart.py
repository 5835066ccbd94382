"""Each section is measured in a process of its own, so that one that fails or hangs takes no other with it.

`python -m benchmarks.apart scoring.imports FILE` measures one and shows all that it says.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path

import msgspec

from benchmarks.figures import Section
from benchmarks.servers import ROOT

LIMIT_S, STOP_S = 1200, 15  # the limit is for what hangs; what is slow makes fewer repeats


def measured(name: str) -> Section | str:
    """The section of this name, such as `scoring.imports`, or in one text why there is none."""
    with tempfile.TemporaryDirectory() as folder:
        file, log = Path(folder, "section.json"), Path(folder, "log")
        with log.open("w") as written:
            process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.apart", name, str(file)],
                cwd=ROOT,
                stdout=written,
                stderr=written,
                start_new_session=True,
            )
            try:
                process.wait(LIMIT_S)
            except subprocess.TimeoutExpired:
                return f"cut after {LIMIT_S} s"
            finally:
                _stop(process)
        if process.returncode == 0 and file.exists():
            return msgspec.json.decode(file.read_bytes(), type=Section)
        said = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
        return said[-1] if said else f"ended with status {process.returncode}"


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ends what still runs, with its servers and browsers."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_S)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that servers are stopped as well
    module, _, function = sys.argv[1].partition(".")
    try:
        section: Section = getattr(import_module(f"benchmarks.{module}"), function)()
    except Exception as error:
        traceback.print_exc()
        sys.exit(f"{type(error).__name__}: {str(error).partition(chr(10))[0]}")
    Path(sys.argv[2]).write_bytes(msgspec.json.encode(section))
