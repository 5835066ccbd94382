"""What the scan report says; "no scan" is a full path."""

from bonecheck.ui import check

check.open_screen(check.SCAN)
check.scan_screen()
check.steps(check.SCAN)
