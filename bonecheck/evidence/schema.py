"""What the types of all data files are made of; the files themselves stand in `entries`, `pages`, `tables` and `models`.

Two ideas are used throughout. A kind names its file (`FILE`), so that the library needs the kind alone to read it. And a
text that names something elsewhere says what (`Source`, `QuestionKey`, ...), so that one check finds every name that
leads nowhere.
"""

from typing import Annotated, Any, ClassVar, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

Filled = Annotated[str, Meta(min_length=1)]
Key = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$")]
Number = int | float  # a whole number stays one, so that it is shown as it was written
Positive = Annotated[int, Meta(gt=0)] | Annotated[float, Meta(gt=0)]
Count = Annotated[int, Meta(ge=0)]
Age = Annotated[int, Meta(ge=0, le=130)]
Certainty = Literal["A", "B", "C", "D"]
StudyStrength = Literal["A", "B", "C", "D"]  # how much a kind of study can show; not how it was read
Comparison = Literal["<", "<=", ">", ">="]
Strength = Literal["strong", "moderate", "weak", "contested"]
Status = Literal["met", "below", "above", "unknown", "not_applicable"]
Level = Literal["urgent", "stop", "supervised", "open", "build_up", "full"]
Sex = Literal["female", "male"]
Site = Literal["lumbar_spine", "femoral_neck", "total_hip", "one_third_radius"]
Population = Literal["white", "black", "mexican_american"]

# Names of what stands in another file, or in another part of the same one; `check` knows where each of them stands.
Source = Annotated[str, Meta(min_length=1, extra={"names": "source"})]
ThresholdKey = Annotated[str, Meta(extra={"names": "threshold"})]
QuestionKey = Annotated[str, Meta(extra={"names": "question"})]
EffectKey = Annotated[str, Meta(extra={"names": "effect"})]
ModelKey = Annotated[str, Meta(extra={"names": "model"})]
OutcomeKey = Annotated[str, Meta(extra={"names": "outcome"})]
ClaimKey = Annotated[str, Meta(extra={"names": "claim"})]
RowKey = Annotated[str, Meta(extra={"names": "line of the checklist"})]
LeverKey = Annotated[str, Meta(extra={"names": "lever"})]
TopicKey = Annotated[str, Meta(extra={"names": "topic"})]
GroupKey = Annotated[str, Meta(extra={"names": "group of topics"})]
SampleKey = Annotated[str, Meta(extra={"names": "sample"})]
ComparedKey = Annotated[str, Meta(extra={"names": "compared model"})]
PartKey = Annotated[str, Meta(extra={"names": "part"})]
ItemsKey = Annotated[str, Meta(extra={"names": "table"})]
ResultKey = Annotated[str, Meta(extra={"names": "result"})]
FoodKey = Annotated[str, Meta(extra={"names": "food"})]


class Base(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every part of a data file is: fixed once it is read, with no field that we do not know."""


class Plural(Base, frozen=True, kw_only=True):
    """A text in the forms that a language has for a number, as Babel names them."""

    other: Filled
    zero: Filled | UnsetType = UNSET
    one: Filled | UnsetType = UNSET
    two: Filled | UnsetType = UNSET
    few: Filled | UnsetType = UNSET
    many: Filled | UnsetType = UNSET


Text = Filled | Plural
Texts = dict[str, Text]


class Entry(Base, frozen=True, kw_only=True):
    """One entry of a file in which every table at the top is an entry of the same kind."""

    FILE: ClassVar[str]

    key: Key


class Whole(Base, frozen=True, kw_only=True):
    """A file as a whole. Where there may be keys that are no fields, `REST` is the type of each of them."""

    FILE: ClassVar[str]
    REST: ClassVar[Any] = None

    rest: dict[str, Any] = field(default_factory=dict)
