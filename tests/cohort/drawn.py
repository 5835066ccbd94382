"""People drawn by chance for tables: scans with densities, two hips and dates, answers left open, and cells that are wrong."""

import random
from datetime import timedelta
from typing import Any

from bonecheck.answers.as_given import REGIONS
from bonecheck.cohort.columns import Column, columns_in
from bonecheck.evidence.library import rows
from bonecheck.evidence.tables import YoungAdult
from tests.people import TODAY

WRONG = [
    *("maybe", "none", "yes;no", "none;none", ";;", "=cmd()", "TRUE", "?", "sixty", "\U0001f600", "9" * 150),
    *(
        "1,8",
        "-1,8",
        "\u22122,5",
        "1,234",
        "-2.5.",
        "(-2.1)",
        "-2.1*",
        "\u20111.8",
        "\u00bd",
        "--5",
        "1.2.3",
        "1e3",
        "1e999",
    ),
    *("86 mg/cm3", "68 %", "823 mg/cm2", "5 ft 4", "62 years", "65 kg", "-1.9 SD", "inf", "-inf", "nan", "0x1F"),
    *("18", "-18", "2.4", "9999999", "2024-02-30", "31.12.2023", "1850", "2031", "2026-11-23"),
]
OPEN = {"not_known"}
CALM = {"no", "none", "never", "neither", "0"}
FACTS = [column for column in columns_in()[1:] if column.name.partition(".")[0] not in REGIONS]


def drawn(seed: int, count: int, *, wrong: float = 0.01) -> list[dict[str, Any]]:
    """So many people, each cell of whom is wrong with this chance."""
    dice = random.Random(seed)
    return [_person(dice, wrong) for _ in range(count)]


def _person(dice: random.Random, wrong: float) -> dict[str, Any]:
    skips, calm = dice.choice([0.05, 0.3, 0.8]), dice.choice([0.5, 0.85, 0.97])
    answers: dict[str, Any] = {column.name: _answer(dice, column, calm) for column in FACTS if dice.random() >= skips}
    answers["age_years"] = dice.randint(15, 99)
    answers["sex"] = dice.choice(["female"] * 5 + ["male"] * 3 + ["both", "not_known"])
    answers["has_scan"] = dice.choice(["yes"] * 6 + ["no", "not_known"])
    answers["scan_method"] = dice.choice(["dxa"] * 6 + ["not_known", "ct", "arm_or_finger_device"])
    answers["height_cm"] = float(dice.randint(140, 195))
    answers["tallest_height_cm"] = answers["height_cm"] + dice.choice([-1, 0, 0, 0, 1, 2, 3, 4, 5])
    answers["weight_kg"] = round(dice.uniform(40, 120), 1)
    if dice.random() < 0.8:
        answers.pop("scan_regions", None)
    if dice.random() < 0.3:
        answers.pop("scan_method")
    if dice.random() < 0.1:
        answers.pop(dice.choice(["age_years", "sex", "has_scan", "height_cm", "weight_kg"]))
    answers |= _scan(dice)
    for key in answers:
        if dice.random() < wrong:
            answers[key] = dice.choice(WRONG)
    return answers


def _answer(dice: random.Random, column: Column, calm: float) -> Any:
    question = column.question
    if question.options:
        quiet = [option for option in question.options if option in CALM]
        others = [option for option in question.options if option not in CALM | OPEN] or list(question.options)
        if quiet and dice.random() < calm:
            chosen = quiet
        else:
            chosen = [dice.choice(others)] if dice.random() < 0.8 else [dice.choice(question.options)]
        if column.kind != "choices":
            return chosen[0]
        return list(dict.fromkeys([*chosen, *dice.choices(question.options, k=dice.choice([0, 0, 0, 1, 2]))]))
    if column.kind == "date":
        day = TODAY - timedelta(days=dice.randint(0, 9000))
        return dice.choice([day.isoformat(), str(day.year), TODAY.replace(year=day.year).isoformat()])
    if column.kind == "text":
        return "Horizon"
    low, high = question.lowest or 0.0, question.highest or 10.0
    number = low + (high - low) * dice.choice([0.0, 0.02, 0.05, 0.1, dice.random()])
    return int(number) if column.kind == "whole_number" else round(number, 1)


def _scan(dice: random.Random) -> dict[str, Any]:
    regions = dice.sample(list(REGIONS), k=dice.choice([0, 1, 2, 3, 3, 4]))
    make = dice.choice(["hologic", "hologic", "ge_lunar", "norland", "other", None])
    answers: dict[str, Any] = {} if make is None else {"scanner_make": make}
    base, has_t, has_z, has_bmd = dice.uniform(-3.6, 1.5), *(dice.random() < share for share in (0.85, 0.6, 0.5))
    if dice.random() < 0.08:
        base += 3
    for region in regions:
        score = round(base + dice.uniform(-0.6, 0.6), dice.choice([1, 1, 2]))
        edge = dice.random()
        score = dice.choice([-2.5, -1.0, -2.49, -1.01, -2.0, 2.5]) if edge < 0.1 else score
        young = [row for row in rows(YoungAdult) if (row.site, row.make) == (REGIONS[region][0], make)]
        if has_t:
            answers[f"{region}.t_score"] = score
        if has_z:
            answers[f"{region}.z_score"] = round(score + dice.choice([0.3, 0.8, 1.4, dice.uniform(-1.6, 3.2)]), 1)
        if has_bmd and young:
            bmd = young[0].mean_g_cm2 + young[0].sd_g_cm2 * (score + dice.choice([0, 0, 0.4, dice.uniform(-2, 2)]))
            answers[f"{region}.bmd_g_cm2"] = round(bmd, 3)
    if "lumbar_spine" in regions and dice.random() < 0.8:
        answers["lumbar_spine.vertebrae"] = dice.choice(["L1-L4"] * 6 + ["L1-L3", "L2-L4", "not_known", "other"])
        if answers["lumbar_spine.vertebrae"] == "other":
            answers["lumbar_spine.vertebrae_other"] = dice.choice([["L1"], ["L1", "L2"], []])
    return answers
