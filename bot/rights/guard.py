"""The last door before another system is changed: asked, counted, written down, then done once.

A handler gets its systems behind this door. Whatever would change Jenkins or Alertmanager passes
`Guard.through` with the exact thing, its exact parameters and the call itself: there the person's
roles are asked again, a second person where the roles want one, the audit log is written, and only
then the call is made.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from bot.intent import Intent
from bot.rights.audit import AuditError, AuditLog, Entry
from bot.rights.permission import Gatekeeper
from handlers.kit import Ask, Text, plain
from handlers.kit.route import Route
from handlers.kit.words import Words
from integrations.errors import IntegrationError, UnavailableError

NO_ROUTE = Words("only a command that says what it changes may change something")
NOT_WRITTEN = Words(
    "I could not write it into the audit log, so I did not do it: {error}. Whoever runs me should "
    "look at the store, and at `pilothouse audit verify`."
)

REFUSED, ASKED, APPROVED, DECLINED = "refused", "asked", "approved", "declined"
BEGUN, DONE, FAILED, UNKNOWN = "begun", "done", "failed", "unknown"
SAID = 200  # characters of an error that the log keeps

Value = TypeVar("Value")
Define = Callable[[], Awaitable[Any]]

log = logging.getLogger(__name__)


class NotDoneError(Exception):
    """Something was not done; `said` is a sentence that tells why."""

    def __init__(self, said: Text) -> None:
        super().__init__(plain(said))
        self.said = said


@dataclass(frozen=True)
class Act:
    """One change of another system, exactly as it would be made.

    `object` is the job or alert, `arguments` everything that is sent, `shown` the same as people may
    see it, `definition` asks for what else an approval holds for: the job's own parameters.
    """

    system: str
    object: str
    arguments: Mapping[str, Any]
    shown: tuple[tuple[str, str], ...] = ()
    definition: Define | None = field(default=None, compare=False)


class NeedsSecondError(Exception):
    """The roles ask for a second person; nothing was done yet."""

    def __init__(self, act: Act, bound: str, role: str) -> None:
        super().__init__(act.object)
        self.act = act
        self.bound = bound
        self.role = role


class Approved(Protocol):
    """Where approvals are kept."""

    async def spend(self, id: str, user: str, bound: str, run: str) -> str:
        """Use an approval up for the act that is `bound`, in the intent `run`; gives who approved it.

        Raises NotDoneError with a sentence where it does not hold for that.
        """


@dataclass(frozen=True)
class Guard:
    """The door for one ask. `route` is the command that runs, None where words are no command."""

    intent: Intent
    ask: Ask
    route: Route | None
    gatekeeper: Gatekeeper
    audit: AuditLog
    approvals: Approved

    async def through(self, act: Act, do: Callable[[], Awaitable[Value]], identity: str) -> Value:
        """Do it if it may be done; `identity` is as whom, empty for the bot's own account.

        Raises NotDoneError, or NeedsSecondError, or what the other system answers.
        """
        if self.route is None or self.route.changes is None:
            raise NotDoneError(NO_ROUTE)
        entry = await self._allowed(act, identity, self.route)
        await self.write(entry, BEGUN)
        try:
            value = await do()
        except BaseException as error:
            await self._end(entry, *_ending(error))
            raise
        await self._end(entry, DONE, _short(value))
        return value

    async def _allowed(self, act: Act, identity: str, route: Route) -> Entry:
        """The record's beginning, once everything that must be asked has said yes."""
        said = await self._digest({"path": route.path, "object": act.object, **act.arguments})
        entry = self.entry(act.object, said, identity)
        ask = self.ask
        answer = await self.gatekeeper.decision(ask.user, route.path, act.object, ask.channel)
        if answer.refused:
            await self.write(entry, REFUSED, answer.refused)
            raise NotDoneError(answer.refused)
        if not answer.verdict.second:
            return entry
        bound = await self._digest({"sent": said, "defined": await _defined(act)})
        if not ask.approval:
            raise NeedsSecondError(act, bound, answer.verdict.role)
        try:
            second = await self.approvals.spend(ask.approval, ask.user, bound, self.intent.id)
        except NotDoneError as error:
            await self.write(entry, REFUSED, str(error))
            raise
        return self.entry(act.object, said, identity, second)

    async def _digest(self, data: Mapping[str, Any]) -> str:
        try:
            return await self.audit.digest(data)
        except AuditError as error:
            raise NotDoneError(NOT_WRITTEN.format(error=error)) from error

    def entry(
        self, object: str, parameters: str = "", identity: str = "", second: str = ""
    ) -> Entry:
        """A record of this ask, without its decision."""
        return Entry(
            user=self.ask.user,
            action=self.route.path if self.route else "",
            object=object,
            channel=self.ask.channel,
            decision="",
            parameters=parameters,
            second=second,
            identity=identity,
            intent=self.intent.id,
        )

    @property
    def command(self) -> Route:
        """The command that runs. Raises NotDoneError where words are no command."""
        if self.route is None:
            raise NotDoneError(NO_ROUTE)
        return self.route

    async def noted(self, run: Callable[[], Awaitable[Value]]) -> Value:
        """Run what changes the bot's own records alone: written down before and after."""
        entry = self.entry("", await self._digest({"text": self.ask.text, **self.ask.settings}))
        await self.write(entry, BEGUN)
        try:
            value = await run()
        except BaseException as error:
            await self._end(entry, FAILED, type(error).__name__)
            raise
        await self._end(entry, DONE, "")
        return value

    async def note(self, object: str, decision: str, outcome: str) -> None:
        """Write down that something is not done; it is not done, whether this succeeds or not."""
        await self._end(self.entry(object), decision, outcome)

    async def write(self, entry: Entry, decision: str, outcome: str = "") -> None:
        """Write a decision down; NotDoneError where that fails: then it must not be acted upon."""
        try:
            await self.audit.append(_decided(entry, decision, outcome))
        except AuditError as error:
            raise NotDoneError(NOT_WRITTEN.format(error=error)) from error

    async def _end(self, entry: Entry, decision: str, outcome: str) -> None:
        """Write how it ended. Nothing hangs on it any more: without it "begun" says so."""
        try:
            await self.audit.append(_decided(entry, decision, outcome))
        except AuditError as error:
            log.error("%s of %s is not in the audit log: %s", decision, entry.action, error)


def _decided(entry: Entry, decision: str, outcome: str) -> Entry:
    return Entry(**{**entry.__dict__, "decision": decision, "outcome": outcome})


def _ending(error: BaseException) -> tuple[str, str]:
    """Whether it failed for certain, or may have happened all the same."""
    certain = isinstance(error, IntegrationError) and not isinstance(error, UnavailableError)
    came_back = error.came_back if isinstance(error, IntegrationError) else type(error).__name__
    return FAILED if certain else UNKNOWN, came_back[:SAID]


def _short(value: object) -> str:
    """What came back, where it is a name or a number; nothing of what may be a secret."""
    return str(value)[:SAID] if isinstance(value, int | str) else ""


async def _defined(act: Act) -> Any:  # noqa: ANN401 - JSON of what the other system says
    return await act.definition() if act.definition else None
