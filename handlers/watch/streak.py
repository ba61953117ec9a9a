"""A job's failures in a row, from the build that broke it to the one that mended it, and their words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.kit import Items, Message, Mono, Paragraph, Text, Tone, spans
from handlers.kit.records import known
from handlers.kit.words import Words
from handlers.story import lasted
from handlers.story.words import job_shown, name_of
from handlers.watch.hearing import News
from integrations.jenkins import Build

AGAIN = Words("Failed again: {build} is failure number {count} in a row.")
MENDED = Words("{job} is mended by #{number}")
MENDED_TEXT = Words("Broken since #{first}, {count}.")
BROKEN_FOR = Words("Broken since #{first}, {count}, for {time}.")
ONCE, TIMES = Words("one failed build"), Words("{count} failed builds")
MENDED_BY = Words("{build} passed in {took}, started by ")
WITH_COMMITS = Words("Commits in it")
SHOWN = 5  # commits of the build that mended it


@dataclass(frozen=True)
class Streak:
    """A job's failures in a row: the builds' numbers, oldest first, and the build that ended it.

    It is kept after its end, so that news which comes twice, or late, is known for what it is.
    `item` is the first one's place in the queue, `since` when it ended in seconds since the epoch;
    `shown` are the channels that have a card of its own of the first one, because they follow builds.
    """

    numbers: tuple[int, ...]
    mended_by: int | None = None
    told_by: int = 0  # the build whose news changed it last
    item: int = 0
    since: float = 0.0
    shown: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        """The build that broke it."""
        return self.numbers[0]

    @property
    def latest(self) -> int:
        """The newest build that was told of."""
        return self.mended_by or self.numbers[-1]

    @classmethod
    def of(cls, build: Build, shown: tuple[str, ...]) -> "Streak":
        """The streak that a build begins."""
        ended = (build.started + build.duration).timestamp()
        return cls((build.number,), item=build.item, since=ended, shown=shown)

    @classmethod
    def ending(cls, news: News) -> "Streak":
        """The streak that a good build ends, where nobody was told of its failures."""
        first = cls.of(news.failed[0], ())
        return replace(first, numbers=tuple(each.number for each in news.failed))

    @classmethod
    def read(cls, record: Mapping[str, Any] | None) -> "Streak | None":
        """A streak as it was kept."""
        if not record:
            return None
        lists = {name: tuple(record.get(name, ())) for name in ("numbers", "shown")}
        return cls(**{**known(cls, record), **lists})

    def and_then(self, build: Build, shown: tuple[str, ...]) -> "Streak":
        """The streak with one more failure, or a new one; the same build twice counts once."""
        if self.mended_by:
            return Streak.of(build, shown)
        return replace(self, numbers=tuple(dict.fromkeys((*self.numbers, build.number))))


def again_said(build: Build, streak: Streak) -> Message:
    """That a job failed once more."""
    count = len(streak.numbers)
    return Message(AGAIN.format(build=name_of(build), count=count), tone=Tone.BAD)


def mended_said(build: Build, streak: Streak, who: Text) -> Message:
    """What the card of the failures turns into, and what its thread says: who mended it, after what time."""
    by = (MENDED_BY.format(build=name_of(build), took=lasted(build.duration)), *spans(who), ". ")
    commits: tuple[Text, ...] = tuple(
        (Mono(commit.sha[:8]), f" {commit.subject} · {commit.author}")
        for commit in build.commits[:SHOWN]
    )
    return Message(
        MENDED.format(job=job_shown(build.job), number=build.number),
        (
            Paragraph((*by, _since(build, streak))),
            *([Items(commits, WITH_COMMITS)] if commits else []),
        ),
        Tone.GOOD,
    )


def _since(build: Build, streak: Streak) -> Words:
    count = len(streak.numbers)
    failures = ONCE if count == 1 else TIMES.format(count=count)
    if not streak.since:  # kept by a release that did not note it
        return MENDED_TEXT.format(first=streak.first, count=failures)
    began = datetime.fromtimestamp(streak.since, UTC)
    time = lasted(max(build.started + build.duration - began, timedelta()))
    return BROKEN_FOR.format(first=streak.first, count=failures, time=time)
