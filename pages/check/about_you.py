"""Who is taking the check. Shows no scores."""

from bonecheck.ui import questions

questions.open_part("about_you", ["about_you"], step=1)
questions.units()
questions.ask_part("about_you")
questions.steps("about_you", ["about_you"], back="pages/check/start.py", forward="pages/check/your_scan.py")
