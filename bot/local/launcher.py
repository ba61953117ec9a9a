"""`pilothouse local`: the stand-ins and the real processes together, on this machine alone.

Local mode is other values, not other code: the three processes are started as in production, with
an environment that points at the stand-ins. A system that is set beforehand wins as a whole, so
that `JENKINS_URL=… make run` asks the real Jenkins.
"""

import asyncio
import signal
import socket
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bot.local.doors import HOST, Doors
from bot.local.town import Town, opened
from bot.local.workspace import DEFAULT_SEED

PORT = 8080  # the page's port where none is asked for
PORTS = 50  # ports that are tried after it

WELCOME = """
  Pilothouse runs on this machine, with nothing configured.

    Open   {page}
    Type   /jenkins why checkout     in any channel: a build that really failed
    Then   /jenkins build checkout branch=fix     and watch its card in #builds turn green
{story}
  Ctrl-C ends everything.
"""
STORY = """
  The shop is measured, too: {prometheus}
    Type   /jenkins build deploy environment=production version=1.9.0 dry_run=false
           and press Build: a bad version goes out, and half a minute later an alert is in #deploys
    Then   /inc new "Checkout fails"     and deploy version=1.8.0 the same way to mend it
"""
TAKEN = "pilothouse local: port {port} is taken; choose another with --port, or leave it out.\n"
PART = "  {name:<10} {words}\n"

# Typed by the first person, so that one finds channels that hear of failures and of alerts.
OPENING = (
    ("builds", "jenkins subscribe checkout"),
    ("builds", "jenkins subscribe payments"),
    ("deploys", "prom subscribe"),
)


def run(env: Mapping[str, str], *, port: int = 0) -> int:
    """Run until Ctrl-C or SIGTERM; nothing is left running, however this ends."""
    page = _page_port(port)
    if page is None:
        sys.stderr.write(TAKEN.format(port=port or PORT))
        return 2
    with tempfile.TemporaryDirectory(prefix="pilothouse-", ignore_cleanup_errors=True) as home:
        return asyncio.run(_run(env, Doors.fresh(page), Path(home)))


def _page_port(asked: int) -> int | None:
    """The port that was asked for, or the first free one; None where there is none."""
    for port in [asked] if asked else range(PORT, PORT + PORTS):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    return None


async def _run(env: Mapping[str, str], doors: Doors, home: Path) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(name, stop.set)
    async with opened(env, doors, home, _say) as town:
        if not await town.family.start(doors.web, stop):
            return 0 if stop.is_set() else 1
        await _opening(town)
        played = town.own_jenkins and town.metrics.own
        story = STORY.format(prometheus=doors.prometheus_url) if played else ""
        sys.stdout.write(WELCOME.format(page=doors.page_url, story=story) + "\n")
        sys.stdout.flush()
        await town.family.watch(stop)
    return 0


async def _opening(town: Town) -> None:
    """What one finds on the page: channels that hear of two jobs and of alerts; builds begin."""
    systems = {"jenkins": town.own_jenkins, "prom": town.metrics.own}
    person = DEFAULT_SEED.people[0]
    channels = {channel.name: channel.id for channel in DEFAULT_SEED.channels}
    for channel, command in OPENING:
        if systems[command.partition(" ")[0]]:
            text = f"/{command}"
            await town.workspace.act(person.id, "slash", channel=channels[channel], text=text)
    if town.own_jenkins:
        await town.standin.start()


def _say(name: str, words: str) -> None:
    sys.stdout.write(PART.format(name=name, words=words))
    sys.stdout.flush()
