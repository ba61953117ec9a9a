"""An intent: what came in and where its answer goes, as it is kept before anybody is acked."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from handlers.kit import Ask, Event, Quoted
from handlers.kit.records import known


@dataclass(frozen=True)
class ReplyTo:
    """Where the answer goes.

    `response_url` is Slack's address for answers to one interaction, `trigger_id` opens one form
    within 3 seconds, `private` says that only the person who asked shall see the answer. `team`
    is Slack's id of the person's workspace.
    """

    channel: str = ""
    thread: str = ""
    user: str = ""
    response_url: str = ""
    trigger_id: str = ""
    private: bool = True
    team: str = ""


@dataclass(frozen=True)
class Intent:
    """One thing to do. `key` is the same for every delivery of the same thing."""

    key: str
    what: Ask | Event
    to: ReplyTo = ReplyTo()

    @property
    def id(self) -> str:
        """A short name made of the key, fit for a job id."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:20]

    def body(self) -> dict[str, Any]:
        """The intent as JSON, without what has its default: an earlier release reads that too."""
        kind = "ask" if isinstance(self.what, Ask) else "event"
        what = _told(self.what) if isinstance(self.what, Ask) else _event(self.what)
        return {"key": self.key, kind: what, "to": _told(self.to)}

    @classmethod
    def read(cls, body: Mapping[str, Any]) -> "Intent":
        """An intent back from its JSON; fields of a newer release are passed over."""
        told = body["ask"] if "ask" in body else body["event"]
        what: Ask | Event = _ask(told) if "ask" in body else Event(**known(Event, told))
        return cls(body["key"], what, ReplyTo(**known(ReplyTo, body["to"])))


def _ask(body: Mapping[str, Any]) -> Ask:
    quoted = body.get("quoted")
    asked = Quoted(**known(Quoted, quoted)) if quoted else None
    secrets = tuple(body.get("secrets", ()))
    return Ask(**{**known(Ask, body), "quoted": asked, "secrets": secrets})


def _told(what: Ask | ReplyTo) -> dict[str, Any]:
    plain = {each.name: each.default for each in fields(what)}
    return {name: value for name, value in asdict(what).items() if value != plain[name]}


def _event(event: Event) -> dict[str, Any]:
    return {"name": event.name, "key": event.key, "payload": dict(event.payload)}


def of_event(event: Event) -> Intent:
    """The intent of news; whoever brings the same news again makes the same intent."""
    return Intent(f"event:{event.key}", event)


def key_of(source: str, *parts: str) -> str:
    """A dedupe key of the parts that tell one thing from another."""
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    return f"{source}:{digest[:40]}"
