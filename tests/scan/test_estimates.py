"""An estimated T-score that may belong to another range carries nothing that is built on the range."""

import pytest

from bonecheck.answers.dxa_report import ScannerMake
from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import Checklist, FractureSite, FraxCountry, RiskFactors
from tests.people import at, finding_keys, not_assessed, report, scanned, woman

WRIST = RiskFactors(
    fracture_since_50=Answer.YES, fracture_sites=Checklist(ticked=(FractureSite.WRIST,), others=Answer.NO)
)


@pytest.mark.parametrize(
    ("measured", "is_severe"),
    [
        ({"bmd": 0.613}, False),  # about -2.7, within 0.4 of the edge
        ({"bmd": 0.540}, True),  # about -3.3
        ({"t": -2.7}, True),  # printed
    ],
)
def test_severe_needs_a_printed_score_or_an_estimate_beyond_the_margin(measured, is_severe):
    told = report(scanned(woman(70), at("total_hip", **measured), risks=WRIST, scanner_make=ScannerMake.HOLOGIC))
    assert ("severe_range" in finding_keys(told)) is is_severe


def test_an_estimate_makes_no_different_ranges():
    sites = at("femoral_neck", t=-1.2), at("total_hip", bmd=0.613)
    told = report(scanned(woman(70), *sites, scanner_make=ScannerMake.HOLOGIC))
    assert "sites_in_different_classes" not in finding_keys(told)
    printed = report(scanned(woman(58), at("lumbar_spine", t=-1.2), at("total_hip", t=-2.7)))
    assert "sites_in_different_classes" in finding_keys(printed)


@pytest.mark.parametrize(
    ("sites", "says_wear"),
    [
        ((at("femoral_neck", t=-1.2), at("total_hip", t=-2.7)), False),
        ((at("lumbar_spine", t=-1.2), at("femoral_neck", t=-1.2), at("total_hip", t=-2.7)), True),
        ((at("lumbar_spine", t=-1.2), at("total_hip", t=-0.8)), True),
    ],
)
def test_wear_is_named_only_where_spine_and_hip_differ(sites, says_wear):
    found = finding_keys(report(scanned(woman(58), *sites)))
    assert ("sites_in_different_classes" in found) is says_wear
    assert ("sites_in_different_classes_no_wear" in found) is not says_wear


@pytest.mark.parametrize(("measured", "counts"), [({"bmd": 0.783}, False), ({"bmd": 0.735}, True), ({"t": -1.3}, True)])
def test_a_wrist_makes_no_diagnosis_beside_an_estimate_that_may_be_normal(measured, counts):
    """Total hip 0.942 (0.122): 0.783 is -1.3, which may be -0.9; 0.735 is -1.7."""
    told = report(scanned(woman(70), at("total_hip", **measured), risks=WRIST, scanner_make=ScannerMake.HOLOGIC))
    assert ("diagnosis_by_other_fracture" in finding_keys(told)) is counts


@pytest.mark.parametrize(
    ("lowest", "spine", "headline"),
    [
        ({"t": -1.9}, {"t": -0.4, "bmd": 0.861}, "headline_t_osteopenia"),  # -1.7 by the density, at most -2.1
        ({"t": -1.9}, {"t": -0.4, "bmd": 0.825}, "headline_t_osteopenia"),  # -2.0, at most -2.4
        ({"t": -1.9}, {"t": -0.4, "bmd": 0.816}, "report"),  # -2.1, at most -2.5
        ({"t": -0.9}, {"t": -0.4, "bmd": 0.861}, "report"),  # an all-clear waits
        ({"t": -2.6}, {"t": -0.4, "bmd": 0.816}, "headline_t_osteoporosis"),  # nothing is lower
    ],
)
def test_a_contradiction_withholds_the_range_only_where_it_could_be_another_one(lowest, spine, headline):
    """Spine of L1 to L4 by Hologic: 1.047 (0.110)."""
    sites = at("total_hip", **lowest), at("lumbar_spine", **spine)
    told = report(scanned(woman(58), *sites, scanner_make=ScannerMake.HOLOGIC))
    assert told.headline.key == headline
    assert ("site", "t_and_bmd_conflict") in not_assessed(told)


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        ({"bmd": 0.613}, "frax_us_above_no_score"),  # about -2.7, which may be -2.3
        ({"bmd": 0.540}, "frax_us_above_score_lower"),  # about -3.3
        ({"t": -2.7}, "frax_us_above_score_lower"),
    ],
)
def test_frax_is_given_no_range_by_an_estimate_that_may_belong_to_another(measured, said):
    """Total hip 0.942 (0.122)."""
    brought = RiskFactors(frax_major_percent=25.0, frax_hip_percent=6.0, frax_country=FraxCountry.US)
    told = report(scanned(woman(70), at("total_hip", **measured), risks=brought, scanner_make=ScannerMake.HOLOGIC))
    assert {key for key in finding_keys(told) if key.startswith("frax_us")} == {said}
