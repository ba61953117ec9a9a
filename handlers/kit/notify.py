"""Who wants a direct message when a build with their commits fails: nobody, until they say so."""

from integrations.store import Store

SHELF = "notified"  # a Slack user id -> {"on": true}


async def notify(store: Store, user: str) -> None:
    """Note that somebody wants it."""
    await store.put(SHELF, user, {"on": True})


async def leave_alone(store: Store, user: str) -> None:
    """Note that somebody wants it no more."""
    await store.drop(SHELF, user)


async def notified(store: Store) -> frozenset[str]:
    """The Slack users who want it."""
    return frozenset(user for user, record in (await store.all(SHELF)).items() if record.get("on"))
