"""`/jenkins digest`: a channel's builds of a day or a week, summed up when it wants."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from handlers.chart.ask import draw, rows_of
from handlers.flaky import Flaky, flaky_of
from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Event,
    Message,
    Paragraph,
    Post,
    Reply,
    Routes,
    Tone,
    UsageError,
    Use,
    subscribing,
)
from handlers.kit.grammar import did_you_mean
from handlers.kit.words import Words
from handlers.kit.zones import zone_named
from handlers.watch import digest as one
from handlers.watch.replay import history_for
from handlers.watch.subscriptions import Subscription, of_channel
from integrations.errors import IntegrationError

SHELF = "digests"  # a channel -> {"every": "daily", "by": user, "zone": IANA name}
PERIOD = 300.0  # seconds
AT = time(9)  # o'clock where the one is who asked for it
PATIENCE = 20.0  # seconds that the tests' reports may take; what was read of them is kept for the next digest
LATE = timedelta(hours=6)  # after which a digest of that morning is left out
DAILY, WEEKLY, OFF, NOW = "daily", "weekly", "off", "now"
CHOICES = (DAILY, WEEKLY, OFF, NOW)
SPANS = {DAILY: timedelta(days=1), WEEKLY: timedelta(days=7)}

TITLE = Words("The digest of this channel")
SAID = {
    DAILY: Words("It comes every morning at 9:00 ({zone}), about the day before."),
    WEEKLY: Words("It comes every Monday at 9:00 ({zone}), about the week before."),
    OFF: Words("There is none."),
}
NOTHING_HEARD = Words(
    "This channel hears of no job, so there is nothing to sum up: `/jenkins subscribe GLOB` comes first."
)
UNKNOWN = Words("`{word}` is none of {names}.")
SHOW = {
    DAILY: Words("Every day"),
    WEEKLY: Words("Every week"),
    OFF: Words("None"),
    NOW: Words("Show it now"),
}
NO_REPORTS = Words(
    "The flakiest tests are left out: Jenkins did not give the test reports in time."
)
NOT_READ = Words("Not all of Jenkins was read: {count} jobs more match.")
UTC_NAME = "UTC"

routes = Routes()


@routes.command("jenkins digest", "[WHEN]", example="jenkins digest daily")
async def digest(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Sum up this channel's builds: `daily` or `weekly` at nine, `off`, or `now` for the last day.

    What broke and for how long, mean time to green, what grew slower, with a chart.
    """
    store, channel = use.systems.store, subscribing.channel_of(ask)
    word = words.text("WHEN").casefold()
    if word and word not in CHOICES:
        raise UsageError(_unknown(word))
    mine = await of_channel(store, channel)
    if not mine and word != OFF:
        raise UsageError(NOTHING_HEARD)
    kept = dict(await store.get(SHELF, channel) or {})
    if word == NOW:
        every = str(kept.get("every", DAILY))
        return await _made(use, mine, every, datetime.now(UTC), str(kept.get("zone", "")))
    if word == OFF:
        await store.drop(SHELF, channel)
        kept = {}
    elif word:
        zone = await use.talk.zone(ask.user)
        kept = {"every": word, "by": ask.user, "zone": zone if zone_named(zone) else ""}
        await store.put(SHELF, channel, kept)
    every = str(kept.get("every", OFF))
    said = SAID[every].format(zone=kept.get("zone") or UTC_NAME) if kept else SAID[OFF]
    others = tuple(Button(SHOW[c], f"jenkins digest {c}") for c in CHOICES if c != every)
    return Message(TITLE, (Paragraph(said),), Tone.GOOD if word else Tone.PLAIN, more=others)


def _unknown(word: str) -> str:
    return UNKNOWN.format(word=word, names=", ".join(CHOICES)) + did_you_mean(word, CHOICES)


@routes.event("jenkins.digest", every=PERIOD)
async def look(event: Event, use: Use) -> Reply:
    """Look whose digest is due, and bring the news of it: one a channel and morning."""
    now = datetime.now(UTC)
    kept = await use.systems.store.all(SHELF)
    due = (
        (channel, slot(str(each.get("every", "")), str(each.get("zone", "")), now))
        for channel, each in kept.items()
    )
    return tuple(
        Event(
            "jenkins.digested",
            f"jenkins:digest:{channel}:{when.isoformat()}",
            {"channel": channel, "until": when.isoformat()},
        )
        for channel, when in due
        if when
    )


def slot(every: str, zone: str, now: datetime) -> datetime | None:
    """The morning, in UTC, whose digest is due at that moment; None where none is."""
    if every not in SPANS:
        return None
    here = now.astimezone(zone_named(zone) or UTC)
    nine = datetime.combine(here.date(), AT, here.tzinfo).astimezone(UTC)
    if every == WEEKLY and here.weekday() != 0:
        return None
    return nine if nine <= now < nine + LATE else None


@routes.event("jenkins.digested")
async def send(event: Event, use: Use) -> Reply:
    """Post a channel's digest until that morning; the same news again makes the same message."""
    channel, until = event.payload["channel"], event.payload["until"]
    kept = await use.systems.store.get(SHELF, channel)
    mine = await of_channel(use.systems.store, channel)
    if not kept or not mine:
        return None
    when, zone = datetime.fromisoformat(until), str(kept.get("zone", ""))
    made = await _made(use, mine, str(kept["every"]), when, zone)
    return (Post(channel, made, f"digest:{channel}:{until}"),)


async def _made(
    use: Use, mine: tuple[Subscription, ...], every: str, now: datetime, zone: str
) -> Message:
    since = now - SPANS[every if every in SPANS else DAILY]
    history = await history_for(use, mine, since)
    told = one.summed(history.builds, since, now)
    picture = None
    if told.total:
        plot = one.plotted(history.builds, since, now, zone)
        drawn = await asyncio.to_thread(draw, plot, rows_of(plot), use.scratch)
        alt = one.ALT.format(failed=told.failed, total=told.total)
        picture = replace(drawn, alt=alt, title=one.CHART)
    gaps: list[str] = [NOT_READ.format(count=history.left_out)] if history.left_out else []
    flaky: tuple[Flaky, ...] = ()
    if told.total:
        flaky, unread = await _flaky(use, tuple(history.builds), since)
        gaps += unread
    return one.message(told, weekly=every == WEEKLY, picture=picture, flaky=flaky, gaps=gaps)


async def _flaky(
    use: Use, jobs: tuple[str, ...], since: datetime
) -> tuple[tuple[Flaky, ...], tuple[str, ...]]:
    """The jobs' flaky tests that are known by evidence, and what of their reports was not read."""
    try:
        async with asyncio.timeout(PATIENCE):
            found = await flaky_of(use, jobs, since)
    except (IntegrationError, TimeoutError):
        return (), (NO_REPORTS,)
    return tuple(each for each in found.worst if each.finding), found.gaps
