"""What a person told of bone medicines, put together: where they stand with denosumab, and what still acts on bone."""

from enum import StrEnum

from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import BoneMedicine, DenosumabDose, LastDose, MedicineSign, RiskFactors, WarningSign


class Denosumab(StrEnum):
    """Where somebody stands who takes denosumab or took it. All but the first three leave bone unprotected, or may."""

    ON_TIME = "on_time"
    STOPPED_LONG_AGO = "stopped_long_ago"
    FOLLOWED = "followed"
    LATE = "late"
    TIME_NOT_KNOWN = "time_not_known"
    STOPPED = "stopped"

    @property
    def is_a_gap(self) -> bool:
        """Whether bone may be losing fast now."""
        return self not in {Denosumab.ON_TIME, Denosumab.STOPPED_LONG_AGO, Denosumab.FOLLOWED}


_LEAST_YEARS_AGO = {DenosumabDose.WITHIN_2_YEARS: 0.5, DenosumabDose.LONGER_AGO: 2.0}  # what the answers say
_FOLLOWS_DENOSUMAB = frozenset({BoneMedicine.BISPHOSPHONATE_TABLETS, BoneMedicine.ZOLEDRONATE})
_SLOW_TO_LEAVE = frozenset(  # the medicines after which an ache in the thigh or a sign in the jaw is looked at
    {BoneMedicine.BISPHOSPHONATE_TABLETS, BoneMedicine.ZOLEDRONATE, BoneMedicine.DENOSUMAB}
)


def takes_bone_medicine(risks: RiskFactors) -> bool:
    """Whether a bone medicine of any kind is taken now, as far as told."""
    return risks.bone_medicine not in {None, BoneMedicine.NONE, BoneMedicine.NOT_KNOWN}


def denosumab(risks: RiskFactors) -> Denosumab | None:
    """Where this person stands with denosumab; None for those who did not tell of it.

    "Now or in the last two years" is one answer, so that the time of the last injection decides. Sources: ``tga_denosumab``;
    six months and two years are the rule of our notes.
    """
    dose = risks.denosumab_last_dose
    if risks.bone_medicine is BoneMedicine.DENOSUMAB:
        if dose is DenosumabDose.WITHIN_6_MONTHS:
            return Denosumab.ON_TIME
        return Denosumab.TIME_NOT_KNOWN if dose in {None, DenosumabDose.NOT_KNOWN} else Denosumab.LATE
    if not _took(risks, BoneMedicine.DENOSUMAB):
        return None
    if dose is DenosumabDose.LONGER_AGO:
        return Denosumab.STOPPED_LONG_AGO
    return Denosumab.FOLLOWED if risks.bone_medicine in _FOLLOWS_DENOSUMAB else Denosumab.STOPPED


def has_denosumab_gap(risks: RiskFactors) -> bool:
    """Whether denosumab is late, stopped lately, or nobody told when the last injection was."""
    stands = denosumab(risks)
    return stands is not None and stands.is_a_gap


def has_back_pain_after_denosumab(risks: RiskFactors) -> bool:
    """Back pain while denosumab is late or was stopped: several spine fractures have come so. What follows may come too late."""
    signs = risks.warning_signs
    pain = signs is not None and signs.answer(WarningSign.BACK_PAIN) is Answer.YES
    return pain and (has_denosumab_gap(risks) or denosumab(risks) is Denosumab.FOLLOWED)


def bone_builder_ended(risks: RiskFactors) -> bool:
    """Whether a bone builder was stopped, lately as far as is known, and nothing was told to follow it."""
    lately = risks.bone_medicine_last_dose is not LastDose.LONGER_AGO
    return _took(risks, BoneMedicine.BONE_BUILDER) and lately and not takes_bone_medicine(risks)


def least_years_unprotected(risks: RiskFactors) -> float | None:
    """The fewest years for which denosumab or a bone builder may have been over, with nothing to follow it.

    After both bone is lost again. None where neither ended. Sources: ``mhra_denosumab``, ``acr_guideline``.
    """
    stands, took_builder = denosumab(risks), _took(risks, BoneMedicine.BONE_BUILDER)
    over: list[float] = []
    if stands in {Denosumab.LATE, Denosumab.STOPPED, Denosumab.STOPPED_LONG_AGO}:
        over.append(_LEAST_YEARS_AGO.get(risks.denosumab_last_dose or DenosumabDose.NOT_KNOWN, 0.0))
    if took_builder and not takes_bone_medicine(risks):
        over.append(2.0 if risks.bone_medicine_last_dose is LastDose.LONGER_AGO else 0.0)
    return min(over, default=None)


def has_slow_medicine(risks: RiskFactors) -> bool:
    """Whether a bisphosphonate or denosumab is taken, or was: they stay in bone, or act on it, for years."""
    return risks.bone_medicine in _SLOW_TO_LEAVE or any(_took(risks, medicine) for medicine in _SLOW_TO_LEAVE)


def slow_medicine(risks: RiskFactors) -> Answer:
    """Whether one of them is taken or was; open where "another one", "not sure" or an open past may hide it."""
    if has_slow_medicine(risks):
        return Answer.YES
    now, before = risks.bone_medicine, risks.bone_medicine_before
    past_hides = before is None or before.others is Answer.NOT_KNOWN or _took(risks, BoneMedicine.OTHER)
    is_open = now in {BoneMedicine.OTHER, BoneMedicine.NOT_KNOWN} or (now is not None and past_hides)
    return Answer.NOT_KNOWN if is_open else Answer.NO


def question_of_the_signs(risks: RiskFactors) -> str:
    """What would tell of the signs: they are asked once a medicine is told, or may be one of these."""
    is_asked = has_slow_medicine(risks) or risks.bone_medicine in {BoneMedicine.OTHER, BoneMedicine.NOT_KNOWN}
    return "bone_medicine_signs" if is_asked or risks.bone_medicine_before is not None else "bone_medicine_before"


def has_sign(risks: RiskFactors, sign: MedicineSign) -> Answer:
    """Whether an early sign of rare harm is there; no for those who took none of these medicines for sure."""
    if slow_medicine(risks) is Answer.NO:
        return Answer.NO
    return Answer.NOT_KNOWN if risks.bone_medicine_signs is None else risks.bone_medicine_signs.answer(sign)


def _took(risks: RiskFactors, medicine: BoneMedicine) -> bool:
    return risks.bone_medicine_before is not None and medicine in risks.bone_medicine_before.ticked
