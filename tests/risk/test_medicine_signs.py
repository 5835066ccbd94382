"""Early signs of harm from a bone medicine: what is not told is open, and never read as none."""

import pytest

from bonecheck.answers.lifestyle import Lifestyle
from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import BoneMedicine, Checklist, MedicineSign, RiskFactors
from bonecheck.outcomes import NotAssessed
from bonecheck.risk.findings import bone_medicine

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
