"""Running a command for somebody: who may, behind which door, with which second person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

from redis.asyncio import Redis

from bot.intake import Intake
from bot.intent import Intent
from bot.rights.accounts import Accounts
from bot.rights.approvals import Approvals
from bot.rights.audit import AuditLog
from bot.rights.guard import REFUSED, UNKNOWN, Guard, NeedsSecondError, NotDoneError
from bot.rights.guarded import Self, guarded
from bot.rights.permission import Gatekeeper, Groups, Lookup
from bot.roles import Roles, anything, verdict
from handlers.kit import Arguments, Ask, Message, Paragraph, Reply, Tone, Use
from handlers.kit.authority import AUDIT, Audited, Standing
from handlers.kit.route import Object, Route
from handlers.kit.words import Words
from integrations import Integrations

REFUSED_TITLE = Words("Not allowed")
NOT_DONE_TITLE = Words("Not done")
LOOKED_AGAIN = "an earlier try was cut off; found since then: {title}"
DIED = "the worker died in the middle"
SEARCHED = 2000  # records that are looked through
SHOWN = 20  # records that are shown
TEXTS = ("user", "action", "object", "channel", "decision", "outcome", "second", "identity")


@dataclass(frozen=True)
class Acting:
    """Everything that stands between an ask and what it changes."""

    gatekeeper: Gatekeeper
    audit: AuditLog
    approvals: Approvals
    accounts: Accounts

    async def outsider(self, user: str) -> str:
        """Why nothing is told to somebody of another workspace; empty for everybody else."""
        return await self.gatekeeper.outsider(user)

    async def refusal(self, intent: Intent, ask: Ask, route: Route) -> str:
        """Why this person may not run this command; written down where it would change something."""
        refused = await self.gatekeeper.refusal(ask, route)
        if refused and route.permission == "act":
            await self._guard(intent, ask, route).note("", REFUSED, refused)
        return refused

    async def interrupted(self, intent: Intent, ask: Ask, route: Route) -> None:
        """Write down that an earlier run died in the middle."""
        await self._guard(intent, ask, route).note("", UNKNOWN, DIED)

    def _guard(self, intent: Intent, ask: Ask, route: Route | None) -> Guard:
        return Guard(intent, ask, route, self.gatekeeper, self.audit, self.approvals)

    def reading(self, intent: Intent, ask: Ask, use: Use) -> Use:
        """What the answer to a question may use: everything but what changes something."""
        return self._behind(use, self._guard(intent, ask, None), None)

    def _behind(self, use: Use, guard: Guard, own: Self | None) -> Use:
        return replace(use, systems=guarded(use.systems, guard, own))

    async def run(
        self, intent: Intent, ask: Ask, route: Route, arguments: Arguments, use: Use
    ) -> Reply:
        """Run a command that this person may run; what must not be done becomes a sentence."""
        guard = self._guard(intent, ask, route)
        try:
            if route.changes:
                return await self._changing(guard, route.changes, arguments, use)
            use = self._behind(use, guard, None)
            if route.permission == "act":
                return await guard.noted(lambda: route.run(ask, arguments, use))
            return await route.run(ask, arguments, use)
        except NotDoneError as error:
            return Message(NOT_DONE_TITLE, (Paragraph(error.said),), Tone.WARN)

    async def _changing(
        self, guard: Guard, changes: Object, arguments: Arguments, use: Use
    ) -> Reply:
        """A command that changes another system: asked for its object first, then run."""
        ask, route = guard.ask, guard.command
        # What was begun was allowed: a second try only finds out what became of it.
        begun = use.deed.before is not None
        object = None if begun else await changes(ask, arguments, use)
        if object is not None:
            answer = await self.gatekeeper.decision(ask.user, route.path, object, ask.channel)
            if answer.refused:
                await guard.note(object, REFUSED, answer.refused)
                return Message(REFUSED_TITLE, (Paragraph(answer.refused),), Tone.WARN)
        own = await self.accounts.jenkins(ask.user)
        try:
            reply = await route.run(ask, arguments, self._behind(use, guard, own))
            if begun:
                await guard.note(_planned(use), UNKNOWN, LOOKED_AGAIN.format(title=_titled(reply)))
            return reply
        except NeedsSecondError as need:
            return await self.approvals.ask(guard.intent, ask, route.path, need)
        finally:
            if own:
                await own.jenkins.close()


def _planned(use: Use) -> str:
    """The job that an interrupted run was about, as far as it had written it down."""
    return str((use.deed.before or {}).get("job", ""))


def _titled(reply: Reply) -> str:
    """What a reply says in a few words."""
    return reply.title if isinstance(reply, Message) else ""


def acting(
    systems: Integrations,
    redis: Redis,
    intake: Intake,
    *,
    roles: Roles,
    lookup: Lookup,
    groups: Groups,
) -> Acting:
    """The whole of it over one store; `lookup` and `groups` tell what Slack knows of people."""
    gatekeeper = Gatekeeper(systems.store, lookup, roles, groups)
    audit = AuditLog(redis)
    approvals = Approvals(systems.store, intake, audit, gatekeeper, systems.vault)
    return Acting(gatekeeper, audit, approvals, Accounts(systems))


@dataclass(frozen=True)
class Authorized:
    """What a handler may ask about rights, for one ask."""

    acting: Acting
    intent: Intent

    async def standing(self, user: str) -> Standing:
        """What somebody may do, and why."""
        return await self.acting.gatekeeper.standing(user)

    async def decide(self, id: str, ask: Ask, *, approve: bool) -> Reply:
        """Approve or decline what somebody else asked for; the answer says what came of it."""
        return await self.acting.approvals.decide(id, ask, self.intent, approve=approve)

    async def overdue(self, news: str) -> Reply:
        """The cards of the requests that nobody decided in time, each once, whoever asks again."""
        return await self.acting.approvals.overdue(news)

    async def audited(self, ask: Ask, wanted: str) -> Sequence[Audited] | None:
        """The newest audit records that the asker may see, newest first; None where they may none."""
        standing = await self.acting.gatekeeper.standing(ask.user)
        if standing.refused or not anything(standing.rights, AUDIT, ask.channel):
            return None
        found = await self.acting.audit.newest(SEARCHED)
        seen = (
            record
            for record in map(audited, found)
            if wanted in ("", record.user, record.second, record.object)
            and verdict(standing.rights, AUDIT, record.object, ask.channel).granted
        )
        return tuple(islice(seen, SHOWN))


def audited(record: Mapping[str, Any]) -> Audited:
    """A record of the chain as a handler gets it."""
    return Audited(
        number=int(record.get("n", 0)),
        when=datetime.fromisoformat(str(record["at"])),
        **{name: str(record.get(name, "")) for name in TEXTS},
    )
