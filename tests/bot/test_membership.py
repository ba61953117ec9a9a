"""Who is in which group: asked of Slack, kept for five minutes, closed when Slack is silent."""

from dataclasses import replace

import pytest
from redis.asyncio import Redis

from bot.local.workspace import DEFAULT_SEED, ApiFault, Channel, Workspace
from bot.manifest import manifest
from bot.rights.membership import REMEMBERED, Membership
from bot.slack.client import slack_client
from handlers import ROUTES, SHORTCUTS
from integrations.store import Store

DATABASE = 12  # of the tests' Valkey
MANY = tuple(f"U0CROWD{at:04}" for at in range(2300))
CROWD = Channel("C0CROWDED", "crowd", "Everybody", MANY)


@pytest.fixture
async def slack(valkey):
    """A workspace, and what asks it over an empty store."""
    workspace = Workspace(
        manifest(ROUTES, SHORTCUTS, request_url="http://127.0.0.1:9/slack/events"),
        bot_token="xoxb-groups",
        app_token="",
        signing_secret="0" * 32,
        request_url="http://127.0.0.1:9/slack/events",
        seed=replace(DEFAULT_SEED, channels=(*DEFAULT_SEED.channels, CROWD)),
    )
    async with (
        workspace.serving() as url,
        slack_client("xoxb-groups", f"{url}/api/") as client,
        Redis.from_url(valkey, db=DATABASE) as redis,
    ):
        await redis.flushdb()
        yield workspace, Membership(Store(redis, "Redis"), client), redis


async def test_groups_and_channels_are_told(slack):
    """A user group by its list, a channel by all the pages of its members."""
    _, membership, _ = slack
    found, untold = await membership.gathered(["S0RELEASE", "C0DEPLOYS", CROWD.id])
    assert found["S0RELEASE"] == ("U0ADALIND", "U0SAMOKAF")
    assert {"U0ADALIND", "U0LINWEI0", "U0SAMOKAF"} <= set(found["C0DEPLOYS"])
    assert set(MANY) <= set(found[CROWD.id])
    assert untold == ()
    assert await membership.name("S0RELEASE") == "@release"
    assert await membership.name("C0DEPLOYS") == "#deploys"
    assert await membership.name("S0NOSUCH") == "S0NOSUCH"


async def test_slack_is_asked_once_in_five_minutes(slack):
    """What it said stands in the store, with an end."""
    workspace, membership, redis = slack
    await membership.gathered(["S0RELEASE"])
    workspace.site.faults.plan(
        ApiFault("usergroups.users.list", "refuse", committed=False, reason="ratelimited")
    )
    assert await membership.gathered(["S0RELEASE"]) == (
        {"S0RELEASE": ("U0ADALIND", "U0SAMOKAF")},
        (),
    )
    left = await redis.ttl("pilothouse:note:members:S0RELEASE")
    assert 0 < left <= REMEMBERED.total_seconds() == 300


async def test_silence_is_no_membership(slack):
    """A group that does not exist, and a Slack that refuses, are named as untold."""
    workspace, membership, _ = slack
    workspace.site.faults.plan(
        ApiFault("usergroups.users.list", "refuse", committed=False, reason="missing_scope")
    )
    assert await membership.gathered(["S0RELEASE"]) == ({}, ("S0RELEASE",))
    assert await membership.gathered(["S0NOSUCH"]) == ({}, ("S0NOSUCH",))
