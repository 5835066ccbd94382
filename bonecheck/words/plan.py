"""Words for the plan: the lines of the checklist, the first actions, the exercise level, and the talk with the doctor."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bonecheck.evidence.effects import effect
from bonecheck.evidence.library import document
from bonecheck.plan.checklist import group_of
from bonecheck.plan.types import (
    Action,
    ChecklistLine,
    ExerciseLevel,
    Group,
    Level,
    Plan,
    Quantity,
    ScanInterval,
    Status,
)
from bonecheck.words.effects import sentence
from bonecheck.words.figures import numbers
from bonecheck.words.language import Said, bare, filled, joined, name, number, texts
from bonecheck.words.questions import label_of

_TO_ONE_DECIMAL = {"g_of_alcohol_a_day", "ng_ml_in_blood"}
_LARGE = 20  # from here on a decimal says nothing
_STEPS = {"mg_a_day": 10, "mg_of_caffeine_a_day": 10, "iu_a_day": 10}  # no finer than the evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWords:
    """One line of the checklist in words; texts that do not apply are empty."""

    title: str
    answer: str
    target: str
    status: str
    evidence: str
    remark: str
    worth: tuple[str, ...]
    how: tuple[str, ...]
    find_out: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionWords:
    """One of the first things to do: what, why it is here, and how to begin this week."""

    title: str
    why: str
    begin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelWords:
    """An exercise level: why it is this one, and what to keep, to learn first and to ask about first."""

    title: str
    lead: str
    safe: tuple[str, ...]
    reasons: tuple[str, ...]
    keep: tuple[str, ...]
    learn: tuple[str, ...]
    ask: tuple[str, ...]
    open: str


def text(key: str, /, **values: str) -> str:
    """A text about the lines of the checklist with its values."""
    return filled(texts("checklist.toml")["words"]["line"][key], **values)


def row_words(row: ChecklistLine, level: Level) -> RowWords:
    """The words of one line; how to do it only where it is for this person, and with help where help comes first."""
    entry, words = texts("checklist.toml")[row.key], texts("checklist.toml")["words"]
    answer, goal = _answer(row), _goal(row)
    return RowWords(
        title=entry["title"],
        answer=text("you", answer=answer) if answer else text("you_open"),
        target=text("target", goal=goal) if goal and _is_reached(row) else goal,
        status=words["status_of"].get(f"{row.key}_{row.status}", words["status"][row.status]),
        evidence=text("evidence", strength=_strength(row), means=words["strength_means"][row.strength]),
        remark=filled(entry["remarks"][row.remark], **numbers()) if row.remark else "",
        worth=(filled(entry["worth"]), *(sentence(effect(key)) for key in entry["effects"])),
        how=tuple(filled(line, **numbers()) for line in _how(row, entry, level)),
        find_out=filled(entry.get("find_out", "")) if row.status is Status.UNKNOWN else "",
        sources=tuple(entry["sources"]),
    )


def summary(rows: Iterable[ChecklistLine]) -> str:
    """How many lines are fine, ask for something, and are not known."""
    count = Counter(group_of(row) for row in rows)
    groups = (Group.FINE, Group.WORK_ON, Group.NOT_KNOWN)
    return filled(texts("checklist.toml")["words"]["summary"]["text"], **{group: count[group] for group in groups})


def group_words(group: Group) -> str:
    """What a group of lines is called."""
    said: str = texts("checklist.toml")["words"]["group"][group]
    return said


def row_short(row: ChecklistLine) -> str:
    """The answer and the goal in a few words, for a closed line."""
    words = texts("checklist.toml")["words"]
    short: Mapping[str, str] = words["short"]
    if row.status is Status.NOT_APPLICABLE:
        return short.get(row.remark or "", short["no_goal"])
    if row.said is not None:
        said: str = words["said"].get(f"{row.key}_{row.said}", short["open"])
        return said
    if row.answer is None:
        return short["open"]
    answer = replace(row.answer, most=row.answer.least) if row.answer.at_least else row.answer
    if row.target is None or row.is_limit:
        amount = _in_short(row, answer)
        return text("at_least", amount=amount) if row.answer.at_least else amount
    form = short["at_least" if row.answer.at_least else "of"]
    return filled(form, answer=_span(row, answer, short["span"]), goal=_in_short(row, row.target))


def _in_short(row: ChecklistLine, amount: Quantity) -> str:
    words = texts("checklist.toml")["words"]
    span = _span(row, amount, words["short"]["span"])
    return filled(words["unit_short"][_unit(row)], amount=span, count=_rounded(row, amount.most))


def _span(row: ChecklistLine, amount: Quantity, form: str) -> str:
    """A number, or both ends of a range."""
    low, high = _shown(row, amount.least), _shown(row, amount.most)
    return low if low == high else filled(form, low=low, high=high)


def row_sentence(row: ChecklistLine, level: Level) -> str:
    """One line as a sentence, for those who do not see the bar."""
    said = row_words(row, level)
    values = {"title": said.title, "status": said.status, "answer": said.answer}
    return text("sentence", target=said.target, **values) if said.target else text("sentence_no_target", **values)


def will_keep(key: str) -> str:
    """What a line is called in the middle of a sentence about going on with it."""
    what: str = texts("checklist.toml")["words"]["will_keep"][key]
    return what


def _how(row: ChecklistLine, entry: Mapping[str, Any], level: Level) -> tuple[str, ...]:
    if row.status is Status.NOT_APPLICABLE or level.waits:
        return ()
    return tuple(entry.get("how_supervised", entry["how"]) if level.is_gentle else entry["how"])


def _strength(row: ChecklistLine) -> str:
    strength: str = texts("checklist.toml")["words"]["strength"][row.strength]
    return strength


def _answer(row: ChecklistLine) -> str:
    """What the person does; "" where that is not answered."""
    if row.said is not None:
        said: Mapping[str, str] = texts("checklist.toml")["words"]["said"]
        return said.get(f"{row.key}_{row.said}", "")
    if row.answer is None:
        return ""
    amount = _amount(row, row.answer)
    if row.dose is not None:
        return text("level_and_dose", level=amount, dose=number(_rounded_dose(row.dose), grouped=True))
    if row.answer.at_least:
        return text("at_least", amount=_amount(row, replace(row.answer, most=row.answer.least)))
    is_one_number = _shown(row, row.answer.least) == _shown(row, row.answer.most)
    return amount if is_one_number else text("about", amount=amount)


def _is_reached(row: ChecklistLine) -> bool:
    """Whether the goal is something to reach, and not a limit or a general tip."""
    return not row.is_limit and (row.target is not None or f"target_{row.key}" in _line())


def _goal(row: ChecklistLine) -> str:
    """What to reach or not to pass; "" where this person has no goal."""
    if row.status is Status.NOT_APPLICABLE:
        return ""
    if f"target_{row.key}" in _line():
        return text(f"target_{row.key}")
    if row.target is None:
        general: str = texts("checklist.toml")[row.key].get("target", "")
        return filled(general)
    amount = _amount(row, row.target)
    if row.is_limit:
        return text(f"limit_{row.key}" if f"limit_{row.key}" in _line() else "limit", amount=amount)
    return text(f"by_body_{row.body}", amount=amount) if f"by_body_{row.body}" in _line() else amount


def _line() -> Mapping[str, str]:
    line: Mapping[str, str] = texts("checklist.toml")["words"]["line"]
    return line


def _amount(row: ChecklistLine, amount: Quantity) -> str:
    """A number, or both ends of a range, with the unit of the line."""
    unit = texts("checklist.toml")["words"]["unit"][_unit(row)]
    return filled(unit, amount=_span(row, amount, _line()["span"]), count=_rounded(row, amount.most))


def _unit(row: ChecklistLine) -> str:
    entry = document("checklist.toml")[row.key]
    unit: str = entry["unit_blood"] if row.body == "blood" else entry["unit"]
    return unit


def _rounded(row: ChecklistLine, value: float) -> float:
    """A number, no finer than the evidence for its line, unless it would stand on another side of the goal or limit."""
    if _unit(row) in _TO_ONE_DECIMAL and (row.body == "blood" or value < _LARGE):
        return round(value, 1)
    step = _STEPS.get(_unit(row), 1)
    rounded = round(value / step) * step or round(value)  # a little is never told as none
    if row.target is not None and _stands(rounded, row.target) != _stands(value, row.target):
        return round(value)
    return rounded


def _stands(value: float, target: Quantity) -> list[tuple[bool, bool]]:
    """On which side of each end of the goal a number lies."""
    return [(value < end, value > end) for end in (target.least, target.most)]


def _rounded_dose(dose: Quantity) -> int:
    step = _STEPS["iu_a_day"]
    return round(dose.least / step) * step


def _shown(row: ChecklistLine, value: float) -> str:
    rounded = _rounded(row, value)
    return number(rounded, grouped=True) if isinstance(rounded, int) else bare(rounded, 1)


def action_words(action: Action, level: Level) -> ActionWords:
    """The words of one of the first things to do."""
    rule = texts("first_actions.toml")
    entry: Mapping[str, str] = rule["actions"][action.key]
    reasons = [rule["reasons"].get(key) or rule["because"][key] for key in action.reasons]
    variants = [
        *(["today"] if action.is_urgent and all(reason.get("today") for reason in reasons) else []),
        *(["urgent"] if action.is_urgent else []),
        level.value,
        *(["unknown"] if action.status is Status.UNKNOWN else []),
    ]
    said = {
        part: next((entry[f"{part}_{variant}"] for variant in variants if f"{part}_{variant}" in entry), entry[part])
        for part in ("title", "why", "begin")
    }
    said["why"] = filled(said["why"], reasons=joined(filled(reason["text"]) for reason in reasons))
    said["begin"] = filled(said["begin"])
    if "jaw_on_medicine" in action.reasons and not action.is_urgent:
        said["begin"] = f"{said['begin']} {first_words('dentist')}"
    if action.status is Status.UNKNOWN and "why_unknown" not in entry:
        said["why"] = f"{said['why']} {first_words('why_unknown')}"
    return ActionWords(**said)


def first_words(key: str) -> str:
    """The heading, the words of reassurance and the like above the first actions."""
    return filled(texts("first_actions.toml")["words"][key])


def level_words(exercise: ExerciseLevel) -> LevelWords:
    """The words of an exercise level."""
    levels = texts("exercise_levels.toml")
    entry = levels["levels"][exercise.level]
    does = levels.get(exercise.waits_for, entry)
    labels = list(map(asked_words, exercise.open_questions))
    return LevelWords(
        title=entry["title"],
        lead=entry["lead"],
        safe=tuple(does["safe"]),
        reasons=tuple(filled(levels["reasons"][claim]["text"]) for claim in exercise.reasons),
        keep=tuple(map(filled, does["keep"])),
        learn=tuple(map(filled, does["learn"])),
        ask=tuple(does["ask"]),
        open=_still_open(exercise, labels),
    )


def asked_words(key: str) -> str:
    """A question as it is quoted in a sentence."""
    levels = texts("exercise_levels.toml")
    return filled(levels["about"]["quoted"], question=levels["asked"].get(key, label_of(key)))


def _still_open(exercise: ExerciseLevel, labels: list[str]) -> str:
    """The questions that could change the level; where none is left to answer, what else is open."""
    about = texts("exercise_levels.toml")["about"]
    if labels:
        return filled(about["open"], questions=joined(labels))
    return filled(about["no_scan"]) if exercise.level is Level.OPEN else ""


def doctor_question(key: str) -> str:
    """One question to the doctor."""
    return filled(texts("doctor_talk.toml")["questions"][key]["text"])


def doctor_words(key: str, /, **values: Said) -> str:
    """A heading or an introduction of the talk with the doctor."""
    return filled(texts("doctor_talk.toml")["words"][key], **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlags:
    """Signs that need help: what to do about them, and which they are."""

    lead: str
    signs: tuple[str, ...]


def red_flags(when: str) -> RedFlags:
    """The signs that need help "now", or "soon"."""
    flags = texts("doctor_talk.toml")["red_flags"]
    return RedFlags(lead=flags[f"{when}_lead"], signs=tuple(filled(sign) for sign in flags[when].values()))


def next_scan_words(found: ScanInterval) -> str:
    """When the next scan is usually talked about, and what is said to everybody."""
    said = texts("doctor_talk.toml")["next_scan"]
    numbers = {"years": found.years, "low": found.years_low, "high": found.years_high}
    values = {place: value for place, value in numbers.items() if value is not None}
    parts = [filled(said[found.why], **values), *(filled(said[key]) for key in found.rarely), filled(said[found.usual])]
    if (shows := found.shows) is not None:
        site, years = name("region", shows.region), bare(shows.years)
        parts.append(filled(said[f"shows_{shows.who}"], site=site, years_to_show=years, shows_from=shows.age_from or 0))
    return " ".join((*parts, filled(said["noise"])))


def plan_as_data(plan: Plan) -> dict[str, object]:
    """Every text of a plan, for the command line."""
    return {
        "actions": [action_words(action, plan.exercise.level) for action in plan.actions],
        "exercise": level_words(plan.exercise),
        "rows": [row_words(row, plan.exercise.level) for row in plan.rows],
        "doctor_questions": [doctor_question(key) for key in plan.doctor_questions],
        "next_scan": next_scan_words(plan.next_scan),
    }
