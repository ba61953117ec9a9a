"""Where each kind of string comes in, and what must not come of it."""

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote

from benchmarks.hostile import everywhere
from benchmarks.hostile.calls import Calls
from benchmarks.hostile.reader import styled
from benchmarks.hostile.repository import APP, branch
from benchmarks.hostile.rows import Words
from benchmarks.hostile.world import Shown, World
from bot.hooks.alertmanager import ALERTMANAGER
from bot.hooks.door import Delivery
from bot.hooks.github import GITHUB
from bot.intent import ReplyTo
from bot.redacted import redacted, redacted_form
from bot.slack.modal import view
from bot.slack.render import blocks, fallback
from integrations.errors import IntegrationError
from integrations.git import remote

PLAIN = blocks(everywhere.message("x"))
CANARY = Path("/tmp/pwn")
JOBS_ADDRESS = re.compile(
    r"/api/json|/queue/\S*|(?:/job/[^/]+)+(?:/\d+)?/(?:api/json|consoleText|logText/\S+|wfapi/\S+"
    r"|testReport/api/json|buildWithParameters|build|stop|artifact/\S*|execution/\S*)"
)
SHOW = "git show checkout {branch}"
LOOKED_AT = (
    "jenkins why checkout 512",
    "jenkins tests checkout 512",
    "jenkins list",
    "prom alerts",
    "prom silences",
    SHOW,
)


@dataclass(frozen=True)
class Entry:
    """One string in a world; `clean` is a harmless text and its name."""

    row: Words
    here: World
    calls: Calls
    clean: tuple[str, str]

    @property
    def text(self) -> str:
        """The string, as a word of a command."""
        return self.row.text

    def quoted(self) -> str:
        """The string in quotes, so that it stays one word where that is possible."""
        return f"'{self.row.text}'" if '"' in self.row.text else f'"{self.row.text}"'

    def surroundings(self) -> frozenset[str]:
        """The files that a program which was led astray would make."""
        folders = (Path.cwd(), self.here.folder, self.here.folder / "mirrors")
        found = {str(each) for folder in folders if folder.is_dir() for each in folder.iterdir()}
        own = {each for each in found if re.search(r"/mirrors(?:/[^/]*)?$|\.lock$|/story-", each)}
        return frozenset((found - own) | ({str(CANARY)} if CANARY.exists() else set()))

    async def ask_all(self, *words: str) -> list[str]:
        """Ask each in a clean world; what is wrong with what is shown."""
        wrong: list[str] = []
        for each in words:
            wrong += self.judged(await self.here.ask(each))
        return wrong

    def judged(self, shown: Shown) -> list[str]:
        """What one answer must not have."""
        wrong = list(shown.faults(self.here.reader))
        return [*wrong, "something in Pilothouse itself failed"] if shown.broken else wrong

    def did_nothing(self) -> list[str]:
        """That nobody was told to change anything."""
        return [f"changed {action}" for action in self.here.actions]


async def reference(entry: Entry) -> list[str]:
    """A revision, as a word of a command and at the integration itself."""
    await entry.here.lay(*entry.clean)
    word = entry.quoted()
    wrong = await entry.ask_all(
        f"git show checkout {word}",
        f"git log checkout ref:{word}",
        f"git compare checkout main {word}",
        f"git review checkout main..{entry.text}",
    )
    git = entry.here.systems.git
    with suppress(IntegrationError):
        await git.resolve("checkout", entry.text)
    with suppress(IntegrationError):
        await git.text("checkout", entry.text, APP)
    wrong += [f"git was given {each} as an option" for each in entry.calls.options(entry.text)]
    return wrong + entry.did_nothing()


async def repository(entry: Entry) -> list[str]:
    """The name of a repository."""
    await entry.here.lay(*entry.clean)
    word = entry.quoted()
    wrong = await entry.ask_all(
        f"git log {word}", f"git show {word} main", f"git review {word} main..main"
    )
    return wrong + entry.did_nothing()


async def git_url(entry: Entry) -> list[str]:
    """An address: of a configured repository, in a command, and in GitHub's news of a push."""
    wrong = []
    try:
        found = remote(entry.text)
    except ValueError:
        pass
    else:
        if found.scheme in ("ext", "fd") or found.host.startswith("-"):
            wrong.append(f"the setting takes it: {found.url}")
    await entry.here.lay(*entry.clean)
    wrong += await entry.ask_all(f"git log {entry.quoted()}", f"git show {entry.quoted()}")
    news = GITHUB.read(Delivery({"X-GitHub-Event": "push"}, _push(entry.text), ""))
    for event in news or ():
        wrong += entry.judged(await entry.here.hear(event))
    return wrong + entry.did_nothing()


def _push(url: str) -> bytes:
    return json.dumps(
        {
            "ref": "refs/heads/main",
            "before": "1" * 40,
            "after": "2" * 40,
            "repository": {"full_name": "checkout", "clone_url": url, "html_url": url},
            "commits": [],
        }
    ).encode()


async def job(entry: Entry) -> list[str]:
    """The name of a job, in every command that takes one."""
    await entry.here.lay(*entry.clean)
    entry.here.jenkins.asked.clear()
    word = entry.quoted()
    wrong = await entry.ask_all(
        f"jenkins status {word}",
        f"jenkins why {word}",
        f"jenkins log {word}",
        f"jenkins build {word} VERSION=1",
        f"jenkins abort {word} sure=yes",
    )
    wrong += [f"asked {path}" for path in _strange(entry.here.jenkins.asked)]
    return wrong + entry.did_nothing()


def _strange(asked: Iterable[str]) -> list[str]:
    """Addresses of Jenkins that are none of a job, or whose parts lead elsewhere."""
    found = []
    for line in asked:
        path = line.partition(" ")[2]
        parts = [unquote(part) for part in path.split("/")]
        if not JOBS_ADDRESS.fullmatch(path) or {".", ".."} & set(parts):
            found.append(line)
    return found


async def parameter(entry: Entry) -> list[str]:
    """A value of a build's parameter: by a form letter for letter, and as a typed word."""
    await entry.here.lay(*entry.clean)
    wrong = entry.judged(
        await entry.here.ask("jenkins build checkout", settings={"VERSION": entry.text})
    )
    for _, _, body in entry.here.actions:
        given = parse_qs(body, keep_blank_values=True, max_num_fields=10)
        if given.get("VERSION") != [entry.text]:
            wrong.append(f"Jenkins got {str(given)[:80]}")
    entry.here.jenkins.actions.clear()
    wrong += entry.judged(await entry.here.ask(f"jenkins build checkout VERSION={entry.quoted()}"))
    for _, path, _ in entry.here.actions:
        if path.partition("?")[0] != "/job/checkout/buildWithParameters":
            wrong.append(f"asked for {path}")
    return wrong


async def url(entry: Entry) -> list[str]:
    """An address that must not be called: in commands, in a question, and in an alert."""
    await entry.here.lay(entry.text, entry.row.id)
    word = entry.quoted()
    wrong = await entry.ask_all(
        f"prom q {word}", f"jenkins why {word}", f"git log {word}", "jenkins why checkout 512"
    )
    wrong += entry.judged(
        await entry.here.ask(f"what is at {entry.text}", free=True, thread=entry.here.thread)
    )
    for event in ALERTMANAGER.read(Delivery({}, _alert(entry.text), "")) or ():
        wrong += entry.judged(await entry.here.hear(event))
    return wrong + entry.did_nothing()


def _alert(address: str) -> bytes:
    alert = {
        "status": "firing",
        "labels": {"alertname": "HighErrors", "service": "checkout"},
        "annotations": {"summary": address},
        "startsAt": "2026-11-20T10:00:00Z",
        "endsAt": "0001-01-01T00:00:00Z",
        "fingerprint": "ab12",
        "generatorURL": address,
    }
    group = {"version": "4", "groupKey": address or "x", "groupLabels": {}, "alerts": [alert]}
    return json.dumps(group | {"externalURL": address}).encode()


async def query(entry: Entry) -> list[str]:
    """A PromQL expression."""
    await entry.here.lay(*entry.clean)
    wrong = await entry.ask_all(f"prom q {entry.quoted()}", f"prom q {entry.text}")
    return wrong + entry.did_nothing()


async def command(entry: Entry) -> list[str]:
    """What somebody types: as a command, and as a mention."""
    await entry.here.lay(*entry.clean)
    wrong = await entry.ask_all(entry.text, f"jenkins {entry.text}")
    mention = await entry.here.ask(entry.text, free=True, public=True, thread=entry.here.thread)
    return wrong + entry.judged(mention) + entry.did_nothing()


async def seen(entry: Entry) -> list[str]:
    """What people read: in every place of a message and a form, and in real answers."""
    text = entry.text.encode("utf-8", "replace").decode()
    wrong = _rendered(entry, text)
    await entry.here.lay(text, entry.row.id)
    name = branch(entry.row.id).removeprefix("refs/heads/")
    for words in LOOKED_AT:
        wrong += entry.judged(await entry.here.ask(words.format(branch=name)))
    return wrong + entry.did_nothing()


def _rendered(entry: Entry, text: str) -> list[str]:
    message = redacted(everywhere.message(text))
    made = blocks(message)
    form = view(redacted_form(everywhere.form(text)), ReplyTo())
    return [
        *entry.here.reader.faults(made, fallback(message)),
        *entry.here.reader.form(form),
        *(f"the style changes by {mark}" for mark in styled(made) - styled(PLAIN)),
    ]
