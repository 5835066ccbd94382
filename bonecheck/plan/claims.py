"""What holds for one person, as the plan asks it: each claim is yes, no, or not known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bonecheck.answers.bone_medicines import (
    Denosumab,
    bone_builder_ended,
    denosumab,
    has_back_pain_after_denosumab,
    has_denosumab_gap,
    has_sign,
)
from bonecheck.answers.lifestyle import ExerciseCaution
from bonecheck.answers.person import Answer, Pregnancy
from bonecheck.answers.risk_factors import (
    BoneMedicine,
    Condition,
    FractureSite,
    GlucocorticoidUse,
    HormoneTherapy,
    Medicine,
    MedicineSign,
    Smoking,
    WarningSign,
    any_ticked,
)
from bonecheck.evidence.entries import DoctorTalk
from bonecheck.evidence.library import whole
from bonecheck.plan.claims_of_habits import (
    drinks_around_birth,
    drinks_far_above,
    frax_and,
    frax_reaches_some_limit,
    if_told,
    new_pain_on_medicine,
    takes,
    vitamin_d_over_limit,
)
from bonecheck.plan.claims_of_person import (
    any_sign,
    birth_and_spine,
    broke,
    caution,
    early_menopause,
    frail,
    injection_may_explain,
    may_ask_about_hormones,
    may_eat_too_little,
    may_fall_by_illness,
    missed_periods,
    needs_help_to_rise,
    periods_stopped,
    several_fractures,
)
from bonecheck.plan.claims_of_scan import (
    after_menopause,
    before_menopause,
    low_bone_density,
    man_with_low_z,
    scan_advised,
    score_may_be_low,
    t_low,
    z_low,
    z_within,
)
from bonecheck.plan.food import is_over_calcium_limit
from bonecheck.plan.known import NOT_KNOWN, YES, Known, above_zero, chosen, found, meets, ticked
from bonecheck.scan.method import LOW_WITHOUT_DXA

CLAIMS: Mapping[str, Callable[[Known], Answer]] = {
    "urgent_sign": lambda claims: any_sign(claims, whole(DoctorTalk).red_flags.now),
    "red_flag": lambda claims: any_sign(claims, WarningSign),
    "past_models_age": lambda claims: ~meets("models_up_to_age", claims.person.age_years),
    "before_models_age": lambda claims: ~meets("frax_from_age", claims.person.age_years) | before_menopause(claims),
    "age_60": lambda claims: meets("balance_age", claims.person.age_years),
    "fell": lambda claims: above_zero(claims.risks.falls_12_months),
    "fell_often": lambda claims: meets("falls_often", claims.risks.falls_12_months),
    "may_fall_by_illness": may_fall_by_illness,
    "unsteady": caution(ExerciseCaution.UNSTEADY),
    "new_pain": caution(ExerciseCaution.NEW_PAIN),
    "recent_surgery": caution(ExerciseCaution.RECENT_SURGERY),
    "heart_symptoms": caution(ExerciseCaution.HEART_SYMPTOMS),
    "blood_pressure": caution(ExerciseCaution.BLOOD_PRESSURE),
    "afraid": caution(ExerciseCaution.AFRAID),
    "frail": frail,
    "worn_out": caution(ExerciseCaution.FRAIL),
    "needs_arms_to_rise": needs_help_to_rise,
    "spine_fracture": lambda claims: broke(claims, FractureSite.SPINE),
    "hip_fracture": lambda claims: broke(claims, FractureSite.HIP),
    "broke": lambda claims: Answer.of(
        any(
            broke is YES and claims.asked(question)
            for question, broke in (
                ("fracture_since_50", claims.risks.fracture_since_50),
                ("fracture_at_40_to_49", claims.risks.fracture_at_40_to_49),
                ("fracture_before_40", claims.risks.fracture_before_40),
            )
        )
        or None
    ),
    "several_fractures": several_fractures,
    "height_lost": lambda claims: meets("height_loss_mention", claims.person.height_loss_cm),
    "t_score_low": t_low,
    "z_score_low": z_low,
    "score_may_be_low": score_may_be_low,
    "low_by_other_method": lambda claims: found(claims, *LOW_WITHOUT_DXA),
    "low_before_20": lambda claims: found(claims, "low_before_20"),
    "z_score_within": z_within,
    "man_with_low_z": man_with_low_z,
    "missed_periods": missed_periods,
    "eating_disorder": lambda claims: ticked(claims.risks.conditions, Condition.EATING_DISORDER),
    "may_eat_too_little": may_eat_too_little,
    "periods_stopped": periods_stopped,
    "injection_may_explain": injection_may_explain,
    "early_menopause": early_menopause,
    "birth_and_spine": birth_and_spine,
    "may_ask_about_hormones": may_ask_about_hormones,
    "pregnant": lambda claims: chosen(claims.person.pregnancy, Pregnancy.PREGNANT),
    "breastfeeding": lambda claims: chosen(claims.person.pregnancy, Pregnancy.BREASTFEEDING),
    "takes_hormones": lambda claims: chosen(
        claims.risks.hormone_therapy, HormoneTherapy.OESTROGEN_ONLY, HormoneTherapy.COMBINED
    ),
    "takes_steroids": lambda claims: chosen(claims.risks.glucocorticoids, GlucocorticoidUse.NOW),
    "took_steroids": lambda claims: chosen(claims.risks.glucocorticoids, GlucocorticoidUse.NOW, GlucocorticoidUse.PAST),
    "hormone_blocker": lambda claims: (
        ticked(claims.risks.medicines, Medicine.AROMATASE_INHIBITOR)
        | ticked(claims.risks.medicines, Medicine.PROSTATE_HORMONE)
    ),
    "takes_blocker": lambda claims: chosen(claims.risks.hormone_therapy, HormoneTherapy.BLOCKER),
    "any_condition": lambda claims: any_ticked(claims.risks.conditions),
    "any_medicine": lambda claims: any_ticked(claims.risks.medicines),
    "rheumatoid_arthritis": lambda claims: Answer.of(claims.risks.rheumatoid_arthritis),
    "smokes": lambda claims: chosen(claims.risks.smoking, Smoking.CURRENT),
    "care_home": lambda claims: Answer.of(claims.risks.care_home),
    "drinks_far_above": drinks_far_above,
    "drinks_around_birth": drinks_around_birth,
    "frax_and_falls": lambda claims: frax_and(claims, claims.holds("fell_often")),
    "frax_and_diabetes": lambda claims: frax_and(claims, ticked(claims.risks.conditions, Condition.TYPE_2_DIABETES)),
    "frax_reaches_some_limit": frax_reaches_some_limit,
    "scan_advised": scan_advised,
    "forearm_alone": lambda claims: Answer.of(None if claims.has_scan is None else "deciding_radius" in claims.found),
    "report_not_at_hand": lambda claims: Answer.of(None if claims.has_scan is None else claims.has_scan is NOT_KNOWN),
    "has_scan": lambda claims: Answer.of(claims.has_scan),
    "low_bone_density": low_bone_density,
    "before_menopause": before_menopause,
    "after_menopause": after_menopause,
    "trains_strength": lambda claims: meets("resistance_days", claims.lifestyle.resistance_days_per_week),
    "underweight": lambda claims: meets("underweight", claims.person.bmi_kg_m2),
    "very_low_weight": lambda claims: meets("very_low_weight", claims.person.bmi_kg_m2),
    "vitamin_d_short": lambda claims: ~meets("vitamin_d_enough", claims.lifestyle.vitamin_d_level_ng_ml),
    "vitamin_d_over_limit": vitamin_d_over_limit,
    "vitamin_d_low_on_much": lambda claims: claims.holds("vitamin_d_over_limit") & claims.holds("vitamin_d_short"),
    "vitamin_d_high": lambda claims: meets("vitamin_d_high", claims.lifestyle.vitamin_d_level_ng_ml),
    "vitamin_d_high_without_any": lambda claims: claims.holds("vitamin_d_high") & claims.holds("takes_no_vitamin_d"),
    "takes_no_vitamin_d": lambda claims: ~above_zero(claims.lifestyle.vitamin_d_supplement_iu_per_day),
    "calcium_over_limit": lambda claims: Answer.of(is_over_calcium_limit(claims.lifestyle, claims.person)),
    "kidney_disease": lambda claims: ticked(claims.risks.conditions, Condition.KIDNEY_DISEASE),
    "calcium_balance_ill": lambda claims: (
        ticked(claims.risks.conditions, Condition.KIDNEY_DISEASE)
        | ticked(claims.risks.conditions, Condition.HYPERPARATHYROIDISM)
        | ticked(claims.risks.conditions, Condition.HIGH_URINE_CALCIUM)
    ),
    "calcium_tablets": lambda claims: above_zero(claims.lifestyle.calcium_supplement_mg_per_day),
    "denosumab_on_time": lambda claims: if_told(claims, denosumab(claims.risks) is Denosumab.ON_TIME),
    "denosumab_followed": lambda claims: if_told(claims, denosumab(claims.risks) is Denosumab.FOLLOWED),
    "denosumab_gap": lambda claims: if_told(claims, has_denosumab_gap(claims.risks)),
    "denosumab_back_pain": lambda claims: Answer.of(has_back_pain_after_denosumab(claims.risks)),
    "thigh_pain_on_medicine": lambda claims: has_sign(claims.risks, MedicineSign.THIGH_PAIN),
    "new_pain_on_medicine": new_pain_on_medicine,
    "bone_builder_ended": lambda claims: if_told(claims, bone_builder_ended(claims.risks)),
    "takes_bisphosphonate": lambda claims: takes(claims, BoneMedicine.BISPHOSPHONATE_TABLETS, BoneMedicine.ZOLEDRONATE),
    "bone_medicine": lambda claims: takes(claims, *(set(BoneMedicine) - {BoneMedicine.NONE, BoneMedicine.NOT_KNOWN})),
    "took_bone_medicine": lambda claims: any_ticked(claims.risks.bone_medicine_before),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims(Known):
    """A person of whom each claim of `CLAIMS` can be asked."""

    def holds(self, claim: str) -> Answer:
        """Whether a claim of `CLAIMS` holds. What was not answered is not known, and never no."""
        if claim not in self._known:
            self._known[claim] = CLAIMS[claim](self)
        return self._known[claim]
