"""Two hundred people at once on one server process, each with an answer every four seconds."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from statistics import median, quantiles

from benchmarks.figures import Figure, Section
from benchmarks.person import fullest
from benchmarks.servers import BONECHECK, serving
from benchmarks.visitor import Visitor
from bonecheck import answers_from
from bonecheck.words.questions import label_of

PEOPLE, EVERY_S, LASTS_S, AIM_MS = 200, 4.0, 20.0, 250.0
ENTERING = 8  # at a time
BARE_FIELD = "What do you weigh?"


def answers() -> Section:
    """From an answer sent to the end of the rerun, while all the others answer as well."""
    ours = _waits(BONECHECK, _on_body, label_of("weight_kg"))
    bare = _waits("benchmarks.bare.server:one_question", Visitor, BARE_FIELD)
    late = _late(ours)
    figures = (
        _figure("Body, weight changed, median", median(ours), "bare page, one field", median(bare)),
        _figure("Body, weight changed, 95th percentile", late, "bare page, one field", _late(bare)),
        _figure("Body, weight changed, 95th percentile", late, "the aim", AIM_MS, at_most=1),
        _figure("answers a second", len(ours) / LASTS_S, "of", PEOPLE / EVERY_S, unit=""),
    )
    return Section(
        title=f"{PEOPLE} people on one server process, each answers every {EVERY_S:g} s, for {LASTS_S:g} s",
        figures=figures,
    )


def _on_body(port: int) -> Visitor:
    """Somebody on the screen 'Body' who has answered everything."""
    visitor = Visitor(port, "body")
    visitor.trigger("bonecheck_draft", "restored", {"answers": answers_from(fullest().check)})
    return visitor


def _waits(entry: str, enter: Callable[[int], Visitor], label: str) -> list[float]:
    """Milliseconds of all answers. Who waits longer than the pause answers again at once."""
    with serving(entry) as port, ExitStack() as stack:
        with ThreadPoolExecutor(ENTERING) as few:
            people = [stack.enter_context(closing(one)) for one in few.map(enter, [port] * PEOPLE)]
        begins = time.monotonic()

        def answer(number: int) -> list[float]:
            due = begins + EVERY_S * number / PEOPLE
            waits: list[float] = []
            while max(due, time.monotonic()) < begins + LASTS_S:
                time.sleep(max(0.0, due - time.monotonic()))
                waits.append(1000 * people[number].type(label, str(60 + len(waits) % 2)))
                due += EVERY_S
            return waits

        with ThreadPoolExecutor(PEOPLE) as all_at_once:
            return [wait for waits in all_at_once.map(answer, range(PEOPLE)) for wait in waits]


def _late(waits: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(waits, n=20, method="inclusive")[-1]


def _figure(
    what: str, value: float, beside: str, beside_value: float, *, unit: str = "ms", at_most: float | None = None
) -> Figure:
    return Figure(what=what, value=value, unit=unit, beside=beside, beside_value=beside_value, at_most=at_most)
