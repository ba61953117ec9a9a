"""The last door: whatever a handler does, what it may not change is not changed."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.test_utils import TestServer
from jenkins_told import telling
from office import BUILDS, LIN, office

from bot.intake import Intake
from bot.intent import Intent, ReplyTo
from bot.local.alertmanager import Standin
from bot.rights.acting import acting
from bot.rights.audit import AuditLog
from bot.rights.guard import Guard, NotDoneError
from bot.rights.guarded import guarded
from bot.rights.membership import Membership
from handlers import ROUTES
from handlers.kit import Ask
from integrations.alertmanager import Matcher

POLICY = """
[some]
members = ["U0LINWEI0"]
grants = [
  {actions = ["build", "abort"], objects = ["checkout"]},
  {actions = ["silence", "unsilence"], objects = ["DiskFull"]},
]
"""
SAID = "None of your roles lets you {act} in this channel. `/ops whoami` shows what you may do, and why."
ONE = Matcher("alertname", "DiskFull", False, True)
OTHER = Matcher("alertname", "TooManyErrors", False, True)
MANY = Matcher("alertname", "Disk.*", True, True)


@pytest.fixture
async def jenkins():
    """A Jenkins with two jobs."""
    async with telling() as told:
        told.job("checkout")
        told.job("deploy")
        yield told


@pytest.fixture
async def behind(valkey, jenkins):
    """Gives the systems as a handler of that command gets them, when Lin typed it."""
    app = Standin(url="http://127.0.0.1:9").application()
    async with TestServer(app, host="127.0.0.1") as alerts:
        login = {"jenkins_url": jenkins.url, "alertmanager_url": str(alerts.make_url(""))}
        async with office(valkey, {"ROLES": POLICY}, **login) as bot:
            house = bot.house
            allowed = acting(
                house.systems,
                house.redis,
                Intake(house.intents, house.bell),
                roles=house.settings.roles,
                lookup=member,
                groups=Membership(house.systems.store, bot.client),
            )

            def systems(path):
                ask = Ask(path, LIN, BUILDS)
                guard = Guard(
                    Intent(uuid.uuid4().hex, ask, ReplyTo(BUILDS, user=LIN)),
                    ask,
                    ROUTES.commands.get(path),
                    allowed.gatekeeper,
                    allowed.audit,
                    allowed.approvals,
                )
                return guarded(house.systems, guard, None)

            yield systems, AuditLog(house.redis)


async def member(_user):
    """Everybody here is a member of the workspace."""
    return {"guest": False, "is_bot": False, "deleted": False}


async def refused(doing):
    """The sentence with which something is not done."""
    with pytest.raises(NotDoneError) as error:
        await doing
    return str(error.value)


async def test_a_handler_that_means_another_job_changes_nothing(behind, jenkins):
    """Whatever the words named: what counts is the job that would really be built or stopped."""
    systems, audit = behind
    build = systems("jenkins build").jenkins
    assert await build.trigger("checkout", {}) == 41

    assert await refused(build.trigger("deploy", {})) == SAID.format(act="build `deploy`")
    stop = systems("jenkins abort").jenkins
    assert await refused(stop.stop("deploy", 7)) == SAID.format(act="abort `deploy`")

    assert [path for path, _ in jenkins.orders] == ["/job/checkout/build"]
    told = [(r["decision"], r["object"]) for r in reversed(await audit.newest(10))]
    assert told == [
        ("begun", "checkout"),
        ("done", "checkout"),
        ("refused", "deploy"),
        ("refused", "deploy"),
    ]


@pytest.mark.parametrize("path", ["jenkins why", "inc new", "no such command"])
async def test_a_command_that_changes_nothing_can_change_nothing(behind, jenkins, path):
    """One that looks, one that keeps the bot's own records, and a question in free words."""
    systems, _ = behind
    said = "only a command that says what it changes may change something"
    assert await refused(systems(path).jenkins.trigger("checkout", {})) == said
    assert jenkins.orders == []


async def test_there_is_no_way_around_it(behind):
    """A client of one's own would stand before the door; reading goes straight on."""
    systems, _ = behind
    jenkins = systems("jenkins build").jenkins
    with pytest.raises(AttributeError):
        jenkins.as_user("ada.l", "token")
    assert [job.path for job in await jenkins.jobs()] == ["checkout", "deploy"]


async def test_a_silence_is_about_one_name_or_about_all(behind):
    """What is granted for one rule's name is refused for another, and for a pattern of names."""
    systems, _ = behind
    alerts = systems("prom silence").alertmanager
    now = datetime.now(UTC)
    ends = now + timedelta(hours=1)

    id = await alerts.create([ONE], now, ends, "lin", "")
    assert await refused(alerts.create([OTHER], now, ends, "lin", "")) == SAID.format(
        act="silence `TooManyErrors`"
    )
    assert await refused(alerts.create([MANY], now, ends, "lin", "")) == SAID.format(
        act="silence alerts of more than one name at once"
    )
    await systems("prom unsilence").alertmanager.expire(id)
    assert [each.state for each in await alerts.silences()] == ["expired"]
