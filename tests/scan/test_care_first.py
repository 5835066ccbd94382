"""A sign that needs care now comes before every score."""

import pytest

from bonecheck import Concern, Finding
from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import Checklist, FractureSite, RiskFactors, WarningSign
from bonecheck.risk.findings import urgent_signs
from bonecheck.words.outcomes import words
from tests.people import at, man, report, scanned, unscanned, woman

CAN_WAIT = ("appointment", "talk to your doctor", "see your doctor", "There is a lot", "please look at the rest")


def signs(*ticked, broke=()):
    told = Checklist(ticked=broke, others=Answer.NO)
    return RiskFactors(
        warning_signs=Checklist(ticked=ticked, others=Answer.NO),
        fracture_since_50=Answer.YES if broke else Answer.NO,
        fracture_sites=told if broke else None,
    )


def people(risks):
    yield from (scanned(woman(66), at("total_hip", t=t), risks=risks) for t in (3.2, 0.2, -1.5, -2.7))
    yield scanned(woman(66), at("one_third_radius", t=-0.5), risks=risks)
    yield from (scanned(man(40), at("total_hip", z=z), risks=risks) for z in (0.2, -2.4))
    yield scanned(woman(47, None), at("total_hip", t=-3.0, z=-2.4), risks=risks)
    yield from (scanned(woman(47, None), risks=risks), unscanned(woman(66), risks), unscanned(man(18), risks))


@pytest.mark.parametrize("sign", WarningSign)
@pytest.mark.parametrize("broke", [(), (FractureSite.HIP,), (FractureSite.WRIST,)])
def test_a_sign_that_needs_care_now_leads_every_headline(sign, broke):
    is_urgent = sign in urgent_signs()
    for check in people(signs(sign, broke=broke)):
        told = report(check)
        said = words(told.headline)
        assert said.title.startswith("Get care now.") is is_urgent
        if is_urgent:
            assert [phrase for phrase in CAN_WAIT if phrase in f"{said.title} {said.plain}"] == []
            assert not isinstance(told.headline, Finding) or told.headline.concern is Concern.GET_CARE_NOW


def test_a_score_that_may_read_too_high_keeps_that_remark_beside_the_sign():
    told = report(scanned(woman(70), at("lumbar_spine", t=0.2), risks=signs(WarningSign.CHEST_PAIN)))
    assert "can read too high" in words(told.headline).plain
