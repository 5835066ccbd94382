"""Where a report comes in, and where each number of it is confirmed."""

from bonecheck.ui import bring

bring.page()
