"""Smoking, drinks, training, and what makes training unsafe to begin alone."""

from bonecheck.ui import check, questions

check.open_screen(check.HABITS)
questions.ask_part(check.HABITS)
check.steps(check.HABITS)
