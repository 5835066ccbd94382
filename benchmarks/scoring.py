"""The scoring package alone: its import, and one assessment of each sample person."""

import subprocess
import sys
import time
from datetime import date
from statistics import median

from benchmarks.figures import Figure, Section
from benchmarks.repeats import Repeats
from benchmarks.servers import ROOT
from bonecheck import Check, assess
from bonecheck.answers.samples import samples
from bonecheck.words.samples import name

IMPORTS, IMPORTS_S, CALLS = 9, 60, 500
BAR_US = 2000.0


def imports() -> Section:
    """Import times, each in a fresh interpreter."""
    ours, streamlit, repeats = [], [], Repeats(IMPORTS, IMPORTS_S)
    for _ in repeats:
        ours.append(_import_ms("bonecheck"))
        streamlit.append(_import_ms("streamlit"))
    figure = Figure(
        what="import bonecheck",
        value=median(ours),
        unit="ms",
        beside="import streamlit",
        beside_value=median(streamlit),
        repeats=repeats,
    )
    return Section(title=f"Import in a fresh interpreter, median of {IMPORTS}", figures=(figure,))


def assessments() -> Section:
    """Processor time of `assess()` for each sample person: what others do on the machine is not counted."""
    figures = []
    for person in samples():
        repeats = Repeats(CALLS)
        figures.append(
            Figure(
                what=f"assess({name(person.key)})",
                value=median(_assess_us(person.check) for _ in repeats),
                unit="µs",
                beside="the bar",
                beside_value=BAR_US,
                at_most=1,
                repeats=repeats,
            )
        )
    return Section(title=f"One assessment, processor time, median of {CALLS}", figures=tuple(figures))


def _import_ms(module: str) -> float:
    script = f"import time; started = time.perf_counter(); import {module}; print(time.perf_counter() - started)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout) * 1000


def _assess_us(check: Check) -> float:
    started = time.thread_time()
    assess(check, on=date.today())
    return (time.thread_time() - started) * 1e6
