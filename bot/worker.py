"""The worker process: an RQ worker that answers intents and sends what is left in the outbox."""

import logging

from redis import Redis
from redis.exceptions import RedisError
from rq import Worker

from bot import jobs  # imported before the first fork, so that no job pays for it
from bot.embedded import redis_url
from bot.queue import queue
from bot.settings import Settings

WORKER_TTL = 30  # seconds; an idle worker wakes and looks after abandoned jobs this often
MAINTENANCE = 30  # seconds between two looks at abandoned jobs

log = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    """Work until SIGTERM; the job in hand is finished first."""
    settings.needs_slack("the worker")
    redis = Redis.from_url(redis_url(settings))
    work = queue(redis)
    worker = Worker(
        [work],
        connection=redis,
        serializer=work.serializer,
        worker_ttl=WORKER_TTL,
        maintenance_interval=MAINTENANCE,
        log_job_description=False,
    )
    log.info("%s answers from the queue %s", jobs.__name__, work.name)
    try:
        worker.work(with_scheduler=True, logging_level="WARNING")
    except RedisError as error:
        log.error("the worker ends without Redis: %s", error)
    finally:
        redis.close()
