"""Everything that one emulated workspace is made of, in one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.local.workspace.delivery import Timing
from bot.local.workspace.desk import Desk
from bot.local.workspace.directory import Directory
from bot.local.workspace.faults import Trouble
from bot.local.workspace.files import Files
from bot.local.workspace.ids import Ids
from bot.local.workspace.live import Live
from bot.local.workspace.manifest import App
from bot.local.workspace.messages import Messages
from bot.local.workspace.presence import Presence
from bot.local.workspace.record import Record
from bot.local.workspace.response_urls import ResponseUrls
from bot.local.workspace.socket_delivery import SocketTransport
from bot.local.workspace.tiers import Rates
from bot.local.workspace.triggers import Triggers
from bot.local.workspace.views import Views

Completions = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Credentials:
    """What the app proves itself with, and what Slack signs with."""

    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str = "emulated-verification-token"


@dataclass
class Site:
    """The open parts. `url` is where the workspace itself is served, without a slash at its end."""

    app: App
    credentials: Credentials
    timing: Timing
    ids: Ids
    directory: Directory
    messages: Messages
    views: Views
    files: Files
    triggers: Triggers
    replies: ResponseUrls
    presence: Presence
    rates: Rates
    record: Record
    live: Live
    desk: Desk
    sockets: SocketTransport
    faults: Trouble
    completions: Completions = field(default_factory=dict)
    url: str = ""

    @property
    def team_id(self) -> str:
        """The workspace's id."""
        return self.directory.team.id

    def now(self) -> float:
        """Seconds since 1970, by the workspace's clock."""
        return self.timing.clock()
