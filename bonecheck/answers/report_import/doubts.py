"""What a row says against one of its own numbers. It is asked about, and never put right."""

from dataclasses import replace

from bonecheck.answers.dxa_report import Vertebra
from bonecheck.answers.report_import.claims import Claim, T
from bonecheck.answers.report_import.found import Doubt, FoundRow
from bonecheck.evidence.library import threshold


def doubts_of(row: FoundRow, claims: list[Claim]) -> list[Doubt]:
    """The doubts about a row that its report alone raises. `scan/brought.py` has those that tables and rules raise."""
    found = []
    if is_off(row.t_score, row.percent_of_young):
        found.append(Doubt.T_AGAINST_PERCENT)
    if is_off(row.z_score, row.percent_of_age):
        found.append(Doubt.Z_AGAINST_PERCENT)
    if any(claim.loose for claim in claims):
        found.append(Doubt.TIME_NOT_SURE)
    if any(claim.whole for claim in claims):
        found.append(Doubt.NO_DECIMAL)
    said = {claim.said for claim in claims if T in claim.values} - {""}
    if row.t_score is not None and said:
        is_normal = threshold("t_score_normal").is_met_by(row.t_score)
        if (is_normal and "low" in said) or (not is_normal and "normal" in said):
            found.append(Doubt.T_AGAINST_CONCLUSION)
    return found


def is_off(score: float | None, percent: float | None) -> bool:
    """A score below zero goes with less than 100 percent of the mean, and one above with more; both are rounded."""
    if score is None or percent is None:
        return False
    return (score < 0 and percent > 100) or (score > 0 and percent < 100)


def with_vertebra_left_out(row: FoundRow, excluded: set[Vertebra]) -> FoundRow:
    """A span that holds a vertebra of which the report says elsewhere that it was left out."""
    if row.vertebrae is None or len(row.vertebrae) < 2 or not excluded & set(row.vertebrae):
        return row
    return replace(row, doubts=(*row.doubts, Doubt.VERTEBRA_LEFT_OUT))
