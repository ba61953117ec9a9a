"""What all tests share: the data of others, a real Valkey, a real browser; skips that say why."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from prometheus_server import prometheus
from redis import Redis

from bot.embedded import running

__all__ = ["prometheus"]  # a fixture for everybody

# How long examples take says how busy the machine is, and nothing of what they show. In CI they are
# the same in each run, so that a change is judged by what it changed; elsewhere they go on looking.
settings.register_profile(
    "any machine",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("any machine")

SHARED = Path(__file__).parent.parent.parent / "shared"
IN_CI = bool(os.environ.get("CI"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data that lies beside the project; a user has none, CI must."""
    if not SHARED.is_dir():
        if IN_CI:
            pytest.fail(f"{SHARED} is missing, and CI must have it")
        pytest.skip(f"needs the real data in {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; a user may have none, CI must."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    if not path:
        if IN_CI:
            pytest.fail("chromium is missing, and CI must have it")
        pytest.skip("needs Chromium (Debian: apt install chromium)")
    return path


@pytest.fixture(scope="session")
def valkey_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Valkey server for this test run."""
    with running(tmp_path_factory.mktemp("valkey")) as url:
        yield url


@pytest.fixture
def valkey(valkey_server: str) -> str:
    """The same, emptied: what a channel heard in one test must not slow down the next."""
    with Redis.from_url(valkey_server) as redis:
        redis.flushall()
    return valkey_server
