"""The real openai client against a server on the wire that misbehaves in every way."""

import asyncio

import pytest
from aiohttp import web
from model_server import GOOD, Server, Verdict, model_at, refused, said

from handlers.kit.redaction import redact
from integrations.errors import (
    IntegrationError,
    NotFoundError,
    RefusedError,
    TooLongError,
    UnavailableError,
)
from integrations.llm import Model


async def failure(server: Server, key: str = "", seconds: float = 5.0) -> IntegrationError:
    """The error that a question ends with; its `where` is checked and put as HERE."""
    async with model_at(server, key, seconds) as (model, url):
        with pytest.raises(IntegrationError) as caught:
            await model.ask("Judge.", "1 | boom", Verdict)
    assert caught.value.where == f"the model small at {url}"
    caught.value.where = "HERE"
    return caught.value


async def test_twice_malformed_is_a_failure():
    """There is one repair round, not more."""
    server = Server(said("no"), said('{"cause": 1}'))
    error = await failure(server)
    assert type(error) is IntegrationError
    assert str(error) == (
        "Asked HERE for an answer and got an answer that is no such record, twice (cause: Input"
        " should be a valid string; lines: Field required)."
        " The model may be too small for the question."
    )
    assert len(server.asked) == 2


async def page(_request: web.Request) -> web.Response:
    return web.Response(text="<!doctype html><title>Sign in</title>", content_type="text/html")


async def elsewhere(_request: web.Request) -> web.Response:
    raise web.HTTPFound("http://127.0.0.1:9/evil")


async def asleep(_request: web.Request) -> web.Response:
    await asyncio.sleep(30)
    return said(GOOD)


async def dripping(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b" ")
        await asyncio.sleep(0.02)


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b" " * 65536)


async def torn(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"choices": [{"mess')
    request.transport.abort()
    return response


@pytest.mark.parametrize(
    ("answer", "kind", "sentence"),
    [
        (
            refused(401, "Incorrect API key provided: k-1."),
            RefusedError,
            "HTTP 401: Incorrect API key provided: [key]. Check LLM_API_KEY.",
        ),
        (refused(403, "no access"), RefusedError, "HTTP 403: no access. Check LLM_API_KEY."),
        (
            refused(404, "The model `small` does not exist"),
            NotFoundError,
            "HTTP 404: The model `small` does not exist."
            " Check LLM_MODEL, and how LLM_BASE_URL ends (most servers want /v1).",
        ),
        (
            refused(400, "This model's maximum context length is 4096 tokens"),
            TooLongError,
            "HTTP 400: This model's maximum context length is 4096 tokens."
            " Its context is small: start it with a larger one, or choose another model.",
        ),
        (
            refused(500, "the request exceeds the available context size"),
            TooLongError,
            "HTTP 500: the request exceeds the available context size."
            " Its context is small: start it with a larger one, or choose another model.",
        ),
        (
            refused(429, "slow down", **{"Retry-After": "30"}),
            UnavailableError,
            "HTTP 429: slow down. It limits how often it may be asked; try again in 30 s.",
        ),
        (
            refused(429, "quota"),
            UnavailableError,
            "HTTP 429: quota. It limits how often it may be asked; try again later.",
        ),
        (
            refused(500, "CUDA out of\nmemory"),
            UnavailableError,
            "HTTP 500: CUDA out of memory. Check that it runs and that LLM_BASE_URL is right.",
        ),
        (
            refused(503, "loading model"),
            UnavailableError,
            "HTTP 503: loading model. Check that it runs and that LLM_BASE_URL is right.",
        ),
        (
            web.Response(status=502, text="<html>Bad gateway</html>", content_type="text/html"),
            UnavailableError,
            "HTTP 502: a web page. Check that it runs and that LLM_BASE_URL is right.",
        ),
        (
            elsewhere,
            UnavailableError,
            "HTTP 302. Check that it runs and that LLM_BASE_URL is right.",
        ),
        (
            page,
            UnavailableError,
            "a web page instead of an answer. LLM_BASE_URL may point at a login page or a proxy.",
        ),
        (
            web.json_response({"choices": []}),
            UnavailableError,
            "something that is no chat completion."
            " LLM_BASE_URL may point at a login page or a proxy.",
        ),
        (
            web.Response(body=b"\xff\x00garbage", content_type="application/json"),
            UnavailableError,
            "something that is no chat completion."
            " LLM_BASE_URL may point at a login page or a proxy.",
        ),
        (said(None, refusal="I can't help"), IntegrationError, "a refusal."),
        (torn, UnavailableError, "an answer that broke off."),
        (endless, UnavailableError, "an answer longer than 1,048,576 bytes."),
    ],
)
async def test_each_failure_is_one_sentence(answer, kind, sentence):
    """What was asked, of whom, what came back, and what to do; never the key."""
    error = await failure(Server(answer), key="k-1")
    assert type(error) is kind
    assert str(error) == f"Asked HERE for an answer and got {sentence}"


@pytest.mark.parametrize("answer", [asleep, dripping])
async def test_a_slow_model_is_given_up(answer):
    """Whether it says nothing or a byte at a time: the whole question has its time."""
    error = await failure(Server(answer), seconds=0.3)
    assert str(error) == (
        "Asked HERE for an answer and got no answer within 0.3 s."
        " Check that it runs and that LLM_BASE_URL is right."
    )


async def test_a_model_that_is_off(unused_tcp_port):
    """Nothing listens there; a login in the address is not repeated."""
    model = Model(f"http://me:pw@127.0.0.1:{unused_tcp_port}/v1", "small", clean=redact)
    with pytest.raises(UnavailableError) as caught:
        await model.ask("Judge.", "1 | boom", Verdict)
    await model.close()
    assert str(caught.value) == (
        f"Asked the model small at http://127.0.0.1:{unused_tcp_port}/v1 for an answer and got"
        " no connection. Check that it runs and that LLM_BASE_URL is right."
    )
