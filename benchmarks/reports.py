"""Reading a report that somebody brings: pasted, as a PDF and as a photo, each beside the time it may take."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import chain
from statistics import median

from benchmarks.figures import Figure, Section
from benchmarks.repeats import Repeats
from benchmarks.servers import ROOT
from bonecheck.answers.report_import.bring import read_pasted, read_report
from tests.answers.photo_made import KINDS, PAGES
from tests.answers.report_whole import papers, whole_reports

TIMES, TIMES_S, PHOTOS_S = 30, 30, 90
TEXT_MS, PDF_MS, PHOTO_MS, CORES = 50.0, 1000.0, 4000.0, 2
MOST_MEMORY = 1.05  # of what it was: the pages of the allocator are not all given back
KIND = "photo"


def times() -> Section:
    """From the bytes to what was found; PDF and photo with the start of their child, which loads its models each time."""
    made = [page_of(1) for page_of in PAGES.values()]
    texts = [text for _, text, _ in whole_reports()]
    pdfs = [pdf for _, pdf, _ in papers()]
    photos = [KINDS[KIND](page, 1) for page in made]
    figures = [
        _figures("pasted text", lambda at: read_pasted(texts[at % len(texts)]), TEXT_MS, Repeats(TIMES, TIMES_S)),
        _figures("PDF with text", lambda at: read_report(pdfs[at % len(pdfs)]), PDF_MS, Repeats(TIMES, TIMES_S)),
        _figures("photo", lambda at: read_report(photos[at % len(photos)]), PHOTO_MS, Repeats(TIMES, PHOTOS_S)),
    ]
    return Section(
        title="A report that is brought: from the file to what was found, median of different ones",
        figures=tuple(chain.from_iterable(figures)),
    )


def memory() -> Section:
    """The memory of a process that reads ten photos, one after the other; the models are in its children."""
    photo = KINDS[KIND](PAGES["hologic_spine"](1), 1)
    command = [sys.executable, "-m", "benchmarks.ten_photos"]
    done = subprocess.run(command, cwd=ROOT, input=photo, capture_output=True, check=True)
    before, after = map(float, done.stdout.split())
    figure = Figure(
        what="after ten photos",
        value=after,
        unit="MB",
        beside="after the first one",
        beside_value=before,
        at_most=MOST_MEMORY,
    )
    return Section(title="Memory of the process that reads photos", figures=(figure,))


def _figures(what: str, read: Callable[[int], object], bar: float, repeats: Repeats) -> tuple[Figure, Figure]:
    """By the clock, and what the processors did for it, which says more on a busy machine."""
    read(0)
    clock, processor = [], []
    for at in repeats:
        started, before = time.perf_counter(), _processor_s()
        read(at)
        clock.append((time.perf_counter() - started) * 1000)
        processor.append((_processor_s() - before) * 1000)
    return (
        Figure(
            what=what, value=median(clock), unit="ms", beside="the bar", beside_value=bar, at_most=1, repeats=repeats
        ),
        Figure(
            what=f"{what}, processor time",
            value=median(processor),
            unit="ms",
            beside=f"{CORES} cores for as long",
            beside_value=CORES * bar,
            at_most=1,
            repeats=repeats,
        ),
    )


def _processor_s() -> float:
    """Of this process and of the children that have ended."""
    return time.process_time() + sum(os.times()[2:4])
