"""A model's server on loopback, as tests make it: it plays the answers it was given."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from pydantic import BaseModel, Field

from handlers.kit.redaction import redact
from integrations.llm import Model

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Verdict(BaseModel):
    """A small record."""

    cause: str = Field(description="what broke")
    lines: list[int] = Field(description="the numbers of the lines that show it")


GOOD = '{"cause": "the disk is full", "lines": [4, 7]}'
WANTED = Verdict(cause="the disk is full", lines=[4, 7])


def said(content: str | None, **more: object) -> web.Response:
    message = {"role": "assistant", "content": content, **more}
    return web.json_response({"object": "chat.completion", "choices": [{"message": message}]})


def refused(status: int, message: str, **headers: str) -> web.Response:
    body = {"error": {"message": message, "type": "error"}}
    return web.json_response(body, status=status, headers=headers)


def piece(text: str) -> str:
    """One event of a completion that is streamed."""
    return json.dumps(
        {"object": "chat.completion.chunk", "choices": [{"delta": {"content": text}}]}
    )


USED = json.dumps({"choices": [], "usage": {"prompt_tokens": 120, "completion_tokens": 34}})
END = json.dumps({"choices": [{"delta": {}, "finish_reason": "stop"}]})


def streamed(
    *texts: str,
    last: tuple[str, ...] = (END, USED, "[DONE]"),
    pause: float = 0.0,
    go_on: asyncio.Event | None = None,
    cut: bool = False,
) -> Answer:
    """A completion that comes in pieces, `pause` seconds apart, and its last events.

    The end waits for `go_on`; with `cut` the connection breaks there instead.
    """

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(b": keep-alive\r\n\r\n")
        for text in texts:
            await response.write(f"data: {piece(text)}\n\n".encode())
            await asyncio.sleep(pause)
        if go_on is not None:
            await go_on.wait()
        if cut:
            assert request.transport is not None
            request.transport.abort()
            return response
        for event in last:
            await response.write(f"data: {event}\n\n".encode())
        return response

    return answer


class Server:
    """Plays its answers one after the other (the last one again and again); keeps what was asked."""

    def __init__(self, *answers: web.Response | Answer) -> None:
        self.answers = list(answers)
        self.asked: list[dict] = []
        self.headers: list[dict] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(await request.json())
        self.headers.append(dict(request.headers))
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if isinstance(answer, web.Response):
            return web.Response(body=answer.body, status=answer.status, headers=answer.headers)
        return await answer(request)


@asynccontextmanager
async def model_at(
    server: Server, key: str = "", seconds: float = 5.0
) -> AsyncIterator[tuple[Model, str]]:
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    model = Model(url, "small", key, clean=redact, timeout=seconds)
    try:
        yield model, url
    finally:
        await model.close()
        await runner.cleanup()
