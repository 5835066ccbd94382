"""Somebody at the app in any browser: finds things by what a person sees, and waits until the app stands still."""

import json
import re
import time
from pathlib import Path
from re import Pattern
from typing import Any

from bonecheck.words.interface import text
from tests.browser.tab import DOUBLE_CLICK_S, DRAFT, ELSEWHERE, WIDTHS, group_of, label_of, option_of
from tests.browsers.browser import PATIENCE_S, Browser, until

ENTER, TAB = "\ue007", "\ue004"
# The middle of what is to be hit, once it can be: in sight, and under nothing.
WHERE = """(selector, name, within) => {
  const said = (node) => {
    const copy = node.cloneNode(true);
    copy.querySelectorAll('[aria-hidden=true]').forEach((icon) => icon.remove());
    return (node.getAttribute('aria-label') ?? copy.textContent).trim();
  };
  const node = [...document.querySelectorAll(selector)].find((node) => node.checkVisibility()
    && (name === null || said(node) === name)
    && (within === null || node.closest('[role=radiogroup], [role=toolbar], [role=group]')?.getAttribute('aria-label') === within));
  node?.scrollIntoView({ block: 'center', behavior: 'instant' });
  const box = node?.getBoundingClientRect();
  const [x, y] = box ? [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)] : [];
  return box?.width && node.contains(document.elementFromPoint(x, y)) ? [x, y] : null;
}"""


class Visitor:
    """Acts like the `Tab` of Chromium."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.browser, self.home = browser, home
        self.complaints: list[str] = []
        self._stepped = 0.0

    # ------------------------------------------------------------ moving about and waiting

    def open(self, path: str = "/") -> "Visitor":
        """Opens an address of the app."""
        self.browser.go(self.home + path)
        return self.settle()

    def settle(self) -> "Visitor":
        """Waits until the app stands still (see still.js), and hears what it complained of."""
        why = self.browser.run("(patience) => window.bonecheckStill(patience)", PATIENCE_S * 1000)
        assert why == "", f"the app never stood still: {why}"
        self.complaints += self.browser.run("() => window.complaints.splice(0)")
        return self

    def arrive(self, heading: str | Pattern[str]) -> "Visitor":
        """Waits for the page with this heading."""
        wanted = re.compile(heading if isinstance(heading, Pattern) else f"^{re.escape(heading)}$")
        until(lambda: wanted.search(self.read("h1")), f"the heading {wanted.pattern}, after {self.read('h1')!r}")
        return self.settle()

    def step(self, button: str, heading: str | Pattern[str]) -> "Visitor":
        """Presses a button and arrives on the page with this heading."""
        until(lambda: time.monotonic() > self._stepped + DOUBLE_CLICK_S, "a step that is no double click")
        self.press(button).arrive(heading)
        self._stepped = time.monotonic()
        return self

    def go(self, way: str, heading: str | Pattern[str]) -> "Visitor":
        """Goes along one of the ways on every page."""
        return self.hit(f"[role=navigation][aria-label={quoted(text('frame.ways'))}] a", way).arrive(heading)

    # ------------------------------------------------------------ acting

    def hit(self, selector: str, name: str | None = None, within: str | None = None) -> "Visitor":
        """Clicks what the selector finds, if it has this name and stands in the row of this name."""
        what = f"{selector} {name or ''} {within or ''}"
        x, y = until(lambda: self.browser.run(WHERE, selector, name, within), what)
        move = {"type": "pointerMove", "x": x, "y": y, "duration": 0}
        press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self.browser.act({"type": "pointer", "id": "mouse", "actions": [move, *press]})
        return self.settle()

    def keys(self, typed: str) -> "Visitor":
        """Types on the keyboard."""
        strokes = [{"type": kind, "value": key} for key in typed for kind in ("keyDown", "keyUp")]
        self.browser.act({"type": "key", "id": "keyboard", "actions": strokes})
        return self.settle()

    def press(self, button: str) -> "Visitor":
        return self.hit("button", button)

    def choose(self, key: str, value: str) -> None:
        self.hit("label", option_of(key, value), label_of(key))
        chosen = self.read(f"[role=radiogroup][aria-label={quoted(label_of(key))}] label:has(:checked)")
        assert chosen == option_of(key, value), key

    def tick(self, key: str, value: str) -> None:
        self.hit("button", option_of(key, value), group_of(key, value))
        assert self.seen(f"[role=toolbar][aria-label={quoted(group_of(key, value))}] [aria-pressed=true]"), key

    def type_in(self, key: str, typed: str) -> None:
        self.hit("input", label_of(key)).keys(typed + ENTER)

    def pick_year(self, key: str, year: str) -> None:
        """Tells a date by its year."""
        self.hit(f".st-key-q_{key} button", year)
        assert self.seen(f".st-key-q_{key} [aria-checked=true]"), key

    def choose_file(self, file: Path) -> "Visitor":
        """Chooses a file in the only field for files."""
        self.browser.choose_file("input[type=file]", file)
        return self.settle()

    # ------------------------------------------------------------ seeing

    def seen(self, selector: str) -> bool:
        """Whether there is such a thing."""
        found: bool = self.browser.run("(selector) => !!document.querySelector(selector)", selector)
        return found

    def read(self, selector: str) -> str:
        """The words of the first such thing; none where there is no such thing."""
        words: str = self.browser.run(
            "(selector) => document.querySelector(selector)?.innerText.trim() ?? ''", selector
        )
        return words

    def name(self, selector: str) -> str:
        """How a screen reader calls the first such thing."""
        name: str = self.browser.run("(selector) => document.querySelector(selector)?.ariaLabel ?? ''", selector)
        return name

    def value(self, key: str) -> str:
        """What stands in the field of an answer."""
        value: str = self.browser.run(
            "(selector) => document.querySelector(selector).value", f"input[aria-label={quoted(label_of(key))}]"
        )
        return value

    def width(self) -> tuple[int, int]:
        """How wide the page is, and how wide the window."""
        page, window = self.browser.run(WIDTHS)
        return page, window

    # ------------------------------------------------------------ the draft in the browser

    def has(self, answers: dict[str, Any]) -> "Visitor":
        """Puts a draft into the browser, as an earlier visit would have left it."""
        self.browser.go(self.home + ELSEWHERE)
        draft = {"answers": answers, "place": {}}
        put = "(key, draft) => sessionStorage.setItem(key, JSON.stringify({ saved: Date.now(), ...draft }))"
        self.browser.run(put, DRAFT, draft)
        return self

    def kept(self) -> dict[str, Any]:
        """The answers that the draft holds."""
        draft = json.loads(self.browser.run("(key) => sessionStorage.getItem(key)", DRAFT) or "{}")
        return draft.get("answers") or {}


def quoted(words: str) -> str:
    """Words as a selector wants them."""
    return '"' + words.replace('"', '\\"') + '"'
