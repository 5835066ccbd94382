"""Reads FHIR JSON: reports with their narrative, coded results, bundles, and what a report carries inside."""

import base64
import json
import re
from collections.abc import Iterator
from typing import Any

from bonecheck.answers.person import Sex
from bonecheck.answers.report_import.claims import Ledger
from bonecheck.answers.report_import.coded import CodedResult, add_coded
from bonecheck.answers.report_import.dates import iso_date
from bonecheck.answers.report_import.found import FoundDate, FoundReport
from bonecheck.answers.report_import.markup import plain_lines
from bonecheck.answers.report_import.pdf import is_pdf
from bonecheck.answers.report_import.reader import Sheet, read_sheets
from bonecheck.errors import UnreadableFile

_NOT_VALID = {"entered-in-error", "cancelled", "unknown"}
_DEEPEST = 12
_MOST_RESOURCES = 20_000

Json = dict[str, Any]


def read_fhir(text: str) -> tuple[FoundReport, list[bytes]]:
    """What one file says, and the PDFs inside it."""
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableFile("report_not_readable") from None
    return read_resources([parsed])


def read_resources(parsed: list[Any]) -> tuple[FoundReport, list[bytes]]:
    """What resources say together, whether they came in one file or in many."""
    found = [resource for each in parsed for resource in _resources(each)]
    if not found:
        raise UnreadableFile("report_no_fhir")
    if len(found) > _MOST_RESOURCES:
        raise UnreadableFile("report_too_much")
    ledger = Ledger()
    sheets: list[Sheet] = []
    pdfs: list[bytes] = []
    sex: Sex | None = None
    birth: FoundDate | None = None
    device: list[str] = []
    for number, resource in enumerate(found, start=1):
        if _text(resource, "status") in _NOT_VALID:
            continue
        match resource.get("resourceType"):
            case "Patient":
                sex = {"female": Sex.FEMALE, "male": Sex.MALE}.get(_text(resource, "gender"), sex)
                birth = iso_date(_text(resource, "birthDate")) or birth
            case "Device":
                device.append(_device(resource))
            case "Observation":
                _observation(resource, number, ledger, sheets)
            case "DiagnosticReport" | "DocumentReference" | "Composition":
                when = _when(resource)
                texts, inside = _report(resource)
                sheets += [Sheet(text, when) for text in texts]
                pdfs += inside
    if device:
        sheets.append(Sheet("\n".join(device)))
    return read_sheets(sheets, ledger, sex=sex, birth=birth), pdfs


def _resources(parsed: Any, depth: int = 0) -> Iterator[Json]:
    """Every resource in a file: alone, in a list, in a bundle, or inside another."""
    if depth > _DEEPEST:
        return
    if isinstance(parsed, list):
        for each in parsed:
            yield from _resources(each, depth + 1)
    elif isinstance(parsed, dict):
        if isinstance(parsed.get("resourceType"), str) and parsed["resourceType"] != "Bundle":
            yield parsed
            yield from _resources(parsed.get("contained"), depth + 1)
        for entry in _list(parsed, "entry"):
            yield from _resources(entry.get("resource"), depth + 1)


def _list(resource: Json, key: str) -> list[Json]:
    found = resource.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _dict(resource: Json, key: str) -> Json:
    found = resource.get(key)
    return found if isinstance(found, dict) else {}


def _text(resource: Json, key: str) -> str:
    found = resource.get(key)
    return found if isinstance(found, str) else ""


def _when(resource: Json) -> FoundDate | None:
    """When it was measured; the time of release is another one."""
    period = _dict(resource, "effectivePeriod")
    return iso_date(
        _text(resource, "effectiveDateTime") or _text(resource, "effectiveInstant") or _text(period, "start")
    )


def _concept(concept: Json) -> tuple[list[str], list[str]]:
    """The codes and the names of a concept."""
    codings = _list(concept, "coding")
    names = [_text(concept, "text"), *(_text(coding, "display") for coding in codings)]
    return [_text(coding, "code") for coding in codings], [name for name in names if name]


def _observation(resource: Json, number: int, ledger: Ledger, sheets: list[Sheet]) -> None:
    codes, names = _concept(_dict(resource, "code"))
    site_codes, site_names = _concept(_dict(resource, "bodySite"))
    when = _when(resource)
    for part in [resource, *_list(resource, "component")]:
        own_codes, own_names = (codes, names) if part is resource else _concept(_dict(part, "code"))
        value, unit = _value(part)
        if value:
            where = own_names + site_names if part is resource else own_names + names + site_names
            result = CodedResult(
                codes=tuple(own_codes),
                names=tuple(dict.fromkeys(where)),
                value=value,
                unit=unit,
                site_codes=tuple(site_codes),
                when=when,
                place=number,
            )
            add_coded(result, ledger)
        elif text := _text(part, "valueString"):
            sheets.append(Sheet(f"{own_names[0] if own_names else ''}: {text}", when))


def _value(part: Json) -> tuple[str, str]:
    """The number of a result and its unit; empty for a bound, and for words."""
    quantity = _dict(part, "valueQuantity")
    value = quantity.get("value")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return ("" if quantity.get("comparator") else f"{value:.6g}"), _text(quantity, "unit") or _text(
            quantity, "code"
        )
    text = _text(part, "valueString").strip()
    return (text, "") if re.fullmatch(r"[-+\u2212]?\d{1,3}[.,]\d{1,3}", text) else ("", "")


def _device(resource: Json) -> str:
    names = [_text(name, "name") for name in _list(resource, "deviceName")]
    return " ".join([_text(resource, "manufacturer"), _text(resource, "modelNumber"), *names])


def _report(resource: Json) -> tuple[list[str], list[bytes]]:
    """The texts of a report, and the PDFs it carries."""
    texts = [plain_lines(_text(_dict(resource, "text"), "div")), _text(resource, "conclusion")]
    pdfs: list[bytes] = []
    attached = _list(resource, "presentedForm") + [_dict(each, "attachment") for each in _list(resource, "content")]
    for attachment in attached:
        try:
            data = base64.b64decode(_text(attachment, "data"))
        except ValueError:
            continue
        kind = _text(attachment, "contentType").partition(";")[0].strip().casefold()
        if is_pdf(data):
            pdfs.append(data)
        elif kind in {"text/html", "application/xhtml+xml"}:
            texts.append(plain_lines(data.decode("utf-8", "replace")))
        elif kind.startswith("text/"):
            texts.append(data.decode("utf-8", "replace"))
    for section in _list(resource, "section"):
        texts.append(plain_lines(_text(_dict(section, "text"), "div")))
    return [text for text in texts if text.strip()], pdfs
