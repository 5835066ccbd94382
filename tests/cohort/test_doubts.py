"""What a table doubts of cells that it reads all the same; that a lost minus sign is named comes first."""

import random

import numpy as np
import pandas as pd
import pytest

from bonecheck.cohort.columns import columns_in
from bonecheck.cohort.doubts import Doubts
from bonecheck.cohort.files import score_file
from bonecheck.cohort.table import score_table
from bonecheck.words.cohort import problem_text
from tests.cohort.drawn import drawn
from tests.cohort.rows import table_of
from tests.cohort.test_files import read_parts, written
from tests.cohort.test_words import BLANK, codes_of
from tests.people import TODAY

WOMAN = {"age_years": 70, "sex": "female", "menopausal_status": "postmenopausal", "scan_method": "dxa"}
YOUNGER = {"age_years": 42, "sex": "female", "menopausal_status": "premenopausal", "pregnancy": "no"}
HOLOGIC = {**WOMAN, "scanner_make": "hologic"}


def doubts(answers, **more):
    """The doubts of one row."""
    scored = score_table(pd.DataFrame([{**answers, **more}]), on=TODAY)["doubts"].iloc[0]
    return "" if pd.isna(scored) else scored


@pytest.mark.parametrize(
    ("cells", "doubted"),
    [
        ({"femoral_neck.t_score": 1.8}, "femoral_neck.t_score:plus_or_minus"),
        ({"femoral_neck.t_score": 0.1}, "femoral_neck.t_score:plus_or_minus"),
        ({"femoral_neck.t_score": 0.0}, ""),
        ({"femoral_neck.t_score": -1.8}, ""),
        ({"femoral_neck.t_score": "1.8"}, "femoral_neck.t_score:plus_or_minus"),
        ({"femoral_neck.t_score": "+1.8"}, ""),
        ({"femoral_neck.t_score": " +1.8 "}, ""),
        ({"femoral_neck.t_score": "plus 1.8"}, ""),
        ({"femoral_neck_left.t_score": 1.8, "total_hip.t_score": -0.2}, "femoral_neck_left.t_score:plus_or_minus"),
        ({"one_third_radius.t_score": 0.4}, "one_third_radius.t_score:plus_or_minus"),
        ({"femoral_neck.t_score": 1.8, "has_scan": "no"}, ""),
        ({"femoral_neck.t_score": -1.8, "femoral_neck.z_score": 0.3}, ""),  # her Z-score is not what counts
        ({"femoral_neck.t_score": 1.8, "height_cm": "tall", "age_years": "70"}, "femoral_neck.t_score:plus_or_minus"),
    ],
)
def test_a_t_score_above_zero_without_its_sign_is_doubted(cells, doubted):
    assert doubts({**WOMAN, **cells}) == doubted


def test_a_doubted_score_is_read_all_the_same():
    """Most scores above zero are right: a range is named, and the doubt stands beside it."""
    scored = score_table(pd.DataFrame([{**WOMAN, "femoral_neck.t_score": 1.8}]), on=TODAY).iloc[0]
    assert (scored["range"], scored["doubts"]) == ("normal", "femoral_neck.t_score:plus_or_minus")
    assert pd.isna(scored["problems"])


@pytest.mark.parametrize(
    ("bmd", "doubted"),
    [
        (0.99, ""),  # near +1.1 by the table for young women, 0.858 with 0.120
        (0.70, "total"),
    ],
)
def test_a_bone_density_settles_the_sign_or_speaks_for_a_minus(bmd, doubted):
    found = doubts(HOLOGIC, **{"femoral_neck.t_score": 1.3, "femoral_neck.bmd_g_cm2": bmd})
    if doubted:
        assert "femoral_neck.t_score:plus_or_minus_by_bmd" in found
        assert "femoral_neck.t_score:t_and_bmd_conflict" in found
    else:
        assert found == ""


def test_where_the_z_score_counts_its_sign_is_doubted():
    cells = {"lumbar_spine.vertebrae": "L1-L4", "lumbar_spine.z_score": 0.4, "lumbar_spine.t_score": 0.2}
    assert doubts({**YOUNGER, **cells}) == "lumbar_spine.z_score:plus_or_minus"
    open_ = {**YOUNGER, **cells, "age_years": 47, "menopausal_status": "not_known"}
    assert doubts(open_) == "lumbar_spine.t_score:plus_or_minus;lumbar_spine.z_score:plus_or_minus"


@pytest.mark.parametrize(
    ("cells", "doubted"),
    [
        ({"femoral_neck.bmd_g_cm2": 0.34}, "femoral_neck.bmd_g_cm2:rare_bmd"),
        ({"femoral_neck.bmd_g_cm2": 0.35}, ""),
        ({"femoral_neck.bmd_g_cm2": 1.7}, ""),
        ({"femoral_neck.bmd_g_cm2": 1.71}, "femoral_neck.bmd_g_cm2:rare_bmd"),
        ({"height_cm": 200, "weight_kg": 59.9}, "weight_kg:rare_bmi"),
        ({"height_cm": 200, "weight_kg": 60}, ""),
        ({"height_cm": 200, "weight_kg": 240}, ""),
        ({"height_cm": 200, "weight_kg": 240.1}, "weight_kg:rare_bmi"),
        ({"age_years": 54, "menopausal_status": "premenopausal"}, ""),
        ({"age_years": 55, "menopausal_status": "premenopausal"}, "menopausal_status:premenopausal_doubtful_age"),
        ({"femoral_neck.t_score": -0.9, "femoral_neck.z_score": -2.4}, "femoral_neck.t_score:t_and_z_conflict"),
        ({"femoral_neck.t_score": -3.4, "femoral_neck.z_score": 0.9}, "femoral_neck.t_score:z_far_above_t"),
        (
            {"lumbar_spine.t_score": -1.4, "lumbar_spine.vertebrae": "other", "lumbar_spine.vertebrae_other": "L1"},
            "lumbar_spine.vertebrae:one_vertebra",
        ),
        (
            {"lumbar_spine.t_score": -1.4, "lumbar_spine.vertebrae": "other"},
            "lumbar_spine.vertebrae:no_vertebra_named",
        ),
        ({"scan_regions": "heel"}, "scan_regions:heel"),
    ],
)
def test_what_the_form_asks_to_look_at_again_is_doubted(cells, doubted):
    assert doubts({**WOMAN, "has_scan": "yes", **cells}) == doubted


def test_a_plus_sign_of_a_csv_is_seen(tmp_path):
    head = "age_years,sex,scan_method,femoral_neck.t_score"
    text = "\n".join([head, *(f"70,female,dxa,{score}" for score in ("1.8", "+1.8", "-1.8", "", "NA"))])
    score_file(written(tmp_path, text), tmp_path / "out", on=TODAY, shows_progress=False)
    found = read_parts(tmp_path / "out")
    assert found["doubts"].tolist() == ["femoral_neck.t_score:plus_or_minus", "", "", "", ""]
    assert found["range"].tolist() == ["normal", "normal", "osteopenia", "", ""]


def test_as_many_doubts_as_there_are_columns_stay_apart():
    """More than fit into one whole number, each in rows of its own."""
    dice, columns = random.Random(5), [column.name for column in columns_in()[1:]]
    rows = [sorted(dice.sample(range(len(columns)), dice.choice([0, 0, 1, 2, 9]))) for _ in range(2000)]
    found = Doubts(len(rows))
    for place, column in enumerate(columns):
        found.add(column, "doubt", np.array([place in row for row in rows]))
    found.by_row = {7: [(columns[0], "alone")], 8: []}
    wanted = [";".join(f"{columns[place]}:doubt" for place in row) or None for row in rows]
    wanted[7], wanted[8] = f"{columns[0]}:alone", None
    assert len(columns) > 64
    assert found.texts().to_pylist() == wanted


def test_every_doubt_has_a_sentence():
    no_minus = {**HOLOGIC, "femoral_neck.t_score": 1.3, "femoral_neck.bmd_g_cm2": 0.7}
    table = table_of([*drawn(33, 600), no_minus])
    found = list(codes_of(table, score_table(table, on=TODAY)["doubts"]))
    keys = {key for _, key, _ in found}
    assert {"plus_or_minus", "plus_or_minus_by_bmd", "rare_bmd", "one_vertebra", "heel", "rare_bmi"} <= keys
    for column, key, given in found:
        said = problem_text(column, key, given)
        assert said.endswith((".", "?")), (column, key, given)
        assert not BLANK.search(said), said
