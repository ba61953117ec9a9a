"""Who may do what: everybody of the team may look, guests may change nothing."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

from handlers.kit import Ask
from handlers.kit.route import Route
from integrations.store import Store

Lookup = Callable[[str], Awaitable[Mapping[str, Any] | None]]

GUEST = "`/{path}` changes something, and guests of this workspace may not do that."
SILENT = "Slack did not tell me who you are, so I did not run `/{path}`; please try again."
STRANGER = "`/{path}` changes something, and only people of this workspace may do that."
REMEMBERED = timedelta(minutes=5)


class Gatekeeper:
    """Asks Slack once in a while what somebody is, and decides by the command's permission."""

    def __init__(self, store: Store, lookup: Lookup) -> None:
        self._store = store
        self._lookup = lookup

    async def refusal(self, ask: Ask, route: Route) -> str:
        """Why this person may not run this command; empty where they may."""
        if route.permission == "read":
            return ""
        person = await self._person(ask.user)
        if person is None:
            return SILENT.format(path=route.path)
        if person.get("deleted") or person.get("is_bot") or person.get("stranger"):
            return STRANGER.format(path=route.path)
        if person.get("guest"):
            return GUEST.format(path=route.path)
        return ""

    async def _person(self, user: str) -> Mapping[str, Any] | None:
        known = await self._store.recall("person", user)
        if known is None:
            known = await self._lookup(user)
        if known is not None:
            await self._store.note("person", user, known, lasts=REMEMBERED)
        return known


def is_stranger(found: Mapping[str, Any], us: Mapping[str, Any]) -> bool:
    """Whether a person of users.info is of neither our workspace nor our organisation (auth.test).

    Whoever shares a channel with us by Slack Connect can write to the bot like everybody there.
    """
    theirs = found.get("enterprise_user") or {}
    homes = {found.get("team_id"), theirs.get("enterprise_id"), *(theirs.get("teams") or ())}
    ours = {us.get("team_id"), us.get("enterprise_id")} - {None, ""}
    return not homes & ours
