"""An episode as a message: one group of alerts, which fires or is over. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.alerts import describe, steps
from handlers.alerts.changes_before import Changes
from handlers.alerts.describe import clock
from handlers.alerts.episode import Episode
from handlers.alerts.group import Member, common
from handlers.alerts.picture import Drawn
from handlers.chart import expression
from handlers.kit import (
    Button,
    Facts,
    Items,
    LinkButton,
    Message,
    Note,
    Paragraph,
    Part,
    Text,
    Tone,
    Use,
    counted,
    spans,
)
from handlers.kit.durations import lasting
from handlers.kit.words import AFTER, Words, together
from handlers.timeline import row

FIRES, FIRE = Words("Firing since {time}."), Words("{count} fire, the first since {time}.")
OVER = Words("Over at {time}, after {lasting}.")
OVER_ROW = Words("over at {time}, after {lasting}")
OTHER_OVER = Words(" {count} is over.")
OTHERS_OVER = Words(" {count} are over.")
SILENCED, ALL_SILENCED = Words(" {count} of them silenced."), Words(" Silenced.")
AGAIN = Words(" Fired again: {count} in 24 hours.")
TIMES = (
    Words("the second time"),
    Words("the third time"),
    Words("the fourth time"),
    Words("the fifth time"),
)
NTH = Words("time number {count}")
RESOLVED = Words("Resolved: {title}")
ALL_OVER, SOME_OVER, MORE = (
    Words("Over after {lasting}"),
    Words("{count} over"),
    Words("{count} more fire"),
)
ONE_MORE = Words("One more fires")
ALERTS, BEFORE = Words("Alerts"), Words("In the hour before")
AND_MORE = Words("… and {count} more")
QUIET = Words("Nothing was built, deployed or committed in the hour before.")
LEFT_OUT = Words("{count} of this group were left out on the way here.")
LABELS = Words("Labels")
ASK = Words("Ask in the thread: @Pilot what changed before this alert?")
IN_ALERTMANAGER = "Alertmanager"
SIGN_FIRES, SIGN_SILENCED, SIGN_OVER = "🔴", "🔕", "🟢"
SHOWN = 8  # alerts listed one by one
TOLD = 5  # alerts named in a reply
LONGEST = 600  # characters of an annotation
GAPS = 4


@dataclass(frozen=True)
class View:
    """What one channel sees of an episode: those of its alerts that it wants to hear of.

    `fresh` says that the channel has no card of it yet.
    """

    channel: str
    episode: Episode
    members: tuple[Member, ...]
    fresh: bool = False

    @property
    def firing(self) -> tuple[Member, ...]:
        """Those that fire."""
        return tuple(each for each in self.members if each.fires)

    @property
    def starts(self) -> datetime:
        """When the first of them began."""
        return min(each.starts for each in self.firing or self.members)

    @property
    def ended(self) -> datetime:
        """When the last of them ended."""
        ends = [each.ends for each in self.members if each.ends]
        return max(ends, default=self.episode.received)

    @property
    def title(self) -> str:
        """The rule's name, what it is about, and how grave it is."""
        shown = self.firing or self.members
        shared = common(shown)
        name = shared.get("alertname", "") or together(dict.fromkeys(m.name for m in shown))
        severity = describe.gravest([each.labels for each in shown])
        return describe.titled(name, describe.about(shown, shared), severity)

    @property
    def silenced(self) -> bool:
        """Whether all that fires is silenced."""
        return bool(self.firing) and all(each.silenced for each in self.firing)

    @property
    def severity(self) -> str:
        """The gravest severity of those that fire."""
        return describe.gravest([each.labels for each in self.firing or self.members])


def card(use: Use, view: View, change: Changes, drawn: Drawn, now: datetime) -> Message:
    """The message of a group in a channel."""
    gaps = tuple(gap for gap in (drawn.gap, *change.gaps) if gap)[:GAPS]
    left_out = view.episode.group.truncated
    parts: list[Part] = [
        *(Paragraph(text) for text in _said(view.members)),
        Paragraph(_state(view, now)),
        Facts(((LABELS, describe.labels_text(common(view.members), describe.SAID)),)),
        *_alerts(view, now),
        *([drawn.picture] if drawn.picture else []),
        *_changes(change),
        *(Note(gap) for gap in gaps),
    ]
    if left_out:
        parts.append(Note(LEFT_OUT.format(count=counted(left_out, "alert"))))
    if use.routes.answer and view.firing:
        parts.append(Note(ASK))
    title = view.title if view.firing else RESOLVED.format(title=view.title)
    tone = _tone(view)
    return Message(title, tuple(parts), tone, _buttons(use, view), _links(use, view))


def reply(view: View) -> Message | None:
    """What the thread is told of the latest change; None where the card says it all."""
    if view.fresh:
        return None
    new = [each for each in view.members if each.fingerprint in view.episode.fired]
    over = [each for each in view.members if each.fingerprint in view.episode.resolved]
    if over and not view.firing:
        title = ALL_OVER.format(lasting=lasting(view.ended - view.starts))
        return Message(title, (Paragraph(view.title),), Tone.GOOD)
    lists: list[Part] = []
    more = ONE_MORE if len(new) == 1 else MORE.format(count=len(new))
    ended = SOME_OVER.format(count=counted(len(over), "alert"))
    for heading, members in ((more, new), (ended, over)):
        if members:
            lists.append(Items(_named(view, members), heading if new and over else ""))
    if not lists:
        return None
    return Message(more if new else ended, tuple(lists), _tone(view) if new else Tone.GOOD)


def _named(view: View, members: Sequence[Member]) -> tuple[Text, ...]:
    shared = common(view.members)
    rows = [describe.labels_text(m.labels, shared) for m in members[:TOLD]]
    left = len(members) - len(rows)
    return (*rows, AND_MORE.format(count=left)) if left else tuple(rows)


def _said(members: Sequence[Member]) -> tuple[str, ...]:
    """Summary and description, where all alerts say the same."""
    told = (describe.shared(members, name).strip() for name in ("summary", "description"))
    return tuple(dict.fromkeys(text[:LONGEST] for text in told if text))


def _state(view: View, now: datetime) -> str:
    again = _again(view.episode)
    if not view.firing:
        took = lasting(view.ended - view.starts)
        return OVER.format(time=clock(view.ended, now), lasting=took) + again
    silenced = sum(each.silenced for each in view.firing)
    time = clock(view.starts, now)
    one = len(view.firing) == 1
    said = (FIRES if one else FIRE).format(count=counted(len(view.firing), "alert"), time=time)
    over = len(view.members) - len(view.firing)
    if over:
        said += (OTHER_OVER if over == 1 else OTHERS_OVER).format(count=counted(over, "alert"))
    if silenced:
        whole = silenced == len(view.firing)
        said += ALL_SILENCED if whole else SILENCED.format(count=silenced)
    return said + again


def _again(episode: Episode) -> str:
    count = len(episode.earlier) + 1
    if count == 1:
        return ""
    nth = TIMES[count - 2] if count - 2 < len(TIMES) else NTH.format(count=count)
    return AGAIN.format(count=nth)


def _alerts(view: View, now: datetime) -> tuple[Items, ...]:
    """The alerts one by one, where there are several: what tells them apart."""
    if len(view.members) == 1:
        return ()
    shared = common(view.members)
    rows: list[Text] = [_alert(each, shared, now) for each in view.members[:SHOWN]]
    left = len(view.members) - len(rows)
    return (Items((*rows, *([AND_MORE.format(count=left)] if left else [])), ALERTS),)


def _alert(member: Member, shared: dict[str, str], now: datetime) -> Text:
    sign = SIGN_OVER if member.ends else SIGN_SILENCED if member.silenced else SIGN_FIRES
    told = describe.since(member.starts, now)
    if member.ends:
        told = OVER_ROW.format(
            time=clock(member.ends, now), lasting=lasting(member.ends - member.starts)
        )
    return (
        f"{sign} ",
        *spans(describe.labels_text(member.labels, shared)),
        AFTER.format(text=told),
    )


def _changes(change: Changes) -> tuple[Part, ...]:
    if change.entries:
        return (Items(tuple(row(each) for each in change.entries), BEFORE),)
    return () if change.gaps else (Note(QUIET),)


def _tone(view: View) -> Tone:
    if not view.firing:
        return Tone.GOOD
    grave = describe.gravity(view.severity) < describe.GRAVE.index("ticket")
    return Tone.BAD if grave and not view.silenced else Tone.WARN


def _buttons(use: Use, view: View) -> tuple[Button | LinkButton, ...]:
    runbook = describe.runbook(view.members)
    if not view.firing:
        return runbook
    shared = common(view.firing)
    incident = steps.incident(use, view.title, view.severity, describe.service(shared))
    if view.silenced:
        return (*incident, *runbook)
    matchers = steps.matchers_for(shared.get("alertname", ""), view.episode.group.labels)
    return (
        *incident,
        *(steps.silence_now(matchers)),
        *(steps.silence(matchers)),
        *runbook,
    )


def _links(use: Use, view: View) -> tuple[Button | LinkButton, ...]:
    """The expression's chart, and the pages of Prometheus and Alertmanager."""
    generator = next((m.generator for m in view.members if m.generator), "")
    page = page_of(use, view.episode)
    return (
        *steps.chart(use, expression(generator)),
        *steps.in_prometheus(use, generator),
        *([LinkButton(IN_ALERTMANAGER, page)] if page else []),
    )


def page_of(use: Use, episode: Episode) -> str:
    """Alertmanager's page of a group: at the configured address, else where it says it is."""
    alertmanager = use.systems.alertmanager_or_none
    if alertmanager is None:
        return episode.group.page
    name = common(episode.group.members).get("alertname", "")
    return alertmanager.alerts_url(steps.matchers_for(name, episode.group.labels))
