"""Scores a file as the command does: `python -m benchmarks.cohort_file IN OUT` prints peak memory [MB] and times [s].

The times are those of the clock and of the processor, without the imports.
"""

import resource
import sys
import time
from datetime import date
from pathlib import Path

from bonecheck.cohort.files import score_file

if __name__ == "__main__":
    began, worked = time.perf_counter(), time.process_time()
    score_file(Path(sys.argv[1]), Path(sys.argv[2]), on=date(2026, 11, 22), shows_progress=False)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1e6 if sys.platform == "darwin" else 1e3)  # bytes there, kilobytes elsewhere
    print(megabytes, time.perf_counter() - began, time.process_time() - worked)
