"""One local run: the stand-ins, the store and the real processes, opened and closed together."""

import contextlib
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from aiohttp import web

from bot.embedded import free_port, running
from bot.house import without_password
from bot.local.family import Family, Say
from bot.local.jenkins import JOBS, Job, Standin
from bot.local.workspace import DEFAULT_SEED, Workspace
from bot.manifest import manifest
from bot.settings import Settings
from handlers import ROUTES, SHORTCUTS
from handlers.kit import Routes

HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"


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

    @classmethod
    def fresh(cls, page: int) -> "Doors":
        """Free ports and new secrets; the page's port is chosen by whoever starts."""
        return cls(
            page=page,
            web=free_port(),
            jenkins=free_port(),
            bot_token=f"xoxb-local-{secrets.token_hex(12)}",
            signing_secret=secrets.token_hex(16),
            hook_secret=secrets.token_hex(16),
            jenkins_token=secrets.token_hex(16),
        )

    @property
    def page_url(self) -> str:
        """Where the page and Slack's stand-in are."""
        return f"http://{HOST}:{self.page}"

    @property
    def web_url(self) -> str:
        """Where the bot's web process is."""
        return f"http://{HOST}:{self.web}"

    @property
    def jenkins_url(self) -> str:
        """Where Jenkins's stand-in is."""
        return f"http://{HOST}:{self.jenkins}"

    @property
    def hook_url(self) -> str:
        """Where Jenkins's stand-in sends its notices."""
        return f"{self.web_url}/hooks/jenkins/{self.hook_secret}"


@dataclass(frozen=True)
class Town:
    """What runs. `own_jenkins` is false where the environment named another Jenkins."""

    doors: Doors
    workspace: Workspace
    standin: Standin
    family: Family
    own_jenkins: bool


def environment(env: Mapping[str, str], doors: Doors, redis_url: str, home: Path) -> dict[str, str]:
    """The processes' environment: what was set before, and the stand-ins' addresses in it.

    Slack's variables win together, where there is a bot token of one's own, and Jenkins's where
    there is an address: half of one's own and half of a stand-in's fits nobody. Where the web
    process listens is never taken over: shells export HOST and PORT for reasons of their own.
    """
    given = _set(env)
    ours = {
        "HOST": HOST,
        "PORT": str(doors.web),
        "PILOTHOUSE_DATA": str(home / "data"),
        "REDIS_URL": redis_url,
        "JENKINS_HOOK_SECRET": doors.hook_secret,
    }
    slack = {
        "SLACK_BOT_TOKEN": doors.bot_token,
        "SLACK_SIGNING_SECRET": doors.signing_secret,
        "SLACK_APP_TOKEN": "",
        "SLACK_API_URL": f"{doors.page_url}/api/",
    }
    jenkins = {
        "JENKINS_URL": doors.jenkins_url,
        "JENKINS_USER": "pilot",
        "JENKINS_TOKEN": doors.jenkins_token,
    }
    if "SLACK_BOT_TOKEN" in given:
        slack = {name: given.get(name, "") for name in slack}
    else:
        # The SDK reads the proxy variables and ignores NO_PROXY: they would lead loopback astray.
        slack |= {name: "" for name in env if name.lower() in ("http_proxy", "https_proxy")}
    if "JENKINS_URL" in given:
        jenkins = {name: given.get(name, "") for name in jenkins}
    return {"JENKINS_POLL_SECONDS": "5", **given, **slack, **jenkins, **ours}


def _set(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if value.strip()}


@contextlib.asynccontextmanager
async def opened(
    env: Mapping[str, str],
    doors: Doors,
    home: Path,
    say: Say,
    jobs: tuple[Job, ...] = JOBS,
    *,
    hook: bool = True,
) -> AsyncIterator[Town]:
    """Everything but the processes, which the caller starts; at the end all of it is gone.

    Without `hook` Jenkins's stand-in sends no notices. Raises SettingsError where the environment
    holds a wrong value.
    """
    given = _set(env)
    doors = replace(doors, hook_secret=given.get("JENKINS_HOOK_SECRET", doors.hook_secret))
    redis_url = given.get("REDIS_URL", "")
    async with contextlib.AsyncExitStack() as parts:
        Settings.read(environment(env, doors, redis_url, home))
        if redis_url:
            say("valkey", f"{without_password(redis_url)}, yours")
        else:
            redis_url = parts.enter_context(running(home / "data"))
            say("valkey", f"{redis_url}, append-only file on")
        settings = environment(env, doors, redis_url, home)
        workspace = _workspace(doors)
        standin = _standin(doors, home, jobs, doors.hook_url if hook else None)
        await parts.enter_async_context(_serving(workspace.application(), doors.page))
        say("workspace", doors.page_url)
        own = settings["JENKINS_URL"] == doors.jenkins_url
        if own:
            await parts.enter_async_context(_serving(standin.application(), doors.jenkins))
            parts.push_async_callback(standin.stop)
        say("jenkins", f"{settings['JENKINS_URL']}, {'builds for real' if own else 'yours'}")
        family = Family(settings, home, say)
        parts.push_async_callback(family.end)
        yield Town(doors, workspace, standin, family, own)


def _workspace(doors: Doors) -> Workspace:
    request_url = f"{doors.web_url}/slack/events"
    return Workspace(
        manifest(ROUTES, SHORTCUTS, request_url=request_url),
        seed=DEFAULT_SEED,
        bot_token=doors.bot_token,
        app_token="",
        signing_secret=doors.signing_secret,
        request_url=request_url,
        page=PAGE,
        completions=completions(ROUTES),
        url=doors.page_url,
    )


def _standin(doors: Doors, home: Path, jobs: tuple[Job, ...], hook_url: str | None) -> Standin:
    return Standin(
        home / "jenkins",
        url=doors.jenkins_url,
        user="pilot",
        token=doors.jenkins_token,
        hook_url=hook_url,
        jobs=jobs,
    )


def completions(routes: Routes) -> dict[str, list[tuple[str, str]]]:
    """What the page offers after a slash command: usage and help of every command of that root."""
    return {
        f"/{root}": [(f"{r.verb} {r.usage}".rstrip(), r.help) for r in routes.of(root)]
        for root in routes.roots()
    }


@contextlib.asynccontextmanager
async def _serving(application: web.Application, port: int) -> AsyncIterator[None]:
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, HOST, port).start()
    try:
        yield
    finally:
        await runner.cleanup()


def silent(name: str, words: str) -> None:
    """Say nothing: for whoever opens a town without a terminal."""
