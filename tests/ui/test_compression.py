"""Scripts and styles go out compressed, and nothing else is touched."""

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor

import pytest

from bonecheck.ui.shell.compression import CompressedAssets

SCRIPT = b"export const bones = 206;\n" * 400


class Origin:
    """A stand-in for Streamlit: answers every path with the same bytes."""

    def __init__(self, kind=b"application/javascript", status=200):
        self.kind, self.status = kind, status

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await send({"type": "websocket.accept"})
            return
        headers = [(b"content-type", self.kind), (b"content-length", str(len(SCRIPT)).encode()), (b"etag", b'"1"')]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": SCRIPT[:100], "more_body": True})
        await send({"type": "http.response.body", "body": SCRIPT[100:]})


def get(app, path="/static/js/index.abc.js", method="GET", **headers):
    """The status, headers and body that a browser gets."""
    events = []

    async def send(event):
        events.append(event)

    named = [(key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()]
    request = app({"type": "http", "method": method, "path": path, "headers": named}, None, send)
    with ThreadPoolExecutor(1) as alone:  # the browser tests leave a running event loop in this thread
        alone.submit(asyncio.run, request).result()
    return events[0]["status"], dict(events[0]["headers"]), b"".join(event.get("body", b"") for event in events[1:])


def test_a_script_is_compressed_and_keeps_its_other_headers():
    status, headers, body = get(CompressedAssets(Origin()), accept_encoding="gzip, br")
    assert status == 200
    assert headers[b"content-encoding"] == b"gzip"
    assert headers[b"etag"] == b'"1"'
    assert len(body) < len(SCRIPT)
    assert b"content-length" not in headers or int(headers[b"content-length"]) == len(body)
    assert gzip.decompress(body) == SCRIPT


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_a_proxy_is_told_that_the_answer_differs_by_what_a_browser_accepts(accepted):
    _, headers, _ = get(CompressedAssets(Origin()), accept_encoding=accepted)
    assert headers[b"vary"].lower() == b"accept-encoding"


@pytest.mark.parametrize(
    ("path", "headers", "origin"),
    [
        ("/static/js/index.abc.js", {}, Origin()),
        ("/static/js/index.abc.js", {"accept_encoding": "gzip", "range": "bytes=0-9"}, Origin(status=206)),
        ("/static/media/face.woff2", {"accept_encoding": "gzip"}, Origin(kind=b"font/woff2")),
        ("/static/media/icon.png", {"accept_encoding": "gzip"}, Origin(kind=b"image/png")),
        ("/static/events", {"accept_encoding": "gzip"}, Origin(kind=b"text/event-stream")),
        ("/results", {"accept_encoding": "gzip"}, Origin()),
        ("/media/bonecheck.json", {"accept_encoding": "gzip"}, Origin()),
    ],
)
def test_every_other_answer_passes_through_untouched(path, headers, origin):
    _, answered, body = get(CompressedAssets(origin), path, **headers)
    assert b"content-encoding" not in answered
    assert body == SCRIPT


def test_a_websocket_passes_through_untouched():
    events = []

    async def send(event):
        events.append(event)

    request = CompressedAssets(Origin())({"type": "websocket", "path": "/static/_stcore/stream"}, None, send)
    with ThreadPoolExecutor(1) as alone:
        alone.submit(asyncio.run, request).result()
    assert events == [{"type": "websocket.accept"}]
