"""Explain a failure with a model: it adds words to the engine's facts, never facts of its own."""

from handlers.explain.answer import Asks, Explanation, Facts, Known, Quiet, Quote, Source
from handlers.explain.asking import explain

__all__ = [
    "Asks",
    "Explanation",
    "Facts",
    "Known",
    "Quiet",
    "Quote",
    "Source",
    "explain",
]
