"""Bolt's listeners, one a kind of payload: each keeps an intent and acks, and does nothing else."""

import logging
import re
import time
from collections.abc import Awaitable, Callable, Container, Mapping, Sequence
from typing import Any

from redis.exceptions import RedisError
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.logger.messages import warning_token_skipped
from slack_bolt.response import BoltResponse

from bot.intake import Intake
from bot.intent import Intent
from bot.slack.identity import Identity
from bot.slack.inbound import (
    from_action,
    from_command,
    from_event,
    from_shortcut,
    from_submission,
    stop_wish,
)
from bot.slack.modal import CALLBACK, RUN_OPTIONS, labelled, options
from bot.stopping import note_stop
from handlers.build import runs
from handlers.kit import Event, Shortcut, nearest
from integrations.errors import IntegrationError
from integrations.store import Store

ANYTHING = re.compile(".*")
CANNOT_KEEP = (
    "I could not keep your request: my store (Redis) does not answer. Please try again in a moment."
)

Payload = Mapping[str, Any]
Acked = Callable[[str, float], None]

log = logging.getLogger(__name__)


def bolt_app(
    identity: Identity,
    intake: Intake,
    store: Store,
    *,
    shortcuts: Sequence[Shortcut],
    heard: Container[str],
    acked: Acked,
) -> AsyncApp:
    """Bolt with our listeners. The gate has checked the signature of what arrives by HTTP.

    `heard` are the names of the events that a handler listens to; no other is kept. `acked` is
    told how long each ack took.
    """

    async def authorize() -> AuthorizeResult:
        return identity.authorized()

    app = AsyncApp(
        authorize=authorize,
        request_verification_enabled=False,
        process_before_response=True,  # no polling for the ack; listeners only keep and ack
        logger=_logger(),
    )
    _timed(app, acked)
    _failures(app)
    _commands(app, intake)
    _events(app, intake, identity, heard)
    _interactions(app, intake, store, {shortcut.id: shortcut for shortcut in shortcuts})
    _options(app, store)
    return app


def _logger() -> logging.Logger:
    """Bolt's logger: warnings alone, for below them it writes whole payloads; without the one that
    the token in the environment is not Bolt's."""
    logger = logging.getLogger("slack_bolt.pilothouse")
    logger.setLevel(logging.WARNING)
    logger.addFilter(_is_news)
    return logger


def _is_news(record: logging.LogRecord) -> bool:
    """Only what is worth a line, and only its first line: Bolt adds code to paste."""
    record.msg = str(record.msg).partition("\n")[0]
    return record.msg != warning_token_skipped()


def _failures(app: AsyncApp) -> None:
    """What a payload made fail is a fault of that payload: told once, never as a 5xx.

    Slack signed it, and it still lacks what Slack's own have; a repetition would lack it too.
    """

    @app.error
    async def failed(error: Exception) -> BoltResponse:
        if isinstance(error, RedisError | OSError | IntegrationError):
            log.error("a request could not be kept: %s", error)
            return BoltResponse(status=503)
        log.error("a payload was not understood", exc_info=error)
        return BoltResponse(status=400)


def _timed(app: AsyncApp, acked: Acked) -> None:
    @app.middleware
    async def time_it(body: Payload, next_: Callable[[], Awaitable[Any]]) -> None:
        start = time.perf_counter()
        await next_()
        acked(_kind(body), time.perf_counter() - start)


def _kind(body: Payload) -> str:
    """What Socket Mode calls a payload of this shape."""
    if "command" in body:
        return "slash_commands"
    return "events_api" if "event" in body else "interactive"


async def _kept(intake: Intake, intent: Intent | None) -> bool:
    """Keep an intent; False where there is nowhere to keep it."""
    if intent is None:
        return True
    try:
        await intake.take(intent)
    except (RedisError, OSError) as error:
        log.error("an intent could not be kept: %s", error)
        return False
    return True


def _commands(app: AsyncApp, intake: Intake) -> None:
    @app.command(ANYTHING)
    async def command(ack: AsyncAck, body: Payload) -> None:
        if await _kept(intake, from_command(body)):
            await ack()
        else:
            await ack(CANNOT_KEEP)


def _events(app: AsyncApp, intake: Intake, identity: Identity, heard: Container[str]) -> None:
    @app.event(ANYTHING)
    async def event(body: Payload) -> BoltResponse:
        intent = from_event(body, identity.user)
        if intent and isinstance(intent.what, Event) and intent.what.name not in heard:
            intent = None
        kept = await _kept(intake, intent)
        return BoltResponse(status=200 if kept else 503)


def _interactions(
    app: AsyncApp, intake: Intake, store: Store, shortcuts: Mapping[str, Shortcut]
) -> None:
    @app.action(ANYTHING)
    async def action(ack: AsyncAck, body: Payload) -> None:
        wish = stop_wish(body)
        if wish:
            await note_stop(store, wish)
            await ack()
        elif await _kept(intake, from_action(body)):
            await ack()

    @app.view(CALLBACK)
    async def submission(ack: AsyncAck, body: Payload) -> None:
        if await _kept(intake, from_submission(body)):
            await ack()
        else:
            first = next(iter(body["view"]["state"]["values"]), "")
            await ack(response_action="errors", errors={first: CANNOT_KEEP})

    @app.shortcut(ANYTHING)
    async def shortcut(ack: AsyncAck, body: Payload) -> None:
        known = shortcuts.get(body["callback_id"])
        if known and await _kept(intake, from_shortcut(body, known)):
            await ack()


def _options(app: AsyncApp, store: Store) -> None:
    @app.options(ANYTHING)
    async def offered(ack: AsyncAck, body: Payload) -> None:
        asked, typed = str(body.get("action_id", "")), str(body.get("value") or "")
        if asked.startswith(RUN_OPTIONS):
            job = asked.removeprefix(RUN_OPTIONS)
            await ack(options=labelled(await _runs_like(store, job, typed)))
        else:
            await ack(options=options(await _jobs_like(store, typed)))


async def _runs_like(store: Store, job: str, typed: str) -> tuple[tuple[str, str], ...]:
    """Builds of a job, from what was noted when the form opened."""
    try:
        return runs.like(await store.recall(runs.KIND, job), typed)
    except IntegrationError as error:
        log.warning("no builds for the menu: %s", error)
        return ()


async def _jobs_like(store: Store, typed: str) -> tuple[str, ...]:
    """Names of jobs for a select menu, from what the last poll noted: never from Jenkins itself."""
    try:
        names = (await store.get("jenkins", "jobs") or {}).get("names", [])
    except IntegrationError as error:
        log.warning("no jobs for the menu: %s", error)
        return ()
    return nearest(typed, names, most=50) if typed else tuple(names[:50])
