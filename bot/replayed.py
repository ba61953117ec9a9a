"""`pilothouse feedback replay` and `cases`: what people corrected, run again with today's engine."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence

from bot.house import opened
from bot.settings import Settings
from handlers.memory.cases import NO, Case, Outcome, as_record, cases_of, replayed
from handlers.memory.storage import everything, log_of
from integrations.store import Store

NONE = "Nobody corrected the cause or the key line of a failure yet, so there is nothing to replay."
ROW = "{sign}  {id}  {by:<7} {right}"
GIVES = "      the engine reads: {cause}"
LINE = "line: "
COUNTS = "{count} corrected: {engine} given by the engine, {memory} by memory, {no} by neither."


async def cases(settings: Settings) -> int:
    """Print each case as one JSON object; the exit code. Raises IntegrationError without the store."""
    async with opened(settings) as house:
        async for case in kept(house.systems.store):
            print(json.dumps(as_record(case), ensure_ascii=False))  # noqa: T201 - the export itself
    return 0


async def replay(settings: Settings) -> int:
    """Run all cases again and say of each who gives what the person said; 1 where nobody does one."""
    async with opened(settings) as house:
        found = [case async for case in kept(house.systems.store)]
    outcomes = [await asyncio.to_thread(replayed, case) for case in found]
    for line in report(outcomes):
        print(line)  # noqa: T201 - the command line's own voice
    return int(any(each.by == NO for each in outcomes))


async def kept(store: Store) -> AsyncIterator[Case]:
    """The cases that are kept, those of what failed last first."""
    for failure in await everything(store):
        if failure.said:
            for case in cases_of(failure, await log_of(store, failure.id)):
                yield case


def report(outcomes: Sequence[Outcome]) -> list[str]:
    """A line a case, with what the engine says where it is not what the person said; the counts."""
    if not outcomes:
        return [NONE]
    lines: list[str] = []
    for each in outcomes:
        case = each.case
        sign = "no" if each.by == NO else "ok"
        right = case.cause or LINE + case.line
        lines.append(ROW.format(sign=sign, id=case.id[:8], by=each.by, right=right))
        if each.by == NO:
            lines.append(GIVES.format(cause=each.cause))
    by = [each.by for each in outcomes]
    counts = {name: by.count(name) for name in ("engine", "memory", "no")}
    return [*lines, COUNTS.format(count=len(outcomes), **counts)]
