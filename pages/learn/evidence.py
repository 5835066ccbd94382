"""Every threshold, table and source the app uses."""

from bonecheck.ui import evidence

evidence.page()
