"""Runs alone in a process of its own: takes a picture, a PDF or a DICOM file on standard input, gives what stands in it.

It writes no file, opens no connection, and hands on no more of a picture than strips of its pixels.
"""

import base64
import ctypes
import io
import json
import logging
import math
import os
import re
import sys
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

MEMORY_BYTES = 900_000_000
CPU_SECONDS, CLOCK_SECONDS = 20, 60  # for each page
MOST_PAGES = 4
MOST_PIXELS = 20_000_000
LOCKED, DAMAGED, TOO_MANY_PAGES, TOO_MANY_PIXELS, NO_TEXT, TOO_SMALL, NOT_SHARP, TOO_MUCH = range(11, 19)

WORK_SIDE = 1600  # pixels of the longer side of the picture that is read
DETECTOR_SMALL, DETECTOR_LARGE = 960, 1600
MOST_DETECTED = 1_850_000  # pixels; A4 at the large size has them, a square page would need more memory than there is
LEAST_HEIGHT = 11.0  # pixels of a line of text, in the picture as it was taken
LEAST_SURE = 0.97  # mean of how sure the characters of results are
SURE_CHARACTER = 0.8
MOST_SOFT = 0.40  # width of the edges of numbers, of the height of their digits: beyond, "-1" is read as "4"
MOST_UNSURE = 1 / 3  # of the numbers of a page
SMALL_HEIGHT = 21.0  # a page that is refused with a lower text has too few pixels, rather than too little light
SURE_NO_SIGN = 0.05
DASH, NO_DASH = 0.18, 0.25  # width of what looks like a dash before a number, of the height of its digits
STRIP_WIDTH = 900
_DASHES = "-−–—－_~"
_NEVER_SIGNED = re.compile(r"\d+[.,]\d{3}|\d\d+[.,]\d\d")  # bone density; area, bone mineral content
_RESULT = re.compile(rf"[{_DASHES}+]?\d{{1,3}}[.,]\d{{1,3}}")
_SCORE = re.compile(rf"[{_DASHES}+]?(\d[.,]\d)\d?")
_BOUNDS = {"1.0", "2.5", "1,0", "2,5"}  # of ranges, as reports explain them: a line of these alone is nobody's score
_VERTEBRA = re.compile(r"(?<![^\W_])L[1-5lI|!]")
_ONE_VERTEBRA = re.compile(rf"\W*L[1-5lI|!](?![{_DASHES}\d])")
_BROKEN_SPAN = re.compile(  # "L1-44", "L144", "14-L4": what may have been L1-L4 and would be taken for one vertebra
    rf"(?<![^\W_])L[1-5lI|!](?:\d|[{_DASHES}](?!\s?[LS]?[1-5lI|!](?![0-9A-Za-z])))"
    rf"|(?<![LlT][\dlI|!])(?<!T1[012])(?<!\s)[{_DASHES}]L[1-5]"
)


@dataclass(frozen=True)
class Char:
    """A character, where its middle stands in its line from 0 to 1, and how sure it is."""

    text: str
    at: float
    sure: float


@dataclass
class Box:
    """A piece of a line as the detector found it: its corners, then what was read in it."""

    corners: Any
    chars: list[Char]
    dash: Any = None  # for each moment of the line, how likely a dash is
    unsure: tuple[tuple[int, int], ...] = ()
    soft: list[float] = field(default_factory=list)  # of each result
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0

    @property
    def text(self) -> str:
        """What was read."""
        return "".join(char.text for char in self.chars)


def limit() -> None:
    """Little memory, little time, and no byte to any file."""
    try:
        import resource
    except ImportError:  # not a Unix
        return
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    ctypes.CDLL(None).mallopt(-3, 1 << 20)  # M_MMAP_THRESHOLD: what is freed goes back at once
    time_for_a_page()


def time_for_a_page() -> None:
    """From here on the time of one page, and no more."""
    try:
        import resource
        import signal
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    end = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))
    signal.alarm(CLOCK_SECONDS)


def close_the_door() -> None:
    """From here on no file and no connection can be opened."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


class Reader:
    """The detector and the recognizer, with the models that lie in the wheel."""

    def __init__(self) -> None:
        import cv2
        import numpy.ma  # noqa: F401  all that is used later is loaded here: then no file can be opened
        import PIL.ImageFile
        import PIL.ImageOps  # noqa: F401
        import pydicom.pixels  # noqa: F401
        import rapidocr
        from rapidocr.utils.process_img import get_rotate_crop_image

        cv2.setNumThreads(2)
        models = Path(rapidocr.__file__).parent / "models"
        engine = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "EngineConfig.onnxruntime.intra_op_num_threads": 2,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
                "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
                "Det.limit_type": "max",
                "Det.limit_side_len": DETECTOR_SMALL,
                "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
                "Rec.rec_batch_num": 1,
            }
        )
        self._detector, self._recognizer, self._crop = (
            engine._load_det_model(),
            engine._load_rec_model(),
            get_rotate_crop_image,
        )
        self._characters = self._recognizer.postprocess_op.character
        self._dashes = [at for at, char in enumerate(self._characters) if char in _DASHES]

    def boxes(self, picture: Any, side: int) -> list[Any]:
        """The corners of all pieces of text: top left, top right, bottom right, bottom left."""
        height, width = picture.shape[:2]
        most = max(height, width) * math.sqrt(MOST_DETECTED / (height * width))
        self._detector.limit_side_len = int(min(side, most))
        found = self._detector(picture).boxes
        return [] if found is None else list(found)

    def crop(self, picture: Any, corners: Any) -> Any:
        """A piece of text, straightened."""
        return self._crop(picture, corners.astype("float32").copy())

    def read(self, piece: Any) -> tuple[list[Char], Any]:
        """The characters of a piece of text, and how likely a dash is at each moment of it."""
        height, width = piece.shape[:2]
        ratio = max(160 / 48, width / height)
        [scores] = self._recognizer.session(self._recognizer.resize_norm_img(piece, ratio)[None])
        best, sure = scores.argmax(axis=1), scores.max(axis=1)
        used = math.ceil(48 * width / height) / int(48 * ratio) * len(best)  # the rest is padding
        chars: list[Char] = []
        start = 0
        for at in range(1, len(best) + 1):
            if at < len(best) and best[at] == best[start]:
                continue
            if best[start]:
                text = self._characters[best[start]]
                chars.append(Char(text, min(1.0, (start + at) / 2 / used), float(sure[start:at].max())))
            start = at
        return chars, scores[: math.ceil(used), self._dashes].max(axis=1)


# ---------------------------------------------------------------- pictures


def pictures_of(data: bytes, wanted: list[int]) -> list[Any]:
    """The pictures in a file, not yet decoded; of a PDF the pages that are wanted. What else a file says is not read."""
    if b"%PDF-" in data[:1024]:
        return _pages(data, wanted)
    if data[128:132] == b"DICM":
        return _of_dicom(data)
    return [_opened(data)]


def _opened(data: bytes) -> Any:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # ours is told below, with its own reason
    image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
    if image.width * image.height > MOST_PIXELS:
        sys.exit(TOO_MANY_PIXELS)
    return image


def _pages(data: bytes, wanted: list[int]) -> list[Any]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        sys.exit(LOCKED if "password" in str(error).lower() else DAMAGED)
    pages = wanted or range(len(pdf))
    if len(pages) > MOST_PAGES:
        sys.exit(TOO_MANY_PAGES)
    return [pdf[at] for at in pages]


def _of_dicom(data: bytes) -> list[Any]:
    """The PDF or the picture in a DICOM file; of its header only what tells how the pixels lie."""
    from pydicom import dcmread

    tags = ["SOPClassUID", "EncapsulatedDocument", "Rows", "Columns", "SamplesPerPixel", "PhotometricInterpretation"]
    tags += ["BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "PlanarConfiguration", "PixelData"]
    tags += ["NumberOfFrames"]
    file = dcmread(io.BytesIO(data), specific_tags=tags)
    if "EncapsulatedDocument" in file:
        return _pages(bytes(file.EncapsulatedDocument), [])
    if file.Rows * file.Columns * int(file.get("NumberOfFrames", 1) or 1) > MOST_PIXELS:
        sys.exit(TOO_MANY_PIXELS)
    return [file]


def decoded(picture: Any) -> Any:
    """The pixels, blue first, turned as the camera was held, on white; no larger than they are read."""
    import numpy as np
    from PIL import Image, ImageOps

    if hasattr(picture, "render"):
        width, height = picture.get_size()
        image = picture.render(scale=min(3.0, WORK_SIDE / max(width, height, 1))).to_pil()
    elif hasattr(picture, "pixel_array"):
        from pydicom.pixels import convert_color_space

        array = picture.pixel_array
        if array.ndim == 3 and picture.PhotometricInterpretation.startswith("YBR"):
            array = convert_color_space(array, picture.PhotometricInterpretation, "RGB")
        if array.dtype != np.uint8:
            array = (array.astype("float32") * (255.0 / max(1, int(array.max())))).astype("uint8")
        image = Image.fromarray(255 - array if picture.PhotometricInterpretation == "MONOCHROME1" else array)
    else:
        image = ImageOps.exif_transpose(picture)
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def smaller(pixels: Any) -> Any:
    """The picture in the size in which it is read."""
    import cv2

    side = max(pixels.shape[:2])
    if side <= WORK_SIDE:
        return pixels
    size = (round(pixels.shape[1] * WORK_SIDE / side), round(pixels.shape[0] * WORK_SIDE / side))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)


# ---------------------------------------------------------------- reading one page


def upright(reader: Reader, picture: Any) -> tuple[Any, list[Any]]:
    """The page turned so that its text can be read, and its pieces of text."""
    import numpy as np

    boxes = reader.boxes(picture, DETECTOR_SMALL)
    tall = sum(_length(box) for box in boxes if _is_tall(box))
    if tall > sum(_length(box) for box in boxes) / 2:
        picture = np.ascontiguousarray(np.rot90(picture))
        boxes = reader.boxes(picture, DETECTOR_SMALL)
    sample = sorted((box for box in boxes if not _is_tall(box)), key=_length)[-40::5]
    crops = [reader.crop(picture, box) for box in sample]
    if _how_sure(reader, [crop[::-1, ::-1] for crop in crops]) > _how_sure(reader, crops):
        picture = np.ascontiguousarray(picture[::-1, ::-1])
        boxes = reader.boxes(picture, DETECTOR_SMALL)
    return picture, boxes


def _side(box: Any, first: int, second: int) -> float:
    return math.hypot(*(box[second] - box[first]))


def _is_tall(box: Any) -> bool:
    return _side(box, 0, 3) > 1.5 * _side(box, 0, 1)


def _length(box: Any) -> float:
    return max(_side(box, 0, 1), _side(box, 0, 3))


def _how_sure(reader: Reader, crops: list[Any]) -> float:
    chars = [char for crop in crops for char in reader.read(crop.copy())[0]]
    return sum(char.sure for char in chars) / max(1, len(chars))


def read_boxes(reader: Reader, picture: Any, boxes: list[Any], known: list[Box]) -> list[Box]:
    """What stands in each piece of text; a score whose sign or digits are not sure is marked."""
    import numpy as np

    found = []
    for corners in boxes:
        if _is_tall(corners) and _length(corners) > 60:
            continue  # the label of an axis
        same = next((box for box in known if np.abs(box.corners - corners).max() < 0.1 * box.height), None)
        if same is not None:
            found.append(same)
            continue
        piece = reader.crop(picture, corners)
        chars, dash = reader.read(piece)
        if chars:
            box = Box(corners, chars, dash)
            box.width, box.height = _side(corners, 0, 1), _side(corners, 0, 3)
            box.unsure = tuple(span for span in _results(box) if not _is_sure(box, span, picture, reader))
            box.soft = [_softness(box, span, piece) for span in _results(box)]
            found.append(box)
    return found


def _results(box: Box) -> list[tuple[int, int]]:
    return [match.span() for match in _RESULT.finditer(box.text)]


def _softness(box: Box, span: tuple[int, int], piece: Any) -> float:
    """How wide the edges of a number are, of the height of its digits: of focus, and of how many pixels there are."""
    import cv2
    import numpy as np

    gray = piece.mean(axis=2).astype("float32")
    half = 0.5 * gray.shape[1] / len(box.chars)
    start, end = (box.chars[at].at * gray.shape[1] for at in (span[0], span[1] - 1))
    part = gray[:, max(0, int(start - half)) : int(end + half) + 1]
    light, ink = np.percentile(gray, 90), np.percentile(part, 3)
    dark = np.clip((light - part) / max(1.0, light - ink), 0, 1)
    large = cv2.resize(dark, None, fx=4, fy=4, interpolation=cv2.INTER_LINEAR)
    rows = np.flatnonzero(cv2.blur(large, (3, 3)).max(axis=1) > 0.5)
    tall = (rows[-1] - rows[0] + 1) / 4 if len(rows) else 1.0
    dark = cv2.GaussianBlur(dark, (0, 0), 0.6)  # the grain of a photo is no edge
    steps = (np.abs(dark[:, 2:] - dark[:, :-2]), np.abs(dark[2:] - dark[:-2]))
    return float(np.mean([2 / max(0.02, np.percentile(step, 97)) for step in steps])) / tall


def _is_sure(box: Box, span: tuple[int, int], picture: Any, reader: Reader) -> bool:
    """Whether each character was read surely, and a minus is read where, and only where, the picture has a dash."""
    chars = box.chars[span[0] : span[1]]
    if min(char.sure for char in chars) < SURE_CHARACTER:
        return False
    if span[0] and box.text[span[0] - 1] in ".,·'":  # what is left of a minus, in poor print
        return False
    if _NEVER_SIGNED.fullmatch(box.text[slice(*span)]):
        return True
    signed = not chars[0].text.isdigit()
    first = chars[1 if signed else 0]
    before = next((char.at for char in box.chars[: span[0]][::-1] if not char.text.isspace()), None)
    moments = box.dash[int((before or 0.0) * len(box.dash)) : math.ceil(first.at * len(box.dash))]
    if not signed and len(moments) and float(moments.max()) > SURE_NO_SIGN:
        return False
    if chars[0].text == "+":
        return True
    surely, perhaps = _dash_before(box, first, chars[-1].at, before, picture, reader)
    return surely >= DASH if signed else perhaps <= NO_DASH


def _dash_before(
    box: Box, first: Char, last: float, before: float | None, picture: Any, reader: Reader
) -> tuple[float, float]:
    """How wide the ink is that lies level with the middle of a number, just before its first digit: dark, or at all.

    Whatever the recognizer says: a dash has ink at half the height of the digits, and none at their top and foot.
    """
    import cv2
    import numpy as np

    along = (box.corners[1] - box.corners[0]) / max(1.0, box.width)
    corners = box.corners.astype("float32").copy()
    corners[0] -= along * box.height
    corners[3] -= along * box.height
    part = reader.crop(picture, corners).mean(axis=2)
    part = cv2.resize(part, None, fx=4, fy=4, interpolation=cv2.INTER_LINEAR)
    scale = part.shape[1] / (box.width + box.height)
    at, end = (int((place * box.width + box.height) * scale) for place in (first.at, last))
    light, ink = np.percentile(part, 85), np.percentile(part[:, at : end + 1], 3)
    dark = np.clip((light - part) / max(1.0, light - ink), 0, 1)
    rows = np.flatnonzero(dark[:, at : end + 1].max(axis=1) > 0.5)
    if not len(rows):
        return 0.0, 1.0
    top, tall = rows[0], max(4, rows[-1] - rows[0] + 1)
    dark = cv2.blur(dark, (max(1, int(0.15 * tall)), max(1, int(0.08 * tall))))  # the grain of a photo is no ink
    outer = np.maximum(
        dark[top : top + max(1, int(0.25 * tall))].max(axis=0),
        dark[top + int(0.8 * tall) : top + tall].max(axis=0),
    )
    middle = dark[top + int(0.3 * tall) : top + int(0.78 * tall)].max(axis=0)
    inked = np.flatnonzero(outer[max(0, at - tall // 2) : at + tall // 3] > 0.4) + max(0, at - tall // 2)
    left = int(inked[np.abs(inked - at).argmin()]) if len(inked) else at
    while left > 0 and outer[left - 1] > 0.4:
        left -= 1
    if first.text == "4":  # its bar reaches further to the left than its top and its foot
        left = min(left, at - int(0.33 * tall))
    start = left - int(0.9 * tall)
    if before is not None:
        start = max(start, int((before * box.width + box.height) * scale + 0.35 * tall))
    gap = slice(max(0, start), max(0, left))
    level = middle[gap][outer[gap] < 0.4]
    return float((level > 0.5).sum()) / tall, float((level > 0.15).sum()) / tall


def straighten(boxes: list[Box]) -> None:
    """Gives each piece its place on a page whose lines are level, although the camera was held askew."""
    import numpy as np

    long = [box for box in boxes if box.width > 3 * box.height]
    slopes = [(box.corners[1][1] - box.corners[0][1]) / max(1, box.corners[1][0] - box.corners[0][0]) for box in long]
    slope = float(np.median(slopes)) if slopes else 0.0
    middle = float(np.median([box.corners[:, 1].mean() for box in boxes]))
    change = 0.0
    if len(long) >= 8:  # from top to bottom the lines of a page seen from the side fan out
        change = float(np.polyfit([box.corners[:, 1].mean() - middle for box in long], slopes, 1)[0])
    turned = math.atan(slope)
    for box in boxes:
        x, y = map(float, box.corners.mean(axis=0))
        box.y = y - x * (slope + change * (y - middle))
        box.x = x * math.cos(turned) + y * math.sin(turned) - box.width / 2


def rows_of(boxes: list[Box]) -> list[list[Box]]:
    """The pieces that stand on one line, from left to right."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box.y):
        for row in rows[-3:]:
            level = sum(other.y for other in row) / len(row)
            near = abs(box.y - level) < 0.6 * min(box.height, max(other.height for other in row))
            if near and not any(_share_a_place(box, other) for other in row):
                row.append(box)
                break
        else:
            rows.append([box])
    for row in rows:
        row.sort(key=lambda box: box.x)
    return rows


def _share_a_place(one: Box, other: Box) -> bool:
    shared = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    return shared > 0.3 * min(one.width, other.width)


def lacks_cells(rows: list[list[Box]]) -> bool:
    """Whether a row of results has no label, or fewer cells than its neighbours: then small print was overlooked."""
    counts = []
    for row in rows:
        text = " ".join(box.text for box in row)
        results = len(_RESULT.findall(text))
        if results >= 2:
            if not re.match(r"\W*[^\W\d_]", text):
                return True
            counts.append(results)
    return any(abs(one - other) == 1 for one, other in pairwise(counts))


def doubt_vertebrae(rows: list[list[Box]]) -> None:
    """Marks all results of a row whose vertebrae were not read surely, or are no span although they begin as one."""
    for row in rows:
        chars = [char for box in row for char in (*box.chars, Char(" ", 1.0, 1.0))]
        text = "".join(char.text for char in chars)
        dim = any(chars[at].sure < SURE_CHARACTER for match in _VERTEBRA.finditer(text) for at in range(*match.span()))
        if dim or _BROKEN_SPAN.search(text):
            for box in row:
                box.unsure = tuple(_results(box))


def is_unsure(rows: list[list[Box]]) -> bool:
    """Whether a score is unsure, or many numbers are. The scores that are left would look like all there is.

    The score of one vertebra decides nothing, so that it alone may be unsure.
    """
    numbers = unsure = 0
    for row in rows:
        found = [
            (span in box.unsure, _SCORE.fullmatch(box.text[slice(*span)])) for box in row for span in _results(box)
        ]
        numbers += len(found)
        unsure += sum(dim for dim, _ in found)
        scores = [(dim, match[1]) for dim, match in found if match]
        decides = {score for _, score in scores} - _BOUNDS and not _ONE_VERTEBRA.match(" ".join(b.text for b in row))
        if decides and any(dim for dim, _ in scores):
            return True
    return unsure > MOST_UNSURE * numbers


def page_of(reader: Reader, pixels: Any) -> dict[str, Any] | int:
    """One page as data; or why it is not read."""
    import numpy as np

    picture, boxes = upright(reader, smaller(pixels))
    scale = max(pixels.shape[:2]) / max(picture.shape[:2])
    found = read_boxes(reader, picture, boxes, [])
    if not found:
        return NOT_SHARP if boxes else NO_TEXT
    straighten(found)
    rows = rows_of(found)
    if lacks_cells(rows):
        again = read_boxes(reader, picture, reader.boxes(picture, DETECTOR_LARGE), found)
        if sum(len(_results(box)) for box in again) >= sum(len(_results(box)) for box in found):
            straighten(again)
            found, rows = again, rows_of(again)
    results = [box for box in found if _results(box)]
    measured = results or found
    height = float(np.median([box.height for box in measured])) * scale
    sure = float(np.mean([char.sure for box in measured for char in box.chars]))
    doubt_vertebrae(rows)
    soft = float(np.median([soft for box in results for soft in box.soft])) if results else 0.0
    if height < LEAST_HEIGHT or sure < LEAST_SURE or soft > MOST_SOFT or is_unsure(rows):
        return TOO_SMALL if height < SMALL_HEIGHT else NOT_SHARP
    return {
        "rows": [_row_as_data(row, rows[at + 1 : at + 2], picture) for at, row in enumerate(rows)],
        "height": float(np.median([box.height for box in found])),
        "sure": sure,
        "text_height": height,
    }


def _row_as_data(row: list[Box], following: list[list[Box]], picture: Any) -> dict[str, Any]:
    pieces = []
    for box in row:
        places = [box.x + char.at * box.width for char in box.chars]
        pieces.append(
            {
                "x": box.x,
                "width": box.width,
                "text": [c.text for c in box.chars],
                "places": places,
                "unsure": box.unsure,
            }
        )
    is_prose = len(row) == 1 and len(re.findall(r"[^\W\d_]", row[0].text)) > 25
    shown = [*row, *(following[0] if is_prose and following else [])]
    has_digits = any(char.isdigit() for box in shown for char in box.text)
    return {
        "y": sum(box.y for box in row) / len(row),
        "pieces": pieces,
        "strip": base64.b64encode(_strip(shown, picture)).decode() if has_digits else "",
    }


def _strip(row: list[Box], picture: Any) -> bytes:
    """The part of the picture where a line stands, as a small JPEG without any word beside its pixels."""
    import cv2
    import numpy as np

    corners = np.concatenate([box.corners for box in row])
    left, top = corners.min(axis=0).astype(int)
    right, bottom = corners.max(axis=0).astype(int)
    edge = max(4, int(0.4 * max(box.height for box in row)))
    part = picture[max(0, top - edge) : bottom + edge, max(0, left - edge) : right + edge]
    if part.shape[1] > STRIP_WIDTH:
        size = (STRIP_WIDTH, max(1, round(part.shape[0] * STRIP_WIDTH / part.shape[1])))
        part = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
    return bytes(cv2.imencode(".jpg", part, [cv2.IMWRITE_JPEG_QUALITY, 80])[1])


def run(data: bytes, wanted: list[int]) -> None:
    """Gives the pages as JSON, null for one that is not read; or ends with a code that says why none is."""
    logging.disable(logging.CRITICAL)
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # else onnxruntime tells its maker that it runs
    try:
        pictures = pictures_of(data, wanted)
        reader = Reader()
        close_the_door()
        pages = []
        for picture in pictures:
            time_for_a_page()
            pages.append(page_of(reader, decoded(picture)))
    except MemoryError:
        sys.exit(TOO_MUCH)
    except Exception:  # whatever a broken file brings about in its reader
        sys.exit(DAMAGED)
    refused = [page for page in pages if isinstance(page, int)]
    if len(refused) == len(pages):
        sys.exit(max(refused, default=NO_TEXT))
    json.dump([None if isinstance(page, int) else page for page in pages], sys.stdout)


if __name__ == "__main__":
    limit()
    run(sys.stdin.buffer.read(), [int(page) for page in sys.argv[1:]])
