"""The command line: a report as JSON, or one clear line on standard error."""

import json
import os
import subprocess
import sys

import pytest
from pypdf import PdfReader

from bonecheck import to_json
from bonecheck.__main__ import main
from bonecheck.evidence.library import refuse
from bonecheck.words import risk as risk_words
from tests.handout.test_logo import picture
from tests.people import DATA, ROOT, at, plain, scanned, woman
from tests.test_build import EVERYTHING

LOW = scanned(woman(62), at("lumbar_spine", t=-2.5), at("total_hip", t=-1.4))


@pytest.fixture
def saved(tmp_path):
    """Writes a file and gives its path."""

    def write(data, name="check.json"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else to_json(data))
        return str(path)

    return write


def refused(arguments, capsys):
    """The one line on standard error of a command that ends with 2."""
    assert main(arguments) == 2
    output = capsys.readouterr()
    assert output.out == ""
    [line] = output.err.splitlines()
    assert line.startswith("bonecheck: ")
    assert "Traceback" not in line
    return plain(line)


def assessed(arguments, capsys):
    assert main(arguments) == 0
    output = capsys.readouterr()
    assert output.err == ""
    return json.loads(output.out)


def test_a_saved_person_is_assessed(saved, capsys):
    report = assessed(["assess", saved(LOW), "--on", "2026-11-22"], capsys)
    assert report["headline"]["key"] == "headline_t_osteoporosis"
    assert report["headline"]["values"]["score"] == -2.5
    assert [site["region"] for site in report["sites"] if site["decides"]] == ["lumbar_spine"]
    assert report["score"] == "t_score"


def test_every_outcome_comes_with_its_words(saved, capsys):
    report = assessed(["assess", saved(EVERYTHING)], capsys)
    for outcome in [report["headline"], *report["outcomes"]]:
        assert outcome["words"]["title"]
        assert outcome["words"]["plain"]
        assert not any("{" in text for text in outcome["words"].values())


SAMPLES = sorted((DATA / "samples").glob("*.json"))


def test_the_sample_person_whose_minus_sign_is_lost_is_sent_back_to_her_report(capsys):
    """No form would have let her T-score through, and the command line does not guess either."""
    assert main(["assess", str(DATA / "samples" / "ruth.json")]) == 2
    assert "Plus or minus? 2.2 has no sign." in capsys.readouterr().err


@pytest.mark.parametrize("sample", [file for file in SAMPLES if file.stem != "ruth"], ids=lambda file: file.stem)
def test_a_sample_person_is_assessed(sample, capsys):
    assert assessed(["assess", str(sample)], capsys)["headline"]["words"]["title"]


def test_a_scan_after_the_day_of_assessment_is_refused(saved, capsys):
    path = saved(EVERYTHING)  # scanned on 29 February 2024
    assert assessed(["assess", path, "--on", "2024-02-29"], capsys)["score"] == "t_score"
    assert "29 February 2024 is in the future" in refused(["assess", path, "--on", "2024-02-28"], capsys)


def test_the_schema_is_printed(capsys):
    assert assessed(["schema"], capsys)["title"].startswith("bonecheck saved check")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "could not be read"),
        (b"{", "could not be read"),
        (b"\xff\xfe", "could not be read"),
        (b'{"schema_version": 1, "person": {"sex": "\xed\xa0\xbd"}}', "could not be read"),
        (b"[]", "not a bonecheck file"),
        (b'{"schema_version": 9}', "newer bonecheck"),
        (b'{"schema_version": 1, "person": {"age_years": "old"}}', "person.age_years"),
        (b" " * 1_000_001, "too large"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_on_standard_error(content, said, saved, capsys):
    assert said in refused(["assess", saved(content)], capsys)


def test_a_file_with_a_t_score_of_18_is_refused(saved, capsys):
    line = refused(["assess", saved(scanned(woman(), at("total_hip", t=18.0)))], capsys)
    assert "total_hip.t_score" in line
    assert "You typed 18 SD." in line
    assert "-8 to 8 SD" in line


@pytest.mark.parametrize(
    ("check", "named"),
    [
        (scanned(woman(), at("total_hip", bmd=823.0)), "total_hip.bmd_g_cm2"),
        (scanned(woman(height_cm=1.7), at("total_hip", t=-1.0)), "height_cm"),
        (scanned(woman(height_cm=165, tallest_height_cm=160), at("total_hip", t=-1.0)), "tallest_height_cm"),
        (scanned(woman(150), at("total_hip", t=-1.0)), "age_years"),
        (b'{"schema_version": 1, "risk_factors": {"falls_12_months": -1}}', "falls_12_months"),
        (b'{"schema_version": 1, "risk_factors": {"falls_12_months": 40}}', "falls_12_months"),
    ],
)
def test_a_file_with_a_value_that_no_one_has_is_refused(check, named, saved, capsys):
    assert f"{named}: " in refused(["assess", saved(check)], capsys)


def test_a_file_with_two_left_hips_is_refused(saved, capsys):
    hip = {"site": "total_hip", "side": "left", "t_score": -1.0}
    twice = json.dumps({"schema_version": 1, "dxa_report": {"measurements": [hip, {**hip, "t_score": -2.0}]}})
    assert "whole left hip" in refused(["assess", saved(twice.encode())], capsys)


def test_a_person_under_20_is_assessed_as_not_readable_and_not_an_error(saved, capsys):
    report = assessed(["assess", saved(scanned(woman(15), at("total_hip", z=-1.0)))], capsys)
    assert report["headline"]["reason"] == "under_20"


def test_a_file_that_is_not_there_is_one_line_on_standard_error(tmp_path, capsys):
    assert "nowhere.json" in refused(["assess", str(tmp_path / "nowhere.json")], capsys)
    assert str(tmp_path) in refused(["assess", str(tmp_path)], capsys)


@pytest.mark.parametrize(
    ("paper", "millimetres"),
    [([], 297), (["--paper", "a4"], 297), (["--paper", "us-letter"], 279.4)],
)
def test_the_page_for_the_doctor_is_written_as_a_pdf_of_one_page(paper, millimetres, saved, tmp_path, capsys):
    out = tmp_path / "page.pdf"
    named = ["--given-by", "Dr. Example", "--on", "2026-11-22"]
    assert main(["hand-out", saved(LOW), str(out), *paper, *named]) == 0
    assert capsys.readouterr() == ("", "")
    [page] = PdfReader(out).pages
    assert float(page.mediabox.height) * 25.4 / 72 == pytest.approx(millimetres, abs=0.2)
    text = page.extract_text()
    assert "\u22122.5" in text
    assert "Given by: Dr. Example" in text
    assert "22 November 2026" in text


def test_the_logo_of_who_gives_it_stands_on_the_page_and_a_file_that_is_none_is_refused(saved, tmp_path, capsys):
    out = tmp_path / "page.pdf"
    assert main(["hand-out", saved(LOW), str(out), "--logo", saved(picture(), "logo.png")]) == 0
    [page] = PdfReader(out).pages
    assert len(page.images) == 1
    out.unlink()
    assert "PNG or JPEG" in refused(["hand-out", saved(LOW), str(out), "--logo", saved(b"<svg/>", "logo.svg")], capsys)
    assert not out.exists()


@pytest.mark.parametrize("name", ["page.html", "page.HTM"])
def test_a_page_for_the_doctor_whose_name_ends_in_html_is_a_web_page(name, saved, tmp_path):
    out = tmp_path / name
    assert main(["hand-out", saved(LOW), str(out), "--given-by", "Dr. <b>Example</b>"]) == 0
    file = out.read_text(encoding="utf-8")
    assert file.startswith("<!doctype html>")
    assert "Dr. &lt;b&gt;Example" in file
    assert "\u22122.5" in file


def test_the_findings_follow_the_page_for_the_doctor_where_they_are_asked_for(saved, tmp_path):
    out = tmp_path / "page.pdf"
    assert main(["hand-out", saved(LOW), str(out), "--with-findings"]) == 0
    pages = PdfReader(out).pages
    assert len(pages) > 1
    assert "WHO class osteoporosis" in " ".join(pages[1].extract_text().split())


def test_a_page_for_the_doctor_of_answers_that_cannot_be_used_is_refused_and_nothing_is_written(tmp_path, capsys):
    out = tmp_path / "page.pdf"
    assert "Plus or minus?" in refused(["hand-out", str(DATA / "samples" / "ruth.json"), str(out)], capsys)
    assert not out.exists()


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["assess"], ["assess", "x.json", "--on", "yesterday"]])
def test_a_command_that_does_not_exist_ends_with_2_and_says_how_to_call(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: bonecheck" in capsys.readouterr().err


@pytest.mark.parametrize(("content", "status"), [(to_json(LOW), 0), (b"{", 2)], ids=["a person", "a damaged file"])
def test_the_program_itself_ends_with_that_status(content, status, saved):
    ended = subprocess.run(
        [sys.executable, "-m", "bonecheck", "assess", saved(content)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == status
    assert "Traceback" not in ended.stderr
    assert bool(ended.stdout) == (status == 0)
    assert len(ended.stderr.splitlines()) == (0 if status == 0 else 1)


def test_what_sets_or_reads_a_pdf_or_a_table_is_loaded_by_no_command_that_has_none():
    code = "import sys, bonecheck.__main__; print(sorted({'typst', 'pypdf', 'pandas', 'pyarrow', 'tqdm', 'dask'} & sys.modules.keys()))"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_every_score_of_qfracture_comes_with_the_note_of_its_licence(saved, capsys):
    report = assessed(["assess", str(DATA / "samples" / "maria.json"), "--on", "2026-11-22"], capsys)
    by_model = {risk["model"]: risk["words"] for risk in report["models"] if "model" in risk}
    assert by_model["qfracture_2012"]["licence"] == risk_words.licence_note("qfracture_2012")
    assert by_model["garvan"]["licence"] == ""
    assert all(len(risk["words"]["chances"]) == len(risk["chances"]) for risk in report["models"] if "model" in risk)


def test_every_model_that_says_nothing_comes_with_its_reason_in_words(saved, capsys):
    report = assessed(["assess", str(DATA / "samples" / "anne.json")], capsys)
    refused_models = [outcome for outcome in report["models"] if "reason" in outcome]
    assert {outcome["key"] for outcome in refused_models} >= {"model_garvan", "model_caroc_2010"}
    assert all(outcome["words"]["title"] and outcome["words"]["plain"] for outcome in refused_models)


def texts_in(data):
    """Every text of nested lists and tables."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, (dict, list)):
        for part in data.values() if isinstance(data, dict) else data:
            yield from texts_in(part)


def test_a_plan_comes_with_all_its_words(saved, capsys):
    report = assessed(["assess", saved(LOW), "--on", "2026-11-22"], capsys)
    plan, said = report["plan"], report["plan"]["words"]
    assert plan["exercise"]["level"] == "supervised"
    assert [action["key"] for action in plan["actions"]][:2] == ["doctor", "balance"]
    assert "a T-score in the osteoporosis range" in said["actions"][0]["why"]
    assert len(said["actions"]) == len(plan["actions"]) == 3
    assert len(said["rows"]) == len(plan["rows"]) == 13
    assert len(said["doctor_questions"]) == len(plan["doctor_questions"])
    assert said["exercise"]["title"] == "Begin with help"
    assert said["next_scan"]
    assert [text for text in texts_in(said) if "{" in text or "None" in text] == []


def test_a_person_under_20_has_no_plan(saved, capsys):
    assert assessed(["assess", saved(scanned(woman(18), at("total_hip", z=-1.0)))], capsys)["plan"] is None


def test_a_broken_data_file_ends_in_one_line(monkeypatch, capsys):
    """Its words may be what is broken, so they are not needed."""
    monkeypatch.setattr("bonecheck.__main__.load_all", lambda: refuse("thresholds.toml", "adult_age.value", "is wrong"))
    assert main(["assess", "nothing.json"]) == 2
    assert capsys.readouterr().err == "bonecheck: thresholds.toml: [adult_age.value] is wrong\n"


def test_a_brought_report_is_printed_with_its_signs_in_words(tmp_path, capsys):
    file = tmp_path / "report.txt"
    file.write_text(
        "Left femoral neck: BMD 0.702 g/cm2, T-score \u22121.9.\nLumbar spine T-score - 1.2\nRight total hip T-score 1.2",
        encoding="utf-8",
    )
    found = assessed(["read-report", str(file)], capsys)
    assert [row["words"] for row in found["rows"]] == [
        "Hip, femoral neck, left: T-score minus 1.9, bone density 0.702 g/cm2",
        "Hip, total, right: T-score plus 1.2",
    ]
    doubt = "No plus or minus is printed before the T-score. Please check the sign."
    assert [row["doubt_words"] for row in found["rows"]] == [[], [doubt]]
    assert [piece["words"] for piece in found["not_understood"]] == ["plus or minus is not sure"]


def test_a_report_that_cannot_be_read_is_refused_in_one_line(tmp_path, capsys):
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF-1.4 broken")
    assert "damaged" in refused(["read-report", str(file)], capsys)
