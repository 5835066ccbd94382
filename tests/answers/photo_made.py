"""Made-up reports as the two big makers lay them out, and photographs of them; run alone, it prints what is read."""

import io
import os
import random
import sys
from dataclasses import dataclass, field

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from bonecheck.answers.report_import.bring import reading, to_its_end
from bonecheck.answers.report_import.found import FoundSite
from bonecheck.errors import UnreadableFile
from tests.answers.report_made import columns, page

HOLOGIC_HEAD = [["Region", "Area", "BMC", "BMD", "T -", "PR", "Z -", "AM"], ["", "(cm2)", "(g)", "(g/cm2)", "score", "(%)", "score", "(%)"]]  # fmt: skip
HOLOGIC_X = (60, 120, 170, 220, 280, 330, 380, 430)
GE_HEAD = [["", "BMD", "Young-Adult", "", "Age-Matched", ""], ["Region", "(g/cm2)", "(%)", "T-score", "(%)", "Z-score"]]
GE_X = (40, 110, 170, 220, 280, 330)
Numbers = tuple[float | None, float | None, float | None]
Key = tuple[str, str, str]


@dataclass(frozen=True)
class MadePage:
    """A page as PDF with text, and what a careful reader takes from it: BMD, T, Z."""

    name: str
    pdf: bytes
    truth: dict[Key, Numbers] = field(default_factory=dict)


def _score(value):
    return "" if value is None else f"{value:.1f}"


def _numbers(draw, mean, *, t=True):
    t_score = round(draw.uniform(-3.9, 1.4), 1)
    z_score = round(min(t_score + draw.uniform(0.1, 1.8), 2.5), 1)
    return round(mean * (1 + 0.11 * t_score), 3), t_score if t else None, z_score


def _hologic_row(draw, label, numbers):
    bmd, t, z = numbers
    young = "" if t is None else f"{100 + 10.8 * t:.0f}"
    return [label, f"{draw.uniform(4, 60):.2f}", f"{draw.uniform(3, 50):.2f}", f"{bmd:.3f}", _score(t), young, _score(z), f"{100 + 10.8 * z:.0f}"]  # fmt: skip


def _ge_row(label, numbers):
    bmd, t, z = numbers
    return [label, f"{bmd:.3f}", f"{100 + 10.8 * t:.0f}", _score(t), f"{100 + 10.8 * z:.0f}", _score(z)]


def hologic_spine(seed, *, t=True):
    draw = random.Random(seed)
    rows = {label: _numbers(draw, 1.05, t=t) for label in ("L1", "L2", "L3", "L4", "Total")}
    table = [_hologic_row(draw, label, numbers) for label, numbers in rows.items()]
    words = [
        (60, 60, "Scan Information:"),
        (60, 78, "Scan Date: 14 May 2024    ID: A05142401"),
        (60, 96, "Scan Type: f Lumbar Spine"),
        (60, 114, "Model: Horizon W (S/N 300123M)"),
        (60, 170, "DXA Results Summary:"),
        *columns([*HOLOGIC_HEAD, *table], HOLOGIC_X, 200, 16),
        (60, 330, "Physician's Comment:"),
    ]
    name = "Hologic spine" if t else "Hologic spine, no T"
    return MadePage(name, page(words), {("lumbar_spine", "L1-L4", ""): rows["Total"]})


def hologic_hip(seed):
    draw = random.Random(seed)
    rows = {label: _numbers(draw, 0.85) for label in ("Neck", "Troch", "Inter", "Total", "Ward's")}
    table = [_hologic_row(draw, label, numbers) for label, numbers in rows.items()]
    words = [
        (400, 60, "Scan Type: f Left Hip"),
        (400, 78, "Scan Date: 14 May 2024"),
        (20, 360, "Image not for diagnostic use"),
        *columns([*HOLOGIC_HEAD, *table], [x + 320 for x in HOLOGIC_X], 200, 16),
    ]
    truth = {("hip", "neck", "left"): rows["Neck"], ("hip", "total", "left"): rows["Total"]}
    return MadePage("Hologic hip", page(words), truth)


def ge_spine(seed):
    draw = random.Random(seed)
    rows = {label: _numbers(draw, 1.18) for label in ("L1", "L2", "L3", "L4", "L1-L2", "L2-L4", "L1-L4")}
    trend = [["Measured", "Age", "BMD", "Change vs"], ["Date", "(years)", "(g/cm2)", "Prev. (%)"],
             ["06/24/2024", "61.3", f"{rows['L1-L4'][0]:.3f}", "-2.2*"], ["02/05/2022", "58.9", f"{rows['L1-L4'][0] * 1.022:.3f}", "-"]]  # fmt: skip
    words = [
        (40, 60, "Measured: 06/24/2024 10:12:51 (18 [SP 2])"),
        (40, 100, "ANCILLARY RESULTS: AP Spine"),
        (450, 100, "Densitometry Trend: L1-L4"),
        *columns([*GE_HEAD, *(_ge_row(*row) for row in rows.items())], GE_X, 140, 16),
        *columns(trend, (450, 530, 590, 660), 140, 16),
    ]
    spans = {("lumbar_spine", label, ""): rows[label] for label in ("L1-L2", "L2-L4", "L1-L4")}
    return MadePage("GE spine, trend", page(words), spans)


def ge_hips(seed):
    draw = random.Random(seed)
    rows = {side: {label: _numbers(draw, 0.95) for label in ("Neck", "Total")} for side in ("left", "right")}
    words = [(40, 100, "Left Femur"), (450, 100, "Right Femur")]
    for side, x in (("left", 0), ("right", 410)):
        table = [GE_HEAD[0], GE_HEAD[1], *(_ge_row(*row) for row in rows[side].items())]
        words += columns(table, [x + at for at in GE_X], 130, 16)
    truth = {("hip", label.lower(), side): numbers for side in rows for label, numbers in rows[side].items()}
    return MadePage("GE two femurs", page(words), truth)


def letter(seed):
    draw = random.Random(seed)
    spine, neck = _numbers(draw, 1.18), _numbers(draw, 0.95)
    words = [
        (60, 60, "BONE DENSITY REPORT"),
        (60, 90, "Technique: Dual energy X-ray absorptiometry of the lumbar spine and the left hip."),
        (60, 120, "Findings:"),
        (60, 140, f"Lumbar spine (L1-L4): BMD {spine[0]:.3f} g/cm2, T-score {spine[1]:.1f}, Z-score {spine[2]:.1f}."),
        (60, 156, f"Left femoral neck: BMD {neck[0]:.3f} g/cm2, T-score {neck[1]:.1f}, Z-score {neck[2]:.1f}."),
        (60, 190, "Impression: See the table of the World Health Organization."),
    ]
    return MadePage(
        "Letter", page(words), {("lumbar_spine", "L1-L4", ""): spine, ("hip", "neck", "left"): neck}
    )  # fmt: skip


PAGES = {
    "hologic_spine": hologic_spine,
    "hologic_young": lambda seed: hologic_spine(seed, t=False),
    "hologic_hip": hologic_hip,
    "ge_spine": ge_spine,
    "ge_hips": ge_hips,
    "letter": letter,
}


# ---------------------------------------------------------------- photographs


def rendered(made, width=1754):
    """The page as pixels, blue first."""
    sheet = pypdfium2.PdfDocument(made.pdf)[0]
    return np.asarray(sheet.render(scale=width / sheet.get_width()).to_pil().convert("RGB"))[:, :, ::-1].copy()


def photo(pixels, seed=0, *, tilt=0.03, turn=1.5, dark=0.35, noise=5.0, blur=0.7):
    """As a telephone sees a sheet on a table: from the side, in the shade of a hand, a little noisy and soft."""
    draw = np.random.default_rng(seed)
    height, width = pixels.shape[:2]
    edge = 0.06 * width
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    moved = corners + edge + draw.uniform(-tilt, tilt, (4, 2)).astype("float32") * width
    turned = cv2.getRotationMatrix2D((width / 2 + edge, height / 2 + edge), draw.uniform(-turn, turn), 1)
    moved = (moved @ turned[:, :2].T + turned[:, 2]).astype("float32")
    size = (int(width + 2 * edge), int(height + 2 * edge))
    seen = cv2.warpPerspective(pixels, cv2.getPerspectiveTransform(corners, moved), size, borderValue=(70, 90, 110))
    across = np.linspace(0, 1, size[0])[None, :, None]
    down = np.linspace(0, 1, size[1])[:, None, None]
    shade = 1 - dark * (0.6 * across + 0.4 * down)
    seen = cv2.GaussianBlur(seen, (0, 0), blur) if blur else seen
    return np.clip(seen * shade + draw.normal(0, noise, seen.shape), 0, 255).astype("uint8")


def as_jpeg(pixels, quality=65):
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def as_png(pixels):
    return cv2.imencode(".png", pixels)[1].tobytes()


def as_scan(pixels):
    """A PDF that holds the picture and no text."""
    kept = io.BytesIO()
    Image.fromarray(pixels[:, :, ::-1]).save(kept, "PDF", resolution=150)
    return kept.getvalue()


def fax(pixels):
    """Black or white, at the resolution of a fax."""
    small = cv2.resize(
        cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), (1100, round(1100 * pixels.shape[0] / pixels.shape[1]))
    )
    return cv2.threshold(small, 150, 255, cv2.THRESH_BINARY)[1]


def turned(pixels, quarter):
    return np.ascontiguousarray(np.rot90(pixels, quarter))


KINDS = {
    "screenshot": lambda made, seed: as_png(rendered(made, 1280)),
    "scan 150 dpi, PDF": lambda made, seed: as_scan(rendered(made)),
    "scan 300 dpi": lambda made, seed: as_jpeg(rendered(made, 3508), 80),
    "photo": lambda made, seed: as_jpeg(photo(rendered(made, 2400), seed)),
    "photo, on its side": lambda made, seed: as_jpeg(turned(photo(rendered(made, 2400), seed), 1 + 2 * (seed % 2))),
    "photo, upside down": lambda made, seed: as_jpeg(turned(photo(rendered(made, 2400), seed), 2)),
    "photo, askew": lambda made, seed: as_jpeg(photo(rendered(made, 2400), seed, tilt=0.06, turn=4)),
    "photo, dim": lambda made, seed: as_jpeg(photo(rendered(made, 1600), seed, dark=0.7, noise=12, blur=1.0)),
    "photo, 1100 wide, dim": lambda made, seed: as_jpeg(photo(rendered(made, 1100), seed, dark=0.6, noise=10)),
    "photo, 800 wide": lambda made, seed: as_jpeg(photo(rendered(made, 800), seed)),
    "photo, blurred": lambda made, seed: as_jpeg(photo(rendered(made, 2400), seed, blur=3.5)),
    "photo, shaken": lambda made, seed: as_jpeg(cv2.blur(photo(rendered(made, 2000), seed), (13, 1))),
    "fax": lambda made, seed: as_png(fax(rendered(made))),
}


# ---------------------------------------------------------------- what is read


@dataclass
class Read:
    """Numbers of pages: right, right and doubted or of a side that is not known, asked about, left out, wrong, with a wrong sign."""

    right: int = 0
    doubted: int = 0
    left_out: int = 0
    wrong: int = 0
    signs: int = 0
    refused: int = 0
    pages: int = 0
    seconds: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __iadd__(self, other):
        for name in ("right", "doubted", "left_out", "wrong", "signs", "refused", "pages", "seconds", "notes"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self


def _key_of(row, truth):
    """The place of a row; one that leaves side or site open is that of the same numbers, since nobody is misled."""
    own = (str(row.site), row.region, str(row.side or ""))
    read = [(at, value) for at, value in enumerate((row.bmd_g_cm2, row.t_score, row.z_score)) if value is not None]
    for key, numbers in truth.items():
        is_open = row.site is FoundSite.UNKNOWN or (row.side is None and own[:2] == key[:2])
        if is_open and own not in truth and all(numbers[at] == value for at, value in read):
            return key
    return own


def scored(made, data):
    """What is read of a picture of this page, number by number."""
    read, start = Read(pages=1), sum(os.times()[:4])
    try:
        report = to_its_end(reading(data)).report
    except UnreadableFile as error:
        read.refused = 1
        read.notes.append(error.key)
        return read
    finally:
        read.seconds.append(sum(os.times()[:4]) - start)  # of processor: the clock depends on what else runs
    found = {_key_of(r, made.truth): r for r in report.rows if not r.secondary}
    for key in found.keys() - made.truth.keys():
        read.wrong += 1
        read.notes.append(f"{made.name}: no such row {key}")
    for key, numbers in made.truth.items():
        row = found.get(key)
        got = (row.bmd_g_cm2, row.t_score, row.z_score) if row else (None, None, None)
        for kind, wanted, value in zip("BTZ", numbers, got, strict=True):
            is_asked = row is not None and (bool(row.doubts) or (key[2] != "" and row.side is None))
            if value == wanted:
                read.right += wanted is not None and not is_asked
                read.doubted += wanted is not None and is_asked
            elif value is None:
                read.left_out += 1
                read.notes.append(f"{made.name}: {key} {kind} is {wanted}, left out")
            else:
                read.wrong += not row.doubts
                read.doubted += bool(row.doubts)
                read.signs += wanted is not None and value == -wanted
                read.notes.append(f"{made.name}: {key} {kind} is {wanted}, read {value} {row.doubts}")
    return read


def main(seeds):
    print(f"{'kind of picture':24} pages  right doubted left out  wrong (sign)  refused   seconds of processor")
    every = Read()
    for kind, make in KINDS.items():
        total = Read()
        for seed in range(seeds):
            for page_of in PAGES.values():
                made = page_of(seed)
                total += scored(made, make(made, seed))
        median = sorted(total.seconds)[len(total.seconds) // 2]
        print(f"{kind:24} {total.pages:5} {total.right:6} {total.doubted:7} {total.left_out:8} {total.wrong:6} {total.signs:6} {total.refused:8}   {median:.1f}")  # fmt: skip
        for note in total.notes:
            print("    ", note)
        sys.stdout.flush()
        every += total
    print(f"all: {every.pages} pages, {every.right} right, {every.doubted} doubted, {every.left_out} left out, {every.wrong} wrong, {every.signs} wrong signs, {every.refused} refused, at most {max(every.seconds):.1f} s")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
