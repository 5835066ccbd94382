"""What holds of medicines, drinks, a FRAX result and vitamin D."""

from bonecheck.answers.bone_medicines import has_sign, slow_medicine
from bonecheck.answers.lifestyle import ExerciseCaution
from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import BoneMedicine, FraxCountry, MedicineSign, alcohol_g_per_day
from bonecheck.evidence.library import threshold
from bonecheck.plan.known import NO, NOT_KNOWN, YES, Known, chosen, meets, ticked
from bonecheck.plan.targets import vitamin_d_limit_iu_per_day


def takes(claims: Known, *medicines: BoneMedicine) -> Answer:
    """Whether one of these bone medicines is taken now."""
    return chosen(claims.risks.bone_medicine, *medicines)


def if_told(claims: Known, holds: bool) -> Answer:
    """A fact on bone medicines; "no" needs both questions on them."""
    now, before = claims.risks.bone_medicine, claims.risks.bone_medicine_before
    all_told = now not in {None, BoneMedicine.NOT_KNOWN} and before is not None and before.others is NO
    return YES if holds else Answer.of(False if all_told else None)


def new_pain_on_medicine(claims: Known) -> Answer:
    """New pain on a medicine with which an ache in the thigh is looked at, unless it is not in the thigh, hip or groin."""
    new_pain = ticked(claims.lifestyle.exercise_cautions, ExerciseCaution.NEW_PAIN)
    return new_pain & slow_medicine(claims.risks) & _not_ruled_out(claims)


def _not_ruled_out(claims: Known) -> Answer:
    return Answer.of(has_sign(claims.risks, MedicineSign.THIGH_PAIN) is not NO)


def drinks_far_above(claims: Known) -> Answer:
    """What was not answered can only add to what was."""
    grams, is_complete = alcohol_g_per_day(claims.risks.drinks_per_week)
    far = meets("alcohol_far_above", grams)
    return far if is_complete or far is YES else NOT_KNOWN


def drinks_around_birth(claims: Known) -> Answer:
    """Alcohol while pregnant or breastfeeding: our sources hold no amount for it, so a doctor or midwife is asked."""
    grams, is_complete = alcohol_g_per_day(claims.risks.drinks_per_week)
    drinks = YES if grams else Answer.of(False if is_complete else None)
    return drinks & (claims.holds("pregnant") | claims.holds("breastfeeding"))


_NO_LIMIT_HELD = {None, FraxCountry.OTHER, FraxCountry.NOT_KNOWN}


def frax_and(claims: Known, claim: Answer) -> Answer:
    """Something of a person that weighs more than a FRAX result under a limit, or beside none."""
    weighs_more = any(key.startswith("frax_weighs_more") for key in claims.found)
    return Answer.of(weighs_more or None) & claim


def frax_reaches_some_limit(claims: Known) -> Answer:
    """A FRAX result at or above the limits of the US, for somebody whose own country has none here.

    Australia has the same two limits, and Canada the one for a major break. Rules of our notes, R9.12 to R9.14.
    """
    risks, age = claims.risks, claims.person.age_years
    if age is None:
        return NOT_KNOWN
    if risks.frax_country not in _NO_LIMIT_HELD or claims.holds("bone_medicine") is YES:
        return NO
    if not (threshold("frax_from_age").is_met_by(age) and threshold("models_up_to_age").is_met_by(age)):
        return NO
    return meets("frax_us_major", risks.frax_major_percent) | meets("frax_us_hip", risks.frax_hip_percent)


def vitamin_d_over_limit(claims: Known) -> Answer:
    """A daily dose above the upper limit, whatever the blood level. Rule of our notes, R13.3."""
    dose, limit = claims.lifestyle.vitamin_d_supplement_iu_per_day, vitamin_d_limit_iu_per_day(claims.person)
    return Answer.of(None if dose is None or limit is None else dose > limit)
