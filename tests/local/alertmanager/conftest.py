"""A stand-in with a clock of the test's, a webhook that listens, and a real Alertmanager."""

from __future__ import annotations

import os
import shutil
import subprocess
import time

import aiohttp
import pytest
import pytest_asyncio
import requests
from aiohttp import web

from bot.embedded import free_port
from bot.local.alertmanager import Standin

CONFIG = """route:
  receiver: pilothouse
  group_by: [alertname, service]
  group_wait: 300ms
  group_interval: 500ms
receivers:
- name: pilothouse
  webhook_configs: [{url: "URL"}]
"""


class Hook:
    """A webhook: what it heard, and what it answers."""

    def __init__(self):
        self.heard = []
        self.status = 200
        self.url = ""

    async def take(self, request):
        """Keep a notice."""
        self.heard.append(await request.json())
        return web.Response(status=self.status)


@pytest_asyncio.fixture
async def hook():
    """A webhook that listens."""
    made = Hook()
    application = web.Application()
    application.router.add_post("/hooks/alertmanager/secret", made.take)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hooks/alertmanager/secret"
    yield made
    await runner.cleanup()


class Served:
    """A stand-in that is served, its clock in the test's hands."""

    def __init__(self, hook_url):
        self.now = time.time()
        self.standin = Standin(
            url="http://alertmanager.example", hook_url=hook_url, clock=lambda: self.now
        )
        self.base = ""

    async def passes(self, seconds):
        """Let time go by, with a look at the groups every quarter of a second."""
        for _ in range(round(seconds * 4)):
            self.now += 0.25
            await self.standin.notify()


@pytest_asyncio.fixture
async def served(hook):
    """The stand-in, reachable."""
    made = Served(hook.url)
    runner = web.AppRunner(made.standin.application(), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


@pytest_asyncio.fixture
async def ask():
    """Asks an address: status, JSON or text."""
    async with aiohttp.ClientSession() as session:

        async def one(url, method="GET", **more):
            async with session.request(method, url, **more) as answer:
                told = answer.content_type == "application/json"
                return answer.status, await (answer.json() if told else answer.text())

        yield one


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """The address of a real Alertmanager; a user may have none, CI must."""
    program = shutil.which("prometheus-alertmanager") or shutil.which("alertmanager")
    if not program:
        if os.environ.get("CI"):
            pytest.fail("prometheus-alertmanager is missing, and CI must have it")
        pytest.skip("needs Alertmanager (Debian: apt install prometheus-alertmanager)")
    home = tmp_path_factory.mktemp("alertmanager")
    (home / "config.yml").write_text(CONFIG.replace("URL", "http://127.0.0.1:9/"))
    url = f"127.0.0.1:{free_port()}"
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                program,
                f"--config.file={home}/config.yml",
                f"--storage.path={home}/data",
                "--cluster.listen-address=",
                f"--web.listen-address={url}",
            ],
            stdout=log,
            stderr=log,
        )
    try:
        end = time.monotonic() + 30
        while not _answers(f"http://{url}/-/ready"):
            assert time.monotonic() < end
            time.sleep(0.1)
        yield f"http://{url}"
    finally:
        process.terminate()
        process.wait(20)


def _answers(url):
    try:
        return requests.get(url, timeout=2).status_code == 200
    except requests.ConnectionError:
        return False
