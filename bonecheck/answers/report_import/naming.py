"""Names numbers that stand without a word of their own: by a word further off, by their order, by a place behind them."""

import re

from bonecheck.answers.report_import.claims import AGE, BMD, YOUNG, T, Z, is_plausible
from bonecheck.answers.report_import.doubts import fits_percent
from bonecheck.answers.report_import.mentions import Mention
from bonecheck.answers.report_import.roles import Role, Roles
from bonecheck.answers.report_import.tokens import Tokens

_SHAPES = (  # how makers print a row, each kind with its decimals; words for the columns are lost
    ((BMD, 3), (T, 1), (Z, 1)),
    ((BMD, 3), (YOUNG, 0), (T, 1), (AGE, 0), (Z, 1)),
    (("area", 2), ("bmc", 2), (BMD, 3), (T, 1), (YOUNG, 0), (Z, 1), (AGE, 0)),
)


def carry_labels(roles: Roles, places: list[Mention]) -> None:
    """ "T-score: spine -1.2, hip -0.7": the one word speaks of all numbers that stand alone beside a place."""
    said = {role.kind for role in roles.all if role.kind in {T, Z}}
    named = roles.tokens.names("measures") & {"t_score", "z_score", "bmd"}
    kinds = said or ({T} if "t_score" in named else {Z} if "z_score" in named else set())
    if len(kinds) != 1 or (not said and len(named) != 1):
        return
    kind = next(iter(kinds))
    label = next((p for p in roles.tokens.phrases if p.is_any("measures", kind)), None)
    sizes = {role.number.decimals for role in roles.all if role.kind == kind} or {1}
    respectively = roles.tokens.has("marks", "respectively")
    for before, role in zip([None, *roles.all], roles.all, strict=False):
        number = role.number
        if not role.bare or role.kind or label is None or number.start < label.end or number.decimals not in sizes:
            continue
        moved = before is not None and roles.is_from_to(before.number, number)
        if role.prior or moved or respectively or _stands_beside_a_place(roles, places, role):
            roles.as_score(role, kind)


def _stands_beside_a_place(roles: Roles, places: list[Mention], role: Role) -> bool:
    """Whether no more than a small word stands between a number and a place."""
    tokens, number = roles.tokens, role.number
    before = next((p for p in reversed(places) if p.end <= number.start), None)
    if before is None:
        return False
    small = [p for p in tokens.between(before.end, number.start) if p.is_any("signs", "connectors")]
    if re.fullmatch(r"[\s(:=,]*", tokens.besides(small, before.end, number.start)):
        return True
    return place_behind(tokens, number.end, places) is not None


def name_by_order(roles: Roles, places: list[Mention]) -> None:
    """Bare numbers behind one place, in an order that makers have: bone density, T-score, Z-score."""
    named = roles.tokens.names("measures") or roles.tokens.has("marks", "prior", "comparison_section", "not_the_bone")
    if len(places) != 1 or named or roles.bounds or any(role.prior for role in roles.all):
        return
    for shape in _SHAPES:
        if len(shape) == len(roles.all) and all(map(_has_shape, roles.all, shape)):
            numbers = {kind: role.number.value for role, (kind, _) in zip(roles.all, shape, strict=True)}
            if _is_one_row(roles, places[0]) and _fits_percent(numbers):
                for role, (kind, _) in zip(roles.all, shape, strict=True):
                    if kind in {BMD, T, Z, YOUNG, AGE}:
                        role.kind, role.value, role.problem = kind, role.number.value, None


def _has_shape(role: Role, shape: tuple[str, int]) -> bool:
    kind, decimals = shape
    number = role.number
    if not (role.bare or role.kind == BMD):
        return False
    if kind in {T, Z}:
        return (
            number.sign is not None and number.decimals in {1, 2} and is_plausible(kind, number.value, number.decimals)
        )
    return number.decimals == decimals and not number.signed and (kind != BMD or is_plausible(BMD, number.size, 3))


def _is_one_row(roles: Roles, place: Mention) -> bool:
    """Whether only numbers and the unit stand behind the place."""
    rest = re.sub(r"gm?s?/cm2|\bsd\b", "", roles.tokens.folded[place.end :])
    return place.end <= roles.all[0].number.start and not re.search(r"[^\W\d_]", rest)


def _fits_percent(numbers: dict[str, float]) -> bool:
    """Whether each score goes with its percent of the mean, where both are there."""
    pairs = ((T, YOUNG), (Z, AGE))
    return all(fits_percent(numbers[score], numbers[percent]) for score, percent in pairs if percent in numbers)


def place_behind(tokens: Tokens, end: int, places: list[Mention]) -> Mention | None:
    """The place that follows a number and belongs to it: "-2.6 at the lumbar spine", "-1.8% (lumbar spine)"."""
    text = tokens.folded
    place = next((p for p in places if p.start >= end), None)
    if place is None:
        return None
    gap = re.sub(r"^\s*(?:%|s\.?d\.?\b|ds\b|g/cm2)?", "", text[end : place.start])
    if gap.strip() == "(":
        return place if text[place.end :].lstrip().startswith(")") else None
    if any(p.is_any("measures", "bmd", "t_score", "z_score") for p in tokens.between(end, place.start)):
        return None
    linked = [p for p in tokens.between(end, place.start) if p.is_any("marks", "link")]
    if any(p.is_any("marks", "range_and") for p in linked) and _has_its_own_number(tokens, place, places):
        return None
    if linked and not linked[-1].is_any("marks", "range_and"):
        rest, head = text[linked[-1].end : place.start], text[end : linked[0].start]
        if not rest.strip() and not re.search(r"[,;]", head) and len(gap) < 30:
            return place
    if not gap.strip() and place.side is not None and not place.site:
        return place
    return None


def _has_its_own_number(tokens: Tokens, place: Mention, places: list[Mention]) -> bool:
    """Whether a number stands behind a place, before the next place."""
    behind = min((p.start for p in places if p.start >= place.end), default=len(tokens.folded))
    return any(place.end <= number.start < behind for number in tokens.numbers)
