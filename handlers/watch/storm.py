"""A storm: many failures of one cause at once, told as one message that grows. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from handlers.kit import Items, Lines, Link, Message, Mono, Note, Paragraph, Part, Text, Tone
from handlers.kit.records import known
from handlers.kit.words import Words, kept, reread
from handlers.watch.signs import Outside
from integrations.jenkins import Build

T = TypeVar("T")

GAP = timedelta(seconds=60)  # a longer silence ends a storm
MANY = 5  # failures of one cause, each within a minute of the next, are a storm
HEADED = 20  # builds under one heading, so that no part is longer than Slack takes

TITLES = {
    Outside.AGENT: Words("{count} builds failed with the agent {name}"),
    Outside.SERVER: Words("{count} builds failed because {name} does not answer"),
    Outside.DISK: Words("{count} builds failed because the disk of {name} is full"),
}
ALIKE = Words("{count} builds failed in the same way")
CAUSE = Words("Cause, read from {build}: {cause}")
DECISIVE = Words("Decisive lines of {build}")
NEXT = Words("What to do next")
BUILDS = Words("Builds")
BUILDS_MORE = Words("More builds")
MENDED = Words(" · mended by #{number}")
ALL_MENDED = Words("{title}: all jobs are mended")
HAS_CARD = Words(" · has its own message")
SINCE = Words("From {first} to {last} UTC; what follows within a minute is added here.")
PART_OF = Words(
    "Many builds failed from the same cause: they are listed in one message of their own."
)


@dataclass(frozen=True)
class Struck:
    """A build in a storm: `ended` in ISO 8601, the channels that hear of it, those with a card of it."""

    job: str
    number: int
    url: str
    ended: str
    channels: tuple[str, ...] = ()
    cards: tuple[tuple[str, str], ...] = ()  # channel, name of the card
    heard: float = 0.0  # when its news came first, in seconds since the epoch
    mended: int = 0  # the build that mended the job, 0 while none did

    @property
    def name(self) -> str:
        """The build as people call it."""
        return f"{self.job} #{self.number}"

    @property
    def when(self) -> datetime:
        """When it was over."""
        return datetime.fromisoformat(self.ended)

    @classmethod
    def of(cls, build: Build, channels: Sequence[str]) -> "Struck":
        """A build that failed, as the channels' message will name it."""
        ended = (build.started + build.duration).isoformat(timespec="seconds")
        return cls(build.job, build.number, build.url, ended, tuple(channels))

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> "Struck":
        """It as it was kept."""
        cards = tuple((str(channel), str(card)) for channel, card in record.get("cards", ()))
        channels = tuple(map(str, record.get("channels", ())))
        return cls(**{**known(cls, record), "channels": channels, "cards": cards})


@dataclass(frozen=True)
class Finding:
    """The one diagnosis of a storm: of which build, its cause, decisive lines and advice."""

    build: str
    cause: str = ""
    lines: tuple[tuple[int | None, str], ...] = ()
    advice: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        """It in JSON's own types; our sentences stay words, for a channel of another language."""
        advice = [_kept(each) for each in self.advice]
        return {**asdict(self), "cause": _kept(self.cause), "advice": advice}

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> "Finding":
        """It as it was kept."""
        lines = tuple((None if at is None else int(at), str(text)) for at, text in record["lines"])
        advice = tuple(_reread(each) for each in record["advice"])
        cause = _reread(record["cause"])
        return cls(**{**known(cls, record), "cause": cause, "lines": lines, "advice": advice})


def _kept(said: str) -> Any:  # noqa: ANN401 - JSON
    return kept(said, str) if isinstance(said, Words) else said


def _reread(said: Any) -> str:  # noqa: ANN401 - JSON
    return reread(*said) if isinstance(said, list) else str(said)


def struck_with(mine: Struck, others: Sequence[Struck]) -> tuple[Struck, ...]:
    """The builds that failed with this one: each within a minute of the next, in order of time."""
    rows = sorted(
        {each.name: each for each in (*others, mine)}.values(), key=lambda s: (s.when, s.name)
    )
    runs = in_runs(rows, lambda each: each.when)
    return next(run for run in runs if any(each.name == mine.name for each in run))


def in_runs(rows: Iterable[T], when: Callable[[T], datetime]) -> Iterator[tuple[T, ...]]:
    """Rows that are in order of time, in runs: each within a minute of the next."""
    run: list[T] = []
    for row in rows:
        if run and when(row) - when(run[-1]) > GAP:
            yield tuple(run)
            run = []
        run.append(row)
    if run:
        yield tuple(run)


def titled(kind: Outside | None, name: str, count: int) -> Words:
    """What happened, in a sentence without its full stop."""
    if kind is None:
        return ALIKE.format(count=count)
    return TITLES[kind].format(count=count, name=name)


def message(title: Words, struck: Sequence[Struck], finding: Finding, channel: str) -> Message:
    """One storm for one channel: the one diagnosis, and every build with a way to it."""
    parts: list[Part] = []
    if finding.cause:
        parts.append(Paragraph(CAUSE.format(build=finding.build, cause=finding.cause)))
    if finding.lines:
        parts.append(Lines(finding.lines, DECISIVE.format(build=finding.build)))
    if finding.advice:
        parts.append(Items(finding.advice, NEXT))
    rows = [_row(each, channel) for each in struck]
    parts += [
        Items(tuple(rows[at : at + HEADED]), BUILDS_MORE if at else BUILDS)
        for at in range(0, len(rows), HEADED)
    ]
    first, last = struck[0].when, struck[-1].when
    parts.append(Note(SINCE.format(first=f"{first:%H:%M:%S}", last=f"{last:%H:%M:%S}")))
    if all(each.mended for each in struck):
        return Message(ALL_MENDED.format(title=title), tuple(parts), Tone.GOOD)
    return Message(title, tuple(parts), Tone.BAD)


def version(struck: Sequence[Struck]) -> int:
    """The later state of a storm has the higher one: builds join it and are mended, and never the reverse."""
    return len(struck) + sum(each.mended > 0 for each in struck)


def _row(struck: Struck, channel: str) -> Text:
    name = Link(struck.name, struck.url) if struck.url else Mono(struck.name)
    if struck.mended:
        return (name, MENDED.format(number=struck.mended))
    has_card = any(each == channel for each, _ in struck.cards)
    return (name, HAS_CARD) if has_card else (name,)
