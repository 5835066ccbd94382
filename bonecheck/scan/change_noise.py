"""The noise of a scan: the least significant change, of the centre where it printed one, else the published one of the site."""

from collections.abc import Iterable

from bonecheck.answers.dxa_report import ALL_VERTEBRAE, Lsc, SkeletalSite, Vertebra
from bonecheck.evidence.library import rows
from bonecheck.evidence.tables import FewerVertebrae, Precision


def printed_for(site: SkeletalSite, lsc: tuple[Lsc, ...]) -> Lsc | None:
    """What the centre printed for a site."""
    return next((each for each in lsc if each.site is site), None)


def is_percent(lsc: Lsc | None) -> bool:
    """Whether the centre printed its noise as a percentage alone, which says nothing without a bone density."""
    return lsc is not None and lsc.g_cm2 is None and lsc.percent is not None


def noise_of(
    site: SkeletalSite, vertebrae: Iterable[Vertebra] | None, bmd_g_cm2: float, lsc: Lsc | None
) -> tuple[float, float, bool]:
    """The least significant change [g/cm2], the least and the most that it may be, and whether the centre printed it.

    With three vertebrae or two it is larger, by how much hangs on how the centre measured it, which no report says.
    A percentage is of the higher of the two densities, so that a fall and the same rise are read alike.
    """
    noise, of_centre = precision_of(site).lsc_g_cm2, False
    if lsc is not None and lsc.g_cm2 is not None:
        noise, of_centre = lsc.g_cm2, True
    elif lsc is not None and lsc.percent is not None:
        noise, of_centre = lsc.percent / 100 * bmd_g_cm2, True
    levels = len(set(vertebrae or ALL_VERTEBRAE))
    fewer = next((row for row in rows(FewerVertebrae) if row.vertebrae == levels), None)
    return (noise, noise, of_centre) if fewer is None else (noise * fewer.least, noise * fewer.most, of_centre)


def precision_of(site: SkeletalSite) -> Precision:
    """The published noise of a site that has one."""
    return next(row for row in rows(Precision) if row.site == site)
