"""`pilothouse local`: the stand-ins and the real processes together, on this machine alone.

Local mode is other values, not other code: the three processes are started as in production, with
an environment that points at the stand-ins. A variable that is set beforehand wins, so that
`JENKINS_URL=… make run` asks the real Jenkins.
"""

import asyncio
import contextlib
import secrets
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.embedded import free_port, running
from bot.local.family import Family
from bot.local.jenkins import Standin
from bot.local.workspace import DEFAULT_SEED, Workspace
from bot.manifest import manifest
from bot.settings import Settings
from handlers import ROUTES, SHORTCUTS
from handlers.kit import Routes

PAGE = Path(__file__).parent / "page"
PORT = 8080  # the page's port where none is asked for
PORTS = 50  # ports that are tried after it
HOST = "127.0.0.1"

WELCOME = """
  Pilothouse runs on this machine, with nothing configured.

    Open   {page}
    Type   /jenkins why checkout     in any channel: a build that really failed
    Then   /jenkins build checkout branch=fix     and watch #builds turn green

  Ctrl-C ends everything.
"""
TAKEN = "port {port} is taken; choose another one with --port, or leave it out"
PART = "  {name:<10} {words}"
OPENING = ("jenkins subscribe checkout", "jenkins subscribe payments")  # typed by the first person


@dataclass(frozen=True)
class Doors:
    """The ports of one local run, and its secrets: new at each start."""

    page: int
    web: int
    jenkins: int
    bot_token: str
    signing_secret: str
    hook_secret: str
    jenkins_token: str

    @property
    def page_url(self) -> str:
        """Where the page and Slack's stand-in are."""
        return f"http://{HOST}:{self.page}"

    @property
    def jenkins_url(self) -> str:
        """Where Jenkins's stand-in is."""
        return f"http://{HOST}:{self.jenkins}"

    @property
    def hook_url(self) -> str:
        """Where Jenkins's stand-in sends its notices."""
        return f"http://{HOST}:{self.web}/hooks/jenkins/{self.hook_secret}"


def run(env: Mapping[str, str], *, port: int = 0) -> int:
    """Run until Ctrl-C or SIGTERM; nothing is left running, however this ends."""
    try:
        chosen = _page_port(port)
    except OSError:
        sys.stderr.write(f"pilothouse local: {TAKEN.format(port=port)}\n")
        return 2
    doors = Doors(
        page=chosen,
        web=free_port(),
        jenkins=free_port(),
        bot_token=f"xoxb-local-{secrets.token_hex(12)}",
        signing_secret=secrets.token_hex(16),
        hook_secret=secrets.token_hex(16),
        jenkins_token=secrets.token_hex(16),
    )
    with tempfile.TemporaryDirectory(
        prefix="pilothouse-local-", ignore_cleanup_errors=True
    ) as home:
        asyncio.run(_run(env, doors, Path(home)))
    return 0


def _page_port(asked: int) -> int:
    import socket  # noqa: PLC0415 - only here

    for port in [asked] if asked else range(PORT, PORT + PORTS):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise OSError(TAKEN.format(port=asked))


def environment(env: Mapping[str, str], doors: Doors, redis_url: str, home: Path) -> dict[str, str]:
    """The processes' environment: the stand-ins' addresses, and over them what was set before."""
    standins = {
        "SLACK_BOT_TOKEN": doors.bot_token,
        "SLACK_SIGNING_SECRET": doors.signing_secret,
        "SLACK_API_URL": f"{doors.page_url}/api/",
        "HOST": HOST,
        "PORT": str(doors.web),
        "REDIS_URL": redis_url,
        "PILOTHOUSE_DATA": str(home / "data"),
        "JENKINS_HOOK_SECRET": doors.hook_secret,
    }
    jenkins = {
        "JENKINS_URL": doors.jenkins_url,
        "JENKINS_USER": "pilot",
        "JENKINS_TOKEN": doors.jenkins_token,
    }
    given = {name: value for name, value in env.items() if value.strip()}
    # The SDK reads the proxy variables and ignores NO_PROXY, so they would lead loopback astray.
    proxies = {name: "" for name in env if name.lower() in ("http_proxy", "https_proxy")}
    own_jenkins = {} if "JENKINS_URL" in given else jenkins
    own_slack = {} if "SLACK_BOT_TOKEN" in given else proxies
    return {**standins, **own_jenkins, **given, **own_slack}


async def _run(env: Mapping[str, str], doors: Doors, home: Path) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(name, stop.set)
    async with contextlib.AsyncExitStack() as open_parts:
        redis_url = open_parts.enter_context(running(home / "data"))
        _say("valkey", f"{redis_url}, append-only file on")
        workspace, standin = _workspace(doors), _standin(doors, home)
        await open_parts.enter_async_context(_serving(workspace.application(), doors.page))
        _say("workspace", doors.page_url)
        settings = environment(env, doors, redis_url, home)
        Settings.read(settings)
        if settings["JENKINS_URL"] == doors.jenkins_url:
            await open_parts.enter_async_context(_serving(standin.application(), doors.jenkins))
            open_parts.push_async_callback(standin.stop)
            _say("jenkins", f"{doors.jenkins_url}, builds for real")
        else:
            _say("jenkins", f"yours, {settings['JENKINS_URL']}")
        family = Family(settings, home, _say)
        open_parts.push_async_callback(family.end)
        if await family.start(doors.web, stop):
            await _opening(workspace)
            if settings["JENKINS_URL"] == doors.jenkins_url:
                await standin.start()
            sys.stdout.write(WELCOME.format(page=doors.page_url) + "\n")
            sys.stdout.flush()
            await family.watch(stop)


def _workspace(doors: Doors) -> Workspace:
    request_url = f"http://{HOST}:{doors.web}/slack/events"
    return Workspace(
        manifest(ROUTES, SHORTCUTS, request_url=request_url),
        seed=DEFAULT_SEED,
        bot_token=doors.bot_token,
        app_token="",
        signing_secret=doors.signing_secret,
        request_url=request_url,
        page=PAGE,
        completions=completions(ROUTES),
    )


def _standin(doors: Doors, home: Path) -> Standin:
    return Standin(
        home / "jenkins",
        url=doors.jenkins_url,
        user="pilot",
        token=doors.jenkins_token,
        hook_url=doors.hook_url,
    )


def completions(routes: Routes) -> dict[str, list[tuple[str, str]]]:
    """What the page offers after a slash command: usage and help of every command of that root."""
    return {
        f"/{root}": [(f"{r.verb} {r.usage}".rstrip(), r.help) for r in routes.of(root)]
        for root in routes.roots()
    }


async def _opening(workspace: Workspace) -> None:
    """What one finds on the page: the first person has asked #builds to hear of two jobs."""
    people, channels = DEFAULT_SEED.people, DEFAULT_SEED.channels
    builds = next(channel for channel in channels if channel.name == "builds")
    for command in OPENING:
        await workspace.act(people[0].id, "slash", channel=builds.id, text=f"/{command}")


@contextlib.asynccontextmanager
async def _serving(application: web.Application, port: int) -> AsyncIterator[None]:
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, HOST, port, shutdown_timeout=1.0).start()
    try:
        yield
    finally:
        await runner.cleanup()


def _say(name: str, words: str) -> None:
    sys.stdout.write(PART.format(name=name, words=words) + "\n")
    sys.stdout.flush()
