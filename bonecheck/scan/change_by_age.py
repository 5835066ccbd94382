"""What the average of people of the same age, sex and group does between two scans: of many people, measured once each."""

from dataclasses import dataclass
from datetime import date

from bonecheck.answers.dxa_report import ALL_VERTEBRAE, SkeletalSite
from bonecheck.answers.person import EthnicGroup, Person, Sex
from bonecheck.scan.change_looks import Look, years_apart
from bonecheck.scan.densitometry import Population, age_matched_reference, mean_moves_g_cm2
from bonecheck.scan.score_choice import age_at_scan
from bonecheck.scan.site_reading import POPULATION

_WHOSE = {None: Population.WHITE, EthnicGroup.NOT_KNOWN: Population.WHITE, EthnicGroup.WHITE: Population.WHITE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Average:
    """How far the average moves from one age to another [g/cm2]; the ages are those at the scans, in full years or parts."""

    moved_g_cm2: float
    age_then: float
    age_now: float
    population: Population
    source: str


def average_between(first: Look, second: Look, person: Person, on: date) -> Average | None:
    """The move of the average between two looks of one machine; None where no table has such people.

    The table is that of the person's own group; for a group that was not told that of White women, named as such.
    It holds the whole spine only, and other makers than Hologic on its scale.
    """
    site, make, group = first.measured.site, second.make or first.make, person.ethnic_group
    population = (_WHOSE | POPULATION).get(group)
    age_now, (fewest, most) = age_at_scan(person, second.scanned, on), years_apart(first, second, on)
    is_whole = site is not SkeletalSite.LUMBAR_SPINE or first.measured.vertebrae == ALL_VERTEBRAE
    if person.sex is not Sex.FEMALE or make is None or population is None or not is_whole:
        return None
    if age_now is None or fewest is None or most is None:
        return None
    age_then = age_now - (fewest + most) / 2
    moved = mean_moves_g_cm2(site, make, population, age_then, age_now)
    table = age_matched_reference(site, Sex.FEMALE, make, population, age_now)
    if moved is None or table is None:
        return None
    return Average(
        moved_g_cm2=round(moved, 4),
        age_then=round(age_then, 1),
        age_now=round(age_now, 1),
        population=population,
        source=table.source,
    )
