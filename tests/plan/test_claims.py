"""What holds for one person: what was not answered is not known, and never no."""

import pytest

from bonecheck.answers.lifestyle import Lifestyle
from bonecheck.answers.person import Answer, MenopausalStatus, PeriodsStopped, Person, Sex
from bonecheck.answers.risk_factors import RiskFactors
from bonecheck.plan.claims import CLAIMS, Claims

YES, NO, NOT_KNOWN = Answer.YES, Answer.NO, Answer.NOT_KNOWN
PREMENOPAUSAL = MenopausalStatus.PREMENOPAUSAL


def claims(person=None, **risks):
    return Claims(
        person=person or Person(),
        risks=RiskFactors(**risks),
        lifestyle=Lifestyle(),
        has_scan=None,
        score=None,
        sites=(),
        found=frozenset(),
    )


def test_of_somebody_who_answered_nothing_nothing_is_known_to_hold_or_not():
    """But for what is told to women of a known age only, and signs that only who told of a bone medicine is asked for."""
    found = {claim: claims().holds(claim) for claim in CLAIMS}
    assert {claim for claim, answer in found.items() if answer is not NOT_KNOWN} == {
        "may_ask_about_hormones",
        "denosumab_back_pain",
        "thigh_pain_on_medicine",
        "new_pain_on_medicine",
    }


@pytest.mark.parametrize("sex", [None, Sex.NOT_KNOWN])
@pytest.mark.parametrize("age", [None, 33, 39])
@pytest.mark.parametrize("stage", [None, PREMENOPAUSAL])
def test_without_a_sex_nobody_knows_whether_periods_were_missed(sex, age, stage):
    assert claims(Person(sex=sex, age_years=age, menopausal_status=stage)).holds("missed_periods") is NOT_KNOWN


@pytest.mark.parametrize(
    ("person", "given", "holds"),
    [
        (Person(sex=Sex.FEMALE, age_years=33), None, NOT_KNOWN),  # the stage is open
        (Person(sex=Sex.FEMALE, age_years=33, menopausal_status=PREMENOPAUSAL), None, NOT_KNOWN),
        (Person(sex=Sex.FEMALE, age_years=33, menopausal_status=PREMENOPAUSAL), YES, YES),
        (Person(sex=Sex.FEMALE, age_years=33, menopausal_status=PREMENOPAUSAL), NO, NO),
        (Person(sex=Sex.FEMALE, age_years=39, menopausal_status=PREMENOPAUSAL), YES, YES),
        (Person(sex=Sex.FEMALE, age_years=44, menopausal_status=PREMENOPAUSAL), YES, YES),
        (Person(sex=Sex.FEMALE, age_years=45, menopausal_status=PREMENOPAUSAL), YES, NO),  # from 45 on not asked
        (Person(age_years=45), None, NO),
        (Person(sex=Sex.FEMALE, age_years=33, menopausal_status=MenopausalStatus.POSTMENOPAUSAL), None, YES),
        (
            Person(
                sex=Sex.FEMALE,
                age_years=33,
                menopausal_status=MenopausalStatus.POSTMENOPAUSAL,
                periods_stopped_because=PeriodsStopped.OVARIES_REMOVED,
            ),
            None,
            NO,
        ),
        (Person(sex=Sex.MALE, age_years=33), None, NO),
    ],
)
def test_missed_periods_are_no_only_for_those_who_are_not_asked(person, given, holds):
    assert claims(person, missed_periods=given).holds("missed_periods") is holds
