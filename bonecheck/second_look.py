"""What only a second answer shows to be odd: two answers that cannot both be right, and answers that are often slips."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bonecheck.answers.check import Check, Problem
from bonecheck.answers.dxa_report import DxaReport, EarlierScan, ScanDate, SiteMeasurement, first_and_last_day
from bonecheck.answers.person import Answer, MenopausalStatus, PeriodsStopped, Person, Pregnancy, Sex
from bonecheck.answers.questions import of_earlier
from bonecheck.answers.risk_factors import Condition, LastFracture, RiskFactors
from bonecheck.evidence.library import threshold
from bonecheck.scan.densitometry import spine_can_be_judged
from bonecheck.scan.fit import contradiction, t_is_above_z, z_is_too_good
from bonecheck.scan.fractures import may_be_recent
from bonecheck.scan.method import held_by_method
from bonecheck.scan.score_choice import Score, Why, age_at_scan, choose_score_at

_DOUBTFUL = {
    MenopausalStatus.PREMENOPAUSAL: "premenopausal_doubtful_age",
    MenopausalStatus.POSTMENOPAUSAL: "early_menopause_doubtful_age",
}


def second_look(check: Check, today: date) -> tuple[Check, tuple[Problem, ...]]:
    """`check` without the answers that another answer shows to be wrong, and what the person should see of it all."""
    wrong = tuple(_wrong(check, today))
    person, risks, report = check.person, check.risk_factors, check.dxa_report
    for problem in wrong:
        match problem.question:
            case "tallest_height_cm":
                person = replace(person, tallest_height_cm=None)
            case "frax_hip_percent":
                risks = replace(risks, frax_hip_percent=None)
            case "scan_date" if report is not None:
                report = replace(report, scan_date=None)
            case key if (number := of_earlier(key)[0]) and report is not None:
                undated = replace(report.earlier[number - 1], scan_date=None)
                earlier = (*report.earlier[: number - 1], undated, *report.earlier[number:])
                report = replace(report, earlier=earlier)
    kept = replace(check, person=person, risk_factors=risks, dxa_report=report)
    return kept, (*wrong, *_remarks(check, today))


def with_old_breaks(person: Person, risks: RiskFactors) -> RiskFactors:
    """`risks` with the last break longer ago where the ages at which bones may have broken say so, and nobody is asked."""
    age = person.age_years
    if age is None or not risks.any_fracture or risks.last_fracture is not None:
        return risks
    if age >= 50 and risks.fracture_since_50 is not Answer.NO:
        return risks
    latest = 39 if age < 40 or risks.fracture_at_40_to_49 is Answer.NO else 49
    return risks if may_be_recent(age, latest) else replace(risks, last_fracture=LastFracture.LONGER_AGO)


def with_reason_that_fits(person: Person) -> Person:
    """`person` with no reason known where a pregnancy is told to have stopped the periods, and no pregnancy is told."""
    return replace(person, periods_stopped_because=PeriodsStopped.NOT_KNOWN) if _no_pregnancy_fits(person) else person


def _no_pregnancy_fits(person: Person) -> bool:
    return person.periods_stopped_because is PeriodsStopped.PREGNANCY and person.pregnancy is Pregnancy.NO


def with_early_menopause(person: Person, risks: RiskFactors) -> Person:
    """`person` as after menopause where a menopause before 45 was ticked and no stage is told.

    Under 45 the tick alone is not enough: the reason is asked there. Rule of our notes, R7.1.
    """
    told = set(risks.conditions.ticked) if risks.conditions else set()
    age = person.age_years
    if person.sex is not Sex.FEMALE or age is None or not told & EARLY_MENOPAUSE:
        return person
    if person.menopausal_status in _STAGES or not threshold("menopause_taken_at_its_word_age").is_met_by(age):
        return person
    return replace(person, menopausal_status=MenopausalStatus.POSTMENOPAUSAL)


EARLY_MENOPAUSE = {Condition.EARLY_MENOPAUSE, Condition.MENOPAUSE_AT_40_TO_44}
_STAGES = {MenopausalStatus.PREMENOPAUSAL, MenopausalStatus.TRANSITION, MenopausalStatus.POSTMENOPAUSAL}


def _wrong(check: Check, today: date) -> Iterator[Problem]:
    person, risks, report = check.person, check.risk_factors, check.dxa_report
    if person.height_loss_cm is not None and person.height_loss_cm < 0:
        yield Problem(question="tallest_height_cm", key="tallest_too_low")
    major, hip = risks.frax_major_percent, risks.frax_hip_percent
    if major is not None and hip is not None and hip > major:
        yield Problem(question="frax_hip_percent", key="frax_hip_above_major", values={"hip": hip, "major": major})
    if report is not None:
        yield from _wrong_date("scan_date", report.scan_date, None, person, today)
        for number, scan in enumerate(report.earlier, start=1):
            yield from _wrong_date(f"earlier.{number}.scan_date", scan.scan_date, report.scan_date, person, today)


def _wrong_date(
    question: str, scanned: ScanDate | None, before: ScanDate | None, person: Person, today: date
) -> Iterator[Problem]:
    """A scan is after birth, and an earlier one `before` the present one."""
    if scanned is None:
        return
    given = scanned if isinstance(scanned, date) else str(scanned)
    age, (first, _) = person.age_years, first_and_last_day(scanned, today)
    if age is not None and today.year - first.year > age:
        yield Problem(question=question, key="date_before_birth", values={"given": given, "age": age})
    elif before is not None and first >= first_and_last_day(before, today)[1]:
        yield Problem(question=question, key="earlier_not_before", values={"given": given})


def _remarks(check: Check, today: date) -> Iterator[Problem]:
    yield from on_person(check.person)
    if (report := check.dxa_report) is not None:
        for scan in report.unusable:
            yield _remark("scan_regions", str(scan))
        person = with_early_menopause(with_reason_that_fits(check.person), check.risk_factors)  # as the results take it
        for measurement in report.measurements:
            yield from _on_site(measurement, person, report, today)
        for number, earlier in enumerate(report.earlier, start=1):
            yield from _on_earlier(f"earlier.{number}", earlier)


def on_person(person: Person) -> Iterator[Problem]:
    """Answers that are possible, but often slips."""
    age, stage, bmi = person.age_years, person.menopausal_status, person.bmi_kg_m2
    if age is not None and not threshold("adult_age").is_met_by(age):
        yield _remark("age_years", "under_20", age=age)
    no_slip = person.periods_stopped_because is PeriodsStopped.OVARIES_REMOVED
    if age is not None and stage in _DOUBTFUL and threshold(_DOUBTFUL[stage]).is_met_by(age) and not no_slip:
        yield _remark("menopausal_status", _DOUBTFUL[stage])
    if _no_pregnancy_fits(person):
        yield _remark("periods_stopped_because", "no_pregnancy_fits")
    if bmi is not None and _is_unusual("bmi", bmi):
        yield _remark("weight_kg", "rare_bmi")


def _on_site(measurement: SiteMeasurement, person: Person, report: DxaReport, today: date) -> Iterator[Problem]:
    """Scores that are kept, but not read as they stand."""
    vertebrae, needed = measurement.vertebrae, int(threshold("vertebrae_needed").value)
    bmd, score = measurement.bmd_g_cm2, f"{measurement.region}.t_score"
    if bmd is not None and _is_unusual("bmd", bmd):
        yield _remark(f"{measurement.region}.bmd_g_cm2", "rare_bmd", bmd=bmd)
    if vertebrae == ():
        yield _remark("lumbar_spine.vertebrae", "no_vertebra_named", needed=needed)
    elif vertebrae is not None and not spine_can_be_judged(vertebrae):
        yield _remark("lumbar_spine.vertebrae", "one_vertebra", vertebra=vertebrae[0], needed=needed)
    if measurement.t_score is None or held_by_method(measurement, report) is not None:
        return
    age = age_at_scan(person, report.scan_date, today)
    choice = choose_score_at(person, report.scan_date, today)
    counting = choice.score or Score.UNDECIDED
    if (held := contradiction(measurement, report.scanner_make, person, age, counting)) is not None:
        yield _remark(score, str(held))
    elif z_is_too_good(measurement, age):
        yield _remark(score, "z_far_above_t")
    elif t_is_above_z(measurement, person, age):
        yield _remark(score, "t_above_z")
    beside_z = "" if measurement.z_score is None else "_beside_z"  # not asked for where it is typed
    match choice.why:
        case Why.PREMENOPAUSAL:
            yield _remark(score, f"t_score_premenopausal{beside_z}")
        case Why.MAN_TOO_YOUNG:
            yield _remark(score, f"t_score_man_too_young{beside_z}", age=int(threshold("t_score_age_men").value))


def _on_earlier(place: str, scan: EarlierScan) -> Iterator[Problem]:
    for measurement in scan.measurements:
        bmd = measurement.bmd_g_cm2
        if bmd is not None and _is_unusual("bmd", bmd):
            yield _remark(f"{place}.{measurement.region}.bmd_g_cm2", "rare_bmd", bmd=bmd)


def _is_unusual(what: str, value: float) -> bool:
    return any(threshold(f"{what}_unusually_{end}").is_met_by(value) for end in ("low", "high"))


def _remark(question: str, key: str, **values: object) -> Problem:
    return Problem(question=question, key=key, values=values, stops=False)
