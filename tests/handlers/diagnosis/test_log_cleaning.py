"""A line's own words, whatever it was wrapped in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.diagnosis.clean import Words, clean, unstamped

WRAPPED = [
    (b"\x1b[31mred\x1b[0m words\r", Words("red words", "red words", "")),
    (b"  5%\r 50%\r100% done\r", Words("100% done", "100% done", "")),
    (
        b"2022-03-23T04:33:01.7331034Z ##[error]It broke",
        Words("##[error]It broke", "It broke", "E"),
    ),
    (b"[2026-11-22T17:02:03.123Z] + make", Words("+ make", "+ make", "")),
    (b"17:02:03  + make", Words("+ make", "+ make", "")),
    (b"[\x1b[1;31mERROR\x1b[m] no symbol", Words("[ERROR] no symbol", "no symbol", "E")),
    (b"#16 0.174 addgroup: in use", Words("#16 0.174 addgroup: in use", "addgroup: in use", "")),
    (
        b"[task 2025-02-13T21:45:24.968Z] 21:45:24  WARNING -  TEST",
        Words("WARNING -  TEST", "TEST", "W"),
    ),
    (
        b"2017-11-12 14:27:38.214034 | a.py:76:1: E305",
        Words("a.py:76:1: E305", "a.py:76:1: E305", ""),
    ),
    (b"\x1b[8mha:////4AAAA+x==\x1b[0m[Pipeline] sh", Words("[Pipeline] sh", "[Pipeline] sh", "")),
    (b"web_1  | Error: gone", Words("web_1  | Error: gone", "Error: gone", "")),
    (b"\xff\xfeE", Words("\ufffd\ufffdE", "\ufffd\ufffdE", "")),
    (b"", Words("", "", "")),
]


@pytest.mark.parametrize(("raw", "words"), WRAPPED)
def test_a_line_loses_its_wrapping_and_keeps_its_words(raw, words):
    """Colour, progress, stamps and notes go; the level stays in the text and leaves the bare words."""
    assert clean(raw) == words


STAMPS = ["2026-11-20T10:00:00.123Z", "[2026-11-22 17:02:03,1+01:00]", "17:02:03", "[task "]
JOINTS = [" ", "  ", " | ", " - ", "\t", " +", " 00O ", " ^[[1m", "[", "] ", "\r", "\u3000"]
WORDS = st.sampled_from([*STAMPS, *JOINTS, "ERROR", "[ERROR]", "a0E+", "-", "word", "\x1b[0m"])


@given(st.lists(WORDS, max_size=7).map("".join))
def test_a_line_known_without_its_stamp_is_the_same_line(text):
    """However stamps and other things follow upon each other."""
    raw = text.encode()

    assert clean(unstamped(raw)) == clean(raw)


@pytest.mark.parametrize(
    "stamp", [b"2026-11-20T10:00:00.123Z ", b"[2026-11-22 17:02:03] ", b"17:02:03  "]
)
def test_lines_that_differ_in_their_stamp_alone_are_one(stamp):
    """So that they are understood once."""
    assert unstamped(stamp + b"[INFO] done") == b"[INFO] done"
