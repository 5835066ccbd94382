"""Several scans in one text, each below a line with its date: which rows are of which day."""

import re
from datetime import date

from bonecheck.answers.report_import.claims import Claim
from bonecheck.answers.report_import.found import FoundDate
from bonecheck.answers.report_import.grid import Line
from bonecheck.answers.report_import.head import role_of_date
from bonecheck.answers.report_import.lexicon import holds_a_word
from bonecheck.evidence.library import whole
from bonecheck.evidence.report_words import ReportWords

_LONGEST_HEAD = 80
_ONE_VISIT_DAYS = 60  # two days so near may be those of the scan and of its report


def date_the_blocks(lines: list[Line], claims: list[Claim]) -> None:
    """Gives each claim the day of the block it stands in, where results stand below at least two different days."""
    heads = [((line.page, line.number), when) for line in lines if (when := _day_of_block(line)) is not None]
    if len({when for _, when in heads}) < 2:
        return
    found = [(claim, _above(claim, heads)) for claim in claims if claim.when is None and not claim.prior]
    days = {when for _, when in found if when is not None}
    if len(days) < 2:
        return
    newest = max(days, key=lambda when: when.iso)
    for claim, when in found:
        if when is None or (when != newest and _is_near(when, newest)):
            claim.loose = True
        else:
            claim.when = when


def _above(claim: Claim, heads: list[tuple[tuple[int, int], FoundDate]]) -> FoundDate | None:
    place = (claim.origin.page, claim.origin.line)
    return next((when for at, when in reversed(heads) if at <= place), None)


def _is_near(one: FoundDate, other: FoundDate) -> bool:
    first, second = (date(each.year, each.month or 1, each.day or 1) for each in (one, other))
    is_rough = one.month is None or other.month is None
    return one.year == other.year if is_rough else abs((first - second).days) < _ONE_VISIT_DAYS


def _day_of_block(line: Line) -> FoundDate | None:
    """The date of a line that is the head of a scan: "Scan of 3 April 2020", "DXA 2020-04-03", or a date alone."""
    if line.is_blank or len(line.text) > _LONGEST_HEAD or not any(char.isdigit() for char in line.text):
        return None
    tokens = line.tokens
    if len(tokens.dates) != 1 or any(number.decimals for number in tokens.numbers):
        return None
    if tokens.has("marks", "prior", "comparison_section", "history_section") or tokens.has("head", "other_date"):
        return None
    when = tokens.dates[0]
    rest = f"{tokens.folded[: when.start]} {tokens.folded[when.end :]}"
    is_alone = re.search(r"[^\W\d_]{2,}", rest.replace("am", "").replace("pm", "")) is None and not tokens.phrases
    names_a_scan = holds_a_word(tokens.folded, whole(ReportWords).alone["scan"])
    return when.date if is_alone or names_a_scan or role_of_date(tokens, when) in {"scan", "loose"} else None
