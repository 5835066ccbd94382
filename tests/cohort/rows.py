"""Rows of a table for the tests, and what `assess()` says of the person in each."""

import math
from datetime import date
from typing import Any

import pandas as pd

from bonecheck import Finding, NotAssessed, assess, build
from bonecheck.answers.questions import question_of
from bonecheck.cohort.columns import MODELS, SCORED_BUT, columns_in, columns_out
from bonecheck.risk.shown import as_shown
from bonecheck.scan.score_choice import Score
from tests.people import TODAY

NAMES = {column.name for column in columns_in()}
NUMBERS = {column.name for column in columns_in() if column.is_number}
LISTS = {column.name for column in columns_in() if column.kind == "choices"}


def table_of(people: list[dict[str, Any]]) -> pd.DataFrame:
    """Answers as a table, with an `id` for each row; answers that no column holds are left out."""
    rows = [{key: _cell(answer) for key, answer in answers.items() if key in NAMES} for answers in people]
    table = pd.DataFrame(rows, index=range(len(rows)))
    table.insert(0, "id", [f"p{number:05}" for number in range(len(rows))])
    return table


def _cell(answer: Any) -> Any:
    return ";".join(answer) if isinstance(answer, list) else answer


def expected(answers: dict[str, Any], on: date = TODAY) -> dict[str, Any]:
    """The row that should come out for these answers, from the report of one person."""
    plus = {key for key, answer in answers.items() if str(answer).strip().startswith("+")}
    commas = {key for key in NUMBERS & answers.keys() if "," in str(answers[key])}
    answers = {key: "?" if key in commas else _typed(key, answer) for key, answer in answers.items() if key in NAMES}
    unknown = {key for key in LISTS & answers.keys() if not set(_list(answers[key])) <= set(question_of(key).options)}
    for key in LISTS & answers.keys():
        known = [tick for tick in _list(answers[key]) if tick in question_of(key).options]
        answers[key] = [*(tick for tick in known if tick != "not_known"), "not_known"] if key in unknown else known
    scan = [key for key in NUMBERS & answers.keys() if question_of(key).part == "scan_site" and answers[key] != ""]
    if "has_scan" not in answers and scan:
        answers["has_scan"] = "yes"
    check, problems = build(answers, today=on)
    report = assess(check, on=on)
    first = report.headline
    deciding = [site for site in report.sites if site.decides]
    by_z = report.score is Score.Z_SCORE
    row: dict[str, Any] = dict.fromkeys(columns_out())
    row["score"] = report.score
    row["result"] = first.key if isinstance(first, Finding) else first.reason
    row["deciding_site"] = ";".join(site.region for site in deciding) or None
    row["held"] = {f"{site.region}:{site.held}" for site in report.sites if site.held}
    row["is_estimated"] = False
    if deciding:
        row["value"] = deciding[0].z_score if by_z else deciding[0].t_score
        row["is_estimated"] = deciding[0].z_is_estimated if by_z else deciding[0].t_is_estimated
    names_one = {"far_above", "forearm_alone", "z_fracture", "does_not_fit"}
    if isinstance(first, Finding) and deciding and not any(first.key.endswith(end) for end in names_one):
        row["range"] = deciding[0].expected_range if by_z else deciding[0].category
    for columns, found in zip(MODELS, report.models, strict=True):
        if isinstance(found, NotAssessed):
            row[columns.status] = found.reason
            continue
        notes = [remark.key for remark in found.remarks if remark.key in SCORED_BUT]
        row[columns.status] = SCORED_BUT[notes[0]] if notes else "scored"
        for chance in map(as_shown, found.chances):
            low, high = columns.ends(chance.kind, chance.years)
            row[low], row[high] = chance.you.low, chance.you.high
    told = [(p.question, "decimal_comma" if p.question in commas else p.key) for p in problems if p.stops]
    row["problems"] = {f"{question}:{key}" for question, key in told}
    row["problems"] |= {f"{key}:not_an_option" for key in unknown if question_of(key).applies(answers)}
    row["doubts"] = {f"{p.question}:{p.key}" for p in problems if not p.stops and not p.key.startswith(TOLD_BY_WHY)}
    row["doubts"] |= _signs_asked_for(answers, plus, report.score, on)
    return row


TOLD_BY_WHY = ("under_20", "t_score_premenopausal", "t_score_man_too_young")  # the column `why` says it


def _signs_asked_for(answers: dict[str, Any], plus: set[str], score: Score | None, on: date) -> set[str]:
    """The scores of which the form would ask for the sign, if they were typed as they stand, and no density shows it."""
    names = {Score.T_SCORE: ("t_score",), Score.Z_SCORE: ("z_score", "z_score_other_sex"), None: ()}
    counting = names.get(score, ("t_score", "z_score", "z_score_other_sex"))
    typed = {
        key: f"{'+' if key in plus else ''}{answer}"
        for key, answer in answers.items()
        if key in NUMBERS and question_of(key).signed and isinstance(answer, (int, float))
    }
    _, problems = build({**answers, **typed}, today=on)
    return {
        f"{problem.question}:{problem.key}"
        for problem in problems
        if problem.question.rpartition(".")[2] in counting
        and problem.question in typed
        and problem.key.startswith("plus_or_minus")
        and not str(problem.values.get("fits")).startswith("+")
    }


def _list(answer: Any) -> list[str]:
    return answer if isinstance(answer, list) else [tick for tick in answer.casefold().split(";") if tick]


def _typed(key: str, answer: Any) -> Any:
    """A cell as a person would have typed it: a number as a number, but one of a scan that nobody has as text."""
    if key not in NUMBERS or answer == "":
        return answer
    if key == "age_years" and str(answer) == "62 years":
        return 62  # as read: who is asked what hangs on the number
    if isinstance(answer, str) and not set(answer) <= set("+-.0123456789"):
        return answer
    try:
        number = float(answer)
    except ValueError:
        return answer
    question = question_of(key)
    if question.part == "scan_site" and not question.lowest <= number <= question.highest:
        return f"{number:.12g}"
    return int(number) if number == int(number) else number


def differences(found: dict[str, Any], wanted: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The columns in which a row that came out is not the one that should; `why` and `id` are looked at elsewhere."""
    return {
        name: (found[name], wanted[name])
        for name in wanted
        if name not in {"id", "why"} and not _same(name, found[name], wanted[name])
    }


def _same(name: str, found: Any, wanted: Any) -> bool:
    if name in {"problems", "doubts", "held"}:
        return (set() if pd.isna(found) else set(found.split(";"))) == (wanted or set())
    if wanted is None or (isinstance(wanted, float) and math.isnan(wanted)):
        return bool(pd.isna(found))
    if isinstance(wanted, (int, float)) and not isinstance(wanted, bool) and not isinstance(found, str):
        return math.isclose(found, wanted, rel_tol=1e-6, abs_tol=1e-6)  # chances come out in single precision
    return bool(found == wanted)
