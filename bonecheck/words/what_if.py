"""Words for what if: where a lever stands, what moved and by how much, and just as plainly what did not and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from bonecheck.answers.person import Answer
from bonecheck.answers.questions import questions
from bonecheck.answers.typed import shown_number
from bonecheck.answers.units import UnitSystem
from bonecheck.compare.projection import Line, Projection
from bonecheck.compare.what_if import Lever, Position, Settings, Start, bones_named, is_asked, levers, position_of
from bonecheck.evidence.effects import effect
from bonecheck.evidence.library import document, threshold
from bonecheck.outcomes import Concern, NotAssessed
from bonecheck.plan.food import DAYS
from bonecheck.plan.types import Level
from bonecheck.report import Report, number_of, numbers_of
from bonecheck.risk.chance import Chance, ModelRisk
from bonecheck.risk.shown import is_too_open, longest, people_between
from bonecheck.scan.change_findings import is_of_change
from bonecheck.words.effects import percent_fewer
from bonecheck.words.effects import sentence as effect_sentence
from bonecheck.words.language import Said, bare, either, filled, joined, message, name, number, signed, texts
from bonecheck.words.outcomes import words
from bonecheck.words.plan import action_words, level_words, row_words
from bonecheck.words.risk import model_text, number_cell, remark_words, short, told_apart

_BREAKS_IN_FALLS = "falls_exercise_breaks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What was moved, what changed with it, and what did not and why; each in sentences."""

    moved: tuple[str, ...]
    changed: tuple[str, ...]
    stayed: tuple[str, ...]


def text(key: str, /, **values: Said) -> str:
    """A text of the page with its values."""
    return _filled("page", key, **values)


def trial_text(key: str, /, **values: Said) -> str:
    """A text about a trial with its values."""
    return _filled("projection", key, **values)


def _told(key: str, /, **values: Said) -> str:
    """A sentence on what moved or did not."""
    return _filled("told", key, **values)


def _filled(table: str, key: str, /, **values: Said) -> str:
    return filled(texts("what_if.toml")[table][key], **values)


def label(lever: Lever, start: Start) -> str:
    """What a lever is called for this person."""
    return _filled_of(lever, "label", score_name=name("score", start.score), region=name("region", start.region))


def _filled_of(lever: Lever, part: str, /, **values: Said) -> str:
    return filled(texts("what_if.toml")["levers"][lever.key][part], **values)


def _counts(lever: Lever) -> str:
    """What a lever is called in a sentence on what a model counts."""
    return _filled_of(lever, "counts")


def position_words(lever: Lever, position: Position, units: UnitSystem) -> str:
    """Where a lever stands, with its unit."""
    if isinstance(position, str):
        said: str = texts("what_if.toml")["levers"][lever.key]["names"][position]
        return said
    match lever.key:
        case "score":
            return signed(position)
        case "weight":
            return shown_number(questions()["weight_kg"], position, units)
        case "calcium":
            return _glasses(position / DAYS)
        case "age":
            return _filled_of(lever, "shown", number=bare(position))
        case _:
            return bare(position)


def _glasses(a_day: float) -> str:
    """Glasses a day: halves as such, the rest to one decimal."""
    whole, rest = divmod(a_day, 1)
    if rest == 0.5:
        return _filled("unit", "half", whole=bare(whole) if whole else "")
    return bare(a_day, 1)


def told(start: Start, now: Report, settings: Settings, units: UnitSystem, *, hip: bool) -> Moves:
    """What the moved levers did, and what they did not do and why.

    Parameters
    ----------
    start, now : Start, Report
        The person as answered, and the report of the supposed person.
    settings : Settings
        The levers that are moved.
    units : UnitSystem
        How the person reads quantities.
    hip : bool
        Whether the risk is told for the hip, or for the wider group of breaks.
    """
    moved = [lever for key, lever in levers().items() if key in settings]
    return Moves(
        moved=tuple(_moved(lever, start, settings[lever.key], units) for lever in moved),
        changed=tuple(_changed(start.report, now, hip=hip)) if moved else (),
        stayed=tuple(_stayed(start, now, settings, hip=hip)) if moved else (),
    )


def model_keys(report: Report) -> list[str]:
    """The models that a lever may move: first those with a number that can be drawn, then those with a wide range."""
    counted = [key for key in document("risk_models.toml") if any(key in lever.seen_by for lever in levers().values())]
    found = {key: number_of(report, key, hip=False) for key in counted}
    return sorted(counted, key=lambda key: 2 if (number := found[key]) is None else int(is_too_open(*number)))


def why_no_bar(now: Report, model: str, *, hip: bool) -> str:
    """Why the picture has no bar for the supposed person; "" where it has one."""
    named = model_text(model).name
    if (found := number_of(now, model, hip=hip)) is not None:
        return message("risk_too_open", models=named) if is_too_open(*found) else ""
    refused = next(
        (risk for risk in now.models if isinstance(risk, NotAssessed) and risk.key == f"model_{model}"), None
    )
    why = text("other_break") if refused is None else words(refused).plain
    return text("no_number", model=named, why=why)


def notes(start: Start, now: Report, model: str, *, hip: bool) -> Iterator[str]:
    """What goes with the picture: why somebody is not on the line, what the bars are, and on what condition."""
    found = number_of(now, model, hip=hip, beside=start.report)
    if now.spectrum is None:
        if start.report.spectrum is not None:
            yield text("no_line_now", why=words(now.headline).plain)
    elif start.report.spectrum is None:
        yield text("no_line_start")
    elif now.spectrum.score is not start.report.spectrum.score:
        yield text("other_line")
    if found is None:
        return
    risk, chance = found
    if not is_too_open(risk, chance):
        yield text("axis", years=chance.years)
    about = model_text(model)
    yield text("sight", model=about.name, sees=about.sees, blind_to=about.blind_to)
    if chance.is_beyond_counting:
        yield message("risk_beyond", models=model_text(model).name)
    elif chance.raised_to_hip:
        yield message("risk_hip_raised", models=model_text(model).name)
    for remark in risk.remarks:
        yield text("condition", model=model_text(model).name, condition=remark_words(remark))


def table_columns() -> list[str]:
    """The heads of the columns of `table_lines`."""
    return list(texts("what_if.toml")["table"]["columns"])


def table_lines(start: Start, now: Report, *, hip: bool) -> Iterator[list[str]]:
    """Start and now, line by line: the result, and the number of every model."""
    both = (start.report, now)
    yield [_filled("table", "result"), *(words(report.headline).title for report in both)]
    for model in model_keys(start.report):
        found = numbers_of(*both, model, hip=hip)
        if any(found):
            yield [model_text(model).name, *map(number_cell, found)]


def _moved(lever: Lever, start: Start, position: Position, units: UnitSystem) -> str:
    before, after = position_of(lever.key, start), position_words(lever, position, units)
    if before is None:
        return _told("supposed", label=label(lever, start), after=after)
    return _told("moved", label=label(lever, start), before=position_words(lever, before, units), after=after)


def _changed(before: Report, after: Report, *, hip: bool) -> Iterator[str]:
    if words(before.headline).title != words(after.headline).title:
        yield _told("range_moved", title=words(after.headline).title)
    for old, new in zip(before.models, after.models, strict=True):
        yield from _risk_changed(old, new, hip=hip)
    yield from _findings(before, after)
    yield from _plan_changed(before, after)


def _risk_changed(old: ModelRisk | NotAssessed, new: ModelRisk | NotAssessed, *, hip: bool) -> Iterator[str]:
    was, is_now = _number(old, new, hip=hip), _number(new, old, hip=hip)
    if isinstance(new, NotAssessed):
        if isinstance(old, ModelRisk) and old.model != "own_frax":  # one's own result is told of among what stays
            yield _told("risk_ends", model=model_text(old.model).name, why=words(new).plain)
        return
    if is_now is None:
        return
    model = model_text(new.model).name
    about: dict[str, Said] = {"model": model, "kind": name("fracture_kind", is_now.kind), "years": is_now.years}
    if is_too_open(new, is_now):
        if was is None or was.you != is_now.you:
            yield _told("risk_too_open", model=model)
    elif was is None or not isinstance(old, ModelRisk) or is_too_open(old, was):
        yield _told("risk_begins", after=short(is_now, is_now.you), **about)
    elif was.you != is_now.you:
        before, after = told_apart(was, is_now)
        if before == after:
            yield _told("risk_moved_little", after=after, **about)
        else:
            yield _moved_by(was, is_now, before=before, after=after, **about)


def _number(outcome: ModelRisk | NotAssessed, other: ModelRisk | NotAssessed, *, hip: bool) -> Chance | None:
    """The number over the longest time that the model gives both."""
    beside = other if isinstance(other, ModelRisk) else None
    return longest(outcome, hip=hip, beside=beside) if isinstance(outcome, ModelRisk) else None


def _moved_by(was: Chance, is_now: Chance, /, **about: Said) -> str:
    """That a number moved, and by how much where both are one number."""
    difference = people_between(was, is_now)
    if difference is None:
        return _told("risk_moved", **about)
    key = "risk_moved_more" if is_now.you.low > was.you.low else "risk_moved_fewer"
    return _told(key, amount=number(difference) if difference else _told("less_than_one"), **about)


def _findings(before: Report, after: Report) -> Iterator[str]:
    """Findings to raise with a doctor that were not there before. What went is not told: it would read as all clear.

    What the real scans tell of a change is no news of a lever, in whatever words.
    """
    known = {words(found).title for found in before.findings}
    for found in after.findings:
        title, is_worded = words(found).title, found is not after.headline and not is_of_change(found)
        if is_worded and found.concern is not Concern.NONE_FOUND and title not in known:
            yield _told("new_finding", title=title)


def _plan_changed(before: Report, after: Report) -> Iterator[str]:
    if before.plan is None or after.plan is None:
        return
    if before.plan.exercise.level is not after.plan.exercise.level:
        levels = (level_words(plan.exercise).title for plan in (before.plan, after.plan))
        yield _told("level_moved", **dict(zip(("before", "after"), levels, strict=True)))
    for new in after.plan.rows:
        old = before.plan.row(new.key)
        if old.status is not new.status:
            was, is_now = (row_words(row, after.plan.exercise.level) for row in (old, new))
            yield _told("row_moved", title=is_now.title, before=was.status, after=is_now.status)
    if [action.key for action in before.plan.actions] != [action.key for action in after.plan.actions]:
        steps = joined(action_words(action, after.plan.exercise.level).title for action in after.plan.actions)
        yield _told("first_steps", steps=steps)


# ---------------------------------------------------------------- what did not move, and why


def _stayed(start: Start, now: Report, settings: Settings, *, hip: bool) -> Iterator[str]:
    before = start.report
    keys = settings.keys()
    moved = [lever for key, lever in levers().items() if key in keys]
    if words(before.headline).title == words(now.headline).title:
        yield _told("range_stays", title=words(now.headline).title)
    unseen_by_the_scan = [_counts(lever) for lever in moved if lever.key not in {"score", "age"}]
    if before.sites and unseen_by_the_scan:
        key = "score_stays" if "score" in keys else "scan_stays"
        yield _told(key, score_name=name("score", start.score), counts=joined(unseen_by_the_scan))
    yield from _models_stay(before, now, moved, hip=hip)
    for lever in moved:
        if lever.row:  # training and calcium: habits that no model counts
            yield _told(lever.key, **(percent_fewer(effect(_BREAKS_IN_FALLS)) if lever.key == "training" else {}))
            if lever.key == "training":
                yield from _ask_first(now)
    yield from _conditions(start, settings)
    if "score" in keys:
        if _has_more(start):
            yield _told("site_left_out")
        deciding = {site.region for site in now.sites if site.decides}
        if deciding and start.region not in deciding:
            yield _told("now_lowest")
    yield from _change_stays(before, now)
    if "age" in keys and any(site.z_score is not None and not site.z_is_estimated for site in before.sites):
        yield _told("z_left_out")
    had_frax = any(isinstance(risk, ModelRisk) and risk.model == "own_frax" for risk in before.models)
    if had_frax and any(lever.ends_frax for lever in moved):
        yield _told("frax_left_out")


def _change_stays(before: Report, now: Report) -> Iterator[str]:
    """What earlier scans tell is of the real scans: where it is left out, and which loss stays true."""
    compared = {site.region for site in now.changes}
    left = [site.region for site in before.changes if site.region not in compared]
    if not left:
        return
    yield _told("change_left_out", sites=joined(name("region", region) for region in left))
    for found in before.findings:
        sites = found.values.get("sites")
        of_left = is_of_change(found) and isinstance(sites, tuple) and not set(left).isdisjoint(sites)
        if of_left and found.concern is not Concern.NONE_FOUND:
            yield _told("change_stays", title=words(found).title)


def _has_more(start: Start) -> bool:
    """Whether the site whose score moves has more than this score on the report."""
    here = [f"{start.region}.{value}" for value in ("bmd_g_cm2", "t_score", "z_score") if value != start.score]
    return any(key in start.answers for key in here)


def _conditions(start: Start, settings: Settings) -> Iterator[str]:
    """What a supposed break, steroid or weight leaves open, or does not say."""
    fractures = levers()["fractures"]
    if not is_asked("fracture_since_50", start, settings):
        if "fractures" in settings:
            yield _told("not_asked", label=label(fractures, start))
        elif start.check.risk_factors.fracture_since_50 is Answer.YES:
            yield _told("breaks_not_counted")
    elif settings.get("fractures", "0") != "0" and not bones_named(start):
        yield _told(f"fractures_bone_{fractures.bone}")
    yield from _conditions_of_menopause(start, settings)
    has_mother = settings.get("family") in {"mother", "both"}
    if has_mother and start.answers.get("mother_broke_hip_after_50") not in {"yes", "no"}:
        yield _told("mother_age_open")
    steroids = settings.get("steroids", "never")
    if steroids != "never" and start.check.risk_factors.glucocorticoid_months is None:
        yield _told("steroids_open")
    if "weight" in settings:
        yield _told("weight")


def _conditions_of_menopause(start: Start, settings: Settings) -> Iterator[str]:
    """Which stage of menopause counts at all, and the reason that goes with it."""
    if "menopause" not in settings:
        return
    if not is_asked("menopausal_status", start, settings):
        past = threshold("menopause_taken_as_past_age").value
        yield _told("menopause_not_asked", label=label(levers()["menopause"], start), age=past)
    elif settings["menopause"] != "premenopausal" and is_asked("periods_stopped_because", start, settings):
        yield _told("menopause_reason", age=threshold("menopause_taken_at_its_word_age").value)


def _models_stay(before: Report, now: Report, moved: list[Lever], *, hip: bool) -> Iterator[str]:
    """Models whose number stays: those that do not count any of it, and those that count it and stay all the same."""
    counted = [lever for lever in moved if not lever.row]  # what no model counts of the habits is told by itself
    blind: dict[tuple[str, ...], list[str]] = {}
    same: dict[tuple[str, ...], list[str]] = {}
    for old, new in zip(before.models, now.models, strict=True):
        was, is_now = _number(old, new, hip=hip), _number(new, old, hip=hip)
        if not isinstance(new, ModelRisk) or was is None or is_now is None or was.you != is_now.you or not counted:
            continue
        seen = tuple(_counts(lever) for lever in counted if new.model in lever.seen_by)
        together = same if seen else blind
        together.setdefault(seen or tuple(map(_counts, counted)), []).append(model_text(new.model).name)
    for counts, models in blind.items():
        yield _told("blind", count=len(models), models=joined(models), counts=either(counts))
    for counts, models in same.items():
        yield _told("same", count=len(models), models=joined(models), counts=joined(counts))


def trial_conditions(shown: Projection, now: Report) -> Iterator[str]:
    """What must stand above the picture of a trial: how it was done, and whether somebody should ask first."""
    if shown.lever == "training":
        yield from _ask_first(now)
        yield trial_text("about_training")
    if note := texts("what_if.toml")["projections"][shown.key].get("note"):
        yield note


def _ask_first(now: Report) -> Iterator[str]:
    if now.plan is not None and now.plan.exercise.level in {Level.URGENT, Level.STOP, Level.SUPERVISED, Level.OPEN}:
        yield _told("ask_first", title=level_words(now.plan.exercise).title)


# ---------------------------------------------------------------- the trial


def line_label(line: Line) -> str:
    """What the people of one line did."""
    return _filled("lines", line.effect)


def line_words(line: Line) -> str:
    """One line of the picture as a sentence."""
    if line.value is None:
        return trial_text("line_range", label=line_label(line), low=_percent(line.low), high=_percent(line.high))
    if line.low is None:
        return trial_text("line_rate", label=line_label(line), value=_percent(line.value))
    return trial_text(
        "line", label=line_label(line), value=_percent(line.value), low=_percent(line.low), high=_percent(line.high)
    )


def projection_sentence(shown: Projection) -> str:
    """The whole picture in words."""
    return trial_text(
        "alt",
        site=name("region", shown.site),
        months=number(shown.months, decimals=0),
        lines=" ".join(line_words(line) for line in shown.lines),
        noise=noise_words(shown),
    )


def projection_columns() -> list[str]:
    """The heads of the columns of a trial as a table."""
    return list(texts("what_if.toml")["projection"]["columns"])


def line_cells(line: Line) -> list[str]:
    """One line of the picture as cells: the group, the months, the change, and the interval."""
    span = "" if line.low is None else trial_text("span", low=_percent(line.low), high=_percent(line.high))
    return [line_label(line), number(line.months, decimals=0), _percent(line.value), span]


def noise_words(shown: Projection) -> str:
    """The noise of one scanner in percent, to one decimal."""
    return number(shown.noise_percent, decimals=1)


def trial_sentences(shown: Projection) -> tuple[str, ...]:
    """What the trials found, each in its own words."""
    return tuple(effect_sentence(told) for told in shown.effects)


def sources(shown: Projection) -> tuple[str, ...]:
    """Where the figures come from."""
    return tuple(dict.fromkeys((*(told.source for told in shown.effects), "iscd_precision")))


def _percent(value: float | None) -> str:
    return "" if value is None else _filled("unit", "percent", number=signed(round(value, 1)))
