"""Ask Prometheus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sample:
    """One series' value at one moment."""

    labels: Mapping[str, str]
    value: float
    when: datetime


class Prometheus:
    """Prometheus at one address. Every method raises IntegrationError's kinds and nothing else."""

    def __init__(self, url: str, timeout: float = 8.0) -> None:
        self.base = url.rstrip("/")
        self.timeout = timeout

    async def query(self, expr: str) -> tuple[Sample, ...]:
        """The instant value of every series that the expression selects, now."""
        raise NotImplementedError

    async def ping(self) -> str:
        """ "Prometheus 2.42.0"."""
        raise NotImplementedError

    async def close(self) -> None:
        """End the connections."""
