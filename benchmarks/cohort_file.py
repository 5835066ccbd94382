"""Scores a file as the command does and prints the peak memory [MB]: `python -m benchmarks.cohort_file IN OUT`."""

import resource
import sys
from datetime import date
from pathlib import Path

from bonecheck.cohort.files import score_file

if __name__ == "__main__":
    score_file(Path(sys.argv[1]), Path(sys.argv[2]), on=date(2026, 11, 22), shows_progress=False)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak / (1e6 if sys.platform == "darwin" else 1e3))  # bytes there, kilobytes elsewhere
