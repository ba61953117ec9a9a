"""The next steps that several answers about alerts offer."""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from handlers.alerts.address import is_web
from handlers.alerts.filters import is_typable, written
from handlers.chart import course, expression
from handlers.kit import Button, Confirm, LinkButton, Use, durations, quote, quote_text
from handlers.kit.words import Words
from integrations.alertmanager import Labels, Matcher

SILENCE_FOR, SILENCE = Words("Silence {lasting}"), Words("Silence…")
SILENCE_ONE = Words("Silence {name}…")
ASK_SILENCE = Words("Every alert with {words} stays quiet for {lasting}. It fires on unseen.")
EXPIRE, EXTEND, LET_END = Words("End it"), Words("Extend {lasting}"), Words("Let it end")
ASK_EXPIRE = Confirm(
    Words("End this silence?"), Words("Its alerts are told of again from now on."), EXPIRE
)
SURE, SILENCE_IT = Words("Silence for {lasting}?"), Words("Silence")
NOT_NOW = Words("Not now")
CHART, CHART_ONE = Words("Chart"), Words("Chart {name}")
IN_PROMETHEUS, AT_HOST = "Prometheus", Words("Open {host}")
INCIDENT = Words("Open incident")
TWO_HOURS = timedelta(hours=2)
LAST = timedelta(hours=1)  # of a graph that a link leads to
LABEL = 40  # characters of a name in a label
EXPR = 1500  # characters of an expression that fits behind a button
SINGLE = set("'‘’")
INCIDENTS = {
    "emergency": "sev1",
    "fatal": "sev1",
    "critical": "sev1",
    "page": "sev2",
    "high": "sev2",
}


def words_of(matchers: Sequence[Matcher]) -> str:
    """Matchers as they stand in a command."""
    return " ".join(quote(written(each)) for each in matchers)


def plain(matchers: Sequence[Matcher]) -> str:
    """Matchers as people read them."""
    return ", ".join(written(each) for each in matchers)


def matchers_for(name: str, labels: Labels) -> tuple[Matcher, ...]:
    """What silences a group: its name and the labels by which it is grouped; none without both."""
    wanted = {"alertname": name, **labels}
    return tuple(Matcher(key, value) for key, value in wanted.items() if value)


def silence_now(matchers: Sequence[Matcher]) -> tuple[Button, ...]:
    """Silence for two hours, after a question."""
    text = ASK_SILENCE.format(words=plain(matchers), lasting=durations.lasting(TWO_HOURS))
    asked = Confirm(SURE.format(lasting=durations.lasting(TWO_HOURS)), text, SILENCE_IT, NOT_NOW)
    command = f"prom silence {words_of(matchers)} {durations.written(TWO_HOURS)} sure=yes"
    label = SILENCE_FOR.format(lasting=durations.lasting(TWO_HOURS))
    return (Button(label, command, confirm=asked, shared=True),) if _sayable(matchers) else ()


def silence(matchers: Sequence[Matcher], label: str = SILENCE) -> tuple[Button, ...]:
    """A form that asks for how long and why."""
    return (Button(label, f"prom silence {words_of(matchers)}"),) if _sayable(matchers) else ()


def _sayable(matchers: Sequence[Matcher]) -> bool:
    """Whether a command can say them: what it said otherwise would silence other alerts."""
    return bool(matchers) and all(map(is_typable, matchers))


def silence_named(name: str) -> tuple[Button, ...]:
    """A form to silence a rule's alerts, named in its label."""
    return silence(matchers_for(name, {}), SILENCE_ONE.format(name=name[:LABEL]))


def chart(use: Use, expr: str, name: str = "") -> tuple[Button, ...]:
    """The course of what a rule measures in the last hour; nothing where nobody draws it.

    Without its limit: a rule's whole expression has no values but while it fires.
    """
    expr = course(expr).expr
    if not expr or len(expr) > EXPR or "prom q" not in use.routes.commands:
        return ()
    label = CHART_ONE.format(name=name[:LABEL]) if name else CHART
    held = quote(expr) if set(expr) & SINGLE else f"'{expr}'"
    return (Button(label, f"prom q {held} 1h"),)


def in_prometheus(use: Use, generator: str) -> tuple[LinkButton, ...]:
    """A rule's expression at the Prometheus that is configured.

    Without one it is the page that the alert names; whoever sends alerts may name any, so its host
    is told.
    """
    prometheus, expr = use.systems.prometheus_or_none, expression(generator)
    if prometheus and expr:
        return (LinkButton(IN_PROMETHEUS, prometheus.graph_url(expr, LAST)),)
    if not is_web(generator):
        return ()
    return (LinkButton(AT_HOST.format(host=urlsplit(generator).hostname)[:LABEL], generator),)


def expire(id: str) -> Button:
    """End a silence, after a question."""
    return Button(EXPIRE, f"prom unsilence {id} sure=yes", "danger", ASK_EXPIRE, shared=True)


def extend(id: str, by: timedelta = TWO_HOURS) -> Button:
    """Let a silence end later."""
    command = f"prom extend {id} {durations.written(by)}"
    return Button(EXTEND.format(lasting=durations.lasting(by)), command, shared=True)


def let_end(id: str) -> Button:
    """Leave a silence as it is."""
    return Button(LET_END, f"prom extend {id} 0")


def incident(use: Use, title: str, severity: str, service: str) -> tuple[Button, ...]:
    """Open an incident with the alert's title and service; nothing where nobody keeps incidents."""
    if "inc new" not in use.routes.commands:
        return ()
    grave = INCIDENTS.get(severity.casefold(), "sev3")
    words = f"inc new {quote_text(title)} {grave}" + (
        f" service={quote(service)}" if service else ""
    )
    return (Button(INCIDENT, words, "primary"),)
