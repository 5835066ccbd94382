"""One browser tab at the app: finds things by what a person sees or hears, and waits until the app stands still."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from re import Pattern
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Error, Locator, Page, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bonecheck.answers.questions import question_of
from bonecheck.words import questions as words
from bonecheck.words.interface import text

DRAFT = "bonecheck.draft.v1"
ELSEWHERE = "/_stcore/health"
DOUBLE_CLICK_S = 0.26  # the app ignores a second step within 250 ms
PATIENCE_MS = 60_000  # for a busy machine; what is there is found at once
A_WHILE = 12  # frames; a jump of the focus or of the page would come within three of them

MESSAGES = {
    "ASKED": BackMsg.DESCRIPTOR.fields_by_name["rerun_script"].number,
    "BEGUN": ForwardMsg.DESCRIPTOR.fields_by_name["new_session"].number,
    "ENDED": ForwardMsg.DESCRIPTOR.fields_by_name["script_finished"].number,
    "AGAIN": ForwardMsg.FINISHED_EARLY_FOR_RERUN,
}
STILL = "".join(f"const {field} = {number};\n" for field, number in MESSAGES.items()) + (
    Path(__file__).with_name("still.js").read_text(encoding="utf-8")
)
expect.set_options(timeout=PATIENCE_MS)


def label_of(key: str) -> str:
    """The label of the question or field of an answer, as a screen reader says it."""
    question, said = question_of(key), words.label_of(key)
    return f"{said}, {words.unit_of(question)}" if question.kind == "counts" and key != question.key else said


def option_of(key: str, value: str) -> str:
    """The words of one answer of a question."""
    return words.option_of(question_of(key), value)


def group_of(key: str, value: str) -> str:
    """The name of the row of answers in which one answer of a question stands; a long list has several rows."""
    question = question_of(key)
    if not question.groups:
        return label_of(key)
    numbers = [number for number, group in enumerate(question.groups) if value in group]
    return words.heading_of(question, numbers[0]) if numbers else text("check.last_group")


class Tab:
    """A tab, and all that its browser asked for, printed and showed in the address line."""

    def __init__(self, page: Page, home: str, *, touch: bool = False) -> None:
        self.page, self.home, self.touch = page, home, touch
        self.clicks = self.inputs = 0
        self.requests: list[str] = []
        self.console: list[str] = []
        self.addresses: list[str] = []
        self._stepped = 0.0
        page.add_init_script(f"{{{STILL}}}")
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("console", lambda message: self.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.console.append(f"pageerror: {error}"))
        page.on("framenavigated", lambda frame: self.addresses.append(frame.url))

    # ------------------------------------------------------------ moving about and waiting

    def open(self, path: str = "/") -> "Tab":
        """Opens an address of the app, as from a link."""
        self.page.goto(self.home + path)
        return self.settle()

    def reload(self) -> "Tab":
        """F5."""
        self.page.reload()
        return self.settle()

    def go(self, title: str) -> "Tab":
        """Goes along one of the four ways on every page, or else to a page of the menu."""
        ways = self.page.get_by_role("navigation", name=text("frame.ways"))
        way = ways.get_by_role("link", name=re.compile(f"{title}$"))  # its icon is a word before it
        if way.count():
            return self.hit(way)
        self.hit(self.page.locator(".st-key-menu button"))
        return self.hit(self.page.get_by_role("dialog").get_by_role("link", name=re.compile(f"{re.escape(title)}$")))

    def more(self) -> "Tab":
        """Opens what stands behind the line at the foot of the page."""
        line = self.page.locator(".st-key-foot details")
        return self if line.get_attribute("open") is not None else self.hit(line.locator("summary"))

    def delete_all(self) -> "Tab":
        """Deletes all answers, and says so when asked."""
        return self.more().press(text("frame.delete")).press(text("frame.delete_now"))

    def back(self, heading: str | Pattern[str]) -> "Tab":
        """The browser's own Back."""
        self.page.go_back()
        return self.arrive(heading)

    def forward(self, heading: str | Pattern[str]) -> "Tab":
        """The browser's own Forward."""
        self.page.go_forward()
        return self.arrive(heading)

    def arrive(self, heading: str | Pattern[str]) -> "Tab":
        """Waits for the page with this heading."""
        expect(self.heading).to_have_text(heading)
        return self.settle()

    def settle(self, frames: int = 3) -> "Tab":
        """Waits until the app stands still for so many frames (see still.js): whatever is read then is no snapshot."""
        self._to_the_front()
        until = time.monotonic() + PATIENCE_MS / 1000
        why = "the page loads itself again and again"
        while time.monotonic() < until:
            try:
                why = self.page.evaluate(f"window.bonecheckStill({PATIENCE_MS}, {frames})")
                break
            except Error as error:  # the page went away meanwhile, and another one came
                if "context was destroyed" not in error.message:
                    raise
        assert why == "", f"the app never stood still: {why}"
        return self

    def _to_the_front(self) -> None:
        """A tab behind another one of its window is hardly ever drawn, so it would be slow."""
        if len(self.page.context.pages) > 1:
            self.page.bring_to_front()

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Waits for something that only Python can tell."""
        until = time.monotonic() + PATIENCE_MS / 1000
        while not holds():
            assert time.monotonic() < until, f"never came true: {what}"
            self.page.wait_for_timeout(50)

    # ------------------------------------------------------------ answering

    def hit(self, target: Locator) -> "Tab":
        """Clicks or taps something."""
        self._to_the_front()
        if not self.touch:
            target.click()
            return self.settle()
        before = self._clicks_seen()
        target.tap()
        self.until(lambda: self._clicks_seen() != before, "the browser makes a click of the tap")
        return self.settle()

    def _clicks_seen(self) -> int:
        seen: int = self.page.evaluate("window.bonecheckWatch.clicks")
        return seen

    def press(self, button: str) -> "Tab":
        """Presses a button."""
        self.clicks += 1
        return self.hit(self.button(button))

    def button(self, name: str) -> Locator:
        """The button with exactly this name."""
        return self.page.get_by_role("button", name=name, exact=True).first

    def step(self, button: str, heading: str | Pattern[str]) -> "Tab":
        """Presses Begin, Next, Back or the like and arrives on the page with this heading."""
        self.not_too_soon()
        self.press(button).arrive(heading)
        return self.stepped()

    def not_too_soon(self) -> None:
        """Keeps the distance to the last step that tells a step from a double click."""
        if (left := self._stepped + DOUBLE_CLICK_S - time.monotonic()) > 0:
            self.page.wait_for_timeout(left * 1000)

    def stepped(self) -> "Tab":
        """Notes that a step was taken."""
        self._stepped = time.monotonic()
        return self

    def choose(self, key: str, value: str) -> "Tab":
        """Chooses one of the answers of a question."""
        self.hit(self.option(key, value).locator("xpath=ancestor::label"))
        self._count()
        expect(self.option(key, value)).to_be_checked()
        return self

    def option(self, key: str, value: str) -> Locator:
        """The radio button of one answer of a question."""
        return self.view(label_of(key), option_of(key, value))

    def tick(self, key: str, *values: str) -> "Tab":
        """Ticks answers of a question that takes several."""
        for value in values:
            groups = enumerate(question_of(key).groups)
            for number in (number for number, group in groups if value in group):
                self.open_fold(f"{key}_{number}")
            self.hit(self.pill(key, value))
            self._count()
            expect(self.pill(key, value)).to_have_attribute("aria-pressed", "true")
        return self

    def pill(self, key: str, value: str) -> Locator:
        """One of the answers of a question that takes several."""
        bar = self.page.get_by_role("toolbar", name=group_of(key, value), exact=True)
        return bar.locator("button").filter(has_text=re.compile(f"^{re.escape(option_of(key, value))}$"))

    def open_fold(self, fold: str) -> "Tab":
        """Opens a fold of the page, whose body is drawn only then."""
        box = self.page.locator(f".st-key-fold_{fold} details").first
        return self if box.get_attribute("open") is not None else self.hit(box.locator("summary").first)

    def type_in(self, key: str, text: str) -> "Tab":
        """Types into a field and leaves it by Enter."""
        self.hit(self.field(key))
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self._count()
        return self.settle()

    def pick_year(self, key: str, year: str) -> "Tab":
        """Tells a date by its year."""
        self._count()
        self.hit(self.pill_of_year(key, year))
        expect(self.pill_of_year(key, year)).to_have_attribute("aria-checked", "true")
        return self

    def pill_of_year(self, key: str, year: str) -> Locator:
        """One of the years beside a date."""
        return self.page.locator(f".st-key-q_{key} button", has_text=year)

    def tick_box(self, label: str, *, to: bool = True) -> "Tab":
        """Ticks a single box, or takes its tick away."""
        self.hit(self.page.get_by_test_id("stCheckbox").filter(has_text=label).locator("label"))
        expect(self.box(label)).to_be_checked(checked=to)
        return self

    def box(self, label: str) -> Locator:
        """The single box with this label."""
        return self.page.get_by_role("checkbox", name=label, exact=True)

    def choose_file(self, file: Any) -> "Tab":
        """Goes to the file field and chooses a file."""
        self.page.get_by_test_id("stFileUploader").scroll_into_view_if_needed()
        self.page.locator("input[type=file]").set_input_files(file)
        return self.settle()

    def field(self, key: str) -> Locator:
        """The text field of an answer."""
        return self.page.get_by_role("textbox", name=label_of(key), exact=True)

    def look_at(self, group: str, view: str) -> "Tab":
        """Chooses one of a row of ways of looking at something."""
        self.hit(self.view(group, view))
        expect(self.view(group, view)).to_be_checked()
        return self

    def view(self, group: str, view: str) -> Locator:
        """The radio button of a way of looking at something."""
        return self.page.get_by_role("radiogroup", name=group, exact=True).get_by_role("radio", name=view, exact=True)

    def _count(self) -> None:
        self.clicks += 1
        self.inputs += 1

    # ------------------------------------------------------------ seeing

    @property
    def heading(self) -> Locator:
        """The one level-1 heading of the page."""
        return self.page.get_by_role("heading", level=1)

    @property
    def main(self) -> Locator:
        """The page without its menu."""
        return self.page.get_by_test_id("stMain")

    @property
    def charts(self) -> Locator:
        """The pictures; all that can be seen are painted once the app stands still."""
        return self.page.locator(".js-plotly-plot")

    def focused(self) -> dict[str, str]:
        """What has the keyboard: its tag, role, name, and the question it belongs to."""
        found: dict[str, str] = self.page.evaluate(FOCUSED)
        return found

    def has_focus(self, what: str, **wanted: str) -> None:
        """Waits until the keyboard is at something whose tag, role, name or group begins like this."""
        self.until(
            lambda: all(self.focused()[part].startswith(begin) for part, begin in wanted.items()),
            f"{what} has the focus",
        )

    def scrolled(self) -> float:
        """How far the page is scrolled down."""
        top: float = self.main.evaluate("main => main.scrollTop")
        return top

    def width(self) -> tuple[int, int]:
        """How wide the page is, and how wide the window."""
        page, window = self.page.evaluate(WIDTHS)
        return page, window

    def resize(self, width: int, height: int) -> "Tab":
        """Gives the window another size."""
        self.page.set_viewport_size({"width": width, "height": height})
        return self.settle()

    def strangers(self) -> list[str]:
        """Requests to anyone but the server of this tab."""
        own, inside = urlsplit(self.home).netloc, {"data", "blob", "about"}
        return [u for u in self.requests if urlsplit(u).scheme not in inside and urlsplit(u).netloc != own]

    def violations(self) -> list[str]:
        """What the browser refused because of the security headers, and scripts that crashed."""
        marks = ("Content Security Policy", "Content-Security-Policy", "Refused to", "pageerror:")
        return [line for line in self.console if any(mark in line for mark in marks)]

    @contextmanager
    def hearing(self) -> Iterator[list[ForwardMsg]]:
        """What the server sends meanwhile to pages that are opened meanwhile."""
        heard: list[ForwardMsg] = []

        def listen(socket: WebSocket) -> None:
            socket.on("framereceived", lambda frame: heard.append(ForwardMsg.FromString(frame)))

        self.page.on("websocket", listen)
        try:
            yield heard
        finally:
            self.page.remove_listener("websocket", listen)

    # ------------------------------------------------------------ the draft in the browser

    def stores(self) -> list[dict[str, Any] | None]:
        """What this browser keeps: of the tab (sessionStorage), and for longer (localStorage)."""
        kept = self.page.evaluate(f"[sessionStorage, localStorage].map(store => store.getItem('{DRAFT}'))")
        return [None if text is None else json.loads(text) for text in kept]

    def kept(self) -> dict[str, Any]:
        """The answers that this tab's draft holds."""
        in_tab, for_longer = self.stores()
        return dict((in_tab or for_longer or {}).get("answers") or {})

    def keeps(self, answers: dict[str, Any]) -> "Tab":
        """Waits until this tab's draft holds exactly these answers."""
        self.until(lambda: self.kept() == answers, f"kept is {answers}")
        return self

    def put_draft(self, answers: Any, place: Any = None, *, remembered: bool = False, days_old: float = 0) -> "Tab":
        """Puts a draft into this browser, as an earlier visit would have left it."""
        return self.put_raw_draft({"answers": answers, "place": place or {}}, remembered=remembered, days_old=days_old)

    def put_raw_draft(self, draft: Any, *, remembered: bool = False, days_old: float = 0) -> "Tab":
        """Puts anything into the place of the draft."""
        self.leave()
        self.page.evaluate(
            "([key, store, age, draft]) => window[store].setItem(key, typeof draft === 'string' ? draft"
            " : JSON.stringify({saved: Date.now() - age * 864e5, ...draft}))",
            [DRAFT, "localStorage" if remembered else "sessionStorage", days_old, draft],
        )
        return self

    def leave(self) -> "Tab":
        """Goes where nothing of the app is, on the same origin."""
        if self.page.url != self.home + ELSEWHERE:
            self.page.goto(self.home + ELSEWHERE)
        return self

    def as_new(self) -> "Tab":
        """Forgets all that was ever done in this tab, as if its browser had never been here."""
        self.leave()
        self.page.evaluate("() => { sessionStorage.clear(); localStorage.clear(); }")
        self.page.context.clear_cookies()
        self.clicks = self.inputs = 0
        for seen in (self.requests, self.console, self.addresses):
            seen.clear()
        return self


FOCUSED = """() => {
  const at = document.activeElement;
  if (at === document.body) return { tag: 'BODY', role: '', name: '', group: '' };
  const group = at.closest('[role=radiogroup], [role=toolbar], [role=group]');
  return {
    tag: at.tagName,
    role: at.getAttribute('role') || at.type || '',
    name: (at.getAttribute('aria-label') || at.closest('label')?.textContent || at.textContent || '').trim(),
    group: group ? group.getAttribute('aria-label') || '' : '',
  };
}"""

# How wide the page is, and how wide the window.
WIDTHS = """() => [
  Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth),
  window.innerWidth,
]"""

# Whether what has the keyboard can be seen: neither off the screen nor under one of the fixed lines.
IN_SIGHT = """() => {
  const at = document.activeElement.matches('input') && document.activeElement.closest('label, [data-testid=stTextInput]')
    || document.activeElement;
  const box = at.getBoundingClientRect();
  const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + box.height / 2];
  const hit = document.elementFromPoint(x, y);
  return box.width > 0 && !!hit && (at.contains(hit) || hit.contains(at));
}"""
