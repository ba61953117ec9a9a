"""Explain a failure with a model: it adds words to the engine's facts, never facts of its own.

- What it is told: `material` (all that may be told, as weighted pieces), `pieces` (what of it fits),
  `tokens` (how much that is), `prompt` (the question with its rules), `asking` (who is asked, and again).
- What comes back: `claim` (what it must answer), `verify` (what of it stands in what it was told),
  `plain` (its words made harmless), `answer` (what is left).
"""

from handlers.explain.answer import Asks, Explanation, Facts, Known, Quiet, Quote, Source
from handlers.explain.asking import Preview, explain, previewed

__all__ = [
    "Asks",
    "Explanation",
    "Facts",
    "Known",
    "Preview",
    "Quiet",
    "Quote",
    "Source",
    "explain",
    "previewed",
]
