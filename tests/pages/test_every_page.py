"""What holds on every page: it opens alone, answers nothing for the person, and never diagnoses.

`Visitor.run` looks for an exception, a diagnosis and a broken sentence whenever any test opens a page; here all pages
are opened for people whose pages differ.
"""

import ast
from typing import Any, NamedTuple

import pytest

from bonecheck.answers.questions import questions
from bonecheck.words.outcomes import all_texts
from tests.browser.people import BUSY_PLAN, EVERY_MODEL, WOMAN_OF_33
from tests.pages.visitor import (
    ABOUT,
    ABOUT_A_PERSON,
    BODY,
    CHECK,
    EXAMPLE,
    HABITS,
    NEVER,
    PICTURE,
    RESULTS,
    SCREENS,
    SIDE_BY_SIDE,
    START,
    WHAT_IF,
    Visitor,
)
from tests.people import ROOT, of_woman, with_t

PEOPLE: dict[str, dict[str, Any]] = {
    "nobody yet": {},
    "only age and sex": {"age_years": 62, "sex": "female"},
    "child": {"age_years": 7, "sex": "female", "has_scan": "yes", **with_t(lumbar_spine=-2.0)},
    "read by Z-score": WOMAN_OF_33,
    "every model": EVERY_MODEL,
    "much to do": BUSY_PLAN,
    "every warning": of_woman(
        68,
        **with_t(femoral_neck_left=-3.1, lumbar_spine=-1.0, heel=-2.0),
        warning_signs=["back_pain", "new_stoop", "cannot_stand", "numb_or_weak_legs"],
        glucocorticoids="now",
        glucocorticoid_dose_mg_per_day=10,
        glucocorticoid_months=12,
    ),
    "mistakes": {
        "age_years": 62,
        "height_cm": "tall",
        "has_scan": "yes",
        "scan_regions": ["femoral_neck_left"],
        "femoral_neck_left.t_score": "1.8",
        "scan_date": "2999-01-01",
    },
}


class Screen(NamedTuple):
    """What was on a screen, for the tests that look at it."""

    titles: int
    messages_at_the_foot: list[str]
    buttons: set[str]
    inputs: dict[str, tuple[str, Any]]  # by key: the kind, and what it shows
    answers: dict[str, Any]


@pytest.fixture(scope="module")
def seen() -> dict[Any, Screen | AssertionError]:
    """Every screen for somebody without any answer, and those about a person for everybody else."""
    found: dict[Any, Screen | AssertionError] = {}
    for who, answers in PEOPLE.items():
        visitor = Visitor(answers)
        for page, part in ABOUT_A_PERSON if answers else SCREENS:
            try:
                visitor.open(page, part)
                if not answers:
                    visitor.run()  # drawn twice, as after any other answer
            except AssertionError as error:
                found[who, page, part] = error
                continue
            found[who, page, part] = Screen(
                titles=len(visitor.app.title),
                messages_at_the_foot=visitor.messages("foot"),
                buttons=set(visitor.buttons),
                inputs={element.key: (element.type, element.value) for element in visitor.inputs()},
                answers=dict(visitor.answers),
            )
    return found


def test_every_page_opens_by_itself_for_everybody_and_says_nothing_broken_or_like_a_diagnosis(seen):
    assert {screen: str(error) for screen, error in seen.items() if isinstance(error, AssertionError)} == {}
    assert [screen for screen, shown in seen.items() if shown.titles != 1 or shown.messages_at_the_foot] == []


def test_looking_at_every_page_answers_nothing(seen):
    assert [screen for screen, shown in seen.items() if shown.answers != PEOPLE[screen[0]]] == []
    ways_to_look = ("side_", "what_if_", "plan_", "client_filter")
    given = {
        (page, key): value
        for (who, page, _), shown in seen.items()
        for key, (_, value) in shown.inputs.items()
        if who == "nobody yet" and value not in (None, "", []) and not key.startswith(ways_to_look)
    }
    assert given == {(BODY, "w_units"): "metric"}


def test_every_choice_can_be_left_open(seen):
    """No widget that cannot be empty: a slider or a ticked box would answer by itself.

    What if answers nothing, and neither does what goes into a calendar file: its lists begin with "none".
    """
    free = {"text_input", "text_area", "radio", "button_group", "date_input", "file_uploader", "checkbox"}
    wrong = [
        (who, page, key)
        for (who, page, _), shown in seen.items()
        for key, (kind, value) in shown.inputs.items()
        if page not in {WHAT_IF, SIDE_BY_SIDE}
        and not (key.startswith("plan_week_") and value in {"", "none"})
        and (kind not in free or (kind == "checkbox" and value and ".".join(key.split(".")[:-1]) != "w_will_do"))
    ]
    assert wrong == []


def test_every_page_of_questions_asks_something_without_any_answer_before_it(seen):
    for screen in CHECK:
        shown = seen["nobody yet", *screen]
        assert shown.inputs.keys() - {"w_units"} or screen[0] == PICTURE, screen  # the picture asks in a fold
        onward = {HABITS: "See my results", PICTURE: "Go on: 2 minutes"}.get(screen[0], "Next")
        assert {"Back", onward} <= shown.buttons, screen


def test_every_page_is_looked_at():
    registered = Visitor().open(EXAMPLE).app._registered_pages.values()
    assert {page["url_pathname"] or START for page in registered} == {page for page, _ in SCREENS}


def test_before_the_browser_has_handed_over_its_draft_nothing_is_asked():
    visitor = Visitor(restored=False).open(ABOUT)
    assert visitor.app.get("skeleton")
    assert not visitor.app.title
    assert not visitor.app.text_input


def test_pressing_next_on_every_page_answers_nothing():
    visitor = Visitor().open(START).press("I have my scan report")
    while "See my results" not in visitor.buttons:
        visitor.press("Next")
    visitor.press("See my results")
    assert visitor.answers == {"has_scan": "yes"}


def test_saying_yes_to_a_scan_and_tapping_every_site_fills_in_no_number():
    usable = [site for site in questions()["scan_regions"].options if site not in {"heel", "finger", "whole_body"}]
    visitor = Visitor({"has_scan": "yes"}).open(PICTURE).unfold("report_details").give("scan_regions", usable)
    fields = [element for element in visitor.inputs() if element.type == "text_input"]
    assert len(fields) == 3 * len(usable)
    assert all(field.value == "" for field in fields)
    assert set(visitor.answers) == {"has_scan", "scan_regions"}


def test_the_results_page_without_answers_says_what_it_needs_and_links_there():
    visitor = Visitor().open(RESULTS)
    assert "Answer a few questions first" in visitor.text()
    assert list(visitor.links().values()) == [ABOUT]
    assert not visitor.charts


def test_two_visitors_see_nothing_of_each_other():
    one, other = Visitor(), Visitor()
    one.open(ABOUT).give("age_years", "62").open(RESULTS)
    assert other.open(ABOUT).shown("age_years") == ""
    assert (one.answers, other.answers) == ({"age_years": 62}, {})


def test_a_diagnosis_would_be_found():
    for sentence in (
        "You have osteoporosis.", "you have severe osteoporosis", "You've got osteopenia", "You are osteoporotic",
        "Your osteoporosis is mild", "Your bone age is 80", "You should stop taking alendronate",
    ):  # fmt: skip
        assert NEVER.search(sentence), sentence


def test_no_text_that_waits_for_its_person_says_so_either():
    texts = [text for file in ("outcomes", "reasons", "not_assessed") for text in all_texts(file).values()]
    assert [text for text in texts if NEVER.search(f"{text.title} {text.plain} {text.clinical}")] == []


def test_a_page_holds_no_threshold_and_no_arithmetic():
    pages = [*(ROOT / "pages").rglob("*.py")]
    assert len(pages) > 10
    assert {page.name: found for page in pages if (found := _judged(page.read_text(encoding="utf-8")))} == {}
    assert all(_judged(code) for code in ("a = t <= -2.5", "a = b - 1", "if 50 < age < 65: pass", "a -= 1"))


def _judged(code: str) -> list[str]:
    """Comparisons and arithmetic with a number in them."""
    nodes = [node for node in ast.walk(ast.parse(code)) if isinstance(node, (ast.Compare, ast.BinOp, ast.AugAssign))]
    return [ast.unparse(node) for node in nodes if any(_is_number(inner) for inner in ast.walk(node))]


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool)
