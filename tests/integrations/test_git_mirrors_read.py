"""What git tells of a repository: real repositories, a real git, every answer whole."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from freezegun import freeze_time
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from repository_made import Made

from integrations.errors import IntegrationError, NotFoundError
from integrations.git import Change, Commit, FileDiff, Git, Hunk, Repository, moment

STRANGE = ["we ird.txt", "q\nuote\t.txt", '"quoted".txt', "ümlaut/ß.txt", "-rf", "[a]*.txt", ":x"]


@pytest.fixture
def made(tmp_path):
    """A repository with nothing in it."""
    return Made(tmp_path / "origin")


@pytest.fixture
def git(made, tmp_path):
    """A git that knows it as checkout."""
    return Git([Repository("checkout", made.url)], tmp_path / "mirrors")


async def test_a_commit_is_told_whole(made, git):
    """Who, when, why, its parent, and what became of each file."""
    first = made.commit("Start", {"a.py": "1\n2\n", "logo.png": b"\0\1"})
    body = "Round up\n\nBecause money.\n\nFixes: #7"
    sha = made.commit(body, {"a.py": "1\n3\n4\n", "logo.png": b"\0\2", "b.py": "b\n"})

    assert await git.show("checkout", sha[:9]) == Commit(
        sha=sha,
        author="Ada Lovelace",
        email="ada@example.com",
        when=datetime(2026, 11, 20, 10, 0, tzinfo=UTC),
        subject="Round up",
        body="Because money.\n\nFixes: #7",
        parents=(first,),
        files=(
            Change("a.py", "M", 2, 1),
            Change("b.py", "A", 1, 0),
            Change("logo.png", "M", None, None),
        ),
    )


async def test_renames_and_removals_are_told_as_such(made, git):
    """A file that moved has its old path."""
    made.commit("Start", {"old.py": "a\nb\nc\n", "gone.py": "x\n"})
    made.git("mv", "old.py", "new.py")
    sha = made.commit("Move", {"gone.py": None})

    assert (await git.show("checkout", sha)).files == (
        Change("gone.py", "D", 0, 1),
        Change("new.py", "R", 0, 0, before="old.py"),
    )


async def test_a_merge_is_told_against_what_it_was_merged_into(made, git):
    """Two parents, and the files that the merge brought."""
    made.commit("Start", {"a": "a\n"})
    made.git("checkout", "--quiet", "-b", "side")
    side = made.commit("Side", {"s": "s\n"})
    made.git("checkout", "--quiet", "main")
    main = made.commit("Main", {"m": "m\n"})
    merged = await git.show("checkout", made.merge("side"))

    assert merged.parents == (main, side)
    assert merged.files == (Change("s", "A", 1, 0),)
    assert [(f.path, len(f.hunks)) for f in await git.diff("checkout", "", merged.sha)] == [
        ("s", 1)
    ]


@pytest.mark.parametrize("name", STRANGE)
async def test_files_may_have_any_name(made, git, name):
    """Blanks, quotes, line ends, signs that git gives a meaning, a name like an option."""
    made.commit("Start", {name: "one\n", "other": "o\n"})
    sha = made.commit("More", {name: "one\ntwo\n", "other": "o\np\n"})

    both = await git.show("checkout", sha)
    assert {each.path for each in both.files} == {name, "other"}
    assert len(await git.log("checkout", path=name)) == 2
    assert await git.text("checkout", "main", name) == "one\ntwo\n"
    assert [line for line, _ in await git.blame("checkout", "main", name, 1, 2)] == [1, 2]
    found = {each.path: each.hunks[0].lines for each in await git.diff("checkout", "", sha)}
    assert found == {name: (" one", "+two"), "other": (" o", "+p")}


async def test_a_name_cannot_forge_a_hunk(made, git):
    """A file whose name reads like a patch is a file with that name."""
    name = "x\n@@ -1 +1 @@\n-good\n+evil"
    sha = made.commit("Start", {name: "real\n"})

    assert await git.diff("checkout", "", sha) == (
        FileDiff(name, "A", (Hunk(0, 0, 1, 1, "", ("+real",)),), binary=False),
    )


async def test_lines_that_look_like_a_patch_stay_lines(made, git):
    """A file's own lines cannot end a hunk or begin another file."""
    evil = "diff --git a/x b/x\n@@ -1 +1 @@\n--- a\n+++ b\n\\ No newline\n"
    sha = made.commit("Start", {"a.diff": evil, "z": "z"})

    found = await git.diff("checkout", "", sha)
    assert [each.path for each in found] == ["a.diff", "z"]
    assert found[0].hunks == (Hunk(0, 0, 1, 5, "", tuple("+" + e for e in evil.split("\n")[:-1])),)
    assert found[1].hunks == (Hunk(0, 0, 1, 1, "", ("+z",)),)


async def test_a_file_that_becomes_a_link_is_one_file(made, git):
    """git writes two patches for it, and the files behind it keep their own."""
    made.commit("Start", {"a": "text\n", "b": "b\n"})
    (made.path / "a").unlink()
    (made.path / "a").symlink_to("b")
    sha = made.commit("Link", {"b": "c\n"})

    found = await git.diff("checkout", "", sha)
    assert [(f.path, f.status, len(f.hunks)) for f in found] == [("a", "T", 2), ("b", "M", 1)]


async def test_a_difference_too_large_comes_in_part(made, git):
    """Whole hunks of the first files; nothing half."""
    made.commit("Start", {"a": "a\n"})
    lines = "".join(f"line {n} of a long file\n" for n in range(2000))
    sha = made.commit("Large", {"a": "b\n", "b": lines, "c": "c\n"})

    found = await git.diff("checkout", "", sha, most_bytes=5000)
    assert [(each.path, len(each.hunks)) for each in found] == [("a", 1), ("b", 0)]


async def test_two_revisions_are_compared(made, git):
    """What the one has and the other has not, both ways; files since they parted."""
    start = made.commit("Start", {"a": "a\n"})
    made.git("checkout", "--quiet", "-b", "feature/x-1")
    shas = [made.commit(f"Feature {n}", {"f": f"{n}\n"}) for n in range(3)]
    made.git("checkout", "--quiet", "main")
    main = made.commit("Main", {"m": "m\n"})

    found = await git.compare("checkout", "main", "feature/x-1", most=2)
    assert (found.base, found.head, found.total, found.behind) == (main, shas[-1], 3, 1)
    assert [commit.sha for commit in found.commits] == [shas[2], shas[1]]
    assert found.files == (Change("f", "A", 1, 0),)

    same = await git.compare("checkout", start, "main~1")
    assert (same.total, same.behind, same.commits, same.files) == (0, 0, (), ())


async def test_histories_that_never_met_are_compared(made, git):
    """A branch of its own has no commit in common with the main one."""
    made.commit("Start", {"a": "a\n"})
    made.git("checkout", "--quiet", "--orphan", "pages")
    made.commit("Pages", {"index.html": "x\n"})

    found = await git.compare("checkout", "main", "pages")
    assert (found.total, found.behind) == (1, 1)
    assert found.files == (Change("index.html", "A", 1, 0),)


async def test_a_history_is_filtered(made, git):
    """By path, author (name or address, letter for letter) and time."""
    made.commit("One", {"src/a": "1\n"})
    made.commit("Two", {"docs/b": "2\n"}, author="Grace [x] Hopper", email="g.h+x@example.org")
    made.commit("Three", {"src/a": "3\n"}, author="Grace [x] Hopper", email="g.h+x@example.org")

    async def subjects(**chosen):
        return [commit.subject for commit in await git.log("checkout", **chosen)]

    assert await subjects() == ["Three", "Two", "One"]
    assert await subjects(path="/src/") == ["Three", "One"]
    assert await subjects(path="src", author="GRACE [X]") == ["Three"]
    assert await subjects(author="g.h+x@") == ["Three", "Two"]
    assert await subjects(author="gxh") == []
    assert await subjects(since="2026-11-20T10:30") == ["Three"]
    assert await subjects(ref="main~2") == ["One"]
    assert await subjects(most=1) == ["Three"]
    assert await git.count("checkout", author="grace") == 2


async def test_lines_lead_to_their_commits(made, git):
    """Blame gives the commit of each line; beyond the end there is none."""
    one = made.commit("One", {"a": "1\n2\n3\n"})
    two = made.commit("Two", {"a": "1\nx\n3\n"})

    assert await git.blame("checkout", "", "a", 1, 3) == ((1, one), (2, two), (3, one))
    assert await git.blame("checkout", "", "a", 2, 9) == ((2, two), (3, one))
    with pytest.raises(NotFoundError, match="the file is shorter"):
        await git.blame("checkout", "", "a", 8, 9)


async def test_a_commit_that_is_no_utf8_is_still_told(made, git):
    """An encoding that it names is obeyed; bytes that are no text at all are marked."""
    made.commit("Start", {"a": "a\n"})
    made.git("config", "i18n.commitEncoding", "ISO-8859-1")
    (made.path / "msg").write_bytes("Größe".encode("latin-1"))
    made.git("commit", "--quiet", "--allow-empty", "--file=msg")
    made.git("config", "--unset", "i18n.commitEncoding")
    tree, parent = made.git("rev-parse", "HEAD^{tree}"), made.git("rev-parse", "HEAD")
    raw = (
        f"tree {tree}\nparent {parent}\nauthor A <a@b.c> 99999999999999999 +0000\n"
        "committer A <a@b.c> 1795000000 +0000\n\n"
    ).encode() + b"\xff\xfe\x01 bytes\n"
    sha = made.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", stdin=raw)
    made.git("update-ref", "refs/heads/main", sha)

    newest, older, _ = await git.log("checkout")
    assert newest.subject == "\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER} bytes"
    assert older.subject == "Größe"


async def test_an_empty_repository_says_so(git):
    """It has no commit yet, which is no fault."""
    with pytest.raises(NotFoundError) as error:
        await git.log("checkout")
    assert str(error.value) == (
        "Asked the mirror of checkout for the revision of the main branch in checkout and got"
        " nothing: it has no commit yet."
    )
    assert await git.branches("checkout") == ()


async def test_the_main_branch_is_the_remotes_choice_or_the_settings(made, git, tmp_path):
    """What the remote calls its HEAD, unless the operator named another."""
    made.commit("Start", {"a": "a\n"})
    made.git("checkout", "--quiet", "-b", "trunk")
    sha = made.commit("Trunk", {"a": "b\n"})
    other = Git([Repository("checkout", made.url, branch="main")], tmp_path / "mirrors")

    assert await git.resolve("checkout") == sha
    assert await git.main_branch("checkout") == "trunk"
    assert await other.main_branch("checkout") == "main"
    assert await other.resolve("checkout") == await git.resolve("checkout", "main")
    assert await git.branches("checkout") == ("trunk", "main")


def test_repositories_are_found_by_name_and_by_job():
    """Names in any case; patterns of jobs over folders; the nearest names else."""
    git = Git([
        Repository("checkout", "https://x.example/c", jobs=("checkout*", "team/*")),
        Repository("Billing", "https://x.example/b", jobs=("billing",)),
    ])  # fmt: skip  # a list is read as one

    assert git.repository("BILLING").name == "Billing"
    assert git.for_job("Team/api/main").name == "checkout"
    assert git.for_job("billing-service") is None
    with pytest.raises(NotFoundError) as error:
        git.repository("chekout")
    assert str(error.value) == (
        "Asked Git for the repository chekout and got nothing: there is checkout."
    )


@freeze_time("2026-11-22 12:00:00", real_asyncio=True)
def test_times_are_spans_or_dates():
    """As people write them; anything else is refused before git sees it."""
    now = datetime.now(UTC)
    assert moment("90m", now) == now - timedelta(minutes=90)
    assert moment("2w", now) == now - timedelta(weeks=2)
    assert moment("2026-11-01", now) == datetime(2026, 11, 1, tzinfo=UTC)
    for word in ("yesterday", "--all", "2 days", "", "9999999d"):
        with pytest.raises(NotFoundError):
            moment(word, now)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=40), st.sampled_from(["ref", "path", "author", "text", "a", "b"]))
async def test_no_word_does_more_than_find_nothing(made, tmp_path, word, place):
    """Whatever is typed as revision, path or author ends in an answer or in a sentence."""
    if not (tmp_path / "made").exists():
        made.commit("Start", {"a": "a\n"})
        (tmp_path / "made").touch()
    git = Git([Repository("checkout", made.url)], tmp_path / "mirrors")
    try:
        match place:
            case "ref" | "path" | "author":
                await git.log("checkout", **{place: word})
            case "text":
                await git.text("checkout", "main", word)
            case _:
                await git.compare("checkout", *{"a": (word, "main"), "b": ("main", word)}[place])
    except IntegrationError:
        return


async def test_a_long_history_is_bounded(made, git):
    """As many commits as were asked for, newest first."""
    stream = ["feature done"]
    for n in range(1, 1201):
        mark = [f"from :{n - 1}"] if n > 1 else []
        who = f"committer Ada <ada@example.com> {1790000000 + n} +0000"
        stream += ["commit refs/heads/main", f"mark :{n}", who, "data 1", "x", *mark, ""]
    made.git("fast-import", "--quiet", stdin="\n".join([*stream, "done", ""]).encode())

    assert await git.count("checkout") == 1200
    found = await git.log("checkout", most=5000)
    assert len(found) == 1000
    assert all(a.when > b.when for a, b in pairwise(found))
