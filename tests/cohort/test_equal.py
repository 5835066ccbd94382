"""Every row comes out as `assess()` judges that person, whichever way it went."""

from itertools import product

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bonecheck.cohort.table import score_table
from tests.cohort.drawn import drawn
from tests.cohort.rows import differences, expected, table_of
from tests.made_up import made_up
from tests.people import TODAY
from tests.test_properties import people_typing, scanned_people_typing

WRISTS = {f"fracture_sites{period}": ["wrist"] for period in ("", "_at_40_to_49", "_before_40")}
ANSWERS = ("yes", "no", "not_known")
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)  # a person has hundreds of answers: shrinking takes minutes


def all_differences(people):
    scored = score_table(table_of(people), on=TODAY)
    assert len(scored) == len(people)
    rows = scored.astype(object).to_dict("records")
    found = {
        number: different
        for number, (row, answers) in enumerate(zip(rows, people, strict=True))
        if (different := differences(row, expected(answers)))
    }
    return {number: (people[number], different) for number, different in found.items()}


def test_made_up_people_come_out_as_one_by_one():
    assert all_differences(list(made_up(600))) == {}


@settings(max_examples=30, phases=UNSHRUNK)
@given(st.integers(0, 2**32))
def test_drawn_people_come_out_as_one_by_one(seed):
    assert all_differences(drawn(seed, 30)) == {}


@settings(max_examples=100, phases=UNSHRUNK)
@given(people_typing | scanned_people_typing)
def test_a_person_alone_comes_out_as_one_by_one(answers):
    assert all_differences([answers]) == {}


def test_breaks_at_any_age_come_out_as_one_by_one():
    """Ages at which the same is asked are one case: a limit in the middle of one would show here."""
    periods = ("fracture_since_50", "fracture_at_40_to_49", "fracture_before_40")
    people = [
        {
            "age_years": age,
            "sex": "female",
            "height_cm": 160,
            "weight_kg": 60,
            **WRISTS,
            **dict(zip(periods, told, strict=True)),
        }
        for told in product(ANSWERS, repeat=3)
        for age in range(36, 60)
    ]
    assert all_differences(people) == {}


FINE = {
    **{"age_years": 47, "sex": "female", "menopausal_status": "masked_by_hormones", "has_scan": "yes"},
    **{"scan_method": "dxa", "scan_date": "2025-05-05", "lumbar_spine.vertebrae": "L1-L4", "pregnancy": "no"},
    **{"lumbar_spine.t_score": -0.3, "lumbar_spine.z_score": 0.2, "total_hip.t_score": -0.2, "total_hip.z_score": 0.1},
    **dict.fromkeys(("fracture_at_40_to_49", "fracture_before_40"), "no"),
    **{"warning_signs": ["none"], "conditions": ["none"], "height_cm": 165.0, "tallest_height_cm": 165.0},
}
AGAINST_COMFORT = [
    {"site_doubts": ["spine_wear"]},
    {"site_doubts": ["hip_metal", "none"]},
    {"conditions": ["ankylosing_spondylitis"]},
    {"warning_signs": ["back_pain"]},
    {"fracture_before_40": "yes", "fracture_sites_before_40": ["wrist"]},
    {"fracture_at_40_to_49": "not_known"},
    {"tallest_height_cm": 172.0},
    {"age_years": 58, "scan_date": "2015-05-05", "fracture_since_50": "no"},
    {"bone_medicine": "none", "bone_medicine_before": ["denosumab"], "denosumab_last_dose": "within_2_years"},
    {"total_hip.t_score": -1.1},
    {"total_hip.z_score": -2.0},
    {"total_hip.z_score": 3.1},
    {"total_hip.z_score": "?"},
    {"lumbar_spine.vertebrae": "other", "lumbar_spine.vertebrae_other": ["L1"]},
]


def test_what_speaks_against_comfort_speaks_against_it_in_a_table_too():
    people = [FINE, *({**FINE, **more} for more in AGAINST_COMFORT)]
    assert all_differences(people) == {}
    results = score_table(table_of(people), on=TODAY)["result"]
    assert results[0] == "fine_by_both"
    assert "fine_by_both" not in {*results[1:]}


WOMAN = {
    "age_years": 70,
    "sex": "female",
    "has_scan": "yes",
    "scan_method": "dxa",
    "weight_kg": 60.0,
    "height_cm": 160.0,
}
CORNERS = [
    {"femoral_neck_left.t_score": -1.4, "femoral_neck_right.t_score": "low"},
    {"femoral_neck.t_score": -1.4, "site_doubts": ["hip_metal"]},
    {"femoral_neck.t_score": 3.1, "total_hip.t_score": 0.4},
    {"total_hip.t_score": 0.3, "total_hip.z_score": -1.4, "femoral_neck.t_score": -1.2},
    {"total_hip.t_score": -1.2, "lumbar_spine.t_score": "68 %"},
    {"total_hip.t_score": -1.2, "lumbar_spine.t_score": "86 mg/cm3"},
    {"lumbar_spine.vertebrae": "other", "lumbar_spine.t_score": -0.4, "one_third_radius.t_score": -2.6},
    {"one_third_radius.t_score": -2.6, "total_hip.t_score": -0.4, "country": "canada"},
    {"one_third_radius.t_score": -2.6, "total_hip.t_score": -0.4, "conditions": ["hyperparathyroidism"]},
    {"one_third_radius.t_score": -1.6},
    {"total_hip.t_score": -1.7, "scanner_make": "hologic", "femoral_neck.t_score": 0.3, "femoral_neck.bmd_g_cm2": 0.66},
    {"total_hip.t_score": -2.7, "scanner_make": "hologic", "femoral_neck.t_score": 0.3, "femoral_neck.bmd_g_cm2": 0.5},
    {"total_hip.t_score": -1.7, "scanner_make": "hologic", "femoral_neck.t_score": 2.6, "femoral_neck.bmd_g_cm2": 0.66},
    {"scanner_make": "hologic", "femoral_neck.t_score": -2.6, "femoral_neck.bmd_g_cm2": 0.3},
    {"lumbar_spine.t_score": "low", "total_hip.t_score": -0.2, "total_hip.z_score": -1.5},
    {"scanner_make": "hologic", "femoral_neck.bmd_g_cm2": 0.56},
    {"scanner_make": "ge_lunar", "total_hip.bmd_g_cm2": 0.7, "ethnic_group": "black_african"},
    {
        "femoral_neck.t_score": -7.9,
        "age_years": 88,
        "fracture_since_50": "yes",
        "fracture_count": "3",
        "falls_12_months": "3",
    },
    {"femoral_neck.t_score": -2.6, "tallest_height_cm": 168.0, "fracture_since_50": "no"},
    {"age_years": 35, "pregnancy": "breastfeeding", "lumbar_spine.z_score": -2.2},
    {"age_years": 35, "pregnancy": "breastfeeding", "lumbar_spine.z_score": -2.2, "fracture_before_40": "yes"},
    {
        **{"age_years": 35, "pregnancy": "breastfeeding", "lumbar_spine.z_score": -2.2},
        **{"fracture_before_40": "yes", "fracture_sites_before_40": ["spine"]},
    },
    {"age_years": 35, "pregnancy": "no", "lumbar_spine.z_score": -0.2, "fracture_before_40": "yes"},
    {"age_years": 35, "total_hip.t_score": -2.6, "total_hip.z_score": 2.4, "menopausal_status": "premenopausal"},
    {"age_years": 47, "lumbar_spine.t_score": -2.6, "lumbar_spine.z_score": -2.1, "menopausal_status": "not_known"},
    {"age_years": 51, "scan_date": "2025", "total_hip.t_score": -1.4, "menopausal_status": "premenopausal"},
    {"age_years": 21, "scan_date": "2023-01-01", "total_hip.z_score": -2.4},
    {"sex": "both", "total_hip.t_score": -1.4, "total_hip.z_score": 0.1, "total_hip.z_score_other_sex": -2.1},
    {"scan_method": "ct", "ct_density_mg_cm3": 70, "total_hip.t_score": -1.4},
    {"scan_regions": ["heel"], "total_hip.t_score": -1.4},
]


def test_rare_scans_come_out_as_one_by_one():
    assert all_differences([{**WOMAN, **more} for more in CORNERS]) == {}
