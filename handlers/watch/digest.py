"""What a day or a week of builds comes to: broken jobs, time to green, slower jobs, a chart. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from handlers.chart import Line, Plot
from handlers.flaky import Flaky
from handlers.kit import (
    Bold,
    Button,
    Facts,
    Items,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Picture,
    Table,
    Text,
    Tone,
)
from handlers.kit.words import Words
from handlers.story import lasted, sign
from handlers.watch.replay import ended
from integrations.jenkins import Build

LISTED = 8  # broken jobs
GROWN = 3  # slower jobs that are listed
FLAKY = 3  # flaky tests that are listed
ENOUGH = 3  # good builds on both sides, before a job is called slower
SLOWER = 1.1  # times; less is noise

DAY = Words("The last 24 hours of builds")
WEEK = Words("The last 7 days of builds")
BUILDS, PASSED, GREEN = Words("Builds"), Words("Passed"), Words("Mean time to green")
SHARE = Words("{passed} of {total} ({percent} %)")
ABORTED = Words("{total}, {aborted} of them aborted")
AFTER = Words("{time}, over {count} times")
AFTER_ONE = Words("{time}, once")
NONE_MENDED = Words("no job was mended")
BROKE = Words("What broke")
JOB, FAILURES, NOW, TOOK = Words("Job"), Words("Failures"), Words("Now"), Words("Red for")
RED, GREEN_AGAIN = Words("broken"), Words("mended")
NOTHING = Words("Nothing broke.")
MORE = Words("And {count} jobs more.")
FLAKIEST = Words("The flakiest tests")
FLAKES = Words(" of {job} fails without a cause in {percent} % of its builds")
SLOWEST = Words("What grew slower")
GREW = Words(" takes {now}, {percent} % more than the {before} of before")
CHART = Words("Builds that ended, and those that failed")
ALT = Words(
    "A chart of the builds that ended and of those that failed: {failed} of {total} failed."
)
STATUS = Words("How the jobs stand")
NO_BUILDS = Words("No build of the jobs that this channel hears of ended in that time.")
READ_ONE = Words(
    "Of the one job that this channel hears of, as Jenkins tells it. `/jenkins digest off` ends it."
)
READ = Words(
    "Of {jobs} jobs that this channel hears of, as Jenkins tells them. `/jenkins digest off` ends it."
)


@dataclass(frozen=True)
class Red:
    """A job that broke or was broken: its failures, and for how long it was red so far."""

    job: str
    failures: int
    mended: bool
    red: timedelta
    result: str


@dataclass(frozen=True)
class Slower:
    """A job whose good builds take longer than before; both are medians."""

    job: str
    before: timedelta
    now: timedelta

    @property
    def factor(self) -> float:
        """How many times as long they take."""
        return self.now / self.before


@dataclass(frozen=True)
class Summed:
    """A span of time: all finished builds in it, and what they come to."""

    total: int
    passed: int
    failed: int
    aborted: int
    red: tuple[Red, ...]
    to_green: tuple[timedelta, ...]
    slower: tuple[Slower, ...]
    jobs: int


def summed(histories: Mapping[str, Sequence[Build]], since: datetime, now: datetime) -> Summed:
    """What the builds between two moments come to; earlier ones tell how it stood before."""
    within = [b for each in histories.values() for b in each if _in(b, since, now)]
    told = [_red(job, each, since, now) for job, each in sorted(histories.items())]
    red = [each for each, _ in told if each]
    slower = [
        found for job, each in sorted(histories.items()) if (found := _slower(job, each, since))
    ]
    return Summed(
        total=len(within),
        passed=sum(b.passed for b in within),
        failed=sum(b.failed for b in within),
        aborted=sum(b.aborted for b in within),
        red=tuple(sorted(red, key=lambda r: (r.mended, -r.failures, r.job))),
        to_green=tuple(span for _, spans in told for span in spans),
        slower=tuple(sorted(slower, key=lambda s: -s.factor)),
        jobs=len(histories),
    )


def _in(build: Build, since: datetime, now: datetime) -> bool:
    return not build.building and since <= ended(build) <= now


def _red(
    job: str, builds: Sequence[Build], since: datetime, now: datetime
) -> tuple[Red | None, list[timedelta]]:
    """How a job stood, and how long each time it was red until it was mended in that span."""
    first: datetime | None = None
    failures, red, spans, result = 0, timedelta(), [], ""
    for build in sorted(builds, key=lambda b: b.number):
        if build.building or ended(build) > now:
            continue
        when = ended(build)
        if build.failed:
            first = first or when
            failures, result = failures + (when >= since), build.result or ""
        elif build.passed and first:
            if when >= since:
                spans.append(when - first)
                red += when - max(first, since)
            first = None
    if first:
        red += now - max(first, since)
    told = Red(job, failures, first is None, red, result) if failures else None
    return told, spans


def _slower(job: str, builds: Sequence[Build], since: datetime) -> Slower | None:
    good = [b for b in builds if b.passed and b.duration]
    before = [b.duration.total_seconds() for b in good if ended(b) < since]
    now = [b.duration.total_seconds() for b in good if ended(b) >= since]
    if min(len(before), len(now)) < ENOUGH:
        return None
    found = Slower(job, timedelta(seconds=median(before)), timedelta(seconds=median(now)))
    return found if found.factor >= SLOWER else None


def plotted(
    histories: Mapping[str, Sequence[Build]], since: datetime, now: datetime, zone: str
) -> Plot:
    """The builds that ended and those that failed, counted an hour for a day and a day for a week."""
    step = timedelta(hours=1) if now - since <= timedelta(days=1) else timedelta(hours=6)
    within = [b for each in histories.values() for b in each if _in(b, since, now)]
    edges = [since + step * at for at in range(int((now - since) / step))]
    lines = tuple(
        Line(
            {"builds": name},
            tuple((edge.timestamp(), float(_count(some, edge, step))) for edge in edges),
        )
        for name, some in (("ended", within), ("failed", [b for b in within if b.failed]))
    )
    return Plot(CHART, lines, since, now, step, zone=zone, total=len(lines))


def _count(builds: Sequence[Build], edge: datetime, step: timedelta) -> int:
    return sum(edge <= ended(build) < edge + step for build in builds)


def message(
    told: Summed,
    *,
    weekly: bool,
    picture: Picture | None,
    flaky: Sequence[Flaky] = (),
    gaps: Sequence[str] = (),
) -> Message:
    """The digest as a channel reads it; `flaky` are the jobs' flaky tests, the worst first.

    `gaps` are sentences on what could not be read.
    """
    title = WEEK if weekly else DAY
    if not told.total:
        return Message(title, (Paragraph(NO_BUILDS),))
    parts: list[Part] = [Facts(_facts(told))]
    parts += _broken(told)
    if flaky:
        parts.append(Items(tuple(_flakes(each) for each in flaky[:FLAKY]), FLAKIEST))
    if told.slower:
        parts.append(Items(tuple(_grew(each) for each in told.slower[:GROWN]), SLOWEST))
    if picture:
        parts.append(picture)
    parts += [Note(each) for each in (*gaps, _read(told.jobs))]
    bad = any(not each.mended for each in told.red)
    now = Button(STATUS, "jenkins list")
    return Message(title, tuple(parts), Tone.WARN if bad else Tone.GOOD, buttons=(now,))


def _read(jobs: int) -> str:
    return READ_ONE if jobs == 1 else READ.format(jobs=jobs)


def _facts(told: Summed) -> tuple[tuple[str, Text], ...]:
    total = f"{told.total:,}"
    judged = told.passed + told.failed
    share = round(100 * told.passed / judged) if judged else 0
    return (
        (BUILDS, ABORTED.format(total=total, aborted=told.aborted) if told.aborted else total),
        (PASSED, SHARE.format(passed=told.passed, total=judged, percent=share)),
        (GREEN, _to_green(told)),
    )


def _to_green(told: Summed) -> Text:
    if not told.to_green:
        return NONE_MENDED
    count = len(told.to_green)
    time = lasted(sum(told.to_green, timedelta()) / count)
    return AFTER_ONE.format(time=time) if count == 1 else AFTER.format(time=time, count=count)


def _broken(told: Summed) -> tuple[Part, ...]:
    if not told.red:
        return (Paragraph((Bold(NOTHING),)),)
    rows: tuple[tuple[Text, ...], ...] = tuple(
        (
            (f"{sign('SUCCESS' if each.mended else each.result)} ", Mono(each.job)),
            str(each.failures),
            GREEN_AGAIN if each.mended else RED,
            lasted(each.red),
        )
        for each in told.red[:LISTED]
    )
    left = len(told.red) - len(rows)
    more = (Note(MORE.format(count=left)),) if left else ()
    return (Table((JOB, FAILURES, NOW, TOOK), rows, BROKE), *more)


def _grew(each: Slower) -> Text:
    percent = round(100 * (each.factor - 1))
    said = GREW.format(now=lasted(each.now), percent=percent, before=lasted(each.before))
    return (Mono(each.job), said)


def _flakes(each: Flaky) -> Text:
    return (Mono(each.test), FLAKES.format(job=each.job, percent=round(100 * each.rate)))
