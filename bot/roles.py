"""The setting ROLES: who may do what, as TOML; every fault of it is one sentence. Pure.

A role has members and grants. A grant names actions, the objects they may be done to, the channels
where it holds, and the objects that ask for a second person:

    [release]
    members = ["U0ADALIND", "@S0RELEASE", "#C0DEPLOYS"]

    [[release.grants]]
    actions = ["build", "abort"]
    objects = ["deploy*"]
    channels = ["C0DEPLOYS"]
    second_person = ["deploy-production*"]

What no grant covers is refused.
"""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from handlers.kit import nearest
from handlers.kit.authority import ANY, EVERYBODY, Right

A_POLICY = (
    'TOML with a table for each role, such as [release] with members = ["U0ADALIND"] and'
    " [[release.grants]] with actions and objects"
)
NO_TOML = "it is no TOML: {why}"
NO_TABLE = "the role {role} is no table with members and grants"
BAD_NAME = "a role's name is a word of letters, digits, - and _, and {role} is none"
UNKNOWN_KEY = "{where} has the key {key}, and there are {keys}"
NO_LIST = "{name} of {where} is no list of words"
EMPTY = "{name} of {where} is empty, so nobody could ever use it"
NO_MEMBER = (
    "{member} of the role {role} is no id of Slack's: a user's (U…), a user group's (@S…), a"
    " channel's (#C…), or * for everybody"
)
NO_CHANNEL = "{channel} of {where} is no channel's id, such as C0DEPLOYS"
NO_GRANTS = "the role {role} has no grants"
NO_ACTION = "{where} has the action {action}, and there are {actions}"
DID_YOU_MEAN = "{where} has the action {action}: did you mean {near}?"
GRANT = "grant {number} of the role {role}"
NEVER = "{where} asks for a second person for {pattern}, which it does not cover"

ROLE_KEYS = ("members", "grants")
GRANT_KEYS = ("actions", "objects", "channels", "second_person")

_NAME = re.compile(r"[A-Za-z0-9_-]{1,60}")
_MEMBER = re.compile(r"[UW][A-Z0-9]{2,40}|@?S[A-Z0-9]{2,40}|#?[CG][A-Z0-9]{2,40}|\*")
_CHANNEL = re.compile(r"#?[CGD][A-Z0-9]{2,40}")


class RolesError(ValueError):
    """The policy is wrong; the text is a clause that says where and why."""


@dataclass(frozen=True)
class Grant:
    """What members may do: actions by name, to objects by glob, in channels (none: in all).

    Whoever uses it needs a second person where a pattern of `second_person` matches the object.
    """

    actions: tuple[str, ...]
    objects: tuple[str, ...]
    channels: tuple[str, ...] = ()
    second_person: tuple[str, ...] = ()

    def holds(self, action: str, channel: str) -> bool:
        """Whether it is about this action and holds in this channel."""
        named = ANY in self.actions or action in self.actions
        return named and (not self.channels or channel in self.channels)

    def covers(self, action: str, object: str, channel: str) -> bool:
        """Whether it lets do this, here."""
        return self.holds(action, channel) and matches(object, self.objects)


@dataclass(frozen=True)
class Role:
    """Members, as ids of users, user groups and channels or `*`, and what they may do."""

    name: str
    members: tuple[str, ...]
    grants: tuple[Grant, ...]


@dataclass(frozen=True)
class Roles:
    """The whole policy; without a role nobody may do anything that needs one."""

    roles: tuple[Role, ...] = ()

    @property
    def gatherings(self) -> tuple[str, ...]:
        """The user groups and channels that give roles, each once."""
        ids = (member for role in self.roles for member in role.members)
        return tuple(dict.fromkeys(id for id in ids if id[0] in "SCG"))

    def rights(self, user: str, gathered: Mapping[str, Collection[str]]) -> tuple[Right, ...]:
        """What a user may do, and by which membership: `gathered` says who is in which group."""
        found: list[Right] = []
        for role in self.roles:
            by = next((m for m in role.members if _is_in(user, m, gathered)), "")
            if by:
                found += [_right(role, by, grant) for grant in role.grants]
        return tuple(found)


NOBODY = Roles()


def _is_in(user: str, member: str, gathered: Mapping[str, Collection[str]]) -> bool:
    return member in (user, EVERYBODY) or user in gathered.get(member, ())


def _right(role: Role, by: str, grant: Grant) -> Right:
    return Right(role.name, by, grant.actions, grant.objects, grant.channels, grant.second_person)


def matches(object: str, patterns: Sequence[str]) -> bool:
    """Whether one of the globs matches; `*` also stands for /, and case does not count.

    Jenkins finds DEPLOY under the name deploy, so a pattern that told them apart could be passed by.
    """
    folded = object.casefold()
    return any(fnmatchcase(folded, pattern.casefold()) for pattern in patterns)


@dataclass(frozen=True)
class Verdict:
    """Whether an act is granted, by which role, and whether a second person must approve it."""

    granted: bool
    role: str = ""
    second: bool = False


def verdict(rights: Sequence[Right], action: str, object: str, channel: str) -> Verdict:
    """What these rights say of one act.

    Where one grant of several asks for a second person, one is needed: a wide grant beside it
    takes nothing away.
    """
    found = [
        right
        for right in rights
        if Grant(right.actions, right.objects, right.channels).covers(action, object, channel)
    ]
    if not found:
        return Verdict(False)
    asking = next((right for right in found if matches(object, right.second_person)), None)
    return Verdict(True, (asking or found[0]).role, asking is not None)


def anything(rights: Sequence[Right], action: str, channel: str) -> bool:
    """Whether the action may be done to some object at all, here."""
    return any(Grant(r.actions, r.objects, r.channels).holds(action, channel) for r in rights)


def read_roles(text: str, actions: Collection[str]) -> Roles:
    """The policy in a text; RolesError with its first fault. `actions` are those that there are."""
    if not text.strip():
        return NOBODY
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RolesError(NO_TOML.format(why=error)) from None
    return Roles(tuple(_role(name, body, actions) for name, body in data.items()))


def _role(name: str, body: object, actions: Collection[str]) -> Role:
    if not _NAME.fullmatch(name):
        raise RolesError(BAD_NAME.format(role=name))
    where = f"the role {name}"
    if not isinstance(body, dict):
        raise RolesError(NO_TABLE.format(role=name))
    _known(body, where, ROLE_KEYS)
    members = _words(body, "members", where)
    for member in members:
        if not _MEMBER.fullmatch(member):
            raise RolesError(NO_MEMBER.format(member=member, role=name))
    grants = body.get("grants")
    if not isinstance(grants, list) or not grants:
        raise RolesError(NO_GRANTS.format(role=name))
    made = tuple(
        _grant(each, GRANT.format(number=at, role=name), actions)
        for at, each in enumerate(grants, 1)
    )
    return Role(name, tuple(each.lstrip("@#") for each in members), made)


def _grant(body: object, where: str, actions: Collection[str]) -> Grant:
    if not isinstance(body, dict):
        raise RolesError(NO_LIST.format(name="actions", where=where))
    _known(body, where, GRANT_KEYS)
    named = tuple(each.rpartition(" ")[2] for each in _words(body, "actions", where))
    for action in named:
        if action not in (ANY, *actions):
            raise RolesError(_no_action(action, where, actions))
    channels = _words(body, "channels", where, optional=True)
    for channel in channels:
        if not _CHANNEL.fullmatch(channel):
            raise RolesError(NO_CHANNEL.format(channel=channel, where=where))
    objects = _words(body, "objects", where)
    second = _words(body, "second_person", where, optional=True)
    for pattern in second:
        if not _meets(pattern, objects):
            raise RolesError(NEVER.format(where=where, pattern=pattern))
    return Grant(named, objects, tuple(each.lstrip("#") for each in channels), second)


def _meets(pattern: str, objects: Sequence[str]) -> bool:
    """Whether some name fits both the pattern and one of the objects' patterns."""
    return any(_meet(pattern.casefold(), each.casefold()) for each in objects)


@cache
def _meet(one: str, other: str) -> bool:
    """Whether two globs have a name in common; a set such as [ab] is taken to stand for anything."""
    if "[" in one + other:
        return True
    if not one or not other:
        return not (one + other).strip("*")
    if one[0] == "*":
        return _meet(one[1:], other) or _meet(one, other[1:])
    if other[0] == "*":
        return _meet(other, one)
    return (one[0] == other[0] or "?" in (one[0], other[0])) and _meet(one[1:], other[1:])


def _no_action(action: str, where: str, actions: Collection[str]) -> str:
    near = nearest(action, sorted(actions), most=1)
    if near:
        return DID_YOU_MEAN.format(where=where, action=action, near=near[0])
    return NO_ACTION.format(where=where, action=action, actions=", ".join(sorted(actions)))


def _known(body: Mapping[str, Any], where: str, keys: Sequence[str]) -> None:
    strange = next((key for key in body if key not in keys), "")
    if strange:
        said = f"{', '.join(keys[:-1])} and {keys[-1]}"
        raise RolesError(UNKNOWN_KEY.format(where=where, key=strange, keys=said))


def _words(
    body: Mapping[str, Any], name: str, where: str, *, optional: bool = False
) -> tuple[str, ...]:
    found = body.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, str) and each for each in found):
        raise RolesError(NO_LIST.format(name=name, where=where))
    if not found and not optional:
        raise RolesError(EMPTY.format(name=name, where=where))
    return tuple(found)
