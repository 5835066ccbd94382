"""Reads the columns of a table for the models: arrays and single values alike."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]


def numbers(column: npt.ArrayLike) -> Floats:
    """`column` as numbers; NaN and None are NaN, not known."""
    return np.asarray(column, dtype=np.float64)


def as_printed(column: npt.ArrayLike) -> Floats:
    """T-scores as a report prints them, to be compared with a cut-off; never rounded to one decimal.

    No table that was read says that a second decimal is dropped, and a dropped one moves people over an edge.

    >>> as_printed([-2.45, -2.5000000001, -1.04]).tolist()
    [-2.45, -2.5, -1.04]
    """
    return np.asarray(np.round(numbers(column), 6) + 0.0)  # what floating point adds, and no more


def yes_or_no(column: npt.ArrayLike) -> Bools:
    """`column` of True and False, or 1 and 0; raises ValueError for anything else, for unknown is not no.

    >>> yes_or_no([1, 0]).tolist()
    [True, False]
    >>> yes_or_no([True, None])
    Traceback (most recent call last):
    ValueError: expected only yes (True or 1) and no (False or 0); an answer that is not known has no place here
    """
    answers = np.asarray(column)
    if answers.dtype.kind not in "biuf" or not ((answers == 0) | (answers == 1)).all():
        raise ValueError(
            "expected only yes (True or 1) and no (False or 0); an answer that is not known has no place here"
        )
    return answers.astype(np.bool_)


def broadcast(
    table: Mapping[str, npt.ArrayLike], names: Iterable[str]
) -> tuple[dict[str, npt.NDArray[Any]], tuple[int, ...]]:
    """The named columns as arrays of one length, and the shape in which to give the answer back.

    Single values stand for a whole column. Raises `KeyError` if a column is missing and `ValueError` if two
    columns differ in length.
    """
    arrays = {name: np.asarray(table[name]) for name in names}
    shape = np.broadcast_shapes(*(array.shape for array in arrays.values()))
    length = shape or (1,)
    whole = {name: array if array.shape == length else np.broadcast_to(array, length) for name, array in arrays.items()}
    return whole, shape
