"""Runs a module in a fresh process, so that its peak memory is its own."""

import subprocess
import sys

from benchmarks.servers import ROOT


def printed(module: str, *arguments: object) -> list[float]:
    """The numbers that the module prints. A shell stands between: a child would begin with the peak of this large process."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(
        ["sh", "-c", '"$@"; exit $?', "sh", *command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [float(number) for number in done.stdout.split()]
