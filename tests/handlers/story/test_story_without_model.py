"""A model that is off, slow, silly or busy: the same card, and one quiet line."""

import asyncio
import contextlib
from dataclasses import replace

import pytest
from aiohttp import web

from handlers.kit import Note
from handlers.kit.redaction import redact
from integrations.llm import Model

LOG = "FAILED tests/test_cart.py::test_total - AssertionError: assert 3 == 2\nFinished: FAILURE\n"


@contextlib.asynccontextmanager
async def model_that(answer, seconds=5.0):
    """A real client of a model whose server answers everything so."""
    app = web.Application()
    app.router.add_post("/v1/chat/completions", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    model = Model(
        f"http://127.0.0.1:{runner.addresses[0][1]}/v1", "small", clean=redact, timeout=seconds
    )
    try:
        yield model
    finally:
        await model.close()
        await runner.cleanup()


async def garbage(_):
    """No record."""
    message = {"role": "assistant", "content": "I am a teapot."}
    return web.json_response({"choices": [{"message": message}]})


async def busy(_):
    """Asked too often."""
    body = {"error": {"message": "Rate limit reached."}}
    return web.json_response(body, status=429, headers={"Retry-After": "7"})


async def page(_):
    """A proxy's page."""
    return web.Response(text="<html>Sign in</html>", content_type="text/html")


async def asleep(_):
    """Nothing, for as long as anybody waits."""
    await asyncio.sleep(60)


async def why(jenkins, say):
    """The answer without a model, of a build that failed."""
    jenkins.job("checkout")
    jenkins.build("checkout", 5)
    jenkins.console("checkout", 5, LOG)
    return await say("jenkins why checkout")


def with_model(use, model):
    """The same systems and a model."""
    return replace(use, systems=replace(use.systems, model=model))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            garbage,
            "an answer that is no such record, twice (there is no JSON object in the answer)",
        ),
        (busy, "HTTP 429: Rate limit reached"),
        (page, "a web page instead of an answer"),
        (asleep, "no answer within 0.5 s"),
    ],
)
async def test_the_answer_is_the_one_without_a_model_and_a_note(jenkins, say, use, answer, said):
    """Nothing of the card waits for the model or depends on it."""
    own = await why(jenkins, say)

    async with model_that(answer, 0.5 if answer is asleep else 5.0) as model:
        told = await say("jenkins why checkout", use=with_model(use, model))

    quiet = f"The model small at {model.base_url} gave {said}; this is the engine's own reading."
    assert told == replace(own, parts=(*own.parts, Note(quiet)))


async def test_a_model_that_is_off_leaves_the_same_card(jenkins, say, use, unused_tcp_port):
    """Nobody listens there any more."""
    own = await why(jenkins, say)
    model = Model(f"http://127.0.0.1:{unused_tcp_port}/v1", "small", clean=redact)

    told = await say("jenkins why checkout", use=with_model(use, model))
    await model.close()
    quiet = (
        f"The model small at {model.base_url} gave no connection; this is the engine's own reading."
    )
    assert told == replace(own, parts=(*own.parts, Note(quiet)))


async def test_a_build_without_a_cause_is_not_sent_to_the_model(jenkins, say, use):
    """A good build, and a log that tells nothing: nothing leaves the house."""
    jenkins.job("checkout")
    jenkins.build("checkout", 4, "SUCCESS")
    jenkins.build("checkout", 5)
    jenkins.console("checkout", 5, "hello\nFinished: FAILURE\n")
    asked = []

    async def note(request):
        asked.append(request.path)
        return await garbage(request)

    async with model_that(note) as model:
        other = with_model(use, model)
        for number in (4, 5):
            words = f"jenkins why checkout {number}"
            assert await say(words, use=other) == await say(words)
    assert asked == []
