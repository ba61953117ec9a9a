"""Mirrors: made whole or not at all, kept fresh, mended, bounded, and read while remotes are down."""

import asyncio
import fcntl
import os
import time
from datetime import UTC, datetime

import pytest
from aiohttp import web
from git_server import forge, processes
from repository_made import Made

from integrations.errors import (
    IntegrationError,
    NotFoundError,
    RefusedError,
    UnavailableError,
)
from integrations.git import Git, Limits, Repository

TOKEN = "t0ken-that-nobody-sees/+"


@pytest.fixture
def made(tmp_path):
    """A repository with one commit, which a forge may serve as checkout.git."""
    repository = Made(tmp_path / "served" / "checkout.git")
    repository.commit("Start", {"a.py": "a\n"})
    return repository


@pytest.fixture
async def served(made):
    """A forge that wants a login."""
    async with forge(made.path.parent, ("ada", TOKEN)) as running:
        yield running


def aged(git_folder, seconds=1000):
    """Make all that the mirrors remember of times so much older."""
    past = time.time() - seconds
    for path in git_folder.glob("*.git/pilothouse-*"):
        os.utime(path, (past, past))


def git_of(url, tmp_path, **more):
    """A git that knows one repository."""
    return Git([Repository("checkout", url)], tmp_path / "mirrors", **more)


async def test_the_login_goes_to_the_server_and_nowhere_else(served, tmp_path):
    """In a header of the request; in no process list, no address, no file of the mirror."""
    git = git_of(f"{served.url}/checkout.git", tmp_path, user="ada", token=TOKEN)

    assert [commit.subject for commit in await git.log("checkout")] == ["Start"]
    assert served.given == {served.wanted}
    assert not [line for line in served.arguments if TOKEN in line or served.wanted[6:] in line]
    assert [line for line in served.arguments if "git-remote-http" in line]
    kept = [path.read_bytes() for path in (tmp_path / "mirrors").rglob("*") if path.is_file()]
    assert not [text for text in kept if TOKEN.encode() in text]


async def test_a_login_in_the_address_is_taken_out_of_it(served, tmp_path):
    """It counts before the common one, and is no part of what is asked or said."""
    address = served.url.replace("://", "://ada:t0ken-that-nobody-sees%2F%2B@")
    git = git_of(f"{address}/checkout.git", tmp_path, user="bob", token="wrong")

    assert await git.refresh("checkout")
    assert served.given == {served.wanted}
    assert not [line for line in served.arguments if "t0ken" in line]


async def test_a_wrong_login_is_a_sentence_without_it(served, tmp_path):
    """Who refused, and which settings to look at."""
    git = git_of(f"{served.url}/checkout.git", tmp_path, user="ada", token="wr0ng-token")

    with pytest.raises(RefusedError) as error:
        await git.log("checkout")
    said = str(error.value)
    assert said.startswith(
        f"Asked git at {served.url}/checkout.git for the newest commits of checkout and got"
    )
    assert said.endswith("Check GIT_USER and GIT_TOKEN, or the login in the repository's url.")
    assert "wr0ng" not in said
    assert not list((tmp_path / "mirrors").glob("*.git"))


async def test_the_login_never_follows_to_another_host(served, made, tmp_path):
    """A redirect is told of, and not followed."""
    async with forge(made.path.parent) as other:
        where = {"Location": f"{other.url}/checkout.git/info/refs?service=git-upload-pack"}
        served.answer = web.Response(status=301, headers=where)
        git = git_of(f"{served.url}/checkout.git", tmp_path, user="ada", token=TOKEN)
        with pytest.raises(UnavailableError, match="The address leads on to another one"):
            await git.refresh("checkout")
        assert other.asked == []


async def test_a_repository_that_is_not_there_is_said_so(served, tmp_path):
    """By its address, with the setting to check."""
    git = git_of(f"{served.url}/other.git", tmp_path, user="ada", token=TOKEN)
    with pytest.raises(NotFoundError, match="Check the repository's url in GIT_REPOSITORIES"):
        await git.refresh("checkout")


async def test_a_server_that_is_gone_is_said_so(tmp_path):
    """Nothing listens there."""
    git = git_of("http://127.0.0.1:9/checkout.git", tmp_path)
    with pytest.raises(UnavailableError, match=r"git at http://127\.0\.0\.1:9/checkout"):
        await git.log("checkout")


async def test_a_server_that_hangs_is_left(served, tmp_path):
    """Within the limit, with all of git's helpers ended, and nothing half made."""
    served.hanging = True
    url = f"{served.url}/checkout.git"
    git = git_of(url, tmp_path, limits=Limits(seconds=0.5))

    with pytest.raises(UnavailableError, match=r"no answer within 0\.5 s"):
        await git.refresh("checkout")
    assert not [line for line in processes() if url in line]
    assert {path.suffix for path in (tmp_path / "mirrors").iterdir()} == {".lock", ".failed"}


async def test_nobody_waits_again_for_a_clone_that_just_failed(served, tmp_path):
    """The next question gets the same sentence at once; after a while it is tried anew."""
    served.hanging = True
    url = f"{served.url}/checkout.git"
    git = git_of(url, tmp_path, user="ada", token=TOKEN, limits=Limits(seconds=0.5))
    with pytest.raises(UnavailableError):
        await git.log("checkout")
    asked = len(served.asked)

    with pytest.raises(UnavailableError, match=r"no answer within 0\.5 s"):
        await git.log("checkout")

    assert len(served.asked) == asked
    served.hanging = False
    for note in (tmp_path / "mirrors").glob("*.failed"):
        os.utime(note, (time.time() - 60, time.time() - 60))
    patient = git_of(url, tmp_path, user="ada", token=TOKEN)
    assert [commit.subject for commit in await patient.log("checkout")] == ["Start"]


async def test_a_mirror_is_read_while_the_remote_is_down(served, made, tmp_path):
    """The commits that are there come, and why they are not fresh."""
    git = git_of(f"{served.url}/checkout.git", tmp_path, user="ada", token=TOKEN)
    await git.log("checkout")
    fetched = git.fetched_at("checkout")
    assert (datetime.now(UTC) - fetched).total_seconds() < 60
    assert git.failure("checkout") == ""
    made.commit("Later", {"a.py": "b\n"})
    aged(tmp_path / "mirrors")
    served.answer = web.Response(status=503, text="down for repair")

    assert [commit.subject for commit in await git.log("checkout")] == ["Start"]
    assert git.fetched_at("checkout") < fetched
    assert "The requested URL returned error: 503" in git.failure("checkout")
    asked = len(served.asked)
    await git.log("checkout")
    assert len(served.asked) == asked

    served.answer = None
    assert await git.refresh("checkout", force=True)
    assert [commit.subject for commit in await git.log("checkout")] == ["Later", "Start"]
    assert git.failure("checkout") == ""


async def test_an_old_mirror_is_refreshed_before_it_is_read(made, tmp_path):
    """A question does not wait for the clock: another worker's mirror may have been refreshed."""
    git = git_of(made.url, tmp_path)
    await git.log("checkout")
    made.commit("Later", {"a.py": "b\n"})
    assert len(await git.log("checkout")) == 1
    aged(tmp_path / "mirrors")
    assert len(await git.log("checkout")) == 2


async def test_a_sha_that_was_pushed_a_moment_ago_is_found(made, tmp_path):
    """The mirror is young, and the remote is asked for it all the same, not more than twice a
    minute."""
    git = git_of(made.url, tmp_path)
    await git.log("checkout")
    aged(tmp_path / "mirrors", 40)
    sha = made.commit("Just now", {"a.py": "b\n"})
    assert (await git.show("checkout", sha[:9])).subject == "Just now"
    with pytest.raises(NotFoundError):
        await git.show("checkout", made.commit("Later", {"a.py": "c\n"}))


async def test_a_refresh_a_moment_ago_is_enough(made, tmp_path):
    """Unless somebody insists."""
    git = git_of(made.url, tmp_path)
    assert await git.refresh("checkout")
    assert not await git.refresh("checkout")
    assert await git.refresh("checkout", force=True)


async def test_what_the_remote_drops_or_rewrites_is_dropped_here(made, tmp_path):
    """Branches that are gone, also where a new one has the old one's name as its folder."""
    made.git("branch", "old")
    made.git("tag", "v1")
    git = git_of(made.url, tmp_path)
    assert await git.branches("checkout") == ("main", "old")
    made.git("branch", "-m", "old", "old/new")
    made.git("commit", "--quiet", "--amend", "--message=Rewritten")
    await git.refresh("checkout", force=True)

    assert set(await git.branches("checkout")) == {"main", "old/new"}
    assert [commit.subject for commit in await git.log("checkout")] == ["Rewritten"]
    assert (await git.show("checkout", "v1")).subject == "Start"


@pytest.mark.parametrize("damage", ["HEAD", "config", "objects"])
async def test_a_damaged_mirror_is_made_anew(made, tmp_path, damage):
    """What a crash or a full disk left is thrown away, and the question still answered."""
    git = git_of(made.url, tmp_path)
    await git.log("checkout")
    [mirror] = (tmp_path / "mirrors").glob("*.git")
    aged(tmp_path / "mirrors", 40)
    if damage == "objects":
        for path in [*mirror.glob("objects/??/*"), *mirror.glob("objects/pack/*")]:
            path.chmod(0o600)
            path.write_bytes(b"")
    else:
        (mirror / damage).write_text("\0garbage")

    assert [commit.subject for commit in await git.log("checkout")] == ["Start"]
    assert [path.name for path in (tmp_path / "mirrors").glob("*.git")] == [mirror.name]


async def test_a_repository_beyond_the_limit_leaves_nothing_behind(made, tmp_path):
    """Its clone is stopped, its part removed, and the sentence says why."""
    made.commit("Large", {"blob": os.urandom(3 << 20)})
    git = git_of(made.url, tmp_path, limits=Limits(size=1 << 20))

    with pytest.raises(IntegrationError) as error:
        await git.log("checkout")
    assert error.value.came_back == "more than 1 MiB, so it was stopped"
    assert {path.suffix for path in (tmp_path / "mirrors").iterdir()} == {".lock", ".failed"}


async def test_a_mirror_that_outgrows_the_limit_stays_as_it_was(made, tmp_path):
    """What it had can still be read."""
    git = git_of(made.url, tmp_path, limits=Limits(size=1 << 20))
    await git.log("checkout")
    made.commit("Large", {"blob": os.urandom(3 << 20)})
    with pytest.raises(IntegrationError, match="more than 1 MiB"):
        await git.refresh("checkout", force=True)
    assert "more than 1 MiB" in git.failure("checkout")
    assert (await git.text("checkout", "main~0", "a.py")) == "a\n"


async def test_one_process_at_a_time(made, tmp_path):
    """Who comes second waits a little, then is told that the first is at it."""
    git = git_of(made.url, tmp_path, limits=Limits(seconds=0.5))
    await git_of(made.url, tmp_path).refresh("checkout")
    [mirror] = (tmp_path / "mirrors").glob("*.git")
    lock = mirror.with_suffix(".lock")
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(UnavailableError, match="another process refreshes it just now"):
            await git.refresh("checkout", force=True)
        mirror.rename(mirror.with_suffix(".away"))
        with pytest.raises(UnavailableError) as error:
            await git.refresh("checkout")
    assert error.value.came_back == "nothing: it is not mirrored yet"
    assert error.value.hint == "Another process clones it now. Try again in a minute."


async def test_many_questions_at_once_clone_once(served, tmp_path):
    """The first makes the mirror, the others wait for it; leftovers of a killed one go."""
    left = tmp_path / "mirrors"
    git = git_of(f"{served.url}/checkout.git", tmp_path, user="ada", token=TOKEN)
    await git.ping()
    found = await asyncio.gather(*(git.log("checkout") for _ in range(5)))

    assert {len(each) for each in found} == {1}
    assert sum("git-upload-pack" in path and "info" in path for path in served.asked) == 2
    assert len(list(left.glob("*.git"))) == 1
    assert not list(left.glob(".*"))


async def test_two_addresses_are_two_mirrors(made, tmp_path):
    """Who changes the address in the settings does not read the old repository."""
    other = Made(tmp_path / "other")
    other.commit("Other", {"b": "b\n"})
    await git_of(made.url, tmp_path).log("checkout")
    assert [c.subject for c in await git_of(other.url, tmp_path).log("checkout")] == ["Other"]


async def test_without_a_folder_nothing_is_mirrored(made):
    """A sentence, where nobody said where mirrors may lie."""
    git = Git([Repository("checkout", made.url)])
    with pytest.raises(UnavailableError, match="no folder for mirrors"):
        await git.log("checkout")


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        (
            "Host key verification failed.",
            RefusedError,
            "got Host key verification failed. Put the host's key into ~/.ssh/known_hosts",
        ),
        (
            "git@x.example: Permission denied (publickey).",
            RefusedError,
            "got git@x.example: Permission denied (publickey). Check GIT_USER",
        ),
        (
            "ssh: connect to host x.example port 22: Connection refused",
            UnavailableError,
            "got ssh: connect to host x.example port 22: Connection refused. Try again",
        ),
    ],
)
async def test_ssh_says_itself_what_is_wrong(tmp_path, words, kind, said):
    """Its own line, and not git's vague one after it; a login for HTTP is no part of it."""
    ssh = tmp_path / "bin" / "ssh"
    ssh.parent.mkdir()
    ssh.write_text(f"#!/bin/sh\nenv > {tmp_path}/seen\necho '{words}' >&2\nexit 255\n")
    ssh.chmod(0o755)
    inherited = {"PATH": f"{ssh.parent}:{os.environ['PATH']}"}
    git = git_of("git@x.example:team/checkout.git", tmp_path, token=TOKEN, environment=inherited)

    with pytest.raises(kind) as error:
        await git.refresh("checkout")
    assert said in str(error.value)
    assert TOKEN not in (tmp_path / "seen").read_text()


async def test_locks_of_a_killed_process_do_not_last(made, tmp_path):
    """git's own locks, which it leaves behind when it is killed."""
    git = git_of(made.url, tmp_path)
    await git.refresh("checkout")
    [mirror] = (tmp_path / "mirrors").glob("*.git")
    for name in ("HEAD.lock", "packed-refs.lock", "refs/heads/main.lock"):
        (mirror / name).touch()
    left = mirror.parent / f".{mirror.stem}-0badcafe"
    left.mkdir()
    made.commit("Later", {"a.py": "b\n"})

    assert await git.refresh("checkout", force=True)
    assert len(await git.log("checkout")) == 2


async def test_a_folder_that_cannot_be_written_is_said_so(made, tmp_path):
    """With the setting that says where it is."""
    (tmp_path / "mirrors").write_text("a file")
    with pytest.raises(UnavailableError, match="Check PILOTHOUSE_DATA and the disk below it"):
        await git_of(made.url, tmp_path).log("checkout")


async def test_a_ping_counts_the_repositories(made, tmp_path):
    """Version and number, and no repository is asked."""
    assert (await git_of(made.url, tmp_path).ping()).endswith(", 1 repository")
    assert not (tmp_path / "mirrors").exists()
