"""Reads sentences and lines without columns: which number belongs to which place."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from bonecheck.answers.report_import.claims import AGE, CHANGE, YOUNG, Claim, Ledger, T, snippet
from bonecheck.answers.report_import.dates import DateInText
from bonecheck.answers.report_import.found import Origin, Reason
from bonecheck.answers.report_import.mentions import OTHER, Mention, mentions
from bonecheck.answers.report_import.naming import carry_labels, name_by_order, place_behind
from bonecheck.answers.report_import.roles import Role, Roles
from bonecheck.answers.report_import.tokens import Tokens

WHO_LIMITS = {-1.0, -2.5, -2.0, 1.0, 2.5}  # a number that may be a limit of the classes, and no result
_DXA = re.compile(r"de?xa|dual|absorp|双能")  # "densitometry" alone may be CT
_END = re.compile(r"(?<=[.!?])(?<!\bca\.)(?<!\bapprox\.)\s+(?=[^\s\d])|(?<=。)|(?<=；)")


@dataclass(slots=True)
class Where:
    """What the lines before have named: the place, whether it is an earlier scan, whether it is the history."""

    place: Mention | None = None
    heading: Mention | None = None  # the last line that was little more than a place; tables stand below it
    prior: bool = False
    loose: bool = False  # a word such as "Comparison" stood above, and something behind it: it may have been all
    history: bool = False
    concludes: bool = False  # a heading such as "Impression" stood above
    is_relative: bool = False  # a heading such as "Mother's DXA" stood above
    is_ct: bool = False  # a heading such as "QCT" stood above
    dash_parts: bool = False
    has_heads: bool = False  # a table with heads stood above: its order may be another than the usual one


@dataclass(slots=True)
class Group:
    """Numbers that stand together, behind or before one place."""

    roles: list[Role] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where its first number begins."""
        return self.roles[0].number.start

    @property
    def end(self) -> int:
        """Where its last number ends."""
        return self.roles[-1].number.end


def is_of_other_method(tokens: Tokens) -> bool:
    """Whether a piece of text speaks of CT, ultrasound or peripheral DXA alone: its scores are not those of DXA."""
    if not (tokens.has("marks", "ct", "heel", "device_arm") or tokens.has("units", "volume")):
        return False
    named = [tokens.folded[p.start : p.end] for p in tokens.phrases if p.is_any("marks", "dxa")]
    return not any(_DXA.search(name) for name in named)


def sentences(text: str) -> list[str]:
    """The sentences of a line; a point within a number ends none."""
    return [piece for piece in _END.split(text) if piece and piece.strip()]


def read_sentence(text: str, where: Where, ledger: Ledger, line: int, page: int) -> list[Mention]:
    """Adds what a sentence says to the ledger; gives the places it names."""
    tokens = Tokens(text)
    places = mentions(tokens)
    if not tokens.numbers:
        return places
    roles = Roles(tokens, dash_parts=where.dash_parts)
    carry_labels(roles, places)
    if not where.has_heads:
        name_by_order(roles, places)
    read = [role for role in roles.all if role.kind or role.problem]
    if not read:
        return places
    if not places and (roles.bounds or tokens.has("marks", "boilerplate") or _may_be_a_rule(tokens, read)):
        return places
    reader = _Sentence(tokens, roles, where, ledger, line, page)
    reader.read(places, read)
    return places


def _may_be_a_rule(tokens: Tokens, read: list[Role]) -> bool:
    """ "A T-score of -2.5 does not apply": a limit of the classes in a sentence of its own, not a result."""
    if not any(role.kind == T and role.value in WHO_LIMITS for role in read):
        return False
    words = re.findall(r"[^\W\d_]{3,}", tokens.besides(tokens.phrases))
    return tokens.has("marks", "negation") or len(words) > 1


class _Sentence:
    """One sentence on its way to the ledger."""

    def __init__(self, tokens: Tokens, roles: Roles, where: Where, ledger: Ledger, line: int, page: int) -> None:
        self.tokens, self.roles, self.where, self.ledger = tokens, roles, where, ledger
        self.line, self.page = line, page

    def read(self, places: list[Mention], read: list[Role]) -> None:
        """Pairs places and numbers; what cannot be paired for sure is left out."""
        known = [place for place in places if place.names_a_place]
        if not any(place.is_whole or self.where.place for place in known):
            known = [p for p in known if p.is_whole]
        if not known:
            self.claim(self.where.place, read, None)
            return
        if len(known) == 1:
            self.claim(self._full(known[0], None), read, known[0].start)
            return
        before: Mention | None = None
        for part_places, part_groups in self._parts(known, read):
            before = self._read_part(part_places, part_groups, before)

    def _parts(self, places: list[Mention], read: list[Role]) -> list[tuple[list[Mention], list[Group]]]:
        """Places and numbers between semicolons."""
        cuts = [0, *(match.end() for match in re.finditer(r"[;；]", self.tokens.folded)), len(self.tokens.folded) + 1]
        found = []
        for start, end in pairwise(cuts):
            inside = [p for p in places if start <= p.start < end]
            roles = [role for role in read if start <= role.number.start < end]
            if inside or roles:
                found.append((inside, _groups(inside, roles)))
        return found

    def _read_part(self, places: list[Mention], groups: list[Group], before: Mention | None) -> Mention | None:
        """Reads one part of a sentence; gives the place that the next part goes on with, if it names none."""
        roles = [role for group in groups for role in group.roles]
        if len(places) < 2:
            full = self._full(places[0], before) if places else before
            if roles and full is None:
                self._leave_out(Reason.SITE_NOT_SURE, groups[0].start, groups[-1].end)
            else:
                self.claim(full, roles, places[0].start if places else None)
            return full
        pairs = self._paired(places, groups) or self._respectively(places, groups)
        if pairs is None:
            for group in groups:
                self._leave_out(Reason.SITE_NOT_SURE, group.start, group.end)
            return None
        before = next((p for p in reversed(places) if p.is_whole and groups and p.end <= groups[0].start), before)
        for place, group in pairs:
            before = self._full(place, before)
            self.claim(before, group.roles, min(place.start, group.start))
        return None

    def _full(self, place: Mention, before: Mention | None) -> Mention:
        """A place such as "left" or "total" with what the sentence or the lines before say of it."""
        if place.is_whole:
            return place.under(self.where.heading if self.where.place is not None else None)
        return place.under(before or self.where.place)

    def _paired(self, places: list[Mention], groups: list[Group]) -> list[tuple[Mention, Group]] | None:
        """All places before their numbers, or all behind them; None where the sentence mixes both."""
        behind = [(group, place_behind(self.tokens, group.end, places)) for group in groups]
        if behind and all(place is not None for _, place in behind):
            after = [(place, group) for group, place in behind if place is not None]
            last = after[-1][0]
            loose = [p for p in places if p.start < last.start and all(p is not place for place, _ in after)]
            vague = all(not p.region and p.end <= groups[0].start and p.joined(q) for p in loose for q, _ in after)
            return after if vague else None
        if (next_ones := self._right_behind(places, groups)) is not None:
            return next_ones
        pairs: list[tuple[Mention, Group]] = []
        for group, next_place in behind:
            before = [place for place in places if place.end <= group.start]
            if not before or next_place is not None:
                return None
            if len(before) > 1 and self._are_listed(before[-2], before[-1], pairs):
                return None
            pairs.append((before[-1], group))
        return pairs

    def _right_behind(self, places: list[Mention], groups: list[Group]) -> list[tuple[Mention, Group]] | None:
        """ "-2.7 L spine, -2.1 left hip": each number has a place right behind it, and none before the first."""
        if len(places) != len(groups) or any(p.start < groups[0].start for p in places):
            return None
        pairs = list(zip(places, groups, strict=True))
        for place, group in pairs:
            gap = self.tokens.folded[group.end : place.start]
            ends = re.match(r"\s*(?:[,.)]|and\b|$)", self.tokens.folded[place.end :])
            if gap.strip() or ends is None:
                return None
        return pairs

    def _are_listed(self, one: Mention, other: Mention, pairs: list[tuple[Mention, Group]]) -> bool:
        """ "spine and hip: -1.8" speaks of both, or of the second."""
        if pairs and pairs[-1][0] is one:
            return False
        gap = self.tokens.folded[one.end : other.start]
        words = re.sub(r"\b(?:and|und|y|e|et|ve|the|of|left|right)\b|和", "", gap)
        return not re.search(r"[^\W\d_]", words) and "." not in gap and ":" not in gap

    def _respectively(self, places: list[Mention], groups: list[Group]) -> list[tuple[Mention, Group]] | None:
        """ "spine and hip: -2.1 and -1.5, respectively"."""
        roles = [role for group in groups for role in group.roles]
        said = self.tokens.has("marks", "respectively")
        if not said or len(roles) != len(places) or len({role.kind for role in roles}) != 1:
            return None
        if max(p.end for p in places) > min(r.number.start for r in roles) or any(r.problem for r in roles):
            return None
        return [(place, Group([role])) for place, role in zip(places, roles, strict=True)]

    def claim(self, place: Mention | None, roles: list[Role], start: int | None) -> None:
        """One claim of the present scan and one of an earlier one, as far as each number is sure."""
        if not roles:
            return
        origin = self._origin(roles[0].number.start, roles[-1].number.end, start)
        values: dict[bool, dict[str, float]] = {False: {}, True: {}}
        twice: set[tuple[bool, str]] = set()
        for role in roles:
            problem = role.problem or (Reason.SIGN_NOT_SURE if self._is_denied(role) else None)
            if problem is not None:
                self.ledger.leave_out(problem, origin)
                continue
            side = role.prior
            if role.kind in values[side] and abs(values[side][role.kind] - role.value) > 1e-9:
                twice.add((side, role.kind))
            values[side][role.kind] = role.value
        for side, kind in twice:
            del values[side][kind]
            if not side:
                self.ledger.leave_out(Reason.KIND_NOT_SURE, origin)
        if any(values.values()) and (self.where.is_ct or is_of_other_method(self.tokens)):
            self.ledger.leave_out(Reason.OTHER_METHOD, origin)
            return
        if place is not None and (place.is_difference or place.site == OTHER):
            if place.site == OTHER and values[False]:
                self.ledger.leave_out(Reason.OTHER_SITE, origin)
            return
        for side, numbers in values.items():
            if numbers:
                self._add(place, numbers, origin, roles, prior=side)

    def _add(
        self, place: Mention | None, numbers: dict[str, float], origin: Origin, roles: list[Role], *, prior: bool
    ) -> None:
        first = min(role.number.start for role in roles)
        dates = [d for d in self.tokens.dates if d.end <= first]
        only_change = set(numbers) <= {CHANGE, YOUNG, AGE}
        if place is None and only_change:
            return
        claim = Claim(place, numbers, origin, prior=prior or (self.where.prior and not only_change))
        if not dates:  # "T-score -1.8 at the hip in 2019"
            dates = self._dates_behind(max(role.number.end for role in roles if role.prior == prior))
        if dates and not only_change:
            claim.when = dates[-1].date
        claim.said = self._said_behind(roles[-1].number.end)
        claim.weak = self.where.history
        claim.loose = claim.prior and not prior and self.where.loose
        for role in roles:
            if role.prior == prior and role.kind in numbers:
                claim.note_print(role.kind, role.value, role.number.decimals, is_signed=role.is_signed)
        self.ledger.claims.append(claim)

    def _dates_behind(self, end: int) -> list[DateInText]:
        """The first date behind a number, if no other number and no end of a clause stands between."""
        for when in self.tokens.dates:
            if when.start >= end:
                is_apart = re.search(r"[;,]", self.tokens.folded[end : when.start]) is not None
                is_apart |= any(end <= number.start < when.start for number in self.tokens.numbers)
                return [] if is_apart else [when]
        return []

    def _is_denied(self, role: Role) -> bool:
        """A T-score above zero without its sign, beside words of low bone mass: the minus may be lost."""
        if role.kind != T or role.number.signed or role.value <= 0:
            return False
        return self._said_behind(role.number.end) == "low"

    def _said_behind(self, end: int) -> str:
        """What the words right behind a number say: "low" bone density, "normal", or nothing."""
        rest = re.split(r"[;.\n]|\d", self.tokens.folded[end:], maxsplit=1)[0]
        behind = [p for p in self.tokens.phrases if end <= p.start < end + len(rest)]
        for phrase in behind:
            if phrase.names("places") or phrase.is_any("marks", "negation"):
                return ""
            for said in ("low", "normal"):
                if phrase.is_any("marks", said):
                    is_range = re.match(r"\s*(?:range)?\s*[:<>≤≥=\d-]", self.tokens.folded[phrase.end :])
                    return "" if is_range else said
        return ""

    def _origin(self, start: int, end: int, place: int | None = None) -> Origin:
        """The text from the first known word to the last number with its unit, and nothing around it: no name."""
        words = [
            p.start
            for p in self.tokens.phrases
            if start - 60 <= p.start and p.end <= start and (p.names("measures") or p.names("places"))
        ]
        start = min([start, *words, *([] if place is None else [place])])
        unit = re.match(r"[\s)]*(?:gm?s?/cm2|sd|ds|%)?\)?", self.tokens.folded[end:])
        end += unit.end() if unit else 0
        sign = self.tokens.phrase_after(end)  # "1.5 SD below the mean"
        if (
            sign is not None
            and sign.is_any("signs", "below", "above")
            and not self.tokens.folded[end : sign.start].strip()
        ):
            end = sign.end
        return Origin(text=snippet(self.tokens.text[start:end]), line=self.line, page=self.page)

    def _leave_out(self, reason: Reason, start: int, end: int) -> None:
        self.ledger.leave_out(reason, self._origin(start, end))


def _groups(places: list[Mention], read: list[Role]) -> list[Group]:
    """Numbers between which no place stands."""
    found: list[Group] = []
    for role in read:
        last = found[-1] if found else None
        if last is None or any(last.end <= place.start < role.number.start for place in places):
            found.append(Group([role]))
        else:
            last.roles.append(role)
    return found
