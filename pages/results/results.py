"""What the check found: the headline, the T-score spectrum, findings, and what could not be judged."""

from bonecheck.ui import presenter, results, risk
from bonecheck.ui.session import answers, place

check, problems = answers.check()
report = answers.report(check)
if answers.nothing_given():
    results.nothing_yet()
elif place.presenting():
    presenter.page(report, problems)
else:
    results.urgent(report)
    results.headline(report)
    results.spectrum(report)
    results.unusable_answers(problems)
    results.pressing(report)
    results.first_steps(report)
    risk.before_a_scan(report)
    if not report.models_poor_at_this_age:
        risk.panel(report)
    results.findings(report)
    if report.models_poor_at_this_age:
        risk.panel(report)
    results.not_assessed(report)
