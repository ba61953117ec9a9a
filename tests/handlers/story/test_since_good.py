"""The commits since the last good build: of one branch, each once, newest first."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.story.reading import since_good
from integrations.jenkins import Build, Commit

START = datetime(2024, 10, 27, tzinfo=UTC)


def commit(minute):
    """A commit of that minute."""
    return Commit(f"{minute:08x}", "Sam", "", f"Step {minute}", START + timedelta(minutes=minute))


def build(number, result="FAILURE", *minutes, branch="main"):
    """A build with the commits of those minutes."""
    return Build(
        "checkout", number, result=result, branch=branch, commits=tuple(map(commit, minutes))
    )


def test_the_builds_between_count_and_other_branches_do_not():
    """An unstable or aborted build is not good; a build's own commits are in it."""
    history = [
        build(7, "SUCCESS", 70),
        build(6, "FAILURE", 60, 61),
        build(5, "SUCCESS", 50, branch="fix"),
        build(4, "ABORTED", 40),
        build(3, "UNSTABLE", 30, 40),
        build(2, "SUCCESS", 20),
        build(1, "SUCCESS", 10),
    ]

    assert since_good(history[1], history) == (2, tuple(map(commit, (61, 60, 40, 30))))


def test_without_a_good_build_only_its_own_commits_count():
    """Nobody knows how far back the failure reaches."""
    history = [build(6, "FAILURE", 60), build(5, "FAILURE", 50)]

    assert since_good(history[0], history) == (None, (commit(60),))
    assert since_good(history[0], ()) == (None, (commit(60),))


def test_commits_without_a_time_come_last():
    """Some version controls do not tell it."""
    unknown = Commit("f" * 8, "Sam", "", "When?")
    failed = Build("checkout", 6, commits=(unknown, commit(60)))

    assert since_good(failed, ()) == (None, (commit(60), unknown))


numbered = st.builds(
    build,
    st.integers(1, 12),
    st.sampled_from(["SUCCESS", "FAILURE", "UNSTABLE", None]),
    st.integers(0, 200),
    st.integers(0, 200),
    branch=st.sampled_from(["main", "fix"]),
)


@given(numbered, st.lists(numbered, unique_by=lambda b: b.number))
def test_any_history_gives_each_commit_once_and_newest_first(failed, history):
    """The good build is older, good, of the same branch, and none between is good too."""
    good, commits = since_good(failed, history)

    assert len({c.sha for c in commits}) == len(commits) <= 50
    assert [c.when for c in commits] == sorted((c.when for c in commits), reverse=True)
    assert set(failed.commits) <= set(commits)
    known = {b.number: b for b in history}
    if good is not None:
        assert good < failed.number
        assert (known[good].result, known[good].branch) == ("SUCCESS", failed.branch)
    between = [b for b in history if (good or 0) < b.number < failed.number]
    assert not [b for b in between if b.passed and b.branch == failed.branch]
