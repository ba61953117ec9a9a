"""Redis accepts and then says nothing: Slack hears of it before its three seconds are over."""

import json
import os
import signal
import time
from urllib.parse import urlencode

import aiohttp
import pytest
from flow.processes import SECRET, process, standalone
from redis import Redis
from slack_sdk.signature import SignatureVerifier

from bot.embedded import running

SOON = 2.5  # seconds
SORRY = (
    "I could not keep your request: my store (Redis) does not answer. Please try again in a moment."
)
SLASH = {
    "command": "/jenkins",
    "text": "why checkout",
    "user_id": "U1",
    "channel_id": "C1",
    "team_id": "T1",
    "trigger_id": "1.2.abc",
    "response_url": "http://127.0.0.1:9/response",
}
MENTION = {
    "type": "event_callback",
    "team_id": "T1",
    "event_id": "Ev1",
    "event": {
        "type": "app_mention",
        "user": "U1",
        "text": "<@UBOT> help",
        "ts": "1.000100",
        "channel": "C1",
        "event_ts": "1.000100",
    },
}


@pytest.fixture
def stopped(tmp_path):
    """A web process whose Valkey stops as soon as it is up; gives the address of the web process."""
    with running(tmp_path / "valkey") as url:
        env = standalone(tmp_path / "data", REDIS_URL=url)
        with Redis.from_url(url) as redis:
            server = redis.info("server")["process_id"]
        with process("web", env):
            os.kill(server, signal.SIGSTOP)
            try:
                yield f"http://127.0.0.1:{env['PORT']}"
            finally:
                os.kill(server, signal.SIGCONT)


async def sent(url, body, kind):
    """What a signed delivery is answered with, and after how many seconds."""
    now = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=now, body=body)
    headers = {
        "content-type": kind,
        "x-slack-request-timestamp": now,
        "x-slack-signature": signature,
    }
    start = time.monotonic()
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/slack/events", data=body, headers=headers) as answer,
    ):
        return answer.status, await answer.text(), time.monotonic() - start


async def test_slack_is_answered_while_redis_hangs(stopped):
    """A command gets a sentence, an event a 503 that Slack retries, each within 2.5 seconds."""
    status, said, took = await sent(stopped, urlencode(SLASH), "application/x-www-form-urlencoded")
    assert (status, said) == (200, SORRY)
    assert took < SOON

    status, said, took = await sent(stopped, json.dumps(MENTION), "application/json")
    assert status == 503
    assert took < SOON

    async with aiohttp.ClientSession() as session, session.get(f"{stopped}/readyz") as answer:
        assert answer.status == 503
        assert (await answer.text()).startswith("Redis does not answer: ")
