"""Every answer, to look through and to change."""

from bonecheck.ui import my_answers, results
from bonecheck.ui.session import answers

if answers.nothing_given():
    results.nothing_yet()
else:
    my_answers.page()
