"""How long the script of each page takes, with a full sample person open."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from unittest import mock

from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from benchmarks.figures import Figure, Section
from benchmarks.person import fullest
from benchmarks.repeats import Repeats
from benchmarks.servers import ROOT
from bonecheck.ui.session import keys, place
from bonecheck.ui.shell import discovery
from bonecheck.words.samples import name

RERUNS, SLOWEST_S = 30, 120
MOST_TIMES = {**dict.fromkeys(place.SCREENS, 8), "results": 20}  # a bare page, by the name of the page
BARE = Path(__file__).parent / "bare" / "hello.py"


def reruns() -> Section:
    """Processor time of a rerun of every page, and of every part of a page that has parts."""
    logging.getLogger(get_script_run_ctx.__module__).disabled = True  # AppTest sets off a warning of its own
    bare = AppTest.from_file(BARE, default_timeout=SLOWEST_S).run()
    ours = with_sample_open()
    figures = []
    with script_times() as seconds:
        for page in sorted((ROOT / "pages").rglob("*.py")):
            for part in _parts(ours, page):
                repeats = Repeats(RERUNS)
                times = [(_rerun_ms(ours, seconds), _rerun_ms(bare, seconds)) for _ in repeats]
                figures.append(
                    Figure(
                        what=page.stem.replace("_", " ").capitalize() + (f", part {part}" if part > 1 else ""),
                        value=median(ms for ms, _ in times),
                        unit="ms",
                        beside="bare page",
                        beside_value=median(ms for _, ms in times),
                        at_most=MOST_TIMES.get(page.stem),
                        repeats=repeats,
                    )
                )
    return Section(
        title=f"Script of one rerun, processor time, sample {name(fullest().key)} open, median of {RERUNS}",
        figures=tuple(figures),
    )


def with_sample_open() -> AppTest:
    """The app without a browser, with the fullest sample person open."""
    test = AppTest.from_file(ROOT / "app.py", default_timeout=SLOWEST_S)
    test.session_state[keys.RESTORED] = True  # there is no browser to hand over a draft
    return test.run().button(key=f"open_{fullest().key}").click().run()


def _parts(test: AppTest, page: Path) -> Iterator[int]:
    """Opens a page, then part after part by its Next button, and gives the number of each."""
    test.switch_page(str(page.relative_to(ROOT))).run()
    heading, part = None, 0
    while test.title[0].value != heading:
        heading, part = test.title[0].value, part + 1
        yield part
        if "next" in {button.key for button in test.button}:
            time.sleep(place.DOUBLE_CLICK_S)
            test.button(key="next").click().run()
            test.run()  # after the last part Next led to another page; this run is back on the first one


def _rerun_ms(test: AppTest, seconds: list[float]) -> float:
    seconds.clear()
    test.run()
    if test.exception:
        raise RuntimeError(test.exception[0].message)
    return sum(seconds) * 1000


class _AsServed(PagesManager):
    """AppTest turns Streamlit's old discovery of pages on again before each run: here, and so for nobody."""


@contextmanager
def script_times() -> Iterator[list[float]]:
    """Collects the processor time of every script run, without what AppTest does around it. Uses one private name.

    As in a running server, scripts and pages stay compiled from run to run, and the old discovery of pages is off.
    """
    seconds: list[float] = []
    run_script, compiled = ScriptRunner._run_script, ScriptCache()
    discovery.turn_off()

    def timed(runner: ScriptRunner, rerun_data: RerunData) -> None:
        started = time.thread_time()
        run_script(runner, rerun_data)
        seconds.append(time.thread_time() - started)

    with (
        mock.patch.object(ScriptRunner, "_run_script", timed),
        mock.patch.object(local_script_runner, "ScriptCache", return_value=compiled),
        mock.patch.object(app_test, "ScriptCache", return_value=compiled),
        mock.patch.object(app_test, "PagesManager", _AsServed),
    ):
        yield seconds
