"""Answers as a browser or a file gives them: which keys there are, what is usable, and the way back from a check."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from bonecheck.answers.check import Check
from bonecheck.answers.dxa_report import (
    LSC_SITES,
    DxaReport,
    EarlierScan,
    Side,
    SiteMeasurement,
    SkeletalSite,
    Vertebra,
)
from bonecheck.answers.person import Answer
from bonecheck.answers.questions import (
    NONE_OF_THESE,
    NOT_KNOWN,
    Answers,
    Question,
    RawAnswer,
    of_earlier,
    question_of,
    questions,
)
from bonecheck.answers.risk_factors import Checklist
from bonecheck.answers.units import UnitSystem

LONGEST_TYPED = 100  # characters of a text field; longer ones never reach an answer
LARGEST_TYPED = 1e9  # far above the limit of any question; larger ones never reach an answer
SCORES = ("t_score", "z_score", "bmd_g_cm2", "z_score_other_sex")
AROUND_EARLIER = ("scan_date", "scanner_make", "scanner_model", "same_machine")  # what is told of one beside its sites
LSC_UNITS = {"lsc_g_cm2": "g_cm2", "lsc_percent": "percent"}  # and the field of each
REGIONS: Mapping[str, tuple[SkeletalSite, Side | None]] = {
    "lumbar_spine": (SkeletalSite.LUMBAR_SPINE, None),
    "femoral_neck_left": (SkeletalSite.FEMORAL_NECK, Side.LEFT),
    "femoral_neck_right": (SkeletalSite.FEMORAL_NECK, Side.RIGHT),
    "femoral_neck": (SkeletalSite.FEMORAL_NECK, None),
    "total_hip_left": (SkeletalSite.TOTAL_HIP, Side.LEFT),
    "total_hip_right": (SkeletalSite.TOTAL_HIP, Side.RIGHT),
    "total_hip": (SkeletalSite.TOTAL_HIP, None),
    "one_third_radius": (SkeletalSite.ONE_THIRD_RADIUS, None),
}
VERTEBRA_SPANS: Mapping[tuple[Vertebra, ...], str] = {
    (Vertebra.L1, Vertebra.L2, Vertebra.L3, Vertebra.L4): "L1-L4",
    (Vertebra.L1, Vertebra.L2, Vertebra.L3): "L1-L3",
    (Vertebra.L2, Vertebra.L3, Vertebra.L4): "L2-L4",
}


def answers_from(check: Check) -> dict[str, RawAnswer]:
    """The answers that give back `check`: the inverse of `build`."""
    answers: dict[str, RawAnswer] = {"units": check.units.value}
    if check.has_scan is not None:
        answers["has_scan"] = check.has_scan.value
    for section in (check.person, check.risk_factors, check.lifestyle):
        for field in fields(section):
            if field.name in questions():
                answers.update(_raw(field.name, getattr(section, field.name)))
    if check.dxa_report is not None:
        answers.update(_raw_scan(check.dxa_report))
    return clean(check.as_given) | answers


def clean(raw: object) -> dict[str, RawAnswer]:
    """The usable part of answers that come from a browser: known questions, answers of the right kind.

    Everything else is dropped without a word, since no person typed it.
    """
    if not isinstance(raw, dict):
        return {}
    return {key: answer for key, answer in raw.items() if isinstance(key, str) and _is_answer(key, answer)}


def is_answer_key(key: str) -> bool:
    """Whether an answer can stand under this key."""
    number, inner = of_earlier(key)
    return inner in _earlier_keys() if number else key in answer_keys()


def _is_answer(key: str, answer: object) -> bool:
    if key == "units":
        return isinstance(answer, str) and answer in set(UnitSystem)
    if not is_answer_key(key):
        return False
    question = question_of(key)
    if question.kind in {"choice", "gate"}:
        return isinstance(answer, str) and answer in question.options
    if question.kind == "choices":
        return isinstance(answer, list) and all(isinstance(item, str) and item in question.options for item in answer)
    if isinstance(answer, str):
        return len(answer) <= LONGEST_TYPED
    return (
        isinstance(answer, (int, float))
        and not isinstance(answer, bool)
        and abs(answer) <= LARGEST_TYPED  # False for NaN and infinity as well
        and question.kind not in {"date", "text"}
    )


@cache
def answer_keys() -> frozenset[str]:
    """Every key under which an answer can stand, but for those of earlier scans."""
    elsewhere = {*SCORES, "vertebrae", "vertebrae_other", *LSC_UNITS, "same_machine"}
    keys = {*_site_keys(), *(f"{site}.{lsc}" for site in LSC_SITES for lsc in LSC_UNITS)}
    for question in questions().values():
        if question.kind == "counts":
            keys |= {f"{question.key}.{item}" for item in question.item_keys}
        elif question.key not in elsewhere and question.kind != "joined":  # its answers are those behind it
            keys.add(question.key)
    return frozenset(keys)


@cache
def _earlier_keys() -> frozenset[str]:
    """Every key under which an answer on an earlier scan can stand, behind "earlier.1." and the like."""
    return _site_keys() | set(AROUND_EARLIER)


def _site_keys() -> frozenset[str]:
    """The keys of the numbers of a scan."""
    of_spine = {"lumbar_spine.vertebrae", "lumbar_spine.vertebrae_other"}
    return frozenset({f"{region}.{score}" for region in REGIONS for score in SCORES} | of_spine)


def scores_of(answers: Answers) -> tuple[str, ...]:
    """The numbers that are asked for at each site; a second Z-score only where the report gives two sets."""
    return tuple(score for score in SCORES if questions()[score].applies(answers))


def regions_of(answers: Answers) -> tuple[str, ...]:
    """The places on the report: those that were tapped, and those with a number; a typed number names its place."""
    tapped = answers.get("scan_regions")
    chosen = set(tapped) if isinstance(tapped, list) else set()
    chosen |= set(typed_regions(answers))
    return tuple(place for place in questions()["scan_regions"].options if place in chosen)


def typed_regions(answers: Answers, scan: str = "") -> tuple[str, ...]:
    """The places of which a number was typed; `scan` is the beginning of the keys of an earlier scan."""
    blank = (None, "")
    return tuple(
        region for region in REGIONS if any(answers.get(f"{scan}{region}.{score}") not in blank for score in SCORES)
    )


def units_of(answers: Answers) -> UnitSystem:
    """The units in which the person types and reads."""
    return UnitSystem.US if answers.get("units") == UnitSystem.US else UnitSystem.METRIC


def _raw(key: str, value: Any) -> dict[str, RawAnswer]:
    """The answers that stand for one field of a check."""
    question = questions()[key]
    if value is None:
        return {}
    if question.kind == "counts":
        return {f"{key}.{item}": number for item, number in value.items() if item in question.item_keys}
    if question.kind == "choices":
        return {key: _raw_checklist(value, question)}
    if question.kind == "choice":
        return {key: str(value)}
    return {key: value}


def _raw_checklist(value: Checklist, question: Question) -> list[str]:
    ticked = [item for item in value.ticked if item in question.options]
    if value.others is Answer.NOT_KNOWN or len(ticked) < len(value.ticked):  # an item we do not know is not a "no"
        return [*ticked, NOT_KNOWN]
    return ticked or [NONE_OF_THESE]


def _raw_scan(report: DxaReport) -> dict[str, RawAnswer]:
    regions = [measurement.region for measurement in report.measurements]
    answers: dict[str, RawAnswer] = {}
    if regions or report.unusable:
        answers["scan_regions"] = [*regions, *(scan.value for scan in report.unusable)]
    answers |= _raw_around(report, "scan_date", "scanner_make", "scanner_model")
    answers |= _raw_around(report, "scan_method", "t_score_reference", "reported_scores")
    for lsc in report.lsc:
        for key, field in LSC_UNITS.items():
            if (number := getattr(lsc, field)) is not None:
                answers[f"{lsc.site}.{key}"] = number
    if report.ct_density_mg_cm3 is not None:
        answers["ct_density_mg_cm3"] = report.ct_density_mg_cm3
    if report.site_doubts is not None:
        answers["site_doubts"] = _raw_checklist(report.site_doubts, questions()["site_doubts"])
    answers |= raw_sites(report.measurements)
    for place, scan in enumerate(report.earlier, start=1):
        answers |= {f"earlier.{place}.{key}": answer for key, answer in _raw_earlier(scan).items()}
    return answers


def _raw_earlier(scan: EarlierScan) -> dict[str, RawAnswer]:
    return raw_sites(scan.measurements) | _raw_around(scan, *AROUND_EARLIER)


def _raw_around(scan: DxaReport | EarlierScan, *told: str) -> dict[str, RawAnswer]:
    """What stands as text: choices, a model as typed, and the day of a scan in its ISO form or its year."""
    return {key: str(value) for key in told if (value := getattr(scan, key)) is not None}


def raw_sites(measurements: tuple[SiteMeasurement, ...]) -> dict[str, RawAnswer]:
    """The answers that stand for the numbers of a scan."""
    answers: dict[str, RawAnswer] = {}
    for measurement in measurements:
        for score in SCORES:
            if (number := getattr(measurement, score)) is not None:
                answers[f"{measurement.region}.{score}"] = number
        if measurement.vertebrae is not None:
            span = VERTEBRA_SPANS.get(measurement.vertebrae, "other")
            answers["lumbar_spine.vertebrae"] = span
            if span == "other":
                answers["lumbar_spine.vertebrae_other"] = [vertebra.value for vertebra in measurement.vertebrae]
    return answers
