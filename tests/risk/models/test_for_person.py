"""One person, five models side by side: who is refused and why, what stays open, and what CAROC makes of answers.

That "I don't know" is never read as "no" is the heart of it: a range must hold every result that a known answer
would give, and no more.
"""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonecheck import NotAssessed
from bonecheck.answers.questions import NOT_KNOWN, question_of, questions
from bonecheck.evidence.library import model, threshold
from bonecheck.risk.chance import Range
from bonecheck.words.outcomes import words
from bonecheck.words.risk import comparison_words, remark_words, sentence
from tests.risk.models.people import (
    BMI_25,
    DRINKS,
    GIVES,
    MANY,
    MODELS,
    adding,
    adults,
    chance,
    flags_of,
    lacking,
    one_number,
    person,
    refused,
    remark_keys,
    reported,
    results,
    risk,
    risk_answers,
    scan,
)

LOW, MODERATE, HIGH = Range(0, 10), Range(10, 20), Range(20, 100)
LOW_OR_MODERATE, ANY_GROUP = Range(0, 20), Range(0, 100)
FRAX = {"frax_major_percent": 12, "frax_hip_percent": 2, "frax_country": "uk", "frax_with_bmd": "yes"}
GARVAN_AND_QFRACTURE = {"garvan": "any", "qfracture_2012": "major"}


# ------------------------------------------------------------------ the two women of the article


def test_minus_1_5_with_family_and_smoking_and_minus_2_0_without_as_each_model_sees_them():
    """fracture_models.md, section 9: women of 60 with BMI 25; the parent broke a hip, 10 to 19 cigarettes a day."""
    a = person(
        age=60, neck=-1.5, parent_hip_fracture="mother", mother_broke_hip_after_50="yes",
        smoking="current", cigarettes_per_day=15,
    )  # fmt: skip
    b = person(age=60, neck=-2.0)
    for woman, any_break, hip in ((a, 10.8, 1.52), (b, 13.1, 2.31)):
        assert one_number(woman, "garvan", "any", 10) == pytest.approx(any_break, abs=0.05)
        assert one_number(woman, "garvan", "hip", 10) == pytest.approx(hip, abs=0.005)
    for woman, major, hip in ((a, 6.22, 0.85), (b, 3.22, 0.62)):
        assert one_number(woman, "qfracture_2012", "major", 10) == pytest.approx(major, abs=0.005)
        assert one_number(woman, "qfracture_2012", "hip", 10) == pytest.approx(hip, abs=0.005)
    assert group(a) == group(b) == LOW
    assert refused(a, "fracture_index") == refused(b, "fracture_index") == ("model_too_young", None)


@pytest.mark.parametrize(
    ("shift", "a_points", "b_points"),
    [(0.0, (5, 5), (3, 4)), (-0.1, (5, 5), (4, 4)), (0.1, (5, 5), (3, 3))],
    ids=["at the edge", "below it", "above it"],
)
def test_five_years_later_the_fracture_index_can_see_the_t_score_the_mother_and_the_cigarettes(
    shift, a_points, b_points
):
    """Section 8: at 65 one point more than at 60; A 1 + 2 + 1 + 1, B 1 + 2 (or 3, where the sources differ on -2.0)."""
    a = person(age=65, neck=-1.5, parent_hip_fracture="mother", mother_broke_hip_after_50="yes", smoking="current")
    b = person(age=65, neck=round(-2.0 + shift, 1))
    for woman, points in ((a, a_points), (b, b_points)):
        assert chance(woman, "fracture_index", "hip", 5).working.sum == points
    hips = {3: 0.9, 4: 0.9, 5: 1.9}
    assert chance(a, "fracture_index", "hip", 5).you == Range(hips[5], hips[5])
    assert chance(b, "fracture_index", "hip", 5).you == Range(hips[b_points[0]], hips[b_points[1]])


# ------------------------------------------------------------------ who is refused, and why


@pytest.mark.parametrize(
    ("model_key", "sex", "youngest"),
    [
        ("garvan", "female", 60),
        ("garvan", "male", 60),
        ("qfracture_2012", "female", 30),
        ("qfracture_2012", "male", 30),
        ("caroc_2010", "female", 50),
        ("caroc_2010", "male", 50),
        ("fracture_index", "female", 65),
    ],
)
def test_each_model_speaks_only_of_the_ages_it_was_made_from_and_none_above_90(model_key, sex, youngest):
    """R14.1: over 90 no model number at all."""
    reference = {"t_score_reference": "women"} if (model_key, sex) == ("caroc_2010", "male") else {}
    for age in (youngest, 90):
        assert risk(person(sex, age, -2.0, **reference), model_key).age_years == age
    too_young = results(person(sex, youngest - 1, -2.0, **reference))[model_key]
    assert (too_young.reason, dict(too_young.values)) == ("model_too_young", {"age": youngest})
    for age in (91, 100):
        assert refused(person(sex, age, -2.0, **reference), model_key) == ("model_too_old", None)


@pytest.mark.parametrize("model_key", ["garvan", "qfracture_2012"])
@pytest.mark.parametrize(("age", "years"), [(84, {5, 10}), (85, {5}), (86, {5}), (90, {5})])
def test_from_85_on_a_model_that_has_both_is_shown_over_5_years_with_its_remark(model_key, age, years):
    """R14.2."""
    found = risk(person(age=age, neck=-2.0), model_key)
    assert {one.years for one in found.chances} == years
    assert ("remark_death_not_counted" in remark_keys(person(age=age, neck=-2.0), model_key)) == (years == {5})
    five = {one.kind: one.you for one in found.chances if one.years == 5}
    assert len(five) == 2


def test_models_with_one_time_keep_it_in_the_very_old():
    old = results(person(age=88, neck=-2.0))
    assert {one.years for one in old["caroc_2010"].chances} == {10}
    assert {one.years for one in old["fracture_index"].chances} == {5}


@pytest.mark.parametrize("model_key", [key for key in MODELS if key != "own_frax"])
def test_a_report_against_both_sexes_gets_no_number_and_no_question(model_key):
    both = person(age=70, neck=-2.0) | {"sex": "both"}
    assert refused(both, model_key) == ("made_for_one_sex", None)


def test_the_fracture_index_is_for_women():
    assert refused(person("male", 70, -2.0), "fracture_index") == ("model_for_women", None)


@pytest.mark.parametrize("model_key", [key for key in MODELS if key != "own_frax"])
def test_without_sex_or_age_no_model_can_speak(model_key):
    nobody = person(age=70, neck=-2.0)
    assert refused(nobody | {"sex": "not_known"}, model_key) == ("sex_needed", "sex")
    without_age = {key: value for key, value in nobody.items() if key != "age_years"}
    assert refused(without_age, model_key) == ("age_needed", "age_years")


@pytest.mark.parametrize("medicine", sorted(set(question_of("bone_medicine").options) - {"none", "not_known"}))
@pytest.mark.parametrize("sex", ["female", "male"])
def test_somebody_on_a_bone_medicine_gets_no_number_from_any_model(sex, medicine):
    found = results(person(sex, 70, -2.0, bone_medicine=medicine, **FRAX))
    reasons = {key: result.reason for key, result in found.items()}
    for_men = {"fracture_index": "model_for_women"} if sex == "male" else {}
    assert reasons == dict.fromkeys(MODELS, "model_on_bone_medicine") | for_men


@pytest.mark.parametrize("model_key", MODELS)
def test_a_bone_medicine_that_is_not_known_is_said_beside_every_number(model_key):
    known = person(age=70, neck=-2.0, **FRAX)
    not_answered = {key: value for key, value in known.items() if key != "bone_medicine"}
    assert "remark_bone_medicine_open" not in remark_keys(known, model_key)
    for unknown in (not_answered, known | {"bone_medicine": NOT_KNOWN}):
        assert "remark_bone_medicine_open" in remark_keys(unknown, model_key)


@pytest.mark.parametrize(("kg", "fits"), [(79.9, False), (80, True), (80.1, True), (159.9, True), (160, True), (160.1, False)])  # fmt: skip
@pytest.mark.parametrize("sex", ["female", "male"])
def test_qfracture_takes_a_body_mass_index_from_20_to_40(sex, kg, fits):
    """At 200 cm the index is a quarter of the weight: 80 kg are 20, and 160 kg are 40."""
    found = results(person(sex, 60, height_cm=200, weight_kg=kg))["qfracture_2012"]
    assert isinstance(found, NotAssessed) != fits
    if not fits:
        assert found.reason == "model_bmi_outside"
        assert (found.values["lowest"], found.values["highest"]) == (20, 40)


@pytest.mark.parametrize(
    ("cm", "kg"), [(160, 51.2), (150, 45), (170, 57.8), (180, 64.8), (160, 102.4), (170, 115.6), (180, 129.6)]
)
def test_an_index_of_20_or_40_on_paper_is_20_or_40(cm, kg):
    """51.2 / 1.60^2 = 20; 45 / 1.50^2 = 20; 57.8 / 1.70^2 = 20; 64.8 / 1.80^2 = 20; the last three are 40."""
    assert risk(person(age=60, height_cm=cm, weight_kg=kg), "qfracture_2012").chances


@pytest.mark.parametrize("kg", [79.7, 79.85, 79.99, 160.05, 160.15, 160.4])
def test_a_body_mass_index_that_is_refused_is_not_printed_as_one_that_fits(kg):
    found = results(person(age=60, height_cm=200, weight_kg=kg))["qfracture_2012"]
    assert found.reason == "model_bmi_outside"
    assert not found.values["lowest"] <= found.values["bmi"] <= found.values["highest"]


def test_without_height_or_weight_qfracture_asks_for_it():
    somebody = person(age=70, neck=-2.0)
    without = {
        missing: {key: value for key, value in somebody.items() if key not in missing}
        for missing in [("height_cm",), ("weight_kg",), ("height_cm", "weight_kg")]
    }
    questions_asked = {missing: refused(answers, "qfracture_2012") for missing, answers in without.items()}
    assert questions_asked == {
        ("height_cm",): ("model_needs_bmi", "height_cm"),
        ("weight_kg",): ("model_needs_bmi", "weight_kg"),
        ("height_cm", "weight_kg"): ("model_needs_bmi", "height_cm"),
    }
    assert refused(without[("weight_kg",)], "fracture_index") == ("weight_needed", "weight_kg")
    assert risk(without[("height_cm",)], "fracture_index").chances
    assert risk(without[("height_cm", "weight_kg")], "garvan").chances


WITH_T_SCORE = ("garvan", "caroc_2010", "fracture_index")


@pytest.mark.parametrize("model_key", WITH_T_SCORE)
@pytest.mark.parametrize("has_scan", ["no", "not_known"])
def test_without_a_scan_only_qfracture_speaks(model_key, has_scan):
    nobody_scanned = person(age=70, has_scan=has_scan)
    assert refused(nobody_scanned, model_key) == ("model_needs_scan", "has_scan")
    assert risk(nobody_scanned, "qfracture_2012").chances


def test_without_a_femoral_neck_garvan_and_caroc_do_not_take_another_site():
    scanned = person(age=70) | scan(total_hip=-2.2, lumbar_spine=-2.6)
    for model_key in ("garvan", "caroc_2010"):
        assert refused(scanned, model_key) == ("model_needs_femoral_neck", "scan_regions")
    assert risk(scanned, "fracture_index").chances
    assert refused(person(age=70) | scan(lumbar_spine=-2.6), "fracture_index") == ("model_needs_hip", "scan_regions")


def test_the_fracture_index_takes_the_total_hip_and_says_when_it_has_only_the_neck():
    """At 70: 2 points, and 3 for a T-score of -2.2 but 4 for -2.8 (section 8)."""
    both = person(age=70) | scan(total_hip=-2.2, femoral_neck=-2.8)
    assert chance(both, "fracture_index", "hip", 5).working.sum == (5, 5)
    assert "remark_femoral_neck_used" not in remark_keys(both, "fracture_index")
    neck_only = person(age=70, neck=-2.8)
    assert chance(neck_only, "fracture_index", "hip", 5).working.sum == (6, 6)
    assert "remark_femoral_neck_used" in remark_keys(neck_only, "fracture_index")


def test_of_two_hips_the_lower_neck_counts():
    two = person(age=60) | scan(femoral_neck_left=-1.5, femoral_neck_right=-2.5)
    assert one_number(two, "garvan", "hip", 10) == pytest.approx(3.4927, abs=5e-5)  # section 5.2: 60, T -2.5


@pytest.mark.parametrize("model_key", WITH_T_SCORE)
def test_a_neck_whose_t_score_and_bone_density_contradict_each_other_is_not_used(model_key):
    """0.5 g/cm2 on a Hologic is T (0.5 - 0.858) / 0.120 = -3.0, not -1.0."""
    held = person(age=70, neck=-1.0, scanner_make="hologic", **{"femoral_neck.bmd_g_cm2": 0.5})
    assert refused(held, model_key) == ("model_score_held", "femoral_neck.t_score")
    assert risk(held, "qfracture_2012").chances


def test_a_t_score_that_we_worked_out_is_used_and_named_as_such():
    """0.558 g/cm2 on a Hologic is T (0.558 - 0.858) / 0.120 = -2.5."""
    estimated = person(age=60, has_scan="yes", scan_regions=["femoral_neck"], scanner_make="hologic")
    estimated["femoral_neck.bmd_g_cm2"] = 0.558
    assert one_number(estimated, "garvan", "hip", 10) == pytest.approx(3.4927, abs=5e-5)
    for model_key in ("garvan", "caroc_2010"):
        assert "remark_t_score_estimated" in remark_keys(estimated, model_key)
        assert "remark_t_score_estimated" not in remark_keys(person(age=60, neck=-2.5), model_key)


def test_a_scan_of_six_years_ago_is_used_and_named_as_such():
    old, new = (person(age=70, neck=-2.5, scan_date=day) for day in ("2020-11-22", "2024-11-22"))
    for model_key in WITH_T_SCORE:
        assert "remark_scan_is_old" in remark_keys(old, model_key)
        assert "remark_scan_is_old" not in remark_keys(new, model_key)


def test_where_the_z_score_counts_no_model_takes_the_t_score():
    before_menopause = person(age=52, neck=-2.6, menopausal_status="premenopausal")
    scanned_at_43 = person("male", 50, -2.6, scan_date="2019-11-22", t_score_reference="women")
    for z_score_person in (before_menopause, scanned_at_43):
        assert refused(z_score_person, "caroc_2010") == ("model_t_score_not_in_use", None)
        assert risk(z_score_person, "qfracture_2012").chances


def test_a_woman_of_62_who_says_that_her_periods_are_regular_is_read_by_her_t_score():
    """From 55 on regular bleeding is put down to hormones (premenopausal_doubtful_age), so models may use it."""
    assert risk(person(age=62, neck=-2.5, menopausal_status="premenopausal"), "garvan").chances


def test_a_man_of_49_gets_only_qfracture():
    found = results(person("male", 49, -2.6, t_score_reference="women"))
    reasons = {key: result.reason for key, result in found.items() if isinstance(result, NotAssessed)}
    too_young = dict.fromkeys(["garvan", "caroc_2010"], "model_too_young")
    assert reasons == too_young | {"fracture_index": "model_for_women", "own_frax": "frax_not_given"}


NECK_ALONE = "remark_spine_and_hip_not_seen"  # CAROC looks at the spine and the total hip as well


def test_a_mans_t_score_is_used_only_by_models_made_for_its_reference():
    men, women, unsaid = (person("male", 70, -2.5, t_score_reference=given) for given in ("men", "women", NOT_KNOWN))
    assert refused(women, "garvan") == ("model_needs_score_against_men", "t_score_reference")
    assert refused(men, "caroc_2010") == ("model_needs_score_against_women", "t_score_reference")
    assert remark_keys(men, "garvan") == set()
    assert remark_keys(women, "caroc_2010") == {NECK_ALONE}
    blank = {key: value for key, value in unsaid.items() if key != "t_score_reference"}
    for either in (unsaid, blank):
        assert remark_keys(either, "garvan") == {"remark_reference_men_assumed"}
        assert remark_keys(either, "caroc_2010") == {"remark_reference_women_assumed", NECK_ALONE}


def test_a_woman_is_told_of_no_reference_at_all():
    woman = person(age=70, neck=-2.5)
    assert remark_keys(woman, "garvan") | remark_keys(woman, "caroc_2010") == {NECK_ALONE}


# ------------------------------------------------------------------ unknown is not no


def ranges(answers):
    """Every range that the person is shown, by model, kind and years."""
    return {
        (found.model, found_chance.kind, found_chance.years): found_chance.you
        for found in results(answers).values()
        if not isinstance(found, NotAssessed)
        for found_chance in found.chances
    }


def holds(wide, narrow):
    return wide.low <= narrow.low + 1e-9 and narrow.high <= wide.high + 1e-9


RISK_QUESTIONS = sorted(
    key
    for key, question in questions().items()
    if question.part in {"bones_and_falls", "health", "habits", "sharper"}
    and question.kind not in {"gate", "joined"}
    and key not in {"ethnic_group", "warning_signs", "oestrogen_six_months", "exercise_cautions"}
    and not key.endswith("_days_per_week")
    and not key.startswith(("frax_", "bone_medicine", "denosumab"))
)


def blanked(answers, question, way):
    """`answers` without the one to this question: left out, "I don't know", or some ticks and "I don't know"."""
    kind = question_of(question).kind
    left = {key: value for key, value in answers.items() if key.partition(".")[0] != question}
    if way == "left_out" or kind in {"number", "whole_number", "counts"}:
        return left
    if kind == "choices":
        ticked = [item for item in answers.get(question, []) if item != "none"] if way == "some_ticks" else []
        return left | {question: [*ticked[:1], NOT_KNOWN]}
    return left | {question: NOT_KNOWN}


ways = st.sampled_from(["left_out", "not_known", "some_ticks"])


@given(adults(), st.dictionaries(st.sampled_from(RISK_QUESTIONS), ways), st.data())
@MANY
def test_what_we_do_not_know_leaves_every_result_possible_that_an_answer_would_give(answers, blanks, data):
    """The known result lies within the range, and each further blank only widens it."""
    few = data.draw(st.sets(st.sampled_from(sorted(blanks)))) if blanks else set()
    known, some, most = dict(answers), dict(answers), dict(answers)
    for question, way in blanks.items():
        most = blanked(most, question, way)
        if question in few:
            some = blanked(some, question, way)
    before, between, after = ranges(known), ranges(some), ranges(most)
    assert before.keys() == between.keys() == after.keys()
    for key in before:
        assert holds(between[key], before[key]), key
        assert holds(after[key], between[key]), key


@given(st.sampled_from(["female", "male"]), st.integers(65, 95), st.data())
@MANY
def test_somebody_who_answers_nothing_may_be_anybody(sex, age, data):
    given_nothing = {key: value for key, value in person(sex, age, -2.0).items() if key.partition(".")[0] not in RISK_QUESTIONS}  # fmt: skip
    somebody = given_nothing | data.draw(risk_answers(sex))
    for key, wide in ranges(given_nothing).items():
        assert holds(wide, ranges(somebody)[key])


def breaks(suffix, sites, count):
    yes = f"fracture_{suffix}"
    answers = [{yes: "no"}]
    for bone, number in itertools.product(["hip", "spine", "wrist", "other"], "123"):
        answers.append({yes: "yes", sites: [bone], count: number})
    return answers


CONDITIONS = [item for item in question_of("conditions").options if item not in {"none", "not_known"}]
SINCE_50 = {"fracture_since_50": "yes", "fracture_sites": ["wrist"], "fracture_count": "1"}
BEFORE_40 = {"fracture_before_40": "yes", "fracture_sites_before_40": ["wrist"], "fracture_count_before_40": "1"}
AT_40 = {
    "fracture_at_40_to_49": "yes",
    "fracture_sites_at_40_to_49": ["wrist"],
    "fracture_count_at_40_to_49": "1",
}
BONES = [item for item in question_of("fracture_sites").options if item != "not_known"]
STEROIDS = {"glucocorticoids": "now", "glucocorticoid_dose_mg_per_day": 10, "glucocorticoid_months": 6}

# For each question: what else the person said, and all that they may answer.
CASES = {
    "fracture_since_50": ({}, breaks("since_50", "fracture_sites", "fracture_count")),
    "fracture_sites": (SINCE_50, [{"fracture_sites": [bone]} for bone in BONES]),
    "fracture_count": (SINCE_50, [{"fracture_count": number} for number in "123"]),
    "fracture_at_40_to_49": (
        {},
        breaks("at_40_to_49", "fracture_sites_at_40_to_49", "fracture_count_at_40_to_49"),
    ),
    "fracture_sites_at_40_to_49": (AT_40, [{"fracture_sites_at_40_to_49": [bone]} for bone in BONES]),
    "fracture_count_at_40_to_49": (AT_40, [{"fracture_count_at_40_to_49": number} for number in "123"]),
    "fracture_before_40": ({}, [{"fracture_before_40": said} for said in ("yes", "no")]),
    "fracture_sites_before_40": (BEFORE_40, [{"fracture_sites_before_40": [bone]} for bone in ("hip", "wrist", "rib")]),
    "fracture_count_before_40": (BEFORE_40, [{"fracture_count_before_40": number} for number in "123"]),
    "last_fracture": (SINCE_50, [{"last_fracture": said} for said in ("within_2_years", "longer_ago")]),
    "falls_12_months": ({}, [{"falls_12_months": number} for number in "0123"]),
    "rises_from_chair": ({}, [{"rises_from_chair": said} for said in ("yes", "no")]),
    "care_home": ({}, [{"care_home": said} for said in ("yes", "no")]),
    "parent_hip_fracture": (
        {},
        [
            {"parent_hip_fracture": parent, "mother_broke_hip_after_50": said}
            for parent in ("mother", "father", "both", "neither")
            for said in ("yes", "no")
        ],
    ),
    "mother_broke_hip_after_50": (
        {"parent_hip_fracture": "mother"},
        [{"mother_broke_hip_after_50": said} for said in ("yes", "no")],
    ),
    "parent_osteoporosis": ({}, [{"parent_osteoporosis": said} for said in ("yes", "no")]),
    "smoking": (
        {},
        [{"smoking": "never"}, {"smoking": "ex"}]
        + [{"smoking": "current", "cigarettes_per_day": number} for number in (5, 15, 25)],
    ),
    "cigarettes_per_day": ({"smoking": "current"}, [{"cigarettes_per_day": number} for number in (5, 15, 25)]),
    "drinks_per_week": ({}, [{"drinks_per_week.beer": number} for number in (0, 1, 6, 20, 30, 60)]),
    "rheumatoid_arthritis": ({}, [{"rheumatoid_arthritis": said} for said in ("yes", "no")]),
    "conditions": ({}, [{"conditions": ticked} for ticked in (["none"], *([c] for c in CONDITIONS), CONDITIONS)]),
    "medicines": (
        {},
        [
            {"medicines": ticked}
            for ticked in (["none"], ["antidepressant"], ["epilepsy_medicine"], ["antidepressant", "epilepsy_medicine"])
        ],
    ),
    "glucocorticoids": ({}, [{"glucocorticoids": "never"}, {"glucocorticoids": "past"}, STEROIDS]),
    "glucocorticoid_dose_mg_per_day": (STEROIDS, [{"glucocorticoid_dose_mg_per_day": mg} for mg in (5, 7.5)]),
    "glucocorticoid_months": (STEROIDS, [{"glucocorticoid_months": months} for months in (0, 2.9, 3, 12)]),
    "hormone_therapy": (
        {},
        [{"hormone_therapy": said} for said in ("none", "oestrogen_only", "combined", "past")],
    ),
}


def test_every_question_of_the_models_has_its_answers_listed():
    assert sorted(CASES) == RISK_QUESTIONS


@pytest.mark.parametrize("sex", ["female", "male"])
@pytest.mark.parametrize("question", CASES)
def test_the_range_of_one_open_answer_is_that_of_its_possible_answers_and_no_wider(question, sex):
    also, possible = CASES[question]
    if sex == "male" and question == "hormone_therapy":
        possible = [{}]
    men = {"t_score_reference": NOT_KNOWN} if sex == "male" else {}
    somebody = person(sex, 70, -1.2, **men) | scan(femoral_neck=-1.2, total_hip=-1.5) | also
    each = [ranges(somebody | answer) for answer in possible]
    for way in ("left_out", "not_known"):
        for key, found in ranges(blanked(somebody, question, way)).items():
            shown = [known[key] for known in each if key in known]  # no number after a serious break
            assert found.low == pytest.approx(min(known.low for known in shown), abs=1e-9), (key, way)
            assert found.high == pytest.approx(max(known.high for known in shown), abs=1e-9), (key, way)


@pytest.mark.parametrize("question", CASES)
def test_an_open_answer_that_matters_is_named_and_one_that_is_known_is_not(question):
    also, _ = CASES[question]
    somebody = person(age=70, neck=-1.2) | also
    known, unknown = results(somebody), results(blanked(somebody, question, "left_out"))
    for key, found in unknown.items():
        if isinstance(found, NotAssessed):
            continue
        widened = any(
            one.you.is_open and other.you != one.you
            for one, other in zip(found.chances, known[key].chances, strict=True)
        )
        if widened and not (key == "caroc_2010" and found.chances[0].you in {LOW, MODERATE, HIGH}):
            assert found.open_questions == (question,), key


def answered(answers, question):
    given = answers.get(question)
    return given is not None and given != NOT_KNOWN and not (isinstance(given, list) and NOT_KNOWN in given)


@given(adults(), st.dictionaries(st.sampled_from(RISK_QUESTIONS), ways, max_size=6))
@MANY
def test_nobody_is_sent_to_a_question_that_they_have_answered_or_are_not_asked(answers, blanks):
    for question, way in blanks.items():
        answers = blanked(answers, question, way)
    for found in results(answers).values():
        if isinstance(found, NotAssessed):
            continue
        for question in found.open_questions:
            assert not answered(answers, question), (found.model, question)
            assert question_of(question).applies(answers), (found.model, question)


SENT_TO = {
    "a break at 40 to 49, bone not known": (
        {"fracture_at_40_to_49": "yes", "fracture_sites_at_40_to_49": [NOT_KNOWN], "fracture_count_at_40_to_49": "1"},
        "caroc_2010",
        "fracture_sites_at_40_to_49",
    ),
    "a break at 40 to 49, number not known": (
        {"fracture_at_40_to_49": "yes", "fracture_sites_at_40_to_49": ["wrist"]},
        "caroc_2010",
        "fracture_count_at_40_to_49",
    ),
    "one wrist since 50, 40 to 49 not known": (
        {**SINCE_50, "fracture_at_40_to_49": NOT_KNOWN},
        "caroc_2010",
        "fracture_at_40_to_49",
    ),
    "a break since 50, bone not known": (
        {**SINCE_50, "fracture_sites": [NOT_KNOWN]},
        "qfracture_2012",
        "fracture_sites",
    ),
    "a break at 40 to 49, bone not known to QFracture": (
        {**AT_40, "fracture_sites_at_40_to_49": [NOT_KNOWN]},
        "qfracture_2012",
        "fracture_sites_at_40_to_49",
    ),
}


@pytest.mark.parametrize("who", SENT_TO)
def test_an_open_break_sends_to_the_question_that_would_settle_it(who):
    said, model_key, question = SENT_TO[who]
    assert risk(person(age=70, neck=-1.2, **said), model_key).open_questions == (question,)


def test_a_break_before_40_counts_by_its_bone():
    """QFracture counts a wrist, spine, hip or shoulder at any adult age, and no rib."""
    broke = person(age=70, fracture_before_40="yes")
    assert chance(broke, "qfracture_2012", "hip", 10).you.is_open
    assert risk(broke, "qfracture_2012").open_questions == ("fracture_sites_before_40",)
    rib, wrist = ({**broke, "fracture_sites_before_40": [bone]} for bone in ("rib", "wrist"))
    none, since_50 = person(age=70), person(age=70, **SINCE_50)
    for kind in ("major", "hip"):
        assert one_number(rib, "qfracture_2012", kind, 10) == one_number(none, "qfracture_2012", kind, 10)
        assert one_number(wrist, "qfracture_2012", kind, 10) == one_number(since_50, "qfracture_2012", kind, 10)


@given(adults(65), st.dictionaries(st.sampled_from(RISK_QUESTIONS), ways, max_size=4))
@MANY
def test_where_no_number_is_open_no_question_would_narrow_it(answers, blanks):
    for question, way in blanks.items():
        answers = blanked(answers, question, way)
    for found in results(answers).values():
        if isinstance(found, NotAssessed) or any(one.you.is_open or one.raised_to_hip for one in found.chances):
            continue  # a raised number hides what is open below it
        assert found.open_questions == (), found.model


@pytest.mark.parametrize("sex", ["female", "male"])
@pytest.mark.parametrize("age", [60, 70, 80])
def test_an_illness_list_left_open_is_not_told_as_a_sign_of_high_risk(sex, age):
    """The words beside a raised number say so. Only the far end of the range is raised; her likely number is not."""
    plain = person(sex, age)
    for years in (5, 10):
        assert not chance(plain, "qfracture_2012", "major", years).raised_to_hip
        unknown = chance(plain | {"conditions": [NOT_KNOWN]}, "qfracture_2012", "major", years)
        assert unknown.you.low == one_number(plain, "qfracture_2012", "major", years)
        assert not unknown.raised_to_hip


# ------------------------------------------------------------------ what holds for every number


@given(adults(), st.dictionaries(st.sampled_from(RISK_QUESTIONS), ways))
@MANY
def test_every_chance_is_a_part_of_100_people_and_low_never_above_high(answers, blanks):
    for question, way in blanks.items():
        answers = blanked(answers, question, way)
    for found in results(answers).values():
        if isinstance(found, NotAssessed):
            continue
        for one in found.chances:
            beside = [] if one.comparison is None else [one.comparison]
            shown = [one.you, *beside, *(driver.without for driver in one.drivers if driver.without)]
            assert all(0 <= part.low <= part.high <= 100 for part in shown)
            assert all(driver.low <= driver.high for driver in one.drivers), (found.model, one.drivers)


@given(adults(65), st.dictionaries(st.sampled_from(RISK_QUESTIONS), ways))
@MANY
def test_a_hip_never_shows_above_the_wider_outcome_nor_5_years_above_10(answers, blanks):
    for question, way in blanks.items():
        answers = blanked(answers, question, way)
    for model_key, wider in GARVAN_AND_QFRACTURE.items():
        found = results(answers)[model_key]
        if isinstance(found, NotAssessed):
            continue
        by_key = {(one.kind, one.years): one for one in found.chances}
        for years in (5, 10):
            for who in ("you", "comparison"):
                hip, wide = (getattr(by_key[kind, years], who) for kind in ("hip", wider))
                if hip is None:  # nobody to compare with
                    assert found.is_withheld
                    continue
                assert hip.low <= wide.low
                assert hip.high <= wide.high
        for kind in ("hip", wider):
            assert by_key[kind, 5].you.low <= by_key[kind, 10].you.low
            assert by_key[kind, 5].you.high <= by_key[kind, 10].you.high


@given(adults(60), st.integers(1, 30))
@MANY
def test_no_chance_falls_as_the_t_score_falls(answers, tenths):
    answers |= {"t_score_reference": NOT_KNOWN} if answers["sex"] == "male" else {}
    lower = answers | {key: round(value - tenths / 10, 1) for key, value in answers.items() if key.endswith(".t_score")}
    before, after = ranges(answers), ranges(lower)
    assert before.keys() == after.keys()
    for key in before:
        assert after[key].low >= before[key].low, key
        assert after[key].high >= before[key].high, key
    for years in (5, 10):
        assert (
            after["garvan", "hip", years].low > before["garvan", "hip", years].low
            or before["garvan", "hip", years].low > 99.99
        )


MORE = {  # one more harmful thing that somebody without it may say
    **{flag: said for flag, said in GIVES.items() if flag != "b_hrt_oest"},
    "pelvis since 50": {"fracture_since_50": "yes", "fracture_sites": ["pelvis"], "fracture_count": "1"},
    "three falls": {"falls_12_months": "3"},
    "arms needed": {"rises_from_chair": "no"},
    "mother": {"parent_hip_fracture": "mother", "mother_broke_hip_after_50": "yes"},
    "steroids for long": STEROIDS,
    "20 cigarettes": {"smoking": "current", "cigarettes_per_day": 20},
}


@given(adults(), st.sampled_from(sorted(MORE)))
@MANY
def test_one_more_harmful_thing_never_lowers_a_chance(answers, added):
    """Its coefficient is above zero, or it has none, in every model: section 3 and 5.1 of the notes."""
    without = lacking(answers, MORE[added])
    after = adding(without, MORE[added])
    before, after = ranges(without), ranges(after)
    assert before.keys() == after.keys()
    for key in before:
        assert after[key].low >= before[key].low - 1e-12, key
        assert after[key].high >= before[key].high - 1e-12, key


def test_no_flag_of_qfracture_but_oestrogen_lowers_a_risk():
    """What the test above leans on."""
    equations = [by_sex[sex] for by_sex in model("qfracture_2012")["models"].values() for sex in ("female", "male")]
    below_zero = {flag for equation in equations for flag, value in equation["flags"].items() if value < 0}
    assert below_zero == {"b_hrt_oest"}
    assert GIVES.keys() == set(model("qfracture_2012")["flags"])
    assert {flag for sex in ("female", "male") for flag in flags_of(sex)} == GIVES.keys()


@given(adults(), st.data())
@MANY
def test_the_person_to_compare_with_does_not_change_with_the_risk_factors(answers, data):
    other = {key: value for key, value in answers.items() if key.partition(".")[0] not in RISK_QUESTIONS}
    other |= data.draw(risk_answers(answers["sex"]))
    one, two = results(answers), results(other)
    for key in MODELS:
        if isinstance(one[key], NotAssessed):
            assert one[key].reason == two[key].reason
            continue
        if one[key].is_withheld or two[key].is_withheld:
            continue
        assert [chance.comparison for chance in one[key].chances] == [chance.comparison for chance in two[key].chances]
        assert one[key].comparison == two[key].comparison


@pytest.mark.parametrize("sex", ["female", "male"])
def test_somebody_with_nothing_to_tell_apart_is_the_person_to_compare_with(sex):
    """BMI 25, no risk factor, and for the T-score that of the average woman of 60, (0.709 - 0.858) / 0.120 = -1.2.

    0.709 lies half way between the means of 55 and 65, 0.737 and 0.681 (looker_1998). For men no table was read.
    """
    men = {"t_score_reference": NOT_KNOWN} if sex == "male" else {}
    for found in results(person(sex, 60, -1.2, **men)).values():
        if not isinstance(found, NotAssessed):
            assert all(one.you == one.comparison and one.drivers == () for one in found.chances)
            assert not found.open_questions


def test_a_woman_is_compared_with_the_average_t_score_of_her_age_and_a_man_with_his_own():
    for model_key in ("garvan", "caroc_2010"):
        assert risk(person(age=60, neck=-2.5), model_key).comparison.values["score"] == -1.2
        assert "score" not in risk(person("male", 60, -2.5, t_score_reference=NOT_KNOWN), model_key).comparison.values


# ------------------------------------------------------------------ CAROC


def group(answers):
    """The ten-year group of CAROC as a range."""
    found = risk(answers, "caroc_2010")
    [only] = found.chances
    assert (only.kind, only.years, only.in_groups) == ("major", 10, True)
    return only.you


WOMAN = {"age": 60, "neck": -1.5}  # low: above -2.3 (section 6)
LONG = {"glucocorticoids": "now", "glucocorticoid_dose_mg_per_day": 7.5, "glucocorticoid_months": 3}


@pytest.mark.parametrize(
    ("t_score", "expected"), [(-2.2, LOW), (-2.3, MODERATE), (-3.6, MODERATE), (-3.7, HIGH)]
)  # fmt: skip
def test_a_woman_of_60_is_in_the_group_of_the_table(t_score, expected):
    """Section 6: at 60 low above -2.3, high at or below -3.7."""
    assert group(person(age=60, neck=t_score)) == expected


def test_two_breaks_since_50_give_high():
    twice = {"fracture_since_50": "yes", "fracture_sites": ["wrist"]}
    assert group(person(**WOMAN, **twice, fracture_count="2")) == HIGH
    assert group(person(**WOMAN, **twice, fracture_count="1")) == MODERATE
    assert group(person(**WOMAN, **twice | {"fracture_sites": ["wrist", "rib"]})) == HIGH  # two bones are two breaks


def test_one_break_since_50_and_one_at_40_to_49_give_high():
    assert group(person(**WOMAN, **SINCE_50)) == MODERATE
    assert group(person(**WOMAN, **AT_40)) == MODERATE
    assert group(person(**WOMAN, **SINCE_50, **AT_40)) == HIGH


@pytest.mark.parametrize("bone", ["hip", "spine"])
def test_a_broken_hip_or_spine_gives_high_at_either_time_of_life(bone):
    assert group(person(**WOMAN, **SINCE_50 | {"fracture_sites": [bone]})) == HIGH
    assert group(person(**WOMAN, **AT_40 | {"fracture_sites_at_40_to_49": [bone]})) == HIGH


def test_a_break_before_40_does_not_count_in_canada():
    assert group(person(**WOMAN, fracture_before_40="yes")) == LOW


@pytest.mark.parametrize(
    ("mg", "months", "expected"),
    [
        (7.5, 3, MODERATE),
        (7.6, 3, MODERATE),
        (7.5, 2.9, LOW),
        (50, 2.9, LOW),
        (7.4, 2.9, LOW),
        (7.4, 3, LOW_OR_MODERATE),
        (2.5, 24, LOW_OR_MODERATE),
    ],
)
def test_steroids_count_from_7_5_mg_for_3_months_and_less_for_long_leaves_both_groups(mg, months, expected):
    """One source names a dose, the other none (section 6), so long use under the dose may move up or not."""
    now = person(**WOMAN, glucocorticoids="now", glucocorticoid_dose_mg_per_day=mg, glucocorticoid_months=months)
    assert group(now) == expected
    remarks = {remark.key: dict(remark.values) for remark in risk(now, "caroc_2010").remarks}
    between = {"remark_steroid_dose_between": {"dose": 7.5, "months": 3}}
    assert remarks == {NECK_ALONE: {}} | (between if expected == LOW_OR_MODERATE else {})


def test_a_dose_of_nothing_is_never_worse_than_a_small_one():
    none, small = (group(person(**WOMAN, **LONG | {"glucocorticoid_dose_mg_per_day": mg})) for mg in (0, 5))
    assert none.low <= small.low
    assert none.high <= small.high


def test_long_steroids_in_the_past_leave_both_groups_since_nobody_asks_how_long_ago():
    assert group(person(**WOMAN, **LONG | {"glucocorticoids": "past"})) == LOW_OR_MODERATE
    assert group(person(**WOMAN, **LONG | {"glucocorticoids": "past", "glucocorticoid_months": 2})) == LOW


def test_a_break_and_long_steroids_together_give_high():
    assert group(person(**WOMAN, **SINCE_50, **LONG)) == HIGH


@pytest.mark.parametrize("site", ["lumbar_spine", "total_hip"])
def test_a_t_score_of_minus_2_5_at_spine_or_total_hip_gives_at_least_moderate(site):
    for t_score, expected in ((-2.4, LOW), (-2.5, MODERATE), (-4.0, MODERATE)):
        assert group(person(age=60) | scan(femoral_neck=-1.5, **{site: t_score})) == expected
    assert group(person(age=60) | scan(femoral_neck=-3.7, **{site: -2.5})) == HIGH


def test_one_vertebra_alone_moves_nobody_up():
    alone = person(age=60) | scan(femoral_neck=-1.5, lumbar_spine=-3.0)
    alone |= {"lumbar_spine.vertebrae": "other", "lumbar_spine.vertebrae_other": ["L1"]}
    assert group(alone) == LOW


@pytest.mark.parametrize(("t_score", "expected"), [(-2.2, LOW), (-2.3, MODERATE), (-3.7, MODERATE), (-3.8, HIGH)])
def test_a_man_of_75_is_in_the_group_of_the_table(t_score, expected):
    """Section 6: at 75 low above -2.3, high at or below -3.8."""
    assert group(person("male", 75, t_score, t_score_reference="women")) == expected


def test_somebody_who_knows_nothing_of_breaks_and_steroids_may_be_in_any_group():
    nothing = {key: value for key, value in person(**WOMAN).items() if key.partition(".")[0] not in RISK_QUESTIONS}
    assert group(nothing) == ANY_GROUP


@given(adults())
@MANY
def test_the_steps_of_caroc_lead_to_the_group_that_is_shown(answers):
    """Group 0, 1 or 2 and more, as the words beside the sum say."""
    answers |= {"t_score_reference": "women"} if answers["sex"] == "male" else {}
    [only] = risk(answers, "caroc_2010").chances
    groups = [LOW, MODERATE, HIGH]
    low, high = (groups[min(int(total), 2)] for total in only.working.sum)
    assert only.you == Range(low.low, high.high)


def test_a_low_spine_beside_a_moderate_neck_is_still_moderate_in_the_sum_of_steps():
    """Neck -2.5 at 60 is moderate, and a spine of -2.5 asks for at least moderate: one step in all, not two."""
    found = chance(person(age=60) | scan(femoral_neck=-2.5, lumbar_spine=-2.5), "caroc_2010", "major", 10)
    assert found.you == MODERATE
    assert found.working.sum == (1, 1)


def test_a_low_spine_and_steroids_not_known_are_moderate_either_way_in_the_sum_too():
    """Neck -1.5 at 60 is low; steroids may lift it by one; a spine of -2.5 asks for at least moderate, no more."""
    spine = person(age=60, glucocorticoids=NOT_KNOWN) | scan(femoral_neck=-1.5, lumbar_spine=-2.5)
    found = chance(spine, "caroc_2010", "major", 10)
    assert found.you == MODERATE
    assert found.working.sum == (1, 1)


# ------------------------------------------------------------------ FRACTURE Index


def test_a_light_woman_is_one_under_125_pounds():
    """125 lb are 56.7 kg."""
    for kg, points in ((56.6, 7), (56.7, 6), (56.8, 6)):
        light = person(age=70, neck=-2.8, weight_kg=kg)
        assert chance(light, "fracture_index", "hip", 5).working.sum == (points, points)


@pytest.mark.parametrize(
    ("parent", "after_50", "points"),
    [
        ("neither", None, (6, 6)),
        ("father", None, (6, 6)),
        ("mother", "yes", (7, 7)),
        ("both", "yes", (7, 7)),
        ("mother", "no", (6, 6)),
        ("mother", NOT_KNOWN, (6, 7)),
        (NOT_KNOWN, None, (6, 7)),
    ],
)
def test_only_a_mothers_hip_broken_after_50_counts(parent, after_50, points):
    said = {"parent_hip_fracture": parent, **({"mother_broke_hip_after_50": after_50} if after_50 else {})}
    assert chance(person(age=70, neck=-2.8, **said), "fracture_index", "hip", 5).working.sum == points


@pytest.mark.parametrize("kind", ["non_vertebral", "hip", "vertebral"])
def test_the_fracture_index_gives_the_risks_of_its_table(kind):
    """Section 8: at 75, 3 points; T -2.8, 4; a break 1, arms 2: 10 points, the last row of the table."""
    expected = {"non_vertebral": 27.5, "hip": 8.7, "vertebral": 11.2}[kind]
    found = chance(person(age=75, neck=-2.8, rises_from_chair="no", **SINCE_50), "fracture_index", kind, 5)
    assert found.working.sum == (10, 10)
    assert found.you == Range(expected, expected)


@pytest.mark.parametrize("t_score", [-1.5, -2.5, -1.0])
def test_what_a_t_score_is_worth_is_said_from_least_to_most_also_where_the_average_lies_on_an_edge(t_score):
    """At 75 the average woman has (0.619 - 0.858) / 0.120 = -2.0, where the sources differ: 2 points or 3."""
    woman = person(age=75, neck=t_score)
    assert risk(woman, "fracture_index").comparison.values["score"] == -2.0
    for driver in chance(woman, "fracture_index", "hip", 5).drivers:
        assert driver.low <= driver.high


# ------------------------------------------------------------------ all at once


def test_five_models_stand_side_by_side_in_one_order_for_everybody():
    for answers in (person(age=70, neck=-2.0, **FRAX), person("male", 35), {}, {"sex": "female"}, BMI_25):
        assert tuple(results(answers)) == MODELS


def test_drinks_left_open_for_one_kind_leave_the_whole_amount_open():
    """Nothing is known of the wine, so the answer is not "no alcohol"."""
    without_wine = {key: value for key, value in person(age=70).items() if key != "drinks_per_week.wine"}
    none_known = {key: value for key, value in person(age=70).items() if key not in {f"drinks_per_week.{d}" for d in DRINKS}}  # fmt: skip
    assert ranges(without_wine) == ranges(none_known)
    assert chance(without_wine, "qfracture_2012", "hip", 10).you.is_open


# ------------------------------------------------------------------ what a model leaves out must not comfort

SINCE_50_LONG_AGO = {**SINCE_50, "last_fracture": "longer_ago"}
BREAK_NOT_SEEN = ("garvan", "qfracture_2012", "fracture_index")


# What was told of a break, and whether a number stands as it is, with nobody to compare with, or not at all.
AFTER_A_BREAK = [
    ({}, "as it is"),
    (SINCE_50_LONG_AGO, "as it is"),
    (SINCE_50 | {"last_fracture": "within_2_years"}, "none"),
    (SINCE_50 | {"last_fracture": NOT_KNOWN}, "alone"),  # not known is not read on the mild side
    (SINCE_50_LONG_AGO | {"fracture_sites": ["hip"]}, "none"),
    (SINCE_50_LONG_AGO | {"fracture_sites": ["spine"]}, "none"),
    (SINCE_50_LONG_AGO | {"fracture_sites": [NOT_KNOWN]}, "alone"),
    (AT_40 | {"fracture_sites_at_40_to_49": ["spine"]}, "none"),
    (BEFORE_40 | {"last_fracture": "longer_ago"}, "as it is"),
    (BEFORE_40 | {"fracture_sites_before_40": ["spine"]}, "none"),
]


@pytest.mark.parametrize(("said", "stands"), AFTER_A_BREAK)
@pytest.mark.parametrize("model_key", BREAK_NOT_SEEN)
def test_after_a_break_that_weighs_more_a_model_that_does_not_see_it_gives_no_number(model_key, said, stands):
    """R8.1, R8.10: spine or hip at any adult age, or a break in the last two years. A low number would comfort falsely."""
    somebody = person(age=70, neck=-1.5, **said)
    if stands == "none":
        assert refused(somebody, model_key) == ("model_break_not_counted", None)
        return
    found = risk(somebody, model_key)
    assert found.is_withheld == (stands == "alone")
    assert ("remark_break_not_seen" in {remark.key for remark in found.remarks}) == (stands == "alone")
    assert (found.comparison is None) == (stands == "alone")
    assert all((one.comparison is None) == (stands == "alone") for one in found.chances)


def test_caroc_sees_a_spine_from_40_on_but_not_a_recent_break_nor_one_before_40():
    """Its highest group stands, since nothing could lift it."""
    recent = SINCE_50 | {"last_fracture": "within_2_years"}
    young_spine = BEFORE_40 | {"fracture_sites_before_40": ["spine"]}
    for said, group_said in ((SINCE_50 | {"fracture_sites": ["spine"]}, HIGH), (SINCE_50_LONG_AGO, MODERATE)):
        answers = person(**WOMAN, **said)
        assert group(answers) == group_said
        assert not risk(answers, "caroc_2010").is_withheld
    for said in (recent, young_spine):
        assert refused(person(**WOMAN, **said), "caroc_2010") == ("model_break_not_counted", None)
        assert group(person(age=60, neck=-3.7, **said)) == HIGH
    open_time = person(**WOMAN, **SINCE_50 | {"last_fracture": NOT_KNOWN})
    assert group(open_time) == MODERATE
    assert risk(open_time, "caroc_2010").is_withheld
    assert "remark_recent_break_not_seen" in remark_keys(open_time, "caroc_2010")


@pytest.mark.parametrize(
    ("scores", "withheld"),
    [
        ({"femoral_neck": -2.4}, False),
        ({"femoral_neck": -2.5}, True),
        ({"femoral_neck": -2.6}, True),
        ({"femoral_neck": -1.0, "lumbar_spine": -2.5}, True),
    ],
)
def test_qfracture_beside_a_score_in_the_osteoporosis_range_says_that_it_reads_low(scores, withheld):
    answers = person(age=70) | scan(**scores)
    assert ("remark_scan_not_seen" in remark_keys(answers, "qfracture_2012")) == withheld
    assert (risk(answers, "qfracture_2012").comparison is None) == withheld
    assert risk(answers, "garvan").comparison is not None


@pytest.mark.parametrize(("z_score", "withheld"), [(-1.9, False), (-2.0, True), (-2.1, True)])
def test_qfracture_beside_a_z_score_below_the_range_says_so_too(z_score, withheld):
    young = person(age=40, menopausal_status="premenopausal", has_scan="yes", scan_regions=["total_hip"])
    young["total_hip.z_score"] = z_score
    assert ("remark_scan_not_seen" in remark_keys(young, "qfracture_2012")) == withheld


@pytest.mark.parametrize(("t_score", "withheld"), [(-2.4, False), (-2.5, True)])
@pytest.mark.parametrize("method", ["xray_by_computer", "heel_ultrasound", "ct"])
def test_qfracture_beside_a_low_result_of_another_kind_says_so_too(method, t_score, withheld):
    answers = person(age=70) | scan(lumbar_spine=t_score) | {"scan_method": method}
    assert ("remark_scan_not_seen" in remark_keys(answers, "qfracture_2012")) == withheld
    assert (risk(answers, "qfracture_2012").comparison is None) == withheld


@pytest.mark.parametrize(("density", "withheld"), [(80.0, False), (79.0, True)])
def test_qfracture_beside_a_low_ct_density_says_so_too(density, withheld):
    answers = person(age=70) | {"has_scan": "yes", "scan_method": "ct", "ct_density_mg_cm3": density}
    assert ("remark_scan_not_seen" in remark_keys(answers, "qfracture_2012")) == withheld


def test_a_frax_result_after_such_a_break_says_what_it_does_not_see():
    spine = SINCE_50_LONG_AGO | {"fracture_sites": ["spine"]}
    assert "remark_break_not_seen_by_frax" in remark_keys(person(age=70, **FRAX, **spine), "own_frax")
    assert "remark_break_not_seen_by_frax" not in remark_keys(person(age=70, **FRAX), "own_frax")


HORMONES = sorted(set(question_of("hormone_therapy").options) - {"oestrogen_only", NOT_KNOWN})


@pytest.mark.parametrize("therapy", HORMONES)
def test_only_oestrogen_alone_counts_as_hormone_therapy_in_qfracture(therapy):
    some, none = (person(age=60, hormone_therapy=said) for said in (therapy, "none"))
    assert ranges(some) == ranges(none)
    assert risk(some, "qfracture_2012").open_questions == ()


def test_a_man_gets_no_open_point_from_hormones():
    """The equation of men has no term for them; they were not asked before."""
    man = {key: value for key, value in person("male", 70).items() if key != "hormone_therapy"}
    assert not chance(man, "qfracture_2012", "hip", 10).you.is_open
    assert risk(man, "qfracture_2012").open_questions == ()


def test_leukaemia_is_a_cancer_to_qfracture_and_food_not_taken_up_well_is_malabsorption():
    for told, as_much_as in (("leukaemia_or_lymphoma", "cancer"), ("malabsorption", "coeliac")):
        assert ranges(person(age=60, conditions=[told])) == ranges(person(age=60, conditions=[as_much_as]))


@pytest.mark.parametrize(
    ("ticked", "key"),
    [
        (["cancer"], None),
        (["hiv"], "risk_unseen"),
        (["hiv", "gaucher", "transplant", "mastocytosis", "heart_failure"], "risk_unseen"),
        (["hiv", "gaucher", "transplant", "mastocytosis", "heart_failure", "depression"], "risk_unseen_many"),
    ],
)
def test_what_no_model_counts_is_named_and_a_long_list_is_counted(ticked, key):
    told = reported(person(age=60, conditions=ticked)).unseen
    assert (told and told.key) == key
    if key == "risk_unseen_many":
        assert told.values["count"] == 6


def test_a_hormone_blocker_is_named_among_what_no_model_counts():
    """R10.13, section 10: blockers thin bone, for endometriosis or in transition as well."""
    assert "a hormone blocker" in remark_words(reported(person(age=60, hormone_therapy="blocker")).unseen)
    assert reported(person(age=60, hormone_therapy="combined")).unseen is None


@pytest.mark.parametrize(
    ("differs", "reason"),
    [
        ({"age_years": 39, "menopausal_status": "premenopausal"}, "frax_not_made_for_age"),
        ({"age_years": 40, "menopausal_status": "premenopausal"}, "frax_not_given"),
        ({"age_years": 90}, "frax_not_given"),
        ({"age_years": 91}, "model_too_old"),
        ({"bone_medicine": "raloxifene"}, "model_on_bone_medicine"),
        ({"bone_medicine_before": ["zoledronate"], "bone_medicine_last_dose": "within_2_years"}, "model_after_bone_medicine"),
    ],
)  # fmt: skip
def test_nobody_whom_frax_does_not_fit_is_asked_to_type_a_result_in(differs, reason):
    """R9.1, R9.2."""
    [outcome] = [m for m in reported(person() | differs).models if getattr(m, "key", "") == "model_own_frax"]
    assert outcome.reason == reason
    assert ("type it in" in words(outcome).plain) == (reason == "frax_not_given")
    assert (outcome.question is None) == (reason != "frax_not_given")


@pytest.mark.parametrize(
    ("told", "remarked"),
    [
        ({}, False),
        ({"fracture_before_40": "yes", "fracture_sites_before_40": ["wrist"], "fracture_count_before_40": "1"}, False),
        ({"fracture_before_40": "yes", "fracture_sites_before_40": ["wrist"], "fracture_count_before_40": "2"}, True),
        ({"fracture_before_40": "yes", "fracture_sites_before_40": ["pelvis"], "fracture_count_before_40": "1"}, True),
        (
            {"fracture_at_40_to_49": "yes", "fracture_sites_at_40_to_49": ["rib"], "fracture_count_at_40_to_49": "1"},
            True,
        ),
    ],
)
def test_qfracture_says_which_breaks_it_does_not_weigh(told, remarked):
    """R8.13: breaks between 20 and 50 go with more breaks later. QFracture asks for four bones, in one yes or no."""
    assert ("remark_breaks_not_weighed" in remark_keys(person(age=58, **told), "qfracture_2012")) is remarked


@pytest.mark.parametrize(
    ("told", "garvan", "caroc"),
    [
        ({"fracture_since_50": "yes", "fracture_sites": ["wrist"], "fracture_count": "1"}, False, False),
        (
            {"fracture_at_40_to_49": "yes", "fracture_sites_at_40_to_49": ["wrist"], "fracture_count_at_40_to_49": "1"},
            True,
            False,
        ),
        (
            {"fracture_before_40": "yes", "fracture_sites_before_40": ["wrist"], "fracture_count_before_40": "1"},
            True,
            True,
        ),
    ],
)
def test_a_break_too_early_for_a_model_is_named_beside_its_number(told, garvan, caroc):
    """Garvan and the FRACTURE Index ask for breaks since 50, CAROC for breaks from 40 on (`fracture_models.md`)."""
    woman = person(age=70, neck=-1.5, **told)
    for name in ("garvan", "fracture_index"):
        assert ("remark_break_before_50_not_weighed" in remark_keys(woman, name)) is garvan
    assert ("remark_break_before_40_not_weighed" in remark_keys(woman, "caroc_2010")) is caroc


def test_what_a_model_without_a_number_would_count_is_not_taken_as_counted():
    """QFracture takes Parkinson's disease, but gives no number at BMI 42; Garvan gives one and does not take it."""
    slim = person(age=70, neck=-1.5, conditions=["parkinsons"], rheumatoid_arthritis="yes")
    heavy = slim | {"weight_kg": 128.625}  # 128.625 / 1.75^2 = 42
    assert reported(slim).unseen is None
    assert refused(heavy, "qfracture_2012")[0] == "model_bmi_outside"
    assert reported(heavy).unseen.values["conditions"] == ("rheumatoid_arthritis", "parkinsons")
    assert reported(heavy | FRAX).unseen.values["conditions"] == ("parkinsons",)  # FRAX asks for the arthritis (R9.16)


@pytest.mark.parametrize(
    ("illness", "counts"),
    [("type_1_diabetes", True), ("liver_disease", True), ("overactive_thyroid", True), ("parkinsons", False)],
)
def test_what_frax_counts_if_ticked_is_not_called_uncounted(illness, counts):
    """10.4 of our rules, list F."""
    answers = person(
        age=60, height_cm=160.0, weight_kg=110.0, conditions=[illness], **FRAX
    )  # QFracture takes no such BMI
    assert (reported(answers).unseen is None) is counts
    assert ("remark_frax_if_ticked" in remark_keys(answers, "own_frax")) is counts


def test_no_number_is_said_where_open_answers_leave_nearly_every_number():
    """A range over half of all people says almost nothing (`range_too_open`)."""
    open_woman = person(age=78, neck=-3.4) | {"fracture_since_50": "not_known", "falls_12_months": None}
    open_woman = {key: value for key, value in open_woman.items() if value is not None}
    garvan = risk(open_woman, "garvan")
    widest = max(garvan.chances, key=lambda each: each.you.high - each.you.low)
    assert widest.you.high - widest.you.low >= threshold("range_too_open").value
    assert not re.search(r"\d", sentence(garvan, widest))


@pytest.mark.parametrize(("loss_cm", "compared"), [(3.7, True), (3.8, False), (3.9, False)])
def test_beside_a_loss_of_height_that_can_be_a_broken_vertebra_no_model_compares(loss_cm, compared):
    """R8.9: from 1.5 in (3.8 cm) on doctors look at the spine; no model sees a vertebra that broke unfelt."""
    woman = person(age=70, neck=-1.5, tallest_height_cm=BMI_25["height_cm"] + loss_cm)
    for name in ("garvan", "qfracture_2012", "fracture_index"):
        found = results(woman)[name]
        assert found.is_withheld is not compared
        assert ("remark_height_not_seen" in {remark.key for remark in found.remarks}) is not compared


def test_a_group_is_named_only_where_one_was_told():
    told, not_told = person(age=60), person(age=60) | {"ethnic_group": "not_known"}
    assert "of your group" in comparison_words(risk(told, "qfracture_2012"))
    assert "of your group" not in comparison_words(risk(not_told, "qfracture_2012"))


def test_caroc_says_that_both_groups_are_shown_only_where_both_are():
    few = LONG | {"glucocorticoid_dose_mg_per_day": 5}
    assert "remark_steroid_dose_between" in remark_keys(person(**WOMAN, **few), "caroc_2010")
    high = person(age=60, neck=-3.7, **few)
    assert group(high) == HIGH
    assert "remark_steroid_dose_between" not in remark_keys(high, "caroc_2010")
