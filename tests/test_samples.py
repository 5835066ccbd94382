"""The cast of sample people: whom it visits, and what three of them are made for, by arithmetic on their two scans."""

import pytest

from bonecheck.answers.bone_medicines import takes_bone_medicine
from bonecheck.answers.dxa_report import SkeletalSite
from bonecheck.answers.person import Sex
from bonecheck.answers.risk_factors import FractureSite, GlucocorticoidUse
from bonecheck.answers.samples import sample, samples
from bonecheck.scan.change import CannotTell, Verdict
from bonecheck.words import samples as told
from tests.people import not_assessed, report

SPINE, NECK, HIP = "lumbar_spine", "femoral_neck_left", "total_hip_left"
SAME, LOWER, CANNOT_TELL = Verdict.SAME, Verdict.LOWER, Verdict.CANNOT_TELL
WITH_TWO_SCANS = {"helen", "mei", "gloria"}


# ------------------------------------------------------------------ the cast


def test_the_cast_goes_from_24_to_84_and_has_men_of_several_ages():
    ages = {person.key: person.check.person.age_years for person in samples()}
    men = {ages[person.key] for person in samples() if person.check.person.sex is Sex.MALE}
    assert (min(ages.values()), max(ages.values())) == (24, 84)
    assert (min(men), max(men), len(men)) == (24, 84, 4)


def test_the_cast_visits_all_three_ranges_and_the_score_of_the_young_and_no_scan():
    headlines = {person.key: report(person.check).headline.key for person in samples()}
    assert headlines["gloria"] == "headline_t_normal"
    assert headlines["mei"] == "headline_t_osteopenia"
    assert headlines["arjun"] == "headline_t_osteoporosis"
    assert headlines["diego"] == "headline_z_within"
    assert {person.key for person in samples() if person.check.dxa_report is None} == {"june"}


def test_the_cast_has_several_groups_a_broken_spine_steroids_of_today_and_a_bone_medicine():
    assert len({person.check.person.ethnic_group for person in samples()}) >= 5
    risks = {person.key: person.check.risk_factors for person in samples()}
    assert [who for who, each in risks.items() if each.broke(FractureSite.SPINE) == "yes"] == ["arjun"]
    assert [who for who, each in risks.items() if each.glucocorticoids is GlucocorticoidUse.NOW] == ["diego"]
    assert [who for who, each in risks.items() if takes_bone_medicine(each)] == ["arjun"]


# ------------------------------------------------------------------ those with two scans

# Then and now [g/cm2], the difference by hand, the published noise, and the answer: equal to the noise would count.
SCANS = [
    ("helen", SPINE, 0.915, 1.024, 0.109, CANNOT_TELL),  # Hologic, then GE Lunar
    ("helen", NECK, 0.654, 0.788, 0.134, CANNOT_TELL),
    ("helen", HIP, 0.783, 0.832, 0.049, CANNOT_TELL),
    ("mei", SPINE, 0.959, 0.911, -0.048, LOWER),  # 0.048 > 0.039
    ("mei", NECK, 0.767, 0.750, -0.017, SAME),  # 0.017 < 0.055
    ("mei", HIP, 0.868, 0.844, -0.024, SAME),  # 0.024 < 0.044
    ("gloria", SPINE, 1.014, 1.003, -0.011, SAME),  # 0.011 < 0.039
    ("gloria", NECK, 0.798, 0.774, -0.024, SAME),  # 0.024 < 0.055
    ("gloria", HIP, 0.881, 0.869, -0.012, SAME),  # 0.012 < 0.044
]
# Mean and SD of young women [g/cm2], L1-L4: `looker_1998` and the table of the maker, and for GE Lunar `bonephys`.
YOUNG = {
    "hologic": {SPINE: (1.047, 0.110), NECK: (0.858, 0.120), HIP: (0.942, 0.122)},
    "ge_lunar": {SPINE: (1.182, 0.120), NECK: (1.038, 0.139), HIP: (1.008, 0.126)},
}


@pytest.mark.parametrize(("who", "region", "then", "now", "moved", "answer"), SCANS)
def test_what_two_scans_say_of_each_site(who, region, then, now, moved, answer):
    scan = sample(who).check.dxa_report
    [earlier] = scan.earlier
    densities = [m.bmd_g_cm2 for looks in (earlier, scan) for m in looks.measurements if m.region == region]
    assert densities == [then, now]
    [site] = [site for site in report(sample(who).check).changes if site.region == region]
    assert site.latest.verdict is answer
    assert not site.is_far
    if answer is CANNOT_TELL:
        assert site.latest.why == (CannotTell.OTHER_MACHINE,)
        assert site.latest.moved_g_cm2 is None
    else:
        assert site.latest.moved_g_cm2 == moved


def test_only_they_have_two_scans_and_each_compares_all_its_sites():
    assert {person.key for person in samples() if report(person.check).changes} == WITH_TWO_SCANS
    assert {(who, site.region) for who in WITH_TWO_SCANS for site in report(sample(who).check).changes} == {
        (who, region) for who, region, *_ in SCANS
    }


@pytest.mark.parametrize("who", sorted(WITH_TWO_SCANS))
def test_each_printed_t_score_goes_with_its_bone_density(who):
    """T = (density - mean) / SD of the young, as reports round it."""
    scan = sample(who).check.dxa_report
    for looks in (scan, *scan.earlier):
        for measured in looks.measurements:
            mean, sd = YOUNG[looks.scanner_make][measured.region]
            assert measured.t_score == round((measured.bmd_g_cm2 - mean) / sd, 1)


def test_mei_lost_no_more_than_women_lose_on_average_early_after_menopause():
    """Three years; SWAN: spine 0.022 and total hip 0.013 g/cm2 a year, femoral neck 5.8 % in three years."""
    [earlier] = sample("mei").check.dxa_report.earlier
    assert (sample("mei").check.dxa_report.scan_date - earlier.scan_date).days == 1099
    most = {SPINE: 3 * 0.022, HIP: 3 * 0.013, NECK: 0.058 * 0.767}
    lost = {region: -moved for who, region, _, _, moved, _ in SCANS if who == "mei"}
    assert {region for region, fall in lost.items() if fall > most[region]} == set()


def test_helen_reads_higher_in_density_and_lower_in_t_score_and_is_told_neither():
    found = report(sample("helen").check)
    assert all(moved > 0 for who, _, _, _, moved, _ in SCANS if who == "helen")
    assert all(change.t_fell == 0.1 for site in found.changes for change in site.to_now)
    assert ("change", CannotTell.OTHER_MACHINE) in not_assessed(found)


def test_the_stories_tell_the_numbers_of_the_scans():
    assert "from 0.654 to 0.788 at the hip" in told.story("helen")
    assert "0.048 less at the spine" in told.story("mei")
    assert "from -0.5 to -0.7" in told.story("gloria")
    [earlier], now = sample("gloria").check.dxa_report.earlier, sample("gloria").check.dxa_report
    assert [m.t_score for scan in (earlier, now) for m in scan.measurements if m.site is SkeletalSite.FEMORAL_NECK] == [
        -0.5,
        -0.7,
    ]
