"""What was said where the question was asked: read once, its own question left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from handlers.citing import Evidence
from handlers.kit import Ask, Facts, Items, Link, Part, Said, Text, Use, counted
from handlers.kit.words import Words, together
from handlers.kit.zones import zone_named
from integrations.errors import IntegrationError

UNREAD_THREAD = Words("The thread could not be read: {error}")
UNREAD_CHANNEL = Words("The channel could not be read: {error}")
PEOPLE, SPAN, SAID = Words("Who spoke"), Words("When"), Words("How much")
FROM_TO = Words("{first} to {last} ({zone})")
BEGAN, ENDED, TELLING, CARDS = (
    Words("How it began"),
    Words("The last words"),
    Words("With links or numbers"),
    Words("From apps"),
)
UTC_NAME = "UTC"
CLOCK, DAY_CLOCK = "%H:%M", "%-d %b %H:%M"
COUNTED = Words("{messages}, {apps} of them from apps")

SHOWN = 6  # messages of one list
SHOWN_LAST = 3
SHOWN_TEXT = 200  # characters of one message
SHORT = 12  # characters: "ok", "thanks", "+1"
OWN_WORDS = 40  # characters of the question by which its own message is known

ROOT, CARD, SAYING, CHATTER, DECIDING = 1.5, 1.2, 1.0, 0.3, 0.3  # weights

_TELLING = re.compile(
    r"(?i)https?://|\d|\b(?:decid|agree|roll(?:ed|ing)?\s*back|revert|fixed|cause|because|restart|"
    r"deploy|merged|page[dr]?\b|mitigat|resolved)|决定|回滚|修复|原因|因为|重启|上线"
)


@dataclass(frozen=True)
class Conversation:
    """The messages of a thread or a channel, oldest first, and how the one who asks reads times.

    `private` says that what is said there stays there. `gaps` are sentences on what failed.
    """

    said: tuple[Said, ...]
    private: bool
    zone: tzinfo
    zone_name: str
    now: datetime
    gaps: tuple[str, ...] = ()

    @property
    def root(self) -> Said | None:
        """The first message."""
        return self.said[0] if self.said else None

    def clock(self, when: datetime) -> str:
        """A time of day as the one who asks reads it, with the day where it is another."""
        own = when.astimezone(self.zone)
        today = own.date() == self.now.astimezone(self.zone).date()
        return own.strftime(CLOCK if today else DAY_CLOCK)


async def thread_of(ask: Ask, use: Use) -> Conversation:
    """The thread in which a question was asked; empty where the question began it."""
    now = datetime.now(UTC)
    private, zone_name = await use.talk.is_private(ask.channel), await use.talk.zone(ask.user)
    zone = zone_named(zone_name)
    said: tuple[Said, ...] = ()
    gaps: tuple[str, ...] = ()
    if ask.thread:
        try:
            said = await use.talk.thread(ask.channel, ask.thread)
        except IntegrationError as error:
            gaps = (UNREAD_THREAD.format(error=error),)
    return Conversation(
        without_question(said, ask),
        private,
        zone or UTC,
        zone_name if zone else UTC_NAME,
        now,
        gaps,
    )


async def channel_since(ask: Ask, use: Use, here: Conversation, since: datetime) -> Conversation:
    """What was said in the channel since then, without the threads' replies."""
    gaps: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    try:
        said = await use.talk.channel(ask.channel, since)
    except IntegrationError as error:
        gaps = (UNREAD_CHANNEL.format(error=error),)
    kept = without_question(said, ask)
    return Conversation(kept, here.private, here.zone, here.zone_name, here.now, gaps)


def without_question(said: Sequence[Said], ask: Ask) -> tuple[Said, ...]:
    """The messages without the question itself, and without what apps said after it."""
    words = _folded(ask.text)[:OWN_WORDS]
    own = [
        at
        for at, each in enumerate(said)
        if not each.bot and each.user == ask.user and words and words in _folded(each.text)
    ]
    if not own:
        return tuple(said)
    last = own[-1]
    return tuple(
        each for at, each in enumerate(said) if at != last and not (each.bot and at > last)
    )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def evidence_of(here: Conversation, *, weight: float = 1.0, first: int = 1) -> tuple[Evidence, ...]:
    """The messages as evidence, numbered from `first`; `weight` is how near the talk is."""
    return tuple(
        Evidence(
            f"m{at}",
            "message",
            each.text,
            each.link,
            weight * _weight(each, is_root=at == first),
            each.when,
            f"{each.name} {here.clock(each.when)}",
        )
        for at, each in enumerate(here.said, start=first)
        if each.text.strip()
    )


def _weight(said: Said, *, is_root: bool) -> float:
    if is_root:
        return ROOT
    if said.bot:
        return CARD
    if len(said.text.strip()) < SHORT and not _TELLING.search(said.text):
        return CHATTER
    return SAYING + (DECIDING if _TELLING.search(said.text) else 0.0)


def facts(here: Conversation) -> tuple[Part, ...]:
    """What can be said of a conversation without a model: who, when, how it began and ended,
    and the messages that have something to hold on to."""
    people = tuple(dict.fromkeys(each.name for each in here.said if not each.bot))
    apps = [each for each in here.said if each.bot]
    spoken = [each for each in here.said if not each.bot]
    total = COUNTED.format(messages=counted(len(here.said), "message"), apps=len(apps))
    first, last = here.said[0].when, here.said[-1].when
    span = FROM_TO.format(
        first=here.clock(first), last=here.clock(last), zone=here.zone_name.replace("_", " ")
    )
    spoke = ((PEOPLE, together(people)),) if people else ()
    rows = (*spoke, (SPAN, span), (SAID, total))
    begin, end = here.said[:1], here.said[1:][-SHOWN_LAST:]
    between = [each for each in spoken if each not in (*begin, *end)]
    telling = sorted((e for e in between if _TELLING.search(e.text)), key=lambda e: -len(e.text))
    kept = [each for each in between if each in telling[:SHOWN]]
    lists = (
        _listed(here, begin, BEGAN),
        _listed(here, kept, TELLING),
        _listed(here, [e for e in apps if e not in (*begin, *end)][-SHOWN:], CARDS),
        _listed(here, end, ENDED),
    )
    return (Facts(rows), *(part for part in lists if part.rows))


def _listed(here: Conversation, said: Sequence[Said], heading: str) -> Items:
    return Items(tuple(_line(here, each) for each in said), heading)


def _line(here: Conversation, said: Said) -> Text:
    words = " ".join(said.text.split())
    shown = words if len(words) <= SHOWN_TEXT else words[: SHOWN_TEXT - 1].rstrip() + "…"
    label = f"{said.name} {here.clock(said.when)}"
    return (Link(label, said.link) if said.link else label, f"  {shown}")


def a_day_before(now: datetime) -> datetime:
    """From when on a channel is summed up where nobody says."""
    return now - timedelta(days=1)
