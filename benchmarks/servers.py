"""Serves an ASGI entry as `make run` does, on loopback and a free port, and always stops it."""

import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
BONECHECK = "bonecheck.ui.server:app"
START_S, STOP_S = 180, 30
LOG_SHOWN = 2000  # characters


@contextmanager
def serving(entry: str) -> Iterator[int]:
    """Serves `entry` until the block ends; gives the port."""
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", entry, "--host", HOST, "--port", str(port), "--no-access-log"]
    with tempfile.TemporaryFile("w+") as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        try:
            _wait_until_up(server, port)
            yield port
        except Exception as error:
            log.seek(0)
            error.add_note(f"{entry} said:\n{log.read()[-LOG_SHOWN:]}")
            raise
        finally:
            server.terminate()
            try:
                server.wait(STOP_S)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


def _wait_until_up(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=5).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the server on port {port} did not come up within {START_S} s")
