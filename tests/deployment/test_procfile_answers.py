"""The Procfile under honcho, with a real Redis and Slack's stand-in: asked and answered."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest
from deployment.places import ROOT
from flow.person import Person, until, words
from flow.processes import SECRET, standalone

from bot.embedded import free_port
from bot.local.workspace import Workspace
from bot.manifest import manifest
from handlers import ROUTES, SHORTCUTS

BIN = Path(sys.executable).parent
PATIENCE = 30.0  # seconds
MARK = "PROCFILE_TEST"  # stands in the environment of everybody whom honcho starts


@pytest.fixture
def mark(tmp_path):
    """A word by which this test's processes can be told from all others."""
    return f"{MARK}={tmp_path}"


def alive(mark):
    """The ids of the processes that carry the mark: honcho's children and theirs."""
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and mark.encode() in (entry / "environ").read_bytes():
                found.append(int(entry.name))
    return found


@contextlib.contextmanager
def honcho(env, log):
    """`honcho start` as one types it in the project's folder; whoever is left is ended by force."""
    mark = f"{MARK}={env[MARK]}"
    with log.open("wb") as file:
        started = subprocess.Popen(
            [BIN / "honcho", "start"], cwd=ROOT, env=env, stdout=file, stderr=file
        )
    try:
        yield started
    finally:
        for pid in alive(mark):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        started.wait(PATIENCE)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")
async def test_honcho_starts_a_bot_that_answers(tmp_path, valkey, mark):
    """Three processes come up, a slash command is answered, and on SIGTERM nobody stays."""
    port, log = free_port(), tmp_path / "honcho.log"
    slack = Workspace(
        manifest(ROUTES, SHORTCUTS, request_url="http://127.0.0.1/slack/events"),
        bot_token="xoxb-procfile",
        app_token="",
        signing_secret=SECRET,
        request_url=f"http://127.0.0.1:{port}/slack/events",
    )
    async with slack.serving() as base, aiohttp.ClientSession() as session:
        env = standalone(
            tmp_path,
            REDIS_URL=f"{valkey}?db=7",
            SLACK_BOT_TOKEN="xoxb-procfile",
            SLACK_API_URL=f"{base}/api/",
            PORT=str(port),
            PATH=f"{BIN}{os.pathsep}{os.environ['PATH']}",
            **dict([mark.split("=", 1)]),
        )
        with honcho(env, log) as started:

            async def up():
                return log.read_text().count(" ready: ") == 3

            await until(up, log.read_text)
            ada = Person(session, base)
            await ada.slash("/ops help")
            answer = await ada.reads("What I can do")
            assert answer["is_ephemeral"]
            assert "/jenkins why" in words(answer)

            assert len(alive(mark)) >= 4
            started.send_signal(signal.SIGTERM)
            await asyncio.to_thread(started.wait, PATIENCE)

            async def gone():
                return not alive(mark)

            await until(gone, lambda: str(alive(mark)))

    said = log.read_text()
    for name in ("web", "worker", "clock"):
        assert f"{name} ready: " in said
    assert "Traceback" not in said
    assert not (tmp_path / "valkey.url").exists(), "with a REDIS_URL no Valkey is brought along"
