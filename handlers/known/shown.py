"""The failures that are known, as a list; and one with all that is known of it. Pure."""

from collections.abc import Sequence
from datetime import datetime
from fnmatch import fnmatchcase

from handlers.kit import (
    Button,
    Confirm,
    Facts,
    Items,
    Lines,
    Link,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Table,
    Text,
)
from handlers.kit.shortening import shortened
from handlers.kit.words import Words
from handlers.memory import Failure
from handlers.memory.failure import Said
from handlers.memory.told import THREAD, day, fixed, heard, listing

TITLE, TITLE_LIKE = Words("Failures that I know"), Words("Failures that I know in {glob}")
NONE = Words("None yet: I remember each failure that I explain or tell a channel of.")
NONE_LIKE = Words("None of a job like `{glob}`.")
COLUMNS = (
    Words("Id"),
    Words("Cause"),
    Words("Seen"),
    Words("Last"),
    Words("Jobs"),
    Words("Fixed by"),
)
REST = Words("{shown} of {count}; a pattern such as `team/*` narrows it.")
LOOK = Words("`/jenkins known ID` shows one: its jobs, what ended it, what people said.")
ONE = Words("A failure of the kind {category}")
SEEN, FIRST, LAST, JOBS, BRANCHES = (
    Words("Seen"),
    Words("First"),
    Words("Last"),
    Words("Jobs"),
    Words("Branches"),
)
ONE_TIME, TIMES, JOB_TIMES = Words("once"), Words("{count} times"), Words("{job} ({count})")
MERGED, MERGED_COUNT = Words("Merged"), Words("{count} other fingerprints count as this one")
ENGINE, KEY = Words("The engine's reading: {cause}"), Words("The key line of the first build")
PEOPLE, ENDED = Words("What people said"), Words("What ended it")
EDIT, FORGET = Words("Edit"), Words("Forget")
ASK_FORGET = Confirm(
    Words("Forget this failure?"),
    Words("Its count, what ended it and what people said of it go. The next such failure is new."),
    Words("Forget it"),
)
SHOWN, LONGEST, NAMED = 20, 90, 8


def matching(known: Sequence[Failure], glob: str) -> tuple[Failure, ...]:
    """The failures of jobs that a pattern matches; without wildcards it also finds inside names."""
    wanted = glob.casefold()
    pattern = wanted if any(sign in wanted for sign in "*?") else f"*{wanted}*"
    return tuple(
        each for each in known if any(fnmatchcase(job.casefold(), pattern) for job in each.jobs)
    )


def table(known: Sequence[Failure], glob: str, now: datetime) -> Message:
    """The list, what failed last first."""
    title = TITLE_LIKE.format(glob=glob) if glob else TITLE
    if not known:
        return Message(title, (Paragraph(NONE_LIKE.format(glob=glob) if glob else NONE),))
    rows = tuple(_row(each, now) for each in known[:SHOWN])
    rest = REST.format(shown=SHOWN, count=len(known)) + " " if len(known) > SHOWN else ""
    return Message(title, (Table(COLUMNS, rows), Note(rest + LOOK)))


def _row(failure: Failure, now: datetime) -> tuple[Text, ...]:
    fix = failure.fixes[0] if failure.fixes else None
    return (
        (Mono(failure.id[:8]),),
        shortened(cause_of(failure), LONGEST),
        str(failure.count),
        day(failure.last, now),
        listing(failure.jobs),
        f"{fix.job} #{fix.number}" if fix else "",
    )


def cause_of(failure: Failure) -> str:
    """The cause as it was last corrected, else the engine's."""
    said = [each.text for each in failure.said if each.kind == "cause"]
    return said[-1] if said else failure.cause


def whole(failure: Failure, now: datetime) -> Message:
    """All that is known of one failure."""
    jobs = [JOB_TIMES.format(job=each.job, count=each.count) for each in failure.where[:NAMED]]
    branches = dict.fromkeys(branch for each in failure.where for branch in each.branches)
    rows: list[tuple[str, Text]] = [
        (SEEN, TIMES.format(count=failure.count) if failure.count > 1 else ONE_TIME),
        (FIRST, day(failure.first, now)),
        (LAST, day(failure.last, now)),
        (JOBS, listing(jobs)),
    ]
    if branches:
        rows.append((BRANCHES, listing(tuple(branches))))
    if failure.merged:
        rows.append((MERGED, MERGED_COUNT.format(count=len(failure.merged))))
    parts: list[Part] = [
        Paragraph(ENGINE.format(cause=failure.cause)),
        Facts(tuple(rows)),
        Lines(((None, failure.line),), KEY),
    ]
    if failure.said:
        parts.append(Items(tuple(_said(each, now) for each in reversed(failure.said)), PEOPLE))
    if failure.fixes:
        parts.append(Items(tuple(fixed(each) for each in failure.fixes), ENDED))
    return Message(
        ONE.format(category=failure.category),
        tuple(parts),
        buttons=(
            Button(EDIT, f"jenkins known {failure.id} edit"),
            Button(FORGET, f"jenkins known {failure.id} forget sure=yes", "danger", ASK_FORGET),
        ),
    )


def _said(said: Said, now: datetime) -> Text:
    where = (" (", Mono(said.job), ")")
    link = (" ", Link(THREAD, said.link)) if said.link else ()
    return (*heard(said, now), *where, *link)
