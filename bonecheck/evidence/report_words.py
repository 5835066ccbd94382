"""The type of the file with the words by which a report is read."""

from typing import Annotated, Literal

from msgspec import Meta

from bonecheck.evidence.schema import Base, Filled, Source, Whole

Words = tuple[Filled, ...]
FoundSiteName = Literal["lumbar_spine", "hip", "forearm", "total_body", "other", ""]
RegionName = Literal[
    "", "neck", "total", "trochanter", "intertrochanter", "wards", "shaft", "radius_33", "radius_ud", "radius_total",
    "both_total",
]  # fmt: skip
Group = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$")]
Month = Annotated[str, Meta(pattern="^([1-9]|1[0-2])$")]
LoincCode = Annotated[str, Meta(pattern="^[0-9]+-[0-9]$")]


class PlaceWords(Base, frozen=True, kw_only=True):
    """The names of a site, or of a part of it; without a site the part of whichever site stands before."""

    words: Annotated[Words, Meta(min_length=1)]
    site: FoundSiteName = ""
    region: RegionName = ""


class HeadWords(Base, frozen=True, kw_only=True):
    """What stands at the head of a report: dates, age, sex, device, and the result of FRAX."""

    scan_date: Words
    any_date: Words
    other_date: Words
    birth: Words
    year_words: Words
    age_label: Words
    age_spoilers: Words
    female: Words
    male: Words
    sex_label: Words
    female_letter: Words
    male_letter: Words
    person: Words
    frax: Words
    major_fracture: Words
    hip_fracture: Words
    makers: dict[Group, Words]
    models: dict[Group, Words]


class Code(Base, frozen=True, kw_only=True):
    """What a LOINC code measures, and where."""

    measure: Literal["bmd", "t_score", "z_score"]
    site: FoundSiteName = ""
    side: Literal["", "left", "right"] = ""


class ReportWords(Whole, frozen=True, kw_only=True):
    """Words of eight languages, and codes; see the head of the file."""

    FILE = "report_words.toml"

    codes_source: Source
    places: tuple[PlaceWords, ...]
    sides: dict[Group, Words]
    measures: dict[Group, Words]
    units: dict[Group, Words]
    signs: dict[Group, Words]
    marks: dict[Group, Words]
    alone: dict[Group, Words]
    head: HeadWords
    months: dict[Month, Words]
    codes: dict[LoincCode, Code]
