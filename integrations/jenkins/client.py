"""Ask Jenkins: the one class the rest of the house knows it by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from integrations.jenkins.values import (
    Build,
    Finished,
    Job,
    QueueItem,
    Stage,
    TestReport,
)


class Jenkins:
    """Jenkins at one address. Every method raises IntegrationError's kinds and nothing else."""

    def __init__(self, url: str, user: str = "", token: str = "", *, timeout: float = 8.0) -> None:
        self.base = url.rstrip("/")

    async def jobs(self) -> tuple[Job, ...]:
        """Every job, folders and multibranch projects flattened away."""
        raise NotImplementedError

    async def job(self, path: str) -> Job:
        raise NotImplementedError

    async def build(self, path: str, number: int | None = None) -> Build:
        raise NotImplementedError

    async def builds(self, path: str, limit: int = 20) -> tuple[Build, ...]:
        raise NotImplementedError

    async def stages(self, path: str, number: int) -> tuple[Stage, ...]:
        raise NotImplementedError

    async def tests(self, path: str, number: int) -> TestReport | None:
        raise NotImplementedError

    async def console(
        self, path: str, number: int, into: BinaryIO, *, limit: int = 256 << 20
    ) -> int:
        raise NotImplementedError

    async def tail(self, path: str, number: int, *, bytes: int = 64 << 10) -> bytes:
        raise NotImplementedError

    async def stage_log(self, path: str, number: int, stage_id: str) -> str:
        raise NotImplementedError

    async def trigger(self, path: str, parameters: Mapping[str, str]) -> int:
        raise NotImplementedError

    async def queued(self, item: int) -> QueueItem:
        raise NotImplementedError

    async def stop(self, path: str, number: int) -> None:
        raise NotImplementedError

    async def finished(self) -> tuple[Finished, ...]:
        raise NotImplementedError

    async def ping(self) -> str:
        raise NotImplementedError

    async def close(self) -> None:
        raise NotImplementedError
