"""One after the other: whoever wants a picture read draws a ticket; the queue holds tickets only, and no answer."""

import threading
import time
from collections.abc import Generator
from dataclasses import dataclass

STEP_SECONDS = 0.25
_GONE_AFTER = 70.0  # longer than any reading lasts: whoever did not ask for so long has left without a word


@dataclass(frozen=True, slots=True)
class Waiting:
    """Where somebody stands: 0 is being read now, n has n before it."""

    place: int


class _Ticket:
    """Nothing but when it was last asked for."""

    def __init__(self) -> None:
        self.asked = time.monotonic()


_lock = threading.Lock()
_tickets: list[_Ticket] = []


def turn() -> Generator[Waiting, None, None]:
    """Yields the place in the queue until it is the first, then 0 until it is closed, which gives the place up."""
    ticket = _Ticket()
    try:
        while True:
            place = _place_of(ticket)
            yield Waiting(place)
            if place:
                time.sleep(STEP_SECONDS)
    finally:
        with _lock:
            if ticket in _tickets:
                _tickets.remove(ticket)


def _place_of(ticket: _Ticket) -> int:
    with _lock:
        now = ticket.asked = time.monotonic()
        _tickets[:] = [each for each in _tickets if now - each.asked < _GONE_AFTER]
        if ticket not in _tickets:
            _tickets.append(ticket)
        return _tickets.index(ticket)
