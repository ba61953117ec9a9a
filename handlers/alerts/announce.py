"""News of a group of alerts: the channels that listen get one card, which changes as it does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.alerts.card import View, card, page_of, reply
from handlers.alerts.changes_before import changes_before
from handlers.alerts.describe import about, titled
from handlers.alerts.episode import Episode, advance
from handlers.alerts.group import EVENT, Report, common
from handlers.alerts.picture import drawn, measured
from handlers.alerts.subscriptions import Subscription, channels, everybody, wanted
from handlers.kit import Event, Post, Reply, Routes, TryLater, Use, counted
from handlers.kit.durations import lasting
from handlers.kit.words import Words
from handlers.timeline import Entry, note

SHELF = "alert-groups"  # each group's last episode
RECEIVERS = "alert-receivers"  # the receivers of Alertmanager whose webhooks reach us
KIND = "alert-group"
HELD = timedelta(minutes=2)  # longer than one announcement takes, should its worker die in it
BUSY = "the same group is being told of"
FIRES = Words("{title} fires")
FIRE_MANY = Words("{title} fires, {count}")
OVER = Words("{title} is over after {lasting}")

routes = Routes()


@routes.event(EVENT)
async def announce(event: Event, use: Use) -> Reply:
    """Tell the channels that listen how a group of alerts stands."""
    report = Report.read(event)
    store, id = use.systems.store, report.group.id
    if not await store.hold(KIND, id, lasts=HELD, by=event.key):
        raise TryLater(1.0, BUSY)
    try:
        return await _told(use, report)
    finally:
        await store.let_go(KIND, id, by=event.key)


async def _told(use: Use, report: Report) -> Reply:
    """The posts after a report; the same report again gets the same: it may not have arrived."""
    store = use.systems.store
    if report.group.receiver:
        await store.put(RECEIVERS, report.group.receiver, {})
    known = Episode.read(await store.get(SHELF, report.group.id))
    wishes = await everybody(store)
    again = known is not None and known.told_by == report.key
    now = known if again else advance(known, _as_told(use, report))
    if now is None:
        now = _for_newcomers(known, report, wishes)
    if now is None:
        return None
    if not again:
        fresh = _fresh(now, wishes)
        now = replace(now, fresh=fresh, channels=(*now.channels, *fresh))
        await store.put(SHELF, now.group.id, now.record())
    await _enter(use, now)
    return await _posts(use, now, wishes)


def _as_told(use: Use, report: Report) -> Report:
    """With an Alertmanager to ask, what is missing in a report is asked for, and not guessed."""
    return replace(report, whole=report.whole and use.systems.alertmanager_or_none is None)


def _for_newcomers(
    known: Episode | None, report: Report, wishes: tuple[Subscription, ...]
) -> Episode | None:
    """A repetition is news for channels that subscribed since; for all others it is none."""
    if known is None or known.ended or not _fresh(known, wishes):
        return None
    return replace(known, told_by=report.key, fired=(), resolved=())


def _fresh(episode: Episode, wishes: tuple[Subscription, ...]) -> tuple[str, ...]:
    """The channels that have no card of this episode and want one: there is news for them."""
    news = [m for m in episode.group.members if m.fires or m.fingerprint in episode.resolved]
    return tuple(
        channel
        for channel in channels(wishes)
        if channel not in episode.channels
        and any(wanted(wishes, channel, member.labels) for member in news)
    )


async def _posts(
    use: Use, episode: Episode, wishes: tuple[Subscription, ...]
) -> tuple[Post, ...] | None:
    views = [
        View(channel, episode, members, channel in episode.fresh)
        for channel in episode.channels
        if (members := tuple(m for m in episode.members if wanted(wishes, channel, m.labels)))
    ]
    if not views:
        return None
    moment = datetime.now(UTC)
    change = await changes_before(use, episode)
    picture = await drawn(use, episode, change.entries, moment)
    return tuple(
        Post(
            view.channel,
            card(use, view, change, picture, moment),
            f"alert:{view.channel}:{episode.card}",
            reply(view),
            episode.version,
        )
        for view in views
    )


async def _enter(use: Use, episode: Episode) -> None:
    """Into the timeline: that a group fires, and that it is over; of several services it is all's."""
    members, shared = episode.members, common(episode.members)
    subject = about(members, shared)
    title = titled(shared.get("alertname", ""), subject, shared.get("severity", ""))
    several = FIRE_MANY if len(members) > 1 else FIRES
    fires = several.format(title=title, count=counted(len(members), "alert"))
    start = min(each.starts for each in members)
    page, key = page_of(use, episode), f"alert {episode.card}"
    store = use.systems.store
    expr = measured(members)
    await note(store, Entry(start, "alert", fires, page, f"{key} fires", subject, expr=expr))
    if episode.ended:
        over = OVER.format(title=title, lasting=lasting(episode.ended - start))
        await note(store, Entry(episode.ended, "alert", over, page, f"{key} is over", subject))
