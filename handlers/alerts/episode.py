"""From the first alert of a group until none fires any more: how reports, in any order, add up."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from handlers.alerts.group import Group, Member, Report
from integrations.alertmanager import moment

ECHO = timedelta(minutes=2)  # within it "fires" after "resolved" is an older word that came late
DAY = timedelta(hours=24)
MOST = 200  # alerts of one group that are kept; those that fire go before


@dataclass(frozen=True)
class Episode:
    """One time that a group fires, and what the latest report changed in it.

    `earlier` are the starts of the episodes before it, of the last 24 hours. `version` grows with
    every change. `told_by` is the key of the report that changed it last, `fired` and `resolved`
    the fingerprints that it brought. `channels` have a card of it, `fresh` since that report.
    """

    group: Group
    started: datetime
    received: datetime
    version: int
    ended: datetime | None = None
    earlier: tuple[datetime, ...] = ()
    told_by: str = ""
    fired: tuple[str, ...] = ()
    resolved: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[Member, ...]:
        """All its alerts, those that fire first, then by start."""
        return tuple(
            sorted(self.group.members, key=lambda m: (not m.fires, m.starts, m.fingerprint))
        )

    @property
    def card(self) -> str:
        """A name that no other episode has."""
        return f"{self.group.id}:{int(self.started.timestamp() * 1000)}"

    def record(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "group": self.group.record(),
            "started": self.started.isoformat(),
            "received": self.received.isoformat(),
            "version": self.version,
            "ended": self.ended.isoformat() if self.ended else None,
            "earlier": [each.isoformat() for each in self.earlier],
            "told_by": self.told_by,
            "fired": list(self.fired),
            "resolved": list(self.resolved),
            "channels": list(self.channels),
            "fresh": list(self.fresh),
        }

    @classmethod
    def read(cls, record: Mapping[str, Any] | None) -> "Episode | None":
        """An episode back from its JSON."""
        if record is None:
            return None
        return cls(
            group=Group.read(record["group"]),
            started=moment(record["started"]),
            received=moment(record["received"]),
            version=record["version"],
            ended=moment(record["ended"]) if record["ended"] else None,
            earlier=tuple(moment(each) for each in record["earlier"]),
            told_by=record["told_by"],
            fired=tuple(record["fired"]),
            resolved=tuple(record["resolved"]),
            channels=tuple(record["channels"]),
            fresh=tuple(record["fresh"]),
        )


def advance(known: Episode | None, report: Report) -> Episode | None:
    """The episode after a report; None where the report says nothing new.

    Reports may come twice, late, or with a part of the group only.
    """
    before = {each.fingerprint: each for each in known.group.members} if known else {}
    after = dict(before)
    for told in report.group.members:
        if told.fingerprint in before or not _is_past(told, report, known):
            after[told.fingerprint] = _later(before.get(told.fingerprint), told, report, known)
    if known and report.whole and not report.group.truncated and report.received > known.received:
        after |= _gone(before, report)
    fires = any(each.fires for each in after.values())
    truncated = report.group.truncated
    if known is None or (known.ended and not _belongs(known, before, after)):
        news = _unheard(known, before, after)
        return _begun(known, news, report) if news else None
    if after == before and truncated == known.group.truncated:
        return None
    if report.received < known.received:
        truncated = known.group.truncated
    group = replace(known.group, members=_bounded(after), truncated=truncated)
    return replace(
        known,
        group=group,
        ended=None if fires else _ended(after, report),
        received=max(known.received, report.received),
        version=_version(known, report),
        told_by=report.key,
        fresh=(),
        fired=_changed(before, after, fires=True),
        resolved=_changed(before, after, fires=False),
    )


def _is_past(told: Member, report: Report, episode: Episode | None) -> bool:
    """Whether a word that came late is about an alert of an earlier episode."""
    if episode is None or report.received >= episode.received:
        return False
    return told.starts < episode.started


def _belongs(known: Episode, before: Mapping[str, Member], after: Mapping[str, Member]) -> bool:
    """Whether an alert that was not known fired at a time of the episode: then it is of it."""
    return any(
        fingerprint not in before
        and each.starts < (known.ended or each.starts)
        and (each.ends or known.received) > known.started
        for fingerprint, each in after.items()
    )


def _later(known: Member | None, told: Member, report: Report, episode: Episode | None) -> Member:
    """Which of two words about one alert counts."""
    if known is None or told.starts > known.starts:
        return told
    if told.starts < known.starts:
        return known
    if known.ends and told.fires:
        heard = episode.received if episode else report.received
        return told if report.received - max(known.ends, heard) > ECHO else known
    if known.ends and told.ends:
        return known if known.ends <= told.ends else told
    if episode and report.received < episode.received and told.fires:
        return known
    return told


def _gone(before: Mapping[str, Member], report: Report) -> dict[str, Member]:
    """The alerts that fired and of which a whole, newer report says nothing more."""
    told = {each.fingerprint for each in report.group.members}
    return {
        fingerprint: replace(each, ends=report.received)
        for fingerprint, each in before.items()
        if each.fires and fingerprint not in told
    }


def _unheard(
    known: Episode | None, before: Mapping[str, Member], after: Mapping[str, Member]
) -> dict[str, Member]:
    """What a new episode is made of: alerts that fire, and those of which only the end was heard.

    Alertmanager tells no end without a beginning: the beginning was lost, or is still to come.
    """
    return {
        fingerprint: each
        for fingerprint, each in after.items()
        if each.fires
        or (fingerprint not in before and (known is None or each.starts > known.started))
        or (fingerprint in before and each.starts > before[fingerprint].starts)
    }


def _begun(known: Episode | None, news: Mapping[str, Member], report: Report) -> Episode:
    """A new episode; the ones before it in a day are counted."""
    started = min(each.starts for each in news.values())
    earlier: tuple[datetime, ...] = ()
    if known:
        started = max(started, known.ended or started)
        started = started if started > known.started else report.received
        whole = (*known.earlier, known.started)
        earlier = tuple(each for each in whole if report.received - each < DAY)
    firing = tuple(sorted(name for name, each in news.items() if each.fires))
    return Episode(
        group=replace(report.group, members=_bounded(news)),
        started=started,
        received=report.received,
        version=_version(known, report),
        ended=None if firing else _ended(news, report),
        earlier=earlier,
        told_by=report.key,
        fired=firing,
        resolved=tuple(sorted(set(news) - set(firing))),
    )


def _version(known: Episode | None, report: Report) -> int:
    now = int(report.received.timestamp() * 1000)
    return max(now, known.version + 1) if known else now


def _ended(after: Mapping[str, Member], report: Report) -> datetime:
    return max((each.ends for each in after.values() if each.ends), default=report.received)


def _changed(
    before: Mapping[str, Member], after: Mapping[str, Member], *, fires: bool
) -> tuple[str, ...]:
    """The alerts that fire, or do not, and did not, or did, before."""
    return tuple(
        fingerprint
        for fingerprint, each in sorted(after.items())
        if each.fires == fires and not _was(before.get(fingerprint), each)
    )


def _was(known: Member | None, now: Member) -> bool:
    """Whether the same alert stood the same before; one that was never known to fire did end."""
    if known is None:
        return not now.fires
    return known.fires == now.fires and (known.starts == now.starts or not now.fires)


def _bounded(members: Mapping[str, Member]) -> tuple[Member, ...]:
    ranked = sorted(members.values(), key=lambda m: (not m.fires, m.starts, m.fingerprint))
    return tuple(ranked[:MOST])
