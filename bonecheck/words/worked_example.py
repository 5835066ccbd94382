"""Words for the worked example: T-score or risk factors."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bonecheck.compare.worked_example import (
    Measure,
    Model,
    Pair,
    Reading,
    comparison,
    ratio,
    smoking_code,
    women,
)
from bonecheck.evidence.library import document, model
from bonecheck.risk.chance import FractureKind
from bonecheck.risk.models import frax_2008
from bonecheck.risk.shown import out_of_100
from bonecheck.words.language import Said, bare, capital, filled, name, number, per_language, signed, texts


def text(key: str) -> str:
    """A text of the page with its numbers filled in."""
    return filled(_words()["page"][key].strip(), **_numbers())


def _words() -> Mapping[str, Any]:
    return texts("worked_example.toml")


def _filled(table: str, key: str, /, **values: Said) -> str:
    return filled(_words()[table][key], **values)


def title(row: Reading, *, short: bool = False) -> str:
    """What a row is called."""
    points: dict[str, Said] = dict(zip(("a_points", "b_points"), row.points or ("", ""), strict=True))
    entry = _words()["rows"][row.key]
    return filled(entry["short" if short else "title"], b_t=signed(women()[1].t_score), **points)


def shown(row: Reading, pair: Pair, value: float, *, exact: bool = False) -> str:
    """A number of a row as text: whole people out of 100, with one decimal for the hip or where `exact`."""
    match row.measure:
        case Measure.GROUP:
            return _filled("group", str(int(value)))
        case Measure.TIMES:
            return number(value, decimals=2)
        case _ if exact or pair.kind is FractureKind.HIP:
            return number(value, decimals=1)
        case _:
            return number(out_of_100(value))


def verdict_words(row: Reading, form: str = "verdict") -> str:
    """Who is higher; `form` is "verdict" for a table, "verdict_short" for a picture, "verdict_said" for a sentence."""
    return _filled(form, row.verdict, who=row.higher)


def picture_lines(row: Reading, pair: Pair) -> tuple[str, str]:
    """A row in two lines that fit a phone: the model and who is higher; what it sees and what it counts."""
    seen = "no_t_score" if not row.model.sees_t_score else "both" if row.model.sees_factors else "no_factors"
    first = _filled("picture", "first", title=title(row, short=True), verdict=verdict_words(row, "verdict_short"))
    which = capital(which_break(row, pair))
    return first, _filled(
        "picture", "second", seen=_words()["picture"]["seen"][seen], which=which, years=row.years or 0
    )


def which_break(row: Reading, pair: Pair) -> str:
    """Which breaks a number is about, in short."""
    own: str = _words()["rows"][row.key].get("which") or _words()["which"][pair.kind]
    return own


def sentence(row: Reading, pair: Pair) -> str:
    """One pair of numbers as a sentence."""
    form = f"{row.measure}_hip" if (row.measure, pair.kind) == (Measure.PERCENT, FractureKind.HIP) else row.measure
    return _filled(
        "sentence",
        form,
        title=title(row),
        a=shown(row, pair, pair.a),
        b=shown(row, pair, pair.b),
        break_words=name("break_words", pair.kind),
        which=which_break(row, pair),
        years=row.years or 0,
        verdict=verdict_words(row, "verdict_said"),
    )


def model_name(asked: Model) -> str:
    """What a model is called."""
    named: str = _words()["models"][asked.key]["name"]
    return named


def blind_words(asked: Model) -> str:
    """What a model cannot see, and what else its numbers lack."""
    own = _words()["models"][asked.key]
    blind = f"{own['blind_to']}."
    return f"{blind} {filled(own['note'], **_numbers())}" if "note" in own else blind


def table_columns() -> list[str]:
    """The heads of the columns of `table_lines`."""
    return list(_words()["table"]["columns"])


def table_lines() -> list[list[str]]:
    """Every number of the comparison, one line for each row and kind of break."""
    return [
        [
            _filled(
                "table",
                "first" if row.years else "first_no_years",
                title=title(row),
                which=which_break(row, pair),
                years=row.years or 0,
            ),
            *(_filled("table", row.measure, number=shown(row, pair, value, exact=True)) for value in (pair.a, pair.b)),
            capital(verdict_words(row)),
            _words()["models"][row.model.key]["blind_to"],
        ]
        for row in comparison()
        for pair in row.pairs
    ]


@per_language
def _numbers() -> Mapping[str, str]:
    """Every number that a text of the page may name."""
    a, b = women()
    major, hip = FractureKind.MAJOR, FractureKind.HIP
    qfracture_codes: Mapping[str, str] = texts("models/qfracture_2012.json")["codes"]["smoke_cat"]
    found = {
        "age": str(a.age_years),
        "a_t": signed(a.t_score),
        "b_t": signed(b.t_score),
        "t_gap": number(a.t_score - b.t_score, decimals=1),
        "cigarettes": str(a.cigarettes_per_day),
        "smoking_group": qfracture_codes[str(smoking_code(a.cigarettes_per_day))],
        "fracture_index_age": str(model("fracture_index")["accepts"]["age_years"][0]),
        "margin": bare(document("worked_example.toml")["margin"]["under"]),
        "tables_middle": number(frax_2008.between(a.sex, major, a.age_years, a.t_score).percent, decimals=2),
    }
    for kind, ending in ((major, ""), (hip, "_hip")):
        parent, smoking = (frax_2008.factor_ratio(a.sex, kind, a.age_years, factor) for factor in a.factors)
        found |= {
            f"tables_parent{ending}": number(parent, decimals=2),
            f"tables_smoking{ending}": number(smoking, decimals=2),
        }
        found |= {
            f"{words}{ending}": number(ratio(factor, kind), decimals=2)
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
