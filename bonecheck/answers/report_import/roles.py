"""What each number of a sentence measures, and which numbers are limits, ranges, or of an earlier scan."""

import re
from dataclasses import dataclass
from itertools import pairwise

from bonecheck.answers.report_import.claims import AGE, BMD, CHANGE, YOUNG, T, Z, is_plausible
from bonecheck.answers.report_import.found import Reason
from bonecheck.answers.report_import.lexicon import Phrase
from bonecheck.answers.report_import.tokens import Number, Tokens

_COMPARED = re.compile(r"(?:[<>≤≥＜＞]\s*=?|=\s*<|⩽|⩾)\s*$")
_COMPARES = re.compile(r"^ ?(?:sd|ds|de|et|s\.d\.)? ?[<>≤≥＜＞]")  # not behind a wide gap: a range has its own column
_ARROWS = {"→", "->", "➔", "=>", "⇒"}
_SOFT = re.compile(r"[\s()\[\]:=,*'\"+~/]*")
_LABELS = {"bmd": BMD, "t_score": T, "z_score": Z, "t_letter": T, "z_letter": Z}
_NOT_LABELS = ("other", "percent_young", "percent_age", "age", "reference", "change")


@dataclass(slots=True)
class Role:
    """One number with what it is; `kind` is empty where it is nothing that is read."""

    number: Number
    kind: str = ""
    value: float = 0.0
    prior: bool = False
    bare: bool = False  # no word says what it is
    is_signed: bool = False  # a sign stands before it, or words behind it say which it has
    problem: Reason | None = None


def place_follows(tokens: Tokens, number: Number) -> bool:
    """Whether a place stands behind a number, before the next number."""
    after = [p for p in tokens.phrases if p.start >= number.end and (p.names("places") or p.names("sides"))]
    following = next((n for n in tokens.numbers if n.start >= number.end), None)
    starts = [p.start for p in after] + [span.start for span in tokens.spans if span.start >= number.end]
    return bool(starts) and (following is None or min(starts) < following.start)


class Roles:
    """The numbers of one sentence."""

    def __init__(self, tokens: Tokens, *, dash_parts: bool = False) -> None:
        self.tokens = tokens
        self.dash_parts = dash_parts  # this report puts dashes between a word and its number
        self.bounds = self._bounds()
        self.all = [self._role(number) for number in tokens.numbers]
        self._leave_out_rows_of_numbers()

    def _before(self, number: Number, size: int = 60) -> str:
        return self.tokens.folded[max(0, number.start - size) : number.start]

    def _after(self, number: Number, size: int = 60) -> str:
        return self.tokens.folded[number.end : number.end + size]

    # ------------------------------------------------------------ limits and ranges

    def _bounds(self) -> set[int]:
        """Starts of all numbers that are limits or ends of a range, not results."""
        found: set[int] = set()
        numbers = self.tokens.numbers
        for number in numbers:
            if _COMPARED.search(self._before(number, 6)) or _COMPARES.match(self._after(number, 10)):
                found.add(number.start)
            if self._has_limit_words(number):
                found.add(number.start)
        for one, other in pairwise(numbers):
            if self._is_range(one, other):
                found |= {one.start, other.start}
        return found

    def _has_limit_words(self, number: Number) -> bool:
        before = self.tokens.phrase_before(number.start)
        if before is not None and before.is_any("marks", "bound_before"):
            gap = self.tokens.folded[before.end : number.start]
            if not gap.strip(" :=(") and not before.is_any("signs", "connectors"):
                return True
        after = self.tokens.phrase_after(number.end)
        while after is not None and after.is_any("units", "sd"):
            after = self.tokens.phrase_after(after.end)
        if after is None or not after.is_any("marks", "bound_after"):
            return False
        return not re.sub(
            r"s\.?d\.?|[\s,)]|standard\s*deviations?|d[se]\b", "", self.tokens.folded[number.end : after.start]
        )

    def _is_range(self, one: Number, other: Number) -> bool:
        """ "-1.0 to -2.5", "18 - 25", "between -1 and -2.5"; not the two ends of a change."""
        gap = self.tokens.folded[one.end : other.start]
        if len(gap) > 14:
            return False
        known = self.tokens.between(one.end, other.start)
        between = [p for p in known if not p.is_any("units", "sd", "g_cm2")]
        rest = self.tokens.besides(known, one.end, other.start)
        if rest.strip() in _ARROWS:
            return True
        if rest.strip(" .%()") not in {"", "-", "–", "—", "−", "~", "..."}:
            return False
        if not between:
            return rest.strip(" .%") in {"-", "–", "—", "−", "~", "..."} or (other.spaced and not gap.strip())
        if between[-1].is_any("marks", "range_to") and not self.is_from_to(one, other):
            return True
        if between[-1].is_any("marks", "range_and"):
            before = self.tokens.phrase_before(one.start)
            while before is not None and before.is_any("units", "sd"):
                before = self.tokens.phrase_before(before.start)
            return before is not None and before.is_any("marks", "between") and before.end > one.start - 8
        return False

    def is_from_to(self, one: Number, other: Number) -> bool:
        """ "fell from -2.1 to -2.4": the first is the earlier one."""
        before = self.tokens.phrase_before(one.start)
        if before is None or not before.is_any("marks", "between") or before.is_any("marks", "bound_before"):
            return False
        moved = [p for p in self.tokens.phrases if p.end <= one.start and p.is_any("marks", "down", "up")]
        moved += [p for p in self.tokens.phrases if p.end <= one.start and p.is_any("measures", "change")]
        return bool(moved) and one.start - before.end <= 3

    # ------------------------------------------------------------ earlier scans

    def _is_prior(self, number: Number) -> bool:
        """Whether words say that it is of an earlier scan: before it in the same clause, or right behind it."""
        text = self.tokens.folded
        for phrase in reversed(self.tokens.phrases):
            if phrase.end > number.start:
                continue
            if phrase.is_any("marks", "present"):
                break
            if phrase.is_any("marks", "prior", "comparison_section") and not self._is_backward(phrase):
                gap = text[phrase.end : number.start]
                opened = text[: phrase.start].count("(") - text[: phrase.start].count(")")
                closed = gap.count(")") - gap.count("(")
                if closed <= 0 or opened <= 0:
                    return True
        after = self.tokens.phrase_after(number.end)
        while after is not None and (after.is_any("units", "sd", "g_cm2") or after.is_any("signs", "connectors")):
            after = self.tokens.phrase_after(after.end)
        if after is not None and after.is_any("marks", "prior", "comparison_section") and self._is_backward(after):
            gap = text[number.end : after.start]
            if len(gap) <= 12 and not re.search(r"[,;.]\s", gap):
                return True
        return self._has_a_year_behind(number)

    def _is_backward(self, phrase: Phrase) -> bool:
        """ "-2.3 previously": nothing follows in its clause that it could speak of."""
        rest = re.split(r"[;,)]|\.\s", self.tokens.folded[phrase.end :], maxsplit=1)[0]
        behind = phrase.end + len(rest)
        return not any(phrase.end <= n.start < behind for n in self.tokens.numbers) and any(
            n.end <= phrase.start and phrase.start - n.end <= 12 for n in self.tokens.numbers
        )

    def _has_a_year_behind(self, number: Number) -> bool:
        """ "-2.3 in 2021", "-2.3 (2021)", "-2.3 on 3 May 2021"."""
        for when in self.tokens.dates:
            if 0 <= when.start - number.end <= 18:
                gap = self.tokens.folded[number.end : when.start]
                if re.fullmatch(
                    r"\s*(?:sd|ds|g/cm2|%)?\s*[,(\[]?\s*(?:in|on|am|vom|im|en|el|em|le|du|del|nel|il|at)?\s*", gap
                ):
                    return True
        return False

    # ------------------------------------------------------------ what it measures

    def _role(self, number: Number) -> Role:
        role = Role(number, is_signed=number.signed)
        if number.start in self.bounds or self._is_of_something_else(number):
            return role
        if number.torn:
            role.problem = Reason.NUMBER_NOT_SURE if self._label(number) in {BMD, T, Z} else None
            return role
        role.prior = self._is_prior(number)
        numbers = self.tokens.numbers
        at = numbers.index(number)
        if at + 1 < len(numbers) and self.is_from_to(number, numbers[at + 1]):
            role.prior = True
        unit = self._unit(number)
        if unit == "percent":
            return self._percent(role)
        if unit == "volume":
            role.problem = Reason.OTHER_METHOD
            return role
        if unit == "other" or self._is_of_percent_words(role):
            return role
        label = self._label(number)
        if label == BMD and number.signed and not unit.endswith("cm2"):  # no bone density has a sign
            label = self._label_behind(number)
        if unit in {"g_cm2", "mg_cm2"}:
            return self._density(role, label, 1000 if unit == "mg_cm2" else 1)
        if label in {T, Z} or (label == "" and unit == "sd"):
            return self._score(role, label)
        if label == BMD:
            return self._density(role, label, 1) if number.decimals >= 2 else role
        role.bare = label == ""
        role.value = number.value
        return role

    def _is_of_percent_words(self, role: Role) -> bool:
        """ "YA% 83": the sign stands with the word, before the number."""
        number = role.number
        before = self.tokens.phrase_before(number.start)
        if before is None or not before.is_any("measures", "percent_young", "percent_age") or number.signed:
            return False
        gap = self.tokens.folded[before.end : number.start]
        has_sign = "%" in self.tokens.folded[before.start : number.start]
        if not has_sign or gap.strip(" %:=()") or number.decimals > 1 or not 20 <= number.size <= 200:
            return False
        role.kind, role.value = (YOUNG if before.is_any("measures", "percent_young") else AGE), number.size
        return True

    def _is_of_something_else(self, number: Number) -> bool:
        """TBS, precision, least significant change: the nearest word before it in its clause."""
        for phrase in reversed(self.tokens.phrases):
            if phrase.end > number.start:
                continue
            if re.search(r"[;\n]|\.\s", self.tokens.folded[phrase.end : number.start]):
                return False
            if phrase.is_any("marks", "not_the_bone"):
                return True
            if phrase.names("places"):
                return False
        return False

    def _unit(self, number: Number) -> str:
        if self.tokens.is_percent(number):
            return "percent"
        phrase = self.tokens.phrase_after(number.end)
        if phrase is not None and phrase.names("units"):
            gap = self.tokens.folded[number.end : phrase.start]
            if not gap.strip() and len(gap) < 3:
                names = phrase.names("units")
                for name in ("g_cm2", "mg_cm2", "volume", "sd"):
                    if name in names:
                        return name
                return "other"
        return ""

    def _label(self, number: Number) -> str:
        """What the nearest word before it says it is; else the word right behind it."""
        text = self.tokens.folded
        seen_number = False
        for phrase in reversed(self.tokens.phrases):
            if phrase.end > number.start:
                continue
            gap = text[phrase.end : number.start]
            seen_number = any(phrase.end <= n.start < number.start for n in self.tokens.numbers)
            if phrase.names("places") or phrase.names("sides"):
                if seen_number:
                    break
                continue
            names = phrase.names("measures")
            known = [name for name in _LABELS if name in names]
            if known and not (known[0].endswith("_letter") and (gap.strip(" :=(") or seen_number)):
                return _LABELS[known[0]] if not seen_number else self._label_behind(number)
            if names & set(_NOT_LABELS) and not seen_number and not phrase.is_any("marks", "section"):
                return "no"
        return self._label_behind(number)

    def _label_behind(self, number: Number) -> str:
        """ "-2.4 T-score", "a -2.1 T score": only if no number of its own follows the word."""
        end = number.end
        after = self.tokens.phrase_after(end)
        while after is not None and after.is_any("units", "sd"):
            end = after.end
            after = self.tokens.phrase_after(end)
        if after is None or not after.is_any("measures", "t_score", "z_score", "bmd"):
            return ""
        if self.tokens.folded[end : after.start].strip(" ("):
            return ""
        following = next((n for n in self.tokens.numbers if n.start >= after.end), None)
        if following is not None and _SOFT.fullmatch(self.tokens.folded[after.end : following.start]):
            return ""
        known = [name for name in _LABELS if name in after.names("measures")]
        return _LABELS[known[0]]

    def _density(self, role: Role, label: str, divisor: int) -> Role:
        number = role.number
        value = number.size / divisor
        is_negative = number.signed and not (self.dash_parts and (number.spaced or number.glued))
        if (
            is_negative
            or label not in {"", BMD, T, Z}
            or any(
                p.is_any("marks", "down", "up") and number.start - p.end < 12 and p.end <= number.start
                for p in self.tokens.phrases
            )
        ):
            return role
        if is_plausible(BMD, value, number.decimals + (3 if divisor > 1 else 0)):
            role.kind, role.value = BMD, value
        else:
            role.problem = Reason.OUT_OF_RANGE if value > 2 else None  # below it is a change, or a precision
        return role

    def as_score(self, role: Role, kind: str) -> None:
        """Reads a bare number as a score, after a word that stands further off."""
        prior = role.prior
        self._score(role, kind)
        role.prior = prior

    def _score(self, role: Role, label: str) -> Role:
        number = role.number
        role.bare = label == ""
        sign = number.sign
        if (number.glued or number.spaced) and self.dash_parts:
            sign = None
        if not number.signed or number.sign == -1:
            said = self._sign_in_words(number)
            role.is_signed |= said != 0
            if said:
                sign = -1 if said < 0 else None if number.sign == -1 else sign
        if label and self._has_two_words(number):
            role.problem = Reason.KIND_NOT_SURE
            return role
        if sign is None:
            role.problem = Reason.SIGN_NOT_SURE
            return role
        role.value = number.size * sign
        if not is_plausible(T, role.value, number.decimals):
            role.problem = Reason.OUT_OF_RANGE if label else None
        elif number.decimals or number.signed or not number.size or sign < 0:
            role.kind = label
        else:  # "T-score 2": a number of something else, or one that lost its sign
            role.problem = Reason.SIGN_NOT_SURE if label else None
        return role

    def _has_two_words(self, number: Number) -> bool:
        """ "T-score (Z-score): 1.5 (0.3)", "T-score/Z-score -1.5": the word right before it may be of another number."""
        scores = [
            p for p in self.tokens.phrases if p.end <= number.start and p.is_any("measures", "t_score", "z_score")
        ]
        if len(scores) < 2 or scores[-2].names("measures") & scores[-1].names("measures"):
            return False
        start, end = scores[-2].end, scores[-1].start
        ands = [p for p in self.tokens.between(start, end) if p.is_any("marks", "range_and")]
        return not self.tokens.besides(ands, start, end).strip(" \t()[]/,&+")

    def _sign_in_words(self, number: Number) -> int:
        """ "2.3 below", "1.2 SD above the mean": -1, 1, or 0 where no word says it."""
        after = self.tokens.phrase_after(number.end)
        while after is not None and after.is_any("units", "sd") and not after.names("signs"):
            after = self.tokens.phrase_after(after.end)
        if after is None or not after.is_any("signs", "below", "above"):
            return 0
        if re.sub(r"s\.?d\.?|\s|standard\s*deviations?|d\.?[se]\.?", "", self.tokens.folded[number.end : after.start]):
            return 0
        following = next((n for n in self.tokens.numbers if n.start >= after.end), None)
        if following is not None and not self.tokens.folded[after.end : following.start].strip(" :="):
            return 0
        return -1 if after.is_any("signs", "below") else 1

    def _leave_out_rows_of_numbers(self) -> None:
        """ "T-score -2.1 -1.9 -1.2", "-2.1 and -1.9": a word before several numbers does not say of which it speaks."""
        if self.tokens.has("marks", "respectively"):
            return
        for one, other in pairwise(self.all):
            start, end = one.number.end, other.number.start
            small = [
                p
                for p in self.tokens.between(start, end)
                if p.is_any("marks", "range_and") or p.is_any("units", "sd", "g_cm2")
            ]
            gap = self.tokens.besides(small, start, end)
            sure = one.kind == BMD and self._unit(one.number) in {"g_cm2", "mg_cm2"}
            follows = other.bare and not other.kind and other.number.decimals and not other.prior
            if one.kind in {T, Z, BMD} and not sure and follows and not gap.strip(" ,&/*|"):
                if place_follows(self.tokens, other.number):
                    continue
                one.problem, one.kind = Reason.KIND_NOT_SURE, ""

    # ------------------------------------------------------------ percent

    def _percent(self, role: Role) -> Role:
        """A change since the scan before, with its sign; percent of the young mean; else nothing."""
        number, phrases, text = role.number, self.tokens.phrases, self.tokens.folded
        after = text[number.end : number.end + 60]
        near = [p for p in phrases if p.start >= number.start - 90 and p.end <= number.end + 60]
        if any(p.is_any("measures", "percent_young") and abs(p.start - number.end) < 45 for p in near):
            role.kind, role.value = (YOUNG, number.size) if 20 <= number.size <= 200 else ("", 0.0)
            return role
        spoiled = ("per_year", "since_first", "percent_age")
        if any(p.is_any("measures", *spoiled) for p in near) or self.tokens.has("head", "frax", "major_fracture"):
            return role
        if re.match(
            r"\s*[%％]\s*(?:confidence|ci\b|level|konfidenz|confianza|confianca|de confiance|di confidenza|guven)",
            after,
        ):
            return role
        words = [p for p in phrases if p.is_any("marks", "down", "up") or p.is_any("measures", "change")]
        if not words or re.search(r"fractur|fraktur|frattur|risk|risiko|riesgo", text):
            return role
        sign = number.sign if number.signed else self._direction(number)
        if sign is None:
            role.problem = Reason.SIGN_NOT_SURE
        elif is_plausible(CHANGE, sign * number.size, number.decimals):
            role.kind, role.value, role.prior = CHANGE, sign * number.size, False
        return role

    def _direction(self, number: Number) -> int | None:
        """The nearest verb of loss or gain, if it stands before the number, or right behind it."""
        moves = [p for p in self.tokens.phrases if p.is_any("marks", "down", "up")]
        if any(p.is_any("marks", "negation") for p in self.tokens.phrases if p.end <= number.start):
            return None
        behind = [p for p in moves if 0 <= p.start - number.end <= 4]
        before = [p for p in moves if p.end <= number.start]
        if any(p.is_any("marks", "down") and p.is_any("marks", "up") for p in moves):
            return None
        if behind:
            return -1 if behind[0].is_any("marks", "down") else 1
        if not before:
            return None
        between = [n for n in self.tokens.numbers if before[-1].end <= n.start < number.start]
        if between:
            return None
        return -1 if before[-1].is_any("marks", "down") else 1
