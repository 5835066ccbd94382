"""Training, food and habits, in three short groups. Stored; scored elsewhere."""

from bonecheck.ui import questions

PARTS = ["moving", "food", "vitamin_d_and_drinks"]

part = questions.open_part("lifestyle", PARTS, step=4)
questions.ask_part(part)
questions.steps(
    "lifestyle",
    PARTS,
    back="pages/check/risk_factors.py",
    forward="pages/results/results.py",
    forward_label="results",
)
