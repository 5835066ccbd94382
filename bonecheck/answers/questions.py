"""What we ask, who is asked, and how a typed answer is read. The questions stand in `data/questions.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import inf
from types import MappingProxyType
from typing import Any

from bonecheck.evidence import entries as evidence
from bonecheck.evidence.library import document, entries, table, threshold

# What a person has answered so far, by question key: a number in the stored unit, the value of a choice,
# the values of a tick list, an ISO date, or text that could not be read yet and so is kept as typed.
RawAnswer = str | float | int | list[str]
Answers = Mapping[str, RawAnswer]

NOT_KNOWN = "not_known"
NONE_OF_THESE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; see the head of `questions.toml` for the fields."""

    key: str
    part: str
    kind: str
    label: str
    why: str
    unit: str = ""
    quantity: str = ""
    lowest: float | None = None
    highest: float | None = None
    signed: bool = False
    advice: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    items: str = ""
    asked_if: Mapping[str, Any] = field(default_factory=dict)

    def applies(self, answers: Answers) -> bool:
        """Whether to ask, given the answers so far; not if it follows from a question that is not asked."""
        return all(
            questions()[key].applies(answers) and _holds(rule, answers.get(key)) for key, rule in self.asked_if.items()
        )

    @property
    def item_labels(self) -> Mapping[str, str]:
        """For a `counts` question: the label of each item to count."""
        return _item_labels(self.items) if self.items else {}


@cache
def _item_labels(items: str) -> Mapping[str, str]:
    return MappingProxyType({row["item"]: row["label"] for row in table(items)})


def _holds(rule: Any, answer: RawAnswer | None) -> bool:
    if isinstance(rule, list):
        return answer in rule
    if not isinstance(answer, (int, float)):
        return True
    if "at_least" in rule or "below" in rule:
        return bool(rule.get("at_least", -inf) <= answer < rule.get("below", inf))
    return not threshold(rule["short_of"]).is_met_by(answer)


@cache
def questions() -> Mapping[str, Question]:
    """Every question by its key, in the order they are asked."""
    entries(evidence.Question)  # refuses what is broken
    return MappingProxyType(
        {
            key: Question(key=key, **{**entry, "options": MappingProxyType(dict(entry.get("options", [])))})
            for key, entry in document("questions.toml").items()
        }
    )


def question_of(answer_key: str) -> Question:
    """The question behind an answer key; keys of scan sites and counted items have two parts.

    "femoral_neck_left.t_score" belongs to `t_score`, "drinks_per_week.beer" to `drinks_per_week`.
    """
    first, _, second = answer_key.partition(".")
    known = questions()
    if not second:
        return known[first]
    if first in known and known[first].kind == "counts":
        if second not in known[first].item_labels:
            raise KeyError(answer_key)
        return known[first]
    if first not in known["scan_regions"].options:
        raise KeyError(answer_key)
    return known[second]
