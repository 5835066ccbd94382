"""SCORE, the Simple Calculated Osteoporosis Risk Estimation: six questions to women past menopause.

Points stand in `data/models/score.json`. Sources: ``screening_rules_2008``; ``score_fpnotebook``, which counts age
only over 65, is not followed there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

import numpy as np
import numpy.typing as npt

from bonecheck.answers.person import Answer, EthnicGroup, Person
from bonecheck.answers.risk_factors import HormoneTherapy, RiskFactors
from bonecheck.answers.units import KG_PER_POUND
from bonecheck.evidence.library import whole
from bonecheck.evidence.models import Score
from bonecheck.outcomes import NotAssessed
from bonecheck.risk.screening.score_range import (
    Floats,
    ScreeningScore,
    age_and_weight,
    could_score,
    judged,
    truncated,
    unsettled,
)

TOOL = "score"
# Hormones that do not tell whether oestrogen therapy was ever taken.
NOT_TELLING = {HormoneTherapy.BIRTH_CONTROL, HormoneTherapy.TESTOSTERONE, HormoneTherapy.BLOCKER}
NOT_BLACK = set(EthnicGroup) - {EthnicGroup.BLACK_AFRICAN, EthnicGroup.BLACK_AMERICAN, EthnicGroup.BLACK_CARIBBEAN}


def score(table: Mapping[str, npt.ArrayLike]) -> Floats:
    """The points of every row of a table.

    Parameters
    ----------
    table : mapping of column name to array, shape (n,), or single values
        `age_years` [years], `weight_kg` [kg], `fractures` of wrist, hip or rib after 45 without an accident (a
        number), and `not_black`, `rheumatoid_arthritis`, `never_oestrogen` (0 or 1, or False and True).

    Returns
    -------
    array, shape (n,), or () if all columns are single values
        Points; NaN where a value is NaN.

    Raises
    ------
    KeyError
        If a column is missing.

    Notes
    -----
    points = 5 if not black + 4 if rheumatoid arthritis + 4 for each fracture, at most 12 + 3 times the first digit
    of the age + 1 if oestrogen was never used - a tenth of the weight in pounds, truncated. The first digit is read
    as the number of tens, so that it goes on rising at 100. Source: ``screening_rules_2008``, table 1.

    Examples
    --------
    A white woman of 60 who weighs 150 lb, with one broken wrist, and who never took oestrogen: 5 + 4 + 18 + 1 - 15.

    >>> one = {"age_years": 60, "weight_kg": 150 * KG_PER_POUND, "fractures": 1, "not_black": True}
    >>> float(score({**one, "rheumatoid_arthritis": False, "never_oestrogen": True}))
    13.0
    """
    points = whole(Score).points
    age_years, weight_kg, fractures, not_black, arthritis, never_oestrogen = (
        np.asarray(table[name], dtype=np.float64)
        for name in ("age_years", "weight_kg", "fractures", "not_black", "rheumatoid_arthritis", "never_oestrogen")
    )
    return np.asarray(
        points.not_black * not_black
        + points.rheumatoid_arthritis * arthritis
        + np.minimum(points.each_fracture * fractures, points.fractures_at_most)
        + points.first_digit_of_age * np.floor(age_years / 10)
        + points.never_oestrogen * never_oestrogen
        + points.weight_lb_tenth * truncated(weight_kg / KG_PER_POUND / 10)
    )


def for_person(person: Person, risks: RiskFactors) -> ScreeningScore | NotAssessed:
    """What SCORE says of one woman past menopause."""
    found = age_and_weight(TOOL, whole(Score).accepts, person)
    if isinstance(found, NotAssessed):
        return found
    age_years, weight_kg = found
    not_black = could_score(person.ethnic_group, NOT_BLACK)
    arthritis = could_score(risks.rheumatoid_arthritis, {Answer.YES})
    therapy = None if risks.hormone_therapy in NOT_TELLING else risks.hormone_therapy
    never_oestrogen = could_score(therapy, {HormoneTherapy.NONE})
    fractures = _fractures_after_45(age_years, risks)
    points = score(
        {
            "age_years": age_years,
            "weight_kg": weight_kg,
            "fractures": (fractures.least, fractures.most),
            "not_black": not_black,
            "rheumatoid_arthritis": arthritis,
            "never_oestrogen": never_oestrogen,
        }
    )
    unknown = unsettled(ethnic_group=not_black, rheumatoid_arthritis=arthritis)
    if therapy is risks.hormone_therapy:  # else the question is answered, and asking again tells no more
        unknown = (*unknown, *unsettled(hormone_therapy=never_oestrogen))
    return judged(TOOL, whole(Score).refer, points, (*unknown, *fractures.open_questions))


# ---------------------------------------------------------------- how many fractures count

SINCE_50 = ("fracture_since_50", "fracture_sites", "fracture_count")
AT_40_TO_49 = ("fracture_at_40_to_49", "fracture_sites_at_40_to_49", "fracture_count_at_40_to_49")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fractures:
    """How many breaks of wrist, hip or rib fit the answers, and the questions that would tell more."""

    least: float = 0
    most: float = 0
    open_questions: tuple[str, ...] = ()


def _fractures_after_45(age_years: int, risks: RiskFactors) -> _Fractures:
    rules = whole(Score)
    since_50 = _told(risks, SINCE_50) if age_years >= 50 else _Fractures()
    # A break between 40 and 49 may have come before 45 or after it: it can only raise the upper end.
    forties = _told(risks, AT_40_TO_49) if age_years >= rules.fractures_after_age else _Fractures()
    counted_at_most = rules.points.fractures_at_most / rules.points.each_fracture
    least, most = min(since_50.least, counted_at_most), min(since_50.most + forties.most, counted_at_most)
    still_open = (*since_50.open_questions, *forties.open_questions) if least < most else ()
    return _Fractures(least=least, most=most, open_questions=still_open)


def _told(risks: RiskFactors, questions: tuple[str, str, str]) -> _Fractures:
    """What three questions tell: whether a bone broke, which ones, how many times."""
    broke, sites, count = (getattr(risks, question) for question in questions)
    if broke is Answer.NO:
        return _Fractures()
    if broke is not Answer.YES:
        return _Fractures(most=inf, open_questions=questions[:1])
    ticked = () if sites is None else sites.ticked
    all_named = bool(ticked) and sites.others is Answer.NO
    counted = sum(site in whole(Score).fracture_sites for site in ticked)
    elsewhere = len(ticked) - counted
    if all_named and not counted:
        return _Fractures()
    breaks = max(count or 1, len(ticked))  # each bone named broke at least once
    return _Fractures(
        least=breaks if all_named and not elsewhere else counted,
        most=(inf if count in {None, 3} else breaks) - elsewhere,  # 3 is three or more
        open_questions=tuple(
            question for question, told in zip(questions[1:], (all_named, count is not None), strict=True) if not told
        ),
    )
