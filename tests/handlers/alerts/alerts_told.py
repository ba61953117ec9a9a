"""An Alertmanager on loopback that tells the alerts which a test laid down, and keeps silences."""

import contextlib
import itertools
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from aiohttp import web

ZERO = "0001-01-01T00:00:00Z"


def rfc(when: datetime) -> str:
    """A moment as Alertmanager writes it."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class AlertmanagerTold:
    """What is there, and what was asked; `status` other than 200 answers everything with it."""

    def __init__(self) -> None:
        self.url = ""
        self.found: list[dict[str, Any]] = []
        self.kept: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        self.status: dict[str, int] = {}
        self._ids = (str(UUID(int=n << 96)) for n in itertools.count(0x3F2A91C0))

    def alert(self, name: str, starts: datetime, *, silenced: str = "", **labels: str) -> str:
        """Lay an alert down; gives its fingerprint."""
        fingerprint = f"{len(self.found) + 1:016x}"
        self.found.append(
            {
                "fingerprint": fingerprint,
                "labels": {"alertname": name, **labels},
                "annotations": {"summary": f"{name} of {labels.get('service', 'all')}"},
                "startsAt": rfc(starts),
                "endsAt": rfc(starts + timedelta(days=1)),
                "updatedAt": rfc(starts),
                "receivers": [{"name": "pilothouse"}],
                "generatorURL": "http://prometheus.example/graph?g0.expr=errors+%3E+5&g0.tab=1",
                "status": {
                    "state": "suppressed" if silenced else "active",
                    "silencedBy": [silenced] if silenced else [],
                    "inhibitedBy": [],
                },
            }
        )
        return fingerprint

    def groups(self) -> list[dict[str, Any]]:
        """The alerts by receiver and name, as this Alertmanager is told to group them."""
        found: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for alert in self.found:
            for receiver in alert["receivers"]:
                key = (receiver["name"], alert["labels"]["alertname"])
                found.setdefault(key, []).append(alert)
        return [
            {"receiver": {"name": name}, "labels": {"alertname": alertname}, "alerts": alerts}
            for (name, alertname), alerts in found.items()
        ]

    def silence(self, ends: datetime, state: str = "active", **labels: str) -> str:
        """Lay a silence down; gives its id."""
        return self._keep(
            {
                "matchers": [
                    {"name": k, "value": v, "isRegex": False, "isEqual": True}
                    for k, v in labels.items()
                ],
                "startsAt": rfc(ends - timedelta(hours=2)),
                "endsAt": rfc(ends),
                "createdBy": "Sam (U2SAM)",
                "comment": "a release, by Sam via Pilothouse",
            },
            state,
        )

    def _keep(self, told: dict[str, Any], state: str = "active") -> str:
        id = told.pop("id", None) or next(self._ids)
        self.kept[id] = {
            **told,
            "id": id,
            "status": {"state": state},
            "updatedAt": told["startsAt"],
        }
        return id

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Any question."""
        asked = f"{request.method} {request.path.removeprefix('/api/v2')}"
        self.asked.append(asked)
        status = self.status.get(asked, self.status.get("*", 200))
        if asked == "POST /silences" and status in (200, 599):
            id = self._keep(await request.json())
            if status == 200:
                return web.json_response({"silenceID": id})
            request.transport.close()
        if status != 200:
            return web.json_response("it is broken", status=min(status, 598))
        id = request.path.rpartition("/")[2]
        match asked.split("/", maxsplit=1)[0].strip(), asked.rpartition("/")[0].rpartition("/")[2]:
            case "GET", "silence":
                return (
                    web.json_response(self.kept[id])
                    if id in self.kept
                    else web.Response(status=404)
                )
            case "DELETE", "silence":
                self.kept[id]["status"]["state"] = "expired"
                return web.Response()
        if asked == "GET /alerts/groups":
            return web.json_response(self.groups())
        return web.json_response(self.found if asked == "GET /alerts" else list(self.kept.values()))


@contextlib.asynccontextmanager
async def telling() -> AsyncIterator[AlertmanagerTold]:
    """One that is served on a free port."""
    told = AlertmanagerTold()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", told.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    told.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield told
    finally:
        await runner.cleanup()
