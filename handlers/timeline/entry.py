"""One thing that happened, in whichever system: what a timeline is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from handlers.kit import Bold, Link, Mono, Person, Span, Text, plain, spans
from handlers.kit.redaction import redact
from handlers.kit.words import Words, kept, reread

Kind = Literal["build", "failure", "deploy", "commit", "alert", "silence", "note", "incident"]
STRANGE = "a span that no timeline keeps: {span}"


@dataclass(frozen=True)
class Entry:
    """What happened, when (UTC), and where to look at it.

    A `build` is one that passed or still runs, a `failure` one that did not pass, a `deploy` one
    that brought something into the world.
    `key` tells the same news from other news, whoever brought it: `build checkout #512`. `subject`
    is the job, service or repository that it is about, empty where it is about nothing in
    particular. `channel` is where it was said, and with `private` it is shown nowhere else. `expr`
    is what the rule of an alert measures, empty where nobody told.
    """

    when: datetime
    kind: Kind
    text: Text
    link: str = ""
    key: str = ""
    subject: str = ""
    channel: str = ""
    private: bool = False
    expr: str = ""

    @property
    def name(self) -> str:
        """What tells it from other entries: its key, or all that it says where it has none."""
        return self.key or f"{self.kind} {self.when.isoformat()} {self.subject} {plain(self.text)}"


def written(entry: Entry) -> dict[str, Any]:
    """An entry as JSON, its words without secrets: it is kept for longer than it is shown."""
    return {
        "when": entry.when.timestamp(),
        "kind": entry.kind,
        "text": [_span(span) for span in spans(entry.text)],
        "link": entry.link,
        "key": entry.key,
        "subject": entry.subject,
        "channel": entry.channel,
        "private": entry.private,
        "expr": entry.expr,
    }


def read(record: Mapping[str, Any]) -> Entry:
    """An entry back from its JSON."""
    text = tuple(_read_span(span) for span in record["text"])
    whole = text[0] if len(text) == 1 and isinstance(text[0], str) else text
    when = datetime.fromtimestamp(record["when"], UTC)
    return Entry(**{**record, "when": when, "text": whole})


def _span(span: Span) -> Any:  # noqa: ANN401 - JSON
    match span:
        case Words():
            return ["words", *kept(span, redact)]
        case str():
            return redact(span)
        case Bold(text):
            return ["bold", redact(text)]
        case Mono(text):
            return ["mono", redact(text)]
        case Link(label, url):
            return ["link", redact(label), url]
        case Person(id):
            return ["person", id]


def _read_span(span: Any) -> Span:  # noqa: ANN401 - JSON
    match span:
        case ["words", template, values]:
            return reread(template, values)
        case str():
            return span
        case ["bold", text]:
            return Bold(text)
        case ["mono", text]:
            return Mono(text)
        case ["link", label, url]:
            return Link(label, url)
        case ["person", id]:
            return Person(id)
    raise ValueError(STRANGE.format(span=span))
