"""The pictures of the Learn pages as data: what each shows, in words, and as a table. All numbers come from tables.

A picture never turns a gain in bone density into breaks, never adds effects up, and never goes past its study.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bonecheck.answers.check import Check
from bonecheck.answers.dxa_report import DxaReport, ScannerMake, SiteMeasurement, SkeletalSite
from bonecheck.answers.person import Answer, EthnicGroup, MenopausalStatus, Person, Sex
from bonecheck.answers.samples import sample
from bonecheck.evidence.effects import Effect, Measured, effect
from bonecheck.evidence.library import document, refuse, table
from bonecheck.plan.food import foods
from bonecheck.scan.densitometry import (
    Bmd,
    Population,
    TScore,
    age_matched_reference,
    one_decimal,
    young_adult_reference,
)
from bonecheck.words.effects import amount
from bonecheck.words.figures import numbers
from bonecheck.words.food import exact, food_name, size
from bonecheck.words.language import capital, name, number, per_language, signed, texts
from bonecheck.words.learn import filled, text
from bonecheck.words.risk import model_text

_NEWEST_SURVEY = "2017-2018"
_STEP_OF_FALLS = 5  # a count worked out from a ratio is no more exact than this


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One amount with the range it likely lies in. A hollow bar is what the others are compared with."""

    title: str
    value: float
    said: str
    low: float | None = None
    high: float | None = None
    hollow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a stack; `range` names its colour, and an open stretch has none."""

    range: str
    share: float
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """100 people or breaks, and how they spread over the ranges; lower bone density to the left."""

    title: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A line across all bars, such as the noise of a scan."""

    value: float
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a picture shows, the same as a sentence (`alt`), and the same as a table."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    alt: str = ""
    note: str = ""
    bars: tuple[Bar, ...] = ()
    mark: Mark | None = None
    stacks: tuple[Stack, ...] = ()
    last_range: str = "normal"
    line: Check | None = None  # a person whose scores stand on the T-score line
    shows_scores: bool = True
    points: tuple[str, ...] = ()  # where there is nothing to draw, the rows as sentences


@per_language
def picture(key: str) -> Picture:
    """One picture by the name that `learn.toml` gives it."""
    return _MAKERS[key](key, texts("learn.toml")["pictures"][key])


def picture_keys() -> tuple[str, ...]:
    """All pictures that can be drawn."""
    return tuple(_MAKERS)


# ---------------------------------------------------------------- the T-score line


def _t_score_line(key: str, entry: Mapping[str, Any]) -> Picture:
    rows = tuple(tuple(_fill(cell) for cell in row) for row in entry["rows"])
    return _made(key, entry, alt=_fill(entry["alt"]), rows=rows, line=_example_check(), shows_scores=False)


def _t_and_z_line(key: str, entry: Mapping[str, Any]) -> Picture:
    check = _example_check()
    [neck] = _measurements(check)
    words = {
        "example_age": number(check.person.age_years or 0),
        "example_t": signed(neck.t_score or 0.0),
        "example_z": signed(neck.z_score or 0.0),
    }
    rows = tuple(tuple(_fill(cell, **words) for cell in row) for row in entry["rows"])
    return _made(key, entry, alt=_fill(entry["alt"], **words), rows=rows, line=check)


@cache
def _example_check() -> Check:
    """A woman right at the average for her age: her Z-score is 0, and her T-score follows from the two tables."""
    entry = document("learn.toml")["examples"]["t_and_z_line"]
    site, age = SkeletalSite(entry["site"]), entry["age"]
    average = age_matched_reference(site, Sex.FEMALE, ScannerMake.HOLOGIC, Population(entry["population"]), age)
    young = young_adult_reference(site, Sex.FEMALE, ScannerMake.HOLOGIC)
    if average is None or young is None:
        refuse("learn.toml", "examples.t_and_z_line", "is outside the reference tables")
    hers = Bmd(g_cm2=average.mean_g_cm2, site=site, make=ScannerMake.HOLOGIC)
    neck = SiteMeasurement(
        site=site, t_score=one_decimal(young.t_score(hers).sd), z_score=one_decimal(average.z_score(hers).sd)
    )
    person = Person(
        sex=Sex.FEMALE,
        age_years=age,
        menopausal_status=MenopausalStatus.POSTMENOPAUSAL,
        ethnic_group=EthnicGroup.WHITE,
    )
    return Check(has_scan=Answer.YES, person=person, dxa_report=DxaReport(measurements=(neck,)))


def _site_line(key: str, entry: Mapping[str, Any]) -> Picture:
    check = sample(document("learn.toml")["examples"]["site_line"]["sample"]).check
    scored = [(part, part.t_score) for part in _measurements(check) if part.t_score is not None]
    lowest = min(score for _, score in scored)
    said, rows = [], []
    for part, score in scored:
        site, found = capital(name("region", part.site)), name("category", TScore(score).category)
        said.append(_fill(entry["site"], site=site, score=signed(score), range=found))
        rows.append((site, signed(score), found, entry["decides" if score == lowest else "counts"]))
    return _made(key, entry, alt=_fill(entry["alt"], sites=" ".join(said)), rows=tuple(rows), line=check)


def _measurements(check: Check) -> tuple[SiteMeasurement, ...]:
    return check.dxa_report.measurements if check.dxa_report else ()


# ---------------------------------------------------------------- bars


def _rescan(key: str, entry: Mapping[str, Any]) -> Picture:
    bars, lines, rows = [], [], []
    for row in table("time_to_osteoporosis"):
        low, high = (signed(float(row[end])) if row[end] else "" for end in ("t_from", "t_to"))
        t_score = _span(high, low) if high else _fill(entry["or_higher"], t_score=low)
        title = _fill(entry["row"], t_score=t_score)
        if row["is_reliable"] == "no":  # the authors trust no figure above this one, so the order of two tells nothing
            limit = numbers()["rescan_rough_from"]
            years, between = _fill(entry["long"], years=limit), ""
            bars.append(Bar(title=title, value=float(limit), said=_fill(entry["bar"], years=years)))
        else:
            years, between = row["years"], _span(row["years_low"], row["years_high"])
            low_end, high_end = float(row["years_low"]), float(row["years_high"])
            said = _fill(entry["bar"], years=years)
            bars.append(Bar(title=title, value=float(years), low=low_end, high=high_end, said=said))
        lines.append(_fill(entry["line"], t_score=t_score, years=years))
        rows.append((t_score, years, between))
    return _made(key, entry, alt=_lines(entry, lines), rows=tuple(rows), bars=tuple(bars))


def _menopause(key: str, entry: Mapping[str, Any]) -> Picture:
    found = [(when, effect(row)) for row, when in entry["lines"].items()]
    bars = tuple(
        Bar(title=when, value=-(told.value or 0.0), said=_fill(entry["bar"], amount=amount(told)))
        for when, told in found
    )
    lines = [_fill(entry["line"], when=when, amount=amount(told)) for when, told in found]
    return _made(
        key,
        entry,
        alt=_lines(entry, lines),
        rows=tuple((when, amount(told)) for when, told in found),
        bars=bars,
    )


def _falls(key: str, entry: Mapping[str, Any]) -> Picture:
    without = effect("falls_exercise_fewer").without or 0.0
    shown = number(without, decimals=0)
    bars = [Bar(title=entry["without"], value=without, said=_fill(entry["bar"], falls=shown), hollow=True)]
    lines = [_fill(entry["line"], what=entry["without"], falls=shown)]
    rows = [(entry["without"], shown, "")]
    for row, what in entry["lines"].items():
        told = effect(row)
        ratio, low, high = _interval(told, Measured.FALLS)
        falls = _rounded_falls(ratio * without)
        bars.append(
            Bar(
                title=what,
                value=ratio * without,
                low=low * without,
                high=high * without,
                said=_fill(entry["bar"], falls=falls),
            )
        )
        lines.append(_fill(entry["line"], what=what, falls=falls))
        rows.append((what, falls, _span(_rounded_falls(low * without), _rounded_falls(high * without))))
    note = _fill(entry["note"], without=shown)
    return _made(key, entry, alt=_lines(entry, lines), rows=tuple(rows), bars=tuple(bars), note=note)


def _density(key: str, entry: Mapping[str, Any]) -> Picture:
    noise = _fill("{spine_noise}")
    changes = [(what, effect(row), False) for row, what in entry["lines"].items()]
    drawn = _changes(entry, changes, lambda change: number(change, decimals=3), noise=noise)
    # No number is printed for it, and to leave it out would make hard training look better than it was.
    drawn["bars"] += (Bar(title=entry["none"], value=0.0, said=entry["none_shown"]),)
    drawn["rows"] += ((entry["none"], entry["none_shown"], ""),)
    drawn["alt"] = f"{drawn['alt']} {entry['none']}: {entry['none_shown']}."
    mark = Mark(value=float(noise), said=_fill(entry["noise"]))
    return _made(key, entry, **drawn, mark=mark, note=_fill(entry["note"]))


def _trials(key: str, entry: Mapping[str, Any]) -> Picture:
    changes = [(what, effect(row), row.endswith("_control")) for row, what in entry["lines"].items()]
    return _made(key, entry, **_changes(entry, changes, signed))


def _changes(entry: Mapping[str, Any], changes: Any, written: Any, **more: str) -> dict[str, Any]:
    """Bars, words and table of changes in bone density; those of the compared group are hollow."""
    bars, lines, rows = [], [], []
    for what, told, hollow in changes:
        value, low, high = _interval(told, Measured.BMD)
        said = _fill(entry["bar"], value=written(value))
        bars.append(Bar(title=what, value=value, low=low, high=high, said=said, hollow=hollow))
        words = {"value": written(value), "low": written(low), "high": written(high)}
        lines.append(_fill(entry["line"], what=what, **words))
        rows.append((what, words["value"], _span(words["low"], words["high"])))
    return {"alt": _lines(entry, lines, **more), "rows": tuple(rows), "bars": tuple(bars)}


# ---------------------------------------------------------------- how people and breaks spread over the ranges


def _prevalence_women(key: str, entry: Mapping[str, Any]) -> Picture:
    found = [
        row for row in table("prevalence") if row["sex"] == "female" and row["age"] != "50+"
    ]  # by decade: the older survey
    ages = [_ages(row["age"]) for row in found]
    titles = [_fill(entry["row"], age=age) for age in ages]
    return _spread(key, entry, found, titles, ages)


def _women_and_men(key: str, entry: Mapping[str, Any]) -> Picture:
    found = [row for row in table("prevalence") if (row["survey"], row["age"]) == (_NEWEST_SURVEY, "50+")]
    titles = [entry["women" if row["sex"] == "female" else "men"] for row in found]
    return _spread(key, entry, found, titles, titles)


def _spread(
    key: str, entry: Mapping[str, Any], found: list[Mapping[str, str]], titles: list[str], firsts: list[str]
) -> Picture:
    stacks, lines, rows = [], [], []
    for row, title, first in zip(found, titles, firsts, strict=True):
        shares = [row[f"{part}_percent"] for part in ("osteoporosis", "osteopenia", "neither")]
        whole = [_whole(share) for share in shares]
        stacks.append(
            Stack(
                title=title,
                segments=tuple(
                    Segment(range=part, share=float(share), said=said)
                    for part, share, said in zip(("osteoporosis", "osteopenia", "normal"), shares, whole, strict=True)
                ),
            )
        )
        words = dict(zip(("osteoporosis", "osteopenia", "neither"), whole, strict=True))
        lines.append(_fill(entry["line"], age=first, who=first, **words))
        rows.append((first, *shares))
    return _made(key, entry, alt=_lines(entry, lines), rows=tuple(rows), stacks=tuple(stacks), last_range="neither")


def _fracture_share(key: str, entry: Mapping[str, Any]) -> Picture:
    stacks, lines, rows = [], [], []
    for bar, title in entry["bars"].items():
        found = {row["range"]: row for row in table("fracture_share") if row["bar"] == bar}
        if (others := found.get("not_osteoporosis")) is None:
            shares = {part: found[part]["percent"] for part in ("osteoporosis", "osteopenia", "normal")}
            segments = tuple(Segment(range=part, share=float(share), said=share) for part, share in shares.items())
            lines.append(_fill(entry["line"], bar=title, **shares))
            rows.append((title, *shares.values()))
        else:
            least, most = others["percent"], others["percent_to"]
            share = least if least == most else _span(least, most)
            segments = (
                Segment(range="osteoporosis", share=100 - float(most)),
                Segment(range="either", share=float(most) - float(least)),
                Segment(range="open", share=float(least), said=_fill(entry["not_osteoporosis"], share=share)),
            )
            rows.append((title, "", _fill(entry["not_split"], share=share), ""))
        stacks.append(Stack(title=title, segments=segments))
    return _made(key, entry, alt=_lines(entry, lines), rows=tuple(rows), stacks=tuple(stacks))


def _models(key: str, entry: Mapping[str, Any]) -> Picture:
    models = [model_text(model) for model in document("risk_models.toml")]
    points = tuple(_fill(entry["point"], model=one.name, sees=one.sees, blind_to=one.blind_to) for one in models)
    rows = tuple((one.name, capital(one.sees), capital(one.blind_to)) for one in models)
    return _made(key, entry, points=points, rows=rows)


def _calcium_foods(key: str, entry: Mapping[str, Any]) -> Picture:
    chosen = [
        (food_name(food), size(food), exact(food.calcium_mg)) for food in (foods()[item] for item in entry["foods"])
    ]
    points = tuple(_fill(entry["point"], food=food, size=serving, mg=mg) for food, serving, mg in chosen)
    return _made(key, entry, points=points, rows=tuple(chosen))


def _training_weeks(key: str, entry: Mapping[str, Any]) -> Picture:
    rows = tuple(tuple(_fill(cell) for cell in row) for row in entry["rows"])
    points = tuple(_fill(entry["point"], first=first, second=second, third=third) for first, second, third in rows)
    return _made(key, entry, points=points, rows=rows)


# ---------------------------------------------------------------- shared


def _made(key: str, entry: Mapping[str, Any], **parts: Any) -> Picture:
    given = {"note": entry.get("note", ""), **parts}
    return Picture(key=key, title=entry["title"], columns=tuple(entry["columns"]), **given)


def _fill(piece: str, **more: str) -> str:
    return filled(piece, "learn.toml", "pictures", **more)


def _lines(entry: Mapping[str, Any], lines: list[str], **more: str) -> str:
    return _fill(entry["alt"], lines=" ".join(lines), **more)


def _span(low: str, high: str) -> str:
    return text("span", low=low, high=high)


def _ages(printed: str) -> str:
    """Ages as the table prints them, "50-59" or "80+", in words."""
    first, dash, last = printed.partition("-")
    return _span(first, last) if dash else text("and_over", age=first.removesuffix("+"))


def _whole(share: str) -> str:
    return number(math.floor(float(share) + 0.5))


def _rounded_falls(falls: float) -> str:
    return number(_STEP_OF_FALLS * math.floor(falls / _STEP_OF_FALLS + 0.5))


def _interval(told: Effect, measured: Measured) -> tuple[float, float, float]:
    """The value and its interval; raises `EvidenceError` where one is missing or something else was measured."""
    if told.outcome is not measured or told.value is None or told.low is None or told.high is None:
        refuse("learn.toml", "pictures", f"'{told.key}' cannot be drawn as {measured} with its interval")
    return told.value, told.low, told.high


_MAKERS = {
    "t_score_line": _t_score_line,
    "t_and_z_line": _t_and_z_line,
    "site_line": _site_line,
    "rescan": _rescan,
    "prevalence_women": _prevalence_women,
    "women_and_men": _women_and_men,
    "menopause": _menopause,
    "falls": _falls,
    "density": _density,
    "trials": _trials,
    "fracture_share": _fracture_share,
    "models": _models,
    "calcium_foods": _calcium_foods,
    "training_weeks": _training_weeks,
}
