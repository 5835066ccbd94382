"""The logo of who gives the page: read in memory, drawn anew, and kept nowhere. Nothing of the file itself goes on."""

import base64
import struct
import zlib
from io import BytesIO

from PIL import ExifTags, Image

from bonecheck.errors import UnreadableFile
from bonecheck.evidence.library import whole
from bonecheck.evidence.pages import Handout

_KINDS = ("PNG", "JPEG")
_MEGABYTE = 1_000_000
# How a picture is turned by what its file says of the camera. `ImageOps.exif_transpose` would write all else that stands
# there once more, and falls over what is damaged.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow raises on a file that is damaged or made to do harm.
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


def logo(data: bytes) -> str:
    """The picture as an SVG that holds nothing but its pixels, on white, no larger than the page has use for.

    Raises
    ------
    UnreadableFile
        If the file is too large, of another kind, damaged, or has more pixels than any logo.
    """
    limits = whole(Handout).logo
    try:
        if len(data) > limits.megabytes * _MEGABYTE:
            raise ValueError("too large")
        with Image.open(BytesIO(data), formats=_KINDS) as brought:
            if brought.width * brought.height > limits.megapixels * _MEGABYTE:
                raise ValueError("too many pixels")
            upright = _upright(brought)
    except _BROKEN as error:
        raise UnreadableFile("logo_refused", megabytes=limits.megabytes) from error
    upright.thumbnail((limits.width, limits.height))
    drawn = Image.new("RGB", upright.size, "white")
    drawn.paste(upright, mask=upright)
    out = BytesIO()
    drawn.save(out, format="PNG")
    box = f'width="{drawn.width}" height="{drawn.height}"'
    pixels = base64.b64encode(out.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} viewBox="0 0 {drawn.width} {drawn.height}">'
        f'<image {box} href="data:image/png;base64,{pixels}"/></svg>'
    )


def _upright(brought: Image.Image) -> Image.Image:
    pixels, held = brought.convert("RGBA"), brought.getexif().get(ExifTags.Base.Orientation, 1)
    return pixels.transpose(_TURNS[held]) if held in _TURNS else pixels
