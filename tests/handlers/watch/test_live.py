"""A build is followed from the queue to its end: what its card shows, and when it changes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st
from jenkins_told import changes, of_branch, started_by

from handlers.kit import (
    Bold,
    Button,
    Event,
    Facts,
    Items,
    LinkButton,
    Message,
    Mono,
    Paragraph,
    Post,
    Tone,
)
from handlers.story import steps
from handlers.watch import finished, routes, started, versions
from handlers.watch.live import anybody_follows
from handlers.watch.subscriptions import Outcome, Subscription, keep
from integrations.jenkins import Input, Stage

NOW = "2024-10-27 03:35:40"  # 40 s after the build began
BEGAN = 1730000100000
CARD = "C0BUILDS0:checkout:q41"


@pytest.fixture
async def followed(jenkins, use):
    """A job whose builds #builds follows from their first event on."""
    jenkins.job("checkout")
    wish = Subscription("C0BUILDS0", "check*", "U1", outcomes=(Outcome.ALL,))
    await keep(use.systems.store, wish)
    executors(jenkins)
    return jenkins


def executors(jenkins, *builds):
    """Lay down what runs: pairs of a job and a number."""
    told = [
        {"currentExecutable": {"url": f"http://j/job/{job}/{n}/", "number": n}} for job, n in builds
    ]
    jenkins.answers["GET /computer/api/json"] = {"computer": [{"oneOffExecutors": told}]}


def runs(jenkins, number=7, **more):
    """A build of checkout runs since forty seconds, and usually takes eighty."""
    told = {"timestamp": BEGAN, "estimatedDuration": 80_000, "queueId": 41} | more
    jenkins.build("checkout", number, None, **told)
    executors(jenkins, ("checkout", number))


@pytest.fixture
def look(use):
    """Let the clock's event come; each time it is another one."""
    count = iter(range(100))

    async def run(key=""):
        event = Event("jenkins.live", key or f"clock:{next(count)}")
        with freeze_time(NOW, real_asyncio=True):
            return await routes.listeners["jenkins.live"].hear(event, use)

    return run


def link(jenkins, number=7):
    """The entries of a running card's menu."""
    url = f"{jenkins.url}/job/checkout/{number}/"
    return (steps.status("checkout"), steps.subscriptions(), LinkButton("Open in Jenkins", url))


async def test_a_waiting_build_says_what_it_waits_for(followed, look):
    """In Jenkins's words, without the seconds that it counts down."""
    item = {"id": 41, "task": {"url": "http://j/job/checkout/"}, "inQueueSince": BEGAN}
    followed.waiting = [item | {"why": "In the quiet period. Expires in 4.2 sec"}]
    waits = Message(
        "checkout waits in Jenkins's queue",
        (Facts((("Waits for", "In the quiet period"),)),),
        Tone.BUSY,
        buttons=(steps.status("checkout"),),
    )

    assert await look() == (Post("C0BUILDS0", waits, CARD, version=400),)
    followed.waiting = [item | {"why": "In the quiet period. Expires in 1.1 sec"}]
    assert await look() == ()


async def test_a_running_build_shows_how_far_it_is(followed, look):
    """Stages with their times, the time so far and the usual one, who started it, on which branch."""
    runs(followed, actions=[of_branch("main"), started_by("Ada")])
    told = [
        {"id": "1", "name": "Build", "status": "SUCCESS", "durationMillis": 12_000},
        {"id": "2", "name": "Test", "status": "IN_PROGRESS", "durationMillis": 28_000},
    ]
    followed.answers["GET /job/checkout/7/wfapi/describe/"] = {"stages": told}

    [post] = await look()
    assert (post.card, post.channel) == (CARD, "C0BUILDS0")
    assert post.message == Message(
        "checkout #7 is running",
        (
            Facts(
                (
                    ("Branch", (Mono("main"),)),
                    ("Started by", "Ada"),
                    ("Time", "▰▰▰▰▰▱▱▱▱▱ 50 %: 40 s of about 1 min 20 s"),
                )
            ),
            Paragraph((Bold("Stages"), "\n🟢 Build · 12 s\n🔵 Test")),
        ),
        Tone.BUSY,
        buttons=(steps.abort("checkout", 7), steps.log_so_far("checkout", 7)),
        more=link(followed),
        summary="checkout #7 is running",
    )


async def test_a_freestyle_build_without_stages_has_its_time(followed, look):
    """Jenkins has no estimate of a first build either."""
    runs(followed, estimatedDuration=-1)

    [post] = await look()
    assert post.message.parts == (Facts((("Started by", "not told"), ("Time", "40 s so far"))),)


async def test_a_build_that_asks_offers_the_answers(followed, look):
    """Approve and Decline name the question they answer."""
    runs(followed)
    followed.stages("checkout", 7, Build="SUCCESS", Publish="PAUSED_PENDING_INPUT")
    asked = {"id": "Go", "message": "Publish it?", "proceedText": "Proceed", "inputs": []}
    followed.answers["GET /job/checkout/7/wfapi/pendingInputActions"] = [asked]

    [post] = await look()
    question = Input("Go", "Publish it?")
    assert (post.message.title, post.message.tone) == ("checkout #7 waits for an answer", Tone.WARN)
    assert post.message.parts[1:] == (
        Paragraph((Bold("Jenkins asks: "), "Publish it?")),
        Paragraph((Bold("Stages"), "\n🟢 Build\n🟡 Publish · waits for an answer")),
    )
    assert post.message.buttons == (
        steps.approve("checkout", 7, question),
        steps.decline("checkout", 7, question),
        steps.log_so_far("checkout", 7),
    )


async def test_a_running_pipeline_may_wait_for_an_executor(followed, look):
    """Its wish stands in the queue under the build's own address."""
    runs(followed)
    why = "Waiting for next available executor on ‘linux’"
    followed.waiting = [{"id": 9, "why": why, "task": {"url": "http://j/job/checkout/7/"}}]

    [post] = await look()
    assert ("Waits for", why) in post.message.parts[0].rows


async def test_builds_of_other_jobs_that_it_started_stand_on_its_card(followed, look):
    """Jenkins tells it in those builds; multibranch jobs are called as people call them."""
    runs(followed)
    upstream = {"causes": [{"upstreamProject": "checkout", "upstreamBuild": 7}]}
    url = "http://j/job/shop/job/feature%252Fx/3/"
    below = {"url": url, "number": 3, "actions": [upstream]}
    computers = followed.answers["GET /computer/api/json"]["computer"][0]
    computers["oneOffExecutors"].append({"currentExecutable": below})

    [post] = await look()
    assert ("Started by it", "shop/feature/x #3") in post.message.parts[0].rows


async def test_nothing_new_changes_nothing_and_the_same_look_tells_again(followed, look):
    """A look whose worker died is made again, and tells what may never have reached Slack."""
    runs(followed)

    first = await look("clock:once")
    assert len(first) == 1
    assert await look() == ()
    assert await look("clock:once") == first


async def test_a_build_that_ended_between_two_looks_is_told_as_ended(followed, look):
    """By the same news that the webhook brings, so nobody hears it twice."""
    runs(followed)
    await look()
    followed.build("checkout", 7, "SUCCESS", queueId=41)
    executors(followed)

    assert await look() == (finished("checkout", 7),)
    assert await look() == ()


async def test_a_cancelled_order_has_its_last_card(followed, look):
    """It never became a build."""
    item = {"id": 41, "why": "Waiting", "task": {"url": "http://j/job/checkout/"}}
    followed.waiting = [item]
    await look()
    followed.waiting = []
    followed.queue({"cancelled": True})

    [post] = await look()
    assert (post.message.title, post.card, post.version) == (
        "checkout was taken out of Jenkins's queue",
        CARD,
        versions.ended(),
    )


async def test_a_webhook_of_a_start_shows_it_at_once(followed, use):
    """And one that came after the end brings the news of the end."""
    hear = routes.listeners["jenkins.started"].hear
    runs(followed)
    [post] = await hear(started("checkout", 7), use)
    assert (post.card, post.message.title) == (CARD, "checkout #7 is running")

    followed.build("checkout", 8, "SUCCESS", queueId=42)
    assert await hear(started("checkout", 8), use) == (finished("checkout", 8),)
    assert await hear(started("other", 1), use) is None


async def test_channels_that_follow_nothing_cost_jenkins_nothing(jenkins, look, say):
    """A subscription to failures alone needs no look at what runs."""
    jenkins.job("checkout")
    await say("jenkins subscribe checkout")
    jenkins.asked.clear()

    assert await look() is None
    assert jenkins.asked == []


@pytest.fixture
def ends(use):
    """Bring the news that a build of checkout is over."""

    async def run(number):
        return await routes.listeners["jenkins.finished"].hear(finished("checkout", number), use)

    return run


async def test_a_good_end_shows_stages_and_commits(followed, ends):
    """Whatever was missed before: the card is named by the build's place in the queue."""
    commits = changes(("11a", "Add gifts", "Sam"))
    followed.build("checkout", 7, "SUCCESS", queueId=41, changeSets=commits)
    followed.stages("checkout", 7, Build="SUCCESS")

    [post] = await ends(7)
    assert (post.card, post.version) == (CARD, versions.ended())
    assert post.message == Message(
        "checkout #7 passed",
        (
            Facts((("Started by", ("not told", ", took 1 min 23 s")),)),
            Paragraph((Bold("Stages"), "\n🟢 Build")),
            Items(((Mono("11a"), " Add gifts · Sam"),), "Commits in this build"),
        ),
        Tone.GOOD,
        buttons=(steps.rerun("checkout", 7), steps.full_log("checkout", 7)),
        more=(steps.mute("checkout"), steps.subscriptions(), *link(followed)[::2]),
        summary="checkout #7 passed",
    )


async def test_failed_again_and_mended_are_told_in_the_first_failures_thread(followed, ends):
    """Each build keeps its card; the first failure's one turns, and its thread tells the story."""
    log = "make: *** [all] Error 2\nFinished: FAILURE\n"
    for number in (5, 6):
        followed.build("checkout", number, timestamp=BEGAN, queueId=30 + number)
        followed.console("checkout", number, log)
    rows = changes(("11a", "Mend it", "Sam"))
    mended = {"timestamp": BEGAN + 7_200_000, "queueId": 37, "changeSets": rows}

    [first] = await ends(5)
    own, again = await ends(6)
    followed.build("checkout", 7, "SUCCESS", actions=[started_by("Sam")], **mended)
    good, turned = await ends(7)

    first_card = "C0BUILDS0:checkout:q35"
    assert (first.card, own.card, good.card) == (
        first_card,
        "C0BUILDS0:checkout:q36",
        "C0BUILDS0:checkout:q37",
    )
    said = "Failed again: checkout #6 is failure number 2 in a row."
    assert again == Post("C0BUILDS0", Message(said, tone=Tone.BAD), first_card, below=True)
    told = Message(
        "checkout is mended by #7",
        (
            Paragraph(
                (
                    "checkout #7 passed in 1 min 23 s, started by ",
                    "Sam",
                    ". ",
                    "Broken since #5, 2 failed builds, for 2 h 0 min.",
                )
            ),
            Items(((Mono("11a"), " Mend it · Sam"),), "Commits in it"),
        ),
        Tone.GOOD,
        buttons=(Button("What was it?", "jenkins known b9c6e57888df85c3 edit job=checkout"),),
    )
    asks = turned.message.buttons  # the failure is remembered: somebody may say what it was
    assert [each.label for each in asks] == ["What was it?"]
    told = replace(told, buttons=asks)
    assert turned == Post("C0BUILDS0", told, first_card, told, versions.MENDED + 7)


statuses = st.sampled_from(["IN_PROGRESS", "PAUSED_PENDING_INPUT", "SUCCESS", "FAILED"])
seconds = st.integers(min_value=0, max_value=10**8)


@given(
    st.lists(statuses, max_size=12),
    st.lists(st.sampled_from(["begin", "end", "time"]), max_size=20),
    seconds,
)
def test_a_later_state_never_has_a_lower_version(before, moves, waited):
    """However a build goes on; ended is above running, running above waiting, mended above all."""
    stages = [Stage(str(at), "s", status) for at, status in enumerate(before)]
    elapsed = timedelta()
    last = versions.waiting(timedelta(seconds=waited))
    for move in ("time", *moves):
        if move == "begin":
            stages.append(Stage(str(len(stages)), "s", "IN_PROGRESS"))
        open = [at for at, stage in enumerate(stages) if stage.running]
        if move == "end" and open:
            stages[open[0]] = Stage(stages[open[0]].id, "s", "SUCCESS")
        elapsed += timedelta(seconds=waited % 977)
        now = versions.running(stages, elapsed)
        assert last <= now
        last = now
    assert last < versions.ended() <= versions.ended(3) < versions.MENDED < 2**53


async def test_nobody_looks_while_no_channel_follows(use, say):
    """The clock asks before each look: a channel that hears of failures alone needs none."""
    assert not await anybody_follows(use.systems)
    await say("jenkins subscribe checkout")
    assert not await anybody_follows(use.systems)
    await say("jenkins subscribe checkout all")
    assert await anybody_follows(use.systems)


async def test_a_card_that_shows_a_running_build_is_ended_though_nobody_follows_any_more(
    followed, look, use, say
):
    """What was shown as running is looked at until it is over."""
    runs(followed)
    await look()
    await say("jenkins unsubscribe check*")
    assert await anybody_follows(use.systems)
