"""What if: one answer supposed to be another one. A supposed person is read by `assess()` like any other.

A lever stands for one answer, or for a few that belong together. Moving it writes answers, and nothing else; what
follows from them is found by the same rules as for everybody. The levers stand in `data/what_if.toml`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import MappingProxyType

from bonecheck.answers.as_given import REGIONS, answers_from
from bonecheck.answers.check import Check
from bonecheck.answers.dxa_report import DxaReport, SiteMeasurement, SkeletalSite
from bonecheck.answers.questions import NONE_OF_THESE, NOT_KNOWN, Answers, RawAnswer, questions
from bonecheck.answers.risk_factors import FractureSite
from bonecheck.build import build
from bonecheck.evidence import pages
from bonecheck.evidence.library import refuse, threshold, whole
from bonecheck.evidence.pages import WhatIf
from bonecheck.plan.food import foods
from bonecheck.report import Report
from bonecheck.scan.doubts import SPINE_BROKEN, doubts_of
from bonecheck.scan.score_choice import Score, choose_score
from bonecheck.scan.site_reading import score_of

# Where a lever stands: a number in the stored unit, or the value of a choice.
Position = str | float
Settings = Mapping[str, Position]
Mark = tuple[Position | None, ...]
_ARTHRITIS = "rheumatoid_arthritis"  # asked by itself, and not on the list of illnesses
_MILK = "calcium_servings_per_week.milk"
_GRAVE = {FractureSite.HIP, FractureSite.SPINE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """One thing that can be moved; see the head of `what_if.toml` for the fields."""

    key: str
    positions: tuple[Position, ...]
    begin: Position
    begin_if: tuple[str, str, Position] | None = None
    seen_by: tuple[str, ...]
    ends_frax: bool
    bone: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A person before anything is moved: the check, the answers behind it, its report, and the site whose score the
    first lever moves.
    """

    check: Check
    answers: Answers
    report: Report
    region: str
    score: Score


@cache
def levers() -> Mapping[str, Lever]:
    """Every lever by its key, in the order in which they are shown."""
    return MappingProxyType({key: _lever(key, entry) for key, entry in whole(WhatIf).levers.items()})


def offered(start: Start) -> Mapping[str, Lever]:
    """The levers that make sense for somebody, in their order: periods only where they may go on or have stopped."""
    return {key: lever for key, lever in levers().items() if key != "menopause" or _may_have_periods(start)}


def _may_have_periods(start: Start) -> bool:
    """Whether a woman is neither too young nor too old for either, and no hormones or operation hide it."""
    age, stage = start.answers.get("age_years"), start.answers.get("menopausal_status")
    if not isinstance(age, (int, float)) or not questions()["menopausal_status"].applies(start.answers):
        return False
    is_odd = any(threshold(f"{doubt}_doubtful_age").is_met_by(age) for doubt in ("premenopausal", "early_menopause"))
    return not is_odd and stage in {None, NOT_KNOWN, *levers()["menopause"].positions}


def start_of(check: Check, report: Report) -> Start:
    """Where somebody stands before anything is moved.

    The first lever moves the score that counts, at the site that decides; where none does, at the first site that
    has this score, and without a scan at the femoral neck, which most risk models read.
    """
    score = report.score or choose_score(check.person).score
    score = Score.Z_SCORE if score is Score.Z_SCORE else Score.T_SCORE
    scored = [site for site in report.sites if score_of(site, score) is not None]
    scored.sort(key=lambda site: (not site.decides, not site.counts))
    region = scored[0].region if scored else str(SkeletalSite.FEMORAL_NECK)
    return Start(check=check, answers=answers_from(check), report=report, region=region, score=score)


def position_of(key: str, start: Start) -> Position | None:
    """Where a lever stands at the start; None where the answer is not given or not known."""
    given = start.answers
    match key:
        case "score":
            found = (score_of(site, start.score) for site in start.report.sites if site.region == start.region)
            return next(found, None)
        case "age":
            return _number(given.get("age_years"))
        case "weight":
            return _number(given.get("weight_kg"))
        case "cigarettes":
            is_none = given.get("smoking") in {"never", "ex"}
            return 0.0 if is_none else _number(given.get("cigarettes_per_day"))
        case "falls":
            return _choice(key, given.get("falls_12_months"))
        case "fractures":
            is_none = given.get("fracture_since_50") == "no"
            return "0" if is_none else _choice(key, given.get("fracture_count"))
        case "steroids":
            return _choice(key, given.get("glucocorticoids"))
        case "menopause":
            return _choice(key, given.get("menopausal_status"))
        case "family":
            return _choice(key, given.get("parent_hip_fracture"))
        case "illness":
            return None if _ticked(given) is None else "none"
        case "training":
            return _choice(key, given.get("resistance_days_per_week"))
        case _:
            return _number(given.get(_MILK))


def begin_of(key: str, start: Start) -> Position:
    """Where a lever stands once somebody supposes a value for what was not given."""
    lever = levers()[key]
    if lever.begin_if is not None and start.answers.get(lever.begin_if[0]) == lever.begin_if[1]:
        return lever.begin_if[2]
    return lever.begin


def mark_of(key: str, start: Start) -> Mark:
    """What a move of a lever hangs on: where the lever stood, for the score which one at which site, and for one more
    illness those that are named.
    """
    beside = {"score": (start.region, str(start.score)), "illness": tuple(sorted(_illnesses(start.answers)))}
    return position_of(key, start), *beside.get(key, ())


def positions(key: str, start: Start) -> tuple[Position, ...]:
    """Every position of a lever, in order. The one at the start is among them, in place of any that lies close to it."""
    lever, now = levers()[key], position_of(key, start)
    if key == "illness":
        return tuple(place for place in lever.positions if place not in _illnesses(start.answers))
    if now is None or now in lever.positions or isinstance(now, str):
        return lever.positions
    numbers = [position for position in lever.positions if not isinstance(position, str)]
    near = (numbers[1] - numbers[0]) / 2
    return tuple(sorted([*(number for number in numbers if abs(number - now) >= near), now]))


def neighbour(key: str, start: Start, position: Position, steps: int) -> Position:
    """The position so many steps on, or the last one on that side."""
    all_of_them = positions(key, start)
    place = all_of_them.index(position) + steps
    return all_of_them[max(0, min(place, len(all_of_them) - 1))]


def supposed(start: Start, settings: Settings, *, on: date) -> Check:
    """The check of `start` with the levers of `settings` moved.

    What belonged to the real answer and would no longer fit goes out: the bone density and the other score of a site
    whose score moves, and what earlier scans show of it; the Z-scores where the age moves; and a FRAX result where one
    of its inputs moves. A lever at its start moves nothing.
    """
    answers = dict(start.answers)
    moved = {key: settings[key] for key in _PUT if key in settings and settings[key] != position_of(key, start)}
    for key, position in moved.items():
        _PUT[key](answers, position, start)
    if any(levers()[key].ends_frax for key in moved):
        for key in ("frax_major_percent", "frax_hip_percent"):
            answers.pop(key, None)
    return _without_false_change(build(answers, today=on)[0], start, moves_score="score" in moved)


def is_asked(question: str, start: Start, settings: Settings) -> bool:
    """Whether somebody of the supposed age and stage is asked this; else the answer counts for nothing."""
    moved = {"age": "age_years", "menopause": "menopausal_status"}
    supposed_answers = {answer: settings[key] for key, answer in moved.items() if key in settings}
    return questions()[question].applies({**start.answers, **supposed_answers})


def is_raised(key: str, start: Start, settings: Settings) -> bool:
    """Whether a lever stands higher than at the start; what was not given counts as the lowest position."""
    order, begins = positions(key, start), position_of(key, start)
    return order.index(settings[key]) > (0 if begins is None else order.index(begins))


# ---------------------------------------------------------------- what a lever writes


def _put_score(answers: dict[str, RawAnswer], position: Position, start: Start) -> None:
    region = start.region
    chosen = answers.get("scan_regions")
    if answers.get("has_scan") != "yes" or not isinstance(chosen, list):
        chosen = []
    answers["has_scan"] = "yes"
    kept = [item for item in chosen if item not in {NONE_OF_THESE, region}]
    answers["scan_regions"] = [*kept, region]
    for other in ("t_score", "z_score", "bmd_g_cm2"):
        answers.pop(f"{region}.{other}", None)
    answers[f"{region}.{start.score}"] = position


def _put_age(answers: dict[str, RawAnswer], position: Position, start: Start) -> None:
    answers["age_years"] = position
    for region in REGIONS:
        answers.pop(f"{region}.z_score", None)


def _put_cigarettes(answers: dict[str, RawAnswer], position: Position, start: Start) -> None:
    answers.pop("cigarettes_per_day", None)
    if position:
        answers |= {"smoking": "current", "cigarettes_per_day": position}
    else:  # who smokes none any more smoked once
        answers["smoking"] = "ex" if answers.get("smoking") in {"current", "ex"} else "never"


def _put_fractures(answers: dict[str, RawAnswer], position: Position, start: Start) -> None:
    if position == "0":
        answers.pop("fracture_sites", None)
        answers.pop("fracture_count", None)
        answers["fracture_since_50"] = "no"
        return
    named = bones_named(start) or [levers()["fractures"].bone]
    gravest = sorted(named, key=lambda bone: bone not in _GRAVE)
    most = len(named) if position == levers()["fractures"].positions[-1] else int(position)  # the last is "or more"
    answers |= {"fracture_since_50": "yes", "fracture_count": position, "fracture_sites": gravest[:most]}


def bones_named(start: Start) -> list[str]:
    """The bones that the answers name as broken since 50."""
    named = start.answers.get("fracture_sites")
    return [bone for bone in named if bone not in {NOT_KNOWN, NONE_OF_THESE}] if isinstance(named, list) else []


def _put_steroids(answers: dict[str, RawAnswer], position: Position, start: Start) -> None:
    answers["glucocorticoids"] = position
    if position == "never":
        answers.pop("glucocorticoid_dose_mg_per_day", None)
        answers.pop("glucocorticoid_months", None)


def _put_menopause(answers: dict[str, RawAnswer], position: Position, start: Start) -> None:
    """Under 45 a stage is read by its reason: what is supposed is menopause. Regular periods have none, and miss none."""
    answers["menopausal_status"] = position
    if position == "premenopausal":
        for key in ("periods_stopped_because", "missed_periods"):
            answers.pop(key, None)
    else:
        answers["periods_stopped_because"] = "menopause"  # left out again where it is not asked


def _put_illness(answers: dict[str, RawAnswer], position: Position, start: Start) -> None:
    """One illness more than those that are named; nothing named is none, once something is supposed."""
    named = [item for item in _ticked(answers) or [] if item != NONE_OF_THESE]
    if position == _ARTHRITIS:
        answers[_ARTHRITIS] = "yes"
    elif position != "none":
        named.append(str(position))
    answers["conditions"] = named or [NONE_OF_THESE]


def _ticked(answers: Answers) -> list[str] | None:
    """The illnesses as ticked on the list; None where the list was not answered, or with "I don't know" alone."""
    ticked = answers.get("conditions")
    return ticked if isinstance(ticked, list) and ticked not in ([], [NOT_KNOWN]) else None


def _illnesses(answers: Answers) -> set[str]:
    """What somebody has of the list, with the illness that is asked by itself."""
    has_arthritis = answers.get(_ARTHRITIS) == "yes"
    return {*(_ticked(answers) or []), *([_ARTHRITIS] if has_arthritis else [])} - {NONE_OF_THESE}


def _put_milk(answers: dict[str, RawAnswer], position: Position, start: Start) -> None:
    """Milk as a group; kinds of milk that were filled in one by one would take its place, so they go out."""
    for key in [key for key in answers if key.startswith("food_servings_per_week.")]:
        if foods()[key.partition(".")[2]].group == "milk":
            del answers[key]
    answers[_MILK] = position


def _as(answer: str) -> Callable[[dict[str, RawAnswer], Position, Start], None]:
    def put(answers: dict[str, RawAnswer], position: Position, start: Start) -> None:
        answers[answer] = position

    return put


# In this order: a move of the age takes the printed Z-scores out, and a supposed one stays.
_PUT: Mapping[str, Callable[[dict[str, RawAnswer], Position, Start], None]] = {
    "age": _put_age,
    "score": _put_score,
    "weight": _as("weight_kg"),
    "cigarettes": _put_cigarettes,
    "falls": _as("falls_12_months"),
    "fractures": _put_fractures,
    "steroids": _put_steroids,
    "menopause": _put_menopause,
    "family": _as("parent_hip_fracture"),
    "illness": _put_illness,
    "training": _as("resistance_days_per_week"),
    "calcium": _put_milk,
}


# ---------------------------------------------------------------- earlier scans


def _without_false_change(check: Check, start: Start, *, moves_score: bool) -> Check:
    """A supposed number beside a real earlier one would tell a change that nobody measured.

    So earlier scans show no place whose score moves, and no spine once its real break is supposed away: the real scan
    is of a broken one.
    """
    scan = check.dxa_report
    if scan is None or not scan.earlier:
        return check
    present = {measured.region for measured in scan.measurements} - {start.region}
    mended = _spine_is_broken(start.check) and not _spine_is_broken(check)

    def holds(measured: SiteMeasurement) -> bool:
        is_of_moved = moves_score and measured.site is REGIONS[start.region][0] and measured.region not in present
        return not is_of_moved and not (mended and measured.site is SkeletalSite.LUMBAR_SPINE)

    earlier = tuple(replace(each, measurements=tuple(filter(holds, each.measurements))) for each in scan.earlier)
    return replace(check, dxa_report=replace(scan, earlier=earlier))


def _spine_is_broken(check: Check) -> bool:
    return SPINE_BROKEN in doubts_of(SkeletalSite.LUMBAR_SPINE, check.dxa_report or DxaReport(), check.risk_factors)


# ---------------------------------------------------------------- reading


def _number(given: RawAnswer | None) -> float | None:
    """A number as answered; text that could not be read yet is no position."""
    return float(given) if isinstance(given, (int, float)) else None


def _choice(key: str, given: RawAnswer | None) -> str | None:
    return given if isinstance(given, str) and given in levers()[key].positions else None


def _lever(key: str, entry: pages.Lever) -> Lever:
    places: tuple[Position, ...] = entry.positions
    if not places:
        low, high, step = float(entry.from_ or 0), float(entry.to or 0), float(entry.step or 1)
        places = tuple(round(low + step * number, 1) for number in range(round((high - low) / step) + 1))
    lever = Lever(
        key=key,
        positions=places,
        begin=entry.begin if isinstance(entry.begin, str) else float(entry.begin),
        begin_if=entry.begin_if,
        seen_by=entry.seen_by,
        ends_frax=entry.ends_frax,
        bone=entry.bone,
        row=entry.row or "",
    )
    if lever.begin not in lever.positions or key not in _PUT:
        refuse(WhatIf.FILE, f"levers.{key}", "begins nowhere, or moves nothing")
    return lever
