"""Builds and deploys of a time, asked of Jenkins."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from handlers.kit import Mono, Span, Use, spans
from handlers.kit.words import Words
from handlers.story import said, sign, starter_of
from handlers.story.words import outcome
from handlers.timeline.entry import Entry, Kind
from handlers.timeline.scope import Scope
from integrations.errors import NotFoundError
from integrations.jenkins import Build, Jenkins, Job

NOT_ALL = Words("Jenkins: only {shown} of {count} jobs were looked at.")
DEPLOYED, TO, COMMITS = Words(" deployed"), Words(" to "), Words(", with {count}")
COMMIT, MANY = Words("1 commit"), Words("{count} commits")
BY = Words(", started by ")
VERSIONS = ("version", "tag", "release", "image", "revision")
PLACES = ("environment", "env", "target", "stage", "cluster")
MOST_JOBS = 40
MOST_BUILDS = 30  # of one job
AT_ONCE = 4  # questions to Jenkins


def build_key(job: str, number: int) -> str:
    """How a build is known on a timeline, whoever tells of it."""
    return f"build {job} #{number}"


async def builds(
    use: Use, since: datetime, until: datetime, scope: Scope
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """What was built and deployed in a time, and what was not looked at. None without Jenkins.

    A good build of a job that deploys is a deploy. Raises IntegrationError's kinds.
    """
    jenkins = use.systems.jenkins_or_none
    if jenkins is None:
        return (), ()
    wanted = _wanted(use, await jenkins.jobs(), scope)
    gate = asyncio.Semaphore(AT_ONCE)
    told = await asyncio.gather(*(_of_job(jenkins, job, gate) for job in wanted[:MOST_JOBS]))
    found = [
        build
        for job, history in zip(wanted, told, strict=False)
        for build in history
        if since <= happened(build) <= until
        and (scope.wants_job(job.path) or scope.speaks_of(job.path) or scope.wants_build(build))
    ]
    starters = await asyncio.gather(*(starter_of(use.systems.store, build) for build in found))
    entries = tuple(map(partial(build_entry, use), found, starters))
    left = len(wanted) > MOST_JOBS
    return entries, (NOT_ALL.format(shown=MOST_JOBS, count=len(wanted)),) if left else ()


def _wanted(use: Use, jobs: Sequence[Job], scope: Scope) -> list[Job]:
    """The jobs worth asking for, those that deploy first."""

    def deploys(job: Job) -> bool:
        return use.preferences.deploys(job.path)

    found = [
        job
        for job in jobs
        if job.last_build is not None and (scope.wants_job(job.path) or deploys(job))
    ]
    return sorted(found, key=lambda job: not deploys(job))


async def _of_job(jenkins: Jenkins, job: Job, gate: asyncio.Semaphore) -> tuple[Build, ...]:
    async with gate:
        try:
            return await jenkins.builds(job.path, MOST_BUILDS)
        except NotFoundError:  # it was deleted since the list was made
            return ()


def happened(build: Build) -> datetime:
    """When a build is news: at its end, and at its start while it runs."""
    return build.started + build.duration


def build_entry(use: Use, build: Build, starter: str = "") -> Entry:
    """A build as an entry: a deploy says what went where, any other build how it ended.

    `starter` is the Slack user who started it, empty where nobody in Slack did.
    """
    deploy = build.passed and use.preferences.deploys(build.job)
    kind: Kind = "deploy" if deploy else "failure" if build.failed else "build"
    by = (BY, *spans(said(build, starter))) if build.causes or starter else ()
    text = (*(_deployed(build) if deploy else _ended(build)), *by)
    return Entry(
        happened(build),
        kind,
        text,
        build.url,
        build_key(build.job, build.number),
        build.job,
    )


def _deployed(build: Build) -> tuple[Span, ...]:
    version, place = _named(build, VERSIONS), _named(build, PLACES)
    words: list[Span] = [Mono(build.name), DEPLOYED]
    if version:
        words += [" ", Mono(version)]
    if place:
        words += [TO, Mono(place)]
    if build.commits:
        count = len(build.commits)
        commits = COMMIT if count == 1 else MANY.format(count=count)
        words.append(COMMITS.format(count=commits))
    return tuple(words)


def deployed(entry: Entry) -> tuple[str, str]:
    """The version and the place that a deploy's entry tells of; empty where it does not."""
    said = spans(entry.text)
    return _behind(said, (DEPLOYED, " ")), _behind(said, (TO,))


def _behind(said: tuple[Span, ...], words: tuple[str, ...]) -> str:
    """The name that stands directly behind these words."""
    for at, each in enumerate(said):
        if isinstance(each, Mono) and said[max(at - len(words), 0) : at] == words:
            return each.text
    return ""


def _ended(build: Build) -> tuple[Span, ...]:
    mark = sign(build.result, building=build.building)
    return (Mono(build.name), " ", outcome(build), f" {mark}")


def _named(build: Build, names: Sequence[str]) -> str:
    """The first parameter of one of these names, in the order of the names."""
    given = {name.casefold(): value for name, value in build.parameters if value}
    return next((given[name] for name in names if given.get(name)), "")
