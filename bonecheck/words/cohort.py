"""Says what became of a table of many people: how many rows, how many in each range, and why a model said nothing."""

from collections import Counter
from collections.abc import Iterator

from bonecheck.cohort.columns import MODELS
from bonecheck.cohort.files import Summary
from bonecheck.scan.densitometry import BmdCategory
from bonecheck.words.language import message, name, number
from bonecheck.words.outcomes import all_texts


def summary_lines(summary: Summary) -> Iterator[str]:
    """The summary, line by line."""
    rows, problems = (number(count, grouped=True) for count in (summary.rows, summary.with_problems))
    yield message("cohort_rows", count=summary.rows, rows=rows, problems=problems)
    if summary.not_read:
        yield message("cohort_not_read", columns=", ".join(summary.not_read))
    ranges = summary.codes.get("range", Counter())
    yield message("cohort_ranges")
    yield from _lines(Counter({_range(key): count for key, count in ranges.items()}), summary.rows)
    for columns in MODELS:
        yield all_texts("not_assessed")[f"model_{columns.model}"].title
        found = summary.codes.get(columns.status, Counter())
        yield from _lines(Counter({name("cohort_status", key): count for key, count in found.items()}), 0)


def _range(key: str) -> str:
    return name("category" if key in {*BmdCategory} else "expected_range", key)


def _lines(found: Counter[str], rows: int) -> Iterator[str]:
    """Each count with what it counts, the largest first; of `rows` the rest have no range."""
    rest = rows - found.total()
    told = [*found.most_common(), *([(message("cohort_no_range"), rest)] if rest > 0 else [])]
    for what, count in told:
        yield message("cohort_line", count=f"{number(count, grouped=True):>12}", what=what)
