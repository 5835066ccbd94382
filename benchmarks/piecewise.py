"""Scores a long table in pieces and prints the peak memory [MB]: `python -m benchmarks.piecewise PEOPLE`."""

import resource
import sys

from benchmarks.people import pieces
from bonecheck.risk.models import qfracture

ROWS = 100_000

if __name__ == "__main__":
    for piece in pieces(int(sys.argv[1]), ROWS):
        qfracture.risks(piece)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak / (1e6 if sys.platform == "darwin" else 1e3))  # bytes there, kilobytes elsewhere
