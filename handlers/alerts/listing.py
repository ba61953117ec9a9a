"""`/prom alerts`: what fires now, by rule, the gravest first."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from handlers.alerts import describe, steps
from handlers.alerts.filters import Filter, read, typed
from handlers.alerts.group import common
from handlers.chart import expression
from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Items,
    LinkButton,
    Message,
    Note,
    Paragraph,
    Reply,
    Routes,
    Span,
    Text,
    Tone,
    Use,
    counted,
    spans,
)
from handlers.kit.words import AFTER, AND, Words, together
from integrations.alertmanager import Alert

TITLE = Words("{count} firing")
TITLE_LIKE = Words("{count} firing like {words}")
NO_TITLE, NO_TITLE_LIKE = Words("No alert fires"), Words("No alert fires like {words}")
NONE = Words("Alertmanager answers.")
NONE_LIKE = Words("Alertmanager has {count}, and none is like it.")
NONE_AT_ALL = Words("Alertmanager has no alert at all.")
QUIET = Words("Besides, {quiet}.")
SILENCED, INHIBITED = Words("{count} silenced"), Words("{count} inhibited by another alert")
AND_MORE = Words("… and {count} more")
RULES_LEFT = Words("{count}: narrow it with a word such as `severity=page`.")
SUMMARY = Words(": {summary}")
ONE_RUNBOOK = Words("Runbook {name}")
IN_ALERTMANAGER = "Alertmanager"
RULES, ROWS = 8, 5  # rules in a message, alerts of one rule
WITH_BUTTONS = 3  # rules with buttons of their own
LONGEST = 200  # characters of a summary
NAME = 40  # characters of a name in a label

routes = Routes()


@routes.command(
    "prom alerts",
    "[FILTER…]",
    example="prom alerts severity=page service=checkout",
    aliases=("firing",),
)
async def alerts(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Show what fires, the gravest first.

    The filter's words must all be true of an alert: `severity=page`, `service=~check.*`,
    `Check*`, or any text in one of its labels.
    """
    wanted = read(typed(ask, use))
    found = await use.systems.alertmanager.alerts()
    return show(use, [each for each in found if wanted.wants(each.labels)], found, wanted)


def show(
    use: Use, chosen: Sequence[Alert], all_of_them: Sequence[Alert], wanted: Filter
) -> Message:
    """The message for the alerts that were meant, out of all that there are."""
    now = datetime.now(UTC)
    firing = [each for each in chosen if each.state != "suppressed"]
    words = str(wanted)
    title = (TITLE_LIKE if words else TITLE).format(
        count=counted(len(firing), "alert"), words=words
    )
    quiet = _quiet(chosen)
    notes = (Note(QUIET.format(quiet=quiet)),) if quiet else ()
    link = LinkButton(IN_ALERTMANAGER, use.systems.alertmanager.alerts_url(wanted.matchers))
    if not firing:
        title = (NO_TITLE_LIKE if words else NO_TITLE).format(words=words)
        return Message(title, (Paragraph(_none(words, all_of_them)), *notes), Tone.GOOD, (link,))
    rules = by_rule(firing)
    lists = tuple(_list(rule, now) for rule in rules[:RULES])
    left = sum(len(rule) for rule in rules[RULES:])
    cut = (Note(RULES_LEFT.format(count=counted(left, "more alert"))),) if left else ()
    grave = describe.gravity(describe.gravest([each.labels for each in firing]))
    tone = Tone.BAD if grave < describe.GRAVE.index("ticket") else Tone.WARN
    buttons = [
        b for rule in rules[:WITH_BUTTONS] for b in _buttons(use, rule, alone=len(rules) == 1)
    ]
    return Message(title, (*lists, *notes, *cut), tone, (*buttons, link))


def _none(words: str, all_of_them: Sequence[Alert]) -> str:
    if not words:
        return NONE
    return (
        NONE_LIKE.format(count=counted(len(all_of_them), "alert")) if all_of_them else NONE_AT_ALL
    )


def by_rule(found: Sequence[Alert]) -> list[tuple[Alert, ...]]:
    """Alerts by their rule: the gravest rule first, then the one that began last."""
    rules: dict[str, list[Alert]] = {}
    for each in sorted(found, key=lambda a: (a.starts, a.fingerprint)):
        rules.setdefault(each.name, []).append(each)

    def order(rule: Sequence[Alert]) -> tuple[int, float, str]:
        gravest = describe.gravest([each.labels for each in rule])
        return describe.gravity(gravest), -max(a.starts for a in rule).timestamp(), rule[0].name

    return [tuple(rule) for rule in sorted(rules.values(), key=order)]


def _list(rule: Sequence[Alert], now: datetime) -> Items:
    severity = describe.gravest([each.labels for each in rule])
    shared = common(rule)
    many = counted(len(rule), "alert") if len(rule) > 1 else ""
    summary = describe.shared(rule, "summary")
    title = describe.titled(rule[0].name, severity, describe.about(rule, shared), many)
    said = SUMMARY.format(summary=" ".join(summary.split())[:LONGEST]) if summary else ""
    heading = title + said
    hidden = shared if len(rule) > 1 else describe.SAID
    rows: list[Text] = [_row(each, hidden, now, told=bool(summary)) for each in rule[:ROWS]]
    left = len(rule) - len(rows)
    return Items((*rows, *([AND_MORE.format(count=left)] if left else [])), heading)


def _row(alert: Alert, hidden: Iterable[str], now: datetime, *, told: bool) -> Text:
    own = "" if told else " ".join(alert.annotations.get("summary", "").split())[:LONGEST]
    said: tuple[Span, ...] = (SUMMARY.format(summary=own),) if own else ()
    labels = spans(describe.labels_text(alert.labels, hidden))
    return (*labels, AFTER.format(text=describe.since(alert.starts, now)), *said)


def _quiet(found: Sequence[Alert]) -> str:
    silenced = sum(bool(each.silenced_by) for each in found)
    inhibited = sum(bool(each.inhibited_by) and not each.silenced_by for each in found)
    told = [(silenced, SILENCED), (inhibited, INHIBITED)]
    return together((words.format(count=count) for count, words in told if count), AND)


def _buttons(use: Use, rule: Sequence[Alert], *, alone: bool) -> list[Button | LinkButton]:
    """What one can do about a rule's alerts; named where there are several rules."""
    name, generator = rule[0].name, rule[0].generator_url
    made: list[Button | LinkButton] = []
    if name:
        matchers = steps.matchers_for(name, {})
        made += steps.silence(matchers) if alone else steps.silence_named(name)
    made += steps.chart(use, expression(generator), "" if alone else name)
    for link in describe.runbook(rule):
        made.append(link if alone else LinkButton(ONE_RUNBOOK.format(name=name[:NAME]), link.url))
    if alone:
        made += steps.in_prometheus(use, generator)
    return made
