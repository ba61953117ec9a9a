"""What a handler gets, with a real Prometheus that knows the shop's history."""

from dataclasses import replace

import pytest

from integrations.prometheus import Prometheus


@pytest.fixture
def use(use, prometheus):
    """The same as everywhere, with Prometheus; its links lead to the address for people."""
    asked = Prometheus(prometheus.url, public_url="https://prometheus.example.com")
    return replace(use, systems=replace(use.systems, prometheus_or_none=asked))
