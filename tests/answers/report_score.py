"""Scores what was read from a report against its label, as FORMAT.md of the labelled examples says."""

import json
from dataclasses import dataclass, field

from bonecheck.answers.dxa_report import ScannerMake

NUMBERS = {"bmd_g_cm2": 0.0005, "t_score": 0.005, "z_score": 0.005, "percent_change": 0.05}
USUAL = {"lumbar_spine": "L1-L4", "hip": "total", "forearm": "radius_33"}
MAKERS = {ScannerMake.GE_LUNAR: "GE Lunar", ScannerMake.HOLOGIC: "Hologic", ScannerMake.NORLAND: "Norland"}


@dataclass
class Score:
    """Counts of one or several reports."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    traps: int = 0
    signs: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def precision(self):
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self):
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self):
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other):
        return Score(
            self.right + other.right,
            self.wrong + other.wrong,
            self.missed + other.missed,
            self.traps + other.traps,
            self.signs + other.signs,
            self.notes + other.notes,
        )


def as_label(report):
    """What was found, in the form of a label."""
    return {
        "scan_date": report.scan_date.iso if report.scan_date else None,
        "device_maker": MAKERS.get(report.maker),
        "device_model": report.model,
        "age": report.age_years,
        "sex": str(report.sex) if report.sex else None,
        "frax_mof": report.frax_major_percent,
        "frax_hip": report.frax_hip_percent,
        "measurements": [
            {
                "site": str(row.site),
                "side": str(row.side) if row.side else None,
                "region": row.region,
                **{kind: getattr(row, kind) for kind in NUMBERS},
            }
            for row in report.rows
        ],
    }


def score(found, label):
    """The score of one report, every field and every number counted once."""
    result = Score()
    left = list(found["measurements"])
    for wanted in label["measurements"]:
        row = next((row for row in left if _same_place(row, wanted)), None)
        if row is not None:
            left.remove(row)
        for kind, tolerance in NUMBERS.items():
            _count(result, kind, row and row[kind], wanted[kind], tolerance, wanted, secondary=wanted.get("secondary"))
    for row in left:
        for kind in NUMBERS:
            if row[kind] is not None:
                result.wrong += 1
                result.notes.append(f"extra {row['site']} {row['region']} {row['side']} {kind} {row[kind]}")
    _count_head(result, found, label)
    _count_traps(result, found, label)
    return result


def _same_place(row, wanted):
    sides = [wanted["side"], *wanted.get("side_alternatives", ())]
    regions = [wanted["region"], *wanted.get("region_alternatives", ())]
    if wanted["region"] is None:
        regions.append(USUAL.get(wanted["site"]))
    return row["site"] == wanted["site"] and row["side"] in sides and row["region"] in regions


def _count(result, kind, given, wanted, tolerance, place, *, secondary):
    where = f"{place['site']} {place['region']} {place['side']} {kind}"
    others = [wanted, *place.get(f"{kind}_alternatives", ())]
    if given is None and (wanted is None or None in others):
        return
    if given is None:
        if not secondary:
            result.missed += 1
            result.notes.append(f"missed {where} {wanted}")
        return
    if any(
        other is not None and abs(given - other) <= max(tolerance, place.get("tolerance") or 0) + 1e-9
        for other in others
    ):
        result.right += 1
        return
    result.wrong += 1
    result.missed += wanted is not None and not secondary
    result.signs += wanted is not None and abs(given + wanted) < 1e-9 and given != 0
    result.notes.append(f"wrong {where} {given} for {wanted}")


def _count_head(result, found, label):
    optional = set(label.get("optional", ()))
    wanted = {
        "scan_date": label["scan_date"],
        "device_maker": (label.get("device") or {}).get("maker"),
        "device_model": (label.get("device") or {}).get("model"),
        **{key: label[key] for key in ("age", "sex", "frax_mof", "frax_hip")},
    }
    for key, value in wanted.items():
        given = found[key]
        if given is None and (value is None or key in optional):
            continue
        if given is None:
            result.missed += 1
            result.notes.append(f"missed {key} {value}")
        elif _is_right(key, given, value, label):
            result.right += 1
        else:
            result.wrong += 1
            result.missed += value is not None
            result.notes.append(f"wrong {key} {given} for {value}")


def _is_right(key, given, value, label):
    if value is None:
        return False
    if key == "scan_date":
        return given in {value, *label.get("scan_date_alternatives", ())}
    if key == "age":
        return abs(given - value) <= 1
    if key.startswith("frax"):
        return abs(given - value) <= 0.05 + 1e-9
    return str(given).casefold() == str(value).casefold()


def _count_traps(result, found, label):
    for trap in label["must_not_extract"]:
        key, value = trap["field"], trap["value"]
        if key in NUMBERS:
            given = [row[key] for row in found["measurements"] if row[key] is not None]
            rightful = [row[key] for row in label["measurements"] if row[key] is not None]
            for number in given:
                if abs(number - value) <= NUMBERS[key] and not any(
                    abs(number - other) <= NUMBERS[key] for other in rightful
                ):
                    result.traps += 1
                    result.notes.append(f"trap {key} {value}")
        elif found.get(key) == value:
            result.traps += 1
            result.notes.append(f"trap {key} {value}")


def load_label(path):
    return json.loads(path.read_text(encoding="utf-8"))
