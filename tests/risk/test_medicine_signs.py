"""Early signs of harm from a bone medicine: what is not told is open, and never read as none."""

import pytest

from bonecheck.answers.lifestyle import Lifestyle
from bonecheck.answers.person import Answer
from bonecheck.answers.questions import NOT_KNOWN
from bonecheck.answers.risk_factors import BoneMedicine, Checklist, MedicineSign, RiskFactors
from bonecheck.outcomes import NotAssessed
from bonecheck.risk.findings import bone_medicine
from tests.people import built, not_assessed, of_woman, report

NOTHING = Checklist(others=Answer.NO)
BOTH_SIGNS = Checklist(ticked=tuple(MedicineSign), others=Answer.NOT_KNOWN)
THIGH_ONLY = Checklist(ticked=(MedicineSign.THIGH_PAIN,), others=Answer.NOT_KNOWN)


@pytest.mark.parametrize(
    ("medicine", "signs", "is_open"),
    [
        (BoneMedicine.DENOSUMAB, None, True),
        (BoneMedicine.ZOLEDRONATE, Checklist(), True),
        (BoneMedicine.BISPHOSPHONATE_TABLETS, THIGH_ONLY, True),
        (BoneMedicine.BISPHOSPHONATE_TABLETS, BOTH_SIGNS, False),
        (BoneMedicine.BISPHOSPHONATE_TABLETS, NOTHING, False),
        (BoneMedicine.NONE, None, False),
    ],
)
def test_signs_that_were_not_told_are_open(medicine, signs, is_open):
    risks = RiskFactors(bone_medicine=medicine, bone_medicine_signs=signs)
    asked = {found.question for found in bone_medicine(risks, Lifestyle()) if isinstance(found, NotAssessed)}
    assert ("bone_medicine_signs" in asked) == is_open


@pytest.mark.parametrize(
    ("now", "before", "is_open"),
    [
        ("none", "", True),
        ("none", [NOT_KNOWN], True),
        ("none", ["none"], False),
        ("none", ["denosumab"], False),
        ("raloxifene", "", False),
        ("", "", False),  # then the medicine of today is asked about first
    ],
)
def test_a_bone_medicine_in_the_past_that_was_not_told_is_an_open_point(now, before, is_open):
    """R10.6: denosumab that ended may stand behind it, and nobody who takes none today is read as never on it."""
    told = report(built(of_woman(66, bone_medicine=now, bone_medicine_before=before))[0])
    assert (("bone_medicine_before", "not_answered") in not_assessed(told)) == is_open
