"""The data behind the answers, and its words: complete, sourced, plain. Generated from the data itself."""

import ast
import csv
import re
from dataclasses import fields, replace
from datetime import date
from enum import Enum
from types import NoneType
from typing import get_args, get_type_hints

import pytest

from bonecheck import Concern
from bonecheck.answers.as_given import REGIONS, VERTEBRA_SPANS
from bonecheck.answers.dxa_report import (
    EarlierScan,
    ReportedScores,
    ScanMethod,
    ScannerMake,
    SiteDoubt,
    SkeletalSite,
    TScoreReference,
    UnusableScan,
    Vertebra,
)
from bonecheck.answers.lifestyle import ExerciseCaution, Lifestyle
from bonecheck.answers.person import Answer, Country, MenopausalStatus, Person, Pregnancy, Sex
from bonecheck.answers.questions import NONE_OF_THESE, NOT_KNOWN, questions
from bonecheck.answers.risk_factors import (
    BoneMedicine,
    Checklist,
    Condition,
    FractureSite,
    FraxCountry,
    GlucocorticoidUse,
    HormoneTherapy,
    Medicine,
    MedicineSign,
    ParentHipFracture,
    RiskFactors,
    Smoking,
    WarningSign,
)
from bonecheck.evidence import effects
from bonecheck.evidence.library import citations, document, table, thresholds
from bonecheck.plan.food import calcium_mg_per_day
from bonecheck.plan.targets import protein_g_per_day, raises_protein
from bonecheck.plan.types import Status
from bonecheck.risk import shown
from bonecheck.risk.chance import Chance, FractureKind, ModelRisk, Range
from bonecheck.risk.models import hazard
from bonecheck.scan.densitometry import BmdCategory, ExpectedRange, Population
from bonecheck.scan.fractures import NOT_TOLD
from bonecheck.scan.score_choice import Score, Why, choose_score, choose_score_at
from bonecheck.scan.site_reading import Held
from bonecheck.words import effects as effect_words
from bonecheck.words import medicines
from bonecheck.words import risk as risk_words
from bonecheck.words.outcomes import all_texts, text_keys
from bonecheck.words.questions import option_of
from tests.people import (
    DATA,
    GOLDEN,
    NOTHING_AGAINST_COMFORT,
    PACKAGE,
    ROOT,
    TODAY,
    at,
    built,
    finding_keys,
    man,
    of_woman,
    report,
    scanned,
    spine,
    unscanned,
    with_t,
    woman,
)
from tests.texts import NEVER, filled, grade, said_within, texts_within

# ------------------------------------------------------------------ thresholds

STEP = {
    "SD": 0.1,
    "mg/cm3": 1,
    "years": 1,
    "vertebrae": 1,
    "cm": 0.1,
    "mg a day": 0.1,
    "months": 0.1,
    "g/cm2": 0.001,
    "kg/m2": 0.1,
    "%": 0.1,
    "out of 100 people": 0.1,
    "g/kg": 0.01,
    "days a week": 1,
    "minutes a day": 1,
    "ng/mL": 0.1,
    "g a day": 0.1,
    "a week": 0.1,
    "falls": 1,
    "breaks": 1,
    "risk factors": 1,
    "kg": 0.1,
    "points": 1,
    "times the noise": 0.1,
    "times": 0.1,
}
REASONS_TO_ASK = [
    *("fracture", "recent_fracture", "steroids", "height", "periods", "early_menopause", "blocker", "low_weight"),
    *("smoking", "weight_for_age", "parent"),
]
# Whether a value just below, at and just above the boundary meets the rule.
SIDES = {"<": (True, False, False), "<=": (True, True, False), ">": (False, False, True), ">=": (False, True, True)}


def around(threshold):
    step = STEP[threshold.unit]
    return [round(threshold.value + steps * step, 3) for steps in (-1, 0, 1)]


def earlier(measured, years):
    """A scan on the same machine so many years before one of 2026-05-01."""
    return EarlierScan(measurements=(measured,), scan_date=date(2026 - int(years), 5, 1), same_machine=Answer.YES)


def hip_moved(by, years):
    """What a hip shows that moved by this much in so many years; the published noise is 0.044 g/cm2."""
    before, now = at("total_hip_left", bmd=0.9), at("total_hip_left", bmd=round(0.9 + by, 4))
    scan = {"scan_date": date(2026, 5, 1), "earlier": (earlier(before, years),)}
    return report(scanned(woman(), now, **scan)).changes[0].latest


def headline(person, **scores):
    return report(scanned(person, at("femoral_neck", **scores))).headline.key


def height_findings(loss):
    return finding_keys(report(unscanned(woman(height_cm=160.0, tallest_height_cm=160.0 + loss))))


def steroid_finding(dose, months):
    taken = RiskFactors(
        glucocorticoids=GlucocorticoidUse.NOW, glucocorticoid_dose_mg_per_day=dose, glucocorticoid_months=months
    )
    told = finding_keys(report(unscanned(woman(), taken)))
    assert ("glucocorticoids_now" in told) != bool(told & {"glucocorticoids_begun", "glucocorticoids_any_dose"})
    return "glucocorticoids_now" in told


def remarked(bmd):
    _, problems = built({"has_scan": "yes", "scan_regions": ["total_hip"], "total_hip.bmd_g_cm2": bmd})
    return any(problem.question == "total_hip.bmd_g_cm2" for problem in problems)


def spine_counts(vertebrae):
    [site] = report(scanned(woman(), spine(tuple(Vertebra)[:vertebrae], -1.0))).sites
    return site.counts


def differs(by):
    """A neck of 0.858 g/cm2 is at T 0.0 on the Hologic table; the report prints a lower one."""
    neck = at("femoral_neck", t=-by, bmd=0.858)
    return "reference_differs" in finding_keys(report(scanned(woman(), neck, scanner_make=ScannerMake.HOLOGIC)))


def held(person, measurement, by):
    [site] = report(scanned(person, measurement, scanner_make=ScannerMake.HOLOGIC)).sites
    return site.held is by


def estimated_concern(t):
    """How concerning a T-score is that we work out from a Hologic neck."""
    neck = at("femoral_neck", bmd=0.858 + 0.120 * t)
    return report(scanned(woman(), neck, scanner_make=ScannerMake.HOLOGIC)).headline.concern


def remarks_on(question, **answers):
    return any(problem.question == question for problem in built(answers)[1])


def weight_remarked(bmi):
    return remarks_on("weight_kg", height_cm=200, weight_kg=round(4 * bmi, 1))


def advised_a_scan(person, risks=None):
    return "scan_advised_for" in finding_keys(report(unscanned(person, risks)))


def advised_in_canada(person, count):
    """Whether so many of the Canadian risk factors are a reason: a parent's hip, and smoking."""
    told = {"parent_hip_fracture": ParentHipFracture.MOTHER, "smoking": Smoking.CURRENT}
    return advised_a_scan(
        replace(person, country=Country.CANADA), RiskFactors(**dict(list(told.items())[: int(count)]))
    )


def read_as_before_a_pregnancy(years, told=Pregnancy.BREASTFEEDING):
    person = woman(40, MenopausalStatus.PREMENOPAUSAL, pregnancy=told)
    return choose_score_at(person, date(2026 - int(years), 11, 22), TODAY).why is not Why.PREGNANCY


def frax_told(country, major, hip, spine=None, age=66, **differs):
    """What is said of a FRAX result of a woman with osteopenia at the neck."""
    risks = {**NOTHING_AGAINST_COMFORT, **differs}
    brought = RiskFactors(
        frax_major_percent=major, frax_hip_percent=hip, frax_country=country, frax_with_bmd=Answer.YES, **risks
    )
    sites = [at("femoral_neck", -1.5)] + ([] if spine is None else [at("lumbar_spine", spine)])
    return finding_keys(report(scanned(woman(age), *sites, risks=brought)))


def on_steroids(mg):
    taken = {"glucocorticoids": GlucocorticoidUse.NOW, "glucocorticoid_dose_mg_per_day": mg}
    return frax_told(FraxCountry.US, 5.0, 0.5, **taken)


def of_model(name, age):
    """What one model says of a woman with a scan, at an age; None where it refuses her."""
    told = report(scanned(woman(age), at("femoral_neck", -1.5))).models
    return next((risk for risk in told if isinstance(risk, ModelRisk) and risk.model == name), None)


def us_frax_finding(major, hip):
    brought = RiskFactors(
        frax_major_percent=major,
        frax_hip_percent=hip,
        frax_country=FraxCountry.US,
        frax_with_bmd=Answer.YES,
        **NOTHING_AGAINST_COMFORT,
    )
    told = finding_keys(report(scanned(woman(), at("femoral_neck", -1.5), risks=brought)))
    [found] = [key for key in told if key.startswith("frax_us")]
    return found


def calcium_without_milk(**more):
    return calcium_mg_per_day(Lifestyle(calcium_servings_per_week={"milk": 0}, **more)).least


def plan_of(person=None, risks=None, **lifestyle):
    check = unscanned(person or woman(), risks)
    return report(replace(check, lifestyle=Lifestyle(**lifestyle))).plan


def row_of(key, person=None, risks=None, **lifestyle):
    [row] = [row for row in plan_of(person, risks, **lifestyle).rows if row.key == key]
    return row


def is_on_target_with_jumps(days):
    """In somebody of whom nothing is open that could make jumps unsafe."""
    check, _ = built(of_woman(66, **with_t(total_hip=-1.4)))
    lifestyle = replace(check.lifestyle, impact_days_per_week=days)
    return report(replace(check, lifestyle=lifestyle)).plan.row("impact").status is Status.MET


def drinks(grams):
    """Spirits of 44 ml x 40 % x 0.8 g = 14.08 g a measure, and nothing else."""
    none = {row["item"]: 0.0 for row in table("drinks")}
    return RiskFactors(drinks_per_week=none | {"spirits": 7 * grams / 14.08})


def begins_with_help_because(claim, **risks):
    return claim in plan_of(risks=RiskFactors(**risks)).exercise.reasons


def caffeine_row(mg, person=None):
    """Coffee of 96 mg a mug, and nothing else."""
    none = {row["item"]: 0.0 for row in table("caffeine_drinks")}
    return row_of("caffeine", person, caffeine_drinks_per_day=none | {"brewed_coffee": mg / 96}, cola_per_week=0.0)


def told_of_the_next_scan(age):
    return next_scan_of_a_healthy_woman(age, -1.7).why == "told"


def next_scan_of_a_healthy_woman(age, t):
    """Nothing that kept women out of the study: all of it must be known."""
    never = {
        "fracture_since_50": Answer.NO,
        "fracture_at_40_to_49": Answer.NO,
        "fracture_before_40": Answer.NO,
        "warning_signs": Checklist(others=Answer.NO),
        "rheumatoid_arthritis": Answer.NO,
        "conditions": Checklist(others=Answer.NO),
        "medicines": Checklist(others=Answer.NO),
        "glucocorticoids": GlucocorticoidUse.NEVER,
        "hormone_therapy": HormoneTherapy.NONE,
        "bone_medicine": BoneMedicine.NONE,
        "bone_medicine_before": Checklist(others=Answer.NO),
    }
    person = woman(age, height_cm=165.0, tallest_height_cm=165.0)
    return report(scanned(person, at("total_hip", t), risks=RiskFactors(**never))).plan.next_scan


class HipAbove:
    """A model whose hip equation gives so many percent, and that of any fracture less."""

    kinds = (FractureKind.ANY, FractureKind.HIP)

    def __init__(self, percent):
        self.given = dict(zip(self.kinds, (1.0, percent), strict=True))

    def survival(self, kind, years):
        return 1 - self.given[kind] / 100


def read_as(key, person, *measurements, risks=None, **scan):
    """Whether the whole check says this of a scan."""
    return key in finding_keys(report(scanned(person, *measurements, risks=risks, **scan)))


def read_by_ct(key, density, age=70):
    return read_as(key, woman(age), scan_method=ScanMethod.CT, ct_density_mg_cm3=density)


def asked_about(key, age, t, gap, stage=None):
    """A hip whose Z-score lies so far above its T-score; below where the gap is negative."""
    return read_as(key, woman(age, stage or POST), at("total_hip", t=t, z=round(t + gap, 1)))


def percent_says(key, percent, **more):
    typed = {"scan_regions": ["total_hip"], "total_hip.t_score": f"{percent} %", "has_scan": "yes"}
    check, _ = built({"age_years": 62, "sex": "female", "menopausal_status": "postmenopausal", **typed, **more})
    return key in finding_keys(report(check))


PRE, POST = MenopausalStatus.PREMENOPAUSAL, MenopausalStatus.POSTMENOPAUSAL
YOUNG_WOMAN = woman(35, PRE)
ARM_IN_FORTIES = RiskFactors(
    fracture_at_40_to_49=Answer.YES, fracture_sites_at_40_to_49=Checklist(ticked=("upper_arm",), others=Answer.NO)
)
# What the whole check does with a value: whether the rule is in force there.
IN_THE_CHECK = {
    "t_score_normal": lambda t: headline(woman(), t=t) == "headline_t_normal",
    "t_score_osteoporosis": lambda t: headline(woman(), t=t) == "headline_t_osteoporosis",
    "z_score_below_expected": lambda z: headline(YOUNG_WOMAN, z=z) == "headline_z_below",
    "adult_age": lambda age: choose_score(man(age)).score is not None,
    "t_score_age_men": lambda age: choose_score(man(age)).score is Score.T_SCORE,
    "hidden_stage_past_age": lambda age: choose_score(woman(age, MenopausalStatus.WOMB_REMOVED)).score is Score.T_SCORE,
    "pregnancy_scan_years": read_as_before_a_pregnancy,
    "scan_before_pregnancy_years": lambda years: read_as_before_a_pregnancy(years, Pregnancy.PREGNANT),
    "scan_advised_age_men": lambda age: "scan_advised_men" in finding_keys(report(unscanned(man(age)))),
    "scan_with_risk_age_men": lambda age: advised_a_scan(man(age), RiskFactors(smoking=Smoking.CURRENT)),
    "low_weight": lambda kg: advised_a_scan(woman(50, MenopausalStatus.TRANSITION, weight_kg=kg)),
    "scan_risks_canada_from_50": lambda count: advised_in_canada(woman(55, PRE, weight_kg=70.0), count),
    "scan_risks_canada_from_65": lambda count: advised_in_canada(
        Person(sex=Sex.BOTH, age_years=66, weight_kg=95.0), count
    ),
    "ost_men": lambda points: advised_a_scan(man(55, weight_kg=55 + 5 * points)),  # (kg - age) / 5
    "menopause_stage_unknown_age": lambda age: choose_score(woman(age, None)).score is Score.T_SCORE,
    "menopause_taken_at_its_word_age": lambda age: (
        not questions()["periods_stopped_because"].applies(
            {"sex": "female", "age_years": age, "menopausal_status": "postmenopausal"}
        )
    ),
    "menopause_taken_as_past_age": lambda age: (
        not questions()["menopausal_status"].applies({"sex": "female", "age_years": age})
    ),
    "vertebrae_needed": lambda number: spine_counts(int(number)),
    "reference_difference": differs,
    "height_loss_mention": lambda loss: bool(height_findings(loss) & {"height_loss_mention", "height_loss_imaging"}),
    "height_loss_imaging": lambda loss: "height_loss_imaging" in height_findings(loss),
    "steroid_dose": lambda dose: steroid_finding(dose, 12),
    "steroid_months": lambda months: steroid_finding(20, months),
    "bmd_unusually_low": remarked,
    "bmd_unusually_high": remarked,
    "t_and_bmd_conflict": lambda by: held(woman(), at("femoral_neck", t=-by, bmd=0.858), Held.T_AND_BMD_CONFLICT),
    "t_and_bmd_sign_conflict": lambda by: held(
        woman(), at("femoral_neck", t=round(by - 0.3, 1), bmd=0.822), Held.T_AND_BMD_CONFLICT
    ),  # (0.822 - 0.858) / 0.120 = -0.3
    "t_above_z": lambda by: held(woman(), at("total_hip", t=round(by - 1.0, 1), z=-1.0), Held.T_AND_Z_CONFLICT),
    "contradiction_age": lambda age: held(woman(age), at("total_hip", t=1.0, z=-1.0), Held.T_AND_Z_CONFLICT),
    "estimate_margin": lambda above: estimated_concern(round(above - 2.5, 1)) is Concern.SEE_A_CLINICIAN,
    "premenopausal_doubtful_age": lambda age: choose_score(woman(age, PRE)).score is Score.T_SCORE,
    "early_menopause_doubtful_age": lambda age: remarks_on(
        "menopausal_status", sex="female", age_years=age, menopausal_status="postmenopausal"
    ),
    "scan_is_old": lambda years: (
        "old_scan"
        in finding_keys(report(scanned(woman(), at("total_hip", -1.0), scan_date=date(2026 - int(years), 11, 22))))
    ),
    "scan_advised_age": lambda age: "scan_advised" in finding_keys(report(unscanned(woman(age)))),
    "height_loss_since_measured": lambda loss: bool(
        height_findings(loss) & {"height_loss_some", "height_loss_mention", "height_loss_imaging"}
    ),
    "bmi_unusually_low": weight_remarked,
    "bmi_unusually_high": weight_remarked,
    "frax_us_major": lambda percent: us_frax_finding(percent, 0.0) == "frax_us_above",
    "frax_us_hip": lambda percent: us_frax_finding(19.9, percent) == "frax_us_above",
    "frax_canada_major": lambda percent: "frax_canada" in frax_told(FraxCountry.CANADA, percent, 0.0),
    "frax_australia_major": lambda percent: "frax_australia" in frax_told(FraxCountry.AUSTRALIA, percent, 0.0),
    "frax_australia_hip": lambda percent: "frax_australia" in frax_told(FraxCountry.AUSTRALIA, 19.9, percent),
    "frax_australia_very_high_major": lambda percent: (
        "frax_australia_very_high" in frax_told(FraxCountry.AUSTRALIA, percent, 0.0)
    ),
    "frax_australia_very_high_hip": lambda percent: (
        "frax_australia_very_high" in frax_told(FraxCountry.AUSTRALIA, 19.9, percent)
    ),
    "frax_from_age": lambda age: "frax_canada" in frax_told(FraxCountry.CANADA, 20.0, 0.0, age=age),
    "models_up_to_age": lambda age: of_model("garvan", age) is not None,
    "models_5_years_from_age": lambda age: {one.years for one in of_model("garvan", age).chances} == {5},
    "frax_steroid_dose": lambda mg: any(key.startswith("frax_weighs_more") for key in on_steroids(mg)),
    "frax_spine_below_neck": lambda below: any(
        key.startswith("frax_weighs_more") for key in frax_told(FraxCountry.UK, 5.0, 0.5, spine=round(-1.5 - below, 1))
    ),
    "beyond_counting": lambda percent: hazard.chances(HipAbove(percent), (), (10,))[0].is_beyond_counting,
    "range_too_open": lambda width: shown.is_too_open(
        ModelRisk(model="garvan", sex="female", age_years=70, chances=(), open_questions=("falls_12_months",)),
        Chance(kind=FractureKind.ANY, years=10, you=Range(1.0, round(1.0 + width, 1))),
    ),
    "range_too_open_for_a_room": lambda width: shown.is_too_open_for_a_room(
        ModelRisk(model="garvan", sex="female", age_years=70, chances=(), open_questions=("falls_12_months",)),
        Chance(kind=FractureKind.ANY, years=10, you=Range(1.0, round(1.0 + width, 1))),
    ),
    "another_model_says_more": lambda times: shown.is_far_more(
        *(Chance(kind=FractureKind.ANY, years=10, you=Range(percent, percent)) for percent in (10.0, 10.0 * times))
    ),
    "models_poor_below_age": lambda age: report(unscanned(woman(age))).models_poor_at_this_age,
    "calcium_base": lambda mg: calcium_without_milk(calcium_base_mg_per_day=mg) >= calcium_without_milk(),
    "protein_enough": lambda g_kg: 60 * g_kg >= protein_g_per_day(woman(40, weight_kg=60.0), raised=False).least,
    "protein_raised_from": lambda g_kg: 60 * g_kg >= protein_g_per_day(woman(40, weight_kg=60.0), raised=True).least,
    "protein_raised_to": lambda g_kg: 60 * g_kg <= protein_g_per_day(woman(40, weight_kg=60.0), raised=True).most,
    "protein_raised_age": lambda age: raises_protein(man(age), low_bone_density=False),
    "vitamin_d_low": lambda level: row_of("vitamin_d", vitamin_d_level_ng_ml=level).remark == "blood_low",
    "vitamin_d_enough": lambda level: row_of("vitamin_d", vitamin_d_level_ng_ml=level).status is Status.MET,
    "vitamin_d_high": lambda level: row_of("vitamin_d", vitamin_d_level_ng_ml=level).status is Status.ABOVE,
    "vitamin_d_supplement_age": lambda age: (
        row_of("vitamin_d", woman(age), vitamin_d_supplement_iu_per_day=0.0).remark == "tablet_from_75"
    ),
    "caffeine_limit": lambda mg: caffeine_row(mg).status is Status.ABOVE,
    "caffeine_limit_pregnant": lambda mg: (
        caffeine_row(mg, woman(31, pregnancy=Pregnancy.PREGNANT)).status is Status.ABOVE
    ),
    "alcohol_limit": lambda grams: row_of("alcohol", risks=drinks(grams)).status is Status.ABOVE,
    "alcohol_far_above": lambda grams: "alcohol" in plan_of(risks=drinks(grams)).doctor_questions,
    "cola_daily": lambda glasses: row_of("cola", cola_per_week=glasses).status is Status.ABOVE,
    "balance_age": lambda age: row_of("balance", woman(age)).status is not Status.NOT_APPLICABLE,
    "balance_days": lambda days: row_of("balance", balance_days_per_week=days).status is Status.MET,
    "resistance_days": lambda days: row_of("resistance", resistance_days_per_week=days).status is Status.MET,
    "impact_days": lambda days: is_on_target_with_jumps(days),
    "walking_minutes": lambda minutes: row_of("walking", walking_minutes_per_day=minutes).status is Status.MET,
    "falls_often": lambda falls: begins_with_help_because("fell_often", falls_12_months=falls),
    "several_fractures": lambda breaks: begins_with_help_because(
        "several_fractures", fracture_since_50=Answer.YES, fracture_count=breaks
    ),
    "very_low_weight": lambda bmi: (
        "very_low_weight" in plan_of(woman(height_cm=200.0, weight_kg=round(4 * bmi, 1))).exercise.reasons
    ),
    "underweight": lambda bmi: (
        "weight" in plan_of(woman(height_cm=200.0, weight_kg=round(4 * bmi, 1))).doctor_questions
    ),
    "next_scan_age": told_of_the_next_scan,
    "on_the_edge": lambda by: (
        "on_edge" in report(scanned(woman(), at("total_hip", round(-2.5 + by, 2)))).headline.values
    ),
    "score_far_above": lambda z: headline(woman(), t=z, z=z) == "headline_far_above",
    "spine_above_hip": lambda by: read_as(
        "spine_above_hip", woman(66), at("lumbar_spine", round(by - 2.0, 1)), at("total_hip", -2.0)
    ),
    "spine_wear_age": lambda age: read_as("spine_alone", woman(int(age)), at("lumbar_spine", -1.4)),
    "t_and_bmd_range_conflict": lambda by: held(
        woman(), at("femoral_neck", t=-0.9, bmd=0.858 - 0.120 * (1.0 + by)), Held.T_AND_BMD_CONFLICT
    ),
    "z_above_t": lambda gap: asked_about("z_far_above_t", 75, -2.6, gap),
    "z_above_t_under_70": lambda gap: asked_about("z_far_above_t", 69, -2.6, gap),
    "z_above_t_under_60": lambda gap: asked_about("z_far_above_t", 59, -2.6, gap),
    "z_above_t_under_40": lambda gap: asked_about("z_far_above_t", 39, -2.6, gap),
    "t_above_z_otherwise": lambda gap: asked_about("t_above_z", 45, -0.5, -gap, PRE),
    "t_above_z_at_40_to_49": lambda gap: asked_about("t_above_z", 45, -2.0, -gap, PRE),
    "z_above_t_under_70_age": lambda age: asked_about("z_far_above_t", int(age), -2.6, 2.1),
    "z_above_t_under_60_age": lambda age: asked_about("z_far_above_t", int(age), -2.6, 1.6),
    "z_above_t_under_40_age": lambda age: asked_about("z_far_above_t", int(age), -2.6, 1.1),
    "t_above_z_at_40_to_49_age": lambda age: asked_about("t_above_z", int(age), -2.0, -0.4, PRE),
    "t_above_z_at_40_to_49_t_score": lambda score: asked_about("t_above_z", 45, score, -0.4, PRE),
    "canada_fracture_age": lambda age: (
        "fracture_after_40_in_canada"
        in finding_keys(report(unscanned(woman(int(age), country=Country.CANADA), ARM_IN_FORTIES)))
    ),
    "ct_density_normal": lambda density: read_by_ct("ct_density_normal", density),
    "ct_density_osteoporosis": lambda density: read_by_ct("ct_density_osteoporosis", density),
    "ct_density_age": lambda age: read_by_ct("ct_density_low", 100, int(age)),
    "rescan_rarely_above": lambda t: "rarely_new_zealand" in next_scan_of_a_healthy_woman(70, t).rarely,
    "change_shortest_years": lambda years: hip_moved(-0.100, years).is_told,
    "change_far": lambda times: hip_moved(-0.044 * times, 4).is_far,
    "t_score_fall": lambda fall: (
        "t_score_fell"
        in finding_keys(
            report(scanned(woman(), at("total_hip", -1.0 - fall), earlier=(earlier(at("total_hip", -1.0), 4),)))
        )
    ),
    "japan_line_percent": lambda percent: percent_says("percent_at_line", percent),
    "japan_line_with_break": lambda percent: percent_says(
        "percent_with_break", percent, fracture_since_50="yes", fracture_sites=["wrist"]
    ),
}


def test_thresholds_are_as_a_second_reader_wrote_them_down():
    with (GOLDEN / "thresholds.csv").open(encoding="utf-8", newline="") as lines:
        written = {row["key"]: (row["when"], float(row["value"])) for row in csv.DictReader(lines)}
    assert {key: (threshold.when, threshold.value) for key, threshold in thresholds().items()} == written


@pytest.mark.parametrize("key", sorted(thresholds()))
def test_the_check_obeys_a_threshold_just_below_at_and_just_above_it(key):
    threshold = thresholds()[key]
    sides = SIDES[threshold.when]
    assert tuple(threshold.is_met_by(value) for value in around(threshold)) == sides
    assert tuple(IN_THE_CHECK[key](value) for value in around(threshold)) == sides


def test_our_own_choice_never_passes_for_evidence():
    for key, threshold in thresholds().items():
        read = citations()[threshold.source].read
        assert (read == "design") == (threshold.source == "design"), key
        assert threshold.certainty == "D" or threshold.source != "design", key
        assert threshold.certainty != "A" or read in {"original", "part of the original"}, key


# ------------------------------------------------------------------ sources

CODE = sorted([ROOT / "app.py", *PACKAGE.rglob("*.py"), *(ROOT / "pages").rglob("*.py")])
PLACES = [
    *CODE,
    *(file for file in DATA.rglob("*") if file.suffix in {".toml", ".csv", ".md"} and file.name != "citations.toml"),
    ROOT / "tests" / "golden" / "README.md",
]


def test_every_source_is_used_somewhere():
    used = {word for file in PLACES for word in re.findall(r"\w+", file.read_text(encoding="utf-8"))}
    assert citations().keys() - used == set()


def test_every_source_named_in_a_docstring_is_there():
    named = {key for file in CODE for key in re.findall(r"``([a-z]+_?[a-z0-9_]*)``", file.read_text(encoding="utf-8"))}
    assert "who_classes" in named
    assert named <= citations().keys()


# ------------------------------------------------------------------ every outcome has words, every word is reached


def calls(file, *functions):
    """Calls of these functions in a file, wherever they stand."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in functions:
            yield node


def literal(node):
    return node.value if isinstance(node, ast.Constant) else None


ASSESSING = [
    PACKAGE / f"{name}.py"
    for name in (
        "assessment",
        "scan/caution",
        "scan/change_findings",
        "scan/findings",
        "scan/fractures",
        "scan/method",
        "scan/spectrum",
        "risk/findings",
    )
]


def given_as(argument, outcome):
    """Texts that stand in the code for this argument of an outcome."""
    return [
        text
        for file in ASSESSING
        for call in calls(file, outcome)
        for word in call.keywords
        if word.arg == argument
        for text in strings(word.value)
    ]


def test_every_outcome_written_in_the_code_has_words():
    open_points, reasons = given_as("key", "NotAssessed"), given_as("reason", "NotAssessed")
    assert len(open_points) > 20
    assert len(reasons) > 15
    assert set(open_points) <= text_keys("not_assessed")
    assert set(reasons) <= text_keys("reasons")
    findings = set(given_as("key", "Finding"))
    findings |= {
        text
        for file in ASSESSING
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "key"
        for text in strings(node.value)
    }
    assert len(findings) > 20
    assert findings <= text_keys("outcomes")


@pytest.mark.parametrize("held", Held)
def test_every_reason_to_hold_a_site_has_words(held):
    assert held in text_keys("reasons")


@pytest.mark.parametrize("why", Why)
def test_every_reason_for_a_choice_of_score_has_words(why):
    """As a finding where a score was chosen, as a reason where none was."""
    told = f"score_{why}" in text_keys("outcomes")
    assert told != (why in text_keys("reasons")) or why is Why.REASON_NOT_TOLD  # the score is used meanwhile


def strings(node):
    """Whole texts in an expression such as `"deciding_only" if alone else "deciding_lowest"`."""
    if isinstance(node, ast.IfExp):
        return strings(node.body) | strings(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) else set()


def placeholders(text):
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_message_in_the_code_is_there_with_all_its_values():
    messages, seen = document("messages.toml"), 0
    for file in CODE:
        for call in calls(file, "message"):
            key = literal(call.args[0]) if call.args else None
            if isinstance(key, str):
                seen += 1
                assert key in messages, f"{file.name}: {key}"
                given = {word.arg for word in call.keywords}
                needed = placeholders(str(messages[key])) - thresholds().keys()
                assert needed <= given or None in given, f"{file.name}: {key}"
    assert seen > 20
    assert {str(scan) for scan in UnusableScan} <= messages.keys()


# ------------------------------------------------------------------ questions and their enums


def inner(hint):
    return next((kind for kind in get_args(hint) if kind is not NoneType), hint)


SECTIONS = (Person, RiskFactors, Lifestyle)
HINTS = {field.name: inner(get_type_hints(section)[field.name]) for section in SECTIONS for field in fields(section)}
OPTIONS = {
    "has_scan": set(Answer),
    "scan_regions": REGIONS.keys() | set(UnusableScan),
    "vertebrae": {*VERTEBRA_SPANS.values(), "other", NOT_KNOWN},
    "vertebrae_other": set(Vertebra),
    "scanner_make": set(ScannerMake),
    "same_machine": set(Answer),
    "t_score_reference": set(TScoreReference),
    "reported_scores": set(ReportedScores),
    "fracture_sites": {*FractureSite, NOT_KNOWN},
    "fracture_sites_at_40_to_49": {*FractureSite, NOT_KNOWN},
    "fracture_sites_before_40": {*FractureSite, NOT_KNOWN},
    "scan_method": set(ScanMethod),
    "site_doubts": {*SiteDoubt, NONE_OF_THESE, NOT_KNOWN},
    "bone_medicine_before": {*BoneMedicine, NONE_OF_THESE, NOT_KNOWN},
    "bone_medicine_signs": {*MedicineSign, NONE_OF_THESE, NOT_KNOWN},
    "warning_signs": {*WarningSign, NONE_OF_THESE, NOT_KNOWN},
    "conditions": {*Condition, NONE_OF_THESE, NOT_KNOWN},
    "medicines": {*Medicine, NONE_OF_THESE, NOT_KNOWN},
    "exercise_cautions": {*ExerciseCaution, NONE_OF_THESE, NOT_KNOWN},
    "will_do": {"doctor", *document("checklist.toml")["rows"]},
}
IN_FRONT = {"gate", "joined"}  # answered by the questions behind them
CHOICES = [question for question in questions().values() if question.options and question.kind not in IN_FRONT]


@pytest.mark.parametrize("question", CHOICES, ids=lambda question: question.key)
def test_the_options_of_a_question_are_the_answers_that_the_types_know(question):
    kind = HINTS.get(question.key)
    if question.key in OPTIONS:
        assert set(question.options) == {str(option) for option in OPTIONS[question.key]}
    elif kind is int:
        assert all(option.isdecimal() or option == NOT_KNOWN for option in question.options)
    else:
        assert issubclass(kind, Enum)
        assert set(question.options) == {str(member) for member in kind}


@pytest.mark.parametrize("question", CHOICES, ids=lambda question: question.key)
def test_i_do_not_know_is_an_option_everywhere(question):
    """Where one lives is known, vertebrae are tapped only after the report named them, and a will is no fact."""
    known_for_sure = {"country", "vertebrae_other", "scan_regions", "will_do"}
    assert NOT_KNOWN in question.options or question.key in known_for_sure


def test_every_field_of_a_person_is_asked():
    assert HINTS.keys() <= questions().keys()
    of_scan = {"has_scan", "scan_regions", "vertebrae", "vertebrae_other", "t_score", "z_score", "bmd_g_cm2"}
    assert questions().keys() - HINTS.keys() == of_scan | {
        "scan_date",
        "scanner_make",
        "t_score_reference",
        "reported_scores",
        "scan_method",
        "ct_density_mg_cm3",
        "site_doubts",
        "z_score_other_sex",
        "same_machine",
        "scanner_model",
        "lsc_g_cm2",
        "lsc_percent",
    } | {question.key for question in questions().values() if question.kind in IN_FRONT}


def test_what_stands_in_front_of_other_questions_is_answered_by_theirs():
    for question in questions().values():
        if question.kind == "gate":
            assert set(question.options) == {"no", "yes", NOT_KNOWN}
            assert set(question.opens) <= questions().keys()
        if question.kind == "joined":
            behind = set(question.options) - {"none", NOT_KNOWN}
            assert all(set(questions()[key].options) == {"yes", "no", NOT_KNOWN} for key in behind)


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("region", REGIONS),
        ("category", BmdCategory),
        ("expected_range", ExpectedRange),
        ("population", Population),
        ("score", Score),
        ("fracture", [*FractureSite, NOT_TOLD]),
        ("condition", [*Condition, "rheumatoid_arthritis"]),
        ("medicine", Medicine),
        ("region_short", REGIONS),
        ("reference_group", Population),
        ("scores", Score),
        ("reason_to_ask", REASONS_TO_ASK),
        ("length_unit", ["cm", "in"]),
        ("other_cause", ["condition", "medicine"]),
        ("cut_off", ["<", "<=", ">", ">="]),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_everything_that_is_named_in_a_sentence_has_a_name(kind, keys):
    assert document("names.toml")[kind].keys() == {str(key) for key in keys}


def test_every_site_that_counts_is_a_region_of_the_form():
    assert {site for site, _ in REGIONS.values()} == set(SkeletalSite)


# ------------------------------------------------------------------ risk models


def test_the_words_of_a_licence_stand_beside_the_one_model_that_wants_them():
    notes = {key: risk_words.licence_note(key) for key in document("risk_models.toml")}
    assert [key for key, note in notes.items() if note] == ["qfracture_2012"]
    # The five points that the licence asks for, shared/reference/qfracture.json.
    for words_of_the_point in (
        "faithfully implements QFracture-2012",
        "GNU Lesser General Public License",
        "cannot prevent, for example, someone altering the coefficients",
        "responsibility of the end user to check",
        "wrong patients being given the wrong treatment",
    ):
        assert words_of_the_point in notes["qfracture_2012"]


# ------------------------------------------------------------------ the words themselves


TEXTS = {
    **{
        f"content/{file}.md": {
            f"{key}, {part}": text
            for key, said in all_texts(file).items()
            for part, text in (("title", said.title), ("plain", said.plain))
            if text
        }
        for file in ("outcomes", "not_assessed", "reasons")
    },
    "messages.toml": dict(texts_within(document("messages.toml"))),
    "interface.toml": dict(texts_within(document("interface.toml"))),
    "questions.toml": {
        f"{key}, {part}": entry[part]
        for key, entry in document("questions.toml").items()
        for part in ("label", "why", "advice")
        if entry.get(part)
    },
    "risk_models.toml": {
        f"{key}, {part}": text
        for key, entry in document("risk_models.toml").items()
        for part, text in entry.items()
        if isinstance(text, str)
    },
    "worked_example.toml": dict(texts_within(document("worked_example.toml"))),
    "meals.toml": {key: text for key, text in document("meals.toml").items() if isinstance(text, str)},
    **{
        name: dict(said_within(document(name)))
        for name in (
            "checklist.toml",
            "first_actions.toml",
            "exercise_levels.toml",
            "exercise_programme.toml",
            "doctor_talk.toml",
            "weekly_plan.toml",
            "what_if.toml",
            "side_by_side.toml",
            "presenter.toml",
        )
    },
    "content/medicines.md": {key: said.plain for key, said in all_texts("medicines").items()},
    "content/medicines.md, with its numbers": {said.title: said.plain for said in medicines.medicine_words()},
    "reference/effects.csv": {key: effect_words.sentence(told) for key, told in effects.effects().items()},
    "samples.toml": {
        f"{key}, {part}": text
        for key, entry in document("samples.toml").items()
        for part, text in entry.items()
        if isinstance(text, str)
    },
    "coach.toml": {
        f"{key}, {number}": text
        for key, entry in document("coach.toml").items()
        for number, text in enumerate(
            [entry] if isinstance(entry, str) else entry.values() if isinstance(entry, dict) else entry
        )
    },
}
EVERY_FILE = pytest.mark.parametrize("file", TEXTS)


@EVERY_FILE
def test_a_file_of_words_reads_at_grade_8_or_lower(file):
    assert grade(TEXTS[file].values()) <= 8 - 1.5


@pytest.mark.parametrize("file", ["outcomes", "reasons"])
def test_no_outcome_reads_above_grade_10(file):
    grades = {key: grade([said.title, said.plain]) for key, said in all_texts(file).items() if said.plain}
    assert {key: grade for key, grade in grades.items() if grade > 10 - 2.5} == {}


def test_the_grade_tells_hard_words_from_easy_ones():
    hard = "Densitometric classification necessitates comprehensive consideration of individual circumstances."
    assert grade([hard]) > 12
    assert grade(["The lowest one counts. Ask your doctor."]) < 4


# The one sentence of the intended purpose has the same words everywhere, see DESIGN.md.
LONG_BY_DECISION = {"intended_purpose"}


@EVERY_FILE
def test_no_sentence_is_longer_than_25_words(file):
    long = {
        key: sentence
        for key, text in TEXTS[file].items()
        for sentence in re.split(r"(?<=[.?!])\s+", filled(text))
        if len(sentence.split()) > 25 and key not in LONG_BY_DECISION
    }
    assert long == {}


def code_texts():
    """Texts that pages and the user interface write themselves."""
    for file in CODE:
        if "ui" in file.parts or "pages" in file.parts:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
                    yield f"{file.name}, line {node.lineno}", node.value


def test_no_text_scares_blames_diagnoses_or_prescribes():
    texts = [
        *((f"{file}, {key}", text) for file, texts in TEXTS.items() for key, text in texts.items()),
        *(
            (f"content, {key}", said.clinical)
            for file in ("outcomes", "reasons")
            for key, said in all_texts(file).items()
        ),
        *(
            (f"options of {key}", " ".join(option_of(question, option) for option in question.options))
            for key, question in questions().items()
        ),
        *code_texts(),
    ]
    found = [(place, said[0]) for place, text in texts if (said := NEVER.search(text))]
    assert found == []
