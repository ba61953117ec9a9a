"""The queue: RQ wakes a worker for a record of a ledger. It is a wake-up call, not the truth."""

import asyncio
import time

from redis import Redis
from rq import Queue, Retry
from rq.exceptions import DuplicateJobError
from rq.serializers import JSONSerializer

NAME = "pilothouse"
INTENT = "bot.jobs.perform"
ROW = "bot.jobs.deliver"
TIMEOUT = 180  # seconds that one piece of work may take
BUCKET = 10  # seconds in which a second call for the same record changes nothing
RETRY = Retry(max=3, interval=[2, 10, 30])  # for a worker that lost Redis or its memory mid-work


def queue(redis: Redis) -> Queue:
    """The bot's one queue; jobs are JSON, so nobody who reaches Redis can make us run a pickle."""
    return Queue(NAME, connection=redis, serializer=JSONSerializer, default_timeout=TIMEOUT)


class Bell:
    """Rings for a worker."""

    def __init__(self, redis: Redis) -> None:
        self.queue = queue(redis)

    async def ring(self, job: str, id: str) -> None:
        """Wake a worker for a record; a second ring within some seconds is none."""
        await asyncio.to_thread(self._ring, job, id)

    def _ring(self, job: str, id: str) -> None:
        bucket = int(time.time()) // BUCKET
        name = f"{job.rsplit('.', 1)[-1]}-{id}-{bucket}"
        try:
            self.queue.enqueue(
                job, id, job_id=name, unique=True, retry=RETRY, result_ttl=0, failure_ttl=3600
            )
        except DuplicateJobError:
            return
