"""What is known of a failure in sentences: how often and where, what ended it, who said what. Pure."""

from collections.abc import Sequence
from datetime import datetime

from handlers.kit import Bold, Mono, Person, Span, Text
from handlers.kit.durations import lasting
from handlers.kit.words import Words, together
from handlers.memory.failure import Failure, Fix, Kind, Said, folder, moment

MONTHS = (
    Words("January"),
    Words("February"),
    Words("March"),
    Words("April"),
    Words("May"),
    Words("June"),
    Words("July"),
    Words("August"),
    Words("September"),
    Words("October"),
    Words("November"),
    Words("December"),
)
DAY, DAY_OF_YEAR = Words("{day} {month}"), Words("{day} {month} {year}")
ONCE, OFTEN = Words("Seen once, on {day}"), Words("Seen {count} times since {day}")
IN, AND, MORE = Words(", in {jobs}"), Words(" and "), Words("{jobs} and {count} more")
ELSEWHERE = Words(", {count} of them in other folders")
FIXED, COMMIT, AFTER = (
    Words("last fixed by "),
    Words("commit"),
    Words("after {time}"),
)
NO_COMMIT = Words(" without a new commit")
CORRECTED = {
    "cause": Words(" corrected this on {day}: "),
    "line": Words(" named the decisive line on {day}: "),
    "fix": Words(" said on {day} what helped: "),
}
THREAD = Words("thread")
NAMED, COMMITS = 3, 2  # jobs, commits


def day(when: str, now: datetime) -> Words:
    """A day as people say it, with the year where it is another one."""
    then = moment(when)
    words = DAY if then.year == now.year else DAY_OF_YEAR
    return words.format(day=then.day, month=MONTHS[then.month - 1], year=then.year)


def listing(names: Sequence[str]) -> str:
    """Names in a sentence: `checkout, payments and shop`, of many the first ones."""
    if len(names) > NAMED:
        return MORE.format(jobs=", ".join(names[:NAMED]), count=len(names) - NAMED)
    return together((", ".join(names[:-1]), names[-1]), AND) if len(names) > 1 else "".join(names)


def counts(failure: Failure, job: str, now: datetime) -> Words:
    """How often it was seen, since when, in which jobs of the folder of `job`, and elsewhere."""
    first = day(failure.first, now)
    said = ONCE.format(day=first)
    if failure.count > 1:
        said = OFTEN.format(count=failure.count, day=first)
    near = failure.near(job)
    said += IN.format(jobs=listing([each.job for each in near])) if near else ""
    elsewhere = sum(each.count for each in failure.where if folder(each.job) != folder(job))
    return said + (ELSEWHERE.format(count=elsewhere) if elsewhere else "")


def fixed(fix: Fix) -> tuple[Span, ...]:
    """What ended it: who by which commits, after how long."""
    after = AFTER.format(time=lasting(moment(fix.when) - moment(fix.since), to_minutes=True))
    build = f"{fix.job} #{fix.number}"
    if not fix.commits:
        return (FIXED, Mono(build), NO_COMMIT, " ", after)
    who = ", ".join(dict.fromkeys(each.author for each in fix.commits if each.author))
    shas = tuple(span for each in fix.commits[:COMMITS] for span in (" ", Mono(each.sha[:8])))
    return (FIXED, who or Mono(build), " (", COMMIT, *shas, ") ", after)


def history(failure: Failure, job: str, now: datetime) -> Text:
    """The whole sentence: how often, where, and what ended it last where that may be told."""
    fix = failure.mended(job)
    return (counts(failure, job, now), *(("; ", *fixed(fix)) if fix else ()), ".")


def heard(said: Said, now: datetime) -> tuple[Span, ...]:
    """A person's words with their author and day."""
    return (Person(said.by), CORRECTED[said.kind].format(day=day(said.when, now)), said.text)


def sayings(failure: Failure, job: str, now: datetime, kinds: Sequence[Kind]) -> tuple[Text, ...]:
    """What people said of it in the folder of `job`, of these kinds."""
    found = (failure.heard(kind, job) for kind in kinds)
    return tuple(heard(each, now) for each in found if each)


def brief(failure: Failure, job: str, now: datetime) -> Text:
    """A failure in a row: its id, its cause as it is known, how often."""
    said = failure.heard("cause", job)
    cause = said.text if said else failure.cause
    return (Mono(failure.id[:8]), " ", Bold(cause), " · ", *history(failure, job, now))
