"""`/ops connect jenkins`: one's own token, kept encrypted, under which Jenkins is then asked."""

import json
import re
import uuid

import pytest
from jenkins_building import building
from office import ADA, BUILDS, LIN, office, words

from bot.intent import ReplyTo
from bot.local.jenkins.catalogue import CHECKOUT
from bot.local.surroundings import ROLES
from bot.rights.audit import AuditLog
from bot.slack.modal import view
from handlers.ops.connect_jenkins import form
from integrations.vault import SHELF, Login, Vault

KEY = "a key of thirty-two letters or more".replace(" ", "-")
MINE = "11aa22bb33cc44dd55ee66ff77889900"
STORED = f"pilothouse:shelf:{SHELF}"


@pytest.fixture
async def jenkins(tmp_path):
    """A Jenkins that really builds; besides the bot's account, ada.l has one there."""
    async with building(tmp_path, CHECKOUT, people={"ada.l": MINE}) as (standin, url):
        await standin.opened()
        yield standin, url


@pytest.fixture
async def bot(valkey, jenkins):
    """A whole bot that can keep tokens."""
    env = {"ROLES": ROLES, "SECRET_KEY": KEY}
    login = {"jenkins_url": jenkins[1], "jenkins_user": "pilot", "jenkins_token": "t0"}
    async with office(valkey, env, secret_key=KEY, **login) as bot:
        yield bot


async def submitted(bot, name="ada.l", token=MINE):
    """Ada submits the form; gives what she alone is told."""
    before = len(told(bot, ADA))
    await typed(bot, name, token)
    await bot.work()
    return "\n".join(told(bot, ADA)[before:])


async def typed(bot, name, token):
    """Slack delivers what Ada filled in; nobody has worked on it yet."""
    opened = view(form(), ReplyTo(BUILDS, user=ADA))
    filled = {"user": name, "token": token}
    values = {
        field: {"value": {"type": "plain_text_input", "value": value}}
        for field, value in filled.items()
    }
    body = {
        "type": "view_submission",
        "team": {"id": "T0HARBOUR"},
        "user": {"id": ADA},
        "api_app_id": "A1",
        "trigger_id": bot.workspace.site.triggers.mint(ADA),
        "view": {**opened, "id": uuid.uuid4().hex, "hash": "1.a", "state": {"values": values}},
    }
    await bot.deliver(body)


def told(bot, user):
    """What somebody alone was told."""
    return [words(note) for note in bot.workspace.site.messages.notes(BUILDS, user)]


async def built(bot, user=ADA):
    """Somebody starts a build; gives the answer, and who Jenkins says started it if it has begun."""
    sent = await bot.mention("jenkins build checkout branch=main", user=user)
    await bot.work()
    (answer,) = await bot.answers(sent["event"]["ts"])
    begun = re.search(r"checkout #(\d+) (?:started|已启动)", words(answer))
    if begun is None:
        return words(answer), ""
    build = await bot.house.systems.jenkins.build("checkout", int(begun[1]))
    return words(answer), build.causes[0].who


async def everything_stored(bot):
    """All that Redis holds, as text."""
    redis, found = bot.house.redis, []
    async for key in redis.scan_iter():
        kind = (await redis.type(key)).decode()
        if kind == "hash":
            found.append(await redis.hgetall(key))
        elif kind == "string":
            found.append(await redis.get(key))
        elif kind == "list":
            found.append(await redis.lrange(key, 0, -1))
        elif kind == "zset":
            found.append(await redis.zrange(key, 0, -1))
    return str(found)


async def test_a_build_runs_in_ones_own_name(bot):
    """Connected: Jenkins says ada.l; disconnected: the bot's account. The log knows as whom."""
    assert (await built(bot))[1] == "Pilot"
    said = await submitted(bot)
    assert "🟢 Connected with Jenkins as ada.l\n" in said
    assert MINE not in said

    assert (await built(bot))[1] == "Ada L"
    assert (await built(bot, LIN))[1] == "Pilot"
    records = await AuditLog(bot.house.redis).newest(100)
    assert [r["identity"] for r in records if r["decision"] == "done" and r["object"]] == [
        "",
        "ada.l",
        "",
    ]

    await bot.mention("ops disconnect jenkins")
    await bot.work()
    assert "Jenkins is asked as ada.l no longer" in told(bot, ADA)[-1]
    assert (await built(bot))[1] == "Pilot"


async def test_the_token_is_nowhere_to_be_read(bot):
    """Neither in the store nor in Slack once the form is answered; the store holds a cipher."""
    await submitted(bot)

    assert MINE not in await everything_stored(bot)
    (record,) = (await bot.house.redis.hgetall(STORED)).values()
    kept = json.loads(record)
    assert kept["user"] == "ada.l"
    assert len(kept["sealed"]) > len(MINE)
    assert MINE not in "".join(told(bot, ADA))


async def test_what_is_typed_into_a_secret_field_waits_encrypted(bot):
    """Between the form and the worker the ask lies in the store, and in its file for longer."""
    await typed(bot, "ada.l", MINE)

    assert len(await bot.due()) == 1
    stored = await everything_stored(bot)
    assert "ada.l" in stored
    assert MINE not in stored

    await bot.work()
    assert "🟢 Connected with Jenkins as ada.l" in told(bot, ADA)[-1]


async def test_a_token_that_jenkins_does_not_take_is_not_kept(bot):
    """The answer says what Jenkins said."""
    said = await submitted(bot, token="0" * 32)
    assert said.startswith(
        "🟡 Jenkins does not take this token\nNothing was kept. Asked Jenkins at"
    )
    assert await bot.house.redis.hlen(STORED) == 0


async def test_a_revoked_token_is_a_sentence(bot, jenkins):
    """Nothing is done under another name instead; it says how to go on."""
    await submitted(bot)
    jenkins[0].door.revoke("ada.l")

    said, _ = await built(bot)

    assert "got HTTP 401" in said
    assert (
        "It was asked as ada.l, with your own token: `/ops connect jenkins` gives me another one,"
        " `/ops disconnect jenkins` lets me ask with my own account again." in said
    )
    records = await AuditLog(bot.house.redis).newest(1)
    assert (records[0]["decision"], records[0]["identity"]) == ("failed", "ada.l")


async def test_a_token_typed_in_the_open_is_refused(bot):
    """It is in the channel's history by then: the sentence says to revoke it."""
    sent = await bot.mention(f"ops connect jenkins user=ada.l token={MINE}")
    await bot.work()

    (answer,) = await bot.answers(sent["event"]["ts"])
    assert "revoke this one in Jenkins" in words(answer)
    assert await bot.house.redis.hlen(STORED) == 0


async def test_without_a_key_nothing_is_kept(valkey, jenkins):
    """It says so before anybody types a token."""
    async with office(valkey, {"ROLES": ROLES}, jenkins_url=jenkins[1]) as bot:
        sent = await bot.mention("ops connect jenkins")
        await bot.work()
        (answer,) = await bot.answers(sent["event"]["ts"])
        assert (
            "I can keep no token: there is no key to encrypt it with. Whoever runs me sets"
            " SECRET_KEY and starts me again." in words(answer)
        )


async def test_a_record_under_another_name_does_not_open(bot):
    """Whoever can write to the store cannot lend themselves somebody's token, nor change one."""
    store = bot.house.systems.store
    vault = Vault(store, KEY)
    await vault.keep("jenkins", ADA, Login("ada.l", MINE))
    record = dict(await store.get(SHELF, f"jenkins/{ADA}"))
    await store.put(SHELF, f"jenkins/{LIN}", record)

    said, who = await built(bot, LIN)
    assert "一条用当前 SECRET_KEY 打不开的记录" in said
    assert who != "Ada L"

    assert vault.open(record["sealed"], f"jenkins\n{ADA}\nada.l") == MINE
    for at in range(0, len(record["sealed"]), 7):
        letter = "A" if record["sealed"][at] != "A" else "B"
        changed = record["sealed"][:at] + letter + record["sealed"][at + 1 :]
        assert vault.open(changed, f"jenkins\n{ADA}\nada.l") is None
    assert Vault(store, KEY + "x").open(record["sealed"], f"jenkins\n{ADA}\nada.l") is None


def test_a_login_does_not_show_its_token():
    """Logs and tracebacks print values."""
    assert str(Login("ada.l", MINE)) == "Login(user='ada.l')"
