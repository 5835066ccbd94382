"""Words for the plan: the lines of the checklist, the first actions, the exercise level, and the talk with the doctor."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bonecheck.answers.questions import question_of
from bonecheck.evidence.effects import effect, effects
from bonecheck.evidence.library import document, threshold
from bonecheck.plan.types import Action, ChecklistLine, ExerciseLevel, Level, Plan, Quantity, ScanInterval, Status
from bonecheck.words.effects import sentence
from bonecheck.words.language import joined, shown
from bonecheck.words.outcomes import Words, all_texts

_TO_ONE_DECIMAL = {"g of alcohol a day", "ng/mL in blood"}
_LARGE = 20  # from here on a decimal says nothing
_STEPS = {"mg a day": 10, "mg of caffeine a day": 10, "IU a day": 10}  # no finer than the evidence


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


def row_words(row: ChecklistLine, level: Level) -> RowWords:
    """The words of one line; how to do it only where it is for this person, and with help where help comes first."""
    entry, words = document("checklist.toml")[row.key], document("checklist.toml")["words"]
    line = words["line"]
    return RowWords(
        title=entry["title"],
        answer=line["you"].format(answer=_answer(row)) if _answer(row) else line["you_open"],
        target=_target(row),
        status=words["status_of"].get(f"{row.key}_{row.status}", words["status"][row.status]),
        evidence=line["evidence"].format(
            strength=words["strength"][row.strength], means=words["strength_means"][row.strength]
        ),
        remark=entry["remarks"][row.remark] if row.remark else "",
        worth=(entry["worth"], *(sentence(effect(key)) for key in entry["effects"])),
        how=_how(row, entry, level),
        find_out=entry["find_out"] if row.status is Status.UNKNOWN else "",
        sources=tuple(entry["sources"]),
    )


def row_cells(row: ChecklistLine, level: Level) -> list[str]:
    """One line for a table: what, status, answer, goal and evidence, without the words that head the columns."""
    text, line = row_words(row, level), document("checklist.toml")["words"]["line"]
    strength = document("checklist.toml")["words"]["strength"][row.strength]
    answer, target = _answer(row) or line["open"], text.target.removeprefix(line["target"].partition("{")[0])
    return [text.title, text.status, answer, target, strength]


def summary(rows: Iterable[ChecklistLine]) -> str:
    """How many lines are on target, ask for something, and are not known."""
    words = document("checklist.toml")["words"]["summary"]
    count = Counter(row.status for row in rows)
    text: str = words["text"]
    return text.format(
        met=count[Status.MET], gap=count[Status.BELOW] + count[Status.ABOVE], unknown=count[Status.UNKNOWN]
    )


def row_sentence(row: ChecklistLine, level: Level) -> str:
    """One line as a sentence, for those who do not see the bar."""
    said = row_words(row, level)
    return " ".join(f"{part}." for part in (f"{said.title}: {said.status}", said.answer, said.target) if part)


def _how(row: ChecklistLine, entry: Mapping[str, Any], level: Level) -> tuple[str, ...]:
    if row.status is Status.NOT_APPLICABLE or level is Level.STOP:
        return ()
    return tuple(entry.get("how_supervised", entry["how"]) if level is Level.SUPERVISED else entry["how"])


def _answer(row: ChecklistLine) -> str:
    if row.said is not None:
        said: Mapping[str, str] = document("checklist.toml")["words"]["said"]
        return said.get(f"{row.key}_{row.said}", "")
    return "" if row.answer is None else _amount(row, row.answer)


def _target(row: ChecklistLine) -> str:
    entry, line = document("checklist.toml")[row.key], document("checklist.toml")["words"]["line"]
    if row.status is Status.NOT_APPLICABLE:
        return ""
    if f"target_{row.key}" in line:
        fixed: str = line[f"target_{row.key}"]
        return fixed
    if row.target is None:
        general: str = entry.get("target", "")
        return general.rstrip(".")
    unit = _unit(row)
    if row.is_limit:
        key = "limit_under" if row.key == "cola" else "limit"
        return str(line.get(f"limit_{row.key}", line[key]).format(amount=f"{_number(row, row.target.least)} {unit}"))
    body = f" ({line[f'body_{row.body}']})" if f"body_{row.body}" in line else ""
    if row.target.least == row.target.most:
        return str(line["target"].format(amount=f"{_number(row, row.target.least)} {unit}{body}"))
    low, high = _number(row, row.target.least), _number(row, row.target.most)
    return str(line["target_span"].format(low=low, high=f"{high} {unit}{body}"))


def _amount(row: ChecklistLine, amount: Quantity) -> str:
    line = document("checklist.toml")["words"]["line"]
    low, high = _number(row, amount.least), _number(row, amount.most)
    unit = document("checklist.toml")[row.key].get("unit_one", _unit(row)) if high == "1" else _unit(row)
    if low == high or amount.at_least:
        text = f"{low} {unit}"
        return str(line["at_least"].format(amount=text)) if amount.at_least else text
    return str(line["span"].format(low=low, high=f"{high} {unit}"))


def _unit(row: ChecklistLine) -> str:
    entry = document("checklist.toml")[row.key]
    unit: str = entry["unit_blood"] if row.body == "blood" else entry["unit"]
    return unit


def _number(row: ChecklistLine, number: float) -> str:
    if _unit(row) in _TO_ONE_DECIMAL and (row.body == "blood" or number < _LARGE):
        return shown(round(number, 1)).removesuffix(".0")
    step = _STEPS.get(_unit(row), 1)
    return f"{round(number / step) * step:,.0f}"


def action_words(action: Action, level: Level) -> ActionWords:
    """The words of one of the first things to do."""
    rule = document("first_actions.toml")
    entry: Mapping[str, str] = rule["actions"][action.key]
    variants = [
        *(["urgent"] if action.is_urgent else []),
        *([level.value] if level in {Level.STOP, Level.SUPERVISED} else []),
        *(["unknown"] if action.status is Status.UNKNOWN else []),
    ]
    said = {
        part: next((entry[f"{part}_{variant}"] for variant in variants if f"{part}_{variant}" in entry), entry[part])
        for part in ("title", "why", "begin")
    }
    if action.reasons:
        named = (rule["reasons"].get(key) or rule["because"][key] for key in action.reasons)
        said["why"] = said["why"].format(reasons=joined(words for _, words in named))
    if action.status is Status.UNKNOWN and "why_unknown" not in entry:
        said["why"] += f" {rule['words']['why_unknown']}"
    return ActionWords(**said)


def first_words(key: str) -> str:
    """The heading, the words of reassurance and the like above the first actions."""
    text: str = document("first_actions.toml")["words"][key]
    return text


def level_words(exercise: ExerciseLevel) -> LevelWords:
    """The words of an exercise level."""
    levels = document("exercise_levels.toml")
    entry = levels["levels"][exercise.level]
    labels = (
        joined(f"“{question_of(key).label.removesuffix(' Tap all that apply')}”" for key in exercise.open_questions)
        if exercise.open_questions
        else ""
    )
    return LevelWords(
        title=entry["title"],
        lead=entry["lead"],
        safe=tuple(_safe(exercise, levels)),
        reasons=tuple(levels["reasons"][claim]["text"] for claim in exercise.reasons),
        keep=tuple(entry["keep"]),
        learn=tuple(entry["learn"]),
        ask=tuple(entry["ask"]),
        open=levels["about"]["open"].format(questions=labels) if labels else "",
    )


def _safe(exercise: ExerciseLevel, levels: Mapping[str, Any]) -> list[str]:
    if set(exercise.reasons) & set(levels["held"]["claims"]):
        answers = levels["held"]
    else:
        answers = levels["unsettled"] if not exercise.is_settled else levels["levels"][exercise.level]
    safe: list[str] = answers["safe"]
    return safe


def doctor_question(key: str) -> str:
    """One question to the doctor."""
    text: str = document("doctor_talk.toml")["questions"][key]["text"]
    return text


def next_scan_words(told: ScanInterval) -> str:
    """When the next scan is usually talked about, and what is said to everybody."""
    texts = document("doctor_talk.toml")["next_scan"]
    values = {
        name: shown(number)
        for name in ("years", "years_low", "years_high")
        if (number := getattr(told, name)) is not None
    }
    said = texts[told.why].format(**{name.replace("years_", ""): text for name, text in values.items()})
    return f"{said} {texts['noise']}"


def plan_as_data(plan: Plan) -> dict[str, object]:
    """Every text of a plan, for the command line."""
    return {
        "actions": [action_words(action, plan.exercise.level) for action in plan.actions],
        "exercise": level_words(plan.exercise),
        "rows": [row_words(row, plan.exercise.level) for row in plan.rows],
        "doctor_questions": [doctor_question(key) for key in plan.doctor_questions],
        "next_scan": next_scan_words(plan.next_scan),
    }


def medicine_words() -> tuple[Words, ...]:
    """What a person can know about medicines before the talk; each number is one effect in its own sentence."""
    values = {key: sentence(told) for key, told in effects().items()}
    limits = {key: f"{threshold(key).value:g}" for key in ("frax_us_hip", "frax_us_major")}
    return tuple(
        Words(title=text.title, plain=text.plain.format(**values, **limits), clinical="")
        for text in all_texts("medicines").values()
    )
