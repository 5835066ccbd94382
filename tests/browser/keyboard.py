"""The keyboard alone: Tab, Space, arrows and Enter, and never a mouse."""

from collections.abc import Callable
from re import Pattern

from playwright.sync_api import expect

from bonecheck.questions import question_of
from tests.browser.tab import DOUBLE_CLICK_MS, Tab, label_of, option_of

FAR = 60  # tab stops; nothing on a page is farther away than this


class Keyboard:
    """Acts like a `Tab`, by the keyboard of that tab."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.keys = tab.page.keyboard
        self.focus_after_steps: list[str] = []

    def step(self, button: str, heading: str | Pattern[str]) -> None:
        """Goes to a button, presses it and arrives on the page with this heading, with the focus on it."""
        self._go_to(lambda at: at["tag"] == "BUTTON" and at["name"] == button, button)
        self.tab.page.wait_for_timeout(DOUBLE_CLICK_MS)
        self.keys.press("Enter")
        expect(self.tab.heading).to_have_text(heading)
        self.tab.settle()
        self.tab.until(lambda: self.tab.focused()["tag"] != "BODY", f"something has the focus on {heading!r}")
        at = self.tab.focused()
        assert at["name"] == self.tab.heading.inner_text().strip()
        self.focus_after_steps.append(at["tag"])

    def choose(self, key: str, value: str) -> None:
        """Tab to the question, arrows to the answer."""
        self._go_to(lambda at: at["role"] == "radio" and at["group"] == label_of(key), key)
        self.keys.press("Space")
        for _ in range(list(question_of(key).options).index(value)):
            self.tab.settle()
            self.keys.press("ArrowDown")
        expect(self.tab.option(key, value)).to_be_checked()
        self.tab.settle()

    def tick(self, key: str, *values: str) -> None:
        """Tab to the question, arrows along the answers, Space to tick."""
        self._go_to(lambda at: at["tag"] == "BUTTON" and at["group"] == label_of(key), key)
        for value in values:
            for _ in question_of(key).options:
                if self.tab.focused()["name"] == option_of(key, value):
                    break
                self.keys.press("ArrowRight")
            self.keys.press("Space")
            expect(self.tab.pill(key, value)).to_have_attribute("aria-pressed", "true")
            self.tab.settle()

    def type_in(self, key: str, text: str) -> None:
        """Tab to the field, type, Enter."""
        self._go_to(lambda at: at["tag"] == "INPUT" and at["name"] == label_of(key), key)
        self.keys.type(text)
        self.keys.press("Enter")
        self.tab.settle()

    def pick_date(self, key: str, digits: str) -> None:
        """Tab to the date, type its digits."""
        self._go_to(lambda at: at["role"] == "spinbutton" and at["group"] == label_of(key), key)
        self.keys.type(digits)
        self.keys.press("Tab")
        self.tab.settle()

    def fill_zeros(self, key: str) -> None:
        """Tab to the button that fills a list of counts with zeros, Enter."""
        name = self.tab.page.locator(f".st-key-zeros_{key} button").inner_text()
        self._go_to(lambda at: at["tag"] == "BUTTON" and at["name"] == name, name)
        self.keys.press("Enter")
        self.tab.settle()

    def _go_to(self, wanted: Callable[[dict[str, str]], bool], what: str) -> None:
        passed = []
        for _ in range(FAR):
            self.keys.press("Tab")
            at = self.tab.focused()
            if wanted(at):
                return
            passed.append(at["name"] or at["tag"])
        raise AssertionError(f"Tab does not lead to {what!r}; it leads to {passed}")
