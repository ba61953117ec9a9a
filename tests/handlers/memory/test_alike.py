"""Lines that look alike, lines that are the same but for numbers, and words that still fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.memory.failure import Failure, Where
from handlers.memory.find import line_in
from handlers.memory.similar import ALIKE, likeness, similar

LINE = "FAILED tests/test_cart.py::test_total - AssertionError: assert 3 == 2"


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ("FAILED tests/test_cart.py::test_gifts - AssertionError: assert 9 == 2", True),
        ("FAILED tests/test_till.py::test_total - ValueError: no such coin", False),
        ("ERROR: Could not find a version that satisfies the requirement taxlib", False),
    ],
)
def test_lines_are_alike_by_the_words_that_they_share(other, alike):
    """Numbers, times and places aside."""
    assert (likeness(LINE, other) >= ALIKE) == alike


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    """From nothing to all."""
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1


def test_only_the_same_category_and_folder_is_offered():
    """The best first, and two at most."""
    ours = Failure("0", "test", "", LINE, where=(Where("checkout"),))
    near = LINE.replace("test_total", "test_gifts")
    known = [
        ours,
        Failure("1", "test", "", near.replace("assert", "refuse"), where=(Where("checkout"),)),
        Failure("2", "test", "", near, where=(Where("payments"),)),
        Failure("3", "lint", "", near, where=(Where("checkout"),)),
        Failure("4", "test", "", near, where=(Where("red/checkout"),)),
        Failure("5", "test", "", "make: *** [all] Error 2", where=(Where("checkout"),)),
    ]

    assert [each.id for each in similar(ours, known, "checkout")] == ["2", "1"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("2026-02-28 loaded 3 prices", (3, "2026-03-03 loaded 17 prices")),
        ("loaded", None),
        ("2026-02-28 loaded 3 prizes", None),
        ("17", None),
    ],
)
def test_a_named_line_is_found_numbers_and_times_aside(tmp_path, wanted, found):
    """The last one that is it."""
    log = tmp_path / "a.log"
    log.write_text("2026-03-02 loaded 4 prices\nother\n2026-03-03 loaded 17 prices\nend\n")

    assert line_in(log, wanted) == found


def test_a_secret_in_a_named_line_is_taken_out(tmp_path):
    """As everywhere."""
    log = tmp_path / "a.log"
    log.write_text(f"deploying with ghp_{'a' * 36}\n")

    assert line_in(log, f"deploying with ghp_{'a' * 36}") == (
        1,
        "deploying with [redacted: github token]",
    )


def test_without_the_log_nothing_is_found(tmp_path):
    """It may not have been read."""
    assert line_in(tmp_path / "none.log", "loaded 3 prices") is None
