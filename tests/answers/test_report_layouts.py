"""Reports of our own making, over all layouts and languages: what is read is right, or it is left out."""

import random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bonecheck.answers.report_import.bring import read_pasted
from tests.answers.report_made import LANGUAGES, LAYOUTS, SIGNS, Row, Style, aligned

PLACES = [
    ("lumbar_spine", "L1-L4", None),
    ("hip", "neck", "left"),
    ("hip", "total", "left"),
    ("hip", "neck", "right"),
    ("hip", "total", "right"),
]


def wrong(found, rows):
    """Every number that was read and does not stand in the report at that place."""
    truth = {(row.site, row.region, row.side): row for row in rows}
    said = []
    for row in found.rows:
        place = (str(row.site), row.region, str(row.side) if row.side else None)
        real = truth.get(place)
        for kind, value in (("bmd", row.bmd_g_cm2), ("t", row.t_score), ("z", row.z_score)):
            real_value = getattr(real, kind) if real else None
            if value is not None and (real_value is None or abs(value - real_value) > 0.0005):
                said.append((place, kind, value, real_value))
        if row.percent_change is not None:
            said.append((place, "percent_change", row.percent_change, None))
    return said


def counted(found, rows, layout):
    """How many printed numbers were read, and how many there are."""
    read = sum(v is not None for row in found.rows for v in (row.bmd_g_cm2, row.t_score, row.z_score))
    shows = {"running_list": ("t",), "message": ("t",), "lab_list": ("t", "z")}.get(layout.__name__, ("bmd", "t", "z"))
    return read, sum(getattr(row, kind) is not None for row in rows for kind in shows)


def made_rows(draw_score, draw_bmd, count, *, whole=True):
    return [
        Row(site, region, side, draw_bmd(), draw_score(), draw_score() if whole else None)
        for site, region, side in PLACES[:count]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_layout_is_read_in_every_language(layout, language):
    dice = random.Random(f"{layout.__name__} {language}")
    read = there = 0
    for minus in SIGNS:
        rows = made_rows(
            lambda: round(dice.uniform(-4, 1.5), 1), lambda: round(dice.uniform(0.45, 1.3), 3), dice.randint(2, 5)
        )
        style = Style(language=language, minus=minus, gap=dice.randint(2, 6), right=dice.random() < 0.5)
        text = layout(rows, style)
        found = read_pasted(text)
        assert wrong(found, rows) == [], text
        got, all_ = counted(found, rows, layout)
        read, there = read + got, there + all_
    assert read >= 0.97 * there, text


scores = st.integers(-60, 30).map(lambda tenth: tenth / 10)
maybe_scores = st.none() | scores
densities = st.none() | st.integers(300, 1700).map(lambda thousandth: thousandth / 1000)
styles = st.builds(
    Style,
    language=st.sampled_from(sorted(LANGUAGES)),
    minus=st.sampled_from(SIGNS),
    plus=st.sampled_from(("", "+")),
    gap=st.integers(1, 9),
    decimals=st.sampled_from((1, 2)),
    right=st.booleans(),
    noise=st.booleans(),
)


@st.composite
def reports(draw):
    places = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=5, unique=True))
    empty = draw(st.sampled_from((None, "t", "z", "bmd")))  # a whole column without numbers
    rows = []
    for site, region, side in places:
        values = {"bmd": draw(densities), "t": draw(maybe_scores), "z": draw(maybe_scores)}
        if empty:
            values[empty] = None
        rows.append(Row(site, region, side, **values))
    return rows


@given(rows=reports(), style=styles, layout=st.sampled_from(LAYOUTS))
@settings(derandomize=True, max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_table_is_read_right_or_left_out(rows, style, layout):
    text = layout(rows, style)
    assert wrong(read_pasted(text), rows) == [], text


@given(rows=reports(), style=styles, layout=st.sampled_from(LAYOUTS), dice=st.randoms(use_true_random=False))
@settings(derandomize=True, max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_table_whose_blanks_were_squeezed_is_read_right_or_left_out(rows, style, layout, dice):
    lines = layout(rows, style).split("\n")
    text = "\n".join(" ".join(line.split()) if dice.random() < 0.7 else line for line in lines)
    assert wrong(read_pasted(text), rows) == [], text


EXTRA = {
    "Area (cm2)": lambda row: "45.21",
    "BMC (g)": lambda row: "38.40",
    "PR (%)": lambda row: "82",
    "AM (%)": lambda row: "97",
    "Previous T-score": lambda row: "-1.7",
    "Prior BMD": lambda row: "0.955",
    "TBS": lambda row: "1.214",
    "TBS T-score": lambda row: "-2.9",
    "Change (g/cm2)": lambda row: "-0.021",
    "Change vs baseline (%)": lambda row: "-9.9",
    "% change per year": lambda row: "-1.1",
    "Reference": lambda row: "> -1.0",
    "WHO class": lambda row: "see note",
    "LSC": lambda row: "0.028",
    "Age": lambda row: "66.2",
    "Scan date": lambda row: "2024-05-14",
}
REAL = {
    "bmd": ("BMD", "BMD (g/cm2)", "DMO", "Bone density"),
    "t": ("T-score", "T score", "T-Wert", "YA T-Score", "T"),
    "z": ("Z-score", "Z score", "Z-Wert", "AM Z-Score", "Z"),
}


@st.composite
def shuffled_tables(draw):
    """A table with its columns in any order, other columns between them, and any sign between cells."""
    rows = draw(reports())
    style = draw(styles)
    kinds = draw(st.lists(st.sampled_from(sorted(REAL)), min_size=1, unique=True))
    heads = {kind: draw(st.sampled_from(REAL[kind])) for kind in kinds}
    order = draw(st.permutations([*kinds, *draw(st.lists(st.sampled_from(sorted(EXTRA)), max_size=4, unique=True))]))
    table = [["Region", *(heads.get(name, name) for name in order)]]
    for row in rows:
        shown = {"bmd": style.density(row.bmd), "t": style.score(row.t), "z": style.score(row.z)}
        table.append([style.name(row), *(shown[n] if n in shown else EXTRA[n](row) for n in order)])
    sign = draw(st.sampled_from((None, None, "|", "\t", ";")))
    lines = aligned(style, table) if sign is None else [sign.join(line) for line in table]
    return "\n".join(lines), [
        Row(r.site, r.region, r.side, *(getattr(r, kind) if kind in kinds else None for kind in ("bmd", "t", "z")))
        for r in rows
    ]


@given(shuffled_tables())
@example(
    (  # the bone density of the spine is blank, the earlier one stands below a head of two columns
        "Region             BMD   Prior BMD % change per year\n"
        "Lumbar spine L1-L4       0.955     -1.1\n"
        "Left femoral neck  0.300 0.955     -1.1",
        [Row("lumbar_spine", "L1-L4", None, None, None, None), Row("hip", "neck", "left", 0.3, None, None)],
    )
)
@example(
    (
        "Region             BMD   Prior BMD % change per year\nLumbar spine L1-L4       0.955     -1.1",
        [Row("lumbar_spine", "L1-L4", None, None, None, None)],
    )
)
@example(
    (
        "Region    BMD   Z T-score\nLWS L1-L4     0,0",
        [Row("lumbar_spine", "L1-L4", None, None, None, 0.0)],
    )
)
@settings(derandomize=True, max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_columns_in_any_order_with_others_between_are_read_right_or_left_out(made):
    text, rows = made
    assert wrong(read_pasted(text), rows) == [], text
