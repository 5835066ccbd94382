"""How to begin with exercise: the most careful of four levels that applies. No level says "do not move"."""

from bonecheck.answers.person import Answer
from bonecheck.evidence.entries import ExerciseLevels
from bonecheck.evidence.library import whole
from bonecheck.plan.claims import Claims
from bonecheck.plan.types import ExerciseLevel, Level


def exercise_level(claims: Claims) -> ExerciseLevel:
    """The level for this person, after `data/exercise_levels.toml`.

    Sources: the consensus statements named there. No body gives a T-score below which exercise is forbidden: a
    spine fracture, several breaks, falls, pain or frailty decide. That a T-score of -2.5 or lower begins with help
    follows the Australian statement; the UK one allows more. Whoever does not know an answer that could call for
    help is not put on the highest level.
    """
    reasons = whole(ExerciseLevels).reasons
    for level in (Level.STOP, Level.SUPERVISED):
        met = [claim for claim, entry in reasons.items() if entry.level == level and claims.holds(claim) is Answer.YES]
        if met:
            return ExerciseLevel(level=level, reasons=tuple(met), open_questions=())
    still_open = [claim for claim in reasons if claims.holds(claim) is Answer.NOT_KNOWN]
    is_full = claims.holds("trains_strength") is Answer.YES and not still_open
    return ExerciseLevel(
        level=Level.FULL if is_full else Level.BUILD_UP,
        reasons=("trains_strength",) if is_full else (),
        is_settled=not set(still_open) - {"trains_strength"},
        open_questions=tuple(
            dict.fromkeys(filter(None, (claims.first_open(reasons[claim].questions) for claim in still_open)))
        ),
    )
