"""A real Prometheus with one rule and a real Alertmanager that tells the bot's webhook."""

import asyncio
import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.embedded import free_port

PROGRAMS = ("prometheus", "promtool", "prometheus-alertmanager", "amtool")
HISTORY = 2 * 3600  # seconds that the shop has been measured before
FRESH = 60  # seconds before now in which Prometheus itself begins to measure
START = 20.0  # seconds in which a program must answer
RULES = """
groups:
- name: shop
  rules:
  - alert: TooManyErrors
    expr: shop_error_ratio > 0.05
    labels: {severity: page}
    annotations:
      summary: "{{ $labels.service }} answers with errors"
      description: "More than 5 % of the requests fail."
      runbook_url: https://runbooks.example.com/errors
"""
SCRAPE = """
global: {{scrape_interval: 1s, evaluation_interval: 1s}}
rule_files: [rules.yml]
alerting: {{alertmanagers: [{{static_configs: [{{targets: ['{alertmanager}']}}]}}]}}
scrape_configs:
- job_name: shop
  honor_labels: true
  static_configs: [{{targets: ['{shop}']}}]
"""
ROUTE = """
route:
  receiver: pilothouse
  group_by: [alertname, service]
  group_wait: 0s
  group_interval: 1s
  repeat_interval: 1h
receivers:
- name: pilothouse
  webhook_configs:
  - {{url: '{hook}', send_resolved: true}}
"""


def programs() -> None:
    """Skip by name where this machine lacks one of them; CI must have all."""
    for name in PROGRAMS:
        if not shutil.which(name):
            if os.environ.get("CI"):
                pytest.fail(f"{name} is missing, and CI must have it")
            pytest.skip(f"needs {name} (Debian: apt install prometheus prometheus-alertmanager)")


class Shop:
    """What Prometheus measures: the share of failed requests of each service."""

    def __init__(self) -> None:
        self.ratios = {"checkout": 0.001}

    async def metrics(self, request: web.Request) -> web.Response:
        """The metrics as Prometheus scrapes them."""
        lines = ["# TYPE shop_error_ratio gauge"]
        lines += [f'shop_error_ratio{{service="{s}"}} {r}' for s, r in self.ratios.items()]
        return web.Response(text="\n".join([*lines, ""]))


@dataclass(frozen=True)
class Watchmen:
    """The addresses, and the shop whose errors decide whether the rule fires."""

    shop: Shop
    prometheus: str
    alertmanager: str

    async def silences(self) -> str:
        """What `amtool silence query` prints."""
        asked = await asyncio.create_subprocess_exec(
            "amtool",
            f"--alertmanager.url={self.alertmanager}",
            "silence",
            "query",
            "--output=extended",
            stdout=asyncio.subprocess.PIPE,
        )
        return (await asked.communicate())[0].decode()


@contextlib.asynccontextmanager
async def watching(folder: Path, hook: str) -> AsyncIterator[Watchmen]:
    """Both programs for the length of a block; notifications go to `hook`."""
    programs()
    shop, ports = Shop(), [free_port(), free_port()]
    app = web.Application()
    app.router.add_get("/metrics", shop.metrics)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made = Watchmen(shop, *(f"http://127.0.0.1:{port}" for port in ports))
    hosts = [each.removeprefix("http://") for each in (made.prometheus, made.alertmanager)]
    target = f"127.0.0.1:{runner.addresses[0][1]}"
    (folder / "rules.yml").write_text(RULES)
    (folder / "prometheus.yml").write_text(SCRAPE.format(alertmanager=hosts[1], shop=target))
    (folder / "alertmanager.yml").write_text(ROUTE.format(hook=hook))
    await history(folder)
    alertmanager = (
        "prometheus-alertmanager",
        "--config.file=alertmanager.yml",
        "--storage.path=alerts",
        "--cluster.listen-address=",
        f"--web.listen-address={hosts[1]}",
    )
    prometheus = (
        "prometheus",
        "--config.file=prometheus.yml",
        "--storage.tsdb.path=data",
        f"--web.listen-address={hosts[0]}",
        f"--web.external-url={made.prometheus}",
    )
    try:
        with running(folder, alertmanager), running(folder, prometheus):
            await answers(f"{made.alertmanager}/-/ready")
            await answers(f"{made.prometheus}/-/ready")
            yield made
    finally:
        await runner.cleanup()


async def history(folder: Path) -> None:
    """Two quiet hours before the test, made by promtool."""
    now = int(time.time())
    moments = range(now - HISTORY, now - FRESH, 15)
    lines = [f'shop_error_ratio{{service="checkout",job="shop"}} 0.00{t % 7} {t}' for t in moments]
    told = "\n".join(["# TYPE shop_error_ratio gauge", *lines, "# EOF", ""])
    (folder / "history.om").write_text(told)
    command = ("promtool", "tsdb", "create-blocks-from", "openmetrics", "history.om", "data")
    made = await asyncio.create_subprocess_exec(
        *command, cwd=folder, stdout=asyncio.subprocess.DEVNULL
    )
    assert await made.wait() == 0


@contextlib.contextmanager
def running(folder: Path, command: tuple[str, ...]) -> Iterator[None]:
    """A program in a folder, its words in a log there; ended at the end."""
    env: Mapping[str, str] = {k: v for k, v in os.environ.items() if "PROXY" not in k.upper()}
    with (folder / f"{command[0]}.log").open("w") as log:
        started = subprocess.Popen(command, cwd=folder, env=env, stdout=log, stderr=log)
    try:
        yield
    finally:
        started.terminate()
        try:
            started.wait(10)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


async def answers(url: str) -> None:
    """Wait until an address answers well."""
    async with asyncio.timeout(START), aiohttp.ClientSession() as session:
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                async with session.get(url) as reply:
                    if reply.ok:
                        return
            await asyncio.sleep(0.1)
