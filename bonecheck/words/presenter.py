"""Presenter mode: a report as steps with one message each, and notes for whoever presents it."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bonecheck.answers.check import Problem
from bonecheck.answers.units import UnitSystem
from bonecheck.outcomes import Concern, Finding, NotAssessed
from bonecheck.plan.types import Plan
from bonecheck.report import Report
from bonecheck.risk.chance import WITHHOLD, Chance, Driver, ModelRisk
from bonecheck.risk.scan_advice import SCAN_ADVICE
from bonecheck.risk.shown import is_too_open, longest
from bonecheck.scan.change import SiteChanges
from bonecheck.scan.change_findings import LOSS, is_of_change
from bonecheck.scan.score_choice import Score
from bonecheck.words.change import changes_in_words, clinical_lines, here, losses_first
from bonecheck.words.language import Said, capital, cut_off, filled, joined, message, name, texts
from bonecheck.words.outcomes import named, words
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
    comparison_words,
    has_own_t_score,
    licence_note,
    model_text,
    remark_words,
    sentence,
    telling,
    weight,
)
from bonecheck.words.scan import column_head, site_table, spectrum_sentence

WHERE, NUMBER, CHANGED, BESIDE, MOVES = "where", "number", "changed", "beside", "moves"
ACTIONS, DOCTOR = "actions", "doctor"
STEPS = (WHERE, NUMBER, CHANGED, BESIDE, MOVES, ACTIONS, DOCTOR)
ROLES = ("coach", "clinician")
SEEN_BY_ALL = WITHHOLD | {"remark_break_not_seen_by_frax"}  # remarks without which a number would comfort falsely
_MOST_DRIVERS, _MOST_QUESTIONS = 4, 4
_SLIGHT = {"times": math.log(1.05)}  # less than that would be written as 1.0 times: it stands in the small print


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One screen: the sentence to take away, a few lines beneath it, and the small print that must not be lost.

    `quoted` are further lines, which hold what the person typed.
    """

    key: str
    message: str
    points: tuple[str, ...]
    small_print: tuple[str, ...]
    sources: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What whoever presents may say in their role, what not, and what to ask."""

    say: str
    do_not_say: str
    ask: str


def notes(role: str, step: str) -> Notes:
    """The notes of one role for one step."""
    return Notes(**texts("presenter.toml")[role][step])


def text(group: str, key: str, /, **values: Said) -> str:
    """One text of presenter mode with its values."""
    return filled(texts("presenter.toml")[group][key], **values)


def steps(report: Report, problems: Iterable[Problem] = (), units: UnitSystem = UnitSystem.METRIC) -> tuple[Step, ...]:
    """All steps of a report; `problems` are answers that were given and could not be used.

    Each says something true of everybody: where nothing could be judged, it says that, and why. Only whether bone has
    changed is left out where no earlier scan shows a place of the present one.
    """
    return (
        _where(report),
        _number(report, problems, units),
        *((_changed(report),) if report.changes else ()),
        _beside(report),
        _moves(report),
        _actions(report),
        _doctor(report),
    )


# ---------------------------------------------------------------- where you are, and which number counts


def _where(report: Report) -> Step:
    worded, line = words(report.headline), report.spectrum
    picture = (spectrum_sentence(report, line), message("spectrum_noise")) if line else ()
    if isinstance(report.headline, NotAssessed):
        return Step(key=WHERE, message=worded.title, points=(worded.plain,), small_print=(*picture, worded.clinical))
    beside = "doctor" if report.headline.concern >= Concern.SEE_A_CLINICIAN else "more"
    if report.headline.concern is Concern.GET_CARE_NOW:
        beside = "care_first"
    elif "call_first" in report.headline.values:
        beside = "call_first"
    return Step(
        key=WHERE,
        message=worded.title,
        points=(text(WHERE, beside),),
        small_print=(worded.plain, *picture, worded.clinical),
        sources=report.headline.sources,
    )


def _number(report: Report, problems: Iterable[Problem], units: UnitSystem) -> Step:
    unusable = tuple(problem_words(problem, units) for problem in problems if problem.stops)
    held = tuple(_titled(outcome) for outcome in _not_assessed(report, "site"))
    decided = _found(report, "deciding_")
    chosen = _found(report, "score_")
    if decided:
        titles = tuple(words(found).title for found in _found(report, "sites_in_different_classes", "lower_site_"))
        [about, *_] = decided
        which_score, which_site = tuple(_titled(found) for found in chosen), (words(about).plain, *titles)
        lines = (*which_score, *which_site) if report.score is Score.Z_SCORE else (*which_site, *which_score)
        step = _of(NUMBER, words(about).title, lines, (*held, *_clinical(chosen)), (*decided, *chosen))
        return replace(step, quoted=unusable)
    advised = _found(report, *SCAN_ADVICE)
    without = isinstance(report.headline, NotAssessed) and report.headline.reason == "no_scan"
    worded = text(NUMBER, "no_scan" if without else "none")
    lines = (*(_titled(found) for found in advised), *(words(found).plain for found in chosen))
    why = () if without and advised else (words(report.headline).plain,)
    step = _of(NUMBER, worded, (*why, *lines), (*held, *_clinical(advised)), (*advised, *chosen))
    return replace(step, quoted=unusable)


def short_table(report: Report) -> list[dict[str, str]]:
    """Each site with the score in use and whether it counts: as much as a large picture has room for."""
    scores = ("t_score", "z_score") if report.score in {None, Score.UNDECIDED} else (report.score,)
    columns = ("site", *scores, "counts")
    return [{column_head(column): row[column] for column in columns} for row in site_table(report)]


# ---------------------------------------------------------------- whether it has changed


def changed_site(report: Report) -> SiteChanges:
    """The site of the step on change: what a doctor should hear of, else the one that decides, else a loss."""
    deciding = [site.region for site in report.sites if site.decides]
    wanted = [*(str(found.values["site"]) for found in _of_doctor(report)), *deciding, *losses_first(report)]
    return next(site for region in wanted for site in report.changes if site.region == region)


def _changed(report: Report) -> Step:
    """The answer for one site; a loss at another one stands beneath, and all else in the small print."""
    shown = changed_site(report).region
    order = sorted(losses_first(report), key=lambda region: region != shown)
    first, *others = changes_in_words(report, order)
    of_doctor = [words(found) for found in _of_doctor(report)]
    elsewhere = [found for found in here(report) if found.key in LOSS and shown not in _sites_of(found)]
    if of_doctor:
        worded, points = of_doctor[0].title, [of_doctor[0].plain, *(said.title for said in of_doctor[1:])]
        small = [first.sentence, *first.meaning]
    else:
        worded, points, small = first.answer, [first.why, *first.meaning[:1]], list(first.meaning[1:])
    return Step(
        key=CHANGED,
        message=worded,
        points=(*points, *(words(found).title for found in elsewhere)),
        small_print=(
            *small,
            *(line for said in others for line in (said.sentence, *said.meaning)),
            *(_titled(found) for found in here(report) if "sites" not in found.values),
            *clinical_lines(report),
        ),
        sources=tuple(
            dict.fromkeys(source for found in report.findings if is_of_change(found) for source in found.sources)
        ),
    )


def _of_doctor(report: Report) -> list[Finding]:
    """What earlier scans tell and a doctor should hear of."""
    return [found for found in report.findings if is_of_change(found) and found.concern >= Concern.SEE_A_CLINICIAN]


def _sites_of(found: Finding) -> tuple[str, ...]:
    sites = found.values["sites"]
    return sites if isinstance(sites, tuple) else ()


# ---------------------------------------------------------------- risk beside people like you, and what moves it


def spoken(report: Report) -> tuple[ModelRisk, Chance] | None:
    """The one result to show: settled before open, then of the model that sees most of what sets the person apart.

    None where no model fits, or so much is open that the ranges say almost nothing.
    """
    shown = [(risk, chance) for risk, chance in _results(report) if not is_too_open(risk, chance)]
    return min(shown, key=lambda pair: (pair[1].you.is_open, -len(telling(pair[1].drivers))), default=None)


def _results(report: Report) -> list[tuple[ModelRisk, Chance]]:
    """Each model that fits, with its number for the most kinds of breaks and the longest time, as it may be shown."""
    fitting = (risk for risk in report.models if isinstance(risk, ModelRisk))
    numbers = ((risk, longest(risk, hip=False) or longest(risk, hip=True)) for risk in fitting)
    return [(risk, chance) for risk, chance in numbers if chance is not None]


def _beside(report: Report) -> Step:
    same_age = _found(report, "same_age")
    results = _results(report)
    shown = spoken(report)
    if shown is not None:
        risk, chance = shown
        worded = sentence(risk, replace(chance, comparison=None))
        points = tuple(_about_the_number(report, risk))
    elif same_age:
        [found, *_] = same_age
        worded = text(BESIDE, found.key, **named(found.values))
        points = (_why_no_chance(report),)
    else:
        worded = text(BESIDE, "too_open" if results else "no_model")
        points = tuple(_reasons(report))
    return Step(
        key=BESIDE,
        message=worded,
        points=points,
        small_print=(
            *(words(found).plain for found in same_age),
            *_conditions(report),
            *(_reasons(report) if shown is not None or same_age else ()),
        ),
        sources=tuple(dict.fromkeys(key for risk, _ in results for key in model_text(risk.model).sources)),
    )


def _about_the_number(report: Report, risk: ModelRisk) -> Iterator[str]:
    """What must stand beside the number in sight of everybody."""
    worded = model_text(risk.model)
    if risk.comparison is not None:
        yield text(BESIDE, "compared", who=comparison_words(risk))
    yield from (remark_words(remark) for remark in risk.remarks if remark.key in SEEN_BY_ALL)
    yield text(BESIDE, "sees", model=worded.name, sees_short=worded.sees_short, blind_short=worded.blind_short)
    beyond = [model_text(other.model).name for other, chance in _results(report) if chance.is_beyond_counting]
    if beyond:
        yield message("risk_beyond", models=joined(beyond))
    if report.models_poor_at_this_age:
        yield text(BESIDE, "rough", age=cut_off("models_poor_below_age"))
    others = [model_text(other.model).name for other, _ in _results(report) if other is not risk]
    if others:
        yield text(BESIDE, "others", count=len(others), models=joined(others))


def _why_no_chance(report: Report) -> str:
    return text(BESIDE, "too_open" if _results(report) else "no_model")


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


def _moves(report: Report) -> Step:
    shown = spoken(report)
    if shown is None:
        points = () if report.plan is None else (text(MOVES, "waits_for_nothing"),)
        why = (_why_no_chance(report), *points)
        return Step(key=MOVES, message=text(MOVES, "no_number"), points=why, small_print=tuple(_reasons(report)))
    risk, chance = shown
    worded = model_text(risk.model)
    every = sorted(telling(chance.drivers), key=_strength, reverse=True)
    drivers = [driver for driver in every if _strength(driver) >= _SLIGHT.get(driver.weight, 0)][:_MOST_DRIVERS]
    if risk.is_withheld:
        every, drivers = [], []
    if risk.model == "own_frax":
        most = text(MOVES, "frax")
    elif risk.is_withheld:
        most = text(MOVES, "withheld", model=worded.name)
    elif drivers:
        most = text(MOVES, "most", model=worded.name, factor=name("factor", drivers[0].factor))
    else:
        most = text(MOVES, "none", model=worded.name)
    unseen = () if report.unseen is None else (remark_words(report.unseen),)
    return Step(
        key=MOVES,
        message=most,
        points=(
            *map(_driver, drivers),
            text(MOVES, "blind", model=worded.name, blind_to=worded.blind_to),
            *unseen,
        ),
        small_print=tuple(
            part
            for part in (
                message(f"risk_drivers_{every[0].weight}") if every else "",
                message("risk_drivers_t_score") if has_own_t_score(risk) else "",
                *(_driver(driver) for driver in every if driver not in drivers),
                f"{worded.name}: {message('risk_about_limits', limits=worded.limits)}",
                licence_note(risk.model),
            )
            if part
        ),
        sources=worded.sources,
    )


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


def _actions(report: Report) -> Step:
    plan = report.plan
    if plan is None:
        return _too_young(ACTIONS, message("plan_too_young"))
    level = plan.exercise.level
    told = [action_words(action, level) for action in plan.actions]
    exercise = level_words(plan.exercise)
    return Step(
        key=ACTIONS,
        message=_first_of(report, plan),
        points=tuple(text(ACTIONS, "action", title=worded.title, begin=worded.begin) for worded in told)
        or (f"{exercise.title}. {exercise.lead}",),
        small_print=(
            *(text(ACTIONS, "why", title=worded.title, why=worded.why) for worded in told),
            f"{exercise.title}. {exercise.lead}",
            *([exercise.open] if exercise.open else []),
            message("plan_order", age=cut_off("balance_age")),
        ),
    )


def _first_of(report: Report, plan: Plan) -> str:
    if _is_urgent(report):
        return text(ACTIONS, "urgent")
    if plan.reassures:
        return text(ACTIONS, "keep")
    if not plan.actions:
        return text(ACTIONS, "none")
    return text(ACTIONS, "first", count=len(plan.actions))


def _doctor(report: Report) -> Step:
    plan = report.plan
    if plan is None:
        return _too_young(DOCTOR, words(report.headline).plain)
    talk, now, soon = texts("doctor_talk.toml"), red_flags("now"), red_flags("soon")
    questions = [doctor_question(key) for key in plan.doctor_questions]
    more, flags = questions[_MOST_QUESTIONS:], talk["red_flags"]
    return Step(
        key=DOCTOR,
        message=text(DOCTOR, "urgent" if _is_urgent(report) else "take"),
        points=tuple(text(DOCTOR, "quoted", question=question) for question in questions[:_MOST_QUESTIONS])
        or now.signs,
        small_print=(
            *(
                [
                    text(
                        DOCTOR,
                        "more",
                        questions=" ".join(text(DOCTOR, "quoted", question=question) for question in more),
                    )
                ]
                if more
                else []
            ),
            doctor_words("intro"),
            next_scan_words(plan.next_scan),
            f"{now.lead} {' '.join(now.signs)}",
            f"{soon.lead} {' '.join(soon.signs)}",
            flags["note"],
        ),
        sources=tuple(dict.fromkeys([*flags["sources"], *talk["next_scan"]["sources"]])),
    )


def _too_young(key: str, why: str) -> Step:
    worded = text(key, "too_young", age=cut_off("adult_age"))
    return Step(key=key, message=worded, points=(why,), small_print=())


def _is_urgent(report: Report) -> bool:
    return any(found.concern is Concern.GET_CARE_NOW for found in report.findings)


# ---------------------------------------------------------------- the words of outcomes


def _of(key: str, worded: str, points: Iterable[str], small_print: Iterable[str], findings: Iterable[Finding]) -> Step:
    sources = dict.fromkeys(source for found in findings for source in found.sources)
    return Step(key=key, message=worded, points=tuple(points), small_print=tuple(small_print), sources=tuple(sources))


def _found(report: Report, *keys: str) -> list[Finding]:
    """All findings whose keys begin so, beside the headline."""
    return [found for found in report.outcomes if isinstance(found, Finding) and found.key.startswith(keys)]


def _not_assessed(report: Report, key: str) -> list[NotAssessed]:
    return [outcome for outcome in report.outcomes if isinstance(outcome, NotAssessed) and outcome.key == key]


def _titled(outcome: Finding | NotAssessed) -> str:
    worded = words(outcome)
    is_sentence = outcome.key in texts("presenter.toml")["titles_that_are_sentences"]["keys"]
    return text("words", "sentence" if is_sentence else "titled", title=worded.title, plain=worded.plain)


def _clinical(findings: Iterable[Finding]) -> Iterator[str]:
    return (words(found).clinical for found in findings)
