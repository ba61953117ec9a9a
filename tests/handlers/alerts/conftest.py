"""Handlers of alerts over an Alertmanager that tells what a test laid down."""

from dataclasses import replace

import pytest
from alerts_told import telling

from integrations.alertmanager import Alertmanager


@pytest.fixture
async def alertmanager():
    """An Alertmanager without an alert."""
    async with telling() as told:
        yield told


@pytest.fixture
async def use(use, alertmanager):
    """What a handler gets, with that Alertmanager."""
    asked = Alertmanager(alertmanager.url, timeout=2, public_url="https://alerts.example")
    return replace(use, systems=replace(use.systems, alertmanager_or_none=asked))
