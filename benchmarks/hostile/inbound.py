"""Forged, malformed and oversized requests at the real web process, and what came of each.

Two things cannot travel as the rows name them. HTTP takes a plain space off the end of a header
before anybody sees it, so that row sends a space that stays; and HTTP itself refuses a NUL in a
header, so GitLab's row sends it percent-encoded, and the raw one beside it.
"""

import asyncio
import json
import random
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from redis.asyncio import Redis

from benchmarks.hostile.outcome import Outcome
from benchmarks.hostile.processes import (
    StartError,
    alive,
    environment,
    forget_peak,
    peak,
    process,
)
from benchmarks.hostile.rows import Inbound, Valid, inbound, valid
from benchmarks.hostile.signing import FORM, SECRETS, bases, hostile, signed, target, written
from benchmarks.hostile.standins import Told, jenkins, slack
from benchmarks.hostile.wire import Answer, Sent, send
from bot.embedded import running

SEEN = "pilothouse:seen:*"  # one key for every thing that was ever kept
OPEN = "pilothouse:intents-open"
DRAIN = 20.0  # seconds in which a worker must be done with what a row made
WORKED = "outbound_hosts_allowed"  # rows for which the workers run, and whose calls are read
KIB = 1024
QUICK = 60  # hostile rows of a quick run
HERE = ("127.0.0.1", "::1", "localhost")
SERVER_ERROR = 500
EXPECTED_ERROR = 503


@dataclass
class Seen:
    """What the rows cost and were answered with, over all of them."""

    statuses: Counter[int] = field(default_factory=Counter)
    grown: float = 0.0  # MiB, the most
    seconds: float = 0.0  # the longest


@dataclass(frozen=True)
class Town:
    """A running bot: the web process, its port, the Valkey behind it, the Jenkins beside it."""

    web: int
    port: int
    redis: Redis
    logs: Path
    jenkins: Told
    seen: Seen = field(default_factory=Seen)


@asynccontextmanager
async def town(*, worker: bool) -> AsyncIterator[Town]:
    """The web process against a real Valkey and the stand-ins, with a worker if asked for."""
    with tempfile.TemporaryDirectory(prefix="pilothouse-hostile-") as folder:
        home = Path(folder)
        with running(home / "valkey") as url:
            async with slack() as at, jenkins() as told, Redis.from_url(url) as redis:
                given = {"JENKINS_USER": "ada", "JENKINS_TOKEN": "token", "JENKINS_URL": told.url}
                env = environment(url, at, home / "data", **given)
                async with process("web", env, home / "web.log") as pid:
                    here = Town(pid, int(env["PORT"]), redis, home, told)
                    if not worker:
                        yield here
                        return
                    async with process("worker", env, home / "worker.log"):
                        yield here


async def run(*, quick: bool, seed: int) -> tuple[list[Outcome], list[Outcome], list[str]]:
    """Every hostile row, every valid one, and lines that tell of the latter and of the calls."""
    rows, real = inbound(), valid()
    if quick:
        rows = tuple(random.Random(seed).sample(rows, QUICK))
    outcomes: list[Outcome] = []
    async with town(worker=False) as here:
        plain = [row for row in rows if WORKED not in row.expect]
        outcomes += [await _judged(row, here, real) for row in plain]
        control, told = await _control(here, real)
        told = [_cost(here.seen), *told]
    async with town(worker=True) as here:
        await _subscribe(here)
        outcomes += [await _worked(row, here, real) for row in rows if WORKED in row.expect]
        told += _calls(here)
    return outcomes, control, told


async def _judged(row: Inbound, here: Town, real: Sequence[Valid]) -> Outcome:
    """One row: its statuses, what was kept of it, how long and how much memory it took."""
    await here.redis.flushdb()
    before = forget_peak(here.web)
    answers = [await send(here.port, sent) for sent in _deliveries(row, real)]
    grown = (peak(here.web) - before) / KIB
    here.seen.statuses.update(each.status for each in answers)
    here.seen.grown = max(here.seen.grown, grown)
    here.seen.seconds = max(here.seen.seconds, *(each.seconds for each in answers))
    wrong = [
        *_statuses(row, answers),
        *_effects(row, await _kept(here.redis)),
        *_costs(row, answers, grown),
    ]
    if not alive(here.web):
        wrong.append("the web process died")
    return Outcome(row.id, f"{row.endpoint}: {_kind(row)}", tuple(wrong))


def _cost(seen: Seen) -> str:
    statuses = ", ".join(f"{status}: {count}" for status, count in sorted(seen.statuses.items()))
    return f"answers {statuses}; memory grew by {seen.grown:.1f} MiB and an answer took {seen.seconds:.1f} s at the most"


def _kind(row: Inbound) -> str:
    if row.method != "POST":
        return "other methods"
    if row.made:
        return "bodies"
    return "payloads" if row.body is not None and row.sign == "valid" else "signatures"


def _deliveries(row: Inbound, real: Sequence[Valid]) -> Iterator[Sent]:
    """What a row sends: an exact replay again and again, a retry each time under a new number."""
    sent = hostile(row, bases(tuple(real)))
    yield sent
    for number in range(1, row.expect.get("deliveries", 1)):
        more = [("X-Slack-Retry-Num", b"%d" % number)] if "Retry" in row.case else []
        yield replace(sent, headers=[*sent.headers, *more])
    if row.endpoint == "gitlab" and row.sign == "nul":
        raw = SECRETS["gitlab"].encode() + b"\0"
        yield replace(sent, headers=[("X-Gitlab-Token", raw)])


def _statuses(row: Inbound, answers: Sequence[Answer]) -> Iterator[str]:
    for at, answer in enumerate(answers):
        allowed = row.expect.get("status_in")
        if allowed and at and row.sign == "nul":
            allowed = [HTTPStatus.BAD_REQUEST, *allowed]  # HTTP's own refusal of the raw byte
        if allowed and answer.status not in allowed:
            yield f"status {answer.status}, expected {allowed}"
        if answer.status in row.expect.get("status_not", ()):
            yield f"status {answer.status}"
        if answer.status == 0:
            yield "no answer"
        elif answer.status >= SERVER_ERROR and answer.status not in (allowed or ()):
            yield f"status {answer.status} is a fault of the server"


def _effects(row: Inbound, kept: int) -> Iterator[str]:
    wanted = row.expect.get("side_effects")
    if wanted is not None and kept != wanted:
        yield f"{kept} side effects, expected {wanted}"


def _costs(row: Inbound, answers: Sequence[Answer], grown: float) -> Iterator[str]:
    most = row.expect.get("max_rss_growth_mib")
    if most is not None and grown > most:
        yield f"memory grew by {grown:.0f} MiB"
    longest = row.expect.get("max_s")
    if longest is not None and max(each.seconds for each in answers) > longest:
        yield f"took {max(each.seconds for each in answers):.1f} s"


async def _kept(redis: Redis) -> int:
    return len([key async for key in redis.scan_iter(match=SEEN, count=1000)])


async def _subscribe(here: Town) -> None:
    """Have a channel hear of every job: without one, nobody asks Jenkins what a notice is about."""
    words = {
        "command": "/jenkins", "text": "subscribe *", "user_id": "U0ADALIND",
        "channel_id": "C0BUILDS0", "team_id": "T1", "trigger_id": "1.2.subscribe",
    }  # fmt: skip
    body = urlencode(words).encode()
    answer = await send(here.port, signed("slack", body, FORM, {}))
    if answer.status != HTTPStatus.OK or not await _drained(here.redis):
        raise StartError(f"the worker did not take a subscription: {answer}")


async def _worked(row: Inbound, here: Town, real: Sequence[Valid]) -> Outcome:
    """One row, with the worker done with whatever it made; whom it called is judged at the end."""
    for key in [key async for key in here.redis.scan_iter(match=SEEN, count=1000)]:
        await here.redis.delete(key)  # a row before it may have told of the same build
    answers = [await send(here.port, sent) for sent in _deliveries(row, real)]
    if row.body.get("build", {}).get("phase") == "COMPLETED":
        body = row.body | {"build": row.body["build"] | {"phase": "FINALIZED"}}
        again = hostile(replace(row, body=body), bases(tuple(real)))
        answers.append(await send(here.port, again))
    kept = await _kept(here.redis)
    wrong = [*_statuses(row, answers)]
    if kept > 1:
        wrong.append(f"{kept} pieces of news of one build")
    if not await _drained(here.redis):
        wrong.append("the worker is not done with it")
    strangers = [line for line in _lines(here) if not _is_ours(line)]
    wrong += [f"called {line}" for line in strangers]
    wrong += [f"changed Jenkins: {action}" for action in here.jenkins.actions]
    if not alive(here.web):
        wrong.append("the web process died")
    return Outcome(row.id, "jenkins: payloads, with a worker", tuple(wrong))


async def _drained(redis: Redis) -> bool:
    """Whether every intent was worked on at least once, and nobody works any more.

    What failed is due again, later.
    """
    ends = asyncio.get_running_loop().time() + DRAIN
    while asyncio.get_running_loop().time() < ends:
        found = await redis.zrange(OPEN, 0, -1)
        ids = [each for each in found if isinstance(each, bytes)]
        tried = [await redis.hget(f"pilothouse:intent:{id.decode()}", "attempts") for id in ids]
        jobs = [key async for key in redis.scan_iter(match="rq:job:*", count=1000)]
        if all(count and int(count) for count in tried) and not jobs:
            return True
        await asyncio.sleep(0.05)
    return False


def _lines(here: Town) -> list[str]:
    """Whom the processes called, as they noted it."""
    return [line for log in here.logs.glob("*.calls") for line in log.read_text().splitlines()]


def _is_ours(line: str) -> bool:
    """Whether a call stayed on this machine: an address of loopback, a socket in the file system."""
    event, _, whom = line.partition(" ")
    if event == "subprocess.Popen":
        return True  # git and the shell of the embedded Valkey; what they call is in strings.py
    return any(f"'{name}'" in whom for name in HERE) or whom.startswith(("'/", "b'", "None"))


def _calls(here: Town) -> list[str]:
    """How many calls there were, and to how many strangers."""
    every = _lines(here)
    strangers = [line for line in every if not _is_ours(line)]
    asked, changed = len(here.jenkins.asked), len(here.jenkins.actions)
    return [
        f"calls of web and worker: {len(every)}, to others than the stand-ins: {len(strangers)}",
        f"questions to Jenkins: {asked}, of which would change something: {changed}",
    ]


async def _control(here: Town, real: Sequence[Valid]) -> tuple[list[Outcome], list[str]]:
    """Every real request: taken, or refused for a reason that is told here."""
    outcomes, reasons = [], dict[str, list[str]]()
    kept = 0
    for row in real:
        await here.redis.flushdb()
        body, kind = written(row)
        answer = await send(here.port, signed(row.endpoint, body, kind, row.headers))
        kept += await _kept(here.redis)
        wrong = [] if _is_fair(answer) else [f"status {answer.status}: {answer.text}"]
        if answer.status != HTTPStatus.OK:
            reasons.setdefault(_reason(row, answer), []).append(row.id)
        outcomes.append(Outcome(row.id, row.endpoint, tuple(wrong)))
    told = [f"  not taken, {why}: {' '.join(ids)}" for why, ids in reasons.items()]
    return outcomes, [f"real requests: {kept} things kept of {len(real)}", *told]


# What a real request may be told: that nobody here listens to it (404), or that it is no payload
# of Slack's (400); a real signature is never doubted.
FAIR = (HTTPStatus.OK, HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST)


def _is_fair(answer: Answer) -> bool:
    return answer.status in FAIR


def _reason(row: Valid, answer: Answer) -> str:
    kind = row.body.get("type", "a body without a type") if isinstance(row.body, dict) else "text"
    return f"{answer.status} for {target(row.endpoint)} {kind}: {json.dumps(answer.text)}"
