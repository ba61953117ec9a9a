"""A model's server on loopback that plays the answers it was given, and keeps what it was asked."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from handlers.kit.redaction import redact
from integrations.llm import Model


def written(query: str, range: str = "", means: str = "") -> web.Response:
    """A query in the form that the model is asked for."""
    content = json.dumps({"query": query, "range": range, "means": means})
    message = {"role": "assistant", "content": content}
    return web.json_response({"object": "chat.completion", "choices": [{"message": message}]})


def refused(status: int, words: str) -> web.Response:
    """The server's own error."""
    return web.json_response({"error": {"message": words}}, status=status)


@asynccontextmanager
async def playing(*answers: web.Response) -> AsyncIterator[tuple[Model, list[list[dict]]]]:
    """A model that plays the answers in their order, the last one again and again."""
    asked: list[list[dict]] = []

    async def handle(request: web.Request) -> web.Response:
        asked.append((await request.json())["messages"])
        answer = answers[min(len(asked), len(answers)) - 1]
        return web.Response(body=answer.body, status=answer.status, headers=answer.headers)

    app = web.Application()
    app.router.add_post("/v1/chat/completions", handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    model = Model(
        f"http://127.0.0.1:{runner.addresses[0][1]}/v1", "small", clean=redact, timeout=5.0
    )
    try:
        yield model, asked
    finally:
        await model.close()
        await runner.cleanup()
