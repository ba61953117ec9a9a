"""Pushes, pull requests and the clock: mirrors stay fresh, and the journal knows what is new."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from git_server import forge

from bot.hooks.door import Delivery
from bot.hooks.github import GITHUB
from handlers.commits import routes
from handlers.kit import Event
from integrations.git import Repository

ADDRESSES = "https://github.com/Team/Checkout.git git@github.com:Team/Checkout.git"
PULL = {
    "repository": "Team/Checkout",
    "urls": ADDRESSES,
    "number": "7",
    "title": "Round up",
    "action": "merged",
    "author": "ada",
    "branch": "round-up",
    "sha": "2" * 40,
    "url": "https://github.com/team/checkout/pull/7",
}


@pytest.fixture
def hear(known):
    """Bring an event, at noon unless another time is given."""

    async def run(name, at="2026-11-20 12:00:00", use=known, **payload):
        with freeze_time(at, real_asyncio=True):
            return await routes.listeners[name].hear(Event(name, f"key:{name}", payload), use)

    return run


async def noted(use, journal="commits"):
    """What stands in a journal, all of it."""
    end = datetime(2030, 1, 1, tzinfo=UTC)
    return await use.systems.store.between(journal, end - timedelta(days=9000), end)


async def test_the_clock_has_each_mirror_refreshed(hear, with_git):
    """Each is a piece of work of its own, known by the clock's time."""
    use = with_git(Repository("a", "/a"), Repository("b", "/b"))
    assert await hear("git.refresh", use=use) == (
        Event("git.fetch", "key:git.refresh:a", {"repository": "a"}),
        Event("git.fetch", "key:git.refresh:b", {"repository": "b"}),
    )
    assert routes.listeners["git.refresh"].every == 300


async def test_what_is_new_is_noted_once(hear, known, made):
    """The last day at the first look, then what came since; with services and a time."""
    await hear("git.fetch", repository="checkout")
    assert [each["subject"] for each in await noted(known)] == ["Start", "Explain", "Round *up*"]

    sha = made.commit("Later", {"src/pay.py": "9\n"})
    for _ in range(2):
        await hear("git.fetch", "2026-11-20 12:30:00", repository="checkout")
    *_, last = await noted(known)
    assert len(await noted(known)) == 4
    assert last == {
        "repository": "checkout",
        "sha": sha,
        "subject": "Later",
        "author": "Ada Lovelace",
        "email": "ada@example.com",
        "branch": "",
        "url": "",
        "services": ["payments"],
        "when": "2026-11-20T12:00:00+00:00",
    }


async def test_an_old_commit_that_came_only_now_has_the_time_of_the_last_look(hear, known, made):
    """A branch of last week that was merged: it reached the main branch after that look, and what
    it caused meanwhile must not stand before it."""
    await hear("git.fetch", repository="checkout")
    old = made.when
    made.when = datetime(2026, 11, 10, tzinfo=UTC)
    made.git("checkout", "--quiet", "-b", "side")
    made.commit("Old work", {"s": "s\n"})
    made.when = old
    made.git("checkout", "--quiet", "main")
    made.git("merge", "--quiet", "side")

    await hear("git.fetch", "2026-11-20 13:00:00", repository="checkout")
    times = {each["subject"]: each["when"] for each in await noted(known)}
    assert times["Old work"] == "2026-11-20T12:00:00+00:00"


async def test_a_rewritten_branch_is_noted_from_its_last_day(hear, known, made):
    """Its old head is gone from the remote; nothing fails."""
    await hear("git.fetch", repository="checkout")
    made.git("commit", "--quiet", "--amend", "--message=Rewritten")
    await hear("git.fetch", "2026-11-20 12:30:00", repository="checkout")
    assert "Rewritten" in [each["subject"] for each in await noted(known)]


def pushed(ref, *commits):
    """The fields of a push."""
    return {
        "repository": "Team/Checkout",
        "urls": ADDRESSES,
        "ref": ref,
        "before": "1" * 40,
        "after": "2" * 40,
        "commits": json.dumps(commits),
    }


SIDE = {
    "sha": "a" * 40,
    "author": "Grace",
    "email": "g@x.org",
    "when": "2026-11-20T11:59:00+01:00",
    "subject": "Try it",
}


async def test_a_push_elsewhere_is_noted_with_its_branch(hear, with_git, made):
    """The remote is down, and still the push is known."""
    use = with_git(Repository("checkout", "http://github.com:9/team/checkout"))
    fields = pushed("refs/heads/try", SIDE) | {"urls": "http://github.com:9/Team/Checkout.git"}
    await hear("git.pushed", use=use, **fields)

    [told] = await noted(use)
    assert (told["sha"], told["branch"], told["author"]) == ("a" * 40, "try", "Grace")
    assert told["when"] == "2026-11-20T12:00:00+00:00"


@pytest.mark.parametrize(
    "urls",
    ["https://github.com/team/other", "https://evil.example/team/checkout", "/srv/c.git", ""],
)
async def test_news_of_other_repositories_are_left_alone(hear, with_git, urls):
    """Neither asked nor noted."""
    use = with_git(Repository("checkout", "https://github.com/team/checkout"))
    await hear("git.pushed", use=use, **pushed("refs/heads/main", SIDE) | {"urls": urls})
    await hear("git.pull_request", use=use, **PULL | {"urls": urls})
    assert await noted(use) == await noted(use, "pulls") == ()


async def test_a_pull_request_is_noted(hear, with_git):
    """With what became of it; a remote that is down does no harm."""
    use = with_git(Repository("checkout", "git@github.com:team/checkout.git"))
    await hear("git.pull_request", use=use, **PULL | {"action": "opened"})

    [told] = await noted(use, "pulls")
    assert told == {
        key: PULL[key] for key in ("number", "title", "author", "branch", "sha", "url")
    } | {"repository": "checkout", "action": "opened", "when": "2026-11-20T12:00:00+00:00"}


async def test_junk_in_a_push_is_left_out(hear, with_git):
    """What is no commit is none; the others count."""
    use = with_git(Repository("checkout", "http://github.com:9/team/checkout"))
    strange = (
        {},
        SIDE | {"sha": "--all"},
        SIDE | {"when": "soon"},
        SIDE | {"sha": "b" * 40},
    )
    fields = pushed("refs/heads/try", *strange) | {"urls": "http://github.com:9/team/checkout"}
    await hear("git.pushed", use=use, **fields)
    assert [each["sha"] for each in await noted(use)] == ["b" * 40]


async def test_a_repository_that_is_gone_from_the_settings_is_no_fault(hear, known):
    """An event of before a restart."""
    assert await hear("git.fetch", repository="gone") is None


async def test_a_push_at_the_forge_is_in_the_mirror_and_in_the_journal(with_git, made, tmp_path):
    """From GitHub's own words over HTTP to the commits of a timeline, with the mirror's files."""
    made.path.rename(tmp_path / "checkout.git")
    made.path = tmp_path / "checkout.git"
    async with forge(tmp_path) as served:
        address = f"{served.url}/checkout.git"
        use = with_git(Repository("checkout", address, services={"payments": ("src",)}))
        await use.systems.git.refresh("checkout")
        before = made.git("rev-parse", "HEAD")
        after = made.commit("Pushed", {"src/pay.py": "5\n"})
        payload = {
            "ref": "refs/heads/main",
            "before": before,
            "after": after,
            "repository": {"full_name": "team/checkout", "clone_url": address},
            "commits": [],
        }
        [event] = GITHUB.read(
            Delivery({"X-GitHub-Event": "push"}, json.dumps(payload).encode(), "")
        )
        with freeze_time("2026-11-20 13:00:00", real_asyncio=True):
            assert await routes.listeners[event.name].hear(event, use) is None

    *_, told = await noted(use)
    assert (told["sha"], told["services"], told["branch"]) == (after, ["payments"], "")
    assert (await use.systems.git.show("checkout", after)).subject == "Pushed"
