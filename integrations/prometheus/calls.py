"""One question to Prometheus in a thread of its own: bounded in time and bytes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from integrations.errors import UnavailableError, unreachable
from integrations.prometheus.refusals import (
    ASK_LESS,
    CHECK_ADDRESS,
    TRY_LATER,
    TooMuchError,
    refusal,
)
from integrations.prometheus.values import NO_JSON

if TYPE_CHECKING:
    import requests
    from prometheus_api_client import PrometheusConnect

Result = TypeVar("Result")

# What reading raises where the JSON is none, or not of the shape that Prometheus gives.
MALFORMED = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)

GRACE = 0.25  # seconds in which a thread may say itself that its time is over
TOO_MUCH = "more than {most:,} bytes"
LONGEST_ANSWER = 24 << 20  # bytes, unpacked; a thousand points of a series are about 25,000


class _OverflowedError(Exception):
    """More bytes came than we are willing to hold."""


class _Bounded:
    """The body of a reply that ends with an error where it grows too large or comes too slowly."""

    def __init__(self, raw: Any, most: int, deadline: float) -> None:  # noqa: ANN401 - urllib3's
        self._raw = raw
        self._left = most
        self._deadline = deadline

    def stream(self, size: int, decode_content: bool = True) -> Iterator[bytes]:
        """The body in pieces, unpacked."""
        for piece in self._raw.stream(size, decode_content=decode_content):
            self._left -= len(piece)
            if self._left < 0:
                self._raw.close()
                raise _OverflowedError
            if time.monotonic() > self._deadline:
                self._raw.close()
                raise TimeoutError
            yield piece

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else urllib3's body has
        return getattr(self._raw, name)


class Calls:
    """Questions to one address, each with a session of its own, which is not made for sharing."""

    def __init__(self, base: str, where: str, timeout: float, most: int = LONGEST_ANSWER) -> None:
        self.base = base
        self.where = where
        self.timeout = timeout
        self.most = most

    async def ask(
        self, asked: str, work: Callable[[PrometheusConnect, Replies], Result], expr: str = ""
    ) -> Result:
        """Do the work in a thread. `expr` is the expression that a bad request may be about."""
        try:
            async with asyncio.timeout(self.timeout + GRACE):
                return await asyncio.to_thread(self._attempt, asked, work, expr)
        except TimeoutError as error:
            came_back = f"no answer within {self.timeout:g} s"
            raise UnavailableError(asked, self.where, came_back, TRY_LATER) from error

    def _attempt(
        self, asked: str, work: Callable[[PrometheusConnect, Replies], Result], expr: str
    ) -> Result:
        # Their import takes 0.4 s: only a process that asks pays.
        import requests  # noqa: PLC0415 - see above
        from prometheus_api_client import PrometheusConnect  # noqa: PLC0415 - see above
        from prometheus_api_client.exceptions import (  # noqa: PLC0415 - see above
            PrometheusApiClientException,
        )

        deadline = time.monotonic() + self.timeout
        with requests.Session() as session:
            replies = Replies(session, self.most, deadline)
            session.max_redirects = 0  # another host is not whom we were told to ask
            session.hooks["response"].append(replies.take)
            try:
                client = PrometheusConnect(
                    self.base, session=session, timeout=self.timeout, retry=0
                )
                return work(client, replies)
            except requests.Timeout as error:
                raise TimeoutError from error
            except _OverflowedError as error:
                came_back = TOO_MUCH.format(most=self.most)
                raise TooMuchError(asked, self.where, came_back, ASK_LESS) from error
            except requests.ConnectionError as error:
                came_back, lasting = unreachable(error)
                hint = CHECK_ADDRESS if lasting else TRY_LATER
                raise UnavailableError(asked, self.where, came_back, hint) from error
            except (requests.RequestException, PrometheusApiClientException) as error:
                raise refusal(asked, self.where, expr, replies.last) from error
            except MALFORMED as error:
                raise UnavailableError(asked, self.where, NO_JSON, CHECK_ADDRESS) from error


class Replies:
    """The replies of one question; the last one says what prometheus-api-client leaves out."""

    def __init__(self, session: requests.Session, most: int, deadline: float) -> None:
        self.session = session
        self.last: requests.Response | None = None
        self._most = most
        self._deadline = deadline

    def take(self, reply: requests.Response, **_: object) -> None:
        """Keep a reply whose body is not read yet, and bound that body."""
        reply.raw = _Bounded(reply.raw, self._most, self._deadline)
        self.last = reply

    def told(self, *keys: str) -> Any:  # noqa: ANN401 - it is JSON
        """What the last reply's JSON says under these keys."""
        found: Any = self.last.json() if self.last is not None else {}
        for key in keys:
            found = found[key]
        return found
