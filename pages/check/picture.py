"""Where the person falls on the T-score line, right after the scan."""

from bonecheck.ui import check

check.open_screen(check.PICTURE)
check.picture()
