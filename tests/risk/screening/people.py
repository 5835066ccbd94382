"""Women without a scan, for the tests of the tools: each test names only what it is about."""

from bonecheck.answers.person import Answer, EthnicGroup
from bonecheck.answers.risk_factors import Checklist, HormoneTherapy, RiskFactors
from bonecheck.answers.units import KG_PER_POUND
from bonecheck.risk.screening import TOOLS, before_a_scan
from tests.people import woman

ALL_NO = {
    "fracture_since_50": Answer.NO,
    "fracture_at_40_to_49": Answer.NO,
    "rheumatoid_arthritis": Answer.NO,
    "hormone_therapy": HormoneTherapy.COMBINED,
    "oestrogen_six_months": Answer.YES,
}


def told(person, **answers):
    """What every tool says of a woman who answered no to all else, by tool."""
    found = before_a_scan(person, RiskFactors(**{**ALL_NO, **answers}))
    return dict(zip((tool.TOOL for tool in TOOLS), found, strict=True))


def white_woman(age=60, weight_kg=70.0, **more):
    return woman(age, weight_kg=weight_kg, **{"ethnic_group": EthnicGroup.WHITE, **more})


def chinese_woman(age=60, weight_kg=70.0, **more):
    return woman(age, weight_kg=weight_kg, ethnic_group=EthnicGroup.CHINESE, **more)


def kg(pounds):
    """As the form stores a weight typed in pounds."""
    return pounds * KG_PER_POUND


def ends(score):
    return score.low, score.high


def broken(*bones, others=Answer.NO):
    return Checklist(ticked=bones, others=others)
