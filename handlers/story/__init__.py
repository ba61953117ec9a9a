"""A build's story: everything that is known of one build, and the one message that holds it.

- `lookup` (which job and build somebody means), `gather` (its facts, the engine's reading, a model's
  words), `reading` (of which log), `matrix` (its combinations), `starter` (who started it from Slack),
  `rated` (kept for feedback).
- For the model: `mirror` (what changed, what stands where it failed), `remembered` (failures of before).
- For people: `card` (the message), `seen` (what is known from before), `failing` (its failed tests),
  `progress` (the same while it waits and runs), `glance` (what is known without reading the log),
  `steps` (its buttons), `words` (outcomes, durations, authors).
"""

from handlers.story.card import card, end, next_steps
from handlers.story.gather import Story, gather
from handlers.story.glance import glance
from handlers.story.reading import console_of
from handlers.story.starter import note_starter, said, starter_of
from handlers.story.words import NAMES, lasted, sign, started_by

__all__ = [
    "NAMES",
    "Story",
    "card",
    "console_of",
    "end",
    "gather",
    "glance",
    "lasted",
    "next_steps",
    "note_starter",
    "said",
    "sign",
    "started_by",
    "starter_of",
]
