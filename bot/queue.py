"""The queue: RQ wakes a worker for a record of a ledger. It is a wake-up call, not the truth."""

import asyncio
import time

from redis import Redis
from rq import Queue, Retry
from rq.exceptions import DuplicateJobError
from rq.serializers import JSONSerializer

ASKS, NEWS, CLOCK = "pilothouse-asks", "pilothouse-news", "pilothouse-clock"
LANES = (ASKS, NEWS, CLOCK)  # a worker serves them in this order: people before systems
INTENT = "bot.jobs.perform"
ROW = "bot.jobs.deliver"
TIMEOUT = 180  # seconds that one piece of work may take
BUCKET = 10  # seconds in which a second call for the same record changes nothing
RETRY = Retry(max=2)  # at once, for a work-horse that died; the ledger's lease decides who works


def lane(redis: Redis, name: str) -> Queue:
    """One of the LANES; jobs are JSON, so nobody who reaches Redis can make us run a pickle."""
    return Queue(name, connection=redis, serializer=JSONSerializer, default_timeout=TIMEOUT)


class Bell:
    """Rings for a worker."""

    def __init__(self, redis: Redis) -> None:
        self.lanes = {name: lane(redis, name) for name in LANES}

    async def ring(self, job: str, id: str, name: str = ASKS) -> None:
        """Wake a worker for a record by a lane; a second ring within some seconds is none."""
        await asyncio.to_thread(self._ring, job, id, name)

    def _ring(self, job: str, id: str, lane: str) -> None:
        bucket = int(time.time()) // BUCKET
        job_id = f"{job.rsplit('.', 1)[-1]}-{id}-{bucket}"
        try:
            self.lanes[lane].enqueue(
                job, id, job_id=job_id, unique=True, retry=RETRY, result_ttl=0, failure_ttl=3600
            )
        except DuplicateJobError:
            return
