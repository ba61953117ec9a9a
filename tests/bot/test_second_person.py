"""A second person: what is asked for waits, runs once when somebody else approves exactly that."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from jenkins_told import telling
from office import ADA, BUILDS, LIN, SAM, office, words

from bot.desk import Desk
from bot.intent import of_event
from bot.rights.approvals import BODY, SHELF
from bot.rights.audit import AuditLog
from bot.roles import read_roles
from bot.settings import Settings
from handlers import ROUTES
from handlers.kit import Event

POLICY = """
[release]
members = ["@S0RELEASE", "U0LINWEI0"]
[[release.grants]]
actions = ["build", "abort"]
objects = ["deploy*"]
channels = ["C0BUILDS0"]
second_person = ["deploy*"]
"""  # Ada and Sam are in the user group, Lin is named
VERSION = {"name": "version", "type": "StringParameterDefinition"}
TOKEN = {"name": "token", "type": "PasswordParameterDefinition"}
ASKED = "jenkins build deploy version=1.9.0 token=hunter2secret"


@pytest.fixture
async def jenkins():
    """A Jenkins with one job that deploys."""
    async with telling() as told:
        told.job("deploy", VERSION, TOKEN)
        told.queue({"executable": {"number": 7}})
        yield told


@pytest.fixture
async def bot(valkey, jenkins):
    """A whole bot whose roles want a second person for every deploy."""
    env = {"ROLES": POLICY}
    login = {"jenkins_url": jenkins.url, "jenkins_user": "pilot", "jenkins_token": "t0"}
    async with office(valkey, env, **login) as bot:
        yield bot


async def asked(bot, text=ASKED, user=LIN):
    """Somebody asks; gives the message with the buttons."""
    sent = await bot.mention(text, user=user)
    await bot.work()
    said = await bot.answers(sent["event"]["ts"])
    return next(each for each in said if "a second person is asked for" in words(each))


async def pressed(bot, card, verb="approve", user=ADA):
    """Somebody presses a button of it, and everything that follows is done."""
    before = len(whispers(bot))
    await bot.press(card, "run:0", f"ops {verb} {request_of(card)}", user=user)
    for _ in range(3):
        await bot.work()
    return whispers(bot)[before:]


def request_of(card):
    """The id behind the buttons."""
    (actions,) = [block for block in card["blocks"] if block["type"] == "actions"]
    return actions["elements"][0]["value"].rpartition(" ")[2]


def whispers(bot):
    """What was said to one person alone, in words."""
    messages = bot.workspace.site.messages
    notes = [note for user in (ADA, LIN, SAM) for note in messages.notes(BUILDS, user)]
    return [words(each) for each in sorted(notes, key=lambda note: note["ts"])]


async def shown(bot, card):
    """The card as it stands now."""
    thread = await bot.thread(card["thread_ts"])
    return words(next(each for each in thread if each["ts"] == card["ts"]))


async def decisions(bot):
    """What the audit log says, oldest first: decision, who asked, who approved."""
    found = await AuditLog(bot.house.redis).newest(100)
    return [(r["decision"], r["user"], r["second"]) for r in reversed(found)]


async def test_what_somebody_else_approves_runs_once(bot, jenkins):
    """The card names both; a second press finds it decided; the secret is nowhere to be read."""
    card = await asked(bot)
    assert words(card).startswith("🟡 Build deploy: a second person is asked for\n")
    assert "lin\n asked for this, and the role release wants a second person" in words(card)
    assert "1.9.0" in words(card)
    assert jenkins.orders == []

    assert await pressed(bot, card, user=ADA) == []
    assert jenkins.orders == [
        ("/job/deploy/buildWithParameters", {"version": "1.9.0", "token": "hunter2secret"})
    ]
    now = await shown(bot, card)
    assert now.startswith("🟢 Build deploy: approved\n")
    assert "ada\n approved what \nlin\n asked for." in now

    (refused,) = await pressed(bot, card, user=SAM)
    assert refused.endswith(" approved it already.")
    assert len(jenkins.orders) == 1
    told = json.dumps(await bot.answers(card["thread_ts"])) + "".join(whispers(bot))
    assert "hunter2secret" not in told
    assert "****" in told
    assert await decisions(bot) == [
        ("asked", LIN, ""),
        ("approved", LIN, ADA),
        ("begun", LIN, ADA),
        ("done", LIN, ADA),
        ("refused", LIN, SAM),
    ]


async def test_nobody_approves_for_themselves(bot, jenkins):
    """They may take it back, and nobody else. Lin uses Slack in Chinese."""
    card = await asked(bot)

    (refused,) = await pressed(bot, card, user=LIN)
    assert refused == "🟡 未批准\n这是你自己提出的，所以要由别人批准。"
    assert jenkins.orders == []

    assert await pressed(bot, card, "decline", user=LIN) == []
    assert (await shown(bot, card)).startswith("🔴 Build deploy: declined\n")
    (late,) = await pressed(bot, card, user=ADA)
    assert "declined it already." in late
    assert jenkins.orders == []


async def test_who_holds_no_such_grant_cannot_approve(bot, jenkins):
    """A policy that was changed between the card and the press counts as it is at the press."""
    card = await asked(bot)
    without_group = POLICY.replace('"@S0RELEASE", ', "")
    settings = Settings.read({"ROLES": without_group})
    bot.desk = Desk(_with(bot.house, settings), bot.client, "two")

    (refused,) = await pressed(bot, card, user=ADA)

    assert (
        "You may not approve this: None of your roles lets you build `deploy` in this channel."
        in refused.replace("*", "`")
    ), refused
    assert jenkins.orders == []
    assert (await decisions(bot))[-1] == ("refused", LIN, ADA)


async def test_who_asked_must_still_be_allowed_when_it_runs(bot, jenkins):
    """Approved, but whoever asked lost the role meanwhile: nothing is done."""
    card = await asked(bot)
    await bot.press(card, "run:0", f"ops approve {request_of(card)}", user=ADA)
    for id in await bot.due():
        await bot.desk.perform(id)  # the approval alone; what it asks for waits
        break
    settings = Settings.read({"ROLES": POLICY.replace(', "U0LINWEI0"', "")})
    bot.desk = Desk(_with(bot.house, settings), bot.client, "two")
    await bot.work()

    assert jenkins.orders == []
    assert [d for d, _, _ in await decisions(bot)] == ["asked", "approved", "refused"]


async def test_a_changed_job_is_another_act(bot, jenkins):
    """What was approved was for the job as it stood: a new default makes it something else."""
    card = await asked(bot)
    jenkins.job("deploy", VERSION | {"defaultParameterValue": {"value": "evil"}}, TOKEN)

    await pressed(bot, card, user=ADA)

    assert jenkins.orders == []
    said = "\n".join(words(m) for m in await bot.answers(card["thread_ts"]))
    assert "批准的内容与现在要执行的内容不同：参数、任务的定义或构建在此期间变了。" in said


async def test_a_changed_request_is_refused(bot, jenkins):
    """Whoever can write to the store cannot make an approval stand for something else."""
    card = await asked(bot)
    store, id = bot.house.systems.store, request_of(card)
    body = dict(await store.recall(BODY, id))
    body["ask"] = {**body["ask"], "text": "jenkins build deploy version=6.6.6 token=x"}
    await store.note(BODY, id, body, lasts=timedelta(minutes=5))

    (refused,) = await pressed(bot, card, user=ADA)

    assert "What was asked for is not what is stored any more" in refused
    assert jenkins.orders == []


async def test_a_request_ends_after_15_minutes(bot, jenkins):
    """The sentence tells when it ended."""
    card = await asked(bot)
    asked_at = (await bot.house.systems.store.get(SHELF, request_of(card)))["asked"]
    end = datetime.fromtimestamp(asked_at, UTC) + timedelta(minutes=15)

    with freeze_time(end, real_asyncio=True):
        (refused,) = await pressed(bot, card, user=ADA)

    assert f"This request ended at {end:%H:%M} UTC, 15 minutes after it was made" in refused
    over = await shown(bot, card)
    assert over.startswith("Build deploy: nobody approved it in time\n")
    assert "Approve" not in over.replace("approved", "")
    assert jenkins.orders == []


async def test_nobody_has_to_press_for_a_request_to_end(bot, jenkins):
    """When its time is over the clock takes the buttons away, once, also if its worker died in it."""
    card = await asked(bot)
    asked_at = (await bot.house.systems.store.get(SHELF, request_of(card)))["asked"]
    end = datetime.fromtimestamp(asked_at, UTC) + timedelta(minutes=15)

    with freeze_time(end - timedelta(seconds=1), real_asyncio=True):
        await ticked(bot, 1)
    assert "Approve" in await shown(bot, card)

    with freeze_time(end, real_asyncio=True):
        first = await bot.desk._acting.approvals.overdue("clock:ops.overdue:2")
        await ticked(bot, 2)  # the same news again: its first worker died
        later = await bot.desk._acting.approvals.overdue("clock:ops.overdue:3")

    assert (len(first), later) == (1, ())
    over = await shown(bot, card)
    assert over.startswith("Build deploy: nobody approved it in time\n")
    assert "Approve" not in over.replace("approved", "")
    assert jenkins.orders == []


async def ticked(bot, slot):
    """The clock's look for requests whose time is over."""
    event = Event("ops.overdue", f"clock:ops.overdue:{slot}")
    await bot.desk._intake.take(of_event(event))
    await bot.work()


async def test_two_who_press_at_once_start_one_build(bot, jenkins):
    """However often the same press is delivered, and whoever else presses beside it."""
    card = await asked(bot)
    for user in (ADA, SAM, ADA):
        await bot.press(card, "run:0", f"ops approve {request_of(card)}", user=user)
    for _ in range(3):
        await bot.work()

    assert len(jenkins.orders) == 1
    kinds = [d for d, _, _ in await decisions(bot)]
    assert sorted(kinds) == ["approved", "asked", "begun", "done", "refused", "refused"]


async def test_an_id_that_was_made_up_is_unknown(bot, jenkins):
    """Nothing is run by it."""
    sent = await bot.mention("ops approve 0123456789ab", user=ADA)
    await bot.work()

    assert "I know of no such request" in "".join(whispers(bot)), sent
    assert jenkins.orders == []


async def test_alone_there_is_no_second_person(bot, jenkins):
    """In a direct message nobody else could press. Lin uses Slack in Chinese."""
    channel = bot.workspace.site.directory.direct(LIN).id
    sent = {"type": "message", "channel_type": "im", "user": LIN, "channel": channel}
    done = await bot.workspace.act(LIN, "post", channel=channel, text=ASKED)
    body = {"type": "event_callback", "team_id": "T0HARBOUR", "api_app_id": "A1"}
    event = sent | {"text": ASKED, "ts": done["ts"], "event_ts": done["ts"]}
    settings = Settings.read({"ROLES": POLICY.replace('channels = ["C0BUILDS0"]', "")})
    bot.desk = Desk(_with(bot.house, settings), bot.client, "two")
    await bot.deliver(body | {"event_id": "EvDirect", "event": event})
    await bot.work()

    said = "\n".join(words(m) for m in await bot.answers(done["ts"], channel))
    assert "角色 release 要求由第二个人批准，而这里没有别人：请在频道里提出请求。" in said
    assert jenkins.orders == []


def _with(house, settings):
    """The same house under other settings, as after a restart."""
    return type(house)(**{**house.__dict__, "settings": settings})


def test_the_policy_of_these_tests_is_one():
    """It is read, so that no test passes because nobody may do anything."""
    assert read_roles(POLICY, ROUTES.actions()).roles[0].name == "release"
