"""What the head of a column says that its numbers are."""

import re
from dataclasses import dataclass

from bonecheck.answers.report_import.claims import AGE, BMD, CHANGE, YOUNG, T, Z
from bonecheck.answers.report_import.found import FoundDate
from bonecheck.answers.report_import.tokens import Tokens

PLACE, DATE, YEARS, VALUE, SCORE, NOTHING = "place", "date", "years", "value", "score", ""
_RESULTS = {"bmd", "t_score", "z_score", "t_letter", "z_letter"}
READ = {BMD, T, Z, CHANGE, YOUNG, AGE}


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `prior` where its numbers are of an earlier scan."""

    kind: str
    prior: bool = False
    when: FoundDate | None = None
    is_label: bool = True  # it has a head that we know


def column(text: str) -> Column:
    """The column under a head."""
    tokens = Tokens(text)
    names, marks = tokens.names("measures"), tokens.names("marks")
    prior = bool(marks & {"prior", "comparison_section"})
    when = tokens.dates[0].date if tokens.dates else None
    kind, known = _kind(names, tokens.folded, marks), bool(names)
    results = [phrase for phrase in tokens.phrases if phrase.is_any("measures", *_RESULTS)]
    has_two = len(results) > 1 and (prior or len(names & _RESULTS) > 1)
    if has_two or (kind == CHANGE and names & (_RESULTS - {"bmd"})):  # two heads whose gap is lost
        kind = NOTHING
    if kind in {CHANGE, NOTHING, PLACE, DATE}:
        prior, when = False, None
    return Column(kind, prior, when, known)


def is_one_head(text: str) -> bool:
    """Whether a head is surely that of one column: one word for what it holds, and no word that we do not know."""
    tokens = Tokens(text)
    named = [p for p in tokens.phrases if p.names("measures") - {"since_previous"} or p.is_any("marks", "not_the_bone")]
    return len(named) == 1 and re.search(r"[^\W\d_]", tokens.besides(tokens.phrases)) is None


def _kind(names: set[str], folded: str, marks: set[str]) -> str:
    if "not_the_bone" in marks:  # another measure, or its T-score
        return NOTHING
    if "change" in names or ("since_previous" in names and "%" in folded and not names & {"t_score", "z_score", "bmd"}):
        if "since_first" in names or "per_year" in names:
            return NOTHING
        in_grams = re.search(r"g/cm2|gm/cm2", folded) is not None and "%" not in folded
        return "change_in_grams" if in_grams else CHANGE
    if "since_first" in names or "reference" in names:
        return NOTHING
    if "t_score" in names or re.fullmatch(r"t\s*-?", folded.strip()):
        return T
    if "z_score" in names or re.fullmatch(r"z\s*-?", folded.strip()):
        return Z
    if "percent_age" in names:
        return AGE
    if "percent_young" in names:
        return YOUNG
    if "other" in names:
        return NOTHING
    if "bmd" in names or re.fullmatch(r"\(?\s*(?:g|gm)/cm2\s*\)?", folded.strip()):
        return BMD
    if "place" in names:
        return PLACE
    if "date" in names:
        return DATE
    if "age" in names:
        return YEARS
    if folded.strip(" -") == "score":  # its letter is lost
        return SCORE
    return VALUE if "value" in names else NOTHING


def with_percent_named(columns: list[Column], heads: list[str]) -> list[Column]:
    """A bare "(%)" beside a score is percent of that score's mean: before it at one maker, behind it at another."""
    found = list(columns)
    for at, (column_, head) in enumerate(zip(columns, heads, strict=True)):
        if column_.kind == NOTHING and re.fullmatch(r"\(?\s*%\s*\)?", head.strip()):
            after = columns[at + 1].kind if at + 1 < len(columns) else NOTHING
            found[at] = Column({T: YOUNG, Z: AGE}.get(after, NOTHING))
    return found
