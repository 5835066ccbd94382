"""score_table(): order, identity, and cells that are wrong."""

import datetime
import decimal
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from bonecheck.cohort.columns import RESULTS, STATUSES, columns_in, columns_out
from bonecheck.cohort.table import score_table
from bonecheck.evidence.library import document
from bonecheck.words.outcomes import text_keys
from tests.cohort.drawn import drawn
from tests.cohort.rows import table_of
from tests.people import ROOT, TODAY

WOMAN = {"age_years": 70, "sex": "female", "menopausal_status": "postmenopausal", "scan_method": "dxa"}
SCANNED = {**WOMAN, "femoral_neck.t_score": -1.4, "total_hip.t_score": -1.2}


def one(**cells):
    """The row that comes out for one person."""
    table = pd.DataFrame([{key.replace("__", "."): cell for key, cell in cells.items()}])
    return score_table(table, on=TODAY).iloc[0]


def of(answers, **more):
    return one(**{key.replace(".", "__"): cell for key, cell in {**answers, **more}.items()})


def test_every_column_has_the_dtype_that_is_written_down_whatever_comes_in():
    people = drawn(5, 40)
    for table in (table_of(people), table_of(people[:1]), table_of(people).iloc[:0], pd.DataFrame(index=range(3))):
        scored = score_table(table, on=TODAY)
        assert len(scored) == len(table)
        assert scored.dtypes.to_dict() == columns_out()


def test_the_columns_that_are_read_have_names_of_their_own():
    names = [column.name for column in columns_in()]
    assert names[0] == "id"
    assert len(names) == len(set(names))
    assert {"age_years", "lumbar_spine.t_score", "total_hip_left.z_score", "conditions", "drinks_per_week.wine"} <= {
        *names
    }
    assert not [name for name in names if name.startswith("earlier.")]


def test_rows_keep_their_order_their_index_and_their_label():
    table = table_of(drawn(6, 200)).sample(frac=1, random_state=1)
    table.index = table.index * 7 + 3
    scored = score_table(table, on=TODAY)
    assert scored.index.equals(table.index)
    assert scored["id"].tolist() == table["id"].tolist()
    alone = score_table(table.iloc[[17]], on=TODAY)
    pd.testing.assert_frame_equal(alone, scored.iloc[[17]])


def test_the_app_and_its_pages_start_without_what_reads_tables():
    code = (
        "import sys, pkgutil, bonecheck.ui, bonecheck.ui.server\n"
        "for module in pkgutil.walk_packages(bonecheck.ui.__path__, 'bonecheck.ui.'): __import__(module.name)\n"
        "print(sorted({'pandas', 'pyarrow', 'tqdm', 'dask', 'distributed'} & sys.modules.keys()))"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_the_table_that_came_in_stays_as_it_was():
    table = table_of(drawn(7, 100))
    before = table.copy(deep=True)
    score_table(table, on=TODAY)
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize(
    ("t_score", "named"),
    [(-2.51, "osteoporosis"), (-2.5, "osteoporosis"), (-2.49, "osteopenia"), (-1.01, "osteopenia"), (-1.0, "normal")],
)
def test_a_t_score_is_sorted_as_printed(t_score, named):
    found = of(WOMAN, **{"femoral_neck.t_score": t_score})
    assert (found["score"], found["range"], found["value"]) == ("t_score", named, t_score)
    assert found["deciding_site"] == "femoral_neck"


@pytest.mark.parametrize(("z_score", "named"), [(-2.01, "below"), (-2.0, "below"), (-1.99, "within")])
def test_a_man_of_40_is_read_by_the_z_score(z_score, named):
    found = one(age_years=40, sex="male", scan_method="dxa", femoral_neck__z_score=z_score)
    assert (found["score"], found["why"], found["range"]) == ("z_score", "man_too_young", named)


def test_sites_with_the_same_lowest_score_decide_together():
    found = of(SCANNED, **{"lumbar_spine.t_score": -1.4})
    assert found["deciding_site"] == "lumbar_spine;femoral_neck"


def test_a_site_of_two_hips_decides_by_the_lower_side():
    hips = {"total_hip_left.t_score": -1.9, "total_hip_right.t_score": -2.7}
    found = of(WOMAN, **hips)
    assert (found["deciding_site"], found["value"], found["range"]) == ("total_hip_right", -2.7, "osteoporosis")


def test_a_score_far_above_average_names_no_range():
    found = of(WOMAN, **{"lumbar_spine.t_score": 4.0})
    assert (found["result"], pd.isna(found["range"])) == ("headline_far_above", True)


def test_an_unknown_answer_leaves_a_range_and_is_never_a_no():
    known = {**SCANNED, "height_cm": 162, "weight_kg": 60, "fracture_since_50": "no", "falls_12_months": 0}
    told, open_ = of(known), of({**known, "falls_12_months": "not_known"})
    assert told["garvan_any_5y_low"] == told["garvan_any_5y_high"]
    assert open_["garvan_any_5y_low"] == told["garvan_any_5y_low"]
    assert open_["garvan_any_5y_high"] > told["garvan_any_5y_high"]


@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        ({"weight_kg": "sixty"}, "weight_kg:not_a_number"),
        ({"weight_kg": "61,5"}, "weight_kg:decimal_comma"),
        ({"weight_kg": np.inf}, "weight_kg:out_of_range"),
        ({"weight_kg": -np.inf}, "weight_kg:out_of_range"),
        ({"weight_kg": 10**400}, "weight_kg:out_of_range"),
        ({"weight_kg": 1e300}, "weight_kg:out_of_range"),
        ({"weight_kg": True}, "weight_kg:not_a_number"),
        ({"weight_kg": {"kg": 61}}, "weight_kg:not_a_number"),
        ({"height_cm": 1.62}, "height_cm:out_of_range"),
        ({"height_cm": 160, "tallest_height_cm": 150}, "tallest_height_cm:tallest_too_low"),
        ({"age_years": 62.5}, "age_years:not_whole"),
        ({"age_years": 620}, "age_years:out_of_range"),
        ({"sex": "w"}, "sex:not_an_option"),
        ({"smoking": 3}, "smoking:not_an_option"),
        ({"conditions": "coeliac;gout"}, "conditions:not_an_option"),
        ({"scan_date": "03/04/2024"}, "scan_date:date_unreadable"),
        ({"scan_date": "2031-01-01"}, "scan_date:date_in_future"),
        ({"scan_date": 1931}, "scan_date:date_too_early"),
        ({"age_years": 40, "scan_date": "1980"}, "scan_date:date_before_birth"),
        ({"total_hip.bmd_g_cm2": 823}, "total_hip.bmd_g_cm2:looks_like_mg"),
        ({"frax_major_percent": 8, "frax_hip_percent": 9}, "frax_hip_percent:frax_hip_above_major"),
    ],
)
def test_a_wrong_cell_is_a_problem_and_the_others_are_read(cells, problems):
    found = of({**SCANNED, **cells})
    assert found["problems"] == problems


@pytest.mark.parametrize("blank", [None, np.nan, pd.NA, pd.NaT, "", "  "])
def test_a_blank_is_no_problem_and_no_answer(blank):
    found = of({**SCANNED, "weight_kg": blank, "sex": blank})
    assert pd.isna(found["problems"])
    assert found["qfracture_status"] == "sex_needed"


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ({"age_years": "70"}, {"age_years": 70}),
        ({"age_years": " 70 "}, {"age_years": 70}),
        ({"age_years": 70.0}, {"age_years": 70}),
        ({"sex": " Female"}, {"sex": "female"}),
        ({"weight_kg": decimal.Decimal("61.5")}, {"weight_kg": 61.5}),
        ({"weight_kg": "143 lb"}, {"weight_kg": 64.86}),
        ({"femoral_neck.t_score": "-1.4"}, {"femoral_neck.t_score": -1.4}),
        ({"femoral_neck.t_score": "\u22121.4"}, {"femoral_neck.t_score": -1.4}),
        ({"falls_12_months": 2.0}, {"falls_12_months": "2"}),
        ({"care_home": True}, {"care_home": "yes"}),
        ({"scan_date": datetime.date(2024, 3, 1)}, {"scan_date": "2024-03-01"}),
        ({"scan_date": pd.Timestamp("2024-03-01 10:00")}, {"scan_date": "2024-03-01"}),
        ({"scan_date": 2024.0}, {"scan_date": "2024"}),
        ({"conditions": ["coeliac", "cancer"]}, {"conditions": "cancer; Coeliac"}),
    ],
)
def test_a_cell_may_be_written_in_more_than_one_way(cell, answer):
    body = {**SCANNED, "height_cm": 162, "weight_kg": 60}
    found, wanted = of({**body, **cell}), of({**body, **answer})
    assert pd.isna(found["problems"])
    pd.testing.assert_series_equal(found, wanted, rtol=1e-3)


def test_a_score_that_cannot_be_read_holds_its_site_and_names_no_range():
    """A lost point or a comma may hide the lowest score: the others are no all-clear."""
    for cell in (-18.0, "-1,8", "low"):
        found = of({**SCANNED, "lumbar_spine.t_score": cell})
        assert (found["result"], found["held"]) == ("not_read_yet", "lumbar_spine:not_read_yet")
        assert pd.isna(found["range"])
        assert pd.isna(found["value"])


def test_a_tick_that_is_not_known_leaves_the_list_open():
    body = {**SCANNED, "height_cm": 162, "weight_kg": 60, "medicines": "none", "rheumatoid_arthritis": "no"}
    some, all_ = of({**body, "conditions": "cancer;gout"}), of({**body, "conditions": "cancer"})
    assert some["qfracture_hip_5y_low"] == all_["qfracture_hip_5y_low"]
    assert some["qfracture_hip_5y_high"] > all_["qfracture_hip_5y_high"]


def test_a_column_that_stands_there_twice_is_not_read():
    table = pd.DataFrame([[70, 20, "female"]], columns=["age_years", "age_years", "sex"])
    found = score_table(table, on=TODAY).iloc[0]
    assert found["problems"] == "age_years:column_twice"
    assert found["qfracture_status"] == "age_needed"


def test_columns_that_are_not_read_are_named():
    table = pd.DataFrame({"age": [70], "age_years": [70], "sex": ["female"], 7: [1]})
    assert score_table(table, on=TODAY).attrs["not_read"] == ["age", "7"]


def test_a_row_with_a_score_has_a_scan_but_a_no_is_a_no():
    assert of(SCANNED)["range"] == "osteopenia"
    assert of({**SCANNED, "has_scan": "no"})["result"] == "no_scan"


def test_every_status_has_a_name_and_every_headline_a_code():
    assert document("names.toml")["cohort_status"].keys() == {*STATUSES}
    headlines = {key for key in text_keys("outcomes") if key.startswith("headline_")}
    assert headlines <= {*RESULTS}
    assert {key for key in RESULTS if key.startswith("headline_")} <= headlines
