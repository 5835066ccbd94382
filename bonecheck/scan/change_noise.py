"""The noise of a scan: the least significant change, of the centre where it printed one, else the published one of the site."""

from bonecheck.answers.dxa_report import ALL_VERTEBRAE, Lsc, SiteMeasurement, SkeletalSite
from bonecheck.evidence.library import rows
from bonecheck.evidence.tables import FewerVertebrae, Precision


def printed_for(site: SkeletalSite, lsc: tuple[Lsc, ...]) -> Lsc | None:
    """What the centre printed for a site."""
    return next((each for each in lsc if each.site is site), None)


def noise_of(measured: SiteMeasurement, bmd_g_cm2: float, lsc: Lsc | None) -> tuple[float, float, bool]:
    """The least significant change [g/cm2], the least and the most that it may be, and whether the centre printed it.

    With three vertebrae or two it is larger, by how much hangs on how the centre measured it, which no report says.
    A percentage is of the higher of the two densities, so that a fall and the same rise are read alike.
    """
    if lsc is not None and lsc.g_cm2 is None and lsc.percent is not None:
        noise = lsc.percent / 100 * bmd_g_cm2
    else:
        noise = published_or_printed(measured.site, lsc)
    of_centre = lsc is not None and (lsc.g_cm2 is not None or lsc.percent is not None)
    levels = len(set(measured.vertebrae or ALL_VERTEBRAE))
    fewer = next((row for row in rows(FewerVertebrae) if row.vertebrae == levels), None)
    return (noise, noise, of_centre) if fewer is None else (noise * fewer.least, noise * fewer.most, of_centre)


def published_or_printed(site: SkeletalSite, lsc: Lsc | None) -> float:
    """The noise of a site [g/cm2]: of the centre where it printed one in g/cm2, else the published one."""
    return precision_of(site).lsc_g_cm2 if lsc is None or lsc.g_cm2 is None else lsc.g_cm2


def precision_of(site: SkeletalSite) -> Precision:
    """The published noise of a site that has one."""
    return next(row for row in rows(Precision) if row.site == site)
