"""What is said of a site that may mislead, and of the sites that decide."""

from datetime import date

import pytest

from bonecheck.answers.dxa_report import ScanMethod, SiteDoubt
from bonecheck.answers.person import Answer, Country
from bonecheck.answers.risk_factors import Checklist, RiskFactors
from bonecheck.words.lead import sentences_beside
from bonecheck.words.outcomes import words
from tests.people import at, finding, finding_keys, man, not_assessed, report, scanned, woman

HIP = at("total_hip", t=0.2)
SITES = at("lumbar_spine", t=-0.5), at("total_hip", t=-1.0)


def test_a_curved_spine_is_never_said_to_raise_the_score():
    """R2.4: scoliosis by itself has no effect; wear has."""
    both = Checklist(ticked=(SiteDoubt.SCOLIOSIS, SiteDoubt.SPINE_WEAR), others=Answer.NO)
    told = report(scanned(woman(66), *SITES, site_doubts=both))
    assert finding(told, "spine_doubt").values["doubts"] == (SiteDoubt.SPINE_WEAR,)
    assert "spine_curved" in finding_keys(told)


@pytest.mark.parametrize(
    ("country", "key"), [(Country.CANADA, "deciding_lowest_of_four"), (Country.US, "deciding_lowest")]
)
def test_where_the_forearm_counts_it_is_among_the_sites_that_doctors_go_by(country, key):
    """R1.3."""
    told = report(scanned(woman(66, country=country), *SITES, at("one_third_radius", t=-0.7)))
    assert {each for each in finding_keys(told) if each.startswith("deciding_")} == {key}


@pytest.mark.parametrize(("z", "few"), [(-3.2, True), (-2.3, True), (-1.9, False)])
def test_who_stands_lowest_is_told_of_1_or_fewer(z, few):
    """By the normal curve 0.07, 1.1 and 2.9 of 100 lie below -3.2, -2.3 and -1.9."""
    said = words(finding(report(scanned(man(48), at("total_hip", z=z))), "same_age")).plain
    assert ("1 or fewer have lower" in said and "The other 99 or more" in said) is few
    assert ("about 3 have lower" in said) is not few


def test_a_low_number_of_another_method_names_which_score_it_is():
    heel = scanned(woman(64), at("total_hip", t=-1.1, z=-2.1), scan_method=ScanMethod.HEEL_ULTRASOUND)
    assert "The Z-score for your whole hip is −2.1" in words(finding(report(heel), "low_by_other_method")).plain


def test_a_method_that_is_no_dxa_is_told_of_a_scan_before_20_too():
    arm = scanned(man(25), HIP, scan_method=ScanMethod.ARM_OR_FINGER_DEVICE, scan_date=date(2019, 5, 1))
    assert ("scan_device", "device_not_read") in not_assessed(report(arm))
    dxa = scanned(man(25), HIP, scan_method=ScanMethod.DXA, scan_date=date(2019, 5, 1))
    assert "scan_device" not in {key for key, _ in not_assessed(report(dxa))}


@pytest.mark.parametrize(("t", "on_edge"), [(-2.4, True), (-2.2, False)])
@pytest.mark.parametrize("sign", ["back_pain", "numb_or_weak_legs"])
def test_a_score_on_the_edge_is_so_beside_a_sign_that_leads(sign, t, on_edge):
    """R4.3."""
    risks = RiskFactors(warning_signs=Checklist(ticked=(sign,), others=Answer.NO))
    said = words(report(scanned(woman(66), at("total_hip", t=t), risks=risks)).headline)
    assert said.title.startswith(("Call your doctor today.", "Get care now."))
    assert ("on the edge" in said.plain) is on_edge


def test_beside_a_broken_spine_no_range_comforts():
    broke = RiskFactors(fracture_since_50=Answer.YES, fracture_sites=Checklist(ticked=("spine",), others=Answer.NO))
    metal = Checklist(ticked=(SiteDoubt.HIP_METAL,), others=Answer.NO)
    told = report(scanned(woman(66), at("total_hip", t=-0.2), risks=broke, site_doubts=metal))
    assert told.headline.key == "headline_t_fracture"
    assert "normal" not in f"{words(told.headline).title} {words(told.headline).plain} {sentences_beside(told)}"
