"""What every browser can do for a visitor, and how its programs are found and started."""

import re
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

PATIENCE_S = 60.0  # for a busy machine; what is there is found at once


class Browser(Protocol):
    """One window of a browser that nobody used before."""

    def go(self, address: str) -> None:
        """Opens an address, and waits until its page is loaded."""

    def run(self, function: str, *given: Any) -> Any:
        """Runs a JavaScript function in the page, and gives its answer."""

    def act(self, source: dict[str, Any]) -> None:
        """Moves the mouse or the keyboard, in the words of WebDriver's "input source actions"."""

    def resize(self, width: int, height: int) -> None:
        """Gives the page this size."""

    def choose_file(self, field: str, file: Path) -> None:
        """Chooses a file in a field for files."""


def program(*names: str) -> str:
    """The first of these programs that is on the machine."""
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, f"there is no {' or '.join(names)} on this machine; `make test-browsers` says what to install"
    return found


def start(ends: ExitStack, log: Path, *command: str, **more: Any) -> subprocess.Popen[bytes]:
    """Starts a program that writes into a file, and is ended in the end."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, **more)
    ends.callback(_stop, process)
    return process


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a program, gently at first."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


def said(log: Path, pattern: str) -> str:
    """Waits until a program says what is looked for, and gives the marked part of it."""
    marked = re.compile(pattern, re.MULTILINE)
    found: re.Match[str] = until(lambda: marked.search(log.read_text(errors="replace")), f"{pattern} in {log}")
    return found[1]


def until(look: Callable[[], Any], what: str) -> Any:
    """Looks again and again until there is something, and gives it."""
    end = time.monotonic() + PATIENCE_S
    while not (found := look()):
        assert time.monotonic() < end, f"never came: {what}"
        time.sleep(0.05)
    return found
