"""Measures bonecheck beside bare Streamlit pages and plain Python in one run, and prints the figures.

Run from the folder of app.py: `python -m benchmarks [--json FILE]`. It ends with status 1 if an assessment,
a risk model or a move in What if takes longer than its bar.
"""

import argparse
import json
import os
import platform
import signal
import sys
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import browser, latency, risk_models, scoring, scripts, what_if
from benchmarks.figures import HEADING

LONGEST_S = 300
MEASUREMENTS = (
    scoring.imports,
    scoring.assessments,
    risk_models.one_person,
    risk_models.tables,
    risk_models.limits,
    risk_models.memory,
    scripts.reruns,
    latency.changed_answer,
    what_if.script,
    what_if.over_the_socket,
    what_if.in_the_browser,
    what_if.ten_at_once,
    browser.first_texts,
    browser.weights,
)


def main() -> str | None:
    """Measures, prints, and writes the file that was asked for; says what is over its bar."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures to this file as well")
    arguments = parser.parse_args()
    for stop in (signal.SIGTERM, signal.SIGALRM):
        signal.signal(stop, _stop)
    signal.alarm(LONGEST_S)

    machine = {
        "started": datetime.now().astimezone().isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "streamlit": version("streamlit"),
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }
    print(", ".join(f"{name} {value}" for name, value in machine.items()), HEADING, sep="\n\n", flush=True)
    sections = []
    for measure in MEASUREMENTS:
        sections.append(measure())
        print(sections[-1].table(), flush=True)
    if arguments.json:
        found = {"machine": machine, "sections": [section.for_json() for section in sections]}
        arguments.json.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    over = [figure.what for section in sections for figure in section.figures if figure.is_over]
    return f"over the bar: {', '.join(over)}" if over else None


def _stop(number: int, _frame: object) -> None:
    """Ends the run in a way that still stops servers and browsers."""
    raise SystemExit(f"benchmarks: stopped by {signal.Signals(number).name}")


if __name__ == "__main__":
    sys.exit(main())
