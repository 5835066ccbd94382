"""assess(): the one place that sees the whole check and says what the rules make of it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from bonecheck.answers.as_given import answers_from
from bonecheck.answers.bone_medicines import takes_bone_medicine
from bonecheck.answers.check import Check
from bonecheck.answers.dxa_report import DxaReport, SkeletalSite
from bonecheck.answers.person import Answer
from bonecheck.answers.questions import Answers, of_earlier, question_of
from bonecheck.answers.risk_factors import RiskFactors
from bonecheck.evidence.library import threshold
from bonecheck.lead import Leads, lead
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome
from bonecheck.plan.checklist import checklist
from bonecheck.plan.claims import Claims
from bonecheck.plan.doctor_talk import doctor_questions, next_scan
from bonecheck.plan.exercise_level import exercise_level
from bonecheck.plan.first_actions import first_actions, reassures
from bonecheck.plan.types import Plan
from bonecheck.report import Report
from bonecheck.risk import findings as risk_findings
from bonecheck.risk import periods, scan_advice
from bonecheck.risk.chance import ModelRisk
from bonecheck.risk.models import models_for, own_frax, unseen
from bonecheck.risk.models.inputs import Inputs
from bonecheck.risk.screening import before_a_scan
from bonecheck.risk.screening.score_range import ScreeningScore
from bonecheck.scan import findings as scan_findings
from bonecheck.scan import fractures
from bonecheck.scan.change import changes
from bonecheck.scan.change_findings import change_findings
from bonecheck.scan.densitometry import one_decimal
from bonecheck.scan.fit import is_in_lowest_range
from bonecheck.scan.headline import ReadScan, headline
from bonecheck.scan.method import LOW_WITHOUT_DXA
from bonecheck.scan.score_choice import Score, ScoreChoice, Why, age_at_scan, choose_score, choose_score_at
from bonecheck.scan.site_reading import SiteReading, peers, read_sites
from bonecheck.scan.spectrum import peers_missing, spectrum
from bonecheck.second_look import with_early_menopause, with_old_breaks, with_reason_that_fits

Told = TypeVar("Told", Finding | NotAssessed, ModelRisk | NotAssessed, ScreeningScore | NotAssessed)


def assess(check: Check, *, on: date) -> Report:
    """What the published rules say about this person, and what they could not judge.

    Parameters
    ----------
    check : Check
        All answers, typed; blanks are None and are never read as "no".
    on : date
        Today's date; tells the age at the scan.

    Returns
    -------
    Report
        The headline, every site read, the spectrum to draw, and all findings and not-assessed outcomes
        in reading order.
    """
    check = _that_fit(check)
    scan = _read(check, on)
    score = scan.choice.score if scan else None
    sites = scan.sites if scan else ()
    person, risks = check.person, check.risk_factors
    age = age_at_scan(person, scan.report.scan_date if scan else None, on)
    has_scan = _has_scan(check, scan)
    tools = _before_a_scan(check, has_scan)
    first = headline(scan) if scan else _no_scan(check)
    of_scan = tuple(scan_findings.findings(scan, first)) if scan else ()
    changed = changes(scan) if scan and scan.choice.score else ()
    told = {outcome.key for outcome in of_scan}
    is_low_otherwise = bool(told & _LOW_OTHERWISE)
    inputs = _inputs(check, scan, has_scan, is_low_otherwise=is_low_otherwise)
    outcomes: tuple[Outcome, ...] = (
        *risk_findings.warning_signs(risks),
        *periods.pregnancy(person, risks),
        *of_scan,
        *change_findings(changed, sites, risks),
        *(peers_missing(scan.score, sites, person, age) if scan and scan.has_usable_scan else ()),
        *fractures.fractures(person, risks, scan.category if scan else None),
        *risk_findings.height_loss(person, check.units),
        *periods.missed_periods(person, risks),
        *risk_findings.look_for_causes(person, risks, has_low_score=_has_low_score(scan, told)),
        *risk_findings.causes(risks),
        *risk_findings.glucocorticoids(risks),
        *risk_findings.bone_medicine(risks, check.lifestyle),
        *scan_advice.scan_advised(
            person,
            risks,
            has_scan,
            tools,
            is_old=scan is not None and scan.is_old,
            measured_otherwise=scan is not None and not scan.has_usable_scan,
            was_low=is_low_otherwise or "low_before_20" in told,
        ),
        *own_frax.findings(inputs, scan.category if scan else None),
    )
    tools = scan_advice.beside_the_advice(tools, outcomes)
    answers = answers_from(check)
    models = models_for(inputs)
    claims = _claims(check, scan, has_scan, (first, *outcomes))
    plan = _plan(claims, scan, (first, *outcomes), on)
    leading = lead(first, outcomes, claims, plan)
    led = _led(first, outcomes, risks, leading.leads)
    return Report(
        lead=leading,
        headline=_with_open_door(led, answers),
        has_usable_scan=scan is not None and scan.has_usable_scan,
        score=score,
        sites=sites,
        changes=changed,
        spectrum=spectrum(score, sites, person, age) if score and scan and scan.has_usable_scan else None,
        outcomes=tuple(_with_open_door(outcome, answers) for outcome in outcomes),
        screening=tuple(_with_open_door(tool, answers) for tool in tools),
        models=tuple(_with_open_door(outcome, answers) for outcome in models),
        plan=plan,
        unseen=unseen(risks, models),
        models_poor_at_this_age=person.age_years is not None
        and threshold("models_poor_below_age").is_met_by(person.age_years),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """The part of a report that a table of many people holds: the scan, its headline and the chances.

    `choice` is the score that counts for the scan; None without one.
    """

    choice: ScoreChoice | None
    headline: Outcome
    sites: tuple[SiteReading, ...]
    models: tuple[ModelRisk | NotAssessed, ...]


def core(check: Check, *, on: date) -> Core:
    """The same as in the report of `assess()`, without findings, advice and plan."""
    check = _that_fit(check)
    scan = _read(check, on)
    first = headline(scan) if scan else _no_scan(check)
    told = {outcome.key for outcome in scan_findings.low_otherwise(scan)} if scan else set()
    inputs = _inputs(check, scan, _has_scan(check, scan), is_low_otherwise=bool(told & _LOW_OTHERWISE))
    return Core(
        choice=scan.choice if scan else None,
        headline=first,
        sites=scan.sites if scan else (),
        models=models_for(inputs),
    )


def _that_fit(check: Check) -> Check:
    """`check` with what other answers tell of the menopause and of old breaks."""
    return replace(
        check,
        person=with_early_menopause(with_reason_that_fits(check.person), check.risk_factors),
        risk_factors=with_old_breaks(check.person, check.risk_factors),
    )


def _has_scan(check: Check, scan: ReadScan | None) -> Answer | None:
    """Whether there is a scan that tells of bone today: one made before 20 is as good as none, for bone still grew."""
    too_young_then = scan is not None and scan.choice.why is Why.SCANNED_UNDER_20
    return Answer.NO if scan is not None and (too_young_then or not scan.has_usable_scan) else check.has_scan


def _has_low_score(scan: ReadScan | None, told: set[str]) -> bool:
    """Whether the scan alone is a reason to look for a cause; `told` are the keys of what it says."""
    scores = [site.t_score for site in scan.deciding] if scan and scan.score is Score.T_SCORE else []
    in_range = any(is_in_lowest_range(score, Score.T_SCORE) for score in scores if score is not None)
    low_t_alone = "z_score" in told and bool(told & {"very_low_t_score", "very_low_t_score_estimated"})
    return in_range or low_t_alone or bool(told & _LOW_BY_Z)


_LOW_BY_Z = {"z_score_low", "z_score_low_estimated", "both_references_differ", "low_before_20"}
_LOW_OTHERWISE = {*LOW_WITHOUT_DXA, "percent_at_line"}


def _read(check: Check, on: date) -> ReadScan | None:
    """The scan, read for this person; None if there is none to read."""
    if check.has_scan is not Answer.YES:
        return None
    report = check.dxa_report or DxaReport()  # told of, with nothing given from it yet
    age = age_at_scan(check.person, report.scan_date, on)
    choice = choose_score_at(check.person, report.scan_date, on)
    unread = {
        key: given
        for key, given in check.as_given.items()
        if isinstance(given, str) and key.endswith((".t_score", ".z_score", ".bmd_g_cm2")) and not of_earlier(key)[0]
    }
    readable = choice.score is not None  # scans of people under 20 are not read at all
    return ReadScan(
        report=report,
        person=check.person,
        risks=check.risk_factors,
        choice=choice,
        sites=read_sites(report, check.person, check.risk_factors, choice.score or Score.UNDECIDED, age, unread)
        if readable
        else (),
        age_at_scan_years=age,
        unread=unread,
        on=on,
    )


def _before_a_scan(check: Check, has_scan: Answer | None) -> tuple[ScreeningScore | NotAssessed, ...]:
    """What the tools say of somebody who has no scan result; they are made for people without bone medicine."""
    if has_scan not in {Answer.NO, Answer.NOT_KNOWN} or takes_bone_medicine(check.risk_factors):
        return ()
    return before_a_scan(check.person, check.risk_factors)


def _inputs(check: Check, scan: ReadScan | None, has_scan: Answer | None, *, is_low_otherwise: bool) -> Inputs:
    """What the risk models may look at."""
    same_age = {
        site: one_decimal(found.mean)
        for site in (SkeletalSite.FEMORAL_NECK, SkeletalSite.TOTAL_HIP)
        if (found := peers(site, check.person, check.person.age_years)) is not None
    }
    return Inputs(
        person=check.person,
        risks=check.risk_factors,
        sites=scan.sites if scan else (),
        score=scan.choice.score if scan else None,
        has_scan=has_scan,
        average_t_score=same_age,
        t_score_reference=scan.report.t_score_reference if scan else None,
        scan_is_old=scan is not None and scan.is_old,
        is_low_otherwise=is_low_otherwise,
    )


def _claims(check: Check, scan: ReadScan | None, has_scan: Answer | None, outcomes: tuple[Outcome, ...]) -> Claims:
    """What the plan looks at. Without a scan the score is the one that would count."""
    choice = scan.choice if scan else choose_score(check.person)
    return Claims(
        person=check.person,
        risks=check.risk_factors,
        lifestyle=check.lifestyle,
        has_scan=has_scan,
        score=choice.score,
        sites=scan.sites if scan else (),
        found=frozenset(outcome.key for outcome in outcomes if isinstance(outcome, Finding)),
    )


def _plan(claims: Claims, scan: ReadScan | None, outcomes: tuple[Outcome, ...], on: date) -> Plan | None:
    """What to do first, and the rest of the plan; None for people under 20, for whom it is not made."""
    age = claims.person.age_years
    if age is not None and not threshold("adult_age").is_met_by(age):
        return None
    exercise = exercise_level(claims)
    rows = checklist(claims, exercise)
    found = [outcome for outcome in outcomes if isinstance(outcome, Finding)]
    actions = first_actions(claims, rows, exercise, found)
    return Plan(
        exercise=exercise,
        rows=rows,
        actions=actions,
        reassures=reassures(claims, rows, actions, exercise),
        afraid=claims.holds("afraid") is Answer.YES,
        doctor_questions=doctor_questions(claims, (outcome.key for outcome in outcomes), exercise),
        next_scan=next_scan(
            claims,
            scan.sites if scan else (),
            scan.report.lsc if scan else (),
            is_old=scan is not None and scan.is_old,
            scanned=scan.report.scan_date if scan and scan.has_usable_scan and not scan.may_have_changed else None,
            on=on,
        ),
    )


def _no_scan(check: Check) -> Outcome:
    choice = choose_score(check.person)
    if choice.score is None:
        return NotAssessed(key="report", reason=choice.why, question="age_years")
    if check.has_scan is Answer.NO:
        return NotAssessed(key="report_without_scan", reason="no_scan", question="has_scan")
    if check.has_scan is Answer.NOT_KNOWN:
        return NotAssessed(key="report_not_at_hand", reason="scan_not_at_hand", question="has_scan")
    return NotAssessed(key="report", reason="scan_not_said", question="has_scan")


def _led(first: Outcome, outcomes: tuple[Outcome, ...], risks: RiskFactors, leads: Leads) -> Outcome:
    """The headline with what comes before every score: care now, else a call today, else a broken bone."""
    if any(isinstance(found, Finding) and found.concern is Concern.GET_CARE_NOW for found in outcomes):
        if isinstance(first, NotAssessed):
            return replace(first, key="report_care_first")
        return replace(first, concern=Concern.GET_CARE_NOW, values={**first.values, "care_first": 1})
    if leads is Leads.DOCTOR_TODAY:
        if isinstance(first, NotAssessed):
            return replace(first, key="report_call_first")
        return replace(first, concern=Concern.SEE_A_CLINICIAN, values={**first.values, "call_first": 1})
    if not isinstance(first, NotAssessed) or first.reason in {Why.UNDER_20, Why.SCANNED_UNDER_20}:
        return first
    other = "_with_recent_break" if fractures.is_recent(risks) else "_with_other_break"
    ends = {fractures.FractureLevel.MAJOR: "_with_break", fractures.FractureLevel.OTHER: other}
    return replace(first, key=f"{first.key}{ends.get(fractures.fracture_level(risks), '')}")


def _with_open_door(outcome: Told, answers: Answers) -> Told:
    """`outcome` without a question that this person is not asked: a link must not lead nowhere."""
    if not isinstance(outcome, NotAssessed) or outcome.question is None:
        return outcome
    return outcome if question_of(outcome.question).applies(answers) else replace(outcome, question=None)
