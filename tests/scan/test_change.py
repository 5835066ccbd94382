"""Whether bone has changed between two scans: held against arithmetic made by hand in `tests/golden/changes.csv`."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck.answers.dxa_report import Lsc, ScannerMake, Side, SiteMeasurement, SkeletalSite
from bonecheck.answers.person import Answer
from bonecheck.evidence.library import document, table
from bonecheck.outcomes import Concern, Finding
from bonecheck.scan.change import Verdict, compare
from bonecheck.scan.change_findings import LOSS
from bonecheck.scan.change_looks import CannotTell, Look
from bonecheck.words.outcomes import text_keys
from tests.people import (
    ALL_VERTEBRAE,
    TODAY,
    built,
    finding,
    finding_keys,
    golden_rows,
    not_assessed,
    notes,
    of_woman,
    read_by_the_person,
    report,
)

PAIRS = golden_rows("changes")
SPANS = {"L1-L4", "L1-L3", "L2-L4"}


def site_of(cell):
    """The site of a cell, without its side."""
    return re.sub(r"_(left|right)$", "", cell.split()[0].rstrip(";"))


def answers_of_scan(text, scan=""):
    """The answers behind a cell such as "lumbar_spine 0.950 t-1.4; vertebrae L1-L4; make hologic"."""
    first, *more = text.split("; ")
    region, *numbers = first.split()
    told = {"scan_date": "2026-05-01" if not scan else "2022-05-01"} | ({"same_machine": "yes"} if scan else {})
    for number in numbers:
        key = "t_score" if number.startswith("t") else "bmd_g_cm2"
        told[f"{region}.{key}"] = float(number.removeprefix("t"))
    around = {}
    for part in more:
        name, _, value = part.partition(" ")
        match name:
            case "vertebrae" if value in SPANS:
                told["lumbar_spine.vertebrae"] = value
            case "vertebrae":
                told |= {"lumbar_spine.vertebrae": "other", "lumbar_spine.vertebrae_other": value.split()}
            case "make" | "model":
                told[f"scanner_{name}"] = value
            case "date" | "same_machine":
                told["scan_date" if name == "date" else name] = value
            case "lsc_g_cm2" | "lsc_percent":
                around[f"{site_of(first)}.{name}"] = float(value)
            case "doubt":
                around["site_doubts"] = [value]
            case "broke":
                around |= {"fracture_since_50": "yes", "fracture_sites": [value]}
            case "method":
                around["scan_method"] = value
            case "age":
                around["age_years"] = int(value)
            case _:
                raise AssertionError(part)
    return {f"{scan}{key}": answer for key, answer in told.items() if answer} | around


def scans(before, now, **more):
    """The answers of a woman with two scans, in the words of the table."""
    scan = {"has_scan": "yes", "scan_method": "dxa"}
    return of_woman(66, **scan) | answers_of_scan(before, "earlier.1.") | answers_of_scan(now) | more


def told(before, now, **more):
    return report(built(scans(before, now, **more))[0])


@pytest.mark.parametrize("row", PAIRS, ids=lambda row: row["case"])
def test_two_scans_say_what_arithmetic_by_hand_says(row):
    [site] = told(row["before"], row["now"]).changes
    [change] = site.to_now
    why = row["why"].removesuffix("_small")  # said of the same reason in other words
    assert (change.verdict, *change.why[:1]) == (row["verdict"], *([why] if why else []))


def test_the_table_holds_every_answer_and_every_reason():
    assert len(PAIRS) >= 40
    assert {row["verdict"] for row in PAIRS} == set(Verdict)
    assert {row["site"] for row in table("precision")} <= {site_of(row["now"]) for row in PAIRS}
    assert {key for key in text_keys("reasons") if key.startswith("change_")} == NOT_TOLD
    assert {*CannotTell, "change_t_alone_small"} == NOT_TOLD
    assert {make for make in ScannerMake if any(f"make {make}" in row["now"] for row in PAIRS)} == {
        *("hologic", "ge_lunar", "norland", "other")
    }


NOT_TOLD = {row["why"] for row in PAIRS} - {""}


@pytest.mark.parametrize("reason", sorted(NOT_TOLD))
def test_each_reason_is_said_with_its_site(reason):
    row = next(row for row in PAIRS if row["why"] == reason)
    assert ("change", reason) in not_assessed(told(row["before"], row["now"]))


@pytest.mark.parametrize(
    ("before", "now", "question"),
    [
        ("total_hip 0.900", "total_hip 0.880", "scan_regions"),
        ("total_hip_left 0.900", "total_hip 0.880", "scan_regions"),
        ("total_hip 0.900", "total_hip_left 0.880", None),  # where earlier scans are told
    ],
)
def test_which_hip_was_measured_is_asked_of_the_present_scan(before, now, question):
    [site] = told(before, now).changes
    assert site.latest.why == (CannotTell.HIP_NOT_KNOWN,)
    assert site.latest.question == question


# ------------------------------------------------------------------ properties

HIP = SkeletalSite.TOTAL_HIP


def hip_look(bmd, machine=Answer.YES, day=date(2020, 1, 1), number=1, **more):
    measured = SiteMeasurement(site=HIP, side=Side.LEFT, bmd_g_cm2=bmd)
    return Look(number=number, measured=measured, scanned=day, on_same_machine=machine, **more)


DENSITIES = st.integers(300, 1500).map(lambda thousandths: thousandths / 1000)
LSCS = st.one_of(
    st.none(),
    st.integers(5, 150).map(lambda thousandths: Lsc(site=HIP, g_cm2=thousandths / 1000)),
    st.integers(5, 200).map(lambda tenths: Lsc(site=HIP, percent=tenths / 10)),
)
EXCHANGED = {Verdict.LOWER: Verdict.HIGHER, Verdict.HIGHER: Verdict.LOWER, Verdict.SAME: Verdict.SAME}


@given(DENSITIES, DENSITIES, LSCS)
def test_exchanging_the_two_scans_exchanges_lower_and_higher(one, other, lsc):
    later = date(2024, 1, 1)
    there = compare(hip_look(one), hip_look(other, day=later, number=0), lsc, TODAY)
    back = compare(hip_look(other), hip_look(one, day=later, number=0), lsc, TODAY)
    assert back.verdict is EXCHANGED[there.verdict]


def two_hips(before, now):
    """What two hips say that are given as bone density and T-score."""
    measured = [SiteMeasurement(site=HIP, side=Side.LEFT, bmd_g_cm2=bmd, t_score=t) for bmd, t in (before, now)]
    looks = [
        Look(number=number, measured=each, scanned=date(year, 1, 1))
        for number, each, year in zip((1, 0), measured, (2020, 2024), strict=True)
    ]
    return compare(*looks, None, TODAY)


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        ((0.900, -0.3), (0.880, -1.2), Verdict.SAME),
        ((0.900, -0.3), (0.880, -1.3), Verdict.CANNOT_TELL),
        ((0.900, +2.1), (0.880, -2.1), Verdict.CANNOT_TELL),  # a sign that was typed wrong, or a density
        ((0.900, -1.3), (0.880, -0.3), Verdict.CANNOT_TELL),
        ((0.900, -0.3), (0.780, -1.3), Verdict.LOWER),  # the two go together
        ((0.780, -1.3), (0.900, -0.3), Verdict.HIGHER),
        ((0.780, -0.3), (0.900, -1.3), Verdict.CANNOT_TELL),
    ],
)
def test_a_t_score_that_moved_far_without_its_density_leaves_no_verdict(before, now, verdict):
    found = two_hips(before, now)
    assert found.verdict is verdict
    assert (CannotTell.NUMBERS_CONFLICT in found.why) is (verdict is Verdict.CANNOT_TELL)
    back = two_hips(now, before)
    assert back.verdict is EXCHANGED.get(verdict, verdict)


MAKES = st.sampled_from([None, *ScannerMake])
MODELS = st.sampled_from([None, "Horizon", "iDXA"])


@given(DENSITIES, DENSITIES, LSCS, MAKES, MAKES, MODELS, MODELS, st.sampled_from([Answer.NO, Answer.NOT_KNOWN]))
def test_an_unknown_or_another_machine_never_gives_a_verdict(one, other, lsc, make, second, model, last, machine):
    before = hip_look(one, machine, make=make, model=model)
    now = hip_look(other, day=date(2024, 1, 1), number=0, make=second, model=last)
    found = compare(before, now, lsc, TODAY)
    assert found.verdict is Verdict.CANNOT_TELL
    assert (found.moved_g_cm2, found.noise_g_cm2) == (None, None)  # nothing is worked out either


def test_two_machines_that_are_both_not_the_present_one_may_differ_from_each_other():
    one, other = hip_look(0.8, Answer.NO), hip_look(0.6, Answer.NO, day=date(2024, 1, 1))
    assert compare(one, other, None, TODAY).why == ("change_machine_not_known",)


@given(DENSITIES, DENSITIES)
def test_a_smaller_noise_never_takes_a_change_away(one, other):
    looks = hip_look(one), hip_look(other, day=date(2024, 1, 1), number=0)
    wide, narrow = (compare(*looks, Lsc(site=HIP, g_cm2=noise), TODAY).verdict for noise in (0.05, 0.02))
    assert narrow is wide or wide is Verdict.SAME


# ------------------------------------------------------------------ several scans

FIRST = {"earlier.1.scan_date": "2020-05-01", "earlier.1.same_machine": "yes"}
SECOND = {"earlier.2.scan_date": "2023-05-01", "earlier.2.same_machine": "yes"}


def three(first, second, third, **more):
    """Three scans of the left hip."""
    hips = {"earlier.1.total_hip_left.bmd_g_cm2": first, "earlier.2.total_hip_left.bmd_g_cm2": second}
    now = {"has_scan": "yes", "scan_method": "dxa", "scan_date": "2026-05-01", "total_hip_left.bmd_g_cm2": third}
    return report(built(of_woman(66) | FIRST | SECOND | now | hips | more)[0])


@pytest.mark.parametrize(
    ("numbers", "keys", "steps"),
    [  # the published noise of a hip is 0.044
        ((0.800, 0.775, 0.755), {"change_same", "change_lower_in_all"}, ["same", "same"]),  # together -0.045
        ((0.755, 0.775, 0.800), {"change_same", "change_higher_in_all"}, ["same", "same"]),
        ((0.800, 0.780, 0.757), {"change_same"}, ["same", "same"]),  # together -0.043
        ((0.850, 0.800, 0.790), {"change_same", "change_lower_in_all"}, ["lower", "same"]),
        ((0.800, 0.790, 0.740), {"change_lower"}, ["same", "lower"]),
    ],
)
def test_steps_that_are_each_within_noise_may_add_up(numbers, keys, steps):
    told = three(*numbers)
    about = {key for key in finding_keys(told) if key.startswith("change_") and key != "change_noise_published"}
    [site] = told.changes
    assert (about, [step.verdict for step in site.steps]) == (keys, steps)


def test_scans_stand_in_order_of_their_dates_however_they_were_typed():
    typed = FIRST | {"earlier.1.scan_date": "2024-05-01"}
    [site] = three(0.800, 0.700, 0.790, **typed).changes
    assert [look.number for look in site.looks] == [2, 1, 0]
    assert site.latest.since == 1


def test_a_scan_on_another_machine_is_passed_over_and_the_one_before_it_counts():
    [site] = three(0.800, 0.900, 0.750, **{"earlier.2.same_machine": "no"}).changes
    assert (site.latest.since, site.latest.verdict) == (1, Verdict.LOWER)
    assert site.in_all is None


# ------------------------------------------------------------------ what a doctor should hear of

LOWER = ("total_hip_left 0.800", "total_hip_left 0.750")
HIGHER = ("total_hip_left 0.750", "total_hip_left 0.800")
TABLETS = {"bone_medicine": "bisphosphonate_tablets", "bone_medicine_signs": ["none"]}
ENDED = {"bone_medicine_before": ["denosumab"], "denosumab_last_dose": "within_2_years"}
STEROIDS = {"glucocorticoids": "now", "glucocorticoid_dose_mg_per_day": 5.0, "glucocorticoid_months": 12.0}


@pytest.mark.parametrize(
    ("scans", "around", "key", "concern"),
    [
        (LOWER, {}, "change_lower", Concern.WORTH_DISCUSSING),
        (LOWER, TABLETS, "change_lower_on_medicine", Concern.SEE_A_CLINICIAN),
        (LOWER, ENDED, "change_lower_after_denosumab", Concern.SEE_A_CLINICIAN),
        (LOWER, STEROIDS, "change_lower_on_steroids", Concern.SEE_A_CLINICIAN),
        (LOWER, STEROIDS | TABLETS, "change_lower_on_medicine", Concern.SEE_A_CLINICIAN),
        (HIGHER, {}, "change_higher", Concern.NONE_FOUND),
        (HIGHER, TABLETS, "change_higher_on_medicine", Concern.WORTH_DISCUSSING),
    ],
)
def test_what_a_direction_means_hangs_on_what_is_taken(scans, around, key, concern):
    told_now = told(*scans, **around)
    assert finding(told_now, key).concern is concern
    directions = {found for found in finding_keys(told_now) if found.startswith(("change_lower", "change_higher"))}
    assert directions == {key}
    read = read_by_the_person(told_now)
    for verdict in ("it works", "it fails", "does not work", "is working", "stable"):
        assert verdict not in read


def test_on_a_bone_medicine_a_hip_that_fell_decides_and_not_the_spine_that_rose():
    spine = {
        "lumbar_spine.bmd_g_cm2": 1.0,
        "earlier.1.lumbar_spine.bmd_g_cm2": 0.9,
        "lumbar_spine.vertebrae": "L1-L4",
        "earlier.1.lumbar_spine.vertebrae": "L1-L4",
    }
    found = told(*LOWER, **TABLETS, **spine)
    assert finding_keys(found) >= {"change_lower_on_medicine", "change_hip_decides"}
    assert "change_higher_on_medicine" not in finding_keys(found)


@pytest.mark.parametrize(
    ("before", "now", "is_far"),
    [  # twice 0.044 is 0.088; the fastest average loss at the hip is 0.013 a year
        ("total_hip_left 0.900; date 2022-05-01", "total_hip_left 0.813", False),  # 0.087
        ("total_hip_left 0.900; date 2022-05-01", "total_hip_left 0.812", True),  # 0.088 in 4 years, usual 0.052
        ("total_hip_left 0.900; date 2019-05-01", "total_hip_left 0.812", False),  # 0.088 in 7 years, usual 0.091
        ("total_hip_left 0.900; date 2019-05-01", "total_hip_left 0.808", True),  # 0.092 in 7 years
        # at the neck twice 0.055 is 0.110, and 1.9 % of 0.900 a year is 0.0171
        ("femoral_neck_left 0.900; date 2020-05-01", "femoral_neck_left 0.790", True),  # 0.110 in 6 years, usual 0.103
        ("femoral_neck_left 0.900; date 2019-05-01", "femoral_neck_left 0.790", False),  # in 7 years, usual 0.120
        ("total_hip_left 0.812; date 2022-05-01", "total_hip_left 0.900", False),  # a rise
        ("total_hip_left 0.900; date 2025-09-01", "total_hip_left 0.812", True),  # in 8 months: too soon for a verdict
        ("total_hip_left 0.900; date 2025-09-01", "total_hip_left 0.813", False),
        ("total_hip_left 0.900; date 2025", "total_hip_left 0.812; date 2026", True),
        ("total_hip_left 0.900; date 2025-09-01; same_machine no", "total_hip_left 0.700", False),
    ],
)
def test_a_drop_far_above_noise_in_a_short_time_is_for_a_doctor_soon(before, now, is_far):
    found = told(before, now)
    assert ("change_far" in finding_keys(found)) is is_far
    if is_far:
        assert finding(found, "change_far").concern is Concern.SEE_A_CLINICIAN
        assert "Please talk to your doctor soon" in read_by_the_person(found)


def test_beside_a_large_drop_nobody_hears_that_a_later_scan_tells_more():
    found = told("total_hip_left 0.900; date 2025-09-01", "total_hip_left 0.812")
    assert found.changes[0].latest.verdict is Verdict.CANNOT_TELL
    assert "A later scan tells more" not in read_by_the_person(found)


def test_a_drop_in_months_is_asked_about_though_a_longer_comparison_shows_nothing():
    found = three(0.800, 0.890, 0.790, **{"earlier.2.scan_date": "2025-10-01"})  # -0.100 in 7 months
    assert finding_keys(found) >= {"change_same", "change_far"}
    assert finding(found, "change_far").values["year"] == 2025


@pytest.mark.parametrize(
    ("before", "now", "asks"),
    [
        ("total_hip_left t-1.3", "total_hip_left t-2.3", True),
        ("total_hip_left t-1.3", "total_hip_left t-2.2", False),
        ("total_hip_left t-1.3; same_machine no", "total_hip_left t-2.3", True),
        ("total_hip_right t-1.3", "total_hip_left t-2.3", False),
        ("total_hip t-1.3", "total_hip t-2.3", True),
        ("one_third_radius t-1.3", "one_third_radius t-2.3", False),
        ("total_hip_left 0.900 t-0.3", "total_hip_left 0.880 t-1.2", False),  # the density tells: within noise
        ("total_hip_left 0.900 t-0.3", "total_hip_left 0.880 t-1.3", True),  # the two contradict each other
    ],
)
def test_a_t_score_that_fell_by_one_or_more_is_asked_about_and_is_no_verdict(before, now, asks):
    found = told(before, now)
    assert ("t_score_fell" in finding_keys(found)) is asks
    assert not {key for key in finding_keys(found) if key.startswith(("change_lower", "change_higher"))}


@pytest.mark.parametrize(
    ("before", "now", "around", "says"),
    [
        ("femoral_neck_left t-2.2", "femoral_neck_left t-2.6", TABLETS, True),  # field case 10
        ("femoral_neck_left t-2.2", "femoral_neck_left t-2.6", {}, False),
        ("femoral_neck_left t-2.2", "femoral_neck_left t-2.1", TABLETS, False),
        ("femoral_neck_left t-1.2", "femoral_neck_left t-2.2", TABLETS, False),  # the larger fall says more
    ],
)
def test_a_lower_t_score_on_a_bone_medicine_goes_to_the_doctor_and_is_no_verdict(before, now, around, says):
    found = told(before, now, **around)
    assert ("t_score_lower_on_medicine" in finding_keys(found)) is says
    assert not {key for key in finding_keys(found) if key.startswith(("change_lower", "change_higher"))}


def test_the_model_in_a_report_is_no_text_that_somebody_typed():
    [site] = told("total_hip_left 0.800; model Horizon A", "total_hip_left 0.750; model HORIZON-A (SN 7)").changes
    assert [look.model for look in site.looks] == ["horizona", "horizonasn7"]
    assert site.latest.verdict is Verdict.LOWER


def test_every_finding_of_a_loss_is_known_as_one_and_asked_about():
    """The doctor's question on the drop, and the words on a rare next scan, hang on this list."""
    keys = {key for key in text_keys("outcomes") if key.startswith(("change_lower", "change_far", "t_score_"))}
    assert keys == LOSS == set(document("doctor_talk.toml")["questions"]["drop"]["after"])


def test_nothing_is_said_of_change_without_an_earlier_scan_or_without_a_readable_one():
    alone = answers_of_scan("total_hip_left 0.800") | {"has_scan": "yes", "scan_method": "dxa"}
    both = scans(*LOWER)
    for answers in (of_woman(66) | alone, both | {"age_years": 19}, both | {"has_scan": "no"}):
        found = report(built(answers)[0])
        assert found.changes == ()
        assert not [o for o in (*found.findings, *found.not_assessed) if o.key.startswith("change")]


def test_the_noise_of_the_clinic_is_used_and_else_said_to_be_of_others():
    published = told(*LOWER)
    own = told(LOWER[0], LOWER[1] + "; lsc_g_cm2 0.024")
    assert "change_noise_published" in finding_keys(published)
    assert "change_noise_published" not in finding_keys(own)
    assert finding(own, "change_lower").values["noise"] == 0.024
    assert all("nelson_2010" not in o.sources for o in own.findings if isinstance(o, Finding) and "change" in o.key)


# ------------------------------------------------------------------ the figures as printed


def test_the_figures_of_noise_and_loss_stand_as_in_the_notes():
    columns = ("site", "who", "age_from", "g_cm2_a_year", "percent_a_year")
    assert [tuple(row[column] for column in columns) for row in table("bone_loss")] == [
        ("lumbar_spine", "fastest", "", "0.022", ""),
        ("total_hip", "fastest", "", "0.013", ""),
        ("femoral_neck", "fastest", "", "", "1.9"),
        ("lumbar_spine", "transition", "", "0.018", ""),
        ("total_hip", "transition", "", "0.010", ""),
        ("total_hip", "old_age", "85", "0.0104", ""),
    ]
    levels = {row["vertebrae"]: (row["least"], row["most"]) for row in table("fewer_vertebrae")}
    assert levels == {"3": ("1.07", "1.39"), "2": ("1.24", "1.60")}
    assert "| late perimenopause | -0.018 g/cm2/y | -0.010 |" in notes("densitometry")
    assert "| early postmenopause | -0.022 | -0.013 |" in notes("densitometry")
    assert "| women 67-69 / 85+ | | total hip -2.5 / -10.4 mg/cm2/y |" in notes("densitometry")
    assert "| neck -5.8 % (1.9 %/y) |" in notes("densitometry")
    assert "0.900 -> 0.853 is -5.2 % (not significant); 0.900 -> 0.852 is -5.33 % (significant)" in notes(
        "densitometry"
    )


def test_a_spine_of_four_vertebrae_needs_no_factor():
    look = Look(
        number=1,
        measured=SiteMeasurement(site=SkeletalSite.LUMBAR_SPINE, vertebrae=ALL_VERTEBRAE, bmd_g_cm2=0.9),
        scanned=date(2020, 1, 1),
    )
    assert compare(look, look, None, TODAY).why == ("change_too_soon",)
