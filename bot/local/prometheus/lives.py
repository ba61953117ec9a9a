"""Which version of a service ran when: deploys, and the restarts that they are.

All times here are in seconds since the epoch.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

ROLLING = 3.0  # seconds from one instance's restart to the next one's


@dataclass(frozen=True)
class Deployment:
    """A version that went to production; a `bad` one makes the service fail."""

    when: float
    service: str
    version: str
    bad: bool = False


@dataclass(frozen=True)
class Life:
    """An instance from one restart to the next."""

    start: float
    version: str
    bad: bool


class Lives:
    """One instance's lives, `behind` seconds after the deploys that begin them."""

    def __init__(self, deployments: Sequence[Deployment], behind: float) -> None:
        ordered = sorted(deployments, key=lambda each: each.when)
        self._all = [Life(each.when + behind, each.version, each.bad) for each in ordered]
        self._starts = [life.start for life in self._all]

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions that ever ran, each once."""
        return tuple(dict.fromkeys(life.version for life in self._all))

    def at(self, when: float) -> Life:
        """The life at a moment; before the first one it is the first one."""
        return self._all[max(0, bisect_right(self._starts, when) - 1)]

    def until(self, when: float) -> Sequence[tuple[Life, float]]:
        """The lives that had begun by a moment, each with its end, or that moment."""
        begun = [life for life in self._all if life.start < when]
        ends = [*(life.start for life in begun[1:]), when]
        return list(zip(begun, ends, strict=True))
