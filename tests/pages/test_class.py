"""The page of a class: a file comes in, cells are put right, a room looks on, and all of it goes."""

import json
from io import BytesIO

import pytest
from pypdf import PdfReader

from bonecheck.evidence.library import document
from bonecheck.ui.session import keys
from tests.pages.visitor import CLASS, COACH, RESULTS, Visitor
from tests.people import DATA

HEAD = "id;age_years;sex;menopausal_status;femoral_neck.t_score;weight_kg;height_cm;warning_signs;name"
GOOD = "A1;62;female;postmenopausal;-1.4;61.5;162;none;Anna"
FIVE_BAD = (
    "B1;62;female;postmenopausal;1.8;61.5;162;none;",
    "B2;sixty;female;postmenopausal;-1,7;60;160;none;",
    "B3;70;m;;-2.1;80;178;none;",
    "B4;66;female;postmenopausal;-1.1;61;1.62;none;",
)
OWN = {"age_years": 55, "sex": "female"}


def bring(*rows, own=None, data=None, name="class.csv"):
    """A coach opens the page and chooses a file."""
    visitor = Visitor(own).open(CLASS)
    [field] = visitor.app.file_uploader
    field.upload(name, "\n".join((HEAD, *rows)).encode() if data is None else data, "text/csv")
    return visitor.run()


def demo():
    return Visitor(OWN).open(CLASS).press_key("class_demo")


def address(visitor):
    [component] = [e for e in visitor.elements() if e.type == "bidi_component" and e.key == "_address"]
    return json.loads(component.proto.json)["told"]


def steps_of(visitor):
    """Every step that the room is shown, and its title."""
    seen = {visitor.containers("presenter_step_")[0]: visitor.title}
    while "Next" in visitor.buttons:
        visitor.press("Next")
        seen[visitor.containers("presenter_step_")[0]] = visitor.title
    return seen


def test_the_page_is_one_click_from_the_page_for_coaches():
    assert Visitor().open(COACH).links()[document("coach.toml")["class_link"]] == CLASS


def test_one_click_shows_thirty_made_up_people_to_a_room():
    visitor = demo()
    assert "A class of 30 · made up" in visitor.text("stage_bar")
    assert [*steps_of(visitor)] == ["marks", "groups", "habits", "falls"]
    visitor.press_key("leave_stage")
    assert visitor.title == "A class"
    assert "30 people are in." in visitor.text()
    assert visitor.answers == OWN


def test_each_column_of_the_template_is_told_with_what_to_write():
    lines = Visitor().open(CLASS).unfold("class_columns").tables()["What to write in each column"]
    told = {line["Column"]: line for line in lines}
    assert [*told] == (DATA / "class_template.csv").read_text(encoding="utf-8").partition("\n")[0].split(",")
    assert told["femoral_neck.t_score"]["What to write"] == "a number with its sign, \u22128 to 8 SD"
    assert told["smoking"]["What to write"] == "never, ex, current or not_known"
    assert "hip, spine, wrist" in told["fracture_sites"]["What to write"]


def test_a_good_file_is_in_and_a_column_of_names_is_neither_read_nor_kept():
    visitor = bring(GOOD, own=OWN)
    assert "1 person is in." in visitor.text()
    assert "do not keep: name." in visitor.text()
    assert "Anna" not in " ".join(visitor.strings())
    assert "Anna" not in repr(visitor.app.session_state[keys.CLASS].judge.sheet)
    assert not visitor.containers("class_cell_")


def test_five_bad_cells_are_named_by_row_and_column_and_put_right_in_their_place():
    visitor = bring(GOOD, *FIVE_BAD)
    assert "1 person is in.** 4 rows wait for you." in visitor.text()
    assert visitor.containers("class_cell_")[::2] == [
        "3_femoral_neck_t_score", "4_age_years", "4_femoral_neck_t_score", "5_sex", "6_height_cm",
    ]  # fmt: skip
    sign = visitor.plain("class_cell_3_femoral_neck_t_score")
    assert "Row 3 (B1), column femoral_neck.t_score" in sign.replace("\\", "")
    assert "Plus or minus? 1.8 has no sign" in sign
    assert "We could not read “sixty” as a number" in visitor.text("class_cell_4_age_years")
    assert "has a comma" in visitor.plain("class_cell_4_femoral_neck_t_score")
    assert "“m” is not one of the answers" in visitor.text("class_cell_5_sex")
    assert "We expect 100 cm to 230 cm" in visitor.text("class_cell_6_height_cm")

    visitor.press("Use -1.8", within="class_cell_3_femoral_neck_t_score")
    assert "2 people are in." in visitor.text()
    visitor.press("Use -1.7").give("class_cell_4_age_years_is", "60")
    visitor.give("class_cell_5_sex_is", "male").give("class_cell_6_height_cm_is", "162")
    assert "5 people are in." in visitor.text()
    assert not visitor.containers("class_cell_")
    found = visitor.app.session_state[keys.CLASS].classroom()
    scores = [member.report.sites[0].t_score for member in found.members]
    assert scores == [-1.4, -1.8, -1.7, -2.1, -1.1]
    assert [member.check.person.age_years for member in found.members] == [62, 62, 60, 70, 66]


def test_a_cell_or_a_row_can_be_left_out_and_nothing_else_is_lost():
    visitor = bring(GOOD, *FIVE_BAD)
    visitor.press("Leave this cell out", within="class_cell_6_height_cm")
    assert "2 people are in.** 3 rows wait for you. 1 cell is left out." in visitor.text()
    visitor.press("Leave row 4 out", within="class_cell_4_age_years")
    assert visitor.containers("class_cell_")[::2] == ["3_femoral_neck_t_score", "5_sex"]
    assert "1 row is left out." in visitor.text()
    visitor.press("Leave all 2 cells out")
    assert "4 people are in.** 3 cells are left out. 1 row is left out." in visitor.text()
    found = visitor.app.session_state[keys.CLASS].classroom()
    assert [member.check.person.weight_kg for member in found.members] == [61.5, 61.5, 80, 61]


def test_many_decimal_commas_are_read_by_one_word():
    visitor = bring(*(f"B{n};62;female;postmenopausal;-1,{n};61,5;162;none;" for n in range(1, 8)))
    assert "4 more cells follow." in visitor.text()
    visitor.press("Read all 14 commas as decimal points")
    assert "7 people are in." in visitor.text()


REFUSED = {
    b"": "no column that we know",
    b"\x89PNG\r\n\x1a\n\0\0": "no column that we know",
    b"PK\3\4\0\0xl/workbook.xml\0\n\0": "no column that we know",
    b"name,years\nAnna,62\n": "no column that we know",
    b"id,age_years\n": "no row with a person in it",
    b"id,age_years,age_years\nA,62,63\n": "either may be meant: age_years",
    b"id,age_years\n" + b"x,62\n" * 201: "python -m bonecheck cohort IN OUT",
}


@pytest.mark.parametrize("data", REFUSED, ids=[*REFUSED.values()])
def test_a_file_that_is_no_class_is_refused_with_what_to_do_and_another_one_can_be_chosen(data):
    visitor = bring(data=data)
    [said] = visitor.messages()
    assert REFUSED[data] in said.replace("\u2060", "").replace("\\", "")
    [field] = visitor.app.file_uploader
    field.upload("again.csv", "\n".join((HEAD, GOOD)).encode(), "text/csv")
    assert "1 person is in." in visitor.run().text()
    assert visitor.messages() == []


def test_two_hundred_people_are_taken():
    assert "200 people are in." in bring(data=b"id,age_years\n" + b"x,62\n" * 200).text()


# ------------------------------------------------------------------ what is kept


def test_a_class_is_gone_with_its_page_with_one_button_and_with_a_new_visit():
    visitor = bring(GOOD)
    visitor.open(COACH)
    assert keys.CLASS not in visitor.app.session_state
    assert visitor.open(CLASS).app.file_uploader
    visitor = bring(GOOD).press_key("class_remove")
    assert keys.CLASS not in visitor.app.session_state
    assert "Loading the page anew forgets it" in visitor.text()
    assert keys.CLASS not in Visitor().open(CLASS).app.session_state


def test_the_address_opens_the_made_up_class_at_its_step_and_tells_nothing_of_any_other():
    visitor = demo()
    assert address(visitor) == {"class": "demo", "step": "1"}
    assert address(visitor.press("Next")) == {"class": "demo", "step": "2"}
    by_link = Visitor(OWN)
    by_link.app.query_params.update({"class": "demo", "step": "3"})
    assert by_link.open(CLASS).containers("presenter_step_") == ["habits"]
    by_link.press_key("leave_stage")
    assert address(by_link) == {"class": "demo"}
    assert address(bring(GOOD)) == {}
    assert address(bring(GOOD).press_key("class_wall")) == {}
    assert address(by_link.open(COACH)) == {}


def test_an_address_that_names_another_class_opens_none():
    visitor = Visitor()
    visitor.app.query_params.update({"class": "mine", "step": "2"})
    assert visitor.open(CLASS).title == "A class"
    assert keys.CLASS not in visitor.app.session_state


def test_a_class_is_no_answer_of_ones_own_and_no_draft():
    visitor = bring(GOOD, own=OWN)
    assert visitor.answers == visitor.draft["answers"] == OWN
    assert "A1" not in json.dumps(visitor.draft)


# ------------------------------------------------------------------ for the coach alone


def test_the_private_list_is_shut_until_it_is_asked_for_and_never_there_while_a_room_looks_on():
    visitor = demo().press_key("leave_stage")
    assert visitor.containers("class_private_list") == []
    visitor.choose("class_private", True)
    rows = visitor.tables("class_private_list")["See a clinician first"]
    assert {"Label", "What to say", "Because of", "Training"} == rows[0].keys()
    assert rows[0]["What to say"] in {"Get care now", "Call a doctor today"}
    visitor.press_key("class_wall")
    assert "See a clinician first" not in visitor.text()
    assert [label for label in visitor.strings() if rows[0]["Because of"] == label] == []
    visitor.press_key("leave_stage")
    assert visitor.containers("class_private_list") == []


def test_somebody_who_presents_and_has_no_class_finds_the_way_in():
    visitor = Visitor()
    visitor.app.session_state[keys.PRESENTING] = True
    assert visitor.open(CLASS).title == "A class"
    assert visitor.app.file_uploader


def test_who_presented_before_goes_on_presenting_after_the_room_and_is_offered_no_private_list():
    visitor = Visitor(OWN)
    visitor.app.session_state[keys.PRESENTING] = True
    visitor.open(CLASS).press_key("class_demo").press_key("leave_stage")
    assert visitor.title == "A class"
    assert visitor.app.session_state[keys.PRESENTING]
    assert "See a clinician first" not in visitor.text()
    assert "class_private" not in [element.key for element in visitor.elements()]


def test_a_class_of_which_nobody_is_in_is_not_shown_to_a_room():
    visitor = bring(FIVE_BAD[0])
    assert "class_wall" not in [element.key for element in visitor.elements()]
    visitor.app.session_state[keys.PRESENTING] = True
    assert visitor.run().title == "A class"


# ------------------------------------------------------------------ pages for all


def test_the_pages_of_all_who_are_in_are_one_file_with_a_label_on_each():
    visitor = bring(GOOD, *FIVE_BAD).press_key("class_pages_make")
    pages = PdfReader(BytesIO(visitor.app.session_state[keys.CLASS].pages)).pages
    assert len(pages) == 1
    visitor.press("Leave all 5 cells out")
    assert visitor.app.session_state[keys.CLASS].pages is None  # those who came in since are missing in it
    visitor.press_key("class_pages_make")
    texts = [page.extract_text() for page in PdfReader(BytesIO(visitor.app.session_state[keys.CLASS].pages)).pages]
    assert len(texts) == 5
    for label, said in zip(("A1", "B1", "B2", "B3", "B4"), texts, strict=True):
        assert f"· {label}" in said
        assert "could not be used" in said or label == "A1"
    [button] = [element for element in visitor.elements() if element.key == "class_pages"]
    assert button.proto.label == "Download 5 pages (PDF)"


def test_ones_own_results_are_as_they_were_after_a_class():
    visitor = demo().press_key("leave_stage").open(RESULTS)
    assert "A1" not in visitor.text()
    assert visitor.answers == OWN
