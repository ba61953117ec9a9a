"""Small histories in many languages: the commit to look at first stands first, in words for all."""

from dataclasses import replace

import pytest
from made_stories import END, STORIES, WORKSPACE
from repository_made import Made

from handlers.kit import plain
from handlers.suspects import looking, suspects_of
from integrations.git import Git, Repository

BLAME = (
    "fault",
    "guilty",
    "culprit",
    "blame",
    "broke",
    "breaker",
    "offend",
    "mistake",
    "bad commit",
)


def of_revision(sha):
    """The action that names what a build built."""
    ref = "refs/remotes/origin/main"
    return {"lastBuiltRevision": {"SHA1": sha, "branch": [{"name": ref}]}}


@pytest.fixture
def told(jenkins, use, tmp_path):
    """Play a story: a good build of its start, and a failed one of its end; what is suspected."""

    async def tell(story):
        made = Made(tmp_path / "origin")
        good = made.commit("Start", story.start)
        for subject, files in story.commits:
            bad = made.commit(subject, files)
        jenkins.job("made")
        jenkins.build("made", 1, "SUCCESS", actions=[of_revision(good)])
        jenkins.build("made", 2, actions=[of_revision(bad)])
        jenkins.console("made", 2, f"Building in workspace {WORKSPACE}\n{story.console}{END}")
        if story.tests:
            cases = [
                {"className": suite, "name": name, "status": "FAILED", "errorDetails": words}
                for suite, name, words in story.tests
            ]
            jenkins.tests("made", 2, 3, *cases)
        git = Git([Repository("made", made.url, ("made",))], tmp_path / "mirrors")
        return await suspects_of(replace(use, systems=replace(use.systems, git=git)), "made", 2)

    return tell


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
async def test_the_commit_to_look_at_stands_first(story, told):
    """It is told apart by evidence, each reason is the end of a sentence, and nobody is blamed."""
    found = await told(story)

    assert found.gaps == ()
    assert found.total == len(found.ranked) == len(story.commits)
    assert found.clear
    assert found.ranked[0].subject == story.broke
    assert found.ranked[0].told
    words = " ".join(plain(r.text).casefold() for s in found.ranked for r in s.reasons)
    assert not [word for word in BLAME if word in words]


async def test_a_mirror_that_is_slow_leaves_what_the_files_names_tell(told, monkeypatch):
    """The answer comes all the same, and says what is missing."""
    monkeypatch.setattr(looking, "PATIENCE", 0.001)

    found = await told(STORIES[0])

    assert found.gaps == (
        "The mirror of made did not tell within 0.001 s what the commits changed, so only the"
        " names of their files count.",
    )
    assert found.ranked[0].subject == "Sum floats"
