"""`/git show` and `/git compare`: whole messages over a real repository and a told Jenkins."""

from dataclasses import replace

import pytest
from freezegun import freeze_time
from jenkins_told import changes

from handlers.kit import (
    Button,
    Facts,
    Items,
    LinkButton,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    UsageError,
)
from handlers.kit.people import link
from integrations.git import Repository


@pytest.fixture(autouse=True)
def at_noon():
    """An hour after the last commit."""
    with freeze_time("2026-11-20 12:00:00", real_asyncio=True):
        yield


@pytest.fixture
def shas(made):
    """The commits, oldest first."""
    return made.git("log", "--reverse", "--format=%H").split()


async def test_a_commit_is_shown_whole(say, known, shas):
    """Author, time, services, files with their counts, and where to go from here."""
    assert await say(f"git show checkout {shas[2][:7]}", use=known) == Message(
        f"{shas[2][:8]} Round *up*",
        (
            Facts(
                (
                    ("Author", "Ada Lovelace"),
                    ("When", "2026-11-20 11:00 UTC, 1 hour ago"),
                    ("Services", "payments"),
                )
            ),
            Items(((Mono("src/pay.py"), "  +2 -0"),), "1 file, +2 -0"),
        ),
        buttons=(
            *review(known, f"git review checkout {shas[1][:12]}..{shas[2][:12]}"),
            Button("Before it", f"git show checkout {shas[1][:12]}"),
            Button("What came since", f"git compare checkout {shas[2][:12]}"),
        ),
    )


def review(use, command):
    """The button to the review, where there is such a command."""
    return (Button("Review", command),) if "git review" in use.routes.commands else ()


async def test_the_author_is_named_who_linked_the_address(say, known, made, shas):
    """As a person of this workspace."""
    await link(known.systems.store, "Ada@Example.com", "U1ADA")
    told = await say("git show checkout main", use=known)
    assert told.parts[0].rows[0] == ("Author", ("Ada Lovelace", " ", Person("U1ADA")))


async def test_the_builds_with_a_commit_are_shown(say, known, jenkins, shas):
    """Of the jobs that build the repository, those that brought it or built it."""
    jenkins.job("checkout-main")
    jenkins.job("other")
    jenkins.build("checkout-main", 1, "SUCCESS")
    jenkins.build("checkout-main", 2, "FAILURE", changeSets=changes((shas[2], "Round", "Ada")))
    jenkins.build("other", 3, "FAILURE", changeSets=changes((shas[2], "Round", "Ada")))

    told = await say(f"git show {shas[2]}", use=known)
    assert told.parts[-1] == Items((("🔴 ", Mono("checkout-main #2")),), "Builds with this commit")


async def test_a_jenkins_that_is_down_is_a_gap(say, known, jenkins, shas):
    """The commit is shown all the same."""
    jenkins.answers["GET /api/json"] = 503
    told = await say(f"git show {shas[2]}", use=known)
    assert told.parts[-1].text.startswith("Builds could not be read: Asked Jenkins at")
    assert told.title == f"{shas[2][:8]} Round *up*"


async def test_a_merge_names_what_it_merged(say, known, made, shas):
    """And the body of a message is shown as it is, cut at a length."""
    made.git("checkout", "--quiet", "-b", "side", "main~1")
    side = made.commit("Side\n\n" + "why " * 1000, {"s": "s\n"})
    made.git("checkout", "--quiet", "main")
    told = await say(f"git show {made.merge('side')}", use=known)
    assert told.parts[0].rows[-1] == ("Merges", (Mono(side[:8]),))

    body = (await say(f"git show checkout {side}", use=known)).parts[1]
    assert body.text == ("why " * 1000)[:1199] + "…"


async def test_many_files_are_cut_the_largest_first(say, known, made):
    """Fifteen, and how many more."""
    made.commit("Many", {f"f{n}": "x\n" * n for n in range(1, 21)} | {"logo": b"\0"})
    files = (await say("git show checkout main", use=known)).parts[1]
    assert files.heading == "21 files, +210 -0"
    assert files.rows[0] == (Mono("f20"), "  +20 -0, new")
    assert len(files.rows) == 16
    assert files.rows[-1] == "and 6 more"


async def test_the_web_is_a_button_where_it_is_known(say, with_git, made, tmp_path):
    """A remote that is down, and a mirror that was made before: the link needs neither."""
    use = with_git(Repository("checkout", made.url))
    commit = await use.systems.git.show("checkout", "main")
    from handlers.commits.show import told  # noqa: PLC0415 - one place needs it

    web = replace(use.systems.git.repositories[0], url="https://gitlab.example/t/c.git")
    message = await told(with_git(web), web, commit, commit.when)
    where = f"https://gitlab.example/t/c/-/commit/{commit.sha}"
    assert message.buttons[0] == LinkButton("Open", where)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("git show", "`REPO [SHA]` needs REPO."),
        ("git show checkout", "Which commit of `checkout`? `/git log checkout` lists the newest."),
        ("git show checkout deadbeef", "`checkout` has no branch, tag or commit `deadbeef`."),
        ("git show nope main", "There is no repository `nope`. There is only `checkout`."),
        ("git show checkout --all", "`checkout` has no branch, tag or commit `--all`."),
        ("git compare checkout", "`REPO A [B]` needs A."),
        ("git compare checkout main..nope", "`checkout` has no branch, tag or commit `nope`."),
        ("git compare checkout a...b", "`checkout` has no branch, tag or commit `a`."),
        ("git compare chekout a b", "There is no repository `chekout`. Did you mean `checkout`?"),
    ],
)
async def test_what_is_missing_is_said(say, known, words, said):
    """In a sentence, with what there is."""
    with pytest.raises(UsageError) as error:
        await say(words, use=known)
    assert str(error.value).startswith(said)


@pytest.mark.parametrize("words", ["main~2 main", "main~2..main", "main~2...main", "main~2"])
async def test_two_revisions_are_compared(say, known, shas, words):
    """In any of git's spellings; without the second it is the main branch."""
    told = await say(f"git compare checkout {words}", use=known)

    end = "main" if words != "main~2" else "the main branch"
    assert told == Message(
        f"checkout: 2 commits from main~2 to {end}",
        (
            Facts(
                (
                    ("From, to", (Mono(shas[0][:8]), " → ", Mono(shas[2][:8]))),
                    ("Authors", "Ada Lovelace, Grace"),
                    ("Services", "payments, docs"),
                )
            ),
            Items(
                (
                    (Mono(shas[2][:8]), " Round *up* · Ada Lovelace, 1 hour ago"),
                    (Mono(shas[1][:8]), " Explain · Grace, 2 hours ago"),
                )
            ),
            Items(
                (
                    (Mono("src/pay.py"), "  +2 -0"),
                    (Mono("docs/guide.md"), "  +1 -0"),
                ),
                "2 files, +3 -0",
            ),
        ),
        buttons=(
            *review(known, f"git review checkout {shas[0][:12]}..{shas[2][:12]}"),
            Button("Show the newest", f"git show checkout {shas[2][:12]}"),
        ),
    )


async def test_what_only_the_first_has_is_said(say, known, shas):
    """With a button that turns the question round."""
    told = await say("git compare checkout main main~2", use=known)
    assert told.title == "checkout: 0 commits from main to main~2"
    assert told.parts[1] == Paragraph(
        "main~2 has no commit that main has not. main has 2 commits that main~2 has not."
    )
    assert told.buttons == (
        Button("The other way round", f"git compare checkout {shas[0][:12]} {shas[2][:12]}"),
    )
    same = await say("git compare checkout main main~0", use=known)
    assert same.parts[1] == Paragraph("The two are the same commit.")


async def test_a_long_way_is_bounded(say, known, made):
    """Fifteen commits of all."""
    for n in range(20):
        made.commit(f"Change {n}", {"n": str(n)})
    told = await say("git compare checkout main~20 main", use=known)
    assert len(told.parts[1].rows) == 15
    assert told.parts[2] == Note("15 of 20 commits shown, the newest first.")
