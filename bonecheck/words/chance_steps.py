"""The steps of presenter mode on a chance: one grid of people, and what moves the number."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bonecheck.evidence.library import document
from bonecheck.outcomes import Finding, NotAssessed
from bonecheck.report import Number, Report
from bonecheck.risk.chance import OTHER_GROUP, WITHHOLD, Chance, Driver, ModelRisk
from bonecheck.risk.shown import is_far_more, is_too_open_for_a_room, longest, out_of_100, people_of
from bonecheck.words.language import capital, cut_off, joined, message, name, number, texts
from bonecheck.words.outcomes import named, words
from bonecheck.words.questions import label_of
from bonecheck.words.risk import (
    has_own_t_score,
    licence_note,
    model_text,
    remark_words,
    sentence,
    telling,
    weight,
)
from bonecheck.words.stage import (
    FEW,
    Crowds,
    bars,
    count_words,
    crowd,
    crowd_of_same_age,
    crowds_of_both,
    for_all,
    moving,
    scale_of,
    text,
    told,
    without_comparison,
)
from bonecheck.words.step import BESIDE, DOCTOR, MOVES, Lines, Person, Step, for_a_room, found_in, of_both

# Remarks without which a number would comfort falsely, or its range would be misread.
SEEN_BY_ALL = WITHHOLD | {"remark_break_not_seen_by_frax", OTHER_GROUP}
_MOST_DRIVERS = 4


def spoken(report: Report, who: str | None = None) -> Number | None:
    """The one result to show.

    Of somebody made up that of the model which all of them share, so that two of them can be compared. Else, settled
    before open, that of the model that sees most of what sets the person apart. None where no model fits, where too much
    is open, and where a model that waits for an answer says more at its least: the mildest must not speak in its place.
    """
    if who is not None and (found := for_all(report)) is not None:
        return found
    results, waiting = _results(report), _waiting(report)
    clear = [found for found in results if found not in waiting]
    shown = min(clear, key=lambda found: (found[1].you.is_open, -len(telling(found[1].drivers))), default=None)
    return None if shown is None or any(_says_more(found, shown[1]) for found in waiting) else shown


def _waiting(report: Report) -> list[Number]:
    """Models that fit, and need an answer more before their number says something to a room."""
    return [found for found in _results(report) if is_too_open_for_a_room(*found)]


def _says_more(found: Number, chance: Chance) -> bool:
    """Whether a number is higher than `chance`, as far as both are settled."""
    return out_of_100(found[1].you.low) > out_of_100(chance.you.high)


def _results(report: Report) -> list[Number]:
    """Each model that fits, with its number for the most kinds of breaks and the longest time, as it may be shown."""
    fitting = (risk for risk in report.models if isinstance(risk, ModelRisk))
    numbers = ((risk, longest(risk, hip=False) or longest(risk, hip=True)) for risk in fitting)
    return [(risk, chance) for risk, chance in numbers if chance is not None]


def _sources(reports: Iterable[Report]) -> tuple[str, ...]:
    """Where the models come from that give a number, each source once."""
    models = (risk.model for report in reports for risk, _ in _results(report))
    return tuple(dict.fromkeys(source for model in models for source in model_text(model).sources))


def beside(report: Report, who: str | None) -> Step:
    """One grid of people: who answer like somebody, or without a model all of that age; with neither why there is none."""
    same_age = found_in(report, "same_age")
    shown = spoken(report, who)
    small_print = (
        *(words(found).plain for found in same_age),
        *_conditions(report),
        *_reasons(report),
    )
    if shown is None and not same_age:
        why = Lines(said=(_why_no_chance(report),))
        return Step(key=BESIDE, message=told(BESIDE, "none", who), picture=why, small_print=small_print)
    if shown is None:
        [found, *_] = same_age
        no_chance = text(BESIDE, "no_chance", why=_why_no_chance(report))
        said = told(BESIDE, found.key, who, **named(found.values))
        drawn = Crowds(crowds=(crowd_of_same_age(_lower(found), who),), alt=said)
        return Step(key=BESIDE, message=said, picture=drawn, points=(no_chance,), small_print=small_print)
    risk, chance = shown
    of = scale_of([chance, without_comparison(chance)])
    twice = _twice_as_much(report, risk, chance)
    said = _out_of(risk, chance, of, who) if twice is None else _out_of_by_two(shown, twice, of, who)
    moves = _drivers(report, who)
    return Step(
        key=BESIDE,
        message=said,
        picture=_grids(shown, twice, of, who, said),
        points=tuple(_about_the_number(report, shown, twice, who)),
        small_print=(*small_print, *(() if moves else _limits(risk, chance))),
        sources=_sources([report]),
        fine=_fine(risk, *([] if twice is None else [twice[0]])),
        model=risk,
    )


def _lower(found: Finding) -> int:
    lower = found.values["lower"]
    return int(lower) if isinstance(lower, (int, float)) else 0


def _grids(shown: Number, twice: Number | None, of: int, who: str | None, said: str) -> Crowds:
    """One grid; or two, where a model that can read too low would else have the picture to itself."""
    risk, chance = shown
    title = _title_of(risk, is_named=twice is not None)
    if twice is not None and risk.is_withheld:
        both = [(title, who, *shown), (_title_of(twice[0], is_named=True), who, *twice)]
        return crowds_of_both(both, of, said, is_pair=False)
    alone = replace(crowd(risk, chance, of, who), title=title)
    return Crowds(crowds=(alone,), alt=" ".join((said, title, *(words for _, _, words in alone.marks))))


def _title_of(risk: ModelRisk, *, is_named: bool) -> str:
    """What stands beside the people: whose number it is, and that it can read too low where the model sees too little."""
    if risk.is_withheld:
        return text(BESIDE, "can_read_too_low", model=model_text(risk.model).name)
    return model_text(risk.model).name if is_named else ""


def _out_of(risk: ModelRisk, chance: Chance, of: int, who: str | None) -> str:
    """One result out of so many people, both ways."""
    return told(
        BESIDE,
        "out_of",
        who,
        of=number(of, grouped=True),
        people=name("people", risk.sex),
        will=count_words(chance, chance.you, of),
        will_not=capital(count_words(chance, chance.you, of, will=False)),
        break_words=name("break_words", chance.kind),
        years=chance.years,
    )


def _out_of_by_two(shown: Number, more: Number, of: int, who: str | None) -> str:
    """One result and one that is far higher, at one size."""
    (risk, chance), (other, found) = shown, more
    same_years = chance.years == found.years
    return told(
        BESIDE,
        "by_two" if same_years else "by_two_years",
        who,
        of=number(of, grouped=True),
        people=name("people", risk.sex),
        model=model_text(risk.model).name,
        will=count_words(chance, chance.you, of),
        break_words=name("break_words", chance.kind),
        years=chance.years,
        other=model_text(other.model).name,
        other_will=count_words(found, found.you, of),
        other_breaks=name("break_words", found.kind),
        other_years=found.years,
    )


def _fine(*risks: ModelRisk) -> tuple[str, ...]:
    """What the licence of a model wants beside every score."""
    return tuple(dict.fromkeys(filter(None, (licence_note(risk.model) for risk in risks))))


def _model_line(report: Report, risk: ModelRisk, who: str | None) -> str:
    """Which model it is, what it sees, and whether all made-up people are told by it."""
    worded = model_text(risk.model)
    seen = {"model": worded.name, "sees_short": worded.sees_short, "blind_short": worded.blind_short}
    if who is None:
        return text(BESIDE, "sees", **seen)
    if for_all(report) is not None:
        return text(BESIDE, "sees_for_all", **seen)
    usual = model_text(str(document("presenter.toml")["one_for_all"]["model"])).name
    return text(BESIDE, "sees_another", name=who, usual=usual, **seen)


def _about_the_number(report: Report, shown: Number, twice: Number | None, who: str | None) -> Iterator[str]:
    """What must stand beside the number in sight of everybody; `twice` is the other number of the message."""
    risk, _ = shown
    yield _model_line(report, risk, who)
    yield from (for_a_room(remark_words(remark), who) for remark in risk.remarks if remark.key in SEEN_BY_ALL)
    beyond = [model_text(other.model).name for other, number_of in _results(report) if number_of.is_beyond_counting]
    if beyond:
        yield for_a_room(message("risk_beyond", models=joined(beyond)), who)
    if report.unseen is not None:
        yield for_a_room(remark_words(report.unseen), who)
    yield from _of_others(report, shown, twice)
    if report.models_poor_at_this_age:
        yield for_a_room(text(BESIDE, "rough", age=cut_off("models_poor_below_age")), who)


def _more_than(report: Report, shown: Number) -> list[Number]:
    """Other models that say more, the one that says most first; not those that wait for an answer."""
    waiting = _waiting(report)
    others = (found for found in _results(report) if found[0] is not shown[0] and found not in waiting)
    return sorted((found for found in others if _says_more(found, shown[1])), key=lambda found: -found[1].you.low)


def _twice_as_much(report: Report, risk: ModelRisk, chance: Chance) -> Number | None:
    """The model that says most, where that is so much more that both numbers belong into the message."""
    most = next(iter(_more_than(report, (risk, chance))), None)
    return most if most is not None and is_far_more(chance, most[1]) else None


def _asked(waiting: list[Number]) -> str:
    """The questions that would narrow the ranges most, each once."""
    asked = dict.fromkeys(label_of(risk.open_questions[0]) for risk, _ in waiting)
    return joined([text(DOCTOR, "quoted", question=each) for each in asked])


def _of_others(report: Report, shown: Number, twice: Number | None) -> Iterator[str]:
    """Whether another model says more, or waits: nobody is to go home with the least of the numbers alone."""
    others = [found for found in _results(report) if found[0] is not shown[0]]
    waiting, more = _waiting(report), _more_than(report, shown)
    if twice is not None:
        worded = model_text(twice[0].model)
        yield text(BESIDE, "sees", model=worded.name, sees_short=worded.sees_short, blind_short=worded.blind_short)
        more = more[1:] if shown[0].is_withheld else []
    if more:
        other, found = more[0]
        yield text(
            BESIDE,
            "says_more",
            model=model_text(other.model).name,
            breaks=name("break_words", found.kind),
            will=count_words(found, found.you, FEW),
            years=found.years,
        )
    if waiting:
        models = joined([model_text(other.model).name for other, _ in waiting])
        yield text(BESIDE, "waits", count=len(waiting), models=models, questions=_asked(waiting))
    if others and twice is None and not more and not waiting:
        models = joined([model_text(other.model).name for other, _ in others])
        yield text(BESIDE, "others", count=len(others), models=models)


def _why_no_chance(report: Report) -> str:
    """The one reason to tell: what a number would hide, else that much is open, else the age for which most are made."""
    refused = Counter(outcome.reason for outcome in report.models if isinstance(outcome, NotAssessed))
    for reason in texts("presenter.toml")["no_chance"]:
        if reason in refused:
            return text("no_chance", reason, up_to=cut_off("models_up_to_age"))
    if waiting := _waiting(report):
        return text(BESIDE, "too_open", questions=_asked(waiting))
    return text(BESIDE, "too_young" if 2 * refused["model_too_young"] > len(report.models) else "no_model")


def beside_both(pair: tuple[Person, Person]) -> Step | None:
    """Two grids by one model, for the same breaks and years; None where it gives one of them no number."""
    found = [(who, report, numbers) for who, report in pair if (numbers := for_all(report)) is not None]
    if len(found) < len(pair):
        return None
    of = scale_of(chance for _, _, (_, chance) in found)
    (one, _, (risk, first)), (other, _, (_, second)) = found
    said = text(
        BESIDE,
        "both",
        of=number(of, grouped=True),
        people=name("people", risk.sex if risk.sex == found[1][2][0].sex else "both"),
        one=one,
        other=other,
        one_will=count_words(first, first.you, of),
        other_will=count_words(second, second.you, of),
        break_words=name("break_words", first.kind),
        years=first.years,
    )
    reports = [report for _, report, _ in found]
    remarks = (remark for _, _, (model, _) in found for remark in model.remarks if remark.key in SEEN_BY_ALL)
    return Step(
        key=BESIDE,
        message=said,
        picture=crowds_of_both([(who, who, model, given) for who, _, (model, given) in found], of, said, is_pair=True),
        points=tuple(
            dict.fromkeys(
                [
                    _model_line(reports[0], risk, one),
                    *(for_a_room(remark_words(remark), one) for remark in remarks),
                    *_other_way(pair, risk),
                    *(
                        [text(BESIDE, "rough", age=cut_off("models_poor_below_age"))]
                        if any(report.models_poor_at_this_age for report in reports)
                        else []
                    ),
                    *_lesson(found, of),
                ]
            )
        ),
        small_print=of_both([(who, tuple(_conditions(report))) for who, report, _ in found]),
        sources=_sources(reports),
        fine=_fine(risk),
        model=risk,
    )


def _lesson(found: list[tuple[str, Report, tuple[ModelRisk, Chance]]], of: int) -> Iterator[str]:
    """What makes the number of somebody higher whose T-score is not the lower one of the two."""
    (lower, _, (_, low)), (_, _, (risk, high)) = sorted(found, key=lambda each: _lowest_t(each[1]))
    if low.you.high >= high.you.low or _lowest_t(found[0][1]) == _lowest_t(found[1][1]):
        return
    raised = [driver for driver in moving(high, of) if driver.without is not None and driver.without.low < high.you.low]
    if raised:
        factors = joined(sorted((name("factor", driver.factor) for driver in raised), key=len))
        yield text(BESIDE, "both_lesson", lower=lower, model=model_text(risk.model).name, factors=factors)


def _lowest_t(report: Report) -> float:
    return min((site.t_score for site in report.sites if site.decides and site.t_score is not None), default=0.0)


def _other_way(pair: tuple[Person, Person], told_by: ModelRisk) -> Iterator[str]:
    """What another model makes of both, which looks at other things: it may put them the other way round."""
    (one, first), (other, second) = pair
    theirs = {risk.model: found for risk, found in _results(second) if not found.you.is_open}
    for risk, chance in _results(first):
        found = theirs.get(risk.model)
        if risk.model == told_by.model or found is None or chance.you.is_open or chance.years != found.years:
            continue
        worded = model_text(risk.model)
        yield text(
            BESIDE,
            "other_way",
            model=worded.name,
            sees_short=worded.sees_short,
            blind_short=worded.blind_short,
            one=one,
            other=other,
            one_will=count_words(chance, chance.you, FEW),
            other_will=count_words(found, found.you, FEW),
            break_words=name("break_words", chance.kind),
        )


def _conditions(report: Report) -> Iterator[str]:
    """All numbers in sentences, and on what condition each fits."""
    results = _results(report)
    if results:
        yield message("risk_intro")
    for risk, chance in results:
        model = model_text(risk.model).name
        yield sentence(risk, chance)
        if chance.is_beyond_counting:
            yield message("risk_beyond", models=model)
        elif chance.raised_to_hip:
            yield message("risk_hip_raised", models=model)
        yield from (f"{model}: {remark_words(remark)}" for remark in risk.remarks)
        if note := licence_note(risk.model):
            yield note
    if results and report.models_poor_at_this_age:
        yield message("risk_under_65")
    if results and report.unseen is not None:
        yield remark_words(report.unseen)


def _reasons(report: Report) -> Iterator[str]:
    """Why models do not fit, those with the same reason together."""
    together: dict[str, list[str]] = {}
    for outcome in report.models:
        if isinstance(outcome, NotAssessed):
            worded = words(outcome)
            together.setdefault(worded.plain, []).append(worded.title)
    return (f"{joined(models)}: {plain}" for plain, models in together.items())


def _drivers(report: Report, who: str | None) -> list[Driver]:
    """What moves the number by a person, at least, the strongest first.

    Nothing where a model leaves out what weighs more, and where as many of the others break a bone.
    """
    shown = spoken(report, who)
    if shown is None or shown[0].is_withheld or shown[0].comparison is None:
        return []
    chance = shown[1]
    of, other = scale_of([chance]), chance.comparison
    is_level = other is not None and people_of(other.low, of) == people_of(chance.you.low, of)
    if other is not None and is_level and not other.is_open and not chance.you.is_open:
        return []
    return sorted(moving(chance, of), key=_strength, reverse=True)[:_MOST_DRIVERS]


def moves(report: Report, who: str | None) -> Step | None:
    """From where to where each factor moves the number; left out where nothing is to be drawn."""
    shown, drivers = spoken(report, who), _drivers(report, who)
    if shown is None or not drivers:
        return None
    risk, chance = shown
    of = scale_of([chance])
    worded = model_text(risk.model)
    every = sorted(telling(chance.drivers), key=_strength, reverse=True)
    open_ones = [name("factor", driver.factor) for driver in every if _is_open(driver) and not driver.is_answered]
    untold = [name("factor", driver.factor) for driver in every if _is_open(driver) and driver.is_answered]
    return Step(
        key=MOVES,
        message=told(
            MOVES,
            "most_open" if open_ones else "most",
            who,
            model=worded.name,
            factor=name("factor", drivers[0].factor),
        ),
        picture=bars(chance, drivers, of, who),
        points=(
            *([text(MOVES, "open_factors", factors=joined(open_ones))] if open_ones else []),
            *([text(MOVES, "open_by_model", model=worded.name, factors=joined(untold))] if untold else []),
            text(MOVES, "alone"),
            _model_line(report, risk, who),
            *(for_a_room(remark_words(remark), who) for remark in risk.remarks if remark.key == OTHER_GROUP),
        ),
        small_print=(
            *_limits(risk, chance),
            text(MOVES, "blind", model=worded.name, blind_to=worded.blind_to),
        ),
        sources=worded.sources,
        fine=_fine(risk),
        model=risk,
    )


def _limits(risk: ModelRisk, chance: Chance) -> Iterator[str]:
    """Each factor with its weight, and what limits the model."""
    worded = model_text(risk.model)
    every = [] if risk.is_withheld else sorted(telling(chance.drivers), key=_strength, reverse=True)
    if risk.model == "own_frax":
        yield text(MOVES, "frax")
    elif risk.is_withheld:
        yield text(MOVES, "withheld", model=worded.name)
    elif not every:
        yield text(MOVES, "none", model=worded.name)
    if every:
        yield message(f"risk_drivers_{every[0].weight}")
    if has_own_t_score(risk):
        yield message("risk_drivers_t_score")
    yield from map(_driver, every)
    yield f"{worded.name}: {message('risk_about_limits', limits=worded.limits)}"


def _is_open(driver: Driver) -> bool:
    return driver.low != driver.high


def _ends(driver: Driver) -> tuple[float, float]:
    """How far the least and the greatest effect lie from none: multiplying by 2 and by a half lie equally far."""
    if driver.weight == "times":
        return math.log(driver.low), math.log(driver.high)
    return driver.low, driver.high


def _strength(driver: Driver) -> float:
    return max(abs(end) for end in _ends(driver))


def _driver(driver: Driver) -> str:
    """A factor, which way it moves the number, and how far."""
    way = "open" if _is_open(driver) else "higher" if _ends(driver)[0] > 0 else "lower"
    return text(MOVES, way, factor=capital(name("factor", driver.factor)), effect=weight(driver))
