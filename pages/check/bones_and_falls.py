"""Broken bones, signs that need care, and falls."""

from bonecheck.ui import check, questions, results
from bonecheck.ui.session import answers

check.open_screen(check.BONES)
questions.ask_part(check.BONES)
results.urgent(answers.report(answers.check()[0]))
check.steps(check.BONES)
