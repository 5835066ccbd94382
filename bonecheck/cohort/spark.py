"""For those who have Spark: `people.mapInPandas(partial(scored_parts, on=day), ddl())`. Nothing here needs Spark itself.

Spark takes a point in the name of a column for a part of it, so there `lumbar_spine.t_score` is `lumbar_spine__t_score`.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np
import pandas as pd

from bonecheck.cohort.columns import columns_out
from bonecheck.cohort.table import Scorer

_TYPES = {np.dtype(np.float64): "DOUBLE", np.dtype(np.float32): "FLOAT", np.dtype(np.bool_): "BOOLEAN"}


def ddl() -> str:
    """The columns of `columns_out()` as Spark names them: codes and texts are strings.

    >>> ddl().split(", ")[:2]
    ['`id` STRING', '`score` STRING']
    """
    return ", ".join(f"`{name}` {_TYPES.get(dtype, 'STRING')}" for name, dtype in columns_out().items())


def scored_parts(parts: Iterable[pd.DataFrame], *, on: date) -> Iterator[pd.DataFrame]:
    """Each part scored as `score_table` does, in the types of `ddl()`."""
    scorer = Scorer(on)
    texts = {name: object for name, dtype in columns_out().items() if dtype not in _TYPES}
    for part in parts:
        scored = scorer.score(part.rename(columns=lambda name: name.replace("__", "."))).astype(texts)
        yield scored.where(scored[[*texts]].notna().reindex(columns=scored.columns, fill_value=True), None)
