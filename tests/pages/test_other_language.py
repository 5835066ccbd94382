"""The app in a language that nobody speaks: what is still English on the screen is text that no translator can reach.

Every text of the data files is put into letters with accents, as the translation into a language that Babel writes in
other letters as well (Greek). Whatever a page then shows in plain letters did not come through `words/language.py`.
"""

import json
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import unescape
from typing import Any

import pytest
import streamlit as st
from google.protobuf.message import Message

from bonecheck import answers_from
from bonecheck.answers.samples import sample
from bonecheck.compare.what_if import levers
from bonecheck.evidence.entries import Hazard
from bonecheck.evidence.library import (
    citations,
    content,
    data_bytes,
    document,
    entries,
    model_names,
    table,
    table_names,
)
from bonecheck.plan.food import Diet, foods
from bonecheck.ui.session import keys, visit
from bonecheck.words import interface, language
from bonecheck.words.food import facts, food_name, found
from bonecheck.words.questions import label_of
from bonecheck.words.risk import licence_note
from bonecheck.words.step import STEPS
from tests.pages.visitor import (
    COACH,
    EVIDENCE,
    MEALS,
    PLAN,
    PLAN_PARTS,
    RESULTS,
    SCREENS,
    SIDE_BY_SIDE,
    WHAT_IF,
    Visitor,
)
from tests.people import REPORT

PSEUDO = "el"
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀćđéƒǵħíĵķłḿńóṕǫŕśŧúṽẃẋýžÁɃĆĐÉƑǴĦÍĴĶŁḾŃÓṔǪŔŚŦÚṼẂẊÝŽ"
KEPT = re.compile(
    r"\{[^}]*\}|\]\([^)]*\)|\[\[\w+\]\]|:material/\w+:|</?\w+[^>]*>|https?://\S+|^## [a-z0-9_.]+$", re.MULTILINE
)
KEY = re.compile(r"[a-z0-9_./:+-]*")  # what stands in a data file and is a name, a path or a unit, and no text
# Files, and parts of files, that hold nothing but words: one of them may look like a key.
ONLY_WORDS = {"messages.toml", "names.toml", "interface.toml"}
WORDS = {
    "checklist.toml": {"words"},
    "coach.toml": {"chips"},
    "effects.toml": {"words", "unit"},
    "first_actions.toml": {"text"},
    "lead.toml": {"names"},
    "learn.toml": {"decides"},
    "meals.toml": {"columns"},
    "side_by_side.toml": {"changed_short", "you_short"},
    "thresholds.toml": {"measure", "unit", "applies_to", "where"},
    "what_if.toml": {"names", "counts"},
    "worked_example.toml": {"group", "which"},
}
ENGLISH = re.compile(r"[A-Za-z]{3,}")
READ_IN_TABLES = {"label", "also", "household_serving", "what", "who", "beside", "site"}
# Where a page keeps what is read on it; all else in a message to the browser is keys, icons and settings.
READ = {"body", "label", "options", "content", "placeholder", "help", "alt", "text"}


def strings_of(entry: Any) -> Iterator[str]:
    """Every text of nested tables, and the names of their entries, which the Evidence page shows."""
    if isinstance(entry, Mapping):
        for key, value in entry.items():
            yield key
            yield from strings_of(value)
    elif isinstance(entry, (list, tuple)):
        for value in entry:
            yield from strings_of(value)
    elif isinstance(entry, (str, bool)):
        yield str(entry)


# What stays as it is in every language.
NEVER_TRANSLATED = {
    "titles of publications": [entry.text for entry in citations().values()],
    "units, as they are printed on a report": ["g/cm2", "mg/cm2", "nmol/L", "ng/mL", "IU", "lb"],
    "makers of scanners": ["Hologic", "GE Lunar", "Norland", "Lunar"],
    "the name of the app": ["bonecheck"],
    "attributions and disclaimers, as licences want them": [licence_note(name) for name in model_names()],
}
# What stands on the Evidence page as it was published or is stored, in every language.
AS_IT_STANDS = {
    "the tables of a publication, as they are printed": [
        cell for name in table_names() for row in table(name) for cell in (name, *row, *row.values())
    ],
    "published models": [
        text for name in model_names() for text in strings_of(json.loads(data_bytes(f"models/{name}.json")))
    ],
    "tests of our own, by their names": [test for hazard in entries(Hazard).values() for test in hazard.tests],
}


# ------------------------------------------------------------------ the language


def accented(text: str) -> str:
    """A text in other letters; places, links and icons stay."""
    pieces, end = [], 0
    for kept in KEPT.finditer(text):
        pieces += [text[end : kept.start()].translate(str.maketrans(PLAIN, ACCENTED)), kept.group()]
        end = kept.end()
    return "".join([*pieces, text[end:].translate(str.maketrans(PLAIN, ACCENTED))])


def translated(entry: Any, words: Collection[str], *, only_words: bool = False) -> Any:
    """A data file with every text in other letters; keys stay, but not in the parts that hold nothing but words."""
    if isinstance(entry, Mapping):
        return {key: translated(value, words, only_words=only_words or key in words) for key, value in entry.items()}
    if isinstance(entry, list):
        return [translated(value, words, only_words=only_words) for value in entry]
    is_text = isinstance(entry, str) and (only_words or not KEY.fullmatch(entry))
    return accented(entry) if is_text else entry


def read_in(row: Mapping[str, str]) -> Mapping[str, str]:
    """The cells of a row that a person reads on other pages than Evidence, in other letters."""
    return {column: accented(cell) for column, cell in row.items() if column in READ_IN_TABLES}


def pseudo_translation(code: str, file: str) -> Mapping[str, Any]:
    if code != PSEUDO:
        return {}
    if file.startswith("reference/"):
        rows = table(file.removeprefix("reference/").removesuffix(".toml"))
        return {row["item" if "item" in row else "key"]: read_in(row) for row in rows}
    if file.endswith(".md"):
        return {"text": accented(content(file.removeprefix("content/").removesuffix(".md")))}
    return translated(document(file), WORDS.get(file, ()), only_words=file in ONLY_WORDS)


def forget_words() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("bonecheck"):
            for thing in list(vars(module).values()):
                if callable(getattr(thing, "cache_clear", None)) and "words" in getattr(thing, "__module__", ""):
                    thing.cache_clear()


@pytest.fixture
def pseudo(monkeypatch):
    """The language that nobody speaks can be chosen; afterwards no word of it is left."""
    forget_words()
    monkeypatch.setattr(language, "translation", pseudo_translation)
    yield
    forget_words()


def visitor_in(code: str, answers: dict[str, Any] | None = None, *, sample: str | None = None) -> Visitor:
    visitor = Visitor(answers, sample=sample)
    visitor.app.session_state[keys.LANGUAGE] = code
    return visitor.run()


# ------------------------------------------------------------------ what is read on a page


def shown(visitor: Visitor) -> Iterator[str]:
    for element in visitor.elements():
        yield from shown_in(element.proto)


def keys_of(visitor: Visitor) -> set[str | None]:
    return {element.key for element in visitor.elements() if hasattr(element, "key")}


def shown_in(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        values = value if hasattr(value, "append") else [value]
        for item in values:
            if isinstance(item, Message):
                yield from shown_in(item)
            elif field.name == "spec":
                yield from shown_in_picture(json.loads(item))
            elif field.name in READ and isinstance(item, str):
                yield unescape(item)


def shown_in_picture(entry: Any) -> Iterator[str]:
    """Annotations, axis titles and the words at the axes of a figure."""
    if isinstance(entry, dict):
        for key, value in entry.items():
            if key in {"text", "ticktext", "ticksuffix"}:
                yield from [value] if isinstance(value, str) else [str(one) for one in value] if value else []
            if isinstance(value, (dict, list)):
                yield from shown_in_picture(value)
    elif isinstance(entry, list):
        for value in entry:
            yield from shown_in_picture(value)


def read_by_a_person(text: str) -> str:
    """A text without its styles, tags, addresses and icons; what is read aloud stays."""
    text = re.sub(r"<style>.*?</style>", " ", text, flags=re.DOTALL)
    text = re.sub(r'aria-label="([^"]*)"', r"> \1 <", text)
    return re.sub(r"<[^>]*>|\]\([^)]*\)|:material/\w+:|https?://\S+", " ", text)


def segments(texts: Iterable[str]) -> set[str]:
    """The stretches of English between the places, the signs and the lines of texts, in small letters."""
    places = re.compile(r"\{[^}]*\}|[\n\"]|<[^>]*>|\]\([^)]*\)|\*\*|\*|^> ", re.MULTILINE)
    parts = {part.strip(" .,:;!?()[]|>#-−×±%“”") for text in texts for part in places.split(read_by_a_person(text))}
    parts |= {part.replace("_", " ") for part in parts}
    return {part.lower() for part in parts if ENGLISH.search(part)}


def tolerated(kept: Mapping[str, Iterable[str]]) -> list[str]:
    """Stretches of English that may stand on a page, the longest first."""
    return sorted({part for texts in kept.values() for part in segments(texts)}, key=len, reverse=True)


def every_page(code: str) -> Iterator[tuple[str, Visitor]]:
    """Every screen for nobody, for somebody with a scan and mistakes, and the results and talks of three sample people."""
    wrong = {"height_cm": "1O0", "scan_date": "2999-01-01", "tallest_height_cm": 120}
    for who, answers in (("nobody", {}), ("mistakes", {**REPORT, **wrong})):
        visitor = visitor_in(code, answers)
        for page, part in SCREENS:
            yield f"{who}, {page} {part}", visitor.open(page, part)
    for key in ("carol", "david", "mei"):
        visitor = visitor_in(code, sample=key)
        for page in (RESULTS, MEALS, WHAT_IF, SIDE_BY_SIDE):
            yield f"{key}, {page}", visitor.open(page)
        visitor.open(WHAT_IF)
        for lever in [name for name in levers() if f"what_if_more_{name}" in keys_of(visitor)]:
            yield f"{key}, {lever} moved", visitor.press_key(f"what_if_more_{lever}")
        for part in PLAN_PARTS:
            yield f"{key}, {PLAN} {part}", visitor.open(PLAN, part)
        visitor.app.session_state[keys.PRESENTING] = True
        for step, name in enumerate(STEPS):
            visitor.app.session_state[keys.STEP] = step
            yield f"{key}, presenter, {name}", visitor.open(RESULTS)
        visitor.app.session_state[keys.PRESENTING] = False


@pytest.mark.usefixtures("pseudo")
def test_every_text_on_every_page_comes_through_the_language():
    found: dict[str, str] = {}
    with language.speaking(PSEUDO):  # AppTest names the place of a slider outside of the visit
        for where, visitor in every_page(PSEUDO):
            for text in shown(visitor):
                found.setdefault(read_by_a_person(text), where)
    everywhere, on_evidence = tolerated(NEVER_TRANSLATED), tolerated(NEVER_TRANSLATED | AS_IT_STANDS)
    left: dict[str, str] = {}
    for text, where in found.items():
        text = text.lower()
        for part in on_evidence if EVIDENCE in where else everywhere:
            if part in text:
                text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", " ", text)
        if ENGLISH.search(text):
            left[" ".join(text.split())] = where
    listed = "\n".join(f"{where}: {text[:300]}" for text, where in sorted(left.items(), key=lambda item: item[1]))
    assert not left, f"{len(left)} texts are not translated:\n{listed}"


@pytest.mark.usefixtures("pseudo")
def test_foods_are_called_and_found_in_the_language():
    """They stand in folds that are closed, and in a table that has its translation beside it."""
    kale = foods()["kale_boiled"]
    with language.speaking(PSEUDO):
        assert food_name(kale) == accented(kale.label)
        assert kale in found(accented(kale.label), Diet())
        assert not ENGLISH.search(facts(kale))
        assert label_of("drinks_per_week.beer") == accented("Beer, can or small bottle (350 ml, 12 oz)")
    assert food_name(kale) == kale.label


# ------------------------------------------------------------------ everywhere the same language


@pytest.mark.usefixtures("pseudo")
def test_a_page_a_fragment_a_callback_and_a_download_speak_the_language_of_the_visit(monkeypatch):
    offered: dict[str, Any] = {}
    draw = st.download_button

    def offer(label: str, data: Any, **more: Any) -> bool:
        offered[more["key"]] = data
        return draw(label, data=data, **more)

    monkeypatch.setattr(st, "download_button", offer)
    heard: list[str] = []
    visitor = visitor_in(PSEUDO, answers_from(sample("carol").check))
    assert accented("Delete my answers") in visitor.more().buttons
    # a fragment: the panel of risk draws itself again, alone
    visitor.open(RESULTS).unfold("fold_chances")
    [view] = [element for element in visitor.elements() if element.key == "risk_view"]
    view.set_value("table").run()
    assert accented("Which break") in "".join(shown(visitor))
    # a callback: deleting answers leaves a message that is worded in it
    visitor.open(RESULTS).delete_all()
    assert visitor.messages("foot") == [accented(document("messages.toml")["deleted"])]
    # a download: made later, in a thread that knows no session
    with language.speaking(PSEUDO):
        later = visit.made_later(lambda: heard.append(language.language()) or interface.text("start.results"))
    assert later() == accented("My results")
    assert heard == [PSEUDO]
    assert callable(offered["save_answers"])
    assert language.language() == language.ENGLISH


@pytest.mark.usefixtures("pseudo")
def test_two_visits_in_two_languages_do_not_mix():
    other, english = visitor_in(PSEUDO, REPORT), visitor_in("en", REPORT)
    for page in (RESULTS, PLAN, COACH):
        other.open(page)
        told = "".join(shown(english.open(page)))
        assert not set(ACCENTED) & set(told) - set("áéíóúý"), page
