"""The desk where deliveries leave: one attempt for clicks and commands, retries for events."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

from bot.local.workspace.delivery import (
    RETRY_AFTER_SECONDS,
    Delivery,
    Outcome,
    Timing,
    Transport,
)
from bot.local.workspace.ids import Ids
from bot.local.workspace.record import Entry, Record


class Desk:
    """Sends through the transport of the moment and writes every attempt down."""

    def __init__(
        self, transport: Callable[[], Transport], record: Record, ids: Ids, timing: Timing
    ) -> None:
        self._transport, self._record, self._ids, self._timing = transport, record, ids, timing
        self._running: set[asyncio.Task[None]] = set()

    async def ask(self, delivery: Delivery) -> Outcome:
        """One attempt; whoever acted is waiting for the answer."""
        return await self._attempt(delivery, 0, "")

    def announce(self, delivery: Delivery) -> None:
        """An event: sent now and, where it is not accepted, up to three times more."""
        self.spawn(self._deliver(delivery))

    def spawn(self, work: Coroutine[object, object, None]) -> None:
        """Runs something beside; `close` ends it."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def close(self) -> None:
        """Ends what is still running."""
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _deliver(self, delivery: Delivery) -> None:
        outcome = await self._attempt(delivery, 0, "")
        for attempt, pause in enumerate(RETRY_AFTER_SECONDS, start=1):
            if outcome.reason is None or not outcome.retry:
                return
            await self._timing.sleep(pause)
            outcome = await self._attempt(delivery, attempt, outcome.reason)

    async def _attempt(self, delivery: Delivery, attempt: int, reason: str) -> Outcome:
        transport, at = self._transport(), self._timing.clock()
        outcome = await transport.send(delivery, attempt, reason)
        is_event = delivery.kind == "events_api"
        self._record.add(
            Entry(
                id=self._ids.new("X"),
                at=at,
                kind=delivery.kind,
                summary=delivery.summary,
                transport=transport.name,
                status=outcome.status,
                ack_ms=None if outcome.ack_ms is None else round(outcome.ack_ms, 1),
                attempt=attempt,
                error=outcome.reason if is_event else outcome.error,
                request=delivery.payload,
                headers=outcome.headers,
                response=outcome.body,
            )
        )
        return outcome
