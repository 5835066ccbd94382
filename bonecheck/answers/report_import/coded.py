"""Results that come with a code, a number and a unit, as FHIR, HL7 v2 and C-CDA send them."""

import re
from dataclasses import dataclass

from bonecheck.answers.report_import.claims import BMD, Claim, Ledger, T, Z, is_plausible, snippet
from bonecheck.answers.report_import.found import FoundDate, FoundSide, Origin, Reason
from bonecheck.answers.report_import.mentions import OTHER, SPINE, Mention, all_joined, mentions
from bonecheck.answers.report_import.tokens import Tokens
from bonecheck.answers.units import density_unit
from bonecheck.evidence.library import whole
from bonecheck.evidence.report_words import Code, ReportWords

_SIDE_CODES = {"7771000": FoundSide.LEFT, "24028007": FoundSide.RIGHT}  # SNOMED CT: left, right
_KINDS = {"bmd": BMD, "t_score": T, "z_score": Z}
_DECIMAL = re.compile(r"\s*([-+\u2212]?)\s*(\d{0,4}(?:[.,]\d{1,6})?)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedResult:
    """One result as it was sent; `names` are all texts that say what it is, and where."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    value: str
    unit: str = ""
    site_codes: tuple[str, ...] = ()
    when: FoundDate | None = None
    place: int = 1  # which result of the file it is, from 1


def add_coded(result: CodedResult, ledger: Ledger) -> None:
    """Adds a coded result to the ledger, if it is one of bone. Name and unit win over the code, which is often wrong."""
    code = next((known for code in result.codes if (known := whole(ReportWords).codes.get(code))), None)
    text = " ; ".join(name for name in result.names if name)
    tokens = Tokens(text)
    named = tokens.names("measures") & _KINDS.keys()
    kind = _kind(result.unit, named, code)
    if kind is None or tokens.has("marks", "not_the_bone", "prior", "ct", "heel", "device_arm"):
        return
    origin = Origin(text=snippet(f"{text}: {result.value} {result.unit}"), line=result.place)
    number = _DECIMAL.fullmatch(result.value)
    if number is None or not re.match(r"(?!0\d)[.,]?\d", number[2]):
        return
    value = float(number[2].replace(",", ".")) * (-1 if number[1] in {"-", "\u2212"} else 1)
    if kind == BMD and density_unit(result.unit) == "mg/cm2":
        value /= 1000
    if kind == BMD and density_unit(result.unit).endswith("/cm3"):
        ledger.leave_out(Reason.OTHER_METHOD, origin)
        return
    is_wrong = code is not None and _KINDS[code.measure] != kind and any(m.site for m in mentions(tokens))
    place = _place(tokens, None if is_wrong else code, result.site_codes)
    if place is None or place.site == OTHER:
        ledger.leave_out(Reason.OTHER_SITE if place is not None else Reason.SITE_NOT_SURE, origin)
    elif is_plausible(kind, round(value, 6), 2):
        claim = Claim(place, {kind: value}, origin, when=result.when, from_table=True)
        claim.note_print(kind, value, 1, is_signed=number[1] != "")  # a number that was sent needs no decimal
        ledger.claims.append(claim)
    else:
        ledger.leave_out(Reason.OUT_OF_RANGE, origin)


def _kind(unit: str, named: set[str], code: Code | None) -> str | None:
    """What is measured: by the unit, then by the name, then by the code."""
    plain = density_unit(unit.replace("cm-2", "cm2")) if unit else ""
    if plain in {"g/cm2", "mg/cm2", "mg/cm3", "g/cm3"}:
        return BMD if code is not None or named else None
    scores = named - {"bmd"}
    if len(scores) == 1:
        return _KINDS[scores.pop()]
    if scores:
        return None
    if "bmd" in named:  # without its unit it may be in any
        return _KINDS[code.measure] if code is not None and code.measure != "bmd" else None
    is_score = re.fullmatch(r"\{?\s*[tz]?[ -]?(?:score)?\s*\}?|sd|1|\{sd\}", unit.casefold().strip()) is not None
    return _KINDS[code.measure] if code is not None and code.measure != "bmd" and is_score else None


def _place(tokens: Tokens, code: Code | None, site_codes: tuple[str, ...]) -> Mention | None:
    """Where it was measured: all names together; the code only adds what they do not say."""
    named = mentions(tokens)
    found = all_joined(named)
    if named and found is None:
        return None
    for site_code in site_codes:
        side = next((known for key, known in _SIDE_CODES.items() if key in re.split(r"\D+", site_code)), None)
        if side is None:
            continue
        sided = Mention(0, 0, side=side)
        if found is None:
            found = sided
        elif found.side is None and found.site != SPINE:
            found = found.joined(sided)
    if code is not None and code.site:
        coded = Mention(0, 0, code.site, "", FoundSide(code.side) if code.side else None)
        both = coded if found is None else found.joined(coded)
        found = both or found
    return found if found is not None and found.site else None
