"""What if: from a slider let go to the new picture, beside a bare page with one slider and one chart."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import date
from statistics import median, quantiles
from threading import Event, Thread

from playwright.sync_api import Browser, Page

from benchmarks.browser import CHART, WAIT_MS, chromium, url
from benchmarks.figures import Figure, Section
from benchmarks.person import fullest
from benchmarks.repeats import Repeats
from benchmarks.scripts import script_times, with_sample_open
from benchmarks.servers import BONECHECK, serving
from benchmarks.visitor import Visitor
from bonecheck import answers_from, assess
from bonecheck.answers.units import UnitSystem
from bonecheck.compare.what_if import Start, levers, positions, start_of
from bonecheck.words.what_if import label, position_words

MOVES, MOVES_S, WARM_UP, OTHERS = 50, 40, 5, 9
PAUSE_S = 0.08  # a person does not move faster
LONGEST_SCRIPT_MS, MOST_TIMES = 30, 1.15
Move = Callable[[int], float]  # makes the move of this number, gives its milliseconds
Times = tuple[list[float], Repeats]
PAGE, BARE, BARE_SLIDER = "what-if", "benchmarks.bare.server:one_slider", "T-score"
# Resolves at the first frame after the words in the chart changed, counted from the key.
PICTURE = """
() => new Promise((resolve, reject) => {
  const words = () => [...document.querySelectorAll('.js-plotly-plot .annotation-text')]
    .map((word) => word.textContent + word.getAttribute('x')).join();
  const before = words();
  let from = 0;
  document.addEventListener('keydown', () => { from = performance.now(); }, { capture: true, once: true });
  const watch = new MutationObserver(() => {
    if (words() === before) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
  });
  watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  setTimeout(() => reject(new Error('no new picture came')), LONGEST);
})
""".replace("LONGEST", str(WAIT_MS))


def script() -> Section:
    """Processor time of one move: only the piece of the page that follows the lever runs."""
    start, test = _start(), with_sample_open()
    name, moved = label(levers()["score"], start), positions("score", start)
    test.switch_page("pages/results/what_if.py")
    with script_times() as seconds:

        def move(number: int) -> float:
            test.run()  # the whole page again: after a move AppTest knows only the piece that was drawn
            [slider] = [slider for slider in test.select_slider if slider.label == name]
            seconds.clear()
            slider.set_value(moved[number % 2]).run()
            return sum(seconds) * 1000

        [times] = _times(move)
    limits = (LONGEST_SCRIPT_MS, LONGEST_SCRIPT_MS)
    return Section(
        title=f"Script of a move in What if, processor time, {MOVES} moves",
        figures=_figures("script of a move", times, "limit", *limits, at_most=1),
    )


def over_the_socket() -> Section:
    """One person over the websocket: slider sent to script finished."""
    with ExitStack() as stack:
        ours = _our_socket(stack, stack.enter_context(serving(BONECHECK)))
        times = _times(ours, _bare_socket(stack, stack.enter_context(serving(BARE))))
    return Section(title=f"Websocket: slider to script finished, {MOVES} moves", figures=_beside(*times))


def in_the_browser() -> Section:
    """One person in Chromium: slider let go to the new picture."""
    with ExitStack() as stack:
        ours, bare = (stack.enter_context(serving(entry)) for entry in (BONECHECK, BARE))
        browser = stack.enter_context(chromium())
        times = _times(_our_tab(browser, ours), _bare_tab(browser, bare))
    figures = _beside(*times, at_most=MOST_TIMES)
    return Section(title=f"Chromium: slider let go to new picture, {MOVES} moves", figures=figures)


def ten_at_once() -> Section:
    """The same while nine others move sliders on the same server."""
    over_socket, in_tab = [], []
    for entry, socket, tab in ((BONECHECK, _our_socket, _our_tab), (BARE, _bare_socket, _bare_tab)):
        with ExitStack() as stack:
            port = stack.enter_context(serving(entry))
            browser = stack.enter_context(chromium())
            for _ in range(OTHERS):
                stack.enter_context(_somebody_else(socket(stack, port)))
            over_socket += _times(socket(stack, port))
            in_tab += _times(tab(browser, port))
    figures = (*_beside(*over_socket, what="websocket"), *_beside(*in_tab, what="Chromium, to the picture"))
    return Section(title=f"Ten people at once, {MOVES} moves of one of them", figures=figures)


# ---------------------------------------------------------------- moves


def _our_socket(stack: ExitStack, port: int) -> Move:
    """Somebody at What if over the websocket."""
    visitor = stack.enter_context(closing(Visitor(port, PAGE)))
    visitor.trigger("bonecheck_draft", "restored", {"answers": answers_from(fullest().check)})
    start, lever = _start(), levers()["score"]
    name, there = label(lever, start), positions("score", start)[:2]
    places = [position_words(lever, position, UnitSystem.METRIC) for position in there]
    return lambda number: 1000 * visitor.slide(name, places[number % 2])


def _bare_socket(stack: ExitStack, port: int) -> Move:
    """Somebody at the bare page over the websocket."""
    visitor = stack.enter_context(closing(Visitor(port)))
    return lambda number: 1000 * visitor.slide(BARE_SLIDER, -1.5 + 0.1 * ((number + 1) % 2))


def _our_tab(browser: Browser, port: int) -> Move:
    """Somebody at What if in a tab."""
    page = _tab(browser, url(port))
    page.locator(f".st-key-open_{fullest().key} button").click()
    page.locator(CHART).first.wait_for()
    page.locator(f".st-key-results_ways a[href$={PAGE}]").click()
    page.locator(f".st-key-what_if_shown {CHART}").first.wait_for()
    return _keys(page)


def _bare_tab(browser: Browser, port: int) -> Move:
    """Somebody at the bare page in a tab."""
    page = _tab(browser, url(port))
    page.locator(CHART).first.wait_for()
    return _keys(page)


def _tab(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(WAIT_MS)
    page.goto(address)
    return page


def _keys(page: Page) -> Move:
    """Moves the first slider of a page to and fro by the arrow keys."""

    def move(number: int) -> float:
        page.bring_to_front()
        page.get_by_role("slider").first.focus()
        seen = page.evaluate_handle(f"() => {{ window.picture = ({PICTURE})(); }}")
        seen.dispose()
        page.keyboard.press("ArrowLeft" if number % 2 else "ArrowRight")
        return float(page.evaluate("() => window.picture"))

    return move


@contextmanager
def _somebody_else(move: Move) -> Iterator[None]:
    """Moves a slider over and over until the block ends."""
    done = Event()
    failed: list[Exception] = []

    def go_on() -> None:
        number = 0
        try:
            while not done.wait(PAUSE_S):
                move(number)
                number += 1
        except Exception as error:
            failed.append(error)

    mover = Thread(target=go_on)
    mover.start()
    try:
        yield
    finally:
        done.set()
        mover.join()
    if failed:
        raise RuntimeError("one of the others stood still") from failed[0]


# ---------------------------------------------------------------- times


def _times(*moves: Move) -> list[Times]:
    """Milliseconds of each move, made in turn, without the first ones."""
    times: list[list[float]] = [[] for _ in moves]
    for number in range(WARM_UP):
        for move in moves:
            move(number)
    for number in (repeats := Repeats(MOVES, MOVES_S)):
        for move, found in zip(moves, times, strict=True):
            found.append(move(WARM_UP + number))
            time.sleep(PAUSE_S)
    return [(found, repeats) for found in times]


def _typical(times: list[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return median(times), quantiles(times, n=20, method="inclusive")[-1]


def _beside(
    ours: Times, bare: Times, *, what: str = "slider moved", at_most: float | None = None
) -> tuple[Figure, Figure]:
    """The bar is for the median."""
    middle, late = _figures(what, ours, "bare page, one slider", *_typical(bare[0]), at_most=at_most)
    return middle, replace(late, at_most=None)


def _figures(
    what: str, times: Times, beside: str, middle: float, late: float, *, at_most: float | None
) -> tuple[Figure, Figure]:
    """Median and 95th percentile, each beside its own."""
    found, repeats = times
    middle_ms, late_ms = _typical(found)
    about = {"unit": "ms", "beside": beside, "at_most": at_most, "repeats": repeats}
    return (
        Figure(what=f"{what}, median", value=middle_ms, beside_value=middle, **about),  # type: ignore[arg-type]
        Figure(what=f"{what}, 95th percentile", value=late_ms, beside_value=late, **about),  # type: ignore[arg-type]
    )


def _start() -> Start:
    """The sample person before anything is moved."""
    check = fullest().check
    return start_of(check, assess(check, on=date.today()))
