"""Words for the twelve weeks of exercise: each stage line by line, and the moves."""

from dataclasses import dataclass

from bonecheck.evidence.entries import ExerciseProgramme, ProgrammeLine, ProgrammeStage
from bonecheck.evidence.library import whole
from bonecheck.plan.programme import Programme
from bonecheck.words.language import Said, filled, number, texts

_FILE = "exercise_programme.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWords:
    """One line of a stage: what kind of training, and how much of it."""

    kind: str
    text: str
    certainty: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveWords:
    """One move: how, what to mind, and what its drawing shows."""

    key: str
    title: str
    how: str
    careful: str
    drawn: str


def text(key: str, /, **values: Said) -> str:
    """A text around the programme."""
    return filled(texts(_FILE)["words"][key], **values)


def column_text(found: Programme, key: str) -> str:
    """The title or the lead of a column."""
    said: str = texts(_FILE)["columns"][found.column][key]
    return said


def leave_out(found: Programme) -> tuple[str, ...]:
    """What this column leaves out."""
    return tuple(texts(_FILE)["columns"][found.column]["leave_out"])


def waits(found: Programme) -> str:
    """Why there are no weeks yet; empty where nothing is said."""
    return filled(texts(_FILE)["words"]["waits"][found.waits]) if found.waits else ""


def weeks(stage: ProgrammeStage) -> str:
    """The weeks of a stage."""
    first, last = stage.weeks
    return text("weeks", first=first, last=last)


def in_short(found: Programme, number_of_stage: int) -> str:
    """Strength days and rounds of a stage in a few words."""
    lines = found.data.stages[number_of_stage].lines if found.data else ()
    strength = next(line for line in lines if line.kind == "strength")
    values = {name: _range(*pair) for name, pair in strength.ranges.items()}
    return text("in_short", days=values["days"], rounds=values["rounds"], count=strength.ranges["rounds"][1])


def lines(found: Programme, number_of_stage: int) -> tuple[LineWords, ...]:
    """What a stage asks for, line by line."""
    if found.data is None or found.column is None:
        return ()
    said = texts(_FILE)["columns"][found.column]["stages"][number_of_stage]["lines"]
    words = texts(_FILE)["words"]
    return tuple(
        LineWords(
            kind=words["kind"][line.kind],
            text=_line(line, own["text"], optional=found.impact_is_a_choice and line.kind == "impact"),
            certainty=words["certainty"][line.certainty],
            sources=line.sources,
        )
        for line, own in zip(found.data.stages[number_of_stage].lines, said, strict=True)
    )


def moves(found: Programme) -> tuple[MoveWords, ...]:
    """The moves of a column in the order in which they come in; with a physiotherapist, each with what is gentler."""
    said = texts(_FILE)["moves"]
    stages = found.data.stages if found.data else ()
    return tuple(
        MoveWords(
            key=key,
            title=said[key]["title"],
            how=said[key]["how"],
            careful=said[key].get("supervised" if found.is_helped else "careful", said[key]["careful"]),
            drawn=said[key]["drawn"],
        )
        for key in dict.fromkeys(key for stage in stages for key in stage.moves)
    )


def rules() -> tuple[str, ...]:
    """What always holds while training."""
    return tuple(filled(rule["text"]) for rule in texts(_FILE)["rules"].values())


def training_lines(found: Programme) -> tuple[str, ...]:
    """What is left out, and what always holds while training, each in one line."""
    told = {"leave_out": leave_out(found) if found.column else (), "rules": rules()}
    return tuple(text("line", title=text(key), said=" ".join(said)) for key, said in told.items() if said)


def sources(found: Programme) -> tuple[str, ...]:
    """Every source of a column, of its moves and of the rules, once each."""
    data, named = whole(ExerciseProgramme), []
    for stage in found.data.stages if found.data else ():
        named += [source for line in stage.lines for source in line.sources]
        named += [source for key in stage.moves for source in data.moves[key].sources]
    named += [source for rule in data.rules.values() for source in rule.sources]
    return tuple(dict.fromkeys(named))


def _line(line: ProgrammeLine, said: str, *, optional: bool) -> str:
    values = {name: _range(*pair) for name, pair in line.ranges.items()}
    most = line.ranges.get("repeats") or line.ranges.get("times")
    if most is not None:
        values["most"] = number(most[1])
    if "effort" in line.ranges:
        values["most_effort"] = number(line.ranges["effort"][1])
    told = filled(said, **values)
    return f"{told} {text('optional')}" if optional else told


def _range(low: int, high: int) -> str:
    return number(low) if low == high else text("span", low=number(low), high=number(high))
