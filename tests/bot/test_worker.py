"""The worker process outlives what happens to Redis, and ends when it is asked to."""

import asyncio
from contextlib import closing

from redis import Redis
from working import until, working

from benchmarks.chaos.store import Store
from bot.embedded import free_port
from bot.queue import ASKS, lane

SIGKILL = 9


async def test_a_redis_that_dies_under_a_job_does_not_end_the_worker(tmp_path):
    """The job is what kills it, so its books cannot be closed; the next ask is answered.

    Asked to end after that, the worker ends with code 0, as one that never lost Redis.
    """
    with closing(Store(tmp_path, free_port())) as store:
        async with working(store.url, tmp_path) as office:
            await office.answered("one")
            with Redis.from_url(store.url) as redis:
                server = redis.info("server")["process_id"]
                lane(redis, ASKS).enqueue("os.kill", server, SIGKILL)
            await until(lambda: not store.answers())
            store.kill()
            await office.answered("two")
            assert office.worker.returncode is None
            office.worker.terminate()
            assert await asyncio.wait_for(office.worker.wait(), 30) == 0
