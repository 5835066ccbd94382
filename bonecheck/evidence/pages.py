"""The types of the TOML files that hold the words of pages, with the few rules that stand beside them."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType, field

from bonecheck.evidence.schema import (
    Age,
    Base,
    ComparedKey,
    Count,
    EffectKey,
    Entry,
    Filled,
    FoodKey,
    GroupKey,
    Key,
    LeverKey,
    ModelKey,
    Number,
    OutcomeKey,
    Plural,
    Population,
    Positive,
    QuestionKey,
    RowKey,
    SampleKey,
    Sex,
    Site,
    Source,
    Text,
    Texts,
    TopicKey,
    Whole,
)

Sources = Annotated[tuple[Source, ...], Meta(min_length=1)]
Position = str | Number


class Messages(Whole, frozen=True, kw_only=True):
    """Short messages, each a text by its key."""

    FILE = "messages.toml"
    REST = Text


class Names(Whole, frozen=True, kw_only=True):
    """Plain names of things, by kind. A name may be empty where nothing is named."""

    FILE = "names.toml"
    REST = dict[str, str | Plural]


class Interface(Whole, frozen=True, kw_only=True):
    """The app's own words, by page: a text, or the column heads of a table."""

    FILE = "interface.toml"
    REST = dict[str, Any]  # tables may stand in tables, which msgspec cannot tell from plural forms

    def __post_init__(self) -> None:
        """Every leaf is a text, or the column heads of a table."""
        leaves = list(_leaves(self.rest))
        if wrong := [leaf for leaf in leaves if not isinstance(leaf, str) or not leaf]:
            raise ValueError(f"holds {wrong[0]!r} in place of a text")


def _leaves(part: Any) -> Iterator[Any]:
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else None
    if inner is None:
        yield part
    else:
        for each in inner:
            yield from _leaves(each)


class EffectTime(Base, frozen=True, kw_only=True):
    """How the length of a study is added to its result."""

    months: Text
    years: Text
    halves: Text | UnsetType = UNSET


class EffectAdditions(Base, frozen=True, kw_only=True):
    """What may be added to a result."""

    time: EffectTime
    within: EffectTime
    likely: Text


class EffectResult(Base, frozen=True, kw_only=True):
    """How one kind of result is said, and what is added and said after it; or a whole sentence in its place."""

    text: Text | None = None
    adds: tuple[Literal["time", "within", "likely"], ...] = ()
    sentence: Text | None = None
    after: Text | None = None
    is_link: bool = False


class EffectWords(Whole, frozen=True, kw_only=True):
    """The words of one effect of one study."""

    FILE = "effects.toml"

    unit: Texts
    add: EffectAdditions
    words: Texts
    result: dict[Key, EffectResult]


class Coach(Whole, frozen=True, kw_only=True):
    """The page for coaches."""

    FILE = "coach.toml"
    REST = Text

    role: Annotated[tuple[Text, ...], Meta(min_length=1)]
    filters: Texts
    chips: Texts


class ClassGroups(Base, frozen=True, kw_only=True):
    """Who trains with whom: what is said of all, and each group."""

    title: Text
    message: Text
    pace: Text
    in_table: Text
    begins: Text
    heads: tuple[Text, ...]
    people: Text
    one_to_one: Texts
    gently: Texts
    build_up: Texts
    go_on: Texts


class ClassPrivate(Base, frozen=True, kw_only=True):
    """The list for the coach alone."""

    title: Text
    look: Text
    show: Text
    intro: Text
    nobody: Text
    heads: tuple[Text, ...]
    other: Text
    when: Texts
    training: Texts
    reasons: Texts


class Classroom(Whole, frozen=True, kw_only=True):
    """A class of people: the page for the coach, and what a room sees."""

    FILE = "classroom.toml"

    page: dict[str, Text | tuple[Text, ...]]
    cells: Texts
    stage: Texts
    marks: dict[str, Text | tuple[Text, ...]]
    z_marks: Texts
    groups: ClassGroups
    habits: dict[str, Text | tuple[Text, ...]]
    falls: dict[str, Text | tuple[Text, ...]]
    private: ClassPrivate
    handouts: Texts


class HandoutWords(Base, frozen=True, kw_only=True):
    """The words that the page for the doctor has of its own."""

    title: Text
    person: Text
    signs: Text
    numbers: Text
    numbers_of: Text
    estimated: Text
    unusable: Text
    steps: Text
    questions: Text
    help: Text
    given_by: Text
    logo: Text
    sources: Text
    sources_at: Text
    code: Text
    findings: Text
    found: Text
    found_heads: Annotated[tuple[Filled, ...], Meta(min_length=3, max_length=3)]
    out_of_100: Text
    cited: Text
    open: Text
    open_is_not_no: Text
    open_heads: Annotated[tuple[Filled, ...], Meta(min_length=2, max_length=2)]


class Drop(Base, frozen=True, kw_only=True):
    """A part of the page for the doctor, and how much of it stays where the page is full."""

    part: Literal["logo", "code", "line", "steps", "moving", "questions", "soon", "sign_texts"]
    keep: Count


class LogoLimits(Base, frozen=True, kw_only=True):
    """The largest file [MB] and picture [million pixels] that is taken as a logo, and the pixels that are kept of it."""

    megabytes: Annotated[int, Meta(gt=0)]
    megapixels: Annotated[int, Meta(gt=0)]
    width: Annotated[int, Meta(gt=0)]
    height: Annotated[int, Meta(gt=0)]


class Handout(Whole, frozen=True, kw_only=True):
    """The page for the doctor: its words, and what gives way where it is full."""

    FILE = "handout.toml"

    address: Annotated[str, Meta(pattern=r"^(https://[a-z0-9.-]+(/[A-Za-z0-9._~/-]*)?)?\Z", max_length=100)]
    type: Filled
    letter_in: tuple[Literal["us", "uk", "canada", "australia", "elsewhere"], ...]
    letters: Annotated[int, Meta(gt=0)]
    logo: LogoLimits
    steps: Annotated[int, Meta(gt=0)]
    questions: Annotated[int, Meta(gt=0)]
    signs: tuple[OutcomeKey, ...]
    why: dict[Key, tuple[OutcomeKey, ...]]
    drop: tuple[Drop, ...]
    words: HandoutWords


class Meals(Whole, frozen=True, kw_only=True):
    """The calcium page."""

    FILE = "meals.toml"
    REST = Text

    sources: Sources
    body: Texts
    diet_option: Texts
    serving: dict[FoodKey, Text]
    kind: Texts
    columns: Texts


class SideBySide(Whole, frozen=True, kw_only=True):
    """Two people side by side; `same_bones` are models that do not see which bone broke."""

    FILE = "side_by_side.toml"
    REST = Text

    same_bones: tuple[ModelKey, ...]


class RiskModel(Entry, frozen=True, kw_only=True):
    """What a published model is, in plain words."""

    FILE = "risk_models.toml"

    name: Text
    sees_short: Text
    blind_short: Text
    sees: Text
    blind_to: Text
    made_from: Text
    accuracy: Text
    limits: Text
    sources: Sources


# ---------------------------------------------------------------- presenter


class Notes(Base, frozen=True, kw_only=True):
    """What to say at one step, what not to say, and what to ask."""

    say: Text
    do_not_say: Text
    ask: Text


class Listed(Base, frozen=True, kw_only=True):
    """Keys of outcomes for which something holds."""

    keys: tuple[Filled, ...]


class OneForAll(Base, frozen=True, kw_only=True):
    """The one model by which all made-up people are told."""

    model: ModelKey
    breaks: Literal["any", "major", "non_vertebral", "vertebral", "hip"]
    years: Positive


class Grid(Base, frozen=True, kw_only=True):
    """How a grid of people is drawn."""

    per_thousand_below: Positive


class Presenter(Whole, frozen=True, kw_only=True):
    """The results in a few steps, with notes for two roles."""

    FILE = "presenter.toml"

    one_for_all: OneForAll
    grid: Grid
    words: Texts
    roles: Texts
    titles: Texts
    where: Texts
    named: Texts
    unread: Texts
    number: Texts
    others: Texts
    beside: Texts
    no_chance: Texts
    moves: Texts
    actions: Texts
    asked: dict[QuestionKey, Text]
    doctor: Texts
    titles_that_are_sentences: Listed
    comes_up_when: Texts
    comes_up: dict[Key, Texts]
    coach: dict[Key, Notes]
    clinician: dict[Key, Notes]


# ---------------------------------------------------------------- what if


class Lever(Base, rename={"from_": "from"}, frozen=True, kw_only=True):
    """One thing that can be moved: over a range of numbers, or over named positions."""

    label: Text
    begin: Position
    begin_if: tuple[QuestionKey, str, Position] | None = None
    seen_by: tuple[ModelKey, ...]
    counts: Text
    ends_frax: bool
    positions: tuple[Filled, ...] = ()
    names: dict[str, Text] = field(default_factory=dict)
    from_: Number | None = None
    to: Number | None = None
    step: Positive | None = None
    shown: Text = "{number}"
    bone: str = ""
    row: RowKey | None = None

    def __post_init__(self) -> None:
        """Either a range or positions."""
        ranged = None not in (self.from_, self.to, self.step)
        if ranged == bool(self.positions):
            raise ValueError("needs either `from`, `to` and `step`, or `positions`")
        if set(self.names) != set(self.positions):
            raise ValueError("needs a name for each of its positions")


class TrialPicture(Base, frozen=True, kw_only=True):
    """A trial drawn over its own time: for whom, which effects, and what else belongs beside it."""

    lever: LeverKey
    sex: Sex | None = None
    after_menopause: bool = False
    of: Annotated[tuple[EffectKey, ...], Meta(min_length=1)]
    per_year: EffectKey | None = None
    site: Site
    also: tuple[EffectKey, ...]
    note: Text | None = None


class WhatIfTable(Base, frozen=True, kw_only=True):
    """The table of start and now."""

    columns: tuple[str, ...]
    result: Text


class WhatIf(Whole, frozen=True, kw_only=True):
    """What if one answer were another one."""

    FILE = "what_if.toml"

    levers: dict[Key, Lever]
    projections: dict[Key, TrialPicture]
    page: Texts
    table: WhatIfTable
    told: Texts
    projection: dict[str, Text | tuple[Text, ...]]
    unit: Texts
    lines: dict[EffectKey, Text]


# ---------------------------------------------------------------- the worked example


class Woman(Base, frozen=True, kw_only=True):
    """What parts the two women."""

    t_score: Number
    mother_hip_fracture: bool
    cigarettes_per_day: Annotated[int, Meta(ge=0)]


class Women(Base, frozen=True, kw_only=True):
    """Two women, alike in all but what parts them."""

    sex: Sex
    age_years: Age
    height_cm: Positive
    weight_kg: Positive
    a: Woman
    b: Woman


class Margin(Base, frozen=True, kw_only=True):
    """Under which ratio one number counts as barely greater than the other."""

    under: Annotated[float, Meta(gt=1)]


class VerdictWords(Base, frozen=True, kw_only=True):
    """The words of each verdict."""

    clear: Text
    narrowly: Text
    barely: Text
    same: Text
    no_test: Text
    mixed: Text


class ExamplePicture(Base, frozen=True, kw_only=True):
    """The words in the picture."""

    first: Text
    second: Text
    seen: Texts


class ComparedModel(Base, frozen=True, kw_only=True):
    """What a model can see of the two women."""

    name: Text
    sees_t_score: bool
    sees_factors: bool
    blind_to: Text
    sources: Sources
    note: Text | None = None


class ExampleRow(Base, frozen=True, kw_only=True):
    """One model, read in one way."""

    model: ComparedKey
    title: Text
    short: Text | UnsetType = UNSET
    which: Text | UnsetType = UNSET


class WorkedExample(Whole, frozen=True, kw_only=True):
    """T-score or risk factors: two women in every model."""

    FILE = "worked_example.toml"

    women: Women
    margin: Margin
    verdict: VerdictWords
    verdict_short: VerdictWords
    verdict_said: VerdictWords
    picture: ExamplePicture
    which: Texts
    group: Texts
    models: dict[Key, ComparedModel]
    rows: dict[Key, ExampleRow]
    page: Texts
    sentence: Texts
    table: dict[str, Text | tuple[Text, ...]]


# ---------------------------------------------------------------- learn


class Topic(Base, frozen=True, kw_only=True):
    """One page on bone density; its text stands in `content/learn/`."""

    title: Text
    summary: Text
    group: GroupKey
    sources: Sources
    used_in: Text
    link: Filled


class Faq(Base, frozen=True, kw_only=True):
    """A common question and its short answer."""

    question: Text
    answer: Text
    topic: TopicKey
    sources: Sources


class Option(Base, frozen=True, kw_only=True):
    """One answer, and what to say to the person who chose it."""

    text: Text
    feedback: Text
    right: bool = False
    not_sure: bool = False


class TeachBack(Base, frozen=True, kw_only=True):
    """A question that checks whether the pages were clear."""

    question: Text
    topic: TopicKey
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        """One answer is right."""
        if sum(option.right for option in self.options) != 1:
            raise ValueError("must have exactly one right option")


class SiteLine(Base, frozen=True, kw_only=True):
    """Whose sites the example shows."""

    sample: SampleKey


class TAndZLine(Base, frozen=True, kw_only=True):
    """Whose bone is compared in two ways."""

    age: Age
    site: Site
    population: Population


class Examples(Base, frozen=True, kw_only=True):
    """Who stands in the pictures."""

    site_line: SiteLine
    t_and_z_line: TAndZLine


class Picture(Base, frozen=True, kw_only=True):
    """The words of one picture."""

    title: Text
    columns: Annotated[tuple[Text, ...], Meta(min_length=1)]
    rows: tuple[tuple[Text, ...], ...] = ()
    lines: dict[EffectKey, Text] = field(default_factory=dict)
    bars: Texts = field(default_factory=dict)
    foods: tuple[FoodKey, ...] = ()
    alt: Text | UnsetType = UNSET
    line: Text | UnsetType = UNSET
    bar: Text | UnsetType = UNSET
    row: Text | UnsetType = UNSET
    note: Text | UnsetType = UNSET
    site: Text | UnsetType = UNSET
    point: Text | UnsetType = UNSET
    decides: Text | UnsetType = UNSET
    counts: Text | UnsetType = UNSET
    or_higher: Text | UnsetType = UNSET
    women: Text | UnsetType = UNSET
    men: Text | UnsetType = UNSET
    without: Text | UnsetType = UNSET
    noise: Text | UnsetType = UNSET
    none: Text | UnsetType = UNSET
    none_shown: Text | UnsetType = UNSET
    long: Text | UnsetType = UNSET
    not_split: Text | UnsetType = UNSET
    not_osteoporosis: Text | UnsetType = UNSET


class Learn(Whole, frozen=True, kw_only=True):
    """The Learn pages."""

    FILE = "learn.toml"

    page: Texts
    groups: Texts
    topics: dict[Key, Topic]
    faq: dict[Key, Faq]
    teach_back: dict[Key, TeachBack]
    examples: Examples
    pictures: dict[Key, Picture]
