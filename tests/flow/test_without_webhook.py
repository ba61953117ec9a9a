"""Jenkins's webhook never comes: the clock finds the finished build by itself."""

import time

import pytest
import pytest_asyncio
from flow.conftest import living, opening_is_over
from flow.person import ADA, Person, words

from bot.local.jenkins import JOBS

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory):
    """A town whose Jenkins sends no notices, and whose clock looks as by default."""
    env = {"JENKINS_POLL_SECONDS": "20"}
    payments = tuple(job for job in JOBS if job.name == "payments")
    async with living(tmp_path_factory.mktemp("town"), env, payments, hook=False) as town:
        yield town


async def test_a_card_comes_within_a_minute(town, session):
    """Found by the poll, at the latest sixty seconds after the build's end, and once."""
    await opening_is_over(town)
    ada = Person(session, town.doors.page_url, ADA)
    await ada.slash("/jenkins subscribe payments")
    await ada.reads("This channel now hears of payments")
    await ada.slash("/jenkins build payments")
    await ada.reads("payments #3 started")
    start = time.monotonic()

    def is_card(message):
        return "payments #3 failed" in words(message) and not message.get("is_ephemeral")

    await ada.sees(is_card)

    assert time.monotonic() - start < 60
    assert len([m for m in await ada.messages() if is_card(m)]) == 1
