"""Reconcile with Alertmanager: what became of the alerts that a card still tells of, asked there."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.alerts.announce import RECEIVERS, SHELF
from handlers.alerts.episode import ECHO, Episode
from handlers.alerts.group import Member, told
from handlers.alerts.subscriptions import everybody
from handlers.alerts.unheard import unheard
from handlers.kit import Event, Reply, Routes, Use
from integrations.alertmanager import Alert
from integrations.errors import IntegrationError

EVENT = "alerts.look"
PERIOD = 60.0  # seconds
SETTLED = timedelta(minutes=1)  # a webhook gets so long before its absence means anything
FORGOTTEN = timedelta(days=3)  # after its end an episode no longer counts for "again"

log = logging.getLogger(__name__)

routes = Routes()


def soon(key: str) -> Event:
    """The wish that somebody looks now, such as after a silence was made."""
    return Event(EVENT, f"alerts:look:{key}")


@routes.event(EVENT, every=PERIOD)
async def reconcile(event: Event, use: Use) -> Reply:
    """Find what no webhook told: alerts that fire, are silenced, ended, or fire after all."""
    alertmanager = use.systems.alertmanager_or_none
    store, now = use.systems.store, datetime.now(UTC)
    episodes: list[Episode] = []
    for id, record in (await store.all(SHELF)).items():
        episode = Episode.read(record)
        if episode and episode.ended and now - episode.ended > FORGOTTEN:
            await store.drop(SHELF, id)
        elif episode and (not episode.ended or now - episode.ended < FORGOTTEN / 3):
            episodes.append(episode)
    wished = bool(await everybody(store))
    if alertmanager is None or not (episodes or wished):
        return None
    try:
        alerts = {each.fingerprint: each for each in await alertmanager.alerts()}
        groups = await alertmanager.groups() if wished else ()
    except IntegrationError as error:
        log.warning("the look at the alerts found nothing out: %s", error)
        return None
    turned = [_news(episode, alerts, now) for episode in episodes]
    known = {episode.group.id: episode for episode in episodes}
    ours = tuple(await store.all(RECEIVERS))
    begun = unheard(groups, ours, known, alertmanager.public, now)
    return (*(each for each in turned if each), *begun) or None


def _news(episode: Episode, alerts: Mapping[str, Alert], now: datetime) -> Event | None:
    """What Alertmanager says otherwise than the episode, as a report of those alerts."""
    changed: list[Member] = []
    for member in episode.group.members:
        there = alerts.get(member.fingerprint)
        seen = _seen(member, there, now, settled=now - episode.received > SETTLED)
        if seen != member:
            changed.append(seen)
    if not changed:
        return None
    return told(replace(episode.group, members=tuple(changed)), now, whole=False)


def _seen(member: Member, there: Alert | None, now: datetime, *, settled: bool) -> Member:
    if there is None:
        return replace(member, ends=now, silenced=False) if member.fires and settled else member
    silenced = bool(there.silenced_by)
    if member.fires:
        return replace(member, silenced=silenced)
    again = member.ends is not None and now - member.ends > ECHO and not silenced
    if again and not there.inhibited_by:
        return replace(member, starts=there.starts, ends=None, silenced=False)
    return member
