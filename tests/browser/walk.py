"""The whole check with a paper report at hand, as one list of steps for any way of driving the browser."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

LAST_YEAR = str(date.today().year - 1)
# What Maria's report and her life look like; the headline follows from her lowest T-score, -2.1.
ABOUT_YOU = (
    ("type_in", "age_years", "62"),
    ("choose", "sex", "female"),
    ("choose", "menopausal_status", "postmenopausal"),
)
YOUR_SCAN = (
    ("type_in", "lumbar_spine.t_score", "-0,8"),
    ("type_in", "lumbar_spine.z_score", "+0.7"),
    ("type_in", "femoral_neck.t_score", "-2.1"),
    ("type_in", "femoral_neck.z_score", "minus 0.7"),
    ("type_in", "total_hip.t_score", "-1.5"),
    ("type_in", "total_hip.z_score", "-0.4"),
    ("choose", "by_another_way", "no"),
    ("pick_year", "scan_date", LAST_YEAR),
)
BONES_AND_FALLS = (
    ("tick", "broken_bone", "none"),
    ("tick", "warning_signs", "none"),
    ("choose", "falls_12_months", "1"),
    ("choose", "rises_from_chair", "yes"),
)
YOUR_HEALTH = (
    ("choose", "glucocorticoids", "never"),
    ("choose", "bone_medicine_gate", "no"),
    ("choose", "parent_hip_fracture", "neither"),
    ("choose", "long_illness", "no"),
    ("choose", "frax_at_hand", "yes"),
    ("type_in", "frax_major_percent", "11"),
    ("type_in", "frax_hip_percent", "1.9"),
    ("choose", "frax_country", "uk"),
    ("choose", "frax_with_bmd", "yes"),
)
YOUR_BODY = (
    ("type_in", "height_cm", "162"),
    ("type_in", "tallest_height_cm", "164"),
    ("type_in", "weight_kg", "61.7"),
)
YOUR_HABITS = (
    ("choose", "smoking", "never"),
    ("choose", "drinks_alcohol", "yes"),
    ("type_in", "drinks_per_week.wine", "4"),
    ("choose", "resistance_days_per_week", "0"),
    ("choose", "balance_days_per_week", "0"),
    ("tick", "exercise_cautions", "none"),
)
HEADLINE = re.compile(r"Your lowest score, −2\.1, is in the osteopenia range")
BEGIN, NEXT, SEE_RESULTS = "I have my scan report", "Next", "See my results"
# What is asked on each screen, the button on it, and the heading to which it leads.
SCREENS: tuple[tuple[tuple[tuple[str, ...], ...], str, str | re.Pattern[str]], ...] = (
    ((), BEGIN, "About you"),
    (ABOUT_YOU, NEXT, "Your scan"),
    (YOUR_SCAN, "Show me my picture", "Your picture"),
    ((), "Go on: 2 minutes", "Bones and falls"),
    (BONES_AND_FALLS, NEXT, "Your health"),
    (YOUR_HEALTH, NEXT, "Your body"),
    (YOUR_BODY, NEXT, "Your habits"),
    (YOUR_HABITS, SEE_RESULTS, HEADLINE),
)


def walk(driver: Any, look: Callable[[], None] = lambda: None) -> None:
    """From the first page to the results, every screen answered, with a `Tab` or anything that acts like one.

    Calls `look` on every page, after the answers are given.
    """
    for answers, button, following in SCREENS:
        give(driver, answers)
        look()
        driver.step(button, following)
    look()


def give(driver: Any, answers: tuple[tuple[str, ...], ...]) -> None:
    """Gives the answers of one screen."""
    for action, key, *values in answers:
        getattr(driver, action)(key, *values)


# The answers of this check that stand out enough to be looked for in logs, cookies and addresses.
TELLTALE = ("61.7", "14092026", "2026-09-14", "femoral", "fracture_since_50", "glucocorticoids", "postmenopausal")
