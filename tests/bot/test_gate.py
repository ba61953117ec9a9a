"""The gate: raw bytes are judged before anything reads meaning into them."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gate import (
    FORGED,
    LARGEST,
    NOT_TEXT,
    STALE,
    TOO_LARGE,
    UNSIGNED,
    same_secret,
    slack_refusal,
)

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
