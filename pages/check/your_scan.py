"""What the scan report says; "no scan" is a full path."""

from bonecheck.ui import questions

questions.open_part("your_scan", ["your_scan"], step=2)
questions.ask_part("your_scan")
questions.ask_scan_sites()
questions.steps("your_scan", ["your_scan"], back="pages/check/about_you.py", forward="pages/check/risk_factors.py")
