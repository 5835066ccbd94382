"""What one piece of a report says of one place: the shared step between every layout and the rows that come out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bonecheck.answers.report_import.found import FoundDate, NotUnderstood, Origin, Reason
from bonecheck.answers.report_import.mentions import Mention
from bonecheck.answers.report_import.tokens import Number

BMD, T, Z, CHANGE, YOUNG, AGE = (
    "bmd_g_cm2",
    "t_score",
    "z_score",
    "percent_change",
    "percent_of_young",
    "percent_of_age",
)
LIMITS = {BMD: (0.2, 2.2), T: (-8.0, 8.0), Z: (-8.0, 8.0), CHANGE: (-40.0, 40.0), YOUNG: (20, 200), AGE: (20, 250)}
_LONGEST_SNIPPET = 160


@dataclass(slots=True)
class Claim:
    """Numbers of one place, as one piece of text gives them."""

    place: Mention | None
    values: dict[str, float]
    origin: Origin
    prior: bool = False
    when: FoundDate | None = None
    from_table: bool = False
    loose: bool = False  # of an earlier scan only if another piece is of the present one
    weak: bool = False  # from the history or the reason for the scan: counts only where nothing else is found
    of_other: bool = False  # it may be of another person
    said: str = ""  # what the words right behind it say: "low" or "normal"
    unsigned: set[str] = field(default_factory=set)  # scores above zero with neither a sign nor a word for one
    whole: set[str] = field(default_factory=set)  # scores without a decimal

    def note_print(self, kind: str, value: float, decimals: int, *, is_signed: bool) -> None:
        """Notes what the print of a score leaves open."""
        if kind in {T, Z}:
            if value > 0 and not is_signed:
                self.unsigned.add(kind)
            if not decimals:
                self.whole.add(kind)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a sentence without numbers says of a place, or of all: "low" bone density, "osteoporosis" or "normal"."""

    place: Mention | None
    said: str


@dataclass(slots=True)
class Ledger:
    """All claims of a report, and what was left out."""

    claims: list[Claim] = field(default_factory=list)
    left_out: list[NotUnderstood] = field(default_factory=list)
    conclusions: list[Conclusion] = field(default_factory=list)

    def leave_out(self, reason: Reason, origin: Origin) -> None:
        """Notes a piece that looks like a result and is not read."""
        self.left_out.append(NotUnderstood(reason=reason, origin=origin))


def snippet(text: str, longest: int = _LONGEST_SNIPPET) -> str:
    """A piece of text on one line, short enough to be shown beside a number; every number in it is kept."""
    plain = " ".join(text.replace("|", " ").split())
    for before in (30, 20, 12, 6, 0):
        if len(plain) <= longest:
            break
        plain = _around_numbers(plain, before)
    return plain[:longest]


def _around_numbers(text: str, before: int) -> str:
    """The numbers of a text with their signs, each with a few words before it, and how the text begins."""
    kept: list[tuple[int, int]] = [(0, before)]
    for number in re.finditer(r"[^\s\w]?\s?\d[\d.,]*", text):
        start = max(0, number.start() - before)
        blank = text.find(" ", start, number.start())
        start = blank + 1 if start and blank >= 0 else start
        if start <= kept[-1][1] + 3:
            kept[-1] = (kept[-1][0], number.end())
        else:
            kept.append((start, number.end()))
    return " \u2026 ".join(text[start:end].strip(" \u2026") for start, end in kept if end > start)


def joined_snippet(pieces: Iterable[str]) -> str:
    """Pieces that stand on lines of their own, as one."""
    return snippet(" \u2026 ".join(piece.strip() for piece in pieces if piece.strip()))


def joined_origin(origins: list[Origin]) -> Origin:
    """All pieces that a row was read from, as one that begins where the first does."""
    first, *others = dict.fromkeys(origins)
    text = first.text
    for each in others:
        if each.text not in text:
            is_same_line = (each.page, each.line) == (first.page, first.line)
            text += (". " if is_same_line else " \u2026 ") + each.text
    return replace(first, text=snippet(text))


def is_plausible(kind: str, value: float, decimals: int) -> bool:
    """Whether a number can be of this kind: in range, and printed as such numbers are."""
    low, high = LIMITS[kind]
    if not low <= value <= high:
        return False
    if kind == BMD:
        return decimals >= 2
    return decimals <= 2 if kind in {T, Z, CHANGE} else decimals <= 1


def is_of_kind(kind: str, number: Number) -> bool:
    """Whether a number in a column can be of its kind: its sign is sure, and it is printed as such numbers are."""
    if (
        number.torn
        or (number.sign is None and (number.signed or kind in {T, Z, CHANGE}))
        or (kind in {BMD, YOUNG, AGE} and number.signed)
    ):
        return False
    if kind in {T, Z} and not number.decimals and not (number.signed or number.size == 0):
        return False
    return is_plausible(kind, number.value, number.decimals)
