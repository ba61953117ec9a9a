"""A model's server on loopback, as tests make it: it plays the answers it was given."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from pydantic import BaseModel, Field

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
    model = Model(url, "small", key, timeout=seconds)
    try:
        yield model, url
    finally:
        await model.close()
        await runner.cleanup()
