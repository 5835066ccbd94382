"""Made-up people as tables for QFracture: the same on every machine, all inside what the model accepts."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from bonecheck.evidence.library import model

SEED = 2012
SHARE_WITH_A_FLAG = 0.1
Table = dict[str, npt.NDArray[np.generic]]


def table(count: int, *, seed: int = SEED) -> Table:
    """One row per person, in the types that a CSV reader gives; every second flag stood there as 0 or 1 (int64),
    the others as False or True (bool).
    """
    data, random = model("qfracture_2012"), np.random.default_rng(seed)
    accepts = data["accepts"]
    (youngest, oldest), (lightest, heaviest), (shortest, longest) = (
        accepts[name] for name in ("age_years", "bmi_kg_m2", "years")
    )
    return {
        "sex": random.choice(["female", "male"], count),
        "age": random.integers(youngest, oldest, count, endpoint=True),
        "bmi": random.uniform(lightest, heaviest, count),
        "years": random.integers(shortest, longest, count, endpoint=True),
        **{name: random.choice([int(code) for code in codes], count) for name, codes in data["codes"].items()},
        **{
            flag: (random.random(count) < SHARE_WITH_A_FLAG).astype(np.int64 if number % 2 else np.bool_)
            for number, flag in enumerate(data["flags"])
        },
    }


def pieces(count: int, rows: int) -> Iterator[Table]:
    """Tables of `rows` people, one at a time, until there were `count` people."""
    for number in range(count // rows):
        yield table(rows, seed=SEED + number)


def rows(people: Table, count: int) -> list[dict[str, Any]]:
    """The first people of a table, each as a row of plain Python values."""
    columns = [column[:count].tolist() for column in people.values()]
    return [dict(zip(people, values, strict=True)) for values in zip(*columns, strict=True)]
