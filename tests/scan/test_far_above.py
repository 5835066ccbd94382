"""A score far above average: one voice in headline, findings and picture."""

import pytest

from bonecheck.answers.dxa_report import ScanMethod
from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import BoneMedicine, Checklist, RiskFactors
from bonecheck.words.outcomes import words
from bonecheck.words.scan import spectrum_sentence
from tests.people import at, finding, finding_keys, man, report, scanned, woman


@pytest.mark.parametrize(("t", "ends_normal_at"), [(2.5, None), (2.6, 2.5)])
def test_the_normal_band_ends_where_a_score_is_too_high_to_be_called_so(t, ends_normal_at):
    line = report(scanned(woman(57), at("lumbar_spine", t=t), at("total_hip", t=-0.2))).spectrum
    bands = {band.key: band for band in line.bands}
    assert bands["normal"].high == (ends_normal_at or line.high)
    assert ("far_above" in bands) is (ends_normal_at is not None)
    assert line.bands[-1].high == line.high > t


def test_a_z_score_far_above_has_the_band_too():
    line = report(scanned(woman(35, None), at("lumbar_spine", z=3.1))).spectrum
    assert [band.key for band in line.bands] == ["below", "within", "far_above"]


def test_without_a_score_in_use_no_band_is_drawn():
    assert report(scanned(woman(47, None), at("lumbar_spine", t=3.1))).spectrum.bands == ()


def test_no_other_number_is_called_the_one_that_counts():
    told = report(scanned(woman(57), at("lumbar_spine", t=3.2), at("total_hip", t=-0.2)))
    assert told.headline.key == "headline_far_above"
    assert finding(told, "deciding_beside_far_above").values["score"] == -0.2
    assert not {key for key in finding_keys(told) if key.startswith("deciding_")} - {"deciding_beside_far_above"}
    assert "far above average" in spectrum_sentence(told, told.spectrum)


def test_a_low_hip_beside_a_high_spine_is_still_the_number_that_counts():
    told = report(scanned(woman(57), at("lumbar_spine", t=3.2), at("total_hip", t=-2.6)))
    assert told.headline.key == "headline_t_osteoporosis"
    assert "deciding_lowest" in finding_keys(told)


def test_a_forearm_far_above_beside_others_is_told():
    told = report(scanned(woman(65), at("lumbar_spine", t=0.2), at("one_third_radius", z=4.7)))
    assert told.headline.key == "headline_t_normal"
    found = finding(told, "far_above_average").values
    assert (found["sites"], found["score"], found["look_at"]) == (("one_third_radius",), 4.7, "forearm_beside")


@pytest.mark.parametrize(
    ("sites", "looks_at"),
    [
        ((at("lumbar_spine", t=3.2),), "spine_alone"),
        ((at("lumbar_spine", t=3.2), at("total_hip", t=-0.2)), "spine"),
        ((at("lumbar_spine", t=4.2), at("total_hip", t=3.1)), "spine_beside_hip"),
        ((at("lumbar_spine", t=2.8), at("total_hip", t=4.1)), "hip_beside_spine"),
        ((at("total_hip", t=4.1),), "hip_alone"),
        ((at("total_hip", t=4.1), at("lumbar_spine", t=0.1)), "hip"),
        ((at("one_third_radius", t=2.7),), "forearm"),
    ],
)
def test_the_highest_is_named_and_no_score_is_asked_for_that_was_not_measured(sites, looks_at):
    told = report(scanned(woman(57), *sites, scan_method=ScanMethod.DXA))
    assert told.headline.key == "headline_far_above"
    assert told.headline.values["look_at"] == looks_at
    assert told.headline.values["score"] == max(site.t_score for site in sites)


def test_a_forearm_alone_far_above_asks_for_hip_and_spine_also_under_a_call_today():
    thigh = RiskFactors(
        bone_medicine=BoneMedicine.BISPHOSPHONATE_TABLETS,
        bone_medicine_signs=Checklist(ticked=("thigh_pain",), others=Answer.NO),
    )
    told = report(scanned(man(67), at("one_third_radius", t=2.7), scan_method=ScanMethod.DXA, risks=thigh))
    said = words(told.headline)
    assert said.title.startswith("Call your doctor today.")
    assert "false reading" in said.plain
    assert "to scan hip and spine" in said.plain
    assert "deciding_radius" in finding_keys(told)
