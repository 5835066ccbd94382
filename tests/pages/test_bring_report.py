"""The page on which a report comes in: nothing counts before it is confirmed, doubts come first, and all can be undone."""

from datetime import date

import pytest

from bonecheck.ui import bring, start
from bonecheck.ui.session import keys
from tests.pages.visitor import BRING, PICTURE, RESULTS, SCAN, START, Visitor

BORN = 1957  # as THREE_SITES says; it only becomes an age, which is held against the one that was told
WOMAN = {
    "age_years": date.today().year - BORN,
    "sex": "female",
    "menopausal_status": "postmenopausal",
    "has_scan": "yes",
}
THREE_SITES = """DXA BONE DENSITY
Name: Jane Example   DOB: 02 Mar 1957   MRN 4711
Date of scan: 14 May 2024
Lumbar spine L1-L4: BMD 0.812 g/cm2, T-score -2.6
Left femoral neck: BMD 0.654 g/cm2, T-score -2.3
Left total hip: BMD 0.745 g/cm2, T-score -2.0
"""
UNSIGNED = "DXA, 14 May 2024.\nLeft total hip: T-score -1.2.\nLeft femoral neck: T-score 1.8.\n"
TAKE = "All correct: use these"


def scan_answers(visitor):
    return {key: answer for key, answer in visitor.answers.items() if key not in WOMAN}


def offered(visitor):
    return [key.rpartition("_")[0] if key[-1].isdigit() else key for key in visitor.containers("offer_")]


def say(visitor, offer, choice):
    if f"change_{offer}" in [element.key for element in visitor.elements(f"offer_{offer}")]:  # no doubt about it
        visitor.press_key(f"change_{offer}")
    [control] = [e for e in visitor.elements(f"offer_{offer}") if e.type == "button_group"]
    control.set_value(choice)
    return visitor.run()


def retype(visitor, offer, key, typed):
    [field] = [e for e in visitor.elements(f"offer_{offer}") if e.type == "text_input" and f"_{key}_" in e.key]
    field.set_value(typed)
    return visitor.run()


def test_a_pasted_report_becomes_answers_with_one_tap_and_leads_on_to_the_picture():
    visitor = Visitor(WOMAN).paste(THREE_SITES)
    assert visitor.title == "Check what we read"
    assert scan_answers(visitor) == {}
    assert offered(visitor) == ["lumbar_spine", "femoral_neck_left", "total_hip_left", "scan"]
    shown = "\n".join(visitor.strings())
    assert "minus 2.6" in shown
    assert "Lumbar spine L1-L4: BMD 0.812 g/cm2, T-score -2.6" in shown
    assert "Jane" not in shown
    assert "1957" not in shown
    visitor.press(TAKE)
    assert visitor.title == "Your picture"
    assert scan_answers(visitor) == {
        "scan_regions": ["lumbar_spine", "femoral_neck_left", "total_hip_left"],
        "lumbar_spine.t_score": -2.6,
        "lumbar_spine.bmd_g_cm2": 0.812,
        "lumbar_spine.vertebrae": "L1-L4",
        "femoral_neck_left.t_score": -2.3,
        "femoral_neck_left.bmd_g_cm2": 0.654,
        "total_hip_left.t_score": -2.0,
        "total_hip_left.bmd_g_cm2": 0.745,
        "scan_date": "2024-05-14",
        "scan_method": "dxa",
    }


def test_nothing_of_the_report_is_left_in_the_visit_once_its_numbers_are_taken():
    visitor = Visitor(WOMAN).paste(THREE_SITES)
    visitor.press(TAKE)
    kept = repr(visitor.app.session_state)
    assert "lumbar_spine.t_score" in kept
    assert "Jane" not in kept
    assert "T-score -2.6" not in kept


def test_a_number_without_a_sign_comes_first_and_holds_the_rest_until_it_is_decided():
    visitor = Visitor(WOMAN).paste(UNSIGNED)
    assert offered(visitor)[:2] == ["femoral_neck_left", "total_hip_left"]
    [neck, *_] = visitor.containers("offer_")
    assert "1.8 has no sign" in visitor.text(f"offer_{neck}")
    assert "plus 1.8" not in "".join(visitor.strings())  # no sign is filled in
    visitor.press(TAKE)
    assert visitor.title == "Check what we read"
    assert scan_answers(visitor) == {}
    say(visitor, neck, "change")
    retype(visitor, neck, "femoral_neck_left.t_score", "-1.8").press(TAKE)
    assert visitor.answers["femoral_neck_left.t_score"] == -1.8
    assert visitor.answers["total_hip_left.t_score"] == -1.2


@pytest.mark.parametrize(("button", "number"), [("Use +1.8", 1.8), ("Use -1.8", -1.8)])
def test_a_sign_is_chosen_with_one_tap_and_right_alone_chooses_none(button, number):
    visitor = Visitor(WOMAN).paste(UNSIGNED)
    say(visitor, visitor.containers("offer_")[0], "right").press(TAKE)
    assert scan_answers(visitor) == {}
    visitor.press(button).press(TAKE)
    assert visitor.answers["femoral_neck_left.t_score"] == number


def test_asking_for_the_fields_of_a_doubtful_row_decides_nothing():
    visitor = Visitor(WOMAN).paste("DXA, 14 May 2024.\nTotal hip (mean): T-score -0.5.\n")
    [hip, *_] = visitor.containers("offer_")
    say(visitor, hip, "change").press(TAKE)
    assert scan_answers(visitor) == {}
    retype(visitor, hip, "total_hip.t_score", "-0.9").press(TAKE)
    assert visitor.answers["total_hip.t_score"] == -0.9


def test_a_letter_without_a_score_takes_nothing_from_the_scan_that_was_given():
    before = {**WOMAN, "lumbar_spine.t_score": -2.7, "scan_date": "2025"}
    visitor = Visitor(before).paste("Your appointment for a DXA scan is on 14 April 2026.")
    assert "No score could be read" in visitor.messages()[0]
    assert TAKE not in visitor.buttons
    assert visitor.press("Type the numbers").answers == before


def test_who_leaves_every_score_out_keeps_the_scan_before():
    before = {**WOMAN, "lumbar_spine.t_score": -2.7, "scan_date": "2025"}
    visitor = Visitor(before).paste("DXA, 14 May 2026.\nLeft total hip: T-score -1.2.")
    say(visitor, visitor.containers("offer_")[0], "leave_out").press("Use nothing of it")
    assert visitor.answers == before
    assert "Undo" not in visitor.buttons


def test_an_older_scan_and_a_frax_result_of_the_one_before_do_not_slip_in():
    before = {**WOMAN, "lumbar_spine.t_score": -2.7, "scan_date": "2026-01-05", "frax_major_percent": 14.0}
    visitor = Visitor(before).paste("DXA, 14 May 2021.\nLeft total hip: T-score -2.9.").press(TAKE)
    assert "This scan is older" in visitor.text("offer_scan")
    say(visitor, "scan", "right").press(TAKE)
    assert visitor.answers["scan_date"] == "2021-05-14"
    assert "frax_major_percent" not in visitor.answers


def test_what_is_typed_instead_is_held_to_the_same_limits_as_everywhere():
    visitor = Visitor(WOMAN).paste(UNSIGNED)
    [neck, *_] = visitor.containers("offer_")
    say(visitor, neck, "change")
    for typed, said in (("18", "You typed 18. We expect -8 to 8 SD."), ("1.8", "Plus or minus?")):
        retype(visitor, neck, "femoral_neck_left.t_score", typed).press(TAKE)
        assert visitor.title == "Check what we read"
        assert visitor.plain(f"offer_{neck}").count(said) == 1
    visitor.press("Use -1.8").press(TAKE)
    assert visitor.answers["femoral_neck_left.t_score"] == -1.8


def test_a_row_that_is_left_out_is_no_answer_and_an_emptied_number_neither():
    visitor = Visitor(WOMAN).paste(THREE_SITES)
    spine, neck, *_ = visitor.containers("offer_")
    say(visitor, spine, "leave_out")
    say(visitor, neck, "change")
    retype(visitor, neck, "femoral_neck_left.bmd_g_cm2", "").press(TAKE)
    assert not [key for key in visitor.answers if key.startswith("lumbar_spine")]
    assert "femoral_neck_left.bmd_g_cm2" not in visitor.answers
    assert visitor.answers["femoral_neck_left.t_score"] == -2.3


def test_of_one_place_printed_twice_only_the_one_that_was_chosen_is_taken():
    visitor = Visitor(WOMAN).paste("DXA, 14 May 2024.\nSpine L1-L4: T-score -1.9.\nSpine L2-L4: T-score -2.6.\n")
    assert offered(visitor)[:2] == ["lumbar_spine", "lumbar_spine"]
    say(visitor, visitor.containers("offer_")[1], "right").press(TAKE)
    assert visitor.answers["lumbar_spine.t_score"] == -2.6
    assert visitor.answers["lumbar_spine.vertebrae"] == "L2-L4"


def test_a_report_takes_the_place_of_the_scan_before_and_undo_brings_that_back():
    before = {**WOMAN, "lumbar_spine.t_score": -0.4, "total_hip.t_score": -0.2, "scan_date": "2019", "height_cm": 160.0}
    visitor = Visitor(before).paste(THREE_SITES)
    assert "take the place of the scan numbers" in "".join(visitor.messages())
    visitor.press(TAKE)
    assert "total_hip.t_score" not in visitor.answers
    visitor.press("Undo")
    assert visitor.title == "Your scan"
    assert visitor.answers == before


def test_undo_stands_on_your_scan_as_long_as_nothing_of_it_was_changed():
    visitor = Visitor(WOMAN).paste(THREE_SITES).press(TAKE).open(SCAN)
    assert "Undo" in visitor.buttons
    visitor.give("lumbar_spine.t_score", "-2.5")
    assert "Undo" not in visitor.buttons


def test_what_the_report_does_not_say_is_asked_before_the_picture():
    visitor = Visitor(WOMAN).paste("Left total hip: T-score -1.2.")
    visitor.press(TAKE)
    assert visitor.title == "Your scan"


@pytest.mark.parametrize(
    ("text", "said"),
    [("   ", "There is no text here."), ('{"resourceType": "Bundle"', "could not be read")],
)
def test_what_cannot_be_read_is_said_once_and_the_text_stays(text, said):
    visitor = Visitor(WOMAN).paste(text)
    assert visitor.title == "Bring your report"
    assert said in visitor.messages("refused")[0]
    [field] = [element for element in visitor.elements() if element.type == "text_area"]
    assert field.value == text
    assert visitor.answers == WOMAN


def test_a_text_without_a_score_says_so_and_leads_to_another_try_or_to_typing():
    visitor = Visitor(WOMAN).paste("Dear Mrs Example, your appointment is on Monday.")
    assert "No score could be read" in visitor.messages()[0]
    assert visitor.press("Type the numbers").title == "Your scan"
    assert visitor.open(BRING).title == "Bring your report"


def test_a_report_of_another_sex_is_asked_about():
    visitor = Visitor(WOMAN).paste("DXA of a male, 14 May 2024.\nLeft total hip: T-score -1.2.")
    assert offered(visitor)[0] == "you"
    assert "another sex" in visitor.text("offer_you")
    say(visitor, "you", "leave_out").press(TAKE)
    assert visitor.answers["sex"] == "female"


def test_an_earlier_scan_in_the_report_becomes_an_earlier_scan_and_never_the_present_one():
    text = THREE_SITES + "Previous scan 12 March 2021: Lumbar spine L1-L4 T-score -1.9.\n"
    visitor = Visitor({**WOMAN, "earlier.1.total_hip.t_score": -0.9}).paste(text)
    assert "12 March 2021, lower spine T-score \u22121.9" in "".join(visitor.strings())
    visitor.press(TAKE)
    assert visitor.answers["lumbar_spine.t_score"] == -2.6
    earlier = {key: answer for key, answer in visitor.answers.items() if key.startswith("earlier")}
    assert earlier == {
        "earlier.1.total_hip.t_score": -0.9,  # told before: it has its place
        "earlier.2.scan_date": "2021-03-12",
        "earlier.2.lumbar_spine.t_score": -1.9,
        "earlier.2.lumbar_spine.vertebrae": "L1-L4",
    }


def test_a_file_is_read_like_a_text_and_its_bytes_are_gone():
    visitor = Visitor(WOMAN).open(BRING)
    [field] = [element for element in visitor.elements() if element.type == "file_uploader"]
    field.upload("report.txt", THREE_SITES.encode(), "text/plain")
    visitor.run()
    assert visitor.title == "Check what we read"
    assert keys.TO_READ not in visitor.app.session_state


def test_leaving_the_page_by_back_forgets_the_report_and_by_the_menu_keeps_it_open():
    visitor = Visitor(WOMAN).open(SCAN).paste(THREE_SITES).open(RESULTS).open(BRING)
    assert visitor.title == "Check what we read"
    assert visitor.press("Back").title == "Your scan"
    assert visitor.open(BRING).title == "Bring your report"


def test_the_picture_says_where_the_numbers_came_from_once():
    visitor = Visitor(WOMAN).paste(THREE_SITES).press(TAKE)
    assert "Taken from your report." in visitor.text()
    assert "Taken from your report." not in visitor.open(RESULTS).open(PICTURE).text()


def test_from_the_first_page_a_report_answers_sex_and_age_too_and_back_leads_there():
    month = f"{date.today():%d %B %Y}"
    text = f"DXA of a 67-year-old female. Date of scan: {month}.\nLeft total hip: T-score -1.2, Z-score -0.1."
    visitor = Visitor({}).open(START).press("Bring it: photo, PDF, text")
    assert visitor.title == "Bring your report"
    visitor.paste(text)
    say(visitor, "you", "right").press(TAKE)
    assert visitor.title == "Your picture"
    assert (visitor.answers["age_years"], visitor.answers["sex"]) == (67, "female")
    assert (
        Visitor({}).open(START).press("Bring it: photo, PDF, text").press("Back").title == "Understand your bone scan"
    )


def test_a_report_without_sex_and_age_leads_to_these_questions():
    visitor = Visitor({}).paste("DXA. Date of scan: 14 May 2024.\nLeft total hip: T-score -1.2.").press(TAKE)
    assert visitor.title == "About you"


def test_without_what_photos_need_no_photo_is_asked_for(monkeypatch):
    monkeypatch.setattr(start, "can_read_photos", lambda: False)
    monkeypatch.setattr(bring, "can_read_photos", lambda: False)
    visitor = Visitor({}).open(START).press("Bring it: PDF or text")
    assert "Photos cannot be read on this server." in "".join(visitor.strings())
    [field] = [element for element in visitor.elements() if element.type == "file_uploader"]
    assert not [kind for kind in field.proto.type if kind.startswith("image/")]
