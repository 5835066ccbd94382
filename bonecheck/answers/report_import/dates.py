"""Finds days, months and years in a text, and says where day and month may be swapped."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from bonecheck.answers.report_import.found import FoundDate
from bonecheck.evidence.library import whole
from bonecheck.evidence.report_words import ReportWords

_ISO = re.compile(r"(?<![\d./-])(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)")
_CJK = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*年\s*(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*日?)?")
_TWO_FIRST = re.compile(
    r"(?<![\d./-])(?P<a>\d{1,2})(?P<s>[-/.])\s?(?P<b>\d{1,2})(?P=s)\s?(?P<y>(?:19|20)\d\d|\d\d)(?![\d%]|[./-]\d)"
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?:\d{4}|\d{6})?(?!\d)")
_MONTH_YEAR = re.compile(r"(?<![\d./-])(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)(?![\d/])")
_YEAR_MONTH = re.compile(r"(?<![\d./-])(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\d-])")
_YEAR = re.compile(r"(?<![\w.,/+-])(?P<y>(?:19|20)\d\d)(?![\w,%-]|[./]\d)")


@cache
def _named_month() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, int]]:
    months = {word: int(number) for number, words in whole(ReportWords).months.items() for word in words}
    names = "|".join(sorted(months, key=len, reverse=True))
    of = r"(?:de |of |di |del |d')?"
    day_first = re.compile(
        rf"(?<![\w.,])(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|°)?[.]?[\s-]*{of})?\b(?P<m>{names})\b[.,]?[\s-]*{of}(?P<y>(?:19|20)\d\d|(?<=-)\d\d)(?!\d)"
    )
    month_first = re.compile(
        rf"\b(?P<m>{names})\b[.]?\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[,\s]\s*(?P<y>(?:19|20)\d\d)(?!\d)"
    )
    return day_first, month_first, months


@dataclass(frozen=True, slots=True)
class DateInText:
    """A date where it stands; `other` is what it is if day and month are swapped."""

    start: int
    end: int
    date: FoundDate
    other: FoundDate | None = None


def dates(folded: str) -> list[DateInText]:
    """Every date of a folded text, in order; none within another."""
    if not any(char.isdigit() for char in folded):
        return []
    found: list[DateInText] = []
    taken: set[int] = set()

    def keep(match: re.Match[str], when: FoundDate | None, other: FoundDate | None = None) -> None:
        if when is not None and taken.isdisjoint(range(*match.span())):
            taken.update(range(*match.span()))
            found.append(DateInText(match.start(), match.end(), when, other))

    day_first, month_first, months = _named_month()
    for match in month_first.finditer(folded):
        keep(match, _day(match["y"], months[match["m"]], match["d"]))
    for match in day_first.finditer(folded):
        keep(match, _day(match["y"], months[match["m"]], match["d"]))
    for pattern in (_ISO, _CJK, _COMPACT):
        for match in pattern.finditer(folded):
            keep(match, _day(match["y"], match["m"], match["d"]))
    order = day_month_order(folded)
    for match in _TWO_FIRST.finditer(folded):
        day_month = _day(match["y"], match["b"], match["a"])
        month_day = _day(match["y"], match["a"], match["b"])
        if match["s"] == ".":
            month_day = None if day_month else month_day
        first, second = (month_day, day_month) if order.startswith("month") else (day_month, month_day)
        first, second = (first, second) if first else (second, None)
        sure = order in {"day", "month_sure"} or first == second
        keep(match, first, None if sure else second)
    for pattern in (_MONTH_YEAR, _YEAR_MONTH):
        for match in pattern.finditer(folded):
            keep(match, _day(match["y"], match["m"], None))
    for match in _YEAR.finditer(folded):
        keep(match, _day(match["y"], None, None))
    return sorted(found, key=lambda date_: date_.start)


def day_month_order(folded: str) -> str:
    """Which of two numbers is the month, by a date of the same text that leaves no choice, or by its decimal commas."""
    months_first = any(int(m["b"]) > 12 >= int(m["a"]) for m in _TWO_FIRST.finditer(folded) if m["s"] != ".")
    days_first = any(int(m["a"]) > 12 >= int(m["b"]) for m in _TWO_FIRST.finditer(folded) if m["s"] != ".")
    if months_first != days_first:
        return "day" if days_first else "month_sure"
    commas = len(re.findall(r"\d,\d{1,3}(?!\d)", folded))
    return "day" if commas > len(re.findall(r"\d\.\d{1,3}(?![\d.])", folded)) else "month"


def _day(year: str, month: str | int | None, day: str | None) -> FoundDate | None:
    y = int(year)
    if y < 100:
        y += 2000 if y < 70 else 1900
    if y not in range(1900, 2100):
        return None
    if month is None:
        return FoundDate(year=y)
    if int(month) not in range(1, 13):
        return None
    if day is None:
        return FoundDate(year=y, month=int(month))
    try:
        date(y, int(month), int(day))
    except ValueError:
        return None
    return FoundDate(year=y, month=int(month), day=int(day))


def iso_date(text: str) -> FoundDate | None:
    """The date at the head of an ISO or HL7 time, such as 2024-05-14T09:00 or 20240514090000."""
    match = re.match(r"\s*((?:19|20)\d\d)(?:-?(\d\d))?(?:-?(\d\d))?", text)
    return _day(match[1], match[2], match[3]) if match else None


def years_between(birth: FoundDate, scan: FoundDate) -> int | None:
    """Full years from a birth to a scan, where both days are known."""
    born, scanned = birth.as_day, scan.as_day
    if born is None or scanned is None or scanned < born:
        return None
    return whole_years(born, scanned)


def whole_years(first: date, last: date) -> int:
    """Full years from one day to a later one."""
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))
