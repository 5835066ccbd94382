"""What we ask, who is asked, and how a typed answer is read. The questions stand in `data/questions.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import inf
from types import MappingProxyType
from typing import Any

from bonecheck.errors import EvidenceError
from bonecheck.evidence.library import document, table, threshold, thresholds

# What a person has answered so far, by question key: a number in the stored unit, the value of a choice,
# the values of a tick list, an ISO date, or text that could not be read yet and so is kept as typed.
RawAnswer = str | float | int | list[str]
Answers = Mapping[str, RawAnswer]

_KINDS = {"whole_number", "number", "choice", "choices", "counts", "date"}
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
    found = {}
    for key, entry in document("questions.toml").items():
        entry = dict(entry)
        entry["options"] = MappingProxyType(dict(entry.get("options", [])))
        try:
            question = Question(key=key, **entry)
        except TypeError as error:
            raise EvidenceError(f"questions.toml: [{key}] {error}") from error
        if question.kind not in _KINDS:
            raise EvidenceError(
                f"questions.toml: [{key}] is of kind '{question.kind}', which is not one of {sorted(_KINDS)}"
            )
        for rule in question.asked_if.values():
            if isinstance(rule, dict) and "short_of" in rule and rule["short_of"] not in thresholds():
                raise EvidenceError(
                    f"questions.toml: [{key}] names the threshold '{rule['short_of']}', which is not there"
                )
        found[key] = question
    return MappingProxyType(found)


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
