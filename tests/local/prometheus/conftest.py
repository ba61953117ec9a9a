"""The stand-in's series, and a real Prometheus that holds the same ones."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from measured_shop import MEASURED, history

from bot.embedded import free_port
from bot.local.prometheus.source import Source

CONFIG = """global: {{scrape_interval: 1s, evaluation_interval: 1s}}
rule_files: [rules.yml]
scrape_configs: [{{job_name: itself, static_configs: [{{targets: ["{url}"]}}]}}]
"""
RULES = """groups:
- name: always
  rules:
  - {alert: Always, expr: vector(1) > 0, labels: {severity: page}, annotations: {summary: yes}}
"""


def tool(name: str) -> str:
    """The path of one of Prometheus's programs; a user may have none, CI must."""
    path = shutil.which(name) or ""
    if not path:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is missing, and CI must have it")
        pytest.skip(f"needs {name} (Debian: apt install prometheus)")
    return path


@pytest.fixture(scope="session")
def measured() -> Source:
    """Fifty minutes of the shop, with a bad deploy and its mending."""
    return MEASURED


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Prometheus that was given the same samples."""
    home: Path = tmp_path_factory.mktemp("prometheus")
    (home / "history.om").write_text(history(MEASURED))
    make = [tool("promtool"), "tsdb", "create-blocks-from", "openmetrics"]
    subprocess.run(
        [*make, str(home / "history.om"), str(home / "data")], check=True, capture_output=True
    )
    url = f"127.0.0.1:{free_port()}"
    (home / "prometheus.yml").write_text(CONFIG.format(url=url))
    (home / "rules.yml").write_text(RULES)
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                tool("prometheus"),
                f"--config.file={home}/prometheus.yml",
                f"--storage.tsdb.path={home}/data",
                f"--web.listen-address={url}",
            ],
            stdout=log,
            stderr=log,
        )
    try:
        _ready(f"http://{url}/-/ready")
        yield f"http://{url}"
    finally:
        process.terminate()
        process.wait(20)


def _ready(url: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            if requests.get(url, timeout=2).status_code == 200:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not come up")
