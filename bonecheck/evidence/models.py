"""The types of the published models and tools of `data/models/`: what they accept, and their coefficients."""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta

from bonecheck.evidence.schema import Age, Base, Comparison, Count, Filled, Number, Positive, Sex, Source, Whole

SEXES = {"female", "male"}
Survival = Annotated[float, Meta(gt=0, le=1)]
Weights = dict[str, float]


def _check_keys(what: str, given: Mapping[str, object], wanted: set[str]) -> None:
    if given.keys() != wanted:
        raise ValueError(f"has the {what} {sorted(given)}, and should have {sorted(wanted)}")


class Published(Whole, frozen=True, kw_only=True):
    """What every model and tool has. `certainty` and `open_points` say what was not seen in the original."""

    name: Filled
    source: Source
    certainty: Filled | dict[str, Filled] | None = None
    open_points: tuple[Filled, ...] = ()


class Accepts(Base, frozen=True, kw_only=True):
    """Whom a risk model is for; the upper end of the age is None where it has none."""

    sex: Annotated[tuple[Sex, ...], Meta(min_length=1)]
    age_years: tuple[Age, Age | None]
    population: str = ""
    t_score: str = ""


class RiskModel(Published, frozen=True, kw_only=True):
    """A model that gives a chance, or a group of chances."""

    accepts: Accepts


# ---------------------------------------------------------------- risk models


class Steroids(Base, frozen=True, kw_only=True):
    """Which dose for how long counts as prolonged."""

    mg_per_day_from: Positive
    months_from: Positive


class Caroc(RiskModel, frozen=True, kw_only=True):
    """CAROC 2010; the cut-offs stand in a table."""

    FILE = "models/caroc_2010.json"

    predicts: dict[str, Filled]
    table: Filled
    percent_edges: tuple[Number, ...]
    moves_up_one_category: tuple[str, ...]
    high_whatever_the_t_score: tuple[str, ...]
    at_least_moderate: tuple[str, ...]
    meaning: dict[str, Filled]
    prolonged_steroids: Steroids


class IndexAge(Base, rename={"from_": "from"}, frozen=True, kw_only=True):
    """Points by age: those below the first age, and from each age up."""

    from_: tuple[Age, ...]
    points: tuple[Count, ...]


class IndexTScore(Base, frozen=True, kw_only=True):
    """Points by T-score: those down to the first edge, and below each edge."""

    below: tuple[Number, ...]
    points: tuple[Count, ...]
    sources_differ_at: tuple[Number, ...]


class IndexWeight(Base, frozen=True, kw_only=True):
    """Points for a low weight."""

    under_pounds: Positive
    points: Count


class IndexPoints(Base, frozen=True, kw_only=True):
    """Points of the FRACTURE Index."""

    age: IndexAge
    t_score: IndexTScore
    weight: IndexWeight
    yes: dict[str, Count]


class IndexBand(Base, rename={"from_": "from"}, frozen=True, kw_only=True):
    """Risks in 5 years [percent] for a range of points."""

    from_: Count
    to: Count
    non_vertebral: Number
    hip: Number
    vertebral: Number


class FractureIndex(RiskModel, frozen=True, kw_only=True):
    """FRACTURE Index with bone density."""

    FILE = "models/fracture_index.json"

    predicts: dict[str, Filled]
    points: IndexPoints
    risks: tuple[IndexBand, ...]
    meaning: dict[str, Filled]


class GarvanWeights(Base, frozen=True, kw_only=True):
    """Coefficients of one outcome in one sex."""

    b_age: Number
    b_tscore: Number
    b_prior: Number
    b_falls: Number


class Garvan(RiskModel, frozen=True, kw_only=True):
    """Garvan, T-score version."""

    FILE = "models/garvan.json"

    equation: tuple[Filled, ...]
    inputs: dict[str, Filled]
    outcomes: dict[str, Filled]
    baseline_survival: dict[str, dict[str, dict[int, Survival]]]
    coefficients: dict[str, dict[str, GarvanWeights]]

    def __post_init__(self) -> None:
        """Both outcomes in both sexes."""
        for part in (self.baseline_survival, self.coefficients):
            _check_keys("sexes", part, SEXES)
            for outcomes in part.values():
                _check_keys("outcomes", outcomes, {"any", "hip"})


class QAccepts(Accepts, frozen=True, kw_only=True):
    """What the original program accepts."""

    age_years: tuple[Age, Age]
    bmi_kg_m2: tuple[Positive, Positive]
    years: tuple[int, int]


class QTerm(Base, frozen=True, kw_only=True):
    """A continuous term: coef x ((value / scale) ** power [x ln(value / scale)] - centre)."""

    name: Filled
    var: Literal["age", "bmi"]
    scale: int
    power: Number
    times_ln: bool
    centre: Number
    coef: Number


class QEquation(Base, frozen=True, kw_only=True):
    """QFracture for one outcome in one sex."""

    baseline_survival_by_year: dict[int, Survival]
    continuous_terms: tuple[QTerm, ...]
    ethrisk: dict[int, Number]
    smoke_cat: dict[int, Number]
    alcohol_cat6: dict[int, Number]
    flags: Weights
    interactions: tuple[()]


class QCodes(Base, frozen=True, kw_only=True):
    """What the codes of the inputs mean."""

    ethrisk: dict[int, Filled]
    smoke_cat: dict[int, Filled]
    alcohol_cat6: dict[int, Filled]


class QReading(Base, frozen=True, kw_only=True):
    """How our answers become codes; the steps give the lower end of each code."""

    ethrisk: dict[str, Annotated[tuple[int, ...], Meta(min_length=1)]]
    smoke_cat_from_cigarettes_per_day: dict[int, Number]
    alcohol_cat6_from_whole_units_per_day: dict[int, Number]
    grams_per_unit: Number
    comparison_bmi_kg_m2: int


class QFracture(RiskModel, frozen=True, kw_only=True):
    """QFracture-2012, with the words that its licence wants beside every score."""

    FILE = "models/qfracture_2012.json"

    accepts: QAccepts
    attribution: Filled
    disclaimer: Filled
    predicts: dict[str, Filled]
    equation: tuple[Filled, ...]
    codes: QCodes
    flags: dict[str, Filled]
    models: dict[str, dict[str, QEquation]]
    our_reading: QReading

    def __post_init__(self) -> None:
        """Both outcomes in both sexes."""
        _check_keys("outcomes", self.models, {"osteoporotic_fracture", "hip_fracture"})
        for equations in self.models.values():
            _check_keys("sexes", equations, SEXES)


# ---------------------------------------------------------------- tools before a scan


class ToolAccepts(Base, frozen=True, kw_only=True):
    """Whom a tool is for."""

    population: Filled
    after_menopause: bool = False
    age_years_from: Age = 0
    ethnic_groups: tuple[Filled, ...] = ()


class Refer(Base, frozen=True, kw_only=True):
    """From which score on a tool points to a scan; `sources_differ_from` where another source has a lower limit."""

    when: Comparison
    limit: Number
    sources_differ_from: Number | None = None


class Tool(Published, frozen=True, kw_only=True):
    """A tool that needs no scan."""

    accepts: ToolAccepts


class ReferringTool(Tool, frozen=True, kw_only=True):
    """A tool with a limit from which on it points to a scan."""

    refer: Refer


class AboneAge(Base, frozen=True, kw_only=True):
    """A point for age."""

    over_years: Age
    points: int


class AboneWeight(Base, frozen=True, kw_only=True):
    """A point for a low weight."""

    under_kg: Positive
    points: int


class AbonePoints(Base, frozen=True, kw_only=True):
    """Points of ABONE."""

    age: AboneAge
    weight: AboneWeight
    never_oestrogen_six_months: int


class Abone(ReferringTool, frozen=True, kw_only=True):
    """ABONE."""

    FILE = "models/abone.json"

    points: AbonePoints


class Bands(Base, rename={"from_": "from"}, frozen=True, kw_only=True):
    """Points from each start up."""

    from_: tuple[Number, ...]
    points: tuple[int, ...]


class OraiPoints(Base, frozen=True, kw_only=True):
    """Points of ORAI."""

    age_years: Bands
    weight_kg: Bands
    not_on_oestrogen_now: int


class Sensitivity(Base, rename={"from_": "from"}, frozen=True, kw_only=True):
    """A share with its interval [percent]."""

    value: Number
    from_: Number
    to: Number


class Orai(ReferringTool, frozen=True, kw_only=True):
    """ORAI."""

    FILE = "models/orai.json"

    points: OraiPoints
    sensitivity_percent: Sensitivity


class Ost(ReferringTool, frozen=True, kw_only=True):
    """OST."""

    FILE = "models/ost.json"

    equation: Filled


class OstaGroups(Base, frozen=True, kw_only=True):
    """The groups of OSTA."""

    low_above: Number
    high_under: Number


class Osta(Tool, frozen=True, kw_only=True):
    """OSTA."""

    FILE = "models/osta.json"

    equation: Filled
    groups: OstaGroups


class ScorePoints(Base, frozen=True, kw_only=True):
    """Points of SCORE."""

    not_black: int
    rheumatoid_arthritis: int
    each_fracture: int
    fractures_at_most: int
    first_digit_of_age: int
    never_oestrogen: int
    weight_lb_tenth: int


class Score(ReferringTool, frozen=True, kw_only=True):
    """SCORE."""

    FILE = "models/score.json"

    points: ScorePoints
    fracture_sites: tuple[str, ...]
    fractures_after_age: Age


RISK_MODELS: Mapping[str, type[RiskModel]] = {
    "caroc_2010": Caroc,
    "fracture_index": FractureIndex,
    "garvan": Garvan,
    "qfracture_2012": QFracture,
}
TOOLS: Mapping[str, type[Tool]] = {"abone": Abone, "orai": Orai, "ost": Ost, "osta": Osta, "score": Score}
