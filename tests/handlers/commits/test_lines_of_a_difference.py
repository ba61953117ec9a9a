"""Every line of a difference has the number that it has in its file, before or after."""

from difflib import unified_diff

from hypothesis import given
from hypothesis import strategies as st

from handlers.commits.reading.choose import choose, written
from handlers.commits.reading.lines import Lines, added, rows
from handlers.commits.reading.markdown import code, escaped
from handlers.commits.reading.prompt import Remark
from handlers.commits.reading.remarks import verified
from integrations.git import Change
from integrations.git.patches import file_diffs

texts = st.lists(st.sampled_from(["a", "b", "c", "", " x", "+y", "-z", "@@ -1 +1 @@"]), max_size=14)


def difference(old, new):
    """The file's difference as git writes it, read as git's."""
    lines = list(unified_diff(old, new, "a/f.py", "b/f.py", n=1, lineterm=""))
    patch = "\n".join(["diff --git a/f.py b/f.py", *lines, ""])
    return file_diffs([Change("f.py", "M", 1, 1)], patch.encode())


@given(texts, texts)
def test_numbers_are_those_of_the_files(old, new):
    """Each row stands where its number says; all that is new is among the added ones."""
    for file in difference(old, new):
        for hunk in file.hunks:
            for row in rows(hunk):
                assert row.new is None or new[row.new - 1] == row.text
                assert row.old is None or old[row.old - 1] == row.text
                assert (row.new is None, row.old is None).count(False) == 1 + (row.sign == " ")
        gone = [row for hunk in file.hunks for row in rows(hunk) if row.sign == "-"]
        assert len(new) - len(old) == len(list(added(file))) - len(gone)


@given(texts, texts, st.integers(-3, 20), st.sampled_from(["f.py", "a/f.py", "b/f.py", "g.py"]))
def test_a_remark_stands_only_at_a_line_of_the_difference(old, new, line, path):
    """And it quotes that line; everything else is counted as dropped."""
    choice = choose(difference(old, new), (), 1000)
    one = Remark(path=path, line=line, severity="minor", text="Hm.")
    found = verified([one], choice)

    held = Lines([(shown.path, row) for shown in choice.shown for row in shown.rows])
    assert len(found.noted) + found.dropped == 1
    for noted in found.noted:
        assert noted.path == "f.py"
        assert noted.quote == held.text("f.py", line)


@given(texts, texts, st.integers(1, 200))
def test_what_is_chosen_fits_the_budget(old, new, tokens):
    """Whatever the size of the difference."""
    choice = choose(difference(old, new), (), tokens)
    size = sum(len(line.encode()) + 1 for shown in choice.shown for line in written(shown))

    assert size <= tokens * 3
    assert len(choice.shown) <= choice.hunks


@given(st.text(max_size=60))
def test_foreign_text_ends_no_code_span_and_makes_no_markup(text):
    """In the file of a review."""
    span = code(text)
    fence = span[: len(span) - len(span.lstrip("`"))]
    inside = span[len(fence) : -len(fence)]
    assert span.endswith(fence)
    assert fence not in inside
    assert "\n" not in escaped(text)
    assert "](" not in escaped(text)
