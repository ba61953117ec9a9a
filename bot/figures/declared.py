"""Every figure that the bot keeps of itself, with the words that /metrics shows."""

from dataclasses import dataclass

# Seconds. An ack has 3 in all; an answer may wait for outside systems and for a model.
ACK_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
WORK_BUCKETS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 120.0)


@dataclass(frozen=True)
class Counter:
    """Something that only grows. `labels` are the names of its labels, in their order."""

    name: str
    help: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Duration:
    """How long something takes, as a histogram; `buckets` in seconds, without the infinite one."""

    name: str
    help: str
    labels: tuple[str, ...]
    buckets: tuple[float, ...] = WORK_BUCKETS


COUNTERS = (
    Counter("asks", "What people asked, by command and how it ended.", ("command", "outcome")),
    Counter("events", "News of webhooks and the clock that were worked on.", ("event", "outcome")),
    Counter("outside_calls", "Questions to other systems.", ("system", "outcome")),
    Counter("model_tokens", "Tokens that the model counted.", ("direction",)),
    Counter("diagnoses", "Failed builds that the engine read, by its verdict.", ("category",)),
    Counter("deliveries", "Rows of the outbox, by how the try ended.", ("kind", "outcome")),
)
DURATIONS = (
    Duration("ask_seconds", "From the claim of an ask to its answer.", ("command",)),
    Duration("outside_seconds", "How long other systems take to answer.", ("system",)),
)
