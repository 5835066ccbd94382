"""Where the person falls on the T-score line, right after the scan."""

from bonecheck.ui import bring, check

check.open_screen(check.PICTURE)
bring.taken(once=True)
check.picture()
