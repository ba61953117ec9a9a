"""What people said of a test: that it is flaky, or that it is not. It counts more than any evidence."""

from dataclasses import dataclass
from datetime import UTC, datetime

from integrations.store import Store

SHELF = "flaky-marks"


@dataclass(frozen=True)
class Mark:
    """A person's word on a test; `by` is a Slack user id."""

    flaky: bool
    by: str
    when: datetime


async def marks_of(store: Store, job: str) -> dict[str, Mark]:
    """What people said of a job's tests, by the tests' names as people read them."""
    record = await store.get(SHELF, job) or {}
    return {
        test: Mark(said["flaky"], said["by"], datetime.fromisoformat(said["when"]))
        for test, said in record.items()
    }


async def mark(store: Store, job: str, test: str, flaky: bool | None, by: str) -> None:
    """Keep a person's word on a test; None takes it back. The last word counts."""
    said = {"flaky": flaky, "by": by, "when": datetime.now(UTC).isoformat()}
    while True:
        before = await store.get(SHELF, job)
        after = {name: each for name, each in (before or {}).items() if name != test}
        if flaky is not None:
            after[test] = said
        if await store.swap(SHELF, job, before, after):
            return
