"""GitHub's and GitLab's webhooks: the secret, the shape, and what is made of it."""

import hashlib
import hmac
import json
import uuid
from urllib.parse import urlencode

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as st
from redis import Redis as SyncRedis
from redis.asyncio import Redis

from bot.delivery.ledger import Ledger
from bot.figures import Acks
from bot.hooks import HOOKS, serve
from bot.hooks.door import Delivery
from bot.hooks.github import GITHUB
from bot.hooks.gitlab import GITLAB
from bot.intake import Intake
from bot.queue import Bell
from handlers.kit import Event

SECRET = "a-secret-of-enough-letters"
OLD, NEW = "1" * 40, "2" * 40
COMMIT = {
    "id": NEW,
    "message": "Round up\n\nBecause money.",
    "timestamp": "2026-11-22T10:00:00+01:00",
    "author": {"name": "Ada", "email": "ada@example.com", "username": "ada"},
}
HOMES = {
    "full_name": "team/checkout",
    "clone_url": "https://github.com/team/checkout.git",
    "ssh_url": "git@github.com:team/checkout.git",
    "html_url": "https://github.com/team/checkout",
    "git_url": "javascript:alert(1) x",
}
PUSH = {
    "ref": "refs/heads/main",
    "before": OLD,
    "after": NEW,
    "repository": HOMES,
    "commits": [COMMIT],
}
PULL = {
    "action": "closed",
    "number": 7,
    "repository": HOMES,
    "pull_request": {
        "title": "Round up",
        "merged": True,
        "html_url": "https://github.com/team/checkout/pull/7",
        "user": {"login": "ada"},
        "head": {"ref": "round-up", "sha": NEW},
    },
}
PROJECT = {
    "path_with_namespace": "team/checkout",
    "git_http_url": "https://gitlab.example/team/checkout.git",
    "git_ssh_url": "git@gitlab.example:team/checkout.git",
    "web_url": "https://gitlab.example/team/checkout",
}
MERGE = {
    "user": {"name": "Ada"},
    "project": PROJECT,
    "object_attributes": {
        "iid": 7,
        "title": "Round up",
        "action": "merge",
        "url": "javascript:alert(1)",
        "source_branch": "round-up",
        "last_commit": {"id": NEW},
    },
}


@pytest.fixture
async def door(valkey):
    """Both hooks before a real store; gives a client and the ledger behind it."""
    async with Redis.from_url(valkey) as redis:
        sync = SyncRedis.from_url(valkey)
        ledger = Ledger(redis, f"test-{uuid.uuid4().hex}", lease=60)
        app = web.Application()
        for hook in (GITHUB, GITLAB):
            handler = serve(hook, SECRET, Intake(ledger, Bell(sync)), Acks().took)
            app.router.add_post(f"/hooks/{hook.name}", handler)
        async with TestClient(TestServer(app, host="127.0.0.1")) as client:
            yield client, ledger
        sync.close()


def signature(body, secret=SECRET):
    """As GitHub signs."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def from_github(payload, event="push", **headers):
    """The body and headers of GitHub's delivery."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    given = {"X-GitHub-Event": event, "X-GitHub-Delivery": "d-1"}
    return {"data": body, "headers": given | {"X-Hub-Signature-256": signature(body)} | headers}


def read(hook, payload, **headers):
    """What a hook makes of a payload."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return hook.read(Delivery(headers, body, ""))


def test_both_are_served():
    """The web process knows them."""
    assert {"github", "gitlab"} <= {hook.name for hook in HOOKS}


def test_a_push_is_an_event():
    """The repository by its addresses, the branch, the commits with their authors."""
    github = {"X-GitHub-Event": "push", "X-GitHub-Delivery": "d-1"}
    commits = (
        f'[{{"sha": "{NEW}", "author": "Ada", "email": "ada@example.com",'
        ' "when": "2026-11-22T10:00:00+01:00", "subject": "Round up"}]'
    )
    urls = (
        "https://github.com/team/checkout.git git@github.com:team/checkout.git"
        " https://github.com/team/checkout"
    )
    fields = {
        "repository": "team/checkout",
        "urls": urls,
        "ref": "refs/heads/main",
        "before": OLD,
        "after": NEW,
        "commits": commits,
    }
    signed_bytes = hashlib.sha256(json.dumps(PUSH).encode()).hexdigest()
    key = f"github:{signed_bytes[:40]}"
    assert read(GITHUB, PUSH, **github) == (Event("git.pushed", key, fields),)
    form = urlencode({"payload": json.dumps(PUSH)}).encode()
    [by_form] = read(GITHUB, form, **github)
    assert by_form.payload == fields

    [told] = read(
        GITLAB,
        PUSH | {"project": PROJECT},
        **{"X-Gitlab-Event": "Push Hook", "X-Gitlab-Event-UUID": "u-1", "Idempotency-Key": "i-1"},
    )
    assert told.key == "gitlab:i-1"
    assert told.payload["commits"] == commits
    assert told.payload["urls"].split()[0] == "https://gitlab.example/team/checkout.git"


def test_a_pull_request_is_an_event():
    """What became of it, by whom; an address that is none leads nowhere."""
    [github] = read(GITHUB, PULL, **{"X-GitHub-Event": "pull_request", "X-GitHub-Delivery": "d"})
    [gitlab] = read(GITLAB, MERGE, **{"X-Gitlab-Event": "Merge Request Hook"})

    expected = {
        "repository": "team/checkout",
        "number": "7",
        "title": "Round up",
        "action": "merged",
        "branch": "round-up",
        "sha": NEW,
    }
    assert expected.items() <= github.payload.items()
    assert expected.items() <= gitlab.payload.items()
    assert github.payload["url"] == "https://github.com/team/checkout/pull/7"
    assert (github.payload["author"], gitlab.payload["author"]) == ("ada", "Ada")
    assert gitlab.payload["url"] == ""


def test_a_large_push_is_bounded():
    """The newest commits, titles cut; the mirror knows the others."""
    many = [COMMIT | {"id": f"{n:040x}", "message": "x" * 9999} for n in range(500)]
    [told] = read(GITHUB, PUSH | {"commits": many}, **{"X-GitHub-Event": "push"})

    kept = json.loads(told.payload["commits"])
    assert [each["sha"] for each in kept] == [f"{n:040x}" for n in range(480, 500)]
    assert len(told.payload["commits"]) < 10_000


def test_half_a_character_does_no_harm():
    """JSON can write what no text can hold: it becomes a question mark, or no address."""
    half = "x\ud800"
    pull = PULL["pull_request"] | {"title": half, "html_url": f"https://github.com/{half}"}
    [told] = read(GITHUB, PULL | {"pull_request": pull}, **{"X-GitHub-Event": "pull_request"})
    home = HOMES | {"clone_url": f"https://github.com/{half}"}
    [moved] = read(GITHUB, PUSH | {"repository": home}, **{"X-GitHub-Event": "push"})

    assert (told.payload["title"], told.payload["url"]) == ("x?", "")
    assert half not in moved.payload["urls"]


@pytest.mark.parametrize("event", ["ping", "star", "issues", ""])
def test_other_news_is_none_of_ours(event):
    """It is acknowledged, and nothing is done."""
    assert read(GITHUB, {"zen": "x"}, **{"X-GitHub-Event": event}) == ()
    assert read(GITLAB, {"zen": "x"}, **{"X-Gitlab-Event": event}) == ()


async def test_a_delivery_that_is_repeated_is_kept_once(door):
    """GitHub sends the same again under the same name."""
    client, ledger = door
    push = PUSH | {"before": uuid.uuid4().hex + "0" * 8}
    sent = from_github(push, **{"X-GitHub-Delivery": "d-1"})

    for _ in range(3):
        assert (await client.post("/hooks/github", **sent)).status == 200
    assert await ledger.counts() == (1, 0)


async def test_a_delivery_under_another_name_is_the_same_delivery(door):
    """GitHub signs the body and not the name: whoever repeats it under a new one does nothing."""
    client, ledger = door
    push = PUSH | {"before": uuid.uuid4().hex + "1" * 8}

    for name in ("d-1", "d-2"):
        sent = from_github(push, **{"X-GitHub-Delivery": name})
        assert (await client.post("/hooks/github", **sent)).status == 200
    assert await ledger.counts() == (1, 0)


@pytest.mark.parametrize(
    "given",
    ["", "sha256=", "sha256=" + "0" * 64, signature(b"other"), signature(b"{}", "wrong"), "é"],
)
async def test_what_is_not_signed_is_refused(door, given):
    """A missing, malformed or foreign signature, whatever the body."""
    client, ledger = door
    sent = from_github(PUSH, **{"X-Hub-Signature-256": given})

    assert (await client.post("/hooks/github", **sent)).status == 401
    assert await ledger.counts() == (0, 0)


@pytest.mark.parametrize("given", [None, "", "wrong", SECRET + "x", "é"])
async def test_without_the_token_nothing_happens(door, given):
    """GitLab's token is compared whole."""
    client, ledger = door
    headers = {"X-Gitlab-Event": "Push Hook"} | ({} if given is None else {"X-Gitlab-Token": given})

    answer = await client.post("/hooks/gitlab", json=PUSH | {"project": PROJECT}, headers=headers)
    assert answer.status == 401
    assert await ledger.counts() == (0, 0)


async def test_with_the_token_it_is_kept(door):
    """GitLab's push."""
    client, ledger = door
    given = {"X-Gitlab-Event": "Push Hook", "X-Gitlab-Token": SECRET, "X-Gitlab-Event-UUID": "u"}

    answer = await client.post("/hooks/gitlab", json=PUSH | {"project": PROJECT}, headers=given)
    assert answer.status == 200
    assert await ledger.counts() == (1, 0)


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"[" * 100_000, b"\xff", b"payload=", b"payload=[", b'{"ref": 1}']
)
async def test_signed_junk_is_refused(door, body):
    """Whoever knows the secret and sends junk gets 400, never a 5xx."""
    client, _ = door
    assert (await client.post("/hooks/github", **from_github(body))).status == 400


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(st.sampled_from([PUSH, PULL, MERGE | {"project": PROJECT}]), st.data())
def test_every_shape_is_read_or_refused(payload, data):
    """Whatever stands in any place: an event of text alone, or none."""
    name = data.draw(st.sampled_from(sorted(payload)))
    strange = payload | {name: data.draw(JSON)}
    for hook, header, event in (
        (GITHUB, "X-GitHub-Event", "push"),
        (GITHUB, "X-GitHub-Event", "pull_request"),
        (GITLAB, "X-Gitlab-Event", "Push Hook"),
        (GITLAB, "X-Gitlab-Event", "Merge Request Hook"),
    ):
        for told in read(hook, strange, **{header: event}) or ():
            assert all(isinstance(value, str) for value in told.payload.values())
