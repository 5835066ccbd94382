"""What a row says against one of its own numbers. It is asked about, and never put right."""

from dataclasses import replace

from bonecheck.answers.dxa_report import Vertebra
from bonecheck.answers.report_import.claims import Claim, Conclusion, T
from bonecheck.answers.report_import.found import Doubt, FoundRow
from bonecheck.answers.report_import.mentions import Mention
from bonecheck.evidence.library import threshold

_LEAST_OF_ONE_SD, MOST_OF_YOUNG = 7, 17  # SD in percent of the mean: wider than any site and maker in `young_adult.csv`
MOST_OF_AGE = 25  # the mean of old age is lower, and the SD the same
_ROUNDED = 1.5


def doubts_of(row: FoundRow, claims: list[Claim]) -> list[Doubt]:
    """The doubts about a row that its report alone raises. `scan/brought.py` has those that tables and rules raise."""
    found = []
    if is_off(row.t_score, row.percent_of_young):
        found.append(Doubt.T_AGAINST_PERCENT)
    if is_off(row.z_score, row.percent_of_age, MOST_OF_AGE):
        found.append(Doubt.Z_AGAINST_PERCENT)
    if any(claim.loose for claim in claims):
        found.append(Doubt.TIME_NOT_SURE)
    if any(claim.of_other for claim in claims):
        found.append(Doubt.OTHER_PERSON)
    if any(claim.whole for claim in claims):
        found.append(Doubt.NO_DECIMAL)
    if any(_is_denied(row, claim.said) for claim in claims if T in claim.values):
        found.append(Doubt.T_AGAINST_CONCLUSION)
    return found


def _is_denied(row: FoundRow, said: str) -> bool:
    """Whether words such as "low" or "normal" speak against a T-score; the edge itself fits both, being rounded."""
    if row.t_score is None:
        return False
    edge = threshold("t_score_normal")
    return said == ("low" if edge.is_met_by(row.t_score) else "normal") and row.t_score != edge.value


def with_conclusions(rows: tuple[FoundRow, ...], conclusions: list[Conclusion]) -> tuple[FoundRow, ...]:
    """The rows, each T-score doubted that a conclusion of its place denies; "low" is of any row of a place."""
    denied: set[int] = set()
    for conclusion in conclusions:
        of_place = [at for at, row in enumerate(rows) if row.t_score is not None and _is_of(row, conclusion.place)]
        if conclusion.said == "osteoporosis":
            against = [at for at in of_place if not _is_osteoporosis(rows[at].t_score)]
        else:
            against = [at for at in of_place if _is_denied(rows[at], conclusion.said)]
        if conclusion.said == "normal" or len(against) == len(of_place):
            denied |= set(against)
    return tuple(
        replace(row, doubts=tuple(dict.fromkeys([*row.doubts, Doubt.T_AGAINST_CONCLUSION]))) if at in denied else row
        for at, row in enumerate(rows)
    )


def _is_osteoporosis(t_score: float | None) -> bool:
    return t_score is not None and threshold("t_score_osteoporosis").is_met_by(t_score)


def _is_of(row: FoundRow, place: Mention | None) -> bool:
    if place is None:
        return not row.secondary
    if row.site != place.site or row.secondary or (place.side and place.side is not row.side):
        return False
    if place.vertebrae:
        return row.vertebrae == place.vertebrae
    return place.region in {"", row.region} or row.vertebrae is not None


def is_off(score: float | None, percent: float | None, most: float = MOST_OF_YOUNG) -> bool:
    """A score below zero goes with less than 100 percent of the mean, one above with more, and as far from it."""
    if score is None or percent is None:
        return False
    return (score < 0 and percent > 100) or (score > 0 and percent < 100) or not fits_percent(score, percent, most)


def fits_percent(score: float, percent: float, most: float = MOST_OF_YOUNG) -> bool:
    """Whether a score and the percent of its mean can be of one bone density: an SD has a share of the mean."""
    low, high = sorted((_LEAST_OF_ONE_SD * score, most * score))
    return low - _ROUNDED <= percent - 100 <= high + _ROUNDED


def with_vertebra_left_out(row: FoundRow, excluded: set[Vertebra]) -> FoundRow:
    """A span that holds a vertebra of which the report says elsewhere that it was left out."""
    if row.vertebrae is None or len(row.vertebrae) < 2 or not excluded & set(row.vertebrae):
        return row
    return replace(row, doubts=(*row.doubts, Doubt.VERTEBRA_LEFT_OUT))
