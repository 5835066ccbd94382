"""The logo of who gives the page: its pixels and nothing else, with words, and one clear line where it cannot be used."""

import base64
import re
import struct
import zlib
from dataclasses import replace
from io import BytesIO
from itertools import product

import pytest
from PIL import Image, ImageOps
from pypdf import PdfReader

from bonecheck.errors import UnreadableFile
from bonecheck.evidence.library import whole
from bonecheck.evidence.pages import Handout
from bonecheck.handout.contents import Paper, page
from bonecheck.handout.logo import logo
from bonecheck.handout.pdf import one_page, pdf
from bonecheck.words.problems import error_words
from tests.handout.test_handout import FULLEST, PEOPLE, SIZES, alts, made
from tests.people import TODAY, report

LIMITS = whole(Handout).logo
SECRET = b"where this picture was taken"


def picture(size=(60, 20), kind="PNG", mode="RGB", colour="navy", **more):
    out = BytesIO()
    Image.new(mode, size, colour).save(out, format=kind, **more)
    return out.getvalue()


def drawn(svg):
    """The picture that stands in a logo."""
    [pixels] = re.findall(r'href="data:image/png;base64,([^"]+)"', svg)
    return Image.open(BytesIO(base64.b64decode(pixels)))


def with_secret():
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    return picture(kind="JPEG", exif=exif, comment=SECRET)


@pytest.mark.parametrize(
    "given",
    [
        picture(),
        picture(kind="JPEG"),
        picture(kind="JPEG", mode="CMYK", colour=(255, 255, 0, 127)),
        picture(mode="L", colour=30),
        picture(mode="1", colour=0),
        picture(mode="P", colour=0),
        picture(mode="RGBA", colour=(0, 0, 128, 255)),
    ],
)
def test_a_picture_of_either_kind_is_drawn_anew(given):
    seen, own = drawn(logo(given)), Image.open(BytesIO(given)).convert("RGB")
    assert seen.size == (60, 20)
    assert seen.getpixel((30, 10)) == own.getpixel((30, 10))


def test_nothing_but_the_pixels_of_a_file_goes_on():
    given = with_secret() + SECRET
    assert SECRET in given
    svg = logo(given)
    kept = base64.b64decode(re.findall(r"base64,([^\"]+)", svg)[0])
    assert SECRET not in kept
    check = PEOPLE["numb legs"]
    assert SECRET not in pdf(page(report(check), check, on=TODAY, logo=svg), Paper.A4)


def test_what_can_be_seen_through_is_white():
    seen = drawn(logo(picture(mode="RGBA", colour=(200, 0, 0, 0))))
    assert seen.mode == "RGB"
    assert seen.getpixel((5, 5)) == (255, 255, 255)


def on_its_side(**more):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x0132], exif[0x013B] = "the day", "who held the camera" * 5
    return picture(exif=exif, **more)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_on_its_side_stands_upright(kind):
    assert drawn(logo(on_its_side(kind=kind))).size == (20, 60)


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_is_turned_as_its_file_says(turn):
    """All eight ways to hold a camera: the light corner is where other programs show it."""
    exif = Image.Exif()
    exif[0x0112] = turn
    given = BytesIO()
    light = Image.new("RGB", (60, 20), "navy")
    light.paste("white", (0, 0, 16, 8))
    light.save(given, format="PNG", exif=exif)
    shown = ImageOps.exif_transpose(Image.open(given)).convert("RGB")
    assert drawn(logo(given.getvalue())).tobytes() == shown.tobytes()


def test_what_a_file_says_of_its_camera_may_be_damaged():
    """A day that claims to be a fraction: it was read, and could not be written again."""
    whole_file = on_its_side(kind="JPEG")
    damaged = whole_file.replace(struct.pack(">HH", 0x0132, 2), struct.pack(">HH", 0x0132, 5))
    assert damaged != whole_file
    assert drawn(logo(damaged)).size == (20, 60)


def test_a_large_picture_is_kept_no_larger_than_needed_in_its_shape():
    assert drawn(logo(picture((3000, 2000)))).size == (LIMITS.height * 3 // 2, LIMITS.height)


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb(width, height):
    """A small PNG that says that it is huge."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"not a picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%PDF-1.7",
        picture(kind="GIF"),
        picture(kind="WEBP"),
        picture(kind="BMP"),
        picture(kind="TIFF"),
        picture()[:60],
        picture(kind="JPEG")[:200],
        picture((400, 400), kind="JPEG", colour="red")[:1500],
        bomb(4001, 4000),
        bomb(2**31 - 1, 2**31 - 1),
        bomb(0, 10),
        picture() + b"\0" * (LIMITS.megabytes * 1_000_000),
    ],
    ids=range(15),
)
def test_a_file_that_cannot_be_a_logo_is_refused_in_one_clear_line(given):
    with pytest.raises(UnreadableFile) as refused:
        logo(given)
    said = error_words(refused.value)
    assert "PNG or JPEG" in said
    assert "2 MB" in said
    assert "\n" not in said


def test_no_damage_to_a_file_raises_anything_else():
    whole_files = picture((40, 40)), picture((40, 40), kind="JPEG"), on_its_side(kind="JPEG"), on_its_side()
    for given in whole_files:
        for place, damage in product(range(8, len(given)), (0xFF, 0x07)):
            damaged = given[:place] + bytes([given[place] ^ damage]) + given[place + 1 :]
            try:
                assert logo(damaged)
            except UnreadableFile:
                continue


@pytest.mark.parametrize("paper", Paper)
def test_it_stands_on_the_one_page_with_the_name_of_who_gives_it_as_its_words(paper):
    check = PEOPLE["numb legs"]
    reader = made(check, paper, given_by="Dr. Anne Example", logo=logo(picture()))
    [image] = reader.pages[0].images
    assert image.image.size == (60, 20)
    assert "Dr. Anne Example" in alts(reader.trailer["/Root"]["/StructTreeRoot"])
    assert len(reader.pages) == 1


def test_without_a_name_its_words_say_what_it_is():
    reader = made(PEOPLE["numb legs"], logo=logo(picture()))
    assert "Logo" in alts(reader.trailer["/Root"]["/StructTreeRoot"])


@pytest.mark.parametrize("size", [(60, 20), (20, 400), (900, 10), (1, 1)])
def test_no_logo_makes_a_second_page(size):
    for paper in SIZES:
        for check in (FULLEST, PEOPLE["the fullest without a sign"], PEOPLE["maria"]):
            reader = made(check, paper, given_by="W" * 60, logo=logo(picture(size)))
            assert len(reader.pages) == 1


def test_without_a_logo_no_picture_is_on_the_page():
    assert len(PdfReader(BytesIO(pdf(page(report(FULLEST), FULLEST, on=TODAY), Paper.A4))).pages[0].images) == 0


def test_what_gave_way_for_nothing_comes_back():
    """Three short parts give way before the picture; once that is gone, there is room for all of them."""
    check = PEOPLE["mei"]
    told = page(report(check), check, on=TODAY, given_by="Anne Example", logo=logo(picture((300, 100))))
    longer = (replace(told, beside=("More to say. " * times,)) for times in range(1, 60))
    left = next(left for each in longer if not (left := one_page(each, Paper.A4)).line)
    assert told.line
    assert (left.questions, left.steps, left.moving) == (told.questions, told.steps, told.moving)
