"""What the store knows of a person: incidents that are open, their subscriptions, their last answers."""

from datetime import datetime

from handlers.alerts import subscriptions as alerts
from handlers.incident.lookup import visible
from handlers.incident.storage import everybody
from handlers.kit import Bold, Button, HomeRow, HomeSection, Mono, Use, quote
from handlers.kit.answered import newest
from handlers.kit.durations import ago
from handlers.kit.shortening import shortened
from handlers.kit.subscribing import Subscription
from handlers.kit.words import Words
from handlers.watch import subscriptions as jobs

SHOWN = 8  # rows of a section
TITLE = 120  # characters of a title
COMMAND = 80  # characters of what somebody asked

NOW = Words("{severity}, {status}")
TIMELINE = Words("Timeline")
NO_INCIDENTS = Words("None. `/inc new` opens one.")
MORE_INCIDENTS = Words("{count} more: `/inc list` shows all.")
IN = Words("in #{channel}")
ALL_ALERTS = Words("all alerts")
HOW_JOBS, HOW_ALERTS = Words("Jobs now"), Words("Alerts now")
NO_SUBSCRIPTIONS = Words(
    "None. `/jenkins subscribe GLOB` in a channel makes it hear of jobs, `/prom subscribe` of alerts."
)
MORE_SUBSCRIPTIONS = Words("{count} more: `/jenkins subscriptions` in a channel lists all of it.")
AGAIN = Words("Ask again")
NO_ANSWERS = Words("None of the last days. Ask me something: `/ops help` lists what I can do.")

Sections = tuple[HomeSection, ...]


async def incidents(use: Use, now: datetime, heading: Words) -> Sections:
    """What is open. Those of private channels are told of there alone, also to who is in them."""
    found = [each for each in visible(await everybody(use.systems.store), "") if each.open]
    rows = tuple(
        HomeRow(
            (
                Bold(each.id),
                " ",
                shortened(each.title, TITLE),
                " · ",
                NOW.format(severity=each.severity, status=each.status),
                " · ",
                ago(each.opened, now),
            ),
            (Button(TIMELINE, f"inc timeline {each.id}"),),
        )
        for each in found[:SHOWN]
    )
    left = len(found) - len(rows)
    more = MORE_INCIDENTS.format(count=left) if left else ""
    return (HomeSection(heading, rows, more if rows else NO_INCIDENTS),)


async def subscriptions(use: Use, user: str, heading: Words) -> Sections:
    """What channels hear of because this person asked for it."""
    store = use.systems.store
    of_jobs = [each for each in await jobs.everybody(store) if each.by == user]
    of_alerts = [each for each in await alerts.everybody(store) if each.by == user]
    rows = [
        await _subscribed(use, each, each.channel, Button(HOW_JOBS, _list(each.glob)))
        for each in of_jobs[:SHOWN]
    ]
    rows += [
        await _subscribed(use, each, each.channel, Button(HOW_ALERTS, each.command("alerts")))
        for each in of_alerts[: SHOWN - len(rows)]
    ]
    left = len(of_jobs) + len(of_alerts) - len(rows)
    more = MORE_SUBSCRIPTIONS.format(count=left) if left else ""
    return (HomeSection(heading, tuple(rows), more if rows else NO_SUBSCRIPTIONS),)


def _list(glob: str) -> str:
    return f"jenkins list {quote(glob)}"


async def _subscribed(use: Use, each: Subscription, channel: str, press: Button) -> HomeRow:
    where = IN.format(channel=await use.talk.channel_name(channel))
    name = Mono(each.name) if each.name else ALL_ALERTS
    return HomeRow((name, " ", where), (press,))


async def answers(use: Use, user: str, now: datetime, heading: Words) -> Sections:
    """What this person asked lately, the newest first."""
    rows = tuple(
        HomeRow(
            (
                Mono(shortened(what.command, COMMAND)),
                " · ",
                shortened(what.title, TITLE),
                " · ",
                ago(when, now),
            ),
            (Button(AGAIN, what.command),) if what.again else (),
        )
        for when, what in await newest(use.systems.store, user, now, SHOWN)
    )
    return (HomeSection(heading, rows, "" if rows else NO_ANSWERS),)
