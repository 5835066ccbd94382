"""Is a scan worth asking for? Published tools for people without one, a module each; no chances of a break."""

from bonecheck.answers.person import Person
from bonecheck.answers.risk_factors import RiskFactors
from bonecheck.outcomes import NotAssessed
from bonecheck.risk.screening import abone, orai, ost, osta, score
from bonecheck.risk.screening.score_range import ScreeningScore

TOOLS = (ost, osta, orai, score, abone)


def before_a_scan(person: Person, risks: RiskFactors) -> tuple[ScreeningScore | NotAssessed, ...]:
    """What each tool says of this person, side by side and never averaged, or why it cannot be used."""
    return tuple(tool.for_person(person, risks) for tool in TOOLS)
