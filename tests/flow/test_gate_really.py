"""The gate of the real web process: exact replays, doubled headers, compressed and endless bodies."""

import json
import os
import signal
import time
from urllib.parse import urlencode

import pytest
from flow.processes import SECRET, process, standalone
from redis import Redis
from slack_sdk.signature import SignatureVerifier

from benchmarks.hostile.wire import Sent, send
from bot.embedded import running

KEPT = "pilothouse:seen:*"
HOOK = "a-hook-secret-of-letters"
SLASH = {"command": "/jenkins", "text": "list", "user_id": "U1", "channel_id": "C1"}
MENTION = {
    "type": "event_callback",
    "team_id": "T1",
    "event": {
        "type": "app_mention",
        "user": "U1",
        "text": "<@UBOT> help",
        "ts": "1.000100",
        "channel": "C1",
        "event_ts": "1.000100",
    },
}


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    """A web process before a Valkey; gives its port, the Valkey, and that one's process id."""
    folder = tmp_path_factory.mktemp("gate")
    with running(folder / "valkey") as url, Redis.from_url(url) as redis:
        env = standalone(folder / "data", REDIS_URL=url, JENKINS_HOOK_SECRET=HOOK)
        with process("web", env):
            yield int(env["PORT"]), redis, redis.info("server")["process_id"]


@pytest.fixture
def port(web):
    """The port of the web process, before an empty store."""
    web[1].flushdb()
    return web[0]


def kept(web):
    """How many things were kept."""
    return len(list(web[1].scan_iter(match=KEPT)))


def signed(body, kind, *more):
    """A request as Slack signs it."""
    now = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=now, body=body)
    headers = [
        ("Content-Type", kind.encode()),
        ("X-Slack-Request-Timestamp", now.encode()),
        ("X-Slack-Signature", signature.encode()),
    ]
    return Sent("/slack/events", [*headers, *more], body.encode())


def slash(trigger, *more):
    """A slash command."""
    words = urlencode(SLASH | {"trigger_id": trigger})
    return signed(words, "application/x-www-form-urlencoded", *more)


def mention(id):
    """A mention."""
    return signed(json.dumps(MENTION | {"event_id": id}), "application/json")


@pytest.mark.parametrize("make", [slash, mention])
async def test_an_exact_replay_is_answered_and_does_nothing(web, port, make):
    """The same bytes under the same signature, three times: one thing is kept."""
    sent = make("replayed")

    statuses = [(await send(port, sent)).status for _ in range(3)]

    assert statuses == [200, 200, 200]
    assert kept(web) == 1
    assert len(list(web[1].scan_iter(match="pilothouse:replay:*"))) == 1


async def test_a_replay_is_not_read(web, port):
    """Even where the key of what it said is gone, it does nothing a second time."""
    sent = slash("unread")
    await send(port, sent)
    for key in web[1].scan_iter(match=KEPT):
        web[1].delete(key)

    assert (await send(port, sent)).status == 200
    assert kept(web) == 0


async def test_what_was_not_kept_may_come_again(web, port):
    """An event that got a 503 is taken when Slack sends the very same again."""
    sent = mention("again")
    os.kill(web[2], signal.SIGSTOP)
    try:
        refused = await send(port, sent)
    finally:
        os.kill(web[2], signal.SIGCONT)

    assert refused.status == 503
    assert (await send(port, sent)).status == 200
    assert kept(web) == 1


@pytest.mark.parametrize(
    "more",
    [
        ("x-slack-signature", b"v0=" + b"0" * 64),
        ("X-Slack-Request-Timestamp", b"1"),
        ("Content-Encoding", b"gzip"),
        ("X-Slack-Signature", b"\xe9"),
    ],
)
async def test_a_header_too_many_is_no_signature(web, port, more):
    """A second signature, a second time stamp, a compression: 401, and nothing is kept."""
    assert (await send(port, slash("doubled", more))).status == 401
    assert kept(web) == 0


@pytest.mark.parametrize("target", ["/slack/events", f"/hooks/jenkins/{HOOK}"])
async def test_a_body_that_says_it_is_huge_is_refused_unread(web, port, target):
    """413 at once, though one byte came and a hundred megabytes are promised."""
    headers = slash("huge").headers if target == "/slack/events" else []
    answer = await send(port, Sent(target, headers, b"x", declared=100 << 20))

    assert answer.status == 413


async def test_a_body_without_end_is_cut_off(web, port):
    """In chunks it says no length: it is dropped where it passes the limit."""
    answer = await send(port, Sent(f"/hooks/jenkins/{HOOK}", [], b"x" * (9 << 20), chunked=True))

    assert answer.status == 413


async def test_a_compressed_delivery_is_not_read(web, port):
    """Nobody of ours compresses; what a few bytes unpack to is never looked at."""
    headers = [("Content-Encoding", b"gzip")]

    assert (await send(port, Sent(f"/hooks/jenkins/{HOOK}", headers, b"x"))).status == 415


async def test_a_byte_that_is_no_text_is_no_secret(web, port):
    """In a header and in an address: 401, never a fault of ours."""
    headers = [("Authorization", b"Bearer \xe9\xff")]

    assert (await send(port, Sent("/hooks/jenkins", headers, b"{}"))).status == 401
    assert (await send(port, Sent("/hooks/jenkins/%ff%00", [], b"{}"))).status == 401
