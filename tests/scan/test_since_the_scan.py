"""A scan from before a medicine ended after which bone is lost again, and scores that are fine whichever counts."""

from datetime import date

import pytest

from bonecheck.answers.bone_medicines import has_denosumab_gap
from bonecheck.answers.person import Answer, MenopausalStatus
from bonecheck.answers.risk_factors import BoneMedicine, Checklist, DenosumabDose, LastDose, RiskFactors
from tests.people import at, finding_keys, report, scanned, woman


def stopped(medicine, **more):
    return RiskFactors(bone_medicine_before=Checklist(ticked=(medicine,), others=Answer.NO), **more)


DENOSUMAB = BoneMedicine.DENOSUMAB
ON_TIME = RiskFactors(bone_medicine=DENOSUMAB, denosumab_last_dose=DenosumabDose.WITHIN_6_MONTHS)
LATE = RiskFactors(bone_medicine=DENOSUMAB, denosumab_last_dose=DenosumabDose.WITHIN_2_YEARS)


@pytest.mark.parametrize(
    ("scan_date", "risks", "is_before"),
    [  # today is 2026-11-22
        (date(2026, 5, 24), LATE, False),  # less than half a year ago: the last injection was before it
        (date(2026, 5, 20), LATE, True),
        (None, LATE, True),
        (date(2024, 5, 1), RiskFactors(bone_medicine=DENOSUMAB), False),  # perhaps on time
        (date(2024, 5, 1), ON_TIME, False),
        (date(2026, 11, 1), stopped("denosumab"), True),  # nobody told when
        (date(2024, 11, 22), stopped("denosumab", denosumab_last_dose=DenosumabDose.LONGER_AGO), False),
        (date(2024, 11, 21), stopped("denosumab", denosumab_last_dose=DenosumabDose.LONGER_AGO), True),
        (date(2024, 5, 1), stopped("denosumab", bone_medicine=BoneMedicine.ZOLEDRONATE), False),  # followed
        (date(2026, 5, 1), stopped("bone_builder", bone_medicine_last_dose=LastDose.WITHIN_2_YEARS), True),
        (date(2026, 5, 1), stopped("bone_builder", bone_medicine_last_dose=LastDose.LONGER_AGO), False),
        (date(2024, 5, 1), stopped("bone_builder", bone_medicine=BoneMedicine.ZOLEDRONATE), False),
        (date(2024, 5, 1), stopped("bisphosphonate_tablets"), False),
    ],
)
def test_a_scan_that_may_be_from_before_such_a_medicine_ended_is_no_all_clear(scan_date, risks, is_before):
    told = report(scanned(woman(66), at("total_hip", t=-0.5), scan_date=scan_date, risks=risks))
    assert ("scan_before_medicine_ended" in finding_keys(told)) is is_before
    assert (told.headline.concern > 0) is (is_before or has_denosumab_gap(risks))  # a gap is a call today by itself
    assert ("year" in told.headline.values) is (is_before and scan_date is not None)


NO_BREAK = dict.fromkeys(("fracture_since_50", "fracture_at_40_to_49", "fracture_before_40"), Answer.NO)


@pytest.mark.parametrize(("signs", "headline"), [((), "fine_by_both"), (("back_pain",), "report_call_first")])
def test_no_score_is_fine_whichever_counts_beside_a_warning_sign(signs, headline):
    """It may stand for a broken spine."""
    person = woman(47, MenopausalStatus.MASKED_BY_HORMONES)
    risks = RiskFactors(**NO_BREAK, warning_signs=Checklist(ticked=signs, others=Answer.NO))
    assert report(scanned(person, at("total_hip", t=0.2, z=0.3), risks=risks)).headline.key == headline
