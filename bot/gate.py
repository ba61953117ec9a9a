"""The gate: raw bytes are checked before anything reads meaning into them.

Bolt parses a body before it looks at the signature, so unsigned junk could raise inside it. Here
the order is size, shape of the headers, clock, signature; only then the request goes on.
"""

import hashlib
import hmac
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

LARGEST = 1 << 20  # bytes; Slack's largest payloads are some 100 KiB
WINDOW = 300  # seconds, docs.slack.dev "Verifying requests from Slack"

_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True)
class Refusal:
    """Why a request does not pass, with the HTTP status that says so."""

    status: int
    why: str


UNSIGNED = Refusal(401, "the request carries no Slack signature")
STALE = Refusal(401, "the request's time stamp is more than five minutes from ours")
FORGED = Refusal(401, "the signature does not belong to this body")
NOT_TEXT = Refusal(400, "the body is not UTF-8")
TOO_LARGE = Refusal(413, "the body is larger than Slack's ever are")


def slack_refusal(
    headers: Mapping[str, str], body: bytes, secret: str, *, now: float | None = None
) -> Refusal | None:
    """Why a request to the Slack endpoint does not pass, or None. `now` is in seconds."""
    if len(body) > LARGEST:
        return TOO_LARGE
    stamp = headers.get("X-Slack-Request-Timestamp", "")
    signature = headers.get("X-Slack-Signature", "")
    if not _TIMESTAMP.fullmatch(stamp) or not _SIGNATURE.fullmatch(signature):
        return UNSIGNED
    if abs((time.time() if now is None else now) - int(stamp)) > WINDOW:
        return STALE
    expected = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256)
    if not hmac.compare_digest(f"v0={expected.hexdigest()}", signature):
        return FORGED
    return None if _is_text(body) else NOT_TEXT


def _is_text(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def same_secret(given: str, expected: str) -> bool:
    """Compare secrets in a time that tells nothing; an unset secret equals nothing."""
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())
