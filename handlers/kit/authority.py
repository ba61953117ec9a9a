"""What a handler may ask about who may do what: rights, approvals, the audit log, own accounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from handlers.kit.ask import Ask
from handlers.kit.reply import Reply

EVERYBODY = "*"  # as a member: every full member of the workspace
ANY = "*"  # as an action: every one that there is
AUDIT = "audit"  # the action of reading the audit log, which no command of its own changes


@dataclass(frozen=True)
class Right:
    """One grant that somebody holds.

    `by` is the member of the role that they are: their own id, a user group's, a channel's, or
    EVERYBODY. Without `channels` it holds in all of them.
    """

    role: str
    by: str
    actions: tuple[str, ...]
    objects: tuple[str, ...]
    channels: tuple[str, ...] = ()
    second_person: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How somebody stands: why they may change nothing, or what they may.

    `untold` are the groups and channels of which Slack did not say who is in them, `names` what
    people call those that rights name; without `policy` no roles are configured.
    """

    refused: str = ""
    rights: tuple[Right, ...] = ()
    untold: tuple[str, ...] = ()
    policy: bool = True
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Audited:
    """One record of the audit log.

    `object` is the job or the alert it was about, `second` the user id of who approved it, and
    `identity` as whom the other system was asked, empty for the bot's own account.
    """

    number: int
    when: datetime
    user: str
    action: str
    object: str
    channel: str
    decision: str
    outcome: str
    second: str = ""
    identity: str = ""


class Authority(Protocol):
    """Who may do what, as far as a handler may ask. Decisions themselves are made around it."""

    async def standing(self, user: str) -> Standing:
        """What somebody may do, and why."""

    async def decide(self, id: str, ask: Ask, *, approve: bool) -> Reply:
        """Approve or decline what somebody else asked for; the answer says what came of it."""

    async def overdue(self, news: str) -> Reply:
        """The cards of the requests that nobody decided in time, each for one piece of news.

        `news` is the key of the event that asks for them; for the same one they come again.
        """

    async def audited(self, ask: Ask, wanted: str) -> Sequence[Audited] | None:
        """The newest audit records that the asker may see, newest first; None where they may none.

        `wanted` is a user's id, a job, or empty for all.
        """
