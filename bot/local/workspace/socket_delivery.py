"""Deliveries by Socket Mode: the app dials in, and each thing goes to one of its connections."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import secrets
import time
import uuid
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from bot.local.workspace.delivery import Delivery, Outcome, Timing
from bot.local.workspace.wire import Json

MOST_CONNECTIONS = 10
TICKET_SECONDS = 30.0
_CONNECTION_SECONDS = 18_060
_HEARTBEAT_SECONDS = 30.0


@dataclass(eq=False)
class _Connection:
    socket: web.WebSocketResponse
    waiting: dict[str, asyncio.Future[Json | None]] = field(default_factory=dict)


class SocketTransport:
    """The app's open connections, used in turn (docs: Socket Mode)."""

    name = "socket"

    def __init__(self, app_id: str, timing: Timing) -> None:
        self._app_id, self._timing = app_id, timing
        self._tickets: dict[str, float] = {}
        self._connections: list[_Connection] = []
        self._turn = itertools.count()

    @property
    def connections(self) -> int:
        """How many connections the app has open."""
        return len(self._connections)

    def ticket(self) -> str:
        """A single-use ticket for one connection, as apps.connections.open gives out."""
        ticket = secrets.token_urlsafe(18)
        self._tickets[ticket] = self._timing.clock()
        return ticket

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serves one connection until either side ends it."""
        at = self._tickets.pop(request.query.get("ticket", ""), None)
        if at is None or self._timing.clock() - at > TICKET_SECONDS:
            raise web.HTTPForbidden(text="the ticket is unknown, used or too old")
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT_SECONDS)
        await socket.prepare(request)
        if len(self._connections) >= MOST_CONNECTIONS:
            await self._part(socket, "too_many_websockets")
            return socket
        connection = _Connection(socket)
        self._connections.append(connection)
        try:
            await socket.send_json(self._hello(request.host))
            async for frame in socket:
                if frame.type == WSMsgType.TEXT:
                    _acknowledge(connection, frame.data)
        finally:
            self._forget(connection)
        return socket

    async def send(self, delivery: Delivery, attempt: int, reason: str) -> Outcome:
        """Sends one envelope to the next connection and waits for its ack."""
        if not self._connections:
            return Outcome(reason="connection_failed")
        connection = self._connections[next(self._turn) % len(self._connections)]
        envelope = _envelope(delivery, attempt, reason)
        waiting: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope["envelope_id"]] = waiting
        started = time.perf_counter()
        try:
            async with asyncio.timeout(self._timing.ack_seconds):
                await connection.socket.send_json(envelope)
                body = await waiting
        except TimeoutError:
            return Outcome(reason="http_timeout")
        except ConnectionError:
            return Outcome(reason="connection_failed")
        finally:
            connection.waiting.pop(envelope["envelope_id"], None)
        return Outcome(200, (time.perf_counter() - started) * 1000, body)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Asks every connection to dial in anew, and ends it, as Slack does every few hours."""
        for connection in list(self._connections):
            await self._part(connection.socket, reason)

    async def close(self) -> None:
        """Ends every connection without a word."""
        for connection in list(self._connections):
            await connection.socket.close()

    def _hello(self, host: str) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": host, "approximate_connection_time": _CONNECTION_SECONDS},
        }

    async def _part(self, socket: web.WebSocketResponse, reason: str) -> None:
        farewell = {"type": "disconnect", "reason": reason, "debug_info": {"host": "workspace"}}
        with contextlib.suppress(ConnectionError):
            await socket.send_json(farewell)
        await socket.close()

    def _forget(self, connection: _Connection) -> None:
        self._connections.remove(connection)
        for waiting in connection.waiting.values():
            if not waiting.done():
                waiting.set_exception(ConnectionResetError("the connection ended before the ack"))


def _envelope(delivery: Delivery, attempt: int, reason: str) -> Json:
    kind = "interactive" if delivery.kind == "options" else delivery.kind
    envelope: Json = {
        "envelope_id": str(uuid.uuid4()),
        "type": kind,
        "payload": delivery.payload,
        "accepts_response_payload": kind != "events_api",
    }
    if kind == "events_api":
        envelope |= {"retry_attempt": attempt, "retry_reason": reason}
    return envelope


def _acknowledge(connection: _Connection, text: str) -> None:
    try:
        frame = json.loads(text)
    except ValueError:
        return
    if not isinstance(frame, dict):
        return
    waiting = connection.waiting.get(str(frame.get("envelope_id")))
    if waiting is not None and not waiting.done():
        waiting.set_result(frame.get("payload"))
