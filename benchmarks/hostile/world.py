"""A bot in this process over the wire: real clients, routes and renderer; systems that say what a
stranger wrote in every place where a stranger can write."""

import asyncio
import logging
import tempfile
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.hostile import repository, said
from benchmarks.hostile.obeying import Server
from benchmarks.hostile.reader import Reader, commands
from benchmarks.hostile.signing import SECRETS
from benchmarks.hostile.staff import Staff, hired
from benchmarks.hostile.standins import NOWHERE, TOKEN, Told, served, told
from bot.addressing import rows
from bot.deed import Marked
from bot.dispatch import answer
from bot.embedded import running
from bot.figures import MemoryTally
from bot.intent import Intent, ReplyTo
from bot.local import prometheus
from bot.local.workspace import DEFAULT_SEED, Seed, Workspace
from bot.manifest import manifest
from bot.naming import named
from bot.redacted import redacted_text
from bot.rights.acting import Authorized
from bot.slack.client import slack_client
from bot.slack.markdown import markdown
from bot.slack.talk import SlackTalk
from handlers import ROUTES, SHORTCUTS
from handlers.kit import Ask, Event, Message, Post, Preferences, Pulse, Reply, Text, Use
from handlers.kit.redaction import redact
from integrations import Integrations
from integrations.alertmanager import Alertmanager
from integrations.git import Git, Repository
from integrations.jenkins import Jenkins
from integrations.llm import Model
from integrations.prometheus import Prometheus
from integrations.store import Store
from integrations.vault import Vault

ADA, LIN, BUILDS = "U0ADALIND", "U0LINWEI0", "C0BUILDS0"
TEAM = f"https://{DEFAULT_SEED.team.domain}.slack.com/"  # where Slack's own links lead
LONGEST_NAME = 80  # characters of a display name
LONGEST_SAID = 4000  # characters of a message


@dataclass(frozen=True)
class Shown:
    """What people would get of one answer: the messages as Slack takes them, and the text streamed."""

    messages: tuple[tuple[Sequence[Mapping[str, Any]], str], ...]
    forms: tuple[Mapping[str, Any], ...]
    streamed: tuple[str, ...]
    broken: bool

    @property
    def commands(self) -> frozenset[str]:
        """What its buttons would run."""
        return frozenset(each for blocks, _ in self.messages for each in commands(blocks))

    def faults(self, reader: Reader) -> tuple[str, ...]:
        """What it must not have."""
        found = [fault for blocks, text in self.messages for fault in reader.faults(blocks, text)]
        found += [fault for form in self.forms for fault in reader.form(form)]
        found += [fault for text in self.streamed for fault in reader.markdown(text)]
        return tuple(dict.fromkeys(found))


@dataclass
class Heard:
    """A place where an answer grows: every line as Slack would get it."""

    lines: list[str] = field(default_factory=list)

    async def status(self, words: str) -> None:
        """Nothing is shown of it here."""

    async def write(self, text: Text) -> None:
        """Note a line."""
        self.lines.append(markdown(redacted_text(text)))

    async def stopped(self) -> bool:
        """Nobody presses Stop."""
        return False


@dataclass
class World:
    """A running world: `lay` says what strangers wrote, `ask` and `hear` give what the bot shows."""

    jenkins: Told
    alerts: Told
    model: Server
    systems: Integrations
    folder: Path
    shas: Mapping[str, str]
    bases: tuple[str, ...]
    scene: AsyncExitStack
    staff: Staff
    client: AsyncWebClient | None = None
    slack: str = ""
    thread: str = ""

    @property
    def scratch(self) -> Path:
        """Where handlers lay their files."""
        return self.folder / "scratch"

    @property
    def actions(self) -> list[tuple[str, str, str]]:
        """What Jenkins and Alertmanager were told to do."""
        return [*self.jenkins.actions, *self.alerts.actions]

    @property
    def reader(self) -> Reader:
        """A reader that knows our addresses, and the one who asks."""
        return Reader((*self.bases, self.slack, TEAM), (ADA,))

    async def lay(self, text: str, name: str) -> None:
        """Let every system say a text in each place where strangers write; `name` is its commit's.

        Slack is a new workspace each time: a colleague's name says it too, and no limit is near.
        """
        clean = text.encode("utf-8", "replace").decode()
        self.jenkins.answers.clear()
        self.jenkins.answers.update(said.jenkins(clean, self.shas[name]))
        self.alerts.answers.clear()
        self.alerts.answers.update(said.alertmanager(clean, self.alerts.url))
        self.scratch.mkdir(exist_ok=True)
        self.model.asked = 0
        self.jenkins.actions.clear()
        self.alerts.actions.clear()
        await self.scene.aclose()
        workspace = _workspace(" ".join(clean.split()))
        self.slack = await self.scene.enter_async_context(workspace.serving())
        self.client = await self.scene.enter_async_context(
            slack_client(TOKEN, f"{self.slack}/api/")
        )
        root = await self._client.chat_postMessage(channel=BUILDS, text="checkout #512 failed")
        self.thread = str(root["ts"])
        words = clean.strip()[:LONGEST_SAID] or "."
        await workspace.act(LIN, "post", channel=BUILDS, text=words, thread_ts=self.thread)

    async def ask(self, words: str, **more: Any) -> Shown:  # noqa: ANN401 - the fields of an Ask
        """What is shown of the answer to somebody's words."""
        what = Ask(words, ADA, BUILDS, **more)
        to = ReplyTo(BUILDS, what.thread, ADA, trigger_id="1.2.3", private=not what.free)
        return await self._shown(Intent(uuid.uuid4().hex, what, to))

    async def hear(self, event: Event) -> Shown:
        """What is shown of news."""
        return await self._shown(Intent(uuid.uuid4().hex, event))

    async def _shown(self, intent: Intent) -> Shown:
        heard = Heard()
        acting = self.staff.acting(self.systems, self._client)
        deed = await self.staff.deed(intent)
        reply = await answer(intent, self._use(heard, Authorized(acting, intent), deed), acting)
        reply = await named(SlackTalk(self._client), reply, private=intent.to.private)
        made = [row for _, row in rows(intent, reply)]
        contents = [row.get("content") or row["otherwise"]["content"] for row in made]
        return Shown(
            tuple((content["blocks"], content["text"]) for content in contents),
            tuple(row["view"] for row in made if row["kind"] == "form"),
            tuple(heard.lines),
            _is_broken(reply),
        )

    @property
    def _client(self) -> AsyncWebClient:
        """Slack's client of the scene that is laid."""
        assert self.client is not None
        return self.client

    def _use(self, live: Heard, authority: Authorized, deed: Marked) -> Use:
        return Use(
            systems=self.systems,
            routes=ROUTES,
            pulse=_pulse,
            scratch=self.scratch,
            talk=SlackTalk(self._client),
            live=live,
            preferences=Preferences(),
            tally=MemoryTally(),
            authority=authority,
            deed=deed,
            letters=self.staff.letters,
        )


def _is_broken(reply: Reply) -> bool:
    each = reply if isinstance(reply, tuple) else (reply,)
    messages = [one.message if isinstance(one, Post) else one for one in each]
    return any(
        isinstance(one, Message) and one.title.startswith("Something in") for one in messages
    )


async def _pulse() -> Pulse:
    return Pulse(waiting=0, undelivered=0, workers=1, oldest_seconds=0.0)


@asynccontextmanager
async def world(texts: Mapping[str, str]) -> AsyncIterator[World]:
    """A world in which each of the texts has a commit."""
    logging.getLogger("aiohttp.server").setLevel(
        logging.CRITICAL
    )  # stand-ins refuse as they should
    async with AsyncExitStack() as parts:
        home = Path(parts.enter_context(tempfile.TemporaryDirectory(prefix="pilothouse-hostile-")))
        url = parts.enter_context(running(home / "valkey"))
        shas = await asyncio.to_thread(repository.make, home / "checkout", texts)
        redis = await parts.enter_async_context(Redis.from_url(url))
        jenkins = await parts.enter_async_context(told({}))
        alerts = await parts.enter_async_context(told({}))
        server = Server()
        model = await parts.enter_async_context(served(server.application()))
        metrics = prometheus.Standin(url=NOWHERE)
        shop = await parts.enter_async_context(served(metrics.application()))
        known = Repository(
            "checkout", (home / "checkout").as_uri(), ("checkout*",), {"checkout": ("src/*",)}
        )
        store = Store(redis, "Valkey")
        systems = Integrations(
            store=store,
            vault=Vault(store, ""),
            git=Git((known,), home / "mirrors"),
            jenkins_or_none=Jenkins(jenkins.url, "ada", "token"),
            prometheus_or_none=Prometheus(shop),
            alertmanager_or_none=Alertmanager(alerts.url),
            model=Model(f"{model}/v1", "small", clean=redact),
        )
        parts.push_async_callback(systems.close)
        bases = (jenkins.url, alerts.url, shop, metrics.url)
        staff = await parts.enter_async_context(hired(url, redis))
        scene = await parts.enter_async_context(AsyncExitStack())
        yield World(jenkins, alerts, server, systems, home, shas, bases, scene, staff)


def _workspace(display: str) -> Workspace:
    people = tuple(
        replace(each, real_name=display[:LONGEST_NAME]) if display and each.id == LIN else each
        for each in DEFAULT_SEED.people
    )
    return Workspace(
        manifest(ROUTES, SHORTCUTS, request_url=NOWHERE),
        bot_token=TOKEN,
        app_token="",
        signing_secret=SECRETS["slack"],
        request_url=NOWHERE,
        seed=Seed(DEFAULT_SEED.team, people, DEFAULT_SEED.channels),
    )
