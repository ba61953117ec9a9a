"""`/git log` and `/git repos`: what is there, and what to type where it is not."""

import os
import time

import pytest
from freezegun import freeze_time
from repository_made import Made

from handlers.commits.rows import sha_of
from handlers.kit import Bold, Button, Items, Link, Message, Mono, Note, Paragraph, Tone
from handlers.kit.forge import commit_url
from integrations.git import Repository

NOW = "2026-11-20 12:00:00"


@pytest.fixture
def at_noon():
    """An hour after the last commit."""
    with freeze_time(NOW, real_asyncio=True):
        yield


async def test_the_newest_commits_are_listed(say, known, made, at_noon):
    """Sha, subject, author and age; a way to look at each; markup in a subject stays text."""
    three, two, one = made.git("log", "--format=%H").split()

    def show(label, sha):
        return Button(label, f"git show checkout {sha[:12]}")

    assert await say("git log checkout", use=known) == Message(
        "checkout: 3 commits",
        (
            Items((
                (Mono(three[:8]), " Round *up* · Ada Lovelace, 1 hour ago"),
                (Mono(two[:8]), " Explain · Grace, 2 hours ago"),
                (Mono(one[:8]), " Start · Ada Lovelace, 3 hours ago"),
            )),
        ),
        buttons=(show(f"Show {three[:8]}", three),),
        more=(show(f"{two[:8]} Explain", two), show(f"{one[:8]} Start", one)),
    )  # fmt: skip  # a list is read as one


def subjects(message):
    """The commits that a message lists, without sha, author and age."""
    rows = next(part for part in message.parts if isinstance(part, Items)).rows
    return [row[1].split(" · ")[0].strip() for row in rows]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("path:src", ["Round *up*", "Start"]),
        ("src/pay.py", ["Round *up*", "Start"]),
        ("author:grace", ["Explain"]),
        ("author:g@x", ["Explain"]),
        ('"author:Ada Lovelace" docs', ["Start"]),
        ("since:90m", ["Round *up*"]),
        ("since:2026-11-20", ["Round *up*", "Explain", "Start"]),
        ("main~1", ["Explain", "Start"]),
        ("ref:main~2", ["Start"]),
        ("main~1 src", ["Start"]),
    ],
)
async def test_a_filter_chooses(say, known, at_noon, words, said):
    """By path, author, time and revision; a bare word is a revision, else a path."""
    assert subjects(await say(f"git log checkout {words}", use=known)) == said


async def test_the_only_repository_need_not_be_named(say, known, at_noon):
    """There is only one that can be meant."""
    assert subjects(await say("git log", use=known)) == ["Round *up*", "Explain", "Start"]
    assert subjects(await say("git log author:grace", use=known)) == ["Explain"]


async def test_the_filters_are_repeated_in_the_answer(say, known, at_noon):
    """Who reads it knows what was left out; where nothing fits, it says so."""
    told = await say("git log checkout path:src since:90m", use=known)
    assert told.parts[0] == Paragraph("Those of path:src since:90m.")
    assert await say("git log checkout nowhere.py", use=known) == Message(
        "checkout: no such commits", (Paragraph("No commit fits path:nowhere.py."),)
    )


async def test_a_long_history_comes_in_pages(say, known, made, at_noon):
    """Twenty at a time, the count of all, and a button to the older ones, which says the same."""
    for n in range(30):
        made.commit(f"Change {n}", {"src/n": str(n)})
    shas = made.git("log", "--format=%H", "--", "src").split()
    told = await say("git log checkout src", use=known)

    assert subjects(told) == [f"Change {n}" for n in range(29, 9, -1)]
    assert told.title == "checkout: 32 commits"
    assert told.parts[-1] == Note("20 of 32 commits shown, the newest first.")
    older = told.buttons[1]
    assert older == Button("Older", f"git log checkout path:src ref:{shas[20][:12]}")
    assert subjects(await say(older.command, use=known))[0] == "Change 9"


async def test_a_remote_that_is_down_does_not_stop_the_answer(say, known, made, tmp_path):
    """The commits come from the mirror, with its age and what the remote said."""
    await say("git log checkout", use=known)
    made.path.rename(tmp_path / "moved")
    past = time.time() - 720
    for path in (tmp_path / "mirrors").glob("*.git/pilothouse-*"):
        os.utime(path, (past, past))

    note = (await say("git log checkout", use=known)).parts[-1]
    assert note.text.startswith(
        f"As of 12 minutes ago; the remote did not answer: Asked git at {made.url} for the newest"
        " commits of checkout and got '"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("chekout", "There is no repository `chekout`. Did you mean `checkout`?"),
        ("zzz", "There is no repository `zzz`. There is only `checkout`."),
        (
            "checkout ref:man",
            "`checkout` has no branch, tag or commit `man`. The nearest branches: `main`.",
        ),
        (
            "checkout since:yesterday",
            "`since:` takes a time such as 2d, 3h, 30m or 2026-11-22, and `yesterday` is not one.",
        ),
        ("checkout author:", "`author:` is empty: write it as `author:src/api` without a blank"),
        ("checkout author:a author:b", "`author:` is there twice."),
        (
            "checkout since yesterday",
            "`since` and `yesterday` are both read as paths. Write filters as `author:ada since:2d`.",
        ),
        ("checkout ../../etc", "`path:../../etc` can be no path, author or revision."),
    ],
)
async def test_what_does_not_fit_is_said(refusal, known, at_noon, words, said):
    """With the nearest that does."""
    assert (await refusal(f"git log {words}", use=known)).startswith(said)


async def test_what_is_typed_is_no_option(say, known, at_noon, tmp_path):
    """A word that git would take for one is a path that no commit touches."""
    told = await say(f"git log checkout --output={tmp_path}/x", use=known)
    assert told.parts[0] == Paragraph(f"No commit fits path:--output={tmp_path}/x.")
    assert not (tmp_path / "x").exists()


async def test_several_repositories_are_named(refusal, with_git, made):
    """Nobody has to guess."""
    use = with_git(Repository("checkout", made.url), Repository("billing", made.url))
    assert (
        await refusal("git log", use=use) == "Which repository? There are `checkout` and `billing`."
    )
    assert await refusal("git show", use=use)


async def test_without_a_repository_the_setting_is_named(say, refusal, use):
    """For the operator."""
    said = "No repository is configured: an operator names them in GIT_REPOSITORIES."
    assert await refusal("git log checkout") == said
    assert await say("git repos") == Message("Repositories", (Paragraph(said),))


async def test_an_empty_repository_is_told_of(refusal, with_git, tmp_path):
    """It has no commit yet."""
    use = with_git(Repository("new", Made(tmp_path / "new").url))
    assert await refusal("git log new", use=use) == "`new` has no commit yet."


async def test_the_repositories_are_listed(say, with_git, made, at_noon):
    """How fresh, which branch, which jobs, which services; what does not answer."""
    use = with_git(
        Repository("checkout", made.url, ("checkout*",), {"payments": ("src",)}, "main"),
        Repository("gone", "/nowhere"),
    )
    await say("git log checkout", use=use)

    assert await say("git repos", use=use) == Message(
        "2 repositories",
        (
            Items((
                (
                    Bold("checkout"),
                    "  mirrored just now · branch main · built by checkout* · services: payments",
                ),
                (Bold("gone"), "  not mirrored yet"),
            )),
        ),
        Tone.PLAIN,
        buttons=(Button("Commits of checkout", "git log checkout"),),
        more=(Button("Commits of gone", "git log gone"),),
    )  # fmt: skip  # a list is read as one


async def test_commits_are_links_where_their_web_is_known(say, with_git, made, at_noon):
    """The label is the short sha, the address is built from the configured one."""
    repository = Repository("checkout", "https://ada:s3cret@github.com/team/checkout.git")
    sha = made.git("rev-parse", "HEAD")
    assert commit_url(repository, sha) == f"https://github.com/team/checkout/commit/{sha}"
    assert sha_of(repository, sha) == Link(
        sha[:8], f"https://github.com/team/checkout/commit/{sha}"
    )
