"""The bone line, said and measured once: what stands where on it, in percent of its width, and how it is called.

Every renderer draws this and adds neither a number nor a word.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bonecheck.report import Report
from bonecheck.scan.held import Held
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import SiteReading, score_of
from bonecheck.scan.spectrum import Spectrum, compared_site
from bonecheck.words.language import message, name, number, signed
from bonecheck.words.scan import compared, not_used, spectrum_sentence, why_high


class Kind(StrEnum):
    """What a mark stands for: the person, somebody beside them, another site, one that does not count, or a score that
    is not the one in use, or one of two that a score without its sign may be.
    """

    PERSON = "person"
    SECOND = "second"
    SITE = "site"
    NOT_COUNTED = "not_counted"
    NOT_USED = "not_used"
    EITHER = "either"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A score on the line. `hollow` says that it is not settled; `told` are its numbers, for whoever points at it.

    `on_bar` says that it is as large as the mark of the person, and stands where that one does.
    """

    kind: Kind
    value: float
    label: str
    at: float = 0.0
    beside: str = ""
    told: tuple[str, ...] = ()
    hollow: bool = False
    on_bar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsigned:
    """A score that was typed without its sign: what it may be, and which of both the bone density `fits`, if it tells."""

    region: str
    minus: float
    plus: float
    given: str
    fits: str

    @property
    def closest(self) -> float:
        """The one that the bone density fits; without one the lower."""
        return float(self.fits or self.minus)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A named part of the line [percent]; `key` names its colour."""

    key: str
    left: float
    right: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A number under the line; the edges between ranges are the strong ones."""

    value: float
    at: float
    label: str
    is_edge: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """People of the same age [percent]: a hill shaded up to the person at `upto`, or a bracket around most of them."""

    at: float
    reach: float
    upto: float | None
    label: str

    def hill(self, upto: float = 100.0) -> tuple[tuple[float, float], ...]:
        """The hill from the left end of the line to `upto`: places [percent] and heights from 0 to 1."""
        left, right = max(0.0, self.at - 4 * self.reach), min(upto, self.at + 4 * self.reach, 100.0)
        steps = (left + (right - left) * step / _HILL_STEPS for step in range(_HILL_STEPS + 1))
        return tuple((at, math.exp(-(((at - self.at) / self.reach) ** 2) / 2)) for at in steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoneLine:
    """All that a picture of the line shows; places are percent of its width, values are SD."""

    low: float
    high: float
    bands: tuple[Stretch, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    noise: tuple[float, float] | None
    compared: Compared | None
    scale: str
    lower: str
    higher: str
    alt: str

    def value(self, place: float) -> float:
        """The value at a place."""
        return self.low + place * (self.high - self.low) / 100


_HILL_STEPS = 40
_ROOM = 0.4  # SD between the outermost mark and the end of the line
_TICK_ROOM = 0.8  # SD that a whole number keeps from an edge


def bone_line(report: Report, line: Spectrum, who: str | None = None) -> BoneLine:
    """One person on the line; `who` is how their mark is called, "You" but for somebody made up."""
    first = person_site(report, line)
    scored = [site for site in report.sites if score_of(site, line.score) is not None]
    marks = [] if first is None else [_person(first, line, who or message("you"), report)]
    marks += [_site(site, line, report) for site in scored if site is not first]
    if (unused := not_used(report, line.score)) is not None:
        site, label = unused
        marks.append(Mark(kind=Kind.NOT_USED, value=site.t_score or 0.0, label=label, told=_told(site)))
    drawn = _built(line, marks, spectrum_sentence(report, line))
    if first is not None and first.noise_sd is not None:
        value = score_of(first, line.score) or 0.0
        left, right = (_place(value + end, drawn.low, drawn.high) for end in (-first.noise_sd, first.noise_sd))
        drawn = replace(drawn, noise=(left, right))
    is_compared = first is not None and first is compared_site(report.sites)
    return replace(drawn, compared=_compared(line, drawn, who, is_compared=is_compared))


def unread_line(report: Report, line: Spectrum) -> BoneLine:
    """Where the numbers of a report lie, each like the others: nothing of which counts, how sure it is, or who has less."""
    marks = [
        Mark(kind=Kind.SITE, value=value, label=_label(site, line.score), told=(_label(site, line.score),))
        for site in report.sites
        if (value := score_of(site, line.score)) is not None
    ]
    drawn = _built(line, marks, "")
    low, high = signed(round(line.low, 1)), signed(round(line.high, 1))
    said = "; ".join(mark.label for mark in marks)
    return replace(
        drawn, alt=message("spectrum_line", low=low, high=high, scores=name("scores", line.score), sites=said)
    )


def example_line(report: Report, line: Spectrum) -> BoneLine:
    """The line with one mark, which says that it is an example."""
    drawn = bone_line(report, line, message("line_example"))
    [person] = [mark for mark in drawn.marks if mark.kind is Kind.PERSON]
    said = ", ".join(person.told[1:2])
    alone = replace(person, beside="", told=person.told[:2])
    return replace(drawn, marks=(alone,), noise=None, compared=None, alt=message("line_example_alt", said=said))


def empty_line(line: Spectrum, alt: str) -> BoneLine:
    """The line with nobody on it."""
    return _built(line, [], alt)


def either_line(report: Report, line: Spectrum, typed: Unsigned, who: str) -> BoneLine:
    """Both places of a score without its sign, beside the other sites."""
    label = {"who": who, "minus": signed(typed.minus), "plus": signed(typed.plus)}
    marks = [
        Mark(kind=Kind.EITHER, value=value, label=message(key, **label), hollow=True, on_bar=True)
        for key, value in (("line_either", typed.minus), ("line_or", typed.plus))
    ]
    scored = [site for site in report.sites if score_of(site, line.score) is not None and site.region != typed.region]
    marks += [_site(site, line, report) for site in scored]
    return _built(line, marks, " ".join(mark.label for mark in marks))


def two_on_one_line(
    people: Sequence[tuple[str, Report]], line: Spectrum, moved: str | None = None, *, is_pair: bool = False
) -> BoneLine:
    """Two people, each by one site: the first is the person, the second stands beside.

    Where the first one's score was `moved` at a site that does not stand for them, that site is shown as well. Both of a
    pair are of one size.
    """
    marks = []
    for number_of, (who, report) in enumerate(people):
        if report.spectrum is None or report.spectrum.score is not line.score:
            continue
        if (site := person_site(report, line)) is not None:
            mark = (_second if number_of else _person)(site, line, who, report)
            if number_of and is_pair:
                mark = replace(mark, label=_person(site, line, who, report).label, on_bar=True)
            marks.append(mark)
            beside = [] if number_of else [each for each in report.sites if each.region == moved and each is not site]
            marks += [_moved(each, line, report) for each in beside if score_of(each, line.score) is not None]
    return _built(line, marks, "")


def person_site(report: Report, line: Spectrum) -> SiteReading | None:
    """The site that stands for the person.

    The one far above average where the headline speaks of it, else the one that decides, else the lowest that counts,
    and without one the lowest that was measured.
    """
    scored = [(site, value) for site in report.sites if (value := score_of(site, line.score)) is not None]
    if report.headline.key == "headline_far_above":
        scored = [(site, -value) for site, value in scored if site.counts and site.is_far_above] or scored
    least = min(scored, key=lambda each: (not each[0].decides, not each[0].counts, each[1]), default=None)
    return None if least is None else least[0]


def _built(line: Spectrum, marks: list[Mark], alt: str) -> BoneLine:
    low = min([line.low, *(mark.value - _ROOM for mark in marks)])
    high = max([line.high, *(mark.value + _ROOM for mark in marks)])
    inner = [_place(band.low, low, high) for band in line.bands[1:]]
    ends = zip(line.bands, [0.0, *inner], [*inner, 100.0], strict=True) if line.bands else ()
    return BoneLine(
        low=low,
        high=high,
        bands=tuple(
            Stretch(key=band.key, left=left, right=right, label=name("stretch", band.key)) for band, left, right in ends
        ),
        ticks=_ticks(line, low, high),
        marks=tuple(replace(mark, at=_place(mark.value, low, high)) for mark in marks),
        noise=None,
        compared=None,
        scale=name("score", line.score),
        lower=message("line_lower"),
        higher=message("line_higher"),
        alt=alt,
    )


def _place(value: float, low: float, high: float) -> float:
    return round(100 * (value - low) / (high - low), 2)


def _ticks(line: Spectrum, low: float, high: float) -> tuple[Tick, ...]:
    """The edges between the ranges, and whole numbers that do not crowd them."""
    edges = [band.low for band in line.bands[1:]]
    whole = [float(value) for value in range(math.ceil(low), math.floor(high) + 1)]
    free = [value for value in whole if all(abs(value - edge) > _TICK_ROOM for edge in edges) and low < value < high]
    return tuple(
        Tick(value=value, at=_place(value, low, high), label=_short(value), is_edge=value in edges)
        for value in sorted([*edges, *free])
    )


def _short(value: float) -> str:
    """A number under the line, without a decimal that says nothing."""
    return number(value, decimals=0) if value == 0 else signed(value).replace(".0", "")


def _person(site: SiteReading, line: Spectrum, who: str, report: Report) -> Mark:
    settled = site.decides or site.is_far_above
    return Mark(
        kind=Kind.PERSON,
        value=score_of(site, line.score) or 0.0,
        label=message(f"line_person_{line.score}", who=who, score=_about(site, line.score)),
        beside=_remarks(site, report, line.score, name("region_short", site.region), settled=settled),
        told=_told(site),
        hollow=not settled,
    )


def _second(site: SiteReading, line: Spectrum, who: str, report: Report) -> Mark:
    settled = site.decides or site.is_far_above
    label = message("line_second", who=who, site=name("region_short", site.region), score=_about(site, line.score))
    said = _remarks(site, report, line.score, label, settled=settled)
    return Mark(
        kind=Kind.SECOND,
        value=score_of(site, line.score) or 0.0,
        label=said,
        told=_told(site),
        hollow=not settled,
    )


def _site(site: SiteReading, line: Spectrum, report: Report) -> Mark:
    counts = site.counts or site.held is Held.RADIUS_BESIDE_SPINE_OR_HIP
    label = _label(site, line.score)
    return Mark(
        kind=Kind.SITE if counts else Kind.NOT_COUNTED,
        value=score_of(site, line.score) or 0.0,
        label=_remarks(site, report, line.score, label, settled=site.held is not Held.NOT_READ_YET),
        told=_told(site),
    )


def _moved(site: SiteReading, line: Spectrum, report: Report) -> Mark:
    mark = _site(site, line, report)
    return replace(mark, label=message("line_moved", label=mark.label))


def _label(site: SiteReading, score: Score) -> str:
    """A site with its score."""
    return message("line_site", site=name("region_short", site.region), score=_about(site, score))


def _about(site: SiteReading, score: Score) -> str:
    """A score as a label says it; one that we worked out says so."""
    estimated = site.z_is_estimated if score is Score.Z_SCORE else site.t_is_estimated
    value = signed(score_of(site, score) or 0.0)
    return message("line_about", score=value) if estimated else value


def _remarks(site: SiteReading, report: Report, score: Score, label: str, *, settled: bool) -> str:
    """A label with what limits its score."""
    if not site.counts and site.held not in {Held.RADIUS_BESIDE_SPINE_OR_HIP, Held.NOT_READ_YET}:
        return message("line_remark", label=label, remark=message("marker_not_counted"))
    if site.counts and site.is_far_above and score is not Score.UNDECIDED:
        return message("line_remark", label=label, remark=message("range_far_above"))
    if not settled:
        return message("line_remark", label=label, remark=message("marker_not_settled"))
    return message("line_remark", label=label, remark=message("marker_high")) if why_high(site, report) else label


def _told(site: SiteReading) -> tuple[str, ...]:
    """The numbers of a site, one a line, with the ranges that are named of them."""
    lines = [name("region", site.region)]
    for score, found in ((Score.T_SCORE, site.category), (Score.Z_SCORE, site.expected_range)):
        if score_of(site, score) is None:
            continue
        key = "far_above" if found is not None and site.is_far_above else found
        said = message("line_told", scale=name("score", score), score=_about(site, score))
        lines.append(said if key is None else message("line_told_range", said=said, range=name("stretch", key)))
    if site.noise_sd is not None:
        lines.append(message("line_told_noise", noise=number(site.noise_sd, decimals=1)))
    return tuple(lines)


def _compared(line: Spectrum, drawn: BoneLine, who: str | None, *, is_compared: bool) -> Compared | None:
    """A hill with its finding where the person is compared, else a bracket around most people of that age."""
    if (same := line.same_age) is None:
        return None
    person = next((mark for mark in drawn.marks if mark.kind is Kind.PERSON), None)
    lower = same.lower if is_compared else None
    return Compared(
        at=_place(same.mean, drawn.low, drawn.high),
        reach=round(100 * same.sd / (drawn.high - drawn.low), 2),
        upto=person.at if person is not None and lower is not None else None,
        label=compared(same, lower=lower, who=who),
    )
