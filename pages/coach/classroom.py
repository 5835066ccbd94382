"""A class from one table: where all stand together, and who trains with whom."""

from bonecheck.ui import classroom

classroom.page()
