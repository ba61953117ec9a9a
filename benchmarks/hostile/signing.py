"""How each row is signed: well, or in one of the ways that must not pass."""

import hashlib
import hmac
import json
import time
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from benchmarks.hostile.rows import Inbound, Valid
from benchmarks.hostile.wire import Header, Sent

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
SECRETS = {
    "slack": "0a1B2c3D4e5F6a7B8c9D0e1F2a3B4c5D",
    "jenkins": "a-Secret-Of-Jenkins-1",
    "alertmanager": "a-Secret-Of-Alertmanager-2",
    "github": "a-Secret-Of-GitHub-3",
    "gitlab": "a-Secret-Of-GitLab-4",
}
WRONG = "ffffffffffffffffffffffffffffffff"
EVENTS = ("event_callback", "url_verification")  # what Slack sends as JSON; the rest is a form
MEBI = 1 << 20

Bases = Mapping[tuple[str, str], Valid]


def target(endpoint: str) -> str:
    """Where an endpoint is; rows for any of them go to Slack's."""
    return "/slack/events" if endpoint in ("slack", "any") else f"/hooks/{endpoint}"


def bases(valid: tuple[Valid, ...]) -> Bases:
    """The real request behind each name that rows are based on."""
    found: dict[tuple[str, str], Valid] = {}
    for row in valid:
        for name in _names(row):
            found.setdefault((row.endpoint, name), row)
    return found


def _names(row: Valid) -> tuple[str, ...]:
    if row.endpoint != "slack":
        return ("valid", row.headers.get("X-GitHub-Event", ""))
    if isinstance(row.body, str):
        return ("slash",) if "command=" in row.body else ()
    kind = row.body.get("type")
    if kind == "event_callback":
        return ("event",) if row.body["event"]["type"] == "app_mention" else ()
    return (kind,)


def written(row: Valid) -> tuple[bytes, str]:
    """A real body as its sender writes it, and its content type."""
    if row.endpoint != "slack":
        return json.dumps(row.body).encode(), JSON
    if isinstance(row.body, str):
        is_json = row.body.lstrip().startswith("{")
        return (_payload(row.body) if is_json else row.body.encode()), FORM
    text = json.dumps(row.body)
    return (text.encode(), JSON) if row.body.get("type") in EVENTS else (_payload(text), FORM)


def _payload(text: str) -> bytes:
    return urlencode({"payload": text}).encode()


def signed(endpoint: str, body: bytes, kind: str | None, more: Mapping[str, str]) -> Sent:
    """A request as its sender makes it."""
    return _framed(endpoint, body, kind, more, _headers(endpoint, "valid", body))


def hostile(row: Inbound, found: Bases) -> Sent:
    """A row as a request."""
    if row.method != "POST":
        return Sent(target(row.endpoint), method=row.method)
    body, kind, more = _body(row, found)
    if row.made:
        return _made(row, body, kind)
    if row.endpoint == "slack" and row.sign in AFTER:
        changed, kind, extra = AFTER[row.sign](body, kind)
        headers = [*_headers("slack", "valid", body), *extra]
        return _framed("slack", changed, kind, more, headers)
    if row.endpoint in ("jenkins", "alertmanager") and row.sign in ("nul", "sig_nonascii"):
        # These two secrets may end the address, where anything can be written.
        tail = quote(SECRETS[row.endpoint] + ("\0" if row.sign == "nul" else "é"))
        return Sent(f"{target(row.endpoint)}/{tail}", [("Content-Type", kind.encode())], body)
    sent = _framed(row.endpoint, body, kind, more, _headers(row.endpoint, row.sign, body))
    if row.sign == "query":
        return Sent(f"{sent.target}?token={SECRETS[row.endpoint]}", sent.headers, body)
    return sent


# What happens to a body after it was signed: other bytes, and headers about them.
AFTER: Mapping[str, Callable[[bytes, str], tuple[bytes, str, list[Header]]]] = {
    "bitflip": lambda body, kind: (body[:-1] + bytes([body[-1] ^ 1]), kind, []),
    "nul": lambda body, kind: (body + b"\0", kind, []),
    "utf16": lambda body, kind: (body.decode().encode("utf-16"), f"{kind}; charset=utf-16", []),
    "gzip": lambda body, kind: (body, kind, [("Content-Encoding", b"gzip")]),
}


def _framed(
    endpoint: str, body: bytes, kind: str | None, more: Mapping[str, str], headers: list[Header]
) -> Sent:
    given = [(name, value.encode()) for name, value in more.items()]
    typed = [("Content-Type", kind.encode())] if kind else []
    return Sent(target(endpoint), [*typed, *given, *headers], body)


def _body(row: Inbound, found: Bases) -> tuple[bytes, str, Mapping[str, str]]:
    if row.base:
        based = found[row.endpoint, row.base]
        return (*written(based), based.headers)
    if isinstance(row.body, str):
        return row.body.encode(), JSON if row.body.startswith("{") else FORM, {}
    if row.body is not None:
        return json.dumps(row.body).encode(), JSON, {}
    events = {"github": {"X-GitHub-Event": "push"}, "gitlab": {"X-Gitlab-Event": "Push Hook"}}
    return _generated(row.made), JSON, events.get(row.endpoint, {})


def _generated(made: Mapping[str, Any]) -> bytes:
    if "hex" in made:
        return bytes.fromhex(made["hex"])
    if "json_keys" in made:
        return json.dumps({f"k{n}": n for n in range(made["json_keys"])}).encode()
    if "form_fields" in made:
        return "&".join(f"f{n}={n}" for n in range(made["form_fields"])).encode()
    if "gzip_bomb_mib" in made:
        return _bomb(made["gzip_bomb_mib"])
    repeated: str = made.get("repeat", "") * made.get("n", 1)
    return f"{made.get('prefix', '')}{repeated}{made.get('suffix', '')}".encode()


@cache
def _bomb(size: int) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    zeros = bytes(MEBI)
    return b"".join(packer.compress(zeros) for _ in range(size)) + packer.flush()


def _made(row: Inbound, body: bytes, kind: str) -> Sent:
    """A generated body, well signed, in the frame that the row asks for."""
    made = row.made
    is_form = "form_fields" in made or body[:8] == b"payload=" or body[:5] == b"text="
    typed = made.get("content_type", FORM if is_form else kind)
    sent = _framed(row.endpoint, body, typed, {}, _headers(row.endpoint, "valid", body))
    more = [(f"X-More-{n}", b"x") for n in range(made.get("n_headers", 0))]
    if "big_header" in made:
        more.append(("X-Big", b"x" * made["big_header"]))
    if "gzip_bomb_mib" in made:
        more.append(("Content-Encoding", b"gzip"))
    slow = made.get("drip_bytes_per_s")
    return Sent(
        sent.target,
        [*sent.headers, *more],
        body,
        declared=made.get("content_length"),
        chunked=bool(made.get("chunked")),
        pause=1 / slow if slow else 0.0,
    )


def _headers(endpoint: str, sign: str, body: bytes) -> list[Header]:
    if sign in ("absent", "query"):
        return []
    if endpoint == "slack":
        return _slack(sign, body)
    if endpoint == "github":
        return _github(sign, body)
    token = _token(SECRETS[endpoint], sign)
    if endpoint == "gitlab":
        return [("X-Gitlab-Token", token)]
    return [("Authorization", b"Bearer " + token)]


def _token(secret: str, sign: str) -> bytes:
    changed = {
        "wrong_secret": WRONG,
        "truncated": secret[:-4],
        "upper": secret.upper(),
        "empty": "",
        "sig_nonascii": secret[:-1] + "é",
        "nul": secret + "%00",  # HTTP itself ends at a NUL in a header: see inbound.py
    }
    return changed.get(sign, secret).encode()


def _digest(secret: str, body: bytes, how: str = "sha256") -> str:
    return hmac.new(secret.encode(), body, how).hexdigest()


def _github(sign: str, body: bytes) -> list[Header]:
    secret, name = SECRETS["github"], "X-Hub-Signature-256"
    if sign == "sha1_only":
        return [("X-Hub-Signature", f"sha1={_digest(secret, body, 'sha1')}".encode())]
    if sign == "empty_secret":
        empty = hmac.new(b"", body, hashlib.sha256).hexdigest()
        return [(name, f"sha256={empty}".encode())]
    of = {"wrong_secret": _digest(WRONG, body), "other_body": _digest(secret, b"{}")}
    value = "sha256=" + of.get(sign, _digest(secret, body))
    changed = {
        "noprefix": value.removeprefix("sha256="),
        "upper": "sha256=" + value.removeprefix("sha256=").upper(),
        "truncated": value[:-8],
    }
    return [(name, changed.get(sign, value).encode())]


CLOCKS = {"ts-301": -301, "ts+301": 301, "ts-31536000": -31_536_000}


def _slack(sign: str, body: bytes) -> list[Header]:
    now = int(time.time()) + CLOCKS.get(sign, 0)
    secret = WRONG if sign == "wrong_secret" else SECRETS["slack"]
    stamp = _stamp(sign, now)
    digest = _slack_digest(secret, stamp, b"other" if sign == "other_body" else body)
    value = _signature(sign, digest)
    stamps = [("X-Slack-Request-Timestamp", stamp)]
    if sign == "ts_twice":
        stamps.insert(0, ("X-Slack-Request-Timestamp", str(now - 4000).encode()))
    signatures = [("X-Slack-Signature", value)]
    if sign == "sig_twice":
        signatures.insert(0, ("X-Slack-Signature", b"v0=" + b"0" * 64))
    return [*stamps, *signatures]


def _slack_digest(secret: str, stamp: bytes, body: bytes) -> str:
    return hmac.new(secret.encode(), b"v0:" + stamp + b":" + body, hashlib.sha256).hexdigest()


def _stamp(sign: str, now: int) -> bytes:
    wide = str(now).translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})
    odd = {"ts_nan": "abc", "ts_negative": f"-{now}", "ts_1e400": "1e400", "ts_fullwidth": wide}
    return odd.get(sign, str(now)).encode()


def _signature(sign: str, digest: str) -> bytes:
    odd = {
        "empty": "",
        "v1_prefix": f"v1={digest}",
        "truncated": f"v0={digest[:-8]}",
        "upper": f"v0={digest.upper()}",
        # HTTP takes a plain space off before anybody sees it (RFC 9110, 5.5); this one stays.
        "trailing_space": f"v0={digest}\u00a0",
        "sig_nonascii": f"v0={digest[:-1]}é",
    }
    return odd.get(sign, f"v0={digest}").encode()
