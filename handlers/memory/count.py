"""How what is remembered of a failure grows: each change is harmless the second time. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC

from handlers.explain.plain import one_line
from handlers.memory.failure import (
    BRANCHES,
    BUILDS,
    COMMITS,
    FIXES,
    JOBS,
    MERGED,
    SAYINGS,
    WORDS,
    Failure,
    Fix,
    Kind,
    Mend,
    Said,
    Sighting,
    Spoken,
    Where,
    folder,
)
from integrations.jenkins import Build

LONGEST = 120  # characters of a commit's subject


def sighting_of(build: Build) -> Sighting:
    """A build that failed, at the time of its end."""
    return Sighting(build.number, ended(build), build.branch)


def ended(build: Build) -> str:
    """When a build ended, as records hold it."""
    return (build.started + build.duration).astimezone(UTC).isoformat()


def seen(failure: Failure, job: str, sighting: Sighting) -> Failure:
    """The failure with one more build; one that is counted already changes nothing."""
    here = next((each for each in failure.where if each.job == job), None)
    if here.has(sighting.number) if here else sighting.when <= failure.horizon:
        return failure
    where = _newest([_with(here or Where(job), sighting), *(w for w in failure.where if w != here)])
    kept, dropped = where[:JOBS], where[JOBS:]
    return replace(
        failure,
        first=min(failure.first or sighting.when, sighting.when),
        last=max(failure.last, sighting.when),
        count=failure.count + 1,
        where=kept,
        horizon=max([failure.horizon, *(each.last for each in dropped)]),
    )


def _newest(where: Iterable[Where]) -> tuple[Where, ...]:
    return tuple(sorted(where, key=lambda each: each.last, reverse=True))


def _with(where: Where, sighting: Sighting) -> Where:
    builds = sorted((*where.builds, sighting), key=lambda each: each.number)
    gone, builds = builds[:-BUILDS], builds[-BUILDS:]
    branch = (sighting.branch,) if sighting.branch else ()
    return replace(
        where,
        count=where.count + 1,
        floor=max([where.floor, *(each.number for each in gone)]),
        builds=tuple(builds),
        branches=tuple(dict.fromkeys((*branch, *where.branches)))[:BRANCHES],
    )


def settled(failure: Failure, job: str, builds: Sequence[Build]) -> Failure:
    """The failure with what ended it in a job, as far as `builds` of that job show it.

    A build ends it that is the first good one, on the same branch, after one that failed so.
    """
    here = next((each for each in failure.where if each.job == job), None)
    if here is None:
        return failure
    good = sorted((each for each in builds if each.passed), key=lambda each: each.number)
    for build in good:
        ends = {each.number for each in good if each.branch == build.branch}
        ends |= {each.number for each in failure.fixes if each.job == job}
        after = max((number for number in ends if number < build.number), default=0)
        run = [
            each
            for each in here.builds
            if after < each.number < build.number and each.branch == build.branch
        ]
        if run:
            failure = mended(failure, fix_of(build, run[0].when))
    return failure


def fix_of(build: Build, since: str) -> Fix:
    """What a good build tells of how a failure ended."""
    commits = tuple(
        Mend(each.sha[:12], one_line(each.subject, LONGEST), one_line(each.author, LONGEST))
        for each in build.commits[:COMMITS]
    )
    return Fix(build.job, build.number, ended(build), since, commits)


def mended(failure: Failure, fix: Fix) -> Failure:
    """The failure with one more fix; of the same build again the longer time counts."""
    others = [e for e in failure.fixes if (e.job, e.number) != (fix.job, fix.number)]
    since = min(e.since for e in (*failure.fixes, fix) if e not in others)
    fix = replace(fix, since=since)
    fixes = sorted((*others, fix), key=lambda each: each.when, reverse=True)
    return replace(failure, fixes=tuple(fixes)[:FIXES])


def told(failure: Failure, said: Said) -> Failure:
    """The failure with a person's words, which take the place of those before them.

    The same words again change nothing; empty ones take back what was said.
    """
    before = failure.heard(said.kind, said.job)
    if (before.text if before else "") == said.text:
        return failure
    others = tuple(each for each in failure.said if not _same_place(each, said.kind, said.job))
    return replace(failure, said=(*others, *([said] if said.text else []))[-SAYINGS:])


def _same_place(said: Said, kind: Kind, job: str) -> bool:
    return said.kind == kind and folder(said.job) == folder(job)


def spoken(failure: Failure, words: Spoken) -> Failure:
    """The failure with a model's words, in the place of those for the same readers."""
    place = (words.folder, words.lang)
    others = tuple(each for each in failure.words if (each.folder, each.lang) != place)
    return replace(failure, words=(*others, words)[-WORDS:])


def without(failure: Failure, cause: str) -> Failure:
    """The failure without the model's words that gave this cause: somebody called them wrong."""
    return replace(failure, words=tuple(each for each in failure.words if each.cause != cause))


def absorbed(failure: Failure, other: Failure) -> Failure:
    """Two failures as one, with the cause of the first; the second time changes nothing."""
    if other.id in failure.merged:
        return failure
    where = {each.job: each for each in failure.where}
    for each in other.where:
        where[each.job] = _joined(where[each.job], each) if each.job in where else each
    ordered = _newest(where.values())
    both = replace(
        failure,
        first=min(filter(None, (failure.first, other.first)), default=""),
        last=max(failure.last, other.last),
        count=failure.count + other.count,
        where=ordered[:JOBS],
        horizon=max([failure.horizon, other.horizon, *(each.last for each in ordered[JOBS:])]),
        said=tuple(sorted((*failure.said, *other.said), key=lambda s: s.when))[-SAYINGS:],
        merged=tuple(dict.fromkeys((*failure.merged, other.id, *other.merged)))[:MERGED],
    )
    for fix in other.fixes:
        both = mended(both, fix)
    return both


def _joined(one: Where, other: Where) -> Where:
    builds = {each.number: each for each in (*one.builds, *other.builds)}
    ordered = sorted(builds.values(), key=lambda each: each.number)
    return replace(
        one,
        count=one.count + other.count,
        floor=max([one.floor, other.floor, *(each.number for each in ordered[:-BUILDS])]),
        builds=tuple(ordered[-BUILDS:]),
        branches=tuple(dict.fromkeys((*one.branches, *other.branches)))[:BRANCHES],
    )
