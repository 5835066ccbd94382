"""T-score -1.5 with two risk factors against -2.0 with none: every number and verdict of fracture_models.md section 9."""

import re

import pytest
import textstat
import textstat.backend.counts._count_syllables as syllables

from bonecheck.compare.worked_example import Measure, Pair, Reading, Verdict, comparison, models, women
from bonecheck.evidence.library import document
from bonecheck.risk.chance import FractureKind
from bonecheck.risk.models.caroc import Category
from bonecheck.words.language import MINUS
from bonecheck.words.worked_example import (
    blind_words,
    picture_lines,
    sentence,
    table_columns,
    table_lines,
    text,
    verdict_words,
)

ANY, MAJOR, NON_VERTEBRAL, HIP = FractureKind.ANY, FractureKind.MAJOR, FractureKind.NON_VERTEBRAL, FractureKind.HIP
ROWS = {row.key: row for row in comparison()}

# The notes' table, cell by cell: row, kind of break, A, B, and half of the last printed digit of each.
PRINTED = [
    ("tables_2008", MAJOR, 14.4, 7.9, 0.05, 0.05),
    ("tables_2008_hip", HIP, 1.51, 1.4, 0.005, 0.05),
    ("tables_newer", MAJOR, 8.6, 7.9, 0.05, 0.05),
    ("tables_newer", HIP, 1.61, 1.4, 0.005, 0.05),
    ("ratios_hip", HIP, 2.19, 1.70, 0.005, 0.005),
    ("ratios", MAJOR, 1.34, 1.17, 0.005, 0.005),
    ("fracture_index", HIP, 0.9, 0.4, 0.05, 0.05),
    ("fracture_index", NON_VERTEBRAL, 13.1, 8.6, 0.05, 0.05),
    ("garvan", ANY, 10.8, 13.1, 0.05, 0.05),
    ("garvan", HIP, 1.52, 2.31, 0.005, 0.005),
    ("qfracture", MAJOR, 6.22, 3.22, 0.005, 0.005),
    ("qfracture", HIP, 0.85, 0.62, 0.005, 0.005),
]

# Its column "Higher". Where the notes say "same risk band" and "tie", the app says "same group".
HIGHER = {
    "tables_2008": "A",
    "tables_2008_hip": "A, barely",
    "tables_newer": "A, narrowly",
    "ratios_hip": "A",
    "ratios": "A",
    "fracture_index": "A",
    "fracture_index_edge": "same group",
    "garvan": "B",
    "qfracture": "A, but no test",
    "caroc": "same group",
}


def test_the_two_women_are_those_of_the_notes():
    a, b = women()
    assert (a.sex, a.age_years, a.t_score, a.factors) == (
        "female",
        60,
        -1.5,
        ("parental_hip_fracture", "current_smoking"),
    )
    assert (b.sex, b.age_years, b.t_score, b.factors) == ("female", 60, -2.0, ())
    assert 10 <= a.cigarettes_per_day <= 19
    assert a.bmi_kg_m2 == b.bmi_kg_m2 == pytest.approx(25)  # 68.0625 / 1.65 ** 2


@pytest.mark.parametrize(("row", "kind", "a", "b", "rounding_a", "rounding_b"), PRINTED)
def test_every_number_of_the_notes_comes_out_of_the_models(row, kind, a, b, rounding_a, rounding_b):
    [pair] = [pair for pair in ROWS[row].pairs if pair.kind is kind]
    assert pair.a == pytest.approx(a, abs=rounding_a + 1e-9)
    assert pair.b == pytest.approx(b, abs=rounding_b + 1e-9)


def test_there_is_a_printed_number_for_every_number_that_is_shown():
    shown = {(row.key, pair.kind) for row in comparison() for pair in row.pairs}
    of_points_and_groups = {("fracture_index_edge", HIP), ("fracture_index_edge", NON_VERTEBRAL), ("caroc", MAJOR)}
    assert shown == {(row, kind) for row, kind, *_ in PRINTED} | of_points_and_groups


def test_the_fracture_index_gives_4_points_against_2_or_3():
    assert ROWS["fracture_index"].points == (4, 2)
    assert ROWS["fracture_index_edge"].points == (4, 3)
    assert [(pair.a, pair.b) for pair in ROWS["fracture_index_edge"].pairs] == [(13.1, 13.1), (0.9, 0.9)]


def test_caroc_puts_both_in_the_low_group():
    [pair] = ROWS["caroc"].pairs
    assert (pair.a, pair.b) == (Category.LOW, Category.LOW)


def test_the_years_are_those_of_the_notes():
    years = {row.key: row.years for row in comparison()}
    assert {key for key, given in years.items() if given == 5} == {"fracture_index", "fracture_index_edge"}
    assert {key for key, given in years.items() if given is None} == {"ratios_hip", "ratios"}
    assert set(years.values()) == {5, 10, None}


# ------------------------------------------------------------------ who is higher


@pytest.mark.parametrize("row", comparison(), ids=lambda row: row.key)
def test_who_is_higher_is_what_the_notes_say(row):
    assert verdict_words(row) == HIGHER[row.key]


def test_no_row_of_the_notes_is_missing():
    assert [row.key for row in comparison()] == list(HIGHER)


def test_where_a_model_sees_both_a_is_never_below_b():
    both = [row for row in comparison() if row.model.sees_t_score and row.model.sees_factors]
    assert {row.key for row in both} == HIGHER.keys() - {"garvan", "qfracture", "caroc"}
    assert [pair for row in both for pair in row.pairs if pair.higher == "B"] == []


def test_only_the_model_without_a_t_score_is_no_test():
    assert {row.key for row in comparison() if row.verdict is Verdict.NO_TEST} == {"qfracture"}
    assert {key for key, model in models().items() if not model.sees_t_score} == {"qfracture_2012"}


@pytest.mark.parametrize(
    ("pairs", "words"),
    [  # barely: all under 1.1 times; narrowly: one of them
        ([(11.0, 10.0)], "A"),
        ([(10.99, 10.0)], "A, barely"),
        ([(10.0, 10.99)], "B, barely"),
        ([(10.5, 10.0), (12.0, 10.0)], "A, narrowly"),
        ([(10.0, 10.5), (10.0, 12.0)], "B, narrowly"),
        ([(12.0, 10.0), (10.0, 12.0)], "it depends on the break"),
        ([(12.0, 10.0), (10.0, 10.0)], "it depends on the break"),
        ([(10.0, 10.0)], "same group"),
    ],
)
def test_how_clear_a_lead_is_follows_from_its_numbers(pairs, words):
    given = tuple(Pair(kind=kind, a=a, b=b) for kind, (a, b) in zip((MAJOR, HIP), pairs, strict=False))
    assert verdict_words(Reading(key="tables_2008", measure=Measure.PERCENT, years=10, pairs=given)) == words


# ------------------------------------------------------------------ words


def test_the_table_has_a_line_for_every_number_of_the_notes():
    lines = {first: rest for first, *rest in table_lines()}
    assert len(lines) == 15
    assert all(len(line) == len(table_columns()) and all(line) for line in table_lines())
    assert lines["UK tables of 2008 (not FRAX): major break, 10 years"][:3] == ["14.4", "7.9", "A"]
    assert lines["Study figures only: hip"][:3] == ["2.19×", "1.70×", "A"]
    assert lines["Garvan: any break, 10 years"][:3] == ["10.8", "13.1", "B"]
    assert lines["QFracture: hip, 10 years"][:3] == ["0.9", "0.6", "A, but no test"]
    assert lines["CAROC: major break, 10 years"][:3] == ["low", "low", "Same group"]
    assert f"The same, with {MINUS}2.0 counted as lower (4 and 3 points): hip, 5 years" in lines


def test_the_conclusion_names_the_numbers_both_ways():
    said = text("conclusion")
    assert "about 14 against 8 out of 100" in said
    assert "1.5 against 1.4 out of 100" in said
    assert "14 becomes 9, against 8" in said
    assert "Garvan puts B higher: 13 against 11" in said
    assert "CAROC calls it a tie" in said


def test_how_it_was_worked_out_quotes_the_ratios_of_the_notes():
    """Section 9: middle of the cells 6.65; parent 12 / 6.0, 0.9 / 0.7; smoking 6.5 / 6.0; 1.37 x 1.60 and 1.19 x 1.13."""
    said = text("how")
    assert "6.65 (a geometric mean)" in said
    assert "by 2.00 for the parent's hip and by 1.08 for smoking" in said
    assert "1.37 in place of 1.29" in said
    assert "1.37 × 1.60 = 2.19" in said
    assert "1.19 × 1.13 = 1.34, against 1.17" in said
    assert "women of 65 and over, so 60 is below it" in said


def test_the_fracture_index_says_that_60_is_below_its_study():
    assert "no women under 65" in blind_words(models()["fracture_index"])


def test_the_illustration_is_never_called_frax():
    for row in comparison():
        if row.key.startswith("tables_2008"):
            assert "not FRAX" in sentence(row, row.pairs[0])
            assert "not FRAX" in picture_lines(row, row.pairs[0])[0]


def test_every_model_says_what_it_cannot_see():
    told = document("worked_example.toml")["models"]
    assert all(blind_words(model).startswith(told[model.key]["blind_to"]) for model in models().values())


def test_no_result_is_typed_into_the_words():
    """Only years of sources, an age, "out of 100", the years that models look ahead, and QFracture's name."""
    data = document("worked_example.toml")
    words = [*data["page"].values(), *data["sentence"].values(), *(row["title"] for row in data["rows"].values())]
    words += [model["blind_to"] + model.get("note", "") for model in data["models"].values()]
    typed = {number for entry in words for number in re.findall(r"\d+(?:\.\d+)?", re.sub(r"\{.*?\}", "", entry))}
    assert typed <= {"2008", "2025", "50", "100", "5", "10"}


def prose():
    """Every sentence of the page, as it is read."""
    parts = [text(key) for key in document("worked_example.toml")["page"]]
    parts += [sentence(row, pair) for row in comparison() for pair in row.pairs]
    parts += [blind_words(model) for model in models().values()]
    for part in parts:
        for line in re.sub(r"\*\*|^- ", "", part, flags=re.MULTILINE).splitlines():
            yield from (found for found in re.split(r"(?<=[.?!:])\s+", line) if found)


def test_no_sentence_is_longer_than_25_words():
    assert [said for said in prose() if len(said.split()) > 25] == []


def test_the_page_reads_at_grade_8_or_lower(monkeypatch):
    """As in tests/evidence/test_library.py: hyphenation in place of a dictionary from the network, so a bar 1.5 lower."""
    monkeypatch.setattr(syllables, "get_cmudict", lambda language: {})
    said = " ".join(part if part[-1] in ".?!" else f"{part}." for part in prose())
    assert textstat.flesch_kincaid_grade(re.sub(rf"[{MINUS}]?\d+(?:\.\d+)?", "five", said)) <= 8 - 1.5
