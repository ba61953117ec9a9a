"""A post-mortem as Markdown: facts as facts, hypotheses as hypotheses, and blanks to fill in. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.incident.causes import Cause, start_of, trial
from handlers.incident.findings import Findings
from handlers.incident.fired import Fired
from handlers.kit import Bold, Link, Mono, Person, Span, Text, spans
from handlers.kit.durations import lasting

TITLE = "# {id}: {title}"
DRAFT = "A draft of {now}, made of what the systems told. All times are UTC."
STILL_OPEN = "The incident is still open: this is how it stands now."
NO_ALERT = "No alert is known to have fired for it."
NO_CAUSE = "Nothing was deployed or committed in the hour before it, as far as is known."
NO_FACT = "None is proven yet."
PROVES_NOTHING = "That something came before proves nothing; strike out what was not it."
NOTICED = "_It was noticed by an alert {span} before somebody opened the incident._"
BY_PERSON = "_No alert came before somebody opened the incident._"
WELL = ("_What helped to see it, to understand it, to end it?_", "")
BADLY = ("_What was slow, missing or misleading? Where were we lucky?_", "")
TIME, DAY = "%H:%M", "%Y-%m-%d"
MOMENT = "%Y-%m-%d %H:%M"
_BLANKS = re.compile(r"\s+")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


@dataclass(frozen=True)
class Postmortem:
    """What a post-mortem is made of. `names` are people's names by their Slack ids."""

    findings: Findings
    fired: tuple[Fired, ...]
    summary: tuple[Text, ...]
    names: Mapping[str, str]
    now: datetime
    gaps: tuple[str, ...]

    def markdown(self) -> str:
        """The whole text."""
        incident = self.findings.incident
        draft = DRAFT.format(now=self.now.strftime(MOMENT))
        title = TITLE.format(id=incident.id, title=escaped(incident.title))
        blocks = [title, draft + (f" {STILL_OPEN}" if incident.open else "")]
        if self.summary:
            blocks += ["## Summary", _bullets(self._said(line) for line in self.summary)]
        blocks += ["## Impact", self._impact(), "## Timeline", self._timeline(), "## Causes"]
        blocks += ["### Facts", self._facts(), "### Hypotheses", self._hypotheses()]
        blocks += ["## What went well", "\n".join(f"- {line}".rstrip() for line in WELL)]
        blocks += ["## What went badly", "\n".join(f"- {line}".rstrip() for line in self._badly())]
        blocks += ["## Actions", self._actions()]
        if self.gaps:
            blocks += ["## Not known", _bullets(map(escaped, self.gaps))]
        return "\n\n".join(blocks) + "\n"

    def _impact(self) -> str:
        incident = self.findings.incident
        closed = incident.closed.strftime(MOMENT) if incident.closed else "not yet"
        grades = incident.grades or ((incident.opened, incident.severity),)
        rows = [
            ("Opened", f"{incident.opened.strftime(MOMENT)} by {self._name(incident.by)}"),
            ("Closed", closed),
            ("Lasted", lasting(incident.lasted(self.now), to_minutes=True)),
            ("Severity", " → ".join(f"{sev} ({when.strftime(TIME)})" for when, sev in grades)),
            ("Services", ", ".join(map(escaped, incident.services)) or "not named"),
            *((role.capitalize(), self._name(who)) for role, who in incident.roles.items()),
            ("Alerts", self._alerts()),
            ("Who was affected, and how", "…"),
        ]
        return "\n".join(("| | |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows)))

    def _alerts(self) -> str:
        if self.fired:
            return "; ".join(
                f"{escaped(each.name)} fired {lasting(each.lasting, to_minutes=True)}"
                f" ({each.first.strftime(TIME)} to {each.last.strftime(TIME)})"
                for each in self.fired
            )
        told = [each for each in self.findings.entries if each.kind == "alert"]
        named = "; ".join(f"{self._said(each.text)} ({each.when.strftime(TIME)})" for each in told)
        return named or NO_ALERT

    def _timeline(self) -> str:
        rows = ["| UTC | | what |", "| --- | --- | --- |"]
        day = ""
        for entry in self.findings.entries:
            today = entry.when.strftime(DAY)
            time = entry.when.strftime(MOMENT if today != day else TIME)
            day = today
            link = f" ([look]({_url(entry.link)}))" if entry.link else ""
            rows.append(f"| {time} | {entry.kind} | {self._said(entry.text)}{link} |")
        return "\n".join(rows)

    def _facts(self) -> str:
        facts = [
            f"{escaped(each.build)} failed: {escaped(each.cause)} Line {each.line} of its log"
            f" says `{each.text.replace('`', '')}`{_look(each.entry.link)}"
            for each in self.findings.failures
        ]
        incident = self.findings.incident
        if incident.closed and incident.said:
            by = self._name(incident.said_by)
            facts.append(f"The last word on it, by {by}: {escaped(incident.said)}")
        return _bullets(facts) if facts else f"- {NO_FACT}"

    def _hypotheses(self) -> str:
        causes = self.findings.causes
        if not causes:
            return f"- {NO_CAUSE}"
        told = [f"{self._said(each.words)}{_look(each.entry.link)}" for each in causes]
        return f"{PROVES_NOTHING}\n\n{_bullets(told)}"

    def _badly(self) -> Sequence[str]:
        start, by_alert = start_of(self.findings.incident, self.findings.entries)
        if not by_alert:
            return (BY_PERSON, *BADLY)
        span = lasting(self.findings.incident.opened - start, to_minutes=True)
        return (NOTICED.format(span=span), *BADLY)

    def _actions(self) -> str:
        actions = [
            f"Find out whether it was this: {self._said(each.entry.text)} (who, by when)"
            for each in _likely(self.findings.causes)[:3]
        ]
        actions += [
            f"Mend {escaped(each.build)} for good (who, by when)" for each in self.findings.failures
        ]
        actions += ["Make sure that it is noticed sooner (who, by when)", "…"]
        return "\n".join(f"- [ ] {each}" for each in actions)

    def _name(self, user: str) -> str:
        return escaped(self.names.get(user, user)) or "somebody"

    def _said(self, text: Text) -> str:
        return "".join(self._span(span) for span in spans(text))

    def _span(self, span: Span) -> str:
        match span:
            case str():
                return escaped(span)
            case Bold(text):
                return f"**{escaped(text)}**"
            case Mono(text):
                return f"`{' '.join(text.replace('`', '').replace('|', '/').split())}`"
            case Link(label, url):
                return f"[{escaped(label)}]({_url(url)})"
            case Person(id):
                return self._name(id)


def _likely(causes: Sequence[Cause]) -> Sequence[Cause]:
    """Those worth an action: a deploy for trials only where there is no other change."""
    real = [each for each in causes if not trial(each.entry)]
    return real or causes


def escaped(text: str) -> str:
    """Foreign words as Markdown that shows them and does nothing else, on one line."""
    return _SPECIAL.sub(r"\\\1", _BLANKS.sub(" ", text))


def _url(url: str) -> str:
    return url.replace(")", "%29").replace("(", "%28").replace(" ", "%20").replace("|", "%7C")


def _look(link: str) -> str:
    return f" ([look]({_url(link)}))" if link else ""


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
