"""Reads HL7 v2 messages: text in OBX-5, or one OBX for each number."""

import base64
import re
from dataclasses import dataclass, field

from bonecheck.answers.person import Sex
from bonecheck.answers.report_import.claims import Ledger
from bonecheck.answers.report_import.coded import CodedResult, add_coded
from bonecheck.answers.report_import.dates import iso_date
from bonecheck.answers.report_import.found import FoundDate, FoundReport
from bonecheck.answers.report_import.pdf import is_pdf
from bonecheck.answers.report_import.reader import Sheet, read_sheets

_SEGMENT = re.compile(r"^(?:MSH|PID|PV1|ORC|OBR|OBX|NTE|EVN|TXA|SPM|ZDS|ZPS)\|")
_ESCAPES = {"\\.br\\": "\n", "\\F\\": "|", "\\S\\": "^", "\\T\\": "&", "\\R\\": "~", "\\E\\": "\\", "\\.sp\\": "\n"}
_NOT_FINAL = {"D", "W", "X", "N"}
_TEXTS = {"TX", "FT", "ST", "CE", "CWE"}


def is_hl7(text: str) -> bool:
    """Whether a text is an HL7 v2 message."""
    lines = [line for line in re.split(r"[\r\n]+", text[:20_000]) if line.strip()][:40]
    return sum(_SEGMENT.match(line.lstrip("\x0b ")) is not None for line in lines) >= 2


@dataclass(slots=True)
class _Message:
    texts: list[str] = field(default_factory=list)
    pdfs: list[bytes] = field(default_factory=list)
    sex: Sex | None = None
    birth: FoundDate | None = None
    scanned: FoundDate | None = None


def read_hl7(text: str) -> tuple[FoundReport, list[bytes]]:
    """What a message says, and the PDFs inside it."""
    message, ledger = _Message(), Ledger()
    for number, segment in enumerate(_segments(text), start=1):
        fields = segment.split("|")
        match fields[0]:
            case "PID":
                message.sex = {"F": Sex.FEMALE, "M": Sex.MALE}.get(_at(fields, 8)[:1].upper())
                message.birth = iso_date(_at(fields, 7))
            case "OBR":
                message.scanned = message.scanned or iso_date(_at(fields, 7))
            case "OBX" if _at(fields, 11) not in _NOT_FINAL:
                _observation(fields, number, message, ledger)
            case "NTE":
                message.texts.append(_plain(_at(fields, 3)))
    sheets = [Sheet("\n".join(message.texts))] if message.texts else []
    report = read_sheets(sheets, ledger, scanned=message.scanned, sex=message.sex, birth=message.birth)
    return report, message.pdfs


def _segments(text: str) -> list[str]:
    """Each segment on one line; what goes on below a segment belongs to it."""
    found: list[str] = []
    for line in re.split(r"\r\n|\r|\n", text):
        line = line.strip("\x0b\x1c")
        if re.match(r"[A-Z][A-Z0-9]{2}\|", line) or not found:
            found.append(line)
        elif line:
            found[-1] = f"{found[-1]}~{line}"
    return found


def _at(fields: list[str], number: int) -> str:
    return fields[number].strip() if number < len(fields) else ""


def _observation(fields: list[str], number: int, message: _Message, ledger: Ledger) -> None:
    kind, value = _at(fields, 2), _at(fields, 5)
    when = iso_date(_at(fields, 14))
    if kind == "NM" or (kind == "ST" and re.fullmatch(r"[-+]?\s*\d*[.,]?\d+", value)):
        parts = _at(fields, 3).split("^")
        codes = tuple(parts[at] for at in (0, 3) if at < len(parts))
        names = tuple(_plain(parts[at]) for at in (1, 4) if at < len(parts))
        unit = _at(fields, 6).split("^")[0]
        add_coded(
            CodedResult(codes=codes, names=names, value=value, unit=unit, when=message.scanned or when, place=number),
            ledger,
        )
        message.scanned = message.scanned or when
    elif kind == "ED":
        message.pdfs += _pdf(value)
    elif kind in _TEXTS and value:
        message.texts.append(_plain(value if kind in {"TX", "FT", "ST"} else value.replace("^", " ")))


def _plain(text: str) -> str:
    text = text.replace("~", "\n")
    for escape, plain in _ESCAPES.items():
        text = text.replace(escape, plain)
    return re.sub(r"\\[HN]\\|\\X[0-9A-F]*\\", "", text)


def _pdf(value: str) -> list[bytes]:
    try:
        data = base64.b64decode(value.split("^")[-1])
    except ValueError:
        return []
    return [data] if is_pdf(data) else []
