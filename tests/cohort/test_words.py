"""What is said of a cell: every code that a table can give has a sentence."""

import re

import numpy as np
import pandas as pd
import pytest

from bonecheck.cohort.columns import columns_in
from bonecheck.cohort.files import TOO_MANY_CELLS
from bonecheck.cohort.people import COLUMN_TWICE
from bonecheck.cohort.table import score_table
from bonecheck.words.cohort import problem_text
from tests.cohort.drawn import drawn
from tests.cohort.rows import table_of
from tests.people import TODAY

BLANK = re.compile(r"[{}]|None|\bnan\b|\binf\b|\b(cell|row|column)_|: ?[.,;]")


def codes_of(table, cells):
    """Every code that stands in a column of codes, with the cell that it is about."""
    for row, told in enumerate(cells):
        for code in told.split(";") if isinstance(told, str) else []:
            column, _, key = code.rpartition(":")
            yield column, key, table.iloc[row].get(column)


def test_every_code_of_a_wrong_cell_has_a_sentence():
    table = table_of([*drawn(31, 300, wrong=0.05), *drawn(32, 100, wrong=0.4)])
    found = list(codes_of(table, score_table(table, on=TODAY)["problems"]))
    assert len({key for _, key, _ in found}) > 12
    for column, key, given in found:
        said = problem_text(column, key, given)
        assert said.endswith((".", "?")), (column, key, given)
        assert not BLANK.search(said.replace(str(given).strip(), "")), said


@pytest.mark.parametrize(
    ("column", "key", "given", "parts"),
    [
        ("weight_kg", "decimal_comma", "61,5", ["“61,5”", "point", "25 kg to 300 kg", "65 kg"]),
        ("weight_kg", "out_of_range", 620.0, ["620 kg", "25 kg to 300 kg"]),
        ("weight_kg", "out_of_range", np.float64(1e300), ["1e+300", "25 kg to 300 kg"]),
        ("weight_kg", "not_a_number", True, ["“True”", "65 kg"]),
        ("age_years", "not_whole", 62.5, ["62.5 years", "whole number of years"]),
        ("sex", "not_an_option", "w", ["“w”", "female, male, both or not_known"]),
        ("fracture_sites", "not_an_option", "toe;hip", ["“toe;hip”", "“;”", "wrist", "upper_arm"]),
        ("lumbar_spine.t_score", "plus_or_minus", 1.8, ["1.8 has no sign", "T-score", "a plus"]),
        ("total_hip.bmd_g_cm2", "looks_like_mg", 823, ["823 looks like mg/cm2", "0.823"]),
        ("total_hip.bmd_g_cm2", "looks_like_ct", "86 mg/cm3", ["scan_method", "ct_density_mg_cm3"]),
        ("total_hip.t_score", "percent_of_young", "68 %", ["“68 %”", "T-score"]),
        ("scan_date", "date_too_early", 1931, ["1931", "1970"]),
        ("scan_date", "date_unreadable", "03/04/2024", ["“03/04/2024”", "2024-03-01"]),
        ("frax_hip_percent", "frax_hip_above_major", 9.0, ["9 %"]),
        ("tallest_height_cm", "tallest_too_low", 150.0, ["150 cm"]),
        ("age_years", COLUMN_TWICE, None, ["age_years"]),
        (*TOO_MANY_CELLS.split(":"), None, ["more cells"]),
    ],
)
def test_a_sentence_says_what_was_given_what_is_expected_and_what_to_try(column, key, given, parts):
    said = problem_text(column, key, given)
    assert [part for part in parts if part not in said] == []
    assert not BLANK.search(said)


def test_a_sentence_on_a_choice_names_answers_that_the_table_takes():
    """What it tells to write comes back without a problem."""
    for column in columns_in()[1:]:
        if column.kind == "choice":
            said = problem_text(column.name, "not_an_option", "?")
            for option in column.question.options:
                assert option in said
                found = score_table(pd.DataFrame({"sex": ["female"], column.name: [option]}), on=TODAY)
                assert pd.isna(found["problems"].iloc[0])
