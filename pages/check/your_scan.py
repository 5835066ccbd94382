"""What the scan report says; "no scan" is a full path."""

from bonecheck.ui import bring, check

check.open_screen(check.SCAN)
bring.taken()
check.scan_screen()
check.steps(check.SCAN)
