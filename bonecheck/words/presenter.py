"""Presenter mode: a report as a few steps with one message and one picture each, and notes for whoever presents it."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bonecheck.answers.check import Problem
from bonecheck.answers.units import UnitSystem
from bonecheck.evidence.library import document
from bonecheck.outcomes import Concern, Finding, NotAssessed
from bonecheck.plan.types import Plan
from bonecheck.report import Report
from bonecheck.risk.chance import WITHHOLD, Chance, Driver, ModelRisk
from bonecheck.risk.scan_advice import SCAN_ADVICE
from bonecheck.risk.shown import is_too_open, longest, out_of_100, people_of
from bonecheck.scan.change import SiteChanges
from bonecheck.scan.change_findings import LOSS, is_of_change
from bonecheck.scan.fractures import FractureLevel
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import score_of
from bonecheck.scan.spectrum import shared
from bonecheck.words.bone_line import BoneLine, bone_line, person_site, two_on_one_line
from bonecheck.words.change import changes_in_words, clinical_lines, here, losses_first
from bonecheck.words.language import capital, cut_off, joined, message, name, number, signed, texts
from bonecheck.words.outcomes import first_sentence, named, words
from bonecheck.words.plan import (
    action_words,
    doctor_question,
    doctor_words,
    level_words,
    next_scan_words,
    red_flags,
)
from bonecheck.words.problems import problem_words
from bonecheck.words.risk import (
    has_own_t_score,
    licence_note,
    model_text,
    remark_words,
    sentence,
    telling,
    weight,
)
from bonecheck.words.scan import spectrum_sentence
from bonecheck.words.stage import (
    FEW,
    Bars,
    Crowd,
    Crowds,
    Ladder,
    bars,
    count_words,
    crowd,
    crowd_of_same_age,
    for_all,
    ladder,
    moving,
    scale_of,
    text,
    told,
    without_comparison,
)

WHERE, NUMBER, CHANGED, BESIDE, MOVES = "where", "number", "changed", "beside", "moves"
ACTIONS, DOCTOR = "actions", "doctor"
STEPS = (WHERE, NUMBER, CHANGED, BESIDE, MOVES, ACTIONS, DOCTOR)
ROLES = ("coach", "clinician")
SEEN_BY_ALL = WITHHOLD | {"remark_break_not_seen_by_frax"}  # remarks without which a number would comfort falsely
_MOST_DRIVERS, _MOST_QUESTIONS = 4, 4
_QUOTES = "“"  # what stands in quotes already speaks to whoever was asked
_TO_SOMEBODY = re.compile(r"\byou(rs?|rself)?\b", re.IGNORECASE)
# What a headline may hold where our own words for a room say all that it says.
_SAID_BY_NAME = {"score", "score_name", "sites", "fracture", "bones", "lost_height"}
_IN_SHORT = {  # why a score counts, where the first sentence is all that a room needs
    *("score_postmenopausal", "score_transition", "score_past_menopause_by_age", "score_man_old_enough"),
    *("score_both_old_enough", "score_premenopausal", "score_woman_too_young", "score_man_too_young"),
}
_ONE_NUMBER = {"deciding_lowest", "deciding_lowest_of_four", "deciding_tie", "deciding_only"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing to do: its key names its sign."""

    key: str
    title: str
    begin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """First steps side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubbles:
    """Questions, as somebody would say them."""

    said: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Words alone, where there is nothing to draw."""

    said: tuple[str, ...]


Picture = BoneLine | Ladder | Crowds | Bars | Cards | Bubbles | Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One screen: the sentence to take away, its picture, a few lines beneath, and the small print that must not be lost.

    `quoted` are further lines, which hold what the person typed; `fine` is what a licence wants beside a score.
    """

    key: str
    message: str
    picture: Picture | None = None
    points: tuple[str, ...] = ()
    small_print: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    fine: tuple[str, ...] = ()
    model: ModelRisk | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What whoever presents may say in their role, what not, and what to ask."""

    say: str
    do_not_say: str
    ask: str


Person = tuple[str, Report]  # somebody made up, by name


def notes(role: str, step: str) -> Notes:
    """The notes of one role for one step."""
    return Notes(**texts("presenter.toml")[role][step])


def steps(
    report: Report,
    problems: Iterable[Problem] = (),
    units: UnitSystem = UnitSystem.METRIC,
    *,
    who: str | None = None,
    partner: Person | None = None,
) -> tuple[Step, ...]:
    """The steps of a report that have something to say; `problems` are answers that were given and could not be used.

    `who` is the name of somebody made up, whom others talk about; `partner` is somebody beside whom they stand.
    """
    pair = None if who is None or partner is None else _in_order((who, report), partner)
    told_steps = (
        (_where_both(pair) if pair else None) or _where(report, problems, units, who),
        None if pair else _number(report, problems, units, who),
        _changed(report, who) if report.changes else None,
        (_beside_both(pair) if pair else None) or _beside(report, who),
        _moves(report, who),
        _actions(report, who),
        _doctor(report, who),
    )
    return tuple(step for step in told_steps if step is not None)


def _in_order(one: Person, other: Person) -> tuple[Person, Person]:
    """A pair stands in the same order, whoever of them was opened."""
    return (one, other) if one[0] <= other[0] else (other, one)


def _said(line: str, who: str | None) -> str:
    """A text of a report on a screen for a room: in quotes where it speaks to somebody who is not in the room."""
    return _quoted(line, who) if _TO_SOMEBODY.search(line) else line


def _quoted(line: str, who: str | None) -> str:
    """In quotes where somebody made up is told it."""
    return line if who is None else text("words", "quoted", text=line)


# ---------------------------------------------------------------- where you are, and which number counts


def _where(report: Report, problems: Iterable[Problem], units: UnitSystem, who: str | None) -> Step:
    """The headline with the line; without a line what is missing, and whether to ask for a scan."""
    worded, line, headline = words(report.headline), report.spectrum, report.headline
    clinical = (*_why_no_number(report, who), worded.clinical)
    if line is None:
        return _without_line(report, problems, units, who)
    drawn = bone_line(report, line, who)
    if who is not None:
        drawn = replace(drawn, alt=_by_name(drawn.alt, who))
    about = (spectrum_sentence(report, line), message("spectrum_noise"))
    if isinstance(headline, NotAssessed):
        return Step(
            key=WHERE,
            message=_headline(report, who),
            picture=drawn,
            points=(_said(worded.plain, who),),
            small_print=(*about, *clinical),
        )
    beside = "doctor" if headline.concern >= Concern.SEE_A_CLINICIAN else "more"
    if headline.concern is Concern.GET_CARE_NOW:
        beside = "care_first"
    elif "call_first" in headline.values:
        beside = "call_first"
    return Step(
        key=WHERE,
        message=_headline(report, who),
        picture=drawn,
        points=(_said(told(WHERE, beside, who), who),),
        small_print=(*([worded.title] if who else []), worded.plain, *about, *clinical),
        sources=headline.sources,
    )


def _without_line(report: Report, problems: Iterable[Problem], units: UnitSystem, who: str | None) -> Step:
    worded = words(report.headline)
    advised, chosen = _found(report, *SCAN_ADVICE), _found(report, "score_")
    without = isinstance(report.headline, NotAssessed) and report.headline.reason == "no_scan"
    why = () if without and advised else (worded.plain,)
    lines = (*why, *map(_titled, advised), *(words(found).plain for found in chosen))
    held = tuple(_titled(outcome) for outcome in _not_assessed(report, "site"))
    small_print = (
        worded.plain,
        *_why_no_number(report, who),
        worded.clinical,
        *held,
        *(words(found).clinical for found in (*advised, *chosen)),
    )
    return Step(
        key=WHERE,
        message=_headline(report, who),
        picture=Lines(said=tuple(_said(line, who) for line in lines)),
        small_print=small_print,
        sources=tuple(dict.fromkeys(source for found in (*advised, *chosen) for source in found.sources)),
        quoted=_unusable(problems, units, who),
    )


def _unusable(problems: Iterable[Problem], units: UnitSystem, who: str | None) -> tuple[str, ...]:
    return tuple(_said(problem_words(problem, units), who) for problem in problems if problem.stops)


def _headline(report: Report, who: str | None) -> str:
    """The headline of the scan; of somebody made up in words for the room, as far as they say all that it says."""
    headline, own = report.headline, texts("presenter.toml")[WHERE]
    title, key = words(headline).title, f"{headline.key}_named"
    if who is None:
        return title
    if isinstance(headline, NotAssessed):
        return told(WHERE, headline.key, who) if key in own else _by_name(title, who)
    level = str(headline.values.get("fracture", FractureLevel.NONE))
    if key not in own or not set(headline.values) <= _SAID_BY_NAME:
        return _by_name(title, who)
    broken = "" if level == FractureLevel.NONE else told(WHERE, f"broken_{level}", who)
    return " ".join(filter(None, (broken, told(WHERE, headline.key, who, **named(headline.values)))))


def _by_name(title: str, who: str) -> str:
    """A title of the report that we have no other words for."""
    return text("words", "by_name", name=who, text=_said(title, who))


def _number(report: Report, problems: Iterable[Problem], units: UnitSystem, who: str | None) -> Step | None:
    """The sites as a ladder; left out without a line."""
    drawn = ladder(report)
    if drawn is None:
        return None
    held = tuple(_titled(outcome) for outcome in _not_assessed(report, "site"))
    decided, chosen = _found(report, "deciding_"), _found(report, "score_")
    small_print = (*held, *map(_titled, chosen), *(words(found).clinical for found in chosen))
    if not decided:
        return Step(
            key=NUMBER,
            message=text(NUMBER, "none"),
            picture=drawn,
            points=(_said(words(report.headline).plain, who),),
            small_print=small_print,
            sources=_sources(chosen),
            quoted=_unusable(problems, units, who),
        )
    [about, *_] = decided
    others = tuple(words(found).title for found in _found(report, "sites_in_different_classes", "lower_site_"))
    plain = words(about).plain
    which_site = first_sentence(plain) if about.key in _ONE_NUMBER else plain
    why = [first_sentence(words(found).plain) if found.key in _IN_SHORT else _titled(found) for found in chosen]
    lines = (*why, which_site) if report.score is Score.Z_SCORE else (which_site, *why)
    return Step(
        key=NUMBER,
        message=_deciding(about, who),
        picture=drawn,
        points=tuple(_said(line, who) for line in lines),
        small_print=(plain, *others, *small_print),
        sources=_sources((*decided, *chosen)),
        quoted=_unusable(problems, units, who),
    )


def _deciding(about: Finding, who: str | None) -> str:
    title = words(about).title
    if who is None:
        return title
    if about.key in _ONE_NUMBER:
        return told(NUMBER, "deciding", who, **named(about.values))
    return _by_name(title, who)


def _where_both(pair: tuple[Person, Person]) -> Step | None:
    """Two people on one line, by the same score; None where they do not share one."""
    line = shared(report.spectrum for _, report in pair)
    placed = [(who, person_site(report, line), report) for who, report in pair] if line is not None else []
    found = [
        (value, who)
        for who, site, report in placed
        if line is not None
        and site is not None
        and site.decides
        and report.score is line.score
        and (value := score_of(site, line.score)) is not None
    ]
    if line is None or len(found) < len(pair):
        return None
    (low, lower), (high, higher) = sorted(found)
    said = text(
        WHERE,
        "both" if low < high else "both_level",
        lower=lower,
        higher=higher,
        whose_lower=text("words", "whose", name=lower),
        whose_higher=text("words", "whose", name=higher),
        low=signed(low),
        high=signed(high),
        score=name("score", line.score),
    )
    return Step(
        key=WHERE,
        message=said,
        picture=replace(two_on_one_line(pair, line), alt=said),
        points=(text(WHERE, "more"),),
        small_print=_of_both(
            [
                (who, (words(report.headline).title, *_spectrum_lines(report), words(report.headline).clinical))
                for who, report in pair
            ]
        ),
        sources=_sources(report.headline for _, report in pair if isinstance(report.headline, Finding)),
    )


def _of_both(told_of: list[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """The small print of two people: what is said of both once, the rest by name."""
    every = [lines for _, lines in told_of]
    both = [line for line in every[0] if all(line in lines for lines in every)]
    own = (
        text("words", "by_name", name=who, text=line) for who, lines in told_of for line in lines if line not in both
    )
    return (*own, *both)


def _spectrum_lines(report: Report) -> Iterator[str]:
    if report.spectrum is not None:
        yield spectrum_sentence(report, report.spectrum)


# ---------------------------------------------------------------- whether it has changed


def changed_site(report: Report) -> SiteChanges:
    """The site of the step on change: what a doctor should hear of, else the one that decides, else a loss."""
    deciding = [site.region for site in report.sites if site.decides]
    wanted = [*(str(found.values["site"]) for found in _of_doctor(report)), *deciding, *losses_first(report)]
    return next(site for region in wanted for site in report.changes if site.region == region)


def _changed(report: Report, who: str | None) -> Step:
    """The answer for one site; a loss at another one stands beneath, and all else in the small print."""
    shown = changed_site(report).region
    order = sorted(losses_first(report), key=lambda region: region != shown)
    first, *others = changes_in_words(report, order)
    of_doctor = [words(found) for found in _of_doctor(report)]
    elsewhere = [found for found in here(report) if found.key in LOSS and shown not in _sites_of(found)]
    if of_doctor:
        worded, points = of_doctor[0].title, [of_doctor[0].plain, *(said.title for said in of_doctor[1:])]
    else:
        worded, points = first.answer, [first.why]
    return Step(
        key=CHANGED,
        message=worded if who is None else _by_name(worded, who),
        points=tuple(_said(line, who) for line in (*points, *(words(found).title for found in elsewhere)) if line),
        small_print=(
            *([first.sentence] if of_doctor else []),
            *first.meaning,
            *(line for said in others for line in (said.sentence, *said.meaning)),
            *(_titled(found) for found in here(report) if "sites" not in found.values),
            *clinical_lines(report),
        ),
        sources=_sources(found for found in report.findings if is_of_change(found)),
    )


def _of_doctor(report: Report) -> list[Finding]:
    """What earlier scans tell and a doctor should hear of."""
    return [found for found in report.findings if is_of_change(found) and found.concern >= Concern.SEE_A_CLINICIAN]


def _sites_of(found: Finding) -> tuple[str, ...]:
    sites = found.values["sites"]
    return sites if isinstance(sites, tuple) else ()


# ---------------------------------------------------------------- risk beside people like you, and what moves it


def spoken(report: Report, who: str | None = None) -> tuple[ModelRisk, Chance] | None:
    """The one result to show.

    Of somebody made up that of the model which all of them share, so that two of them can be compared. Else, settled
    before open, that of the model that sees most of what sets the person apart. None where no model fits, or so much
    is open that the ranges say almost nothing.
    """
    if who is not None and (found := for_all(report)) is not None:
        return found
    shown = [(risk, chance) for risk, chance in _results(report) if not is_too_open(risk, chance)]
    return min(shown, key=lambda pair: (pair[1].you.is_open, -len(telling(pair[1].drivers))), default=None)


def _results(report: Report) -> list[tuple[ModelRisk, Chance]]:
    """Each model that fits, with its number for the most kinds of breaks and the longest time, as it may be shown."""
    fitting = (risk for risk in report.models if isinstance(risk, ModelRisk))
    numbers = ((risk, longest(risk, hip=False) or longest(risk, hip=True)) for risk in fitting)
    return [(risk, chance) for risk, chance in numbers if chance is not None]


def _beside(report: Report, who: str | None) -> Step | None:
    """One grid of people: who answer like somebody, or without a model all of that age. Left out where there is neither."""
    same_age = _found(report, "same_age")
    shown = spoken(report, who)
    if shown is None and not same_age:
        return None
    small_print = (
        *(words(found).plain for found in same_age),
        *_conditions(report),
        *_reasons(report),
    )
    if shown is None:
        [found, *_] = same_age
        said = told(BESIDE, found.key, who, **named(found.values))
        drawn = Crowds(crowds=(crowd_of_same_age(_lower(found), who),), alt=said)
        return Step(key=BESIDE, message=said, picture=drawn, points=(_why_no_chance(report),), small_print=small_print)
    risk, chance = shown
    of = scale_of([chance, without_comparison(chance)])
    said = _out_of(risk, chance, of, who)
    moves = _drivers(report, who)
    return Step(
        key=BESIDE,
        message=said,
        picture=Crowds(crowds=(crowd(risk, chance, of, who),), alt=_in_words([crowd(risk, chance, of, who)], said)),
        points=tuple(_about_the_number(report, risk, chance, who)),
        small_print=(*small_print, *(() if moves else _limits(risk, chance))),
        sources=tuple(dict.fromkeys(key for each, _ in _results(report) for key in model_text(each.model).sources)),
        fine=_fine(risk),
        model=risk,
    )


def _lower(found: Finding) -> int:
    lower = found.values["lower"]
    return int(lower) if isinstance(lower, (int, float)) else 0


def _in_words(crowds: Iterable[Crowd], said: str) -> str:
    return " ".join((said, *(f"{each.title} {words}".strip() for each in crowds for _, _, words in each.marks)))


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


def _fine(risk: ModelRisk) -> tuple[str, ...]:
    """What the licence of a model wants beside every score."""
    return tuple(filter(None, (licence_note(risk.model),)))


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


def _about_the_number(report: Report, risk: ModelRisk, chance: Chance, who: str | None) -> Iterator[str]:
    """What must stand beside the number in sight of everybody."""
    yield _model_line(report, risk, who)
    yield from (_said(remark_words(remark), who) for remark in risk.remarks if remark.key in SEEN_BY_ALL)
    beyond = [model_text(other.model).name for other, number_of in _results(report) if number_of.is_beyond_counting]
    if beyond:
        yield _said(message("risk_beyond", models=joined(beyond)), who)
    if report.unseen is not None:
        yield _said(remark_words(report.unseen), who)
    yield from _of_others(report, risk, chance)
    if report.models_poor_at_this_age:
        yield _said(text(BESIDE, "rough", age=cut_off("models_poor_below_age")), who)


def _of_others(report: Report, risk: ModelRisk, chance: Chance) -> Iterator[str]:
    """Whether another model says more: nobody is to go home with the least of the numbers alone."""
    others = [(other, found) for other, found in _results(report) if other is not risk]
    more = [
        (other, found)
        for other, found in others
        if not is_too_open(other, found) and out_of_100(found.you.low) > out_of_100(chance.you.high)
    ]
    if more:
        other, found = max(more, key=lambda each: each[1].you.low)
        yield text(
            BESIDE,
            "says_more",
            model=model_text(other.model).name,
            breaks=name("break_words", found.kind),
            will=count_words(found, found.you, FEW),
            years=found.years,
        )
    elif others:
        models = joined([model_text(other.model).name for other, _ in others])
        yield text(BESIDE, "others", count=len(others), models=models)


def _why_no_chance(report: Report) -> str:
    return text(BESIDE, "too_open" if _results(report) else "no_model")


def _why_no_number(report: Report, who: str | None) -> Iterator[str]:
    """Where the steps on a chance are left out: why."""
    if spoken(report, who) is None and not _found(report, "same_age"):
        yield _why_no_chance(report)
        yield from _conditions(report)
        yield from _reasons(report)


def _beside_both(pair: tuple[Person, Person]) -> Step | None:
    """Two grids by one model, for the same breaks and years; None where it gives one of them no number."""
    found = [(who, report, numbers) for who, report in pair if (numbers := for_all(report)) is not None]
    if len(found) < len(pair):
        return None
    of = scale_of(chance for _, _, (_, chance) in found)
    crowds = tuple(crowd(risk, chance, of, who, title=who) for who, _, (risk, chance) in found)
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
        picture=Crowds(crowds=crowds, alt=_in_words(crowds, said)),
        points=tuple(
            dict.fromkeys(
                [
                    _model_line(reports[0], risk, one),
                    *(_said(remark_words(remark), one) for remark in remarks),
                    *_other_way(pair, risk),
                    *(
                        [text(BESIDE, "rough", age=cut_off("models_poor_below_age"))]
                        if any(report.models_poor_at_this_age for report in reports)
                        else []
                    ),
                ]
            )
        ),
        small_print=_of_both([(who, tuple(_conditions(report))) for who, report, _ in found]),
        sources=tuple(
            dict.fromkeys(
                key for each in reports for each_, _ in _results(each) for key in model_text(each_.model).sources
            )
        ),
        fine=_fine(risk),
        model=risk,
    )


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


def _moves(report: Report, who: str | None) -> Step | None:
    """From where to where each factor moves the number; left out where nothing is to be drawn."""
    shown, drivers = spoken(report, who), _drivers(report, who)
    if shown is None or not drivers:
        return None
    risk, chance = shown
    of = scale_of([chance])
    worded = model_text(risk.model)
    every = sorted(telling(chance.drivers), key=_strength, reverse=True)
    open_ones = [name("factor", driver.factor) for driver in every if driver.low != driver.high]
    return Step(
        key=MOVES,
        message=told(MOVES, "most_open" if open_ones else "most", who, factor=name("factor", drivers[0].factor)),
        picture=bars(chance, drivers, of, who),
        points=(
            *([text(MOVES, "open_factors", factors=joined(open_ones))] if open_ones else []),
            text(MOVES, "alone"),
            _model_line(report, risk, who),
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


def _ends(driver: Driver) -> tuple[float, float]:
    """How far the least and the greatest effect lie from none: multiplying by 2 and by a half lie equally far."""
    if driver.weight == "times":
        return math.log(driver.low), math.log(driver.high)
    return driver.low, driver.high


def _strength(driver: Driver) -> float:
    return max(abs(end) for end in _ends(driver))


def _driver(driver: Driver) -> str:
    """A factor, which way it moves the number, and how far."""
    way = "open" if driver.low != driver.high else "higher" if _ends(driver)[0] > 0 else "lower"
    return text(MOVES, way, factor=capital(name("factor", driver.factor)), effect=weight(driver))


# ---------------------------------------------------------------- what to do, and what to ask


def _actions(report: Report, who: str | None) -> Step | None:
    """The first steps, each with its beginning; left out for those who are too young for a plan."""
    plan = report.plan
    if plan is None:
        return None
    level = plan.exercise.level
    steps_told = [(action.key, action_words(action, level)) for action in plan.actions]
    exercise = level_words(plan.exercise)
    cards = Cards(
        cards=tuple(
            Card(key=key, title=_quoted(worded.title, who), begin=_quoted(worded.begin, who))
            for key, worded in steps_told
        )
    )
    lead = f"{exercise.title}. {exercise.lead}"
    return Step(
        key=ACTIONS,
        message=_first_of(report, plan, who),
        picture=cards if cards.cards else Lines(said=(_said(lead, who),)),
        points=(exercise.open if _QUOTES in exercise.open else _said(exercise.open, who),) if exercise.open else (),
        small_print=(
            *(text(ACTIONS, "why", title=worded.title, why=worded.why) for _, worded in steps_told),
            lead,
            message("plan_order", age=cut_off("balance_age")),
        ),
    )


def _first_of(report: Report, plan: Plan, who: str | None) -> str:
    if _is_urgent(report):
        return text(ACTIONS, "urgent")
    if plan.reassures:
        return told(ACTIONS, "keep", who)
    if not plan.actions:
        return text(ACTIONS, "none")
    return told(ACTIONS, "first", who, count=len(plan.actions))


def _doctor(report: Report, who: str | None) -> Step:
    plan = report.plan
    if plan is None:
        worded = words(report.headline).plain
        said = text(DOCTOR, "too_young", age=cut_off("adult_age"))
        return Step(key=DOCTOR, message=said, picture=Lines(said=(_said(worded, who),)))
    talk, now, soon = texts("doctor_talk.toml"), red_flags("now"), red_flags("soon")
    first, more = plan.doctor_questions[:_MOST_QUESTIONS], plan.doctor_questions[_MOST_QUESTIONS:]
    first = tuple(sorted(first, key=lambda key: key in _ON_MEDICINES))
    flags = talk["red_flags"]
    questions = " ".join(text(DOCTOR, "quoted", question=doctor_question(key)) for key in more)
    return Step(
        key=DOCTOR,
        message=text(DOCTOR, "urgent") if _is_urgent(report) else told(DOCTOR, "take", who),
        picture=Bubbles(said=tuple(map(doctor_question, first))) if first else Lines(said=now.signs),
        small_print=(
            *([text(DOCTOR, "more", questions=questions)] if more else []),
            doctor_words("intro"),
            next_scan_words(plan.next_scan),
            f"{now.lead} {' '.join(now.signs)}",
            f"{soon.lead} {' '.join(soon.signs)}",
            flags["note"],
        ),
        sources=tuple(dict.fromkeys([*flags["sources"], *talk["next_scan"]["sources"]])),
    )


_ON_MEDICINES = {"treatment", "hormones"}  # on a coach's screen these do not come first


def _is_urgent(report: Report) -> bool:
    return any(found.concern is Concern.GET_CARE_NOW for found in report.findings)


# ---------------------------------------------------------------- the words of outcomes


def _sources(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for found in findings for source in found.sources))


def _found(report: Report, *keys: str) -> list[Finding]:
    """All findings whose keys begin so, beside the headline."""
    return [found for found in report.outcomes if isinstance(found, Finding) and found.key.startswith(keys)]


def _not_assessed(report: Report, key: str) -> list[NotAssessed]:
    return [outcome for outcome in report.outcomes if isinstance(outcome, NotAssessed) and outcome.key == key]


def _titled(outcome: Finding | NotAssessed) -> str:
    worded = words(outcome)
    is_sentence = outcome.key in texts("presenter.toml")["titles_that_are_sentences"]["keys"]
    return text("words", "sentence" if is_sentence else "titled", title=worded.title, plain=worded.plain)
