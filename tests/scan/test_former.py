"""The scans of a saved file of the same person: what they become, and which are refused."""

import pytest

from bonecheck import answers_from, from_json, to_json
from bonecheck.errors import UnfitFile
from bonecheck.scan.former import former_scans
from tests.people import TESTS, TODAY, built, of_woman, report

SCAN = {"has_scan": "yes", "scan_method": "dxa"}
NOW = {
    **of_woman(66),
    **SCAN,
    "scan_date": "2026-05-01",
    "total_hip_left.bmd_g_cm2": 0.75,
    "earlier.1.scan_date": "2018-05-01",
    "earlier.1.total_hip_left.bmd_g_cm2": 0.85,
}
FILE = {
    **of_woman(63),
    **SCAN,
    "scan_date": "2023-05-01",
    "scanner_make": "hologic",
    "scanner_model": "Horizon A",
    "total_hip_left.bmd_g_cm2": 0.8,
    "total_hip_left.t_score": -1.2,
    "total_hip_left.z_score": -0.1,
    "total_hip.lsc_g_cm2": 0.03,
    "lumbar_spine.t_score": -1.9,
    "lumbar_spine.vertebrae": "other",
    "lumbar_spine.vertebrae_other": ["L2", "L3"],
}
FREE = tuple(range(2, 21))


def taken(file=FILE, now=NOW, free=FREE, on=TODAY):
    """What the file gives, saved and read again."""
    saved = from_json(to_json(built(file)[0]))
    return former_scans(saved, built(now)[0], free, on)


def refusal(*given, **more):
    with pytest.raises(UnfitFile) as refused:
        taken(*given, **more)
    return refused.value.key


def scan_of(found, number):
    start = f"earlier.{number}."
    return {key.removeprefix(start): told for key, told in found.answers.items() if key.startswith(start)}


def without(answers, *keys):
    return {key: told for key, told in answers.items() if key not in keys}


def test_the_scan_of_a_file_comes_with_all_its_numbers_but_neither_the_noise_nor_whose_machine():
    found = taken()
    assert (found.count, found.left_out) == (1, ())
    assert scan_of(found, 2) == {
        "scan_date": "2023-05-01",
        "scanner_make": "hologic",
        "scanner_model": "Horizon A",
        "total_hip_left.bmd_g_cm2": 0.8,
        "total_hip_left.t_score": -1.2,
        "total_hip_left.z_score": -0.1,
        "lumbar_spine.t_score": -1.9,
        "lumbar_spine.vertebrae": "other",
        "lumbar_spine.vertebrae_other": ["L2", "L3"],
    }


def test_it_gives_no_verdict_until_the_machine_is_told():
    """0.80 to 0.75 is more than 0.044."""
    now = NOW | taken().answers
    [hip] = [site for site in report(built(now)[0]).changes if site.site == "total_hip"]
    assert [change.why[0] for change in hip.to_now] == ["change_machine_not_known", "change_machine_not_known"]
    [hip] = report(built(now | {"earlier.2.same_machine": "yes"})[0]).changes
    assert hip.latest.verdict == "lower"


def test_the_earlier_scans_of_the_file_come_along_each_under_a_free_number():
    file = FILE | {"earlier.3.scan_date": "2015", "earlier.3.total_hip.t_score": -0.4, "earlier.3.same_machine": "no"}
    found = taken(file, free=(2, 5))
    assert found.count == 2
    assert scan_of(found, 5) == {"scan_date": "2015", "total_hip.t_score": -0.4}


def test_a_scan_of_the_machine_of_the_file_keeps_the_maker_that_this_tells():
    """In the file both were of one machine, of which only the newer one names the maker."""
    before = {"earlier.1.scan_date": "2015", "earlier.1.total_hip.t_score": -0.4, "earlier.1.same_machine": "yes"}
    assert scan_of(taken(FILE | before), 3).items() >= {"scanner_make": "hologic", "scanner_model": "Horizon A"}.items()
    named = before | {"earlier.1.scanner_make": "ge_lunar"}
    assert scan_of(taken(FILE | named), 3)["scanner_make"] == "ge_lunar"


def test_a_scan_that_is_here_is_not_added_twice():
    again = {"earlier.1.scan_date": "2018-05-01", "earlier.1.total_hip_left.bmd_g_cm2": 0.85}
    assert taken(FILE | again).count == 1
    now = NOW | taken().answers
    assert refusal(now=now) == "former_is_here"
    assert refusal(now=now | {"earlier.2.scan_date": "2023"}) == "former_is_here"  # the day was not typed here
    assert refusal(NOW) == "former_is_here"  # the present scan, and the one before it


@pytest.mark.parametrize(("now", "before"), [("0.75", "0.85"), ("0,75", "0.850"), (".75", " 0.85 ")])
def test_a_scan_that_was_typed_is_the_same_as_its_number_in_the_file(now, before):
    typed = NOW | {"total_hip_left.bmd_g_cm2": now, "earlier.1.total_hip_left.bmd_g_cm2": before}
    assert refusal(NOW, typed) == "former_is_here"


def test_the_present_scan_in_a_file_stays_out_and_the_one_before_it_comes():
    found = taken(NOW | {"earlier.4.scan_date": "2021", "earlier.4.total_hip_left.bmd_g_cm2": 0.82})
    assert (found.count, scan_of(found, 2)["scan_date"]) == (1, "2021")


@pytest.mark.parametrize(
    ("scanned", "outcome"),
    [
        ("2026-05-02", "former_newer"),
        ("2026-05-01", "former_same_day"),
        ("2026-04-30", None),
        ("2026", None),  # may be before it
        ("2027", "date"),
    ],
)
def test_a_newer_scan_is_not_mixed_in(scanned, outcome):
    file = FILE | {"scan_date": scanned, "age_years": 66}
    if outcome == "date":  # in the future: the date is left with its problem, to be put right
        assert taken(file).answers["earlier.2.scan_date"] == "2027"
    elif outcome is None:
        assert taken(file).count == 1
    else:
        assert refusal(file) == outcome


def test_of_two_scans_of_one_day_with_other_numbers_neither_is_taken_for_right():
    again = {"earlier.1.scan_date": "2018-05-01", "earlier.1.total_hip_left.bmd_g_cm2": 0.58}  # here it is 0.85
    assert refusal(FILE | again) == "former_same_day"
    assert taken(FILE | again | {"earlier.1.scan_date": "2018-05-02"}).count == 2
    another_place = {"earlier.1.scan_date": "2018-05-01", "earlier.1.femoral_neck_left.bmd_g_cm2": 0.58}
    assert taken(FILE | another_place).count == 2


def test_an_undated_scan_is_taken_and_its_date_is_asked_for():
    assert "scan_date" not in scan_of(taken(without(FILE, "scan_date")), 2)
    assert taken(now=without(NOW, "scan_date")).count == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"sex": "male", "menopausal_status": ""}, "former_other_sex"),
        ({"age_years": 67}, "former_other_age"),  # nobody was older when it was saved than today
        ({"age_years": 66}, None),
        ({"age_years": 62}, None),  # 2023-05-01 to 2026-11-22 are 3.6 years: up to four birthdays
        ({"age_years": 61}, "former_other_age"),
        ({"age_years": 63, "scan_date": "2023-11-22"}, None),  # 3 years to the day: three birthdays
        ({"age_years": 62, "scan_date": "2023-11-22"}, "former_other_age"),
        ({"age_years": ""}, None),
        ({"sex": "not_known", "menopausal_status": ""}, None),
        ({"has_scan": "no"}, "former_no_scan"),
        ({"scan_method": "heel_ultrasound"}, "former_not_dxa"),
        ({"scan_method": "ct"}, "former_not_dxa"),
        ({"scan_method": ""}, None),
        ({"scan_method": "not_known"}, None),
    ],
)
def test_only_a_dxa_of_the_same_person_is_taken(change, why):
    if why is None:
        assert taken(FILE | change).count == 1
    else:
        assert refusal(FILE | change) == why


def test_without_the_date_of_the_scan_no_age_is_too_young():
    assert taken(without(FILE, "scan_date") | {"age_years": 40}).count == 1


def test_a_file_without_a_number_in_its_scan_gives_nothing():
    empty = of_woman(63) | SCAN | {"scan_date": "2023-05-01", "scan_regions": ["total_hip_left"]}
    assert refusal(empty) == "former_no_scan"
    assert refusal(of_woman(63)) == "former_no_scan"


def test_a_place_that_was_spoilt_then_does_not_come_in_as_one_that_is_sound():
    """Contrast at that scan, or a break of which nothing is told here: a verdict on it would be wrong."""
    found = taken(FILE | {"site_doubts": ["recent_contrast"]})
    assert found.left_out == ("lumbar_spine",)
    assert not [key for key in found.answers if "lumbar_spine" in key]
    both = {"site_doubts": ["recent_contrast"]}
    assert taken(FILE | both, NOW | both).left_out == ()  # told here as well: then nothing is told of its change
    spine = without(FILE, *(key for key in FILE if key.startswith("total_hip")))
    assert refusal(spine | both) == "former_left_out"


def test_a_score_that_waits_for_its_sign_still_waits():
    found = taken(FILE | {"total_hip_left.t_score": "1.2"})
    assert scan_of(found, 2)["total_hip_left.t_score"] == "1.2"
    _, problems = built(NOW | found.answers)
    assert "earlier.2.total_hip_left.t_score" in [problem.question for problem in problems if problem.stops]


def test_more_scans_than_there_is_room_for_are_refused_as_a_whole():
    many = {f"earlier.{number}.scan_date": f"{1990 + number}" for number in range(1, 21)}
    many |= {f"earlier.{number}.total_hip_left.bmd_g_cm2": 0.9 for number in range(1, 21)}
    assert taken(FILE | many, free=tuple(range(1, 22))).count == 21
    assert refusal(FILE | many) == "too_many_scans"


def test_a_file_of_the_first_format_gives_its_scan():
    saved = from_json((TESTS / "answers" / "saved_in_version_1.json").read_bytes())
    told = answers_from(saved)
    now = {**told, "scan_date": "2026-10-01", "has_scan": "yes"}
    own = built(now)[0]
    found = former_scans(saved, own, FREE, TODAY)
    assert found.answers["earlier.2.scan_date"] == told["scan_date"]
