"""An order to build, given once: planned before it goes out, looked for when its answer is lost.

Jenkins has no idempotency key. Where a job declares the parameter PILOTHOUSE_ID the order carries
the ask's id in it; elsewhere it is known by our own user, its values, and that it was in neither
the queue nor among the builds before (docs/decisions/0013-actions-in-jenkins.md).
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from handlers.build.parameters import MARK, for_people, secret
from handlers.kit import TryLater, Use, quote
from handlers.kit.words import Words
from integrations.errors import UnansweredError, UnavailableError
from integrations.jenkins import Job, Order

MASK = "****"
TYPED = re.compile(r"[A-Za-z_][\w.\-]*")  # the names of settings that can be typed
COMPARED = ("string", "text", "boolean", "choice", "run")  # kinds whose values Jenkins tells
AGAIN = 4.0  # seconds until Jenkins is looked at again; twice as long each time
UNDECIDED = 60.0  # seconds after which a person is asked
CLAIMED = timedelta(days=1)  # that an order in the queue is known to belong to an ask
LOOKING = Words("looks whether Jenkins took the order")
UNCLEAR = Words("nobody knows yet whether Jenkins took the order for {job}")
LONGEST = 1800  # characters of a command behind a button; Slack takes 2,000 with ours around it


@dataclass(frozen=True)
class Plan:
    """What is about to be ordered, without secrets.

    `shown` are the values as people may see them, `told` as Jenkins will tell them of the build.
    `again` is the command that orders the same once more. `last` is the number of the last build
    and `known` the queue items before; `item` is the queue item as soon as Jenkins names it.
    """

    job: str
    url: str
    shown: tuple[tuple[str, str], ...]
    told: tuple[tuple[str, str], ...]
    again: str
    marked: bool
    last: int = 0
    known: tuple[int, ...] = ()
    item: int | None = None

    @classmethod
    def of(cls, job: Job, values: Mapping[str, str]) -> "Plan":
        """The plan to order `job` with `values`, which hold no mark."""
        declared = {each.name: each for each in for_people(job).parameters}
        hidden = {
            name
            for name, value in values.items()
            if name in declared and secret(declared[name], value)
        }
        told = {
            name: values.get(name, each.default)
            for name, each in declared.items()
            if each.kind in COMPARED and name not in hidden
        }
        return cls(
            job=job.path,
            url=job.url,
            shown=tuple((n, MASK if n in hidden else v) for n, v in values.items()),
            told=tuple((name, value) for name, value in told.items() if value is not None),
            again=_command(job, {} if hidden else values),
            marked=len(declared) < len(job.parameters),
        )

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> "Plan":
        """A plan back from its record; keys of a newer release are passed over."""
        return cls(
            job=record["job"],
            url=record.get("url", ""),
            shown=_pairs(record.get("shown")),
            told=_pairs(record.get("told")),
            again=record.get("again", f"jenkins build {quote(record['job'])}"),
            marked=bool(record.get("marked")),
            last=int(record.get("last", 0)),
            known=tuple(record.get("known", ())),
            item=record.get("item"),
        )


def _pairs(told: list[list[str]] | None) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in told or ())


def _command(job: Job, values: Mapping[str, str]) -> str:
    """The words that order the same again; without values the form asks for them."""
    start = f"jenkins build {quote(job.path)}"
    whole = " ".join([start, *(f"{name}={quote(value)}" for name, value in values.items())])
    typed = all(TYPED.fullmatch(name) for name in values)
    return whole if typed and len(whole) <= LONGEST else start


@dataclass(frozen=True)
class Undecided:
    """Nobody can tell whether the order was taken.

    `several` are the builds that could be it; `error` is why Jenkins could not be looked at.
    """

    plan: Plan
    several: tuple[int, ...] = ()
    error: str = ""


async def order(use: Use, job: Job, values: Mapping[str, str]) -> Plan | Undecided:
    """Order a build once; the plan comes back with its queue item.

    Raises IntegrationError where Jenkins surely did not take the order, and TryLater while nobody
    knows: the next try calls `resumed`.
    """
    jenkins = use.systems.jenkins
    plan = Plan.of(job, values)
    if not plan.marked:
        there = await jenkins.orders(job.path)
        plan = replace(
            plan,
            last=max((each.build for each in there if each.build), default=0),
            known=tuple(each.item for each in there if each.build is None),
        )
    await use.deed.write(asdict(plan))
    mark = {MARK: use.deed.id} if plan.marked else {}
    try:
        item = await jenkins.trigger(job.path, {**values, **mark})
    except UnansweredError:
        return await resumed(use, plan)
    return await _taken(use, plan, item)


async def resumed(use: Use, plan: Plan) -> Plan | Undecided:
    """What became of an order whose answer nobody has: looked for, and never given again."""
    if plan.item is not None:
        return plan
    await use.live.status(LOOKING)
    found: tuple[Order, ...] = ()
    error = ""
    try:
        found = await _candidates(use, plan)
    except UnavailableError as failed:
        error = str(failed)
    if len(found) == 1 and await _ours(use, found[0].item):
        return await _taken(use, plan, found[0].item)
    if use.deed.seconds < UNDECIDED:
        raise TryLater(AGAIN, UNCLEAR.format(job=plan.job))
    return Undecided(plan, tuple(each.build for each in found if each.build), error)


async def _taken(use: Use, plan: Plan, item: int) -> Plan:
    """Write down which item the order became, before anything else can go wrong."""
    plan = replace(plan, item=item)
    await use.deed.write(asdict(plan))
    await _ours(use, item)
    return plan


async def _ours(use: Use, item: int) -> bool:
    return await use.systems.store.hold("order", str(item), lasts=CLAIMED, by=use.deed.id)


async def _candidates(use: Use, plan: Plan) -> tuple[Order, ...]:
    """The orders in Jenkins that can be this one."""
    told = await use.systems.jenkins.orders(plan.job)
    there = {each.item: each for each in told}.values()  # the build, where it just left the queue
    if plan.marked:
        return tuple(each for each in there if (MARK, use.deed.id) in each.parameters)
    user = use.systems.jenkins.user.casefold()
    return tuple(each for each in there if _new(plan, each) and _alike(plan, user, each))


def _new(plan: Plan, each: Order) -> bool:
    return each.item not in plan.known and (each.build is None or each.build > plan.last)


def _alike(plan: Plan, user: str, each: Order) -> bool:
    told = {name: _folded(value) for name, value in each.parameters}
    same = all(told.get(name) == _folded(value) for name, value in plan.told)
    return same and user in {one.casefold() for one in each.users}


def _folded(value: str) -> str:
    """A value without blanks: Jenkins trims some, and writes a run as "api #7"."""
    return "".join(value.split())
