"""Builds that fail alike, and a model that counts how often it is asked."""

from dataclasses import replace

import pytest
from failures_told import CLAIM, HOUR, LOG, MARCH
from model_server import Server, model_at, said


@pytest.fixture
def broken(jenkins):
    """Lay down a build that fails, some hours after 3 March 2026, 8:00."""

    def lay(job, number, *, hours=0, got=3, log=LOG, **more):
        jenkins.build(job, number, timestamp=MARCH + hours * HOUR, duration=0, **more)
        jenkins.console(job, number, log.format(got=got))

    return lay


@pytest.fixture
async def asking(use):
    """A model's server that counts, and what a handler gets with it."""
    server = Server(said(CLAIM))
    async with model_at(server) as (model, _):
        yield server, replace(use, systems=replace(use.systems, model=model))
