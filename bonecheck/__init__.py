"""bonecheck: what published rules say about a bone-density report, and what they cannot judge."""

from bonecheck.answers.saved_file import Check, from_json, json_schema, to_json
from bonecheck.assessment import assess
from bonecheck.build import Problem, answers_from, build
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome, Report

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
