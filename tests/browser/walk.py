"""The whole check with a paper report at hand, as one list of steps for any way of driving the browser."""

import re
from collections.abc import Callable
from typing import Any

# What Maria's report and her life look like; the headline follows from her lowest T-score, -2.1.
ABOUT_YOU = (
    ("type_in", "age_years", "62"),
    ("choose", "sex", "female"),
    ("choose", "menopausal_status", "postmenopausal"),
    ("type_in", "height_cm", "162"),
    ("type_in", "tallest_height_cm", "164"),
    ("type_in", "weight_kg", "61.7"),
    ("choose", "country", "uk"),
)
YOUR_SCAN = (
    ("choose", "has_scan", "yes"),
    ("choose", "scan_method", "dxa"),
    ("tick", "scan_regions", "lumbar_spine", "femoral_neck_left", "total_hip_left"),
    ("pick_date", "scan_date", "14092026"),
    ("choose", "scanner_make", "hologic"),
    ("tick", "site_doubts", "none"),
    ("choose", "reported_scores", "t_score"),
    ("choose", "lumbar_spine.vertebrae", "L1-L4"),
    ("type_in", "lumbar_spine.t_score", "-0,8"),
    ("type_in", "lumbar_spine.z_score", "+0.7"),
    ("type_in", "lumbar_spine.bmd_g_cm2", "0.959"),
    ("type_in", "femoral_neck_left.t_score", "-2.1"),
    ("type_in", "femoral_neck_left.z_score", "minus 0.7"),
    ("type_in", "femoral_neck_left.bmd_g_cm2", "0.606"),
    ("type_in", "total_hip_left.t_score", "-1.5"),
    ("type_in", "total_hip_left.z_score", "-0.4"),
    ("type_in", "total_hip_left.bmd_g_cm2", "0.759"),
)
BONES_AND_FALLS = (
    ("choose", "fracture_since_50", "no"),
    ("choose", "fracture_at_40_to_49", "no"),
    ("choose", "fracture_before_40", "no"),
    ("choose", "falls_12_months", "1"),
    ("choose", "rises_from_chair", "yes"),
    ("choose", "care_home", "no"),
    ("tick", "warning_signs", "none"),
)
FAMILY_AND_HABITS = (
    ("choose", "parent_hip_fracture", "neither"),
    ("choose", "parent_osteoporosis", "not_known"),
    ("choose", "smoking", "never"),
    ("type_in", "drinks_per_week.wine", "4"),
    ("fill_zeros", "drinks_per_week"),
    ("choose", "ethnic_group", "white"),
)
CONDITIONS = (("choose", "rheumatoid_arthritis", "no"), ("tick", "conditions", "none"))
MEDICINES = (
    ("choose", "glucocorticoids", "never"),
    ("tick", "medicines", "none"),
    ("choose", "hormone_therapy", "none"),
    ("choose", "bone_medicine", "none"),
    ("tick", "bone_medicine_before", "none"),
    ("type_in", "frax_major_percent", "11"),
    ("type_in", "frax_hip_percent", "1.9"),
    ("choose", "frax_country", "uk"),
    ("choose", "frax_with_bmd", "yes"),
)
MOVING = (
    ("tick", "exercise_cautions", "none"),
    ("choose", "resistance_days_per_week", "0"),
    ("choose", "impact_days_per_week", "0"),
    ("choose", "balance_days_per_week", "0"),
    ("type_in", "walking_minutes_per_day", "30"),
    ("choose", "home_checked", "no"),
)
FOOD = (
    ("type_in", "calcium_servings_per_week.milk", "7"),
    ("type_in", "calcium_servings_per_week.bread", "14"),
    ("fill_zeros", "calcium_servings_per_week"),
    ("type_in", "calcium_supplement_mg_per_day", "0"),
    ("type_in", "protein_portions_per_day", "2"),
)
DRINKS = (
    ("type_in", "vitamin_d_supplement_iu_per_day", "800"),
    ("type_in", "caffeine_drinks_per_day.brewed_coffee", "2"),
    ("fill_zeros", "caffeine_drinks_per_day"),
    ("choose", "salt_habit", "some"),
    ("type_in", "cola_per_week", "0"),
)
SCREENS = (
    ("Your scan", ABOUT_YOU),
    ("Bones and falls", YOUR_SCAN),
    ("Family and habits", BONES_AND_FALLS),
    ("Health conditions", FAMILY_AND_HABITS),
    ("Medicines", CONDITIONS),
    ("Moving", MEDICINES),
    ("Food", MOVING),
    ("Vitamin D and drinks", FOOD),
)
HEADLINE = re.compile(r"T-score .*is −2\.1\..* osteopenia range")
SEE_RESULTS = "See my results"


def walk(driver: Any, look: Callable[[], None] = lambda: None) -> None:
    """From the first page to the results, every screen answered, with a `Tab` or anything that acts like one.

    Calls `look` on every screen, after the answers are given.
    """
    look()
    driver.step("Begin", "About you")
    for following, answers in SCREENS:
        give(driver, answers)
        look()
        driver.step("Next", following)
    give(driver, DRINKS)
    look()
    driver.step(SEE_RESULTS, HEADLINE)
    look()


def give(driver: Any, answers: tuple[tuple[str, ...], ...]) -> None:
    """Gives the answers of one screen."""
    for action, key, *values in answers:
        getattr(driver, action)(key, *values)


# The figures of this check that stand out enough to be looked for in logs, cookies and addresses.
TELLTALE = ("61.7", "0.959", "0.606", "0.759", "14092026", "2026-09-14", "femoral", "hologic", "premenopausal")
