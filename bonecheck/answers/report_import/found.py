"""What was found in a report: rows with their numbers, the place each came from, and what speaks against it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bonecheck.answers.dxa_report import ScanMethod, ScannerMake, Vertebra
from bonecheck.answers.person import Sex


class FoundSite(StrEnum):
    """Where a number was measured; more than the sites whose T-score may be classified."""

    LUMBAR_SPINE = "lumbar_spine"
    HIP = "hip"
    FOREARM = "forearm"
    TOTAL_BODY = "total_body"
    UNKNOWN = "unknown"


class FoundSide(StrEnum):
    """Left, right, or the mean of both."""

    LEFT = "left"
    RIGHT = "right"
    MEAN = "mean"


class Doubt(StrEnum):
    """Why somebody has to look twice: two facts of the report that do not fit together."""

    T_AGAINST_PERCENT = "t_against_percent"
    Z_AGAINST_PERCENT = "z_against_percent"
    T_ABOVE_Z = "t_above_z"
    T_AGAINST_BMD = "t_against_bmd"
    T_AGAINST_CONCLUSION = "t_against_conclusion"
    TIME_NOT_SURE = "time_not_sure"
    OTHER_PERSON = "other_person"
    NO_DECIMAL = "no_decimal"
    SIGN_NOT_PRINTED = "sign_not_printed"
    Z_SIGN_NOT_PRINTED = "z_sign_not_printed"
    TWO_VALUES = "two_values"
    VERTEBRA_LEFT_OUT = "vertebra_left_out"
    DATE_ORDER = "date_order"
    TWO_MAKERS = "two_makers"
    ONE_OF_SEVERAL = "one_of_several"
    MEAN_OF_BOTH = "mean_of_both"
    OLDER_SCAN = "older_scan"
    OTHER_SEX = "other_sex"
    OTHER_AGE = "other_age"
    AGE_AT_SCAN = "age_at_scan"


class Reason(StrEnum):
    """Why something that looks like a result was left out."""

    SIGN_NOT_SURE = "sign_not_sure"
    NUMBER_NOT_SURE = "number_not_sure"
    COLUMNS_DO_NOT_FIT = "columns_do_not_fit"
    SITE_NOT_SURE = "site_not_sure"
    KIND_NOT_SURE = "kind_not_sure"
    TWO_VALUES = "two_values"
    OUT_OF_RANGE = "out_of_range"
    OTHER_PERSON = "other_person"
    OTHER_SITE = "other_site"
    OTHER_METHOD = "other_method"
    ATTACHMENT_NOT_READ = "attachment_not_read"
    PAGE_NOT_READ = "page_not_read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The piece of text something was read from, and where it stands: page and line from 1."""

    text: str
    line: int
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A day, a month or a year, as far as it is printed."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """ "2024-05-14", "2024-05" or "2024"."""
        return "-".join(f"{part:02d}" for part in (self.year, self.month, self.day) if part is not None)

    @property
    def as_day(self) -> date | None:
        """The day, if one is printed."""
        return date(self.year, self.month, self.day) if self.month and self.day else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """What is printed for one place of the skeleton. `secondary` rows never decide: one vertebra, trochanter, ..."""

    site: FoundSite
    origin: Origin
    region: str | None = None
    side: FoundSide | None = None
    vertebrae: tuple[Vertebra, ...] | None = None
    bmd_g_cm2: float | None = None
    t_score: float | None = None
    z_score: float | None = None
    percent_change: float | None = None
    percent_of_young: float | None = None
    percent_of_age: float | None = None
    secondary: bool = False
    unsigned: tuple[str, ...] = ()  # which of its scores are above zero, and printed without a plus
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierScan:
    """Numbers of an earlier scan that stand in the same report; never those of the present one."""

    rows: tuple[FoundRow, ...]
    scanned: FoundDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnderstood:
    """Something that looks like a result and was left out."""

    reason: Reason
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundReport:
    """All that was found. A name, a birth date, a number of a record or an address has no place here."""

    rows: tuple[FoundRow, ...] = ()
    earlier: tuple[EarlierScan, ...] = ()
    scan_date: FoundDate | None = None
    scan_date_alternatives: tuple[FoundDate, ...] = ()
    maker: ScannerMake | None = None
    model: str | None = None
    age_years: float | None = None
    sex: Sex | None = None
    frax_major_percent: float | None = None
    frax_hip_percent: float | None = None
    method: ScanMethod | None = None
    doubts: tuple[Doubt, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()
