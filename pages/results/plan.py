"""What to do first: the first steps, the checklist, how to begin with exercise, the week, and the talk with the doctor."""

from bonecheck.ui import plan
from bonecheck.ui.session import answers

if answers.nothing_given():
    plan.nothing_yet()
else:
    plan.page(answers.report(answers.check()[0]))
