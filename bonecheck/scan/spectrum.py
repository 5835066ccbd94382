"""The signature picture as data: which line, which bands, and who stands beside the person."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bonecheck.answers.person import Person, Sex
from bonecheck.evidence.library import threshold
from bonecheck.outcomes import NotAssessed, Outcome
from bonecheck.scan.densitometry import Population
from bonecheck.scan.score_choice import Score, Why
from bonecheck.scan.site_reading import Peers, SiteReading, peers, score_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One labelled stretch of the spectrum [SD]; `key` names its words and colour."""

    key: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SameAge:
    """People of the person's age and sex along this line [SD]: two in three of them lie within one `sd` of `mean`.

    `lower` of 100 lie below the person at the deciding site, by its Z-score; then `mean` stands where that Z-score puts
    it, so that the picture and the finding tell one source. Without it, `mean` is that of the table. `population` is
    that of the table; None on the line of Z-scores, which needs no table. `at_scan` says that the age is that at an
    earlier scan.
    """

    mean: float
    sd: float
    lower: int | None
    age_years: float | None
    at_scan: bool
    population: Population | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spectrum:
    """All that the signature picture draws; the sites stand in the report."""

    score: Score
    low: float
    high: float
    bands: tuple[Band, ...]
    peers: Peers | None
    same_age: SameAge | None = None


LOW, HIGH = -5.0, 3.0
_HIGH_ABOVE = 4.5  # room for the name of the band far above
_ROOM = 0.2  # SD beyond the outermost whisker


def spectrum(
    score: Score, sites: tuple[SiteReading, ...], person: Person, age_at_scan_years: float | None
) -> Spectrum | None:
    """What to draw; None when no site has the score that counts. Wide enough for every marker and whisker."""
    reach = [(value, site.noise_sd or 0.0) for site in sites if (value := score_of(site, score)) is not None]
    if not reach:
        return None
    low = min(LOW, *(value - noise - _ROOM for value, noise in reach))
    is_far_above = any(site.counts and site.is_far_above for site in sites)
    high = max(_HIGH_ABOVE if is_far_above else HIGH, *(value + noise + _ROOM for value, noise in reach))
    beside = _peers(sites, person, age_at_scan_years) if score is Score.T_SCORE else None
    bands = _bands(score, low, high)
    if bands and is_far_above:
        bands = _with_far_above(bands)
    same_age = _same_age(score, sites, person, age_at_scan_years, beside)
    return Spectrum(score=score, low=low, high=high, bands=bands, peers=beside, same_age=same_age)


def shared(spectra: Iterable[Spectrum | None]) -> Spectrum | None:
    """The line that all who have one share, wide enough for everybody; that of the first where scores differ."""
    lines = [line for line in spectra if line is not None]
    same = [line for line in lines if line.score is lines[0].score]
    if not same:
        return None
    low, high = min(line.low for line in same), max(line.high for line in same)
    bands = max((line.bands for line in same), key=len)  # one of them may have a band more, far above average
    if bands:
        first, *middle, last = bands
        bands = (replace(first, low=low), *middle, replace(last, high=high))
    return replace(same[0], low=low, high=high, bands=bands, peers=None, same_age=None)


def compared_site(sites: tuple[SiteReading, ...]) -> SiteReading | None:
    """The deciding site whose Z-score says how it compares with people of the same age."""
    return next((site for site in sites if site.decides and site.percentile is not None), None)


def of_100_lower(percentile: float) -> int:
    """Of 100 people of the same age, how many have lower bone density: never none and never all."""
    return min(max(round(percentile), 1), 99)


def peers_missing(
    score: Score, sites: tuple[SiteReading, ...], person: Person, age_at_scan_years: float | None
) -> Iterator[Outcome]:
    """Why nobody of the person's age stands in the picture, if so."""
    if score is not Score.T_SCORE or not any(site.t_score is not None for site in sites):
        return
    if _peers(sites, person, age_at_scan_years) is not None:
        return
    if person.sex is Sex.MALE:
        yield NotAssessed(key="peers", reason="no_peers_for_men")
    elif person.sex is Sex.BOTH:
        yield NotAssessed(key="peers", reason="no_reference_for_both")
    elif person.sex is not Sex.FEMALE:
        yield NotAssessed(key="peers", reason=Why.SEX_NEEDED, question="sex")
    else:
        yield NotAssessed(key="peers", reason="no_peers_table")


def _bands(score: Score, low: float, high: float) -> tuple[Band, ...]:
    if score is Score.T_SCORE:
        osteoporosis, normal = threshold("t_score_osteoporosis").value, threshold("t_score_normal").value
        return (
            Band(key="osteoporosis", low=low, high=osteoporosis),
            Band(key="osteopenia", low=osteoporosis, high=normal),
            Band(key="normal", low=normal, high=high),
        )
    if score is Score.Z_SCORE:
        below = threshold("z_score_below_expected").value
        return Band(key="below", low=low, high=below), Band(key="within", low=below, high=high)
    return ()


def _with_far_above(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    """The best band ends where a score is too high to be called so."""
    *others, best = bands
    edge = threshold("score_far_above").value
    return (*others, replace(best, high=edge), Band(key="far_above", low=edge, high=best.high))


def _peers(sites: tuple[SiteReading, ...], person: Person, age_at_scan_years: float | None) -> Peers | None:
    """Peers at the deciding site if a table reaches it, else at the first measured site that has one."""
    scored = (site for site in sites if site.counts and site.t_score is not None)
    found = (peers(site.site, person, age_at_scan_years) for site in sorted(scored, key=lambda site: not site.decides))
    return next((group for group in found if group is not None), None)


def _same_age(
    score: Score,
    sites: tuple[SiteReading, ...],
    person: Person,
    age_at_scan_years: float | None,
    beside: Peers | None,
) -> SameAge | None:
    """Who is compared: on the line of Z-scores everybody of one's age, on that of T-scores those of whom a table tells."""
    site = compared_site(sites)
    lower = None if site is None or site.percentile is None else of_100_lower(site.percentile)
    at_scan = None not in {age_at_scan_years, person.age_years} and age_at_scan_years != person.age_years
    if score is Score.Z_SCORE:
        return SameAge(mean=0.0, sd=1.0, lower=lower, age_years=age_at_scan_years, at_scan=at_scan, population=None)
    if beside is None:
        return None
    mean = beside.mean
    if site is None or site.site is not beside.site or site.t_score is None or site.z_score is None:
        lower = None
    else:
        mean = site.t_score - site.z_score * beside.sd
    return SameAge(
        mean=mean,
        sd=beside.sd,
        lower=lower,
        age_years=beside.age_years,
        at_scan=at_scan,
        population=beside.population,
    )
