"""What the scan report says; "no scan" is a full path."""

from bonecheck.ui import check, questions
from bonecheck.ui.session import answers

check.open_screen(check.SCAN)
has_scan = answers.answers().get("has_scan") == "yes"
if has_scan:
    check.scan()
questions.ask_part(check.SCAN, without={"has_scan"} if has_scan else frozenset())
check.steps(check.SCAN)
