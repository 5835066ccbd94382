"""The scoring package alone: its import, and one assessment of each sample person."""

import subprocess
import sys
import time
from datetime import date
from statistics import median

from benchmarks.figures import Figure, Section
from benchmarks.servers import ROOT
from bonecheck import Check, assess
from bonecheck.answers.samples import samples

IMPORTS, CALLS = 9, 500
BAR_US = 2000.0


def imports() -> Section:
    """Import times, each in a fresh interpreter."""
    ours, streamlit = [], []
    for _ in range(IMPORTS):
        ours.append(_import_ms("bonecheck"))
        streamlit.append(_import_ms("streamlit"))
    figure = Figure(
        what="import bonecheck",
        value=median(ours),
        unit="ms",
        beside="import streamlit",
        beside_value=median(streamlit),
    )
    return Section(title=f"Import in a fresh interpreter, median of {IMPORTS}", figures=(figure,))


def assessments() -> Section:
    """Time of `assess()` for each sample person."""
    figures = [
        Figure(
            what=f"assess({person.name})",
            value=median(_assess_us(person.check) for _ in range(CALLS)),
            unit="µs",
            beside="the bar",
            beside_value=BAR_US,
            at_most=True,
        )
        for person in samples()
    ]
    return Section(title=f"One assessment, median of {CALLS}", figures=tuple(figures))


def _import_ms(module: str) -> float:
    script = f"import time; started = time.perf_counter(); import {module}; print(time.perf_counter() - started)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    )
    return float(done.stdout) * 1000


def _assess_us(check: Check) -> float:
    started = time.perf_counter()
    assess(check, on=date.today())
    return (time.perf_counter() - started) * 1e6
