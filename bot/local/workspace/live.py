"""What the page is told the moment it happens, to each person what they may see."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from bot.local.workspace.wire import Json

_BEHIND = 1_000  # a page that is this many pushes behind is cut off: it asks anew when it is back


class Live:
    """The pages that listen, each with its own queue; None in a queue ends it."""

    def __init__(self) -> None:
        self._queues: dict[asyncio.Queue[Json | None], str] = {}

    @contextmanager
    def listening(self, user: str) -> Iterator[asyncio.Queue[Json | None]]:
        """A queue of everything told to that user from now on."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._queues[queue] = user
        try:
            yield queue
        finally:
            self._queues.pop(queue, None)

    def tell(self, users: Iterable[str] | None, event: Json) -> None:
        """Pushes the event to these users' pages, or to every page."""
        wanted = None if users is None else set(users)
        for queue, user in list(self._queues.items()):
            if wanted is not None and user not in wanted:
                continue
            if queue.qsize() >= _BEHIND:
                self._queues.pop(queue)
                queue.put_nowait(None)
            else:
                queue.put_nowait(event)

    def close(self) -> None:
        """Ends every page's queue."""
        for queue in list(self._queues):
            queue.put_nowait(None)
