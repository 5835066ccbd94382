"""The page for the doctor is offered on the results, one tap away, and made when it is asked for."""

from io import BytesIO
from typing import Any

import pytest
import streamlit as st
from pypdf import PdfReader

from bonecheck.evidence.library import whole
from bonecheck.evidence.pages import Handout
from bonecheck.handout import pdf
from bonecheck.ui.plan import DOCTOR
from bonecheck.ui.session import keys
from tests.handout.test_logo import picture
from tests.pages.visitor import PLAN, RESULTS, SCAN, Visitor
from tests.people import plain

WOMAN = {
    "age_years": 62,
    "sex": "female",
    "menopausal_status": "postmenopausal",
    "has_scan": "yes",
    "scan_method": "dxa",
    "scan_regions": ["femoral_neck_left"],
    "femoral_neck_left.t_score": -2.45,
}
LETTER, A4 = 279.4, 297


@pytest.fixture
def offered(monkeypatch):
    """What the last pages offered to download, by key, not yet made."""
    found: dict[str, Any] = {}
    draw = st.download_button

    def offer(label: str, data: Any, **more: Any) -> bool:
        found[more["key"]] = data
        return draw(label, data=data, **more)

    monkeypatch.setattr(st, "download_button", offer)
    return found


def only_page(file):
    [page] = PdfReader(BytesIO(file)).pages
    return page


def said(file):
    return plain(" ".join(only_page(file).extract_text().split()))


def height(file):
    return pytest.approx(float(only_page(file).mediabox.height) * 25.4 / 72, abs=0.2)


def test_it_is_made_only_when_it_is_asked_for_and_says_what_the_page_says(offered, monkeypatch):
    made = []
    make = pdf.pdf
    monkeypatch.setattr(pdf, "pdf", lambda *given: made.append(given) or make(*given))
    visitor = Visitor(WOMAN).open(RESULTS)
    assert made == []
    text = said(offered["for_doctor"]())
    assert len(made) == 1
    assert plain(visitor.title) in text
    assert "Your score, -2.45, is in the osteopenia range" in text


@pytest.mark.parametrize(
    ("told", "locale", "millimetres"),
    [
        ({"country": "us"}, "en-GB", LETTER),
        ({"country": "canada"}, "en-GB", LETTER),
        ({"country": "uk"}, "en-US", A4),
        ({}, "en-US", LETTER),
        ({}, "en-GB", A4),
    ],
)
def test_the_paper_is_that_of_the_country_that_was_told_else_of_the_browser(told, locale, millimetres, offered):
    Visitor(WOMAN | told, locale=locale).open(RESULTS)
    assert height(offered["for_doctor"]()) == millimetres


def test_the_plan_offers_both_papers_beside_the_talk_with_the_doctor(offered):
    Visitor(WOMAN).open(PLAN, DOCTOR)
    assert height(offered["for_doctor_a4"]()) == A4
    assert height(offered["for_doctor_us-letter"]()) == LETTER


def test_the_plan_offers_all_findings_behind_the_page_where_they_are_ticked(offered):
    plan = Visitor(WOMAN).open(PLAN, DOCTOR)
    assert len(PdfReader(BytesIO(offered["for_doctor_a4"]())).pages) == 1
    plan.app.checkbox("with_findings").check()
    plan.run()
    for paper in ("a4", "us-letter"):
        pages = PdfReader(BytesIO(offered[f"for_doctor_{paper}"]())).pages
        assert len(pages) > 1
        assert "What was found" in pages[1].extract_text()


def test_the_plan_offers_the_same_as_a_web_page(offered):
    plan = Visitor(WOMAN).open(PLAN, DOCTOR)
    plan.app.text_input("given_by").set_value("<script>Ann</script>")
    plan.run()
    file = offered["for_doctor_web"]().decode()
    assert file.startswith("<!doctype html>")
    assert "&lt;script&gt;Ann&lt;/script&gt;" in file
    assert "<script" not in file
    assert "What was found" not in file
    plan.app.checkbox("with_findings").check()
    plan.run()
    assert "What was found" in offered["for_doctor_web"]().decode()


def test_an_answer_that_could_not_be_used_is_told_on_the_page(offered):
    Visitor(WOMAN).open(SCAN).give("femoral_neck_left.t_score", "abc").open(RESULTS)
    assert "could not be used" in said(offered["for_doctor"]())


def test_a_sample_person_has_a_page_of_their_own(offered):
    Visitor(WOMAN, sample="anne").open(RESULTS)
    assert "-2.45" not in said(offered["for_doctor"]())


def test_nothing_is_offered_before_the_first_answer(offered):
    Visitor().open(RESULTS).open(PLAN)
    assert "for_doctor" not in offered


def test_the_name_and_the_logo_of_who_gives_it_are_on_the_page_and_kept_nowhere(offered):
    plan = Visitor(WOMAN).open(PLAN, DOCTOR)
    plan.app.text_input("given_by").set_value("Coach <Ann>")
    field = plan.app.file_uploader("giver_logo")
    assert f"up to {field.proto.max_upload_size_mb} MB" in field.label
    field.upload("logo.png", picture(), "image/png")
    plan.run()
    for paper in ("a4", "us-letter"):
        file = offered[f"for_doctor_{paper}"]()
        assert "Given by: Coach <Ann>" in said(file)
        assert len(only_page(file).images) == 1
    assert plan.answers == WOMAN
    kept = repr(plan.app.session_state[keys.OWN])
    assert "Ann" not in kept
    plan.open(RESULTS).open(PLAN, DOCTOR)
    assert plan.app.text_input("given_by").value in (None, "")
    assert "Ann" not in said(offered["for_doctor"]())


def test_a_file_that_cannot_be_a_logo_is_told_in_one_line_and_the_page_is_made_without_it(offered):
    plan = Visitor(WOMAN).open(PLAN, DOCTOR)
    assert plan.app.file_uploader("giver_logo").proto.max_upload_size_mb == whole(Handout).logo.megabytes
    plan.app.file_uploader("giver_logo").upload("logo.svg", b"<svg/>", "image/svg+xml")
    plan.run()
    [error] = plan.app.error
    assert "PNG or JPEG" in error.value
    assert len(only_page(offered["for_doctor_a4"]()).images) == 0
