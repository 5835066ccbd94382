"""Who may import whom, and what scoring never does: read the clock, draw a random number, open a file."""

import ast
import sys

import pytest

from tests.people import PACKAGE, ROOT

SCORING = sorted(file for file in PACKAGE.rglob("*.py") if "ui" not in file.relative_to(PACKAGE).parts)
PAGES = sorted([ROOT / "app.py", *(ROOT / "pages").rglob("*.py")])

TYPES = {"person", "risk_factors", "lifestyle", "densitometry", "plan", "outcomes", "fracture_probability"}
BASE = {"evidence", "errors", "units", "wording"}
MODEL = {"fracture_risk", "dxa_report", "columns", "inputs", "hazard"}  # what models share; never one another
# What each module may import from the package. A new module is a decision, and so a new line here.
MAY_IMPORT = {
    "errors": set(),
    "fracture_probability": set(),
    "units": set(),
    "evidence": {"errors"},
    "person": {"evidence", "errors"},
    "risk_factors": {"person", "evidence", "errors", "wording"},
    "lifestyle": {"person", "risk_factors", "evidence", "errors"},
    "densitometry": {"person", "evidence", "errors"},
    "plan": set(),
    "outcomes": {"person", "densitometry", "fracture_probability", "plan", "evidence", "errors"},
    "wording": {"outcomes", "evidence", "errors"},
    "risk_wording": {"person", "outcomes", "fracture_probability", "evidence", "wording"},
    "score_range": {"person", "outcomes", "evidence"},
    "ost": TYPES | {"evidence", "score_range"},
    "osta": TYPES | {"evidence", "score_range"},
    "orai": TYPES | {"evidence", "score_range"},
    "abone": TYPES | {"evidence", "score_range"},
    "score": TYPES | {"evidence", "score_range", "units"},
    "dxa_report": TYPES | BASE,
    "score_choice": TYPES | BASE,
    "site_reading": TYPES | BASE | {"dxa_report"},
    "targets": {"person", "evidence"},
    "food": {"lifestyle", "evidence", "targets"},
    "food_wording": {"person", "lifestyle", "plan", "evidence", "wording", "targets", "food"},
    "questions": TYPES | BASE,
    "saved_file": TYPES | BASE | {"dxa_report", "questions"},
    "samples": TYPES | BASE | {"saved_file"},
    "form": TYPES | BASE | {"drinks", "dxa_report", "questions", "saved_file", "score_choice", "site_reading"},
    "scan_findings": TYPES | BASE | {"dxa_report", "questions", "score_choice", "site_reading"},
    "person_findings": TYPES | BASE,
    "effects": {"errors", "evidence", "wording"},
    "drinks": {"evidence", "units"},
    "situation": TYPES | {"evidence", "questions", "drinks"},
    "exercise_level": {"person", "plan", "evidence", "situation"},
    "checklist": {"person", "lifestyle", "risk_factors", "plan", "evidence", "situation", "food", "targets", "drinks"},
    "first_actions": {"person", "plan", "outcomes", "evidence", "situation"},
    "doctor_talk": TYPES | {"evidence", "situation"},
    "weekly_plan": {"plan", "evidence"},
    "plan_wording": {"plan", "effects", "evidence", "questions", "wording"},
    "presenter": TYPES | BASE | {"form", "risk_wording", "plan_wording"},
    "spectrum": TYPES | BASE | {"score_choice", "site_reading"},
    "columns": set(),
    "inputs": TYPES | BASE | {"dxa_report", "questions"},
    "hazard": {"fracture_probability", "evidence"},
    "garvan": TYPES | BASE | MODEL,
    "qfracture": TYPES | BASE | MODEL,
    "caroc": TYPES | BASE | MODEL,
    "fracture_index": TYPES | BASE | MODEL,
    "frax_2008": {"errors", "evidence"},
    "frax_limits": {"evidence"},
    "own_frax": TYPES | BASE | MODEL | {"frax_limits"},
    "fracture_risk": TYPES
    | {"wording", "fracture_risk", "inputs", "caroc", "fracture_index", "garvan", "own_frax", "qfracture"},
    "screening": TYPES | {"screening", "abone", "orai", "ost", "osta", "score"},
    "worked_example": {"evidence", "fracture_probability", "risk_wording", "wording", "fracture_risk"}
    | {"caroc", "fracture_index", "frax_2008", "garvan", "qfracture"},
    "learn": {"effects", "evidence", "errors", "wording"},
    "learn_pictures": TYPES | BASE | {"dxa_report", "effects", "learn", "risk_wording", "samples", "saved_file"},
    "what_if": TYPES | BASE | {"food", "form", "questions", "saved_file", "score_choice", "site_reading"},
    "projection": TYPES | BASE | {"effects"},
    "what_if_wording": TYPES
    | BASE
    | {"effects", "food", "plan_wording", "projection", "questions", "risk_wording", "what_if"},
    "side_by_side": TYPES | BASE | {"form", "questions", "risk_wording", "saved_file"},
    "assessment": TYPES
    | BASE
    | {"form", "questions", "saved_file", "score_choice", "site_reading"}
    | {"bonecheck", "scan_findings", "person_findings", "spectrum", "fracture_risk", "inputs", "screening"}
    | {"situation", "exercise_level", "checklist", "first_actions", "doctor_talk"},
    "__init__": TYPES | BASE | {"assessment", "form", "saved_file"},
    "__main__": TYPES | BASE | {"bonecheck", "plan_wording", "risk_wording"},
}
STANDARD_LIBRARY = sys.stdlib_module_names
OUTSIDE = {"icalendar", "msgspec", "numpy"}


def imports(file):
    """Full names of all modules that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name} has a relative import"
            yield node.module


def short_name(file):
    """The name under which a module stands above: that of its package for an `__init__` below the front door."""
    return file.parent.name if file.stem == "__init__" and file.parent != PACKAGE else file.stem


def own_imports(file):
    """Modules of the package that a file imports, by their short name; "bonecheck" is the front door."""
    return {name.split(".")[-1] if "." in name else name for name in imports(file) if name.split(".")[0] == "bonecheck"}


def called_names(file):
    """Each called name with what stands before the dot: ("date", "today") for date.today()."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield "", node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield ast.unparse(node.func.value), node.func.attr


def test_only_the_ui_knows_streamlit():
    guilty = [
        file.name
        for file in SCORING
        for name in imports(file)
        if name.split(".")[0] in {"streamlit", "plotly"} or name.startswith("bonecheck.ui")
    ]
    assert len(SCORING) >= len(MAY_IMPORT)
    assert guilty == []


@pytest.mark.parametrize("file", SCORING, ids=short_name)
def test_a_scoring_module_imports_only_what_stands_below_it(file):
    assert short_name(file) in MAY_IMPORT, "a new module: say above what it may import"
    assert own_imports(file) <= MAY_IMPORT[short_name(file)]


@pytest.mark.parametrize("file", SCORING, ids=short_name)
def test_a_scoring_module_needs_little_from_outside(file):
    outside = {name.split(".")[0] for name in imports(file)} - STANDARD_LIBRARY - {"bonecheck"}
    assert outside <= OUTSIDE


def test_only_the_front_door_the_pages_and_the_ui_import_the_assessment():
    assert [short_name(file) for file in SCORING if "assessment" in own_imports(file)] == ["__init__"]


def test_pages_go_through_the_front_door_or_the_ui():
    guilty = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in PAGES
        for name in imports(file)
        if name.split(".")[0] == "bonecheck" and name != "bonecheck" and not name.startswith("bonecheck.ui")
    ]
    assert guilty == []


@pytest.mark.parametrize("file", SCORING, ids=short_name)
def test_a_scoring_module_never_reads_the_clock_or_draws_a_random_number(file):
    assert not set(imports(file)) & {"time", "random", "secrets", "uuid", "numpy.random"}
    clocks = {(owner, name) for owner, name in called_names(file) if name in {"now", "today", "utcnow"}}
    assert clocks <= ({("date", "today")} if file.stem == "__main__" else set())


@pytest.mark.parametrize("file", SCORING, ids=short_name)
def test_only_the_evidence_and_the_command_line_open_a_file(file):
    openers = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "glob", "urlopen"}
    opened = {name for _, name in called_names(file)} & openers
    allowed = {"evidence": openers - {"write_text", "write_bytes", "urlopen"}, "__main__": {"read_bytes"}}
    assert opened <= allowed.get(file.stem, set())


def test_the_module_that_reads_the_clock_and_opens_files_would_be_found():
    """The two tests above see what they look for: both are there, in the modules that may."""
    main, evidence = PACKAGE / "__main__.py", PACKAGE / "evidence.py"
    assert ("date", "today") in set(called_names(main))
    assert {"open", "read_text"} <= {name for _, name in called_names(evidence)}
