"""The gate: raw bytes are judged before anything reads meaning into them."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from bot.gate import head_refusal, same_secret, single, slack_refusal
from bot.gate.body import TOO_LARGE
from bot.gate.signature import ENCODED, FORGED, LARGEST, NOT_TEXT, STALE, UNSIGNED

SECRET = "0123456789abcdef0123456789abcdef"
NOW = 1_800_000_000


def signed(body, *, at=NOW, secret=SECRET):
    """The headers that Slack would send with a body."""
    base = b"v0:" + str(at).encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": f"v0={digest}"}


def test_what_slack_signed_passes():
    """A body under its own signature goes on."""
    body = b"command=%2Fjenkins&text=why+checkout"

    assert slack_refusal(signed(body), body, SECRET, now=NOW) is None


@pytest.mark.parametrize(
    ("headers", "refusal"),
    [
        ({}, UNSIGNED),
        (signed(b"x") | {"X-Slack-Request-Timestamp": "abc"}, UNSIGNED),
        (signed(b"x") | {"X-Slack-Request-Timestamp": "١٢٣"}, UNSIGNED),
        (signed(b"x") | {"X-Slack-Signature": "v0=é"}, UNSIGNED),
        (signed(b"x", at=NOW - 301), STALE),
        (signed(b"x", at=NOW + 301), STALE),
        (signed(b"y"), FORGED),
        (signed(b"x", secret="f" * 32), FORGED),
    ],
)
def test_what_slack_did_not_sign_is_refused(headers, refusal):
    """Missing, malformed, stale, future and foreign signatures each get their refusal."""
    assert slack_refusal(headers, b"x", SECRET, now=NOW) == refusal


@pytest.mark.parametrize("name", ["X-Slack-Request-Timestamp", "X-Slack-Signature"])
def test_a_header_that_comes_twice_counts_as_none(name):
    """Of two values one reader could check the first and another use the second."""
    headers = CIMultiDict(signed(b"x"))
    headers.add(name.lower(), headers[name])

    assert single(headers, name) == ""
    assert slack_refusal(headers, b"x", SECRET, now=NOW) == UNSIGNED


@pytest.mark.parametrize(
    "more",
    [
        {"Content-Encoding": "gzip"},
        {"content-encoding": "identity"},
        {"Content-Type": "application/json; charset=utf-16"},
        {"Content-Type": 'application/json; Charset="UTF-7"'},
    ],
)
def test_a_body_that_would_be_read_as_other_bytes_is_refused(more):
    """The signature is over these bytes, so nothing may make other ones of them."""
    assert slack_refusal(signed(b"x") | more, b"x", SECRET, now=NOW) == ENCODED


def test_the_head_is_judged_before_a_body_is_read():
    """A stranger, a late request and a flood are refused by their head alone."""
    assert head_refusal({}, 1, now=NOW) == UNSIGNED
    assert head_refusal(signed(b"x", at=NOW - 301), 1, now=NOW) == STALE
    assert head_refusal(signed(b"x"), LARGEST + 1, now=NOW) == TOO_LARGE
    assert head_refusal(signed(b"y"), 1, now=NOW) is None


def test_signed_bytes_that_are_no_text_are_refused():
    """Even Slack's own signature does not make broken bytes text."""
    assert slack_refusal(signed(b"\xff"), b"\xff", SECRET, now=NOW) == NOT_TEXT


def test_a_flood_is_refused_unread():
    """A body over the limit is refused before its signature is computed."""
    assert slack_refusal({}, b"x" * (LARGEST + 1), SECRET, now=NOW) == TOO_LARGE


@given(st.binary(max_size=200), st.text(max_size=80), st.text(max_size=80))
def test_junk_never_raises(body, stamp, signature):
    """Any headers and any bytes get a refusal, never an exception."""
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}

    assert slack_refusal(headers, body, SECRET, now=NOW) is not None


def test_an_unset_secret_lets_nobody_in():
    """An empty secret equals nothing, not even itself."""
    assert not same_secret("", "")
    assert same_secret("abc", "abc")
    assert not same_secret("é", "abc")
    assert not same_secret("\udce9", "abc")  # a byte of a header that is no UTF-8
