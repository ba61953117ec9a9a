"""A second person: what somebody asks for waits until somebody else approves exactly that.

A request is bound to a keyed hash of the act, of everything that is sent, and of what the job asks
for; it ends after 15 minutes. Who approves holds the same grant and is somebody else. One atomic
step decides it, so that a second press finds it decided. The ask itself then comes in again under
a key of the request's own: however often that is repeated, one intent is made of it.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.intake import Intake
from bot.intent import Intent
from bot.rights.audit import AuditError, AuditLog, Entry, canonical
from bot.rights.guard import (
    APPROVED,
    ASKED,
    DECLINED,
    NOT_WRITTEN,
    REFUSED,
    NeedsSecondError,
    NotDoneError,
)
from bot.rights.permission import Gatekeeper
from bot.rights.second import LASTS, OPEN, SPENT, Request, card, resumed, said
from bot.sealed import opened, sealed
from handlers.kit import Ask, Message, Paragraph, Post, Reply, Text, Tone, plain
from handlers.kit.words import Words
from integrations.store import Store
from integrations.vault import Vault

SHELF = "approvals"
BODY = "approval"  # the kind of note that holds an ask while it waits; it fades by itself
KEPT = timedelta(days=7)  # that a decided request is still known, so that a press on it is answered
ID = 12  # letters of a request's id
WAITS = Words("It waits for a second person")
WAITS_TEXT = Words(
    "I asked in this channel whether somebody else approves it. It ends by itself at {time} UTC. "
    "Where nothing of it shows up here, invite me: /invite @Pilot."
)
ALONE = Words(
    "The role {role} wants a second person for this, and here is nobody else: ask for it in a "
    "channel."
)
UNKNOWN = Words("I know of no such request: it is over for a week, or was never made.")
TOO_LATE = Words(
    "This request ended at {time} UTC, 15 minutes after it was made: ask for it again."
)
OWN = Words("You asked for this yourself, so somebody else has to approve it.")
MAY_NOT = Words("You may not approve this: {why}")
STORED_CHANGED = Words(
    "What was asked for is not what is stored any more, so nothing was done: ask for it again."
)
NOT_THIS = Words(
    "What was approved is not what would be done now: the parameters, the job's definition or the "
    "build has changed since. Nothing was done: ask for it again."
)
NOT_APPROVED = Words("This was not approved, so nothing was done.")
USED = Words("This approval was used already, so nothing was done a second time.")
REFUSED_TITLE = Words("Not approved")


class Approvals:
    """Requests in the store; decided ones come in again through the intake."""

    def __init__(
        self,
        store: Store,
        intake: Intake,
        audit: AuditLog,
        gatekeeper: Gatekeeper,
        vault: Vault,
    ) -> None:
        self._store = store
        self._vault = vault
        self._intake = intake
        self._audit = audit
        self._gatekeeper = gatekeeper

    async def ask(self, intent: Intent, ask: Ask, path: str, need: NeedsSecondError) -> Reply:
        """Ask the channel for a second person; gives the card and a word for who asked."""
        if not ask.channel or ask.channel.startswith("D"):
            raise NotDoneError(ALONE.format(role=need.role))
        body = sealed(intent, self._vault)
        request = Request(
            id=intent.id[:ID],
            user=ask.user,
            path=path,
            object=need.act.object,
            channel=ask.channel,
            thread=ask.thread,
            role=need.role,
            bound=need.bound,
            body=await self._digest(body),
            asked=datetime.now(UTC).timestamp(),
            shown=need.act.shown,
        )
        await self._write(request.entry(ASKED))
        await self._forget_old()
        await self._store.note(BODY, request.id, body, lasts=LASTS)
        await self._store.put(SHELF, request.id, request.record())
        waits = Paragraph(WAITS_TEXT.format(time=request.until))
        return (card(request), Message(WAITS, (waits,), Tone.BUSY, private=True))

    async def decide(self, id: str, ask: Ask, press: Intent, *, approve: bool) -> Reply:
        """Approve or decline a request; a refusal is a sentence for who pressed, alone."""
        try:
            return await self._decided(id, ask, press, approve=approve)
        except NotDoneError as error:
            refused = Message(REFUSED_TITLE, (Paragraph(error.said),), Tone.WARN, private=True)
            late = await self._late(id)
            return (refused, card(late, over=True)) if late else refused

    async def _late(self, id: str) -> Request | None:
        """The request whose time is over and that nobody decided; its buttons are taken away."""
        record = await self._store.get(SHELF, id)
        request = Request.read(record) if record else None
        return request if request and request.overdue else None

    async def overdue(self, news: str) -> tuple[Post, ...]:
        """The cards of the requests that nobody decided in time, without their buttons.

        `news` is the key of what asks for them: each is given to one such news alone, and again to
        the same one, whose worker may have died with it in hand.
        """
        posts = []
        for id, record in (await self._store.all(SHELF)).items():
            request = Request.read(record)
            if request.overdue and request.ended in ("", news):
                told = replace(request, ended=news).record()
                if await self._store.swap(SHELF, id, record, told) or request.ended == news:
                    posts.append(card(request, over=True))
        return tuple(posts)

    async def _decided(self, id: str, ask: Ask, press: Intent, *, approve: bool) -> Reply:
        record = await self._store.get(SHELF, id)
        if record is None:
            raise NotDoneError(UNKNOWN)
        request = Request.read(record)
        wanted = APPROVED if approve else DECLINED
        if request.state == wanted and request.press == press.id:
            return await self._carried_out(request)  # an earlier try of the same press died here
        await self._refuse(request, ask, wanted)
        after = replace(request, state=wanted, by=ask.user, press=press.id)
        if not await self._store.swap(SHELF, id, record, after.record()):
            raise NotDoneError(await self._who_was_faster(id))
        return await self._carried_out(after)

    async def _refuse(self, request: Request, ask: Ask, wanted: str) -> None:
        """NotDoneError where this person may not decide this request so, or not any more."""
        why = await self._why_not(request, ask, wanted)
        if why:
            outcome = f"{wanted} by {ask.user}: {plain(why)}"
            await self._write(request.entry(REFUSED, outcome, second=ask.user))
            raise NotDoneError(why)

    async def _why_not(self, request: Request, ask: Ask, wanted: str) -> Text:
        if request.state != OPEN:
            return said(request)
        if datetime.now(UTC) >= request.ends:
            return TOO_LATE.format(time=request.until)
        if ask.user == request.user:
            return OWN if wanted == APPROVED else ""  # who asked may take it back
        answer = await self._gatekeeper.decision(
            ask.user, request.path, request.object, ask.channel
        )
        if answer.refused:
            return MAY_NOT.format(why=answer.refused)
        return "" if await self._stored(request) else STORED_CHANGED

    async def _stored(self, request: Request) -> Mapping[str, Any] | None:
        """The ask as it was stored; None where it is gone or was changed."""
        body = await self._store.recall(BODY, request.id)
        return body if body and await self._digest(body) == request.body else None

    async def _carried_out(self, request: Request) -> Reply:
        await self._write(request.entry(request.state, second=request.by))
        if request.state == APPROVED:
            body = await self._stored(request)
            if body is None:
                raise NotDoneError(STORED_CHANGED)
            await self._intake.take(resumed(request, opened(body, self._vault)))
        return (card(request),)

    async def spend(self, id: str, user: str, bound: str, run: str) -> str:
        """Use an approval up; `run` is the intent that does, which may come again after a crash."""
        record = await self._store.get(SHELF, id)
        request = Request.read(record) if record else None
        if request is None or request.user != user:
            raise NotDoneError(NOT_APPROVED)
        if request.state == SPENT and request.press == run:
            return request.by
        await self._refuse_spending(request, bound)
        spent = replace(request, state=SPENT, press=run)
        if not await self._store.swap(SHELF, id, record, spent.record()):
            raise NotDoneError(USED)
        return request.by

    async def _refuse_spending(self, request: Request, bound: str) -> None:
        """NotDoneError where the approval does not hold, or not for what is `bound`."""
        if request.state != APPROVED:
            raise NotDoneError(USED if request.state == SPENT else NOT_APPROVED)
        if datetime.now(UTC) >= request.ends + LASTS:
            raise NotDoneError(TOO_LATE.format(time=request.until))
        if request.bound != bound:
            raise NotDoneError(NOT_THIS)
        answer = await self._gatekeeper.decision(
            request.by, request.path, request.object, request.channel
        )
        if answer.refused:
            raise NotDoneError(MAY_NOT.format(why=answer.refused))

    async def _who_was_faster(self, id: str) -> Text:
        record = await self._store.get(SHELF, id)
        return said(Request.read(record)) if record else UNKNOWN

    async def _forget_old(self) -> None:
        oldest = (datetime.now(UTC) - KEPT).timestamp()
        for id, record in (await self._store.all(SHELF)).items():
            if record["asked"] < oldest:
                await self._store.drop(SHELF, id)

    async def _digest(self, data: Mapping[str, Any]) -> str:
        try:
            return await self._audit.digest(json.loads(canonical(data)))
        except AuditError as error:
            raise NotDoneError(NOT_WRITTEN.format(error=error)) from error

    async def _write(self, entry: Entry) -> None:
        try:
            await self._audit.append(entry)
        except AuditError as error:
            raise NotDoneError(NOT_WRITTEN.format(error=error)) from error
