"""What git prints is read strictly: no field can be taken for another, no cut is taken for whole."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.git import Change
from integrations.git.commits import changes, commits
from integrations.git.patches import file_diffs

SHA = "a" * 40
ZERO = "0" * 40
FIELD = st.text(st.characters(blacklist_characters="\0", blacklist_categories=("Cs",)), max_size=20)
HOSTILE = st.sampled_from([
    "\x01" + SHA, ":100644 100644 a b M", "1\t2\tx", "-\t-\t", "@@ -1 +1 @@", "diff --git a b", "\n",
])  # fmt: skip  # a list is read as one
PATH = (FIELD | HOSTILE).filter(bool)


def printed(fields, files):
    """One commit as `git log -z` prints it: seven fields, then its files twice."""
    head = "".join(f"{each}\0" for each in fields) + "\0"
    raw = [f":100644 100644 {ZERO} {ZERO} M\0{path}\0" for path in files]
    counts = [f"1\t2\t{path}\0" for path in files]
    return ("\x01" + head + ("\n" if files else "") + "".join(raw + counts)).encode()


@given(
    st.lists(
        st.tuples(FIELD | HOSTILE, FIELD | HOSTILE, FIELD | HOSTILE, st.sets(PATH, max_size=3)),
        max_size=4,
    )
)
def test_every_field_stays_its_own(told):
    """Whatever an author, a subject, a body or a file is called, as many commits come as there are."""
    data = b"".join(
        printed((SHA, ZERO, author, "a@b.c", "1795000000", subject, body), sorted(files))
        for author, subject, body, files in told
    )

    found = commits(data)
    assert [{change.path for change in each.files} for each in found] == [
        files for _, _, _, files in told
    ]
    for each, (_, _, body, _) in zip(found, told, strict=True):
        assert (each.sha, each.parents, each.email) == (SHA, (ZERO,), "a@b.c")
        assert each.when == datetime.fromtimestamp(1795000000, UTC)
        assert each.body == body.strip()
        assert "\n" not in each.subject + each.author


@given(st.binary(max_size=200))
def test_anything_else_is_refused(data):
    """ValueError, and nothing else."""
    for read in (commits, changes):
        try:
            read(data)
        except ValueError:
            continue
        read(data, cut=True)


@given(st.integers(0, 400))
def test_a_cut_leaves_whole_commits(at):
    """Wherever the limit falls, no half commit stands beside whole ones."""
    one = printed((SHA, "", "Ada", "a@b.c", "0", "One", ""), ["a"])
    data = one * 3
    whole = min(at, len(data)) // len(one)
    try:
        found = commits(data[:at], cut=at < len(data))
    except ValueError:
        assert at < len(one)
        return
    assert len(found) <= max(1, whole + 1)
    for each in found[:-1]:
        assert each.files == (Change("a", "M", 1, 2),)


@given(st.lists(st.binary(max_size=12) | st.sampled_from([b"@@ -1 +1 @@", b"diff --git a b"])))
def test_any_patch_is_read(lines):
    """Hunks hold as many lines as they say, or are left out."""
    patch = b"\n".join([b"diff --git a/x b/x", b"@@ -1,2 +1,3 @@ f", *lines])
    for diff in file_diffs([Change("x", "M", 1, 1)], patch):
        for hunk in diff.hunks:
            assert sum(line[:1] != "+" for line in hunk.lines) == hunk.old_count
            assert sum(line[:1] != "-" for line in hunk.lines) == hunk.new_count


@pytest.mark.parametrize("count", ["99999999999999999999", "x", ""])
def test_a_time_that_no_calendar_has_is_the_beginning(count):
    """A commit may claim any time."""
    data = printed((SHA, "", "Ada", "a@b.c", count, "One", ""), [])
    assert commits(data)[0].when == datetime.fromtimestamp(0, UTC)
