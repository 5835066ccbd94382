"""The keyboard alone: Tab, Space, arrows and Enter, and never a mouse."""

from collections.abc import Callable
from re import Pattern

from playwright.sync_api import expect

from bonecheck.answers.questions import question_of
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
        title = self.tab.heading.inner_text().strip()
        self.tab.until(lambda: self.tab.focused()["name"] == title, f"the heading has the focus on {heading!r}")
        self.focus_after_steps.append(self.tab.focused()["tag"])

    def follow(self, link: str, heading: str | Pattern[str]) -> None:
        """Goes to a link and follows it; the focus arrives on the heading of its page."""
        self._go_to(lambda at: at["tag"] == "A" and at["name"].endswith(link), link)  # its icon is a word before it
        self.keys.press("Enter")
        expect(self.tab.heading).to_have_text(heading)
        self.tab.settle()
        self.tab.until(lambda: self.tab.focused()["tag"] == "H1", f"the heading {heading!r} has the focus")

    def look_at(self, group: str, view: str, *, back: bool = False) -> None:
        """Tab (or Shift and Tab) to a row of ways of looking, arrows to the wanted one, Space; the focus stays on it."""
        if self.tab.focused()["group"] != group:
            self._go_to(lambda at: at["group"] == group, group, "Shift+Tab" if back else "Tab")
        for arrow in ("ArrowLeft", "ArrowRight"):  # they stop at the ends
            for _ in range(10):
                if self.tab.focused()["name"] != view:
                    self.keys.press(arrow)
        self.keys.press("Space")
        row = self.tab.page.get_by_role("radiogroup", name=group, exact=True)
        wanted = row.get_by_role("radio", name=view, exact=True)
        expect(wanted).to_be_checked()
        self.tab.settle()
        expect(wanted).to_be_focused()

    def tick_box(self, label: str) -> None:
        """Tab to a box, Space."""
        self._go_to(lambda at: at["role"] == "checkbox" and at["name"] == label, label)
        box = self.tab.page.get_by_role("checkbox", name=label, exact=True)
        before = box.is_checked()
        self.keys.press("Space")
        expect(box).to_be_checked(checked=not before)
        self.tab.settle()
        expect(box).to_be_focused()

    def go_to_button(self, label: str) -> None:
        """Tab to a button, without pressing it."""
        self._go_to(lambda at: at["tag"] == "BUTTON" and at["name"].endswith(label), label)

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

    def _go_to(self, wanted: Callable[[dict[str, str]], bool], what: str, key: str = "Tab") -> None:
        passed = []
        for _ in range(FAR):
            self.keys.press(key)
            at = self.tab.focused()
            if wanted(at):
                return
            passed.append(at["name"] or at["tag"])
        raise AssertionError(f"{key} does not lead to {what!r}; it leads to {passed}")
