"""What no room below the pages does: read the clock, draw a random number, open a file. Who may import whom stands in
`pyproject.toml` and is checked by `lint-imports`."""

import ast
import sys

from tests.people import PACKAGE, ROOT

BELOW_THE_UI = sorted(file for file in PACKAGE.rglob("*.py") if "ui" not in file.relative_to(PACKAGE).parts)
PAGES = sorted([ROOT / "app.py", *(ROOT / "pages").rglob("*.py")])
COMMAND_LINE, LIBRARY = PACKAGE / "__main__.py", PACKAGE / "evidence" / "library.py"
OUTSIDE = {"babel", "dateutil", "icalendar", "jinja2", "markupsafe", "msgspec", "numpy", "pypdf", "segno", "typst"}
PHOTO_CHILD, TURNS = (PACKAGE / "answers" / "report_import" / name for name in ("photo_child.py", "turns.py"))
LOGO = PACKAGE / "handout" / "logo.py"  # reads a picture that somebody chose
COHORT, FOR_TABLES = PACKAGE / "cohort", {"pandas", "pyarrow", "tqdm"}
TABLES, PARTS, CLUSTER = (COHORT / f"{name}.py" for name in ("files", "parts", "cluster"))
FOR_PHOTOS = {"PIL", "cv2", "pydicom", "pypdfium2", "rapidocr"}  # of requirements-photo.txt, in a process of its own


def imports(file):
    """Full names of all modules that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name} has a relative import"
            yield node.module


def called_names(file):
    """Each called name with what stands before the dot: ("date", "today") for date.today()."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield "", node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield ast.unparse(node.func.value), node.func.attr


def test_the_rooms_below_the_ui_need_little_from_outside():
    outside = {
        (file.name, top)
        for file in BELOW_THE_UI
        for name in imports(file)
        if (top := name.split(".")[0]) not in sys.stdlib_module_names | {"bonecheck"} | OUTSIDE
        and not (file == PHOTO_CHILD and top in FOR_PHOTOS)
        and not (file == LOGO and top == "PIL")
        and not (file.parent == COHORT and top in FOR_TABLES)
        and not (
            file == CLUSTER and top in {"dask", "distributed"}
        )  # of requirements-cluster.txt, loaded when asked for
    }
    assert outside == set()


def test_pages_go_through_the_front_door_or_the_ui():
    guilty = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in PAGES
        for name in imports(file)
        if name.split(".")[0] == "bonecheck" and name != "bonecheck" and not name.startswith("bonecheck.ui")
    ]
    assert guilty == []


def test_only_the_command_line_reads_the_clock_and_nothing_draws_a_random_number():
    drawn = [
        file.name
        for file in BELOW_THE_UI
        if {"time", "random", "secrets", "uuid", "numpy.random"} & {*imports(file)}
        and file != TURNS  # which tells how long somebody has not asked, and not what time it is
    ]
    clocks = {file for file in BELOW_THE_UI for _, name in called_names(file) if name in {"now", "today", "utcnow"}}
    assert drawn == []
    assert clocks == {COMMAND_LINE}


def test_only_the_evidence_the_command_line_and_the_tables_of_many_open_a_file():
    openers = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "glob", "urlopen"}
    opened = {
        file: used
        for file in BELOW_THE_UI
        if (
            used := {name for owner, name in called_names(file) if owner not in {"archive", "Image"}} & openers
        )  # in memory
    }
    assert opened.keys() == {COMMAND_LINE, LIBRARY, TABLES, PARTS}
    assert opened[COMMAND_LINE] == {"read_bytes", "write_bytes"}  # the page for the doctor, where it was asked for
    assert not opened[LIBRARY] & {"write_text", "write_bytes", "urlopen"}
