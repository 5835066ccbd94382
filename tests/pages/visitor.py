"""A person at the app, without a browser: opens pages, answers questions, reads what stands on the screen."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget
from streamlit.util import calc_hash

from bonecheck.answers.questions import questions
from bonecheck.ui.plan import PARTS as PLAN_PARTS
from bonecheck.ui.session import keys
from bonecheck.words.learn import topics
from tests.people import ROOT

ABOUT, SCAN, RISKS, LIFESTYLE, RESULTS, PLAN, MEALS, EXAMPLE, EVIDENCE, START = (
    "check/about_you",
    "check/your_scan",
    "check/risk_factors",
    "check/lifestyle",
    "results/results",
    "results/plan",
    "results/meals",
    "learn/worked_example",
    "learn/evidence",
    "check/start",
)
COACH, SIDE_BY_SIDE = "coach/coach", "coach/side_by_side"
WHAT_IF = "results/what_if"
LEARN, QUESTIONS, CHECK_YOURSELF = "learn/learn", "learn/questions", "learn/check_yourself"
TOPICS = tuple(f"topic/{topic.address}" for topic in topics().values())  # pages without a file of their own
LEARN_PAGES = (LEARN, QUESTIONS, CHECK_YOURSELF, *TOPICS)
PAGES = (
    START,
    ABOUT,
    SCAN,
    RISKS,
    LIFESTYLE,
    RESULTS,
    PLAN,
    MEALS,
    EXAMPLE,
    EVIDENCE,
    LEARN,
    QUESTIONS,
    CHECK_YOURSELF,
    COACH,
    WHAT_IF,
    SIDE_BY_SIDE,
)
PARTS = {"risk_factors": 4, "lifestyle": 3, "plan": len(PLAN_PARTS)}  # pages that stand in several parts
# Every screen: a page, and where it has parts, each part.
SCREENS = tuple((page, part) for page in (*PAGES, *TOPICS) for part in range(PARTS.get(page.partition("/")[2], 1)))


class Visitor:
    """Drives the whole app through `app.py`, as Streamlit runs it, with `answers` restored from the browser."""

    def __init__(self, answers: dict[str, Any] | None = None, *, locale: str = "en-GB", restored: bool = True) -> None:
        self.app = AppTest.from_file(ROOT / "app.py", default_timeout=20)
        self.app.context = {"locale": locale, "theme": "light"}
        if restored:
            self.app.session_state[keys.RESTORED] = True
            self.app.session_state[keys.OWN] = dict(answers or {})
        self.run()

    # ------------------------------------------------------------ moving about

    def run(self) -> "Visitor":
        """One run of the script; a page must never end in an exception."""
        self.app.run()
        # AppTest goes back to the page of its last switch_page() otherwise, whatever the script opened since.
        self.app._page_hash = ""
        assert not self.app.exception, self.app.exception
        return self

    def open(self, page: str, part: int = 0) -> "Visitor":
        """Opens a page by the menu, and a part of it."""
        if page.partition("/")[2] in PARTS:
            places = self.app.session_state.get(keys.PLACE, {})
            self.app.session_state[keys.PLACE] = {**places, page.partition("/")[2]: part}
        if page == PLAN:  # its parts are a way of looking, and no place in the check
            self.app.session_state["plan_part"] = PLAN_PARTS[part]
        if page in TOPICS:
            self.app._page_hash = calc_hash(page.partition("/")[2])  # as Streamlit names a page by its address
        else:
            self.app.switch_page(f"pages/{page}.py")
        return self.run()

    def press(self, label: str, *, within: str | None = None) -> "Visitor":
        """Presses the button with this label; the first one, or the one in the container `within`."""
        buttons = [element for element in self.elements(within) if element.type == "button" and element.label == label]
        assert buttons, f"no button {label!r} on {self.title!r}: {self.buttons}"
        return self.press_key(buttons[0].key)

    def press_key(self, key: str) -> "Visitor":
        """Presses the button with this key."""
        self.app.session_state[keys.STEPPED] = 0.0  # a test is faster than the guard against double clicks
        self.app.button(key=key).click()
        return self.run().whole()

    # ------------------------------------------------------------ answering

    def widget(self, key: str) -> Any:
        """The widget of an answer."""
        found = self.find(key)
        assert found is not None, f"{key} is not asked on {self.title!r}"
        return found

    def find(self, key: str) -> Any:
        """The widget of an answer, or None if the page does not ask it."""
        named = re.compile(rf"w\d*_{re.escape(key)}(?:\.\d+)?")  # a lever of What if has a number more
        return next((element for element in self.elements() if named.fullmatch(element.key or "")), None)

    def give(self, key: str, value: str | list[str] | date | None) -> "Visitor":
        """Types a text, chooses an option, ticks several or picks a date, whatever the question takes."""
        self.widget(key).set_value(value)
        return self.run()

    def slide(self, lever: str, position: str | float) -> "Visitor":
        """Moves the slider of a lever of What if."""
        self.give(f"what_if.{lever}", position)
        return self.whole()

    def whole(self) -> "Visitor":
        """The whole page, after a run that drew only a part of it anew."""
        return self if self.app.title else self.run()

    def upload(self, data: bytes, name: str = "bonecheck.json") -> "Visitor":
        """Chooses a file on the first page."""
        self.widget("file").upload(name, data, "application/json")
        return self.run()

    # ------------------------------------------------------------ reading

    @property
    def answers(self) -> dict[str, Any]:
        """One's own answers in this session."""
        return self.app.session_state.get(keys.OWN, {})

    @property
    def title(self) -> str:
        return self.app.title[0].value

    @property
    def buttons(self) -> list[str]:
        return [element.label for element in self.elements() if element.type == "button"]

    def shown(self, key: str) -> Any:
        """What the widget of an answer shows."""
        return self.widget(key).value

    def elements(self, within: str | None = None) -> Iterator[Any]:
        """Everything on the page in reading order, or in the container with this key."""
        blocks = [self.app.main] if within is None else [self.container(within)]
        while blocks:
            node = blocks.pop(0)
            if hasattr(node, "children"):
                blocks = [*node.children.values(), *blocks]
            else:
                yield node

    def inputs(self) -> Iterator[Any]:
        """Every field, choice and box on the page; no buttons, and nothing of presenter mode, which answers nothing."""
        return (
            element
            for element in self.elements()
            if isinstance(element, Widget)
            and not element.type.endswith(("button", "toggle"))
            and element.key != "presenter_role"
        )

    def container(self, key: str) -> Any:
        """The container with this key."""
        blocks = [self.app.main]
        while blocks:
            block = blocks.pop()
            if getattr(block, "key", None) == key:
                return block
            blocks += [child for child in block.children.values() if hasattr(child, "children")]
        raise AssertionError(f"no container {key} on {self.title!r}")

    def messages(self, within: str | None = None) -> list[str]:
        """The text of every coloured message, on the page or in one container."""
        kinds = {"alert", "error", "warning", "info", "success"}
        return [element.value for element in self.elements(within) if element.type in kinds]

    def text(self, within: str | None = None) -> str:
        """All running text, in reading order."""
        kinds = {"title", "header", "subheader", "markdown", "caption", "error", "warning", "info", "success", "alert"}
        return "\n".join(element.value for element in self.elements(within) if element.type in kinds)

    def strings(self) -> Iterator[str]:
        """Every string that the page sends to the browser, also labels, options, alt texts and pictures."""
        for element in self.elements():
            yield from _strings(element.proto)

    @property
    def chart(self) -> Any:
        """The T-score line on the results page: `spec` (the figure as JSON) and `alt`."""
        return self.picture("spectrum")

    def picture(self, key: str) -> Any:
        """The picture with this key."""
        [chart] = [chart for chart in self.app.get("plotly_chart") if chart.key == key]
        return chart.proto


def question_keys(part: str) -> list[str]:
    """The questions of one part, in the order they are asked."""
    return [key for key, question in questions().items() if question.part == part]


def _strings(message: Message) -> Iterator[str]:
    for _, value in message.ListFields():
        values = value if isinstance(value, (list, tuple)) or hasattr(value, "append") else [value]
        if hasattr(value, "items"):
            values = list(value.values())
        for item in values:
            if isinstance(item, str):
                yield item
            elif isinstance(item, Message):
                yield from _strings(item)
