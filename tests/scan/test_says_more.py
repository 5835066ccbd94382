"""What takes comfort from a normal or expected range: great age, lost height, numbers of the site that do not fit."""

import pytest

from bonecheck import Concern
from bonecheck.words.lead import lead_words, sentences_beside
from bonecheck.words.outcomes import words
from tests.people import at, man, report, scanned, woman

HIP = at("total_hip", t=-0.2)


@pytest.mark.parametrize(("age", "told"), [(89, False), (90, False), (91, True), (100, True)])
def test_over_90_no_range_comforts_alone(age, told):
    """R14.1: above the last age of the tools people count as at high risk."""
    found = report(scanned(man(age), HIP))
    said = words(found.headline)
    assert found.headline.key == "headline_t_normal"
    assert ("Your age counts more than this number." in said.title) is told
    assert ("treat the risk of a broken bone as high" in said.plain) is told
    assert (found.headline.concern > Concern.NONE_FOUND) is told
    assert lead_words(found).endswith("Your age counts more.") is told
    assert any("as high" in sentence for sentence in sentences_beside(found)) is told


def test_over_90_in_the_osteopenia_range_too():
    found = report(scanned(woman(95), at("total_hip", t=-1.4)))
    assert "treat the risk of a broken bone as high" in words(found.headline).plain
    assert lead_words(found).endswith("Your age counts more.")


def test_the_osteoporosis_range_needs_no_such_remark():
    assert "very_old" not in report(scanned(woman(95), at("total_hip", t=-2.5))).headline.values


@pytest.mark.parametrize(("lost", "told"), [(3.7, False), (3.8, True), (3.9, True), (4.0, True)])
def test_lost_height_counts_more_than_a_normal_score(lost, told):
    """R8.6, R8.9: a vertebra may have broken unnoticed. The limit is that of the finding, 1.5 in."""
    person = woman(66, height_cm=160.0, tallest_height_cm=160.0 + lost)
    found = report(scanned(person, HIP)).headline
    assert ("The height you lost counts more" in words(found).title) is told
    assert (found.concern > Concern.NONE_FOUND) is told


@pytest.mark.parametrize(("z", "told"), [(1.3, False), (1.4, True), (2.4, True)])
def test_a_pair_that_does_not_fit_at_the_deciding_site_comforts_nobody(z, told):
    """R6.1: under 70, more than 2.0 above."""
    found = report(scanned(woman(62), at("total_hip", t=-0.7, z=z)))
    assert found.headline.key == "headline_t_normal"
    assert ("not all your numbers fit together" in words(found.headline).title) is told
    assert (found.headline.concern > Concern.NONE_FOUND) is told


def test_a_pair_at_another_site_leaves_the_headline_as_it_is():
    found = report(scanned(woman(62), at("total_hip", t=-0.7, z=0.4), at("lumbar_spine", t=-0.1, z=2.4)))
    assert "odd_pair" not in found.headline.values
