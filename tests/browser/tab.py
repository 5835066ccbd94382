"""One browser tab at the app: finds things by what a person sees or hears, and waits until the app is still."""

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

DRAFT = "bonecheck.draft.v1"
IDLE = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
START_MS = 80  # from an action to the start of the run that it causes
DOUBLE_CLICK_MS = 260  # the app ignores a second step within 250 ms
PATIENCE_MS = 15_000


class Tab:
    """A tab, and all that its browser asked for, printed and showed in the address line."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.clicks = self.inputs = 0
        self.requests: list[str] = []
        self.console: list[str] = []
        self.addresses: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("console", lambda message: self.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.console.append(f"error: {error}"))
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
        """Waits until a page stands and nothing runs."""
        self.heading.wait_for()
        return self.settle()

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
        self.page.get_by_role("button", name=button, exact=True).first.click()
        self.clicks += 1
        return self.settle()

    def step(self, button: str, heading: str) -> "Tab":
        """Presses Begin, Next, Back or the like and arrives on the page with this heading."""
        self.page.wait_for_timeout(DOUBLE_CLICK_MS)
        self.press(button)
        expect(self.heading).to_have_text(heading, timeout=PATIENCE_MS)
        return self.settle()

    def choose(self, question: str, option: str) -> "Tab":
        """Chooses one of the answers of a question."""
        group = self.page.get_by_role("radiogroup", name=question, exact=True)
        group.get_by_text(option, exact=True).click()
        self._count()
        expect(group.get_by_role("radio", name=option, exact=True)).to_be_checked()
        return self.settle()

    def tick(self, question: str, *options: str) -> "Tab":
        """Ticks answers of a question that takes several."""
        for option in options:
            pill = self.pill(question, option)
            pill.click()
            self._count()
            expect(pill).to_have_attribute("aria-pressed", "true")
            self.settle()
        return self

    def pill(self, question: str, option: str) -> Locator:
        """One of the answers of a question that takes several."""
        bar = self.page.get_by_role("toolbar", name=question, exact=True)
        return bar.locator("button").filter(has_text=re.compile(f"^{re.escape(option)}$"))

    def type_in(self, label: str, text: str) -> "Tab":
        """Types into a field and leaves it by Enter."""
        field = self.field(label)
        field.click()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)
        field.press("Enter")
        self._count()
        return self.settle()

    def pick_date(self, label: str, digits: str) -> "Tab":
        """Types a date into its parts, in the order they stand on the screen."""
        self.page.get_by_role("group", name=label, exact=True).get_by_role("spinbutton").first.click()
        self.page.keyboard.type(digits)
        self.page.keyboard.press("Tab")
        self._count()
        return self.settle()

    def _count(self) -> None:
        self.clicks += 1
        self.inputs += 1

    # ------------------------------------------------------------ seeing

    @property
    def heading(self) -> Locator:
        """The one level-1 heading of the page."""
        return self.page.get_by_role("heading", level=1)

    def field(self, label: str) -> Locator:
        """A text field by its label, as a screen reader says it."""
        return self.page.get_by_role("textbox", name=label, exact=True)

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

    # ------------------------------------------------------------ the draft in the browser

    def stores(self) -> list[dict[str, Any] | None]:
        """What this browser keeps: of the tab (sessionStorage), and for longer (localStorage)."""
        kept = self.page.evaluate(f"[sessionStorage, localStorage].map(store => store.getItem('{DRAFT}'))")
        return [None if text is None else json.loads(text) for text in kept]

    def everything_stored(self) -> str:
        """Every entry of both stores."""
        text: str = self.page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
        return text

    def put_draft(
        self, answers: Any, place: Any = None, *, remembered: bool = False, days_old: float = 0
    ) -> "Tab":
        """Puts a draft into this browser, as an earlier visit would have left it."""
        self.page.goto(self.home + "/healthz")  # the same origin, and nothing of the app
        self.page.evaluate(
            "([key, store, age, answers, place]) =>"
            " window[store].setItem(key, JSON.stringify({saved: Date.now() - age * 864e5, answers, place}))",
            [DRAFT, "localStorage" if remembered else "sessionStorage", days_old, answers, place or {}],
        )
        return self


FOCUSED = """() => {
  const at = document.activeElement;
  const group = at.closest('[role=radiogroup], [role=toolbar], [role=group]');
  return {
    tag: at.tagName,
    role: at.getAttribute('role') || at.type || '',
    name: (at.getAttribute('aria-label') || at.closest('label')?.textContent || at.textContent || '').trim(),
    group: group ? group.getAttribute('aria-label') || '' : '',
  };
}"""
