"""A score far above average: one voice in headline, findings and picture."""

import pytest

from bonecheck.words.scan import spectrum_sentence
from tests.people import at, finding, finding_keys, report, scanned, woman


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
