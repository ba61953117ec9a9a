"""The audit log: only added to, in one chain; whatever was changed afterwards is found."""

import asyncio
import io
import json
import re
from datetime import UTC, datetime

import pytest
from aiohttp import web
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jenkins_told import telling
from office import ADA, BUILDS, LIN, office, words
from redis.asyncio import Redis

from bot.audited import run, verified
from bot.deed import Marked
from bot.rights.audit import CHAIN, HEAD, START, AuditLog, Entry, Head, fault, linked, read_head
from bot.settings import Settings

DATABASE = 15  # of the tests' Valkey
MANY = 60
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
POLICY = """
[builders]
members = ["*"]
grants = [{actions = ["build", "silence"], objects = ["*"]}]

[auditors]
members = ["U0ADALIND"]
grants = [{actions = ["audit"], objects = ["deploy*"]}]
"""


def entry(at=0, **more):
    """A record's words."""
    return Entry(**{"user": ADA, "action": "jenkins build", "object": f"deploy-{at}",
                    "channel": BUILDS, "decision": "done", "parameters": "ab" * 32, **more})  # fmt: skip


@pytest.fixture
async def chain(valkey):
    """An audit log with five records, and its Redis."""
    async with Redis.from_url(valkey, db=DATABASE) as redis:
        await redis.flushdb()
        audit = AuditLog(redis)
        for at in range(5):
            await audit.append(entry(at))
        yield audit, redis


async def said(audit, known=None):
    """What `pilothouse audit verify` prints and gives."""
    out = io.StringIO()
    code = await verified(audit, known, out)
    return code, re.sub("[0-9a-f]{64}", "HASH", out.getvalue())


async def test_an_untouched_log_is_whole(chain):
    """It says how many records there are, and a head that one can note elsewhere."""
    audit, _ = chain
    assert await said(audit) == (0, "The audit log is whole: 5 records, head 5 HASH.\n")


async def test_one_changed_byte_is_found_wherever_it_is(chain):
    """Each byte of a record, one at a time: never again whole, and the record is named."""
    audit, redis = chain
    raw = (await redis.lindex(CHAIN, 2)).decode()
    for at, letter in enumerate(raw):
        changed = raw[:at] + ("x" if letter != "x" else "y") + raw[at + 1 :]
        await redis.lset(CHAIN, 2, changed)
        code, words = await said(audit)
        assert code == 1, (at, changed)
        assert "record 3 " in words, (at, words)
        assert words.endswith("The records before it are whole: 2.\n")
    await redis.lset(CHAIN, 2, raw)
    assert (await said(audit))[0] == 0


async def removed(redis, raw):
    """A record from the middle is gone."""
    await redis.lrem(CHAIN, 1, raw[2])


async def swapped(redis, raw):
    """Two records have changed places."""
    await redis.lset(CHAIN, 1, raw[2])
    await redis.lset(CHAIN, 2, raw[1])


async def renumbered(redis, raw):
    """One is gone, and the next one claims its number."""
    await redis.lrem(CHAIN, 1, raw[2])
    await redis.lset(CHAIN, 2, raw[3].replace('"n":4', '"n":3'))


async def rewritten(redis, raw):
    """One says something else, with the hash that belongs to that."""
    before = Head(2, json.loads(raw[1])["hash"])
    await redis.lset(CHAIN, 2, linked(entry(2, user=LIN), before, NOON)[0])


async def cut(redis, raw):
    """The last one is gone."""
    await redis.rpop(CHAIN)


async def cut_all(redis, raw):
    """All are gone."""
    await redis.delete(CHAIN)


async def added(redis, raw):
    """One more, well linked, by somebody who forgot the head."""
    before = Head(5, json.loads(raw[4])["hash"])
    await redis.rpush(CHAIN, linked(entry(9), before, NOON)[0])


async def beheaded(redis, raw):
    """The head is gone."""
    await redis.delete(HEAD)


async def other_head(redis, raw):
    """The head is another one."""
    await redis.set(HEAD, Head(5, "f" * 64).raw())


async def junk(redis, raw):
    """A record is none."""
    await redis.lset(CHAIN, 4, "[]")


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (removed, "record 3 says that it is record 4: one was removed, added or moved here"),
        (swapped, "record 2 says that it is record 3: one was removed, added or moved here"),
        (renumbered, "record 3 was changed after it was written"),
        (rewritten, "record 4 does not follow the one before it: one of the two was changed"),
        (cut, "the head says 5 records, and there are 4: the end was cut off"),
        (cut_all, "the head says 5 records, and there are 0: the end was cut off"),
        (added, "the head says 5 records, and there are 6: record 6 was added by hand"),
        (beheaded, "there are records and no head, which tells how many there must be"),
        (other_head, "the head has another hash than record 5, the last one"),
        (junk, "record 5 is no JSON of ours"),
    ],
)
async def test_what_was_done_to_it_is_said(chain, damage, expected):
    """Removed, reordered, renumbered, rewritten with its own hash, cut off, added: in a sentence."""
    audit, redis = chain
    await damage(redis, [each.decode() for each in await redis.lrange(CHAIN, 0, -1)])

    code, words = await said(audit)

    assert (code, words.split(". The records")[0]) == (1, f"The audit log is broken: {expected}")


async def test_a_chain_that_was_written_anew_shows_by_a_head_noted_elsewhere(chain):
    """Whoever may write to Redis can make another chain; the head in our logs tells on them."""
    audit, redis = chain
    noted = read_head((await redis.get(HEAD)).decode())
    await redis.delete(CHAIN, HEAD)
    for at in range(6):
        await audit.append(entry(at, user=LIN))

    assert (await said(audit))[0] == 0
    code, words = await said(audit, noted)
    assert code == 1
    assert "record 5 has not the hash that you noted: the chain was written anew" in words

    await redis.ltrim(CHAIN, 0, 1)
    code, words = await said(audit, noted)
    assert "you noted 5 records, and there are 2: the end was cut off" in words


async def test_workers_that_write_at_once_make_one_chain(valkey):
    """Sixty records by six writers: none lost, none twice, no fork."""
    async with Redis.from_url(valkey, db=DATABASE) as redis:
        await redis.flushdb()
        logs = [AuditLog(redis) for _ in range(6)]
        await asyncio.gather(*(logs[at % 6].append(entry(at)) for at in range(MANY)))
        assert await said(logs[0]) == (
            0,
            f"The audit log is whole: {MANY} records, head 60 HASH.\n",
        )
        found = await logs[0].newest(MANY)
        assert {each["object"] for each in found} == {f"deploy-{at}" for at in range(MANY)}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_words_are_kept_as_they_are(object, outcome):
    """Whatever a job is called, its record verifies, and says the same when it is read."""
    raw, head = linked(entry(object=object, outcome=outcome), Head(0, START), NOON)
    stored = raw.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass")
    assert fault(stored, 1, START) == ""
    assert json.loads(stored)["object"] == object
    assert head.count == 1


def test_the_command_line_exports_and_verifies(valkey, tmp_path, capsys):
    """JSON lines on standard output; exit code 0 while whole, 2 for a head that is none."""
    url = f"{valkey}/{DATABASE}" if "://" in valkey and not valkey.startswith("unix") else valkey
    env = Settings.read({"REDIS_URL": url, "PILOTHOUSE_DATA": str(tmp_path)})

    async def fill():
        async with Redis.from_url(url) as redis:
            await redis.delete(CHAIN, HEAD)
            await AuditLog(redis).append(entry(1))

    asyncio.run(fill())
    out = io.StringIO()
    assert run(env, "export", "", out) == 0
    (line,) = out.getvalue().splitlines()
    assert json.loads(line)["object"] == "deploy-1"
    assert run(env, "verify", "", out) == 0
    assert run(env, "verify", "12 nonsense", out) == 2
    assert capsys.readouterr().err == (
        'pilothouse audit: "12 nonsense" is no head; it is a number and a hash, as verify prints'
        " them.\n"
    )


@pytest.fixture
async def bot(valkey):
    """A whole bot in whose policy everybody builds, and Ada reads of deploys."""
    async with telling() as told:
        for job in ("deploy", "checkout"):
            told.job(job)
        told.queue({"executable": {"number": 7}})
        login = {"jenkins_url": told.url, "jenkins_user": "pilot", "jenkins_token": "t0"}
        async with office(valkey, {"ROLES": POLICY}, **login) as bot:
            bot.jenkins = told
            yield bot


async def records(bot):
    """Decision, command, object and outcome, oldest first."""
    found = await AuditLog(bot.house.redis).newest(100)
    return [(r["decision"], r["action"], r["object"], r["outcome"]) for r in reversed(found)]


async def test_an_act_without_a_record_is_not_done(bot):
    """The store is there and the log cannot be written: Jenkins is not asked."""
    await bot.house.redis.set(CHAIN, "no list")
    sent = await bot.mention("jenkins build deploy", user=LIN)
    await bot.work()

    (answer,) = await bot.answers(sent["event"]["ts"])
    assert "我没能把它写进审计日志，所以没有执行：" in words(answer)
    assert bot.jenkins.orders == []

    await bot.house.redis.delete(CHAIN, HEAD)
    await bot.mention("jenkins build deploy", user=LIN)
    await bot.work()
    assert len(bot.jenkins.orders) == 1


async def test_begun_is_written_before_jenkins_hears_of_it(bot):
    """So a worker that dies from then on leaves a record whose outcome is unknown."""
    seen = []

    async def take(request):
        seen.extend(await records(bot))
        where = f"{bot.jenkins.url}/queue/item/41/"
        return web.Response(status=201, headers={"X-Jenkins": "2.516.3", "Location": where})

    bot.jenkins.answers["POST /job/deploy/build"] = take
    await bot.mention("jenkins build deploy", user=LIN)
    await bot.work()

    assert seen == [("begun", "jenkins build", "deploy", "")]


async def test_what_became_of_an_interrupted_act_is_added(bot):
    """A second try looks how far the first one came, and writes down what it found."""
    plan = {"job": "deploy", "shown": [], "told": [], "again": "jenkins build deploy", "item": 41}
    sent = await bot.mention("jenkins build deploy", user=LIN)
    (id,) = await bot.due()
    dead = await bot.house.intents.claim(id, "dead")
    await Marked(bot.house.intents, dead).write({**plan, "url": "", "marked": False})
    await bot.house.intents.release(dead, after=0)
    await bot.work()

    (answer,) = await bot.answers(sent["event"]["ts"])
    assert "deploy #7 已启动" in words(answer)
    assert bot.jenkins.orders == []
    assert await records(bot) == [
        (
            "unknown",
            "jenkins build",
            "deploy",
            "an earlier try was cut off; found since then: deploy #7 started",
        )
    ]


async def test_what_was_refused_done_and_unclear_is_told_apart(bot):
    """A refusal, an order that Jenkins took, one that it refused, one whose answer never came."""
    bot.jenkins.answers["POST /job/checkout/build"] = 403
    await bot.mention("jenkins abort deploy", user=LIN)
    await bot.work()
    await bot.mention("jenkins build deploy", user=LIN)
    await bot.work()
    await bot.mention("jenkins build checkout", user=LIN)
    await bot.work()
    bot.jenkins.answers["POST /job/checkout/build"] = 500
    await bot.mention("jenkins build checkout", user=LIN)
    await bot.work()

    told = await records(bot)
    assert [(d, a, o) for d, a, o, _ in told] == [
        ("refused", "jenkins abort", ""),
        ("begun", "jenkins build", "deploy"),
        ("done", "jenkins build", "deploy"),
        ("begun", "jenkins build", "checkout"),
        ("failed", "jenkins build", "checkout"),
        ("begun", "jenkins build", "checkout"),
        ("unknown", "jenkins build", "checkout"),
    ]
    assert told[2][3] == "41"  # the queue item
    assert told[4][3].startswith("HTTP 403")


async def test_notes_and_incidents_are_in_it_too(bot):
    """They need no role, and who wrote them is known."""
    await bot.mention("inc new The shop is down", user=LIN)
    await bot.work()
    assert [(d, a) for d, a, _, _ in await records(bot)] == [
        ("begun", "inc new"),
        ("done", "inc new"),
    ]


async def test_those_who_may_read_of_what_they_may(bot):
    """Ada sees deploys and nothing else; Lin sees that she may not."""
    for job in ("deploy", "checkout"):
        await bot.mention(f"jenkins build {job}", user=LIN)
        await bot.work()
    await bot.mention("ops audit", user=ADA)
    await bot.mention("ops audit", user=LIN)
    await bot.work()

    notes = bot.workspace.site.messages.notes
    (ada,), (lin,) = list(notes(BUILDS, ADA)), list(notes(BUILDS, LIN))
    assert "/jenkins build deploy" in words(ada)
    assert "checkout" not in words(ada)
    assert "你的角色都不允许你在这个频道里查看审计日志。" in words(lin)


async def test_secrets_are_in_no_record(bot):
    """Parameters are kept as a hash with a key of its own, so that nobody can try values."""
    bot.jenkins.job("deploy", {"name": "token", "type": "PasswordParameterDefinition"})
    await bot.mention("jenkins build deploy token=hunter2secret", user=LIN)
    await bot.work()

    raw = [each async for each in AuditLog(bot.house.redis).raw(10)]
    assert len(raw) == 2
    assert "hunter2secret" not in "".join(raw)
    assert re.fullmatch("[0-9a-f]{64}", json.loads(raw[0])["parameters"])
