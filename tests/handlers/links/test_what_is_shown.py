"""What is shown of commits and comparisons: what their commands answer, in short."""

from dataclasses import replace

import pytest
from repository_made import Made

from handlers.kit import Ask, Items, LinkButton, UsageError
from handlers.links.shown import shown
from handlers.links.targets import OfCommit, OfComparison
from integrations.git import Git, Repository

ASK = Ask("", "U1ADA", "C0BUILDS0", public=True)


@pytest.fixture
async def known(use, tmp_path):
    """A handler's tools with one repository of seven commits; gives their shas too."""
    made = Made(tmp_path / "origin")
    shas = [made.commit(f"Change {n}", {f"src/{n}.py": "1\n" * n}) for n in range(1, 8)]
    git = Git((Repository("checkout", made.url),), tmp_path / "mirrors")
    yield replace(use, systems=replace(use.systems, git=git)), shas
    await git.close()


async def test_a_commit_and_a_comparison_are_told_in_short(known):
    """The first parts, lists with their first five rows, and no menu."""
    use, shas = known

    commit = await shown(OfCommit("checkout", shas[-1][:12]), ASK, use)
    comparison = await shown(OfComparison("checkout", shas[0], "main"), ASK, use)

    assert commit.title == f"{shas[-1][:8]} Change 7"
    assert comparison.title == f"checkout: 6 commits from {shas[0][:12]} to main"
    lists = [part for part in comparison.parts if isinstance(part, Items)]
    assert [len(part.rows) for part in lists] == [6, 6]
    assert lists[0].rows[-1] == "and 1 more"
    for message in (commit, comparison):
        assert len(message.parts) <= 3
        assert (message.more, message.files) == ((), ())
        assert not [b for b in message.buttons if isinstance(b, LinkButton)]


@pytest.mark.parametrize("sha", ["0" * 40, "abcdef1"])
async def test_a_commit_that_is_not_there_is_a_sentence_of_the_command(known, sha):
    """Which whoever hears of the link leaves unsaid."""
    with pytest.raises(UsageError):
        await shown(OfCommit("checkout", sha), ASK, known[0])
