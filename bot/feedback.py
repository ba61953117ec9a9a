"""`pilothouse feedback`: what people said of answers as JSON Lines, and what they corrected, replayed."""

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot import replayed
from bot.house import opened
from bot.settings import Settings
from handlers.citing.feedback import KEEPS, Kept, Rating, kept, ratings
from integrations.errors import IntegrationError
from integrations.store import Store

FAILED = "pilothouse feedback: {error}"
NO_TIME = "`{since}` is no time: write 12h, 30d, 4w or 2026-11-01."
UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}

_SPAN = re.compile(r"([0-9]{1,4})([hdw])")


def run(settings: Settings, what: str, since: str) -> int:
    """`export` the ratings of the time since `since` (`30d`, `2026-11-01`), print the `cases` that people
    corrected, or `replay` them; gives the exit code."""
    now = datetime.now(UTC)
    first = moment(since, now)
    if first is None:
        return _failed(NO_TIME.format(since=since), 2)
    try:
        match what:
            case "replay":
                return asyncio.run(replayed.replay(settings))
            case "cases":
                return asyncio.run(replayed.cases(settings))
        return asyncio.run(_export(settings, first, now))
    except IntegrationError as error:
        return _failed(str(error), 1)


def _failed(error: str, code: int) -> int:
    print(FAILED.format(error=error), file=sys.stderr)  # noqa: T201 - the command line's own voice
    return code


def moment(since: str, now: datetime) -> datetime | None:
    """When a span or a date (UTC) began; all that is kept where it is empty, None for nonsense."""
    if not since:
        return now - KEEPS
    if span := _SPAN.fullmatch(since):
        return now - int(span[1]) * UNITS[span[2]]
    try:
        found = datetime.fromisoformat(since)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


async def _export(settings: Settings, since: datetime, until: datetime) -> int:
    async with opened(settings) as house:
        async for line in lines(house.systems.store, since, until):
            print(json.dumps(line, ensure_ascii=False))  # noqa: T201 - the export itself
    return 0


async def lines(store: Store, since: datetime, until: datetime) -> AsyncIterator[Mapping[str, Any]]:
    """One object for each rating, oldest first; an answer that has faded is left out."""
    for rating in await ratings(store, since, until):
        answer = await kept(store, rating.answer)
        if answer is not None:
            yield line(answer, rating)


def line(answer: Kept, rating: Rating) -> Mapping[str, Any]:
    """A rating with what it is about. Who gave it is not told; a private answer has no words."""
    return {
        "id": answer.id,
        "when": answer.when,
        "rated": rating.when,
        "model": answer.model,
        "question": answer.question,
        "evidence": list(answer.evidence),
        "context": list(answer.context),
        "answer": list(answer.answer),
        "private": answer.private,
        "rating": rating.verdict,
        "reason": rating.why,
        "correction": rating.correction,
    }
