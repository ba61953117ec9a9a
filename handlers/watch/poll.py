"""The poll: finished builds are found in Jenkins itself, in case a webhook never came."""

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta

from handlers.kit import Event, Reply, Routes, Use
from integrations.errors import IntegrationError
from integrations.jenkins import Finished

SHELF = "jenkins"
SEEN = "seen"  # the last finished build of every job that a poll has met, shown now or not
BEFORE = "seen-before"  # the same, one poll earlier: what the last poll found is told once more
NAMES = "jobs"  # the jobs' names, for menus that must not wait for Jenkins
PERIOD = 20.0  # seconds; the setting JENKINS_POLL_SECONDS rules
HELD = timedelta(minutes=1)  # longer than one poll takes, should its worker die in it
BACKLOG = 20  # builds of one job that one poll reports at most

log = logging.getLogger(__name__)

routes = Routes()


def finished(job: str, number: int) -> Event:
    """The news that a build is over: the same whoever brings it, webhook or poll."""
    payload = {"job": job, "number": str(number)}
    return Event("jenkins.finished", f"jenkins:{job}:{number}:finished", payload)


@routes.event("jenkins.poll", every=PERIOD)
async def poll(event: Event, use: Use) -> Reply:
    """Look for builds that finished since the last look."""
    if use.systems.jenkins_or_none is None:
        return None
    store = use.systems.store
    if not await store.hold("poll", "jenkins", lasts=HELD):
        return None
    try:
        return await _look(use)
    except IntegrationError as error:
        log.warning("the poll found nothing out: %s", error)
        return None
    finally:
        await store.let_go("poll", "jenkins")


async def _look(use: Use) -> tuple[Event, ...]:
    """The news since the poll before last: a worker may have died with the last one's in hand.

    Whoever keeps the events knows them by their keys, so none is worked on twice.
    """
    store, jenkins = use.systems.store, use.systems.jenkins
    now = await jenkins.finished()
    await store.put(SHELF, NAMES, {"names": [job.path for job in await jenkins.jobs()]})
    seen = await store.get(SHELF, SEEN)
    before = await store.get(SHELF, BEFORE)
    latest = {each.job: each.number for each in now}
    await store.put(SHELF, BEFORE, latest if seen is None else seen)
    await store.put(SHELF, SEEN, {**(seen or {}), **latest})
    return news(seen if before is None else before, now)


def news(seen: Mapping[str, int] | None, now: Sequence[Finished]) -> tuple[Event, ...]:
    """The events for what finished since `seen`; the very first look reports nothing old."""
    if seen is None:
        return ()
    return tuple(
        finished(each.job, number)
        for each in now
        for number in range(max(seen.get(each.job, 0), each.number - BACKLOG) + 1, each.number + 1)
    )
