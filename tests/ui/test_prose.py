"""What a person or a file gives is shown as it stands, and never becomes a link, a picture, a formula or a colour."""

import pytest

from bonecheck.ui.prose import JOINER, literal
from bonecheck.ui.session import keys
from bonecheck.words.language import message
from bonecheck.words.questions import label_of
from tests.pages.visitor import BODY, RESULTS, START, Visitor

HOSTILE = [
    "[see your result](https://evil.example)",
    "![x](https://evil.example/pixel.png)",
    "https://evil.example",
    "www.evil.example",
    "a@evil.example",
    "<https://evil.example>",
    "$x^2$",
    ":red[gone]",
    ":material/delete:",
    ":smile:",
    "`code`",
    "```code```",
    "<b>bold</b>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt;",
    "**bold** _it_ ~~gone~~",
    "# heading",
    "- item",
    "1. item",
    "a -> b -- c",
    "\\*twice\\*",
    "| a | b |",
]
ALIVE = ("://", "www.", "@evil", ":red", ":material", ":smile", "->", "--")


@pytest.mark.parametrize("given", HOSTILE)
def test_nothing_in_a_given_text_is_read_as_markdown(given):
    shown = literal(given)
    assert not [sign for sign in ALIVE if sign in shown]
    for sign in "`*_[]<>$~#|&":
        assert shown.count(sign) == shown.count(f"\\{sign}") == given.count(sign)
    assert shown[:1] not in {"-", "#", "+", "="}
    assert not shown.startswith("1. ")


@pytest.mark.parametrize("given", HOSTILE)
def test_it_reads_as_it_was_given(given):
    without_joiners = literal(given).replace(JOINER, "")
    assert without_joiners.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\") == given


def test_a_plain_text_stays_as_it_is():
    said = "You typed 4. We expect 20 to 110, in years: is it “4”? T-score −1.8 (L1-L4), 62 %."
    assert literal(said) == said


def test_lines_of_a_file_cannot_open_a_new_block():
    assert literal("a\n\n# b\n- c") == "a \\# b - c"


@pytest.mark.parametrize("given", HOSTILE)
def test_what_was_typed_is_quoted_without_being_read(given):
    visitor = Visitor().open(BODY).give("height_cm", given)
    [problem] = visitor.messages("q_height_cm")
    assert literal(given).lstrip(JOINER) in problem
    assert literal(given).lstrip(JOINER) in visitor.open(RESULTS).text("unusable_0")


def test_what_a_file_holds_is_quoted_without_being_read():
    field = "[x](https://evil.example)"
    visitor = Visitor().open(START).upload(f'{{"schema_version": 1, "check": {{"{field}": 1}}}}'.encode())
    said = visitor.messages()
    assert said
    assert not [text for text in said if field in text or "://" in text]
    visitor = Visitor({"age_years": field}).open(BODY)
    assert not [text for text in visitor.messages() if field in text]


def test_a_question_that_names_its_site_is_not_followed_by_it():
    assert label_of("lumbar_spine.vertebrae") == "Which vertebrae are in the spine result?"
    assert label_of("femoral_neck_left.t_score") == "T-score, left hip (femoral neck)"


def test_one_wrong_answer_in_a_file_is_one_and_not_several():
    assert "One of them needs a look" in message("file_loaded_with_problems", count=1)
    assert "2 of them need a look" in message("file_loaded_with_problems", count=2)


def test_what_was_typed_is_quoted_in_presenter_mode_as_well():
    given = "[see your result](https://evil.example)"
    visitor = Visitor({"age_years": 62, "sex": "female", "height_cm": given})
    visitor.app.session_state[keys.PRESENTING] = True
    shown = visitor.open(RESULTS).text("presenter_points")  # of a coach: with the numbers, at the first step
    assert literal(given).lstrip(JOINER) in shown
    assert given not in shown
