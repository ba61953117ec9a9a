"""What Slack signs, docs.slack.dev "Verifying requests from Slack": header by header, then bytes. Pure."""

import hashlib
import hmac
import re
import time
from collections.abc import Mapping

from bot.gate.body import TOO_LARGE, Refusal
from bot.gate.single import single

LARGEST = 1 << 20  # bytes; Slack's largest payloads are some 100 KiB
WINDOW = 300  # seconds

TIMESTAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)
_CHARSET = re.compile(r"charset\s*=\s*\"?([^\s;\"]*)", re.IGNORECASE)

UNSIGNED = Refusal(401, "the request carries no Slack signature, or two")
ENCODED = Refusal(401, "the body is compressed or not UTF-8, as Slack's never is")
STALE = Refusal(401, "the request's time stamp is more than five minutes from ours")
FORGED = Refusal(401, "the signature does not belong to this body")
NOT_TEXT = Refusal(400, "the body is not UTF-8")


def head_refusal(
    headers: Mapping[str, str], length: int, *, now: float | None = None
) -> Refusal | None:
    """Why a request to the Slack endpoint does not pass, judged before its body is read.

    `length` is the body's in bytes, as far as it is known; `now` is in seconds.
    """
    if length > LARGEST:
        return TOO_LARGE
    stamp = single(headers, TIMESTAMP)
    if not _TIMESTAMP.fullmatch(stamp) or not _SIGNATURE.fullmatch(single(headers, SIGNATURE)):
        return UNSIGNED
    if not _is_plain(headers):
        return ENCODED
    if abs((time.time() if now is None else now) - int(stamp)) > WINDOW:
        return STALE
    return None


def slack_refusal(
    headers: Mapping[str, str], body: bytes, secret: str, *, now: float | None = None
) -> Refusal | None:
    """Why a request to the Slack endpoint does not pass, or None. `now` is in seconds."""
    refusal = head_refusal(headers, len(body), now=now)
    if refusal:
        return refusal
    stamp, signature = single(headers, TIMESTAMP), single(headers, SIGNATURE)
    expected = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256)
    if not hmac.compare_digest(f"v0={expected.hexdigest()}", signature):
        return FORGED
    return None if _is_text(body) else NOT_TEXT


def _is_plain(headers: Mapping[str, str]) -> bool:
    """Whether the body is what it is: in no compression, and in UTF-8 if it says anything."""
    names = {name.lower() for name in headers}
    charset = _CHARSET.search(single(headers, "Content-Type"))
    return "content-encoding" not in names and (
        charset is None or charset[1].lower() in ("utf-8", "utf8")
    )


def _is_text(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
