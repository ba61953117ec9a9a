"""Nothing that comes from outside makes git start a program, write a file or ask another host."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from repository_made import Made

from integrations.errors import IntegrationError, NotFoundError
from integrations.git import Git, Repository, checked_path, remote, shown


@pytest.fixture
def made(tmp_path):
    """A repository with one commit."""
    repository = Made(tmp_path / "origin")
    repository.commit("Start", {"a.py": "a\n"})
    return repository


async def test_a_mirrors_own_configuration_starts_nothing(made, tmp_path):
    """Every setting with which a repository could run a program is closed."""
    git = Git([Repository("checkout", made.url)], tmp_path / "mirrors")
    sha = await git.resolve("checkout")
    [mirror] = (tmp_path / "mirrors").glob("*.git")
    canary = tmp_path / "canary"
    (tmp_path / "evil").write_text(f"#!/bin/sh\ntouch {canary}\n")
    (tmp_path / "evil").chmod(0o755)
    evil = tmp_path / "evil"
    for hook in ("post-update", "reference-transaction", "post-checkout", "pre-auto-gc"):
        (mirror / "hooks").mkdir(exist_ok=True)
        (mirror / "hooks" / hook).write_text(f"#!/bin/sh\ntouch {canary}\n")
        (mirror / "hooks" / hook).chmod(0o755)
    with (mirror / "config").open("a") as config:
        config.write(f"""
[core]
\tfsmonitor = {evil}
\tsshCommand = {evil}
\tpager = {evil}
\taskPass = {evil}
\thooksPath = {mirror}/hooks
\talternateRefsCommand = {evil}
\tgitProxy = {evil}
[alias]
\tlog = !{evil}
\tdiff = !{evil}
[diff]
\texternal = {evil}
[diff "x"]
\ttextconv = {evil}
\tcommand = {evil}
[log]
\tshowSignature = true
[gpg]
\tprogram = {evil}
[credential]
\thelper = !{evil}
[remote "{made.url}"]
\tuploadpack = {evil}
[protocol "ext"]
\tallow = always
[url "ext::{evil} "]
\tinsteadOf = https://never.example/
""")
    (mirror / "info").mkdir(exist_ok=True)
    (mirror / "info" / "attributes").write_text("* diff=x filter=x\n")

    made.commit("More", {"a.py": "b\n"})
    assert await git.refresh("checkout", force=True)
    assert len(await git.log("checkout", path="a.py")) == 2
    assert await git.diff("checkout", sha, "main")
    assert await git.blame("checkout", "main", "a.py", 1, 1)
    assert not canary.exists()


@pytest.mark.parametrize(
    "word",
    [
        "--output=CANARY",
        "--upload-pack=touch CANARY",
        "-oCANARY",
        "--exec=touch CANARY",
        "main --output=CANARY",
        "$(touch CANARY)",
        "`touch CANARY`",
        "main; touch CANARY",
        "main\n--output=CANARY",
        "main\0--output=CANARY",
        ":(exclude)*",
        ":!a.py",
        "--all",
        "@{-1}",
        "main^{/Start}",
        ":/Start",
        "main:a.py",
    ],
)
async def test_words_are_names_and_never_options(made, tmp_path, word):
    """In every place where a person's word reaches git; no file appears, nothing is matched."""
    git = Git([Repository("checkout", made.url)], tmp_path / "mirrors")
    canary = tmp_path / "canary"
    evil = word.replace("CANARY", str(canary))
    for place in (
        git.log("checkout", evil),
        git.show("checkout", evil),
        git.compare("checkout", evil, "main"),
        git.compare("checkout", "main", evil),
        git.diff("checkout", evil, "main"),
        git.blame("checkout", evil, "a.py", 1, 1),
        git.blame("checkout", "main", evil, 1, 1),
        git.text("checkout", "main", evil),
        git.log("checkout", since=evil),
    ):
        with pytest.raises(NotFoundError):
            await place
    for chosen in ({"path": evil}, {"author": evil}):
        try:
            assert await git.log("checkout", **chosen) == ()
        except NotFoundError:
            continue
    assert not canary.exists()


@pytest.mark.parametrize(
    "url",
    [
        "ext::sh -c touch% canary",
        "fd::17",
        "-oProxyCommand=touch",
        "--upload-pack=touch x",
        "ssh://-oProxyCommand=touch/x",
        "ssh://a@-oProxyCommand=touch/x",
        "-host:path",
        "https://",
        "ftp://x.example/a",
        "javascript:alert(1)//",
        "http://x.example/a b",
        "http://x.example:99999/a",
        "http://x.example/a\n",
        "relative/path",
        "",
        "http://[::1/x",
    ],
)
def test_addresses_that_git_could_take_for_more_are_refused(url):
    """Helpers that run commands, options, hosts that are options."""
    with pytest.raises(ValueError):  # noqa: PT011 - the settings say it in a sentence
        remote(url)
    assert shown(url) == "an address that is none"


@pytest.mark.parametrize(
    ("url", "clean", "scheme"),
    [
        ("https://ada:s3cret@x.example/t/c.git", "https://x.example/t/c.git", "https"),
        ("https://s3cret@x.example:8443/t/c", "https://x.example:8443/t/c", "https"),
        ("git@x.example:team/c.git", "git@x.example:team/c.git", "ssh"),
        ("ssh://git:s3cret@x.example:2222/c", "ssh://git@x.example:2222/c", "ssh"),
        ("git://x.example/c", "git://x.example/c", "git"),
        ("file:///srv/c.git", "file:///srv/c.git", "file"),
        ("/srv/c.git", "/srv/c.git", "file"),
    ],
)
def test_addresses_lose_their_login(url, clean, scheme):
    """What is given to git, and what is shown, holds no secret."""
    assert (remote(url).url, remote(url).scheme, shown(url)) == (clean, scheme, clean)
    assert "s3cret" not in str(remote(url).url)


def test_a_login_is_for_its_host_alone():
    """The header is bound to scheme, host and port; the environment holds no other."""
    told = remote("https://x.example:8443/c", "ada", "s3cret").environment({})
    bound = {key: value for key, value in told.items() if "http.https" in value}
    assert list(bound.values()) == ["http.https://x.example:8443/.extraHeader"]
    assert told["GIT_ALLOW_PROTOCOL"] == "https"
    other = remote("git@x.example:c", "ada", "s3cret").environment({})
    assert not [value for value in other.values() if "uthorization" in value]


async def test_a_repository_in_a_repository_is_left_alone(made, tmp_path):
    """A submodule is a line in a tree; what it points to is never asked."""
    made.git("update-index", "--add", "--cacheinfo", "160000", "1" * 40, "sub")
    module = '[submodule "sub"]\n\tpath = sub\n\turl = ext::touch canary\n'
    (made.path / ".gitmodules").write_text(module)
    made.git("add", ".gitmodules")
    made.git("commit", "--quiet", "--message=Sub")
    git = Git([Repository("checkout", made.url)], tmp_path / "mirrors")

    files = (await git.show("checkout", "main")).files
    assert [each.path for each in files] == [".gitmodules", "sub"]
    with pytest.raises(NotFoundError):
        await git.text("checkout", "main", "sub")


@given(st.text(max_size=60))
def test_a_path_stays_inside(path):
    """What passes is relative, and climbs nowhere."""
    try:
        passed = checked_path(path)
    except NotFoundError:
        return
    assert not passed.startswith("/")
    assert not {"", ".", ".."}.intersection(passed.split("/"))


@given(st.text(alphabet="abs:/@.-~ [1]%\n", max_size=40))
def test_every_address_is_read_or_refused(url):
    """No text makes the reading of addresses fail in another way."""
    try:
        assert remote(url).scheme in ("https", "http", "ssh", "git", "file")
    except ValueError:
        return


async def test_an_error_is_one_of_four(made, tmp_path):
    """Also where git itself is no git."""
    git = Git([Repository("checkout", made.url)], tmp_path / "mirrors", command="false")
    with pytest.raises(IntegrationError):
        await git.log("checkout")


def test_no_connection_outlives_the_git_that_opened_it():
    """A shared ssh connection of the user's own settings would hold git's streams open."""
    assert "-oControlPath=none" in remote("git@x.example:c").environment({})["GIT_SSH_COMMAND"]
