"""Height, the tallest one ever was, and weight."""

from bonecheck.ui import check, questions

check.open_screen(check.BODY)
questions.units()
questions.ask_part(check.BODY)
check.steps(check.BODY)
