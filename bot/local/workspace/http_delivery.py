"""Deliveries by HTTP: signed POSTs to the app's request URL."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from bot.local.workspace.delivery import Delivery, Outcome, Timing
from bot.local.workspace.wire import Json

_FORM = "application/x-www-form-urlencoded"
_REDIRECTS = 2
_OK = range(200, 300)
_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


class HttpTransport:
    """Signs as Slack does (docs: verifying requests from Slack) and waits for the ack."""

    name = "http"

    def __init__(self, secret: str, timing: Timing, url: str | None = None) -> None:
        self.url, self._secret, self._timing = url, secret, timing
        self._session: aiohttp.ClientSession | None = None

    async def send(self, delivery: Delivery, attempt: int, reason: str) -> Outcome:
        """POSTs the delivery once; the retry headers go with every attempt but the first."""
        if not self.url:
            return Outcome(reason="connection_failed")
        body, content_type = encode(delivery)
        headers = self._headers(body, content_type)
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        started = time.perf_counter()
        try:
            async with self._open().post(
                self.url, data=body, headers=headers, max_redirects=_REDIRECTS
            ) as response:
                answer = await response.text()
                took = (time.perf_counter() - started) * 1000
                return _outcome(response, answer, took, headers)
        except TimeoutError:
            return Outcome(reason="http_timeout", headers=headers)
        except aiohttp.TooManyRedirects:
            return Outcome(reason="too_many_redirects", headers=headers)
        except aiohttp.ClientSSLError:
            return Outcome(reason="ssl_error", headers=headers)
        except (aiohttp.ClientError, OSError):
            return Outcome(reason="connection_failed", headers=headers)

    async def close(self) -> None:
        """Ends the connections to the app."""
        if self._session:
            await self._session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            timeout = aiohttp.ClientTimeout(total=self._timing.ack_seconds)
            self._session = aiohttp.ClientSession(timeout=timeout, trust_env=False)
        return self._session

    def _headers(self, body: bytes, content_type: str) -> Json:
        stamp = str(int(self._timing.clock()))
        return {
            "Content-Type": content_type,
            "User-Agent": _AGENT,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": sign(self._secret, stamp, body),
        }


def sign(secret: str, stamp: str, body: bytes) -> str:
    """Slack's signature v0 over the raw body."""
    base = b"v0:" + stamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def encode(delivery: Delivery) -> tuple[bytes, str]:
    """The body and its content type: events are JSON, the rest are forms."""
    if delivery.kind == "events_api":
        return json.dumps(delivery.payload).encode(), "application/json"
    if delivery.kind == "slash_commands":
        return urlencode(delivery.payload).encode(), _FORM
    return urlencode({"payload": json.dumps(delivery.payload)}).encode(), _FORM


def _outcome(response: aiohttp.ClientResponse, answer: str, took: float, headers: Json) -> Outcome:
    status = response.status
    if status not in _OK:
        retry = response.headers.get("X-Slack-No-Retry") != "1"
        return Outcome(status, took, answer, "http_error", retry, headers)
    return Outcome(status, took, _body(response.content_type, answer), headers=headers)


def _body(content_type: str, answer: str) -> Json | str | None:
    if content_type == "application/json" and answer:
        try:
            read = json.loads(answer)
        except ValueError:
            return answer
        return read if isinstance(read, dict) else answer
    return answer or None
