"""Made-up people who between them meet every rule, and what each of them gets: one walk, shared by all who look at it.

Tests that use it stand in `test_everybody.py`, so that one process makes the walk, once.
"""

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product

from bonecheck.answers.check import Check
from bonecheck.answers.dxa_report import (
    EarlierScan,
    ReportedScores,
    ScanMethod,
    ScannerMake,
    SiteDoubt,
    TScoreReference,
    UnusableScan,
    Vertebra,
)
from bonecheck.answers.lifestyle import ExerciseCaution, Lifestyle
from bonecheck.answers.person import (
    Answer,
    Country,
    EthnicGroup,
    MenopausalStatus,
    PeriodsStopped,
    Person,
    Pregnancy,
    Sex,
)
from bonecheck.answers.risk_factors import (
    BoneMedicine,
    Checklist,
    Condition,
    DenosumabDose,
    FractureSite,
    FraxCountry,
    GlucocorticoidUse,
    HormoneTherapy,
    LastDose,
    LastFracture,
    Medicine,
    MedicineSign,
    ParentHipFracture,
    RiskFactors,
    Smoking,
    WarningSign,
)
from tests.people import NOTHING_AGAINST_COMFORT, at, man, report, scanned, spine, unscanned, woman

PRE, POST = MenopausalStatus.PREMENOPAUSAL, MenopausalStatus.POSTMENOPAUSAL
ALL_SITES = ("lumbar_spine", "femoral_neck", "total_hip", "one_third_radius")
PEOPLE = [
    *(woman(age, stage) for age in (45, 55, 66, 95) for stage in (None, *MenopausalStatus)),
    Person(age_years=70),
    man(30),
    *(man(age) for age in (None, 40, 70)),
    woman(None, None),
    Person(),
    Person(sex=Sex.NOT_KNOWN, age_years=40),
    man(15),
    woman(66, ethnic_group=EthnicGroup.BLACK_AMERICAN),
    woman(35, MenopausalStatus.TRANSITION),
]
FIGURES = [
    *({"t": t} for t in (0.4, -1.5, -2.7)),
    *({"z": z} for z in (0.4, -2.3)),
    {"t": -1.5, "z": -0.5},
    {"bmd": 0.45},
    {"bmd": 0.9},
    {"t": -0.3, "bmd": 0.822},
    {"t": 0.3, "bmd": 0.822},
    {"t": -1.9, "bmd": 0.822},
    {"t": -0.6, "z": -2.6},
    {},
]
ONE_SITE = [[at(region, **figures)] for region in ALL_SITES for figures in FIGURES]
MORE_SITES = [
    [],
    [spine((Vertebra.L1,), -1.5)],
    [spine((), -1.5)],
    [spine((Vertebra.L1,), -3.5), at("total_hip", t=-1.5, z=-0.5), at("one_third_radius", t=-3.1)],
    [at("lumbar_spine", z=-1.5), at("total_hip", t=-1.5)],
    [spine(None, -1.5)],
    [spine(tuple(Vertebra)[:3], -1.5, bmd_g_cm2=0.9)],
    [at("lumbar_spine", t=-1.5), at("total_hip", t=-1.5)],
    [at("lumbar_spine", t=-0.5), at("total_hip", t=-2.6)],
]
SCANS = [
    {},
    {"scanner_make": ScannerMake.HOLOGIC, "scan_date": date(2024, 5, 1), "reported_scores": ReportedScores.T_SCORE},
    {"unusable": tuple(UnusableScan)},
    {"scan_date": date(2010, 5, 1)},
]
FALLEN = Checklist(ticked=("hip",), others=Answer.NO)
RISKS = [
    RiskFactors(),
    RiskFactors(
        fracture_since_50=Answer.NO,
        warning_signs=Checklist(others=Answer.NO),
        rheumatoid_arthritis=Answer.NO,
        conditions=Checklist(others=Answer.NO),
        medicines=Checklist(others=Answer.NO),
        glucocorticoids=GlucocorticoidUse.NEVER,
        bone_medicine=BoneMedicine.NONE,
    ),
    *(
        RiskFactors(fracture_since_50=Answer.YES, fracture_sites=Checklist(ticked=(site,), others=Answer.NO))
        for site in FractureSite
    ),
    RiskFactors(fracture_since_50=Answer.YES),
    RiskFactors(fracture_at_40_to_49=Answer.YES),
    RiskFactors(fracture_before_40=Answer.YES),
    RiskFactors(
        **dict.fromkeys(("fracture_since_50", "fracture_before_40"), Answer.YES),
        **dict.fromkeys(("fracture_sites", "fracture_sites_before_40"), Checklist(ticked=(FractureSite.WRIST,))),
    ),
    *(RiskFactors(warning_signs=Checklist(ticked=(sign,), others=Answer.NOT_KNOWN)) for sign in WarningSign),
    RiskFactors(missed_periods=Answer.YES),
    *(RiskFactors(conditions=Checklist(ticked=(condition,))) for condition in Condition),
    *(RiskFactors(medicines=Checklist(ticked=(medicine,))) for medicine in Medicine),
    *(
        RiskFactors(glucocorticoids=use, glucocorticoid_dose_mg_per_day=dose, glucocorticoid_months=months)
        for use, dose, months in product(GlucocorticoidUse, (None, 2.0, 7.5), (None, 1.0, 6.0))
    ),
    *(RiskFactors(bone_medicine=medicine) for medicine in BoneMedicine),
    *(RiskFactors(bone_medicine=BoneMedicine.DENOSUMAB, denosumab_last_dose=dose) for dose in DenosumabDose),
    *(RiskFactors(bone_medicine_before=Checklist(ticked=(medicine,))) for medicine in ("denosumab", "bone_builder")),
    *(
        RiskFactors(bone_medicine=BoneMedicine.ZOLEDRONATE, bone_medicine_signs=Checklist(ticked=(sign,)))
        for sign in MedicineSign
    ),
    RiskFactors(
        bone_medicine=BoneMedicine.BONE_BUILDER, bone_medicine_before=Checklist(ticked=(BoneMedicine.DENOSUMAB,))
    ),
    RiskFactors(bone_medicine=BoneMedicine.DENOSUMAB, warning_signs=Checklist(ticked=("back_pain",))),
    RiskFactors(hormone_therapy=HormoneTherapy.BLOCKER),
    *(
        RiskFactors(frax_major_percent=major, frax_hip_percent=hip, frax_country=country, frax_with_bmd=with_bmd)
        for major, hip in ((25.0, 6.0), (13.0, 3.0), (3.0, 0.2), (9.0, 1.0), (3.0, None))
        for country in (None, *FraxCountry)
        for with_bmd in Answer
    ),
]
HEIGHTS = [{"height_cm": 160.0, "tallest_height_cm": 160.0 + loss} for loss in (0.0, 1.0, 2.0, 3.5, 5.0)]
WAITING = {"total_hip.t_score": "2.6", "total_hip.z_score": "2.6"}


def never_took():
    return {
        "oestrogen_six_months": Answer.YES,
        "hormone_therapy": HormoneTherapy.COMBINED,
        "rheumatoid_arthritis": Answer.NO,
        "fracture_sites": Checklist(ticked=("other",), others=Answer.NO),
        "fracture_at_40_to_49": Answer.NO,
    }


def people_for_models():
    """Those whom a risk model or a tool before a scan refuses, one by one, and those whom the tools send on or not."""
    neck, frax = at("femoral_neck", -1.5), RiskFactors(frax_major_percent=9.0, frax_country=FraxCountry.UK)
    body = {"height_cm": 165.0, "weight_kg": 70.0}
    for age in (19, 29, 44, 48, 58, 66, 101):
        yield scanned(woman(age, POST, **body), neck, risks=frax)
        yield unscanned(woman(age, POST, **body))
    yield scanned(woman(70), at("lumbar_spine", -1.5))
    yield scanned(woman(70), at("total_hip", -1.5))
    yield scanned(woman(70), at("femoral_neck", 1.5, bmd=0.5), scanner_make=ScannerMake.HOLOGIC)
    yield scanned(woman(70, height_cm=150.0, weight_kg=100.0), neck)
    yield scanned(woman(70, height_cm=160.0, tallest_height_cm=164.0), neck)
    yield from (scanned(man(70), neck, t_score_reference=reference) for reference in TScoreReference)
    yield scanned(man(70), neck, risks=frax)
    yield from people_with_frax()
    yield unscanned(woman(58, POST, weight_kg=95.0), RiskFactors(bone_medicine=BoneMedicine.ZOLEDRONATE))
    yield unscanned(woman(52, POST, weight_kg=95.0), RiskFactors(fracture_since_50=Answer.YES, **never_took()))
    for tools in (Answer.NO, Answer.YES, None):
        never = RiskFactors(
            oestrogen_six_months=tools,
            hormone_therapy=HormoneTherapy.COMBINED,
            rheumatoid_arthritis=tools and Answer.NO,
            fracture_since_50=Answer.NO,
            fracture_at_40_to_49=Answer.NO,
        )
        yield unscanned(woman(55, POST, weight_kg=95.0, ethnic_group=EthnicGroup.WHITE), never)
        yield unscanned(woman(55, POST, weight_kg=60.0, ethnic_group=EthnicGroup.CHINESE), never)
        yield unscanned(woman(52, POST, weight_kg=95.0, ethnic_group=EthnicGroup.WHITE), never)
    yield unscanned(woman(44, PRE))
    yield unscanned(woman(55, POST))
    yield unscanned(man(55))


def people_of_every_stage():
    """Reasons why periods stopped, pregnancy, reports against both sexes, birthdays left open, and breaks at any age."""
    scores = at("total_hip", t=-1.2, z=-0.8)
    for age, because in product((30, 43), (None, *PeriodsStopped)):
        person = woman(age, POST, periods_stopped_because=because)
        yield scanned(person, scores)
        yield unscanned(person)
    hip = RiskFactors(**recent("hip"))
    lately = RiskFactors(fracture_since_50=Answer.YES, last_fracture=LastFracture.WITHIN_2_YEARS)
    yield scanned(woman(66), scores, risks=lately)
    yield scanned(woman(66), risks=lately, unusable=(UnusableScan.HEEL,))
    yield from (replace(unscanned(woman(66), risks=lately), has_scan=has) for has in (Answer.NO, Answer.NOT_KNOWN))
    two = Checklist(ticked=("hip", "wrist"), others=Answer.NO)
    yield scanned(woman(66), scores, risks=RiskFactors(fracture_since_50=Answer.YES, fracture_sites=two))
    yield scanned(woman(66), risks=hip)
    yield unscanned(woman(66, height_cm=165.0, weight_kg=66.0), risks=hip)
    yield replace(unscanned(woman(66), risks=hip), has_scan=Answer.NOT_KNOWN)
    yield replace(unscanned(woman(66), risks=RiskFactors(fracture_since_50=Answer.YES)), has_scan=Answer.NOT_KNOWN)
    no_break = RiskFactors(fracture_since_50=Answer.NO, fracture_at_40_to_49=Answer.NO, fracture_before_40=Answer.NO)
    yield scanned(woman(47, MenopausalStatus.MASKED_BY_HORMONES), at("total_hip", t=0.4, z=0.4), risks=no_break)
    yield scanned(woman(30, None), scores)
    yield scanned(
        man(34),
        at("total_hip", t=-1.3, z=1.6),
        risks=RiskFactors(
            fracture_before_40=Answer.YES, fracture_sites_before_40=Checklist(ticked=("wrist",), others=Answer.NO)
        ),
    )
    yield scanned(woman(35, PRE), at("total_hip", t=-2.6, z=-1.7))
    yield scanned(man(50), scores, scan_date=date(2026, 6, 1))
    yield scanned(woman(66), scores, scan_date=date(2010, 5, 1), risks=RiskFactors(**recent("hip")))
    for person in (woman(34, PRE), woman(34, PRE, height_cm=160.0, tallest_height_cm=164.0)):
        yield scanned(replace(person, pregnancy=Pregnancy.BREASTFEEDING), scores)
    for age, other in product((30, 60), (None, -0.8, -2.4)):
        person = Person(sex=Sex.BOTH, age_years=age, height_cm=170.0, weight_kg=70.0)
        yield scanned(person, replace(scores, z_score_other_sex=other))
    arm = {"fracture_at_40_to_49": Answer.YES, "fracture_sites_at_40_to_49": Checklist(ticked=("upper_arm",))}
    yield scanned(woman(66, country=Country.CANADA), scores, risks=RiskFactors(**arm))
    for age, bone in product((35, 47, 66), ("spine", "wrist")):
        yield scanned(woman(age, PRE if age < 50 else POST), scores, risks=RiskFactors(**recent(bone)))


def recent(bone):
    """A break at 40 to 49 and one before 40, the last in the last two years."""
    sites = Checklist(ticked=(bone,), others=Answer.NO)
    told = {"fracture_at_40_to_49": Answer.YES, "fracture_sites_at_40_to_49": sites}
    told |= {"fracture_before_40": Answer.YES, "fracture_sites_before_40": sites}
    return told | {"last_fracture": LastFracture.WITHIN_2_YEARS}


def people_for_scan_advice():
    """Without a scan: whom a guideline names, whom none names, and who left open what would tell."""
    nothing = {
        **dict.fromkeys(("fracture_since_50", "fracture_at_40_to_49", "fracture_before_40"), Answer.NO),
        "conditions": Checklist(others=Answer.NO),
        "medicines": Checklist(others=Answer.NO),
        "glucocorticoids": GlucocorticoidUse.NEVER,
        "rheumatoid_arthritis": Answer.NO,
    }
    for person in (man(40), man(55, weight_kg=95.0), man(71), woman(35, PRE), Person(sex=Sex.BOTH, age_years=40)):
        yield unscanned(person, RiskFactors(**nothing))
        yield unscanned(person)
    yield unscanned(man(55, weight_kg=55.0), RiskFactors(smoking=Smoking.CURRENT))
    parent = RiskFactors(parent_hip_fracture=ParentHipFracture.MOTHER, smoking=Smoking.CURRENT)
    yield unscanned(woman(55, POST, country=Country.CANADA), parent)
    weak = nothing | {"medicines": Checklist(ticked=("antidepressant",), others=Answer.NO)}
    white = {"weight_kg": 95.0, "ethnic_group": EthnicGroup.WHITE}
    yield unscanned(woman(52, POST, **white), RiskFactors(**weak, oestrogen_six_months=Answer.YES))
    yield unscanned(woman(40, PRE), RiskFactors(hormone_therapy=HormoneTherapy.BLOCKER))
    yield unscanned(woman(40, PRE), RiskFactors(medicines=Checklist(ticked=("depot_contraceptive",))))
    never = {"hormone_therapy": HormoneTherapy.COMBINED, "oestrogen_six_months": Answer.YES, "smoking": Smoking.NEVER}
    never |= {"parent_hip_fracture": ParentHipFracture.NEITHER, "bone_medicine": BoneMedicine.NONE}
    heavy = woman(60, POST, weight_kg=90.0, ethnic_group=EthnicGroup.BLACK_AFRICAN)
    yield unscanned(heavy, RiskFactors(**nothing, **never))
    settled = dict.fromkeys(("warning_signs", "bone_medicine_before"), Checklist(others=Answer.NO))
    on_drip = never | settled | {"bone_medicine": BoneMedicine.ZOLEDRONATE}  # only the signs are open
    yield unscanned(replace(heavy, height_cm=160.0, tallest_height_cm=160.0), RiskFactors(**nothing, **on_drip))
    for stage in (Pregnancy.PREGNANT, Pregnancy.BREASTFEEDING):
        for risks in (RiskFactors(), RiskFactors(glucocorticoids=GlucocorticoidUse.NOW)):
            yield unscanned(woman(31, PRE, pregnancy=stage), risks)
    myeloma = RiskFactors(conditions=Checklist(ticked=("myeloma",)))
    yield unscanned(woman(31, PRE, pregnancy=Pregnancy.BREASTFEEDING), myeloma)


def people_with_doubtful_scans():
    """Bone measured in another way, sites that something spoils, and numbers that do not fit together."""
    yield scanned(man(25), at("lumbar_spine", z=-4.2), scan_date=date(2019, 5, 1))
    yield scanned(woman(62), at("total_hip", t=-0.7, z=2.4))
    yield scanned(woman(66, country=Country.CANADA), at("total_hip", t=-1.7), at("one_third_radius", t=-0.7))
    begun = {"glucocorticoid_dose_mg_per_day": 20.0, "glucocorticoid_months": 1.0}
    yield unscanned(woman(30, PRE), RiskFactors(glucocorticoids=GlucocorticoidUse.NOW, **begun))
    yield scanned(man(35), at("total_hip", t=1.0, z=-0.5))
    hip = at("total_hip", t=-1.5)
    for method in ScanMethod:
        yield scanned(woman(66), hip, scan_method=method)
        yield scanned(woman(66), at("one_third_radius", t=-2.6), scan_method=method)
        yield scanned(woman(66), at("one_third_radius", t=-2.6), hip, scan_method=method)
    for person, density in product(
        (woman(66), woman(40, PRE), woman(52, MenopausalStatus.TRANSITION)), (None, 130.0, 100.0, 70.0)
    ):
        yield scanned(person, scan_method=ScanMethod.CT, ct_density_mg_cm3=density)
    wrist = RiskFactors(fracture_since_50=Answer.YES, fracture_sites=Checklist(ticked=("wrist",), others=Answer.NO))
    yield scanned(woman(66), scan_method=ScanMethod.CT, ct_density_mg_cm3=130.0, risks=wrist)
    yield scanned(woman(66), at("lumbar_spine", t=-3.1), scan_method=ScanMethod.CT, ct_density_mg_cm3=130.0)
    yield scanned(woman(66), at("femoral_neck", t=-0.5), at("total_hip", t=-1.5))
    yield unscanned(woman(66), RiskFactors(warning_signs=Checklist(ticked=("chest_pain",))))
    for stage, t, z in ((MenopausalStatus.NOT_KNOWN, -3.1, -2.7), (MenopausalStatus.NOT_KNOWN, -2.7, -1.5)):
        yield scanned(woman(52, stage), at("total_hip", t=t, z=z))
    ended = RiskFactors(
        bone_medicine_before=Checklist(ticked=("denosumab",), others=Answer.NO),
        denosumab_last_dose=DenosumabDose.WITHIN_2_YEARS,
    )
    yield scanned(woman(66), hip, scan_date=date(2024, 5, 1), risks=ended)
    gland = RiskFactors(conditions=Checklist(ticked=(Condition.HYPERPARATHYROIDISM,)))
    yield scanned(woman(66), hip, risks=gland)
    yield scanned(woman(66), hip, at("one_third_radius", t=-2.6), risks=gland)
    yield scanned(woman(66, country=Country.CANADA), hip, at("one_third_radius", t=-2.6))
    yield scanned(woman(66), hip, at("one_third_radius", t=-1.8))
    for doubt in SiteDoubt:
        sites = at("lumbar_spine", t=-0.5), at("one_third_radius", t=-1.0), at("total_hip", t=-1.0)
        yield scanned(woman(66), *sites, site_doubts=Checklist(ticked=(doubt,)))
    yield scanned(woman(57), at("lumbar_spine", t=3.2))
    yield scanned(woman(57), at("lumbar_spine", t=3.2), hip)
    wrist = Checklist(ticked=("wrist",), others=Answer.NO)
    broke = RiskFactors(fracture_since_50=Answer.YES, fracture_sites=wrist)
    yield scanned(woman(57), at("lumbar_spine", t=3.2), risks=broke)
    yield scanned(woman(57), at("one_third_radius", t=-0.4), risks=broke, scan_method=ScanMethod.DXA)
    yield scanned(woman(75), at("lumbar_spine", t=-3.3, z=0.0))
    yield scanned(woman(43, PRE), at("total_hip", t=-3.0, z=-3.5))
    yield scanned(woman(43, None), at("total_hip", t=-3.0, z=-3.5))
    for percent, broke in product(("68 %", "75 %"), (Answer.YES, Answer.NO)):
        typed = {"lumbar_spine.t_score": percent}
        yield replace(
            scanned(woman(66), at("lumbar_spine"), risks=RiskFactors(fracture_since_50=broke)), as_given=typed
        )
    yield replace(scanned(woman(66), at("lumbar_spine")), as_given={"lumbar_spine.bmd_g_cm2": "86 mg/cm3"})


def people_with_frax():
    """Those who bring a FRAX result: all that stands for comfort, and each thing that stands against it."""
    neck = at("femoral_neck", -1.5)
    low = RiskFactors(
        frax_major_percent=15.0, frax_hip_percent=1.0, frax_country=FraxCountry.US, **NOTHING_AGAINST_COMFORT
    )
    uk_low = replace(low, frax_major_percent=3.0, frax_hip_percent=0.2, frax_country=FraxCountry.UK)
    for brought, with_bmd in product((low, uk_low), (Answer.YES, Answer.NO)):
        brought = replace(brought, frax_with_bmd=with_bmd)
        yield from (scanned(woman(66), at("femoral_neck", t), risks=brought) for t in (-0.5, -1.5, -2.7))
        yield scanned(woman(66), neck, risks=brought, scan_date=date(2012, 1, 1))
        yield unscanned(woman(66), brought)
    uk_between = replace(uk_low, frax_major_percent=12.0, frax_hip_percent=2.0, frax_with_bmd=Answer.NO)
    yield unscanned(woman(66), uk_between)
    low = replace(low, frax_with_bmd=Answer.YES)
    on_steroids = replace(low, glucocorticoids=GlucocorticoidUse.NOW, glucocorticoid_dose_mg_per_day=10.0)
    for against in (
        replace(low, falls_12_months=2),
        replace(low, falls_12_months=None),
        replace(low, conditions=Checklist(ticked=(Condition.TYPE_2_DIABETES,), others=Answer.NO)),
        on_steroids,
        replace(on_steroids, frax_major_percent=17.5),
        replace(low, fracture_since_50=Answer.YES, fracture_sites=FALLEN, fracture_count=1),
        replace(
            low, bone_medicine_before=Checklist(ticked=("other",)), bone_medicine_last_dose=LastDose.WITHIN_2_YEARS
        ),
    ):
        yield scanned(woman(66), neck, risks=against)
    for neck_t, spine_t in ((-1.0, -2.0), (-0.7, -2.2)):
        yield scanned(woman(66), at("femoral_neck", neck_t), at("lumbar_spine", spine_t), risks=low)
    for country, major, hip in product((FraxCountry.CANADA, FraxCountry.AUSTRALIA), (10.0, 20.0, 31.0), (1.0, 5.0)):
        yield scanned(
            woman(66), neck, risks=replace(low, frax_country=country, frax_major_percent=major, frax_hip_percent=hip)
        )
    reached = replace(low, frax_major_percent=25.0, frax_hip_percent=5.0)
    yield unscanned(woman(66), reached)
    yield from (scanned(woman(66), at("femoral_neck", t), risks=reached) for t in (-0.5, -2.7))
    yield from (unscanned(woman(age, PRE), replace(reached, frax_country=FraxCountry.UK)) for age in (35, 45))
    yield unscanned(
        woman(45, PRE), replace(low, frax_country=FraxCountry.UK, frax_major_percent=3.0, frax_hip_percent=0.2)
    )
    yield scanned(Person(sex=Sex.BOTH, age_years=66), neck, risks=low)
    yield unscanned(Person(sex=Sex.BOTH, age_years=66))


def people_with_earlier_scans():
    """Two scans of the same place in every way: a drop, a rise, nothing; on medicines; and each reason to tell nothing."""
    spans = {"scan_date": date(2026, 5, 1), "scan_method": ScanMethod.DXA, "scanner_make": ScannerMake.HOLOGIC}

    def pair(before, now, person=None, risks=None, day=date(2022, 5, 1), same=Answer.YES, **scan):
        earlier = EarlierScan(measurements=(before,), scan_date=day, same_machine=same)
        return scanned(person or woman(66), now, risks=risks, **spans | {"earlier": (earlier,)} | scan)

    high, low = at("total_hip_left", bmd=0.80), at("total_hip_left", bmd=0.75)
    ended = Checklist(ticked=("denosumab",), others=Answer.NO)
    for risks in (
        None,
        RiskFactors(bone_medicine=BoneMedicine.ZOLEDRONATE),
        RiskFactors(glucocorticoids=GlucocorticoidUse.NOW),
        RiskFactors(bone_medicine_before=ended, denosumab_last_dose=DenosumabDose.WITHIN_2_YEARS),
    ):
        yield from (pair(before, now, risks=risks) for before, now in ((high, low), (low, high), (high, high)))
    yield pair(at("total_hip_left", bmd=0.9), low)
    yield pair(at("total_hip_left", t=-1.3), at("total_hip_left", t=-2.3))
    yield pair(at("total_hip_left", t=-1.3), at("total_hip_left", t=-1.4))
    yield pair(at("total_hip_left", t=-1.3), at("total_hip_left", t=-1.9))
    on_tablets = RiskFactors(bone_medicine=BoneMedicine.BISPHOSPHONATE_TABLETS)
    yield pair(at("femoral_neck_left", t=-2.2), at("femoral_neck_left", t=-2.6), risks=on_tablets)
    yield pair(at("total_hip_left", z=-0.3), low)
    yield pair(at("total_hip_right", bmd=0.80), low)
    yield pair(at("total_hip", bmd=0.80), low)
    neck = at("femoral_neck_left", bmd=0.70), at("femoral_neck_left", t=-2.2, bmd=0.60)
    yield pair(*neck)
    yield pair(neck[0], neck[0])
    yield pair(neck[0], neck[0], person=woman(37, PRE), day=date(2025, 3, 1))
    yield pair(high, low, same=Answer.NO)
    yield pair(high, low, same=None)
    yield pair(high, low, day=date(2025, 9, 1))
    yield pair(high, low, day=None)
    yield pair(high, low, scan_method=ScanMethod.CT)
    yield pair(high, low, site_doubts=Checklist(ticked=(SiteDoubt.HIP_METAL,)))
    yield pair(high, low, person=man(23))
    yield pair(at("one_third_radius", bmd=0.7), at("one_third_radius", bmd=0.6))
    yield pair(at("femoral_neck_left", t=2.1, bmd=0.6), at("femoral_neck_left", bmd=0.54))
    three, four = tuple(Vertebra)[:3], tuple(Vertebra)
    for before, now in ((three, four), (three, three), (three[:1], three[:1]), (None, four)):
        yield pair(spine(before, bmd_g_cm2=0.95), spine(now, bmd_g_cm2=0.90))
    both = (at("lumbar_spine", bmd=0.9), high), (at("lumbar_spine", bmd=1.0), low)
    earlier = EarlierScan(measurements=both[0], scan_date=date(2022, 5, 1), same_machine=Answer.YES)
    yield scanned(
        woman(66), *both[1], risks=RiskFactors(bone_medicine=BoneMedicine.ZOLEDRONATE), **spans, earlier=(earlier,)
    )
    for first, second, third in ((0.8, 0.775, 0.755), (0.755, 0.775, 0.8)):
        scans = tuple(
            EarlierScan(
                measurements=(at("total_hip_left", bmd=bmd),), scan_date=date(year, 5, 1), same_machine=Answer.YES
            )
            for bmd, year in ((first, 2020), (second, 2023))
        )
        now = at("total_hip_left", bmd=third)
        yield scanned(woman(66), now, **spans, earlier=scans)
        yield scanned(woman(66), now, risks=RiskFactors(bone_medicine=BoneMedicine.OTHER), **spans, earlier=scans)


def every_kind_of_person():
    """Checks that between them meet every rule."""
    yield from people_with_earlier_scans()
    yield from people_of_every_stage()
    yield from people_for_scan_advice()
    yield from (
        scanned(person, *sites, **scan) for person in PEOPLE for sites in ONE_SITE + MORE_SITES for scan in SCANS
    )
    for person, risks, t in product((woman(66), woman(35, PRE), man(70)), RISKS, (-0.5, -1.5, -2.7)):
        yield scanned(person, at("femoral_neck", t=t, z=t), risks=risks)
    for person in PEOPLE:
        yield replace(scanned(person, at("total_hip"), at("lumbar_spine", t=-0.5, z=-0.5)), as_given=WAITING)
    yield scanned(woman(35, PRE), at("total_hip", t=-2.6, z=-1.5))
    yield from (unscanned(woman(66, **height)) for height in HEIGHTS)
    on_tablets = RiskFactors(bone_medicine=BoneMedicine.BISPHOSPHONATE_TABLETS)
    for caution in ExerciseCaution:
        pain = Lifestyle(exercise_cautions=Checklist(ticked=(caution,)))
        yield replace(unscanned(woman(66), on_tablets), lifestyle=pain)
    yield from people_for_models()
    yield from people_with_doubtful_scans()
    yield from (Check(person=person, has_scan=has_scan) for person in PEOPLE for has_scan in (None, *Answer))


@cache
def everybody():
    """Each of those people with the report."""
    return [(check, report(check)) for check in every_kind_of_person()]
