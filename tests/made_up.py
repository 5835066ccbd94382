"""People made up at random: each answers what is asked of them, skips some of it, and mostly says no."""

import random
from collections.abc import Iterator
from typing import Any

from bonecheck.answers.as_given import REGIONS
from bonecheck.answers.questions import Question, questions

_CALM = {"no", "none", "never", "neither", "0"}
_SCANS = (["femoral_neck"], ["lumbar_spine", "femoral_neck", "total_hip"], ["lumbar_spine"], ["one_third_radius"])
Answers = dict[str, Any]


def made_up(count: int, seed: int = 13) -> Iterator[Answers]:
    """The answers of so many people; the same ones each time."""
    for number in range(count):
        yield _person(random.Random(seed * 100_003 + number))


def _person(dice: random.Random) -> Answers:
    age, height = dice.randint(20, 95), float(dice.randint(148, 190))
    answers: Answers = {
        "age_years": age,
        "sex": dice.choice(["female", "female", "male"]),
        "height_cm": height,
        "tallest_height_cm": height + dice.choice([0, 0, 1, 3, 5]),
        "weight_kg": float(dice.randint(45, 95)),
        "units": dice.choice(["metric", "us"]),
        "has_scan": dice.choice(["yes", "yes", "no", "not_known"]),
    }
    if answers["has_scan"] == "yes":
        answers |= _scan(dice)
    skips = dice.choice([0.0, 0.2, 0.6])
    for question in questions().values():
        known = question.key in answers or question.part in {"scan_site", "earlier_scans", "meals", "plan", "your_scan"}
        if known or question.key in REGIONS or not question.applies(answers) or dice.random() < skips:
            continue
        if (given := _answer(dice, question)) is not None:
            answers[question.key] = given
    return answers


def _scan(dice: random.Random) -> Answers:
    regions, lowest = dice.choice(_SCANS), dice.uniform(-3.5, 1.0)
    answers: Answers = {"scan_regions": regions, "lumbar_spine.vertebrae": "L1-L4"}
    for region in regions:
        score = round(lowest + dice.uniform(0, 0.9), 1)
        answers[f"{region}.t_score"] = score
        if dice.random() < 0.5:
            answers[f"{region}.z_score"] = round(score + 0.8, 1)
    if "lumbar_spine" not in regions:
        del answers["lumbar_spine.vertebrae"]
    return answers


def _answer(dice: random.Random, question: Question) -> Any:
    options = list(question.options)
    calm = [option for option in options if option in _CALM]
    if question.kind in {"choice", "choices"}:
        chosen = dice.choice(calm) if calm and dice.random() < 0.8 else dice.choice(options)
        return [chosen] if question.kind == "choices" else chosen
    if question.kind in {"number", "whole_number"} and question.lowest is not None and question.highest is not None:
        reach = question.lowest + (question.highest - question.lowest) * dice.random() / 3
        return int(reach) if question.kind == "whole_number" else round(reach, 1)
    return None
