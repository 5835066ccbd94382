"""The page for the doctor as a web page: it prints on one page of either paper, and axe finds nothing in it."""

import re
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from bonecheck.handout.contents import Paper, page
from bonecheck.handout.logo import logo
from bonecheck.handout.web import web
from tests.handout.test_handout import PEOPLE
from tests.handout.test_logo import picture
from tests.people import TODAY, report

SIZES = {"A4": 297, "Letter": 279.4}
FULL = ["the fullest", "the fullest without a sign", "the fullest without a printed score", "maria", "helen"]


@pytest.fixture
def sheet(browser, tmp_path):
    """Opens the page of somebody as a file; gives what it asked for as well."""
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        asked: list[str] = []
        opened = context.new_page()
        opened.on("request", lambda request: asked.append(request.url))

        def of(name, **more):
            check = PEOPLE[name]
            file = tmp_path / "page.html"
            file.write_bytes(web(page(report(check), check, on=TODAY, **more), Paper.A4))
            opened.goto(file.as_uri())
            return opened, asked

        yield of


@pytest.mark.parametrize("name", FULL)
def test_it_prints_on_one_page_of_either_paper(name, sheet):
    opened, _ = sheet(
        name, given_by="Dr. Anne Example, Bone clinic of the county hospital", logo=logo(picture((300, 100)))
    )
    for size, millimetres in SIZES.items():
        [printed] = PdfReader(BytesIO(opened.pdf(format=size))).pages
        assert float(printed.mediabox.height) * 25.4 / 72 == pytest.approx(millimetres, abs=0.5)
        assert re.search(r"not a diagnosis", " ".join(printed.extract_text().split()))


def test_with_all_findings_a_new_page_begins_behind_the_first(sheet):
    opened, _ = sheet("the fullest", with_findings=True)
    for size in SIZES:
        first, second, *_ = PdfReader(BytesIO(opened.pdf(format=size))).pages
        assert "What was found" not in first.extract_text()
        assert "What was found" in second.extract_text()


def test_axe_finds_nothing_it_fits_a_phone_and_asks_for_nothing_else(sheet):
    opened, asked = sheet("maria", given_by="W" * 60, logo=logo(picture((300, 100))), with_findings=True)
    assert [found["id"] for found in Axe().run(opened).response["violations"]] == []
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert [address for address in asked if not address.startswith(("file:", "data:"))] == []
