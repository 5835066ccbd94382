"""What we ask, who is asked, and how a typed answer is read. The questions stand in `data/questions.toml`.

How a question is worded is the matter of `words/questions.py`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import inf
from types import MappingProxyType
from typing import Any

from bonecheck.answers.dxa_report import MOST_EARLIER
from bonecheck.evidence import entries as evidence
from bonecheck.evidence.library import document, entries, table, threshold

# What a person has answered so far, by question key: a number in the stored unit, the value of a choice,
# the values of a tick list, an ISO date, or text that could not be read yet and so is kept as typed.
RawAnswer = str | float | int | list[str]
Answers = Mapping[str, RawAnswer]

NOT_KNOWN = "not_known"
NONE_OF_THESE = "none"

EARLIER_SCANS = "earlier_scans"  # the part of the questions on scans before this one, asked outside of the check
_EARLIER = re.compile(r"earlier\.([1-9]\d?)\.(.+)")

_WORDS = {"label", "why", "advice", "changes", "placed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; see the head of `questions.toml` for the fields."""

    key: str
    part: str
    kind: str
    unit: str = ""
    quantity: str = ""
    lowest: float | None = None
    highest: float | None = None
    signed: bool = False
    options: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    items: str = ""
    quiet: bool = False
    opens: tuple[str, ...] = ()
    usual: str = ""
    asked_if: tuple[Mapping[str, Any], ...] = ({},)

    def applies(self, answers: Answers) -> bool:
        """Whether to ask, given the answers so far; not if it follows from a question that is not asked."""
        if self.asked_if == ({},):
            return True
        return any(
            all(questions()[key].applies(answers) and _holds(rule, answers.get(key)) for key, rule in rules.items())
            for rules in self.asked_if
        )

    @property
    def last_options(self) -> tuple[str, ...]:
        """The options that stand in no group, such as "none of these"."""
        return tuple(option for option in self.options if not any(option in group for group in self.groups))

    @property
    def item_keys(self) -> tuple[str, ...]:
        """For a `counts` question: each item to count."""
        return _item_keys(self.items) if self.items else ()


@cache
def _item_keys(items: str) -> tuple[str, ...]:
    return tuple(row["item"] for row in table(items))


def _holds(rule: Any, answer: RawAnswer | None) -> bool:
    if isinstance(rule, list):
        return any(item in rule for item in answer) if isinstance(answer, list) else answer in rule
    if not isinstance(answer, (int, float)):
        return True
    if "at_least" in rule or "below" in rule:
        return bool(rule.get("at_least", -inf) <= answer < rule.get("below", inf))
    return not threshold(rule["short_of"]).is_met_by(answer)


@cache
def questions() -> Mapping[str, Question]:
    """Every question by its key, in the order they are asked."""
    entries(evidence.Question)  # refuses what is broken
    return MappingProxyType({key: _question(key, entry) for key, entry in document("questions.toml").items()})


def _question(key: str, entry: Mapping[str, Any]) -> Question:
    rules = {name: value for name, value in entry.items() if name not in _WORDS}
    asked_if = entry.get("asked_if", {})
    options = tuple(option for option, _ in entry.get("options", ()))
    alternatives = tuple(asked_if) if isinstance(asked_if, list) else (asked_if,)
    groups = tuple(tuple(items) for _, items in entry.get("groups", ()))
    opens = tuple(entry.get("opens", ()))
    return Question(
        key=key, **{**rules, "options": options, "groups": groups, "opens": opens, "asked_if": alternatives}
    )


def of_earlier(answer_key: str) -> tuple[int, str]:
    """The number of the earlier scan that an answer key belongs to, and its key there; 0 for a key of any other kind.

    >>> of_earlier("earlier.2.total_hip.t_score"), of_earlier("total_hip.t_score")
    ((2, 'total_hip.t_score'), (0, 'total_hip.t_score'))
    """
    found = _EARLIER.fullmatch(answer_key)
    if found is None or int(found[1]) > MOST_EARLIER:
        return 0, answer_key
    return int(found[1]), found[2]


def question_of(answer_key: str) -> Question:
    """The question behind an answer key; keys of scan sites and counted items have two parts, of earlier scans two more.

    "femoral_neck_left.t_score" belongs to `t_score`, "drinks_per_week.beer" to `drinks_per_week`, and
    "earlier.1.scan_date" to `scan_date`, which is then asked where earlier scans are.
    """
    number, inner = of_earlier(answer_key)
    if number:
        return replace(question_of(inner), part=EARLIER_SCANS)
    first, _, second = answer_key.partition(".")
    known = questions()
    if not second:
        return known[first]
    if first in known and known[first].kind == "counts":
        if second not in known[first].item_keys:
            raise KeyError(answer_key)
        return known[first]
    if first not in known["scan_regions"].options:
        raise KeyError(answer_key)
    return known[second]
