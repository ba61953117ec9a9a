"""Which language somebody is spoken to in: their own choice, or the one in which they use Slack."""

from collections.abc import Sequence

from handlers.kit.message import ENGLISH
from handlers.kit.talk import Talk
from integrations.errors import IntegrationError
from integrations.store import Store

SHELF = "languages"  # a Slack id, of a person or a channel -> {"language": "zh"}
LANGUAGES = (ENGLISH, "zh")  # ISO 639


async def choose(store: Store, id: str, language: str) -> None:
    """Keep what language a person or a channel, by its Slack id, wants to read."""
    await store.put(SHELF, id, {"language": language})


async def of_person(store: Store, talk: Talk, user: str) -> str:
    """A person's language: what they chose, else what Slack shows them; English is what is left."""
    return await _chosen(store, user) or _spoken(await talk.language(user))


async def of_channel(store: Store, channel: str, otherwise: str = ENGLISH) -> str:
    """The language that was chosen for a channel, or `otherwise`."""
    return await _chosen(store, channel) or otherwise


async def of_all(store: Store, channels: Sequence[str]) -> str:
    """The language that several channels share; English where they read different ones."""
    found = {await of_channel(store, each) for each in channels}
    return found.pop() if len(found) == 1 else ENGLISH


async def _chosen(store: Store, id: str) -> str:
    """A choice, empty where there is none; nothing waits for it when the store does not answer."""
    try:
        kept = await store.get(SHELF, id)
    except IntegrationError:
        return ""
    return _spoken(str(kept.get("language", ""))) if kept else ""


def _spoken(language: str) -> str:
    return language if language in LANGUAGES else ENGLISH
