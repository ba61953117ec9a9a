"""Tokens are counted without a vocabulary: never too few, and not much too many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.explain.tokens import tokens

# What OpenAI's vocabularies o200k and cl100k make of each, the larger of the two counts.
COUNTED = [
    (
        "40 | E   AssertionError: assert 3 == 2\n41 | FAILED tests/test_cart.py::test_total - AssertionError",
        27,
    ),
    ("2026-11-20T08:15:59.1234567Z ##[error]Process completed with exit code 1.", 29),
    ("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 46),
    ("MIIEowIBAAKCAQEAx7Vq3nB0o9sXk2ZyJ8LhT5mWcRfUeP1dGaKjNvQiYtHbSlOz", 54),
    ("构建失败：磁盘空间不足，无法写入文件 src/app.py，请清理后重试。", 30),
    ("[INFO] --- maven-surefire-plugin:2.22.2:test (default-test) @ shop-service ---", 25),
    ("    at com.acme.shop.CartServiceTest.totalsAreRounded(CartServiceTest.java:118)", 23),
    (
        "drwxr-xr-x   2 root     root         4096 Nov 20 08:15 node_modules\n-rw-r--r--   1 root     root       121553 Nov 20 08:15 package-lock.json",
        52,
    ),
    ("   59/360 [▓▓▓▓░░░░░░░░░░░░░░░░]  16%\n   60/360 [▓▓▓▓░░░░░░░░░░░░░░░░]  16%", 70),
    ("========================= 3 failed, 41 passed in 12.07s =========================", 17),
    ("lgil2h1lreznz2jgriglh9vxr rujus3t1cte3yk3sjrfmka6yt jy9yroshvjhnc742zzswzu4h2", 49),
    ("!#$%^*()`~+-;_=[]{}|\\@mnesia.localhost/resource!@#$%^&*()'\"`~<>+-/;:_=[]{}|\\", 36),
    (
        "Could not resolve dependencies for project: the repository refused the connection, so try again later.",
        18,
    ),
    ("Échec 🚀 résumé naïve façade — “quoted” … ошибка сборки", 25),
    ("\t\tundefined reference to `_ZN4core3fmt9Formatter9write_str17h0123456789abcdefE'", 25),
    ("C:\\Users\\ci\\AppData\\Local\\Temp\\MSBuild\\obj\\Release\\net8.0\\Shop.dll", 26),
]


@pytest.mark.parametrize(("text", "true"), COUNTED)
def test_no_kind_of_text_takes_more_tokens_than_are_counted(text, true):
    """Test output, stamps, hashes, listings, boxes, marks, Chinese, accents, paths."""
    assert true <= tokens(text) <= 3 * true


def test_nothing_costs_nothing():
    """And a word of English one token."""
    assert (tokens(""), tokens("word"), tokens("a word")) == (0, 1, 2)


@given(st.text(), st.text())
def test_two_texts_in_two_lines_cost_about_what_they_cost_alone(one, other):
    """So that rows can be weighed one by one: their sum is never too small by more than a token."""
    assert tokens(f"{one}\n{other}") <= tokens(one) + tokens(other) + 2


@given(st.text(max_size=400))
def test_every_character_outside_ascii_counts(text):
    """Whatever the text is made of, it costs something, and never more than two a character."""
    assert (tokens(text) > 0) == bool(text)
    assert tokens(text) <= 2 * len(text)
