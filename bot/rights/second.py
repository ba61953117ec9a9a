"""What waits for a second person: the request, and the message in the channel that shows it. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.intent import Intent, ReplyTo
from bot.rights.audit import Entry
from bot.rights.guard import APPROVED, DECLINED
from handlers.kit import (
    Ask,
    Button,
    Confirm,
    Facts,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Post,
    Text,
    Tone,
)
from handlers.kit.records import known
from handlers.kit.words import SPACE, Words, together

LASTS = timedelta(minutes=15)
OPEN, SPENT = "open", "spent"
TITLE = Words("{action} {object}: a second person is asked for")
TITLE_APPROVED = Words("{action} {object}: approved")
TITLE_DECLINED = Words("{action} {object}: declined")
TITLE_OVER = Words("{action} {object}: nobody approved it in time")
ASKED_IN_VAIN = Words(" asked for this until {time} UTC.")
WANTS = Words(" asked for this, and the role {role} wants a second person for it.")
ANYBODY = Words("Somebody else who may do it too can approve it until {time} UTC.")
BOUND = Words("It is exactly this that is approved: fingerprint {mark}.")
BY_APPROVED, BY_DECLINED = Words(" approved what "), Words(" declined what ")
ASKED_FOR = Words(" asked for.")
RUNS = Words("It runs now; what comes of it follows.")
NOTHING_DONE = Words("Nothing was done.")
APPROVE, DECLINE = Words("Approve"), Words("Decline")
SURE = Confirm(
    Words("Approve it?"),
    Words("It runs at once, in the name of who asked."),
    APPROVE,
    Words("Not yet"),
)
ALERTS = Words("alerts")
COMMAND = Words("Command")
BY_BEFORE = {"approved": Words(" approved it already."), "declined": Words(" declined it already.")}


@dataclass(frozen=True)
class Request:
    """What waits for a second person, without its parameters.

    `bound` is the hash that the act must have when it runs, `body` that of the stored ask, `press`
    the intent of the press that decided; `ended` is the news by which the channel heard that its
    time is over.
    """

    id: str
    user: str
    path: str
    object: str
    channel: str
    thread: str
    role: str
    bound: str
    body: str
    asked: float
    shown: tuple[tuple[str, str], ...] = ()
    state: str = OPEN
    by: str = ""
    press: str = ""
    ended: str = ""

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> "Request":
        """A request back from its record."""
        shown = tuple((str(name), str(value)) for name, value in record["shown"])
        return cls(**{**known(cls, record), "shown": shown})

    def record(self) -> dict[str, Any]:
        """The request as it is kept, in JSON's own types."""
        kept: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return kept

    @property
    def ends(self) -> datetime:
        """When it ends by itself."""
        return datetime.fromtimestamp(self.asked, UTC) + LASTS

    @property
    def overdue(self) -> bool:
        """Nobody decided it, and its time is over."""
        return self.state == OPEN and datetime.now(UTC) >= self.ends

    @property
    def until(self) -> str:
        """The same for people."""
        return f"{self.ends:%H:%M}"

    def entry(self, decision: str, outcome: str = "", second: str = "") -> Entry:
        """Its record in the audit log."""
        return Entry(
            user=self.user,
            action=self.path,
            object=self.object,
            channel=self.channel,
            decision=decision,
            outcome=outcome,
            parameters=self.bound,
            second=second,
            intent=self.id,
        )


def said(request: Request) -> Text:
    """A sentence on who decided it."""
    decision = DECLINED if request.state == DECLINED else APPROVED
    return (Person(request.by), BY_BEFORE[decision])


def resumed(request: Request, intent: Intent) -> Intent:
    """The ask once more, approved; its answer is for the channel that saw the request."""
    if not isinstance(intent.what, Ask):
        raise TypeError(intent.what)
    what = replace(intent.what, approval=request.id, public=True)
    to = ReplyTo(
        channel=request.channel,
        thread=request.thread,
        user=request.user,
        private=False,
        team=intent.to.team,
    )
    return Intent(f"approval:{request.id}", what, to)


def card(request: Request, *, over: bool = False) -> Post:
    """The message in the channel, as the request stands; `over`: nobody decided it in time."""
    name = f"approval-{request.id}"
    version = 0 if request.state == OPEN and not over else 1
    message = _over(request) if over else _card(request)
    return Post(request.channel, message, name, version=version, thread=request.thread)


def _what(request: Request) -> dict[str, str]:
    """What is asked for, for a title."""
    action = request.path.rpartition(" ")[2]
    return {"action": action.capitalize(), "object": request.object or ALERTS}


def _facts(request: Request) -> Facts:
    """The command and what is sent, as people may see it."""
    return Facts(
        (
            (COMMAND, (Mono(f"/{request.path} {request.object}".rstrip()),)),
            *((name, (Mono(value or "–"),)) for name, value in request.shown),
        )
    )


def _over(request: Request) -> Message:
    """The message of a request that nobody decided in time."""
    asked: Text = (Person(request.user), ASKED_IN_VAIN.format(time=request.until))
    parts = (Paragraph(asked), _facts(request), Note(NOTHING_DONE))
    return Message(TITLE_OVER.format(**_what(request)), parts)


def _card(request: Request) -> Message:
    what, facts = _what(request), _facts(request)
    if request.state == APPROVED:
        who: Text = (Person(request.by), BY_APPROVED, Person(request.user), ASKED_FOR)
        parts = (Paragraph(who), facts, Note(RUNS))
        return Message(TITLE_APPROVED.format(**what), parts, Tone.GOOD)
    if request.state == DECLINED:
        who = (Person(request.by), BY_DECLINED, Person(request.user), ASKED_FOR)
        return Message(
            TITLE_DECLINED.format(**what), (Paragraph(who), facts, Note(NOTHING_DONE)), Tone.BAD
        )
    wants: Text = (Person(request.user), WANTS.format(role=request.role))
    holds = (ANYBODY.format(time=request.until), BOUND.format(mark=request.bound[:12]))
    note = Note(together(holds, SPACE))
    return Message(
        TITLE.format(**what),
        (Paragraph(wants), facts, note),
        Tone.WARN,
        buttons=(
            Button(APPROVE, f"ops approve {request.id}", "primary", SURE),
            Button(DECLINE, f"ops decline {request.id}", "danger"),
        ),
    )
