"""`/git review`: what is risky in a change by rules, and what a model remarks, held against it."""

import re
import secrets
from dataclasses import replace
from datetime import UTC, datetime

from handlers.citing import feedback
from handlers.commits.lookup import repository_named
from handlers.commits.reading.change import Reviewed, change
from handlers.commits.reading.markdown import markdown
from handlers.commits.reading.read import Reading, read
from handlers.commits.reading.remarks import Noted
from handlers.commits.reading.risks import Risk
from handlers.commits.rows import freshness, services_of
from handlers.kit import (
    Arguments,
    Ask,
    Bold,
    Button,
    Facts,
    File,
    Items,
    Lines,
    Link,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Reply,
    Routes,
    Span,
    Text,
    Tone,
    Use,
    counted,
    quote,
)
from handlers.kit.forge import file_url
from handlers.kit.shortening import MORE, with_rest
from handlers.kit.words import COLON, Words
from integrations.errors import IntegrationError
from integrations.git import Repository

TITLE = Words("Review of {repository}, {names}")
EMPTY = Words("There is nothing to review: no file differs.")
STOP = Words("Look at {count} before this goes in.")
SOME = Words("Nothing in it must be looked at first; {count} to know.")
NONE = Words("Nothing stands out.")
SIZE, COMMITS, SERVICES = Words("Size"), Words("Commits"), Words("Services")
COUNTS = Words("{files}, +{added} -{removed}")
KNOW = Words("What to know")
INSTEAD = Words("Instead: {words}")
HUNKS = Words(
    "The model read {shown} of {hunks} of the change. Its remarks are its own: check them."
)
UNREAD = Words("Not read, for a tool wrote it or it is binary: {files}.")
PARTLY = Words("The change is very large: the lines of {read} of {files} were looked at.")
DROPPED_ONE = Words("{count} of the model's pointed at no line of the change and was left out.")
DROPPED = Words("{count} of the model's pointed at no line of the change and were left out.")
FILE_TITLE = Words("The whole review")
READING = Words("reads the change")
SHOW = Words("Show commit")
SHOWN_RISKS = 10
SHOWN_REMARKS = 5
SHOWN_UNREAD = 5
SEVERITIES = {
    "critical": Words("Critical"),
    "major": Words("Major"),
    "minor": Words("Minor"),
    "nit": Words("Nit"),
}
STOPPING = ("critical", "major")
STOPPERS = ("secret", "conflict")

routes = Routes()


@routes.command("git review", "REPO RANGE", example="git review checkout main..fix")
async def review(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Review a change: its size, risky places, missing tests, what was left behind.

    RANGE is `A..B`, a branch (held against the main one), a sha, or the number of a pull request.
    A model, where one is configured, adds remarks, each at a line of the change.
    """
    repository = repository_named(use.systems.git, words.text("REPO"))
    reviewed = await change(use, repository, words.text("RANGE"))
    title = TITLE.format(repository=repository.name, names=reviewed.names)
    if not reviewed.files:
        return Message(title, (Paragraph(EMPTY),))
    if use.systems.model:
        await use.live.status(READING)
    reading = await read(reviewed, repository, use.systems.model)
    message = told(use, repository, reviewed, reading, datetime.now(UTC))
    if reading.quiet:
        return message
    return await _rated(ask, use, message, reading)


def told(
    use: Use, repository: Repository, reviewed: Reviewed, reading: Reading, now: datetime
) -> Message:
    """The message on a change that was read."""
    verdict, tone = _verdict(reading)
    parts: tuple[Part, ...] = (
        Paragraph(verdict),
        Facts(_facts(repository, reviewed)),
        *_risks(repository, reviewed, reading.risks),
        *(
            part
            for noted in reading.remarks.noted[:SHOWN_REMARKS]
            for part in _remark(repository, reviewed, noted)
        ),
        *(Note(words) for words in _notes(reviewed, reading)),
        *freshness(use.systems.git, repository, now),
    )
    title = TITLE.format(repository=repository.name, names=reviewed.names)
    long = len(reading.risks) > SHOWN_RISKS or len(reading.remarks.noted) > SHOWN_REMARKS
    files = (_file(use, repository, title, verdict, reading),) if long else ()
    return Message(
        title, parts, tone, buttons=_steps(repository, reviewed), files=files, summary=verdict
    )


def _verdict(reading: Reading) -> tuple[str, Tone]:
    stops = sum(risk.kind in STOPPERS for risk in reading.risks)
    stops += sum(noted.severity in STOPPING for noted in reading.remarks.noted)
    rest = len(reading.risks) + len(reading.remarks.noted) - stops
    if stops:
        return STOP.format(count=counted(stops, "place")), Tone.WARN
    if rest:
        return SOME.format(count=counted(rest, "thing")), Tone.PLAIN
    return NONE, Tone.GOOD


def _facts(repository: Repository, reviewed: Reviewed) -> tuple[tuple[str, Text], ...]:
    size = COUNTS.format(
        files=counted(len(reviewed.files), "file"),
        added=f"{sum(file.added or 0 for file in reviewed.files):,}",
        removed=f"{sum(file.removed or 0 for file in reviewed.files):,}",
    )
    rows: list[tuple[str, Text]] = [(SIZE, size), (COMMITS, f"{reviewed.total:,}")]
    if services := services_of(repository, reviewed.files):
        rows.append((SERVICES, ", ".join(services)))
    return tuple(rows)


def _risks(
    repository: Repository, reviewed: Reviewed, risks: tuple[Risk, ...]
) -> tuple[Items, ...]:
    if not risks:
        return ()
    rows: list[Text] = []
    for risk in risks[:SHOWN_RISKS]:
        where = _place(repository, reviewed, risk.path, risk.line) if risk.path else None
        rows.append((where, COLON + risk.words) if where else risk.words)
    return (Items(with_rest(rows, len(risks)), KNOW),)


def _remark(repository: Repository, reviewed: Reviewed, noted: Noted) -> tuple[Part, ...]:
    where = _place(repository, reviewed, noted.path, noted.line)
    head = Paragraph((Bold(SEVERITIES[noted.severity]), " ", where, f": {noted.text}"))
    instead = Paragraph(INSTEAD.format(words=noted.suggestion)) if noted.suggestion else None
    return (head, Lines(((noted.line, noted.quote),)), *([instead] if instead else []))


def _place(repository: Repository, reviewed: Reviewed, path: str, line: int | None) -> Span:
    label = f"{path}:{line}" if line else path
    url = file_url(repository, reviewed.head, path, line)
    return Link(label, url) if url else Mono(label)


def _notes(reviewed: Reviewed, reading: Reading) -> list[str]:
    choice, remarks = reading.choice, reading.remarks
    notes = [reading.quiet or HUNKS.format(
        shown=len(choice.shown), hunks=counted(choice.hunks, "hunk")
    )]  # fmt: skip  # one of the two
    if reading.taken:
        notes.append(reading.taken)
    if remarks.dropped:
        words = DROPPED_ONE if remarks.dropped == 1 else DROPPED
        notes.append(words.format(count=counted(remarks.dropped, "remark")))
    if choice.unread:
        named = ", ".join(choice.unread[:SHOWN_UNREAD])
        left = len(choice.unread) - SHOWN_UNREAD
        more = " " + MORE.format(count=left) if left > 0 else ""
        notes.append(UNREAD.format(files=named + more))
    if len(reviewed.diffs) < len(reviewed.files):
        files = counted(len(reviewed.files), "file")
        notes.append(PARTLY.format(read=len(reviewed.diffs), files=files))
    return notes


def _file(use: Use, repository: Repository, title: str, verdict: str, reading: Reading) -> File:
    safe = re.sub(r"[^\w.-]+", "-", repository.name)
    path = use.scratch / f"review-{safe}.md"
    path.write_text(markdown(title, verdict, reading), encoding="utf-8")
    return File(path.name, path, FILE_TITLE)


def _steps(repository: Repository, reviewed: Reviewed) -> tuple[Button, ...]:
    name = quote(repository.name)
    return (Button(SHOW, f"git show {name} {reviewed.head[:12]}"),)


async def _rated(ask: Ask, use: Use, message: Message, reading: Reading) -> Message:
    """The message with the id under which people may rate it, where it can be kept."""
    assert use.systems.model
    id = secrets.token_hex(6)
    lines = [f"{n.path}:{n.line} {n.severity}: {n.text}" for n in reading.remarks.noted]
    try:
        await feedback.keep(
            use.systems.store,
            id,
            datetime.now(UTC),
            model=use.systems.model.model,
            question=ask.text,
            evidence=(),
            answer=lines,
            private=await use.talk.is_private(ask.channel),
        )
    except IntegrationError:
        return message
    return replace(message, rated=id)
