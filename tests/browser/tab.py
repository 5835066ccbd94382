"""One browser tab at the app: finds things by what a person sees or hears, and waits until the app is still."""

import json
import re
from collections.abc import Callable
from re import Pattern
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Error, Locator, Page, expect

from bonecheck.answers.questions import question_of
from bonecheck.words.language import name

DRAFT = "bonecheck.draft.v1"
IDLE = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
HANDED_OVER = "window.__bonecheckSignature !== undefined"
START_MS = 80  # from an action to the start of the run that it causes
DOUBLE_CLICK_MS = 260  # the app ignores a second step within 250 ms
PATIENCE_MS = 15_000


def label_of(key: str) -> str:
    """The label of the question or field of an answer, as a screen reader says it."""
    question, (first, _, second) = question_of(key), key.partition(".")
    if not second or question.kind in {"choice", "choices"}:
        return question.label
    if question.kind == "counts":
        return f"{question.item_labels[second]}, {question.unit}"
    return f"{question.label}, {name('region', first)}"


def option_of(key: str, value: str) -> str:
    """The words of one answer of a question."""
    return question_of(key).options[value]


class Tab:
    """A tab, and all that its browser asked for, printed and showed in the address line."""

    def __init__(self, page: Page, home: str, *, touch: bool = False) -> None:
        self.page, self.home, self.touch = page, home, touch
        self.clicks = self.inputs = 0
        self.requests: list[str] = []
        self.console: list[str] = []
        self.addresses: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("console", lambda message: self.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.console.append(f"pageerror: {error}"))
        page.on("framenavigated", lambda frame: self.addresses.append(frame.url))

    # ------------------------------------------------------------ moving about

    def open(self, path: str = "/") -> "Tab":
        """Opens an address of the app, as from a link."""
        self.page.goto(self.home + path)
        return self.ready()

    def reload(self) -> "Tab":
        """F5."""
        self.page.reload()
        return self.ready()

    def ready(self) -> "Tab":
        """Waits until the page stands, with the answers that the browser handed over, and nothing runs."""
        self.until(self._has_handed_over, "the browser has handed over its draft")
        self.heading.wait_for()
        return self.settle()

    def _has_handed_over(self) -> bool:
        try:
            return bool(self.page.evaluate(HANDED_OVER))
        except Error:  # under `streamlit run` the first page loads itself once more
            return False

    def settle(self) -> "Tab":
        """Waits until nothing runs. Not by a function in the page: the security headers forbid that."""
        self.page.wait_for_timeout(START_MS)
        self.page.locator(IDLE).wait_for(state="attached")
        return self

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Waits for something that only Python can tell."""
        for _ in range(PATIENCE_MS // 50):
            if holds():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never came true: {what}")

    # ------------------------------------------------------------ answering

    def press(self, button: str) -> "Tab":
        """Presses a button."""
        self._hit(self.page.get_by_role("button", name=button, exact=True).first)
        self.clicks += 1
        return self.settle()

    def step(self, button: str, heading: str | Pattern[str]) -> "Tab":
        """Presses Begin, Next, Back or the like and arrives on the page with this heading."""
        self.page.wait_for_timeout(DOUBLE_CLICK_MS)
        self.press(button)
        expect(self.heading).to_have_text(heading, timeout=PATIENCE_MS)
        return self.settle()

    def choose(self, key: str, value: str) -> "Tab":
        """Chooses one of the answers of a question."""
        self._hit(self.option(key, value).locator("xpath=ancestor::label"))
        self._count()
        expect(self.option(key, value)).to_be_checked()
        return self.settle()

    def option(self, key: str, value: str) -> Locator:
        """The radio button of one answer of a question."""
        group = self.page.get_by_role("radiogroup", name=label_of(key), exact=True)
        return group.get_by_role("radio", name=option_of(key, value), exact=True)

    def tick(self, key: str, *values: str) -> "Tab":
        """Ticks answers of a question that takes several."""
        for value in values:
            self._hit(self.pill(key, value))
            self._count()
            expect(self.pill(key, value)).to_have_attribute("aria-pressed", "true")
            self.settle()
        return self

    def pill(self, key: str, value: str) -> Locator:
        """One of the answers of a question that takes several."""
        bar = self.page.get_by_role("toolbar", name=label_of(key), exact=True)
        return bar.locator("button").filter(has_text=re.compile(f"^{re.escape(option_of(key, value))}$"))

    def type_in(self, key: str, text: str) -> "Tab":
        """Types into a field and leaves it by Enter."""
        self._hit(self.field(key))
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self._count()
        return self.settle()

    def pick_date(self, key: str, digits: str) -> "Tab":
        """Types a date into its parts, in the order they stand on the screen."""
        self._hit(self.page.get_by_role("group", name=label_of(key), exact=True).get_by_role("spinbutton").first)
        self.page.keyboard.type(digits)
        self.page.keyboard.press("Tab")
        self._count()
        return self.settle()

    def fill_zeros(self, key: str) -> "Tab":
        """Answers 0 to what is still open in a list of counts."""
        self._hit(self.page.locator(f".st-key-zeros_{key} button"))
        self._count()
        return self.settle()

    def choose_file(self, file: Any) -> "Tab":
        """Goes to the file field and chooses a file."""
        self.page.get_by_test_id("stFileUploader").scroll_into_view_if_needed()
        self.page.locator("input[type=file]").set_input_files(file)
        return self.settle()

    def field(self, key: str) -> Locator:
        """The text field of an answer."""
        return self.page.get_by_role("textbox", name=label_of(key), exact=True)

    def _hit(self, target: Locator) -> None:
        if self.touch:
            target.tap()
        else:
            target.click()

    def _count(self) -> None:
        self.clicks += 1
        self.inputs += 1

    # ------------------------------------------------------------ seeing

    @property
    def heading(self) -> Locator:
        """The one level-1 heading of the page."""
        return self.page.get_by_role("heading", level=1)

    def chart(self) -> Locator:
        """The painted spectrum."""
        painted = self.page.locator(".js-plotly-plot")
        painted.locator(".main-svg").first.wait_for()
        self.settle()
        return painted

    def focused(self) -> dict[str, str]:
        """What has the keyboard: its tag, role, name, and the question it belongs to."""
        found: dict[str, str] = self.page.evaluate(FOCUSED)
        return found

    def width(self) -> tuple[int, int]:
        """How wide the page is, and how wide the window."""
        page, window = self.page.evaluate(
            "[Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth),"
            " window.innerWidth]"
        )
        return page, window

    def strangers(self) -> list[str]:
        """Requests to anyone but the server of this tab."""
        own, inside = urlsplit(self.home).netloc, {"data", "blob", "about"}
        return [u for u in self.requests if urlsplit(u).scheme not in inside and urlsplit(u).netloc != own]

    def violations(self) -> list[str]:
        """What the browser refused because of the security headers, and scripts that crashed."""
        marks = ("Content Security Policy", "Content-Security-Policy", "Refused to", "pageerror:")
        return [line for line in self.console if any(mark in line for mark in marks)]

    # ------------------------------------------------------------ the draft in the browser

    def stores(self) -> list[dict[str, Any] | None]:
        """What this browser keeps: of the tab (sessionStorage), and for longer (localStorage)."""
        kept = self.page.evaluate(f"[sessionStorage, localStorage].map(store => store.getItem('{DRAFT}'))")
        return [None if text is None else json.loads(text) for text in kept]

    def kept(self) -> dict[str, Any]:
        """The answers that this tab's draft holds."""
        in_tab, for_longer = self.stores()
        return dict((in_tab or for_longer or {}).get("answers") or {})

    def put_draft(self, answers: Any, place: Any = None, *, remembered: bool = False, days_old: float = 0) -> "Tab":
        """Puts a draft into this browser, as an earlier visit would have left it."""
        return self.put_raw_draft({"answers": answers, "place": place or {}}, remembered=remembered, days_old=days_old)

    def put_raw_draft(self, draft: Any, *, remembered: bool = False, days_old: float = 0) -> "Tab":
        """Puts anything into the place of the draft."""
        self.page.goto(self.home + "/healthz")  # the same origin, and nothing of the app
        self.page.evaluate(
            "([key, store, age, draft]) => window[store].setItem(key, typeof draft === 'string' ? draft"
            " : JSON.stringify({saved: Date.now() - age * 864e5, ...draft}))",
            [DRAFT, "localStorage" if remembered else "sessionStorage", days_old, draft],
        )
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
