"""A bonecheck server in a process of its own."""

import contextlib
import random
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.people import ROOT

START_TIMEOUT_S = 60.0


class Server:
    """One server on a free port, started by the given command; its output goes to `log`."""

    def __init__(self, log: Path, *command: str, ready: str = "/readyz") -> None:
        self.log = log
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._command = [part.replace("{port}", str(self.port)) for part in command]
        self._ready = ready
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Server":
        """Starts the server and waits until it serves."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *self._command], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            if self.get(self._ready)[0] == 200:
                return self
            time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"the server did not start:\n{self.output()}")

    def stop(self) -> None:
        """Stops the server, gently at first."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)
        self._process = None

    def children(self, name: str) -> list[int]:
        """The living processes that this server started for a piece of work, by what they run."""
        assert self._process is not None
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                state, parent = stat.read_text().rpartition(")")[2].split()[:2]
                command = stat.with_name("cmdline").read_bytes().decode(errors="replace")
                if int(parent) == self._process.pid and state != "Z" and name in command:
                    found.append(int(stat.parent.name))
        return found

    def get(self, path: str) -> tuple[int, dict[str, str], str]:
        """Status, headers (names in lower case) and text of one answer; status 0 if nobody answers."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                headers = {name.lower(): value for name, value in answer.headers.items()}
                return answer.status, headers, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, {}, ""
        except OSError:
            return 0, {}, ""

    def output(self) -> str:
        """All that the server has printed."""
        return re.sub(r"\x1b\[[0-9;]*m", "", self.log.read_text(encoding="utf-8", errors="replace"))


def production(log: Path) -> Server:
    """The ASGI entry, as `make run` starts it, with the access log that uvicorn has by default."""
    return Server(log, "uvicorn", "bonecheck.ui.server:app", "--port", "{port}")


def streamlit_run(log: Path) -> Server:
    """The plain `streamlit run app.py`."""
    return Server(
        log,
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        "{port}",
        "--server.address",
        "127.0.0.1",
        ready="/_stcore/health",
    )


def pieces(log: Path) -> Server:
    """All pieces of the app on one page, which the app itself does not have."""
    return Server(
        log, "streamlit", "run", "tests/kitchen/pieces.py", "--server.port", "{port}", ready="/_stcore/health"
    )


def free_port() -> int:
    """A port that nobody uses; below those that the system gives to outgoing connections, or one may take it meanwhile."""
    while True:
        port = random.randint(20_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
