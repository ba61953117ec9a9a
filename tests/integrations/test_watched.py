"""Every question to a system is timed once, however it ends."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from integrations.alertmanager import Alertmanager
from integrations.errors import RefusedError, UnavailableError
from integrations.git import Git
from integrations.watched import watched


@pytest.fixture
async def asked():
    """An Alertmanager that answers as it is told to; gives its address and that telling."""
    status = {"status": 200}

    async def answer(_):
        told = {"versionInfo": {"version": "0.25.0"}}
        return web.json_response(told, status=status["status"])

    app = web.Application()
    app.router.add_get("/api/v2/status", answer)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("")), status


async def test_answers_and_refusals_are_told(asked):
    """With the system's name, the seconds, and how it ended; errors pass as they are."""
    url, status = asked
    told = []
    system = watched("alertmanager", Alertmanager(url), lambda *call: told.append(call))

    assert await system.ping() == "Alertmanager 0.25.0"
    for code, error in ((403, RefusedError), (500, UnavailableError)):
        status["status"] = code
        with pytest.raises(error):
            await system.ping()
    await system.close()

    assert [(name, outcome) for name, _, outcome in told] == [
        ("alertmanager", "good"),
        ("alertmanager", "refused"),
        ("alertmanager", "unavailable"),
    ]
    assert all(0 < seconds < 8 for _, seconds, _ in told)


def test_what_is_no_question_passes_untimed():
    """Values and plain methods are those of the system itself."""
    told = []
    git = watched("git", Git(), lambda *call: told.append(call))

    assert git.repositories == ()
    assert told == []
