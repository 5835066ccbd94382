"""The pictures of presenter mode as data: what is drawn, counted and written in each, for a room to read.

A person is `who` by name where they are made up, and "you" where they are not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bonecheck.evidence.library import document
from bonecheck.report import Report
from bonecheck.risk.chance import Chance, Driver, ModelRisk, Range
from bonecheck.risk.shown import as_shown, is_too_open_for_a_room, people_of
from bonecheck.scan.held import Held
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import SiteReading, score_of
from bonecheck.words.bone_line import Kind, Stretch, Unsigned, bone_line
from bonecheck.words.language import Said, capital, filled, message, name, number, signed, texts
from bonecheck.words.outcomes import named
from bonecheck.words.risk import amount, amount_not
from bonecheck.words.scan import not_used, why_high

FEW, MANY = 100, 1000  # people in a grid; the larger one where too few of 100 would be seen


def text(group: str, key: str, /, **values: Said) -> str:
    """One text of presenter mode with its values."""
    return filled(texts("presenter.toml")[group][key], **values)


def told(group: str, key: str, who: str | None, /, **values: Said) -> str:
    """One text of presenter mode, to the person or of somebody by name."""
    if who is None:
        return text(group, key, **values)
    own = f"{key}_named" if f"{key}_named" in texts("presenter.toml")[group] else key
    return text(group, own, name=who, whose=text("words", "whose", name=who), **values)


# ---------------------------------------------------------------- the sites as a ladder


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One site: its mark, its score at a place [percent] where there is a line, and what it counts for."""

    kind: Kind
    site: str
    score: str
    said: str
    at: float | None
    is_hollow: bool = False
    or_at: float | None = None  # where it may be as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Every site that has a score, the highest first."""

    rungs: tuple[Rung, ...]
    bands: tuple[Stretch, ...]
    alt: str


def ladder(report: Report, typed: Unsigned | None = None) -> Ladder | None:
    """The sites of a report, one of them at both places of a score without its sign; None where no site has a score."""
    line = report.spectrum
    if line is None:
        return None
    drawn = bone_line(report, line)
    found = [(site, value) for site in report.sites if (value := score_of(site, line.score)) is not None]

    def at(value: float) -> float:
        return round(100 * (value - drawn.low) / (drawn.high - drawn.low), 2)

    rungs = [
        Rung(
            kind=_kind(site),
            site=name("region_short", site.region),
            score=_score(site, value, line.score),
            said=_counts(site, report),
            at=at(value),
            is_hollow=not site.decides,
        )
        for site, value in sorted(found, key=lambda each: -each[1])
    ]
    if typed is not None:
        said = text("number", "either", minus=signed(typed.minus), plus=signed(typed.plus))
        rungs = [
            replace(rung, kind=Kind.EITHER, score=said, at=at(typed.minus), or_at=at(typed.plus))
            if rung.site == name("region_short", typed.region)
            else rung
            for rung in rungs
        ]
    if (unused := not_used(report, line.score)) is not None:
        site, _ = unused
        value = site.t_score or 0.0
        rungs.append(
            Rung(
                kind=Kind.NOT_USED,
                site=name("region_short", site.region),
                score=text("number", "other_score", score=signed(value)),
                said=text("number", "not_used"),
                at=None,  # it is of another scale
                is_hollow=True,
            )
        )
    alt = " ".join(text("number", "rung", site=rung.site, score=rung.score, said=rung.said) for rung in rungs)
    return Ladder(rungs=tuple(rungs), bands=drawn.bands, alt=alt)


def _kind(site: SiteReading) -> Kind:
    if site.decides:
        return Kind.PERSON
    return Kind.SITE if site.counts or site.held is Held.RADIUS_BESIDE_SPINE_OR_HIP else Kind.NOT_COUNTED


def _counts(site: SiteReading, report: Report) -> str:
    """What a site counts for; where none decides yet, or it may read too high, it is not called the higher one."""
    if site.held is Held.RADIUS_BESIDE_SPINE_OR_HIP:
        return text("number", "beside")
    if not site.counts:
        return text("number", "not_settled" if site.held is Held.NOT_READ_YET else "not_counted")
    if site.is_far_above:
        return text("number", "far_above")
    if why := why_high(site, report):
        return text("number", "decides_high" if site.decides else "high", why=why)
    if site.decides:
        return text("number", "decides")
    return text("number", "higher" if any(each.decides for each in report.sites) else "read")


def _score(site: SiteReading, value: float, score: Score) -> str:
    estimated = site.z_is_estimated if score is Score.Z_SCORE else site.t_is_estimated
    return message("line_about", score=signed(value)) if estimated else signed(value)


# ---------------------------------------------------------------- a grid of people


class Dot(StrEnum):
    """What one mark of a grid stands for."""

    OTHERS = "others"  # breaks a bone, as the others do
    MORE = "more"  # breaks a bone, beyond the others
    MAY = "may"  # may break one: an open answer decides
    FEWER = "fewer"  # would among the others, and does not here
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """`of` people who answer like somebody: how many there are of each mark, and what is written to it.

    `is_second` says that they stand beside the first ones, in a colour of their own.
    """

    of: int
    marks: tuple[tuple[Dot, int, str], ...]
    title: str = ""
    is_second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowds:
    """One grid with what is written to its marks, or two side by side with one key for both."""

    crowds: tuple[Crowd, ...]
    alt: str
    keys: tuple[tuple[Dot, str], ...] = ()


def scale_of(chances: Iterable[Chance]) -> int:
    """How many people to tell of: a thousand where a model counts so few of a hundred that no difference would be seen."""
    chances = list(chances)
    least = document("presenter.toml")["grid"]["per_thousand_below"]
    if any(chance.in_groups or chance.as_typed or chance.is_beyond_counting for chance in chances):
        return FEW
    return MANY if all(chance.you.high < least for chance in chances) else FEW


def count_words(chance: Chance, part: Range, of: int, *, will: bool = True) -> str:
    """How many of so many people will, or will not, in words."""
    if of == FEW:
        return amount(chance, part) if will else amount_not(chance, part)
    low, high = people_of(part.low, of), people_of(part.high, of)
    if not will:
        low, high = of - high, of - low
    if high == 0:
        return message("amount_few")
    if low == high:
        return message("amount_one", n=number(low, grouped=True))
    return message("amount_between", low=number(low, grouped=True), high=number(high, grouped=True))


def others_of(risk: ModelRisk) -> str:
    """Who the others are, whoever is spoken of."""
    if risk.comparison is None:
        return ""
    who = {"people": name("people", risk.sex), "age": number(risk.age_years)}
    return text("others", risk.comparison.key, **who, **named(risk.comparison.values))


def crowd(risk: ModelRisk, chance: Chance, of: int, who: str | None) -> Crowd:
    """The people who answer like somebody, those of the others first."""
    chance = as_shown(chance)
    other = chance.comparison
    compared = None if other is None or other.is_open or chance.in_groups else people_of(other.low, of)
    low, high = people_of(chance.you.low, of), people_of(chance.you.high, of)
    common = min(compared or 0, low)
    fewer = max((compared or 0) - max(high, common), 0)
    rest = of - high - fewer
    may = "dot_group" if chance.in_groups else "dot_may" if risk.open_questions else "dot_untold"
    counts = (
        (Dot.OTHERS, common, text("beside", "dot_others", who=others_of(risk), count=common)),
        (
            Dot.MORE,
            low - common,
            told("beside", "dot_all" if compared is None else "dot_more", who, count=low - common),
        ),
        (Dot.MAY, high - low, text("beside", may, count=high - low)),
        (Dot.FEWER, fewer, told("beside", "dot_fewer", who, count=fewer)),
        (Dot.NONE, rest + fewer if fewer else rest, text("beside", "dot_none", count=rest + fewer)),
    )
    drawn = [(dot, rest if dot is Dot.NONE else count, said) for dot, count, said in counts]
    return Crowd(of=of, marks=tuple((dot, count, said) for dot, count, said in drawn if count))


def crowds_of_both(
    people: Iterable[tuple[str, str | None, ModelRisk, Chance]], of: int, said: str, *, is_pair: bool
) -> Crowds:
    """Two grids with nobody to compare them with but each other: a name for the title, who it is, and the number.

    Where they are a pair, the second has a colour of their own; else both are of one person.
    """
    crowds = tuple(
        replace(
            crowd(risk, without_comparison(chance), of, who),
            title=text("beside", "both_title", name=titled, count=_count(as_shown(chance).you, of)),
            is_second=is_pair and number_of > 0,
        )
        for number_of, (titled, who, risk, chance) in enumerate(people)
    )
    found = dict.fromkeys(dot for each in crowds for dot, _, _ in each.marks)
    keys = tuple((dot, text("beside", f"key_{dot}")) for dot in found if dot in {Dot.MAY, Dot.NONE})
    alt = " ".join((said, *(each.title for each in crowds)))
    return Crowds(crowds=crowds, alt=alt, keys=keys)


def crowd_of_same_age(lower: int, who: str | None) -> Crowd:
    """100 people of the same age: those whose bone is less dense, and the rest."""
    marks = (
        (Dot.OTHERS, lower, told("beside", "dot_lower", who, count=lower)),
        (Dot.NONE, FEW - lower, text("beside", "dot_not_lower", count=FEW - lower)),
    )
    return Crowd(of=FEW, marks=tuple(mark for mark in marks if mark[1]))


# ---------------------------------------------------------------- what moves the number


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """From where to where a factor moves the number; `upto` is further right where an answer is open."""

    label: str
    start: float
    end: float
    upto: float
    said: str
    is_person: bool = False
    is_others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The others, each factor alone, and the person, on one scale that begins at none.

    `of_pair` says that the colour of the others is that of whoever stands beside the person.
    """

    bars: tuple[Bar, ...]
    most: float
    alt: str
    of_pair: bool = False


_SCALES = (3.0, 6.0, 12.0, 30.0, 60.0, 100.0)  # out of 100 people: where a scale may end


def bars(chance: Chance, drivers: list[Driver], of: int, who: str | None) -> Bars:
    """What each factor adds alone: each bar ends at the person's number, and begins where it would be as in the others."""
    you, other = chance.you, chance.comparison
    rows = []
    if other is not None and not other.is_open:
        rows.append(
            Bar(
                label=text("moves", "bar_others"),
                start=0,
                end=other.low,
                upto=other.low,
                said=_count(other, of),
                is_others=True,
            )
        )
    rows += [
        Bar(
            label=capital(name("factor", driver.factor)),
            start=driver.without.low,
            end=you.low,
            upto=you.low,
            said=_moved(driver.without, you, of),
        )
        for driver in drivers
        if driver.without is not None
    ]
    rows.append(
        Bar(
            label=who or message("you"),
            start=0,
            end=you.low,
            upto=you.high,
            said=_count(you, of),
            is_person=True,
        )
    )
    most = max(max(row.start, row.upto) for row in rows)
    alt = " ".join(text("moves", "bar_alt", label=row.label, said=row.said) for row in rows)
    return Bars(bars=tuple(rows), most=next(end for end in _SCALES if end >= most), alt=alt)


def _count(part: Range, of: int) -> str:
    low, high = (people_of(end, of) for end in (part.low, part.high))
    said = text("moves", "under") if high == 0 else number(low)
    said = said if low == high else message("short_between", low=number(low), high=number(high))
    return text("moves", "of", count=said, of=number(of, grouped=True))


def _moved(without: Range, you: Range, of: int) -> str:
    """How many more or fewer a factor makes, at both ends of what is open."""
    low, high = sorted((you.low - without.low, you.high - without.high), key=abs)
    least, most = (people_of(abs(end), of) for end in (low, high))
    way = "more" if high >= 0 else "fewer"
    said = number(most) if least == most else message("short_between", low=number(least), high=number(most))
    return text("moves", way, count=said)


def moving(chance: Chance, of: int) -> Iterator[Driver]:
    """The settled factors that make a difference of one person, at least."""
    for driver in chance.drivers:
        without, you = driver.without, chance.you
        if without is None or driver.low != driver.high:
            continue
        if max(people_of(abs(end), of) for end in (you.low - without.low, you.high - without.high)):
            yield driver


# ---------------------------------------------------------------- one model for all


def for_all(report: Report) -> tuple[ModelRisk, Chance] | None:
    """The number of the model, the breaks and the years by which all made-up people are told; None where it has none."""
    rule = document("presenter.toml")["one_for_all"]
    for risk in report.models:
        if isinstance(risk, ModelRisk) and risk.model == rule["model"]:
            for chance in risk.chances:
                if (chance.kind, chance.years) == (rule["breaks"], rule["years"]) and not is_too_open_for_a_room(
                    risk, chance
                ):
                    return risk, as_shown(chance)
    return None


def without_comparison(chance: Chance) -> Chance:
    """A chance beside which nobody stands."""
    return replace(chance, comparison=None)
