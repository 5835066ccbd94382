"""Words for what was read of a report that somebody brings: each number with its place, its sign spelled out."""

from collections.abc import Iterable, Mapping

import msgspec

from bonecheck.answers.as_given import SCORES
from bonecheck.answers.dxa_report import SkeletalSite
from bonecheck.answers.questions import RawAnswer, of_earlier, question_of
from bonecheck.answers.report_import.found import Doubt, FoundReport, FoundRow, NotUnderstood
from bonecheck.answers.units import UnitSystem
from bonecheck.scan.brought import SIGN_DOUBTS, looked_over
from bonecheck.scan.former import FormerScans
from bonecheck.scan.offered import Offer
from bonecheck.words.language import capital, joined, listed, message, name, number, texts
from bonecheck.words.questions import label_of
from bonecheck.words.side_by_side import answer_words

_SCORES = ("t_score", "z_score", "percent_change")


def found_as_data(report: FoundReport) -> dict[str, object]:
    """`report` as plain data; each row, doubt and piece left out with its words."""
    report = looked_over(report)
    data: dict[str, object] = msgspec.to_builtins(report)
    data["rows"] = [_row_as_data(row) for row in report.rows]
    data["earlier"] = [
        {**msgspec.to_builtins(scan), "rows": [_row_as_data(row) for row in scan.rows]} for scan in report.earlier
    ]
    data["doubts"] = [{"key": doubt, "words": name("found_doubt", doubt)} for doubt in report.doubts]
    data["not_understood"] = [
        {**msgspec.to_builtins(piece), "words": name("found_reason", piece.reason)} for piece in report.not_understood
    ]
    return data


def _row_as_data(row: FoundRow) -> dict[str, object]:
    doubts = [name("found_doubt", doubt) for doubt in row.doubts]
    return {**msgspec.to_builtins(row), "words": row_words(row), "doubt_words": doubts}


def row_words(row: FoundRow) -> str:
    """A row in one line: "Hip, femoral neck, left: T-score minus 1.8"."""
    return message("found_row", place=capital(place_words(row)), numbers=listed(_numbers(row)))


def former_words(found: FormerScans) -> str:
    """What became of a saved file whose scans were taken as earlier ones."""
    added = message("former_added", count=found.count)
    if not found.left_out:
        return added
    return f"{added} {message('former_left_out', regions=joined(name('region', each) for each in found.left_out))}"


def place_words(row: FoundRow) -> str:
    """Where a row was measured, in plain words."""
    region = row.region or (listed(row.vertebrae) if row.vertebrae else "none")
    if not row.vertebrae:
        region = name("found_region", region)
    parts = (name("found_site", row.site), region, name("found_side", row.side or "none"))
    return listed(part for part in parts if part)


def spelled(value: float) -> str:
    """A number with its sign as a word, since a sign alone is easily missed: "minus 1.8"."""
    size = number(abs(value))
    if value == 0:
        return size
    return message("found_minus" if value < 0 else "found_plus", size=size)


def _numbers(row: FoundRow) -> list[str]:
    found = [
        message(f"found_{kind}", score=spelled(value)) for kind in _SCORES if (value := getattr(row, kind)) is not None
    ]
    if row.bmd_g_cm2 is not None:
        found.append(message("found_bmd_g_cm2", density=number(row.bmd_g_cm2, decimals=3)))
    return found


# ---------------------------------------------------------------- to be confirmed


def offer_place(offer: Offer) -> str:
    """What an offer is about: the place in plain words, or another fact."""
    return capital(name("region", offer.region)) if offer.region else name("found_fact", offer.key.partition("_")[0])


def offer_printed(offer: Offer) -> str:
    """What the report calls the place, where its plain name does not say it; for the spine the vertebrae printed."""
    if offer.region is None or offer.region.startswith(SkeletalSite.FEMORAL_NECK):
        return ""
    if offer.region != SkeletalSite.LUMBAR_SPINE:
        return name("region_printed", offer.region)
    spine = offer.answers.get("lumbar_spine.vertebrae_other") or offer.answers.get("lumbar_spine.vertebrae", "")
    return listed(spine) if isinstance(spine, list) else str(spine)


def told(key: str, answer: RawAnswer, units: UnitSystem) -> tuple[str, str, str]:
    """An answer that is offered: its name, the number as printed, and its sign as a word ("" where it has none)."""
    question = question_of(key)
    if not isinstance(answer, (int, float)):
        return label_of(question.key), answer_words(key, answer, units), ""
    is_density = question.quantity == "bone_density"
    shown = number(answer, decimals=3) if is_density else answer_words(key, answer, units)
    return label_of(question.key), shown, spelled(answer) if question.signed else ""


def fact_words(answers: Mapping[str, RawAnswer], units: UnitSystem) -> str:
    """What else a report says, in one line; numbers of one kind with their names, those of an earlier scan with their place."""
    return ", ".join(_fact(key, answer, units) for key, answer in answers.items())


def _fact(key: str, answer: RawAnswer, units: UnitSystem) -> str:
    region, _, score = of_earlier(key)[1].partition(".")
    said, names = answer_words(key, answer, units), texts("names.toml")["found_fact"]
    if score in SCORES:
        return f"{name('region', region)} {label_of(score)} {said}"
    return f"{names[key]} {said}" if key in names else said


def doubt_words(doubts: Iterable[Doubt]) -> list[str]:
    """Why somebody has to look twice; a sign that is not printed is asked for beside its number."""
    return [name("found_doubt", doubt) for doubt in doubts if doubt not in SIGN_DOUBTS.values()]


def left_out_words(piece: NotUnderstood) -> str:
    """Why a piece of the report was left out, with the piece itself."""
    return message("found_left_out", reason=capital(name("found_reason", piece.reason)), text=piece.origin.text)
