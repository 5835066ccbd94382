"""Clinical risk factors, in four short groups."""

from bonecheck.ui import questions, results
from bonecheck.ui.session import answers

PARTS = ["bones_and_falls", "family_and_habits", "conditions", "medicines"]

part = questions.open_part("risk_factors", PARTS, step=3)
questions.ask_part(part)
results.urgent(answers.report(answers.check()[0]))
questions.steps("risk_factors", PARTS, back="pages/check/your_scan.py", forward="pages/check/lifestyle.py")
