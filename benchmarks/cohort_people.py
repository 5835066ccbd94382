"""Made-up people as a table for the cohort: the same on every machine, answers as a study holds them."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

SEED, PIECE = 16, 125_000
RARE = 0.003  # cells that nobody has, in a column of numbers
_CONDITIONS = ("type_2_diabetes", "asthma_or_copd", "heart_or_stroke", "cancer", "overactive_thyroid", "depression")
_MEDICINES = ("acid_blocker", "antidepressant", "thyroid_tablets", "water_tablet")


def table(count: int, *, seed: int = SEED) -> pd.DataFrame:
    """People of 40 to 89, most with a scan of spine and hip; one in twenty answers is open."""
    random = np.random.default_rng(seed)
    female, age = random.random(count) < 0.7, random.integers(40, 90, count)
    level = random.normal(-1.2, 1.0, count)
    columns: dict[str, Any] = {
        "id": np.char.add("p", np.arange(count).astype(str)),
        "age_years": age,
        "sex": _codes(["female", "male"], (~female).astype(int)),
        "menopausal_status": _codes(["postmenopausal", "premenopausal", "transition"], _stage(age, random)),
        "height_cm": np.round(random.normal(np.where(female, 162, 175), 6.5), 0),
        "weight_kg": _with_rare(np.round(random.normal(np.where(female, 69, 82), 11), 1), 999.0, random),
        "has_scan": _chosen(["yes", "no", "not_known"], [0.85, 0.1, 0.05], count, random),
        "scan_method": _chosen(["dxa", "not_known", None], [0.9, 0.05, 0.05], count, random),
        "scanner_make": _chosen(["hologic", "ge_lunar", "other", None], [0.5, 0.4, 0.05, 0.05], count, random),
        "scan_date": _codes(
            [f"{2024 + month // 12}-{month % 12 + 1:02}-15" for month in range(30)], random.integers(0, 30, count)
        ),
        "lumbar_spine.vertebrae": _chosen(["L1-L4", "L2-L4", "other", None], [0.9, 0.05, 0.005, 0.045], count, random),
    }
    measured = random.random(count) < 0.97
    for region, mean, sd in (("lumbar_spine", 1.047, 0.11), ("femoral_neck", 0.858, 0.12), ("total_hip", 0.942, 0.122)):
        t_score = _with_rare(np.round(level + random.normal(0, 0.4, count), 1), 23.0, random)
        for score, numbers in (
            ("t_score", t_score),
            ("z_score", np.round(t_score + np.maximum(age - 30, 0) * 0.03, 1)),
            ("bmd_g_cm2", np.round(np.clip(mean + sd * t_score, 0.3, 1.9), 3)),
        ):
            columns[f"{region}.{score}"] = np.where(measured, numbers, np.nan)
    columns |= _risk_factors(count, age, random)
    return pd.DataFrame(columns)


def pieces(count: int) -> Iterator[pd.DataFrame]:
    """Tables of `PIECE` people, one at a time, until there were `count` people."""
    for number in range(-(-count // PIECE)):
        yield table(min(PIECE, count - number * PIECE), seed=SEED + number)


def _risk_factors(count: int, age: Any, random: np.random.Generator) -> dict[str, Any]:
    def yes_no(share: float) -> pd.Categorical:
        return _chosen(["yes", "no", "not_known"], [share, 0.95 - share, 0.05], count, random)

    smokes = _chosen(["never", "ex", "current", "not_known"], [0.5, 0.3, 0.15, 0.05], count, random)
    drinks = {
        f"drinks_per_week.{kind}": random.poisson(mean, count).astype(np.float64)
        for kind, mean in (("beer", 1.0), ("strong_beer", 0.2), ("wine", 2.0), ("spirits", 0.3), ("fortified", 0.1))
    }
    broke = yes_no(0.1)
    return {
        "fracture_since_50": broke,
        "fracture_sites": _chosen(["wrist", "spine", "hip", "rib;wrist", "other", "not_known"], None, count, random),
        "fracture_count": _chosen(["1", "2", "3", "not_known"], [0.7, 0.15, 0.05, 0.1], count, random),
        "fracture_at_40_to_49": yes_no(0.03),
        "fracture_before_40": yes_no(0.03),
        "last_fracture": _chosen(["longer_ago", "within_2_years", "not_known"], [0.8, 0.1, 0.1], count, random),
        "warning_signs": _chosen(["none", "back_pain"], [0.97, 0.03], count, random),
        "falls_12_months": _chosen(["0", "1", "2", "3", "not_known"], [0.7, 0.15, 0.06, 0.04, 0.05], count, random),
        "rises_from_chair": yes_no(0.85),
        "care_home": yes_no(0.01),
        "parent_hip_fracture": _chosen(
            ["neither", "mother", "father", "not_known"], [0.75, 0.1, 0.05, 0.1], count, random
        ),
        "parent_osteoporosis": yes_no(0.1),
        "smoking": smokes,
        "cigarettes_per_day": np.where(smokes.codes == 2, random.integers(1, 40, count), np.nan),
        **drinks,
        "rheumatoid_arthritis": yes_no(0.02),
        "conditions": _ticks(_CONDITIONS, count, random),
        "medicines": _ticks(_MEDICINES, count, random),
        "glucocorticoids": _chosen(["never", "now", "past", "not_known"], [0.87, 0.03, 0.05, 0.05], count, random),
        "glucocorticoid_dose_mg_per_day": random.choice([2.5, 5.0, 7.5, 10.0], count),
        "glucocorticoid_months": random.choice([1.0, 3.0, 12.0, 60.0], count),
        "hormone_therapy": _chosen(
            ["none", "past", "combined", "oestrogen_only"], [0.8, 0.1, 0.05, 0.05], count, random
        ),
        "bone_medicine": _chosen(["none", "bisphosphonate_tablets", "not_known"], [0.9, 0.07, 0.03], count, random),
        "bone_medicine_before": _chosen(["none", "zoledronate", "not_known"], [0.93, 0.04, 0.03], count, random),
        "bone_medicine_last_dose": _chosen(["longer_ago", "within_2_years"], [0.5, 0.5], count, random),
        "ethnic_group": _chosen(
            ["white", "black_african", "indian", "chinese", None], [0.8, 0.06, 0.05, 0.04, 0.05], count, random
        ),
        "country": _chosen(["us", "uk", "canada"], [0.5, 0.4, 0.1], count, random),
        "tallest_height_cm": np.full(count, np.nan),
        "frax_major_percent": np.where(random.random(count) < 0.1, np.round(random.uniform(2, 40, count), 1), np.nan),
    }


def _stage(age: Any, random: np.random.Generator) -> Any:
    """After menopause from 53 on, before it under 45, any stage between."""
    return np.where(age >= 53, 0, np.where(age < 45, 1, random.integers(0, 3, len(age))))


def _chosen(options: list[str | None], shares: list[float] | None, count: int, random: np.random.Generator) -> Any:
    return _codes(options, random.choice(len(options), count, p=shares))


def _codes(options: list[str | None] | list[str], codes: Any) -> pd.Categorical:
    """None, at the end, is a blank."""
    told = [option for option in options if option is not None]
    return pd.Categorical.from_codes(np.where(codes < len(told), codes, -1), categories=told)


def _ticks(items: tuple[str, ...], count: int, random: np.random.Generator) -> pd.Categorical:
    """Each item in one person of ten, and a list in twenty left open."""
    bits = sum((random.random(count) < 0.1).astype(int) << place for place in range(len(items)))
    texts = [
        ";".join(item for place, item in enumerate(items) if number >> place & 1) or "none"
        for number in range(1 << len(items))
    ]
    codes = np.where(random.random(count) < 0.05, len(texts), bits)
    return pd.Categorical.from_codes(codes, categories=[*texts, "not_known"])


def _with_rare(numbers: Any, wrong: float, random: np.random.Generator) -> Any:
    return np.where(random.random(len(numbers)) < RARE, wrong, numbers)
