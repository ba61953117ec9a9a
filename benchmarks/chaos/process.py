"""`python -m benchmarks.chaos.process COMMAND`: one of the bot's processes, as the storm starts it.

It is the real process. Two variables change it for an experiment: CHAOS_CRASH_AT names points at
which it kills itself, each once a record, and CHAOS_BLIND takes its read-back away, to prove that
the checker would see what happens without.
"""

import os
import sys

from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.chaos import points
from bot.__main__ import main
from bot.delivery.outbox import Outbox
from bot.delivery.posting import Letter

BLIND, CRASH_AT, STORE = "CHAOS_BLIND", "CHAOS_CRASH_AT", "REDIS_URL"


async def _nothing(_client: AsyncWebClient, _letter: Letter) -> str:
    return ""


def run(command: str) -> None:
    """Change what the variables say, then be that process."""
    if os.environ.get(BLIND):
        (Outbox.__init__.__kwdefaults__ or {})["look"] = _nothing
    for name in filter(None, os.environ.get(CRASH_AT, "").split(",")):
        points.arm(points.POINTS[name], command, os.environ[STORE])
    main(["-v", command])


if __name__ == "__main__":
    run(sys.argv[1])
