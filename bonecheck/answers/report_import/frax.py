"""Finds the two results of FRAX as they are printed; no other score, and no limit of treatment."""

import re

from bonecheck.answers.report_import.lexicon import Phrase
from bonecheck.answers.report_import.roles import Roles
from bonecheck.answers.report_import.sentences import sentences
from bonecheck.answers.report_import.tokens import Number, Tokens

_NEAR = 6  # lines above or below in which the word FRAX stands


def read_frax(pieces: list[Tokens]) -> tuple[float | None, float | None]:
    """Chance of a major fracture, and of a broken hip [percent in 10 years]; None where two differ."""
    major: set[float] = set()
    hip: set[float] = set()
    named = {at for at, tokens in enumerate(pieces) if tokens.has("head", "frax")}
    near = {at + by for at in named for by in range(-_NEAR, _NEAR + 1)}
    for at, tokens in enumerate(pieces):
        if at in near:
            for sentence in sentences(tokens.text):
                _read_sentence(Tokens(sentence), major, hip, is_named=at in named)
    return _only(major), _only(hip)


def _only(found: set[float]) -> float | None:
    return next(iter(found)) if len(found) == 1 else None


def _read_sentence(tokens: Tokens, major: set[float], hip: set[float], *, is_named: bool) -> None:
    bounds = Roles(tokens).bounds
    if tokens.has("marks", "not_the_bone", "prior"):
        return
    for number in tokens.numbers:
        if not tokens.is_percent(number) or number.start in bounds or number.signed or number.torn or number.size > 100:
            continue
        kind = _kind(tokens, number)
        if kind == "major":
            major.add(number.size)
        elif kind == "hip" and (is_named or major or _is_of_a_fracture(tokens, number)):
            hip.add(number.size)


def _is_of_a_fracture(tokens: Tokens, number: Number) -> bool:
    """Whether more than the word "hip" stands before a number."""
    names = [p for p in tokens.phrases if p.end <= number.start and p.is_any("head", "hip_fracture")]
    return bool(names) and not names[-1].names("places")


def _kind(tokens: Tokens, number: Number) -> str:
    """Which of the two: by the words right behind the number, "1.3% for a hip fracture", else by the last before it."""
    text = tokens.folded
    behind = next((p for p in tokens.phrases if p.start >= number.end and _names(p)), None)
    if behind is not None:
        gap = text[number.end : behind.start]
        if re.fullmatch(
            r"\s*%\s*(?:for|fur|para|pour|per|risk of|chance of|de|di|of|probability of)(?: an?| the| una| une| eine?n?)?(?: \w+)?\s*",
            gap,
        ):
            return _names(behind)
    before = [p for p in tokens.phrases if p.end <= number.start and _names(p)]
    if not before:
        return ""
    if any(before[-1].end <= n.start < number.start and tokens.is_percent(n) for n in tokens.numbers):
        return ""
    return _names(before[-1])


def _names(phrase: Phrase) -> str:
    if phrase.is_any("head", "major_fracture"):
        return "major"
    return "hip" if phrase.is_any("head", "hip_fracture") else ""
