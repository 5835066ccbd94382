"""The command: tables in and out, in pieces, with a stop in the middle."""

import json
import os

import pandas as pd
import pytest

from bonecheck.__main__ import main
from bonecheck.cohort import files
from bonecheck.cohort.columns import columns_in, columns_out
from bonecheck.cohort.files import defused, score_file
from bonecheck.cohort.table import score_table
from bonecheck.errors import UnreadableFile
from tests.cohort.drawn import drawn
from tests.cohort.rows import table_of
from tests.people import TODAY

ON = ["--on", TODAY.isoformat()]


@pytest.fixture
def people():
    return table_of(drawn(11, 250))


def read_parts(folder):
    """All rows that a run wrote, as text."""
    parts = sorted(file for file in folder.iterdir() if file.name.startswith("part-"))
    if parts[0].suffix == ".csv":
        return pd.concat(pd.read_csv(part, dtype=str, keep_default_na=False) for part in parts)
    return pd.concat(pd.read_parquet(part) for part in parts)


def written(tmp_path, text, name="in.csv"):
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def scored(tmp_path, text):
    """What comes out for the text of a CSV."""
    score_file(written(tmp_path, text), tmp_path / "out", on=TODAY, shows_progress=False)
    return read_parts(tmp_path / "out")


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_file_comes_out_as_its_table_in_memory_piece_by_piece(people, tmp_path, ending):
    source = tmp_path / f"in.{ending}"
    if ending == "csv":
        people.to_csv(source, index=False)
    else:
        people.astype(dict.fromkeys(people.select_dtypes(["object", "str"]).columns, "string")).to_parquet(
            source, index=False
        )
    summary = score_file(source, tmp_path / "out.parquet", on=TODAY, rows=90, shows_progress=False)
    found, wanted = read_parts(tmp_path / "out.parquet"), score_table(people, on=TODAY)
    assert len(found) == len(people) == summary.rows == 250
    assert len(list((tmp_path / "out.parquet").glob("part-*"))) == 3
    for name in ("id", "score", "result", "range", "deciding_site", "garvan_status", "qfracture_status"):
        assert found[name].astype(object).fillna("").tolist() == wanted[name].astype(object).fillna("").tolist()
    assert summary.codes["garvan_status"].total() == 250


@pytest.mark.parametrize("of_group", [1, 7, 60, 100, 1000])
def test_parts_of_a_parquet_file_have_as_many_rows_however_it_is_stored(people, tmp_path, of_group):
    texts = dict.fromkeys(people.select_dtypes(["object", "str"]).columns, "string")
    people.astype(texts).to_parquet(tmp_path / "in.parquet", index=False, row_group_size=of_group)
    score_file(tmp_path / "in.parquet", tmp_path / "out", on=TODAY, rows=100, shows_progress=False)
    parts = [pd.read_parquet(part) for part in sorted((tmp_path / "out").glob("part-*"))]
    assert [len(part) for part in parts] == [100, 100, 50]
    found, wanted = (
        frame.astype(object) for frame in (pd.concat(parts, ignore_index=True), score_table(people, on=TODAY))
    )
    pd.testing.assert_frame_equal(found.where(found.notna(), None), wanted.where(wanted.notna(), None))


def test_a_table_without_a_row_comes_out_as_one(people, tmp_path):
    people.iloc[:0].astype({"id": "string"}).to_parquet(tmp_path / "in.parquet", index=False)
    assert score_file(tmp_path / "in.parquet", tmp_path / "out", on=TODAY, shows_progress=False).rows == 0
    assert list(read_parts(tmp_path / "out").columns) == list(columns_out())


def test_a_run_that_stopped_scores_what_is_missing_and_nothing_else(people, tmp_path, monkeypatch):
    people.to_csv(tmp_path / "in.csv", index=False)
    out, real = tmp_path / "out", os.replace

    def stops(source, target):
        if str(target).endswith("part-00002.csv"):
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(files.os, "replace", stops)
    with pytest.raises(KeyboardInterrupt):
        score_file(tmp_path / "in.csv", out, on=TODAY, rows=100, shows_progress=False)
    monkeypatch.undo()
    assert not (out / "part-00002.csv").exists()
    first = (out / "part-00001.csv").stat().st_mtime_ns
    summary = score_file(tmp_path / "in.csv", out, on=TODAY, rows=100, shows_progress=False)
    assert (out / "part-00001.csv").stat().st_mtime_ns == first
    assert summary.rows == len(read_parts(out)) == 250
    assert sorted(file.name for file in out.iterdir() if file.name.startswith(".")) == []


def test_a_part_that_was_taken_away_is_made_again(people, tmp_path):
    people.to_csv(tmp_path / "in.csv", index=False)
    once = score_file(tmp_path / "in.csv", tmp_path / "out", on=TODAY, rows=100, shows_progress=False)
    before = read_parts(tmp_path / "out")
    (tmp_path / "out" / "part-00003.csv").unlink()
    again = score_file(tmp_path / "in.csv", tmp_path / "out", on=TODAY, rows=100, shows_progress=False)
    pd.testing.assert_frame_equal(read_parts(tmp_path / "out"), before)
    assert again == once


def test_another_run_is_never_mixed_into_a_folder(people, tmp_path):
    people.to_csv(tmp_path / "in.csv", index=False)
    score_file(tmp_path / "in.csv", tmp_path / "out", on=TODAY, shows_progress=False)
    with pytest.raises(UnreadableFile, match="cohort_other_run"):
        score_file(tmp_path / "in.csv", tmp_path / "out", on=TODAY.replace(year=2025), shows_progress=False)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="cohort_other_run"):
        score_file(tmp_path / "in.csv", tmp_path / "full", on=TODAY, shows_progress=False)


HEAD = "id,age_years,sex,femoral_neck.t_score,scan_method"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (f"\ufeff{HEAD}\na,70,female,-1.4,dxa\n", [""]),
        (
            "id;age_years;sex;femoral_neck.t_score;scan_method\na;70;female;-1,4;dxa\n",
            ["femoral_neck.t_score:decimal_comma"],
        ),
        ("id\tage_years\tsex\tfemoral_neck.t_score\tscan_method\na\t70\tfemale\t-1.4\tdxa\n", [""]),
        (f"{HEAD}\r\na,70,female,-1.4,dxa\r\nb,71,male,-1.0,dxa\r\n", ["", ""]),
        (f"{HEAD}\na,70,female,-1.4,dxa", [""]),
        (f"{HEAD}\na,70\n", [""]),
        (f"{HEAD}\na,70,female,-1.4,dxa,1,2,3\nb,70,female,-1.4,dxa\n", ["row:too_many_cells", ""]),
        (f"{HEAD}\na,NA,female,-1.4,dxa\n", [""]),
        (f"{HEAD}\na,70,female,inf,dxa\n", ["femoral_neck.t_score:not_a_number"]),
        (f"{HEAD}\na,99999999999999999999999999,female,-1.4,dxa\n", ["age_years:out_of_range"]),
        (f'{HEAD}\n"a\nb",70,female,-1.4,dxa\n', [""]),
        (f"{HEAD}\na,70,fem\u00e4le,-1.4,dxa\n".encode("latin-1"), ["sex:not_an_option"]),
        (f"{HEAD},age_years\na,70,female,-1.4,dxa,20\n", ["age_years:column_twice"]),
        (f"{HEAD}\n", []),
    ],
)
def test_a_csv_comes_in_as_people_write_it_with_as_many_rows_out(tmp_path, text, problems):
    found = scored(tmp_path, text)
    assert found["problems"].tolist() == problems
    assert list(found.columns) == list(columns_out())


def test_a_row_of_a_csv_is_read_for_itself_whatever_stands_in_the_others(tmp_path):
    table_of(drawn(13, 60, wrong=0.1)).to_csv(tmp_path / "in.csv", index=False)
    for rows, out in ((60, "at once"), (1, "one by one")):
        score_file(tmp_path / "in.csv", tmp_path / out, on=TODAY, rows=rows, shows_progress=False)
    at_once, one_by_one = (read_parts(tmp_path / out).reset_index(drop=True) for out in ("at once", "one by one"))
    pd.testing.assert_frame_equal(at_once, one_by_one)


def test_a_row_with_too_many_cells_is_not_read_at_all(tmp_path):
    """Its cells may stand in the wrong columns."""
    found = scored(tmp_path, f"{HEAD}\na,70,female,extra,-1.4,dxa\nb,70,female,-1.4,dxa\n")
    assert found["range"].tolist() == ["", "osteopenia"]
    assert found["qfracture_status"].tolist()[0] == "sex_needed"


@pytest.mark.parametrize(
    ("text", "lines", "first"),
    [
        (f"{HEAD}\na,70,female,-1.4,dxa\n\nb,71,female,-1.4,dxa", 0, 0),
        (f'{HEAD}\na,70,female,-1.4,dxa\n"b\nb",71,female,-1.4,dxa\n', 1, 3),
        (f'{HEAD}\na,70,female,-1.4,"dxa\nb,70,female,-1.4,dxa\nc,70,female,-1.4,dxa",\nd,70,,,\n', 2, 2),
    ],
)
def test_lines_that_a_quote_swallows_are_counted_and_said(tmp_path, capsys, text, lines, first):
    """A quote that is not closed takes the rows behind it into its cell: nobody is lost without a word."""
    found = score_file(written(tmp_path, text), tmp_path / "out", on=TODAY, shows_progress=False)
    assert (found.lines_in_cells, found.first_of_them) == (lines, first)
    assert main(["cohort", str(tmp_path / "in.csv"), str(tmp_path / "again"), *ON]) == 0
    said = capsys.readouterr().err
    assert ("rows are missing" in said) == bool(lines)
    assert f"in line {first}" in said or not lines


def test_rows_without_a_label_are_numbered_through_all_pieces(people, tmp_path):
    people.drop(columns="id").to_csv(tmp_path / "in.csv", index=False)
    score_file(tmp_path / "in.csv", tmp_path / "out", on=TODAY, rows=100, shows_progress=False)
    assert read_parts(tmp_path / "out")["id"].tolist() == [str(number) for number in range(1, 251)]


def test_a_label_keeps_its_zeros_and_no_spreadsheet_runs_it(tmp_path):
    labels = ["007", "=cmd()", "+1+1", "-2+3", "@sum(a1)", "\t=1", "-1.8", "plain", "1e5", "NA"]
    rows = "\n".join(f'"{label}",70,female,-1.4,dxa' for label in labels)
    found = scored(tmp_path, f"{HEAD}\n{rows}\n")["id"].tolist()
    assert found == ["007", "'=cmd()", "'+1+1", "'-2+3", "'@sum(a1)", "'\t=1", "-1.8", "plain", "1e5", "NA"]
    assert defused(None) is None
    assert defused("\r=1") == "'\r=1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column that we know"),
        ("name,age\nAnn,70\n", "no column that we know"),
        ("id\n1\n", "no column that we know"),
    ],
)
def test_a_file_of_which_no_column_is_known_ends_with_2_and_one_line(tmp_path, capsys, text, said):
    file = written(tmp_path, text)
    assert main(["cohort", str(file), str(tmp_path / "out"), *ON]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["nowhere.csv", "nowhere.parquet", "broken.parquet"])
def test_a_file_that_cannot_be_read_ends_with_2_and_one_line(tmp_path, capsys, name):
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no")
    assert main(["cohort", str(tmp_path / name), str(tmp_path / "out"), *ON]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("bonecheck: ")
    assert name in line


def test_the_command_says_how_it_goes_and_what_became_of_all_rows(people, tmp_path, capsys):
    people.assign(note="x").to_csv(tmp_path / "in.csv", index=False)
    assert main(["cohort", str(tmp_path / "in.csv"), str(tmp_path / "out"), *ON]) == 0
    output = capsys.readouterr()
    assert output.out == ""
    assert "250/250" in output.err
    assert "people/s" in output.err
    said = output.err.splitlines()
    assert any(line.startswith("250 rows, ") for line in said)
    assert "Columns that were not read: note" in said
    assert "QFracture" in said
    assert not [line for line in said if "{" in line or "model_" in line]
    kept = json.loads((tmp_path / "out" / "_run.json").read_text(encoding="utf-8"))
    assert kept["parts"]["1"]["rows"] == 250


def test_the_template_holds_all_columns_and_comes_back_as_an_empty_table(tmp_path):
    template = tmp_path / "template.csv"
    assert main(["cohort", "--template", str(template)]) == 0
    assert template.read_text(encoding="utf-8").strip().split(",") == [column.name for column in columns_in()]
    assert score_file(template, tmp_path / "out", on=TODAY, shows_progress=False).rows == 0


@pytest.mark.parametrize("arguments", [[], ["in.csv"], ["in.csv", "out", "--template", "t.csv"]])
def test_the_command_wants_a_table_and_a_folder_or_a_template(arguments):
    with pytest.raises(SystemExit) as ended:
        main(["cohort", *arguments])
    assert ended.value.code == 2
