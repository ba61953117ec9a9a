"""`/ops connect` and `/ops disconnect`: say who you are elsewhere. One more system is one entry."""

from collections.abc import Awaitable, Callable

from handlers.kit import Arguments, Ask, Reply, Routes, UsageError, Use
from handlers.kit.grammar import did_you_mean
from handlers.kit.words import AND, Words, together
from handlers.ops import connect_git, connect_jenkins

UNKNOWN = Words("I can connect you with {systems}, and not with `{asked}`.")

Connect = Callable[[Ask, Arguments, Use], Awaitable[Reply]]

CONNECT: dict[str, Connect] = {"git": connect_git.connect, "jenkins": connect_jenkins.connect}
DISCONNECT: dict[str, Connect] = {
    "git": connect_git.disconnect,
    "jenkins": connect_jenkins.disconnect,
}

routes = Routes()


@routes.command(
    "ops connect",
    "SYSTEM [ADDRESS…] [user=NAME] [token=TOKEN]",
    example="ops connect git ada@example.com",
    permission="act",
)
async def connect(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Say who you are: by addresses in Git's commits, or in Jenkins by your own token.

    `/ops connect git` without an address shows those that are linked to you. `/ops connect
    jenkins` opens a form for your name there and an API token, which is kept encrypted; what you
    start or stop is then done in your name.
    """
    return await _way(CONNECT, words.text("SYSTEM"))(ask, words, use)


@routes.command(
    "ops disconnect", "SYSTEM [ADDRESS…]", example="ops disconnect git", permission="act"
)
async def disconnect(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Let go of addresses that are linked to you, without one of all; or of your Jenkins token."""
    return await _way(DISCONNECT, words.text("SYSTEM"))(ask, words, use)


def _way(ways: dict[str, Connect], asked: str) -> Connect:
    found = ways.get(asked.lower())
    if found:
        return found
    systems = together((f"`{name}`" for name in ways), AND)
    said = UNKNOWN.format(systems=systems, asked=asked)
    raise UsageError(said + did_you_mean(asked, list(ways)))
