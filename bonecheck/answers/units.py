"""Reads numbers as people type them, and turns pounds, feet and inches into kilograms and centimetres."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class UnitSystem(StrEnum):
    """The units a person reads and types; inside there is one unit per quantity."""

    METRIC = "metric"
    US = "us"


# People paste reports: hyphen-minus, minus sign, en dash, em dash, small and full-width hyphens.
_MINUS_SIGNS = "-\u2012\u2212\u2013\u2014\u2010\u2011\ufe63\uff0d"
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)\s*"
    r"(?:(?P<whole>\d+)\s+(?P<part>1/2|[13]/4|[12]/3|[1357]/8)(?![\d/])|(?P<digits>\d+(?:[.,]\d*)?|[.,]\d+))"
)
_THOUSANDS = re.compile(r"^[+-]?\s*[1-9]\d{0,2}(?:[,\u2009\u202f ]\d{3})+(?![\d.,])")
_GLYPHS = {"\u00bd": "1/2", "\u00bc": "1/4", "\u00be": "3/4"}


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number as typed: its value, whether a sign was typed, and what stood behind it."""

    value: float
    has_sign: bool
    unit: str


def _spelled(text: str) -> str:
    """`text` with its fractions in digits: "2\u00bd" as "2 1/2", and "\u00bd" alone as "0 1/2"."""
    return re.sub(r"(\d?)\s*([\u00bc-\u00be])", lambda found: f"{found[1] or 0} {_GLYPHS[found[2]]}", text)


def read_number(text: str, *, thousands: bool = False, fractions: bool = False) -> TypedNumber | None:
    """The number at the start of `text`, or None if it does not start with one.

    Accepts a decimal comma, every common minus sign, the words "minus" and "plus", a sign set apart
    by a space, and a missing leading zero. With `thousands`, "1,200" is twelve hundred, and with `fractions` "2 1/2"
    two and a half. A fraction alone is never read: "2/5" is a slip for "2.5", and "2/3" may mean two to three.

    >>> read_number("\u22121,8")
    TypedNumber(value=-1.8, has_sign=True, unit='')
    >>> read_number("minus 1.8").value
    -1.8
    >>> read_number("823 mg/cm2")
    TypedNumber(value=823.0, has_sign=False, unit='mg/cm2')
    >>> read_number("2 1/2 cups", fractions=True)
    TypedNumber(value=2.5, has_sign=False, unit='cups')
    >>> read_number("-2 1/2") is None
    True
    >>> read_number("low") is None
    True
    """
    plain = (_spelled(text) if fractions else text).strip().casefold()
    plain = re.sub(f"^[{re.escape(_MINUS_SIGNS)}]", "-", plain)
    plain = re.sub(r"^(minus|negative|neg)\b\.?|^minus(?=\d)", "-", plain)
    plain = re.sub(r"^(plus|positive)\b", "+", plain)
    if thousands:
        plain = _THOUSANDS.sub(lambda grouped: re.sub(r"[,\u2009\u202f ]", "", grouped[0]), plain)
    found = _NUMBER.match(plain)
    if found and found["part"] and not fractions:
        return None
    rest = plain[found.end() :].strip() if found else ""
    if not found or rest[:1].isdigit() or rest[:1] in tuple(".,-+"):
        return None
    value = _value(found)
    return TypedNumber(-value if found["sign"] == "-" else value, bool(found["sign"]), rest)


def _value(found: re.Match[str]) -> float:
    if found["digits"]:
        return float(found["digits"].replace(",", "."))
    over, under = found["part"].split("/")
    return int(found["whole"]) + int(over) / int(under)


@dataclass(frozen=True, slots=True)
class Quantity:
    """How one quantity is typed and shown in each unit system; stored in `stored_unit`."""

    stored_unit: str
    shown_unit: Mapping[UnitSystem, str]
    factors: Mapping[str, float]  # multiply a value in this unit to get the stored one
    decimals: int = 1

    def stored(self, value: float, unit: str, units: UnitSystem) -> float | None:
        """`value` in the stored unit, or None if its `unit` is not one we know; without one, that of the person."""
        unit = unit or self.shown_unit[units]
        return value * self.factors[unit] if unit in self.factors else None

    def shown(self, stored: float, units: UnitSystem) -> str:
        """`stored` as text in the person's units, with the unit."""
        unit = self.shown_unit[units]
        return f"{plain_number(round(stored / self.factors[unit], self.decimals))} {unit}"


CM_PER_INCH = 2.54
KG_PER_POUND = 0.45359237
NMOL_PER_NG_ML = 2.496  # vitamin_d_factor
IU_PER_MICROGRAM = 40  # vitamin_d_label
GRAMS_ALCOHOL_PER_ML = 0.8  # uk_unit: 10 ml is 8 g


class Length(Quantity):
    """Body height: feet and inches need a reader of their own."""

    __slots__ = ()

    def shown(self, stored: float, units: UnitSystem) -> str:
        """`stored` centimetres as text: centimetres, or feet and inches to the half inch."""
        if units is UnitSystem.METRIC:
            return f"{plain_number(round(stored, 1))} cm"
        inches = round(stored / CM_PER_INCH * 2) / 2  # half inches, as people know their height
        feet, rest = divmod(inches, 12)
        return f"{feet:.0f} ft {plain_number(rest)} in"


_BOTH: Callable[[str], Mapping[UnitSystem, str]] = lambda unit: dict.fromkeys(UnitSystem, unit)  # noqa: E731
QUANTITIES: Mapping[str, Quantity] = MappingProxyType(
    {
        "height": Length(
            "cm",
            {UnitSystem.METRIC: "cm", UnitSystem.US: "in"},
            {"cm": 1.0, "m": 100.0, "in": CM_PER_INCH, "inches": CM_PER_INCH, '"': CM_PER_INCH},
        ),
        "weight": Quantity(
            "kg",
            {UnitSystem.METRIC: "kg", UnitSystem.US: "lb"},
            {
                "kg": 1.0,
                "kgs": 1.0,
                "kilos": 1.0,
                "lb": KG_PER_POUND,
                "lbs": KG_PER_POUND,
                "pounds": KG_PER_POUND,
                "st": 14 * KG_PER_POUND,
                "stone": 14 * KG_PER_POUND,
            },
        ),
        "bone_density": Quantity("g/cm2", _BOTH("g/cm2"), {"g/cm2": 1.0}, decimals=3),  # see `density_unit`
        "vitamin_d_level": Quantity(
            "ng/mL",
            {UnitSystem.METRIC: "nmol/l", UnitSystem.US: "ng/ml"},
            {"ng/ml": 1.0, "nmol/l": 1 / NMOL_PER_NG_ML},
        ),
        "vitamin_d_dose": Quantity(
            "IU",
            _BOTH("iu"),
            {
                "iu": 1.0,
                "mcg": IU_PER_MICROGRAM,
                "\u00b5g": IU_PER_MICROGRAM,
                "\u03bcg": IU_PER_MICROGRAM,
                "ug": IU_PER_MICROGRAM,
            },
            decimals=0,
        ),
    }
)

# How people write the units of questions that are asked in one unit, and what one of each is in it. "A day" and
# "a week" are read apart from them.
UNITS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "years": dict.fromkeys(("years", "year", "yrs", "yr", "y", "years old", "year old", "yrs old", "yo"), 1.0),
        "months": {
            **dict.fromkeys(("months", "month", "mo", "mos", "m"), 1.0),
            **dict.fromkeys(("years", "year", "yrs", "yr", "y"), 12.0),
        },
        "sd": {"sd": 1.0},
        "percent": dict.fromkeys(("%", "percent", "per cent", "pct"), 1.0),
        "percent_in_10_years": dict.fromkeys(("%", "percent", "per cent", "pct", "% in 10 years"), 1.0),
        "mg_cm3": dict.fromkeys(("mg/cm3", "mg/cm\u00b3", "mg/cm^3", "mg/cc"), 1.0),
        "mg_a_day": {"mg": 1.0, "mgs": 1.0, "milligrams": 1.0, "milligram": 1.0},
        "minutes_a_day": {
            **dict.fromkeys(("minutes", "minute", "mins", "min"), 1.0),
            **dict.fromkeys(("hours", "hour", "hrs", "hr", "h"), 60.0),
        },
        "a_day": {},
        "a_week": {},
    }
)

_INCHES = r"\d{1,2}(?:[.,]\d+)?(?:\s+\d/\d)?"
_FEET = re.compile(
    rf"^(?P<feet>\d)\s*(?:'|\u2032|\u2019|ft\.?|feet|foot)\s*(?:(?P<inches>{_INCHES})\s*(?:\"|\u2033|\u201d|''|in\.?|inches)?)?$"
)
_FEET_BY_A_BLANK = re.compile(rf"^(?P<feet>[3-8])\s+(?P<inches>{_INCHES})$")
_STONE = re.compile(r"^(?P<stone>\d{1,2})\s*(?:st|stone)\s*(?P<pounds>\d{1,2}(?:[.,]\d+)?)\s*(?:lb|lbs)?$")


def density_unit(text: str) -> str:
    """A unit of bone density as reports print it, spelled one way: areal as "g/cm2", in volume as "mg/cm3".

    >>> [density_unit(unit) for unit in ("gms/cm2", "gm/cm\u00b2", "g/cm^2", "gm/sq-cm", "g/sq cm", "mg/cc")]
    ['g/cm2', 'g/cm2', 'g/cm2', 'g/cm2', 'g/cm2', 'mg/cm3']
    """
    plain = re.sub(r"[\s.^]", "", text.casefold().replace("\u00b2", "2").replace("\u00b3", "3"))
    plain = plain.replace("per", "/")
    plain = re.sub(r"(?:sq|square)-?cm|cm-?sq(?:uared)?", "cm2", plain)
    plain = re.sub(
        r"(?:cu|cubic)-?cm|cm-?cubed|/(?:ccm|cc|ml)\b", lambda found: "/cm3" if "/" in found[0] else "cm3", plain
    )
    return re.sub(r"^(m?)(?:gms?|gs|grams?|gr)(?=/)", r"\1g", plain)


def read_feet_and_inches(text: str) -> float | None:
    """Centimetres from "5 ft 4 in", "5'4" or the like; None if `text` is not of that form.

    >>> round(read_feet_and_inches("5'4\\""), 2)
    162.56
    >>> read_feet_and_inches("5 ft 4 1/2 in") == read_feet_and_inches("5 4\u00bd") == 64.5 * 2.54
    True
    """
    plain = _spelled(text).strip().casefold()
    found = _FEET.match(plain) or _FEET_BY_A_BLANK.match(plain)
    typed = read_number(found["inches"] or "0", fractions=True) if found else None
    if not found or typed is None or typed.value >= 12:  # 5 ft 14 in is a slip of the finger
        return None
    inches = typed.value
    return (int(found["feet"]) * 12 + inches) * CM_PER_INCH


def read_stone_and_pounds(text: str) -> float | None:
    """Kilograms from "10 st 4 lb"; None if `text` is not of that form.

    >>> round(read_stone_and_pounds("10 st 4 lb"), 2)
    65.32
    """
    found = _STONE.match(text.strip().casefold())
    pounds = float(found["pounds"].replace(",", ".")) if found else 0.0
    if not found or pounds >= 14:
        return None
    return (int(found["stone"]) * 14 + pounds) * KG_PER_POUND


def plain_number(x: float) -> str:
    """`x` with no needless zeros: 162.0 as "162", 65.3 as "65.3"."""
    return f"{x:.3f}".rstrip("0").rstrip(".")
