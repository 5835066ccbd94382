"""Any two people side by side: on one line, in every model, and where they differ."""

from bonecheck.ui import side_by_side

side_by_side.page()
