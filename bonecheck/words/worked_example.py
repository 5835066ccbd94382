"""Words for the worked example: T-score or risk factors."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from bonecheck.compare.worked_example import (
    Measure,
    Model,
    Pair,
    Reading,
    _document,
    _smoking_code,
    comparison,
    ratio,
    women,
)
from bonecheck.evidence.library import model
from bonecheck.risk.chance import FractureKind
from bonecheck.risk.models import frax_2008
from bonecheck.risk.shown import out_of_100
from bonecheck.words.language import capital, name, signed


def text(key: str) -> str:
    """A text of the page with its numbers filled in."""
    words: str = _document()["page"][key]
    return words.strip().format_map(_numbers())


def title(row: Reading, *, short: bool = False) -> str:
    """What a row is called."""
    entry: Mapping[str, str] = _document()["rows"][row.key]
    points = dict(zip(("a_points", "b_points"), row.points or ("", ""), strict=True))
    return entry["short" if short else "title"].format(b_t=signed(women()[1].t_score), **points)


def shown(row: Reading, pair: Pair, value: float, *, exact: bool = False) -> str:
    """A number of a row as text: whole people out of 100, with one decimal for the hip or where `exact`."""
    match row.measure:
        case Measure.GROUP:
            group: str = _document()["group"][str(int(value))]
            return group
        case Measure.TIMES:
            return f"{value:.2f}"
        case _ if exact or pair.kind is FractureKind.HIP:
            return f"{value:.1f}"
        case _:
            return str(out_of_100(value))


def verdict_words(row: Reading, form: str = "verdict") -> str:
    """Who is higher; `form` is "verdict" for a table, "verdict_short" for a picture, "verdict_said" for a sentence."""
    words: str = _document()[form][row.verdict]
    return words.format(who=row.higher)


def picture_lines(row: Reading, pair: Pair) -> tuple[str, str]:
    """A row in two lines that fit a phone: the model and who is higher; what it sees and what it counts."""
    words: Mapping[str, Any] = _document()["picture"]
    seen = "no_t_score" if not row.model.sees_t_score else "both" if row.model.sees_factors else "no_factors"
    first = words["first"].format(title=title(row, short=True), verdict=verdict_words(row, "verdict_short"))
    which = capital(which_break(row, pair))
    return first, words["second"].format(seen=words["seen"][seen], which=which, years=row.years)


def which_break(row: Reading, pair: Pair) -> str:
    """Which breaks a number is about, in short."""
    words: str = _document()["rows"][row.key].get("which") or _document()["which"][pair.kind]
    return words


def sentence(row: Reading, pair: Pair) -> str:
    """One pair of numbers as a sentence."""
    form = f"{row.measure}_hip" if (row.measure, pair.kind) == (Measure.PERCENT, FractureKind.HIP) else row.measure
    words: str = _document()["sentence"][form]
    return words.format(
        title=title(row),
        a=shown(row, pair, pair.a),
        b=shown(row, pair, pair.b),
        break_words=name("break_words", pair.kind),
        which=which_break(row, pair),
        years=row.years,
        verdict=verdict_words(row, "verdict_said"),
    )


def blind_words(asked: Model) -> str:
    """What a model cannot see, and what else its numbers lack."""
    return f"{asked.blind_to}. {asked.note.format_map(_numbers())}".strip()


def table_columns() -> list[str]:
    """The heads of the columns of `table_lines`."""
    return list(_document()["table"]["columns"])


def table_lines() -> list[list[str]]:
    """Every number of the comparison, one line for each row and kind of break."""
    words: Mapping[str, str] = _document()["table"]
    return [
        [
            words["first" if row.years else "first_no_years"].format(
                title=title(row), which=which_break(row, pair), years=row.years
            ),
            *(words[row.measure].format(number=shown(row, pair, value, exact=True)) for value in (pair.a, pair.b)),
            capital(verdict_words(row)),
            row.model.blind_to,
        ]
        for row in comparison()
        for pair in row.pairs
    ]


@cache
def _numbers() -> Mapping[str, str]:
    """Every number that a text of the page may name."""
    a, b = women()
    major, hip = FractureKind.MAJOR, FractureKind.HIP
    qfracture_codes: Mapping[str, str] = model("qfracture_2012")["codes"]["smoke_cat"]
    found = {
        "age": str(a.age_years),
        "a_t": signed(a.t_score),
        "b_t": signed(b.t_score),
        "t_gap": f"{a.t_score - b.t_score:.1f}",
        "cigarettes": str(a.cigarettes_per_day),
        "smoking_group": qfracture_codes[str(_smoking_code(a.cigarettes_per_day))],
        "fracture_index_age": str(model("fracture_index")["accepts"]["age_years"][0]),
        "margin": f"{_document()['margin']['under']:g}",
        "tables_middle": f"{frax_2008.between(a.sex, major, a.age_years, a.t_score).percent:.2f}",
    }
    for kind, ending in ((major, ""), (hip, "_hip")):
        parent, smoking = (frax_2008.factor_ratio(a.sex, kind, a.age_years, factor) for factor in a.factors)
        found |= {f"tables_parent{ending}": f"{parent:.2f}", f"tables_smoking{ending}": f"{smoking:.2f}"}
        found |= {
            f"{words}{ending}": f"{ratio(factor, kind):.2f}"
            for words, factor in (
                ("newer_parent", "parental_hip_fracture"),
                ("ratio_smoking", "current_smoking"),
                ("ratio_t", "femoral_neck_bmd_per_sd"),
            )
        }
    for row in comparison():
        for pair in row.pairs:
            found |= {
                f"{row.key}_{pair.kind}_{who}": shown(row, pair, value) for who, value in (("a", pair.a), ("b", pair.b))
            }
    return MappingProxyType(found)
