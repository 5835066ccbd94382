"""The production entry: security headers, health addresses, a neutral error message.

Run with `uvicorn bonecheck.ui.server:app` from the folder of app.py, so that `.streamlit/config.toml` is found.
"""

import base64
import gc
import hashlib
import logging
import re
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bonecheck.errors import EvidenceError
from bonecheck.evidence.check import load_all
from bonecheck.ui.shell import discovery
from bonecheck.ui.shell.compression import CompressedAssets
from bonecheck.words.language import message

ROOT = Path(__file__).resolve().parents[2]
ROUTE_COOKIE = "bc_route"


def _content_security_policy() -> str:
    """Everything from this server only. Streamlit's page has one inline script, which is allowed by its hash.

    Firefox reports a WebAssembly that is blocked. It is that of long.js in Streamlit's reader of messages (static/js/
    protobuf.*.js): a few instructions for whole numbers of 64 bits, tried once at the start inside a try. Refused, it
    calculates in plain JavaScript, to the same result; so `wasm-unsafe-eval` is not granted.
    """
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    digests = [hashlib.sha256(script.encode()).digest() for script in re.findall(r"<script>(.*?)</script>", page, re.S)]
    hashes = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {hashes} blob:",  # blob: because the draft and focus components are inline
            "script-src-attr 'none'",
            "style-src 'self' 'unsafe-inline'",  # Streamlit writes its styles into the page
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "object-src 'none'",
        )
    )


class SecurityHeaders:
    """Adds the security headers to every answer, and a random cookie that a proxy can route by."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.headers = [
            (b"content-security-policy", _content_security_policy().encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
            (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"x-frame-options", b"DENY"),
        ]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(event: Any) -> None:
            if event["type"] == "http.response.start":
                event["headers"] = [*event["headers"], *self.headers, *_route_cookie(scope)]
            await send(event)

        await self.app(scope, receive, send_with_headers)


def _route_cookie(scope: Any) -> list[tuple[bytes, bytes]]:
    """For pages only: several servers behind a proxy need each tab to come back to the same one."""
    if scope["path"].startswith(("/static/", "/_stcore/", "/media/", "/healthz", "/readyz")):
        return []
    if ROUTE_COOKIE.encode() in dict(scope["headers"]).get(b"cookie", b""):
        return []
    cookie = f"{ROUTE_COOKIE}={secrets.token_hex(8)}; Path=/; HttpOnly; SameSite=Lax"
    return [(b"set-cookie", cookie.encode())]


async def _healthz(_request: Request) -> Response:
    return PlainTextResponse("ok", headers={"cache-control": "no-store"})


async def _readyz(_request: Request) -> Response:
    warm = bool(app.state.get("warm"))
    return JSONResponse({"warm": warm}, status_code=200 if warm else 503, headers={"cache-control": "no-store"})


@asynccontextmanager
async def _lifespan(_app: Any) -> AsyncIterator[dict[str, bool]]:
    discovery.turn_off()
    _warm_up()
    gc.collect()
    gc.freeze()
    # Streamlit attaches this logger again even when uvicorn is told not to; addresses are personal data.
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("uvicorn.error").addFilter(_names_nobody)
    yield {"warm": True}


def _names_nobody(record: logging.LogRecord) -> bool:
    """False for the lines that uvicorn writes for each visitor, with the address, whatever its access log."""
    return '"WebSocket ' not in record.getMessage()


def _check_data() -> None:
    """Stops the start with one line if a data file is broken. A traceback of the lifespan would hide it."""
    try:
        load_all()
    except EvidenceError as error:
        sys.exit(f"bonecheck: {error}")


def _warm_up() -> None:
    """Assesses the sample people and builds one figure before the first visitor comes."""
    from datetime import date

    from bonecheck import assess
    from bonecheck.answers.samples import samples
    from bonecheck.pictures.bone_layout import lay_out
    from bonecheck.ui.pictures import bone_plot, charts
    from bonecheck.words.bone_line import bone_line

    for person in (person for person in samples() if person.on_start):
        report = assess(person.check, on=date.today())
        if report.spectrum is not None:
            charts.figure(bone_plot.drawing(lay_out(bone_line(report, report.spectrum)), dark=False)).to_json()


def _on_script_error(error: BaseException) -> bool:
    """Logs the kind of error and nothing else: its text may hold answers."""
    logging.getLogger("bonecheck").error("script error: %s", type(error).__name__)
    st.error(message("went_wrong"))
    return True


_check_data()
app = st.App(
    ROOT / "app.py",
    routes=[Route("/healthz", _healthz), Route("/readyz", _readyz)],
    middleware=[Middleware(SecurityHeaders), Middleware(CompressedAssets)],
    lifespan=_lifespan,
    on_script_error=_on_script_error,
)
