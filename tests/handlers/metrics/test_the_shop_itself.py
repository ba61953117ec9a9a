"""The shop that Prometheus measures in these tests goes on while other tests freeze the time."""

import time
import urllib.request
from datetime import UTC, datetime, timedelta

from freezegun import freeze_time
from prometheus_server import exporter


def requests(port):
    """What its counters say together."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as told:
        lines = told.read().decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith("http_requests_total"))


def test_its_counters_never_fall():
    """A counter that falls was reset, and Prometheus would count all of it again."""
    now = datetime.fromtimestamp(time.time(), UTC)
    with exporter(now - timedelta(hours=6), now - timedelta(hours=2)) as port:
        before = requests(port)
        with freeze_time("2024-01-01", real_asyncio=True):
            meanwhile = requests(port)
        assert before <= meanwhile <= requests(port)
