"""How much calcium, vitamin D and protein a day to aim for, by age, sex, country and weight."""

from collections.abc import Sequence
from dataclasses import dataclass

from bonecheck.answers.person import Country, Person, Sex
from bonecheck.evidence.library import rows, threshold
from bonecheck.evidence.tables import CalciumTarget, IntakeTarget, VitaminDTarget

UK, US = "uk", "us"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An amount a day to aim for.

    `least` and `most` are equal where the target is one number. They are the two ends where it is a band, and
    where sex is not known and the numbers of women and men differ. `assumed_body` says that the figures of the
    US stand in for those of the person's own country, which we do not hold or do not know.
    """

    least: float
    most: float
    upper_limit: float | None
    body: str
    source: str
    assumed_body: bool

    def is_met_by(self, amount: float) -> bool:
        """Whether an amount a day reaches the target at its higher end."""
        return amount >= self.most


def calcium_mg_per_day(person: Person) -> Target | None:
    """Calcium from food and tablets together [mg a day].

    None under 20 years, and where the age is not known and the figures of the country differ by age.
    Source: ``iom_2011`` (US, with upper limits), ``ros_food`` (UK; its upper limit was not read).
    """
    return _by_age_and_sex(rows(CalciumTarget), person)


def vitamin_d_iu_per_day(person: Person) -> Target | None:
    """Vitamin D [IU a day]: in the US from all sources, in the UK as a supplement.

    None under 20 years, and where the age is not known and the figures of the country differ by age.
    Source: ``iom_2011`` (US, with the upper limit), ``uk_vitamin_d`` (UK; its upper limit was not read).
    """
    return _by_age_and_sex(rows(VitaminDTarget), person)


def calcium_limit_mg_per_day(person: Person) -> float | None:
    """Where calcium becomes too much [mg a day]: the limit beside the target, else the lowest of all adult ages.

    None under 20. Source: ``iom_2011``.
    """
    return _limit(calcium_mg_per_day(person), rows(CalciumTarget), person)


def least_calcium_limit_mg_per_day() -> float:
    """The one upper limit that holds at every adult age [mg a day]. Rule of our notes, R13.3."""
    return min(_limits(rows(CalciumTarget), Person()))


def vitamin_d_limit_iu_per_day(person: Person) -> float | None:
    """Where vitamin D becomes too much [IU a day]: the limit beside the target, else the lowest of all adult ages.

    None under 20. Source: ``iom_2011``.
    """
    return _limit(vitamin_d_iu_per_day(person), rows(VitaminDTarget), person)


def protein_g_per_day(person: Person, *, raised: bool) -> Target | None:
    """Protein [g a day] by body weight; the higher band if `raised`, see `raises_protein`.

    None without a weight, and under 20 years. A person with kidney disease has no target at all: callers say
    "ask your doctor" instead. Source: ``protein_rda``; the higher band ``espen_2014``, ``esceo_2014`` and our own choice.
    """
    if person.weight_kg is None or _is_under_age(person):
        return None
    from_key, to_key = ("protein_raised_from", "protein_raised_to") if raised else ("protein_enough", "protein_enough")
    return Target(
        least=person.weight_kg * threshold(from_key).value,
        most=person.weight_kg * threshold(to_key).value,
        upper_limit=None,
        body="",
        source=threshold(from_key).source,
        assumed_body=False,
    )


def raises_protein(person: Person, *, low_bone_density: bool) -> bool:
    """Whether the higher band of protein is shown: at 65 and over, or with low bone density.

    Source: ``groenendijk_2019`` (people of 65 and over). That low bone density counts too is our own choice.
    """
    old_enough = person.age_years is not None and threshold("protein_raised_age").is_met_by(person.age_years)
    return low_bone_density or old_enough


def _limit(target: Target | None, table: Sequence[IntakeTarget], person: Person) -> float | None:
    """Without an age there may be no target; a warning does not wait for it, and takes the limit that holds everywhere."""
    return min(_limits(table, person), default=None) if target is None else target.upper_limit


def _limits(table: Sequence[IntakeTarget], person: Person) -> list[float]:
    """Every upper limit that may hold. No other body's limit was read, so that of the US warns everybody."""
    if _is_under_age(person):
        return []
    return [row.upper_limit for row in table if row.body == US and row.upper_limit is not None and _is_for(row, person)]


def _by_age_and_sex(table: Sequence[IntakeTarget], person: Person) -> Target | None:
    if _is_under_age(person):
        return None
    body = UK if person.country is Country.UK else US
    fitting = [row for row in table if row.body == body and _is_for(row, person)]
    targets = [row.target for row in fitting]
    if person.age_years is None and len(set(targets)) > 1:
        return None
    return Target(
        least=min(targets),
        most=max(targets),
        upper_limit=min(_limits(table, person), default=None),
        body=body,
        source=fitting[0].source,
        assumed_body=person.country not in {Country.US, Country.UK},
    )


def _is_under_age(person: Person) -> bool:
    return person.age_years is not None and not threshold("adult_age").is_met_by(person.age_years)


def _is_for(row: IntakeTarget, person: Person) -> bool:
    age, sex = person.age_years, person.sex
    of_age = age is None or (row.age_from_years <= age and (row.age_below_years is None or age < row.age_below_years))
    return of_age and (sex in {None, Sex.BOTH, Sex.NOT_KNOWN} or row.sex in {"any", sex})
