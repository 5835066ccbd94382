"""Measures bonecheck beside bare Streamlit pages and plain Python in one run, and prints the figures.

Run from the folder of app.py: `python -m benchmarks [--json FILE] [NAME ...]`; names such as `scoring` or
`what_if.script` choose sections. It takes as long as the machine needs. What to read is the ratio, since both sides of
it were measured in turn under the same load; a fixed bar means something on a free machine only. It ends with status 1
if a section could not be measured, or if a figure is over its bar.
"""

import argparse
import json
import os
import platform
import signal
import sys
import time
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.apart import measured
from benchmarks.figures import HEADING, Section

MEASUREMENTS = (
    "scoring.imports",
    "scoring.assessments",
    "risk_models.one_person",
    "risk_models.tables",
    "risk_models.limits",
    "risk_models.memory",
    "cohort.tables",
    "cohort.command",
    "cohort.memory",
    "cluster.workers",
    "cluster.killed",
    "reports.times",
    "reports.memory",
    "scripts.reruns",
    "latency.changed_answer",
    "crowd.answers",
    "what_if.script",
    "what_if.over_the_socket",
    "what_if.in_the_browser",
    "what_if.ten_at_once",
    "browser.first_texts",
    "browser.weights",
)


def main() -> str | None:
    """Measures, prints, and writes the file that was asked for; says what failed and what is over its bar."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures to this file as well")
    parser.add_argument("names", metavar="NAME", nargs="*", help=f"sections, of {', '.join(MEASUREMENTS)}")
    arguments = parser.parse_args()
    chosen = [name for name in MEASUREMENTS if not arguments.names or {name, name.split(".")[0]} & {*arguments.names}]
    if not chosen:
        parser.error(f"there is no section called {' '.join(arguments.names)}")
    signal.signal(signal.SIGTERM, _stop)

    machine = {
        "started": datetime.now().astimezone().isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "streamlit": version("streamlit"),
        "processors": os.cpu_count(),
        "load": _load(),
    }
    print(", ".join(f"{name} {value}" for name, value in machine.items()), HEADING, sep="\n\n", flush=True)
    began = time.monotonic()
    sections: list[Section] = []
    failed: dict[str, str] = {}
    for name in chosen:
        started, found = time.monotonic(), measured(name)
        if isinstance(found, Section):
            sections.append(found)
            print(found.table(), flush=True)
        else:
            failed[name] = found
            print(f"\n{name}\n  NOT MEASURED: {found}", flush=True)
        print(f"  ({time.monotonic() - started:.0f} s, load {_load()} after it)", flush=True)
    print(f"\n{len(sections)} of {len(chosen)} sections measured in {time.monotonic() - began:.0f} s", flush=True)
    if arguments.json:
        written = {"machine": machine, "sections": [section.for_json() for section in sections], "failed": failed}
        arguments.json.write_text(json.dumps(written, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    over = [figure.what for section in sections for figure in section.figures if figure.is_over]
    busy = f"over the bar (load {machine['load']} to {_load()} on {os.cpu_count()} processors)"
    said = {"not measured": failed, busy: over}
    return "\n".join(f"{what}: {', '.join(names)}" for what, names in said.items() if names) or None


def _load() -> float:
    return round(os.getloadavg()[0], 1)


def _stop(number: int, _frame: object) -> None:
    """Ends the run in a way that still stops servers and browsers."""
    raise SystemExit(f"benchmarks: stopped by {signal.Signals(number).name}")


if __name__ == "__main__":
    sys.exit(main())
