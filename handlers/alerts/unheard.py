"""Groups of alerts that no webhook told of, as Alertmanager itself lists them. Pure.

Only groups of a receiver whose webhooks reach us count; before the first webhook nobody knows which
that is, and every alert counts in the first group that holds it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.alerts.address import is_web
from handlers.alerts.episode import ECHO, MOST, Episode
from handlers.alerts.group import Group, Member, told
from handlers.kit import Event
from integrations.alertmanager import Alert, AlertGroup

SETTLED = timedelta(seconds=45)  # Alertmanager itself waits (group_wait, 30 s) before it notifies
LONGEST = 4000  # characters of one text; the webhook's own bounds are narrower


def unheard(
    groups: Sequence[AlertGroup],
    ours: Sequence[str],
    known: Mapping[str, Episode],
    page: str,
    now: datetime,
) -> tuple[Event, ...]:
    """The news of groups in which something fires that their episode (`known`, by id) lacks.

    `ours` are the receivers that are known to be ours, `page` is Alertmanager's address.
    """
    news = []
    for each in _ours(groups, ours):
        firing = tuple(_member(alert) for alert in each.alerts if _counts(alert, now))
        group = Group("", each.labels, firing, page, receiver=each.receiver)
        episode = known.get(group.id)
        if _full(episode) or not any(_is_new(member, episode, now) for member in firing):
            continue
        news.append(told(replace(group, members=firing[:MOST]), now))
    return tuple(news)


def _ours(groups: Sequence[AlertGroup], ours: Sequence[str]) -> Iterator[AlertGroup]:
    seen: set[str] = set()
    for each in groups:
        if ours and each.receiver not in ours:
            continue
        fresh = tuple(alert for alert in each.alerts if ours or alert.fingerprint not in seen)
        seen |= {alert.fingerprint for alert in fresh}
        yield replace(each, alerts=fresh)


def _counts(alert: Alert, now: datetime) -> bool:
    """Whether Alertmanager would have notified of it by now."""
    quiet = alert.silenced_by or alert.inhibited_by or alert.muted_by
    return alert.state == "active" and not quiet and now - alert.starts >= SETTLED


def _is_new(member: Member, episode: Episode | None, now: datetime) -> bool:
    if episode is None:
        return True
    heard = {each.fingerprint: each for each in episode.group.members}.get(member.fingerprint)
    if heard is None:
        return True
    return heard.ends is not None and member.starts > heard.starts and now - heard.ends > ECHO


def _full(episode: Episode | None) -> bool:
    """Whether an episode left alerts out, so that a missing one is no news."""
    return episode is not None and (
        bool(episode.group.truncated) or len(episode.group.members) >= MOST
    )


def _member(alert: Alert) -> Member:
    return Member(
        fingerprint=alert.fingerprint,
        labels={name: text[:LONGEST] for name, text in alert.labels.items()},
        annotations={name: text[:LONGEST] for name, text in alert.annotations.items()},
        starts=alert.starts,
        generator=alert.generator_url if is_web(alert.generator_url) else "",
    )
