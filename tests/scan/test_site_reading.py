"""How each site of a scan is read, and which one decides."""

from datetime import date

import pytest

from bonecheck.answers.dxa_report import ScanMethod, ScannerMake, Side, SkeletalSite, UnusableScan, Vertebra
from bonecheck.answers.person import EthnicGroup, MenopausalStatus, Person, Sex
from bonecheck.outcomes import NotAssessed
from bonecheck.scan.densitometry import BmdCategory, ExpectedRange, Population
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import Held, peers
from bonecheck.words.outcomes import words
from tests.people import (
    at,
    built,
    deciding,
    finding,
    finding_keys,
    hip,
    man,
    not_assessed,
    report,
    scanned,
    spine,
    woman,
)

L1, L2, L3, L4 = Vertebra
HOLOGIC = ScannerMake.HOLOGIC
YOUNG = woman(35, MenopausalStatus.PREMENOPAUSAL)


def read(person, *measurements, **scan):
    return report(scanned(person, *measurements, **scan))


def site_of(assessed, region):
    [found] = [site for site in assessed.sites if site.region == region]
    return found


# ------------------------------------------------------------------ the deciding site


@pytest.mark.parametrize("lowest", ["lumbar_spine", "femoral_neck", "total_hip"])
def test_the_lowest_of_spine_neck_and_hip_decides(lowest):
    t_scores = {"lumbar_spine": -1.5, "femoral_neck": -1.5, "total_hip": -1.5, lowest: -1.6}
    assessed = read(woman(), *(at(region, t) for region, t in t_scores.items()))
    assert deciding(assessed) == [lowest]
    assert assessed.headline.values["score"] == -1.6
    assert "deciding_lowest" in finding_keys(assessed)


def test_the_lower_of_two_hips_decides():
    assert deciding(read(woman(), at("total_hip_left", -1.2), at("total_hip_right", -1.9))) == ["total_hip_right"]


def test_equal_scores_at_two_sites_decide_together():
    assessed = read(woman(), at("lumbar_spine", -2.1), at("femoral_neck_left", -1.0), at("total_hip_left", -2.1))
    assert deciding(assessed) == ["lumbar_spine", "total_hip_left"]
    assert finding(assessed, "deciding_tie").values["sites"] == ("lumbar_spine", "total_hip_left")


def test_scores_are_compared_as_printed():
    assert deciding(read(woman(), at("lumbar_spine", -2.05), at("total_hip", -2.14))) == ["total_hip"]


def test_a_single_site_is_named_as_the_only_one():
    assert "deciding_only" in finding_keys(read(woman(), at("femoral_neck", -1.8)))


def test_a_lower_forearm_does_not_count_beside_a_hip():
    assessed = read(woman(), at("total_hip", -0.5), at("one_third_radius", -3.0))
    assert deciding(assessed) == ["total_hip"]
    assert assessed.headline.key == "headline_t_normal"


def test_a_forearm_alone_decides_and_says_why():
    assessed = read(woman(), at("one_third_radius", -2.6), scan_method=ScanMethod.DXA)
    assert deciding(assessed) == ["one_third_radius"]
    assert assessed.headline.key == "headline_t_osteoporosis"
    assert "deciding_radius" in finding_keys(assessed)


def test_a_forearm_decides_where_the_spine_is_a_single_vertebra():
    assert deciding(read(woman(), spine((L1,), -3.0), at("one_third_radius", -1.2))) == ["one_third_radius"]


def test_for_a_young_woman_the_lowest_z_score_decides_not_the_lowest_t_score():
    assessed = read(YOUNG, at("lumbar_spine", t=-2.6, z=-1.0), at("total_hip", t=-1.0, z=-1.4))
    assert assessed.score is Score.Z_SCORE
    assert deciding(assessed) == ["total_hip"]
    assert assessed.headline.values["score"] == -1.4


def test_a_site_without_the_score_that_counts_cannot_decide():
    assert deciding(read(YOUNG, at("lumbar_spine", t=-2.6), at("total_hip", z=0.4))) == ["total_hip"]


def test_nothing_decides_while_the_score_is_undecided():
    assessed = read(Person(age_years=49), at("total_hip", -2.7))
    assert deciding(assessed) == []
    assert not_assessed(assessed) >= {("report", "sex_needed"), ("score_in_use", "sex_needed")}
    assert {site.category for site in assessed.sites} == {None}


# ------------------------------------------------------------------ vertebrae


@pytest.mark.parametrize("levels", [(L1,), (L4,)])
def test_one_vertebra_alone_gets_no_class_and_does_not_decide(levels):
    assessed = read(woman(), spine(levels, -3.1, z_score=-2.5), at("total_hip", -1.2))
    alone = site_of(assessed, "lumbar_spine")
    assert (alone.counts, alone.category, alone.expected_range, alone.decides) == (False, None, None, False)
    assert alone.held is Held.ONE_VERTEBRA
    assert ("site", "one_vertebra") in not_assessed(assessed)
    assert deciding(assessed) == ["total_hip"]
    assert "z_score_low" not in finding_keys(assessed)


def test_one_vertebra_and_nothing_else_is_no_result_at_all():
    assert ("report", "no_usable_score") in not_assessed(read(woman(), spine((L1,), -3.1)))


@pytest.mark.parametrize(
    ("levels", "read_as"),
    [
        ((L4, L1, L2, L3), (L1, L2, L3, L4)),
        ((L1, L3), (L1, L3)),
        ((L2,), (L2,)),
        (None, ()),
    ],
)
def test_vertebrae_stand_in_their_order(levels, read_as):
    assert site_of(read(woman(), spine(levels, -1.2)), "lumbar_spine").vertebrae == read_as


def test_a_spine_without_named_vertebrae_counts_and_says_what_was_assumed():
    assessed = read(woman(), spine(None, -1.2))
    assert deciding(assessed) == ["lumbar_spine"]
    assert ("vertebrae", "vertebrae_not_known") in not_assessed(assessed)


# ------------------------------------------------------------------ computed scores


def test_a_t_score_is_estimated_from_the_bone_density_where_none_is_printed():
    """(0.654 - 0.858) / 0.120 = -1.7"""
    assessed = read(woman(), at("femoral_neck", bmd=0.654), scanner_make=HOLOGIC)
    neck = site_of(assessed, "femoral_neck")
    assert (neck.t_score, neck.t_is_estimated, neck.category) == (-1.7, True, BmdCategory.OSTEOPENIA)
    assert assessed.headline.key == "headline_t_estimated"
    assert assessed.headline.values["category"] == "osteopenia"


@pytest.mark.parametrize(
    ("g_cm2", "printed", "category"),
    # 0.858 - 2.45 x 0.120 = 0.564 is computed as -2.45, printed as -2.5; 0.858 - 1.05 x 0.120 = 0.732
    [
        (0.786, -0.6, BmdCategory.NORMAL),
        (0.774, -0.7, None),  # with an error of 0.4 it may be -1.1
        (0.733, -1.0, None),
        (0.732, -1.1, None),
        (0.690, -1.4, None),
        (0.678, -1.5, BmdCategory.OSTEOPENIA),
        (0.618, -2.0, BmdCategory.OSTEOPENIA),
        (0.606, -2.1, None),
        (0.565, -2.4, None),
        (0.564, -2.5, None),
        (0.522, -2.8, None),
        (0.510, -2.9, BmdCategory.OSTEOPOROSIS),
    ],
)
def test_an_estimated_t_score_is_rounded_and_sorted_only_where_its_error_leaves_one_class(g_cm2, printed, category):
    neck = site_of(read(woman(), at("femoral_neck", bmd=g_cm2), scanner_make=HOLOGIC), "femoral_neck")
    assert (neck.t_score, neck.category) == (printed, category)


def test_a_printed_t_score_beats_a_computed_one():
    neck = site_of(read(woman(), at("femoral_neck", t=-0.4, bmd=0.700), scanner_make=HOLOGIC), "femoral_neck")
    assert (neck.t_score, neck.t_is_estimated) == (-0.4, False)


def test_a_printed_z_score_beats_an_estimated_one():
    neck = site_of(read(woman(65), at("femoral_neck", z=-0.2, bmd=0.500), scanner_make=HOLOGIC), "femoral_neck")
    assert (neck.z_score, neck.z_is_estimated) == (-0.2, False)


def test_a_z_score_is_estimated_from_women_of_the_same_age():
    """A woman of 65: (0.562 - 0.681) / 0.119 = -1.0, so 16 of 100 women of her age have less bone."""
    neck = site_of(read(woman(65), at("femoral_neck", bmd=0.562), scanner_make=HOLOGIC), "femoral_neck")
    assert (neck.z_score, neck.z_is_estimated, neck.percentile) == (-1.0, True, 15.9)
    assert neck.expected_range is ExpectedRange.WITHIN


@pytest.mark.parametrize(
    ("group", "mean", "sd"),
    [
        (EthnicGroup.BLACK_AMERICAN, 0.770, 0.128),
        (EthnicGroup.BLACK_AFRICAN, 0.770, 0.128),
        (EthnicGroup.BLACK_CARIBBEAN, 0.770, 0.128),
        (EthnicGroup.MEXICAN_AMERICAN, 0.711, 0.112),
        (EthnicGroup.CHINESE, 0.681, 0.119),
        (None, 0.681, 0.119),
    ],
)
def test_peers_are_of_ones_own_group_but_the_t_score_never_changes_with_it(group, mean, sd):
    """T-scores use one White female reference for everybody (ISCD 2023)."""
    person = woman(65, ethnic_group=group)
    neck = site_of(read(person, at("femoral_neck", bmd=0.6), scanner_make=HOLOGIC), "femoral_neck")
    assert neck.z_score == pytest.approx((0.6 - mean) / sd, abs=0.05)
    assert neck.t_score == -2.2  # (0.600 - 0.858) / 0.120 = -2.15


@pytest.mark.parametrize("site", [SkeletalSite.TOTAL_HIP, SkeletalSite.LUMBAR_SPINE])
@pytest.mark.parametrize("group", [EthnicGroup.BLACK_AMERICAN, EthnicGroup.BLACK_AFRICAN, EthnicGroup.MEXICAN_AMERICAN])
def test_a_group_with_a_table_of_its_own_is_never_compared_with_another_where_that_table_has_no_row(site, group):
    person = woman(55, ethnic_group=group)
    assert peers(site, person, 55) is None
    [reading] = read(person, at(site, bmd=0.8), scanner_make=HOLOGIC).sites
    assert (reading.z_score, reading.z_population) == (None, None)
    assert reading.t_score is not None  # T-scores have one reference for everybody


@pytest.mark.parametrize("group", [None, EthnicGroup.WHITE, EthnicGroup.CHINESE, EthnicGroup.OTHER])
def test_a_group_without_any_table_is_compared_with_the_white_women_and_told_so(group):
    assert peers(SkeletalSite.TOTAL_HIP, woman(55, ethnic_group=group), 55).population is Population.WHITE


@pytest.mark.parametrize(("age", "reached"), [(20, True), (85, True), (86, False), (19, False), (95, False)])
def test_the_table_of_the_neck_ends_at_85(age, reached):
    assert (peers(SkeletalSite.FEMORAL_NECK, woman(age), age) is not None) is reached


# ------------------------------------------------------------------ scores that cannot all be right

# A neck of 0.714 g/cm2 is at T -1.2 on the Hologic table: (0.714 - 0.858) / 0.120.


@pytest.mark.parametrize(
    ("printed", "held"),
    [
        (-1.2, False),
        (-2.6, False),
        (-2.7, False),  # 1.5 away
        (-2.74, False),  # printed to one decimal: -2.7
        (-2.75, True),
        (-2.8, True),  # 1.6 away
        (-0.1, False),
        (0.0, False),
        (0.1, True),  # on the other side of zero 0.7 is enough
        (1.2, True),
        (4.0, True),
    ],
)
def test_a_t_score_that_its_bone_density_contradicts_is_held(printed, held):
    assessed = read(woman(), at("femoral_neck", t=printed, bmd=0.714), scanner_make=HOLOGIC)
    neck = site_of(assessed, "femoral_neck")
    assert neck.held is (Held.T_AND_BMD_CONFLICT if held else None)
    assert isinstance(assessed.headline, NotAssessed) is held
    if held:
        assert (assessed.headline.reason, assessed.headline.question) == ("t_and_bmd_conflict", "femoral_neck.t_score")
        assert (neck.category, neck.expected_range, neck.decides, neck.counts) == (None, None, False, False)
        assert ("site", "t_and_bmd_conflict") in not_assessed(assessed)


@pytest.mark.parametrize(
    ("person", "measurement", "scan"),
    [
        (woman(), at("femoral_neck", t=2.0, bmd=0.594), {}),
        (woman(), at("femoral_neck", t=2.0, bmd=0.594), {"scanner_make": ScannerMake.OTHER}),
        (man(), at("femoral_neck", t=2.0, bmd=0.594), {"scanner_make": HOLOGIC}),
        (Person(age_years=70), at("femoral_neck", t=2.0, bmd=0.594), {"scanner_make": HOLOGIC}),
        (woman(), at("one_third_radius", t=2.0, bmd=0.594), {"scanner_make": HOLOGIC, "scan_method": ScanMethod.DXA}),
        (woman(), spine((L1, L2, L3), 2.0, bmd_g_cm2=0.7), {"scanner_make": HOLOGIC}),
        (woman(), at("femoral_neck", t=2.0), {"scanner_make": HOLOGIC}),
    ],
)
def test_nothing_is_held_for_its_bone_density_without_a_table_to_compare_with(person, measurement, scan):
    [site] = read(person, measurement, **scan).sites
    assert site.held is None


@pytest.mark.parametrize(
    ("t", "z", "held"),
    [
        (-2.0, -2.0, False),
        (-1.4, -2.0, False),
        (-1.3, -2.0, False),  # 0.7 above
        (-1.26, -2.0, True),  # 0.74 above, as printed
        (-1.2, -2.0, True),  # 0.8 above
        (-0.6, -2.6, True),
        (1.6, 0.4, False),  # not below zero: a man with a high hip can pass 0.7, so the limit is 1.2 (R6.2)
        (1.7, 0.4, True),
        (-2.5, -3.4, False),  # low by either, so nothing is held (R6.4)
        (-4.0, 2.0, False),  # the usual way round
    ],
)
@pytest.mark.parametrize("person", [woman(50), man(50), woman(72), Person(age_years=80)])
def test_a_t_score_more_than_0_7_above_its_z_score_is_held_from_50_on(person, t, z, held):
    assessed = read(person, at("total_hip", t=t, z=z))
    [site] = assessed.sites
    assert site.held is (Held.T_AND_Z_CONFLICT if held else None)
    assert isinstance(assessed.headline, NotAssessed) is held
    assert ("site", "t_and_z_conflict" in {why for _, why in not_assessed(assessed)}) == ("site", held)


@pytest.mark.parametrize(
    ("person", "scan"),
    [
        (woman(49), {}),
        (man(49), {}),
        (woman(None), {}),
        (man(60), {"scan_date": date(2015, 11, 22)}),  # 49 then
    ],
)
def test_under_50_at_the_scan_a_t_score_may_lie_above_its_z_score(person, scan):
    [site] = read(person, at("total_hip", t=1.0, z=-1.0), **scan).sites
    assert site.held is None


@pytest.mark.parametrize("score", [{"t": -1.0}, {"z": -1.0}])
def test_one_score_alone_contradicts_nothing(score):
    [site] = read(woman(), at("total_hip", **score)).sites
    assert site.held is None


@pytest.mark.parametrize(
    ("other", "decides"),
    [(-0.5, []), (-2.4, []), (-2.5, ["total_hip"]), (-3.5, ["total_hip"])],
)
def test_a_site_in_doubt_holds_the_result_open_unless_it_could_not_be_lower(other, decides):
    """The neck contradicts itself: +2.5 may have lost its minus sign. A hip in the osteoporosis range stays there."""
    assessed = read(woman(), at("femoral_neck", t=2.5, bmd=0.714), at("total_hip", other), scanner_make=HOLOGIC)
    assert deciding(assessed) == decides
    if decides:
        assert assessed.headline.key == "headline_t_osteoporosis"
        assert "Not every site on your scan could be read." in words(assessed.headline).plain
    else:
        assert assessed.headline.reason == "t_and_bmd_conflict"
        assert "deciding_lowest" not in finding_keys(assessed)


@pytest.mark.parametrize(("other", "decides"), [(-1.9, []), (-2.0, ["total_hip"])])
def test_the_same_goes_for_the_lowest_range_of_the_z_score(other, decides):
    answers = {**YOUNG_ANSWERS, "scan_regions": ["femoral_neck", "total_hip"], "femoral_neck.z_score": "1.2"}
    assessed = report(built({**answers, "total_hip.z_score": other})[0])
    assert deciding(assessed) == decides


# ------------------------------------------------------------------ numbers that were typed but are not read yet

YOUNG_ANSWERS = {"sex": "female", "age_years": 35, "menopausal_status": "premenopausal", "has_scan": "yes"}
OLDER_ANSWERS = {"sex": "female", "age_years": 66, "has_scan": "yes"}


@pytest.mark.parametrize(
    ("answers", "typed"),
    [
        (OLDER_ANSWERS, {"lumbar_spine.t_score": "2.6"}),
        (OLDER_ANSWERS, {"lumbar_spine.t_score": "26"}),
        (OLDER_ANSWERS, {"lumbar_spine.t_score": "low", "lumbar_spine.bmd_g_cm2": 1.0, "scanner_make": "hologic"}),
        (OLDER_ANSWERS, {"lumbar_spine.bmd_g_cm2": "723"}),
        (OLDER_ANSWERS, {"lumbar_spine.bmd_g_cm2": "723", "lumbar_spine.z_score": 0.4}),
        (YOUNG_ANSWERS, {"lumbar_spine.z_score": "2.6"}),
        (YOUNG_ANSWERS, {"lumbar_spine.z_score": "2.6", "lumbar_spine.t_score": -1.0}),
        (YOUNG_ANSWERS, {"lumbar_spine.bmd_g_cm2": "723", "lumbar_spine.t_score": -1.0}),
    ],
)
def test_a_number_that_waits_to_be_read_may_be_the_lowest_so_no_range_is_named(answers, typed):
    scan = {"scan_regions": ["lumbar_spine", "total_hip"], "total_hip.t_score": 0.5, "total_hip.z_score": 0.6, **typed}
    check, problems = built({**answers, "lumbar_spine.vertebrae": "L1-L4", **scan})
    assert any(problem.stops for problem in problems)
    assessed = report(check)
    assert site_of(assessed, "lumbar_spine").held is Held.NOT_READ_YET
    assert (assessed.headline.key, assessed.headline.reason) == ("report", "not_read_yet")
    assert "lower spine" in words(assessed.headline).plain
    assert ("site", "not_read_yet") in not_assessed(assessed)
    assert deciding(assessed) == []


@pytest.mark.parametrize(
    ("answers", "typed"),
    [
        (OLDER_ANSWERS, {"scan_regions": ["total_hip", "one_third_radius"], "one_third_radius.t_score": "3"}),
    ],
)
def test_a_number_that_could_not_decide_holds_nothing_open(answers, typed):
    scan = {"scan_regions": ["total_hip"], "total_hip.t_score": 0.5, "total_hip.z_score": 0.6}
    assessed = report(built({**answers, **scan, **typed})[0])
    assert deciding(assessed) == ["total_hip"]


# ------------------------------------------------------------------ sites without the score that counts


@pytest.mark.parametrize(
    ("spine_figures", "reason"),
    [({"z": 0.4}, "no_t_score_here"), ({"bmd": 0.9}, "no_t_score_here")],
)
def test_a_site_without_the_score_that_counts_is_named_and_the_headline_says_so(spine_figures, reason):
    assessed = read(woman(), at("lumbar_spine", **spine_figures), at("total_hip", -0.5))
    assert ("site", reason) in not_assessed(assessed)
    assert assessed.headline.key == "headline_t_normal"
    assert "Not every site on your scan could be read." in words(assessed.headline).plain


def test_a_whole_scan_that_was_read_is_not_called_incomplete():
    assessed = read(woman(), at("lumbar_spine", 0.4), at("total_hip", -0.5), at("one_third_radius", -3.0))
    assert "Not every site" not in words(assessed.headline).plain


@pytest.mark.parametrize("figures", [{"t": -0.8}, {"z": -0.8}, {"bmd": 0.8}])
def test_the_forearm_never_counts_beside_a_measured_spine_or_hip(figures):
    """Also where the hip has no score that counts: the hip should be read, not passed over."""
    assessed = read(woman(), at("total_hip", **figures), at("one_third_radius", -3.1))
    forearm = site_of(assessed, "one_third_radius")
    assert (forearm.held, forearm.category) == (Held.RADIUS_BESIDE_SPINE_OR_HIP, None)
    assert "one_third_radius" not in deciding(assessed)
    assert ("site", "radius_beside_spine_or_hip") in not_assessed(assessed)


@pytest.mark.parametrize(("t", "told"), [(-0.6, True), (-0.5, False), (0.2, False)])
def test_a_site_that_does_not_count_is_named_if_it_is_the_lower_one(t, told):
    forearm, vertebra = (at("one_third_radius", t), "forearm_lower_beside"), (spine((L1,), t), "lower_site_not_counted")
    for other, key in (forearm, vertebra):
        assessed = read(woman(), at("total_hip", -0.5), other)
        assert (key in finding_keys(assessed)) is told
        if told:
            assert finding(assessed, key).values["score"] == t


def test_other_vertebrae_of_which_none_was_named_cannot_be_judged():
    assessed = read(woman(), spine((), -3.1, z_score=-2.5), at("total_hip", -1.2))
    unnamed = site_of(assessed, "lumbar_spine")
    assert (unnamed.held, unnamed.category, unnamed.decides) == (Held.NO_VERTEBRA_NAMED, None, False)
    assert ("site", "no_vertebra_named") in not_assessed(assessed)
    assert "z_score_low" not in finding_keys(assessed)


# ------------------------------------------------------------------ measurement noise


@pytest.mark.parametrize(
    ("measurement", "noise"),
    # Least significant change: spine 0.039 / 0.110, neck 0.055 / 0.120, hip 0.044 / 0.122 (Hologic)
    [
        (at("lumbar_spine", -1.0), 0.355),
        (at("femoral_neck", -1.0), 0.458),
        (at("total_hip", -1.0), 0.361),
        (spine(None, -1.0), 0.355),
        (spine((L1, L2, L3), -1.0), None),
        (spine((L1, L3), -1.0), None),
        (at("one_third_radius", -1.0), None),
    ],
)
def test_the_noise_is_the_least_significant_change_on_the_score_line(measurement, noise):
    [site] = read(woman(), measurement).sites
    assert site.noise_sd == pytest.approx(noise, abs=0.0006) if noise else site.noise_sd is None


@pytest.mark.parametrize(
    ("person", "scan"),
    [
        (man(66), {"scanner_make": HOLOGIC}),
        (woman(), {}),
        (woman(), {"scanner_make": ScannerMake.OTHER}),
        (woman(), {"scanner_make": ScannerMake.NOT_KNOWN}),
    ],
    ids=["a man", "no maker", "another maker", "maker not known"],
)
def test_no_score_is_computed_without_a_reference(person, scan):
    assessed = read(person, at("femoral_neck", bmd=0.5), **scan)
    neck = site_of(assessed, "femoral_neck")
    assert (neck.t_score, neck.z_score, neck.category) == (None, None, None)
    men = "_man" if person.sex is Sex.MALE else ""  # a man is not told that bone density would give a T-score
    assert ("report", f"no_usable_score{men}") in not_assessed(assessed)


@pytest.mark.parametrize("levels", [(L1, L2, L3), (L2, L3, L4), None])
def test_no_score_is_computed_for_another_set_of_vertebrae_than_l1_to_l4(levels):
    part = site_of(read(woman(), spine(levels, bmd_g_cm2=0.8), scanner_make=HOLOGIC), "lumbar_spine")
    assert (part.t_score, part.z_score) == (None, None)


def test_a_forearm_density_gives_no_score():
    assessed = read(woman(), at("one_third_radius", bmd=0.5), scanner_make=HOLOGIC)
    assert site_of(assessed, "one_third_radius").t_score is None


# ------------------------------------------------------------------ what does not count


@pytest.mark.parametrize("kind", UnusableScan)
def test_a_heel_finger_or_whole_body_scan_is_shown_the_door(kind):
    assessed = read(woman(), unusable=(kind,))
    assert not_assessed(assessed) >= {(f"scan_{kind}", f"{kind}_not_read"), ("report", "not_a_dxa")}
    assert assessed.spectrum is None


def test_a_site_that_was_tapped_but_not_filled_in_is_named():
    assessed = read(woman(), at("lumbar_spine"), at("total_hip", -1.4))
    [empty] = [item for item in assessed.not_assessed if item.key == "site"]
    assert (empty.reason, empty.values["site"]) == ("nothing_typed", "lumbar_spine")
    assert [site.region for site in assessed.sites] == ["total_hip"]


def test_sites_in_different_classes_are_called_common_and_the_lowest_counts():
    assessed = read(woman(55), at("lumbar_spine", -0.4), at("femoral_neck", -2.6))
    assert "sites_in_different_classes" in finding_keys(assessed)
    assert assessed.headline.key == "headline_t_osteoporosis"


def test_sites_in_one_class_are_not_called_different():
    assessed = read(woman(), at("lumbar_spine", -1.2), at("femoral_neck", -2.4))
    assert "sites_in_different_classes" not in finding_keys(assessed)


# ------------------------------------------------------------------ the spectrum


def test_the_bands_of_the_spectrum_meet_at_minus_2_5_and_minus_1():
    bands = read(woman(), at("total_hip", -1.4)).spectrum.bands
    assert [(band.key, band.low, band.high) for band in bands] == [
        ("osteoporosis", -5.0, -2.5),
        ("osteopenia", -2.5, -1.0),
        ("normal", -1.0, 3.0),
    ]


def test_the_spectrum_of_a_z_score_has_its_edge_at_minus_2():
    bands = read(YOUNG, at("total_hip", z=-1.4)).spectrum.bands
    assert [(band.key, band.low, band.high) for band in bands] == [("below", -5.0, -2.0), ("within", -2.0, 3.0)]


def test_the_spectrum_of_an_undecided_score_has_no_bands():
    assert read(Person(age_years=49), at("total_hip", -2.7)).spectrum.bands == ()


@pytest.mark.parametrize("t", [-6.2, -5.0, 3.0, 6.6])
def test_the_spectrum_is_wide_enough_for_every_mark_and_its_noise(t):
    assessed = read(woman(), at("total_hip", t), at("lumbar_spine", -1.0))
    noise = site_of(assessed, "total_hip").noise_sd
    assert noise > 0
    assert assessed.spectrum.low < t - noise < t + noise < assessed.spectrum.high


def test_peers_of_a_woman_of_65_stand_at_minus_1_5_on_the_neck_line():
    """(0.681 - 0.858) / 0.120 = -1.475, spread 0.119 / 0.120."""
    group = read(woman(65), at("femoral_neck", -1.0)).spectrum.peers
    assert (group.mean, group.sd) == (pytest.approx(-1.475), pytest.approx(0.119 / 0.120))


def test_peers_belong_to_the_site_that_decides():
    """Not to the first one on the report: beside a low neck, the spread at the whole hip would comfort wrongly."""
    group = read(woman(66), at("total_hip_left", -0.5), at("femoral_neck_left", -2.2)).spectrum.peers
    assert group.site is SkeletalSite.FEMORAL_NECK


def test_peers_are_those_of_the_age_at_the_scan():
    scan_of_2016 = read(woman(75), at("femoral_neck", -1.0), scan_date=date(2016, 11, 22))
    assert scan_of_2016.spectrum.peers.age_years == 65


@pytest.mark.parametrize(
    ("person", "region", "reason"),
    [
        (man(70), "femoral_neck", "no_peers_for_men"),
        (woman(75), "total_hip", "no_peers_table"),
        (woman(86), "femoral_neck", "no_peers_table"),
        (woman(95), "femoral_neck", "no_peers_table"),
        (Person(age_years=70), "femoral_neck", "sex_needed"),
    ],
)
def test_a_picture_without_peers_says_why(person, region, reason):
    assessed = read(person, at(region, -1.4))
    assert assessed.spectrum.peers is None
    assert ("peers", reason) in not_assessed(assessed)


def test_left_and_right_are_told_apart():
    assessed = read(woman(), hip(Side.LEFT, -1.0), hip(Side.RIGHT, -1.1), hip(None, -0.9))
    assert [(site.region, site.side) for site in assessed.sites] == [
        ("total_hip_left", Side.LEFT),
        ("total_hip_right", Side.RIGHT),
        ("total_hip", None),
    ]
