"""The types of the tables of `data/reference/`, one row each. A cell that is empty in the file is None, or an empty text.

Figures keep the names and the units of the printed tables; the head of each file, or its notes, say where they stand.
"""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from bonecheck.evidence.schema import (
    Age,
    Base,
    Certainty,
    Count,
    Filled,
    FoodKey,
    Key,
    Number,
    Population,
    Sex,
    Site,
    Source,
)

Make = Literal["hologic", "ge_lunar", "norland"]
AnySex = Literal["any", "female", "male"]
Amount = Annotated[float, Meta(ge=0)]
Positive = Annotated[float, Meta(gt=0)]
Percent = Annotated[float, Meta(ge=0, le=100)]


class Row(Base, frozen=True, kw_only=True):
    """One row of a table; `KEY` names the column that tells rows apart, if there is one."""

    FILE: ClassVar[str]
    KEY: ClassVar[str] = ""

    source: Source


# ---------------------------------------------------------------- bone density


class AgeMatched(Row, frozen=True, kw_only=True):
    """Bone density of people of one age [g/cm2], on the Hologic scale."""

    FILE = "age_matched"

    site: Site
    sex: Sex
    population: Population
    age_low: Age
    age_high: Age
    age_mid: Positive
    mean_g_cm2: Positive
    sd_g_cm2: Positive
    note: str = ""


class YoungAdult(Row, frozen=True, kw_only=True):
    """Bone density at its peak [g/cm2]; `status` says how sure the figure is."""

    FILE = "young_adult"

    site: Site
    sex: Sex
    make: Make
    mean_g_cm2: Positive
    sd_g_cm2: Positive
    status: Literal["confirmed two ways", "derived", "derived and checked", "second hand"]
    note: str = ""


class Standardised(Row, frozen=True, kw_only=True):
    """Standardised bone density = a + b times that of this maker [g/cm2]."""

    FILE = "standardised_bmd"

    site: Site
    make: Make
    a: float
    b: Positive
    note: str = ""


class Precision(Row, frozen=True, kw_only=True):
    """Least significant change [g/cm2]; `smallest_lsc_g_cm2` is the lowest that was read. Certainty as of a threshold."""

    FILE = "precision"
    KEY = "site"

    site: Site
    lsc_g_cm2: Positive
    smallest_lsc_g_cm2: Positive | None = None
    certainty: Certainty
    note: str = ""


class FewerVertebrae(Row, frozen=True, kw_only=True):
    """By how much the noise of a spine grows with fewer vertebrae than four: the least and the most that it may be."""

    FILE = "fewer_vertebrae"
    KEY = "vertebrae"

    vertebrae: Count
    least: Positive
    most: Positive
    certainty: Certainty
    note: str = ""


class BoneLoss(Row, frozen=True, kw_only=True):
    """The average loss of women, in g/cm2 or in percent a year: the fastest that a study found, and of two groups."""

    FILE = "bone_loss"

    site: Site
    who: Literal["fastest", "transition", "old_age"]
    age_from: Age | None = None
    g_cm2_a_year: Positive | None = None
    percent_a_year: Positive | None = None
    certainty: Certainty
    note: str = ""


class TimeToOsteoporosis(Row, frozen=True, kw_only=True):
    """Years until one in ten women of 67 and over reached the osteoporosis range, by T-score."""

    FILE = "time_to_osteoporosis"

    t_from: float
    t_to: float | None = None
    years: Positive
    years_low: Positive
    years_high: Positive
    is_reliable: bool
    note: str = ""


class Prevalence(Row, frozen=True, kw_only=True):
    """How many out of 100 people of an age group are in each range."""

    FILE = "prevalence"

    survey: Literal["2005-2010", "2017-2018"]
    sex: Sex
    age: Filled
    osteoporosis_percent: Percent
    osteopenia_percent: Percent
    neither_percent: Percent
    note: str = ""


class FractureShare(Row, frozen=True, kw_only=True):
    """A range of bone density, and its share of people or of breaks; `percent_to` where two figures are printed."""

    FILE = "fracture_share"
    KEY = "key"

    key: Key
    bar: Key
    range: Literal["normal", "osteopenia", "osteoporosis", "not_osteoporosis"]
    percent: Percent
    percent_to: Percent
    note: str = ""


class Figure(Row, frozen=True, kw_only=True):
    """A single number that a text names, as printed, or a range: then `value` is not there.

    Beside a value `low` and `high` are the limits of its 95 % interval. `says` is what it is, for a reviewer, and
    `where` its place in the source; what we worked out ourselves says "arithmetic" there.
    """

    FILE = "figures"
    KEY = "key"

    key: Key
    says: Filled
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    where: Filled
    note: str = ""


# ---------------------------------------------------------------- risk


class CarocCutOffs(Row, frozen=True, kw_only=True):
    """T-scores of CAROC between low, moderate and high, from this age up."""

    FILE = "caroc_2010"

    sex: Sex
    age_min: Age
    age_max: Age | None = None
    low_if_fn_tscore_above: float
    high_if_fn_tscore_at_or_below: float


class Frax2008(Row, frozen=True, kw_only=True):
    """A cell of the tables that Kanis printed in 2008."""

    FILE = "frax_2008_uk"

    where: Literal["table 2", "table 3"]
    sex: Sex
    outcome: Literal["major", "hip"]
    age: Age
    t_score: float | None = None
    factor: Key
    percent_as_printed: Annotated[str, Meta(pattern=r"^<?[0-9]+(\.[0-9]+)?$")]


class FraxCorrection(Row, frozen=True, kw_only=True):
    """How much a FRAX result reads too low: percent of the value to add, with its published range.

    For the spine it is for each unit of T-score that it lies below the femoral neck, and has no range.
    """

    FILE = "frax_corrections"

    correction: Key
    outcome: Literal["major", "hip"]
    percent: Positive
    percent_low: Positive | None = None
    percent_high: Positive | None = None
    where: Filled
    certainty: Certainty


class Nogg(Row, frozen=True, kw_only=True):
    """UK limits for a FRAX result in one age group [percent in 10 years]."""

    FILE = "nogg_2024"

    age_min: Age
    age_max: Age | None = None
    major_lower: Percent
    major_intervention: Percent
    major_upper: Percent
    major_very_high: Percent
    hip_lower: Percent
    hip_intervention: Percent
    hip_upper: Percent
    hip_very_high: Percent
    very_high_is: Literal["stated", "derived"]
    certainty: Certainty


class RiskRatio(Row, frozen=True, kw_only=True):
    """How many times as often people with a risk factor break a bone."""

    FILE = "risk_ratios"

    factor: Key
    outcome: Literal["any", "hip", "major", "osteoporotic"]
    sex: Literal["both", "female", "male"]
    with_bmd: Literal["yes", "no", "it is bone density"]
    ratio: Positive
    ci_low: Positive | None = None
    ci_high: Positive | None = None
    certainty: Certainty
    note: str = ""


# ---------------------------------------------------------------- food and drink


class Drink(Row, frozen=True, kw_only=True):
    """A drink with alcohol."""

    FILE = "drinks"
    KEY = "item"

    item: Key
    label: Filled
    ml: Positive
    percent_alcohol: Percent
    note: str = ""


class CaffeineDrink(Row, frozen=True, kw_only=True):
    """A drink with caffeine."""

    FILE = "caffeine_drinks"
    KEY = "item"

    item: Key
    label: Filled
    ml: Positive
    caffeine_mg: Amount
    note: str = ""


class Cola(CaffeineDrink, frozen=True, kw_only=True):
    """The one drink that is asked for by the week."""

    FILE = "caffeine_in_cola"


class CalciumFood(
    Row,
    frozen=True,
    kw_only=True,
    rename={"calcium_mg": "calcium_mg_per_serving", "protein_g": "protein_g_per_serving", "is_typical": "typical"},
):
    """One food, by the serving. `counts` is False where its calcium stays bound and is hardly absorbed.

    `also` holds other names to find it by. `is_typical` says that the range of its group is made from it;
    `idea_order` ranks the foods that we suggest.
    """

    FILE = "calcium_foods"
    KEY = "item"

    item: Key
    label: Filled
    also: str = ""
    group: Key
    household_serving: Filled
    serving_g: Positive
    calcium_mg: Amount
    calcium_mg_per_100g: Amount
    protein_g: Amount
    absorption_percent: Percent | None = None
    counts: bool
    diet: Literal["vegan", "vegetarian", "fish", "meat"]
    dairy: bool
    fortified: Literal[
        "", "no", "yes", "D only", "calcium propionate", "calcium-set", "lime-treated", "often fortified"
    ] = ""
    is_typical: bool = False
    idea_order: int | None = None
    source_code: Filled
    note: str = ""


class CalciumGroup(Row, frozen=True, kw_only=True):
    """Foods that the check asks for together."""

    FILE = "calcium_groups"
    KEY = "item"

    item: Key
    label: Filled
    serving_g: Positive
    note: str = ""


class ProteinPortion(Row, frozen=True, kw_only=True):
    """What a portion about the size of a palm may be."""

    FILE = "protein_portions"
    KEY = "item"

    item: Key
    label: Filled
    food_item: FoodKey
    servings: Positive
    note: str = ""


class IntakeTarget(Row, frozen=True, kw_only=True):
    """An amount a day to aim for, by country, sex and age. The plan aims for those of the US and the UK only."""

    body: Literal["us", "uk", "who", "au", "eu"]
    sex: AnySex
    age_from_years: Age
    age_below_years: Age | None = None
    target: Positive
    upper_limit: Positive | None = None
    note: str = ""


class CalciumTarget(IntakeTarget, frozen=True, kw_only=True):
    """Calcium [mg a day]."""

    FILE = "calcium_targets"


class VitaminDTarget(IntakeTarget, frozen=True, kw_only=True):
    """Vitamin D [IU a day]."""

    FILE = "vitamin_d_targets"
