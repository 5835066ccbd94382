"""Makes rows of claims: one row a place, the present scan apart from earlier ones, and doubts where two facts differ."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bonecheck.answers.dxa_report import ALL_VERTEBRAE, ScanMethod, Vertebra
from bonecheck.answers.report_import.claims import AGE, BMD, CHANGE, YOUNG, Claim, Ledger, T, Z, joined_origin
from bonecheck.answers.report_import.doubts import doubts_of, with_conclusions, with_vertebra_left_out
from bonecheck.answers.report_import.found import (
    Doubt,
    EarlierScan,
    FoundDate,
    FoundReport,
    FoundRow,
    FoundSide,
    FoundSite,
    Origin,
    Reason,
)
from bonecheck.answers.report_import.mentions import FOREARM, HIP, OTHER, SPINE, WHOLE_BODY, Mention
from bonecheck.answers.report_import.sentences import WHO_LIMITS
from bonecheck.answers.report_import.tokens import Tokens

Place = tuple[str, str, FoundSide | None, tuple[Vertebra, ...]]
_SECONDARY = {"trochanter", "intertrochanter", "wards", "shaft", "radius_ud", "radius_total", "both_total"}
_KINDS = (BMD, T, Z, CHANGE, YOUNG, AGE)


def gather(ledger: Ledger, head: FoundReport, excluded: set[Vertebra]) -> FoundReport:
    """The report that all claims make together: `head` with its rows."""
    if head.method not in {None, ScanMethod.DXA}:  # scores that were not made by DXA on a table: none is taken
        if ledger.claims:
            ledger.leave_out(Reason.OTHER_METHOD, ledger.claims[0].origin)
        return replace(head, not_understood=tuple(dict.fromkeys(ledger.left_out)))
    claims = [claim for claim in ledger.claims if claim.place is None or claim.place.site not in {OTHER, "several"}]
    present, prior = _by_time(_without_weak(_without_others(claims, ledger)), head)
    named = _seen_vertebrae(present) | _left_out_vertebrae(ledger)
    placed = _placed(present, named, excluded)
    rows = tuple(with_vertebra_left_out(row, excluded) for row in _rows(placed, ledger))
    rows = with_conclusions(rows, ledger.conclusions)
    if not rows:
        rows = _rows_without_a_place(present)
    earlier = _earlier(prior, named, excluded)
    return replace(
        head,
        rows=rows,
        earlier=earlier,
        not_understood=tuple(dict.fromkeys(ledger.left_out)),
    )


# ---------------------------------------------------------------- present and earlier


def _without_others(claims: list[Claim], ledger: Ledger) -> list[Claim]:
    """What may be of a relative goes where the patient has numbers of that place; where not, it is asked about."""
    own = {claim.place.site for claim in claims if claim.place is not None and not claim.of_other}
    found = []
    for claim in claims:
        if claim.of_other and claim.place is not None and claim.place.site in own:
            ledger.leave_out(Reason.OTHER_PERSON, claim.origin)
        else:
            found.append(claim)
    return found


def _without_weak(claims: list[Claim]) -> list[Claim]:
    """What the history tells counts only where nothing else does: it is often of an earlier scan."""
    strong = [claim for claim in claims if not claim.weak and not claim.prior]
    return [claim for claim in claims if not claim.weak] if strong else claims


def _by_time(claims: list[Claim], head: FoundReport) -> tuple[list[Claim], list[Claim]]:
    """Claims of this scan and of earlier ones: by their words, and by their dates."""
    dated = [claim.when for claim in claims if claim.when is not None and not claim.prior]
    newest = max(dated, key=lambda when: when.iso, default=None)
    reference = head.scan_date or newest
    present: list[Claim] = []
    prior: list[Claim] = []
    undated = any(claim.when is None and not claim.prior for claim in claims)
    has_present = any(not claim.prior for claim in claims)
    for claim in claims:
        is_prior = claim.prior and (has_present or not claim.loose)
        is_prior |= undated and claim.when is not None and claim.when.month is None  # "in 2019", beside a scan of now
        if not is_prior and claim.when is not None and reference is not None:
            is_prior = not _same_time(claim.when, reference) and not _same_time(claim.when, newest)
            is_prior |= newest is not None and claim.when.iso[:7] < min(newest.iso, reference.iso)[:7]
            is_prior |= head.scan_date is not None and claim.when.iso[:4] < head.scan_date.iso[:4]
        (prior if is_prior else present).append(claim)
    return present, prior


def _same_time(one: FoundDate, other: FoundDate | None) -> bool:
    if other is None:
        return False
    size = min(len(one.iso), len(other.iso))
    return one.iso[:size] == other.iso[:size] or sorted(one.iso.split("-")) == sorted(other.iso.split("-"))


# ---------------------------------------------------------------- places


def _seen_vertebrae(claims: list[Claim]) -> set[Vertebra]:
    """The single vertebrae that a table lists."""
    return {
        claim.place.vertebrae[0]
        for claim in claims
        if claim.place is not None and len(claim.place.vertebrae) == 1 and claim.from_table
    }


def _left_out_vertebrae(ledger: Ledger) -> set[Vertebra]:
    """The single vertebrae whose numbers are not sure: they are no less a part of the total."""
    spans = [Tokens(left.origin.text).spans for left in ledger.left_out]
    return {each[0].vertebrae[0] for each in spans if len(each) == 1 and len(each[0].vertebrae) == 1}


def _placed(claims: list[Claim], single: set[Vertebra], excluded: set[Vertebra]) -> list[tuple[Place, Claim]]:
    found = []
    for claim in claims:
        if claim.place is not None and (place := _place(claim.place, single, excluded)) is not None:
            found.append((place, claim))
    return found


def _place(mention: Mention, single: set[Vertebra], excluded: set[Vertebra]) -> Place | None:
    """The row that a mention means; None where it names no site."""
    side = mention.side
    if mention.site == SPINE:
        vertebrae = mention.vertebrae
        if not vertebrae and mention.region == "total":
            kept = tuple(v for v in ALL_VERTEBRAE if v in single) if len(single) > 1 else ALL_VERTEBRAE
            vertebrae = tuple(v for v in kept if v not in excluded)
        return SPINE, "span" if vertebrae else "", None, vertebrae
    if mention.site == HIP:
        return HIP, mention.region, side, ()
    if mention.site in {FOREARM, WHOLE_BODY}:
        region = mention.region
        if mention.site == FOREARM and region == "total":
            region = "radius_total"
        return mention.site, region or ("total" if mention.site == WHOLE_BODY else ""), side, ()
    return None


def _rows(placed: list[tuple[Place, Claim]], ledger: Ledger) -> tuple[FoundRow, ...]:
    groups: dict[Place, list[Claim]] = defaultdict(list)
    for place, claim in placed:
        groups[place].append(claim)
    for place in sorted(groups, key=_vagueness, reverse=True):
        _merge_into_the_exact(place, groups)
    return tuple(row for place, claims in groups.items() if (row := _row(place, claims, ledger)) is not None)


def _vagueness(place: Place) -> int:
    _, region, side, _ = place
    return 2 * (not region) + (side is None)


def _merge_into_the_exact(place: Place, groups: dict[Place, list[Claim]]) -> None:
    """A vague place, such as "hip", is the exact one whose numbers it repeats, or the only one there is."""
    site, region, side, vertebrae = place
    exact = [
        other
        for other in groups
        if other != place
        and other[0] == site
        and (other[1] == region or not region)
        and (other[2] is side or side is None)
        and (other[3] == vertebrae or not vertebrae)
        and len(other[3]) != 1
        and _vagueness(other) < _vagueness(place)
    ]
    if not exact:
        return
    kept = []
    for claim in groups[place]:
        if claim.place is not None and claim.place.is_side_torn:
            kept.append(claim)
            continue
        same = [other for other in exact if _shares_a_number(claim, groups[other])]
        if len(same) == 1:
            groups[same[0]].append(claim)
        elif same:  # repeats the numbers of several: adds nothing to any of them
            continue
        elif len(exact) == 1 and _adds_only(claim, groups[exact[0]]):
            groups[exact[0]].append(claim)
        else:
            kept.append(claim)
    if kept:
        groups[place] = kept
    else:
        del groups[place]


def _shares_a_number(claim: Claim, others: Iterable[Claim]) -> bool:
    scores = [kind for kind in (BMD, T, Z) if kind in claim.values]
    shared = [kind for kind in scores if any(kind in other.values for other in others)]
    return bool(shared) and all(
        any(_agree(kind, claim.values[kind], other.values.get(kind)) for other in others) for kind in shared
    )


def _adds_only(claim: Claim, others: Iterable[Claim]) -> bool:
    """Whether a claim says nothing that the other claims already say."""
    return not any(kind in other.values for other in others for kind in claim.values)


def _agree(kind: str, one: float, other: float | None) -> bool:
    """Whether two prints are of one number: equal, or one of them rounded."""
    if other is None:
        return False
    return abs(one - other) <= (0.0051 if kind == BMD else 0.0501) and any(
        abs(round(one, places) - round(other, places)) < 1e-9 for places in ((2, 3) if kind == BMD else (1, 2))
    )


def _row(place: Place, claims: list[Claim], ledger: Ledger) -> FoundRow | None:
    site, region, side, vertebrae = place
    ordered = sorted(claims, key=lambda claim: not claim.from_table)
    values: dict[str, float] = {}
    doubts: list[Doubt] = []
    for kind in _KINDS:
        said = [claim.values[kind] for claim in ordered if kind in claim.values]
        if not said:
            continue
        exact = max(said, key=lambda value: len(f"{value:g}".partition(".")[2]))
        if all(_agree(kind, value, exact) or value == exact for value in said):
            values[kind] = exact
        else:
            doubts.append(Doubt.TWO_VALUES)
            for claim in ordered:
                if kind in claim.values:
                    ledger.leave_out(Reason.TWO_VALUES, claim.origin)
    if not {BMD, T, Z, CHANGE} & values.keys():
        return None
    row = FoundRow(
        site=FoundSite(site),
        origin=_origin(ordered, values),
        region=_region_name(region, vertebrae),
        side=side,
        vertebrae=vertebrae or None,
        secondary=region in _SECONDARY or len(vertebrae) == 1,
        unsigned=_unsigned(claims, values),
        **_numbers(values),
    )
    return replace(row, doubts=tuple(dict.fromkeys([*doubts, *doubts_of(row, claims)])))


def _origin(claims: list[Claim], values: dict[str, float]) -> Origin:
    """Where the numbers of a row stand: all pieces that one of them is from, in the order of the text."""
    sources = []
    for kind in (BMD, T, Z, CHANGE):
        if kind in values:
            sources.append(next(c for c in claims if c.values.get(kind) == values[kind]).origin)
    return joined_origin(sorted(sources, key=lambda origin: (origin.page, origin.line)))


def _numbers(values: dict[str, float]) -> dict[str, Any]:
    """The numbers of a row by the names of its fields."""
    return {kind: values.get(kind) for kind in _KINDS}


def _unsigned(claims: list[Claim], values: dict[str, float]) -> tuple[str, ...]:
    """The scores of a row that no piece of the report prints with a sign."""
    return tuple(
        kind
        for kind in (T, Z)
        if kind in values
        and any(kind in claim.unsigned for claim in claims)
        and all(kind in claim.unsigned for claim in claims if kind in claim.values)
    )


def _region_name(region: str, vertebrae: tuple[Vertebra, ...]) -> str | None:
    if not vertebrae:
        return region or None
    if len(vertebrae) == 1:
        return vertebrae[0].value
    first, last = ALL_VERTEBRAE.index(vertebrae[0]), ALL_VERTEBRAE.index(vertebrae[-1])
    return f"{vertebrae[0]}-{vertebrae[-1]}" if last - first + 1 == len(vertebrae) else None


def _rows_without_a_place(claims: list[Claim]) -> tuple[FoundRow, ...]:
    """One score of which nobody says where it was measured; never one that is a limit of the classes."""
    found = [claim for claim in claims if claim.place is None and claim.values.get(T, -2.5) not in WHO_LIMITS]
    values = {tuple(sorted(claim.values.items())) for claim in found}
    if len(values) != 1:
        return ()
    numbers = _numbers(found[0].values)
    row = FoundRow(
        site=FoundSite.UNKNOWN, origin=found[0].origin, unsigned=_unsigned(found, found[0].values), **numbers
    )
    return (replace(row, doubts=tuple(doubts_of(row, found))),)


def _earlier(claims: list[Claim], single: set[Vertebra], excluded: set[Vertebra]) -> tuple[EarlierScan, ...]:
    scans: dict[FoundDate | None, list[tuple[Place, Claim]]] = defaultdict(list)
    for place, claim in _placed(claims, single, excluded):
        scans[claim.when].append((place, claim))
    quiet = Ledger()
    found = [EarlierScan(rows=_rows(placed, quiet), scanned=when) for when, placed in scans.items()]
    return tuple(sorted((scan for scan in found if scan.rows), key=lambda s: s.scanned.iso if s.scanned else ""))
