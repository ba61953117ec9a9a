"""Counting what a handler does, for the operator's own monitoring."""

from typing import Protocol


class Tally(Protocol):
    """Counts by name and labels; the names are declared where they are shown (bot/figures)."""

    def count(self, name: str, by: float = 1, **labels: str) -> None:
        """Add to a counter."""

    def took(self, name: str, seconds: float, **labels: str) -> None:
        """Note a duration."""
