"""The wish that an answer ends early: noted by the web process, looked at by the worker."""

import logging
from datetime import timedelta

from integrations.errors import IntegrationError
from integrations.store import Store

KIND = "stopped"
LASTS = timedelta(minutes=10)  # longer than any answer takes

log = logging.getLogger(__name__)


async def note_stop(store: Store, id: str) -> None:
    """Note at once that the answer to an intent shall end: all workers may be busy, its own too."""
    try:
        await store.note(KIND, id, {"stopped": True}, lasts=LASTS)
    except IntegrationError as error:
        log.warning("a Stop could not be noted: %s", error)


async def is_stopped(store: Store, id: str) -> bool:
    """Whether somebody wishes the answer to end; a store that does not answer says no."""
    try:
        return await store.recall(KIND, id) is not None
    except IntegrationError:
        return False
