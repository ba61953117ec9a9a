"""The page at /metrics: what workers counted, added up, in the format that Prometheus reads."""

import uuid

import pytest
from prometheus_client.parser import text_string_to_metric_families
from redis.asyncio import Redis

from bot.figures import Acks, Book, MemoryTally, page
from bot.figures import book as book_module
from handlers.kit import Pulse

PULSE = Pulse(waiting=3, undelivered=1, workers=2, oldest_seconds=4.5)


@pytest.fixture
async def book(valkey, monkeypatch):
    """An empty book in a real Valkey."""
    monkeypatch.setattr(book_module, "NAME", f"figures-{uuid.uuid4().hex}")
    async with Redis.from_url(valkey) as redis:
        yield Book(redis)


def read(shown):
    """Every sample of a page: its name and labels to its value."""
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(shown.decode())
        for sample in family.samples
    }


async def test_what_two_workers_counted_is_added_up(book):
    """Counters by label; a duration in every bucket from its own on."""
    for seconds in (0.3, 30.0):
        tally = MemoryTally()
        tally.count("asks", command="jenkins why", outcome="answered")
        tally.count("model_tokens", 120, direction="in")
        tally.took("outside_seconds", seconds, system="jenkins")
        await book.add(tally)
        assert tally.fields == {}

    told = read(page(Acks(), await book.read(), PULSE))

    ask = (("command", "jenkins why"), ("outcome", "answered"))
    assert told["pilothouse_asks_total", *ask] == 2
    assert told["pilothouse_model_tokens_total", ("direction", "in")] == 240
    jenkins = ("system", "jenkins")
    assert told["pilothouse_outside_seconds_bucket", ("le", "0.25"), jenkins] == 0
    assert told["pilothouse_outside_seconds_bucket", ("le", "0.5"), jenkins] == 1
    assert told["pilothouse_outside_seconds_bucket", ("le", "+Inf"), jenkins] == 2
    assert told["pilothouse_outside_seconds_sum", jenkins] == pytest.approx(30.3)
    assert told["pilothouse_outside_seconds_count", jenkins] == 2
    assert told["pilothouse_queue_depth",] == 3
    assert told["pilothouse_queue_age_seconds",] == 4.5
    assert told["pilothouse_dead_letters",] == 1
    assert told["pilothouse_redis_up",] == 1


async def test_without_redis_the_page_still_tells_of_the_acks():
    """And that Redis is what is missing."""
    acks = Acks()
    acks.took("slash_commands", 0.004)
    acks.took("whatever a stranger sent", 0.2)

    told = read(page(acks, None, None))

    assert told["pilothouse_redis_up",] == 0
    ours = ("kind", "slash_commands")
    assert told["pilothouse_ack_seconds_bucket", ours, ("le", "0.005")] == 1
    assert told["pilothouse_ack_seconds_count", ("kind", "other")] == 1
    assert ("pilothouse_queue_depth",) not in told


def test_what_nobody_declared_is_a_mistake_of_ours():
    """A name or a label too many would make a figure that no page shows."""
    tally = MemoryTally()

    with pytest.raises(KeyError):
        tally.count("surprises")
    with pytest.raises(KeyError):
        tally.count("asks", command="ops help")
    with pytest.raises(KeyError):
        tally.took("ask_seconds", 1.0, command="ops help", user="U1")


async def test_a_redis_that_is_gone_costs_figures_only(free_port_redis):
    """The answer that was counted is out already."""
    tally = MemoryTally()
    tally.count("events", event="jenkins.poll", outcome="done")

    await Book(free_port_redis).add(tally)

    assert tally.fields == {}


@pytest.fixture
async def free_port_redis():
    """A Redis where nobody listens."""
    async with Redis(host="127.0.0.1", port=9, socket_connect_timeout=1) as redis:
        yield redis
