"""Clinical risk factors that the rules and the published models ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bonecheck.answers.person import Answer
from bonecheck.answers.units import GRAMS_ALCOHOL_PER_ML
from bonecheck.errors import ImplausibleValue
from bonecheck.evidence.library import table


class FractureSite(StrEnum):
    """Bones that break from low bone density."""

    HIP = "hip"
    SPINE = "spine"
    WRIST = "wrist"
    UPPER_ARM = "upper_arm"
    PELVIS = "pelvis"
    RIB = "rib"
    OTHER = "other"


class WarningSign(StrEnum):
    """Signs that need a clinician, whatever the scan says."""

    BACK_PAIN = "back_pain"
    NEW_STOOP = "new_stoop"
    CANNOT_STAND = "cannot_stand"
    NUMB_OR_WEAK_LEGS = "numb_or_weak_legs"
    BACK_PAIN_WITH_ILLNESS = "back_pain_with_illness"
    CHEST_PAIN = "chest_pain"


class LastFracture(StrEnum):
    """When the last bone broke."""

    WITHIN_2_YEARS = "within_2_years"
    LONGER_AGO = "longer_ago"
    NOT_KNOWN = "not_known"


class ParentHipFracture(StrEnum):
    """Which parent broke a hip."""

    MOTHER = "mother"
    FATHER = "father"
    BOTH = "both"
    NEITHER = "neither"
    NOT_KNOWN = "not_known"


class Smoking(StrEnum):
    """Smoking now, before, never."""

    NEVER = "never"
    EX = "ex"
    CURRENT = "current"
    NOT_KNOWN = "not_known"


class GlucocorticoidUse(StrEnum):
    """Steroid tablets or injections: now, in the past, never."""

    NOW = "now"
    PAST = "past"
    NEVER = "never"
    NOT_KNOWN = "not_known"


class Condition(StrEnum):
    """Health conditions that harm bone or raise fracture risk."""

    OVERACTIVE_THYROID = "overactive_thyroid"
    HYPERPARATHYROIDISM = "hyperparathyroidism"
    CUSHING = "cushing"
    EARLY_MENOPAUSE = "early_menopause"
    LOW_SEX_HORMONES = "low_sex_hormones"
    COELIAC = "coeliac"
    INFLAMMATORY_BOWEL = "inflammatory_bowel"
    STOMACH_SURGERY = "stomach_surgery"
    LIVER_DISEASE = "liver_disease"
    KIDNEY_DISEASE = "kidney_disease"
    TYPE_1_DIABETES = "type_1_diabetes"
    TYPE_2_DIABETES = "type_2_diabetes"
    LUPUS = "lupus"
    ASTHMA_OR_COPD = "asthma_or_copd"
    HEART_OR_STROKE = "heart_or_stroke"
    CANCER = "cancer"
    EPILEPSY = "epilepsy"
    PARKINSONS = "parkinsons"
    DEMENTIA = "dementia"
    EATING_DISORDER = "eating_disorder"
    MENOPAUSE_AT_40_TO_44 = "menopause_at_40_to_44"
    PITUITARY = "pituitary"
    TURNER_OR_KLINEFELTER = "turner_or_klinefelter"
    MALABSORPTION = "malabsorption"
    MYELOMA = "myeloma"
    LEUKAEMIA_OR_LYMPHOMA = "leukaemia_or_lymphoma"
    THALASSAEMIA_OR_SICKLE_CELL = "thalassaemia_or_sickle_cell"
    MASTOCYTOSIS = "mastocytosis"
    HAEMOPHILIA = "haemophilia"
    ANKYLOSING_SPONDYLITIS = "ankylosing_spondylitis"
    MULTIPLE_SCLEROSIS = "multiple_sclerosis"
    SPINAL_CORD_INJURY = "spinal_cord_injury"
    MUSCLE_DISEASE = "muscle_disease"
    LONG_IMMOBILITY = "long_immobility"
    LEG_AMPUTATION = "leg_amputation"
    DOWNS_SYNDROME = "downs_syndrome"
    CYSTIC_FIBROSIS = "cystic_fibrosis"
    HEART_FAILURE = "heart_failure"
    HIGH_URINE_CALCIUM = "high_urine_calcium"
    HIV = "hiv"
    TRANSPLANT = "transplant"
    BRITTLE_BONES = "brittle_bones"
    CONNECTIVE_TISSUE = "connective_tissue"
    HYPOPHOSPHATASIA = "hypophosphatasia"
    HAEMOCHROMATOSIS = "haemochromatosis"
    GAUCHER = "gaucher"
    DEPRESSION = "depression"
    OTHER = "other"


class Medicine(StrEnum):
    """Medicines that can affect bone or falls."""

    ANTIDEPRESSANT = "antidepressant"
    EPILEPSY_MEDICINE = "epilepsy_medicine"
    AROMATASE_INHIBITOR = "aromatase_inhibitor"
    PROSTATE_HORMONE = "prostate_hormone"
    DEPOT_CONTRACEPTIVE = "depot_contraceptive"
    ACID_BLOCKER = "acid_blocker"
    THYROID_TABLETS = "thyroid_tablets"
    DIABETES_GLITAZONE = "diabetes_glitazone"
    HEPARIN = "heparin"
    TRANSPLANT_MEDICINE = "transplant_medicine"
    HIV_MEDICINE = "hiv_medicine"
    CHEMOTHERAPY = "chemotherapy"
    TAMOXIFEN_BEFORE_MENOPAUSE = "tamoxifen_before_menopause"
    LITHIUM_OR_ANTIPSYCHOTIC = "lithium_or_antipsychotic"
    WATER_TABLET = "water_tablet"
    ALUMINIUM_ANTACID = "aluminium_antacid"
    HIGH_VITAMIN_A = "high_vitamin_a"
    OTHER = "other"


class HormoneTherapy(StrEnum):
    """Hormones of any kind, for any reason; the first two are those of therapy around menopause."""

    NONE = "none"
    OESTROGEN_ONLY = "oestrogen_only"
    COMBINED = "combined"
    BIRTH_CONTROL = "birth_control"
    TESTOSTERONE = "testosterone"
    BLOCKER = "blocker"
    PAST = "past"
    NOT_KNOWN = "not_known"


class BoneMedicine(StrEnum):
    """Medicines given for bone strength."""

    NONE = "none"
    BISPHOSPHONATE_TABLETS = "bisphosphonate_tablets"
    ZOLEDRONATE = "zoledronate"
    DENOSUMAB = "denosumab"
    RALOXIFENE = "raloxifene"
    BONE_BUILDER = "bone_builder"
    OTHER = "other"
    NOT_KNOWN = "not_known"


class LastDose(StrEnum):
    """When a bone medicine that was stopped was taken last."""

    WITHIN_2_YEARS = "within_2_years"
    LONGER_AGO = "longer_ago"
    NOT_KNOWN = "not_known"


class DenosumabDose(StrEnum):
    """When the last injection of denosumab was; it wears off after six months."""

    WITHIN_6_MONTHS = "within_6_months"
    WITHIN_2_YEARS = "within_2_years"
    LONGER_AGO = "longer_ago"
    NOT_KNOWN = "not_known"


class MedicineSign(StrEnum):
    """Early signs of rare harm on a bisphosphonate or denosumab."""

    THIGH_PAIN = "thigh_pain"
    JAW = "jaw"


class FraxCountry(StrEnum):
    """The country chosen on the FRAX site; each has an equation of its own."""

    US = "us"
    UK = "uk"
    CANADA = "canada"
    AUSTRALIA = "australia"
    OTHER = "other"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """Items ticked from a list, and what is known of the rest.

    `others` is NO when the person said that nothing else applies, and NOT_KNOWN when they are not sure.
    """

    ticked: tuple[str, ...] = ()
    others: Answer = Answer.NOT_KNOWN

    def __post_init__(self) -> None:
        if self.others is Answer.YES:
            raise ImplausibleValue("others_yes")

    def answer(self, item: str) -> Answer:
        """The answer for one item of the list."""
        return Answer.YES if item in self.ticked else self.others


def any_ticked(items: Checklist | None) -> Answer:
    """Whether any item of a list was ticked; open as well where the list was not answered."""
    if items is None:
        return Answer.NOT_KNOWN
    return Answer.YES if items.ticked else items.others


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFactors:
    """Risk factors, as far as answered; None means not answered.

    Fractures are low-trauma: from standing height or less. A count of 3 means three or more.
    The FRAX result is one that the person brings from the official site [percent in 10 years].
    """

    fracture_since_50: Answer | None = None
    fracture_sites: Checklist | None = None
    fracture_count: int | None = None
    fracture_at_40_to_49: Answer | None = None
    fracture_sites_at_40_to_49: Checklist | None = None
    fracture_count_at_40_to_49: int | None = None
    fracture_before_40: Answer | None = None
    fracture_sites_before_40: Checklist | None = None
    fracture_count_before_40: int | None = None
    last_fracture: LastFracture | None = None
    falls_12_months: int | None = None
    rises_from_chair: Answer | None = None
    care_home: Answer | None = None
    warning_signs: Checklist | None = None
    parent_hip_fracture: ParentHipFracture | None = None
    mother_broke_hip_after_50: Answer | None = None
    parent_osteoporosis: Answer | None = None
    smoking: Smoking | None = None
    cigarettes_per_day: int | None = None
    drinks_per_week: Mapping[str, float] = field(default_factory=dict)
    rheumatoid_arthritis: Answer | None = None
    conditions: Checklist | None = None
    missed_periods: Answer | None = None
    medicines: Checklist | None = None
    glucocorticoids: GlucocorticoidUse | None = None
    glucocorticoid_dose_mg_per_day: float | None = None
    glucocorticoid_months: float | None = None
    hormone_therapy: HormoneTherapy | None = None
    oestrogen_six_months: Answer | None = None
    bone_medicine: BoneMedicine | None = None
    bone_medicine_before: Checklist | None = None
    bone_medicine_last_dose: LastDose | None = None
    denosumab_last_dose: DenosumabDose | None = None
    bone_medicine_signs: Checklist | None = None
    frax_major_percent: float | None = None
    frax_hip_percent: float | None = None
    frax_country: FraxCountry | None = None
    frax_with_bmd: Answer | None = None

    @property
    def alcohol_g_per_day(self) -> float | None:
        """Grams of alcohol a day; None unless every kind of drink was answered."""
        grams, is_complete = alcohol_g_per_day(self.drinks_per_week)
        return grams if is_complete else None

    @property
    def any_fracture(self) -> bool:
        """Whether any bone broke in a minor fall, at any adult age."""
        return Answer.YES in {self.fracture_since_50, self.fracture_at_40_to_49, self.fracture_before_40}

    def broke(self, site: FractureSite) -> Answer | None:
        """Whether this bone broke since 50 in a minor fall."""
        return _broke(self.fracture_since_50, self.fracture_sites, site)

    def broke_at_40_to_49(self, site: FractureSite) -> Answer | None:
        """Whether this bone broke between 40 and 49 in a minor fall."""
        return _broke(self.fracture_at_40_to_49, self.fracture_sites_at_40_to_49, site)

    def broke_before_40(self, site: FractureSite) -> Answer | None:
        """Whether this bone broke as an adult before 40 in a minor fall."""
        return _broke(self.fracture_before_40, self.fracture_sites_before_40, site)


def _broke(any_bone: Answer | None, sites: Checklist | None, site: FractureSite) -> Answer | None:
    if any_bone is not Answer.YES:
        return any_bone
    return Answer.NOT_KNOWN if sites is None else sites.answer(site)


def alcohol_g_per_day(drinks_per_week: Mapping[str, float]) -> tuple[float | None, bool]:
    """Grams of alcohol a day from the drinks that were answered, and whether every kind of drink was.

    None where no drink was answered. Source: ``uk_unit`` (10 ml of alcohol is 8 g); sizes and strengths stand in
    `drinks.csv`.

    >>> alcohol_g_per_day({"wine": 7})  # 148 ml of 12 % is 17.76 ml of alcohol a day
    (14.2, False)
    """
    kinds = {row["item"]: float(row["ml"]) * float(row["percent_alcohol"]) / 100 for row in table("drinks")}
    given = {item: count for item, count in drinks_per_week.items() if item in kinds}
    if not given:
        return None, False
    grams = sum(count * kinds[item] for item, count in given.items()) * GRAMS_ALCOHOL_PER_ML
    return round(grams / 7, 1), given.keys() == kinds.keys()
