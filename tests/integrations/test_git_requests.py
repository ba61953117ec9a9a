"""Pull and merge requests: one at a time, when asked for, with the same safety as all of a mirror."""

import fcntl
import os
import subprocess

import pytest
from aiohttp import web
from git_server import forge
from repository_made import Made

from integrations.errors import IntegrationError, NotFoundError, UnavailableError
from integrations.git import Git, Limits, Repository
from integrations.git.requests import KEPT

LOGIN = ("ada", "t0ken-that-nobody-sees")
PLACES = ("refs/pull/7/head", "refs/merge-requests/7/head", "refs/pull-requests/7/from")


@pytest.fixture
def made(tmp_path):
    """A repository with one commit, which a forge may serve as checkout.git."""
    repository = Made(tmp_path / "served" / "checkout.git")
    repository.commit("Start", {"a.py": "a\n"})
    return repository


@pytest.fixture
async def served(made):
    """A forge that wants a login."""
    async with forge(made.path.parent, LOGIN) as running:
        yield running


@pytest.fixture
def git(served, tmp_path):
    """A git that knows the forge's repository."""
    return git_at(f"{served.url}/checkout.git", tmp_path)


def git_at(url, tmp_path, **more):
    """A git that knows the repository at an address."""
    user, token = LOGIN
    return Git([Repository("checkout", url)], tmp_path / "mirrors", user=user, token=token, **more)


def request(made, place, files=None):
    """Somebody's request: a commit on top of main that only the forge's own ref keeps."""
    made.git("checkout", "--quiet", "--detach", "main")
    sha = made.commit("Theirs", files or {"b.py": "b\n"})
    made.git("update-ref", place, sha)
    made.git("checkout", "--quiet", "main")
    return sha


def refs(tmp_path):
    """The names of all refs of the only mirror."""
    [mirror] = (tmp_path / "mirrors").glob("*.git")
    told = subprocess.run(
        ["git", f"--git-dir={mirror}", "for-each-ref", "--format=%(refname)"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip  # what is run, and how
    return told.stdout.split()


@pytest.mark.parametrize("place", PLACES)
async def test_a_request_is_found_wherever_its_forge_keeps_it(git, made, tmp_path, place):
    """Its commit can then be read as any other; it stays apart from branches and tags."""
    sha = request(made, place)

    assert await git.request("checkout", 7) == sha
    assert (await git.show("checkout", sha)).subject == "Theirs"
    assert [c.subject for c in (await git.compare("checkout", "", sha)).commits] == ["Theirs"]
    assert await git.branches("checkout") == ("main",)
    assert refs(tmp_path) == ["refs/heads/main", "refs/pilothouse/requests/7"]


async def test_the_newest_commit_of_a_request_counts(git, made):
    """Also where it was pushed a moment ago, or the old one thrown away; a refresh of the rest
    leaves it."""
    first = request(made, PLACES[0])
    assert await git.request("checkout", 7) == first
    second = request(made, PLACES[0], {"c.py": "c\n"})

    assert await git.request("checkout", 7) == second
    await git.refresh("checkout", force=True)
    assert (await git.show("checkout", second)).subject == "Theirs"


async def test_only_the_request_that_was_asked_for_is_fetched(git, made, tmp_path):
    """A forge may hold many thousands."""
    request(made, "refs/pull/8/head")
    sha = request(made, PLACES[0])
    await git.request("checkout", 7)
    assert refs(tmp_path) == ["refs/heads/main", "refs/pilothouse/requests/7"]
    assert await git.request("checkout", 7) == sha


@pytest.mark.parametrize("number", [7, 0, -1, 10**12])
async def test_a_number_that_the_forge_does_not_have_is_said_so(git, made, number):
    """By its number; the mirror is not taken for broken."""
    with pytest.raises(NotFoundError) as error:
        await git.request("checkout", number)
    assert str(error.value).startswith(
        f"Asked {'the remote of checkout' if number == 7 else 'Git'}"
    )
    assert str(error.value).endswith(
        f" for the request {number} of checkout and got nothing: the remote has no pull or merge"
        " request of that number."
    )
    assert git.failure("checkout") == ""


async def test_the_login_is_in_no_process_list(git, made, served):
    """A request is asked for with the login of the rest, as a header."""
    request(made, PLACES[1])
    await git.request("checkout", 7)
    assert served.given == {served.wanted}
    assert not [line for line in served.arguments if LOGIN[1] in line]
    assert [line for line in served.arguments if "refs/pull/7/head:refs/pilothouse" in line]


async def test_a_remote_that_is_down_is_said_so(git, made, served):
    """An old state of the request would be taken for the newest."""
    request(made, PLACES[0])
    await git.request("checkout", 7)
    served.answer = web.Response(status=503, text="down for repair")
    with pytest.raises(UnavailableError, match=r"request 7 of checkout and got .*error: 503"):
        await git.request("checkout", 7)


async def test_a_request_beyond_the_limit_is_left(made, tmp_path):
    """And the mirror stays as it was."""
    git = git_at(made.url, tmp_path, limits=Limits(size=1 << 20))
    request(made, PLACES[0], {"large": os.urandom(3 << 20)})
    with pytest.raises(IntegrationError, match="more than 1 MiB"):
        await git.request("checkout", 7)
    assert [commit.subject for commit in await git.log("checkout")] == ["Start"]


async def test_one_process_at_a_time_fetches(made, tmp_path, monkeypatch):
    """A request waits for the mirror's lock, and not for ever."""
    monkeypatch.setattr("integrations.git.mirrors.WAITS", 0.4)
    git = git_at(made.url, tmp_path)
    request(made, PLACES[0])
    await git.refresh("checkout")
    [mirror] = (tmp_path / "mirrors").glob("*.git")
    with mirror.with_suffix(".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(UnavailableError, match="another process refreshes it just now"):
            await git.request("checkout", 7)


async def test_requests_of_long_ago_make_room(made, tmp_path, monkeypatch):
    """Those with the oldest commits go; the one that is asked for stays, however old."""
    assert KEPT == 50
    monkeypatch.setattr("integrations.git.requests.KEPT", 2)
    git = git_at(made.url, tmp_path)
    shas = {number: request(made, f"refs/pull/{number}/head") for number in (1, 2, 3)}
    for number in (3, 2, 1):
        assert await git.request("checkout", number) == shas[number]
    ours = [name for name in refs(tmp_path) if "pilothouse" in name]
    assert ours == ["refs/pilothouse/requests/1", "refs/pilothouse/requests/3"]
