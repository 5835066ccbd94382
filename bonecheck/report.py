"""Everything that `assess()` gives: the one thing that pages, command line, hand-outs and batches show."""

from dataclasses import dataclass

from bonecheck.outcomes import Finding, NotAssessed, Outcome
from bonecheck.plan.types import Plan
from bonecheck.risk.chance import Chance, ModelRisk, Remark
from bonecheck.risk.screening.score_range import ScreeningScore
from bonecheck.risk.shown import longest
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import SiteReading
from bonecheck.scan.spectrum import Spectrum


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that pages, command line, hand-outs and batches show.

    `has_usable_scan` is true only for a DXA that these rules can read, as far as told; without one the advice on a scan
    stays alive.
    """

    headline: Outcome
    has_usable_scan: bool
    score: Score | None
    sites: tuple[SiteReading, ...]
    spectrum: Spectrum | None
    outcomes: tuple[Outcome, ...]
    screening: tuple[ScreeningScore | NotAssessed, ...]
    models: tuple[ModelRisk | NotAssessed, ...]
    plan: Plan | None
    unseen: Remark | None
    models_poor_at_this_age: bool

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The headline and all findings, in reading order."""
        return tuple(outcome for outcome in (self.headline, *self.outcomes) if isinstance(outcome, Finding))

    @property
    def not_assessed(self) -> tuple[NotAssessed, ...]:
        """All that could not be judged."""
        found = (self.headline, *self.outcomes, *self.screening, *self.models)
        return tuple(outcome for outcome in found if isinstance(outcome, NotAssessed))


def number_of(report: Report, model: str, *, hip: bool) -> tuple[ModelRisk, Chance] | None:
    """One model and its chance over its longest time; None where it gives this person none."""
    for risk in report.models:
        if isinstance(risk, ModelRisk) and risk.model == model:
            chance = longest(risk, hip=hip)
            return None if chance is None else (risk, chance)
    return None
