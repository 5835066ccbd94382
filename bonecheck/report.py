"""Everything that `assess()` gives: the one thing that pages, command line, hand-outs and batches show."""

from dataclasses import dataclass

from bonecheck.lead import Lead
from bonecheck.outcomes import Concern, Finding, NotAssessed, Outcome
from bonecheck.plan.types import Plan
from bonecheck.risk.chance import Chance, ModelRisk, Remark
from bonecheck.risk.screening.score_range import ScreeningScore
from bonecheck.risk.shown import longest
from bonecheck.scan.change import SiteChanges
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import SiteReading
from bonecheck.scan.spectrum import Spectrum


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that pages, command line, hand-outs and batches show.

    `lead` is what the first line of the results is about, and `headline` what the scan says. `has_usable_scan` is true only for a DXA that these rules can read, as far as told; without one the advice on a scan
    stays alive. `changes` holds what earlier scans say of each site.
    """

    lead: Lead
    headline: Outcome
    has_usable_scan: bool
    score: Score | None
    sites: tuple[SiteReading, ...]
    changes: tuple[SiteChanges, ...]
    spectrum: Spectrum | None
    outcomes: tuple[Outcome, ...]
    screening: tuple[ScreeningScore | NotAssessed, ...]
    models: tuple[ModelRisk | NotAssessed, ...]
    plan: Plan | None
    unseen: Remark | None
    models_poor_at_this_age: bool

    @property
    def headline_comforts(self) -> bool:
        """Whether the headline names nothing to raise with a doctor."""
        return isinstance(self.headline, Finding) and self.headline.concern is Concern.NONE_FOUND

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The headline and all findings, in reading order."""
        return tuple(outcome for outcome in (self.headline, *self.outcomes) if isinstance(outcome, Finding))

    @property
    def not_assessed(self) -> tuple[NotAssessed, ...]:
        """All that could not be judged."""
        found = (self.headline, *self.outcomes, *self.screening, *self.models)
        return tuple(outcome for outcome in found if isinstance(outcome, NotAssessed))


Number = tuple[ModelRisk, Chance]


def number_of(report: Report, model: str, *, hip: bool, beside: Report | None = None) -> Number | None:
    """One model and its chance over its longest time, or the longest it gives both; None where it gives this person none."""
    risk, other = _risk_of(report, model), None if beside is None else _risk_of(beside, model)
    chance = None if risk is None else longest(risk, hip=hip, beside=other)
    return None if risk is None or chance is None else (risk, chance)


def numbers_of(first: Report, second: Report, model: str, *, hip: bool) -> tuple[Number | None, Number | None]:
    """The numbers of two people over the same time."""
    return number_of(first, model, hip=hip, beside=second), number_of(second, model, hip=hip, beside=first)


def _risk_of(report: Report, model: str) -> ModelRisk | None:
    return next((risk for risk in report.models if isinstance(risk, ModelRisk) and risk.model == model), None)
