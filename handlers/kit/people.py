"""Who of Slack stands behind an author's address, as people linked it themselves."""

from collections.abc import Mapping

from integrations.errors import IntegrationError
from integrations.store import Store

SHELF = "authors"  # address in lower case -> {"user": Slack user id}


async def author_of(store: Store, address: str) -> str:
    """The Slack user id behind a commit's address, empty where nobody linked it.

    Nothing waits for it: where the store does not answer, nobody is known.
    """
    try:
        known = await store.get(SHELF, address.casefold())
    except IntegrationError:
        return ""
    return str(known.get("user", "")) if known else ""


async def addresses_of(store: Store, user: str) -> tuple[str, ...]:
    """The addresses that a Slack user linked. Raises UnavailableError without the store."""
    known: Mapping[str, Mapping[str, str]] = await store.all(SHELF)
    return tuple(address for address, record in known.items() if record.get("user") == user)


async def link(store: Store, address: str, user: str) -> str:
    """Link an address to a Slack user; gives who has it now, which may be somebody else."""
    owner = await author_of(store, address)
    if owner or await store.swap(SHELF, address.casefold(), None, {"user": user}):
        return owner or user
    return await author_of(store, address)


async def unlink(store: Store, address: str) -> None:
    """Forget whose an address is."""
    await store.drop(SHELF, address.casefold())
