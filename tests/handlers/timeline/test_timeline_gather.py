"""One timeline of all systems: in order, each thing once, and a sentence for what could not be asked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from freezegun import freeze_time
from jenkins_told import started_by, with_values
from repository_made import Made

from handlers.kit import Items, Link, Mono, plain
from handlers.timeline import Entry, Scope, chosen, gather, merged, note, scope_of, shown
from integrations.alertmanager import Alertmanager
from integrations.git import Git, Repository

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def at(minutes):
    """So many minutes after noon, as Jenkins writes a time."""
    return int((NOON + minutes * MINUTE).timestamp() * 1000)


@asynccontextmanager
async def alerting(*alerts) -> AsyncIterator[str]:
    """An Alertmanager that tells these alerts."""

    async def tell(_):
        return web.json_response(list(alerts))

    app = web.Application()
    app.router.add_get("/api/v2/alerts", tell)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def alert(name, service, minutes, fingerprint):
    """An alert in Alertmanager's own JSON."""
    begins = (NOON + minutes * MINUTE).isoformat().replace("+00:00", "Z")
    return {
        "fingerprint": fingerprint,
        "labels": {"alertname": name, "service": service},
        "annotations": {"summary": "errors rise"},
        "startsAt": begins,
        "endsAt": "2026-11-22T23:00:00Z",
        "updatedAt": begins,
        "generatorURL": "",
        "receivers": [],
        "status": {"state": "active", "silencedBy": [], "inhibitedBy": []},
    }


@pytest.fixture
def repository(tmp_path):
    """A repository of two services, with a commit to each and one that is a day older."""
    made = Made(tmp_path / "shop", start=NOON - timedelta(days=1))
    made.commit("Begin", {"checkout/app.py": "1"})
    made.when = NOON - 59 * MINUTE  # each commit is an hour later
    made.commit("Round the discount", {"checkout/app.py": "2"})
    made.when = NOON - 58 * MINUTE
    made.commit("Sort the results", {"search/app.py": "1"})
    services = {"checkout": ("checkout/**",), "search": ("search/**",)}
    return Repository("shop", made.url, ("shop-*",), services)


def laid(jenkins):
    """A build that failed, a deploy of each service by one job, and a job of something else."""
    jenkins.job("shop-tests")
    jenkins.build("shop-tests", 7, timestamp=at(3), duration=60000, actions=[started_by("Ada")])
    jenkins.job("deploy")
    goes = {"result": "SUCCESS", "duration": 60000}
    values = {"service": "checkout", "version": "1.4", "environment": "production"}
    jenkins.build("deploy", 41, timestamp=at(5), actions=[with_values(**values)], **goes)
    values |= {"service": "search"}
    jenkins.build("deploy", 42, timestamp=at(6), actions=[with_values(**values)], **goes)
    jenkins.build("deploy", 40, timestamp=at(-90), actions=[with_values(**values)], **goes)
    jenkins.job("billing")
    jenkins.build("billing", 1, timestamp=at(4))


def words(timeline):
    """The entries as lines."""
    return [f"{e.when:%H:%M} {e.kind} {plain(e.text)}" for e in timeline.entries]


async def test_all_systems_in_one_order(use, jenkins, repository, tmp_path):
    """Filtered to a service: its paths, its jobs, its deploys by a shared job, its alerts."""
    laid(jenkins)
    told = (
        alert("TooManyErrors", "checkout", 9, "f1"),
        alert("Slow", "search", 8, "f2"),
    )
    async with alerting(*told) as url:
        systems = replace(
            use.systems,
            git=Git((repository,), tmp_path / "mirrors"),
            alertmanager_or_none=Alertmanager(url),
        )
        use = replace(use, systems=systems)
        await note(systems.store, Entry(NOON + 7 * MINUTE, "note", "it swaps", subject="checkout"))
        await note(systems.store, Entry(NOON + 7 * MINUTE, "note", "no", subject="search"))
        scope = scope_of(("checkout",), systems.git.repositories)
        timeline = await gather(use, NOON, NOON + 30 * MINUTE, scope)
        everything = await gather(use, NOON, NOON + 30 * MINUTE, Scope())

    (commit,) = (e for e in timeline.entries if e.kind == "commit")
    sha = plain(commit.text)[:8]
    assert words(timeline) == [
        f"12:01 commit {sha} Round the discount · Ada Lovelace",
        "12:04 failure shop-tests #7 failed 🔴, started by Ada",
        "12:06 deploy deploy #41 deployed 1.4 to production",
        "12:07 note it swaps",
        "12:09 alert TooManyErrors fires: errors rise",
    ]
    assert timeline.gaps == ()
    assert len(everything.entries) == 10


async def test_each_system_that_is_down_leaves_one_sentence(use, jenkins, tmp_path):
    """And takes nothing else away."""
    jenkins.answers["GET /api/json"] = 503
    lost = Repository("shop", "file:///nowhere/at/all")
    systems = replace(
        use.systems,
        git=Git((lost,), tmp_path / "mirrors"),
        alertmanager_or_none=Alertmanager("http://127.0.0.1:9"),
    )
    await note(systems.store, Entry(NOON, "note", "still here"))

    timeline = await gather(replace(use, systems=systems), NOON, NOON + MINUTE, Scope())
    assert words(timeline) == ["12:00 note still here"]
    builds, commits, alerts = timeline.gaps
    assert builds == (
        f"Builds could not be read: Asked Jenkins at {jenkins.url} for its jobs and got"
        " HTTP 503: Oops. Try again in a minute."
    )
    assert commits.startswith("The commits of shop could not be read: Asked git at ")
    assert alerts.startswith("Alerts could not be read: Asked Alertmanager at http://127.0.0.1:9 ")


async def test_a_commit_is_there_once_when_it_came(use, repository, tmp_path):
    """A merge of an older commit is news when it reaches the branch, not when it was written."""
    systems = replace(use.systems, git=Git((repository,), tmp_path / "mirrors"))
    use = replace(use, systems=systems)
    sha = (await systems.git.log("shop", most=2))[1].sha
    when = NOON + 20 * MINUTE
    record = {
        "repository": "shop", "sha": sha, "subject": "Round the discount", "author": "Ada",
        "email": "", "branch": "", "url": "https://git.example/c/1", "services": ["checkout"],
        "when": when.isoformat(),
    }  # fmt: skip  # as the journal of commits keeps it
    await systems.store.enter("commits", f"shop:{sha}", when, record, keeps=timedelta(days=30))

    scope = scope_of(("checkout",), systems.git.repositories)
    timeline = await gather(use, NOON, NOON + 30 * MINUTE, scope)
    assert words(timeline) == [f"12:20 commit {sha[:8]} Round the discount · Ada"]


async def test_an_alert_that_was_told_before_is_there_once(use):
    """Its group's card noted it; Alertmanager tells of it as well."""
    noted = Entry(NOON, "alert", "TooManyErrors on checkout fires", subject="checkout")
    await note(use.systems.store, noted)
    async with alerting(alert("TooManyErrors", "checkout", 0, "f1")) as url:
        systems = replace(use.systems, alertmanager_or_none=Alertmanager(url))
        timeline = await gather(replace(use, systems=systems), NOON, NOON + MINUTE, Scope())

    assert words(timeline) == ["12:00 alert TooManyErrors on checkout fires"]


async def test_a_timeline_has_an_end(use):
    """What says least is left out first, and that is said."""
    for minute in range(5):
        await note(use.systems.store, Entry(NOON + minute * MINUTE, "build", f"b{minute}"))
    await note(use.systems.store, Entry(NOON, "deploy", "d"))

    timeline = await gather(use, NOON, NOON + 9 * MINUTE, Scope(), most=3)
    assert words(timeline) == ["12:00 deploy d", "12:03 build b3", "12:04 build b4"]
    assert timeline.gaps == ("3 less decisive entries of this time are left out.",)


def test_the_same_key_is_one_entry():
    """Whoever brings it again; the first counts."""
    one = Entry(NOON, "build", "passed", key="build x #1")
    again = Entry(NOON + MINUTE, "build", "passed!", key="build x #1")

    assert merged((again, one)) == (again,)
    assert chosen((one,), 5) == (one,)


@freeze_time(NOON, real_asyncio=True)
def test_a_timeline_is_read_by_day_in_a_persons_zone():
    """A sign for each kind, a link where there is one; the distance to UTC is told."""
    entries = (
        Entry(NOON - timedelta(hours=2), "commit", (Mono("a1b2c3d4"), " Fix · Ada")),
        Entry(NOON + timedelta(hours=11, minutes=5), "deploy", "out", "https://ci.example/1/"),
    )

    assert shown(entries, "Europe/Berlin") == (
        Items(
            ((Mono("11:00"), " 📝 ", Mono("a1b2c3d4"), " Fix · Ada"),),
            "Sun 22 Nov, Berlin time (UTC+1)",
        ),
        Items(
            ((Mono("00:05"), " 🚀 ", "out", " ", Link("open", "https://ci.example/1/")),),
            "Mon 23 Nov, Berlin time (UTC+1)",
        ),
    )
    assert shown(entries[:1])[0].heading == "Sun 22 Nov, UTC"
    assert shown((Entry(NOON, "note", "x" * 500),))[0].rows[0][2] == "x" * 179 + "…"


def test_a_failed_build_outlasts_good_ones():
    """Where there is more than fits, what went well is left out before what did not."""
    good = tuple(Entry(NOON + at * MINUTE, "build", f"good {at}") for at in range(1, 9))
    bad = Entry(NOON, "failure", "bad")

    assert bad in chosen((bad, *good), 3)
