"""What holds of a scan: which scores are low, may be low, or are in the range."""

from collections.abc import Callable

from bonecheck.answers.person import Answer, Sex
from bonecheck.answers.risk_factors import HormoneTherapy, Medicine
from bonecheck.evidence.library import threshold
from bonecheck.plan.known import NO, NOT_KNOWN, YES, Known, chosen, found, printed, ticked
from bonecheck.scan.method import LOW_WITHOUT_DXA
from bonecheck.scan.score_choice import Score
from bonecheck.scan.site_reading import SiteReading, score_of

OF_THE_SCAN = frozenset({"t_score_low", "z_score_low", "score_may_be_low"})  # open as long as no scan was read


_ASK_FOR_A_SCAN = frozenset(  # findings of risk/
    {
        "scan_advised",
        "scan_advised_men",
        "scan_advised_for",
        "scan_worth_asking",
        "scan_ask_all_the_same",
        "scan_dxa_instead",
        "ct_density_low",
        *LOW_WITHOUT_DXA,
        "deciding_radius",
    }
)


def scan_advised(claims: Known) -> Answer:
    """Whether the results say that a scan is worth asking for: by age, by a tool, or by what was told."""
    return found(claims, *_ASK_FOR_A_SCAN)


def _in_doubt(site: SiteReading, score: Score) -> float | None:
    """The lowest that a score may be which is estimated, or held back with the result open; else None."""
    value = score_of(site, score)
    is_estimated = site.z_is_estimated if score is Score.Z_SCORE else site.t_is_estimated
    is_open = site.held is not None and site.held.leaves_result_open
    if value is None or not (is_open or (is_estimated and site.counts)):
        return None
    return value - threshold("estimate_margin").value if is_estimated else value


def _low(claims: Known, score: Score, is_low: Callable[[float], bool]) -> Answer:
    """Whether a printed score that counts is low; not known where one that is held or estimated may be."""
    counting = [site for site in claims.sites if site.counts]
    if any(is_low(value) for site in counting if (value := printed(site, score)) is not None):
        return YES
    if all(score_of(site, score) is None for site in counting):
        return NOT_KNOWN
    waits = any(site.held is not None and site.held.leaves_result_open for site in claims.sites)
    doubtful = any(is_low(value) for site in counting if (value := _in_doubt(site, score)) is not None)
    return NOT_KNOWN if waits or doubtful else NO


def t_low(claims: Known) -> Answer:
    """T-score of the osteoporosis range; no where the Z-score counts."""
    if claims.score is Score.Z_SCORE:
        return NO
    return NOT_KNOWN if claims.score is Score.UNDECIDED else _low(claims, Score.T_SCORE, _is_low_t)


def z_low(claims: Known) -> Answer:
    """Z-score below the range for age; where the T-score counts, at a site that gives none, or beside one as low.

    Beside a low T-score the results name a cause to look for, and so does the level.
    """
    if claims.score is not Score.T_SCORE:
        return _low(claims, Score.Z_SCORE, _is_low_z)
    if "z_score_low" in claims.found and claims.holds("t_score_low") is YES:
        return YES
    no_t = (printed(site, Score.Z_SCORE) for site in claims.sites if site.counts and site.t_score is None)
    return Answer.of(any(_is_low_z(value) for value in no_t if value is not None))


def _is_low_t(value: float) -> bool:
    return threshold("t_score_osteoporosis").is_met_by(value)


def _is_low_z(value: float) -> bool:
    return threshold("z_score_below_expected").is_met_by(value)


def score_may_be_low(claims: Known) -> Answer:
    """A very low score that could not be settled: held, estimated, of the wrong kind for this person, or with no stage.

    Where the Z-score counts, a low T-score beside a printed Z-score within the range is none of them.
    """
    if "headline_low_by_both" in claims.found:
        return NO  # whichever score counts, it is low
    if not claims.sites:
        return NOT_KNOWN
    return Answer.of(any(_may_be_low(site, claims.score) for site in claims.sites))


def _may_be_low(site: SiteReading, score: Score | None) -> bool:
    t, z = _in_doubt(site, Score.T_SCORE), _in_doubt(site, Score.Z_SCORE)
    if score is not Score.Z_SCORE and t is not None and _is_low_t(t):
        return True
    if score is Score.T_SCORE:
        return False
    if z is not None and _is_low_z(z):
        return True
    is_open = site.counts or (site.held is not None and site.held.leaves_result_open)
    printed_t, printed_z = printed(site, Score.T_SCORE), printed(site, Score.Z_SCORE)
    if printed_t is None or not is_open or not _is_low_t(printed_t):
        return False
    return score is not Score.Z_SCORE or printed_z is None


def low_bone_density(claims: Known) -> Answer:
    """Below the normal range, whichever score counts."""
    if claims.score is Score.Z_SCORE:
        return claims.holds("z_score_low")
    return _low(claims, Score.T_SCORE, lambda value: not threshold("t_score_normal").is_met_by(value))


def z_within(claims: Known) -> Answer:
    """Z-score within the range for age, where it counts."""
    return NO if claims.score is Score.T_SCORE else ~claims.holds("z_score_low")


def man_with_low_z(claims: Known) -> Answer:
    """A man with a low printed Z-score, who takes no hormones of another kind and nothing that blocks his own."""
    man = chosen(None if claims.person.sex is Sex.BOTH else claims.person.sex, Sex.MALE)
    others = chosen(
        claims.risks.hormone_therapy, HormoneTherapy.OESTROGEN_ONLY, HormoneTherapy.COMBINED, HormoneTherapy.BLOCKER
    )
    blocked = ticked(claims.risks.medicines, Medicine.PROSTATE_HORMONE)  # it lowers testosterone on purpose
    return NO if YES in {others, blocked} else man & _low(claims, Score.Z_SCORE, _is_low_z)


def before_menopause(claims: Known) -> Answer:
    """Whether this is a woman whose Z-score counts."""
    if claims.person.sex in {None, Sex.BOTH, Sex.NOT_KNOWN} or claims.score in {None, Score.UNDECIDED}:
        return NOT_KNOWN
    return YES if claims.person.sex is Sex.FEMALE and claims.score is Score.Z_SCORE else NO


def after_menopause(claims: Known) -> Answer:
    """Whether this is a woman whose T-score counts."""
    if claims.person.sex in {None, Sex.BOTH, Sex.NOT_KNOWN} or claims.score in {None, Score.UNDECIDED}:
        return NOT_KNOWN
    return Answer.of(claims.person.sex is Sex.FEMALE and claims.score is Score.T_SCORE)
