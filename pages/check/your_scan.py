"""What the scan report says; "no scan" is a full path."""

from bonecheck.answers.questions import question_of
from bonecheck.ui import check, questions
from bonecheck.ui.session import answers, place

check.open_screen(check.SCAN)
has_scan = answers.answers().get("has_scan") == "yes"
if not place.first_of("has_scan", has_scan):  # tapped here, it stays under the finger and under the keyboard
    questions.ask(question_of("has_scan"))
if has_scan:
    check.scan()
questions.ask_part(check.SCAN, without={"has_scan"})
check.steps(check.SCAN)
