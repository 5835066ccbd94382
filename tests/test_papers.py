"""The papers for whoever works on the code name only what exists."""

import re
from fnmatch import fnmatch

import pytest

from tests.people import ROOT

PAPERS = ("docs/architecture.md", "CONTRIBUTING.md", "README.md", "SECURITY.md")
FOLDERS = ("bonecheck", "pages", "tests", "benchmarks", "docs", "LICENSES")
PATHS = [path for path in ROOT.iterdir() if path.is_file() or path.name in FOLDERS]
PATHS += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
NAMES = {f"/{path.relative_to(ROOT).as_posix()}" + "/" * path.is_dir(): path for path in PATHS}

ADDRESSES = {"/", "/healthz", "/readyz", "/static/", "/media/", "/_stcore/", "/_stcore/metrics"}
OF_STREAMLIT = {"static/index.html"}
NOT_THERE = {"utils.py", "languages/<code>/", "reference/<name>.toml"}  # the papers say so
QUOTED = re.compile(r"`([^`\n]+)`")
A_PATH = re.compile(r"/?[\w.<>*-]+(/[\w.<>*-]*)+|[\w<>*-]+\.(py|md|toml|json|js|css|csv|[*])")


def paper(name):
    return re.sub(r"```.*?```", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.S)


def found(named):
    """What a path in a paper means: from the top if it begins with a stroke, else the end of a path. `X`, `<key>` and
    `...` stand for any name.
    """
    pattern = re.sub(r"<\w+>|\.\.\.|\bX$", "*", named)
    pattern = pattern if pattern.startswith("/") else f"*/{pattern}"
    return [path for name, path in NAMES.items() if fnmatch(name, pattern) or fnmatch(name, f"{pattern}.*")]


def paths(text):
    return [named for named in QUOTED.findall(text) if A_PATH.fullmatch(named)]


@pytest.mark.parametrize("name", PAPERS)
def test_every_path_in_the_papers_exists(name):
    named = set(paths(paper(name)))
    assert len(named) > 1
    assert sorted(one for one in named - ADDRESSES - OF_STREAMLIT - NOT_THERE if not found(one)) == []


def test_what_the_papers_say_is_not_there_is_not_there():
    assert [one for one in NOT_THERE if found(one)] == []


def test_a_path_that_is_gone_would_be_noticed():
    assert paths("see `ui/gone.py`, `gone.py`, `gone/` and `Report`") == ["ui/gone.py", "gone.py", "gone/"]
    assert not found("ui/gone.py")
    assert not found("gone/")
    assert found("scan/score_choice.py")
    assert found("/app.py")
    assert not found("/score_choice.py")


def test_every_borrowed_name_stands_in_the_files_that_rely_on_it():
    _, _, tables = paper("docs/architecture.md").partition("## Borrowed names")
    lines = [line for line in tables.splitlines() if line.startswith("|") and "`" in line]
    rows = [re.split(r" *\| *", line.strip("| ")) for line in lines]
    assert len(rows) > 20
    gone = []
    for names, files, *_ in rows:
        texts = [
            path.read_text(encoding="utf-8")
            for named in paths(files)
            for place in found(named)
            for path in ([place] if place.is_file() else place.rglob("*"))
            if path.suffix in {".py", ".js", ".css"}
        ]
        for name in QUOTED.findall(names):
            words = re.findall(r"[\w-]{3,}", re.sub(r"<\w+>", " ", name))
            gone += [f"{word} in {files}" for word in words if not any(word in text for text in texts)]
    assert gone == [], "; ".join(gone)
