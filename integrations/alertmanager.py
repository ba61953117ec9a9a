"""Ask Alertmanager."""

from __future__ import annotations


class Alertmanager:
    """Alertmanager at one address. Every method raises IntegrationError's kinds only."""

    def __init__(self, url: str, timeout: float = 8.0) -> None:
        self.base = url.rstrip("/")
        self.timeout = timeout

    async def ping(self) -> str:
        """ "Alertmanager 0.25.0"."""
        raise NotImplementedError

    async def close(self) -> None:
        """End the connections."""
