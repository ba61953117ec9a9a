"""The real openai client against a server on the wire, which also misbehaves."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from pydantic import BaseModel, Field

from integrations.errors import IntegrationError, NotFoundError, RefusedError, UnavailableError
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


async def failure(server: Server, key: str = "", seconds: float = 5.0) -> IntegrationError:
    """The error that a question ends with; its `where` is checked and put as HERE."""
    async with model_at(server, key, seconds) as (model, url):
        with pytest.raises(IntegrationError) as caught:
            await model.ask("Judge.", "1 | boom", Verdict)
    assert caught.value.where == f"the model small at {url}"
    caught.value.where = "HERE"
    return caught.value


async def test_a_question_gets_its_record():
    """One request: the schema, temperature 0, no tools, and the form in the prompt as well."""
    server = Server(said(GOOD))
    async with model_at(server, key="k-1") as (model, _):
        assert await model.ask("Judge.", "1 | boom", Verdict) == WANTED
    assert server.asked == [
        {
            "model": "small",
            "temperature": 0,
            "messages": [
                {
                    "role": "system",
                    "content": "Judge.\n\nAnswer with one JSON object and nothing else, of this"
                    ' form:\n{\n "cause": "what broke",\n "lines": [\n  "the numbers of the lines'
                    ' that show it"\n ]\n}',
                },
                {"role": "user", "content": "1 | boom"},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {
                    "name": "Verdict",
                    "strict": True,
                    "schema": {
                        "title": "Verdict",
                        "description": "A small record.",
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["cause", "lines"],
                        "properties": {
                            "cause": {
                                "title": "Cause",
                                "description": "what broke",
                                "type": "string",
                            },
                            "lines": {
                                "title": "Lines",
                                "description": "the numbers of the lines that show it",
                                "type": "array",
                                "items": {"type": "integer"},
                            },
                        },
                    },
                },
            },
        }
    ]
    assert server.headers[0]["Authorization"] == "Bearer k-1"


async def test_without_a_key_none_is_sent(monkeypatch):
    """Neither ours nor one that happens to be in the environment, and no organization."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody-else")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-somebody-else")
    server = Server(said(GOOD))
    async with model_at(server) as (model, _):
        await model.ask("Judge.", "1 | boom", Verdict)
    sent = server.headers[0]
    assert "Authorization" not in sent
    assert "of-somebody-else" not in str(sent)


async def test_a_server_that_lacks_schemas_is_asked_more_plainly_and_it_is_remembered():
    """json_schema, then json_object, then plain text; the next question starts where it worked."""
    no = refused(400, "response_format is not supported")
    server = Server(no, no, said(f"Sure! Here it is:\n```json\n{GOOD}\n```\nHope it helps."))
    async with model_at(server) as (model, _):
        assert await model.ask("Judge.", "1 | boom", Verdict) == WANTED
        assert await model.ask("Judge.", "2 | bang", Verdict) == WANTED
    forms = [asked.get("response_format", {}).get("type") for asked in server.asked]
    assert forms == ["json_schema", "json_object", None, None]


async def test_a_model_that_takes_no_temperature_is_asked_without():
    """The last and plainest way: nothing but the messages."""
    no = refused(400, "temperature is not supported")
    server = Server(no, no, no, said(GOOD))
    async with model_at(server) as (model, _):
        assert await model.ask("Judge.", "1 | boom", Verdict) == WANTED
    assert sorted(server.asked[3]) == ["messages", "model"]


@pytest.mark.parametrize(
    "content",
    [
        f"<think>is it {{the disk}}?</think>{GOOD}",
        f"The answer {{as asked}} is {GOOD}.",
        f'{{"note": "first try"}}\n{GOOD}',
        GOOD.replace("}", ', "mood": "helpful"}'),
        GOOD.replace("4", '"4"'),
    ],
)
async def test_the_record_is_found_amid_whatever_a_small_model_adds(content):
    """Thoughts, prose, a second object, a field too many, a number in quotes."""
    async with model_at(Server(said(content))) as (model, _):
        assert await model.ask("Judge.", "1 | boom", Verdict) == WANTED


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ('{"cause": "full"}', "lines: Field required"),
        ('{"cause": "full", "lines": "all"}', "lines: Input should be a valid list"),
        ('{"cause": "the disk is fu', "the JSON object is cut off or not valid JSON"),
        ("I cannot tell.", "there is no JSON object in the answer"),
        ("", "the answer is empty"),
        (None, "the answer is empty"),
        ('{"a":' * 20_000, "the JSON object is cut off or not valid JSON"),
    ],
)
async def test_a_malformed_record_goes_back_once_with_what_is_wrong(broken, fault):
    """The second answer counts."""
    server = Server(said(broken), said(GOOD))
    async with model_at(server) as (model, _):
        assert await model.ask("Judge.", "1 | boom", Verdict) == WANTED
    assert [turn["role"] for turn in server.asked[1]["messages"]] == [
        "system",
        "user",
        "assistant",
        "user",
    ]
    assert server.asked[1]["messages"][2]["content"] == (broken or "")[:8000]
    assert server.asked[1]["messages"][3]["content"] == (
        f"That does not fit: {fault}. Answer again with the corrected JSON object and nothing else."
    )


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
    model = Model(f"http://me:pw@127.0.0.1:{unused_tcp_port}/v1", "small")
    with pytest.raises(UnavailableError) as caught:
        await model.ask("Judge.", "1 | boom", Verdict)
    await model.close()
    assert str(caught.value) == (
        f"Asked the model small at http://127.0.0.1:{unused_tcp_port}/v1 for an answer and got"
        " no connection. Check that it runs and that LLM_BASE_URL is right."
    )


async def test_a_ping_says_that_the_model_answers():
    """It asks for one word, for only a real answer proves address, key and model."""
    server = Server(said("ok"))
    async with model_at(server) as (model, _):
        assert await model.ping() == "small answers"
    assert server.asked[0]["messages"] == [{"role": "user", "content": "Answer with the word ok."}]


async def test_a_model_never_asked_can_be_closed():
    """Closing twice is fine as well."""
    model = Model("http://127.0.0.1:9/v1", "small")
    await model.close()
    await model.close()


def test_asking_for_a_record_costs_nothing_until_it_is_asked():
    """The openai package is not imported with the module, for it takes a second."""
    import subprocess  # noqa: PLC0415  a fresh interpreter shows it
    import sys  # noqa: PLC0415

    code = "import sys, integrations.llm; print(json := 'openai' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_form_reads_as_its_own_example():
    """What the prompt shows is JSON."""
    from integrations import records  # noqa: PLC0415  beside its one use

    assert json.loads(records.form(Verdict).partition("\n")[2]) == {
        "cause": "what broke",
        "lines": ["the numbers of the lines that show it"],
    }
