"""What holds on every page: it opens alone, answers nothing for the person, and never diagnoses."""

import ast
import re

import pytest

from bonecheck.answers.questions import questions
from bonecheck.answers.samples import samples
from bonecheck.words.outcomes import all_texts
from tests.pages.visitor import (
    ABOUT,
    COACH,
    EVIDENCE,
    EXAMPLE,
    LEARN_PAGES,
    MEALS,
    PAGES,
    PLAN,
    RESULTS,
    SCAN,
    SCREENS,
    SIDE_BY_SIDE,
    START,
    WHAT_IF,
    Visitor,
)
from tests.people import ROOT

# What no page may say: a diagnosis is a clinician's sentence; nobody is scared or told to start or stop a medicine.
NEVER = re.compile(
    r"\byou(?:'ve| have|r bones have| suffer from| are diagnosed with)(?: got)? (?:severe |established |mild )?osteop"
    r"|\byou are osteop|\byour (?:osteoporosis|osteopenia|diagnosis)\b|\bbone age\b|\breverse (?:your )?osteop"
    r"|\b(?:you should|please) (?:start|stop) (?:taking|your)",
    re.IGNORECASE,
)


VIEW = ("side_", "what_if_")  # how to look at something: no answer
NO_QUESTIONS = {START, COACH, SIDE_BY_SIDE, RESULTS, PLAN, MEALS, WHAT_IF, EXAMPLE, EVIDENCE, *LEARN_PAGES}


@pytest.mark.parametrize(("page", "part"), SCREENS)
def test_every_page_opens_cold_by_itself(page, part):
    visitor = Visitor().open(page, part)
    assert len(visitor.app.title) == 1
    assert visitor.messages("foot") == []


def test_the_results_page_without_answers_says_what_it_needs_and_links_there():
    visitor = Visitor().open(RESULTS)
    assert "Answer a few questions first" in visitor.text()
    [link] = [element for element in visitor.elements() if element.type == "page_link"]
    assert link.proto.page == "about-you"
    assert not visitor.app.get("plotly_chart")


@pytest.mark.parametrize(
    ("page", "part"),
    [screen for screen in SCREENS if screen[0] not in NO_QUESTIONS],
)
def test_every_page_of_questions_asks_something_without_any_answer_before_it(page, part):
    visitor = Visitor().open(page, part)
    assert [key for key in questions() if visitor.find(key)] or visitor.app.text_input
    assert {"Back", "Next"} <= set(visitor.buttons) or {"Back", "See my results"} <= set(visitor.buttons)


def test_before_the_browser_has_handed_over_its_draft_nothing_is_asked():
    visitor = Visitor(restored=False).open(ABOUT)
    assert visitor.app.get("skeleton")
    assert not visitor.app.title
    assert not visitor.app.text_input


@pytest.mark.parametrize("locale", ["en-GB", "en-US"])
def test_visiting_every_page_answers_nothing(locale):
    visitor = Visitor(locale=locale)
    for page, part in SCREENS:
        visitor.open(page, part).run()  # drawn twice, as after any other answer
        asked = [element for element in visitor.inputs() if not element.key.startswith(VIEW)]
        given = [element.key for element in asked if element.value not in (None, "", [])]
        assert given == (["w_units"] if page == ABOUT else [])
    assert visitor.answers == {}


def test_pressing_next_on_every_page_answers_nothing():
    visitor = Visitor().press("Begin")
    for _ in range(8):
        visitor.press("Next")
    visitor.press("See my results")
    assert visitor.answers == {}
    assert visitor.title == "Your results"


def test_saying_yes_to_a_scan_and_tapping_every_site_fills_in_no_number():
    visitor = Visitor().open(SCAN).give("has_scan", "yes")
    usable = [site for site in questions()["scan_regions"].options if site not in {"heel", "finger", "whole_body"}]
    visitor.give("scan_regions", usable)
    fields = [element for element in visitor.inputs() if element.type == "text_input"]
    assert len(fields) == 3 * len(usable)
    assert all(field.value == "" for field in fields)
    assert set(visitor.answers) == {"has_scan", "scan_regions"}


def test_every_choice_can_be_left_open_or_is_answered_by_the_person_only():
    """No widget that cannot be empty: a slider or a checkbox would answer by itself. What if answers nothing."""
    given = {"age_years": 62, "sex": "female", "has_scan": "yes"}
    for page, part in SCREENS:
        visitor = Visitor(given).open(page, part)
        assert visitor.answers == given
        if page in {WHAT_IF, SIDE_BY_SIDE}:
            continue
        kinds = {element.type for element in visitor.inputs()} - {"checkbox"}
        assert kinds <= {"text_input", "radio", "button_group", "date_input", "file_uploader"}
        boxes = [element for element in visitor.inputs() if element.type == "checkbox"]
        assert not any(box.value for box in boxes)
        others = [box.label for box in boxes if not box.label.startswith("I will do this: ")]
        assert others == ["Remember my answers on this device for 30 days"]


# ------------------------------------------------------------------ words


def many_people():
    """People whose pages differ: the samples, every class, everything answered, and nothing known."""
    for person in samples():
        yield person.key, None
    for t_score in (-0.5, -1.8, -3.1):
        yield f"T-score {t_score}", {**REPORT, "femoral_neck_left.t_score": t_score}
    yield "a fracture", {**REPORT, "fracture_since_50": "yes", "fracture_sites": ["hip", "wrist"]}
    yield "every warning", {**REPORT, "warning_signs": ["back_pain", "new_stoop", "cannot_stand", "numb_or_weak_legs"]}
    yield (
        "steroids",
        {**REPORT, "glucocorticoids": "now", "glucocorticoid_dose_mg_per_day": 10, "glucocorticoid_months": 12},
    )
    yield (
        "young woman",
        {**REPORT, "age_years": 30, "menopausal_status": "premenopausal", "femoral_neck_left.z_score": -2.3},
    )
    yield "child", {**REPORT, "age_years": 7}
    yield "mistakes", {**REPORT, "height_cm": "tall", "femoral_neck_left.t_score": "1.8", "scan_date": "2999-01-01"}


REPORT = {
    "age_years": 62,
    "sex": "female",
    "menopausal_status": "postmenopausal",
    "height_cm": 160.0,
    "tallest_height_cm": 165.0,
    "has_scan": "yes",
    "scan_regions": ["femoral_neck_left", "lumbar_spine", "heel"],
    "femoral_neck_left.t_score": -1.8,
    "lumbar_spine.t_score": -1.0,
    "lumbar_spine.vertebrae": "other",
    "lumbar_spine.vertebrae_other": ["L1"],
    "bone_medicine": "denosumab",
    "conditions": ["coeliac"],
}


@pytest.mark.parametrize(("who", "answers"), list(many_people()))
def test_no_page_tells_a_person_that_they_have_osteoporosis(who, answers):
    visitor = Visitor(answers).open(COACH)
    if answers is None:
        visitor.press_key(f"client_open_{who}")
    read = [text for page, part in SCREENS for text in visitor.open(page, part).strings()]
    assert len(read) > 500
    assert [text for text in read if NEVER.search(text)] == []


def test_no_text_that_waits_for_its_person_says_so_either():
    texts = [text for file in ("outcomes", "reasons", "not_assessed") for text in all_texts(file).values()]
    assert [text for text in texts if NEVER.search(f"{text.title} {text.plain} {text.clinical}")] == []


@pytest.mark.parametrize(
    "sentence",
    ["You have osteoporosis.", "you have severe osteoporosis", "You've got osteopenia", "You are osteoporotic",
     "Your osteoporosis is mild", "Your bone age is 80", "You should stop taking alendronate"],
)  # fmt: skip
def test_such_a_sentence_would_be_found(sentence):
    assert NEVER.search(sentence)


# ------------------------------------------------------------------ the pages themselves


@pytest.mark.parametrize("page", [ROOT / "pages" / f"{page}.py" for page in PAGES], ids=lambda page: page.stem)
def test_a_page_holds_no_threshold_and_no_arithmetic(page):
    assert numbers_judged(page.read_text(encoding="utf-8")) == []


def test_every_page_is_looked_at():
    assert {
        page.relative_to(ROOT / "pages").with_suffix("").as_posix() for page in (ROOT / "pages").rglob("*.py")
    } == set(PAGES)


@pytest.mark.parametrize("code", ["a = t <= -2.5", "a = b - 1", "a = height / 100", "if 50 < age < 65: pass", "a -= 1"])
def test_arithmetic_and_thresholds_would_be_found(code):
    assert numbers_judged(code)


def numbers_judged(code: str) -> list[str]:
    """Comparisons and arithmetic with a number in them."""
    nodes = [node for node in ast.walk(ast.parse(code)) if isinstance(node, (ast.Compare, ast.BinOp, ast.AugAssign))]
    return [ast.unparse(node) for node in nodes if any(_is_number(inner) for inner in ast.walk(node))]


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool)
