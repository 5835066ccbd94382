"""Steroids, bone medicines, parents, and illnesses and medicines behind one question."""

from bonecheck.ui import check, questions, results
from bonecheck.ui.session import answers

check.open_screen(check.HEALTH)
questions.ask_part(check.HEALTH)
results.urgent(answers.report(answers.check()[0]))
check.steps(check.HEALTH)
