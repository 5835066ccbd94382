"""PDFs whose pages are partly text and partly pictures: each is read, or named as not read, and never half in silence.

What a picture says is given by hand here; `test_report_photo.py` reads real ones.
"""

import base64
import json

import pytest

from bonecheck.answers.report_import import photo, photo_child
from bonecheck.answers.report_import.bring import LARGEST_FILE, read_report, reading, to_its_end
from bonecheck.answers.report_import.found import FoundSide, Reason
from bonecheck.answers.report_import.turns import Waiting
from bonecheck.errors import UnreadableFile
from tests.answers.report_made import pdf_of

SPINE = "Lumbar spine L1-L4: T-score -2.4."
WHOLE = "q 595 0 0 842 0 0 cm /I Do Q"
STRIPS = "q 595 0 0 280 0 0 cm /I Do Q q 595 0 0 280 0 280 cm /I Do Q"
INLINE = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"
STRIP = {"y": 0.0, "strip": base64.b64encode(b"strip").decode()}


def said(*lines, mode=0):
    return " ".join(f"BT {mode} Tr /F1 10 Tf 40 {800 - 14 * at} Td ({line}) Tj ET" for at, line in enumerate(lines))


def picture(share):
    return f"q 595 0 0 {842 * share} 0 0 cm /I Do Q"


def made(*contents):
    """A PDF of these pages; each may draw the picture /I and the form /X, which holds a whole page."""
    kids = " ".join(f"{6 + 2 * at} 0 R" for at in range(len(contents)))
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\n\x80\nendstream",
        "<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Matrix[595 0 0 842 0 0]/Resources<</XObject<</I 4 0 R>>>>/Length 5>>\nstream\n/I Do\nendstream",
    ]
    for at, content in enumerate(contents):
        objects = "/XObject<</I 4 0 R/X 5 0 R>>" if "/I" in content or "/X" in content else ""
        parts += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {7 + 2 * at} 0 R/Resources<</Font<</F1 3 0 R>>{objects}>>>>",
            f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        ]
    return pdf_of(parts)


def seen(text):
    """A page as the child gives it: one line of text."""
    places = [10.0 * at + 5 for at in range(len(text))]
    piece = {"x": 0.0, "width": 10.0 * len(text), "text": list(text), "places": places, "unsure": []}
    return {"rows": [{**STRIP, "pieces": [piece]}], "height": 20.0}


@pytest.fixture
def pictures(monkeypatch):
    """Gives what each page says that is read as a picture, by its number from 1; notes which are asked for."""
    says = {}
    asked = []

    def read(data, pages, turns):
        asked.append((data, [int(page) + 1 for page in pages]))
        yield Waiting(0)
        found = [says.get(number) for number in asked[-1][1]]
        if not any(found):
            raise UnreadableFile("report_photo_not_sharp")
        return json.dumps(found).encode()

    monkeypatch.setattr(photo, "_read_by_child", read)
    monkeypatch.setattr(photo, "can_read_photos", lambda: True)
    return says, asked


def scores(report):
    return {(str(row.site), row.region, row.side): row.t_score for row in report.rows}


BOTH = {("lumbar_spine", "L1-L4", None): -2.4, ("hip", "total", FoundSide.LEFT): -1.8}


def named(report):
    return [piece.origin.page for piece in report.not_understood if piece.reason is Reason.PAGE_NOT_READ]


@pytest.mark.parametrize(
    "scan",
    [
        WHOLE,
        STRIPS,
        INLINE,
        "/X Do",
        "10 10 m 90 90 l S",  # letters drawn as lines
        WHOLE + said("BONE DENSITY REPORT"),
        WHOLE + said("Received 14.05.2024 10.12 Page 2.3"),
        WHOLE + said("Left total hip T-score 1.8", mode=3),  # what another machine read, with the minus lost
        picture(0.3) + said("Please see the table of your left hip below."),
    ],
    ids=["picture", "strips", "inline", "form", "lines", "title", "stamp", "machine's text", "pasted picture"],
)
def test_a_page_that_is_a_picture_is_read_beside_one_of_text(scan, pictures):
    says, asked = pictures
    says[2] = seen("Left total hip T-score -1.8")
    data = made(said(SPINE), scan)
    result = to_its_end(reading(data))
    assert scores(result.report) == BOTH
    assert {row.origin.page for row in result.report.rows} == {1, 2}
    assert {origin.page for origin in result.cutouts} == {2}
    assert (result.report.not_understood, asked) == ((), [(data, [2])])


@pytest.mark.parametrize(
    "page",
    [
        said("Left total hip T-score -1.8") + picture(0.2),
        said("Left total hip T-score -1.8") + WHOLE,  # letterhead
        said("Left total hip T-score -1.8") + "/X Do",
        said("Left total hip T-score -1.8", mode=3),  # no picture: nothing else could be read
    ],
    ids=["picture of the hip", "letterhead", "letterhead in a form", "unseen"],
)
def test_a_page_whose_text_holds_the_numbers_is_no_picture(page, pictures):
    _, asked = pictures
    for data in (made(said(SPINE), page), made(said(SPINE), page, "", said("Thank you") + picture(0.05))):
        assert scores(read_report(data)) == BOTH
    assert asked == []


def test_a_picture_that_cannot_be_read_is_named_and_the_other_pages_are_read(pictures):
    says, asked = pictures
    says[3] = seen("Left total hip T-score -1.8")
    data = made(said(SPINE), WHOLE, WHOLE, WHOLE)
    report = read_report(data)
    assert (scores(report), named(report), asked) == (BOTH, [2, 4], [(data, [2, 3, 4])])
    del says[3]
    report = read_report(data)
    assert (scores(report), named(report)) == ({("lumbar_spine", "L1-L4", None): -2.4}, [2, 3, 4])


def test_a_scan_of_which_a_page_cannot_be_read_names_it(pictures):
    says, _ = pictures
    says[2] = seen("Left total hip T-score -1.8")
    report = read_report(made(WHOLE, WHOLE))
    assert (named(report), len(report.rows)) == ([1], 1)


def test_an_empty_page_behind_a_scan_is_no_picture(pictures):
    says, asked = pictures
    says[1] = seen("Left total hip T-score -1.8")
    data = made(WHOLE, "")
    report = read_report(data)
    assert (len(report.rows), report.not_understood, asked) == (1, (), [(data, [1])])


def test_a_page_that_cannot_be_followed_is_read_by_its_text():
    broken = "/X Do 1 0 0 cm (a) Tr " + said("Left total hip T-score -1.8")
    assert scores(read_report(made(said(SPINE), broken))) == BOTH


def test_letters_that_are_none_do_no_harm():
    codes = "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <7E> <D800> endbfchar"
    stream = f"begincmap {codes} endcmap"
    data = made(said(SPINE + " ~"))
    data = data.replace(b"/BaseFont/Courier>>", b"/BaseFont/Courier/ToUnicode 8 0 R>>").replace(
        b"xref\n", f"8 0 obj\n<</Length {len(stream)}>>\nstream\n{stream}\nendstream\nendobj\nxref\n".encode(), 1
    )
    assert scores(read_report(data)) == {("lumbar_spine", "L1-L4", None): -2.4}


def test_where_nothing_else_holds_a_number_the_reason_of_the_picture_is_told(pictures):
    with pytest.raises(UnreadableFile) as refusal:
        read_report(made(said("BONE DENSITY REPORT"), WHOLE + said("T-score 1.8", mode=3)))
    assert refusal.value.key == "report_photo_not_sharp"


def test_without_the_extra_the_pages_of_text_are_read_and_the_others_named(monkeypatch):
    monkeypatch.setattr(photo, "can_read_photos", lambda: False)
    hidden = WHOLE + said("Left total hip T-score -1.8", mode=3)
    report = read_report(made(said(SPINE), hidden, WHOLE))
    assert (scores(report), named(report)) == (BOTH, [2, 3])
    with pytest.raises(UnreadableFile) as refusal:
        read_report(made(said("BONE DENSITY REPORT"), WHOLE))
    assert refusal.value.key == "report_needs_photo_extra"


def test_more_scans_than_are_read_are_named():
    report = read_report(made(said(SPINE), *[WHOLE] * (photo_child.MOST_PAGES + 1)))
    assert (len(report.rows), named(report)) == (1, [2, 3, 4, 5, 6])


# ---------------------------------------------------------------- inside a record


def in_fhir(pdf):
    inside = {"contentType": "application/pdf", "data": base64.b64encode(pdf).decode()}
    return json.dumps({"resourceType": "DiagnosticReport", "status": "final", "presentedForm": [inside]}).encode()


def in_hl7(pdf):
    segments = ["MSH|^~\\&|LAB", "PID|1||1||DOE^JO||19580930|F", "OBR|1|||77080^DXA|||20240514101500"]
    data = base64.b64encode(pdf).decode()
    return "\r".join([*segments, f"OBX|1|ED|77080^DXA||^application^pdf^Base64^{data}||||||F"]).encode()


@pytest.mark.parametrize("record", [in_fhir, in_hl7])
def test_a_scan_inside_a_record_is_read_or_named(record, pictures):
    says, asked = pictures
    pdf = made(said("BONE DENSITY REPORT") + WHOLE)
    report = read_report(record(pdf))
    assert [piece.reason for piece in report.not_understood] == [Reason.ATTACHMENT_NOT_READ]
    says[1] = seen("Left total hip T-score -1.8")
    result = to_its_end(reading(record(pdf)))
    assert scores(result.report) == {("hip", "total", FoundSide.LEFT): -1.8}
    assert [cutout.strip for cutout in result.cutouts.values()] == [b"strip"]
    assert asked == [(pdf, [1])] * 2


# ---------------------------------------------------------------- size


def test_a_pdf_of_the_largest_size_is_read_and_one_byte_more_is_not():
    data = made(said(SPINE)).ljust(LARGEST_FILE, b"\n")
    assert scores(read_report(data)) == {("lumbar_spine", "L1-L4", None): -2.4}
    with pytest.raises(UnreadableFile) as refusal:
        read_report(data + b"\n")
    assert refusal.value.key == "report_too_large"
