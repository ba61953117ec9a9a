"""What RQ calls in its work-horse: two functions, each for one record of a ledger.

The settings are read from the environment here because a job is a process of its own: it starts
from nothing but its name and its arguments.
"""

import asyncio
import os
import socket

from bot.desk import Desk
from bot.house import opened
from bot.settings import Settings
from bot.slack.client import slack_client


def perform(id: str) -> None:
    """Answer one intent."""
    asyncio.run(_at_desk("perform", id))


def deliver(id: str) -> None:
    """Send one row of the outbox."""
    asyncio.run(_at_desk("deliver", id))


async def _at_desk(work: str, id: str) -> None:
    settings = Settings.read(os.environ)
    slack = settings.needs_slack("the worker")
    holder = f"{socket.gethostname()}:{os.getpid()}"
    async with opened(settings) as house, slack_client(slack.bot_token, slack.api_url) as client:
        desk = Desk(house, client, holder)
        await (desk.perform(id) if work == "perform" else desk.deliver(id))
