"""Sends Streamlit's scripts and styles compressed, so that a phone loads less than half the bytes.

Streamlit leaves that to a proxy. Its files have names that change with their content, so each is compressed once
and kept.
"""

import asyncio
import gzip
from collections import OrderedDict
from typing import Any

_MOST_FILES = 300  # Streamlit has about 400 scripts; a visit of all our pages loads some 80
_COMPRESSIBLE = (b"javascript", b"text/css", b"json")


class CompressedAssets:
    """ASGI middleware for `/static/`; everything else passes through untouched."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.kept: OrderedDict[str, tuple[list[tuple[bytes, bytes]], bytes]] = OrderedDict()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Handles one request."""
        if not _wants_compressed_asset(scope):
            await self.app(scope, receive, send)
            return
        if scope["path"] not in self.kept:
            start, body = await self._fetch(scope, receive)
            if start["status"] != 200 or not _is_compressible(start["headers"]):
                await send(start)
                await send({"type": "http.response.body", "body": body})
                return
            self._keep(scope["path"], start["headers"], await asyncio.to_thread(gzip.compress, body, 6))
        headers, compressed = self.kept[scope["path"]]
        self.kept.move_to_end(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": compressed})

    async def _fetch(self, scope: Any, receive: Any) -> tuple[Any, bytes]:
        """The whole answer of the app for this request."""
        start: dict[str, Any] = {}
        body = bytearray()

        async def collect(event: Any) -> None:
            if event["type"] == "http.response.start":
                start.update(event)
            else:
                body.extend(event.get("body", b""))

        await self.app(scope, receive, collect)
        return start, bytes(body)

    def _keep(self, path: str, headers: list[tuple[bytes, bytes]], compressed: bytes) -> None:
        rest = [pair for pair in headers if pair[0].lower() not in {b"content-length", b"accept-ranges"}]
        added = [
            (b"content-encoding", b"gzip"),
            (b"vary", b"accept-encoding"),
            (b"content-length", str(len(compressed)).encode()),
        ]
        self.kept[path] = ([*rest, *added], compressed)
        if len(self.kept) > _MOST_FILES:
            self.kept.popitem(last=False)


def _wants_compressed_asset(scope: Any) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith("/static/"):
        return False
    headers = dict(scope["headers"])
    # A conditional or partial request is answered by the app itself.
    if not {b"range", b"if-none-match", b"if-modified-since"}.isdisjoint(headers):
        return False
    return b"gzip" in headers.get(b"accept-encoding", b"")


def _is_compressible(headers: list[tuple[bytes, bytes]]) -> bool:
    kind = next((value for key, value in headers if key.lower() == b"content-type"), b"")
    encoded = any(key.lower() == b"content-encoding" for key, _ in headers)
    return not encoded and any(word in kind for word in _COMPRESSIBLE)
