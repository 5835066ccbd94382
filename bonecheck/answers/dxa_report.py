"""What a DXA report says: one measurement per site, the date and the scanner."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from bonecheck.answers.person import Answer
from bonecheck.answers.risk_factors import Checklist
from bonecheck.errors import ImplausibleValue


class SkeletalSite(StrEnum):
    """Sites whose T-score may be classified."""

    LUMBAR_SPINE = "lumbar_spine"
    FEMORAL_NECK = "femoral_neck"
    TOTAL_HIP = "total_hip"
    ONE_THIRD_RADIUS = "one_third_radius"


LSC_SITES = (SkeletalSite.LUMBAR_SPINE, SkeletalSite.FEMORAL_NECK, SkeletalSite.TOTAL_HIP)
MOST_EARLIER = 20  # earlier scans that are kept; more are a slip, or a file that nobody typed
ScannerModel = Annotated[str, Meta(min_length=1, max_length=100)]


class Side(StrEnum):
    """Which hip or arm."""

    LEFT = "left"
    RIGHT = "right"


class Vertebra(StrEnum):
    """The lumbar vertebrae that a spine scan measures."""

    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"


ALL_VERTEBRAE = tuple(Vertebra)


class ScannerMake(StrEnum):
    """Who made the scanner. Bone density of two makes is not interchangeable."""

    HOLOGIC = "hologic"
    GE_LUNAR = "ge_lunar"
    NORLAND = "norland"
    OTHER = "other"
    NOT_KNOWN = "not_known"


class ReportedScores(StrEnum):
    """Which score the report's conclusion used."""

    T_SCORE = "t_score"
    Z_SCORE = "z_score"
    BOTH = "both"
    NOT_KNOWN = "not_known"


class TScoreReference(StrEnum):
    """The young adults behind the T-scores of a man's report."""

    MEN = "men"
    WOMEN = "women"
    NOT_KNOWN = "not_known"


class ScanMethod(StrEnum):
    """How bone was measured. Only DXA of spine, hip or forearm on a table has the classes used here."""

    DXA = "dxa"
    CT = "ct"
    HEEL_ULTRASOUND = "heel_ultrasound"
    SPINE_HIP_ULTRASOUND = "spine_hip_ultrasound"
    ARM_OR_FINGER_DEVICE = "arm_or_finger_device"
    XRAY_BY_COMPUTER = "xray_by_computer"
    NOT_KNOWN = "not_known"


class SiteDoubt(StrEnum):
    """What can make a score read too high, or not be one of bone alone."""

    SPINE_SURGERY_OR_METAL = "spine_surgery_or_metal"
    SPINE_WEAR = "spine_wear"
    SPINE_BRIDGED = "spine_bridged"
    SCOLIOSIS = "scoliosis"
    HIP_METAL = "hip_metal"
    ARM_BROKEN_OR_METAL = "arm_broken_or_metal"
    RECENT_CONTRAST = "recent_contrast"


class UnusableScan(StrEnum):
    """Scans whose T-scores are not made for the classes used here."""

    HEEL = "heel"
    FINGER = "finger"
    WHOLE_BODY = "whole_body"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMeasurement:
    """What the report prints for one site; None where it prints nothing.

    Only hips have a side here, and only the spine has vertebrae; raises `ImplausibleValue` otherwise.
    """

    site: SkeletalSite
    side: Side | None = None
    vertebrae: tuple[Vertebra, ...] | None = None
    t_score: float | None = None
    z_score: float | None = None
    bmd_g_cm2: float | None = None
    z_score_other_sex: float | None = None

    def __post_init__(self) -> None:
        if self.side is not None and self.site not in {SkeletalSite.FEMORAL_NECK, SkeletalSite.TOTAL_HIP}:
            raise ImplausibleValue("side_without_hip", region=str(self.site))
        if self.vertebrae is not None and self.site is not SkeletalSite.LUMBAR_SPINE:
            raise ImplausibleValue("vertebrae_without_spine", region=str(self.site))

    @property
    def region(self) -> str:
        """Site and side as one name, for example "total_hip_left"."""
        return f"{self.site}_{self.side}" if self.side else str(self.site)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lsc:
    """The least significant change that the centre prints for a site, in one of two ways; g/cm2 is the better one.

    Not for the forearm, of which no change is told; raises `ImplausibleValue` there.
    """

    site: SkeletalSite
    g_cm2: float | None = None
    percent: float | None = None

    def __post_init__(self) -> None:
        if self.site not in LSC_SITES:
            raise ImplausibleValue("lsc_of_forearm", region=str(self.site))


ScanDate = date | int  # the day of a scan, or its year where no more is known


def year_of(scanned: ScanDate) -> int:
    """The year of a scan."""
    return scanned.year if isinstance(scanned, date) else scanned


def first_and_last_day(scanned: ScanDate, on: date) -> tuple[date, date]:
    """The days between which a scan was made: one and the same, or a whole year, up to today."""
    if isinstance(scanned, date):
        return scanned, scanned
    return date(scanned, 1, 1), min(date(scanned, 12, 31), on)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierScan:
    """A scan before the present one; `same_machine` says whether both were made on one and the same machine.

    Raises `ImplausibleValue` when a site stands in it twice.
    """

    measurements: tuple[SiteMeasurement, ...] = ()
    scan_date: ScanDate | None = None
    scanner_make: ScannerMake | None = None
    scanner_model: ScannerModel | None = None
    same_machine: Answer | None = None

    def __post_init__(self) -> None:
        _no_place_twice(measurement.region for measurement in self.measurements)


@dataclass(frozen=True, slots=True, kw_only=True)
class DxaReport:
    """The present scan, and those before it.

    Raises `ImplausibleValue` when a site stands in it twice, or for more than `MOST_EARLIER` scans before it.
    """

    measurements: tuple[SiteMeasurement, ...] = ()
    unusable: tuple[UnusableScan, ...] = ()
    scan_method: ScanMethod | None = None
    ct_density_mg_cm3: float | None = None
    site_doubts: Checklist | None = None
    scan_date: ScanDate | None = None
    scanner_make: ScannerMake | None = None
    scanner_model: ScannerModel | None = None
    lsc: tuple[Lsc, ...] = ()
    earlier: tuple[EarlierScan, ...] = ()
    t_score_reference: TScoreReference | None = None
    reported_scores: ReportedScores | None = None

    @property
    def scan_year(self) -> int | None:
        """The year of the scan."""
        return None if self.scan_date is None else year_of(self.scan_date)

    def __post_init__(self) -> None:
        _no_place_twice(measurement.region for measurement in self.measurements)
        _no_place_twice(str(lsc.site) for lsc in self.lsc)
        if len(self.earlier) > MOST_EARLIER:
            raise ImplausibleValue("too_many_scans", most=MOST_EARLIER)


def _no_place_twice(regions: Iterable[str]) -> None:
    for region, times in Counter(regions).items():
        if times > 1:
            raise ImplausibleValue("site_twice", region=region, times=times)
