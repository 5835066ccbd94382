"""Who looks on, and what may be read to them: the one place that knows it for every page."""

from bonecheck.ui.session import answers, kept, place
from bonecheck.words import role


def shows_real_answers() -> bool:
    """Whether an audience may be looking at the answers of somebody real."""
    return place.presenting() and kept.open_sample_key() is None and answers.has_own_answers()


def reads_own() -> bool:
    """Whether the results of one's own answers may be read on this screen: to oneself by anybody, to an audience by a licensed
    clinician.
    """
    return place.role() == role.CLINICIAN if place.presenting() else not place.is_curtain_closed()


def is_unread() -> bool:
    """Whether one's own answers are open, and their results are not to be read."""
    return kept.open_sample_key() is None and not reads_own()


def is_behind_curtain() -> bool:
    """Whether one's own answers are open where presenting has ended, and nobody has asked for them since."""
    closed = place.is_curtain_closed() and not place.presenting()
    return closed and kept.open_sample_key() is None and answers.has_own_answers()
