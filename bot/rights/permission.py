"""Who may do what: everybody of the workspace may look; what changes another system, roles grant."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Protocol

from bot.rights.membership import Gathered
from bot.roles import Roles, Verdict, anything, verdict
from handlers.kit import Ask
from handlers.kit.authority import Standing
from handlers.kit.route import Route
from handlers.kit.words import AND, Words, together
from integrations.store import Store

Lookup = Callable[[str], Awaitable[Mapping[str, Any] | None]]

GUEST = Words("`/{path}` changes something, and guests of this workspace may not do that.")
SILENT = Words("Slack did not tell me who you are, so I did not run `/{path}`; please try again.")
STRANGER = Words("`/{path}` changes something, and only people of this workspace may do that.")
OUTSIDER = Words(
    "I answer people of my own workspace alone: what I know of builds, alerts and commits is theirs."
)
NO_POLICY = Words(
    "`/{path}` changes another system, and no roles are configured, so nobody may. Whoever runs me "
    "grants it with the setting ROLES."
)
NOT_HERE = Words("None of your roles lets you {action} anything in this channel.")
NOT_THIS = Words("None of your roles lets you {action} {object} in this channel.")
NAMED, NAMELESS = "`{object}`", Words("alerts of more than one name at once")
SHOWS = Words(" `/ops whoami` shows what you may do, and why.")
UNTOLD = Words(
    " Slack did not tell me who is in {groups}, so roles by that did not count; try again."
)
REMEMBERED = timedelta(minutes=5)
FOR_EXAMPLE = "jenkins build"  # what is said to be refused to whoever may change nothing


class Groups(Protocol):
    """Who is in which user group or channel."""

    async def gathered(self, ids: Sequence[str]) -> tuple[Gathered, tuple[str, ...]]:
        """The users in each of these, and those of which nothing is known."""

    async def name(self, id: str) -> str:
        """What people call it."""


REFUSAL = Verdict(False)


@dataclass(frozen=True)
class Answer:
    """What was decided on one act: why not (empty: it is granted), by which role, by how many."""

    refused: str
    verdict: Verdict = REFUSAL


class Gatekeeper:
    """Asks Slack once in a while what somebody is, and decides by the roles.

    `lookup` tells who a user is, `groups` who is in a user group or a channel.
    """

    def __init__(self, store: Store, lookup: Lookup, roles: Roles, groups: Groups) -> None:
        self._store = store
        self._lookup = lookup
        self._roles = roles
        self._groups = groups

    async def outsider(self, user: str) -> str:
        """Why nothing is told to somebody of another workspace; empty for everybody else.

        Whoever Slack says nothing of may look, as while Slack is slow.
        """
        return _outside(await self._person(user))

    async def refusal(self, ask: Ask, route: Route) -> str:
        """Why this person may not run this command, whatever it is about; empty where they may."""
        person = await self._person(ask.user)
        outside = _outside(person)
        if outside or route.permission == "read":
            return outside
        refused = _unfit(person, route.path)
        if refused or route.changes is None:
            return refused
        standing = await self._standing(ask.user)
        if not standing.policy:
            return NO_POLICY.format(path=route.path)
        if anything(standing.rights, route.verb, ask.channel):
            return ""
        return _not_granted(NOT_HERE.format(action=route.verb), standing)

    async def decision(self, user: str, path: str, object: str, channel: str) -> Answer:
        """What is decided on one act: the command `path` done to `object`, asked for in a channel."""
        person = await self._person(user)
        refused = _outside(person) or _unfit(person, path)
        if refused:
            return Answer(refused)
        standing = await self._standing(user)
        if not standing.policy:
            return Answer(NO_POLICY.format(path=path))
        action = path.rpartition(" ")[2]
        found = verdict(standing.rights, action, object, channel)
        if found.granted:
            return Answer("", found)
        named = NAMED.format(object=object) if object else NAMELESS
        return Answer(_not_granted(NOT_THIS.format(action=action, object=named), standing))

    async def standing(self, user: str) -> Standing:
        """What somebody may do and why, or why they may change nothing."""
        person = await self._person(user)
        refused = _outside(person) or _unfit(person, FOR_EXAMPLE)
        if refused:
            return Standing(refused)
        found = await self._standing(user)
        ids = {id for right in found.rights for id in (right.by, *right.channels)}
        names = {id: await self._groups.name(id) for id in sorted(ids) if id[0] in "SCG"}
        return replace(found, names=names)

    async def _standing(self, user: str) -> Standing:
        if not self._roles.roles:
            return Standing(policy=False)
        gathered, untold = await self._groups.gathered(self._roles.gatherings)
        return Standing(rights=self._roles.rights(user, gathered), untold=untold)

    async def _person(self, user: str) -> Mapping[str, Any] | None:
        known = await self._store.recall("person", user)
        if known is not None:
            return known
        told = await self._lookup(user)
        if told is not None:
            await self._store.note("person", user, told, lasts=REMEMBERED)
        return told


def _outside(person: Mapping[str, Any] | None) -> str:
    return OUTSIDER if person and person.get("stranger") else ""


def _unfit(person: Mapping[str, Any] | None, path: str) -> str:
    """Why somebody may change nothing at all, whatever their roles are; empty where they may."""
    if person is None:
        return SILENT.format(path=path)
    if person.get("deleted") or person.get("is_bot"):
        return STRANGER.format(path=path)
    return GUEST.format(path=path) if person.get("guest") else ""


def _not_granted(why: str, standing: Standing) -> str:
    groups = together(standing.untold, AND)
    return why + SHOWS + (UNTOLD.format(groups=groups) if groups else "")


def is_stranger(found: Mapping[str, Any], us: Mapping[str, Any]) -> bool:
    """Whether a person of users.info is of neither our workspace nor our organisation (auth.test).

    Whoever shares a channel with us by Slack Connect can write to the bot like everybody there.
    """
    theirs = found.get("enterprise_user") or {}
    homes = {found.get("team_id"), theirs.get("enterprise_id"), *(theirs.get("teams") or ())}
    ours = {us.get("team_id"), us.get("enterprise_id")} - {None, ""}
    return not homes & ours
