"""`/git suspects`: the whole answer, with git and without, and no word that blames anybody."""

import pytest
from freezegun import freeze_time
from jenkins_told import changes

from handlers.commits import suspects
from handlers.kit import (
    Bold,
    Button,
    Items,
    Link,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Tone,
    people,
    plain,
)
from handlers.suspects import against, reasons, words
from integrations.git import Git, Repository

CONSOLE = """\
+ python -m pay
Traceback (most recent call last):
  File "/ws/src/pay.py", line 3, in pay
    total(1)
NameError: name 'total' is not defined
ERROR: script returned exit code 1
Finished: FAILURE
"""
WHY = Button("Why?", "jenkins why checkout 5")
NAMED = ", which the failure names"
BLAME = ("fault", "guilty", "culprit", "blame", "breaker", "offend", "mistake", "suspicious", "bad")


def of_revision(sha):
    """The action that names what a build built."""
    return {"lastBuiltRevision": {"SHA1": sha, "branch": [{"name": "refs/remotes/origin/main"}]}}


@pytest.fixture
def at_noon():
    """An hour after the last commit."""
    with freeze_time("2026-11-20 12:00:00", real_asyncio=True):
        yield


@pytest.fixture
def shas(made, jenkins):
    """A good build of the first commit and a failed one of the last; all shas, newest first."""
    found = made.git("log", "--format=%H").split()
    jenkins.job("checkout")
    jenkins.build("checkout", 4, "SUCCESS", actions=[of_revision(found[-1])])
    jenkins.build("checkout", 5, actions=[of_revision(found[0])])
    jenkins.console("checkout", 5, CONSOLE)
    return found


async def test_commits_are_ranked_with_their_reasons(say, known, shas, at_noon):
    """The one that changed the line last stands first; one of documentation says so."""
    three, two, one = shas

    assert await say("git suspects checkout", use=known) == Message(
        "What may have to do with checkout #5",
        (
            Paragraph(
                "2 commits came in. What the failure names leads to some more than to others;"
                " it proves nothing."
            ),
            Paragraph((Mono(three[:8]), " Round *up* · ", "Ada Lovelace", ", 1 hour ago")),
            Items(
                (
                    ("was the last to change ", Mono("src/pay.py:3"), NAMED),
                    ("touches ", Mono("src/pay.py:3"), NAMED),
                ),
                "May have to do with it, because it",
            ),
            Paragraph((Mono(two[:8]), " Explain · ", "Grace", ", 2 hours ago")),
            Paragraph(("No evidence points to it; it ", "only touches documentation", ".")),
        ),
        Tone.PLAIN,
        buttons=(
            Button("Show commit", f"git show checkout {three[:12]}", "primary"),
            WHY,
            Button("Compare", f"git compare checkout {one[:12]} {three[:12]}"),
        ),
        summary="checkout #5: 2 commits may have to do with it",
    )


async def test_places_and_commits_are_links_where_the_web_is_known(
    say, made, shas, with_git, at_noon
):
    """A line of the revision that was built, on the forge's page."""
    url = "https://github.com/team/checkout.git"
    hub = Repository("checkout", url, ("checkout",))
    use = with_git(hub)
    there = use.systems.git
    folder = Git([Repository("checkout", made.url)], there._mirrors._folder)
    await folder.refresh("checkout")
    made_at = folder._mirrors.path(folder.repositories[0])
    made_at.rename(there._mirrors.path(hub))

    message = await say("git suspects checkout", use=use)

    web = "https://github.com/team/checkout"
    assert message.parts[1].text[0] == Link(shas[0][:8], f"{web}/commit/{shas[0]}")
    line = Link("src/pay.py:3", f"{web}/blob/{shas[0]}/src/pay.py#L3")
    assert message.parts[2].rows[0] == ("was the last to change ", line, NAMED)


async def test_without_a_repository_jenkins_tells_what_it_knows(say, jenkins, at_noon):
    """Its own list of commits, and what could not be looked at."""
    jenkins.job("checkout")
    jenkins.build("checkout", 4, "SUCCESS")
    jenkins.build(
        "checkout",
        5,
        changeSets=changes(("a1" * 20, "One", "Sam"), ("b2" * 20, "Two", "Lin")),
    )
    jenkins.console("checkout", 5, CONSOLE)

    message = await say("git suspects checkout 5")

    assert message.parts == (
        Paragraph("2 commits came in, and no evidence tells them apart: the newest stand first."),
        Paragraph((Mono("b2b2b2b2"), " Two · ", "Lin", ", 754 days ago")),
        Paragraph("No evidence points to it."),
        Paragraph((Mono("a1a1a1a1"), " One · ", "Sam", ", 754 days ago")),
        Paragraph("No evidence points to it."),
        Note(
            "No repository is configured for checkout, so only what Jenkins tells of the commits"
            " counts."
        ),
    )
    assert message.buttons == (WHY,)


async def test_the_paths_that_jenkins_tells_count_without_git(say, jenkins, at_noon):
    """A commit that touches the file of the traceback stands before a later one."""
    jenkins.job("checkout")
    jenkins.build("checkout", 4, "SUCCESS")
    sets = changes(("a1" * 20, "One", "Sam"), ("b2" * 20, "Two", "Lin"))
    sets[0]["items"][0]["affectedPaths"] = ["src/pay.py"]
    sets[0]["items"][1]["affectedPaths"] = ["docs/a.md"]
    jenkins.build("checkout", 5, changeSets=sets)
    jenkins.console("checkout", 5, CONSOLE)

    message = await say("git suspects checkout")

    assert [plain(part.text) for part in message.parts[1::2] if isinstance(part, Paragraph)] == [
        "a1a1a1a1 One · Sam, 754 days ago",
        "b2b2b2b2 Two · Lin, 754 days ago",
    ]


async def test_a_mirror_that_cannot_be_made_is_a_gap(say, shas, with_git, tmp_path, at_noon):
    """Git's own sentence, and the rest of the answer."""
    nowhere = Repository("checkout", (tmp_path / "nowhere").as_uri(), ("checkout",))

    message = await say("git suspects checkout", use=with_git(nowhere))

    (gap,) = [plain(part.text) for part in message.parts if isinstance(part, Note)]
    assert gap.startswith(
        "The commits could not be asked of git, so only what Jenkins tells of them counts: "
    )


async def test_a_linked_author_is_named_and_never_called(say, known, shas, slack, at_noon):
    """Bold, not a mention; who asks is "you"."""
    store = known.systems.store
    await people.link(store, "ada@example.com", "U1ADA")
    await people.link(store, "g@x.org", "U2GRACE")

    message = await say("git suspects checkout", use=known)

    heads = [part.text for part in message.parts if isinstance(part, Paragraph)][1:]
    assert heads[0][2] == Bold("you")
    assert heads[1][2] == Bold("Grace")
    assert not [s for text in heads for s in text if isinstance(s, Person)]


async def test_the_same_code_has_no_suspects(say, known, jenkins, shas):
    """A good build and a failed one of one revision."""
    jenkins.build("checkout", 6, "SUCCESS", actions=[of_revision(shas[0])])
    jenkins.build("checkout", 7, actions=[of_revision(shas[0])])
    jenkins.console("checkout", 7, CONSOLE)

    message = await say("git suspects checkout 7", use=known)

    assert message.parts == (
        Paragraph("No commit came in since the last good build: the same code passed there."),
    )


async def test_a_build_that_passed_has_nothing_to_look_for(say, known, shas):
    """And so it is said."""
    message = await say("git suspects checkout 4", use=known)

    assert message.parts == (Paragraph("checkout #4 passed, so there is nothing to look for."),)


async def test_many_commits_are_cut_at_five(say, known, made, shas, jenkins):
    """The rest is counted."""
    for n in range(6):
        last = made.commit(f"Step {n}", {f"src/{n}.py": "x\n"})
    jenkins.build("checkout", 5, actions=[of_revision(last)])
    await known.systems.git.refresh("checkout", force=True)

    message = await say("git suspects checkout", use=known)

    assert Note("and 3 more") in message.parts


def test_no_wording_blames_anybody():
    """Every sentence of ours about commits, whatever the evidence."""
    texts = [
        value.casefold()
        for module in (suspects, reasons, words, against)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str)
    ]

    assert len(texts) > 30
    assert not [(text, word) for text in texts for word in BLAME if word in text]
