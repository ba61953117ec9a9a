"""Ask Alertmanager for alerts and silences, by its API v2."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import quote

from integrations.alertmanager.calls import FAULTS, Calls
from integrations.alertmanager.matcher import Matcher
from integrations.alertmanager.values import Alert, AlertGroup, Silence, written
from integrations.errors import IntegrationError, NotFoundError, UnavailableError

UNSURE = (
    "No such silence is there a moment later, but it may still come: look at the silences before "
    "you try again."
)
UNKNOWN = "Whether it was made is not known: look at the silences before you try again."
NEVER_SENT = "no connection"  # how the words begin where the question never left us

Value = TypeVar("Value")


class Alertmanager:
    """Alertmanager at one address. Every method raises IntegrationError's kinds only."""

    def __init__(self, url: str, timeout: float = 8.0, public_url: str = "") -> None:
        """The address, how many seconds an answer may take, and the address for people."""
        self.base = url.rstrip("/")
        self.public = (public_url or url).rstrip("/")
        self.where = f"Alertmanager at {self.base}"
        self._calls = Calls(self.base, self.where, timeout)

    async def alerts(self, matchers: Sequence[Matcher] = ()) -> tuple[Alert, ...]:
        """The alerts that have not ended and that all matchers match, silenced ones among them."""
        asked = "its alerts"
        params = [("filter", filter_text(each)) for each in matchers]
        found = await self._calls.ask(asked, "GET", "/api/v2/alerts", params)
        return self._read(asked, lambda: tuple(Alert.from_api(each) for each in _list(found)))

    async def groups(self) -> tuple[AlertGroup, ...]:
        """The same alerts as each receiver is notified of them: one may be in several groups."""
        asked = "its groups of alerts"
        found = await self._calls.ask(asked, "GET", "/api/v2/alerts/groups")
        return self._read(asked, lambda: tuple(AlertGroup.from_api(each) for each in _list(found)))

    async def silences(self, *, active_only: bool = False) -> tuple[Silence, ...]:
        """All silences; with `active_only` those that have not ended: active and pending ones."""
        asked = "its silences"
        found = await self._calls.ask(asked, "GET", "/api/v2/silences")
        all_of_them = self._read(
            asked, lambda: tuple(Silence.from_api(each) for each in _list(found))
        )
        return tuple(s for s in all_of_them if not active_only or s.state != "expired")

    async def silence(self, id: str) -> Silence:
        """One silence, also one that has ended; NotFoundError where there is none."""
        asked = f"the silence {id}"
        found = await self._calls.ask(asked, "GET", _path(id))
        return self._read(asked, lambda: Silence.from_api(found))

    async def create(
        self,
        matchers: Sequence[Matcher],
        starts: datetime,
        ends: datetime,
        by: str,
        comment: str,
    ) -> str:
        """Make a silence and give its id.

        It is sent once. Where the answer is lost, it is looked for by its matchers, comment and
        end before anything is said to have failed.
        """
        asked = "to make a silence"
        body = _body(matchers, starts, ends, by, comment)
        try:
            return await self._sent(asked, body)
        except UnavailableError as error:
            if error.came_back.startswith(NEVER_SENT):
                raise
            return await self._looked_for(error, matchers, ends, comment)

    async def extend(self, silence: Silence, ends: datetime) -> str:
        """Let a silence end at another time; gives its id, which is a new one if it had ended.

        Doing it twice does no harm.
        """
        body = _body(silence.matchers, silence.starts, ends, silence.by, silence.comment)
        return await self._sent(f"to extend the silence {silence.id}", body | {"id": silence.id})

    async def expire(self, id: str) -> None:
        """End a silence now; one that has ended already is ended. NotFoundError without one."""
        asked = f"to end the silence {id}"
        try:
            await self._calls.ask(asked, "DELETE", _path(id))
        except NotFoundError:
            raise
        except IntegrationError as error:
            if not await self._has_ended(id):
                raise error from None

    async def ping(self) -> str:
        """ "Alertmanager 0.25.0"."""
        asked = "a sign of life"
        status = await self._calls.ask(asked, "GET", "/api/v2/status")
        return self._read(asked, lambda: f"Alertmanager {status['versionInfo']['version']}")

    async def close(self) -> None:
        """Nothing is held open: each question has a connection of its own."""

    def alerts_url(self, matchers: Sequence[Matcher]) -> str:
        """The page of Alertmanager that shows these alerts."""
        wanted = ",".join(filter_text(each) for each in matchers)
        return f"{self.public}/#/alerts?filter={quote('{' + wanted + '}')}"

    def silence_url(self, id: str) -> str:
        """The page of Alertmanager that shows a silence."""
        return f"{self.public}/#/silences/{quote(id, safe='')}"

    async def _sent(self, asked: str, body: dict[str, Any]) -> str:
        made = await self._calls.ask(asked, "POST", "/api/v2/silences", body=body)
        return self._read(asked, lambda: str(made["silenceID"]))

    async def _looked_for(
        self, error: UnavailableError, matchers: Sequence[Matcher], ends: datetime, comment: str
    ) -> str:
        try:
            there = await self.silences(active_only=True)
        except IntegrationError:
            raise UnavailableError(error.asked, error.where, error.came_back, UNKNOWN) from error
        for each in there:
            same = set(each.matchers) == set(matchers) and each.comment == comment
            if same and written(each.ends) == written(ends):
                return each.id
        raise UnavailableError(error.asked, error.where, error.came_back, UNSURE) from error

    async def _has_ended(self, id: str) -> bool:
        try:
            return (await self.silence(id)).state == "expired"
        except NotFoundError:
            raise
        except IntegrationError:
            return False

    def _read(self, asked: str, parse: Callable[[], Value]) -> Value:
        try:
            return parse()
        except FAULTS as error:
            raise self._calls.strange(asked) from error


def filter_text(matcher: Matcher) -> str:
    """A matcher as Alertmanager's filters spell it: `service=~"check.*"`."""
    value = matcher.value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'{matcher.name}{matcher.sign}"{value}"'


def _list(found: object) -> list[Any]:
    """A list; TypeError for what would pass for an empty one: nothing fires is a strong word."""
    if not isinstance(found, list):
        raise TypeError(found)
    return found


def _path(id: str) -> str:
    return f"/api/v2/silence/{quote(id, safe='')}"


def _body(
    matchers: Sequence[Matcher], starts: datetime, ends: datetime, by: str, comment: str
) -> dict[str, Any]:
    return {
        "matchers": [each.to_api() for each in matchers],
        "startsAt": written(starts),
        "endsAt": written(ends),
        "createdBy": by,
        "comment": comment,
    }
