"""What comes in: questions, direct messages, alerts, their ends, broken builds. Bodies and marks."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from urllib.parse import urlencode

from benchmarks.chaos.page import reply_to
from benchmarks.chaos.places import CHANNELS, PEOPLE, SEED, Secrets, place
from bot.local.workspace import Workspace, events
from bot.local.workspace.directory import BOT_USER
from bot.local.workspace.http_delivery import sign

MENTION, DIRECT, ALERT, RESOLVED, BUILD = "mention", "direct", "alert", "resolved", "build"
STRUCK = "struck"  # a build that lost its agent, as others did
SHARES = ((MENTION, 45), (DIRECT, 10), (ALERT, 35), (BUILD, 8), (STRUCK, 2))  # of 100
AGENT = 6  # builds that lose one agent
ENDS = 4  # one alert in so many is told to be over as well
WORDS = "jenkins subscriptions"
OVER = "🟢"  # what the card of an alert that ended shows
JSON = "application/json"


@dataclass(frozen=True)
class Inbound:
    """One thing to deliver: its kind, the mark of the message that it must make, how it is sent.

    `headers` are made anew for each attempt, since Slack signs the time of each. `shows` is what
    that message must hold in the end, `perhaps` are marks of messages that may be there as well.
    """

    kind: str
    mark: str
    path: str
    body: bytes
    headers: Callable[[], dict[str, str]]
    shows: frozenset[str] = frozenset()
    perhaps: tuple[str, ...] = ()


class Making:
    """Makes inbound things, and lays the messages that people said on the page."""

    def __init__(self, workspace: Workspace, secrets: Secrets, random: Random) -> None:
        self._workspace = workspace
        self._secrets = secrets
        self._random = random
        self._number = 0

    def some(self, count: int) -> Iterator[tuple[Inbound, ...]]:
        """So many things, in a random mixture; those of one tuple come one after the other."""
        kinds = [kind for kind, share in SHARES for _ in range(share)]
        while self._number < count:
            kind = self._random.choice(kinds)
            self._number += 1
            made = self.one(kind, self._number)
            if kind == ALERT and self._number < count and not self._random.randrange(ENDS):
                yield self.alert_and_end(self._number)
                self._number += 1
            elif kind == STRUCK:
                yield self.lost_agent(self._number)
                self._number += AGENT - 1
            else:
                yield (made,)

    def one(self, kind: str, number: int) -> Inbound:
        """One thing of a kind."""
        if kind == ALERT:
            return self._alert(number, over=False)
        if kind == BUILD:
            return self._build(number)
        return self._said(kind, number)

    def alert_and_end(self, number: int) -> tuple[Inbound, Inbound]:
        """An alert, and that it is over: two things that make one message."""
        return self._alert(number, over=False), self._alert(number, over=True)

    def lost_agent(self, number: int) -> tuple[Inbound, ...]:
        """Builds that fail within some seconds since their agent is gone: one message names all."""
        return tuple(self._struck(number, which) for which in range(1, AGENT + 1))

    def _said(self, kind: str, number: int) -> Inbound:
        site = self._workspace.site
        person = self._random.choice(PEOPLE).id
        channel = SEED.channels[number % CHANNELS].id
        text = f"<@{BOT_USER}> {WORDS}" if kind == MENTION else WORDS
        where = site.directory.conversations[channel]
        if kind == DIRECT:
            where = site.directory.direct(person)
        said = {"type": "message", "user": person, "text": text, "ts": site.ids.ts()}
        site.messages.add(where.id, said)
        event = (events.app_mention if kind == MENTION else events.message)(said, where)
        whole = events.envelope(
            event,
            team=SEED.team.id,
            app=site.app.id,
            token="",
            event_id=f"Ev{number:08}",
            at=time.time(),
        )
        return self._of_slack(kind, f"{where.id}/{said['ts']}", json.dumps(whole).encode(), JSON)

    def _of_slack(self, kind: str, mark: str, body: bytes, content_type: str) -> Inbound:
        def headers() -> dict[str, str]:
            stamp = str(int(time.time()))
            return {
                "Content-Type": content_type,
                "X-Slack-Request-Timestamp": stamp,
                "X-Slack-Signature": sign(self._secrets.signing, stamp, body),
            }

        return Inbound(kind, mark, "/slack/events", body, headers)

    def command(self, text: str, number: int) -> Inbound:
        """A slash command, answered to one person alone."""
        root, _, rest = text.partition(" ")
        fields = {
            "command": f"/{root}",
            "text": rest,
            "user_id": PEOPLE[0].id,
            "channel_id": SEED.channels[number % CHANNELS].id,
            "team_id": SEED.team.id,
            "trigger_id": f"{number}.chaos",
            "response_url": "",
        }
        kind = "application/x-www-form-urlencoded"
        return self._of_slack("command", "", urlencode(fields).encode(), kind)

    def _alert(self, number: int, *, over: bool) -> Inbound:
        name = f"Chaos{number:06}"
        labels = {"alertname": name, "place": place(number % CHANNELS), "severity": "page"}
        began = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=number)
        ended = began + timedelta(minutes=5) if over else datetime(1, 1, 1, tzinfo=UTC)
        alert = {
            "status": "resolved" if over else "firing",
            "labels": labels,
            "annotations": {"summary": "a storm"},
            "startsAt": began.isoformat(),
            "endsAt": ended.isoformat(),
            "generatorURL": "",
            "fingerprint": f"{number:016x}",
        }
        payload = {
            "version": "4",
            "groupKey": f'{{}}:{{alertname="{name}"}}',
            "status": alert["status"],
            "receiver": "pilothouse",
            "groupLabels": {"alertname": name},
            "commonLabels": labels,
            "commonAnnotations": {},
            "externalURL": "",
            "alerts": [alert],
            "truncatedAlerts": 0,
        }
        path = f"/hooks/alertmanager/{self._secrets.alertmanager}"
        made = _of_hook(RESOLVED if over else ALERT, name, path, payload)
        if not over:
            return made
        # The thread says that it is over as well, unless the card began so.
        return replace(made, shows=frozenset({OVER}), perhaps=(reply_to(made.mark),))

    def _struck(self, number: int, which: int) -> Inbound:
        """One of those builds; whoever is heard late may have had a card of its own before."""
        agent = f"lost-{number:06}"
        job = f"{place(number % CHANNELS)}-{agent}-{which}"
        alone = self._failed(STRUCK, job)
        return replace(
            alone, mark=agent, shows=frozenset({f"{job} #1"}), perhaps=(job, reply_to(job))
        )

    def _build(self, number: int) -> Inbound:
        return self._failed(BUILD, f"{place(number % CHANNELS)}-job-{number:06}")

    def _failed(self, kind: str, job: str) -> Inbound:
        payload = {
            "name": job,
            "url": f"job/{job}/",
            "build": {"number": 1, "phase": "FINALIZED", "status": "FAILURE"},
        }
        return _of_hook(kind, job, f"/hooks/jenkins/{self._secrets.jenkins}", payload)


def _of_hook(kind: str, mark: str, path: str, payload: dict[str, Any]) -> Inbound:
    return Inbound(kind, mark, path, json.dumps(payload).encode(), lambda: {"Content-Type": JSON})
