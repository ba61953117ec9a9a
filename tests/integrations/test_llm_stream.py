"""A streamed answer, from a server on the wire: its pieces, what it cost, and what goes wrong."""

import asyncio

import pytest
from aiohttp import web
from model_server import END, Server, model_at, piece, refused, said, streamed

from integrations.errors import IntegrationError, RefusedError, UnavailableError


async def heard(model):
    """All pieces, and the error that ended them."""
    pieces = []
    try:
        async for each in model.stream("Be brief.", "Why?"):
            pieces.append(each)  # noqa: PERF401 - those before an error count
    except IntegrationError as error:
        return pieces, error
    return pieces, None


async def test_the_pieces_come_as_they_are_written():
    """The first words are there while the server still writes the last."""
    more = asyncio.Event()
    async with model_at(Server(streamed("The disk ", "is full.", go_on=more))) as (model, _):
        stream = model.stream("Be brief.", "Why?")
        assert await anext(stream) == "The disk "
        assert await anext(stream) == "is full."
        more.set()
        assert [each async for each in stream] == []


async def test_what_is_asked_and_what_it_cost():
    """One request with the two texts; the server's usage is added up and told."""
    server, told = Server(streamed("ok")), []
    async with model_at(server) as (model, _):
        model.tokens.spent = lambda read, written: told.append((read, written))
        await heard(model)
        await heard(model)

        assert (model.tokens.read, model.tokens.written) == (240, 68)
    assert told == [(120, 34), (120, 34)]
    assert server.asked[0] == {
        "model": "small",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Why?"},
        ],
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": 0,
    }


async def test_a_server_that_does_not_stream_answers_in_one_piece():
    """It sends one JSON object although a stream was asked for."""
    async with model_at(Server(said("The disk is full."))) as (model, _):
        assert await heard(model) == (["The disk is full."], None)


async def test_a_server_that_refuses_to_stream_is_asked_more_plainly_and_it_is_remembered():
    """Without usage, without temperature, without a stream; the next question starts there."""
    no = refused(400, "stream is not supported")
    server = Server(no, no, no, said("one"), said("two"))
    async with model_at(server) as (model, _):
        assert await heard(model) == (["one"], None)
        assert await heard(model) == (["two"], None)
    assert [asked.get("stream", False) for asked in server.asked] == [
        True,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("answer", "pieces", "sentence"),
    [
        (streamed("a", cut=True), ["a"], "an answer that broke off"),
        (streamed("a", last=()), ["a"], "an answer that broke off"),
        (streamed("a", last=("{garbage",)), ["a"], "something that is no chat completion"),
        (streamed("a", last=('{"choices": 7}',)), ["a"], "something that is no chat completion"),
        (
            streamed("a", last=('{"error": {"message": "out of memory"}}',)),
            ["a"],
            "an error: out of memory",
        ),
        (
            streamed(last=('{"choices": [{"delta": {"refusal": "I will not"}}]}',)),
            [],
            "a refusal",
        ),
        (web.Response(text="<html>login</html>"), [], "a web page instead of an answer"),
        (web.Response(text=""), [], "an answer that broke off"),
        (refused(500, "oops"), [], "HTTP 500: oops"),
    ],
    ids=["cut", "no-end", "garbage", "shape", "error", "refusal", "page", "empty", "status"],
)
async def test_each_failure_keeps_what_came_before(answer, pieces, sentence):
    """The words that came stay true; the failure is one sentence."""
    async with model_at(Server(answer)) as (model, _):
        came, error = await heard(model)
    assert came == pieces
    assert error is not None
    assert error.came_back == sentence


async def test_a_wrong_key_is_refused():
    """As it is where nothing is streamed."""
    async with model_at(Server(refused(401, "bad key"))) as (model, _):
        _, error = await heard(model)
    assert isinstance(error, RefusedError)


async def test_a_stream_that_falls_silent_ends():
    """Comments that keep a connection alive are no words."""
    async with model_at(Server(streamed("a", go_on=asyncio.Event())), seconds=0.3) as (model, _):
        came, error = await heard(model)
    assert came == ["a"]
    assert isinstance(error, UnavailableError)
    assert error.came_back == "nothing more for 0.3 s"


async def test_a_stream_without_end_ends():
    """As a whole it may take two and a half times the time of a question."""
    endless = streamed(*["a"] * 1000, pause=0.02)
    async with model_at(Server(endless), seconds=1) as (model, _):
        _, error = await heard(model)
    assert error is not None
    assert error.came_back == "no answer within 2.5 s"


async def test_a_stream_that_is_too_long_ends():
    """No server may fill our memory."""
    long = streamed(*["a" * 100_000] * 12)
    async with model_at(Server(long)) as (model, _):
        _, error = await heard(model)
    assert error is not None
    assert error.came_back == "an answer longer than 1,048,576 bytes"


async def test_an_end_without_usage_or_done_is_an_end():
    """Some servers say only that they stopped."""
    async with model_at(Server(streamed("a", last=(END,)))) as (model, _):
        assert await heard(model) == (["a"], None)
        assert model.tokens.read == 0


async def test_closing_the_stream_closes_the_connection():
    """Whoever stops listening leaves nothing open."""
    gone = asyncio.Event()

    async def answer(request):
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        try:
            while True:
                await response.write(f"data: {piece('a')}\n\n".encode())
                await asyncio.sleep(0.01)
        except ConnectionError:
            gone.set()
        return response

    async with model_at(Server(answer)) as (model, _):
        stream = model.stream("Be brief.", "Why?")
        await anext(stream)
        await stream.aclose()
        await asyncio.wait_for(gone.wait(), 30)
