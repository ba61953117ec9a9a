"""The Home tab, from Slack's delivery to the view that stands there."""

import json

import pytest
from freezegun import freeze_time
from jenkins_told import telling
from office import ADA, BUILDS, DATABASE, LIN, SECRET, office, words
from redis.asyncio import Redis

from bot.local.workspace import ApiFault
from bot.local.workspace.validation.surfaces import check_view
from bot.slack.home import home_view
from handlers.kit import Button, Home, HomeRow, HomeSection
from handlers.kit.people import link

NOOR = "U0NOORHAD"  # a guest
NOW = "2024-10-27 04:00:30"  # the told builds began shortly before


def commit(sha, email, msg="Convert currencies"):
    """A commit in a build's change log."""
    item = {"commitId": sha, "authorEmail": email, "msg": msg, "author": {"fullName": "Ada"}}
    return {"changeSets": [{"items": [item]}]}


@pytest.fixture
async def at(valkey):
    """An office with a Jenkins: checkout is broken by ada's commit, search by nobody known."""
    async with telling() as jenkins:
        jenkins.job("checkout")
        jenkins.build("checkout", 5, "SUCCESS")
        jenkins.build("checkout", 6, "FAILURE", **commit("4f2a91c0ffee", "Ada@example.com"))
        jenkins.build("checkout", 7, "FAILURE")
        jenkins.job("search")
        jenkins.build("search", 3, "FAILURE")
        async with office(valkey, jenkins_url=jenkins.url) as opened:
            opened.jenkins = jenkins
            with freeze_time(NOW, tick=True, real_asyncio=True):
                yield opened


def home(at, user=ADA):
    """The view of somebody's Home tab."""
    return at.workspace.site.views.home(user)


def lines(at, user=ADA):
    """What is read in it."""
    return words(home(at, user)).split("\n")


async def opens(at, user=ADA):
    """Somebody opens the tab, and the bot has done what it does."""
    await at.opens_home(user)
    await at.work()


async def test_the_tab_holds_what_is_ones_own(at):
    """My builds with the reason why they are mine, what I broke, and one sentence where nothing is."""
    await link(at.house.systems.store, "ada@example.com", ADA)

    await opens(at)

    url = f"{at.jenkins.url}/job/checkout"
    assert lines(at) == [
        "Your overview",
        "What is yours in Jenkins, in incidents and in this workspace, as of 04:00 UTC.",
        *("Run a build", "All jobs", "Alerts", "Help"),
        "My builds",
        f"🔴 <{url}/6/|checkout #6> failed · 25 minutes ago · your commit 4f2a91c0 Convert currencies",
        "Why?",
        "Broken jobs that I touched",
        f"🔴 <{url}/7/|checkout #7> broken since #6, 2 failed in a row · your commit 4f2a91c0"
        " Convert currencies",
        "Why?",
        "Open incidents",
        "None. `/inc new` opens one.",
        "My subscriptions",
        "None. `/jenkins subscribe GLOB` in a channel makes it hear of jobs, `/prom subscribe` of alerts.",
        "Recent answers",
        "None of the last days. Ask me something: `/ops help` lists what I can do.",
    ]


async def test_incidents_subscriptions_and_answers_are_there(at):
    """Of private channels nothing is told; what only looks can be asked again with one press."""
    await at.mention('inc new "checkout is down" sev2')
    await at.mention('inc new "secret thing" sev1', channel=SECRET)
    await at.mention("jenkins subscribe check*")
    await at.mention("jenkins build checkout token=hunter2")
    await at.mention("jenkins status checkout")
    await at.work()

    await opens(at)

    said = lines(at)
    of = said.index("Open incidents")
    assert said[of + 1 : of + 3] == [
        "*INC-1* checkout is down · sev2, investigating · just now",
        "Timeline",
    ]
    assert said[said.index("My subscriptions") + 1 :][:2] == ["`check*` in #builds", "Jobs now"]
    answers = [line for line in said if line.endswith("just now")]
    assert "`jenkins status checkout` · checkout failed · just now" in answers
    assert (
        said[said.index("`jenkins status checkout` · checkout failed · just now") + 1]
        == "Ask again"
    )
    assert "hunter2" not in json.dumps(home(at))


async def test_it_is_in_ones_own_language(at):
    """Names and what people wrote stay as they are."""
    await at.mention("ops lang zh")
    await at.work()

    await opens(at)

    said = lines(at)
    assert said[0] == "我的概览"
    assert "没有。用 `/inc new` 新建事故。" in said
    assert [line for line in said if line.startswith("`ops lang zh` · ")]


async def test_one_system_that_is_away_takes_nothing_else_away(at):
    """Its section says what was asked and what came back."""
    await link(at.house.systems.store, "ada@example.com", ADA)
    at.jenkins.answers["GET /api/json"] = 503

    await opens(at)

    said = lines(at)
    assert said[said.index("My builds, Broken jobs that I touched") + 1] == (
        f"This could not be read: Asked Jenkins at {at.jenkins.url} for its jobs and got HTTP 503:"
        " Oops. Try again in a minute."
    )
    assert "Open incidents" in said


async def test_a_job_whose_builds_are_not_told_is_named_in_a_sentence(at):
    """The others are there."""
    await link(at.house.systems.store, "ada@example.com", ADA)
    at.jenkins.answers["GET /job/search/api/json"] = 503

    await opens(at)

    said = lines(at)
    assert any("checkout #6" in line for line in said)
    assert any(line.startswith("Of 1 jobs Jenkins did not tell the builds: ") for line in said)


async def test_a_press_in_the_tab_is_answered_directly_and_the_tab_is_made_anew(at):
    """The answer comes as a direct message, for the tab is no channel."""
    await opens(at)
    view = home(at)
    press = {
        "type": "block_actions",
        "team": {"id": "T0HARBOUR"},
        "user": {"id": ADA},
        "api_app_id": "A1",
        "trigger_id": "1.1",
        "container": {"type": "view", "view_id": view["id"]},
        "view": view,
        "actions": [
            {
                "type": "button",
                "action_id": "run:0",
                "value": "jenkins status checkout",
                "action_ts": "9.1",
            }
        ],
    }
    await at.deliver(press)
    await at.work()
    await at.work()

    direct = at.workspace.site.directory.direct(ADA)
    (answer,) = at.workspace.site.messages.top(direct.id)
    assert words(answer).startswith("🔴 checkout failed")
    assert "`jenkins status checkout` · checkout failed · just now" in lines(at)
    assert home(at)["id"] == view["id"]


async def test_what_says_the_same_is_not_published_again(at):
    """Unless Slack shows nothing, as after the app was installed anew."""
    with freeze_time(NOW, real_asyncio=True):
        await opens(at)
        first = home(at)["hash"]
        await opens(at)
        assert home(at)["hash"] == first

        at.workspace.site.views._homes.clear()
        await opens(at)
        assert home(at) is not None


async def test_an_older_tab_never_takes_the_place_of_a_newer_one(at):
    """Though its row comes later: a worker that died with it in hand."""
    site = at.workspace.site
    site.faults.plan(ApiFault("views.publish", "error", committed=False))
    await opens(at)
    assert home(at) is None
    await at.mention("jenkins status checkout")
    await at.work()
    await opens(at)
    newer = home(at)["hash"]

    rows = await at.house.redis.zrange(f"pilothouse:{at.house.rows.name}s-open", 0, -1)
    for row in rows:
        await at.desk.deliver(row.decode())

    assert len(rows) == 1
    assert home(at)["hash"] == newer
    assert await at.house.rows.counts() == (0, 0)


async def test_a_tab_that_somebody_else_changed_is_published_all_the_same(at):
    """Slack's hash tells of the change; the row comes again and wins."""
    await opens(at)
    other = {"type": "home", "blocks": [{"type": "divider"}]}
    await at.client.views_publish(user_id=ADA, view=other)
    await at.mention("jenkins status checkout")
    await at.work()
    await opens(at)
    assert len(home(at)["blocks"]) == 1

    (row,) = await at.house.redis.zrange(f"pilothouse:{at.house.rows.name}s-open", 0, -1)
    await at.desk.deliver(row.decode())

    assert "`jenkins status checkout` · checkout failed · just now" in lines(at)


async def test_a_guest_sees_nothing_of_our_systems(at):
    """One sentence, and nothing is asked."""
    before = len(at.jenkins.asked)

    await opens(at, NOOR)

    assert lines(at, NOOR) == ["Your overview", "This page is for people of this workspace."]
    assert len(at.jenkins.asked) == before


async def test_a_hundred_jobs_are_a_few_questions(at):
    """Whatever Jenkins holds: its list, and the builds of twelve."""
    await link(at.house.systems.store, "lin@example.com", LIN)
    for n in range(100):
        at.jenkins.job(f"job{n}")
        at.jenkins.build(f"job{n}", 1, "FAILURE", **commit("ab" * 20, "lin@example.com"))
    at.jenkins.asked.clear()

    await opens(at, LIN)

    assert len(at.jenkins.asked) <= 13
    assert len(home(at, LIN)["blocks"]) <= 100


def test_any_number_of_rows_fits_slacks_view():
    """Each section keeps its first rows, as many as the others."""
    rows = tuple(
        HomeRow(("x" * 5000, f" {n}"), (Button("Why?", f"jenkins why job{n} " + "y" * 100),) * 3)
        for n in range(300)
    )
    sections = tuple(HomeSection(f"Section {n}", rows) for n in range(5))

    view = home_view(Home("U1", "t" * 300, sections, (Button("Run", "jenkins build"),), "i" * 5000))

    check_view(view)
    assert 90 < len(view["blocks"]) <= 100
    assert sum(block["type"] == "section" for block in view["blocks"]) == 5 * 16


async def test_nothing_else_lies_about_in_the_store(at, valkey):
    """What a tab shows is known by a digest: no copy of the page is kept."""
    await opens(at)

    async with Redis.from_url(valkey, db=DATABASE) as redis:
        known = json.loads(await redis.get(f"pilothouse:home:{ADA}"))
        assert set(known) == {"version", "said", "hash"}
        assert await redis.ttl(f"pilothouse:home:{ADA}") > 0
    assert BUILDS not in json.dumps(known)
