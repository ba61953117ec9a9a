"""A deploy that needs a second person, with the real processes: asked, approved, built, written down."""

import io

import pytest
import pytest_asyncio
from flow.conftest import living
from flow.person import ADA, DEPLOYS, Person, buttons, words
from redis.asyncio import Redis

from bot.audited import verified
from bot.local.jenkins.catalogue import DEPLOY
from bot.rights.audit import AuditLog

pytestmark = pytest.mark.asyncio(loop_scope="module")
LIN, SAM = "U0LINWEI0", "U0SAMOKAF"
POLICY = """
[release]
members = ["@S0RELEASE", "U0LINWEI0"]
[[release.grants]]
actions = ["build"]
objects = ["deploy"]
channels = ["C0DEPLOYS"]
second_person = ["deploy"]
"""  # Ada and Sam are in the user group
ASKED = "/jenkins build deploy environment=staging version=1.8.0 dry_run=true"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def store(valkey_server):
    """The address of an empty store, and the store."""
    url = f"{valkey_server}?db=8"
    async with Redis.from_url(url) as redis:
        await redis.flushdb()
        yield url, redis


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory, store):
    """A town whose policy wants a second person."""
    env = {"ROLES": POLICY, "REDIS_URL": store[0]}
    async with living(tmp_path_factory.mktemp("town"), env, (DEPLOY,)) as town:
        await town.standin.opened()
        yield town


def title(text):
    """Whether a message begins with these words, behind its sign."""
    return lambda message: text in words(message).partition("\n")[0]


async def test_it_runs_once_somebody_else_approved_it(town, session, store):
    """Lin asks, Lin cannot approve, Ada can; the channel sees both names and the build."""
    lin, ada = (Person(session, town.doors.page_url, user) for user in (LIN, ADA))
    await lin.slash(ASKED, DEPLOYS)

    card = await ada.sees(title("a second person is asked for"), DEPLOYS)
    assert set(buttons(card)) == {"Approve", "Decline"}
    await lin.press(card, "Approve", DEPLOYS)
    await lin.reads("这是你自己提出的，所以要由别人批准。", DEPLOYS)
    await ada.press(card, "Approve", DEPLOYS)

    await ada.sees(title("Build deploy: approved"), DEPLOYS)
    started = await ada.sees(title("已启动"), DEPLOYS)
    assert "version=1.8.0" in words(started)

    audit = AuditLog(store[1])
    told = [(r["decision"], r["user"], r["second"]) for r in reversed(await audit.newest(10))]
    assert told == [
        ("asked", LIN, ""),
        ("refused", LIN, LIN),
        ("approved", LIN, ADA),
        ("begun", LIN, ADA),
        ("done", LIN, ADA),
    ]
    out = io.StringIO()
    assert await verified(audit, None, out) == 0, out.getvalue()


async def test_elsewhere_and_otherwise_it_is_refused(town, session):
    """Another channel, another action: refused, with the sentence that says so."""
    sam = Person(session, town.doors.page_url, SAM)
    await sam.slash(ASKED)
    await sam.reads("None of your roles lets you build anything in this channel.")
    await sam.slash("/jenkins abort deploy", DEPLOYS)
    await sam.reads("None of your roles lets you abort anything in this channel.", DEPLOYS)
