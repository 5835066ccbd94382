"""The keyboard alone: Tab, Space, arrows and Enter, and never a mouse."""

from collections.abc import Callable
from re import Pattern

from playwright.sync_api import Locator, expect

from bonecheck.answers.questions import question_of
from tests.browser.tab import A_WHILE, Tab, group_of, label_of

FAR = 60  # tab stops; nothing on a page is farther away than this
PLACES = "(row, wanted) => [row.indexOf(document.activeElement), row.indexOf(wanted)]"


class Keyboard:
    """Acts like a `Tab`, by the keyboard of that tab."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.keys = tab.page.keyboard

    def step(self, button: str, heading: str | Pattern[str]) -> None:
        """Goes to a button, presses it and arrives on the page with this heading, with the focus on it."""
        self._go_to(lambda at: at["tag"] == "BUTTON" and at["name"] == button, button)
        self.tab.not_too_soon()
        self.keys.press("Enter")
        self._arrive(heading)
        self.tab.stepped()

    def follow(self, link: str, heading: str | Pattern[str]) -> None:
        """Goes to a link and follows it; the focus arrives on the heading of its page."""
        self._go_to(lambda at: at["tag"] == "A" and at["name"].endswith(link), link)  # its icon is a word before it
        self.keys.press("Enter")
        self._arrive(heading)

    def _arrive(self, heading: str | Pattern[str]) -> None:
        self.tab.arrive(heading)
        self.tab.has_focus(f"the heading {heading!r}", tag="H1", name=self.tab.heading.inner_text().strip())

    def reach(self, group: str, view: str, *, back: bool = False) -> Locator:
        """Tab (or Shift and Tab) to a row of ways of looking, arrows to the wanted one."""
        if self.tab.focused()["group"] != group:
            self._go_to(lambda at: at["group"] == group, group, "Shift+Tab" if back else "Tab")
        wanted = self.tab.view(group, view)
        self._along(self.tab.page.get_by_role("radiogroup", name=group, exact=True).get_by_role("radio"), wanted)
        return wanted

    def look_at(self, group: str, view: str, *, back: bool = False) -> None:
        """Reaches a way of looking and chooses it by Space; the focus stays on it."""
        wanted = self.reach(group, view, back=back)
        self.keys.press("Space")
        expect(wanted).to_be_checked()
        self.tab.settle(A_WHILE)
        expect(wanted).to_be_focused()

    def tick_box(self, label: str) -> None:
        """Tab to a box, Space."""
        self._go_to(lambda at: at["role"] == "checkbox" and at["name"] == label, label)
        box = self.tab.box(label)
        before = box.is_checked()
        self.keys.press("Space")
        expect(box).to_be_checked(checked=not before)
        self.tab.settle(A_WHILE)
        expect(box).to_be_focused()

    def go_to_button(self, label: str) -> None:
        """Tab to a button, without pressing it."""
        self._go_to(lambda at: at["tag"] == "BUTTON" and at["name"].endswith(label), label)

    def go_to_field(self, label: str) -> None:
        """Tab to a field of several lines."""
        self._go_to(lambda at: at["tag"] == "TEXTAREA" and at["name"] == label, label)

    def choose(self, key: str, value: str) -> None:
        """Tab to the question, arrows to the answer."""
        self._go_to(lambda at: at["role"] == "radio" and at["group"] == label_of(key), key)
        self.keys.press("Space")
        self.tab.settle()
        options = list(question_of(key).options)
        for option in options[1 : options.index(value) + 1]:
            self.keys.press("ArrowDown")
            expect(self.tab.option(key, option)).to_be_checked()
            self.tab.settle()
        expect(self.tab.option(key, value)).to_be_focused()

    def tick(self, key: str, *values: str) -> None:
        """Tab to the question, arrows along the answers, Space to tick."""
        for value in values:
            group = group_of(key, value)
            if self.tab.focused()["group"] != group:
                self._go_to(lambda at, group=group: at["tag"] == "BUTTON" and at["group"] == group, key)
            bar = self.tab.page.get_by_role("toolbar", name=group, exact=True)
            self._along(bar.locator("button"), self.tab.pill(key, value))
            self.keys.press("Space")
            expect(self.tab.pill(key, value)).to_have_attribute("aria-pressed", "true")
            self.tab.settle()

    def type_in(self, key: str, text: str) -> None:
        """Tab to the field, type, Enter."""
        self._go_to(lambda at: at["tag"] == "INPUT" and at["name"] == label_of(key), key)
        self.keys.type(text)
        self.keys.press("Enter")
        self.tab.settle()

    def pick_year(self, key: str, year: str) -> None:
        """Tab to the years, arrows along them, Space."""
        self._go_to(lambda at: at["role"] == "radio" and at["group"] == label_of(key), key)
        wanted = self.tab.pill_of_year(key, year)
        self._along(self.tab.page.locator(f".st-key-q_{key} button"), wanted)
        self.keys.press("Space")
        expect(wanted).to_have_attribute("aria-checked", "true")
        self.tab.settle()

    def _along(self, row: Locator, wanted: Locator) -> None:
        """Arrows along a row to the wanted one."""
        at, to = row.evaluate_all(PLACES, wanted.element_handle())
        assert at >= 0, "the keyboard is not in the row"
        way = 1 if to > at else -1
        for place in range(at, to, way):
            self.keys.press("ArrowRight" if way > 0 else "ArrowLeft")
            expect(row.nth(place + way)).to_be_focused()

    def _go_to(self, wanted: Callable[[dict[str, str]], bool], what: str, key: str = "Tab") -> None:
        passed = []
        for _ in range(FAR):
            self.keys.press(key)
            at = self.tab.focused()
            if wanted(at):
                return
            passed.append(at["name"] or at["tag"])
        raise AssertionError(f"{key} does not lead to {what!r}; it leads to {passed}")
