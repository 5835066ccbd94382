"""assess(): the one place that sees the whole check and says what the rules make of it."""

from dataclasses import replace
from datetime import date

from bonecheck import person_findings, scan_findings
from bonecheck.form import answers_from
from bonecheck.outcomes import Finding, NotAssessed, Outcome, Report, Score
from bonecheck.person import Answer
from bonecheck.questions import Answers, question_of
from bonecheck.saved_file import Check
from bonecheck.scan_findings import ReadScan
from bonecheck.score_choice import age_at_scan, choose_score
from bonecheck.site_reading import read_sites
from bonecheck.spectrum import peers_missing, spectrum


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
    scan = _read(check, on)
    score = scan.choice.score if scan else None
    sites = scan.sites if scan else ()
    person, risks = check.person, check.risk_factors
    age = age_at_scan(person, scan.report.scan_date if scan else None, on)
    outcomes = (
        *person_findings.warning_signs(risks),
        *(scan_findings.findings(scan) if scan else ()),
        *(peers_missing(scan.score, sites, person, age) if scan else ()),
        *scan_findings.fractures(person, risks, scan.category if scan else None),
        *person_findings.height_loss(person),
        *person_findings.causes(risks),
        *person_findings.glucocorticoids(risks),
        *person_findings.bone_medicine(risks),
        *person_findings.scan_advised(person, check.has_scan),
        NotAssessed(key="fracture_risk", reason="kept_for_later"),
    )
    answers = answers_from(check)
    return Report(
        headline=_with_open_door(scan_findings.headline(scan) if scan else _no_scan(check), answers),
        score=score,
        sites=sites,
        spectrum=spectrum(score, sites, person, age) if score else None,
        outcomes=tuple(_with_open_door(outcome, answers) for outcome in outcomes),
    )


def _read(check: Check, on: date) -> ReadScan | None:
    """The scan, read for this person; None if there is none to read."""
    if check.has_scan is not Answer.YES or check.dxa_report is None:
        return None
    age = age_at_scan(check.person, check.dxa_report.scan_date, on)
    choice = choose_score(check.person, age)
    unread = frozenset(
        key.partition(".")[0]
        for key, given in check.as_given.items()
        if isinstance(given, str) and key.endswith((".t_score", ".z_score", ".bmd_g_cm2"))
    )
    readable = choice.score is not None  # scans of people under 20 are not read at all
    return ReadScan(
        report=check.dxa_report,
        person=check.person,
        risks=check.risk_factors,
        choice=choice,
        sites=read_sites(check.dxa_report, check.person, choice.score or Score.UNDECIDED, age, unread)
        if readable
        else (),
        on=on,
    )


def _no_scan(check: Check) -> Outcome:
    choice = choose_score(check.person)
    if choice.score is None:
        return NotAssessed(key="report", reason=choice.why, question="age_years")
    reasons = {Answer.NO: "no_scan", Answer.NOT_KNOWN: "scan_not_at_hand"}
    if check.has_scan in reasons:
        return NotAssessed(key="report_without_scan", reason=reasons[check.has_scan], question="has_scan")
    return NotAssessed(key="report", reason="scan_not_said", question="has_scan")


def _with_open_door(outcome: Outcome, answers: Answers) -> Outcome:
    """`outcome` without a question that this person is not asked: a link must not lead nowhere."""
    if isinstance(outcome, Finding) or outcome.question is None or question_of(outcome.question).applies(answers):
        return outcome
    return replace(outcome, question=None)
