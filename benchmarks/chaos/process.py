"""`python -m benchmarks.chaos.process COMMAND`: one of the bot's processes, as the storm starts it.

It is the real process. Two variables change it for an experiment: with CHAOS_POINTS it kills
itself at the points that are armed, and CHAOS_BLIND takes its read-back away, to prove that the
checker would see what happens without.
"""

import os
import sys

from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.chaos import points
from bot.__main__ import main
from bot.delivery.outbox import Outbox
from bot.delivery.posting import Letter

BLIND, POINTS, STORE = "CHAOS_BLIND", "CHAOS_POINTS", "REDIS_URL"


async def _nothing(_client: AsyncWebClient, _letter: Letter) -> str:
    return ""


def run(command: str) -> None:
    """Change what the variables say, then be that process."""
    if os.environ.get(BLIND):
        (Outbox.__init__.__kwdefaults__ or {})["look"] = _nothing
    if os.environ.get(POINTS):
        for point in points.POINTS.values():
            points.arm(point, command, os.environ[STORE])
    main(["-v", command])


if __name__ == "__main__":
    run(sys.argv[1])
