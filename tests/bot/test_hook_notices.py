"""Jenkins's notices: the secret, the shape, and nothing believed but which build it is about."""

import uuid

import pytest
from aiohttp import encode_basic_auth, web
from aiohttp.test_utils import TestClient, TestServer
from multidict import CIMultiDict
from redis import Redis as SyncRedis
from redis.asyncio import Redis

from bot.delivery.ledger import Ledger
from bot.figures import Acks
from bot.hooks import serve
from bot.hooks.jenkins import JENKINS
from bot.intake import Intake
from bot.queue import Bell

SECRET = "a-secret-of-enough-letters"
NOTICE = {
    "name": "api",
    "url": "job/team/job/api/",
    "build": {"number": 7, "phase": "COMPLETED", "status": "FAILURE"},
}


@pytest.fixture
async def hook(valkey):
    """The hook before a real store; gives a client and the ledger behind it."""
    async with Redis.from_url(valkey) as redis:
        sync = SyncRedis.from_url(valkey)
        ledger = Ledger(redis, f"test-{uuid.uuid4().hex}", lease=60)
        app = web.Application()
        handler = serve(JENKINS, SECRET, Intake(ledger, Bell(sync)), Acks().took)
        app.router.add_post("/hooks/jenkins", handler)
        app.router.add_post("/hooks/jenkins/{secret}", handler)
        async with TestClient(TestServer(app, host="127.0.0.1")) as client:
            yield client, ledger
        sync.close()


def numbered(number):
    """A notice about a build that no other test speaks of."""
    return NOTICE | {
        "url": f"job/{uuid.uuid4().hex}/",
        "build": NOTICE["build"] | {"number": number},
    }


@pytest.fixture
async def asked(valkey):
    """Ask a hook with that secret in its setting; gives the status and what was kept."""
    async with Redis.from_url(valkey) as redis:
        sync = SyncRedis.from_url(valkey)

        async def ask(secret, **headers):
            ledger = Ledger(redis, f"test-{uuid.uuid4().hex}", lease=60)
            app = web.Application()
            app.router.add_post(
                "/hooks/jenkins", serve(JENKINS, secret, Intake(ledger, Bell(sync)), Acks().took)
            )
            async with TestClient(TestServer(app, host="127.0.0.1")) as client:
                answer = await client.post("/hooks/jenkins", json=numbered(7), headers=headers)
                return answer.status, (await ledger.counts())[0]

        yield ask
        sync.close()


async def test_a_hook_without_a_secret_is_off(asked):
    """403 to everybody, whatever they bring."""
    assert await asked("", Authorization="Bearer x") == (403, 0)


async def test_an_open_hook_believes_programs_and_no_browser(asked):
    """Where only this machine can ask, no secret is needed; a page in a browser says its origin."""
    assert await asked("open") == (200, 1)
    assert await asked("open", Origin="https://evil.example") == (401, 0)


async def test_two_authorizations_are_none(hook):
    """A header that comes twice is not chosen from."""
    client, ledger = hook
    twice = CIMultiDict([("Authorization", f"Bearer {SECRET}")] * 2)

    answer = await client.post("/hooks/jenkins", json=numbered(7), headers=twice)
    assert answer.status == 401
    assert await ledger.counts() == (0, 0)


async def test_a_finished_build_is_kept_once(hook):
    """COMPLETED and FINALIZED are the same news, by address or by Basic password."""
    client, ledger = hook
    notice = numbered(7)
    later = notice | {"build": notice["build"] | {"phase": "FINALIZED"}}

    headers = {"Authorization": encode_basic_auth("jenkins", SECRET)}

    first = await client.post(f"/hooks/jenkins/{SECRET}", json=notice)
    second = await client.post("/hooks/jenkins", json=later, headers=headers)

    assert (first.status, second.status) == (200, 200)
    assert await ledger.counts() == (1, 0)


async def test_a_build_that_begins_is_kept_once(hook):
    """The plugin says QUEUED and STARTED of it: one piece of news, beside that of its end."""
    client, ledger = hook
    notice = numbered(7)
    for phase in ("QUEUED", "STARTED", "FINALIZED"):
        told = notice | {"build": notice["build"] | {"phase": phase}}
        assert (await client.post(f"/hooks/jenkins/{SECRET}", json=told)).status == 200

    assert await ledger.counts() == (2, 0)


async def test_a_phase_that_is_no_news_is_acknowledged(hook):
    """NONE is one of the plugin's phases, and nothing happened in it."""
    client, ledger = hook
    notice = numbered(7)
    none = notice | {"build": notice["build"] | {"phase": "NONE"}}

    assert (await client.post(f"/hooks/jenkins/{SECRET}", json=none)).status == 200
    assert await ledger.counts() == (0, 0)


@pytest.mark.parametrize(
    "address", ["/hooks/jenkins", "/hooks/jenkins/wrong", "/hooks/jenkins/%C3%A9"]
)
async def test_without_the_secret_nothing_happens(hook, address):
    """A missing or wrong secret is 401, whatever the body."""
    client, ledger = hook

    assert (await client.post(address, json=numbered(7))).status == 401
    assert await ledger.counts() == (0, 0)


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[" * 200_000, b"{", b"\xff", b'{"build": []}', b'{"build": {"number": "7"}}'],
)
async def test_junk_is_refused(hook, body):
    """Whoever knows the secret and sends junk gets 400, never a 5xx."""
    client, _ = hook

    assert (await client.post(f"/hooks/jenkins/{SECRET}", data=body)).status == 400


@pytest.mark.parametrize("url", ["job/../../etc/", "http://evil.example/job/x/", "job//", 7])
async def test_an_address_that_is_none_is_refused(hook, url):
    """Only a plain job path is taken; no address in a notice is ever followed."""
    client, ledger = hook

    answer = await client.post(f"/hooks/jenkins/{SECRET}", json=numbered(7) | {"url": url})

    assert answer.status == 400
    assert await ledger.counts() == (0, 0)
