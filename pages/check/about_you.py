"""Who is taking the check. Shows no scores."""

from bonecheck.ui import check, questions

check.open_screen(check.ABOUT)
questions.ask_part(check.ABOUT)
check.steps(check.ABOUT)
