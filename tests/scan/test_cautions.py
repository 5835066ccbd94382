"""What is said of a site that may mislead, and of the sites that decide."""

import pytest

from bonecheck.answers.dxa_report import SiteDoubt
from bonecheck.answers.person import Answer, Country
from bonecheck.answers.risk_factors import Checklist
from tests.people import at, finding, finding_keys, report, scanned, woman

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
