"""A day of 300 builds over 12 jobs, and exactly what six subscriptions get of it; and their previews."""

from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from jenkins_told import of_branch

from handlers.kit import Event, Post
from handlers.kit.people import link
from handlers.watch import finished, routes

MIDNIGHT = datetime(2026, 11, 24, tzinfo=UTC)
APART, SHIFT, LASTED = timedelta(minutes=57), timedelta(minutes=4), timedelta(minutes=2)
LOG = "make: *** [all] Error 2\nFinished: FAILURE\n"

# One sign a build, 57 minutes apart, each job four minutes after the one before: `.` is good, `F` failed, `U` is
# unstable, `A` was aborted, `D` failed in its stage Deploy, `M` failed with a commit of ada's.
DAY = {
    "shop/api": "....F...MM..........F....",
    "shop/web": "..........U..............",
    "shop/cart": ".........................",
    "pay/api": "...A.....F.F.......A.....",
    "pay/ledger": ".................UU......",
    "deploy": ".....D.......F.......D...",
    "nightly/backup": "FFF......................",
    "nightly/e2e": ".F..................F....",
    "docs": ".........................",
    "infra": "............FFFF.........",
    "mobile": "......................AAA",
    "search": "F.......................F",
}
RESULTS = {".": "SUCCESS", "U": "UNSTABLE", "A": "ABORTED"}
ADA = [{"items": [{"commitId": "ada1", "msg": "Mine", "authorEmail": "ada@example.com"}]}]
TIMER = {"_class": "hudson.triggers.TimerTrigger$TimerTriggerCause"}
WISHES = {
    "C1EVERY": ["*"],
    "C2SHOP": ["shop/* broken,fixed"],
    "C3WEB": ["shop/web all"],
    "C4MINE": ["* failures,fixed owner:@me"],
    "C5NIGHT": ["* failures,fixed cause:timer quiet:20-08"],
    "C6STAGE": ["* broken branch:main stage:Deploy", "mobile aborted,unstable"],
}

# What stands in each channel the next morning, with the time of it; `>` is a reply in a thread.
SAID = {
    "C1EVERY": [
        "00:26 nightly/backup #1 failed",
        "00:46 search #1 failed",
        "01:23 > Failed again: nightly/backup #2 is failure number 2 in a row.",
        "01:27 nightly/e2e #2 failed",
        "01:43 > search is mended by #2",
        "02:20 > Failed again: nightly/backup #3 is failure number 3 in a row.",
        "02:24 > nightly/e2e is mended by #3",
        "03:17 > nightly/backup is mended by #4",
        "03:50 shop/api #5 failed",
        "04:47 > shop/api is mended by #6",
        "05:07 deploy #6 failed",
        "06:04 > deploy is mended by #7",
        "07:38 shop/api #9 failed",
        "08:35 > Failed again: shop/api #10 is failure number 2 in a row.",
        "08:47 pay/api #10 failed",
        "09:32 > shop/api is mended by #11",
        "09:36 shop/web #11 is unstable",
        "09:44 > pay/api is mended by #11",
        "10:33 > shop/web is mended by #12",
        "10:41 pay/api #12 failed",
        "11:38 > pay/api is mended by #13",
        "12:02 infra #13 failed",
        "12:43 deploy #14 failed",
        "12:59 > Failed again: infra #14 is failure number 2 in a row.",
        "13:40 > deploy is mended by #15",
        "13:56 > Failed again: infra #15 is failure number 3 in a row.",
        "14:53 > Failed again: infra #16 is failure number 4 in a row.",
        "15:50 > infra is mended by #17",
        "16:27 pay/ledger #18 is unstable",
        "17:24 > Failed again: pay/ledger #19 is failure number 2 in a row.",
        "18:21 > pay/ledger is mended by #20",
        "19:02 shop/api #21 failed",
        "19:30 nightly/e2e #21 failed",
        "19:59 > shop/api is mended by #22",
        "20:19 deploy #22 failed",
        "20:27 > nightly/e2e is mended by #22",
        "21:16 > deploy is mended by #23",
        "23:34 search #25 failed",
    ],
    "C2SHOP": [
        "03:50 shop/api #5 failed",
        "04:47 > shop/api is mended by #6",
        "07:38 shop/api #9 failed",
        "09:32 > shop/api is mended by #11",
        "09:36 shop/web #11 is unstable",
        "10:33 > shop/web is mended by #12",
        "19:02 shop/api #21 failed",
        "19:59 > shop/api is mended by #22",
    ],
    "C3WEB": [
        "00:06 shop/web #1 passed",
        "01:03 shop/web #2 passed",
        "02:00 shop/web #3 passed",
        "02:57 shop/web #4 passed",
        "03:54 shop/web #5 passed",
        "04:51 shop/web #6 passed",
        "05:48 shop/web #7 passed",
        "06:45 shop/web #8 passed",
        "07:42 shop/web #9 passed",
        "08:39 shop/web #10 passed",
        "09:36 shop/web #11 is unstable",
        "10:33 shop/web #12 passed",
        "10:33 > shop/web is mended by #12",
        "11:30 shop/web #13 passed",
        "12:27 shop/web #14 passed",
        "13:24 shop/web #15 passed",
        "14:21 shop/web #16 passed",
        "15:18 shop/web #17 passed",
        "16:15 shop/web #18 passed",
        "17:12 shop/web #19 passed",
        "18:09 shop/web #20 passed",
        "19:06 shop/web #21 passed",
        "20:03 shop/web #22 passed",
        "21:00 shop/web #23 passed",
        "21:57 shop/web #24 passed",
        "22:54 shop/web #25 passed",
    ],
    "C4MINE": [
        "07:38 shop/api #9 failed",
        "08:35 > Failed again: shop/api #10 is failure number 2 in a row.",
        "09:32 > shop/api is mended by #11",
    ],
    "C5NIGHT": [
        "08:02 While it was quiet: 6 builds worth telling",
        "19:30 nightly/e2e #21 failed",
        "08:02 While it was quiet: one build worth telling",
    ],
    "C6STAGE": [
        "05:07 deploy #6 failed",
        "20:19 deploy #22 failed",
        "21:36 mobile #23 was aborted",
        "22:33 mobile #24 was aborted",
        "23:30 mobile #25 was aborted",
    ],
}


def builds():
    """The day in order: when a build ends, its job, number and sign."""
    rows = [
        (MIDNIGHT + APART * at + SHIFT * place + LASTED, job, at + 1, each)
        for place, (job, signs) in enumerate(DAY.items())
        for at, each in enumerate(signs)
    ]
    return sorted(rows)


def lay(jenkins, ended, job, number, each):
    """Let Jenkins have a build that has just ended."""
    started = int((ended - LASTED).timestamp() * 1000)
    cause = [{"causes": [TIMER]}] if job.startswith("nightly/") else []
    jenkins.build(
        job,
        number,
        RESULTS.get(each, "FAILURE"),
        timestamp=started,
        duration=int(LASTED.total_seconds() * 1000),
        actions=[of_branch("main"), *cause],
        changeSets=ADA if each == "M" else [],
    )
    jenkins.console(job, number, LOG)
    if each == "D":
        jenkins.stages(job, number, Build="SUCCESS", Deploy="FAILED")


class Page:
    """What stands in Slack: a card is a message when it is new, and a reply is one in its thread."""

    def __init__(self):
        self.cards = set()
        self.said = {channel: [] for channel in WISHES}

    def take(self, now, reply):
        """Note the messages that a reply of a handler makes; what changes in place is none."""
        for post in reply or ():
            if isinstance(post, Post):
                self._post(now, post)

    def _post(self, now, post):
        when, said = f"{now:%H:%M}", self.said[post.channel]
        if post.below:
            said.append(f"{when} > {post.message.title}")
            return
        if (post.channel, post.card) not in self.cards:
            self.cards.add((post.channel, post.card))
            said.append(f"{when} {post.message.title}")
        if post.reply:
            said.append(f"{when} > {post.reply.title}")


class Player:
    """Brings events to the handlers, each key once as the intake does, and what comes of them to the page."""

    def __init__(self, use):
        self.page = Page()
        self._use = use
        self._seen = set()

    async def bring(self, now, event):
        """One event, and those that come of it."""
        if event.key in self._seen:
            return
        self._seen.add(event.key)
        reply = await routes.listeners[event.name].hear(event, self._use)
        self.page.take(now, reply)
        for each in reply or ():
            if isinstance(each, Event):
                await self.bring(now, each)

    async def look(self, now):
        """The clock's look at the quiet hours."""
        await self.bring(now, Event("jenkins.quiet", f"clock:{now}"))


@pytest.fixture
async def day(jenkins, say, use):
    """Play the day with the clock beside it, until the next morning; gives what stands in Slack."""
    for job in DAY:
        jenkins.job(job)
    await link(use.systems.store, "ada@example.com", "U1ADA")
    player = Player(use)
    with freeze_time(MIDNIGHT, real_asyncio=True) as clock:
        for channel, wishes in WISHES.items():
            for wish in wishes:
                await say(f"jenkins subscribe {wish}", channel=channel)
        hours = [(MIDNIGHT + timedelta(hours=at, minutes=2), "") for at in range(33)]
        for now, job, *build in sorted([*hours, *builds()]):
            clock.move_to(now)
            if job:
                lay(jenkins, now, job, *build)
                await player.bring(now, finished(job, build[0]))
            else:
                await player.look(now)
        yield player.page, say


async def test_a_day_is_told_as_each_channel_wants_it(day):
    """Every message with its time, and no other; and a preview of the same days counts the same."""
    page, say = day

    assert len(builds()) == 300
    assert page.said == SAID
    counts = {"C1EVERY": 38, "C2SHOP": 8, "C3WEB": 26, "C4MINE": 3, "C5NIGHT": 3, "C6STAGE": 5}
    for channel, count in counts.items():
        told = await say("jenkins preview", channel=channel)
        assert told.title == f"The last 7 days would have posted {count} messages"
        assert len(page.said[channel]) == count
