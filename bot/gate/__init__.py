"""The gate: raw bytes are checked before anything reads meaning into them.

Bolt parses a body before it looks at the signature, so unsigned junk could raise inside it. Here
the order is size, shape of the headers, clock, signature, replay; only then the request goes on.
"""

from bot.gate.body import Refusal, read
from bot.gate.replay import Replays
from bot.gate.signature import head_refusal, slack_refusal
from bot.gate.single import same_secret, single

__all__ = [
    "Refusal",
    "Replays",
    "head_refusal",
    "read",
    "same_secret",
    "single",
    "slack_refusal",
]
