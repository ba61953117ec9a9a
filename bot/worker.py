"""The worker process: an RQ worker that answers intents and sends what is left in the outbox."""

import gc
import logging
import signal
import time
from contextlib import suppress

from redis import Redis
from redis.exceptions import RedisError
from rq import Worker
from rq.serializers import JSONSerializer

from bot import jobs  # imported before the first fork, so that no job pays for it
from bot.database import connected_here
from bot.embedded import redis_url
from bot.queue import LANES, lane
from bot.settings import Settings
from handlers.diagnosis import diagnose
from handlers.kit.redaction import redact

WORKER_TTL = 30  # seconds; an idle worker wakes and looks after abandoned jobs this often
MAINTENANCE = 30  # seconds between two looks at abandoned jobs
AGAIN = 2.0  # seconds between two tries while Redis does not answer at the start

# One failure, so that everything is built that the first diagnosis would build.
SAMPLE = (b"main.c:3:5: error: 'x' undeclared\n", b"make: *** [main.o] Error 1\n")

log = logging.getLogger(__name__)


def run(settings: Settings) -> None:
    """Work until SIGTERM; the job in hand is finished first.

    RQ's own scheduler stays off: what has to be done again is due in a ledger, and the clock
    rings for it.
    """
    settings.needs_slack("the worker")
    _warm()
    with connected_here(redis_url(settings)) as redis:
        _work(redis)


class Lasting(Worker):
    """An RQ worker that knows whether it was asked to end.

    RQ's loop also ends, and as quietly, when Redis goes away between two steps of a job's books: it
    waits for Redis only while it waits for work.
    """

    asked_to_end = False

    def handle_warm_shutdown_request(self) -> None:
        """RQ calls this on the first SIGTERM or SIGINT."""
        self.asked_to_end = True


def _work(redis: Redis) -> None:
    """Work until asked to end; a loop that Redis ended begins anew as soon as Redis answers."""
    handlers = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)}
    while True:
        _await(redis)
        worker = Lasting(
            [lane(redis, name) for name in LANES],
            connection=redis,
            serializer=JSONSerializer,
            worker_ttl=WORKER_TTL,
            maintenance_interval=MAINTENANCE,
            log_job_description=False,
        )
        log.info("%s answers from %s", jobs.__name__, ", ".join(LANES))
        with suppress(RedisError):  # RQ has logged it, or cannot sign off from a Redis that is away
            worker.work(logging_level="WARNING")
        if worker.asked_to_end:
            return
        for each, handler in handlers.items():
            signal.signal(each, handler)
        _left(worker)
        log.warning("the worker lost Redis in the middle of a job's books, and begins anew")


def _left(worker: Worker) -> None:
    """Wait for the job that was in hand, whose process goes on, and let go of the subscription."""
    if worker.horse_pid:
        worker.wait_for_horse()
    with suppress(RedisError, OSError):
        worker.unsubscribe()  # type: ignore[no-untyped-call]  # RQ leaves it untyped


def _warm() -> None:
    """Build here what every job's own process would build anew: tables, patterns, forests.

    What stands is frozen, so that no child copies it while it looks for garbage.
    """
    redact("")
    diagnose(SAMPLE)
    gc.collect()
    gc.freeze()


def _await(redis: Redis) -> None:
    """Wait for a Redis that is still starting; every try that fails is a line in the log."""
    while True:
        try:
            redis.ping()
        except (RedisError, OSError) as error:
            log.warning("the worker waits for Redis: %s", error)
            time.sleep(AGAIN)
        else:
            return
