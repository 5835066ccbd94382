"""The few lines for Spark: its schema, the function over parts, and Spark itself where it is found."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec

import pandas as pd
import pyarrow as pa
import pytest

from bonecheck.cohort.columns import columns_in, columns_out
from bonecheck.cohort.spark import ddl, scored_parts
from bonecheck.cohort.table import score_table
from tests.cohort.drawn import drawn
from tests.cohort.rows import table_of
from tests.people import ROOT, TODAY

TYPES = {"STRING": pa.string(), "DOUBLE": pa.float64(), "FLOAT": pa.float32(), "BOOLEAN": pa.bool_()}


def types_of(text):
    """A schema as Spark reads it: names with their types."""
    return {name: TYPES[kind] for name, kind in re.findall(r"`(\w+)` ([A-Z]+)(?:, |$)", text)}


def test_the_schema_for_spark_has_every_column_and_can_be_read():
    assert list(types_of(ddl())) == list(columns_out())
    assert types_of(ddl())["qfracture_hip_10y_high"] == pa.float32()
    assert len(re.split(", ", ddl())) == len(columns_out())


def test_parts_come_out_in_the_types_of_the_schema_and_as_the_whole_table():
    people = table_of(drawn(23, 120))
    of_spark = people.rename(columns=lambda name: name.replace(".", "__"))
    parts = list(scored_parts((of_spark.iloc[start : start + 50] for start in (0, 50, 100)), on=TODAY))
    assert [len(part) for part in parts] == [50, 50, 20]
    wanted = types_of(ddl())
    for part in parts:
        for name, kind in wanted.items():
            assert len(pa.array(part[name], type=kind, from_pandas=True)) == len(part)
    found, whole = pd.concat(parts), score_table(people, on=TODAY).astype(object)
    pd.testing.assert_frame_equal(found.astype(object).where(found.notna(), None), whole.where(whole.notna(), None))
    assert list(scored_parts([], on=TODAY)) == []
    assert not [column.name for column in columns_in() if "__" in column.name]


IN_SPARK = """
import sys
from datetime import date
from functools import partial
import pandas as pd
from pyspark.sql import SparkSession
from bonecheck.cohort.spark import ddl, scored_parts

source, out, on = sys.argv[1:]
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
people = spark.read.parquet(source)
people = people.toDF(*[name.replace(".", "__") for name in people.columns])
people.mapInPandas(partial(scored_parts, on=date.fromisoformat(on)), ddl()).write.parquet(out)
"""


@pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None, reason="Spark is no part of the app; it needs Java"
)
def test_spark_writes_what_the_table_says(tmp_path):
    people = table_of(drawn(24, 90))
    texts = dict.fromkeys(people.select_dtypes(["object", "str"]).columns, "string")
    people.astype(texts).to_parquet(tmp_path / "in.parquet", index=False)
    command = [sys.executable, "-c", IN_SPARK, str(tmp_path / "in.parquet"), str(tmp_path / "out"), TODAY.isoformat()]
    ended = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    found, wanted = (
        table.astype(object).sort_values("id", ignore_index=True)
        for table in (pd.read_parquet(tmp_path / "out"), score_table(people, on=TODAY))
    )
    pd.testing.assert_frame_equal(found.where(found.notna(), None), wanted.where(wanted.notna(), None))
