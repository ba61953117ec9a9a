"""Answers to input steps pass the guard: roles, a second person, one's own account, the audit log."""

import asyncio
from dataclasses import replace

import pytest
from jenkins_building import building
from office import ADA, LIN, SAM, office, words

from bot.local.jenkins.catalogue import RELEASE
from bot.rights.audit import AuditLog
from bot.rights.guarded import GuardedJenkins
from integrations.errors import RefusedError
from integrations.jenkins import Input
from integrations.vault import Login

KEY = "a-key-of-thirty-two-letters-or-more"
POLICY = f"""
[release]
members = ["{ADA}", "{LIN}"]
[[release.grants]]
actions = ["approve", "decline"]
objects = ["release"]
second_person = ["release"]
"""
ALONE = POLICY.replace('second_person = ["release"]\n', "")


def job(*submitters):
    """The sample's job that asks; with submitters those alone may answer."""
    package, publish = RELEASE.stages
    question = replace(publish.question, submitters=submitters)
    return replace(RELEASE, opening=(), stages=(package, replace(publish, question=question)))


@pytest.fixture
async def jenkins(tmp_path, request):
    """A Jenkins whose release #1 has come to its question; ada.l has an account there."""
    async with building(tmp_path, request.param, people={"ada.l": "hers"}) as (standin, url):
        history = standin.machine.jobs["release"]
        standin.machine.schedule(history.job, (), {}, quiet=0)
        yield standin, url


@pytest.fixture
async def bot(valkey, jenkins, request):
    """A whole bot with a policy; release #1 waits for its answer."""
    standin, url = jenkins
    env = {"ROLES": request.param, "SECRET_KEY": KEY}
    login = {"jenkins_url": url, "jenkins_user": "pilot", "jenkins_token": "t0"}
    async with office(valkey, env, secret_key=KEY, **login) as bot:
        await asks(standin)
        yield bot


async def asks(standin):
    """Wait until release #1 has come to its question."""
    async with asyncio.timeout(30):
        while True:
            if any(build.pending for build in builds(standin)):
                return
            await asyncio.sleep(0.05)


def builds(standin):
    """The builds of the release, newest first."""
    return standin.machine.jobs["release"].builds


async def ended(standin):
    """The result of release #1, once it has one."""
    async with asyncio.timeout(30):
        await standin.machine.items[0].done.wait()
    return builds(standin)[0].result


async def says(bot, text, user):
    """Somebody mentions the bot; gives what it answers, and the thread's messages."""
    sent = await bot.mention(text, user=user)
    await bot.work()
    said = await bot.answers(sent["event"]["ts"])
    return "\n".join(map(words, said)), said


async def decided(bot):
    """What the audit log says of it, oldest first: decision, who, second, as whom in Jenkins."""
    found = await AuditLog(bot.house.redis).newest(100)
    names = ("decision", "user", "second", "identity")
    return [tuple(r[name] for name in names) for r in reversed(found)]


SURE = "jenkins approve release 1 input=Publish sure=yes"


@pytest.mark.parametrize("jenkins", [job()], indirect=True)
@pytest.mark.parametrize("bot", [ALONE], indirect=True)
async def test_who_holds_the_grant_answers_and_nobody_else(bot, jenkins):
    """The refusal names the action; what was refused and done stands in the audit log."""
    said, _ = await says(bot, SURE, SAM)
    assert "None of your roles lets you approve anything in this channel." in said
    assert builds(jenkins[0])[0].pending

    said, _ = await says(bot, SURE, ADA)
    assert said.startswith("🔵 release #1 goes on")
    assert await ended(jenkins[0]) == "SUCCESS"
    assert await decided(bot) == [
        ("refused", SAM, "", ""),
        ("begun", ADA, "", ""),
        ("done", ADA, "", ""),
    ]


@pytest.mark.parametrize("jenkins", [job()], indirect=True)
@pytest.mark.parametrize("bot", [POLICY], indirect=True)
async def test_a_second_person_approves_exactly_this_question(bot, jenkins):
    """The message shows which build asks what; only after the second word the build goes on."""
    said, messages = await says(bot, SURE, LIN)
    card = next(each for each in messages if "a second person is asked for" in words(each))
    assert "#1" in said
    assert "Publish the till to all shops?" in said
    assert builds(jenkins[0])[0].pending

    (actions,) = [block for block in card["blocks"] if block["type"] == "actions"]
    request = actions["elements"][0]["value"].rpartition(" ")[2]
    await bot.press(card, "run:0", f"ops approve {request}", user=ADA)
    for _ in range(3):
        await bot.work()
    assert await ended(jenkins[0]) == "SUCCESS"
    assert ("done", LIN, ADA, "") in await decided(bot)


@pytest.mark.parametrize("jenkins", [job("ada.l")], indirect=True)
@pytest.mark.parametrize("bot", [ALONE], indirect=True)
async def test_jenkinss_own_list_of_approvers_holds(bot, jenkins):
    """The bot's account is not on it: refused in Jenkins's words. Who connected is asked as themselves."""
    said, _ = await says(bot, SURE, LIN)
    assert "You need to be ada.l to submit this" in said
    assert builds(jenkins[0])[0].pending

    await bot.house.systems.vault.keep("jenkins", ADA, Login("ada.l", "hers"))
    said, _ = await says(bot, SURE, ADA)
    assert said.startswith("🔵 release #1 goes on")
    assert await ended(jenkins[0]) == "SUCCESS"
    assert b"Approved by Ada L" in builds(jenkins[0])[0].console.since(0)
    assert ("done", ADA, "", "ada.l") in await decided(bot)


@pytest.mark.parametrize("jenkins", [job()], indirect=True)
@pytest.mark.parametrize("bot", [ALONE], indirect=True)
async def test_a_list_that_jenkins_tells_is_not_passed_by_with_our_own_account(bot, jenkins):
    """An administrator's account may answer everything: it never stands for somebody who is not named."""
    asked = {"id": "Publish", "message": "Publish?", "submitter": "grace, ops", "inputs": []}
    input = Input.from_api(asked)
    systems = bot.house.systems
    guarded_jenkins = GuardedJenkins(systems.jenkins, AllowsAll(), None)
    with pytest.raises(RefusedError) as refused:
        await guarded_jenkins.proceed("release", 1, input, {})

    assert (refused.value.came_back, refused.value.hint) == (
        "a list of who may answer: grace, ops",
        "Whoever is on it connects with `/ops connect jenkins`, and I answer in their name.",
    )
    assert builds(jenkins[0])[0].pending


class AllowsAll:
    """A guard for a person who may do everything."""

    async def through(self, _act, do, _identity):
        """Do it."""
        return await do()
