"""A person at the app, without a browser: opens pages, answers questions, reads what stands on the screen."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from html import unescape
from typing import Any

import plotly.graph_objects as go
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget
from streamlit.util import calc_hash

from bonecheck.answers.as_given import answers_from
from bonecheck.answers.questions import questions
from bonecheck.answers.samples import sample as sample_person
from bonecheck.ui.plan import PARTS as PLAN_PARTS
from bonecheck.ui.session import answers, keys, place
from bonecheck.words.learn import topics
from tests.people import ROOT
from tests.people import plain as plain_text

# Pages by their addresses, which stay whatever file draws them.
START, ABOUT, SCAN, PICTURE, BONES = "start", "about-you", "your-scan", "picture", "bones-and-falls"
BRING = "bring-report"
HEALTH, BODY, HABITS, MINE = "health", "body", "habits", "my-answers"
RESULTS, PLAN, MEALS, WHAT_IF, SIDE_BY_SIDE = "results", "plan", "meals", "what-if", "side-by-side"
COACH, CLASS, EXAMPLE, EVIDENCE = "coaches", "class", "t-score-or-risk-factors", "evidence"
LEARN, QUESTIONS, CHECK_YOURSELF = "topics", "questions", "check-yourself"
TOPICS = tuple(topic.address for topic in topics().values())

# Every screen: a page, and where it has parts, each part.
CHECK = tuple((page, None) for page in (ABOUT, SCAN, PICTURE, BONES, HEALTH, BODY, HABITS))
ABOUT_A_PERSON = (
    *CHECK,
    (BRING, None),
    (RESULTS, None),
    (MINE, None),
    *((PLAN, part) for part in PLAN_PARTS),
    (MEALS, None),
    (WHAT_IF, None),
)
FOR_ALL = (START, COACH, CLASS, SIDE_BY_SIDE, EXAMPLE, EVIDENCE, LEARN, QUESTIONS, CHECK_YOURSELF, *TOPICS)
SCREENS = (*ABOUT_A_PERSON, *((page, None) for page in FOR_ALL))

# What no page may say: a diagnosis is a clinician's sentence; nobody is told to start or stop a medicine.
NEVER = re.compile(
    r"\byou(?:'ve| have|r bones have| suffer from| are diagnosed with)(?: got)? (?:severe |established |mild )?osteop"
    r"|\byou are osteop|\byour (?:osteoporosis|osteopenia|diagnosis)\b|\bbone age\b|\breverse (?:your )?osteop"
    r"|\b(?:you should|please) (?:start|stop) (?:taking|your)",
    re.IGNORECASE,
)
BROKEN = re.compile(r"(?<!\$)\{\w+\}|\bnan\b|: None\b(?! of)")  # a place that was not filled in, or a missing value
_DRAWING = re.compile(
    r'<div class="bone-line".*</div>|<div class="bone-small".*?</div>', re.DOTALL
)  # a still picture, which is no running text
_READ: set[str] = set()  # strings that were looked through already


class Visitor:
    """Drives the whole app through `app.py`, as Streamlit runs it.

    `answers` were restored from the browser; `sample` is the sample person on the screen.
    """

    def __init__(
        self,
        answers: dict[str, Any] | None = None,
        *,
        sample: str | None = None,
        locale: str = "en-GB",
        restored: bool = True,
    ) -> None:
        self.app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        self.app.context = {"locale": locale, "theme": "light"}
        if restored:
            self.app.session_state[keys.RESTORED] = True
            self.app.session_state[keys.OWN] = dict(answers or {})
        if sample:
            self.app.session_state[keys.SAMPLE] = answers_from(sample_person(sample).check)
            self.app.session_state[keys.SAMPLE_KEY] = sample

    # ------------------------------------------------------------ moving about

    def run(self) -> "Visitor":
        """One run of the script. A page must never end in an exception, a diagnosis or a broken sentence."""
        self.app.run()
        # AppTest goes back to the page that was opened last otherwise, whatever the script opened since.
        self.app._page_hash = ""
        assert not self.app.exception, self.app.exception
        self._read_through()
        return self

    def _read_through(self) -> None:
        new = {text for text in self.strings() if text not in _READ}
        found = {text: NEVER.search(text) or BROKEN.search(text) for text in new}
        wrong = [text[max(0, place.start() - 60) :][:150] for text, place in found.items() if place]
        assert not wrong, wrong
        _READ.update(new)

    def open(self, page: str, part: str | None = None) -> "Visitor":
        """Opens a page by the menu, and where it has parts, a part of it; else the part that was open."""
        if part is not None:
            self.app.session_state["plan_part"] = part
        self.app._page_hash = calc_hash(page)  # as Streamlit names a page by its address
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

    def more(self) -> "Visitor":
        """Opens what stands behind the line at the foot of the page."""
        self.app.session_state[place.MORE] = True
        return self.run()

    def delete_all(self) -> "Visitor":
        """Deletes all answers, and says so when asked."""
        return self.more().press_key("forget").press_key("delete_now")

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
        if key in questions() and questions()[key].groups:
            return self._give_groups(key, value)
        if key in questions() and questions()[key].kind == "date" and self.find(key) is None:
            self.widget(f"{key}.year").set_value(answers.DAY)
            self.run()
        self.widget(key).set_value(value)
        return self.run()

    def _give_groups(self, key: str, ticked: Any) -> "Visitor":
        """Ticks items of a long list, each in its group; they stand there at once, as after quick taps."""
        question = questions()[key]
        groups = {f"{key}.group_{number}": group for number, group in enumerate(question.groups)}
        for part, group in (groups | {key: question.last_options}).items():
            self.widget(part).set_value([item for item in ticked or () if item in group])
        return self.run()

    def unfold(self, *keys: str) -> "Visitor":
        """Opens the folds with these keys, which draw what is in them only then."""
        for key in keys:
            self.app.session_state[key] = True
        return self.run()

    def slide(self, lever: str, position: str | float) -> "Visitor":
        """Moves the slider of a lever of What if."""
        return self.give(f"what_if.{lever}", position).whole()

    def choose(self, key: str, value: Any) -> "Visitor":
        """Sets a way to look at something, which is no answer."""
        [choice] = [element for element in self.elements() if element.key == key]
        choice.set_value(value)
        return self.run()

    def whole(self) -> "Visitor":
        """The whole page, after a run that drew only a part of it anew."""
        return self if self.app.title else self.run()

    def upload(self, data: bytes, name: str = "bonecheck.json") -> "Visitor":
        """Chooses a file on the first page."""
        self.widget("file").upload(name, data, "application/json")
        return self.run()

    def paste(self, report: str) -> "Visitor":
        """Pastes the text of a report on the page that takes one, and has it read."""
        [field] = [element for element in self.open(BRING).elements() if element.type == "text_area"]
        field.set_value(report)
        return self.press("Read it")

    # ------------------------------------------------------------ what is kept

    @property
    def answers(self) -> dict[str, Any]:
        """One's own answers in this session."""
        return self.app.session_state.get(keys.OWN, {})

    @property
    def draft(self) -> dict[str, Any]:
        """What the page tells the browser to keep."""
        [component] = [e for e in self.elements() if e.type == "bidi_component" and e.key == "_draft"]
        return json.loads(component.proto.json)

    # ------------------------------------------------------------ reading

    @property
    def title(self) -> str:
        return self.app.title[0].value

    @property
    def headings(self) -> list[str]:
        return [element.value for element in self.elements() if element.type == "header"]

    @property
    def buttons(self) -> list[str]:
        return [element.label for element in self.elements() if element.type == "button"]

    def subheadings(self, within: str | None = None) -> list[str]:
        return [element.value for element in self.elements(within) if element.type == "subheader"]

    def links(self, within: str | None = None) -> dict[str, str]:
        """The addresses of the links to other pages, by their words; those on top of every page only within "bar"."""
        on_top = {id(element) for element in self.elements("bar")} if within is None else set()
        found = [e for e in self.elements(within) if e.type == "page_link" and id(e) not in on_top]
        return {link.proto.label: link.proto.page for link in found}

    def shown(self, key: str) -> Any:
        """What the widget of an answer shows."""
        return self.widget(key).value

    def elements(self, within: str | None = None) -> Iterator[Any]:
        """Everything on the page in reading order, or in the container with this key."""
        yield from _leaves(self.app.main if within is None else self.container(within))

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
        for block in _blocks(self.app.main):
            if getattr(block, "key", None) == key:
                return block
        raise AssertionError(f"no container {key} on {self.title!r}")

    def containers(self, start: str) -> list[str]:
        """The rest of the keys of all containers whose key begins like this, in reading order."""
        keys = [getattr(block, "key", None) or "" for block in _blocks(self.app.main)]
        return [key.removeprefix(start) for key in keys if key.startswith(start)]

    def fold(self, label: str, within: str | None = None) -> list[Any]:
        """What stands in the fold or behind the button with this name; the first one, on the page or in a container."""
        blocks = _blocks(self.app.main if within is None else self.container(within))
        found = [block for block in blocks if block.type in {"expander", "popover"} and _label(block) == label]
        assert found, f"no fold {label!r} on {self.title!r}"
        return list(_leaves(found[0]))

    def messages(self, within: str | None = None) -> list[str]:
        """The text of every coloured message, on the page or in one container."""
        kinds = {"alert", "error", "warning", "info", "success"}
        return [element.value for element in self.elements(within) if element.type in kinds]

    def text(self, within: str | None = None) -> str:
        """All running text, in reading order."""
        return said(self.elements(within))

    def plain(self, within: str | None = None) -> str:
        """All running text without the signs that only typography needs."""
        return plain_text(self.text(within))

    def strings(self) -> Iterator[str]:
        """Every string that the page sends to the browser, also labels, options, alt texts and pictures."""
        for element in self.elements():
            yield from _strings(element.proto)

    def tables(self, within: str | None = None) -> dict[str, list[dict[str, str]]]:
        """The tables by name; each row by the names of its columns."""
        return tables(self.elements(within))

    @property
    def charts(self) -> dict[str, Any]:
        """The pictures by key: `spec` (the figure as JSON) and `alt`."""
        return {chart.key: chart.proto for chart in self.app.get("plotly_chart")}

    def figure(self, key: str) -> dict[str, Any]:
        """A picture as the browser gets it; Plotly refuses what it does not know."""
        spec: dict[str, Any] = json.loads(self.charts[key].spec)
        go.Figure(spec)
        return spec

    def labels(self, key: str) -> list[str]:
        """What is written in a picture, without its tags."""
        notes = self.figure(key)["layout"]["annotations"]
        return [plain_text(re.sub(r"<.*?>", "", note["text"])) for note in notes]


def said(elements: Iterable[Any]) -> str:
    """The running text of these elements."""
    kinds = {"title", "header", "subheader", "markdown", "caption", "error", "warning", "info", "success", "alert"}
    return "\n".join(_DRAWING.sub("", element.value) for element in elements if element.type in kinds)


def tables(elements: Iterable[Any]) -> dict[str, list[dict[str, str]]]:
    """The tables among these elements by name; each row by the names of its columns."""
    found = {}
    for element in elements:
        html = element.proto.body if element.type == "html" else ""
        if "bonecheck-table" in html:
            columns, *rows = [
                [unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
                for row in re.findall(r"<tr>(.*?)</tr>", html)
            ]
            name = unescape(re.findall(r'aria-label="(.*?)"', html)[0])
            found[name] = [dict(zip(columns, row, strict=True)) for row in rows]
    return found


def _label(block: Any) -> str:
    """The name of a fold, or of the button behind which something stands."""
    label: str = block.proto.popover.label if block.type == "popover" else block.label
    return label


def _blocks(block: Any) -> Iterator[Any]:
    """A block and all within it, in reading order."""
    yield block
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _blocks(child)


def _leaves(block: Any) -> Iterator[Any]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _leaves(child)
        else:
            yield child


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
