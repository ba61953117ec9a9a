"""What a handler may use besides what it was asked: passed in, never reached for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handlers.kit.authority import Authority
from handlers.kit.deed import Deed
from handlers.kit.letters import Letters
from handlers.kit.live import Live
from handlers.kit.preferences import Preferences
from handlers.kit.talk import Talk
from handlers.kit.tally import Tally
from integrations import Integrations

if TYPE_CHECKING:  # the table of routes names Use in its own types
    from handlers.kit.route import Routes


@dataclass(frozen=True)
class Pulse:
    """How the bot itself does: what waits, what could not be delivered, who works."""

    waiting: int
    undelivered: int
    workers: int
    oldest_seconds: float


@dataclass(frozen=True)
class Use:
    """Opened once for a piece of work and passed to every handler.

    `scratch` is a folder that is emptied after the answer was sent; `talk` is what was said in
    Slack; `live` is where the answer may grow while it is made; `tally` counts for the
    operator; `authority` knows who may do what; `deed` is what the ask changes in the world, over
    all its tries; `letters` are what could not be delivered.
    """

    systems: Integrations
    routes: "Routes"
    pulse: Callable[[], Awaitable[Pulse]]
    scratch: Path
    talk: Talk
    live: Live
    preferences: Preferences
    tally: Tally
    authority: Authority
    deed: Deed
    letters: Letters
