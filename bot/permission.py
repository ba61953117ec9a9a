"""Who may do what: everybody of the workspace may look, guests may change nothing."""

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
OUTSIDER = "I answer people of my own workspace alone: what I know of builds, alerts and commits is theirs."
REMEMBERED = timedelta(minutes=5)


class Gatekeeper:
    """Asks Slack once in a while what somebody is, and decides by the command's permission."""

    def __init__(self, store: Store, lookup: Lookup) -> None:
        self._store = store
        self._lookup = lookup

    async def outsider(self, user: str) -> str:
        """Why nothing is told to somebody of another workspace; empty for everybody else.

        Whoever Slack says nothing of may look, as while Slack is slow.
        """
        return _outside(await self._person(user))

    async def refusal(self, ask: Ask, route: Route) -> str:
        """Why this person may not run this command; empty where they may."""
        person = await self._person(ask.user)
        outside = _outside(person)
        if outside or route.permission == "read":
            return outside
        if person is None:
            return SILENT.format(path=route.path)
        if person.get("deleted") or person.get("is_bot"):
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


def _outside(person: Mapping[str, Any] | None) -> str:
    return OUTSIDER if person and person.get("stranger") else ""


def is_stranger(found: Mapping[str, Any], us: Mapping[str, Any]) -> bool:
    """Whether a person of users.info is of neither our workspace nor our organisation (auth.test).

    Whoever shares a channel with us by Slack Connect can write to the bot like everybody there.
    """
    theirs = found.get("enterprise_user") or {}
    homes = {found.get("team_id"), theirs.get("enterprise_id"), *(theirs.get("teams") or ())}
    ours = {us.get("team_id"), us.get("enterprise_id")} - {None, ""}
    return not homes & ours
