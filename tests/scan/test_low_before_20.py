"""A scan from before 20: no class, and a low score on it is a matter for the doctor all the same."""

from datetime import date

import pytest

from bonecheck.lead import Leads
from bonecheck.words.lead import lead_words
from tests.people import at, finding, finding_keys, man, report, scanned

AT_18 = date(2019, 5, 1)  # a man of 25 was 17 or 18 then


@pytest.mark.parametrize(("z", "low"), [(-1.9, False), (-2.0, True), (-2.1, True), (-4.2, True)])
def test_by_the_z_score(z, low):
    told = report(scanned(man(25), at("lumbar_spine", z=z), at("total_hip", t=-3.7), scan_date=AT_18))
    assert told.headline.reason == "scanned_under_20"
    assert ("low_before_20" in finding_keys(told)) is low


@pytest.mark.parametrize(("t", "low"), [(-2.4, False), (-2.5, True), (-2.6, True)])
def test_without_a_z_score_by_the_t_score(t, low):
    told = report(scanned(man(25), at("total_hip", t=t), scan_date=AT_18))
    assert ("low_before_20" in finding_keys(told)) is low


def test_the_lowest_is_named_with_no_class_and_leads_to_the_doctor():
    sites = at("lumbar_spine", z=-4.2), at("total_hip", t=-3.7, z=-3.9)
    told = report(scanned(man(25), *sites, scan_date=AT_18))
    found = finding(told, "low_before_20").values
    assert (found["score_name"], found["score"], found["site"]) == ("z_score", -4.2, "lumbar_spine")
    assert told.lead.leads is Leads.DOCTOR
    assert told.lead.reasons[0].key == "low_before_20"
    assert "low score" in lead_words(told)
    assert "look_for_causes" in finding_keys(told)


def test_nobody_under_20_today_is_read_at_all():
    told = report(scanned(man(18), at("total_hip", z=-4.2)))
    assert "low_before_20" not in finding_keys(told)
