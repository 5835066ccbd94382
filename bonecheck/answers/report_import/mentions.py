"""Which part of the skeleton a piece of text names: site, region, side and vertebrae, put together from their words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from bonecheck.answers.dxa_report import Vertebra
from bonecheck.answers.report_import.found import FoundSide
from bonecheck.answers.report_import.lexicon import Phrase, fold, places
from bonecheck.answers.report_import.tokens import Span, Tokens
from bonecheck.evidence.library import whole
from bonecheck.evidence.report_words import ReportWords

SPINE, HIP, FOREARM, WHOLE_BODY, OTHER = "lumbar_spine", "hip", "forearm", "total_body", "other"
_PUNCTUATION = re.compile(r"[\s()\[\]/:,.\-–—\"'*+=|]*")
_SIDED = {"", HIP, FOREARM, OTHER}
_SHORTEST_SIDE = 4  # letters of a side that is known although one of them was misread or lost


@dataclass(frozen=True, slots=True)
class Mention:
    """A part of the skeleton where it is named; an empty text stands for what is not said."""

    start: int
    end: int
    site: str = ""
    region: str = ""
    side: FoundSide | None = None
    vertebrae: tuple[Vertebra, ...] = ()
    is_difference: bool = False
    is_side_torn: bool = False  # it has a side, but which is not sure: "Lefi"

    @property
    def is_whole(self) -> bool:
        """Whether it can stand without a heading above it."""
        return bool(self.site)

    @property
    def names_a_place(self) -> bool:
        """Whether it says where, and not only "difference"."""
        return bool(self.site or self.region or self.side or self.vertebrae or self.is_side_torn)

    @property
    def has_side(self) -> bool:
        """Whether it says a side, however well."""
        return self.side is not None or self.is_side_torn

    def joined(self, other: "Mention") -> "Mention | None":
        """Both as one, if neither says what the other denies."""
        if self.site and other.site and self.site != other.site:
            return None
        if self.region and other.region and self.region != other.region:
            return self._total_of_span(other)
        if self.vertebrae and other.vertebrae and self.vertebrae != other.vertebrae:
            return None
        if self.has_side and other.has_side and (self.side is not other.side or self.is_side_torn):
            return None
        site = self.site or other.site
        if (self.has_side or other.has_side) and site not in _SIDED:
            return None
        return Mention(
            min(self.start, other.start),
            max(self.end, other.end),
            site,
            self.region or other.region,
            self.side or other.side,
            self.vertebrae or other.vertebrae,
            self.is_difference or other.is_difference,
            self.is_side_torn or other.is_side_torn,
        )

    def _total_of_span(self, other: "Mention") -> "Mention | None":
        """ "L1-L4 Total" is L1-L4."""
        if {self.region, other.region} == {"total", "span"} and HIP not in {self.site, other.site}:
            vertebrae = self.vertebrae or other.vertebrae
            return Mention(min(self.start, other.start), max(self.end, other.end), SPINE, "span", None, vertebrae)
        return None

    def under(self, heading: "Mention | None") -> "Mention":
        """What it means below a heading such as "Right hip"."""
        if heading is None or (self.site and heading.site and self.site != heading.site):
            return self
        side, torn = (self.side, self.is_side_torn) if self.has_side else (heading.side, heading.is_side_torn)
        if self.site and heading.site == self.site and self.site in _SIDED:
            return replace(self, side=side, is_side_torn=torn)
        if self.site or (self.has_side and heading.site not in _SIDED):  # "left" is no part of a spine
            return self
        return replace(self, site=heading.site, region=self.region or heading.region, side=side, is_side_torn=torn)


def mentions(tokens: Tokens) -> list[Mention]:
    """All places that a text names, in order; what is next to each other and fits is one."""
    spans = [span for span in tokens.spans if not _is_excluded(tokens, span)]
    parts = [part for phrase in tokens.phrases for part in _of_phrase(phrase)] + [_of_span(span) for span in spans]
    parts = sorted([*parts, *_torn_sides(tokens, parts)], key=lambda part: part.start)
    found: list[Mention] = []
    for number, part in enumerate(parts):
        following = parts[number + 1] if number + 1 < len(parts) else None
        if found and not _belongs_to_next(tokens, found[-1], part, following):
            joined = found[-1].joined(part) if _is_link(tokens, found[-1].end, part) else None
            if joined is not None:
                found[-1] = joined
                continue
        found.append(part)
    return [mention for mention in _joined_again(tokens, found) if _is_said(tokens, mention)]


def all_joined(found: list[Mention]) -> Mention | None:
    """All as one; None where there is none, or one denies what another says."""
    if not found:
        return None
    together: Mention | None = found[0]
    for mention in found[1:]:
        together = together.joined(mention) if together is not None else None
    return together


def _joined_again(tokens: Tokens, found: list[Mention]) -> list[Mention]:
    """Neighbours that fit once each has its side: "neck of the" and "left hip"."""
    kept: list[Mention] = []
    for mention in found:
        if kept and _is_link(tokens, kept[-1].end, mention):
            joined = kept[-1].joined(mention)
            if joined is not None:
                kept[-1] = joined
                continue
        kept.append(mention)
    return kept


def _is_said(tokens: Tokens, mention: Mention) -> bool:
    """A letter alone is a side only before a number, and "average" alone is no mean of two hips."""
    if mention.site or mention.region or mention.vertebrae or mention.is_difference or mention.is_side_torn:
        return True
    if mention.side is FoundSide.MEAN:
        return False
    behind = tokens.folded[mention.end : mention.end + 8]
    return mention.end - mention.start > 1 or re.match(r"\s*[:=]?\s*[-+−–]?\s*[\d.]", behind) is not None


def _of_phrase(phrase: Phrase) -> list[Mention]:
    numbers = phrase.names("places")
    sides = phrase.names("sides") - {"side_first"}
    if phrase.is_any("marks", "excluded") or (phrase.is_any("head", "hip_fracture", "major_fracture") and not numbers):
        return []
    if numbers:
        place = places()[min(map(int, numbers))]
        side = FoundSide.MEAN if "mean" in sides else None
        return [Mention(phrase.start, phrase.end, place.site, place.region, side)]
    if "difference" in sides:
        return [Mention(phrase.start, phrase.end, is_difference=True)]
    for name in ("left", "right", "mean"):
        if sides & {name, f"{name}_letter"}:
            return [Mention(phrase.start, phrase.end, side=FoundSide(name))]
    return []


def _torn_sides(tokens: Tokens, places: list[Mention]) -> Iterator[Mention]:
    """Words beside a place, or alone, that a machine may have misread: "Lefi hip". Which side it is stays open."""
    for word in re.finditer(r"[^\W_]{3,}", tokens.folded):
        if word[0] in _one_letter_off() and not tokens.between(word.start(), word.end()):
            torn = Mention(word.start(), word.end(), is_side_torn=True)
            is_alone = not re.search(r"\w", tokens.folded[: word.start()] + tokens.folded[word.end() :])
            if is_alone or any(_is_beside(tokens, torn, place) for place in places if place.site in _SIDED):
                yield torn


def _is_beside(tokens: Tokens, torn: Mention, place: Mention) -> bool:
    first, second = sorted((torn, place), key=lambda mention: mention.start)
    return first.end <= second.start and _is_link(tokens, first.end, second)


@cache
def _one_letter_off() -> frozenset[str]:
    """Every word that is a side with one letter misread or lost, and no side itself."""
    sides = whole(ReportWords).sides
    words = {fold(word) for name in ("left", "right") for word in sides[name]}
    return frozenset(
        f"{word[:at]}{other}{word[at + 1 :]}"
        for word in words
        if len(word) >= _SHORTEST_SIDE and word.isalpha()
        for at in range(len(word))
        for other in ("", *"abcdefghijklmnopqrstuvwxyz0123456789")
    ) - frozenset(words)


def _of_span(span: Span) -> Mention:
    known = () if span.has_l5 else span.vertebrae
    return Mention(span.start, span.end, SPINE if known else OTHER, "span", None, known)


def _belongs_to_next(tokens: Tokens, before: Mention, part: Mention, following: Mention | None) -> bool:
    """Whether a side stands between two places and goes with the second: ", left total hip"."""
    if not part.has_side or part.site or following is None or not following.site or following.site == SPINE:
        return False
    if before.has_side or not before.site:
        return True
    gap_before, gap_after = tokens.folded[before.end : part.start], tokens.folded[part.end : following.start]
    if gap_after.strip(" "):
        return False
    if gap_before.strip(" "):
        return True
    return any(p.start == part.start and p.is_any("sides", "side_first") for p in tokens.phrases)


def _is_link(tokens: Tokens, start: int, part: Mention) -> bool:
    """Whether what stands between two words keeps them together."""
    gap = tokens.folded[start : part.start]
    if len(gap) > 16 or "\n" in gap or ";" in gap:
        return False
    if "," in gap and part.site and part.region not in {"span", "total"}:
        return False
    between = tokens.between(start, part.start)
    if any(not p.is_any("marks", "of_a_place") for p in between):
        return False
    return _PUNCTUATION.fullmatch(tokens.besides(between, start, part.start)) is not None


def _is_excluded(tokens: Tokens, span: Span) -> bool:
    """Whether a text says that one vertebra was left out."""
    if len(span.vertebrae) != 1:
        return False
    for mark in tokens.phrases:
        if mark.is_any("marks", "excluded"):
            near = tokens.folded[min(span.end, mark.end) : max(span.start, mark.start)]
            if len(near) < 30 and not re.search(r"[.;\n\d]", near):
                return True
    return False


def excluded_vertebrae(tokens: Tokens) -> set[Vertebra]:
    """Single vertebrae that a text says were left out."""
    return {span.vertebrae[0] for span in tokens.spans if _is_excluded(tokens, span)}
