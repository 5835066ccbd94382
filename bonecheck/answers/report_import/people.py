"""Whose numbers they are: a relative's are not those of the patient, and a text may hold two patients."""

import re

from bonecheck.answers.report_import.grid import Line
from bonecheck.answers.report_import.head import role_of_date
from bonecheck.answers.report_import.lexicon import holds_a_word
from bonecheck.answers.report_import.tokens import Tokens
from bonecheck.evidence.library import whole
from bonecheck.evidence.report_words import ReportWords

_LONGEST_HEADING = 60
_NUMBERED = r"\b({})\s*(?:nr\.?|no\.?|#)?\s*([a-d]|[1-9])\s*[:：)\-]"
_NO_NAME = re.compile(r"\[[^\]]*\]|\b(?:x+|removed|redacted|anonymi[sz]ed|anonym)\b")


def names_a_relative(tokens: Tokens) -> bool:
    """Whether a piece of text speaks of a mother, a brother and so on."""
    return holds_a_word(tokens.folded, whole(ReportWords).alone["family"])


def speaks_of_bone(tokens: Tokens) -> bool:
    """Whether it speaks of a bone scan or of its result."""
    return tokens.has("marks", "low", "dxa") or tokens.has("measures", "bmd", "t_score", "z_score")


def is_heading_of_a_relative(line: Line) -> bool:
    """ "Mother's DXA:", with the numbers below it."""
    tokens = line.tokens
    if len(line.text) > _LONGEST_HEADING or tokens.numbers or not names_a_relative(tokens):
        return False
    return speaks_of_bone(tokens) and not tokens.has("marks", "low") and not line.text.rstrip().endswith(".")


def goes_back_to_the_patient(tokens: Tokens) -> bool:
    """Whether a piece of text names the patient, the present scan, or a section of the report."""
    first = tokens.phrases[:1]
    return (
        tokens.has("head", "person")
        or tokens.has("marks", "present")
        or any(p.is_any("marks", "section") for p in first)
        or holds_a_word(tokens.folded, whole(ReportWords).alone["own"])
    )


def are_two(lines: list[Line]) -> bool:
    """Whether a text names two patients: by a letter or number, by their names, or by their birth dates.

    No name and no birth date goes any further.
    """
    text = "\n".join(line.tokens.folded for line in lines)
    persons = "|".join(map(re.escape, whole(ReportWords).alone["patient"]))
    if len({match[2] for match in re.finditer(_NUMBERED.format(persons), text)}) > 1:
        return True
    names = [name for line in lines for name in _names(line)]
    if any(one.isdisjoint(other) for one in names for other in names):
        return True
    born = [w for line in lines for w in line.tokens.dates if role_of_date(line.tokens, w) == "birth"]
    return any(not {a.date, a.other} & ({b.date, b.other} - {None}) for a in born for b in born)


def _names(line: Line) -> list[set[str]]:
    """The words behind each label of a name."""
    labels = "|".join(map(re.escape, whole(ReportWords).alone["name"]))
    found = []
    for match in re.finditer(rf"(?:^|[|\t;]|\s{{2,}})\s*(?:{labels})\s*[:：]([^|\t;\n]*)", line.tokens.folded):
        value = re.split(r"\s{2,}|\d|[:：(]", _NO_NAME.sub(" ", match[1]))[0]
        known = {value[p.start : p.end] for p in Tokens(value).phrases}
        words = {word for word in re.findall(r"[^\W\d_]{2,}", value)} - {w for each in known for w in each.split()}
        if words:
            found.append(words)
    return found
