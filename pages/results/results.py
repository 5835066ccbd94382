"""What the check found: the most pressing thing, the picture, first steps, the chance of a break, and the rest in folds."""

from bonecheck.ui import presenter, results
from bonecheck.ui.session import answers, place

check, problems = answers.check()
report = answers.report(check)
if answers.nothing_given():
    results.nothing_yet()
elif place.presenting():
    presenter.page(report, problems)
else:
    results.page(report, problems)
