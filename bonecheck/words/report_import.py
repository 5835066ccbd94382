"""Words for what was read of a report that somebody brings: each number with its place, its sign spelled out."""

import msgspec

from bonecheck.answers.report_import.found import FoundReport, FoundRow
from bonecheck.scan.brought import looked_over
from bonecheck.words.language import capital, listed, message, name, number

_SCORES = ("t_score", "z_score", "percent_change")


def found_as_data(report: FoundReport) -> dict[str, object]:
    """`report` as plain data; each row, doubt and piece left out with its words."""
    report = looked_over(report)
    data: dict[str, object] = msgspec.to_builtins(report)
    data["rows"] = [_row_as_data(row) for row in report.rows]
    data["earlier"] = [
        {**msgspec.to_builtins(scan), "rows": [_row_as_data(row) for row in scan.rows]} for scan in report.earlier
    ]
    data["doubts"] = [{"key": doubt, "words": name("found_doubt", doubt)} for doubt in report.doubts]
    data["not_understood"] = [
        {**msgspec.to_builtins(piece), "words": name("found_reason", piece.reason)} for piece in report.not_understood
    ]
    return data


def _row_as_data(row: FoundRow) -> dict[str, object]:
    doubts = [name("found_doubt", doubt) for doubt in row.doubts]
    return {**msgspec.to_builtins(row), "words": row_words(row), "doubt_words": doubts}


def row_words(row: FoundRow) -> str:
    """A row in one line: "Hip, femoral neck, left: T-score minus 1.8"."""
    return message("found_row", place=capital(place_words(row)), numbers=listed(_numbers(row)))


def place_words(row: FoundRow) -> str:
    """Where a row was measured, in plain words."""
    region = row.region or (listed(row.vertebrae) if row.vertebrae else "none")
    if not row.vertebrae:
        region = name("found_region", region)
    parts = (name("found_site", row.site), region, name("found_side", row.side or "none"))
    return listed(part for part in parts if part)


def spelled(value: float) -> str:
    """A number with its sign as a word, since a sign alone is easily missed: "minus 1.8"."""
    size = number(abs(value))
    if value == 0:
        return size
    return message("found_minus" if value < 0 else "found_plus", size=size)


def _numbers(row: FoundRow) -> list[str]:
    found = [
        message(f"found_{kind}", score=spelled(value)) for kind in _SCORES if (value := getattr(row, kind)) is not None
    ]
    if row.bmd_g_cm2 is not None:
        found.append(message("found_bmd_g_cm2", density=number(row.bmd_g_cm2, decimals=3)))
    return found
