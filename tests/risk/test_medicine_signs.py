"""Early signs of harm from a bone medicine: what is not told is open, and never read as none."""

import pytest

from bonecheck.answers.lifestyle import Lifestyle
from bonecheck.answers.person import Answer
from bonecheck.answers.questions import NOT_KNOWN, questions
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
        (BoneMedicine.RALOXIFENE, None, False),
        (BoneMedicine.NONE, None, False),
        (BoneMedicine.OTHER, None, True),  # one of these may stand behind "another one"
        (BoneMedicine.OTHER, NOTHING, False),
        (BoneMedicine.NOT_KNOWN, None, True),
    ],
)
def test_signs_that_were_not_told_are_open(medicine, signs, is_open):
    risks = RiskFactors(bone_medicine=medicine, bone_medicine_before=NOTHING, bone_medicine_signs=signs)
    asked = {found.question for found in bone_medicine(risks, Lifestyle()) if isinstance(found, NotAssessed)}
    assert ("bone_medicine_signs" in asked) == is_open


@pytest.mark.parametrize(
    ("now", "before", "is_open"),
    [
        ("none", "", True),
        ("none", [NOT_KNOWN], True),
        ("none", ["none"], False),
        ("none", ["denosumab"], False),
        ("raloxifene", "", True),
        ("raloxifene", ["none"], False),
        ("bisphosphonate_tablets", [NOT_KNOWN], True),
        ("denosumab", "", True),
        ("other", "", True),
        ("", "", False),  # then the medicine of today is asked about first
    ],
)
def test_a_bone_medicine_in_the_past_that_was_not_told_is_an_open_point(now, before, is_open):
    """R10.6: denosumab that ended may stand behind it, and nobody is read as never on it, whatever is taken today."""
    told = report(built(of_woman(66, bone_medicine=now, bone_medicine_before=before))[0])
    assert (("bone_medicine_before", "not_answered") in not_assessed(told)) == is_open


@pytest.mark.parametrize(
    ("now", "before", "asks"),
    [
        ("none", "", "bone_medicine_before"),
        ("raloxifene", "", "bone_medicine_before"),
        ("raloxifene", [NOT_KNOWN], "bone_medicine_signs"),
        ("none", ["other"], "bone_medicine_signs"),
        ("other", "", "bone_medicine_signs"),
        ("other", ["none"], "bone_medicine_signs"),
        ("none", ["none"], None),
        ("bone_builder", ["raloxifene"], None),
    ],
)
def test_the_signs_are_open_while_a_medicine_that_stays_in_bone_is_not_ruled_out(now, before, asks):
    """R10.1, R10.3: on one of these, now or in past years, an ache in the thigh or a sign in the jaw needs a call."""
    answers = of_woman(66, bone_medicine=now, bone_medicine_before=before)
    open_points = [found for found in report(built(answers)[0]).outcomes if found.key == "bone_medicine_signs"]
    assert [found.question for found in open_points] == ([asks] if asks else [])
    given = {key: answer for key, answer in answers.items() if answer != ""}
    if asks is not None:
        assert questions()[asks].applies(given)
    assert questions()["bone_medicine_signs"].applies(given) == (asks == "bone_medicine_signs")


@pytest.mark.parametrize(("now", "before"), [("other", ["none"]), ("none", [NOT_KNOWN]), ("none", ["other"])])
def test_an_ache_in_the_thigh_calls_for_a_doctor_though_the_medicine_is_not_known(now, before):
    answers = of_woman(66, bone_medicine=now, bone_medicine_before=before, bone_medicine_signs=["thigh_pain", "jaw"])
    found = {outcome.key for outcome in report(built(answers)[0]).outcomes}
    assert found >= {"thigh_pain_on_medicine", "jaw_on_medicine"}
