"""The poll: finished builds are found in Jenkins itself, in case a webhook never came."""

import logging
from collections.abc import Mapping, Sequence

from handlers.kit import Event, Reply, Routes, Use
from integrations.errors import IntegrationError
from integrations.jenkins import Finished

SHELF = "jenkins"
SEEN = "seen"  # the last finished build of every job that a poll has met, shown now or not
NAMES = "jobs"  # the jobs' names, for menus that must not wait for Jenkins
PERIOD = 20.0  # seconds; the setting JENKINS_POLL_SECONDS rules
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
    try:
        now = await use.systems.jenkins.finished()
        names = [job.path for job in await use.systems.jenkins.jobs()]
    except IntegrationError as error:
        log.warning("the poll found nothing out: %s", error)
        return None
    store = use.systems.store
    seen = await store.get(SHELF, SEEN)
    await store.put(SHELF, NAMES, {"names": names})
    await store.put(SHELF, SEEN, {**(seen or {}), **{each.job: each.number for each in now}})
    return news(seen, now)


def news(seen: Mapping[str, int] | None, now: Sequence[Finished]) -> tuple[Event, ...]:
    """The events for what finished since `seen`; the very first look reports nothing old."""
    if seen is None:
        return ()
    return tuple(
        finished(each.job, number)
        for each in now
        for number in range(max(seen.get(each.job, 0), each.number - BACKLOG) + 1, each.number + 1)
    )
