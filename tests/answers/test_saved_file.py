"""The saved check as a file: what comes back, and what is refused."""

import json
from dataclasses import replace

import jsonschema
import pytest

from bonecheck import Check, from_json, json_schema, to_json
from bonecheck.answers.check import SCHEMA_VERSION
from bonecheck.answers.dxa_report import DxaReport, SiteMeasurement, SkeletalSite
from bonecheck.answers.person import Answer
from bonecheck.answers.questions import question_of
from bonecheck.answers.risk_factors import Checklist, RiskFactors
from bonecheck.answers.saved_file import LARGEST_FILE_BYTES
from bonecheck.errors import UnreadableFile
from bonecheck.words.problems import error_words
from tests.people import DATA, ROOT, TESTS, at, plain, scanned, spine, woman
from tests.test_build import EVERYTHING

LEFT_HIP = {"site": "total_hip", "side": "left", "t_score": -1.0}
CHECKS = {
    "nothing": Check(),
    "everything": EVERYTHING,
    "a scan with no figures yet": Check(has_scan=Answer.YES, dxa_report=DxaReport()),
    "a site with no figures yet": Check(
        has_scan=Answer.YES, dxa_report=DxaReport(measurements=(SiteMeasurement(site=SkeletalSite.TOTAL_HIP),))
    ),
    "nothing of these": Check(risk_factors=RiskFactors(conditions=Checklist(ticked=(), others=Answer.NO))),
    "a spine whose vertebrae were not named": scanned(woman(), spine((), -3.1), at("total_hip", t=-0.5)),
    "an answer that could not be read": Check(has_scan=Answer.YES, as_given={"total_hip.t_score": "2.6"}),
    "a woman with a scan": scanned(woman(height_cm=162.56), at("lumbar_spine", t=-2.5, z=0.0, bmd=0.823)),
}


def file(**parts):
    return json.dumps({"schema_version": SCHEMA_VERSION, **parts}).encode()


def refused(data):
    with pytest.raises(UnreadableFile) as caught:
        from_json(data)
    text = plain(error_words(caught.value))
    assert "\n" not in text
    return text


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS.keys())
def test_a_saved_person_comes_back_the_same(check):
    assert from_json(to_json(check)) == check


def test_answers_not_given_are_left_out_of_the_file():
    assert json.loads(to_json(Check())) == {"schema_version": 2, "units": "metric"}
    assert "null" not in to_json(EVERYTHING).decode()


def test_a_score_of_zero_is_not_left_out():
    saved = json.loads(to_json(scanned(woman(), at("total_hip", t=0.0))))
    assert saved["dxa_report"]["measurements"][0]["t_score"] == 0.0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"not json",
        b'{"schema_version": 1,}',
        to_json(EVERYTHING)[:-20],
        b"\xff\xfe\x00",
        b"%PDF-1.7",
        b"[" * 100_000,
    ],
    ids=["empty", "open brace", "text", "comma", "cut off", "other encoding", "pdf", "very deep"],
)
def test_a_damaged_file_is_refused(data):
    assert "could not be read" in refused(data)


def test_a_file_with_broken_letters_is_refused():
    """Half of a character pair inside a text: valid neither as UTF-8 nor as JSON."""
    data = '{"schema_version": 1, "person": {"sex": "\ud83d"}}'.encode("utf-8", "surrogatepass")
    assert "could not be read" in refused(data)


@pytest.mark.parametrize(
    "data",
    [
        b"[]",
        b"7",
        b"null",
        b"{}",
        b'{"resourceType": "DiagnosticReport"}',
        b'{"schema_version": "1"}',
        b'{"schema_version": true}',
        b'{"schema_version": 0}',
        b'{"schema_version": 1.5}',
        b'{"schema_version": null}',
    ],
)
def test_a_foreign_file_is_refused(data):
    assert "not a bonecheck file" in refused(data)


def test_a_file_from_a_newer_bonecheck_is_refused_and_says_so():
    text = refused(b'{"schema_version": 3, "anything": "new"}')
    assert "newer bonecheck (format 3; this one reads up to 2)" in text


def test_a_file_of_the_first_format_opens_and_is_saved_in_ours():
    """Written by the version before earlier scans could be told, with every field it had."""
    opened = from_json((TESTS / "answers" / "saved_in_version_1.json").read_bytes())
    scan = replace(EVERYTHING.dxa_report, scanner_model=None, lsc=(), earlier=())
    assert opened == replace(EVERYTHING, dxa_report=scan)
    assert json.loads(to_json(opened))["schema_version"] == SCHEMA_VERSION


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ({"earlier": [{"measurements": [LEFT_HIP, LEFT_HIP]}]}, "stands in this scan 2 times"),
        ({"earlier": [{"measurements": [{**LEFT_HIP, "bmd": 0.8}]}]}, "a field that we do not know: bmd."),
        ({"earlier": [{"same_machine": "perhaps"}]}, "dxa_report.earlier[0].same_machine"),
        ({"earlier": [{}] * 21}, "More than 20 earlier scans"),
        ({"lsc": [{"site": "one_third_radius", "g_cm2": 0.03}]}, "The forearm has no least significant change"),
        ({"lsc": [{"site": "total_hip"}, {"site": "total_hip"}]}, "stands in this scan 2 times"),
        ({"scanner_model": "x" * 101}, "dxa_report.scanner_model"),
    ],
)
def test_an_earlier_scan_that_cannot_be_is_refused(report, said):
    assert said in refused(file(dxa_report=report))


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ({"person": {"age_years": "62"}}, "person.age_years"),
        ({"person": {"age_years": 61.5}}, "person.age_years"),
        ({"person": {"sex": "woman"}}, "person.sex"),
        ({"person": []}, "person"),
        ({"has_scan": True}, "has_scan"),
        ({"units": "stone"}, "units"),
        ({"dxa_report": {"measurements": [{"t_score": -1.8}]}}, "site"),
        ({"dxa_report": {"measurements": [{**LEFT_HIP, "t_score": "-1.8"}]}}, "dxa_report.measurements[0].t_score"),
        ({"dxa_report": {"measurements": [{**LEFT_HIP, "site": "ankle"}]}}, "dxa_report.measurements[0].site"),
        ({"dxa_report": {"scan_date": "yesterday"}}, "dxa_report.scan_date"),
        ({"risk_factors": {"fracture_since_50": "maybe"}}, "risk_factors.fracture_since_50"),
        ({"lifestyle": {"calcium_servings_per_week": {"milk": "a lot"}}}, "lifestyle.calcium_servings_per_week"),
    ],
)
def test_a_file_with_a_value_of_the_wrong_kind_is_refused_and_names_it(parts, named):
    text = refused(file(**parts))
    assert named in text
    assert "Nothing was loaded" in text


def test_a_file_with_two_different_left_hips_is_refused():
    text = refused(file(dxa_report={"measurements": [LEFT_HIP, {**LEFT_HIP, "t_score": -2.6}]}))
    assert "whole left hip stands in this scan 2 times" in text
    assert ".." not in text


@pytest.mark.parametrize(
    ("measurement", "says"),
    [
        ({"site": "lumbar_spine", "side": "left"}, "The lower spine has no left and right here"),
        ({"site": "one_third_radius", "side": "right"}, "The forearm has no left and right here"),
        ({"site": "total_hip", "vertebrae": ["L1", "L2"]}, "The whole hip has no vertebrae"),
        ({"site": "femoral_neck", "vertebrae": []}, "The hip (femoral neck) has no vertebrae"),
    ],
)
def test_a_file_with_a_site_that_cannot_be_is_refused(measurement, says):
    text = refused(file(dxa_report={"measurements": [{**measurement, "t_score": -1.0}]}))
    assert says in text
    assert "Nothing was loaded" in text


def test_a_file_in_which_the_rest_of_a_list_is_yes_is_refused():
    assert "no or not_known, not yes" in refused(file(risk_factors={"conditions": {"others": "yes"}}))


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"persn": {"age_years": 62}}, "persn"),
        ({"person": {"age": 62}}, "age"),
        ({"person": {"fracture_since_50": "yes"}}, "fracture_since_50"),
        ({"dxa_report": {"measurements": [LEFT_HIP, {"site": "femoral_neck", "tscore": -3.1}]}}, "tscore"),
        ({"dxa_report": {"scan_day": "2024-01-01"}}, "scan_day"),
        ({"risk_factors": {"warning_signs": {"tickd": ["cannot_stand"]}}}, "tickd"),
        ({"lifestyle": {"salt": "some"}}, "salt"),
    ],
)
def test_a_file_with_a_field_that_we_do_not_know_is_refused_and_names_it(parts, field):
    """A misspelt field would get lost in silence, and with it perhaps the one answer that matters."""
    text = refused(file(**parts))
    assert f"a field that we do not know: {field}." in text
    assert "Nothing was loaded" in text


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"risk_factors": {"drinks_per_week": {"wien": 14}}}, "drinks_per_week.wien"),
        ({"lifestyle": {"calcium_servings_per_week": {"mlik": 7}}}, "calcium_servings_per_week.mlik"),
        ({"risk_factors": {"conditions": {"ticked": ["celiac"], "others": "no"}}}, "conditions.celiac"),
        ({"as_given": {"agee_years": "sixty"}}, "as_given.agee_years"),
    ],
)
def test_a_file_with_an_item_that_no_list_has_is_refused_and_names_it(parts, field):
    """ "celiac" dropped in silence, with "no" to the rest, would clear somebody who has it."""
    text = refused(file(**parts))
    assert f"a field that we do not know: {field}." in text
    assert "Nothing was loaded" in text


@pytest.mark.parametrize("number", ["1" + "0" * 400, "-1" + "0" * 400, "1e12", "1e400"])
@pytest.mark.parametrize("place", ["person.age_years", "person.height_cm", "as_given.age_years"])
def test_a_number_that_no_answer_reaches_is_refused(number, place):
    section, _, field = place.partition(".")
    text = refused(f'{{"schema_version": 1, "{section}": {{"{field}": {number}}}}}'.encode())
    assert "Nothing was loaded" in text or "could not be read" in text  # 1e400 is no number of JSON
    assert len(text) < 300


def test_grams_of_alcohol_follow_from_the_drinks_of_a_file():
    """Files of earlier versions hold both. Grams alone would get lost, so they are refused."""
    kinds = {"beer": 7.0, "wine": 0.0, "spirits": 0.0}
    drinks = {item: kinds.get(item, 0.0) for item in question_of("drinks_per_week").item_keys}
    both = from_json(file(risk_factors={"drinks_per_week": drinks, "alcohol_g_per_day": 14.2}))
    assert both.risk_factors.alcohol_g_per_day == 14.2
    for other in ({}, {"drinks_per_week": {"wine": 1}}, {"drinks_per_week": drinks}):
        assert "Give drinks_per_week in full" in refused(file(risk_factors={**other, "alcohol_g_per_day": 40}))
    assert "Give drinks_per_week in full" in refused(
        file(risk_factors={"drinks_per_week": drinks, "alcohol_g_per_day": "lots"})
    )


def test_what_a_person_typed_is_kept_in_the_file():
    typed = {
        "total_hip.t_score": "2.6",
        "falls_12_months": "not_known",
        "scan_regions": ["total_hip"],
        "age_years": 9.5,
    }
    check = Check(as_given=typed)
    assert from_json(to_json(check)) == check
    assert json.loads(to_json(check))["as_given"] == typed


@pytest.mark.parametrize("kept", [{"age_years": None}, {"age_years": {"a": 1}}, {"conditions": [7]}, ["age_years"]])
def test_a_kept_answer_of_the_wrong_kind_is_refused(kept):
    assert "as_given" in refused(file(as_given=kept))


def test_a_file_with_a_left_and_a_right_hip_is_read():
    both = from_json(file(dxa_report={"measurements": [LEFT_HIP, {**LEFT_HIP, "side": "right"}]}))
    assert [measured.region for measured in both.dxa_report.measurements] == ["total_hip_left", "total_hip_right"]


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    small = to_json(Check())
    assert from_json(small.ljust(LARGEST_FILE_BYTES)) == Check()
    assert "too large" in refused(small.ljust(LARGEST_FILE_BYTES + 1))


# ------------------------------------------------------------------ the schema


def test_the_published_schema_is_that_of_the_types():
    published = json.loads((ROOT / "docs" / "saved_check.schema.json").read_text(encoding="utf-8"))
    assert published == json.loads(json.dumps(json_schema()))


def test_the_schema_itself_is_sound():
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS.keys())
def test_a_saved_person_fits_the_schema(check):
    jsonschema.validate(json.loads(to_json(check)), json_schema())


@pytest.mark.parametrize("sample", sorted((DATA / "samples").glob("*.json")), ids=lambda file: file.stem)
def test_a_sample_person_fits_the_schema(sample):
    jsonschema.validate(json.loads(sample.read_bytes()), json_schema())


@pytest.mark.parametrize(
    "parts", [{"person": {"age_years": "62"}}, {"has_scan": "perhaps"}, {"dxa_report": {"measurements": [{}]}}]
)
def test_what_the_reader_refuses_does_not_fit_the_schema(parts):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(file(**parts)), json_schema())
    refused(file(**parts))
