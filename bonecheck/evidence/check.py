"""Reads every data file at once, and finds every name that leads nowhere: a source, a threshold, a question, an effect."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import UNSET, inspect

from bonecheck.evidence import entries, models, pages, report_words, tables
from bonecheck.evidence.effects import Effect
from bonecheck.evidence.library import DATA, LIBRARY, Library, at, refuse
from bonecheck.evidence.prose import PARTS, split
from bonecheck.evidence.schema import Entry, Whole

ENTRIES: tuple[type[Entry], ...] = (
    entries.Citation,
    entries.Threshold,
    entries.Question,
    entries.Hazard,
    entries.Sample,
    pages.RiskModel,
)
WHOLES: tuple[type[Whole], ...] = (
    entries.ChecklistFile,
    entries.FirstActions,
    entries.LeadRule,
    entries.DoctorTalk,
    entries.ExerciseLevels,
    entries.ExerciseProgramme,
    entries.WeeklyPlan,
    pages.Messages,
    pages.Names,
    pages.Interface,
    pages.EffectWords,
    pages.Coach,
    pages.Classroom,
    pages.Handout,
    pages.Meals,
    pages.SideBySide,
    pages.Presenter,
    pages.WhatIf,
    pages.WorkedExample,
    pages.Learn,
    report_words.ReportWords,
    *models.RISK_MODELS.values(),
    *models.TOOLS.values(),
)
TABLES: tuple[type[tables.Row], ...] = (
    tables.AgeMatched,
    tables.BoneLoss,
    tables.CaffeineDrink,
    tables.CalciumFood,
    tables.CalciumGroup,
    tables.CalciumTarget,
    tables.CarocCutOffs,
    tables.Cola,
    tables.Drink,
    tables.FewerVertebrae,
    tables.Figure,
    tables.FractureShare,
    tables.Frax2008,
    tables.FraxCorrection,
    tables.Nogg,
    tables.Precision,
    tables.Prevalence,
    tables.ProteinPortion,
    tables.RiskRatio,
    tables.Standardised,
    tables.TimeToOsteoporosis,
    tables.VitaminDTarget,
    tables.YoungAdult,
    Effect,
)


def load_all(folder: Path = DATA) -> None:
    """Reads and checks all of the data; raises `EvidenceError` with the file, the entry and the reason."""
    library = LIBRARY if folder == DATA else Library(folder)
    for kind in WHOLES:
        library.whole(kind)
    for entry_kind in ENTRIES:
        library.entries(entry_kind)
    for row_kind in TABLES:
        _check_keys(row_kind, library)
    _check_files(library)
    _check_prose(library)
    _check_names(library)
    _check_rules(library)


def _check_files(library: Library) -> None:
    """No file is there that nothing reads, and so nothing checks."""
    known = {kind.FILE for kind in WHOLES} | {kind.FILE for kind in ENTRIES}
    known |= {f"reference/{kind.FILE}.csv" for kind in TABLES}
    for folder, ending in (("", "toml"), ("reference/", "csv"), ("models/", "json")):
        for name in library.names(f"{folder}*.{ending}"):
            if f"{folder}{name}.{ending}" not in known:
                refuse(f"{folder}{name}.{ending}", "", "is a file of no known kind")


def _check_keys(kind: type[tables.Row], library: Library) -> None:
    """No two rows of a table have the same key."""
    seen = set()
    for number, row in enumerate(library.rows(kind), start=2):
        key = getattr(row, kind.KEY) if kind.KEY else number
        if key in seen:
            refuse(f"reference/{kind.FILE}.csv", at(f"line {number}", kind.KEY), f"'{key}' is there twice")
        seen.add(key)


def _check_prose(library: Library) -> None:
    """Every text of an outcome has its parts, and is there once."""
    for name, parts in PARTS.items():
        seen = set()
        for prose in split(library.text(name)):
            for part in parts:
                if not getattr(prose, part):
                    refuse(f"content/{name}.md", at(prose.key, part), "is empty")
            if prose.key in seen:
                refuse(f"content/{name}.md", prose.key, "is there twice")
            seen.add(prose.key)


def _check_rules(library: Library) -> None:
    """What a type cannot say of one file."""
    for key, kind in library.whole(pages.Names).rest.items():
        for name, text in kind.items():
            if text == "" and name != "none":
                refuse(pages.Names.FILE, f"{key}.{name}", "is empty")
    order, first = library.whole(entries.LeadRule).order, library.whole(entries.FirstActions)
    for key, reason in (first.reasons | first.because).items():
        if reason.group not in order:
            refuse(entries.LeadRule.FILE, "order", f"lacks '{reason.group}', the group of '{key}' in {first.FILE}")
    checklist = library.whole(entries.ChecklistFile)
    if not set(checklist.last) <= set(checklist.rows):
        refuse(entries.ChecklistFile.FILE, "last", "names a line that is not in `rows`")
    for key in library.entries(entries.Sample):
        library.parsed(f"samples/{key}.json")
    learn = library.whole(pages.Learn)
    for key in learn.topics:
        for picture in re.findall(r"^\[\[(\w+)\]\]$", library.text(f"learn/{key}"), flags=re.MULTILINE):
            if picture not in learn.pictures:
                refuse(f"content/learn/{key}.md", "", f"shows the picture '{picture}', which is not in learn.toml")
    questions = library.entries(entries.Question)
    for key, question in questions.items():
        for asked, rule in (rule for rules in question.alternatives for rule in rules.items()):
            for answer in rule if isinstance(rule, tuple) else ():
                if answer not in dict(questions[asked].options):
                    refuse(entries.Question.FILE, f"{key}.asked_if.{asked}", f"'{answer}' is no answer to it")
        if (question.kind == "gate") != bool(question.opens):
            refuse(entries.Question.FILE, f"{key}.opens", "is what makes a gate, and nothing else has it")
        if question.usual and question.usual not in dict(question.options):
            refuse(entries.Question.FILE, f"{key}.usual", "is no answer to it")
        behind = [option for option, _ in question.options if option not in {"none", "not_known"}]
        if question.kind == "joined" and not all(option in questions for option in behind):
            refuse(entries.Question.FILE, f"{key}.options", "must be questions, but for the last ones")
        grouped = [item for _, items in question.groups for item in items]
        if grouped and sorted(grouped) != sorted(dict(question.options).keys() - {"other", "none", "not_known"}):
            refuse(entries.Question.FILE, f"{key}.groups", "must name each option once, but for the last ones")
        if question.kind in {"number", "whole_number", "counts"}:
            if question.lowest is None or question.highest is None or question.lowest >= question.highest:
                refuse(entries.Question.FILE, key, "needs a `lowest` that is below its `highest`")
            if not question.unit or not question.advice:
                refuse(entries.Question.FILE, key, "needs a `unit` and an `advice`")


# ---------------------------------------------------------------- names


def _check_names(library: Library) -> None:
    """Every name of something in another file, or in another part of one, is there."""
    there = _there(library)
    for file, place, what, key in _named(library):
        if key not in there[what]:
            refuse(file, place, f"names the {what} '{key}', which is not there")


def _there(library: Library) -> Mapping[str, Collection[str]]:
    """What may be named."""
    names = library.whole(pages.Names).rest
    learn = library.whole(pages.Learn)
    prose = {name: {text.key for text in split(library.text(name))} for name in PARTS}
    return {
        "source": library.entries(entries.Citation),
        "threshold": library.entries(entries.Threshold),
        "question": library.entries(entries.Question),
        "effect": {row.key for row in library.rows(Effect)},
        "model": library.entries(pages.RiskModel),
        "outcome": prose["outcomes"] | prose["not_assessed"],
        "claim": names["claim"],
        "result": {*prose["outcomes"], *prose["reasons"], *prose["not_assessed"], *names["claim"]},
        "line of the checklist": set(library.whole(entries.ChecklistFile).rows),
        "lever": library.whole(pages.WhatIf).levers,
        "topic": learn.topics,
        "group of topics": learn.groups,
        "sample": library.entries(entries.Sample),
        "compared model": library.whole(pages.WorkedExample).models,
        "part": {*names["part"], "scan_site"},  # asked once for each site
        "table": set(library.names("reference/*.csv")),
        "food": {row.item for row in library.rows(tables.CalciumFood)},
    }


def _named(library: Library) -> Iterator[tuple[str, str, str, str]]:
    """Every name in the data: its file, the entry it stands in, what it is a name of, and the name."""
    for kind in WHOLES:
        for place, what, key in _names_in(_type_of(kind), library.whole(kind)):
            yield kind.FILE, place, what, key
    for entry_kind in ENTRIES:
        for entry in library.entries(entry_kind).values():
            for place, what, key in _names_in(_type_of(entry_kind), entry):
                yield entry_kind.FILE, at(entry.key, place), what, key
    for row_kind in TABLES:
        for number, row in enumerate(library.rows(row_kind), start=2):
            for place, what, key in _names_in(_type_of(row_kind), row):
                yield f"reference/{row_kind.FILE}.csv", at(f"line {number}", place), what, key


@cache
def _type_of(kind: type) -> inspect.Type:
    return inspect.type_info(kind)


def _names_in(kind: inspect.Type, value: Any, place: str = "") -> Iterator[tuple[str, str, str]]:
    """The names in a value of this type, each with its place and what it is a name of."""
    if value is None or value is UNSET:
        return
    match kind:
        case inspect.Metadata(type=inner, extra=extra):
            if extra and "names" in extra:
                yield place, extra["names"], value
            yield from _names_in(inner, value, place)
        case inspect.UnionType(types=inners):
            for inner in inners:
                if _may_be(inner, value):
                    yield from _names_in(inner, value, place)
        case inspect.StructType(fields=fields):
            for field in fields:
                yield from _names_in(field.type, getattr(value, field.name), at(place, field.encode_name))
        case inspect.DictType(key_type=key_kind, value_type=inner):
            for key, part in value.items():
                yield from _names_in(key_kind, key, at(place, str(key)))
                yield from _names_in(inner, part, at(place, str(key)))
        case inspect.VarTupleType(item_type=inner):
            for part in value:
                yield from _names_in(inner, part, place)
        case inspect.TupleType(item_types=inners):
            for inner, part in zip(inners, value, strict=True):
                yield from _names_in(inner, part, place)


def _may_be(kind: inspect.Type, value: Any) -> bool:
    """Whether a value is of this kind; asked of the parts of a union only."""
    inner = kind.type if isinstance(kind, inspect.Metadata) else kind
    match inner:
        case inspect.StrType():
            return isinstance(value, str)
        case inspect.StructType(cls=cls):
            return isinstance(value, cls)
        case inspect.VarTupleType() | inspect.TupleType():
            return isinstance(value, tuple)
        case inspect.DictType():
            return isinstance(value, dict)
    return False
