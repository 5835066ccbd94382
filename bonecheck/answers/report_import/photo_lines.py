"""Sets the pieces of text that were seen in a picture as lines, each piece at its place, so that columns stay columns."""

import re

import msgspec

_NEXT_WORD = 0.75  # of the height of the text: what stands further apart is another cell
_UNIT = 0.42  # of the height of the text: about the width of a digit
_NEW_PART = 2.2  # of the height of the text: lines further apart have a blank one between them
_MOST_COLUMNS = 390
_LUMBAR = re.compile(r"^L[lI|!](?=$|[-–]L?[1-5lI]$)|(?<=-)L[lI|!]$")
_HEAD = re.compile(r"^([TZ])[.,·]$")  # the dash of "T -", above "score"
_RESULT = re.compile(r"\d[.,]\d")


class Piece(msgspec.Struct):
    """What the detector found in one go: its characters, and where the middle of each stands."""

    x: float
    width: float
    text: list[str]
    places: list[float]
    unsure: list[tuple[int, int]]


class Row(msgspec.Struct):
    """The pieces on one line, and the strip of the picture."""

    y: float
    pieces: list[Piece]
    strip: str


class Page(msgspec.Struct):
    """The lines of a page, and the height of its text."""

    rows: list[Row]
    height: float


class Line(msgspec.Struct):
    """A line of text; a strip where the picture has one."""

    text: str
    strip: str = ""


def lines_of(page: Page) -> list[Line]:
    """The lines of a page, with a blank one where the page leaves a gap."""
    found: list[Line] = []
    left = min((piece.x for row in page.rows for piece in row.pieces), default=0.0)
    before: float | None = None
    for row in page.rows:
        if before is not None and row.y - before > _NEW_PART * page.height:
            found.append(Line(""))
        found.append(Line(_as_text(row, left, page.height), row.strip))
        before = row.y
    return found


def _as_text(row: Row, left: float, height: float) -> str:
    words = [word for piece in row.pieces for word in _words(piece, height)]
    has_results = sum(_RESULT.search(text) is not None for _, _, text in words) >= 2
    is_head = len(words) >= 4 and not any(char.isdigit() for _, _, text in words for char in text)
    line, end_before = "", None
    for start, end, text in words:
        gap = 2 if end_before is not None and start - end_before > _NEXT_WORD * height else 1
        column = round((start - left) / (_UNIT * height))
        if end_before is None or gap == 2:
            line = line.ljust(min(column, _MOST_COLUMNS))
        line = line.ljust(len(line.rstrip()) + gap) if line.strip() else line
        line += _LUMBAR.sub("L1", text) if has_results else _HEAD.sub(r"\1 -", text) if is_head else text
        end_before = end
    return line


def _words(piece: Piece, height: float) -> list[tuple[float, float, str]]:
    """The words of a piece with where they begin and end, although the blanks between them are not always seen."""
    half = piece.width / max(1, len(piece.text)) / 2
    unsure = {start for start, _ in piece.unsure}
    dropped = {start for start, _ in piece.unsure if piece.text[start] in "-−–—－_~+"}
    found: list[tuple[float, float, str]] = []
    word, start, end = "", 0.0, 0.0
    for at, (char, place) in enumerate(zip(piece.text, piece.places, strict=True)):
        if char.isspace() or (word and place - end > half + _NEXT_WORD * height):
            if word:
                found.append((start, end + half, word))
            word = ""
        if char.isspace():
            continue
        if not word:
            start = place - half
        word += ("±" if at in unsure else "") + ("" if at in dropped else char)
        end = place
    if word:
        found.append((start, end + half, word))
    if found:
        found[0] = (piece.x, *found[0][1:])
        found[-1] = (found[-1][0], piece.x + piece.width, found[-1][2])
    return found
