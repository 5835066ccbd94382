"""No sentence stands in Python where it could not be translated: not in the ui, and not below `words`."""

import ast
import re

import pytest

from tests.people import PACKAGE, ROOT

ROOMS = ("ui", "handout", "pictures", "answers", "scan", "risk", "plan", "compare", "evidence")
FILES = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))] + [
    file for room in ROOMS for file in sorted((PACKAGE / room).rglob("*.py"))
]
SENTENCE = re.compile(r"[^\W\d_]{2,}[,.:;]? +[^\W\d_]{2,}")  # two words with a blank between
# What holds a blank between two words and is read by no person.
CODE = re.compile(
    r"<\w+[ >]|@font-face|:material/"  # HTML, a style sheet, an icon
    r"|-src |; Path=/"  # rules for the browser, in a header
    r"|\(\?:"  # a pattern by which a text is read
)
# Texts for whoever changes a data file or calls a function wrongly, raised or handed to `refuse`: no visitor sees them.
FOR_DEVELOPERS = {"refuse", "EvidenceError", "ValueError", "TypeError", "KeyError", "AssertionError"}
EXACTLY = {
    "often fortified": "a value in a column of the table of foods",
    **dict.fromkeys(("second hand", "part of the original"), "how a source was read, as citations.toml has it"),
    ".csv, line ": "the place of a mistake in a data file, for EvidenceError",
    "bonecheck saved check, version ": "the title of the published JSON schema",
    "script error: %s": "a line in the log",
    **dict.fromkeys(
        ("years old", "year old", "yrs old", "per cent"), "how people type a unit; read and never shown, open to more"
    ),
    **dict.fromkeys(
        ("Invalid enum value (.*?)(?: - at |$)", "missing required field `([^`]*)`"), "what msgspec says, to be read"
    ),
    **dict.fromkeys(
        ("line of the checklist", "group of topics", "compared model"), "what a key names, for EvidenceError"
    ),
    **dict.fromkeys(
        ("confirmed two ways", "derived and checked", "it is bone density", "calcium propionate"),
        "a value in a column of a table",
    ),
}


def words_in(source):
    """Every text in a module that looks like two words, without docstrings and what only developers read."""
    tree = ast.parse(source)
    unread = {id(node.body[0].value) for node in ast.walk(tree) if is_documented(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in FOR_DEVELOPERS:
            unread |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unread:
            text = node.value
            if SENTENCE.search(text) and not CODE.search(text) and text not in EXACTLY:
                yield text


def is_documented(node):
    has_body = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    return has_body and ast.get_docstring(node) is not None


@pytest.mark.parametrize("source", ['st.title("Your results")', 'f"Use {x} here and there"', 'x = {"a": "two words"}'])
def test_a_sentence_would_be_found(source):
    assert list(words_in(source))


def test_no_sentence_stands_in_the_ui_or_below_words():
    found = {str(file.relative_to(PACKAGE.parent)).removeprefix("bonecheck/"): file for file in FILES}
    guilty = {name: said for name, file in found.items() if (said := list(words_in(file.read_text(encoding="utf-8"))))}
    assert guilty == {}
