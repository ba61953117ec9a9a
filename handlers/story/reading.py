"""The engine's reading of a build that failed: of which log, and beside which good one."""

import asyncio
import re
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from handlers.diagnosis import Diagnosis, diagnose
from handlers.kit import Use
from handlers.story.matrix import first_failed, outcomes
from integrations.errors import IntegrationError
from integrations.jenkins import Build, Commit, Jenkins

CHUNK = 1 << 18  # bytes of the log that the engine gets at a time
GOOD_WITHIN = 5.0  # seconds that the last good build's console may take
GOOD_SIZE = 32 << 20  # bytes of it
WHOLE = 256 << 20  # bytes of a console that is asked for
COMMITS = 50  # commits that a story holds at most
DEPTH = 3  # builds that called one another and are followed down

# How the Pipeline's build step and the Parameterized Trigger plugin say that it did not succeed.
CALLED = re.compile(
    r"(?:ERROR: |Build )*(?P<job>\S(?:.*\S)?) #(?P<number>\d{1,9}) completed"
    r"(?: with status|:|\. Result was) (?:FAILURE|UNSTABLE|ABORTED)\b.*"
)


@dataclass(frozen=True)
class Reading:
    """What was read, and from which build's log; `cells` are a matrix's combinations with their results."""

    build: Build
    diagnosis: Diagnosis
    cells: Mapping[str, str] = field(default_factory=dict)


async def read(
    use: Use, build: Build, earlier: Awaitable[Sequence[Build]], good_within: float = GOOD_WITHIN
) -> Reading | None:
    """Read why a build failed; None for one that runs or passed.

    `earlier` are the job's builds: what the last good one said too is no cause. Where the log blames
    a build that this one called, the log of that one is read. Raises what Jenkins's client raises.
    """
    if build.building or build.passed:
        return None
    path, good = await asyncio.gather(
        console_of(use.systems.jenkins, build, use.scratch),
        _good_console(use, build, earlier, good_within),
    )
    diagnosis = await asyncio.to_thread(_diagnose_file, path, good)
    cells = await asyncio.to_thread(_outcomes_in, path, build.cells) if build.cells else {}
    reading = Reading(build, diagnosis, cells)
    with suppress(IntegrationError):  # what the caller's own log says is there all the same
        if failed := first_failed(cells):
            return await _read_cell(use, reading, failed)
        for _ in range(DEPTH):
            deeper = await _read_called(use, reading)
            if deeper is None:
                break
            reading = deeper
    return reading


async def _read_cell(use: Use, whole: Reading, cell: str) -> Reading:
    """The reading of a matrix's combination; the whole build's where its log tells no cause."""
    build, number = whole.build, whole.build.number
    page = build.url.removesuffix(f"{number}/")
    part = replace(build, job=f"{build.job}:{cell}", url=f"{page}{cell}/{number}/" if page else "")
    return await _told_by(use, part, whole.cells) or whole


def _outcomes_in(path: Path, cells: Sequence[str]) -> Mapping[str, str]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        return outcomes(lines, cells)


async def _read_called(use: Use, reading: Reading) -> Reading | None:
    """The reading of the build that this one's log blames; None without such a build or a cause in it."""
    blamed = blame(reading.diagnosis)
    if blamed is None:
        return None
    job, number = blamed
    build = await use.systems.jenkins.build(job, number)
    if not any(each.kind == "upstream" and each.who == reading.build.name for each in build.causes):
        return None  # a log may name any build: only one that this build called is read
    return await _told_by(use, build, {})


async def _told_by(use: Use, build: Build, cells: Mapping[str, str]) -> Reading | None:
    """The reading of one build's log by itself; None where it tells no cause."""
    path = await console_of(use.systems.jenkins, build, use.scratch)
    diagnosis = await asyncio.to_thread(_diagnose_file, path, None)
    return Reading(build, diagnosis, cells) if diagnosis.candidates else None


def blame(diagnosis: Diagnosis) -> tuple[str, int] | None:
    """The job and number that the best candidate says did not succeed; None where it says no such thing."""
    found = CALLED.fullmatch(diagnosis.candidates[0].text.strip()) if diagnosis.candidates else None
    if found is None:
        return None
    return found["job"].replace(" » ", "/"), int(found["number"])


async def _good_console(
    use: Use, build: Build, earlier: Awaitable[Sequence[Build]], within: float
) -> Path | None:
    """The console of the last good build, for what it said too is not the cause; None without."""
    try:
        async with asyncio.timeout(within):
            # shielded: the story waits for the same list, and may wait longer
            history = await asyncio.shield(earlier)
            number, _ = since_good(build, history)
            good = next((each for each in history if each.number == number), None)
            if good is None:
                return None
            return await console_of(use.systems.jenkins, good, use.scratch, limit=GOOD_SIZE)
    except (IntegrationError, TimeoutError):
        return None  # the diagnosis does without; that the list failed is said where it is asked


async def console_of(jenkins: Jenkins, build: Build, folder: Path, *, limit: int = WHOLE) -> Path:
    """The build's console in a file of that folder; of one over `limit` bytes both ends."""
    path = console_path(build, folder)
    with path.open("wb") as file:
        await jenkins.console(build.job, build.number, file, limit=limit)
    return path


def console_path(build: Build, folder: Path) -> Path:
    """Where `console_of` lays a build's console."""
    return folder / f"{build.job.replace('/', '-')}-{build.number}.log"


def _diagnose_file(path: Path, good: Path | None) -> Diagnosis:
    return diagnose(_chunks(path), good=_chunks(good) if good else None)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def since_good(build: Build, history: Sequence[Build]) -> tuple[int | None, tuple[Commit, ...]]:
    """The number of the last good build before this one, and the commits since, newest first.

    Without a good build among the known ones only the build's own commits count. Builds of other
    branches of the same job are passed over.
    """
    before = [b for b in history if b.number < build.number and b.branch == build.branch]
    good = next((b for b in sorted(before, key=lambda b: -b.number) if b.passed), None)
    between = [b for b in before if good and b.number > good.number]
    commits: dict[str, Commit] = {}
    for each in (build, *sorted(between, key=lambda b: -b.number)):
        for commit in each.commits:
            commits.setdefault(commit.sha, commit)
    ordered = sorted(commits.values(), key=lambda c: c.when.timestamp() if c.when else 0.0)
    return (good.number if good else None), tuple(reversed(ordered))[:COMMITS]
