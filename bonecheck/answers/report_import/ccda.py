"""Reads C-CDA documents: coded results and the text of their sections. Entities and document types are refused."""

from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers import expat

from bonecheck.answers.person import Sex
from bonecheck.answers.report_import.claims import Ledger
from bonecheck.answers.report_import.coded import CodedResult, add_coded
from bonecheck.answers.report_import.dates import iso_date
from bonecheck.answers.report_import.found import FoundDate, FoundReport
from bonecheck.answers.report_import.markup import plain_lines
from bonecheck.answers.report_import.reader import Sheet, read_sheets
from bonecheck.errors import UnreadableFile

_MOST_ELEMENTS = 200_000
_DEEPEST = 100


def read_ccda(data: bytes) -> FoundReport:
    """What a document says."""
    root = _tree(data)
    ledger, sheets = Ledger(), []
    sex: Sex | None = None
    birth: FoundDate | None = None
    for element in root.iter():
        match element.tag:
            case "administrativeGenderCode":
                sex = {"F": Sex.FEMALE, "M": Sex.MALE}.get(element.get("code", ""), sex)
            case "birthTime":
                birth = birth or iso_date(element.get("value", ""))
    for number, element in enumerate(root.iter("observation"), start=1):
        _observation(element, number, ledger)
    for section in root.iter("section"):
        text = section.find("text")
        if text is not None:
            sheets.append(Sheet(plain_lines(tostring(text, encoding="unicode"))))
    dates = [claim.when for claim in ledger.claims if claim.when is not None]
    scanned = None if dates else _service_date(root)
    return read_sheets(sheets, ledger, scanned=scanned, sex=sex, birth=birth)


def _tree(data: bytes) -> Element:
    """The document without its namespaces; raises `UnreadableFile` for what is broken, too large, or has a doctype."""
    builder, depth, count = TreeBuilder(), 0, 0
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> int:
        raise UnreadableFile("report_xml_entities")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > _DEEPEST or count > _MOST_ELEMENTS:
            raise UnreadableFile("report_too_much")
        builder.start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name.rpartition(":")[2])

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(data, True)
        return builder.close()
    except (expat.ExpatError, ValueError, AssertionError, LookupError):
        raise UnreadableFile("report_not_readable") from None


def _observation(element: Element, number: int, ledger: Ledger) -> None:
    code, value = element.find("code"), element.find("value")
    if code is None or value is None or element.get("negationInd") == "true":
        return
    status = element.find("statusCode")
    if status is not None and status.get("code") in {"nullified", "aborted", "cancelled"}:
        return
    codings = [code, *code.findall("translation")]
    site = element.find("targetSiteCode")
    qualifiers = [] if site is None else [q for q in site.iter("value") if q.get("code")]
    names = [each.get("displayName", "") for each in codings]
    names += [" ".join("".join(each.itertext()).split()) for each in code.findall("originalText")]
    if site is not None:
        names.append(site.get("displayName", ""))
        names += [q.get("displayName", "") for q in qualifiers]
    result = CodedResult(
        codes=tuple(each.get("code", "") for each in codings),
        names=tuple(dict.fromkeys(name for name in names if name)),
        value=value.get("value", "") or (value.text or ""),
        unit=value.get("unit", ""),
        site_codes=tuple(q.get("code", "") for q in qualifiers),
        when=_effective(element),
        place=number,
    )
    add_coded(result, ledger)


def _effective(element: Element) -> FoundDate | None:
    time = element.find("effectiveTime")
    if time is None:
        return None
    low = time.find("low")
    return iso_date(time.get("value", "") or ("" if low is None else low.get("value", "")))


def _service_date(root: Element) -> FoundDate | None:
    event = root.find(".//documentationOf/serviceEvent")
    return None if event is None else _effective(event)
