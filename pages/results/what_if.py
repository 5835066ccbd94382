"""What if: one answer moved, the picture beside its start, and what moved and what did not."""

from bonecheck.ui import answers, what_if

if answers.nothing_given():
    what_if.nothing_yet()
else:
    check, _ = answers.check()
    what_if.page(check, answers.report(check))
