"""Reads the photo on standard input and then ten times more; prints the memory after the first and after all [MB]."""

import os
import sys
from pathlib import Path

from bonecheck.answers.report_import.bring import read_report

PHOTOS = 10


def _resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    photo = sys.stdin.buffer.read()
    read_report(photo)
    before = _resident_mb()
    for _ in range(PHOTOS):
        read_report(photo)
    print(before, _resident_mb())
