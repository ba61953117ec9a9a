"""How evidence is weighed: what speaks for a commit, what against it, and when nothing tells."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from handlers.kit import plain
from handlers.suspects.clues import Clues, Test
from handlers.suspects.evidence import Evidence, Named
from handlers.suspects.rank import rank, score
from handlers.suspects.values import Reason
from integrations.git import Change, Commit

WHEN = datetime(2026, 11, 20, tzinfo=UTC)


def commit(name, *paths, subject="Step", body="", parents=("0",)):
    """A commit that changes these files; its sha is the name again and again."""
    files = tuple(Change(path, "M", 1, 1) for path in paths)
    return Commit((name * 40)[:40], "Sam", "", WHEN, subject, body, parents, files)


def told(row):
    """The reasons of a ranked commit as sentences' ends, without the one on its place."""
    return [plain(reason.text) for reason in row[2] if reason.kind != "recent"]


NAMED = Evidence(Clues("test"), named=(Named("src/a.py", 3),))


def test_a_merge_stands_behind_what_it_merged():
    """It touches the same file, and says that the others are looked at on their own."""
    part = commit("a", "src/a.py")
    merge = commit("b", "src/a.py", parents=("0" * 40, part.sha))

    ranked, clear = rank([merge, part, commit("c", "src/c.py")], NAMED)

    assert clear
    assert ranked[0][0] is part
    assert "merges commits that are looked at on their own" in told(ranked[1])


def test_a_merge_from_outside_counts_as_any_commit():
    """What it merged is not in the list."""
    merge = commit("b", "src/a.py", parents=("0" * 40, "9" * 40))

    ranked, _ = rank([commit("c", "src/c.py"), merge], NAMED)

    assert told(ranked[0]) == ["touches src/a.py:3, which the failure names"]


def test_a_commit_and_its_revert_cancel():
    """Both stand behind one that touches the file for good, and say why."""
    first = commit("a", "src/a.py", subject="Add")
    back = commit("b", "src/a.py", subject='Revert "Add"', body=f"This reverts commit {first.sha}.")
    other = commit("c", "src/a.py", subject="Other")

    ranked, _ = rank([back, first, other], NAMED)

    assert ranked[0][0] is other
    assert {told(ranked[1])[-1], told(ranked[2])[-1]} == {
        "takes back aaaaaaaa, which is here too",
        "is taken back by bbbbbbbb, which is here too",
    }


def test_documentation_alone_stands_last():
    """Also where the failure names the file."""
    known = Evidence(Clues("test"), named=(Named("docs/a.md", 3), Named("src/a.py", 1)))

    ranked, clear = rank([commit("d", "docs/a.md"), commit("a", "src/a.py")], known)

    assert clear
    assert [row[0].short for row in ranked] == ["aaaaaaaa", "dddddddd"]
    assert "only touches documentation" in told(ranked[1])


def test_where_nothing_tells_them_apart_they_keep_their_order():
    """Newest first, as they came."""
    commits = [commit("a", "x.py"), commit("b", "y.py"), commit("c", "z.py")]

    ranked, clear = rank(commits, NAMED)

    assert not clear
    assert [row[0] for row in ranked] == commits


def test_all_with_the_same_evidence_are_not_told_apart():
    """One reason each says nothing of the order."""
    commits = [commit("a", "src/a.py"), commit("b", "src/a.py")]

    ranked, clear = rank(commits, NAMED)

    assert not clear
    assert [row[0] for row in ranked] == commits


def test_a_commits_own_words_count():
    """Doubts of its own, and the name of the test that failed."""
    known = Evidence(Clues("test", tests=(Test("test_total", "tests.cart"),)))
    doubts = commit("a", "x.py", subject="WIP: faster")
    names = commit("b", "y.py", body="Makes test_total quicker")

    ranked, _ = rank([commit("c", "z.py"), doubts, names], known)

    assert told(ranked[0]) == ["mentions test_total, as the failure does"]
    assert told(ranked[1]) == ['says of itself "WIP"']


def test_a_lock_file_counts_where_dependencies_failed_and_not_elsewhere():
    """The kind of failure decides."""
    commits = [commit("a", "src/b.py"), commit("b", "poetry.lock")]

    ranked, clear = rank(commits, Evidence(Clues("dependency")))
    assert clear
    assert told(ranked[0]) == [
        "changes poetry.lock, and what failed is the fetching of dependencies"
    ]


def test_a_commit_that_touches_hundreds_of_files_is_named_by_chance():
    """The small one that touches the file as well stands first."""
    broad = commit("a", "src/a.py", *(f"src/{n}.py" for n in range(400)))
    small = commit("b", "src/a.py")

    ranked, _ = rank([broad, small], NAMED)

    assert ranked[0][0] is small


reasons = st.builds(
    Reason,
    st.sampled_from(["blame", "place", "test", "docs", "merge"]),
    st.just("x"),
    st.floats(-1, 1),
)


@given(st.lists(reasons, max_size=12), st.integers(0, 10_000))
def test_a_score_is_a_share_whatever_the_reasons(many, files):
    """0 to 1, and one more reason for it never makes it smaller."""
    one = score(many, files)
    assert 0 <= one <= 1
    assert score([*many, Reason("said", "y", 0.3)], files) >= one
