"""What is known of a build's failure, and the build counted with it: once, whoever asks again."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from handlers.diagnosis import Diagnosis
from handlers.explain import Explanation
from handlers.explain.plain import one_line
from handlers.kit import Use
from handlers.memory import storage
from handlers.memory.cases import log_record
from handlers.memory.count import ended, seen, settled, sighting_of, spoken
from handlers.memory.failure import Failure
from handlers.memory.similar import similar
from handlers.memory.words import kept_words
from integrations.errors import IntegrationError
from integrations.jenkins import Build

LONGEST_CAUSE, LONGEST_LINE = 400, 300  # characters


@dataclass(frozen=True)
class Recall:
    """A failure as it is known with this build in it, for the readers of `job`.

    `when` is the end of the build (ISO 8601). `alike` are failures that look much like one which was
    never seen before.
    """

    failure: Failure
    job: str
    build: str  # its name: "checkout #512"
    when: str
    now: datetime
    alike: tuple[Failure, ...] = ()

    @property
    def again(self) -> bool:
        """Whether another build failed so before or since."""
        return self.failure.count > 1


async def recall(
    use: Use, build: Build, diagnosis: Diagnosis, history: Sequence[Build] = ()
) -> Recall | None:
    """Count the build, settle what the job's other builds show, and tell what is known.

    `history` are builds of the same job, of any order. None for a build that did not fail or has no
    fingerprint. Raises UnavailableError without the store.
    """
    if not build.failed or not diagnosis.fingerprint:
        return None
    store, now = use.systems.store, datetime.now(UTC)
    id, before = await storage.resolved(store, diagnosis.fingerprint)
    if before is None:
        lines = await asyncio.to_thread(log_record, diagnosis)
        await storage.keep_log(store, id, lines)

    def one_more(failure: Failure) -> Failure:
        counted = seen(failure, build.job, sighting_of(build))
        return settled(counted, build.job, history)

    failure = await storage.changed(store, id, one_more, _new(id, diagnosis))
    assert failure is not None  # there is a new one
    told = Recall(failure, build.job, build.name, ended(build), now)
    if before is not None and told.again:
        return told
    known = await storage.everything(store)
    await storage.bounded(store, known)
    return replace(told, alike=similar(failure, known, build.job))


def _new(id: str, diagnosis: Diagnosis) -> Failure:
    line = diagnosis.candidates[0].text if diagnosis.candidates else ""
    short = one_line(diagnosis.cause, LONGEST_CAUSE)
    cause = diagnosis.cause if diagnosis.cause == short else short  # whole, it can be translated
    return Failure(id, diagnosis.category, cause, one_line(line, LONGEST_LINE))


async def keep_words(
    use: Use, known: Recall, words: Explanation, diagnosis: Diagnosis, *, build: str, lang: str
) -> None:
    """Keep a model's words for the next time; nothing waits for it where the store is away."""
    kept = kept_words(words, diagnosis, known.job, build, lang)
    try:
        await storage.changed(
            use.systems.store, known.failure.id, lambda failure: spoken(failure, kept)
        )
    except IntegrationError:
        return


async def mended(use: Use, build: Build) -> tuple[Failure, ...]:
    """Note that a good build ended what failed in its job; gives what it ended, told again too.

    Nothing waits for it: where the store does not answer nothing was ended.
    """
    store = use.systems.store
    if not build.passed:
        return ()
    try:
        known = [each for each in await storage.everything(store) if build.job in each.jobs]
        after = [
            await storage.changed(store, each.id, lambda f: settled(f, build.job, (build,)))
            for each in known
        ]
    except IntegrationError:
        return ()
    return tuple(each for each in after if each and _by(each, build))


def _by(failure: Failure, build: Build) -> bool:
    return any((fix.job, fix.number) == (build.job, build.number) for fix in failure.fixes)
