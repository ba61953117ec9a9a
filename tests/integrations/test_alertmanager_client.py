"""Alertmanager gives a sign of life, or a sentence that says why not."""

import asyncio

import pytest
from aiohttp import web
from jenkins_answers import raw, serving

from integrations.alertmanager import Alertmanager
from integrations.errors import IntegrationError, RefusedError, UnavailableError

MINUTE = " Try again in a minute."
ADDRESS = " Check the address that is configured for Alertmanager."


async def test_a_ping_tells_the_version():
    """The version comes from the status."""
    status = {"cluster": {}, "versionInfo": {"version": "0.25.0"}}
    async with serving({"GET /am/api/v2/status": status}) as site:
        assert await Alertmanager(site.url + "/am/").ping() == "Alertmanager 0.25.0"


@pytest.mark.parametrize(
    ("status", "body", "kind", "rest"),
    [
        (
            403,
            "",
            RefusedError,
            "HTTP 403: Forbidden. Alertmanager, or a proxy in front of it, wants a login.",
        ),
        (302, "", UnavailableError, "HTTP 302: Found." + ADDRESS),
        (404, "404 page not found", UnavailableError, "HTTP 404: page not found." + ADDRESS),
        (503, "<h1>Down</h1>", UnavailableError, "HTTP 503: Down." + MINUTE),
        (200, "<html>", UnavailableError, "an answer that is no JSON of Alertmanager's." + ADDRESS),
        (200, "[]", UnavailableError, "an answer that is no JSON of Alertmanager's." + ADDRESS),
    ],
)
async def test_a_bad_answer_becomes_a_sentence(status, body, kind, rest):
    """Each kind of bad answer names the address and what came."""

    async def bad(request):
        return web.Response(status=status, text=body, headers={"Location": "http://x.example/"})

    async with serving(bad) as site:
        with pytest.raises(IntegrationError) as error:
            await Alertmanager(site.url).ping()
    assert type(error.value) is kind
    assert str(error.value) == (
        f"Asked Alertmanager at {site.url} for a sign of life and got {rest}"
    )


async def cut(writer):
    """Hang up in the middle."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
    await writer.drain()


async def no_http(writer):
    """Speak another protocol."""
    writer.write(b"SSH-2.0-OpenSSH_9.2\r\n")
    await writer.drain()


@pytest.mark.parametrize(
    ("talk", "rest"),
    [
        (lambda writer: asyncio.sleep(5), "no answer within 0.3 s." + MINUTE),
        (lambda writer: asyncio.sleep(0), "no answer: the connection was cut." + MINUTE),
        (cut, "an answer that broke off." + MINUTE),
        (no_http, "no answer: it does not speak HTTP." + ADDRESS),
    ],
)
async def test_a_broken_connection_becomes_a_sentence(talk, rest):
    """Silent, cut, half an answer, and no HTTP."""
    async with raw(talk) as url:
        with pytest.raises(UnavailableError) as error:
            await Alertmanager(url, timeout=0.3).ping()
    assert str(error.value) == f"Asked Alertmanager at {url} for a sign of life and got {rest}"


async def test_an_alertmanager_that_is_not_there_is_said_so():
    """Nothing listens."""
    async with raw(asyncio.sleep) as url:
        pass
    with pytest.raises(UnavailableError) as error:
        await Alertmanager(url).ping()
    assert str(error.value) == (
        f"Asked Alertmanager at {url} for a sign of life and got no connection: nothing listens"
        " there." + ADDRESS
    )
