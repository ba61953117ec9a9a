"""Why the last failed builds of an incident failed, as their logs tell: facts, not guesses."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handlers.diagnosis import Diagnosis, diagnose
from handlers.kit import Use
from handlers.kit.words import Words
from handlers.story import console_of
from handlers.timeline import Entry
from integrations.errors import IntegrationError

GAP = Words("The log of {build} could not be read: {error}")
LATE = Words("it did not come in time")
MOST = 2
PATIENCE = 25.0  # seconds for all of them
CHUNK = 1 << 18  # bytes of a log that the engine gets at a time
_BUILD = re.compile(r"build (.+) #([0-9]{1,9})")


@dataclass(frozen=True)
class Failure:
    """A failed build with the line of its log that decides, by number."""

    build: str
    cause: str
    line: int
    text: str
    entry: Entry


async def failures(
    use: Use, entries: Sequence[Entry]
) -> tuple[tuple[Failure, ...], tuple[str, ...]]:
    """The newest failed builds among the entries, read again; and what could not be read."""
    found = [each for each in reversed(entries) if each.kind == "failure"][:MOST]
    if use.systems.jenkins_or_none is None or not found:
        return (), ()
    told = await asyncio.gather(*(_one(use, entry) for entry in found))
    return (
        tuple(failure for failure, _ in told if failure),
        tuple(gap for _, gap in told if gap),
    )


async def _one(use: Use, entry: Entry) -> tuple[Failure | None, str]:
    match = _BUILD.fullmatch(entry.key)
    if not match:
        return None, ""
    job, number = match[1], int(match[2])
    name = f"{job} #{number}"
    try:
        async with asyncio.timeout(PATIENCE):
            build = await use.systems.jenkins.build(job, number)
            path = await console_of(use.systems.jenkins, build, use.scratch)
            diagnosis = await asyncio.to_thread(_read, path)
    except IntegrationError as error:
        return None, GAP.format(build=name, error=error)
    except TimeoutError:
        return None, GAP.format(build=name, error=LATE)
    if not diagnosis.candidates:
        return None, ""
    first = diagnosis.candidates[0]
    return Failure(name, diagnosis.cause, first.line, first.text, entry), ""


def _read(path: Path) -> Diagnosis:
    with path.open("rb") as file:
        return diagnose(iter(lambda: file.read(CHUNK), b""))
