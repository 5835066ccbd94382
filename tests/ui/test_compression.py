"""Scripts and styles go out compressed, once, and nothing else is touched."""

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor

import pytest

from bonecheck.ui.shell.compression import CompressedAssets

SCRIPT = b"export const bones = 206;\n" * 400


class Origin:
    """A stand-in for Streamlit: answers every path with the same bytes and counts how often it was asked."""

    def __init__(self, kind=b"application/javascript", status=200):
        self.kind, self.status, self.asked = kind, status, 0

    async def __call__(self, scope, receive, send):
        self.asked += 1
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
    assert headers[b"vary"] == b"accept-encoding"
    assert headers[b"etag"] == b'"1"'
    assert int(headers[b"content-length"]) == len(body) < len(SCRIPT)
    assert gzip.decompress(body) == SCRIPT


def test_a_script_is_compressed_once_for_all_visitors():
    origin = Origin()
    app = CompressedAssets(origin)
    first, second = get(app, accept_encoding="gzip"), get(app, accept_encoding="gzip")
    assert first == second
    assert origin.asked == 1


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        ("/static/js/index.abc.js", "GET", {}),
        ("/static/js/index.abc.js", "HEAD", {"accept_encoding": "gzip"}),
        ("/static/js/index.abc.js", "GET", {"accept_encoding": "gzip", "range": "bytes=0-9"}),
        ("/static/js/index.abc.js", "GET", {"accept_encoding": "gzip", "if_none_match": '"1"'}),
        ("/results", "GET", {"accept_encoding": "gzip"}),
    ],
)
def test_every_other_request_passes_through_untouched(path, method, headers):
    _, answered, body = get(CompressedAssets(Origin()), path, method, **headers)
    assert b"content-encoding" not in answered
    assert body == SCRIPT


@pytest.mark.parametrize("origin", [Origin(kind=b"font/woff2"), Origin(status=404)])
def test_fonts_and_errors_are_not_compressed_or_kept(origin):
    app = CompressedAssets(origin)
    for _ in range(2):
        _, answered, body = get(app, accept_encoding="gzip")
        assert b"content-encoding" not in answered
        assert body == SCRIPT
    assert origin.asked == 2


def test_the_files_kept_are_bounded():
    app = CompressedAssets(Origin())
    for number in range(400):
        get(app, f"/static/js/{number}.js", accept_encoding="gzip")
    assert len(app.kept) == 300
