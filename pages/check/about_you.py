"""Who is taking the check. Shows no scores."""

from bonecheck.ui import bring, check, questions

check.open_screen(check.ABOUT)
bring.taken(once=True)
questions.ask_part(check.ABOUT)
check.steps(check.ABOUT)
