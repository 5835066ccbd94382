"""Two people side by side: what each model makes of both, and whom it puts higher."""

from dataclasses import dataclass

from bonecheck.evidence.library import entries
from bonecheck.evidence.pages import RiskModel
from bonecheck.report import Report, numbers_of
from bonecheck.risk.chance import Chance, ModelRisk
from bonecheck.risk.shown import is_too_open


@dataclass(frozen=True, slots=True, kw_only=True)
class InOneModel:
    """What one model makes of the two; None for who gets no number."""

    model: str
    first: tuple[ModelRisk, Chance] | None
    second: tuple[ModelRisk, Chance] | None

    @property
    def told(self) -> tuple[Chance | None, Chance | None]:
        """The numbers that may be told: not those too open to say anything."""
        first, second = (
            None if found is None or is_too_open(*found) else found[1] for found in (self.first, self.second)
        )
        return first, second

    @property
    def higher(self) -> int | None:
        """0 or 1 for who is higher, None where neither is for sure. Groups that touch are not the same group."""
        first, second = self.told
        if first is None or second is None or first.you == second.you:
            return None
        if _is_above(first, second):
            return 0
        return 1 if _is_above(second, first) else None

    @property
    def is_same(self) -> bool:
        """Whether both have one and the same number, or group, with no answer open that could part them."""
        first, second = self.told
        if first is None or second is None or self.first is None or self.second is None or first.you != second.you:
            return False
        is_settled = not (self.first[0].open_questions or self.second[0].open_questions)
        return not first.you.is_open or (first.in_groups and is_settled)


def _is_above(one: Chance, other: Chance) -> bool:
    if one.in_groups and other.in_groups:
        return one.you.low >= other.you.high
    return one.you.low > other.you.high


def in_every_model(first: Report, second: Report, *, hip: bool) -> tuple[InOneModel, ...]:
    """Every model that gives at least one of the two a number for this break."""
    found = ((model, numbers_of(first, second, model, hip=hip)) for model in entries(RiskModel))
    return tuple(InOneModel(model=model, first=one, second=two) for model, (one, two) in found if one or two)
