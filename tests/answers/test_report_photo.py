"""Photos and scanned pages: no sign is wrong, what is not sure is not read, and nothing stays behind."""

import io
import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import cv2
import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pypdf import PdfReader, PdfWriter

from bonecheck.answers.report_import import photo, photo_child, turns
from bonecheck.answers.report_import.bring import LARGEST_FILE, Brought, read_report, reading, to_its_end
from bonecheck.answers.report_import.found import Reason
from bonecheck.answers.report_import.photo_lines import Page, Piece, Row, lines_of
from bonecheck.answers.report_import.reader import read_plain
from bonecheck.answers.report_import.turns import Waiting
from bonecheck.errors import UnreadableFile
from tests.answers import photo_made
from tests.answers.photo_made import KINDS, PAGES, as_jpeg, as_png, rendered, scored, turned
from tests.answers.report_made import columns, page


def refused(data):
    with pytest.raises(UnreadableFile) as refusal:
        read_report(data)
    return refusal.value.key


def children():
    """The processes that read a picture now and were started here."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            if parent == os.getpid() and b"photo_child" in (status.parent / "cmdline").read_bytes():
                found.append(int(status.parent.name))
        except OSError:
            continue
    return found


# ---------------------------------------------------------------- what is read


@pytest.mark.parametrize(
    ("name", "quarters"),
    [("hologic_young", 0), ("letter", 3)],  # what lies by three quarters is turned by one, and found upside down
)
def test_a_page_is_read_from_its_photo(name, quarters):
    """Before menopause the T column of Hologic is empty, and no Z-score may be taken for a T-score."""
    made = PAGES[name](3)
    read = scored(made, as_jpeg(turned(photo_made.photo(rendered(made, 1700), 3), quarters)))
    assert (read.wrong, read.signs, read.refused) == (0, 0, 0), read.notes
    assert read.right + read.doubted >= 0.9 * (read.right + read.doubted + read.left_out), read.notes


def test_a_dim_photo_has_no_wrong_sign():
    made = PAGES["ge_spine"](5)
    read = scored(made, KINDS["photo, 1100 wide, dim"](made, 5))
    assert (read.wrong, read.signs) == (0, 0), read.notes  # it may be refused


def test_a_scan_of_the_largest_size_below_its_title_is_read_behind_a_page_of_text():
    """In 300 dpi, and grainy, as office scanners make them."""
    made = PAGES["ge_hips"](7)
    grain = np.random.default_rng(7).integers(0, 60, (3508, 3508, 1), dtype="uint8")
    kept = io.BytesIO()
    scan = Image.fromarray(cv2.subtract(rendered(made, 3508)[:, :, ::-1], np.repeat(grain, 3, axis=2)))
    scan.save(kept, "PDF", resolution=300, quality=95)
    both = PdfWriter()
    both.append(io.BytesIO(page([(60, 60, "Lumbar spine (L1-L4): BMD 0.912 g/cm2, T-score -2.1, Z-score -0.8")])))
    both.append(kept)
    [title] = PdfReader(io.BytesIO(page([(60, 30, "BONE DENSITY REPORT")]))).pages
    both.pages[1].merge_page(title)
    kept = io.BytesIO()
    both.write(kept)
    assert len(kept.getvalue()) > 5_000_000
    report = read_report(kept.getvalue().ljust(LARGEST_FILE, b"\n"))
    found = {
        (row.site, row.region, row.side or ""): (row.origin.page, row.bmd_g_cm2, row.t_score, row.z_score)
        for row in report.rows
    }
    of_scan = {place: (2, *numbers) for place, numbers in made.truth.items()}
    assert found == {("lumbar_spine", "L1-L4", ""): (1, 0.912, -2.1, -0.8), **of_scan}
    assert report.not_understood == ()


def test_a_minus_that_fades_is_read_or_asked_and_never_lost():
    """The same five rows with and without their minus, laid upon each other: the signs are there by 0 to 100 %."""
    there = (0.06, 0.12, 0.2, 0.35, 0.6, 1.0)
    labels = ("L1", "L2", "L3", "L4", "L1-L2", "L1-L4")
    table = [["Region", "BMD", "T-score"], *([label, "0.871", "1.8"] for label in labels)]
    words = columns(table, (60, 160, 260), 120, 24)  # the first row at 144, and 22 more from the edge of the sheet
    plain = rendered(photo_made.MadePage("", page(words)), 1754).astype(float)
    signs = [(256, 144 + 24 * row, "-") for row in range(len(there))]
    signed = rendered(photo_made.MadePage("", page([*words, *signs])), 1754).astype(float)
    mixed = plain.copy()
    for row, part in enumerate(there):
        lines = slice(*(round((place + 24 * row) * 1754 / 842) for place in (156, 180)))
        mixed[lines] = part * signed[lines] + (1 - part) * plain[lines]
    assert np.abs(signed - plain).max() > 100  # the signs are drawn
    found = {row.region: row.t_score for row in read_report(as_png(mixed.astype("uint8"))).rows}
    assert found["L1-L4"] == -1.8
    seen = [found.get(label) for label in labels]
    for part, score in zip(there, seen, strict=True):
        assert score in ({-1.8, None} if part >= 0.2 else {-1.8, None, 1.8}), seen


@pytest.mark.parametrize("kind", ["photo, 800 wide", "photo, shaken"])
def test_small_or_blurred_print_is_refused_and_says_why(kind):
    made = PAGES["letter"](1)
    assert refused(KINDS[kind](made, 1)) in {
        "report_photo_too_small",
        "report_photo_not_sharp",
        "report_photo_no_text",  # so blurred that it does not look like text
    }


# ---------------------------------------------------------------- what is handed on


def test_each_number_has_its_strip_of_the_picture_and_nothing_else_of_the_photo_is_kept():
    """A telephone writes where and when a photo was taken, and how it was held."""
    made = PAGES["hologic_spine"](2)
    pixels = Image.fromarray(rendered(made, 1600)[:, :, ::-1]).rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "A maker of telephones"
    exif.get_ifd(0x8825)[2] = (47.0, 22.0, 39.0)
    kept = io.BytesIO()
    pixels.save(kept, "JPEG", quality=80, exif=exif)
    assert b"A maker of telephones" in kept.getvalue()
    result = to_its_end(reading(kept.getvalue()))
    assert isinstance(result, Brought)
    [total] = [row for row in result.report.rows if not row.secondary]
    assert (total.bmd_g_cm2, total.t_score, total.z_score) == made.truth["lumbar_spine", "L1-L4", ""]
    origins = {row.origin for row in result.report.rows}
    assert result.cutouts.keys() == origins | {piece.origin for piece in result.report.not_understood}
    for strip in (cutout.strip for cutout in result.cutouts.values()):
        image = Image.open(io.BytesIO(strip))
        assert (image.format, dict(image.getexif())) == ("JPEG", {})
        assert b"A maker of telephones" not in strip
        assert image.width <= 900
        assert image.height < 200
        assert len(strip) < 40_000


def test_text_and_pdf_with_text_wait_for_nobody():
    for data in (b"Left total hip T-score -1.4", page([(60, 60, "Left total hip T-score -1.4")])):
        with pytest.raises(StopIteration) as end:
            next(reading(data))
        assert end.value.value.report.rows[0].t_score == -1.4
        assert end.value.value.cutouts == {}


WATCHED = """
import os, runpy, sys
tried = []
def watch(event, arguments):
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}:
        tried.append(event)
    if event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        tried.append(arguments[0])
    if event in {"os.mkdir", "os.rename", "subprocess.Popen", "os.system"}:
        tried.append(event)
sys.addaudithook(watch)
runpy.run_path(sys.argv.pop(1), run_name="__main__")
sys.stderr.write(repr(tried))
"""


def test_a_dicom_picture_is_read_by_its_pixels_alone_with_no_connection_and_no_file(tmp_path):
    run = subprocess.run(
        [sys.executable, "-I", "-B", "-c", WATCHED, photo_child.__file__],
        input=dicom_picture(cv2.cvtColor(rendered(PAGES["letter"](4), 1500), cv2.COLOR_BGR2GRAY)),
        capture_output=True,
        cwd=tmp_path,
        env={},
    )
    assert run.returncode == 0
    assert run.stderr.decode() == "[]"
    [read] = json.loads(run.stdout)
    text = ["".join(piece["text"]) for row in read["rows"] for piece in row["pieces"]]
    assert any("femoral neck" in piece for piece in text)
    assert not any("9.9" in piece or "1950" in piece for piece in text)  # what the header says
    assert list(tmp_path.iterdir()) == []


def test_from_the_first_pixel_on_nothing_can_be_opened(tmp_path):
    script = f"import sys; sys.path.insert(0, {str(Path(photo_child.__file__).parent)!r})\nimport photo_child, socket\n"
    script += "photo_child.limit(); photo_child.close_the_door()\n"
    for tried in ("open('/etc/hostname')", "socket.socket()"):
        run = subprocess.run([sys.executable, "-I", "-c", script + tried], cwd=tmp_path, capture_output=True)
        assert b"Too many open files" in run.stderr


# ---------------------------------------------------------------- one after the other


def test_the_second_picture_waits_for_the_first_and_closing_leaves_no_child():
    data = KINDS["photo"](PAGES["letter"](0), 0)
    first, second, third = reading(data), reading(data), reading(data)
    assert next(first) == Waiting(0)
    assert next(second) == Waiting(1)
    assert next(third) == Waiting(2)
    assert len(children()) == 1
    second.close()
    assert next(third) == Waiting(1)
    with pytest.raises(KeyError):
        first.throw(KeyError("the page was left"))
    assert children() == []
    assert next(third) == Waiting(0)
    third.close()
    assert children() == []
    assert turns._tickets == []


def test_who_left_without_a_word_holds_nobody_up(monkeypatch):
    gone = turns.turn()
    assert next(gone) == Waiting(0)
    monkeypatch.setattr(turns, "_GONE_AFTER", -1.0)
    other = turns.turn()
    assert next(other) == Waiting(0)
    other.close()
    gone.close()
    assert turns._tickets == []


# ---------------------------------------------------------------- hostile and broken


def png(width, height, rows=b""):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_a_picture_that_is_too_large_is_not_decoded():
    assert refused(png(10_000, 10_000)) == "report_photo_too_many_pixels"
    assert refused(png(2**31 - 1, 2**31 - 1)) == "report_photo_too_many_pixels"
    assert refused(png(5_000, 4_001)) == "report_photo_too_many_pixels"


def test_a_broken_or_empty_picture_has_one_clear_reason():
    whole = as_jpeg(rendered(PAGES["letter"](0), 1200))
    assert refused(whole[: len(whole) // 2]) == "report_photo_damaged"
    assert refused(png(4_000, 4_000, bytes(100_000_000))) in {"report_photo_no_text", "report_photo_damaged"}
    assert refused(b"\xff\xd8\xff" + os.urandom(4_000)) == "report_photo_damaged"
    assert refused(as_png(np.full((900, 900, 3), 200, "uint8"))) == "report_photo_no_text"
    assert children() == []


def test_a_scan_of_many_pages_is_refused():
    sheets = [Image.new("RGB", (60, 80), "white")] * (photo_child.MOST_PAGES + 1)
    kept = io.BytesIO()
    sheets[0].save(kept, "PDF", save_all=True, append_images=sheets[1:])
    assert refused(kept.getvalue()) == "report_too_many_pages"


def test_without_the_extra_the_other_ways_are_offered(monkeypatch):
    monkeypatch.setattr(photo, "can_read_photos", lambda: False)
    assert refused(as_png(np.zeros((9, 9, 3), "uint8"))) == "report_needs_photo_extra"
    assert refused(KINDS["scan 150 dpi, PDF"](PAGES["letter"](0), 0)) == "report_needs_photo_extra"


# ---------------------------------------------------------------- DICOM


def dicom(kind, **more):
    meta = FileMetaDataset()
    meta.TransferSyntaxUID, meta.MediaStorageSOPClassUID = pydicom.uid.ExplicitVRLittleEndian, kind
    meta.MediaStorageSOPInstanceUID = "1.2.3"
    file = Dataset()
    file.file_meta, file.SOPClassUID, file.SOPInstanceUID = meta, kind, "1.2.3"
    file.PatientName, file.PatientBirthDate = "Lumbar spine T-score -9.9", "19500101"
    for name, value in more.items():
        setattr(file, name, value)
    kept = io.BytesIO()
    file.save_as(kept, enforce_file_format=True)
    return kept.getvalue()


def dicom_picture(gray):
    """A picture in which black is the largest number."""
    shape = {"Rows": gray.shape[0], "Columns": gray.shape[1], "SamplesPerPixel": 1}
    depth = {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7, "PixelRepresentation": 0}
    pixels = (255 - gray).tobytes()
    return dicom(
        "1.2.840.10008.5.1.4.1.1.7", PhotometricInterpretation="MONOCHROME1", PixelData=pixels, **shape, **depth
    )


def test_a_dicom_file_holds_the_pixels_of_its_picture_or_of_its_pdf():
    made = PAGES["letter"](6)
    gray = cv2.cvtColor(rendered(made, 300), cv2.COLOR_BGR2GRAY)
    [picture] = photo_child.pictures_of(dicom_picture(gray), [])
    assert (photo_child.decoded(picture) == gray[:, :, None]).all()
    inside = made.pdf + b" " * (len(made.pdf) % 2)
    [of_dicom] = photo_child.pictures_of(dicom("1.2.840.10008.5.1.4.1.1.104.1", EncapsulatedDocument=inside), [])
    [alone] = photo_child.pictures_of(made.pdf, [])
    assert (photo_child.decoded(of_dicom) == photo_child.decoded(alone)).all()
    assert photo_child.decoded(alone).min() < 100


# ---------------------------------------------------------------- from pieces to lines


def piece(x, text, unsure=()):
    width = 10.0 * len(text)
    places = [x + 10.0 * at + 5 for at in range(len(text))]
    return Piece(x, width, list(text), places, list(unsure))


def made_page(*rows):
    return Page([Row(40.0 * at, list(row), "") for at, row in enumerate(rows)], 20.0)


HEAD = (piece(0, "Region"), piece(150, "BMD"), piece(300, "T-score"), piece(450, "Z-score"))


def read_pieces(*rows):
    return read_plain("\n".join(line.text for line in lines_of(made_page(*rows))))


def test_an_empty_column_stays_empty():
    report = read_pieces(HEAD, (piece(0, "L1-L4"), piece(150, "0.975"), piece(455, "-0.3")))
    assert [(row.t_score, row.z_score) for row in report.rows] == [(None, -0.3)]


def test_two_cells_in_one_piece_keep_their_columns():
    row = piece(150, "0.975" + " " * 11 + "-1.4")
    report = read_pieces(HEAD, (piece(0, "L1-L4"), row, piece(455, "-0.3")))
    assert [(row.bmd_g_cm2, row.t_score, row.z_score) for row in report.rows] == [(0.975, -1.4, -0.3)]


def test_a_sign_that_is_not_sure_is_asked():
    for text in ("-1.4", "1.4"):
        report = read_pieces(HEAD, (piece(0, "L1-L4"), piece(150, "0.975"), piece(305, text, [(0, len(text))])))
        assert [row.t_score for row in report.rows if row.t_score is not None] == []
        assert Reason.SIGN_NOT_SURE in {left.reason for left in report.not_understood}


def test_a_sign_and_a_number_far_apart_are_no_number():
    report = read_pieces(HEAD, (piece(0, "L1-L4"), piece(150, "0.975"), piece(270, "-"), piece(340, "1.4")))
    assert [row.t_score for row in report.rows if row.t_score is not None] == []


@pytest.mark.parametrize(("seen", "region"), [("Ll", "L1"), ("LI", "L1"), ("Ll-L4", "L1-L4"), ("L|-L4", "L1-L4")])
def test_a_vertebra_that_can_be_no_other_is_known(seen, region):
    report = read_pieces(HEAD, (piece(0, seen), piece(150, "0.975"), piece(305, "-1.4"), piece(455, "-0.3")))
    assert [(row.region, row.t_score) for row in report.rows] == [(region, -1.4)]


def test_a_vertebra_whose_sign_is_not_sure_is_still_part_of_the_total():
    rows = [
        (piece(0, label), piece(150, "0.975"), piece(305, "-1.4", [(0, 4)] if label == "L2" else ()))
        for label in ("L1", "L2", "L3", "L4", "Total")
    ]
    [total] = [row for row in read_pieces(HEAD, *rows).rows if not row.secondary]
    assert (total.region, total.t_score) == ("L1-L4", -1.4)
