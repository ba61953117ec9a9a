"""How loud a channel wants its jobs, and what it does not want to hear for a while."""

from handlers.watch.hearing import Loudness
from integrations.store import Store

LOUDNESS = "loudness"  # a channel -> {"loudness": "threads"}


async def loudness_of(store: Store, channel: str) -> Loudness:
    """What was chosen for a channel; threads where nothing was."""
    kept = await store.get(LOUDNESS, channel)
    try:
        return Loudness(str((kept or {}).get("loudness", Loudness.THREADS)))
    except ValueError:  # a word of another release
        return Loudness.THREADS


async def choose_loudness(store: Store, channel: str, loudness: Loudness) -> None:
    """Keep how loud a channel wants its jobs."""
    await store.put(LOUDNESS, channel, {"loudness": loudness.value})
