"""How to begin with exercise: the most careful level that applies. Only a sign that needs care now leaves no word on it."""

from bonecheck.answers.person import Answer
from bonecheck.evidence.entries import ExerciseLevels
from bonecheck.evidence.library import whole
from bonecheck.plan.claims import Claims
from bonecheck.plan.claims_of_scan import OF_THE_SCAN
from bonecheck.plan.types import ExerciseLevel, Level, WaitsFor


def exercise_level(claims: Claims) -> ExerciseLevel:
    """The level for this person, after `data/exercise_levels.toml`.

    Sources: the consensus statements named there. No body gives a T-score below which exercise is forbidden: a
    spine fracture, several breaks, falls, pain or frailty decide. That a T-score of -2.5 or lower begins with help
    follows the Australian statement; the UK one allows more. While an answer is open that could call for help, nobody
    is told to build up.
    """
    reasons = whole(ExerciseLevels).reasons
    for level in (Level.URGENT, Level.STOP, Level.SUPERVISED):
        met = [claim for claim, entry in reasons.items() if entry.level == level and claims.holds(claim) is Answer.YES]
        if met:
            waits_for = _waits_for(met) if level is Level.SUPERVISED else WaitsFor.HELP
            return ExerciseLevel(level=level, reasons=tuple(met), open_questions=(), waits_for=waits_for)
    still_open = [claim for claim in reasons if claims.holds(claim) is Answer.NOT_KNOWN]
    level = Level.BUILD_UP
    if any(_holds_back(claim, claims) for claim in still_open):
        level = Level.OPEN
    elif not still_open and claims.holds("trains_strength") is Answer.YES:
        level = Level.FULL
    return ExerciseLevel(
        level=level,
        reasons=("trains_strength",) if level is Level.FULL else (),
        open_questions=tuple(
            dict.fromkeys(filter(None, (claims.first_open(reasons[claim].questions) for claim in still_open)))
        ),
    )


def _waits_for(reasons: list[str]) -> WaitsFor:
    """Whether a doctor comes before a physiotherapist: before any training, or only before more than now."""
    levels = whole(ExerciseLevels)
    if not {*levels.held.claims, *levels.no_more.claims} & set(reasons):
        return WaitsFor.HELP
    alone = set(reasons) <= {*levels.no_more.claims, *levels.no_more.beside}
    return WaitsFor.DOCTOR_BEFORE_MORE if alone else WaitsFor.DOCTOR


def _holds_back(claim: str, claims: Claims) -> bool:
    """Whether a claim that is not known holds back load and jumps.

    A scan that was never done does so only where the results say that it is worth asking for, now or after a birth.
    A weight or an illness that was not told only keeps from the highest level.
    """
    if claim in {"trains_strength", "very_low_weight", "eating_disorder"}:
        return False
    no_scan = claim in OF_THE_SCAN and claims.has_scan is Answer.NO
    advised = claims.holds("scan_advised") is Answer.YES or bool(
        {"scan_after_birth", "scan_after_birth_ask"} & claims.found
    )
    return not no_scan or advised
