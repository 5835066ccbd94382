"""How often something is measured: as often as is wanted, or as often as fits into its time on a slow machine."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

FEWEST, BUDGET_S = 3, 10.0


@dataclass
class Repeats:
    """The numbers of the repeats. `made` says afterwards how many there were."""

    wanted: int
    budget_s: float = BUDGET_S
    made: int = 0

    def __iter__(self) -> Iterator[int]:
        """Ends early when the time is over, but never before the fewest."""
        ends = time.monotonic() + self.budget_s
        while self.made < self.wanted and (self.made < FEWEST or time.monotonic() < ends):
            yield self.made
            self.made += 1
