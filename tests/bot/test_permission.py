"""Who may do what, and how a refusal reads, whichever command it is about."""

import pytest
from redis.asyncio import Redis

from bot.local.surroundings import ROLES
from bot.rights.permission import OUTSIDER, Gatekeeper, is_stranger
from bot.roles import NOBODY, read_roles
from handlers import ROUTES
from handlers.kit import Ask
from integrations.store import Store

ASK = Ask("", user="U1ADA", channel="C0BUILDS0")
EVERYBODY = read_roles(ROLES, ROUTES.actions())
ACTS = sorted(path for path, route in ROUTES.commands.items() if route.permission == "act")
DATABASE = 13  # of the tests' Valkey


class NoGroups:
    """A workspace without user groups."""

    async def gathered(self, ids):
        """Nobody is in any."""
        return {}, ()

    async def name(self, id):
        """None has a name."""
        return id


@pytest.fixture
async def asked_by(valkey):
    """The refusal of a command to a person whom Slack describes so; None is nobody it knows."""
    redis = Redis.from_url(valkey, db=DATABASE)

    async def refusal(path, person):
        async def lookup(user):
            return person

        await redis.flushdb()
        gatekeeper = Gatekeeper(Store(redis, "Redis"), lookup, EVERYBODY, NoGroups())
        return await gatekeeper.refusal(ASK, ROUTES.commands[path])

    yield refusal
    await redis.aclose()


@pytest.mark.parametrize("path", ACTS)
async def test_a_guest_is_told_why(asked_by, path):
    """The sentence is true of builds, silences, incidents and addresses alike."""
    assert await asked_by(path, {"guest": True}) == (
        f"`/{path}` changes something, and guests of this workspace may not do that."
    )
    assert await asked_by(path, {"guest": False}) == ""


async def test_who_is_no_person_of_the_workspace_is_told_so(asked_by):
    """A bot, somebody who left, and somebody of whom Slack says nothing."""
    only = "`/inc new` changes something, and only people of this workspace may do that."
    assert await asked_by("inc new", {"is_bot": True}) == only
    assert await asked_by("inc new", {"deleted": True}) == only
    assert await asked_by("inc new", {"stranger": True}) == OUTSIDER
    assert await asked_by("inc list", {"stranger": True}) == OUTSIDER
    assert await asked_by("inc new", None) == (
        "Slack did not tell me who you are, so I did not run `/inc new`; please try again."
    )


async def test_whoever_it_is_may_look(asked_by):
    """A guest too."""
    assert await asked_by("inc list", {"guest": True}) == ""


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ({"stranger": True}, OUTSIDER),
        ({"stranger": False, "guest": True}, ""),
        (None, ""),  # while Slack says nothing, people of our own must not be shut out
    ],
)
async def test_people_of_another_workspace_are_told_nothing(valkey, person, told):
    """Whatever they ask: a shared channel does not share what we know of our builds."""

    async def lookup(user):
        return person

    async with Redis.from_url(valkey, db=DATABASE) as redis:
        await redis.flushdb()
        gatekeeper = Gatekeeper(Store(redis, "Redis"), lookup, NOBODY, NoGroups())
        assert await gatekeeper.outsider("U1ADA") == told


US = {"team_id": "T0US", "enterprise_id": "E0US"}


@pytest.mark.parametrize(
    ("found", "stranger"),
    [
        ({"team_id": "T0US"}, False),
        ({"team_id": "T0SISTER", "enterprise_user": {"enterprise_id": "E0US"}}, False),
        ({"team_id": "E0THEM", "enterprise_user": {"teams": ["T0THEM", "T0US"]}}, False),
        ({"team_id": "T0THEM"}, True),
        ({"team_id": "T0THEM", "enterprise_user": {"enterprise_id": "E0THEM"}}, True),
        ({}, True),
    ],
)
def test_people_of_the_organisation_are_no_strangers(found, stranger):
    """Of another one they are, though they share a channel with us."""
    assert is_stranger(found, US) is stranger
