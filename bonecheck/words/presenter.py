"""Presenter mode: a report as a few steps with one message and one picture each, and notes for whoever presents it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bonecheck.answers.check import Problem
from bonecheck.answers.units import UnitSystem
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome
from bonecheck.plan.types import Plan
from bonecheck.report import Report
from bonecheck.risk.scan_advice import SCAN_ADVICE
from bonecheck.scan.change import SiteChanges
from bonecheck.scan.change_findings import LOSS, finding_of_site, is_of_change
from bonecheck.scan.fractures import FractureLevel
from bonecheck.scan.held import Held
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import score_of
from bonecheck.scan.spectrum import Spectrum, shared
from bonecheck.words.bone_line import Unsigned, bone_line, either_line, person_site, two_on_one_line
from bonecheck.words.chance_steps import beside, beside_both, moves
from bonecheck.words.change import SiteWords, changes_in_words, clinical_lines, here, losses_first
from bonecheck.words.language import capital, cut_off, joined, message, name, signed, texts
from bonecheck.words.outcomes import first_sentence, named, words
from bonecheck.words.plan import (
    action_words,
    asked_words,
    doctor_question,
    doctor_words,
    level_words,
    next_scan_words,
    red_flags,
)
from bonecheck.words.problems import problem_words
from bonecheck.words.scan import spectrum_sentence
from bonecheck.words.stage import (
    Bars,
    ladder,
    text,
    told,
)
from bonecheck.words.step import (
    ACTIONS,
    CHANGED,
    DOCTOR,
    NUMBER,
    WHERE,
    Bubbles,
    Card,
    Cards,
    Lines,
    Person,
    Step,
    by_name,
    for_a_room,
    found_in,
    is_told_of,
    not_assessed_in,
    of_both,
    said_of,
    sources_of,
    titled,
)

ROLES = ("coach", "clinician")
_MOST_QUESTIONS = 4
# What a headline may hold where our own words for a room say all that it says.
_SAID_BY_NAME = {"score", "score_name", "sites", "fracture", "bones", "lost_height"}
_IN_SHORT = {  # why a score counts, where the first sentence is all that a room needs
    *("score_postmenopausal", "score_transition", "score_past_menopause_by_age", "score_man_old_enough"),
    *("score_both_old_enough", "score_premenopausal", "score_woman_too_young", "score_man_too_young"),
}
_ONE_NUMBER = {"deciding_lowest", "deciding_lowest_of_four", "deciding_tie", "deciding_only"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What whoever presents may say in their role, what not, and what to ask."""

    say: str
    do_not_say: str
    ask: str


def notes(role: str, step: str) -> Notes:
    """The notes of one role for one step."""
    return Notes(**texts("presenter.toml")[role][step])


def comes_up(role: str) -> tuple[str, ...]:
    """What to do in one role about what happens in a room, and last the signs that cannot wait."""
    told_of = texts("presenter.toml")
    when = told_of["comes_up_when"]
    worded = (
        text("words", "when_asked" if what.endswith("”") else "when", what=what, text=told_of["comes_up"][role][key])
        for key, what in when.items()
    )
    return (*worded, *(f"{flags.lead} {' '.join(flags.signs)}" for flags in (red_flags("now"), red_flags("soon"))))


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
        (beside_both(pair) if pair else None) or beside(report, who),
        _moves(report, who, is_pair=pair is not None),
        _actions(report, who),
        _doctor(report, who),
    )
    whom = who if pair is None else joined([each for each, _ in pair])
    return tuple(
        replace(step, small_print=tuple(_explained([for_a_room(line, who) for line in step.small_print], whom)))
        for step in told_steps
        if step is not None
    )


def _explained(small_print: list[str], whom: str | None) -> Iterator[str]:
    """The small print; what is said to somebody made up stands in quotes, and that is said first."""
    if whom is not None and any("“" in line for line in small_print):
        yield text("words", "in_quotes", name=whom)
    yield from small_print


def _in_order(one: Person, other: Person) -> tuple[Person, Person]:
    """A pair stands in the same order, whoever of them was opened."""
    return (one, other) if one[0] <= other[0] else (other, one)


# ---------------------------------------------------------------- where you are, and which number counts


def _where(report: Report, problems: Iterable[Problem], units: UnitSystem, who: str | None) -> Step:
    """The headline with the line; without a line what is missing, and whether to ask for a scan."""
    worded, line, headline = words(report.headline), report.spectrum, report.headline
    if line is None:
        return _without_line(report, problems, units, who)
    if who is not None and (typed := _without_sign(report, problems)) is not None:
        return _where_either(report, line, typed, who)
    drawn = bone_line(report, line, who)
    if who is not None:
        drawn = replace(drawn, alt=by_name(drawn.alt, who))
    about = (spectrum_sentence(report, line), message("spectrum_noise"))
    if isinstance(headline, NotAssessed):
        return Step(
            key=WHERE,
            message=_headline(report, who),
            picture=drawn,
            points=(for_a_room(worded.plain, who),),
            small_print=(*about, worded.clinical),
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
        points=(for_a_room(told(WHERE, beside, who), who),),
        small_print=(*([worded.title] if who else []), worded.plain, *about, worded.clinical),
        sources=headline.sources,
    )


def _without_sign(report: Report, problems: Iterable[Problem]) -> Unsigned | None:
    """The score in use of a site that was typed without a sign, and waits for it."""
    waiting = [site.region for site in report.sites if site.held is Held.NOT_READ_YET]
    for problem in problems:
        region, _, field = problem.question.partition(".")
        if problem.key.startswith("plus_or_minus") and region in waiting and field == report.score:
            minus, plus = sorted(map(float, problem.corrections))
            given, fits = (str(problem.values.get(key, "")) for key in ("given", "fits"))
            return Unsigned(region=region, minus=minus, plus=plus, given=given, fits=fits)
    return None


def _where_either(report: Report, line: Spectrum, typed: Unsigned, who: str) -> Step:
    """Both places of a score without its sign, and nothing that is called theirs."""
    worded = words(report.headline)
    drawn = either_line(report, line, typed, who)
    said = text(WHERE, "sign")
    return Step(
        key=WHERE,
        message=said,
        picture=replace(drawn, alt=f"{said} {drawn.alt}"),
        points=(text(WHERE, "sign_typed", name=who, given=typed.given, site=name("region", typed.region)),),
        small_print=(worded.plain, by_name(spectrum_sentence(report, line), who), worded.clinical),
    )


def _without_line(report: Report, problems: Iterable[Problem], units: UnitSystem, who: str | None) -> Step:
    worded = words(report.headline)
    advised, chosen = found_in(report, *SCAN_ADVICE), found_in(report, "score_")
    without = isinstance(report.headline, NotAssessed) and report.headline.reason == "no_scan"
    why = () if without and advised else (worded.plain,)
    lines = (
        *why,
        *(said_of(who, found.key, titled(found), **named(found.values)) for found in advised),
        *(words(found).plain for found in chosen),
    )
    held = tuple(titled(outcome) for outcome in not_assessed_in(report, "site"))
    small_print = (
        worded.plain,
        worded.clinical,
        *held,
        *(words(found).clinical for found in (*advised, *chosen)),
    )
    return Step(
        key=WHERE,
        message=_headline(report, who),
        picture=Lines(said=tuple(for_a_room(line, who) for line in lines)),
        small_print=small_print,
        sources=sources_of((*advised, *chosen)),
        quoted=_unusable(problems, units, who),
    )


def _unusable(problems: Iterable[Problem], units: UnitSystem, who: str | None) -> tuple[str, ...]:
    return tuple(for_a_room(problem_words(problem, units), who) for problem in problems if problem.stops)


def _headline(report: Report, who: str | None) -> str:
    """The headline of the scan; of somebody made up in words for the room, as far as they say all that it says."""
    headline, own = report.headline, texts("presenter.toml")[WHERE]
    title, key = words(headline).title, f"{headline.key}_named"
    if who is None:
        return title
    if isinstance(headline, NotAssessed):
        return told(WHERE, headline.key, who) if key in own else by_name(title, who)
    level = str(headline.values.get("fracture", FractureLevel.NONE))
    if key not in own or not set(headline.values) <= _SAID_BY_NAME:
        return by_name(title, who)
    broken = "" if level == FractureLevel.NONE else told(WHERE, f"broken_{level}", who)
    return " ".join(filter(None, (broken, told(WHERE, headline.key, who, **named(headline.values)))))


def _number(report: Report, problems: Iterable[Problem], units: UnitSystem, who: str | None) -> Step | None:
    """The sites as a ladder; left out without a line."""
    typed = None if who is None else _without_sign(report, problems)
    drawn = ladder(report, typed)
    if drawn is None:
        return None
    held = tuple(titled(outcome) for outcome in not_assessed_in(report, "site"))
    decided, chosen = found_in(report, "deciding_"), found_in(report, "score_")
    small_print = (*held, *map(titled, chosen), *(words(found).clinical for found in chosen))
    if not decided:
        points = [for_a_room(words(report.headline).plain, who)]
        if who is not None and typed is not None:
            points = [text(NUMBER, "sign_fits" if typed.fits else "sign_open", name=who, fits=signed(typed.closest))]
        return Step(
            key=NUMBER,
            message=text(NUMBER, "none"),
            picture=drawn,
            points=tuple(points),
            small_print=small_print,
            sources=sources_of(chosen),
            quoted=_unusable(problems, units, who) if typed is None else (),
        )
    [about, *_] = decided
    others = tuple(words(found).title for found in found_in(report, "sites_in_different_classes", "lower_site_"))
    plain = words(about).plain
    which_site = first_sentence(plain) if about.key in _ONE_NUMBER else plain
    why = [
        said_of(who, found.key, first_sentence(words(found).plain) if found.key in _IN_SHORT else titled(found))
        for found in chosen
    ]
    lines = (*why, which_site) if report.score is Score.Z_SCORE else (which_site, *why)
    return Step(
        key=NUMBER,
        message=_deciding(about, who),
        picture=drawn,
        points=tuple(for_a_room(line, who) for line in lines),
        small_print=(plain, *others, *small_print),
        sources=sources_of((*decided, *chosen)),
        quoted=_unusable(problems, units, who),
    )


def _deciding(about: Finding, who: str | None) -> str:
    title = words(about).title
    if who is None:
        return title
    if about.key in _ONE_NUMBER:
        return told(NUMBER, "deciding", who, **named(about.values))
    return by_name(title, who)


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
    ranges = {_range(report) for _, _, report in placed}
    if len(ranges) == 1 and (both_in := ranges.pop()):
        said = f"{said} {text(WHERE, f'both_in_{both_in}')}"
    return Step(
        key=WHERE,
        message=said,
        picture=replace(two_on_one_line(pair, line, is_pair=True), alt=said),
        points=(text(WHERE, "more"),),
        small_print=of_both(
            [
                (who, (words(report.headline).title, *_spectrum_lines(report), words(report.headline).clinical))
                for who, report in pair
            ]
        ),
        sources=sources_of(report.headline for _, report in pair if isinstance(report.headline, Finding)),
    )


def _range(report: Report) -> str:
    """The range of the site that decides, where it has one."""
    ranges = (site.category or site.expected_range for site in report.sites if site.decides)
    return str(next(ranges, None) or "")


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
        worded = of_doctor[0].title if who is None else by_name(of_doctor[0].title, who)
        points = [of_doctor[0].plain, *(said.title for said in of_doctor[1:])]
        small = [first.sentence, *first.meaning]
    else:
        worded, points = _answer(first, who), [first.why, *first.meaning[:1]]
        small = [first.average, *first.meaning[1:]]
    own = {words(each).plain: _key_of_why(each) for each in report.outcomes if is_of_change(each)}
    return Step(
        key=CHANGED,
        message=worded,
        points=tuple(
            said_of(who, own.get(line, ""), line)
            for line in (*points, *(words(found).title for found in elsewhere))
            if line
        ),
        small_print=(
            *filter(None, small),
            *(line for said in others for line in (said.sentence, *said.meaning)),
            *(titled(found) for found in here(report) if "sites" not in found.values),
            *clinical_lines(report),
        ),
        sources=sources_of(found for found in report.findings if is_of_change(found)),
    )


def _answer(said: SiteWords, who: str | None) -> str:
    """The answer of one site, of somebody made up by name."""
    if who is None:
        return said.answer
    if not is_told_of(said.key):
        return by_name(said.answer, who)
    values = finding_of_site(said.key, said.site, said.site.latest).values
    return said_of(who, said.key, said.answer, **named(values))


def _key_of_why(outcome: Outcome) -> str:
    return outcome.reason if isinstance(outcome, NotAssessed) else f"{outcome.key}_why"


def _of_doctor(report: Report) -> list[Finding]:
    """What earlier scans tell and a doctor should hear of."""
    return [found for found in report.findings if is_of_change(found) and found.concern >= Concern.SEE_A_CLINICIAN]


def _sites_of(found: Finding) -> tuple[str, ...]:
    sites = found.values["sites"]
    return sites if isinstance(sites, tuple) else ()


def _moves(report: Report, who: str | None, *, is_pair: bool) -> Step | None:
    """What moves the number; beside a pair the others have a colour of neither."""
    step = moves(report, who)
    if step is None or not isinstance(step.picture, Bars):
        return step
    return replace(step, picture=replace(step.picture, of_pair=is_pair))


# ---------------------------------------------------------------- what to do, and what to ask


def _actions(report: Report, who: str | None) -> Step | None:
    """The first steps, each with its beginning; left out for those who are too young for a plan."""
    plan = report.plan
    if plan is None:
        return None
    level = plan.exercise.level
    steps_told = [(action.key, action_words(action, level)) for action in plan.actions]
    exercise = level_words(plan.exercise)
    cards = Cards(cards=tuple(Card(key=key, title=worded.title, begin=worded.begin) for key, worded in steps_told))
    lead = f"{exercise.title}. {exercise.lead}"
    return Step(
        key=ACTIONS,
        message=_first_of(report, plan, who),
        picture=cards if cards.cards else Lines(said=(for_a_room(lead, who),)),
        points=tuple(_asked_first(plan, exercise.open, who)),
        small_print=(
            *(text(ACTIONS, "why", title=worded.title, why=worded.why) for _, worded in steps_told),
            lead,
            message("plan_order", age=cut_off("balance_age")),
        ),
    )


def _asked_first(plan: Plan, still_open: str, who: str | None) -> Iterator[str]:
    """What stands above the first steps: the questions that could change them, else what else is open."""
    if keys := plan.exercise.open_questions:
        asked = texts("presenter.toml")["asked"]
        first, *more = [asked[key] if key in asked else asked_words(key) for key in keys]
        questions = " ".join((first, *map(capital, more)))
        yield for_a_room(text(ACTIONS, "asked_first", count=len(keys), questions=questions), who)
    elif still_open:
        yield for_a_room(still_open, who)


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
        return Step(key=DOCTOR, message=said, picture=Lines(said=(for_a_room(worded, who),)))
    talk, now, soon = texts("doctor_talk.toml"), red_flags("now"), red_flags("soon")
    first, more = plan.doctor_questions[:_MOST_QUESTIONS], plan.doctor_questions[_MOST_QUESTIONS:]
    if _ON_A_SPINE_THAT_READS_HIGH in more:  # the ladder has said that it may
        first, more = (*first[:-1], _ON_A_SPINE_THAT_READS_HIGH), (first[-1], *more)
        more = tuple(key for key in more if key not in first)
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


_ON_A_SPINE_THAT_READS_HIGH = "spine_reads_high"
_ON_MEDICINES = {"treatment", "hormones"}  # on a coach's screen these do not come first


def _is_urgent(report: Report) -> bool:
    return any(found.concern is Concern.GET_CARE_NOW for found in report.findings)
