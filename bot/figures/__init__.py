"""Figures about ourselves, for a Prometheus: declared once, kept in Redis, shown at /metrics."""

from bot.figures.book import Book
from bot.figures.declared import COUNTERS, DURATIONS, Counter, Duration
from bot.figures.page import Acks, page
from bot.figures.tally import MemoryTally

__all__ = [
    "COUNTERS",
    "DURATIONS",
    "Acks",
    "Book",
    "Counter",
    "Duration",
    "MemoryTally",
    "page",
]
