"""A file that is brought stays in memory while it comes in."""

import asyncio
import tempfile

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser

from bonecheck.answers.report_import.bring import LARGEST_FILE
from bonecheck.ui.shell import uploads


def test_an_upload_of_the_largest_size_stays_in_memory(monkeypatch):
    monkeypatch.setattr(MultiPartParser, "spool_max_size", MultiPartParser.spool_max_size)
    uploads.keep_in_memory()

    async def body():
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="photo.jpg"\r\n\r\n'
        yield b"\xff" * LARGEST_FILE
        yield b"\r\n--x--\r\n"

    def no_disk(*_args, **_more):
        raise AssertionError("a file was opened")

    monkeypatch.setattr(tempfile, "TemporaryFile", no_disk)  # to which a SpooledTemporaryFile rolls over
    form = asyncio.run(MultiPartParser(Headers({"content-type": "multipart/form-data; boundary=x"}), body()).parse())
    assert form["file"].size == LARGEST_FILE
