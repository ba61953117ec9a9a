"""Who and what is in the workspace when it opens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Role = Literal["admin", "member", "guest"]


@dataclass(frozen=True)
class Team:
    id: str
    name: str
    domain: str


@dataclass(frozen=True)
class Person:
    """Someone who can be chosen on the page; `role` guest is Slack's restricted account.

    `team` is the id of another workspace, whose people share a channel with this one; `locale` is
    the language in which they use Slack.
    """

    id: str
    name: str
    real_name: str
    role: Role = "member"
    color: str = "#5b6c8f"
    title: str = ""
    is_bot: bool = False
    team: str = ""
    locale: str = "en-US"


@dataclass(frozen=True)
class Channel:
    """A channel at start: `members` are people's ids; `with_bot` makes the bot one of them."""

    id: str
    name: str
    topic: str = ""
    members: tuple[str, ...] = ()
    with_bot: bool = False
    private: bool = False


@dataclass(frozen=True)
class Group:
    """A user group: people who can be meant together; `members` are people's ids."""

    id: str
    handle: str
    name: str
    members: tuple[str, ...] = ()
    disabled: bool = False


@dataclass(frozen=True)
class Seed:
    team: Team
    people: tuple[Person, ...]
    channels: tuple[Channel, ...] = field(default=())
    groups: tuple[Group, ...] = field(default=())


ADA = Person("U0ADALIND", "ada", "Ada Lindqvist", "admin", "#b4552d", "Release engineering")
LIN = Person("U0LINWEI0", "lin", "Lin Wei", "member", "#2f6f8f", "Backend", locale="zh-CN")
SAM = Person("U0SAMOKAF", "sam", "Sam Okafor", "member", "#5a7d3a", "On call this week")
NOOR = Person("U0NOORHAD", "noor", "Noor Haddad", "guest", "#8a4f7d", "Contractor")

_STAFF = (ADA.id, LIN.id, SAM.id)

DEFAULT_SEED = Seed(
    team=Team("T0HARBOUR", "Harbour", "harbour"),
    people=(ADA, LIN, SAM, NOOR),
    channels=(
        Channel("C0GENERAL", "general", "Announcements and ship news", (*_STAFF, NOOR.id)),
        Channel("C0BUILDS0", "builds", "What broke, and why", (*_STAFF, NOOR.id), with_bot=True),
        Channel("C0DEPLOYS", "deploys", "What went out, and when", _STAFF, with_bot=True),
        Channel("C0INCIDEN", "incidents", "All hands on deck", _STAFF),
    ),
    groups=(Group("S0RELEASE", "release", "Release managers", (ADA.id, SAM.id)),),
)
