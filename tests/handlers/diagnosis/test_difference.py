"""What one log says and another did not."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from handlers.diagnosis.difference import difference

LINE = st.text(st.sampled_from("ab01 /:-"), max_size=12).map(str.encode)


def test_a_log_has_nothing_new_beside_itself():
    """Nor beside the same run at another time, in another folder, with other numbers."""
    log = b"2026-11-02T10:00:00Z fetched 12 files into /var/w/a/b/c.txt\nok 7f3a9b12cd in 3 s\n"
    later = b"2026-11-03T11:10:07Z fetched 9 files into /srv/x/y/c.txt\nok 1c3a0b1200 in 14 s\n"

    assert difference([log], [later], 9).lines == ()
    assert difference([log], [later], 9).count == 0


def test_the_most_telling_line_comes_first():
    """An assertion before a progress line, whatever their order; each with its number."""
    before = b"start\ndone\n"
    after = b"start\nwarming up\nwarming up\nE   AssertionError: 3 == 4\ndone\n"

    found = difference([before], [after], 9)

    assert [(each.number, each.text) for each in found.lines] == [
        (4, "E   AssertionError: 3 == 4"),
        (2, "warming up"),
    ]
    assert (found.count, found.whole) == (2, True)


def test_one_place_does_not_take_all_the_room():
    """Of a long stack three lines are shown, and the news far from it too."""
    letters = "abcdefghijklmnopqrst"
    stack = "".join(f"    at shop.{each}.pay(Shop.java:{ord(each)})\n" for each in letters)
    quiet = "start\n" * 30
    after = f"start\n{stack}{quiet}something else\n".encode()

    found = difference([b"start\n"], [after], 5)

    assert 52 in [each.number for each in found.lines]


@given(st.lists(LINE, max_size=30), st.lists(LINE, max_size=30), st.integers(1, 40))
def test_what_is_told_as_new_stands_there_and_was_not_there(before, after, size):
    """Every line told has its words in the later log at its number, and not in the earlier; chunks do not matter."""
    old, new = b"\n".join(before), b"\n".join(after)
    chunks = [new[at : at + size] for at in range(0, len(new), size)]

    found = difference([old], chunks, 50)

    assert found == difference([old], [new], 50)
    for each in found.lines:
        assert each.text == after[each.number - 1].decode().rstrip()
        assert after[each.number - 1] not in before


def test_memory_does_not_grow_with_the_log():
    """Sixteen times as many lines, of which numbers differ, take no more of it."""
    page = b"".join(b"step %d of N took N ms\n" % at for at in range(1500))

    def peak(count):
        tracemalloc.start()
        log = (page.replace(b"N", b"%d" % (at * 7919)) for at in range(count))
        found = difference([b"start\n"], log, 9)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert [(each.number, each.text) for each in found.lines] == [(1, "step 0 of 0 took 0 ms")]
        return most

    assert peak(160) < 1.2 * peak(10)


def test_a_log_that_is_too_varied_is_not_called_new():
    """Where the earlier log could not be read to its end nothing is said to be new."""
    letters = str.maketrans("0123456789", "klmnopqrst")
    varied = "".join(f"x{str(at).translate(letters)}y\n" for at in range(102)).encode()

    found = difference([varied], [b"quite another thing\n"], 9, masked=300)

    assert (found.lines, found.count, found.whole) == ((), 0, False)
