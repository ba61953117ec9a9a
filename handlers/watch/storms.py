"""Storms as they come in: which failures belong together, kept so that any worker can go on with it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.kit import Event, Message, Post, Reply, Routes, Tone, TryLater, Use
from handlers.kit.tongue import of_all
from handlers.story import Story, gather
from handlers.watch.signs import Outside, Sign, sign_in
from handlers.watch.storm import (
    GAP,
    MANY,
    PART_OF,
    Finding,
    Struck,
    message,
    struck_with,
    titled,
    version,
)
from integrations.errors import IntegrationError
from integrations.jenkins import Build

JOURNAL = "struck:"  # before the cause: one journal for each
ALIKE = "alike:"  # before a fingerprint: the cause of failures that are alike
KEPT = timedelta(days=2)
NOTE = "storm"  # a storm that goes on: its name, its diagnosis
LASTS = timedelta(days=2)  # of the note, after the last build of it
STRUCK = "struck"  # a job -> the build of it that a storm took, and the storm's cause
COLLECT = 15.0  # seconds that a failure from outside waits for others like it
HELD = timedelta(minutes=2)  # longer than one diagnosis takes, should its worker die in it
LOOK = timedelta(minutes=30)  # around a build's end in which others are looked for
SHOWN = 8  # decisive lines
TAIL = 64 << 10  # bytes of the log in which a sign is looked for

COLLECTING = "others may fail from the same cause"
DIAGNOSED = "the storm is being diagnosed"

routes = Routes()


@dataclass(frozen=True)
class Storm:
    """Builds that one cause broke; `id` names its message, `kind` is None for failures in code."""

    id: str
    cause: str
    kind: Outside | None
    name: str
    struck: tuple[Struck, ...]
    finding: Finding


async def sign_of(use: Use, build: Build) -> Sign | None:
    """What outside of the code broke a build; None where its log shows nothing, or is not to be had."""
    try:
        end = await use.systems.jenkins.tail(build.job, build.number, bytes=TAIL)
    except IntegrationError:
        return None
    return sign_in(end.decode("utf-8", "replace"), build.agent)


async def from_outside(
    use: Use, build: Build, sign: Sign, channels: Sequence[str], key: str
) -> Storm | None:
    """The storm that a failed build with this sign belongs to; None for a failure of its own.

    It waits a moment for others like it: TryLater. `key` is the event's.
    """
    mine = await _entered(use, sign.key, Struck.of(build, channels))
    struck = await _with(use, sign.key, mine)
    if len(struck) < MANY:
        left = mine.heard + COLLECT - datetime.now(UTC).timestamp()
        if left > 0:
            raise TryLater(left, COLLECTING)
        return None

    async def found() -> Finding:
        lang = await of_all(use.systems.store, channels)
        return finding_of(await gather(use, build, lang=lang))

    return await _storm(use, sign.key, sign, struck, key=key, diagnosed=found)


async def alike(use: Use, story: Story, channels: Sequence[str], key: str) -> Storm | None:
    """The storm that a diagnosed failure belongs to by its fingerprint; None for one of its own."""
    diagnosis = story.diagnosis
    if diagnosis is None or not diagnosis.fingerprint:
        return None
    cause = ALIKE + diagnosis.fingerprint
    mine = await _entered(use, cause, Struck.of(story.build, channels))
    struck = await _with(use, cause, mine)
    if len({each.job for each in struck}) < MANY:  # one job that fails again and again is no storm
        return None

    async def found() -> Finding:
        return finding_of(story)

    return await _storm(use, cause, None, struck, key=key, diagnosed=found)


async def told_alone(use: Use, story: Story, sign: Sign | None, cards: Mapping[str, str]) -> None:
    """Note the cards of a build that was told by itself, by channel: a later storm points to them."""
    fingerprint = story.diagnosis.fingerprint if story.diagnosis else ""
    causes = [sign.key] if sign else []
    causes += [ALIKE + fingerprint] if fingerprint else []
    mine = replace(Struck.of(story.build, tuple(cards)), cards=tuple(cards.items()))
    for cause in causes if cards else ():
        await _enter(use, cause, mine)


async def _enter(use: Use, cause: str, mine: Struck) -> None:
    await use.systems.store.enter(JOURNAL + cause, mine.name, mine.when, asdict(mine), keeps=KEPT)


async def _entered(use: Use, cause: str, mine: Struck) -> Struck:
    """The build in its cause's journal; what is known of it from an earlier try stays."""
    before = next(
        (each for each in await _around(use, cause, mine) if each.name == mine.name), None
    )
    heard = before.heard if before else datetime.now(UTC).timestamp()
    cards, good = (before.cards, before.mended) if before else ((), 0)
    mine = replace(mine, heard=heard, cards=cards, mended=good)
    await _enter(use, cause, mine)
    return mine


async def _around(use: Use, cause: str, mine: Struck) -> tuple[Struck, ...]:
    store = use.systems.store
    found = await store.between(JOURNAL + cause, mine.when - LOOK, mine.when + LOOK)
    return tuple(map(Struck.read, found))


async def _with(use: Use, cause: str, mine: Struck) -> tuple[Struck, ...]:
    return struck_with(mine, await _around(use, cause, mine))


async def _storm(
    use: Use,
    cause: str,
    sign: Sign | None,
    struck: tuple[Struck, ...],
    *,
    key: str,
    diagnosed: Callable[[], Awaitable[Finding]],
) -> Storm:
    """The storm under the name that it got first, with its one diagnosis.

    Whoever comes first makes it, under the event's `key`; the others come back for it: TryLater.
    """
    kept = await _kept(use, cause, struck)
    if kept is None:
        if not await use.systems.store.hold(NOTE, cause, lasts=HELD, by=key):
            raise TryLater(1.0, DIAGNOSED)
        try:
            kept = await _kept(use, cause, struck) or {
                "id": f"{cause}:{struck[0].name}",
                "finding": (await diagnosed()).record(),
                "last": struck[-1].ended,
            }
            await use.systems.store.note(NOTE, cause, kept, lasts=LASTS)
        finally:
            await use.systems.store.let_go(NOTE, cause, by=key)
    elif kept["last"] < struck[-1].ended:
        kept = {**kept, "last": struck[-1].ended}
        await use.systems.store.note(NOTE, cause, kept, lasts=LASTS)
    kind, name = (sign.kind, sign.name) if sign else (None, "")
    return Storm(str(kept["id"]), cause, kind, name, struck, Finding.read(kept["finding"]))


async def _kept(use: Use, cause: str, struck: Sequence[Struck]) -> Mapping[str, Any] | None:
    """What was noted of this storm; None where it is the first that is known of it."""
    kept = await use.systems.store.recall(NOTE, cause)
    if kept and datetime.fromisoformat(kept["last"]) + GAP >= struck[0].when:
        return kept
    return None


async def struck_by(use: Use, build: Build, storm: Storm) -> None:
    """Note that a storm's message tells of this failure, for the good build that ends it."""
    kept = {"number": build.number, "cause": storm.cause, "kind": storm.kind, "name": storm.name}
    mine = next(each for each in storm.struck if each.name == build.name)
    kept["ended"] = mine.ended
    await use.systems.store.note(STRUCK, build.job, kept, lasts=LASTS)


async def mended(use: Use, build: Build, failed: int) -> tuple[Post | Event, ...]:
    """The storm's messages with this good build in them, where a storm took the job's last failure."""
    kept = await use.systems.store.recall(STRUCK, build.job)
    if not kept or kept["number"] != failed:
        return ()
    cause = str(kept["cause"])
    mine = Struck(build.job, failed, "", str(kept["ended"]))
    rows = {each.name: each for each in await _around(use, cause, mine)}
    if mine.name not in rows:
        return ()
    mine = replace(rows[mine.name], mended=build.number)
    await _enter(use, cause, mine)
    struck = await _with(use, cause, mine)
    note = await _kept(use, cause, struck)
    if note is None:
        return ()
    kind = Outside(kept["kind"]) if kept["kind"] else None
    storm = Storm(
        str(note["id"]), cause, kind, str(kept["name"]), struck, Finding.read(note["finding"])
    )
    return posts(storm, mine.channels)


def finding_of(story: Story) -> Finding:
    """What a storm's message says of its cause, from the story of one of its builds."""
    diagnosis = story.diagnosis
    if diagnosis is None or not diagnosis.candidates:
        return Finding(story.build.name)
    lines = tuple((each.line, each.text) for each in diagnosis.candidates[:SHOWN])
    return Finding(story.build.name, diagnosis.cause, tuple(sorted(lines)), tuple(diagnosis.advice))


def posts(storm: Storm, channels: Sequence[str]) -> tuple[Post | Event, ...]:
    """The storm's message in each channel that hears of it, as it stands now: it only ever grows.

    Beside it the news, once each, that messages which stood before belong to it.
    """
    told: list[Post | Event] = []
    for channel in channels:
        mine = tuple(each for each in storm.struck if channel in each.channels)
        if not mine:
            continue
        title = titled(storm.kind, storm.name, len(mine))
        card = f"{channel}:storm:{storm.id}"
        told.append(
            Post(channel, message(title, mine, storm.finding, channel), card, version=version(mine))
        )
        told += [
            _pointer(channel, name)
            for each in mine
            for place, name in each.cards
            if place == channel
        ]
    return tuple(told)


def _pointer(channel: str, card: str) -> Event:
    return Event("jenkins.struck", f"jenkins:struck:{card}", {"channel": channel, "card": card})


@routes.event("jenkins.struck")
async def point(event: Event, use: Use) -> Reply:
    """Say in the thread of a build's own message that its failure was one of many."""
    channel, card = event.payload["channel"], event.payload["card"]
    return (Post(channel, Message(PART_OF, tone=Tone.WARN), card, below=True),)
