"""bonecheck: what published rules say about a bone-density report, and what they cannot judge.

The rooms stand in folders. Beside them stands only what sees several of them; where what is, says `docs/architecture.md`.
"""

from bonecheck.answers.as_given import answers_from
from bonecheck.answers.check import Check, Problem
from bonecheck.answers.saved_file import from_json, json_schema, to_json
from bonecheck.assessment import assess
from bonecheck.build import build
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome
from bonecheck.report import Report

__all__ = [
    "Check",
    "Concern",
    "Finding",
    "NotAssessed",
    "Outcome",
    "Problem",
    "Report",
    "answers_from",
    "assess",
    "build",
    "from_json",
    "json_schema",
    "to_json",
]
