"""All that is known of an incident at one moment: what its summary and its retro are made of."""

import asyncio
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from handlers.citing import LETTERS, Evidence
from handlers.incident.causes import Cause, causes, start_of
from handlers.incident.chronology import Chronology, gather_chronology
from handlers.incident.failures import Failure, failures
from handlers.incident.lookup import thread_of
from handlers.incident.state import Incident
from handlers.kit import Said, Use, plain
from handlers.kit.words import Words
from handlers.timeline import Entry, Kind
from integrations.errors import IntegrationError

READS = Words("gathers builds, commits, alerts and notes")
GAP = Words("What was said could not be read: {error}")
NO_THREAD = Words("I have not met the incident's thread yet, so what was said there is missing.")
MOST_SAID = 60  # messages, the newest
NEAR = 0.5  # more weight for what came before the start
SAID_WEIGHT = 0.8

KINDS: dict[Kind, str] = {
    "build": "build",
    "failure": "build",
    "deploy": "build",
    "commit": "commit",
    "alert": "alert",
    "silence": "alert",
    "note": "message",
    "incident": "entry",
}
WEIGHTS: dict[Kind, float] = {
    "build": 0.5,
    "failure": 1.0,
    "deploy": 1.8,
    "commit": 0.9,
    "alert": 1.6,
    "silence": 0.9,
    "note": 1.3,
    "incident": 1.4,
}


@dataclass(frozen=True)
class Findings:
    """An incident's chronology, what people said meanwhile, why builds failed, what came before."""

    chronology: Chronology
    said: tuple[Said, ...]
    failures: tuple[Failure, ...]
    causes: tuple[Cause, ...]
    gaps: tuple[str, ...]

    @property
    def incident(self) -> Incident:
        """Whose it is."""
        return self.chronology.incident

    @property
    def private(self) -> bool:
        """Whether something in it is not for everybody."""
        return self.incident.private or any(entry.private for entry in self.entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What happened, in order."""
        return self.chronology.entries


async def gather_findings(
    use: Use, incident: Incident, now: datetime, *, channel: str, since: datetime | None = None
) -> Findings:
    """Everything, each part with its own gap. `channel` is where it will be read."""
    await use.live.status(READS)
    found, (said, gap) = await asyncio.gather(
        gather_chronology(use, incident, now, channel=channel, since=since),
        said_in(use, incident, since or incident.opened),
    )
    broken, more = await failures(use, found.entries)
    gaps = (*found.gaps, *([gap] if gap else []), *more)
    return Findings(found, said, broken, causes(incident, found.entries), gaps)


async def said_in(use: Use, incident: Incident, since: datetime) -> tuple[tuple[Said, ...], str]:
    """What people said where they work on it, and a sentence where that cannot be read."""
    try:
        if incident.room:
            told = await use.talk.channel(incident.room, since)
        else:
            thread = await thread_of(use, incident)
            if not thread:
                return (), NO_THREAD
            told = await use.talk.thread(incident.channel, thread)
    except IntegrationError as error:
        return (), GAP.format(error=error)
    apps = frozenset(each.name for each in told if each.bot and each.name)
    roots = use.routes.roots()
    people = [each for each in told if each.when >= since and is_talk(each, roots, apps)]
    return tuple(people[-MOST_SAID:]), ""


def is_talk(said: Said, roots: tuple[str, ...], apps: Collection[str] = ()) -> bool:
    """Whether a message is what people said to each other: no command, no question to an app."""
    if any(re.match(rf"\s*@{re.escape(app)}(?!\w)", said.text, re.IGNORECASE) for app in apps):
        return False
    words = [word.casefold() for word in said.text.split()[:2]]
    command = words[1:] if words and words[0].startswith("@") else words
    return not said.bot and bool(words) and not set(command[:1]) & set(roots)


def evidence(findings: Findings) -> tuple[Evidence, ...]:
    """What an answer about the incident may cite, in the order of time."""
    count: dict[str, int] = {}

    def id_of(kind: str) -> str:
        count[kind] = count.get(kind, 0) + 1
        return f"{LETTERS[kind]}{count[kind]}"  # type: ignore[index]  # its kinds are KINDS's

    start, _ = start_of(findings.incident, findings.entries)
    made = [_of_entry(each, id_of(KINDS[each.kind]), start) for each in findings.entries]
    made += [
        Evidence(
            id_of("log"),
            "log",
            each.text,
            each.entry.link,
            1.5,
            each.entry.when,
            f"{each.build} line {each.line}",
        )
        for each in findings.failures
    ]
    made += [
        Evidence(
            id_of("message"),
            "message",
            each.text,
            each.link,
            SAID_WEIGHT,
            each.when,
            f"{each.name} {each.when:%H:%M}",
        )
        for each in findings.said
    ]
    return tuple(sorted(made, key=lambda each: each.when or start))


def _of_entry(entry: Entry, id: str, start: datetime) -> Evidence:
    weight = WEIGHTS[entry.kind] + (NEAR if entry.when <= start else 0.0)
    label = f"{entry.kind} {entry.when:%H:%M}"
    kind = KINDS[entry.kind]
    return Evidence(id, kind, plain(entry.text), entry.link, weight, entry.when, label)  # type: ignore[arg-type]  # its kinds are KINDS's
