"""The builds that are somebody's, and the broken jobs among them.

Theirs are those that they started from Slack, and those with commits of theirs. One question lists
the jobs, and one each asks for the builds of a few: those that they started lately, then the broken
ones, then the rest.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from handlers.kit import Button, HomeRow, HomeSection, Link, Mono, Span, Use
from handlers.kit.durations import ago
from handlers.kit.people import addresses_of
from handlers.kit.shortening import shortened
from handlers.kit.words import Words
from handlers.story import sign, starter, steps
from handlers.story.words import name_of, outcome
from integrations.errors import IntegrationError
from integrations.jenkins import Build, Commit, Jenkins, Job

LOOKED_AT = 12  # jobs whose builds are asked for
BUILDS = 15  # newest builds of each
SHOWN = 6  # rows of a section
LATELY = timedelta(days=7)
SUBJECT = 70  # characters of a commit's subject

STARTED = Words("you started it")
COMMIT = Words("your commit {sha} {subject}")
ONCE = Words("broke with #{first}")
SINCE = Words("broken since #{first}, {count} failed in a row")
NONE = Words("None of the last week.")
NO_ADDRESS = Words(
    "I do not know your commits yet: `/ops connect git you@example.com` links the address in them to"
    " you."
)
NOTHING_BROKEN = Words("None: what you touched is fine.")
NOT_ALL = Words("Of {count} jobs Jenkins did not tell the builds: {error}")

Sections = tuple[HomeSection, ...]


@dataclass(frozen=True)
class Mine:
    """A build that is somebody's, and why: they started it, or by this commit."""

    build: Build
    commit: Commit | None


async def touched(use: Use, user: str, now: datetime, mine: Words, broken: Words) -> Sections:
    """The two sections, under these headings. IntegrationError where Jenkins does not answer."""
    store, jenkins = use.systems.store, use.systems.jenkins
    ordered, addresses = await asyncio.gather(
        starter.started_by_user(store, user, now - LATELY, now), addresses_of(store, user)
    )
    if not ordered and not addresses:
        return (HomeSection(mine, note=NO_ADDRESS), HomeSection(broken, note=NOTHING_BROKEN))
    jobs = chosen(await jenkins.jobs(), [job for job, _ in ordered], all_too=bool(addresses))
    histories, gap = await _histories(jenkins, jobs)
    owned = [
        each
        for history in histories
        for each in of_person(history, set(ordered), addresses)
        if each.build.started > now - LATELY
    ]
    owned.sort(key=lambda each: each.build.started, reverse=True)
    rows = tuple(_row(each, now) for each in owned[:SHOWN])
    bad = tuple(_broken_rows(histories, set(ordered), addresses))[:SHOWN]
    nothing = NONE if addresses else NO_ADDRESS
    return (
        HomeSection(mine, rows, gap or ("" if rows else nothing)),
        HomeSection(broken, bad, "" if bad else NOTHING_BROKEN),
    )


def chosen(jobs: Sequence[Job], ordered: Sequence[str], *, all_too: bool) -> tuple[Job, ...]:
    """The jobs that are looked at: those that somebody started, then the broken ones, then others."""
    known = {job.path: job for job in jobs if job.last_build}
    first = [known[path] for path in dict.fromkeys(ordered) if path in known]
    others = [job for job in known.values() if job not in first] if all_too else []
    others.sort(key=lambda job: job.result not in ("FAILURE", "UNSTABLE"))
    return tuple((*first, *others))[:LOOKED_AT]


async def _histories(
    jenkins: Jenkins, jobs: Sequence[Job]
) -> tuple[list[tuple[Build, ...]], Words | str]:
    """The newest builds of each job, and a sentence where some could not be had."""
    asked = await asyncio.gather(
        *(jenkins.builds(job.path, BUILDS) for job in jobs), return_exceptions=True
    )
    missing = [each for each in asked if isinstance(each, BaseException)]
    strange = next((each for each in missing if not isinstance(each, IntegrationError)), None)
    if strange is not None:
        raise strange
    found = [each for each in asked if not isinstance(each, BaseException)]
    return found, NOT_ALL.format(count=len(missing), error=missing[0]) if missing else ""


def of_person(
    history: Sequence[Build], ordered: set[tuple[str, int]], addresses: Sequence[str]
) -> Iterator[Mine]:
    """Those of a job's builds that are somebody's."""
    for build in history:
        commit = next((c for c in build.commits if c.email.casefold() in addresses), None)
        if commit or (build.job, build.number) in ordered:
            yield Mine(build, commit)


def _row(mine: Mine, now: datetime) -> HomeRow:
    build = mine.build
    text = (*_named(build), " ", outcome(build), " · ", ago(build.started, now), " · ", _why(mine))
    return HomeRow(text, _presses(build))


def _named(build: Build) -> tuple[Span, ...]:
    mark = f"{sign(build.result, building=build.building)} "
    return (mark, Link(name_of(build), build.url) if build.url else Mono(name_of(build)))


def _why(mine: Mine) -> Words:
    if mine.commit is None:
        return STARTED
    commit = mine.commit
    return COMMIT.format(sha=commit.sha[:8], subject=shortened(commit.subject, SUBJECT))


def _presses(build: Build) -> tuple[Button, ...]:
    if build.building:
        return (steps.abort(build.job, build.number),)
    if build.failed:
        return (steps.why(build.job, build.number),)
    return (steps.status(build.job),)


def _broken_rows(
    histories: Sequence[Sequence[Build]], ordered: set[tuple[str, int]], addresses: Sequence[str]
) -> Iterator[HomeRow]:
    for history in histories:
        streak = failing(history)
        mine = next(of_person(streak, ordered, addresses), None)
        if mine is None:
            continue
        last, first = streak[0], streak[-1]
        told = (SINCE if len(streak) > 1 else ONCE).format(first=first.number, count=len(streak))
        text = (*_named(last), " ", told, " · ", _why(mine))
        yield HomeRow(text, (steps.why(last.job, last.number),))


def failing(history: Sequence[Build]) -> tuple[Build, ...]:
    """A job's failed builds since its last good one, newest first; () where it stands well.

    Builds that still run, were stopped or were not built say nothing.
    """
    told = [build for build in history if build.failed or build.passed]
    return tuple(takewhile(lambda build: build.failed, told))
