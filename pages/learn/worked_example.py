"""The article's comparison, model by model: T-score -1.5 with two risk factors, or -2.0 with none."""

from bonecheck.ui import worked_example

worked_example.page()
