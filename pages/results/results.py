"""What the check found: the headline, the T-score spectrum, findings, and what could not be judged."""

from bonecheck.ui import answers, results

if answers.nothing_given():
    results.nothing_yet()
else:
    check, problems = answers.check()
    report = answers.report(check)
    results.urgent(report)
    results.headline(report)
    results.spectrum(report)
    results.unusable_answers(problems)
    results.findings(report)
    results.not_assessed(report)
