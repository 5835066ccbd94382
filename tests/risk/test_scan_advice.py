"""Who is told to ask for a bone-density scan: section 11 of the clinical rules, each row by a person on both sides."""

from dataclasses import replace
from datetime import date

import pytest

from bonecheck import Check, NotAssessed
from bonecheck.answers.dxa_report import DxaReport, ScanMethod, UnusableScan
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
    GlucocorticoidUse,
    HormoneTherapy,
    LastFracture,
    Medicine,
    ParentHipFracture,
    RiskFactors,
    Smoking,
)
from bonecheck.risk.screening.score_range import ScreeningScore
from bonecheck.words.outcomes import words
from tests.people import at, finding, finding_keys, man, not_assessed, report, scanned, unscanned, woman

PRE, TRANSITION, POST = (
    MenopausalStatus.PREMENOPAUSAL,
    MenopausalStatus.TRANSITION,
    MenopausalStatus.POSTMENOPAUSAL,
)
ADVICE = {"scan_advised", "scan_advised_men", "scan_advised_for", "scan_advised_again"}
NOTHING = {
    **dict.fromkeys(("fracture_since_50", "fracture_at_40_to_49", "fracture_before_40"), Answer.NO),
    "conditions": Checklist(others=Answer.NO),
    "medicines": Checklist(others=Answer.NO),
    "glucocorticoids": GlucocorticoidUse.NEVER,
    "rheumatoid_arthritis": Answer.NO,
}


NOTHING_TAKEN = {key: answer for key, answer in NOTHING.items() if key != "glucocorticoids"}


def told(person, **risks):
    return finding_keys(report(unscanned(person, RiskFactors(**NOTHING | risks)))) & ADVICE


def ticked(*items):
    return Checklist(ticked=items, others=Answer.NO)


@pytest.mark.parametrize(
    ("person", "advice"),
    [
        (woman(64, PRE), set()),
        (woman(65), {"scan_advised"}),
        (man(69, weight_kg=95.0), set()),
        (man(70, weight_kg=95.0), {"scan_advised_men"}),
        (Person(sex=Sex.BOTH, age_years=69, weight_kg=95.0), set()),
        (Person(sex=Sex.BOTH, age_years=70, weight_kg=95.0), {"scan_advised_men"}),
        (woman(45, PRE), set()),
        (man(30), set()),
    ],
)
def test_by_age_alone(person, advice):
    assert told(person) == advice


@pytest.mark.parametrize("person", [woman(25, PRE), woman(45, PRE), man(30), man(55, weight_kg=95.0), woman(58)])
@pytest.mark.parametrize(
    "risk",
    [
        {"fracture_before_40": Answer.YES},
        {"glucocorticoids": GlucocorticoidUse.NOW},
        {"rheumatoid_arthritis": Answer.YES},
        {"hormone_therapy": HormoneTherapy.BLOCKER},
        *({"conditions": ticked(item)} for item in (Condition.COELIAC, Condition.HYPERPARATHYROIDISM, Condition.HIV)),
        *({"medicines": ticked(item)} for item in (Medicine.AROMATASE_INHIBITOR, Medicine.EPILEPSY_MEDICINE)),
    ],
)
def test_any_adult_with_a_break_an_illness_or_a_medicine_that_harms_bone(person, risk):
    assert told(person, **risk) == {"scan_advised_for"}


@pytest.mark.parametrize(
    ("use", "dose", "months", "advised"),
    [
        (GlucocorticoidUse.PAST, 2.4, 24.0, False),
        (GlucocorticoidUse.PAST, 2.5, 24.0, True),
        (GlucocorticoidUse.PAST, 10.0, 1.0, False),
        (GlucocorticoidUse.PAST, None, None, True),
        (GlucocorticoidUse.NOW, 10.0, 2.9, False),  # it may become three months: a line of its own
        (GlucocorticoidUse.NOW, 10.0, 3.0, True),
        (GlucocorticoidUse.NOW, None, None, True),
        (GlucocorticoidUse.NOW, 2.4, 24.0, False),
    ],
)
def test_steroids_are_a_reason_from_the_dose_and_the_time_of_the_rule(use, dose, months, advised):
    said = told(man(40), glucocorticoids=use, glucocorticoid_dose_mg_per_day=dose, glucocorticoid_months=months)
    assert ("scan_advised_for" in said) is advised


@pytest.mark.parametrize(
    "risk",
    [
        *({"conditions": ticked(item)} for item in (Condition.ASTHMA_OR_COPD, Condition.OTHER)),
        *({"medicines": ticked(item)} for item in (Medicine.ANTIDEPRESSANT, Medicine.OTHER)),
    ],
)
def test_a_tick_that_names_nothing_sure_is_no_reason_by_itself(risk):
    assert told(man(30), **risk) == set()


@pytest.mark.parametrize(
    ("person", "risk", "advised"),
    [
        (man(49), {"smoking": Smoking.CURRENT}, False),
        (man(50), {"smoking": Smoking.CURRENT}, True),
        (man(50, weight_kg=95.0), {"smoking": Smoking.EX}, False),
        (man(52, weight_kg=68.0), {}, True),  # (68 - 52) / 5 = 3.2, cut to 3
        (man(52, weight_kg=71.9), {}, True),  # 3.98, cut to 3
        (man(52, weight_kg=72.0), {}, False),  # 4
        (woman(50, TRANSITION, weight_kg=59.9), {}, True),
        (woman(50, TRANSITION, weight_kg=60.0), {}, False),
        (woman(50, PRE, weight_kg=59.9), {}, False),
        (woman(43, POST, periods_stopped_because=PeriodsStopped.MENOPAUSE), {}, True),
        (woman(30, PRE), {"missed_periods": Answer.YES}, True),
        (woman(30, PRE, periods_stopped_because=PeriodsStopped.HORMONES), {"missed_periods": Answer.YES}, False),
        (woman(55, PRE, country=Country.CANADA), {"smoking": Smoking.CURRENT}, False),
        (
            woman(55, PRE, country=Country.CANADA),
            {"smoking": Smoking.CURRENT, "parent_hip_fracture": ParentHipFracture.FATHER},
            True,
        ),
        (man(66, weight_kg=95.0, country=Country.CANADA), {"parent_hip_fracture": ParentHipFracture.MOTHER}, True),
        (man(66, weight_kg=95.0, country=Country.US), {"parent_hip_fracture": ParentHipFracture.MOTHER}, False),
    ],
)
def test_by_the_groups_that_guidelines_name(person, risk, advised):
    assert ("scan_advised_for" in told(person, **risk)) is advised


@pytest.mark.parametrize(("person", "reason"), [(man(40), "scan_men"), (woman(45, PRE), "scan_no_rule")])
def test_nobody_else_is_told_that_no_scan_is_fine(person, reason):
    all_told = unscanned(person, RiskFactors(**NOTHING))
    assert ("scan_tools", reason) in not_assessed(report(all_told))
    assert ("scan_tools", "scan_reasons_open") in not_assessed(report(unscanned(person)))


@pytest.mark.parametrize(
    "scan",
    [
        DxaReport(unusable=(UnusableScan.HEEL,)),
        DxaReport(measurements=(at("total_hip", -0.5),), scan_method=ScanMethod.CT),
        DxaReport(measurements=(at("one_third_radius", -0.5),), scan_method=ScanMethod.ARM_OR_FINGER_DEVICE),
        DxaReport(scan_method=ScanMethod.XRAY_BY_COMPUTER),
    ],
)
def test_a_scan_that_cannot_be_used_leaves_the_advice_alive(scan):
    assert "scan_advised" in finding_keys(report(Check(has_scan=Answer.YES, person=woman(68), dxa_report=scan)))


@pytest.mark.parametrize("method", [None, ScanMethod.DXA])
def test_a_dxa_needs_no_further_advice(method):
    assert not finding_keys(report(scanned(woman(68), at("total_hip", -0.5), scan_method=method))) & ADVICE


@pytest.mark.parametrize(("year", "again"), [(2022, False), (2020, True)])
def test_an_old_scan_with_a_new_risk_is_a_reason_to_ask_again(year, again):
    new = RiskFactors(fracture_since_50=Answer.YES, last_fracture=LastFracture.WITHIN_2_YEARS)
    check = scanned(woman(68), at("total_hip", -0.5), risks=new, scan_date=date(year, 11, 22))
    assert ("scan_advised_again" in finding_keys(report(check))) is again
    without = scanned(woman(68), at("total_hip", -0.5), scan_date=date(year, 11, 22))
    assert "scan_advised_again" not in finding_keys(report(without))


def test_on_bone_medicine_the_doctor_says_when_a_scan_helps():
    """Age stays a reason for a scan, as do breaks and illnesses; the tools say nothing."""
    for age, advised in ((69, False), (72, True)):
        treated = report(unscanned(man(age, weight_kg=95.0), RiskFactors(bone_medicine=BoneMedicine.ZOLEDRONATE)))
        assert ("scan_tools", "scan_on_bone_medicine") in not_assessed(treated)
        assert ("scan_advised_men" in finding_keys(treated)) is advised


def test_what_was_told_is_named():
    found = finding(
        report(unscanned(man(30), RiskFactors(**NOTHING | {"conditions": ticked("hiv")}))), "scan_advised_for"
    )
    assert found.values == {"conditions": ("hiv",)}


@pytest.mark.parametrize("stage", [Pregnancy.PREGNANT, Pregnancy.BREASTFEEDING, Pregnancy.WITHIN_A_YEAR])
def test_around_a_birth_nobody_is_told_to_ask_for_a_scan_now(stage):
    """R7.14: bone density dips then and comes back, so the doctor says when."""
    on_steroids = RiskFactors(**NOTHING | {"glucocorticoids": GlucocorticoidUse.NOW})
    person = woman(31, MenopausalStatus.PREMENOPAUSAL)
    assert "scan_advised_for" in finding_keys(report(unscanned(person, on_steroids)))
    expecting = report(unscanned(replace(person, pregnancy=stage), on_steroids))
    assert "scan_after_birth" in finding_keys(expecting)
    assert not finding_keys(expecting) & (ADVICE | {"scan_worth_asking", "scan_ask_all_the_same"})
    assert "scan" not in [action.key for action in expecting.plan.actions]
    without_reason = report(unscanned(replace(person, pregnancy=stage), RiskFactors(**NOTHING)))
    assert ("scan_tools", "scan_after_birth") in not_assessed(without_reason)


@pytest.mark.parametrize("stage", [Pregnancy.PREGNANT, Pregnancy.BREASTFEEDING, Pregnancy.WITHIN_A_YEAR])
@pytest.mark.parametrize(
    ("told", "key"),
    [
        ({"conditions": ticked("myeloma")}, "scan_after_birth_ask"),
        ({"rheumatoid_arthritis": Answer.YES}, "scan_after_birth_ask"),
        ({"warning_signs": ticked("back_pain")}, "scan_after_birth_ask"),
        ({"glucocorticoids": GlucocorticoidUse.NOW}, "scan_after_birth"),
        ({"glucocorticoids": GlucocorticoidUse.NOW, "conditions": ticked("depression")}, "scan_after_birth"),
    ],
)
def test_around_a_birth_an_illness_or_a_sign_of_the_spine_does_not_wait_for_weaning(stage, told, key):
    person = woman(31, MenopausalStatus.PREMENOPAUSAL, pregnancy=stage)
    found = finding(report(unscanned(person, RiskFactors(**NOTHING | told))), key)
    assert ("would tell little" in words(found).plain) == (key == "scan_after_birth")


def test_a_very_low_score_from_before_20_does_not_wait_for_weaning():
    """`low_before_20` asks whether a new scan makes sense, so nothing beside it says that it would tell little."""
    person = woman(21, MenopausalStatus.PREMENOPAUSAL, pregnancy=Pregnancy.BREASTFEEDING)
    told = report(
        scanned(person, at("lumbar_spine", z=-4.4), risks=RiskFactors(**NOTHING), scan_date=date(2024, 12, 27))
    )
    assert {"low_before_20", "scan_after_birth_ask"} <= finding_keys(told)
    said = [
        words(outcome).plain for outcome in (*told.outcomes, *told.screening) if not isinstance(outcome, ScreeningScore)
    ]
    assert not any("would tell little" in text for text in said)


BODY = {"weight_kg": 95.0, "ethnic_group": EthnicGroup.CHINESE}  # heavy: the tools that look at weight alone say no


def tools_of(check):
    return {tool.tool if isinstance(tool, ScreeningScore) else tool.key: tool for tool in report(check).screening}


@pytest.mark.parametrize(
    ("person", "risks"),
    [
        (woman(66, **BODY), {}),  # by age
        (woman(57, **BODY), {"fracture_since_50": Answer.YES}),
        (woman(57, **BODY), {"conditions": ticked(Condition.LIVER_DISEASE)}),
        (woman(57, **BODY), {"conditions": ticked(Condition.DEPRESSION)}),
        (man(71, weight_kg=95.0), {}),
    ],
)
def test_no_tool_says_no_or_a_low_risk_beside_a_reason_for_a_scan(person, risks):
    found = tools_of(unscanned(person, RiskFactors(**NOTHING | risks))).values()
    scores = [tool for tool in found if isinstance(tool, ScreeningScore)]
    assert all(tool.points_to_a_scan is not Answer.NO and "low" not in tool.groups for tool in scores)
    assert "tool_sees_less" in {tool.reason for tool in found if isinstance(tool, NotAssessed)}


def test_no_tool_says_no_beside_a_low_result_of_another_kind():
    heel = scanned(woman(57, **BODY), at("lumbar_spine", t=-3.1), scan_method=ScanMethod.HEEL_ULTRASOUND)
    found = tools_of(heel).values()
    assert all(tool.points_to_a_scan is not Answer.NO for tool in found if isinstance(tool, ScreeningScore))


def test_without_a_reason_a_tool_may_say_no():
    never = {"hormone_therapy": HormoneTherapy.COMBINED, "oestrogen_six_months": Answer.YES}
    found = tools_of(unscanned(woman(52, **BODY), RiskFactors(**NOTHING | never)))
    assert found["ost"].points_to_a_scan is Answer.NO


@pytest.mark.parametrize("risks", [{}, {"glucocorticoids": GlucocorticoidUse.NOW}])
def test_around_a_birth_no_tool_points_to_a_scan_or_away_from_one(risks):
    person = woman(46, PRE, pregnancy=Pregnancy.BREASTFEEDING, weight_kg=50.0)
    found = tools_of(unscanned(person, RiskFactors(**NOTHING | risks)))
    assert not any(isinstance(tool, ScreeningScore) for tool in found.values())
    assert found["tool_orai"].reason == "scan_after_birth"


@pytest.mark.parametrize(
    ("dose", "months", "on_condition"),
    [
        (20.0, 1.0, True),
        (2.5, 2.9, True),
        (2.4, 1.0, False),
        (20.0, 3.0, False),
        (None, 1.0, True),
        (20.0, None, False),
    ],
)
def test_steroids_that_began_are_a_reason_if_they_go_on(dose, months, on_condition):
    """R10.8: over three months; nobody knows yet."""
    use = {"glucocorticoid_dose_mg_per_day": dose, "glucocorticoid_months": months}
    found = finding_keys(
        report(unscanned(man(40), RiskFactors(**NOTHING_TAKEN, glucocorticoids=GlucocorticoidUse.NOW, **use)))
    )
    assert ("scan_if_steroids_go_on" in found) is on_condition


@pytest.mark.parametrize(("lost", "said"), [(3.0, False), (3.1, True), (5.0, True)])
@pytest.mark.parametrize("person", [woman(26, PRE, height_cm=160.0), man(40, height_cm=160.0)])
def test_lost_height_alone_is_named_by_no_list_of_scans_and_asks_for_a_picture(person, lost, said):
    """R8.9 asks for a picture of the spine."""
    told = report(unscanned(replace(person, tallest_height_cm=160.0 + lost), RiskFactors(**NOTHING)))
    found = finding_keys(told)
    assert not found & ADVICE
    assert ("scan_ask_about" in found) is said
    assert ("height_loss_imaging" in found) is (lost >= 3.8)


def test_lost_height_is_a_reason_beside_tools_that_do_not_look_at_it():
    body = {"weight_kg": 95.0, "height_cm": 160.0, "tallest_height_cm": 164.0, "ethnic_group": EthnicGroup.WHITE}
    never = {"hormone_therapy": HormoneTherapy.COMBINED, "oestrogen_six_months": Answer.YES}
    told = report(unscanned(woman(52, **body), RiskFactors(**NOTHING | never)))
    assert finding(told, "scan_ask_all_the_same").values["reasons"] == ("height",)
