"""Each format by itself: what it adds to plain text, and what it refuses. Every report here is made up."""

import base64
import io
import json
import subprocess
import sys
import zipfile

import pytest

from bonecheck.answers.person import Sex
from bonecheck.answers.report_import import pdf
from bonecheck.answers.report_import.bring import read_pasted, read_report
from bonecheck.answers.report_import.found import FoundSide, Reason
from bonecheck.errors import UnreadableFile
from tests.answers.report_made import pdf_of

LINES = "Lumbar spine L1-L4: BMD 0.812 g/cm2, T-score -2.4.\nLeft femoral neck: T-score -1.9."


def numbers(report):
    return {(str(r.site), r.region, str(r.side or "")): (r.bmd_g_cm2, r.t_score, r.z_score) for r in report.rows}


def made_pdf(text, *, lead=b""):
    """A small PDF with one line of text for each line, written by hand."""
    lines = [line.replace("\\", "").replace("(", "\\(").replace(")", "\\)") for line in text.split("\n")]
    stream = "BT /F1 10 Tf 40 800 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
    ]
    return pdf_of(parts, lead=lead)


def observation(value, *, code="", text="", unit="{T-score}", when="2024-05-14", **more):
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": code}], "text": text},
        "effectiveDateTime": when,
        "valueQuantity": {"value": value, "unit": unit},
        **more,
    }


def bundle(*resources):
    return json.dumps({"resourceType": "Bundle", "entry": [{"resource": each} for each in resources]})


# ---------------------------------------------------------------- FHIR


def test_the_side_of_a_code_and_the_region_of_a_name_make_one_row():
    report = read_pasted(bundle(observation(-1.0, code="80946-7", text="Total hip")))
    assert numbers(report) == {("hip", "total", "left"): (None, -1.0, None)}
    assert report.rows[0].side is FoundSide.LEFT


def test_a_unit_wins_over_a_code_that_is_wrong():
    report = read_pasted(bundle(observation(0.887, code="80946-7", text="Total hip left", unit="g/cm2")))
    assert numbers(report) == {("hip", "total", "left"): (0.887, None, None)}


def test_results_that_were_entered_in_error_are_not_read():
    wrong = observation(-3.9, code="38267-1", text="L1-L4") | {"status": "entered-in-error"}
    report = read_pasted(bundle(wrong, observation(-1.1, code="38267-1", text="L1-L4")))
    assert numbers(report) == {("lumbar_spine", "L1-L4", ""): (None, -1.1, None)}


@pytest.mark.parametrize("before", ["Comparison:<br/>", "<div>Comparison:</div>", "<p>Comparison:</p>\n\n"])
def test_a_score_below_a_word_of_comparison_is_no_present_one_however_the_markup_parts_the_lines(before):
    html = f"<html><body>{before}Left femoral neck T-score -1.2</body></html>"
    assert numbers(read_pasted(html)) == {}
    section = f"<section><title>Report</title><text>{before.replace('div', 'paragraph').replace('p>', 'paragraph>')}"
    ccda = f'<ClinicalDocument xmlns="urn:hl7-org:v3">{section}Left femoral neck T-score -1.2</text></section>'
    assert numbers(read_pasted(f"{ccda}</ClinicalDocument>")) == {}


def test_the_newest_of_two_scans_is_the_present_one():
    report = read_pasted(
        bundle(
            observation(-1.1, code="38267-1", text="L1-L4", when="2019-01-02"),
            observation(-1.9, code="38267-1", text="L1-L4", when="2024-05-14"),
        )
    )
    assert numbers(report) == {("lumbar_spine", "L1-L4", ""): (None, -1.9, None)}
    assert [(scan.scanned.iso, scan.rows[0].t_score) for scan in report.earlier] == [("2019-01-02", -1.1)]


def test_a_birth_date_becomes_an_age_and_is_kept_nowhere():
    patient = {"resourceType": "Patient", "gender": "female", "birthDate": "1958-09-30", "name": [{"text": "Jo Doe"}]}
    report = read_pasted(bundle(patient, observation(-1.9, code="38267-1", text="L1-L4")))
    assert (report.age_years, report.sex) == (65, Sex.FEMALE)
    assert "1958" not in repr(report)
    assert "Doe" not in repr(report)


def test_more_resources_than_a_record_has_are_refused_and_none_is_cut_off():
    with pytest.raises(UnreadableFile) as refusal:
        read_pasted(
            json.dumps([{"resourceType": "Basic"}] * 20_000 + [observation(-2.9, code="38267-1", text="L1-L4")])
        )
    assert refusal.value.key == "report_too_much"


def test_a_bound_is_no_result():
    report = read_pasted(
        bundle(observation(-2.5, code="38267-1") | {"valueQuantity": {"value": -2.5, "comparator": "<", "unit": "SD"}})
    )
    assert report.rows == ()


@pytest.mark.parametrize("lead", [b"", b"\r\n\r\n"])
def test_a_pdf_inside_a_report_is_read_where_nothing_else_says_the_numbers(lead):
    inside = {"contentType": "application/pdf", "data": base64.b64encode(made_pdf(LINES, lead=lead)).decode()}
    report = read_pasted(json.dumps({"resourceType": "DiagnosticReport", "status": "final", "presentedForm": [inside]}))
    assert numbers(report)["lumbar_spine", "L1-L4", ""] == (0.812, -2.4, None)


def test_a_pdf_inside_that_cannot_be_read_is_named():
    inside = {"contentType": "application/pdf", "data": base64.b64encode(b"%PDF-1.4 broken").decode()}
    report = read_pasted(json.dumps({"resourceType": "DiagnosticReport", "status": "final", "presentedForm": [inside]}))
    assert [piece.reason for piece in report.not_understood] == [Reason.ATTACHMENT_NOT_READ]


# ---------------------------------------------------------------- zip of a phone


def zipped(files, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_the_clinical_records_of_a_phone_are_read_together():
    records = {
        "apple_health_export/clinical-records/Observation-1.json": json.dumps(observation(-1.9, code="38267-1", text="L1-L4")),
        "apple_health_export/clinical-records/Observation-2.json": json.dumps(observation(0.8, code="24966-4", text="L1-L4", unit="g/cm2")),
        "apple_health_export/clinical-records/Patient.json": json.dumps({"resourceType": "Patient", "gender": "male"}),
        "apple_health_export/export.xml": "<HealthData>" + "x" * 1000,
    }  # fmt: skip
    report = read_report(zipped(records))
    assert numbers(report) == {("lumbar_spine", "L1-L4", ""): (0.8, -1.9, None)}
    assert report.sex is Sex.MALE


@pytest.mark.parametrize(
    ("files", "key"),
    [
        ({"export.xml": "x"}, "report_no_records"),
        ({"word/document.xml": "x", "word/media/photo.png": "x"}, "report_is_word"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "x"}, "report_is_word"),
        ({"photo.JPG": "x", "report.txt": "x"}, "report_in_zip"),
        ({"my report.pdf": "x"}, "report_in_zip"),
        ({"a/clinical-records/x.json": "[" + " " * 2_000_001 + "]"}, "report_too_much"),
        ({f"a/clinical-records/{n}.json": "[" + " " * 1_900_000 + "]" for n in range(17)}, "report_too_much"),
        ({f"a/clinical-records/{n}.json": "{}" for n in range(5001)}, "report_too_much"),
        ({"a/clinical-records/x.json": "not json"}, "report_no_fhir"),
    ],
    ids=["nothing", "docx", "odt", "photo", "pdf", "one large", "many large", "many", "broken"],
)
def test_a_zip_that_is_a_bomb_or_empty_is_refused(files, key):
    with pytest.raises(UnreadableFile) as refusal:
        read_report(zipped(files))
    assert refusal.value.key == key


# ---------------------------------------------------------------- HL7 v2


def message(*segments):
    return "\r".join(["MSH|^~\\&|LAB", "PID|1||1||DOE^JO||19580930|F", "OBR|1|||77080^DXA|||20240514101500", *segments])


def test_numbers_of_a_message_come_with_their_signs_and_not_with_their_limits():
    report = read_pasted(message("OBX|1|NM|38267-1^T-score lumbar spine^LN||-2.8|SD|>-1.0|LL|||F"))
    assert numbers(report) == {("lumbar_spine", None, ""): (None, -2.8, None)}
    assert (report.scan_date.iso, report.age_years, report.sex) == ("2024-05-14", 65, Sex.FEMALE)
    assert "DOE" not in repr(report)


def test_a_deleted_result_is_not_read():
    report = read_pasted(message("OBX|1|NM|38267-1^T-score lumbar spine^LN||-2.8|SD||||D|D"))
    assert report.rows == ()


def test_line_breaks_of_a_message_part_its_lines():
    text = LINES.replace("\n", "\\.br\\")
    report = read_pasted(message(f"OBX|1|FT|77080^DXA||{text}||||||F"))
    assert numbers(report)["hip", "neck", "left"] == (None, -1.9, None)


# ---------------------------------------------------------------- C-CDA

CCDA = """<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3">
<recordTarget><patientRole><patient><name>Jo Doe</name><administrativeGenderCode code="F"/><birthTime value="19580930"/>
</patient></patientRole></recordTarget><component><structuredBody><component><section><title>Results</title><text>{text}</text>
<entry><organizer><component><observation classCode="OBS" moodCode="EVN">
<code code="38267-1" codeSystem="2.16.840.1.113883.6.1" displayName="DXA Lumbar spine T-score"/>
<statusCode code="completed"/><effectiveTime value="20240514"/><value xsi:type="PQ" value="-2.4" unit="{{T-score}}"
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/></observation></component></organizer></entry>
</section></component></structuredBody></component></ClinicalDocument>"""
TABLE = "<table><thead><tr><th>Region</th><th>BMD</th><th>T-score</th></tr></thead><tbody><tr><td>Left femoral neck</td><td/><td>-1.9</td></tr></tbody></table>"


def test_a_document_gives_its_codes_and_the_table_of_its_text():
    report = read_report(CCDA.format(text=TABLE).encode())
    assert numbers(report) == {
        ("lumbar_spine", None, ""): (None, -2.4, None),
        ("hip", "neck", "left"): (None, -1.9, None),
    }
    assert (report.scan_date.iso, report.age_years, report.sex) == ("2024-05-14", 65, Sex.FEMALE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_document_types_are_refused(encoding):
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><ClinicalDocument>&b;</ClinicalDocument>'
    with pytest.raises(UnreadableFile) as refusal:
        read_report(bomb.encode(encoding))
    assert refusal.value.key == "report_xml_entities"


def test_a_document_that_is_too_deep_is_refused():
    deep = "<ClinicalDocument>" + "<a>" * 500 + "</a>" * 500 + "</ClinicalDocument>"
    with pytest.raises(UnreadableFile) as refusal:
        read_report(deep.encode())
    assert refusal.value.key == "report_too_much"


# ---------------------------------------------------------------- PDF


def test_a_pdf_is_read_in_a_child_and_the_parent_never_loads_its_reader():
    code = (
        "import sys; from bonecheck.answers.report_import.bring import read_report;"
        "r = read_report(sys.stdin.buffer.read()); print(len(r.rows), 'pypdf' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], input=made_pdf(LINES), capture_output=True, check=True)
    assert run.stdout.split() == [b"2", b"False"]


def test_bytes_before_the_head_of_a_pdf_do_no_harm():
    assert len(read_report(made_pdf(LINES, lead=b"\r\n\r\n")).rows) == 2


def test_a_pdf_without_text_says_so():
    with pytest.raises(UnreadableFile) as refusal:
        read_report(made_pdf(" "))
    assert refusal.value.key == "report_photo_no_text"


def pages(count):
    kids = " ".join(f"{n} 0 R" for n in range(3, count + 3))
    parts = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>"]
    parts += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * count
    body = "".join(f"{n} 0 obj\n{part}\nendobj\n" for n, part in enumerate(parts, start=1))
    return f"%PDF-1.4\n{body}trailer<</Size {count + 3}/Root 1 0 R>>\nstartxref\n0\n%%EOF".encode()


def endless():
    """A form that draws itself."""
    text = made_pdf("x").decode("latin-1")
    text = text.replace("<</Font<</F1 5 0 R>>>>", "<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>")
    form = "6 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>\nstream\n/X Do\nendstream\nendobj\n"
    return text.replace("xref\n", form + "xref\n", 1).replace("(x) Tj", "/X Do").encode("latin-1")


def test_a_pdf_with_a_thousand_pages_is_refused():
    with pytest.raises(UnreadableFile) as refusal:
        read_report(pages(1000))
    assert refusal.value.key == "report_too_many_pages"


def test_a_form_that_draws_itself_ends_in_one_message():
    with pytest.raises(UnreadableFile):
        read_report(endless())


def test_a_child_that_takes_too_long_is_ended(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("while True: pass")
    monkeypatch.setattr(pdf.pdf_child, "__file__", str(slow))
    monkeypatch.setattr(pdf, "SECONDS", 0.3)
    with pytest.raises(UnreadableFile) as refusal:
        read_report(made_pdf(LINES))
    assert refusal.value.key == "report_took_too_long"


@pytest.mark.parametrize(
    "code",
    [
        "bytearray(2_000_000_000)",
        "import os; os.write(os.open('written', os.O_CREAT | os.O_WRONLY), b'x')",
        "[0] * 10**10",
    ],
    ids=["memory", "disk", "list"],
)
def test_the_limits_of_the_child_hold(code, tmp_path):
    script = (
        f"import runpy; runpy.run_path({pdf.pdf_child.__file__!r})['limit']()\n"
        f"try:\n    {code}\nexcept (MemoryError, OSError): raise SystemExit(77)\nraise SystemExit(0)"
    )
    run = subprocess.run([sys.executable, "-I", "-c", script], cwd=tmp_path, capture_output=True)
    assert run.returncode == 77 or run.returncode < 0
    assert not any(file.stat().st_size for file in tmp_path.iterdir())


# ---------------------------------------------------------------- what it is, whatever its name


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "report_empty"),
        (b" \r\n ", "report_empty"),
        (b"GIF89a", "report_is_picture"),
        (b"\x00\x00\x00\x18ftypheic", "report_is_picture"),
        (b"\xff\xd8\xff\xe0JFIF", "report_photo_damaged"),
        (b"\x89PNG\r\n\x1a\n", "report_photo_damaged"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "report_photo_damaged"),
        (b"\x00" * 128 + b"DICM", "report_photo_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "report_is_word"),
        (b"{\\rtf1 L1-L4 T-score -1.8}", "report_is_word"),
        (bytes(range(256)) * 8, "report_unknown_kind"),
        (b"x" * 12_000_001, "report_too_large"),
        (b"x" * 3_000_001, "report_too_large"),
        (b"%PDF-1.4" + b"x" * 12_000_000, "report_too_large"),
        (b"PK\x03\x04 broken", "report_not_readable"),
        (b'{"a": ', "report_not_readable"),
        (b'{"resourceType": 5}', "report_no_fhir"),
        (b"<ClinicalDocument><a>", "report_not_readable"),
        (b"[" * 100_000, "report_not_readable"),
    ],
)
def test_what_cannot_be_read_has_one_clear_reason(data, key):
    with pytest.raises(UnreadableFile) as refusal:
        read_report(data)
    assert refusal.value.key == key


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_file_is_read_in_its_encoding(encoding):
    report = read_report("Col fémoral gauche : T-score = - 1,9 DS".encode(encoding))
    assert numbers(report) == {("hip", "neck", "left"): (None, -1.9, None)}
