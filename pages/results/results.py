"""What the check found: the headline, the T-score spectrum, findings, and what could not be judged."""

from bonecheck.ui import answers, results

if answers.nothing_given():
    results.nothing_yet()
else:
    report = answers.report()
    results.headline(report)
    results.spectrum(report)
    results.unusable_answers(answers.check()[1])
    results.findings(report)
    results.not_assessed(report)
