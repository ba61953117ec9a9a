"""An incident and what may become of it. Pure: each change makes a new value, or says why not."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from handlers.kit import UsageError
from handlers.kit.grammar import did_you_mean
from handlers.kit.redaction import redact
from handlers.kit.words import Words

SEVERITIES = ("sev1", "sev2", "sev3", "sev4")
STATUSES = ("investigating", "identified", "monitoring", "resolved")
ROLES = ("commander", "communications", "scribe", "operations")
RESOLVED = "resolved"

NO_SEVERITY = Words("`{word}` is no severity: there are sev1 (the worst), sev2, sev3 and sev4.")
NO_STATUS = Words(
    "`{word}` is no status: there are investigating, identified, monitoring and resolved."
)
NO_ROLE = Words("`{word}` is no role: use one word of letters, such as commander or scribe.")
CLOSED = Words("{id} is closed. `/inc reopen {id}` opens it again.")
OPEN = Words("{id} is open already.")
_ROLE = re.compile(r"[a-z][a-z-]{1,29}")
_ID = re.compile(r"(?i)inc-?([0-9]{1,6})")
_SEVERITY = re.compile(r"(?i)(?:sev|s|p)?-?([1-4])\b.*")
_OTHER_WORDS = {"investigate": 0, "identify": 1, "found": 1, "monitor": 2, "mitigated": 2}

NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Incident:
    """An incident as it stands. `roles` and `by` name Slack users; times are in UTC.

    `channel` is where its card stands, `room` the channel made for it (empty where the card's
    thread is its room). `private` says that the channel is not for everybody. `version` counts
    its changes. `reminded` is when somebody was last asked for an update, `grades` are the
    severities that it had, each with the time from which it did.
    """

    id: str
    title: str
    severity: str
    by: str
    channel: str
    opened: datetime
    status: str = STATUSES[0]
    services: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=lambda: NOBODY)
    room: str = ""
    room_name: str = ""
    private: bool = False
    closed: datetime | None = None
    said: str = ""
    said_by: str = ""
    said_at: datetime | None = None
    version: int = 1
    reminders: bool = True
    reminded: datetime | None = None
    grades: tuple[tuple[datetime, str], ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is not over."""
        return self.status != RESOLVED

    @property
    def home(self) -> str:
        """The channel in which it is worked on."""
        return self.room or self.channel

    def updated(self, text: str, by: str, now: datetime) -> "Incident":
        """With a new word on how things stand."""
        return replace(self._changed(), said=text, said_by=by, said_at=now)

    def with_severity(self, word: str, now: datetime) -> "Incident":
        """As grave as that."""
        severity = severity_of(word)
        grades = (*(self.grades or ((self.opened, self.severity),)), (now, severity))
        return replace(self._changed(), severity=severity, grades=grades)

    def with_status(self, word: str, now: datetime) -> "Incident":
        """In that status; `resolved` closes it."""
        status = status_of(word)
        closed = now if status == RESOLVED else None
        return replace(self._changed(), status=status, closed=closed)

    def with_role(self, role: str, user: str) -> "Incident":
        """With somebody in a role; with nobody in it where `user` is empty."""
        others = {name: who for name, who in self.roles.items() if name != role}
        return replace(self._changed(), roles=others | ({role: user} if user else {}))

    def reopened(self) -> "Incident":
        """Open again after all."""
        if self.open:
            raise UsageError(OPEN.format(id=self.id))
        return replace(self, status=STATUSES[0], closed=None, version=self.version + 1)

    def lasted(self, now: datetime) -> timedelta:
        """How long it has been open, or was."""
        return (self.closed or now) - self.opened

    def _changed(self) -> "Incident":
        if not self.open:
            raise UsageError(CLOSED.format(id=self.id))
        return replace(self, version=self.version + 1)


def severity_of(word: str) -> str:
    """`sev2` of what people write for it: `2`, `SEV2`, `sev-2`, `P2`; UsageError else."""
    found = _SEVERITY.fullmatch(word.strip())
    if not found:
        raise UsageError(NO_SEVERITY.format(word=word))
    return f"sev{found[1]}"


def is_severity(word: str) -> bool:
    """Whether a word at the end of a title is meant as the severity: `sev2`, not `2`."""
    return bool(re.fullmatch(r"(?i)sev-?[1-4]", word))


def status_of(word: str) -> str:
    """A status of what people write for it; UsageError with the nearest one else."""
    asked = word.strip().casefold()
    for status in STATUSES:
        if asked == status or (len(asked) > 3 and status.startswith(asked)):  # noqa: PLR2004 - "reso" is plain enough, "i" is not
            return status
    if asked in _OTHER_WORDS:
        return STATUSES[_OTHER_WORDS[asked]]
    raise UsageError(NO_STATUS.format(word=word) + did_you_mean(asked, tuple(STATUSES)))


def role_of(word: str) -> str:
    """The name of a role; UsageError where it is none."""
    asked = word.strip().casefold()
    whole = next((role for role in ROLES if len(asked) > 2 and role.startswith(asked)), asked)  # noqa: PLR2004 - "comms" is two of them
    if not _ROLE.fullmatch(whole):
        raise UsageError(NO_ROLE.format(word=word))
    return "communications" if whole == "comms" else whole


def id_of(word: str) -> str:
    """`INC-7` of `inc-7` or `INC7`; empty where it is no id."""
    found = _ID.fullmatch(word.strip(".,:;()"))
    return f"INC-{int(found[1])}" if found else ""


_TIMES = ("opened", "closed", "said_at", "reminded")


def written(incident: Incident) -> dict[str, Any]:
    """An incident as JSON, what people typed without secrets."""
    plain = replace(
        incident,
        title=redact(incident.title),
        said=redact(incident.said),
        roles={},
        services=(),
        grades=(),
    )
    record = asdict(plain) | {
        "roles": dict(incident.roles),
        "services": list(incident.services),
        "grades": [[when.timestamp(), severity] for when, severity in incident.grades],
    }
    for name in _TIMES:
        record[name] = record[name].timestamp() if record[name] else None
    return record


def read(record: Mapping[str, Any]) -> Incident:
    """An incident back from its JSON."""
    times = {
        name: datetime.fromtimestamp(record[name], UTC) if record[name] else None for name in _TIMES
    }
    lists = {
        "services": tuple(record["services"]),
        "grades": tuple((datetime.fromtimestamp(w, UTC), s) for w, s in record["grades"]),
    }
    return Incident(**{**record, **times, **lists})
