"""One local run: the stand-ins, the store and the real processes, opened and closed together."""

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.domains import unfurl_domains
from bot.embedded import running
from bot.house import without_password
from bot.local.doors import Doors
from bot.local.family import Family, Say
from bot.local.jenkins import JOBS, Job, Standin
from bot.local.measuring import Measuring, measuring
from bot.local.serving import serving
from bot.local.surroundings import environment, there
from bot.local.workspace import DEFAULT_SEED, Workspace
from bot.manifest import manifest
from bot.settings import Settings
from handlers import ROUTES, SHORTCUTS
from handlers.kit import Routes

PAGE = Path(__file__).parent / "page"


@dataclass(frozen=True)
class Town:
    """What runs. `own_jenkins` is false where the environment named another Jenkins."""

    doors: Doors
    workspace: Workspace
    standin: Standin
    metrics: Measuring
    family: Family
    own_jenkins: bool


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
    given = there(env)
    doors = _with_secrets(doors, given)
    redis_url = given.get("REDIS_URL", "")
    async with contextlib.AsyncExitStack() as parts:
        Settings.read(environment(env, doors, redis_url, home))
        if redis_url:
            say("valkey", f"{without_password(redis_url)}, yours")
        else:
            redis_url = parts.enter_context(running(home / "data"))
            say("valkey", f"{redis_url}, append-only file on")
        settings = environment(env, doors, redis_url, home)
        workspace = _workspace(doors, unfurl_domains(Settings.read(settings)))
        standin = _standin(doors, home, jobs, doors.hook_url if hook else None)
        await parts.enter_async_context(serving(workspace.application(), doors.page))
        say("workspace", doors.page_url)
        own = settings["JENKINS_URL"] == doors.jenkins_url
        if own:
            await standin.lay_out()
            await parts.enter_async_context(serving(standin.application(), doors.jenkins))
            parts.push_async_callback(standin.stop)
        say("jenkins", f"{settings['JENKINS_URL']}, {'builds for real' if own else 'yours'}")
        metrics = await parts.enter_async_context(measuring(doors, standin, settings, say))
        family = Family(settings, home, say)
        parts.push_async_callback(family.end)
        yield Town(doors, workspace, standin, metrics, family, own)


def _with_secrets(doors: Doors, given: Mapping[str, str]) -> Doors:
    """The secrets of the shell in place of the run's own."""
    return replace(
        doors,
        hook_secret=given.get("JENKINS_HOOK_SECRET", doors.hook_secret),
        alert_secret=given.get("ALERTMANAGER_HOOK_SECRET", doors.alert_secret),
    )


def _workspace(doors: Doors, domains: tuple[str, ...]) -> Workspace:
    request_url = f"{doors.web_url}/slack/events"
    return Workspace(
        manifest(ROUTES, SHORTCUTS, request_url=request_url, domains=domains),
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


def silent(name: str, words: str) -> None:
    """Say nothing: for whoever opens a town without a terminal."""
