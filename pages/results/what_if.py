"""What if: one answer moved, the picture beside its start, and what moved and what did not."""

from bonecheck.ui import what_if
from bonecheck.ui.session import answers

if answers.nothing_given():
    what_if.nothing_yet()
else:
    check, _ = answers.check()
    what_if.page(check, answers.report(check))
