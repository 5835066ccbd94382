"""Who is taking the check."""

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """A yes/no answer. "I don't know" is an answer and never "no"; None means not asked yet.

    `&`, `|` and `~` are Kleene's logic: an unknown stays unknown unless the rest settles it.

    >>> print(Answer.YES | Answer.NOT_KNOWN, Answer.YES & Answer.NOT_KNOWN, ~Answer.NO)
    yes not_known yes
    """

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"

    @classmethod
    def of(cls, answer: "Answer | bool | None") -> "Answer":
        """A fact as an answer; what is not told is not known, and never no."""
        if answer is None:
            return cls.NOT_KNOWN
        if isinstance(answer, bool):
            return cls.YES if answer else cls.NO
        return answer

    def __and__(self, other: "Answer") -> "Answer":
        """Yes where both are; no as soon as one is."""
        if self is Answer.NO or other is Answer.NO:
            return Answer.NO
        return self if other is Answer.YES else Answer.NOT_KNOWN

    def __or__(self, other: "Answer") -> "Answer":
        """Yes as soon as one is; no where both are."""
        if self is Answer.YES or other is Answer.YES:
            return Answer.YES
        return self if other is Answer.NO else Answer.NOT_KNOWN

    def __invert__(self) -> "Answer":
        """The opposite; unknown stays unknown."""
        if self is Answer.NOT_KNOWN:
            return self
        return Answer.NO if self is Answer.YES else Answer.YES


class Sex(StrEnum):
    """The sex whose reference data the scan report uses; both where it prints two sets of scores."""

    FEMALE = "female"
    MALE = "male"
    BOTH = "both"
    NOT_KNOWN = "not_known"


class MenopausalStatus(StrEnum):
    """Where a woman stands with menopause; the last three tell no stage."""

    PREMENOPAUSAL = "premenopausal"
    TRANSITION = "transition"
    POSTMENOPAUSAL = "postmenopausal"
    MASKED_BY_HORMONES = "masked_by_hormones"
    WOMB_REMOVED = "womb_removed"
    NOT_KNOWN = "not_known"


class PeriodsStopped(StrEnum):
    """Why periods stopped early or became rare. Only the first two are menopause."""

    MENOPAUSE = "menopause"
    OVARIES_REMOVED = "ovaries_removed"
    HORMONES = "hormones"
    PREGNANCY = "pregnancy"
    LITTLE_FOOD_OR_MUCH_SPORT = "little_food_or_much_sport"
    ILLNESS = "illness"
    NOT_KNOWN = "not_known"

    @property
    def is_menopause(self) -> bool:
        """Whether it is menopause: a doctor said so, or the ovaries were removed."""
        return self in {PeriodsStopped.MENOPAUSE, PeriodsStopped.OVARIES_REMOVED}

    @property
    def explains(self) -> bool:
        """Whether nothing else has to be looked for: menopause, hormones or a pregnancy."""
        return self.is_menopause or self in {PeriodsStopped.HORMONES, PeriodsStopped.PREGNANCY}


class Pregnancy(StrEnum):
    """Pregnant or breastfeeding now, or within the last twelve months."""

    NO = "no"
    PREGNANT = "pregnant"
    BREASTFEEDING = "breastfeeding"
    WITHIN_A_YEAR = "within_a_year"
    NOT_KNOWN = "not_known"


class Country(StrEnum):
    """Where the person lives; sets units, food targets and guideline."""

    US = "us"
    UK = "uk"
    CANADA = "canada"
    AUSTRALIA = "australia"
    ELSEWHERE = "elsewhere"
    NOT_KNOWN = "not_known"


class EthnicGroup(StrEnum):
    """Groups that QFracture and the reference tables tell apart."""

    WHITE = "white"
    BLACK_CARIBBEAN = "black_caribbean"
    BLACK_AFRICAN = "black_african"
    BLACK_AMERICAN = "black_american"
    MEXICAN_AMERICAN = "mexican_american"
    INDIAN = "indian"
    PAKISTANI = "pakistani"
    BANGLADESHI = "bangladeshi"
    CHINESE = "chinese"
    OTHER_ASIAN = "other_asian"
    OTHER = "other"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The person, as far as answered; None means not answered."""

    age_years: int | None = None
    sex: Sex | None = None
    menopausal_status: MenopausalStatus | None = None
    periods_stopped_because: PeriodsStopped | None = None
    pregnancy: Pregnancy | None = None
    height_cm: float | None = None
    weight_kg: float | None = None
    tallest_height_cm: float | None = None
    country: Country | None = None
    ethnic_group: EthnicGroup | None = None

    @property
    def height_loss_cm(self) -> float | None:
        """Tallest height minus height now [cm], to one decimal; None unless both are known."""
        if self.height_cm is None or self.tallest_height_cm is None:
            return None
        return round(self.tallest_height_cm - self.height_cm, 1) + 0.0  # never -0.0

    @property
    def bmi_kg_m2(self) -> float | None:
        """Body mass index; None unless height and weight are known."""
        if self.height_cm is None or self.weight_kg is None:
            return None
        return self.weight_kg / (self.height_cm / 100) ** 2
