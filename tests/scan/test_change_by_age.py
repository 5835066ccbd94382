"""What age does to the average between two scans: arithmetic by hand from the rows of `age_matched.csv`."""

import pytest

from bonecheck.answers.dxa_report import ScannerMake, SkeletalSite
from bonecheck.evidence.library import table
from bonecheck.scan.change import Verdict
from bonecheck.scan.densitometry import Population, mean_moves_g_cm2
from bonecheck.words.change import changes_in_words, losses_first
from tests.people import built, of_man, of_woman, plain, report

NECK, HIP, SPINE = "femoral_neck_left", "total_hip_left", "lumbar_spine"


def two_scans(region=NECK, years=6, before=0.7, now=0.6, **more):
    """Two scans on one Hologic, the last one today, 2026-11-22."""
    told = {"has_scan": "yes", "scan_method": "dxa", "scan_date": "2026-11-22", "scanner_make": "hologic"}
    told |= {"earlier.1.scan_date": f"{2026 - years}-11-22", "earlier.1.same_machine": "yes"}
    told |= {f"{region}.bmd_g_cm2": now, f"earlier.1.{region}.bmd_g_cm2": before}
    if region == SPINE:
        told |= {"lumbar_spine.vertebrae": "L1-L4", "earlier.1.lumbar_spine.vertebrae": "L1-L4"}
    return told | more


def average(answers):
    [site] = report(built(answers)[0]).changes
    return site.to_now[0].average


@pytest.mark.parametrize(
    ("age", "region", "years", "moved"),
    [  # neck: 0.858 at 25, 0.825 at 35, 0.737 at 55, 0.681 at 65, 0.619 at 75, 0.573 at 85
        (65, NECK, 10, -0.056),  # 0.681 - 0.737
        (65, NECK, 6, -0.0336),  # 0.681 - (0.737 - 0.4 x 0.056 = 0.7146)
        (66, NECK, 6, -0.0342),  # (0.681 - 0.1 x 0.062 = 0.6748) - (0.737 - 0.5 x 0.056 = 0.709)
        (71, NECK, 6, -0.0372),  # (0.681 - 0.6 x 0.062 = 0.6438) - 0.681
        (85, NECK, 6, -0.0276),  # 0.573 - (0.619 - 0.4 x 0.046 = 0.6006)
        (86, NECK, 6, None),  # past the last row it is drawn flat, which is no finding
        (31, NECK, 6, -0.0198),  # (0.858 - 0.6 x 0.033 = 0.8382) - 0.858
        (30, NECK, 6, None),
        (65, HIP, 10, -0.066),  # 0.797 - 0.863
        (66, HIP, 10, None),  # its rows above 69 were not found
        (66, SPINE, 10, -0.041),  # 0.952 - 0.993
    ],
)
def test_the_average_moves_from_age_to_age_as_the_rows_say(age, region, years, moved):
    found = average(of_woman(age, ethnic_group="white", **two_scans(region, years)))
    assert (found and found.moved_g_cm2) == moved
    if found is not None:
        assert (found.age_then, found.age_now) == (age - years, age)


@pytest.mark.parametrize(
    ("around", "moved", "whose"),
    [
        ({"ethnic_group": "black_american"}, -0.082, Population.BLACK),  # 0.770 - 0.852
        ({"ethnic_group": "mexican_american"}, -0.047, Population.MEXICAN_AMERICAN),  # 0.711 - 0.758
        ({"ethnic_group": ""}, -0.056, Population.WHITE),
        ({"ethnic_group": "not_known"}, -0.056, Population.WHITE),
        ({"scanner_make": "ge_lunar"}, -0.0648, Population.WHITE),  # 0.056 x 1.087 / 0.939
    ],
)
def test_it_is_that_of_ones_own_group_on_the_scale_of_ones_own_machine(around, moved, whose):
    found = average(of_woman(65, **two_scans(years=10)) | around)
    assert (found.moved_g_cm2, found.population) == (moved, whose)


@pytest.mark.parametrize(
    "answers",
    [
        of_man(65, **two_scans(years=10)),
        of_woman(65, ethnic_group="chinese", **two_scans(years=10)),
        of_woman(65, ethnic_group="black_american", **two_scans(HIP, years=10)),
        of_woman(65, **two_scans(years=10, scanner_make="")),
        of_woman(65, **two_scans(years=10, scanner_make="other")),
        of_woman(66, **two_scans(SPINE, years=10) | {"lumbar_spine.vertebrae": "L1-L3"}),
        of_woman(
            66,
            **two_scans(SPINE, 10) | {"lumbar_spine.vertebrae": "L1-L3", "earlier.1.lumbar_spine.vertebrae": "L1-L3"},
        ),
        of_woman(65, **two_scans(years=10) | {"earlier.1.same_machine": "no"}),
        of_woman(65, **two_scans(years=10) | {"earlier.1.same_machine": "not_known"}),
        of_woman(65, **two_scans(years=10) | {"earlier.1.scan_date": ""}),
    ],
)
def test_nothing_is_said_where_no_table_has_such_people_or_nothing_can_be_told(answers):
    assert average(answers) is None
    assert "average of" not in said(answers)


def said(answers):
    told = report(built(answers)[0])
    return plain(" ".join(each.sentence for each in changes_in_words(told, losses_first(told))))


def test_a_drop_that_age_explains_is_still_a_drop():
    """0.056 is also the way of the average from 55 to 65, and it reaches the noise of 0.055."""
    drop = of_woman(65, **two_scans(years=10, before=0.7, now=0.644))
    assert "From the age of 55 to 65, the average of White US women goes down by about 0.06 g/cm2." in said(drop)
    assert said(drop).endswith("A drop that comes with age is still a drop.")
    told = report(built(drop)[0])
    assert told.changes[0].latest.verdict is Verdict.LOWER
    assert told.plan.actions[0].key == "doctor"
    same = of_woman(65, **two_scans(years=10, before=0.7, now=0.7))
    assert said(same).endswith("goes down by about 0.06 g/cm2.")


def test_a_move_that_is_next_to_nothing_is_not_told_as_a_number():
    """From 40 to 41 the average of White women goes from 0.808 to 0.8046, by less than half of 0.01."""
    assert "From the age of 40 to 41, the average of White US women hardly changes." in said(
        of_woman(41, "premenopausal", **two_scans(years=1))
    )


def test_what_age_does_to_the_average_is_never_called_fine():
    for answers in (of_woman(65, **two_scans(years=10, now=now)) for now in (0.6, 0.7, 0.8)):
        for word in ("normal", "fine", "expected", "as usual", "no worry", "nothing"):
            assert word not in said(answers).lower()


def test_no_average_of_the_table_rises_by_as_much_as_is_told():
    """The words know a fall and next to nothing; two decimals are told."""
    spans = {(SkeletalSite(row["site"]), Population(row["population"])) for row in table("age_matched")}
    for site, population in spans:
        for make in (ScannerMake.HOLOGIC, ScannerMake.GE_LUNAR, ScannerMake.NORLAND):
            for then in range(25, 85):
                for now in range(then + 1, 86):
                    assert (mean_moves_g_cm2(site, make, population, then, now) or 0.0) < 0.005
