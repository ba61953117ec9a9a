"""Where failures are kept: each change takes the newest state and is made once.

One shelf holds them by fingerprint. A fingerprint that was merged into another has a record that says
into which, with what it was until then; whoever asks for it gets the other.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from handlers.memory.count import absorbed
from handlers.memory.failure import Failure, read, written
from integrations.errors import UnavailableError
from integrations.store import Store

SHELF = "failures"
LOGS = "failure-logs"  # by fingerprint: the lines around what was decisive, in the first build
MOST = 1000  # failures that are kept, merged ones too
TRIES = 20  # two builds at once are two tries
INTO, WAS = "into", "was"
ASKED, WHERE, BUSY = "to change what is known of {id}", "the store", "another change at each try"

Change = Callable[[Failure], Failure]


async def resolved(store: Store, id: str) -> tuple[str, Failure | None]:
    """The fingerprint under which a failure is kept, and the failure; None where it is not known."""
    met: set[str] = set()
    while id not in met:
        met.add(id)
        record = await store.get(SHELF, id)
        if record is None or INTO not in record:
            return id, read(record) if record else None
        id = str(record[INTO])
    return id, None  # never written so: a record says into which one it went once


async def changed(store: Store, id: str, how: Change, new: Failure | None = None) -> Failure | None:
    """Change a failure as it stands now; `new` is what there is where it is not known yet.

    None where it is not known and there is no new one. UnavailableError where it changes all the time.
    """
    for _ in range(TRIES):
        record = await store.get(SHELF, id)
        if record is not None and INTO in record:
            id = str(record[INTO])
            continue
        before = read(record) if record else new
        if before is None:
            return None
        after = how(before)
        if (record and after == before) or await store.swap(SHELF, id, record, written(after)):
            return after
    raise UnavailableError(asked=ASKED.format(id=id), where=WHERE, came_back=BUSY)


async def everything(store: Store) -> tuple[Failure, ...]:
    """All failures that are known, what failed last first."""
    records = (await store.all(SHELF)).values()
    found = [read(record) for record in records if INTO not in record]
    return tuple(sorted(found, key=lambda each: each.last, reverse=True))


async def merge(store: Store, id: str, into: str) -> Failure | None:
    """Two failures are one from now on, also where a worker dies in between and this is done again.

    First the one says into which it went, then the other takes what it was. None where either is not
    known, or where they are the same.
    """
    into, other = await resolved(store, into)
    record = await store.get(SHELF, id)
    if record is None or other is None or id == into:
        return None
    if INTO not in record:
        if not await store.swap(SHELF, id, record, {INTO: into, WAS: record}):
            return await merge(store, id, into)
        gone = read(record)
    elif (await resolved(store, id))[0] != into:
        return None
    else:
        gone = read(record[WAS])
    return await changed(store, into, lambda kept: absorbed(kept, gone))


async def forget(store: Store, failure: Failure) -> None:
    """Forget a failure, what was merged into it, and its log."""
    for id in (*failure.merged, failure.id):
        await store.drop(LOGS, id)
        await store.drop(SHELF, id)


async def bounded(store: Store, known: Sequence[Failure]) -> None:
    """Forget what is over MOST: first that of which nobody said anything, what failed long ago first."""
    size = sum(1 + len(each.merged) for each in known)
    for failure in sorted(known, key=lambda each: (bool(each.said), each.last)):
        if size <= MOST:
            return
        await forget(store, failure)
        size -= 1 + len(failure.merged)


async def keep_log(store: Store, id: str, record: Mapping[str, Any]) -> None:
    """Keep the lines of a failure."""
    await store.put(LOGS, id, record)


async def log_of(store: Store, id: str) -> Mapping[str, Any] | None:
    """The lines of a failure, None where they are not kept."""
    return await store.get(LOGS, id)
