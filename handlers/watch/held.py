"""What was held back in quiet hours, and the one message that tells of it afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.kit import Event, Items, Message, Mono, Note, Post, Reply, Routes, Text, Tone, Use
from handlers.kit.records import known
from handlers.kit.words import Words
from handlers.story import sign
from handlers.watch.hearing import News
from handlers.watch.turns import Turn
from integrations.store import Store

SHELF = "held"  # "channel job number" -> a Held
PERIOD = 60.0  # seconds
GRACE = timedelta(minutes=1)  # for what was held back in the last moment
KEPT = timedelta(days=2)  # less than the week for which the news of it is known
SHOWN = 20  # jobs that are listed

TITLE = Words("While it was quiet: {count} builds worth telling")
TITLE_ONE = Words("While it was quiet: one build worth telling")
STILL = Words("Still broken")
ENDED = Words("Mended by now")
OTHERS = Words("What else ended")
MORE = Words("And {count} jobs more.")
BROKE = Words(" broken since {when}, {count} failures")
BROKE_ONE = Words(" broken since {when}")
MENDED = Words(" was broken and is mended by #{number}, {when}")
PASSED = Words(" passed at {when}")
STOPPED = Words(" was stopped at {when}")
UTC_TIMES = Words("Times are UTC.")

routes = Routes()


@dataclass(frozen=True)
class Held:
    """A build that a channel is told of later: `when` it was held and `until` when, in ISO 8601."""

    channel: str
    job: str
    number: int
    turn: str
    result: str
    when: str
    until: str

    @property
    def key(self) -> str:
        """A build a channel."""
        return f"{self.channel} {self.job} {self.number}"

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> "Held":
        """It as it was kept."""
        return cls(**known(cls, record))


async def hold_back(store: Store, channel: str, news: News, until: datetime) -> None:
    """Keep the news of a build until then; the same build twice is one."""
    build = news.build
    when = (build.started + build.duration).isoformat(timespec="seconds")
    ends = until.isoformat(timespec="seconds")
    held = Held(channel, build.job, build.number, news.turn.value, build.result or "", when, ends)
    await store.put(SHELF, held.key, asdict(held))


@routes.event("jenkins.quiet", every=PERIOD)
async def look(event: Event, use: Use) -> Reply:
    """Look which quiet hours are over, and bring the news of each, once; forget what is long told."""
    store, now = use.systems.store, datetime.now(UTC)
    over = set()
    for each in map(Held.read, (await store.all(SHELF)).values()):
        ends = datetime.fromisoformat(each.until)
        if ends + KEPT < now:
            await store.drop(SHELF, each.key)
        elif ends + GRACE <= now:
            over.add((each.channel, each.until))
    return tuple(awake(channel, until) for channel, until in sorted(over))


def awake(channel: str, until: str) -> Event:
    """The news that a channel's quiet hours are over: one a channel and end, whoever brings it."""
    key = f"jenkins:awake:{channel}:{until}"
    return Event("jenkins.awake", key, {"channel": channel, "until": until})


@routes.event("jenkins.awake")
async def catch_up(event: Event, use: Use) -> Reply:
    """Tell a channel in one message what was held back until then."""
    channel, until = event.payload["channel"], event.payload["until"]
    records = (await use.systems.store.all(SHELF)).values()
    mine = [Held.read(each) for each in records]
    mine = [each for each in mine if (each.channel, each.until) == (channel, until)]
    if not mine:
        return None
    return (Post(channel, digest(mine), f"awake:{channel}:{until}"),)


def digest(held: Sequence[Held]) -> Message:
    """What was held back, by job: what is broken still, what was mended, what else ended."""
    jobs: dict[str, list[Held]] = {}
    for each in sorted(held, key=lambda h: (h.job, h.number)):
        jobs.setdefault(each.job, []).append(each)
    told = [(_group(each), _row(job, each)) for job, each in jobs.items()]
    shown = told[:SHOWN]
    parts = tuple(
        Items(tuple(row for of, row in shown if of is group), group)
        for group in (STILL, ENDED, OTHERS)
        if any(of is group for of, _ in shown)
    )
    left = len(told) - len(shown)
    more = (Note(MORE.format(count=left)),) if left else ()
    title = TITLE_ONE if len(held) == 1 else TITLE.format(count=len(held))
    bad = any(of is STILL for of, _ in told)
    return Message(title, (*parts, *more, Note(UTC_TIMES)), Tone.BAD if bad else Tone.PLAIN)


def _group(builds: Sequence[Held]) -> Words:
    last = _telling(builds)[-1].turn
    if last in (Turn.BROKEN, Turn.AGAIN):
        return STILL
    return ENDED if last == Turn.FIXED else OTHERS


def _telling(builds: Sequence[Held]) -> Sequence[Held]:
    """The builds that say something of the code, or all where none does."""
    return [each for each in builds if each.turn != Turn.STOPPED] or builds


def _row(job: str, builds: Sequence[Held]) -> Text:
    telling = _telling(builds)
    last = telling[-1]
    bad = [each for each in telling if each.turn in (Turn.BROKEN, Turn.AGAIN)]
    when = _hour(last.when)
    if last.turn in (Turn.BROKEN, Turn.AGAIN):
        since = _hour(bad[0].when)
        words = BROKE_ONE if len(bad) == 1 else BROKE
        said = (
            words.format(when=since, count=len(bad)) if len(bad) > 1 else words.format(when=since)
        )
    elif last.turn == Turn.FIXED:
        said = MENDED.format(number=last.number, when=when)
    else:
        said = (STOPPED if last.turn == Turn.STOPPED else PASSED).format(when=when)
    return (f"{sign(last.result)} ", Mono(f"{job} #{last.number}"), said)


def _hour(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(UTC):%H:%M}"
